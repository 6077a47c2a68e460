"""The gate of the data collection: a unit takes its data back while it is open; it is closed without some units."""

from dataclasses import replace
from uuid import UUID

from services.intake.domain import errors
from services.intake.domain.cycle import Cycle, RunState, TaskState
from services.intake.domain.facts import Outcome, Setting, TaskTakenBack
from services.intake.domain.moves import require_open_cycle
from services.intake.domain.progress import Progress
from services.intake.domain.sop import StepKind


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
    require_open_cycle(cycle)
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
