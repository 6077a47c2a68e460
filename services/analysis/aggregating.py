"""What measured figures come to together, as events carry it: each sasaran, each unit, the instansi."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from services.analysis.budgeting import Spending, budget_together, is_paid
from services.analysis.domain.aggregation import Aggregate, LeftOut, Member, Omitted, aggregate, aggregate_office
from services.analysis.domain.measurement import Measurement
from services.analysis.domain.scales import Scale
from services.analysis.methods import Totals
from shared.events.budgets import MeasuredBudget
from shared.events.evaluated import LeftOutMember, MeasuredAggregate
from shared.events.methods import Reference
from shared.events.parts import MeasuredIndicator

_NO_WEIGHT: Final = "Bobot belum diisi."
_NOTHING_MEASURED: Final = "Tidak ada indikator yang terukur."


def aggregates_of(
    rows: Sequence[MeasuredIndicator], measured: Sequence[Measurement], references: Iterable[Reference], totals: Totals
) -> Iterator[MeasuredAggregate]:
    """Sasaran and units in the order in which they first occur, then the instansi; nothing of nothing.

    `measured` are the measurements of `rows`, one by one; `references` have the weights. The predikat is that of the
    printed capaian (ADR 0004).
    Raises TooLong (a ValueError).
    """
    if not rows:
        return
    weights = {each.code: each.weight for each in references}
    everyone = [_of(row, value, weights) for row, value in zip(rows, measured, strict=True)]
    whys = {each.member.name: row.reason_text or "" for each, row in zip(everyone, rows, strict=True)}
    office = aggregate_office((each.member for each in everyone), totals.averaging, totals.way, totals.rounding)

    def told(kind: str, name: str, found: Aggregate, own: Sequence[_Counted]) -> MeasuredAggregate:
        return replace(_told(kind, name, found, totals.scale, whys), budget=_budget(own, totals))

    for name, found in office.sasaran.items():
        yield told("sasaran", name, found, [each for each in everyone if each.member.sasaran == name])
    for name, found in office.unit.items():
        yield told("unit", name, found, [each for each in everyone if each.member.unit == name])
    yield told("instansi", "", office.instansi, everyone)


@dataclass(frozen=True, slots=True)
class _Counted:
    """One indicator as a mean counts it, with its money."""

    member: Member
    spending: Spending


def _of(row: MeasuredIndicator, found: Measurement, weights: Mapping[str, Decimal | None]) -> _Counted:
    pagu, spent = (row.budget.pagu, row.budget.spent) if row.budget else (None, None)
    return _Counted(_member(row, found, weights), Spending(pagu, spent, found))


def _budget(own: Sequence[_Counted], totals: Totals) -> MeasuredBudget | None:
    paid = [each.member for each in own if is_paid(each.spending)]
    capaian = aggregate(paid, totals.averaging, totals.rounding).capaian
    return budget_together([each.spending for each in own], capaian)


def _member(row: MeasuredIndicator, found: Measurement, weights: Mapping[str, Decimal | None]) -> Member:
    return Member(
        name=f"{row.indikator} ({row.unit})",
        capaian=found.counted,
        reason=found.reason,
        weight=weights.get(row.code),
        sasaran=row.sasaran,
        unit=row.unit,
    )


def _told(kind: str, name: str, found: Aggregate, scale: Scale, whys: Mapping[str, str]) -> MeasuredAggregate:
    return MeasuredAggregate(
        kind=kind,
        name=name,
        averaging=found.averaging.value,
        capaian=found.capaian,
        exact=found.exact,
        predikat=None if found.capaian is None else scale.predikat(found.capaian),
        counted=found.counted,
        left_out=tuple(LeftOutMember(name=each.name, reason=_why(each, whys)) for each in found.left_out),
    )


def _why(left_out: LeftOut, whys: Mapping[str, str]) -> str:
    if left_out.reason is Omitted.NO_WEIGHT:
        return _NO_WEIGHT
    return whys.get(left_out.name) or _NOTHING_MEASURED
