"""What can happen to a cycle: each function takes it as it stands and returns it as it then stands, with the facts.

Sources: the eight steps of SOP 067/01/SOP/K.MTB/2022; fork, join and return edges as the SOP file gives them.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID, uuid5

from services.intake.domain import errors
from services.intake.domain.cycle import (
    OUTPUT_OF,
    Cycle,
    CycleState,
    Holder,
    Output,
    Run,
    RunState,
    Task,
    TaskState,
)
from services.intake.domain.sop import Exit, StandardTime, Step, StepKind


@dataclass(frozen=True, slots=True)
class Setting:
    """What a move depends on beside the cycle: office time, who holds which role now, and the office's clock."""

    now: datetime
    holders: Mapping[str, tuple[Holder, ...]]
    due_at: Callable[[datetime, StandardTime], datetime]


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


Fact = TaskOpened | TaskDone | TaskDropped | HandedOn | StepOverran | CycleEnded


@dataclass(frozen=True, slots=True)
class Outcome:
    """A cycle after a move, and what happened on the way."""

    cycle: Cycle
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Completion:
    """A person finishes a task. `exit` is the index of the chosen way out, `seen_hash` the content they looked at."""

    task_id: UUID
    person_id: UUID
    note: str = ""
    exit: int | None = None
    reason: str = ""
    seen_hash: str | None = None


def begin_cycle(cycle: Cycle, setting: Setting) -> Outcome:
    """Begin the SOP's first steps in a cycle that has no run yet. Raises NoHolder."""
    move = _Move(cycle, setting)
    for number in cycle.sop.start:
        move.begin(number)
    return move.outcome()


def complete(cycle: Cycle, done: Completion, setting: Setting) -> Outcome:
    """Finish one task: the next turn opens, or the run is handed on, or the work goes back.

    Raises TaskAlreadyDone, TaskWithdrawn, TaskNotYetOpen, CycleNotOpen, ExitMissing, ReasonMissing, ContentChanged.
    """
    run, task = cycle.find(done.task_id)
    _check_open(cycle, run, task)
    chosen = _chosen_exit(cycle, run, task, done)
    _check_content(cycle, run, done)
    move = _Move(cycle, setting)
    move.finish_task(run, task, done)
    if chosen and chosen.returns:
        move.send_back(run.id, chosen, Return(done.person_id, done.reason.strip()))
    else:
        move.go_on(run.id)
    return move.outcome()


def close_with_gaps(cycle: Cycle, reason: str, setting: Setting) -> Outcome:
    """End the data collection although units are missing; they are named as gaps.

    Raises GateNotOpen when none is running, ReasonMissing, CycleNotOpen.
    """
    _check_cycle(cycle)
    if not reason.strip():
        raise errors.ReasonMissing
    for run in cycle.open_runs():
        if cycle.step_of(run).kind is StepKind.ISI_DATA and run.state is RunState.RUNNING:
            move = _Move(cycle, setting)
            move.close_gate(run, reason.strip())
            return move.outcome()
    raise errors.GateNotOpen


def output_ready(cycle: Cycle, output: Output, of: str, setting: Setting) -> Outcome:
    """A paper or a measurement exists; `of` is the run or the content hash it belongs to. Runs that waited go on."""
    move = _Move(replace(cycle, papers=cycle.papers | {(output, of)}), setting)
    for run in cycle.open_runs():
        if run.state is RunState.PREPARING and run.awaits is output:
            move.leave_if_ready(run.id)
    return move.outcome()


def revise_content(cycle: Cycle, content_hash: str) -> Cycle:
    """Take a new revision of the LKjIP as the present one."""
    _check_cycle(cycle)
    return replace(cycle, content_hash=content_hash)


def cancel(cycle: Cycle, reason: str, setting: Setting) -> Outcome:
    """Give the cycle up, before its report is signed. Raises CycleNotOpen, CycleSigned, ReasonMissing."""
    _check_cycle(cycle)
    if cycle.is_signed():
        raise errors.CycleSigned
    if not reason.strip():
        raise errors.ReasonMissing
    move = _Move(cycle, setting)
    for run in cycle.open_runs():
        move.withdraw(run.id, reason.strip())
    move.cycle = replace(move.cycle, state=CycleState.CANCELLED, ended_at=setting.now)
    return Outcome(move.cycle, tuple(move.facts))


def claim_overruns(cycle: Cycle, now: datetime) -> Outcome:
    """Mark every open task whose notice time has passed, each once."""
    facts: list[Fact] = []
    for run in cycle.runs:
        if run.state is not RunState.RUNNING or run.notice_at is None or run.notice_at >= now:
            continue
        late = [task for task in run.tasks if task.state is TaskState.OPEN and task.overran_at is None]
        if not late:
            continue
        facts.append(StepOverran(run.id, tuple(task.id for task in late), first=run.overran_told_at is None))
        claimed = replace(run, overran_told_at=run.overran_told_at or now)
        for task in late:
            claimed = claimed.with_task(replace(task, overran_at=now))
        cycle = cycle.with_run(claimed)
    return Outcome(cycle, tuple(facts))


def _check_cycle(cycle: Cycle) -> None:
    if cycle.state is not CycleState.OPEN:
        raise errors.CycleNotOpen


def _check_open(cycle: Cycle, run: Run, task: Task) -> None:
    if task.state is TaskState.DONE:
        label = cycle.exits_for(run, task)[task.exit].label if task.exit is not None else None
        raise errors.TaskAlreadyDone(task.completed_by, task.completed_at, label)
    if task.state is TaskState.WITHDRAWN:
        raise errors.TaskWithdrawn
    if task.state is TaskState.WAITING:
        raise errors.TaskNotYetOpen
    _check_cycle(cycle)


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


