"""Figures as events carry them, measured: from wire values to the domain's and back."""

from collections.abc import Iterable
from decimal import Decimal

from services.analysis.budgeting import Spending, budget_of
from services.analysis.domain.formulas import Direction
from services.analysis.domain.measurement import Measurement, Method, measure
from services.analysis.domain.reasons import Absence
from services.analysis.domain.scales import Scale
from services.analysis.domain.targets import Missing, Realisasi, Target
from services.analysis.domain.trace import trace_of
from services.analysis.domain.written import read_realisasi, read_target
from services.analysis.methods import USUAL, Policies
from services.analysis.quarters import measured_triwulan, of_triwulan
from services.analysis.words import ORDINALS
from shared.events.parts import IndicatorValue, MeasuredIndicator


def measured_values(
    values: Iterable[IndicatorValue], scale: Scale, policies: Policies = USUAL
) -> tuple[Measurement, ...]:
    """Every value by its policy, in the order given."""
    return tuple(
        measure(_target(value), _realisasi(value), Method(Direction(value.direction), scale, policies.of(value.code)))
        for value in values
    )


def _target(value: IndicatorValue) -> Target:
    """What is no number is read as any table's words are: a range, a limit, a predicate."""
    return read_target(value.target_text, value.satuan, ORDINALS) if value.target is None else value.target


def _realisasi(value: IndicatorValue) -> Realisasi:
    if value.realisasi_text:
        return read_realisasi(value.realisasi_text, value.satuan, ORDINALS)
    if value.reason or value.realisasi is None:
        return Missing(Absence(value.reason or Absence.BELUM_ADA).reason)
    return of_triwulan(value) or Decimal(value.realisasi)


def measured_indicator(unit: str, value: IndicatorValue, found: Measurement) -> MeasuredIndicator:
    """What is told of one measured value; its triwulan are measured by the same method as its year."""
    return MeasuredIndicator(
        code=value.code,
        row=value.row,
        unit=unit,
        sasaran=value.sasaran,
        indikator=value.indikator,
        satuan=value.satuan,
        direction=value.direction,
        target=value.target,
        target_text=value.target_text,
        realisasi=value.realisasi,
        realisasi_text=value.realisasi_text,
        provisional=value.provisional,
        explanation=value.explanation,
        numerator=value.numerator,
        denominator=value.denominator,
        supporting=value.supporting,
        hindering=value.hindering,
        follow_up=value.follow_up,
        evidence=value.evidence,
        capaian=found.capaian,
        capaian_exact=found.uncapped,
        predikat=found.predikat,
        reason=found.reason,
        reason_text=found.reason_sentence,
        trace=trace_of(found),
        budget=budget_of(Spending(value.pagu, value.spent, found)),
        triwulan=tuple(measured_triwulan(each, found.method) for each in value.triwulan),
        summary=value.summary,
    )
