"""What can happen to a cycle: each function takes it as it stands and returns it as it then stands, with the facts.

What happens beside a step, to the data collection alone and by time alone is in `beside`, `gate` and `overruns`.

A move that does not fit the state of things raises a CommandRefused (see `errors`) and nothing has changed.
"""

from dataclasses import replace
from uuid import UUID

from services.intake.domain import beside, errors
from services.intake.domain.cycle import Cycle, CycleState, Output, Run, RunState, Task, TaskState
from services.intake.domain.facts import (
    Completion,
    CycleEnded,
    Fact,
    HandedOn,
    Outcome,
    Return,
    Setting,
    StepOverran,
    TaskDone,
    TaskDropped,
    TaskOpened,
    TaskTakenBack,
)
from services.intake.domain.progress import Progress
from services.intake.domain.sop import Exit, StepKind

__all__ = [
    "Completion",
    "CycleEnded",
    "Fact",
    "HandedOn",
    "Outcome",
    "Return",
    "Setting",
    "StepOverran",
    "TaskDone",
    "TaskDropped",
    "TaskOpened",
    "TaskTakenBack",
    "amend",
    "begin_cycle",
    "cancel",
    "complete",
    "output_ready",
    "require_open",
    "require_open_cycle",
    "revise_content",
]


def begin_cycle(cycle: Cycle, setting: Setting) -> Outcome:
    """Begin the SOP's first steps in a cycle that has no run yet. Raises NoHolder."""
    progress = Progress(cycle, setting)
    for number in cycle.sop.start:
        progress.begin(number)
    return progress.outcome()


def complete(cycle: Cycle, done: Completion, setting: Setting) -> Outcome:
    """Finish one task: the next turn opens, or the run is handed on, or the work goes back.

    Raises TaskAlreadyDone, TaskWithdrawn, TaskNotYetOpen, CycleNotOpen, ExitMissing, ReasonMissing, ContentChanged,
    AnotherAwaited while something asked beside the step is out, NoHolder when nobody could do what comes next, and
    KeyError for a task of another cycle.
    """
    run, task = require_open(cycle, done.task_id)
    if task.is_beside:
        return beside.complete(cycle, run, task, done, setting)
    chosen = _chosen_exit(cycle, run, task, done)
    beside.require_none_awaited(run)
    if cycle.names_content(run) and done.seen_hash != cycle.content_hash:
        raise errors.ContentChanged
    progress = Progress(cycle, setting)
    progress.finish_task(run, task, done)
    if chosen and chosen.returns:
        progress.send_back(run.id, chosen, Return(done.person_id, done.reason.strip()))
    else:
        progress.go_on(run.id)
    return progress.outcome()


def output_ready(cycle: Cycle, output: Output, of: str, setting: Setting) -> Outcome:
    """A paper or a measurement exists; `of` is the run or the content hash it belongs to. Runs that waited go on."""
    progress = Progress(replace(cycle, papers=cycle.papers | {(output, of)}), setting)
    for run in cycle.open_runs():
        if run.state is RunState.PREPARING and run.awaits is output:
            progress.leave_if_ready(run.id)
    return progress.outcome()


def revise_content(cycle: Cycle, content_hash: str) -> Cycle:
    """Take a new revision of the LKjIP as the present one. Raises CycleNotOpen."""
    require_open_cycle(cycle)
    return replace(cycle, content_hash=content_hash)


def amend(cycle: Cycle, reason: str, setting: Setting) -> Outcome:
    """Begin a perbaikan of an ended cycle: its drafting steps run again, and all that comes after them.

    Raises CycleNotEnded, ReasonMissing, NothingToAmend where the SOP drafts no report, NoHolder.
    """
    if cycle.state is not CycleState.ENDED:
        raise errors.CycleNotEnded
    if not reason.strip():
        raise errors.ReasonMissing
    drafting = [step.number for step in cycle.sop.steps if step.kind is StepKind.SUSUN]
    if not drafting or cycle.content_hash is None:
        raise errors.NothingToAmend
    reopened = replace(cycle, state=CycleState.OPEN, ended_at=None, amendment=cycle.amendment + 1)
    progress = Progress(reopened, setting)
    progress.begin(drafting[0])
    return progress.outcome()


def cancel(cycle: Cycle, reason: str, setting: Setting) -> Outcome:
    """Give the cycle up, before its report is signed. Raises CycleNotOpen, CycleSigned, ReasonMissing."""
    require_open_cycle(cycle)
    if cycle.is_signed():
        raise errors.CycleSigned
    if not reason.strip():
        raise errors.ReasonMissing
    progress = Progress(cycle, setting)
    for run in cycle.open_runs():
        progress.withdraw(run.id, reason.strip())
    cancelled = replace(progress.cycle, state=CycleState.CANCELLED, ended_at=setting.now)
    return Outcome(cancelled, tuple(progress.facts))


def require_open_cycle(cycle: Cycle) -> None:
    """Raises CycleNotOpen when the cycle has ended or was cancelled."""
    if cycle.state is not CycleState.OPEN:
        raise errors.CycleNotOpen


def require_open(cycle: Cycle, task_id: UUID) -> tuple[Run, Task]:
    """The task with its run, when it waits for its holder now.

    Raises TaskAlreadyDone, TaskWithdrawn, TaskNotYetOpen, CycleNotOpen, and KeyError for a task of another cycle.
    """
    run, task = cycle.find(task_id)
    if task.state is TaskState.DONE:
        label = cycle.exits_for(run, task)[task.exit].label if task.exit is not None else None
        raise errors.TaskAlreadyDone(task.completed_by, task.completed_at, label)
    if task.state is TaskState.WITHDRAWN:
        raise errors.TaskWithdrawn
    if task.state is TaskState.WAITING:
        raise errors.TaskNotYetOpen
    require_open_cycle(cycle)
    return run, task


def _chosen_exit(cycle: Cycle, run: Run, task: Task, done: Completion) -> Exit | None:
    exits = cycle.exits_for(run, task)
    if not exits:
        return None
    if done.exit is None or not 0 <= done.exit < len(exits):
        raise errors.ExitMissing
    chosen = exits[done.exit]
    if chosen.returns and not done.reason.strip():
        raise errors.ReasonMissing
    return chosen
