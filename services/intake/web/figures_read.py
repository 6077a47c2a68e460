"""What the pages of a unit's figures read of the task in the address: its indicators, what was typed, the files."""

import hashlib
import json
from collections import Counter
from typing import Any
from uuid import UUID

from flask import abort, g
from sqlalchemy import select
from sqlalchemy.orm import Session

from services.intake.domain.cycle import TaskState
from services.intake.models import CycleIndicatorRecord, DraftRecord, SubmissionRecord, UnitRecord
from services.intake.process.data import is_late
from services.intake.process.minta_data import indicators_of
from services.intake.web.task_reading import files_of


def require_figures() -> None:
    """404 for a task that asks for no figures."""
    if not g.subject.cycle.asks_for_figures(g.subject.run, g.subject.task):
        abort(404)


def may_type() -> bool:
    """While the task is open; after the collection was closed without the unit, while the report is drafted."""
    return g.subject.task.state is TaskState.OPEN or is_late(g.subject.cycle, g.subject.task.id)


def indicators_asked(rows: Session) -> list[CycleIndicatorRecord]:
    """What the task asks its unit for."""
    return indicators_of(rows, g.subject.cycle.id, g.subject.task.holder.unit_id)


def draft_of(rows: Session, task_id: UUID) -> dict[str, str]:
    """What was typed: this task's draft, else what the unit sent last (the work was sent back)."""
    draft = rows.get(DraftRecord, task_id)
    return dict(draft.fields) if draft else _sent_before(rows)


def _sent_before(rows: Session) -> dict[str, str]:
    last = rows.scalar(
        select(SubmissionRecord)
        .where(
            SubmissionRecord.cycle_id == g.subject.cycle.id,
            SubmissionRecord.unit_id == g.subject.task.holder.unit_id,
        )
        .order_by(SubmissionRecord.number.desc())
        .limit(1)
    )
    before = rows.get(DraftRecord, last.task_id) if last else None
    return dict(before.fields) if before else {}


def files_of_unit(rows: Session) -> list[dict[str, Any]]:
    """The files behind the unit's figures, also those that came before the work was sent back."""
    cycle, unit_id = g.subject.cycle, g.subject.task.holder.unit_id
    return [
        file
        for run in cycle.runs
        for task in run.tasks
        if task.holder.unit_id == unit_id and cycle.asks_for_figures(run, task)
        for file in files_of(rows, task.id)
    ]


def evidence_of(rows: Session) -> Counter[str]:
    """How many files prove each figure, by indicator code."""
    return Counter(file["code"] for file in files_of_unit(rows) if file["code"])


def unit_name(rows: Session) -> str:
    """The unit whose figures these are."""
    unit_id = g.subject.task.holder.unit_id
    unit = rows.get(UnitRecord, unit_id) if unit_id else None
    return unit.name if unit else ""


def fingerprint(typed: dict[str, str]) -> str:
    """Sixteen hex digits of what was typed: what the check page showed is what is sent."""
    return hashlib.sha256(json.dumps(typed, sort_keys=True).encode()).hexdigest()[:16]
