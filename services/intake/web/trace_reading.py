"""What the page of one capaian reads: its row in one measurement, who sent it, the files behind it, the other ones."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import abort, request, url_for
from markupsafe import Markup
from sqlalchemy import select
from sqlalchemy.orm import Session

from services.intake.domain.rights import Person, sees_unit
from services.intake.models import MeasurementRecord, SubmissionRecord, TaskFileRecord, TaskRecord
from services.intake.process.figure_sources import figure_sources
from services.intake.web.board import Board
from shared.dates import format_moment
from shared.events.parts import MeasuredIndicator
from shared.events.traces import FigureSource
from shared.events.wire import schema_of
from shared.numbers import format_id


@dataclass(frozen=True, slots=True)
class Traced:
    """One row of one measurement; `source` is None for measurements that did not name their submissions."""

    measurement: MeasurementRecord
    row: MeasuredIndicator
    source: FigureSource | None


def measurements_of(rows: Session, cycle_id: UUID) -> list[MeasurementRecord]:
    """The measurements of a cycle, the newest first."""
    asked = select(MeasurementRecord).where(MeasurementRecord.cycle_id == cycle_id)
    return list(rows.scalars(asked.order_by(MeasurementRecord.revision.desc())))


def traced(rows: Session, measurement: MeasurementRecord, code: str) -> Traced | None:
    """The row of this code; None where the measurement has none."""
    row = row_of(measurement, code)
    if row is None:
        return None
    source = next((each for each in figure_sources(rows, measurement) if each.unit == row.unit), None)
    return Traced(measurement, row, source)


def row_of(measurement: MeasurementRecord, code: str) -> MeasuredIndicator | None:
    """A code names one indicator of a cycle."""
    found = next((plain for plain in measurement.rows if plain["code"] == code), None)
    row: MeasuredIndicator | None = schema_of(MeasuredIndicator).load(found) if found else None
    return row


def evidence_links(rows: Session, shown: Board, found: Traced, reader: Person) -> list[Markup]:
    """The files that proved the figure when it was sent, as links for those who may open them."""
    if found.source is None:
        return []
    sent = rows.scalar(
        select(SubmissionRecord).where(
            SubmissionRecord.cycle_id == shown.cycle.id,
            SubmissionRecord.unit_name == found.row.unit,
            SubmissionRecord.number == found.source.number,
        )
    )
    if sent is None:
        return []
    tasks = {task.id for run in shown.cycle.runs for task in run.tasks if task.holder.unit_id == sent.unit_id}
    files = rows.scalars(
        select(TaskFileRecord)
        .join(TaskRecord, TaskRecord.id == TaskFileRecord.task_id)
        .where(
            TaskFileRecord.task_id.in_(tasks),
            TaskFileRecord.code == found.row.code,
            TaskFileRecord.added_at <= sent.submitted_at,
        )
        .order_by(TaskFileRecord.added_at)
    )
    may_open = sees_unit(reader, shown.cycle.sop, sent.unit_id)
    return [_link(file) if may_open else Markup("{}").format(file.name) for file in files]


def _link(file: TaskFileRecord) -> Markup:
    address = url_for("papers.file", task_id=file.task_id, file_id=file.id)
    return Markup('<a class="govuk-link" href="{}">{}</a>').format(address, file.name)


def asked_measurement(measurements: list[MeasurementRecord]) -> MeasurementRecord:
    """The one whose number stands in the address, else the newest; 404 where there is none."""
    asked = request.args.get("revisi", "")
    found = [each for each in measurements if asked in ("", str(each.revision))]
    if not found:
        abort(404)
    return found[0]


def revision_rows(
    measurements: list[MeasurementRecord],
    shown: Board,
    *,
    open_one: int,
    capaian: Callable[[MeasurementRecord], str | None],
    address: Callable[[int], str],
) -> list[list[Any]]:
    """Every measurement of the cycle: its number, when, the capaian it had, and why it was made.

    A `capaian` of None was not measured then, and its measurement is not led to; nor is the one that is open.
    """
    return [
        [
            _revision(each, address(each.revision), is_open=each.revision == open_one or capaian(each) is None),
            format_moment(each.arrived_at, shown.zone),
            capaian(each) or "tidak diukur",
            why_words(each),
        ]
        for each in measurements
    ]


def capaian_words(row: MeasuredIndicator | None) -> str | None:
    """The capaian of a row, a dash where it has none; None where there is no row."""
    if row is None:
        return None
    return format_id(row.capaian) if row.capaian is not None else "–"


def why_words(measurement: MeasurementRecord) -> str:
    """Why a measurement was made, in a sentence."""
    first = "Pengukuran pertama setelah pengumpulan data selesai."
    return measurement.why or (first if measurement.revision == 1 else "Sebabnya tidak tercatat.")


def _revision(each: MeasurementRecord, address: str, *, is_open: bool) -> Markup:
    words = f"Pengukuran ke-{each.revision}"
    if is_open:
        return Markup("{}").format(words)
    return Markup('<a class="govuk-link" href="{}">{}</a>').format(address, words)
