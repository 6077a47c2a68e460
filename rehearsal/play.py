"""Playing a whole cycle as people would: read the mail, open the link, sign in, fill the form."""

import json
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from rehearsal.acts import Actor, NotYet, SessionEnded, Task
from rehearsal.browser import NoAnswer
from rehearsal.clock import RehearsalClock
from rehearsal.data_file import DataRow
from rehearsal.evidence import OPENING_KINDS
from rehearsal.failure import PageRefused, RehearsalFailed, Stalled
from rehearsal.mailbox import Mail, Mailbox
from rehearsal.opening import open_cycle
from rehearsal.players import Players, patiently

_LIMIT_S = 90
_PAUSE_S = 0.05
_OK = 200
_TRIES = 4

Board = dict[str, Any]
Note = Callable[[str, Task], None]
"""Hears `told` when the mail about a task was read, and `done` when the task was taken."""


def _nobody_stops() -> bool:
    return False


def _say_told(what: str, task: Task) -> None:
    if what == "told":
        again = f" (putaran {task['run']})" if task["run"] > 1 else ""
        _say(f"Langkah {task['step']}{again}: {task['jabatan']}")


@dataclass(slots=True)
class Plan:
    """What is played beside the plain way forward: step whose last task is late, step whose decision is returned."""

    rows: Mapping[str, DataRow]
    late: int | None = None
    returned: int | None = None


@dataclass(slots=True)
class Play:
    """One cycle being played. `clock` is None against a running system, whose time is its own."""

    players: Players
    mailbox: Mailbox
    clock: RehearsalClock | None
    plan: Plan
    note: Note = _say_told
    cycle: str = ""
    _told: set[str] = field(default_factory=set)
    _not_yet: str = ""
    _actor: Actor = field(init=False)

    def __post_init__(self) -> None:
        self._actor = Actor(self.plan.rows)

    def run(self, period: str) -> Board:
        """Open a cycle and play it to its end; the board as it then stands."""
        self.open(int(period))
        return self.go_on()

    def open(self, first: int) -> None:
        """Open a cycle for the first year from `first` on that has none running."""
        self.cycle = open_cycle(self.players.watcher, first)

    def go_on(self, stops: Callable[[], bool] = _nobody_stops) -> Board:
        """Play the opened cycle to its end, or until it `stops` between two acts; the board as it then stands."""
        until = time.monotonic() + _LIMIT_S
        while True:
            board = self.board()
            if board["state"] != "open" or stops():
                return board
            task = self._next_task(board)
            if task is not None and self._act(task):
                until = time.monotonic() + _LIMIT_S
            elif time.monotonic() > until:
                raise Stalled(board, _LIMIT_S, self._not_yet)
            else:
                time.sleep(_PAUSE_S)

    def board(self) -> Board:
        """The cycle as the admin sees it."""
        board: Board = json.loads(patiently(lambda: self.players.watcher.read(f"/siklus/{self.cycle}.json")))
        return board

    def _next_task(self, board: Board) -> Task | None:
        """The most pressing open task; None while a paper or a measurement is being prepared."""
        if any(run["state"] == "preparing" for run in board["runs"]):
            return None
        due = {(run["step"], run["run"]): run["due_at"] or "9999" for run in board["runs"]}
        waiting = [task for task in board["tasks"] if task["state"] == "open"]
        # What is asked beside a step holds the step itself up.
        waiting.sort(key=lambda task: (task["purpose"] == "step", due[task["step"], task["run"]]))
        held_back = self._held_back(board, waiting)
        ready = [task for task in waiting if task is not held_back]
        if not ready and held_back is not None:
            self._let_overrun(held_back, board)
            return held_back
        return ready[0] if ready else None

    def _held_back(self, board: Board, waiting: list[Task]) -> Task | None:
        """The last task of the late step on its first run, as long as it has not overrun."""
        late = [task for task in board["tasks"] if (task["step"], task["run"]) == (self.plan.late, 1)]
        unfinished = [task for task in late if task["state"] in {"open", "waiting"} and task["purpose"] == "step"]
        is_last = len(unfinished) == 1 and unfinished[0] in waiting and not unfinished[0]["overran"]
        return unfinished[0] if is_last else None

    def _let_overrun(self, task: Task, board: Board) -> None:
        if self.clock is None or task["notice_at"] is None:
            raise RehearsalFailed(f"Langkah {task['step']} tidak memiliki waktu baku, jadi tidak dapat terlambat.")
        self._opening_mail(task)
        _say(f"Langkah {task['step']}: {task['jabatan']} melewati waktu baku")
        self.clock.move_to(datetime.fromisoformat(task["notice_at"]) + timedelta(minutes=1))
        self._overrun_mail(f"Surat melewati waktu baku untuk {task['holder']}", task, to=task["holder"])
        step = next(step for step in board["steps"] if step["number"] == task["step"])
        if step["overrun_also"]:
            self._overrun_mail(f"Surat kepada peran {step['overrun_also']}", task, role=step["overrun_also"])

    def _overrun_mail(self, what: str, task: Task, **about: str) -> None:
        wanted = {"kind": "task_overran", "cycle": self.cycle, "step": task["step"], "run": task["run"], **about}
        self.mailbox.wait_for(what, lambda mail: all(getattr(mail, name) == value for name, value in wanted.items()))

    def _act(self, task: Task) -> bool:
        """Read the mail, look at its link, do the task; False when others come first."""
        if task["id"] not in self._told:
            self._read_mail(task)
        try:
            self._finish(task)
        except NotYet as reason:
            self._not_yet = str(reason)
            return False
        self._not_yet = ""
        self.note("done", task)
        return True

    def _read_mail(self, task: Task) -> None:
        mail = self._opening_mail(task)
        seen = self.players.read_link(self.mailbox.link(mail))
        if seen.status != _OK or seen.form_count("/selesai"):
            raise PageRefused(f"Tautan dalam “{mail.subject}” tidak menampilkan tugasnya: {seen.summary}")
        if self.clock:
            self.clock.step()
        self.note("told", task)
        self._told.add(task["id"])

    def _finish(self, task: Task) -> None:
        """Press the button, once: what became of an answer that was lost is read from the board."""
        sends_back = bool(task["exits"]) and (task["step"], task["run"]) == (self.plan.returned, 1)
        for left in reversed(range(_TRIES)):
            try:
                self._actor.finish(self.players.browser_of(task["holder"]), task, sends_back=sends_back)
            except PageRefused as problem:
                if self._is_through(task):
                    return
                if not left or isinstance(problem, NotYet):
                    raise
                if isinstance(problem, SessionEnded):
                    self.players.forget(task["holder"])
                elif not isinstance(problem, NoAnswer):
                    time.sleep(_PAUSE_S * 4)  # the content may have changed just now; the page is read anew
            else:
                return

    def _is_through(self, task: Task) -> bool:
        return any(other["id"] == task["id"] and other["state"] != "open" for other in self.board()["tasks"])

    def _opening_mail(self, task: Task) -> Mail:
        return self.mailbox.wait_for(
            f"Surat tugas langkah {task['step']} untuk {task['holder']}",
            lambda mail: mail.task == task["id"] and mail.kind in OPENING_KINDS and mail.to == task["holder"],
        )


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
