"""One indicator measured, with everything its capaian came from."""

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal, DecimalException
from typing import Any, Final, NamedTuple

from services.analysis.domain.exact import ZERO, TooLong, percent, rounded, stored
from services.analysis.domain.formulas import BATAS, PREDIKAT, YA_TIDAK, ZONA, ZONA_TURUN, Direction, Formula
from services.analysis.domain.policies import OFFICE_DEFAULT, LimitTarget, Negative, Policy
from services.analysis.domain.ratios import limit, limit_by_limit, ratio, zone
from services.analysis.domain.reasons import OF_TWO_KINDS, Reason
from services.analysis.domain.scales import Scale
from services.analysis.domain.targets import Components, Limit, Missing, OfTriwulan, Realisasi, Target, YesNo, Zone
from shared.choices.ordinals import Level


@dataclass(frozen=True, slots=True)
class Method:
    """How an indicator is measured; a cycle keeps the one it began with.

    `direction` is None where it is not known: numbers are then not measured. `formula` is that of a number.
    """

    direction: Direction | None
    scale: Scale
    policy: Policy = OFFICE_DEFAULT
    formula: Formula | None = field(init=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "formula", self.direction.formula if self.direction else None)


# A tuple, because a country has a million of them and a frozen dataclass takes four times as long to make.
class Measurement(NamedTuple):
    """A result with its trace: inputs, method (policy, rounding, scale), formula, and the capaian before cap and
    rounding.

    Either `exact`, `capaian` and `predikat`, or `reason`. `exact` is percent with 34 digits or more, from which every
    rounding comes out as from the quotient itself; `capaian` is what is printed, and the predikat belongs to it.
    """

    target: Target
    realisasi: Realisasi
    method: Method
    formula: Formula | None
    exact: Decimal | None
    capaian: Decimal | None
    predikat: str | None
    reason: Reason | None

    @property
    def uncapped(self) -> Decimal | None:
        """The capaian with 28 significant digits, neither capped nor floored."""
        return None if self.exact is None else stored(self.exact)

    @property
    def counted(self) -> Decimal | None:
        """What an average counts: the exact capaian within cap and floor."""
        return None if self.exact is None else _bounded(self.exact, self.method.policy)

    @property
    def reason_sentence(self) -> str | None:
        """Why there is no capaian, in words; None where there is one."""
        if self.reason is None:
            return None
        if isinstance(self.target, Missing) and self.reason is self.target.reason:
            return self.reason.sentence
        if self.reason is Reason.TEXT and not isinstance(self.realisasi, Missing):
            return OF_TWO_KINDS
        return self.reason.sentence_of_realisasi


_Found = tuple[Formula | None, Decimal | Reason]


def measure(target: Target, realisasi: Realisasi, method: Method) -> Measurement:
    """The capaian of one indicator. The same arguments always give the same result. Raises TooLong (a ValueError)
    for figures that are not finite or have hundreds of digits.
    """
    direction, policy = method.direction, method.policy
    try:
        if type(target) is Decimal and type(realisasi) is Decimal and direction is not None:
            formula = method.formula
            found = ratio(target, realisasi, direction, policy)
        else:
            formula, found = _of_kinds(target, realisasi, method)
        if not isinstance(found, Decimal):
            return Measurement(target, realisasi, method, formula, None, None, None, found)
        counted = found if policy.is_unbounded else _bounded(found, policy)
        capaian = rounded(counted, policy.rounding.step, policy.rounding.name)
        return Measurement(target, realisasi, method, formula, found, capaian, method.scale.predikat(capaian), None)
    except DecimalException as error:
        raise TooLong(f"{target} and {realisasi}") from error


def _bounded(exact: Decimal, policy: Policy) -> Decimal:
    capped = exact if policy.cap is None else min(exact, policy.cap)
    return ZERO if capped < 0 and policy.negative is Negative.NOL else capped


def _of_kinds(target: Target, realisasi: Realisasi, method: Method) -> _Found:
    """Everything but two plain numbers."""
    if isinstance(realisasi, Missing) and realisasi.reason is Reason.NOT_APPLICABLE:
        return None, realisasi.reason
    for value in (target, realisasi):
        if isinstance(value, Missing):
            return None, value.reason
    if isinstance(realisasi, Components):
        if not realisasi.denominator:
            return None, Reason.ZERO_DENOMINATOR
        return _of_kinds(target, realisasi.value, method)
    if isinstance(realisasi, OfTriwulan):
        return _of_kinds(target, realisasi.value, method)
    return _MEASURES[type(target)](target, realisasi, method)


def _number(target: Any, realisasi: Realisasi, method: Method) -> _Found:
    if not isinstance(realisasi, Decimal):
        return None, Reason.TEXT
    if method.direction is None:
        return None, Reason.NO_DIRECTION
    return method.direction.formula, ratio(target, realisasi, method.direction, method.policy)


def _zone(target: Any, realisasi: Realisasi, method: Method) -> _Found:
    if not isinstance(realisasi, Decimal):
        return None, Reason.TEXT
    direction = method.direction or Direction.NAIK
    formula = ZONA if direction is Direction.NAIK else ZONA_TURUN
    return formula, zone(target, realisasi, direction, method.policy)


def _limit(target: Any, realisasi: Realisasi, method: Method) -> _Found:
    if not isinstance(realisasi, Decimal | Limit):
        return None, Reason.TEXT
    if method.policy.limit is LimitTarget.PADA_BATAS:
        return _number(target.value, realisasi.value if isinstance(realisasi, Limit) else realisasi, method)
    if isinstance(realisasi, Decimal):
        return BATAS, limit(target, realisasi)
    if method.direction is None:
        return None, Reason.NO_DIRECTION
    return method.formula, limit_by_limit(target, realisasi, method.direction, method.policy)


def _level(target: Any, realisasi: Realisasi, method: Method) -> _Found:  # noqa: ARG001 - as its neighbours
    if not isinstance(realisasi, Level):
        return None, Reason.TEXT
    if realisasi.scale != target.scale:
        return None, Reason.OTHER_SCALE
    return PREDIKAT, percent(realisasi.score, target.score)


def _yes_no(target: Any, realisasi: Realisasi, method: Method) -> _Found:  # noqa: ARG001 - as its neighbours
    if not isinstance(realisasi, YesNo):
        return None, Reason.TEXT
    return YA_TIDAK, Decimal(100 if realisasi.is_so == target.is_so else 0)


_MEASURES: Final[dict[type, Callable[[Any, Realisasi, Method], _Found]]] = {
    Decimal: _number,
    Zone: _zone,
    Limit: _limit,
    Level: _level,
    YesNo: _yes_no,
}
