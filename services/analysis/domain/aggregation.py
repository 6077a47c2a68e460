"""From the capaian of indicators to that of a sasaran, a unit and the office. What could not count is named."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from services.analysis.domain.exact import rounded, stored, total
from services.analysis.domain.means import weighted_mean
from services.analysis.domain.policies import OFFICE_DEFAULT, Rounding
from services.analysis.domain.reasons import Reason


class Averaging(StrEnum):
    """Every indicator alike, or by its weight."""

    RATA_RATA = "rata_rata"
    BERBOBOT = "berbobot"


class OfficeWay(StrEnum):
    """How an office comes to its one figure; reports do both (Biro Organisasi and BKPD Jawa Barat 2016)."""

    SEMUA_INDIKATOR = "semua_indikator"
    RATA_RATA_SASARAN = "rata_rata_sasaran"


class Omitted(StrEnum):
    """Why a member with a capaian does not count."""

    NO_WEIGHT = "no_weight"


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One indicator, or one sasaran when sasaran are averaged.

    `capaian` is percent as a mean counts it: capped where the office caps, not yet rounded; None has a `reason`.
    `weight` is None where none is set; `code` is the indicator's, empty for a sasaran. Raises ValueError for a negative
    weight and for figures that are not finite.
    """

    name: str
    capaian: Decimal | None
    reason: Reason | None = None
    weight: Decimal | None = None
    sasaran: str = ""
    unit: str = ""
    code: str = ""

    def __post_init__(self) -> None:
        if any(value is not None and not value.is_finite() for value in (self.capaian, self.weight)):
            raise ValueError(f"{self.name}: a figure must be a finite number")
        if self.weight is not None and self.weight < 0:
            raise ValueError(f"{self.name}: a weight is never negative")


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A member that does not count, and why; without a reason, its own members had no capaian.

    Two indicators may share a name; unit and `code` tell them apart.
    """

    name: str
    reason: Reason | Omitted | None
    unit: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class Counted:
    """A member as a mean took it: `capaian` in percent with 28 significant digits, `weight` 1 in a plain mean."""

    name: str
    capaian: Decimal
    weight: Decimal
    unit: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class Aggregate:
    """`capaian` is percent, rounded; None when nothing counts. `exact` has 28 significant digits.

    `exact` lies between the least and the greatest capaian that counts, `capaian` between these as rounded. Weights of
    what is left out are left out, too. `members` are those that count.
    """

    averaging: Averaging
    capaian: Decimal | None
    exact: Decimal | None
    members: tuple[Counted, ...]
    left_out: tuple[LeftOut, ...]

    @property
    def counted(self) -> tuple[str, ...]:
        """The names of what counts."""
        return tuple(each.name for each in self.members)


@dataclass(frozen=True, slots=True)
class OfficeAggregates:
    """The aggregates of an office; sasaran and unit by name, in the order in which they first occur."""

    sasaran: dict[str, Aggregate]
    unit: dict[str, Aggregate]
    instansi: Aggregate


def aggregate(
    members: Iterable[Member], averaging: Averaging = Averaging.RATA_RATA, rounding: Rounding = OFFICE_DEFAULT.rounding
) -> Aggregate:
    """The mean of what can be measured, the same in every order. Raises TooLong (a ValueError)."""
    everyone = tuple(members)
    counted = tuple(found for each in everyone if (found := _counted(each, averaging)))
    left_out = tuple(_left_out(each) for each in everyone if _weight(each, averaging) is None)
    mean = weighted_mean([(each.capaian, each.weight) for each in counted])
    if mean is None:
        return Aggregate(averaging, None, None, counted, left_out)
    # A weight of zero says that the figure does not move the mean; it does not widen its span either.
    exact = _within(stored(mean), [each.capaian for each in counted if each.weight])
    return Aggregate(averaging, rounded(exact, rounding.step, rounding.name), exact, counted, left_out)


def _counted(member: Member, averaging: Averaging) -> Counted | None:
    weight = _weight(member, averaging)
    if member.capaian is None or weight is None:
        return None
    # 28 digits are more than any reader needs, and a sum of them never outgrows what is added without loss.
    return Counted(member.name, stored(member.capaian), weight, member.unit, member.code)


def _weight(member: Member, averaging: Averaging) -> Decimal | None:
    """None where the member does not count."""
    if member.capaian is None:
        return None
    return Decimal(1) if averaging is Averaging.RATA_RATA else member.weight


def _left_out(member: Member) -> LeftOut:
    reason = member.reason if member.capaian is None else Omitted.NO_WEIGHT
    return LeftOut(member.name, reason, member.unit, member.code)


def _within(value: Decimal, span: Sequence[Decimal]) -> Decimal:
    """28 digits of equal figures with more of them must not step over the greatest or under the least."""
    return max(min(span), min(max(span), value))


def aggregate_office(
    members: Iterable[Member],
    averaging: Averaging = Averaging.RATA_RATA,
    way: OfficeWay = OfficeWay.SEMUA_INDIKATOR,
    rounding: Rounding = OFFICE_DEFAULT.rounding,
) -> OfficeAggregates:
    """Sasaran, units and the office. A member without sasaran or unit counts for the office alone. Raises TooLong.

    The mean of sasaran takes the exact mean of each; there every sasaran weighs as much as its indicators together.
    """
    everyone = tuple(members)
    by_sasaran = _groups(everyone, lambda each: each.sasaran)
    by_unit = _groups(everyone, lambda each: each.unit)
    sasaran = {name: aggregate(own, averaging, rounding) for name, own in by_sasaran.items()}
    units = {name: aggregate(own, averaging, rounding) for name, own in by_unit.items()}
    of_office = everyone
    if way is OfficeWay.RATA_RATA_SASARAN:
        alone = tuple(each for each in everyone if not each.sasaran)
        of_office = tuple(_as_member(name, sasaran[name], own) for name, own in by_sasaran.items()) + alone
    return OfficeAggregates(sasaran, units, aggregate(of_office, averaging, rounding))


def _groups(members: Iterable[Member], of: Callable[[Member], str]) -> dict[str, list[Member]]:
    groups: dict[str, list[Member]] = {}
    for member in members:
        if name := of(member):
            groups.setdefault(name, []).append(member)
    return groups


def _as_member(name: str, result: Aggregate, own: Iterable[Member]) -> Member:
    weights = (each.weight for each in own if each.capaian is not None)
    return Member(name=name, capaian=result.exact, weight=total(weight for weight in weights if weight is not None))
