"""What can happen to a cycle: each function takes it as it stands and returns it as it then stands, with the facts.

A move that does not fit the state of things raises a CommandRefused (see `errors`) and nothing has changed.
"""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from services.intake.domain import beside, errors
from services.intake.domain.beside import return_unit_data
from services.intake.domain.cycle import Cycle, CycleState, Output, Purpose, Run, RunState, Task, TaskState
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
    "claim_overruns",
    "close_with_gaps",
    "complete",
    "drop_beside",
    "output_ready",
    "require_open",
    "return_unit_data",
    "revise_content",
    "take_back",
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


def take_back(cycle: Cycle, task_id: UUID, setting: Setting) -> Outcome:
    """Open a unit's finished task again, while the data collection still waits for others.

    Raises TaskNotDone, GateNotOpen when the collection has ended or has gone on to its next turn.
    """
    run, task = cycle.find(task_id)
    if task.state is not TaskState.DONE:
        raise errors.TaskNotDone
    went_on = any(other.turn > task.turn and other.state is not TaskState.WAITING for other in run.tasks)
    if cycle.step_of(run).kind is not StepKind.ISI_DATA or run.state is not RunState.RUNNING or went_on:
        raise errors.GateNotOpen
    opened = replace(
        task,
        state=TaskState.OPEN,
        opened_at=setting.now,
        completed_at=None,
        completed_by=None,
        link_issue=task.link_issue + 1,
    )
    return Outcome(cycle.with_run(run.with_task(opened)), (TaskTakenBack(run.id, task.id),))


def close_with_gaps(cycle: Cycle, reason: str, setting: Setting) -> Outcome:
    """End the data collection although units are missing; they are named as gaps.

    Raises GateNotOpen when none is running, ReasonMissing, CycleNotOpen.
    """
    _check_cycle(cycle)
    if not reason.strip():
        raise errors.ReasonMissing
    for run in cycle.open_runs():
        if cycle.step_of(run).kind is StepKind.ISI_DATA and run.state is RunState.RUNNING:
            missing = (task for task in run.tasks if task.state in {TaskState.OPEN, TaskState.WAITING})
            gaps = tuple(task.holder.unit_id for task in missing if task.holder.unit_id)
            progress = Progress(cycle.with_run(replace(run, gaps=gaps)), setting)
            progress.drop_tasks(run.id, reason.strip())
            progress.hand_on(run.id)
            return progress.outcome()
    raise errors.GateNotOpen


def output_ready(cycle: Cycle, output: Output, of: str, setting: Setting) -> Outcome:
    """A paper or a measurement exists; `of` is the run or the content hash it belongs to. Runs that waited go on."""
    progress = Progress(replace(cycle, papers=cycle.papers | {(output, of)}), setting)
    for run in cycle.open_runs():
        if run.state is RunState.PREPARING and run.awaits is output:
            progress.leave_if_ready(run.id)
    return progress.outcome()


def revise_content(cycle: Cycle, content_hash: str) -> Cycle:
    """Take a new revision of the LKjIP as the present one. Raises CycleNotOpen."""
    _check_cycle(cycle)
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
    _check_cycle(cycle)
    if cycle.is_signed():
        raise errors.CycleSigned
    if not reason.strip():
        raise errors.ReasonMissing
    progress = Progress(cycle, setting)
    for run in cycle.open_runs():
        progress.withdraw(run.id, reason.strip())
    cancelled = replace(progress.cycle, state=CycleState.CANCELLED, ended_at=setting.now)
    return Outcome(cancelled, tuple(progress.facts))


def drop_beside(cycle: Cycle, run_id: UUID, purpose: Purpose, reason: str) -> Outcome:
    """Ask no more for what was asked beside a step. Raises ReasonMissing."""
    if not reason.strip():
        raise errors.ReasonMissing
    run = next(run for run in cycle.runs if run.id == run_id)
    facts: list[Fact] = []
    for task in run.awaited_beside(purpose):
        run = run.with_task(replace(task, state=TaskState.WITHDRAWN))
        facts.append(TaskDropped(run_id, task.id, reason.strip()))
    return Outcome(cycle.with_run(run), tuple(facts))


def claim_overruns(cycle: Cycle, now: datetime) -> Outcome:
    """Mark every open task whose notice time has passed, each once."""
    facts: list[Fact] = []
    for run in cycle.runs:
        if run.state is not RunState.RUNNING:
            continue
        late = [task for task in run.tasks if _overran_untold(run, task, now)]
        if not late:
            continue
        is_of_step = any(not task.is_beside for task in late)
        first = is_of_step and run.overran_told_at is None
        facts.append(StepOverran(run.id, tuple(task.id for task in late), first=first))
        claimed = replace(run, overran_told_at=now) if first else run
        for task in late:
            claimed = claimed.with_task(replace(task, overran_at=now))
        cycle = cycle.with_run(claimed)
    return Outcome(cycle, tuple(facts))


def _overran_untold(run: Run, task: Task, now: datetime) -> bool:
    notice_at = run.notice_of(task)
    is_late = notice_at is not None and notice_at < now
    return is_late and task.state is TaskState.OPEN and task.overran_at is None


def _check_cycle(cycle: Cycle) -> None:
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
    _check_cycle(cycle)
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
