"""What measured figures come to together, as events carry it: each sasaran, each unit, the instansi."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from services.analysis.budgeting import Spending, budget_together, is_paid
from services.analysis.domain.aggregation import (
    Aggregate,
    Averaging,
    Counted,
    LeftOut,
    Member,
    Omitted,
    aggregate,
    aggregate_office,
)
from services.analysis.domain.measurement import Measurement
from services.analysis.domain.trace import scale_used
from services.analysis.methods import Totals
from shared.events.budgets import MeasuredBudget
from shared.events.evaluated import CountedMember, LeftOutMember, MeasuredAggregate
from shared.events.methods import Reference
from shared.events.parts import MeasuredIndicator

_Whys = Mapping[tuple[str, str], str]
"""Unit and code of an indicator → why it has no capaian."""

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
    whys = {(row.unit, row.code): row.reason_text or "" for row in rows}
    office = aggregate_office((each.member for each in everyone), totals.averaging, totals.way, totals.rounding)

    def told(kind: str, name: str, found: Aggregate, own: Sequence[_Paid]) -> MeasuredAggregate:
        return replace(_told(kind, name, found, totals, whys), budget=_budget(own, totals))

    for name, found in office.sasaran.items():
        yield told("sasaran", name, found, [each for each in everyone if each.member.sasaran == name])
    for name, found in office.unit.items():
        yield told("unit", name, found, [each for each in everyone if each.member.unit == name])
    yield told("instansi", "", office.instansi, everyone)


@dataclass(frozen=True, slots=True)
class _Paid:
    """One indicator as a member of a mean, with its money."""

    member: Member
    spending: Spending


def _of(row: MeasuredIndicator, found: Measurement, weights: Mapping[str, Decimal | None]) -> _Paid:
    pagu, spent = (row.budget.pagu, row.budget.spent) if row.budget else (None, None)
    return _Paid(_member(row, found, weights), Spending(pagu, spent, found))


def _budget(own: Sequence[_Paid], totals: Totals) -> MeasuredBudget | None:
    paid = [each.member for each in own if is_paid(each.spending)]
    return budget_together([each.spending for each in own], aggregate(paid, totals.averaging, totals.rounding))


def _member(row: MeasuredIndicator, found: Measurement, weights: Mapping[str, Decimal | None]) -> Member:
    return Member(
        name=f"{row.indikator} ({row.unit})",
        capaian=found.counted,
        reason=found.reason,
        weight=weights.get(row.code),
        sasaran=row.sasaran,
        unit=row.unit,
        code=row.code,
    )


def _told(kind: str, name: str, found: Aggregate, totals: Totals, whys: _Whys) -> MeasuredAggregate:
    return MeasuredAggregate(
        kind=kind,
        name=name,
        averaging=found.averaging.value,
        capaian=found.capaian,
        exact=found.exact,
        predikat=None if found.capaian is None else totals.scale.predikat(found.capaian),
        counted=found.counted,
        left_out=tuple(_left_out(each, whys) for each in found.left_out),
        members=tuple(_counted(each, found.averaging) for each in found.members),
        way=totals.way if kind == "instansi" else "",
        places=totals.rounding.places,
        rounding=totals.rounding.mode,
        scale=scale_used(totals.scale),
    )


def _counted(member: Counted, averaging: Averaging) -> CountedMember:
    weight = member.weight if averaging is Averaging.BERBOBOT else None
    return CountedMember(name=member.name, capaian=member.capaian, weight=weight, unit=member.unit, code=member.code)


def _left_out(left_out: LeftOut, whys: _Whys) -> LeftOutMember:
    why = whys.get((left_out.unit, left_out.code)) or _NOTHING_MEASURED
    return LeftOutMember(
        name=left_out.name,
        reason=_NO_WEIGHT if left_out.reason is Omitted.NO_WEIGHT else why,
        unit=left_out.unit,
        code=left_out.code,
    )
