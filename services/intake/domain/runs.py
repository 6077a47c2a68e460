"""A run is one time through a step; a task is one post's part of a run."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from services.intake.domain.sop import StepKind


class RunState(StrEnum):
    """`preparing`: handed on by people, waits for its paper. `returned`: its decision sent the work back."""

    RUNNING = "running"
    PREPARING = "preparing"
    DONE = "done"
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"


class TaskState(StrEnum):
    """`waiting`: another post's turn comes first."""

    WAITING = "waiting"
    OPEN = "open"
    DONE = "done"
    WITHDRAWN = "withdrawn"


class Output(StrEnum):
    """What must exist before the step after begins (its kelengkapan)."""

    DISPOSISI = "disposisi"
    DATA_FORMS = "data_forms"
    MEASUREMENT = "measurement"
    DRAFT = "lkjip_draft"
    CORRECTED = "lkjip_corrected"
    APPROVED = "lkjip_approved"
    ARCHIVE = "archive"


OUTPUT_OF: Mapping[StepKind, Output] = {
    StepKind.PERINTAH: Output.DISPOSISI,
    StepKind.MINTA_DATA: Output.DATA_FORMS,
    StepKind.ISI_DATA: Output.MEASUREMENT,
    StepKind.SUSUN: Output.DRAFT,
    StepKind.KOREKSI: Output.CORRECTED,
    StepKind.PERSETUJUAN: Output.APPROVED,
    StepKind.KIRIM: Output.ARCHIVE,
}

OF_CONTENT = frozenset({Output.DRAFT, Output.CORRECTED, Output.APPROVED})
"""Outputs that belong to a content of the LKjIP; the others belong to a run."""


class Purpose(StrEnum):
    """What a task asks for: its part of the step, or something beside it, which then runs on a clock of its own."""

    STEP = "step"
    REVISE_DATA = "revise_data"
    SIGN_LETTER = "sign_letter"


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds a post of a role when a run begins; `unit_id` is the unit the post heads, if any."""

    person_id: UUID
    post_id: UUID
    unit_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One post's part of a run. `exit` is the index of the chosen way out, when the task decided.

    `due_at` is set where the task has a clock of its own; the others go by their run's.
    """

    id: UUID
    role: str
    holder: Holder
    turn: int
    state: TaskState
    opened_at: datetime | None = None
    completed_at: datetime | None = None
    completed_by: UUID | None = None
    note: str = ""
    exit: int | None = None
    seen_hash: str | None = None
    overran_at: datetime | None = None
    link_issue: int = 1
    purpose: Purpose = Purpose.STEP
    due_at: datetime | None = None

    @property
    def is_beside(self) -> bool:
        """Whether it is asked beside the step's own tasks."""
        return self.purpose is not Purpose.STEP


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One time through a step, with one clock for all its tasks. `number` counts the runs of that step from 1.

    `notice_at` is when an overrun is told: the due time plus the delay the SOP file allows. `awaits` is the output
    it still waits for while preparing. `gaps` are the units without data when the gate was closed. `stands_since` is
    set while the clock stands, because something is awaited that the step's own people cannot give.
    """

    id: UUID
    step: int
    number: int
    state: RunState
    started_at: datetime
    due_at: datetime | None
    notice_at: datetime | None
    tasks: tuple[Task, ...]
    completed_at: datetime | None = None
    awaits: Output | None = None
    overran_told_at: datetime | None = None
    gaps: tuple[UUID, ...] = ()
    stands_since: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Whether people or papers of this run are still awaited."""
        return self.state in {RunState.RUNNING, RunState.PREPARING}

    @property
    def exit(self) -> int | None:
        """The way out that was decided, if any."""
        chosen = [task.exit for task in self.tasks if task.exit is not None]
        return chosen[-1] if chosen else None

    @property
    def overran(self) -> bool:
        """Late is a fact of the row, also when no scan saw it."""
        return self.due_at is not None and (
            self.overran_told_at is not None
            or any(task.overran_at is not None for task in self.tasks)
            or (self.completed_at is not None and self.completed_at > self.due_at)
        )

    def due_of(self, task: Task) -> datetime | None:
        """By when a task of this run is asked for; None where the SOP gives no time."""
        return task.due_at or self.due_at

    def notice_of(self, task: Task) -> datetime | None:
        """When an overrun of a task is told; None while its clock stands."""
        if task.due_at is not None:
            return task.due_at
        return None if self.stands_since else self.notice_at

    def awaited_beside(self, purpose: Purpose) -> tuple[Task, ...]:
        """The open tasks of this purpose."""
        return tuple(task for task in self.tasks if task.purpose is purpose and task.state is TaskState.OPEN)

    def with_task(self, changed: Task) -> "Run":
        """The run with one task changed."""
        return replace(self, tasks=tuple(changed if task.id == changed.id else task for task in self.tasks))
