"""SOP step 5: a corrected DOCX comes back as proposals, block by block, which a person takes or leaves."""

from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.intake.domain import moves
from services.intake.domain.errors import CommandRefused, GateNotOpen
from services.intake.domain.rights import Act, Person
from services.intake.models import BlockRecord, CorrectionRecord, PaperRecord, ProposalRecord, RevisionRecord
from services.intake.process.case import Case
from services.intake.process.history import KINERJA, Actor, write_line
from services.intake.process.narrative import write_block
from services.intake.process.revisions import blocks_of
from services.intake.process.tasks import EDITED_IN, StoredFile, cycle_of_task
from shared.delivery.work import Work
from shared.events.documents import CorrectionsProposed
from shared.events.intake import CorrectionUploaded
from shared.events.parts import Block, NumberChange
from shared.events.wire import schema_of

COPY = "lkjip_copy"
READING, READ, REFUSED = "reading", "read", "refused"
OPEN, ACCEPTED, REJECTED = "open", "accepted", "rejected"


class ProposalDecided(CommandRefused):
    """Somebody has decided about this proposal already, or there is none."""


class CopyUnknown(CommandRefused):
    """No content of this cycle was given out, so that there is nothing a DOCX could correct."""


def upload_correction(work: Work, person: Person, task_id: UUID, file: StoredFile) -> UUID:
    """Keep an uploaded DOCX and have it read; returns the correction's id.

    Raises NotAllowed, GateNotOpen outside drafting and correcting, CopyUnknown before any copy was given out.
    """
    case = Case.locked(work, cycle_of_task(work.session, task_id))
    case.require(person, Act.EDIT_TASK, task_id)
    run, _ = moves.require_open(case.cycle, task_id)
    if case.cycle.step_of(run).kind not in EDITED_IN:
        raise GateNotOpen
    issued = _issued(work.session, case)
    correction = CorrectionRecord(
        id=uuid4(),
        cycle_id=case.cycle.id,
        task_id=task_id,
        name=file.name,
        sha256=file.sha256,
        content_hash=issued.content_hash,
        uploaded_at=work.now(),
        uploaded_by=person.person_id,
        state=READING,
        refused=None,
        number_changes=[],
        unplaced=[],
    )
    work.session.add(correction)
    write_line(work, case.cycle.id, Actor.of(person), "correction_uploaded", f"Koreksi {file.name} diunggah.", run=run)
    work.publish(
        CorrectionUploaded(
            cycle_id=case.cycle.id,
            correction_id=correction.id,
            sha256=file.sha256,
            content_hash=issued.content_hash,
            blocks=_blocks_of(work.session, issued),
            uploaded_by=person.name,
        )
    )
    return correction.id


def _issued(session: Session, case: Case) -> RevisionRecord:
    """The newest revision that can have been corrected outside: its copy exists."""
    revision = session.scalar(
        select(RevisionRecord)
        .join(
            PaperRecord,
            (PaperRecord.cycle_id == RevisionRecord.cycle_id)
            & (PaperRecord.owner == RevisionRecord.content_hash)
            & (PaperRecord.kind == COPY),
        )
        .where(RevisionRecord.cycle_id == case.cycle.id)
        .order_by(RevisionRecord.number.desc())
        .limit(1)
    )
    if revision is None:
        raise CopyUnknown
    return revision


def _blocks_of(session: Session, revision: RevisionRecord) -> tuple[Block, ...]:
    """The texts of a copy; an empty block has its place in it, too, and may come back filled."""
    written = tuple(schema_of(Block).load(revision.blocks, many=True))
    known = {block.id for block in written}
    empty = (block for block in blocks_of(session, revision.cycle_id) if block.block_id not in known)
    return (*written, *(Block(id=block.block_id, title=block.title, text="") for block in empty))


def corrections_proposed(work: Work, event: CorrectionsProposed) -> None:
    """What documents read in a DOCX."""
    case = Case.locked(work, event.cycle_id)
    correction = work.session.get_one(CorrectionRecord, event.correction_id)
    correction.state = REFUSED if event.refused else READ
    correction.refused = event.refused
    correction.number_changes = schema_of(NumberChange).dump(event.number_changes, many=True)
    correction.unplaced = list(event.unplaced)
    correction.problems = list(event.problems)
    work.session.add_all(
        ProposalRecord(
            id=uuid4(),
            correction_id=correction.id,
            position=position,
            block_id=proposal.block_id,
            old=proposal.old,
            new=proposal.new,
            authors=list(proposal.authors),
            is_tracked=proposal.is_tracked,
            state=OPEN,
        )
        for position, proposal in enumerate(event.proposals)
    )
    found = f"{len(event.proposals)} usulan" if not event.refused else "tidak dapat dibaca"
    write_line(work, case.cycle.id, KINERJA, "correction_read", f"Koreksi {correction.name}: {found}.")


def decide_proposal(work: Work, person: Person, task_id: UUID, proposal_id: UUID, *, accept: bool) -> None:
    """Take a proposed text into its block, or leave it.

    Raises NotAllowed, ProposalDecided, BlockChanged when the block says something else by now than what was corrected.
    """
    case = Case.locked(work, cycle_of_task(work.session, task_id))
    case.require(person, Act.EDIT_TASK, task_id)
    moves.require_open(case.cycle, task_id)
    proposal = work.session.get(ProposalRecord, proposal_id, with_for_update=True)
    correction = work.session.get(CorrectionRecord, proposal.correction_id) if proposal else None
    if proposal is None or correction is None or correction.cycle_id != case.cycle.id or proposal.state != OPEN:
        raise ProposalDecided
    if accept:
        block = work.session.get_one(BlockRecord, (case.cycle.id, proposal.block_id))
        is_as_issued = block.text.strip() == proposal.old.strip()
        write_block(work, person, block, proposal.new, block.version if is_as_issued else -1)
    proposal.state = ACCEPTED if accept else REJECTED
    proposal.decided_at = work.now()
    proposal.decided_by = person.person_id
