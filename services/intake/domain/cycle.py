"""A cycle as it stands: its runs, their tasks, and what can be read off them. Transitions are in `moves`."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from services.intake.domain.runs import OF_CONTENT, OUTPUT_OF, Holder, Output, Purpose, Run, RunState, Task, TaskState
from services.intake.domain.sop import Exit, Sop, Step, StepKind

__all__ = [
    "OF_CONTENT",
    "OUTPUT_OF",
    "Cycle",
    "CycleState",
    "Holder",
    "Output",
    "Purpose",
    "Run",
    "RunState",
    "Task",
    "TaskState",
]

_ABOUT_CONTENT = frozenset({StepKind.SUSUN, StepKind.KOREKSI, StepKind.PERSETUJUAN, StepKind.TANDA_TANGAN})


class CycleState(StrEnum):
    """Open from the first task to the last; then ended, or cancelled with a reason."""

    OPEN = "open"
    ENDED = "ended"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cycle:
    """One run of the SOP by one office for one period.

    `content_hash` is that of the LKjIP's present revision. `papers` are the outputs that exist: what each is, and
    the run or the content it belongs to. `amendment` counts the perbaikan begun after the cycle's end.
    """

    id: UUID
    office_id: UUID
    sop: Sop
    period: str
    state: CycleState
    opened_at: datetime
    runs: tuple[Run, ...] = ()
    ended_at: datetime | None = None
    content_hash: str | None = None
    papers: frozenset[tuple[Output, str]] = frozenset()
    amendment: int = 0

    def open_runs(self) -> Iterator[Run]:
        """The runs that people or papers are awaited in."""
        return (run for run in self.runs if run.is_open)

    def runs_of(self, step: int) -> tuple[Run, ...]:
        """All runs of a step, first to last."""
        return tuple(run for run in self.runs if run.step == step)

    def open_run(self, step: int) -> Run | None:
        """The open run of a step; there is one at most."""
        return next((run for run in self.open_runs() if run.step == step), None)

    def find(self, task_id: UUID) -> tuple[Run, Task]:
        """A task and its run; KeyError when this cycle has no such task."""
        for run in self.runs:
            for task in run.tasks:
                if task.id == task_id:
                    return run, task
        raise KeyError(task_id)

    def step_of(self, run: Run) -> Step:
        """The step a run goes through."""
        return self.sop.step(run.step)

    def exits_for(self, run: Run, task: Task) -> tuple[Exit, ...]:
        """The ways out this task must choose from; none when it decides nothing."""
        decision = self.step_of(run).decision
        return decision.exits if decision and decision.by == task.role and not task.is_beside else ()

    def asks_for_figures(self, run: Run, task: Task) -> bool:
        """Whether this task ends by sending a unit's figures. Others in the same step (who checks them) just finish."""
        is_filling = self.step_of(run).kind is StepKind.ISI_DATA and not task.is_beside
        return (is_filling or task.purpose is Purpose.REVISE_DATA) and task.holder.unit_id is not None

    def names_content(self, run: Run) -> bool:
        """Whether finishing a task of this run must name the content that was seen, as every decision must."""
        step = self.step_of(run)
        return self.content_hash is not None and (step.decision is not None or step.kind in _ABOUT_CONTENT)

    def is_approved(self) -> bool:
        """Whether the present content was approved and has not been sent back since."""
        working_on = {run.step for run in self.open_runs()}
        return any(
            step.kind is StepKind.PERSETUJUAN
            and self._was_approved_in(step.number)
            and not any(step.number in self.sop.after(number) for number in working_on)
            for step in self.sop.steps
        )

    def _was_approved_in(self, step: int) -> bool:
        last = self.runs_of(step)[-1:]
        # An approval before there was a report (of a data format, say) approved no content; one whose paper is still
        # being made is an approval all the same.
        decided = {RunState.DONE, RunState.PREPARING}
        seen = {task.seen_hash for run in last if run.state in decided for task in run.tasks}
        return self.content_hash is not None and self.content_hash in seen

    def is_signed(self) -> bool:
        """Whether a signing step is done: from here on the cycle can no longer be cancelled."""
        return any(run.state is RunState.DONE and self.step_of(run).kind is StepKind.TANDA_TANGAN for run in self.runs)

    def with_run(self, changed: Run) -> "Cycle":
        """The cycle with one run changed."""
        return replace(self, runs=tuple(changed if run.id == changed.id else run for run in self.runs))
