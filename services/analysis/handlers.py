"""What happens to figures: kept as they come, measured when a collection is complete."""

from collections.abc import Iterable, Iterator

from services.analysis import repository
from services.analysis.assessing import Earlier, earlier_of, evaluation_of, findings_in
from services.analysis.domain.formulas import Absence, Direction
from services.analysis.domain.measurement import MeasuredRow, Row, measure_rows
from services.analysis.domain.scales import Scale
from services.analysis.history import Past, past_of
from services.analysis.scale_files import DEFAULT_SCALE, load_scales
from shared.delivery.consumer import NotYetKnown
from shared.delivery.work import Work
from shared.events.analysis import PerformanceMeasured
from shared.events.event import submission_subject
from shared.events.intake import DataCollected, SubmissionReceived
from shared.events.parts import IndicatorValue, MeasuredIndicator

_SCALE: Scale = load_scales()[DEFAULT_SCALE]


def keep_submission(work: Work, event: SubmissionReceived) -> None:
    """Keep a copy of a unit's revision."""
    repository.keep_submission(work.session, event)


def measure_collection(work: Work, event: DataCollected) -> None:
    """Measure exactly the revisions that were collected; parked while one of them has not arrived."""
    collected = list(_collected(work, event))
    measured = measure_rows((_row(value) for _, value in collected), _SCALE)
    rows = tuple(_indicator(unit, value, row) for (unit, value), row in zip(collected, measured, strict=True))
    past = past_of(work.session, event.office_id, event.period)
    told = PerformanceMeasured(
        cycle_id=event.cycle_id,
        run_id=event.run_id,
        collection=event.collection,
        measurement_revision=repository.next_revision(work.session, event.cycle_id),
        scale=_SCALE.id,
        rows=rows,
        gaps=event.gaps,
        findings=tuple(found for unit, value in collected for found in findings_in(unit, [value], past)),
        evaluation=evaluation_of(rows, _earlier(collected, past)),
    )
    repository.keep_measurement(work.session, event, told, work.now())
    work.publish(told)


def _collected(work: Work, event: DataCollected) -> Iterator[tuple[str, IndicatorValue]]:
    found: list[tuple[str, IndicatorValue]] = []
    for submission in event.submissions:
        values = repository.submitted_values(work.session, event.cycle_id, submission.unit_id, submission.revision)
        if values is None:
            raise NotYetKnown(submission_subject(event.cycle_id, submission.unit_id))
        found.extend((submission.unit, value) for value in values)
    yield from sorted(found, key=lambda pair: pair[1].row)


def _earlier(collected: Iterable[tuple[str, IndicatorValue]], past: Past) -> Earlier:
    return {(unit, value.code): earlier_of(value, past) for unit, value in collected}


def _row(value: IndicatorValue) -> Row:
    return Row(
        code=value.code,
        target=value.target,
        target_text=value.target_text,
        realisasi=value.realisasi,
        absence=Absence(value.reason) if value.reason else None,
        direction=Direction(value.direction),
    )


def _indicator(unit: str, value: IndicatorValue, measured: MeasuredRow) -> MeasuredIndicator:
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
        provisional=value.provisional,
        explanation=value.explanation,
        numerator=value.numerator,
        denominator=value.denominator,
        supporting=value.supporting,
        hindering=value.hindering,
        follow_up=value.follow_up,
        evidence=value.evidence,
        capaian=measured.capaian,
        capaian_exact=measured.capaian_exact,
        predikat=measured.predikat,
        reason=measured.reason,
        reason_text=measured.reason.sentence if measured.reason else None,
    )
