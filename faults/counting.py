"""Lost and doubled, counted from outside: what the journal and the boards promise against what is there.

Read are the pages, the receiving mailbox and the table of effects; no outbox and no inbox.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Literal
from uuid import UUID

from faults.journal import Journal
from rehearsal.evidence import DOCUMENT_KINDS, OPENING_KINDS, PAPERS_OF, distinct
from rehearsal.mailbox import Mail
from rehearsal.players import Players, patiently

Board = Mapping[str, Any]
_TOLD_STATES = {"open", "done"}


@dataclass(frozen=True, slots=True)
class Difference:
    """`number` things too few or too many; `text` names them."""

    kind: Literal["lost", "doubled"]
    number: int
    text: str


def boards_of(players: Players, cycles: Iterable[str]) -> list[Board]:
    """Cycles as their office's admin sees them. Raises PageRefused."""
    return [json.loads(patiently(partial(players.watcher.read, f"/siklus/{cycle}.json"))) for cycle in cycles]


def differences(boards: Sequence[Board], mails: Sequence[Mail], journal: Journal) -> list[Difference]:
    """Everything that is missing or there too often."""
    done = {entry.task for entry in journal.entries() if entry.what == "done"}
    found: list[Difference] = []
    for board in boards:
        own = distinct(list(mails), board["id"])
        found += _acts(board, done)
        found += _openings(board, own)
        found += _receipts(board, own)
        found += _history(board)
        found += _papers(board)
        found += _waiting(board)
    return found


def total(found: Iterable[Difference], kind: str) -> int:
    """How many of a kind in all."""
    return sum(difference.number for difference in found if difference.kind == kind)


def doubled_effects(service: str, effects: Mapping[tuple[UUID, str], int]) -> Iterator[Difference]:
    """Events whose effect stands more than once in a service's table."""
    for (event, name), times in effects.items():
        if times > 1:
            yield Difference("doubled", times - 1, f"{service}: {name} {event} took effect {times} times")


def _acts(board: Board, done: set[str]) -> Iterator[Difference]:
    """What a person was told has been taken must still be so."""
    for task in board["tasks"]:
        if task["id"] in done and task["state"] != "done":
            yield Difference(
                "lost", 1, f"{_place(board, task)}: the act on task {task['id']} is gone ({task['state']})"
            )


def _openings(board: Board, mails: Sequence[Mail]) -> Iterator[Difference]:
    came = Counter((mail.task, mail.to) for mail in mails if mail.kind in OPENING_KINDS)
    for task in board["tasks"]:
        wanted = int(task["state"] in _TOLD_STATES)
        what = f"{_place(board, task)}: opening mail of task {task['id']} to its holder"
        # Who was no longer asked may have been told or not, but never twice.
        yield from _compare(came[task["id"], task["holder"]], least=wanted, most=1, what=what)


def _receipts(board: Board, mails: Sequence[Mail]) -> Iterator[Difference]:
    sent = sum(task["state"] == "done" and task["kind"] == "isi_data" for task in board["tasks"])
    came = sum(mail.kind == "submission_receipt" for mail in mails)
    yield from _compare(came, least=sent, most=sent, what=f"{_cycle(board)}: receipts for figures")


def _history(board: Board) -> Iterator[Difference]:
    lines = Counter((line["what"], line["step"], line["run"]) for line in board["history"])
    done = Counter((task["step"], task["run"]) for task in board["tasks"] if task["state"] == "done")
    for run in board["runs"]:
        place = (run["step"], run["run"])
        what = f"{_place(board, run)}: history lines for finished tasks"
        yield from _compare(lines["task_completed", *place], least=done[place], most=done[place], what=what)
    yield from _compare(lines["cycle_opened", None, None], least=1, most=1, what=f"{_cycle(board)}: cycle_opened")
    ended = int(board["state"] == "ended")
    yield from _compare(lines["cycle_ended", None, None], least=ended, most=ended, what=f"{_cycle(board)}: cycle_ended")


def _papers(board: Board) -> Iterator[Difference]:
    """A paper is itself by its kind, its name and the content it was made of: the same twice is a double."""
    known = [paper for paper in board["papers"] if paper["kind"] in DOCUMENT_KINDS]
    for paper, times in Counter((paper["kind"], paper["name"], paper["content_hash"]) for paper in known).items():
        yield from _compare(times, least=1, most=1, what=f"{_cycle(board)}: paper {paper}")
    have = {paper["kind"] for paper in known}
    kinds = {step["number"]: step["kind"] for step in board["steps"]}
    for run in board["runs"]:
        for kind in PAPERS_OF.get(kinds[run["step"]], ()) if run["state"] == "done" else ():
            if kind not in have:
                yield Difference("lost", 1, f"{_place(board, run)}: paper {kind}")


def _waiting(board: Board) -> Iterator[Difference]:
    """A run that still prepares itself when all has been quiet for long waits for an event that is lost."""
    for run in board["runs"]:
        if run["state"] == "preparing":
            yield Difference("lost", 1, f"{_place(board, run)}: what it waits for (state preparing)")


def _compare(found: int, *, least: int, most: int, what: str) -> Iterator[Difference]:
    if found < least:
        yield Difference("lost", least - found, f"{what}: {found} instead of {least}")
    if found > most:
        yield Difference("doubled", found - most, f"{what}: {found} instead of {most}")


def _cycle(board: Board) -> str:
    return f"cycle {board['id']}"


def _place(board: Board, of: Mapping[str, Any]) -> str:
    return f"{_cycle(board)} step {of['step']} run {of['run']}"
