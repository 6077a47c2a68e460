"""What is asked beside a step's own tasks: a unit revises its data while the report is drafted, a letter is signed.

Such a task has a clock of its own. While data are out for revision the step's clock stands (product.md, "Returning one
unit's data in step 4").
"""

from collections.abc import Mapping
from dataclasses import replace
from uuid import UUID, uuid5

from services.intake.domain import errors
from services.intake.domain.cycle import Cycle, CycleState, Purpose, Run, RunState, Task, TaskState
from services.intake.domain.facts import Completion, Fact, Outcome, Return, Setting, TaskDone, TaskDropped, TaskOpened
from services.intake.domain.runs import Holder
from services.intake.domain.sop import StandardTime, StepKind, TimeUnit

TIME_OF: Mapping[Purpose, StandardTime] = {
    Purpose.REVISE_DATA: StandardTime(1, TimeUnit.HARI),
    Purpose.SIGN_LETTER: StandardTime(1, TimeUnit.JAM),
}
"""How long its holder has for what is asked beside a step."""


def return_unit_data(cycle: Cycle, unit_id: UUID, returned: Return, setting: Setting) -> Outcome:
    """Ask one unit for its data once more while the report is drafted; the step's clock stands until they are back.

    Raises CycleNotOpen, ReasonMissing, GateNotOpen when nothing is being drafted, AlreadyAsked, NoHolder when nobody
    heads the unit.
    """
    run = _running(cycle, StepKind.SUSUN)
    if not returned.reason.strip():
        raise errors.ReasonMissing
    if any(task.holder.unit_id == unit_id for task in run.awaited_beside(Purpose.REVISE_DATA)):
        raise errors.AlreadyAsked
    role, holder = _head_of(cycle, unit_id, setting)
    task = _new_task(run, Purpose.REVISE_DATA, role, holder, setting)
    standing = replace(run, tasks=(*run.tasks, task), stands_since=run.stands_since or setting.now)
    return Outcome(cycle.with_run(standing), (TaskOpened(run.id, task.id, returned),))


def ask_for_signature(cycle: Cycle, role: str, holder: Holder, setting: Setting) -> Outcome:
    """Ask for the signature under the letter of the sending step. Raises CycleNotOpen, GateNotOpen, AlreadyAsked."""
    run = _running(cycle, StepKind.KIRIM)
    if run.awaited_beside(Purpose.SIGN_LETTER):
        raise errors.AlreadyAsked
    task = _new_task(run, Purpose.SIGN_LETTER, role, holder, setting)
    return Outcome(cycle.with_run(replace(run, tasks=(*run.tasks, task))), (TaskOpened(run.id, task.id),))


def drop(cycle: Cycle, run_id: UUID, purpose: Purpose, reason: str) -> Outcome:
    """Ask no more for what was asked beside a step. Raises ReasonMissing."""
    if not reason.strip():
        raise errors.ReasonMissing
    run = next(run for run in cycle.runs if run.id == run_id)
    facts: list[Fact] = []
    for task in run.awaited_beside(purpose):
        run = run.with_task(replace(task, state=TaskState.WITHDRAWN))
        facts.append(TaskDropped(run_id, task.id, reason.strip()))
    return Outcome(cycle.with_run(run), tuple(facts))


def complete(cycle: Cycle, run: Run, task: Task, done: Completion, setting: Setting) -> Outcome:
    """Finish such a task; the step itself goes on where it stood."""
    finished = replace(
        task, state=TaskState.DONE, completed_at=setting.now, completed_by=done.person_id, note=done.note
    )
    run = _going_on(run.with_task(finished), setting)
    facts: tuple[Fact, ...] = (TaskDone(run.id, task.id),)
    return Outcome(cycle.with_run(run), facts)


def require_none_awaited(run: Run) -> None:
    """Raises AnotherAwaited while something that was asked beside the step is out."""
    for task in run.tasks:
        if task.is_beside and task.state is TaskState.OPEN:
            raise errors.AnotherAwaited(task.purpose)


def _going_on(run: Run, setting: Setting) -> Run:
    """The run with its clock going again, once nothing is out for revision any more."""
    if run.stands_since is None or run.awaited_beside(Purpose.REVISE_DATA):
        return run
    since, now = run.stands_since, setting.now
    return replace(
        run,
        stands_since=None,
        due_at=run.due_at and setting.moved_by_standing(run.due_at, since, now),
        notice_at=run.notice_at and setting.moved_by_standing(run.notice_at, since, now),
    )


def _running(cycle: Cycle, kind: StepKind) -> Run:
    if cycle.state is not CycleState.OPEN:
        raise errors.CycleNotOpen
    for run in cycle.open_runs():
        if cycle.step_of(run).kind is kind and run.state is RunState.RUNNING:
            return run
    raise errors.GateNotOpen


def _head_of(cycle: Cycle, unit_id: UUID, setting: Setting) -> tuple[str, Holder]:
    filling = [step for step in cycle.sop.steps if step.kind is StepKind.ISI_DATA]
    for step in filling:
        for performer in step.performers:
            for holder in setting.holders.get(performer.role, ()):
                if holder.unit_id == unit_id:
                    return performer.role, holder
    role = filling[0].responsible if filling else ""
    raise errors.NoHolder(role, filling[0].number if filling else None)


def _new_task(run: Run, purpose: Purpose, role: str, holder: Holder, setting: Setting) -> Task:
    before = sum(task.purpose is purpose for task in run.tasks)
    return Task(
        id=uuid5(run.id, f"{purpose}/{holder.post_id}/{before + 1}"),
        role=role,
        holder=holder,
        turn=0,
        state=TaskState.OPEN,
        opened_at=setting.now,
        purpose=purpose,
        due_at=setting.due_at(setting.now, TIME_OF[purpose]),
    )
