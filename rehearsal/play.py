"""Playing a whole cycle as people would: read the mail, open the link, sign in, fill the form."""

import json
import re
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from urllib.error import URLError

from rehearsal.browser import Browser, Form, Page, PageRefused
from rehearsal.clock import RehearsalClock
from rehearsal.data_file import DataRow
from rehearsal.mailbox import Mail, Mailbox
from rehearsal.players import Players

_LIMIT_S = 90
_PAUSE_S = 0.05
_OK = 200
_OPENING_KINDS = ("task_opened", "task_returned")
_NOTE = "Sudah saya kerjakan (gladi)."
_REASON = "Mohon diperiksa kembali (gladi)."

Task = Mapping[str, Any]


class RehearsalFailed(Exception):
    """The cycle did not go as it should; the message says what is missing."""


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
    opener: str
    cycle: str = ""
    done: set[str] = field(default_factory=set)
    returned_once: bool = False

    def run(self, period: str) -> dict[str, Any]:
        """Open a cycle and play it to its end; the board as it then stands."""
        self._open(period)
        until = time.monotonic() + _LIMIT_S
        while True:
            board = self.board()
            if board["state"] != "open":
                return board
            task = self._next_task(board)
            if task is None:
                self._give_up(board, until)
                time.sleep(_PAUSE_S)
                continue
            self._act(task)
            until = time.monotonic() + _LIMIT_S

    def board(self) -> dict[str, Any]:
        """The cycle as its opener sees it."""
        board: dict[str, Any] = json.loads(self._patiently(lambda browser: browser.read(f"/siklus/{self.cycle}.json")))
        return board

    def _patiently(self, ask: Callable[[Browser], Any], email: str | None = None) -> Any:
        """Ask again while the site does not answer: a process may be starting anew at this moment."""
        person = email or self.opener
        until = time.monotonic() + _LIMIT_S
        while True:
            try:
                return ask(self.players.browser_of(person))
            except (PageRefused, URLError, OSError) as error:
                if time.monotonic() > until:
                    raise RehearsalFailed(f"the site does not answer {person}: {error}") from error
                self.players.forget(person)
                time.sleep(_PAUSE_S * 4)

    def _open(self, period: str) -> None:
        browser = self.players.browser_of(self.opener)
        page = browser.get("/siklus")
        page = browser.submit(page, page.form("/siklus"), {"tahun": period})
        match = re.search(r"/siklus/([0-9a-f-]{36})$", page.url)
        if match is None:
            raise RehearsalFailed(f"a cycle for {period} cannot be opened: {page.summary}")
        self.cycle = match.group(1)
        self._step_clock()

    def _next_task(self, board: Mapping[str, Any]) -> Task | None:
        waiting = [task for task in board["tasks"] if task["state"] == "open" and task["id"] not in self.done]
        held_back = self._held_back(board, waiting)
        ready = [task for task in waiting if task is not held_back]
        if ready:
            return ready[0]
        if held_back is not None:
            self._let_overrun(held_back)
        return held_back

    def _held_back(self, board: Mapping[str, Any], waiting: list[Task]) -> Task | None:
        """The last task of the late step on its first run, as long as it has not overrun."""
        late = [task for task in board["tasks"] if (task["step"], task["run"]) == (self.plan.late, 1)]
        others_done = all(task["state"] == "done" for task in late[:-1])
        last: Task | None = late[-1] if late else None
        if last is None or last not in waiting or not others_done or last["overran"]:
            return None
        return last

    def _let_overrun(self, task: Task) -> None:
        if self.clock is None or task["notice_at"] is None:
            raise RehearsalFailed(f"step {task['step']} has no standard time, so that nothing of it can be late")
        self._opening_mail(task)
        self.clock.move_to(datetime.fromisoformat(task["notice_at"]) + timedelta(minutes=1))
        self.mailbox.wait_for(
            f"task_overran to {task['holder']}", _LIMIT_S, kind="task_overran", to=task["holder"], task=task["id"]
        )

    def _act(self, task: Task) -> None:
        mail = self._opening_mail(task)
        seen = self._patiently(lambda _browser: self.players.read_link(self.mailbox.link(mail)))
        if seen.status != _OK or seen.form_count("/selesai"):
            raise RehearsalFailed(f"the link in “{mail.subject}” does not show its task read-only: {seen.summary}")
        self._say(f"step {task['step']} run {task['run']}: {task['jabatan']}")
        if task["kind"] == "isi_data":
            self._patiently(lambda browser: self._send_figures(browser, task), task["holder"])
        else:
            self._patiently(lambda browser: self._finish(browser, task), task["holder"])
        self.done.add(task["id"])
        self._step_clock()

    def _opening_mail(self, task: Task) -> Mail:
        until = time.monotonic() + _LIMIT_S
        while time.monotonic() < until:
            for mail in self.mailbox.mails:
                if mail.task == task["id"] and mail.kind in _OPENING_KINDS and mail.to == task["holder"]:
                    return mail
            time.sleep(_PAUSE_S)
            self.mailbox.look()
        raise RehearsalFailed(f"no task_opened mail came to {task['holder']} for step {task['step']}")

    def _finish(self, browser: Browser, task: Task) -> None:
        page = browser.get(f"/tugas/{task['id']}")
        if self._is_done(task):
            return
        typed = {"catatan": _NOTE if task["kind"] != "perintah" else "", **self._decision(task)}
        page = browser.submit(page, page.form("/selesai"), typed)
        self._check_accepted(page, task)

    def _decision(self, task: Task) -> dict[str, str]:
        exits = task["exits"]
        if not exits:
            return {}
        returns = self.plan.returned == task["step"] and task["run"] == 1 and not self.returned_once
        chosen = next((at for at, exit_ in enumerate(exits) if exit_["returns"] is returns), None)
        if chosen is None:
            raise RehearsalFailed(
                f"the decision of step {task['step']} has no {'return' if returns else 'forward'} exit"
            )
        self.returned_once = self.returned_once or returns
        return {"putusan": str(chosen), "alasan": _REASON if returns else ""}

    def _send_figures(self, browser: Browser, task: Task) -> None:
        page = browser.get(f"/tugas/{task['id']}/isian")
        if self._is_done(task):
            return
        form = page.form("/isian")
        page = browser.submit(page, form, self._figures(form), button=form.button("tindakan", "periksa"))
        self._check_accepted(page, task)
        self._check_accepted(browser.submit(page, page.form("/kirim"), {}), task)

    def _figures(self, form: Form) -> dict[str, str]:
        typed: dict[str, str] = {}
        for name in form.values:
            part, _, code = name.partition("-")
            row = self.plan.rows.get(code)
            if part == "realisasi" and row is not None:
                typed |= {
                    f"realisasi-{code}": row.typed,
                    f"alasan-{code}": row.reason,
                    f"penjelasan-{code}": row.explanation,
                }
            elif part == "realisasi":
                typed |= {f"realisasi-{code}": "", f"alasan-{code}": "belum_ada"}
        return typed

    def _is_done(self, task: Task) -> bool:
        """Whether an answer that was lost had in truth been taken: nothing is pressed twice."""
        return any(other["id"] == task["id"] and other["state"] == "done" for other in self.board()["tasks"])

    def _check_accepted(self, page: Page, task: Task) -> None:
        if page.status != _OK or page.errors:
            raise RehearsalFailed(f"step {task['step']}, {task['jabatan']}: {page.url} refuses: {page.summary}")

    def _give_up(self, board: Mapping[str, Any], until: float) -> None:
        if time.monotonic() > until:
            waiting = [f"step {run['step']} ({run['state']})" for run in board["runs"] if run["completed_at"] is None]
            preparing = [f"step {run['step']}" for run in board["runs"] if run["state"] == "preparing"]
            raise RehearsalFailed(
                f"nothing happened for {_LIMIT_S} s; open: {', '.join(waiting) or '-'};"
                f" waiting for a paper or a measurement: {', '.join(preparing) or '-'}"
            )

    def _step_clock(self) -> None:
        if self.clock:
            self.clock.step()

    @staticmethod
    def _say(text: str) -> None:
        print(text, file=sys.stderr, flush=True)
