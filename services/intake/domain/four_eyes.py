"""Four eyes: who drafted does not correct or approve; who corrected does not approve."""

from collections.abc import Mapping
from uuid import UUID

from services.intake.domain.cycle import Cycle, Run, RunState, Task
from services.intake.domain.sop import StepKind

_MAKERS: Mapping[StepKind, frozenset[StepKind]] = {
    StepKind.KOREKSI: frozenset({StepKind.SUSUN}),
    StepKind.PERSETUJUAN: frozenset({StepKind.SUSUN, StepKind.KOREKSI}),
}


def who_made(cycle: Cycle, run: Run, task: Task) -> set[UUID]:
    """Who made, in the last run of each step before, what this task is to judge.

    What somebody did in the same role does not count: an SOP that gives both to one role wants it so.
    """
    step = cycle.step_of(run)
    judges = step.kind is StepKind.KOREKSI or bool(cycle.exits_for(run, task))
    before = _MAKERS.get(step.kind, frozenset()) if judges else frozenset()
    done = [
        [made for made in cycle.runs_of(earlier.number) if made.state is RunState.DONE]
        for earlier in cycle.sop.steps
        if earlier.kind in before
    ]
    return {
        made.completed_by
        for runs in done
        for made in (runs[-1].tasks if runs else ())
        if made.completed_by and made.role != task.role
    }
