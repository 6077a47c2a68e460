"""What a finished cycle must have left behind, counted from outside: mails, lines of the history, documents."""

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from rehearsal.browser import Browser
from rehearsal.failure import RehearsalFailed
from rehearsal.mailbox import Mail
from rehearsal.players import patiently

KINDS = (
    "task_opened",
    "task_overran",
    "task_returned",
    "reminder",
    "escalated",
    "submission_receipt",
    "dispatch",
)
OPENING_KINDS = ("task_opened", "task_returned")
PAPERS_OF = {
    "perintah": ("disposisi",),
    "minta_data": ("surat_permintaan", "formulir_data"),
    "susun": ("lkjip_draft",),
    "koreksi": ("lkjip_corrected",),
    "tanda_tangan": ("lkjip_signed",),
    "kirim": ("surat_pengantar", "surat_pengantar_signed"),
}
DOCUMENT_KINDS = frozenset(kind for kinds in PAPERS_OF.values() for kind in kinds)
_NEEDS_NO_FIGURES = {"perintah"}

Board = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Document:
    """One paper, downloaded: `path` is where it lies, relative to the folder of the documents."""

    kind: str
    format: str
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
    """Fetch every paper of the cycle into `folder`. Raises RehearsalFailed for one that is not what was announced."""
    documents = []
    wanted = (paper for paper in board["papers"] if paper["kind"] in DOCUMENT_KINDS)
    for number, paper in enumerate(wanted, start=1):
        content = patiently(partial(browser.read, paper["url"]))
        sha256 = hashlib.sha256(content).hexdigest()
        if sha256 != paper["sha256"]:
            raise RehearsalFailed(f"Dokumen {paper['name']} tidak sesuai dengan sha256-nya.")
        ending = Path(paper["name"]).suffix.removeprefix(".")
        path = Path("documents") / f"{number:02}-{paper['kind']}.{ending}"
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
        documents.append(Document(paper["kind"], ending, str(path), sha256))
    return documents


def mails_missing(board: Board, mails: list[Mail]) -> list[str]:
    """Mails about tasks that are not there, or there twice; empty when all is well."""
    return [*_openings_missing(board, mails), *_overruns_missing(board, mails)]


def missing(board: Board, mails: list[Mail], documents: list[Document]) -> list[str]:
    """Everything that should be there and is not, or is there twice; empty when all is well."""
    return [*mails_missing(board, mails), *_history_missing(board), *_documents_missing(board, documents)]


def unplayed(board: Board, *, late: int | None, returned: int | None) -> list[str]:
    """What was asked for and did not come about; empty when all did."""
    first = {run["step"]: run for run in board["runs"] if run["run"] == 1}
    wanted = ((late, "overran", "melewati waktu baku"), (returned, "returned", "mengembalikan"))
    return [
        f"langkah {step}: putaran pertama tidak {what}" + ("" if step in first else "; langkah ini tidak tercapai")
        for step, name, what in wanted
        if step is not None and not first.get(step, {}).get(name)
    ]


def _openings_missing(board: Board, mails: list[Mail]) -> Iterator[str]:
    came = Counter((mail.task, mail.to) for mail in mails if mail.kind in OPENING_KINDS)
    of_nobody = {mail.task for mail in mails if mail.kind in OPENING_KINDS}
    for task in board["tasks"]:
        found = came[task["id"], task["holder"]]
        of_nobody.discard(task["id"])
        # Who was no longer asked need not be told any more, but never twice.
        if found > 1 or (found == 0 and task["state"] == "done"):
            yield f"{_place(task)}: {found} surat tugas kepada {task['holder']}, seharusnya 1"
    yield from (f"surat tugas untuk tugas yang tidak ada pada siklus: {task}" for task in of_nobody)


def _overruns_missing(board: Board, mails: list[Mail]) -> Iterator[str]:
    """One mail to each who is late, and one to the role the SOP tells of it; the latter is about no single task."""
    overruns = [mail for mail in mails if mail.kind == "task_overran"]
    own = Counter((mail.task, mail.to) for mail in overruns if mail.task)
    also = Counter((mail.step, mail.run) for mail in overruns if not mail.task)
    told_also = {step["number"]: step["overrun_also"] for step in board["steps"]}
    for task in board["tasks"]:
        if (found := own[task["id"], task["holder"]]) != (wanted := int(task["overran"])):
            yield f"{_place(task)}: {found} surat lewat waktu kepada {task['holder']}, seharusnya {wanted}"
    for run in board["runs"]:
        wanted = int(run["overran"] and told_also[run["step"]] is not None)
        if (found := also[run["step"], run["run"]]) != wanted:
            yield f"{_place(run)}: {found} surat kepada peran {told_also[run['step']]}, seharusnya {wanted}"


def _history_missing(board: Board) -> Iterator[str]:
    lines = Counter((line["what"], line["step"], line["run"]) for line in board["history"])
    done = Counter((task["step"], task["run"]) for task in board["tasks"] if task["state"] == "done")
    overran = Counter((task["step"], task["run"]) for task in board["tasks"] if task["overran"])
    for run in board["runs"]:
        place = (run["step"], run["run"])
        if lines["task_overran", *place] != overran[place]:
            yield f"{_place(run)}: {lines['task_overran', *place]} baris riwayat lewat waktu, bukan {overran[place]}"
        if lines["task_completed", *place] != done[place]:
            yield f"{_place(run)}: {lines['task_completed', *place]} baris riwayat untuk {done[place]} tugas selesai"
        if not lines["task_opened", *place] + lines["task_returned", *place]:
            yield f"{_place(run)}: riwayat tidak mencatat tugas yang dibuka"
    for what in ("cycle_opened", "cycle_ended"):
        if lines[what, None, None] != 1:
            yield f"riwayat tidak mencatat tepat sekali: {what}"


def _documents_missing(board: Board, documents: list[Document]) -> Iterator[str]:
    have = Counter(document.kind for document in documents)
    kinds = {step["number"]: step["kind"] for step in board["steps"]}
    figures_asked = "isi_data" in {kinds[run["step"]] for run in board["runs"] if run["state"] == "done"}
    if figures_asked and not board["measurements"]:
        yield "hasil pengukuran tidak ada"
    for run in board["runs"]:
        kind = kinds[run["step"]]
        is_due = run["state"] == "done" and (figures_asked or kind in _NEEDS_NO_FIGURES)
        for paper in PAPERS_OF.get(kind, ()) if is_due else ():
            if not have[paper]:
                yield f"{_place(run)}: dokumen {paper} tidak ada"


def _place(of: Mapping[str, Any]) -> str:
    return f"langkah {of['step']} putaran {of['run']}"
