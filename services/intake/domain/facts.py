"""What a move on a cycle takes and gives: the setting it depends on, and the facts that follow from it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from services.intake.domain.cycle import Cycle, Holder
from services.intake.domain.sop import StandardTime


@dataclass(frozen=True, slots=True)
class Setting:
    """What a move depends on beside the cycle: office time, who holds which role now, and the office's clock.

    `moved_by_standing(due, stood_from, stood_to)` is a due time moved by the working time its clock stood.
    """

    now: datetime
    holders: Mapping[str, tuple[Holder, ...]]
    due_at: Callable[[datetime, StandardTime], datetime]
    moved_by_standing: Callable[[datetime, datetime, datetime], datetime]


@dataclass(frozen=True, slots=True, kw_only=True)
class Completion:
    """A person finishes a task. `exit` is the index of the chosen way out, `seen_hash` the content they looked at."""

    task_id: UUID
    person_id: UUID
    note: str = ""
    exit: int | None = None
    reason: str = ""
    seen_hash: str | None = None


@dataclass(frozen=True, slots=True)
class Return:
    """Who sent the work back, and why."""

    by: UUID
    reason: str


@dataclass(frozen=True, slots=True)
class TaskOpened:
    """A task is waiting for its holder; `returned` when a later step sent the work back."""

    run_id: UUID
    task_id: UUID
    returned: Return | None = None


@dataclass(frozen=True, slots=True)
class TaskDone:
    """A task is done."""

    run_id: UUID
    task_id: UUID


@dataclass(frozen=True, slots=True)
class TaskTakenBack:
    """Its holder took back what was sent: the task is open again."""

    run_id: UUID
    task_id: UUID


@dataclass(frozen=True, slots=True)
class TaskDropped:
    """An open task is no longer asked for."""

    run_id: UUID
    task_id: UUID
    reason: str


@dataclass(frozen=True, slots=True)
class HandedOn:
    """All tasks of a run are done; its output may still be in preparation."""

    run_id: UUID


@dataclass(frozen=True, slots=True)
class StepOverran:
    """The standard time of a run is used up; `late` are the tasks still open that were claimed by this look."""

    run_id: UUID
    late: tuple[UUID, ...]
    first: bool


@dataclass(frozen=True, slots=True)
class CycleEnded:
    """Nothing more is awaited."""


Fact = TaskOpened | TaskDone | TaskTakenBack | TaskDropped | HandedOn | StepOverran | CycleEnded


@dataclass(frozen=True, slots=True)
class Outcome:
    """A cycle after a move, and what happened on the way."""

    cycle: Cycle
    facts: tuple[Fact, ...]