def _check_content(cycle: Cycle, run: Run, done: Completion) -> None:
    decides = cycle.step_of(run).decision is not None
    if decides and cycle.content_hash is not None and done.seen_hash != cycle.content_hash:
        raise errors.ContentChanged


@dataclass(slots=True)
class _Move:
    """One move in the making: the cycle so far and the facts so far."""

    cycle: Cycle
    setting: Setting
    facts: list[Fact] = field(default_factory=list)

    def outcome(self) -> Outcome:
        if self.cycle.state is CycleState.OPEN and not any(self.cycle.open_runs()):
            self.cycle = replace(self.cycle, state=CycleState.ENDED, ended_at=self.setting.now)
            self.facts.append(CycleEnded())
        return Outcome(self.cycle, tuple(self.facts))

    def run(self, run_id: UUID) -> Run:
        return next(run for run in self.cycle.runs if run.id == run_id)

    def begin(self, number: int, returned: Return | None = None) -> None:
        """Begin a step, unless it is at work already or a joined predecessor is not done."""
        step = self.cycle.sop.step(number)
        if self.cycle.open_run(number) or not self._joined(step):
            return
        run = self._new_run(step)
        self.cycle = replace(self.cycle, runs=(*self.cycle.runs, run))
        self._open_turn(run.id, returned)

    def _joined(self, step: Step) -> bool:
        return all((runs := self.cycle.runs_of(number)) and runs[-1].state is RunState.DONE for number in step.join)

    def _new_run(self, step: Step) -> Run:
        run_number = len(self.cycle.runs_of(step.number)) + 1
        run_id = uuid5(self.cycle.id, f"{step.number}/{run_number}")
        now = self.setting.now
        due = self.setting.due_at(now, step.waktu) if step.waktu else None
        return Run(
            id=run_id,
            step=step.number,
            number=run_number,
            state=RunState.RUNNING,
            started_at=now,
            due_at=due,
            notice_at=self.setting.due_at(due, step.notice_delay) if due and step.notice_delay else due,
            tasks=tuple(self._new_tasks(step, run_id)),
        )

    def _new_tasks(self, step: Step, run_id: UUID) -> Iterable[Task]:
        for performer in step.performers:
            holders = self.setting.holders.get(performer.role, ())
            if not holders:
                raise errors.NoHolder(performer.role, step.number)
            several = self.cycle.sop.roles[performer.role].several
            for holder in holders if several else holders[:1]:
                yield Task(
                    id=uuid5(run_id, f"{performer.role}/{holder.post_id}/{performer.turn}"),
                    role=performer.role,
                    holder=holder,
                    turn=performer.turn,
                    state=TaskState.WAITING,
                )

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
        self._hand_on(run_id)

    def _hand_on(self, run_id: UUID) -> None:
        run = self.run(run_id)
        self.cycle = self.cycle.with_run(
            replace(run, state=RunState.PREPARING, completed_at=self.setting.now, awaits=self._output_of(run))
        )
        self.facts.append(HandedOn(run_id))
        self.leave_if_ready(run_id)

    def _output_of(self, run: Run) -> Output | None:
        output = OUTPUT_OF.get(self.cycle.step_of(run).kind)
        has_content = self.cycle.content_hash is not None
        return output if has_content or output not in {Output.DRAFT, Output.CORRECTED} else None

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
        by_content = run.awaits in {Output.DRAFT, Output.CORRECTED}
        return self.cycle.content_hash or "" if by_content else str(run.id)

    def send_back(self, run_id: UUID, exit_: Exit, returned: Return) -> None:
        """End the run as returned; what comes after the targets is withdrawn, the targets begin anew."""
        self.cycle = self.cycle.with_run(
            replace(self.run(run_id), state=RunState.RETURNED, completed_at=self.setting.now)
        )
        self._drop_tasks(run_id, returned.reason)
        for number in exit_.to:
            for run in tuple(self.cycle.open_runs()):
                if run.step in self.cycle.sop.after(number):
                    self.withdraw(run.id, returned.reason)
        for number in exit_.to:
            self.begin(number, returned)

    def withdraw(self, run_id: UUID, reason: str) -> None:
        """Ask no more for this run."""
        self.cycle = self.cycle.with_run(
            replace(self.run(run_id), state=RunState.WITHDRAWN, completed_at=self.setting.now, awaits=None)
        )
        self._drop_tasks(run_id, reason)

    def _drop_tasks(self, run_id: UUID, reason: str) -> None:
        run = self.run(run_id)
        for task in run.tasks:
            if task.state in {TaskState.OPEN, TaskState.WAITING}:
                run = run.with_task(replace(task, state=TaskState.WITHDRAWN))
                if task.state is TaskState.OPEN:
                    self.facts.append(TaskDropped(run_id, task.id, reason))
        self.cycle = self.cycle.with_run(run)

    def close_gate(self, run: Run, reason: str) -> None:
        """Drop the open tasks of a data collection, name their units as gaps, and hand the run on."""
        gaps = tuple(task.holder.unit_id for task in run.tasks if task.state is TaskState.OPEN and task.holder.unit_id)
        self.cycle = self.cycle.with_run(replace(run, gaps=gaps))
        self._drop_tasks(run.id, reason)
        self._hand_on(run.id)
