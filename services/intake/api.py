"""The internal API of intake: whether it is well. People meet intake at its web, which is another process."""

from collections.abc import Sequence

from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.intake.domain.cycle import TaskState
from services.intake.models import TaskRecord
from shared.database import Database
from shared.delivery.condition import Figure
from shared.internal_api import internal_app

_TASKS = "Tasks, of all offices: open, and overdue, which are those of them over their waktu baku."


def create_app(database: Database, secret_key: str) -> Flask:
    """The WSGI app."""
    return internal_app(__name__, "intake", database, secret_key, task_figures)


def task_figures(session: Session) -> Sequence[Figure]:
    """Open tasks, and those of them that are over their waktu_baku; of all offices."""
    total, overdue = session.execute(
        select(func.count(), func.count(TaskRecord.overran_at)).where(TaskRecord.state == TaskState.OPEN)
    ).one()
    return [_tasks("open", total), _tasks("overdue", overdue)]


def _tasks(state: str, count: int) -> Figure:
    return Figure(name="kinerja_tasks", label="state", of=state, value=count, help=_TASKS)
