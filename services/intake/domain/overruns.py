"""When the standard time of a step, or of what was asked beside it, is used up: claimed once for every task."""

from dataclasses import replace
from datetime import datetime

from services.intake.domain.cycle import Cycle, Run, RunState, Task, TaskState
from services.intake.domain.facts import Fact, Outcome, StepOverran


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
