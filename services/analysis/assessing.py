"""Findings and evaluation of figures as events carry them: from wire values to the domain's and back."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from services.analysis.domain.earlier import PastResult, earlier_results
from services.analysis.domain.evaluation import EarlierResult, Evaluation, IndicatorResult, SasaranResult, evaluate
from services.analysis.domain.findings import EarlierYear, FigureRow, Finding, check_row
from services.analysis.domain.last_value import read_last_value
from services.analysis.history import Past
from services.analysis.quarters import quarters_of
from services.analysis.words import ORDINALS, year_words
from shared.events.evaluated import DataFinding, EvaluationPart, EvaluationSentence
from shared.events.methods import Reference
from shared.events.parts import IndicatorValue, MeasuredIndicator

# A target that is a range or a yes has no better side.
_IS_MORE_BETTER: Final = {"naik": True, "turun": False, "turun_rasio": False}

Earlier = Mapping[tuple[str, str], tuple[PastResult, ...]]
"""Unit and indicator code → earlier years, newest first; one code may be asked of several units."""


def findings_in(unit: str, values: Iterable[IndicatorValue], past: Past) -> tuple[DataFinding, ...]:
    """What is worth a second look in a unit's figures, in the order of its rows."""
    return tuple(
        _told(unit, value, found)
        for value in values
        for found in check_row(_figure_row(value, earlier_of(value, past)))
    )


def evaluation_of(
    rows: Sequence[MeasuredIndicator], earlier: Earlier, references: Iterable[Reference] = (), year: str = ""
) -> tuple[EvaluationPart, ...]:
    """The seven parts of every sasaran, in the order in which the sasaran first come; `year` is that of the rows."""
    known = {each.code: each for each in references}
    by_sasaran: dict[str, list[IndicatorResult]] = {}
    for row in rows:
        by_sasaran.setdefault(row.sasaran, []).append(
            _result(row, earlier.get((row.unit, row.code), ()), known.get(row.code, Reference(code=row.code)), year)
        )
    evaluations = (
        evaluate(SasaranResult(sasaran=sasaran, indicators=tuple(results))) for sasaran, results in by_sasaran.items()
    )
    return tuple(part for evaluation in evaluations for part in _parts(evaluation))


def earlier_of(value: IndicatorValue, past: Past) -> tuple[PastResult, ...]:
    """What is known of a figure's earlier years, newest first."""
    return earlier_results(past.get(value.code, ()), read_last_value(value.last_value, value.satuan, ORDINALS))


def _figure_row(value: IndicatorValue, earlier: tuple[PastResult, ...]) -> FigureRow:
    quarters = quarters_of(value)
    return FigureRow(
        row=value.row,
        satuan=value.satuan,
        target=value.target,
        realisasi=value.realisasi,
        realisasi_text=value.realisasi_text,
        higher_is_better=_IS_MORE_BETTER.get(value.direction),
        earlier=tuple(EarlierYear(past.year, past.realisasi, past.target) for past in earlier),
        evidence=value.evidence,
        numerator=value.numerator,
        denominator=value.denominator,
        missing_triwulan=tuple(each.number for each in value.triwulan if each.number in quarters.missing),
        falling_triwulan=quarters.falling,
        pagu=value.pagu,
        spent=value.spent,
    )


def _told(unit: str, value: IndicatorValue, found: Finding) -> DataFinding:
    return DataFinding(
        kind=found.code,
        severity=found.severity,
        unit=unit,
        code=value.code,
        row=found.cell.row,
        column=found.cell.column,
        sentence=found.sentence,
    )


def _result(
    row: MeasuredIndicator, earlier: tuple[PastResult, ...], reference: Reference, year: str
) -> IndicatorResult:
    words = year_words(row, earlier, reference)
    return IndicatorResult(
        code=row.code,
        unit=row.unit,
        indikator=row.indikator,
        satuan=row.satuan,
        higher_is_better=_IS_MORE_BETTER.get(row.direction),
        target=row.target,
        realisasi=row.realisasi,
        capaian=row.capaian,
        capaian_exact=row.capaian_exact,
        target_text=row.target_text,
        realisasi_text=row.realisasi_text,
        earlier=tuple(
            EarlierResult(year=past.year, realisasi=past.realisasi, capaian=past.capaian, ranked=word)
            for past, (_, word) in zip(earlier, words.earlier, strict=True)
        ),
        year=year,
        ranked=words.realisasi,
        renstra_ranked=words.renstra_target,
        standard_ranked=words.national_standard,
        renstra_target=reference.renstra_target,
        renstra_year=reference.renstra_year,
        national_standard=reference.national_standard,
        pagu=row.budget.pagu if row.budget else None,
        spent=row.budget.spent if row.budget else None,
        explanation=row.explanation,
        supporting=row.supporting,
        hindering=row.hindering,
        follow_up=row.follow_up,
    )


def _parts(evaluation: Evaluation) -> Iterable[EvaluationPart]:
    for part in evaluation.parts:
        yield EvaluationPart(
            sasaran=evaluation.sasaran,
            analysis=part.analysis,
            sentences=tuple(
                EvaluationSentence(template=each.template, text=each.text, rests_on=each.rests_on, words=each.words)
                for each in part.sentences
            ),
            gaps=tuple(gap.text for gap in part.gaps),
        )
