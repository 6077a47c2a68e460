"""Findings and evaluation of figures as events carry them: from wire values to the domain's and back."""

from collections.abc import Iterable, Mapping, Sequence

from services.analysis.domain.evaluation import EarlierResult, Evaluation, IndicatorResult, SasaranResult, evaluate
from services.analysis.domain.findings import EarlierYear, FigureRow, Finding, check_row
from services.analysis.domain.formulas import Direction
from services.analysis.domain.last_value import LastValue, read_last_value
from shared.events.evaluated import DataFinding, EvaluationPart, EvaluationSentence
from shared.events.parts import IndicatorValue, MeasuredIndicator


def findings_in(unit: str, values: Iterable[IndicatorValue]) -> tuple[DataFinding, ...]:
    """What is worth a second look in a unit's figures, in the order of its rows."""
    return tuple(_told(unit, value, found) for value in values for found in check_row(_figure_row(value)))


def evaluation_of(
    rows: Sequence[MeasuredIndicator], last_values: Mapping[tuple[str, str], LastValue]
) -> tuple[EvaluationPart, ...]:
    """The seven parts of every sasaran, in the order in which the sasaran first come.

    `last_values` are by unit and code, for one code may be asked of several units.
    """
    by_sasaran: dict[str, list[IndicatorResult]] = {}
    for row in rows:
        by_sasaran.setdefault(row.sasaran, []).append(_result(row, last_values.get((row.unit, row.code))))
    evaluations = (
        evaluate(SasaranResult(sasaran=sasaran, indicators=tuple(results))) for sasaran, results in by_sasaran.items()
    )
    return tuple(part for evaluation in evaluations for part in _parts(evaluation))


def last_value_of(value: IndicatorValue) -> LastValue | None:
    """What is known of the year before."""
    return read_last_value(value.last_value, value.satuan)


def _figure_row(value: IndicatorValue) -> FigureRow:
    last = last_value_of(value)
    return FigureRow(
        row=value.row,
        satuan=value.satuan,
        target=value.target,
        realisasi=value.realisasi,
        higher_is_better=Direction(value.direction) is Direction.NAIK,
        earlier=(EarlierYear(int(last.year) if last.year else None, last.realisasi),) if last else (),
        evidence=value.evidence,
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


def _result(row: MeasuredIndicator, last: LastValue | None) -> IndicatorResult:
    return IndicatorResult(
        code=row.code,
        unit=row.unit,
        indikator=row.indikator,
        satuan=row.satuan,
        higher_is_better=Direction(row.direction) is Direction.NAIK,
        target=row.target,
        realisasi=row.realisasi,
        capaian=row.capaian,
        capaian_exact=row.capaian_exact,
        target_text=row.target_text,
        earlier=(EarlierResult(year=last.year, realisasi=last.realisasi),) if last else (),
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
