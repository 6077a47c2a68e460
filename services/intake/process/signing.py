"""SOP step 7, and the signature under a letter: what is asked for, and of whom.

Signing itself is documents': electronically by a call, in ink by a scan. The step ends by its event alone.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from services.intake.domain import moves
from services.intake.domain.cycle import Cycle, Purpose, Run, Task
from services.intake.domain.errors import CommandRefused, ContentChanged
from services.intake.domain.rights import Act, Person
from services.intake.domain.sop import StepKind
from services.intake.letter_settings import SURAT_PENGANTAR
from services.intake.models import PaperRecord
from services.intake.process.case import Case
from services.intake.process.history import Actor, write_line
from services.intake.process.letters import letter_of
from services.intake.process.officials import letter_signer
from services.intake.process.tasks import StoredFile, add_files, cycle_of_task
from shared.delivery.work import Work
from shared.events.intake import ScanReceived
from shared.events.parts import Official

LKJIP = "lkjip"


class NothingToSign(CommandRefused):
    """The task asks for no signature, or its paper does not exist yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signable:
    """What a signing task is about: the paper as it was approved or numbered, and who signs it.

    `owner` is what the signature belongs to: the content hash of the report, or the letter's id.
    """

    cycle_id: UUID
    task_id: UUID
    kind: str
    owner: str
    content_hash: str
    paper_sha256: str
    paper_name: str
    signer: Official
    person_id: UUID
    signed_at: datetime


def is_signing(cycle: Cycle, run: Run, task: Task) -> bool:
    """Whether a task ends by a signature; a cycle without a report has none to sign."""
    step = cycle.step_of(run)
    is_report = step.kind is StepKind.TANDA_TANGAN and not task.is_beside and task.role == step.signer
    return cycle.content_hash is not None and (is_report or task.purpose is Purpose.SIGN_LETTER)


def signable(case: Case, person: Person, task_id: UUID, seen_hash: str | None) -> Signable:
    """What this person may sign now.

    Raises NotAllowed, ContentChanged when another content was seen, NothingToSign, and what `require_open` raises.
    """
    run, task = moves.require_open(case.cycle, task_id)
    case.require(person, Act.FINISH_TASK, task_id)
    if not is_signing(case.cycle, run, task):
        raise NothingToSign
    if seen_hash != case.cycle.content_hash or seen_hash is None:
        raise ContentChanged
    if task.purpose is Purpose.SIGN_LETTER:
        return _letter(case, task, seen_hash)
    paper = _approved_paper(case)
    post = next(post for post in case.posts if post.post_id == task.holder.post_id)
    return Signable(
        cycle_id=case.cycle.id,
        task_id=task.id,
        kind=LKJIP,
        owner=seen_hash,
        content_hash=seen_hash,
        paper_sha256=paper.sha256,
        paper_name=f"{case.cycle.sop.subject} {case.cycle.period} (ditandatangani).pdf",
        signer=post.official,
        person_id=task.holder.person_id,
        signed_at=case.work.now(),
    )


def _approved_paper(case: Case) -> PaperRecord:
    paper = case.work.session.scalar(
        select(PaperRecord).where(
            PaperRecord.cycle_id == case.cycle.id,
            PaperRecord.kind == "lkjip_approved",
            PaperRecord.content_hash == case.cycle.content_hash,
        )
    )
    if paper is None:
        raise NothingToSign
    return paper


def _letter(case: Case, task: Task, content_hash: str) -> Signable:
    letter = letter_of(case.work.session, case.cycle)
    if letter is None or letter.sha256 is None:
        raise NothingToSign
    _, signer = letter_signer(case, SURAT_PENGANTAR)
    return Signable(
        cycle_id=case.cycle.id,
        task_id=task.id,
        kind=SURAT_PENGANTAR,
        owner=str(letter.id),
        content_hash=content_hash,
        paper_sha256=letter.sha256,
        paper_name=f"Surat Pengantar {case.cycle.sop.subject} {case.cycle.period} (ditandatangani).pdf",
        signer=signer,
        person_id=task.holder.person_id,
        signed_at=case.work.now(),
    )


def receive_scan(work: Work, person: Person, task_id: UUID, seen_hash: str | None, scan: StoredFile) -> None:
    """Take the scan of a paper that was printed, signed in ink and scanned back. Raises the same as `signable`."""
    case = Case.locked(work, cycle_of_task(work.session, task_id))
    asked = signable(case, person, task_id, seen_hash)
    add_files(work, person, task_id, (scan,))
    run, _ = case.cycle.find(task_id)
    text = f"Pindaian {asked.paper_name} bertanda tangan basah diterima."
    write_line(work, asked.cycle_id, Actor.of(person), "scan_received", text, run=run, content_hash=seen_hash)
    work.publish(
        ScanReceived(
            cycle_id=asked.cycle_id,
            task_id=task_id,
            kind=asked.kind,
            owner=asked.owner,
            content_hash=asked.content_hash,
            paper_name=asked.paper_name,
            sha256=scan.sha256,
            signer=asked.signer,
            signed_at=asked.signed_at,
        )
    )
