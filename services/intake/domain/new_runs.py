"""A new run through a step: its clock, and a task for every post that performs it."""

from collections.abc import Iterable
from uuid import UUID, uuid5

from services.intake.domain import errors
from services.intake.domain.cycle import Cycle, Run, RunState, Task, TaskState
from services.intake.domain.facts import Setting
from services.intake.domain.sop import Step


def new_run(cycle: Cycle, step: Step, setting: Setting) -> Run:
    """The next run of this step, begun now; none of its tasks is open yet. Raises NoHolder."""
    run_number = len(cycle.runs_of(step.number)) + 1
    run_id = uuid5(cycle.id, f"{step.number}/{run_number}")
    due = setting.due_at(setting.now, step.waktu) if step.waktu else None
    return Run(
        id=run_id,
        step=step.number,
        number=run_number,
        state=RunState.RUNNING,
        started_at=setting.now,
        due_at=due,
        notice_at=setting.due_at(due, step.notice_delay) if due and step.notice_delay else due,
        tasks=tuple(_new_tasks(cycle, step, run_id, setting)),
    )


def _new_tasks(cycle: Cycle, step: Step, run_id: UUID, setting: Setting) -> Iterable[Task]:
    for performer in step.performers:
        holders = setting.holders.get(performer.role, ())
        if not holders:
            raise errors.NoHolder(performer.role, step.number)
        several = cycle.sop.roles[performer.role].several
        for holder in holders if several else holders[:1]:
            yield Task(
                id=uuid5(run_id, f"{performer.role}/{holder.post_id}/{performer.turn}"),
                role=performer.role,
                holder=holder,
                turn=performer.turn,
                state=TaskState.WAITING,
            )
