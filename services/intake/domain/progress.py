"""How a cycle goes from run to run: steps begin, turns open, runs are handed on, left, sent back or withdrawn.

Sources: the eight steps of SOP 067/01/SOP/K.MTB/2022; fork, join and return edges as the SOP file gives them.
"""

from dataclasses import dataclass, field, replace
from uuid import UUID

from services.intake.domain.cycle import (
    OF_CONTENT,
    OUTPUT_OF,
    Cycle,
    CycleState,
    Output,
    Run,
    RunState,
    Task,
    TaskState,
)
from services.intake.domain.facts import (
    Completion,
    CycleEnded,
    Fact,
    HandedOn,
    Outcome,
    Return,
    Setting,
    TaskDone,
    TaskDropped,
    TaskOpened,
)
from services.intake.domain.new_runs import new_run
from services.intake.domain.sop import Exit, Step


@dataclass(slots=True)
class Progress:
    """One move in the making: the cycle so far and the facts so far."""

    cycle: Cycle
    setting: Setting
    facts: list[Fact] = field(default_factory=list)

    def outcome(self) -> Outcome:
        """The cycle as it now stands; it ends when nobody and nothing is awaited any more."""
        if self.cycle.state is CycleState.OPEN and not any(self.cycle.open_runs()):
            self.cycle = replace(self.cycle, state=CycleState.ENDED, ended_at=self.setting.now)
            self.facts.append(CycleEnded())
        return Outcome(self.cycle, tuple(self.facts))

    def run(self, run_id: UUID) -> Run:
        """A run as it now stands."""
        return next(run for run in self.cycle.runs if run.id == run_id)

    def begin(self, number: int) -> None:
        """Begin a step, unless it is at work already or what it joins is not complete."""
        if self.cycle.open_run(number) is None and self._joined(self.cycle.sop.step(number)):
            self._begin(number)

    def _joined(self, step: Step) -> bool:
        """Every joined step is done, and nothing is at work that would lead to one of them once more.

        Without the second rule the old end of a branch that was sent back would count for its new beginning.
        """
        at_work = {run.step for run in self.cycle.open_runs()}
        return all(
            (runs := self.cycle.runs_of(number))
            and runs[-1].state is RunState.DONE
            and not any(number in self.cycle.sop.after(step_at_work) for step_at_work in at_work)
            for number in step.join
        )

    def _begin(self, number: int, returned: Return | None = None) -> None:
        run = new_run(self.cycle, self.cycle.sop.step(number), self.setting)
        self.cycle = replace(self.cycle, runs=(*self.cycle.runs, run))
        self._open_turn(run.id, returned)

    def _open_turn(self, run_id: UUID, returned: Return | None = None) -> None:
        run = self.run(run_id)
        waiting = [task for task in run.tasks if task.state is TaskState.WAITING]
        turn = min(task.turn for task in waiting)
        for task in waiting:
            if task.turn == turn:
                run = run.with_task(replace(task, state=TaskState.OPEN, opened_at=self.setting.now))
                self.facts.append(TaskOpened(run_id, task.id, returned))
        self.cycle = self.cycle.with_run(run)

    def finish_task(self, run: Run, task: Task, done: Completion) -> None:
        """Note that a task is done, by whom and how."""
        finished = replace(
            task,
            state=TaskState.DONE,
            completed_at=self.setting.now,
            completed_by=done.person_id,
            note=done.note.strip() or done.reason.strip(),
            exit=done.exit if self.cycle.exits_for(run, task) else None,
            seen_hash=done.seen_hash,
        )
        self.cycle = self.cycle.with_run(run.with_task(finished))
        self.facts.append(TaskDone(run.id, task.id))

    def go_on(self, run_id: UUID) -> None:
        """Open the next turn, or hand the run on when every task is done."""
        states = {task.state for task in self.run(run_id).tasks}
        if TaskState.OPEN in states:
            return
        if TaskState.WAITING in states:
            self._open_turn(run_id)
            return
        self.hand_on(run_id)

    def hand_on(self, run_id: UUID) -> None:
        """People are through with a run: its clock ends here, its output may still be in preparation."""
        run = self.run(run_id)
        self.cycle = self.cycle.with_run(
            replace(run, state=RunState.PREPARING, completed_at=self.setting.now, awaits=self._output_of(run))
        )
        self.facts.append(HandedOn(run_id))
        self.leave_if_ready(run_id)

    def _output_of(self, run: Run) -> Output | None:
        """The kelengkapan of the step after; a report that does not exist yet has no papers."""
        output = OUTPUT_OF.get(self.cycle.step_of(run).kind)
        needs_content = output in OF_CONTENT or output is Output.ARCHIVE
        return output if self.cycle.content_hash is not None or not needs_content else None

    def leave_if_ready(self, run_id: UUID) -> None:
        """End a handed-on run whose output exists and begin what comes after it."""
        run = self.run(run_id)
        if run.awaits and (run.awaits, self._owner_of_output(run)) not in self.cycle.papers:
            return
        self.cycle = self.cycle.with_run(replace(run, state=RunState.DONE, awaits=None))
        decision = self.cycle.step_of(run).decision
        targets = decision.exits[run.exit].to if decision and run.exit is not None else self.cycle.step_of(run).next
        for number in targets:
            self.begin(number)

    def _owner_of_output(self, run: Run) -> str:
        return self.cycle.content_hash or "" if run.awaits in OF_CONTENT else str(run.id)

    def send_back(self, run_id: UUID, exit_: Exit, returned: Return) -> None:
        """End the run as returned; the targets and what comes after them is withdrawn, the targets begin anew."""
        self.cycle = self.cycle.with_run(
            replace(self.run(run_id), state=RunState.RETURNED, completed_at=self.setting.now)
        )
        self.drop_tasks(run_id, returned.reason)
        undone = set(exit_.to).union(*(self.cycle.sop.after(number) for number in exit_.to))
        for run in tuple(self.cycle.open_runs()):
            if run.step in undone:
                self.withdraw(run.id, returned.reason)
        for number in exit_.to:
            self._begin(number, returned)

    def withdraw(self, run_id: UUID, reason: str) -> None:
        """Ask no more for this run."""
        run = self.run(run_id)
        ended = run.completed_at or self.setting.now
        self.cycle = self.cycle.with_run(replace(run, state=RunState.WITHDRAWN, completed_at=ended, awaits=None))
        self.drop_tasks(run_id, reason)

    def drop_tasks(self, run_id: UUID, reason: str) -> None:
        """Withdraw what is left of a run; only who was told of a task is told that it is gone."""
        run = self.run(run_id)
        for task in run.tasks:
            if task.state in {TaskState.OPEN, TaskState.WAITING}:
                run = run.with_task(replace(task, state=TaskState.WITHDRAWN))
                if task.state is TaskState.OPEN:
                    self.facts.append(TaskDropped(run_id, task.id, reason))
        self.cycle = self.cycle.with_run(run)
