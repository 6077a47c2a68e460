"""The cards of the start page: what a person must do, and what they wait for others to do."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from flask import url_for
from sqlalchemy import select
from sqlalchemy.orm import Session

from services.intake.domain.cycle import CycleState, Run, RunState, Task, TaskState
from services.intake.domain.rights import Person, managing_roles
from services.intake.models import CycleRecord
from services.intake.process.task_info import title_of
from services.intake.repository.cycles import read_cycle
from services.intake.web.board import Board
from services.intake.web.presentation import capitalize_first
from services.intake.web.reading import board_of, open_tasks_of

_NAMED = 3
"""So many holders are named on a card; of more, the rest is counted."""


def my_cards(rows: Session, person: Person) -> list[dict[str, Any]]:
    """What a person must do now, the most pressing first."""
    return [_mine(rows, cycle_id, task_id) for cycle_id, task_id in open_tasks_of(rows, person.person_id)]


def waiting_cards(rows: Session, person: Person) -> list[dict[str, Any]]:
    """What others do in the cycles a person manages, or before the person's own next step."""
    open_ = select(CycleRecord.id).where(
        CycleRecord.office_id == person.office_id, CycleRecord.state == CycleState.OPEN
    )
    cards: list[dict[str, Any]] = []
    for cycle_id in rows.scalars(open_.order_by(CycleRecord.opened_at)).all():
        shown = board_of(rows, read_cycle(rows, cycle_id))
        cards += [_awaited(shown, run, names) for run, names in _awaited_runs(shown, person)]
    return cards


def _mine(rows: Session, cycle_id: UUID, task_id: UUID) -> dict[str, Any]:
    shown = board_of(rows, read_cycle(rows, cycle_id))
    run, task = shown.cycle.find(task_id)
    return {**_card(shown, run, task), "detail": shown.line(run), "href": url_for("tasks.task", task_id=task_id)}


def _awaited(shown: Board, run: Run, names: list[str]) -> dict[str, Any]:
    rest = f" dan {len(names) - _NAMED} lainnya" if len(names) > _NAMED else ""
    who = f" · menunggu {', '.join(names[:_NAMED])}{rest}" if names else ""
    return {
        **_card(shown, run, None),
        "detail": f"{shown.line(run)}{who}",
        "href": url_for("cycles.board", cycle_id=shown.cycle.id),
    }


def _card(shown: Board, run: Run, task: Task | None) -> dict[str, Any]:
    step = shown.cycle.step_of(run)
    title = title_of(step, task) if task else step.title
    return {"title": capitalize_first(title), "state": shown.state(run), **shown.time_left(run, task)}


def _awaited_runs(shown: Board, person: Person) -> Iterator[tuple[Run, list[str]]]:
    """Runs that a person waits for, with the posts whose tasks are open; none while papers are prepared."""
    sop = shown.cycle.sop
    for run in shown.cycle.open_runs():
        following = {
            performer.role for number in sop.step(run.step).successors for performer in sop.step(number).performers
        }
        others = [task for task in run.tasks if task.state is TaskState.OPEN]
        others = [task for task in others if task.holder.person_id != person.person_id]
        is_awaited = person.roles & (following | managing_roles(sop))
        if is_awaited and (others or run.state is RunState.PREPARING):
            yield run, list(dict.fromkeys(shown.holder(task) for task in others))
