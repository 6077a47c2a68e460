"""What a finished cycle must have left behind, counted from outside: mails, lines of the history, documents."""

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rehearsal.browser import Browser
from rehearsal.mailbox import Mail

KINDS = (
    "task_opened",
    "task_overran",
    "task_returned",
    "reminder",
    "escalated",
    "submission_receipt",
    "dispatch",
)
PAPER_OF = {"perintah": "disposisi", "susun": "lkjip_draft", "koreksi": "lkjip_corrected"}
_NEEDS_FIGURES = {"susun", "koreksi"}

Board = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Document:
    """One paper, downloaded: `path` is where it lies, relative to the folder of the documents."""

    kind: str
    path: str
    sha256: str


def distinct(mails: list[Mail], cycle: str) -> list[Mail]:
    """The mails of a cycle by their kinds, one per Message-ID: SMTP allows a copy, not a second letter."""
    first = {mail.message_id: mail for mail in reversed(mails) if mail.kind in KINDS and mail.cycle == cycle}
    return sorted(first.values(), key=lambda mail: mail.number)


def copies(mails: list[Mail]) -> int:
    """How many mails came again under a Message-ID that was there already."""
    return len(mails) - len({mail.message_id for mail in mails})


def download(browser: Browser, board: Board, folder: Path) -> list[Document]:
    """Fetch every paper of the cycle into `folder`; each must have the sha256 it is known by."""
    documents = []
    for number, paper in enumerate(board["papers"], start=1):
        content = browser.read(paper["url"])
        sha256 = hashlib.sha256(content).hexdigest()
        if sha256 != paper["sha256"]:
            raise ValueError(f"the document {paper['name']} does not have its sha256")
        path = Path("documents") / f"{number:02}-{paper['kind']}.pdf"
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
        documents.append(Document(paper["kind"], str(path), sha256))
    return documents


def missing(board: Board, mails: list[Mail], documents: list[Document], *, late: int | None) -> list[str]:
    """Everything that should be there and is not, or is there twice; empty when all is well."""
    return [
        *_mails_missing(board, mails),
        *_overruns_missing(board, mails, late),
        *_history_missing(board),
        *_documents_missing(board, documents),
    ]


def _mails_missing(board: Board, mails: list[Mail]) -> Iterator[str]:
    opened = Counter((mail.task, mail.to) for mail in mails if mail.kind in {"task_opened", "task_returned"})
    for task in board["tasks"]:
        if task["state"] == "waiting":
            continue
        found = opened[task["id"], task["holder"]]
        if found != 1:
            yield f"step {task['step']} run {task['run']}: {found} opening mails to {task['holder']}, not 1"


def _overruns_missing(board: Board, mails: list[Mail], late: int | None) -> Iterator[str]:
    overran = Counter(mail.task for mail in mails if mail.kind == "task_overran" and mail.task)
    for task in board["tasks"]:
        if overran[task["id"]] != int(task["overran"]):
            yield f"step {task['step']} run {task['run']}: {overran[task['id']]} overrun mails to {task['holder']}"
    if late is not None and not overran:
        yield f"step {late} was late, but no overrun mail came"
    if late is not None:
        told = [mail for mail in mails if mail.kind == "task_overran" and not mail.task and mail.step == late]
        wanted = next((step["overrun_also"] for step in board["steps"] if step["number"] == late), None)
        if len(told) != int(wanted is not None):
            yield f"step {late}: {len(told)} mails to {wanted or 'nobody'} about those who are late"


def _history_missing(board: Board) -> Iterator[str]:
    lines = Counter((line["what"], line["step"], line["run"]) for line in board["history"])
    for task in {(task["step"], task["run"]) for task in board["tasks"] if task["state"] == "done"}:
        wanted = sum((other["step"], other["run"]) == task and other["state"] == "done" for other in board["tasks"])
        if lines["task_completed", *task] != wanted:
            yield f"step {task[0]} run {task[1]}: {lines['task_completed', *task]} history lines of {wanted} acts"
    for what in ("cycle_opened", "cycle_ended"):
        if sum(line["what"] == what for line in board["history"]) != 1:
            yield f"the history does not say once: {what}"


def _documents_missing(board: Board, documents: list[Document]) -> Iterator[str]:
    have = {document.kind for document in documents}
    kinds = {step["number"]: step["kind"] for step in board["steps"]}
    for run in board["runs"]:
        kind = kinds[run["step"]]
        wanted = PAPER_OF.get(kind)
        needs_figures = kind in _NEEDS_FIGURES
        if wanted and run["state"] == "done" and wanted not in have and (board["measurements"] or not needs_figures):
            yield f"step {run['step']}: the document {wanted} is missing"
