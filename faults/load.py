"""The load: several offices, each played by a thread of its own, cycle after cycle, through pages and mails only."""

import threading
import time
from dataclasses import dataclass, field

from faults.journal import Journal
from rehearsal.acts import Task
from rehearsal.failure import RehearsalFailed
from rehearsal.mailbox import Mailbox
from rehearsal.play import Plan, Play
from rehearsal.players import Players

_FIRST_YEAR = 2011
_PAUSE_S = 0.5
_RETURNED = (None, 5, None, 6)
"""Which decision sends the work back, in one cycle after the other."""


@dataclass(slots=True)
class Player:
    """One office at play. A page that refuses or does not answer is tried again, as people do."""

    address: str
    mailbox_url: str
    office: str
    number: int
    journal: Journal
    cycles: list[str] = field(default_factory=list)
    problem: Exception | None = None
    _stopping: threading.Event = field(default_factory=threading.Event)
    _thread: threading.Thread = field(init=False)

    def start(self) -> None:
        """Begin to play."""
        self._thread = threading.Thread(target=self._play_on, name=self.office, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Ask to stop after the present act."""
        self._stopping.set()

    def join(self, limit_s: float) -> bool:
        """Wait for the end; False when it does not come in time."""
        self._thread.join(limit_s)
        return not self._thread.is_alive()

    def players(self) -> Players:
        """The people of the office, none of whom has signed in yet."""
        return Players(self.address, Mailbox(self.mailbox_url), self.office)

    def _play_on(self) -> None:
        try:
            year = _FIRST_YEAR
            while not self._stopping.is_set():
                # Offices differ, so that returns and plain ways fall together.
                returned = _RETURNED[(year + self.number) % len(_RETURNED)]
                self._play(year, Plan({}, returned=returned))
                year += 1
        except Exception as error:  # noqa: BLE001 - whatever it is: the campaign tells it and fails
            self.problem = error
            self.journal.note(self.office, "broke", text=f"{type(error).__name__}: {error}")
        finally:
            self.journal.note(self.office, "ended")

    def _play(self, year: int, plan: Plan) -> None:
        mailbox = Mailbox(self.mailbox_url)
        play = Play(Players(self.address, mailbox, self.office), mailbox, None, plan, note=self._note)
        while not self._stopping.is_set():
            try:
                if not play.cycle:
                    play.open(year)
                    self.cycles.append(play.cycle)
                    self.journal.note(self.office, "opened", cycle=play.cycle)
                if play.go_on(self._stopping.is_set)["state"] != "open":
                    return
            except RehearsalFailed as problem:
                self.journal.note(self.office, "stumbled", cycle=play.cycle, text=str(problem))
                time.sleep(_PAUSE_S)

    def _note(self, what: str, task: Task) -> None:
        self.journal.note(self.office, what, cycle=self.cycles[-1], task=task["id"], text=f"langkah {task['step']}")
