"""What pages read: a cycle with its office, its papers, its history, its figures."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from flask import url_for
from sqlalchemy import select
from sqlalchemy.orm import Session

from services.intake.domain.cycle import Cycle, TaskState
from services.intake.domain.rights import Person, sees_unit
from services.intake.models import (
    CycleRecord,
    HistoryRecord,
    MeasurementRecord,
    OfficeRecord,
    PaperRecord,
    PersonRecord,
    RunRecord,
    TaskRecord,
)
from services.intake.process.figure_sources import figure_sources
from services.intake.repository.cycles import read_cycle
from services.intake.repository.offices import calendar_of, posts_of, today_of
from services.intake.web.board import Board
from services.intake.web.site import site
from shared.dates import format_moment
from shared.events.evaluated import DataFinding, EvaluationPart, FigureComparison, MeasuredAggregate
from shared.events.parts import MeasuredIndicator
from shared.events.traces import FigureSource
from shared.events.wire import schema_of


def board_of(rows: Session, cycle: Cycle) -> Board:
    """A cycle ready to be shown."""
    office = rows.get_one(OfficeRecord, cycle.office_id)
    now = site().clock.now()
    posts = posts_of(rows, office.id, today_of(office, now))
    return Board(cycle, {post.post_id: post for post in posts}, calendar_of(rows, office, now), now, office.due_on)


def open_tasks_of(rows: Session, person_id: UUID) -> list[tuple[UUID, UUID]]:
    """(cycle, task) of everything a person must do now, the most pressing first."""
    found = rows.execute(
        select(TaskRecord.cycle_id, TaskRecord.id)
        .join(RunRecord, RunRecord.id == TaskRecord.run_id)
        .where(TaskRecord.person_id == person_id, TaskRecord.state == TaskState.OPEN)
        .order_by(RunRecord.due_at.is_(None), RunRecord.due_at)
    )
    return [(row.cycle_id, row.id) for row in found]


def cycles_of(rows: Session, office_id: UUID) -> list[Cycle]:
    """The cycles of an office, the newest first."""
    ids = rows.scalars(
        select(CycleRecord.id).where(CycleRecord.office_id == office_id).order_by(CycleRecord.opened_at.desc())
    )
    return [read_cycle(rows, cycle_id) for cycle_id in ids]


def people_of(rows: Session, office_id: UUID) -> list[tuple[str, str]]:
    """(id, name) of everybody in an office, for a choice."""
    found = rows.scalars(select(PersonRecord).where(PersonRecord.office_id == office_id).order_by(PersonRecord.name))
    return [(str(person.id), person.name) for person in found]


def papers_of(rows: Session, cycle: Cycle, zone: ZoneInfo, reader: Person) -> list[dict[str, Any]]:
    """The papers of a cycle that somebody may see, oldest first."""
    of_cycle = select(PaperRecord).where(PaperRecord.cycle_id == cycle.id)
    found = rows.scalars(of_cycle.order_by(PaperRecord.arrived_at))
    return [
        {
            "kind": paper.kind,
            "name": paper.name,
            "sha256": paper.sha256,
            "content_hash": paper.content_hash,
            "arrived_at": paper.arrived_at.isoformat(),
            "arrived": format_moment(paper.arrived_at, zone),
            "url": url_for("papers.paper", cycle_id=cycle.id, paper_id=paper.id),
        }
        for paper in found
        if sees_unit(reader, cycle.sop, paper.unit_id)
    ]


def history_of(rows: Session, cycle_id: UUID) -> list[HistoryRecord]:
    """The history of a cycle, oldest first."""
    lines = select(HistoryRecord).where(HistoryRecord.cycle_id == cycle_id).order_by(HistoryRecord.id)
    return list(rows.scalars(lines))


@dataclass(frozen=True, slots=True)
class Measured:
    """The latest measured figures of a cycle, what was found in them, what they say and who sent them.

    `measurement` tells machines which revision it is and why it was made.
    """

    rows: tuple[MeasuredIndicator, ...]
    gaps: tuple[str, ...]
    scale: str
    findings: tuple[DataFinding, ...]
    evaluation: tuple[EvaluationPart, ...]
    comparisons: tuple[FigureComparison, ...]
    aggregates: tuple[MeasuredAggregate, ...]
    measurement: dict[str, Any]
    sources: tuple[FigureSource, ...]


def measured_of(rows: Session, cycle_id: UUID) -> Measured | None:
    """What was measured last; None before the first measurement."""
    found = rows.scalar(
        select(MeasurementRecord)
        .where(MeasurementRecord.cycle_id == cycle_id)
        .order_by(MeasurementRecord.revision.desc())
        .limit(1)
    )
    if found is None:
        return None
    figures = tuple(schema_of(MeasuredIndicator).load(found.rows, many=True))
    return Measured(
        rows=figures,
        gaps=tuple(found.gaps),
        scale=found.scale,
        findings=tuple(schema_of(DataFinding).load(found.findings, many=True)),
        evaluation=tuple(schema_of(EvaluationPart).load(found.evaluation, many=True)),
        comparisons=tuple(schema_of(FigureComparison).load(found.comparisons, many=True)),
        aggregates=tuple(schema_of(MeasuredAggregate).load(found.aggregates, many=True)),
        measurement={
            "revision": found.revision,
            "measured_at": found.arrived_at.isoformat(),
            "why": found.why,
            "changes": found.changes,
        },
        sources=figure_sources(rows, found),
    )
