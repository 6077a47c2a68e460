"""Notes that a corrector pins to a block of the report, and the drafter resolves (SOP steps 4 and 5)."""

from uuid import UUID, uuid4

from services.intake.domain import moves
from services.intake.domain.cycle import Run
from services.intake.domain.errors import CommandRefused, GateNotOpen
from services.intake.domain.rights import Act, Person
from services.intake.models import BlockNoteRecord, BlockRecord
from services.intake.process.case import Case
from services.intake.process.narrative import BlockTooLong, BlockUnknown
from services.intake.process.tasks import EDITED_IN, cycle_of_task
from shared.delivery.work import Work

LONGEST = 2000


class NoteEmpty(CommandRefused):
    """A note without words says nothing."""


class NoteUnknown(CommandRefused):
    """The cycle has no such open note."""


def add_note(work: Work, person: Person, task_id: UUID, block_id: str, text: str) -> None:
    """Pin a note to a block. Raises NotAllowed, GateNotOpen, BlockUnknown, NoteEmpty, BlockTooLong."""
    case, run = _editing(work, person, task_id)
    if work.session.get(BlockRecord, (case.cycle.id, block_id)) is None:
        raise BlockUnknown
    if not text.strip():
        raise NoteEmpty
    if len(text) > LONGEST:
        raise BlockTooLong
    work.session.add(
        BlockNoteRecord(
            id=uuid4(),
            cycle_id=case.cycle.id,
            block_id=block_id,
            text=text.strip(),
            step=run.step,
            run=run.number,
            written_at=work.now(),
            written_by=person.person_id,
            resolved_at=None,
            resolved_by=None,
        )
    )


def resolve_note(work: Work, person: Person, task_id: UUID, note_id: UUID) -> None:
    """Mark a note as done. Raises NotAllowed, GateNotOpen, NoteUnknown."""
    case, _ = _editing(work, person, task_id)
    note = work.session.get(BlockNoteRecord, note_id)
    if note is None or note.cycle_id != case.cycle.id or note.resolved_at is not None:
        raise NoteUnknown
    note.resolved_at = work.now()
    note.resolved_by = person.person_id


def _editing(work: Work, person: Person, task_id: UUID) -> tuple[Case, Run]:
    case = Case.locked(work, cycle_of_task(work.session, task_id))
    case.require(person, Act.EDIT_TASK, task_id)
    run, _ = moves.require_open(case.cycle, task_id)
    if case.cycle.step_of(run).kind not in EDITED_IN:
        raise GateNotOpen
    return case, run
