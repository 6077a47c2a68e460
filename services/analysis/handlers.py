"""What happens to figures: kept as they come, measured when a collection is complete."""

from collections.abc import Iterable, Iterator

from services.analysis import repository
from services.analysis.aggregating import aggregates_of
from services.analysis.assessing import Earlier, earlier_of, evaluation_of, findings_in
from services.analysis.comparing import comparisons_of
from services.analysis.domain.measurement import Measurement
from services.analysis.domain.trace_text import TraceWriter
from services.analysis.history import Past, past_of
from services.analysis.measuring import measured_indicator, measured_values
from services.analysis.methods import chosen, totals_of
from services.analysis.recalculation import changes_between
from shared.delivery.consumer import NotYetKnown
from shared.delivery.work import Work
from shared.events.analysis import PerformanceMeasured
from shared.events.event import submission_subject
from shared.events.intake import DataCollected, SubmissionReceived
from shared.events.parts import IndicatorValue

_WITHOUT_A_CAUSE = "Data dikumpulkan sekali lagi."


def keep_submission(work: Work, event: SubmissionReceived) -> None:
    """Keep a copy of a unit's revision."""
    repository.keep_submission(work.session, event)


def measure_collection(work: Work, event: DataCollected) -> None:
    """Measure exactly the revisions that were collected; parked while one of them has not arrived."""
    collected = list(_collected(work, event))
    scale, policies = chosen(event.method)
    measured = measured_values((value for _, value in collected), scale, policies)
    rows = tuple(
        measured_indicator(unit, value, found) for (unit, value), found in zip(collected, measured, strict=True)
    )
    before = repository.latest_rows(work.session, event.cycle_id)
    past = past_of(work.session, event.office_id, event.period)
    earlier = _earlier(collected, past)
    told = PerformanceMeasured(
        cycle_id=event.cycle_id,
        run_id=event.run_id,
        collection=event.collection,
        measurement_revision=repository.next_revision(work.session, event.cycle_id),
        scale=scale.id,
        rows=rows,
        gaps=event.gaps,
        findings=tuple(found for unit, value in collected for found in findings_in(unit, [value], past)),
        evaluation=evaluation_of(rows, earlier, event.references, event.period),
        why="" if before is None else event.why or _WITHOUT_A_CAUSE,
        changes=() if before is None else changes_between(before, rows),
        submissions=event.submissions,
        comparisons=tuple(comparisons_of(rows, earlier, event.references, policies)),
        aggregates=tuple(aggregates_of(rows, measured, event.references, totals_of(event.method))),
    )
    _keep(work, event, told, measured)
    work.publish(told)


def _keep(work: Work, event: DataCollected, told: PerformanceMeasured, measured: Iterable[Measurement]) -> None:
    kept = repository.Kept(
        traces=tuple(TraceWriter(found.method).write(found) for found in measured),
        why=" ".join(filter(None, (told.why, *told.changes))),
        at=work.now(),
    )
    repository.keep_measurement(work.session, event, told, kept)


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
