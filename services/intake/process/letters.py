"""SOP step 8: the Surat Pengantar. Drafted, numbered and dated, signed; then its bytes are frozen and it is sent."""

from uuid import UUID, uuid4, uuid5

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.intake.domain import beside, moves
from services.intake.domain.cycle import Cycle, Purpose, Run, TaskState
from services.intake.domain.errors import CommandRefused, GateNotOpen
from services.intake.domain.rights import Act, Person
from services.intake.domain.sop import StepKind
from services.intake.letter_settings import SURAT_PENGANTAR, LetterSetting, letter_setting
from services.intake.models import LetterRecord, PaperRecord
from services.intake.process.case import Case
from services.intake.process.history import KINERJA, Actor, write_line
from services.intake.process.keeping import keep
from services.intake.process.letter_drafts import LetterDraft
from services.intake.process.letter_numbers import checked_number
from services.intake.process.officials import letter_signer, signing_role
from services.intake.process.tasks import cycle_of_task
from services.intake.repository.offices import event_office
from shared.delivery.work import Work
from shared.events.documents import LetterGenerated
from shared.events.intake import LetterNumbered
from shared.events.parts import Letterhead, LetterRow
from shared.events.wire import schema_of

DRAFTED, NUMBERING, NUMBERED, SIGNED, SENT, CANCELLED = (
    "drafted",
    "numbering",
    "numbered",
    "signed",
    "sent",
    "cancelled",
)


class LetterNotEditable(CommandRefused):
    """The letter has its number already; cancel it and draft another."""


class LetterMissing(CommandRefused):
    """There is no drafted letter."""


def letter_of(session: Session, cycle: Cycle) -> LetterRecord | None:
    """The present letter of a cycle's sending step; None when there is none, or it was cancelled."""
    runs = [run for run in cycle.runs if cycle.step_of(run).kind is StepKind.KIRIM]
    if not runs:
        return None
    return session.scalar(
        select(LetterRecord)
        .where(LetterRecord.run_id == runs[-1].id, LetterRecord.state != CANCELLED)
        .order_by(LetterRecord.drafted_at.desc())
        .limit(1)
    )


def keep_draft(work: Work, person: Person, task_id: UUID, draft: LetterDraft) -> UUID:
    """Write the letter's draft. Raises NotAllowed, GateNotOpen, LetterNotEditable, and what `require_open` raises."""
    case, run = _sending(work, person, task_id)
    letter = letter_of(work.session, case.cycle)
    if letter is None:
        letter = LetterRecord(
            id=_next_id(work.session, run),
            office_id=case.office.id,
            cycle_id=case.cycle.id,
            run_id=run.id,
            state=DRAFTED,
            revision=0,
            drafted_at=work.now(),
            drafted_by=person.person_id,
        )
        work.session.add(letter)
        write_line(work, case.cycle.id, Actor.of(person), "letter_drafted", "Surat Pengantar dikonsep.", run=run)
    if letter.state != DRAFTED:
        raise LetterNotEditable
    for name in ("dated_on", "hal", "sifat", "lampiran", "addressee", "copies"):
        setattr(letter, name, getattr(draft, name))
    letter.rows = schema_of(LetterRow).dump(draft.rows, many=True)
    work.session.flush()
    return letter.id


def _next_id(session: Session, run: Run) -> UUID:
    """Derived, so that two rehearsals of the same input print the same code on the letter."""
    before = session.scalar(select(func.count()).select_from(LetterRecord).where(LetterRecord.run_id == run.id))
    return uuid5(run.id, f"letter/{(before or 0) + 1}")


def number_letter(work: Work, person: Person, task_id: UUID, number: str) -> None:
    """Give the letter its number as typed from the agenda book, or (empty) one drawn from the register.

    Raises NotAllowed, GateNotOpen, LetterMissing, LetterNotEditable, NumberRefusedForLetter, NoHolder.
    """
    case, run = _sending(work, person, task_id)
    letter = letter_of(work.session, case.cycle)
    if letter is None:
        raise LetterMissing
    if letter.state != DRAFTED:
        raise LetterNotEditable
    setting = letter_setting(case.office.letters, SURAT_PENGANTAR)
    letter.number = checked_number(case, setting, number.strip())
    letter.state = NUMBERING
    letter.revision += 1
    work.session.flush()
    text = f"Surat Pengantar diberi nomor {letter.number}." if letter.number else "Nomor Surat Pengantar diminta."
    write_line(work, case.cycle.id, Actor.of(person), "letter_numbered", text, run=run)
    work.publish(_numbered(case, letter, setting))


def _numbered(case: Case, letter: LetterRecord, setting: LetterSetting) -> LetterNumbered:
    _, signer = letter_signer(case, SURAT_PENGANTAR)
    return LetterNumbered(
        cycle_id=case.cycle.id,
        office=event_office(case.office),
        sop_number=case.cycle.sop.head.nomor,
        subject_name=case.cycle.sop.subject,
        period=case.cycle.period,
        letterhead=Letterhead(
            letter_id=letter.id,
            number=letter.number,
            dated_on=letter.dated_on,
            sifat=letter.sifat,
            lampiran=letter.lampiran,
            hal=letter.hal,
            signer=signer,
            carbon_copies=setting.carbon_copies,
        ),
        addressee=letter.addressee,
        rows=tuple(schema_of(LetterRow).load(letter.rows, many=True)),
        scheme=setting.scheme,
        klasifikasi=setting.klasifikasi,
        revised_at=case.work.now(),
        letter_revision=letter.revision,
        is_demo=case.office.is_demo,
    )


def letter_generated(work: Work, event: LetterGenerated) -> None:
    """The letter exists as a paper: ask its signer."""
    case = Case.locked(work, event.cycle_id)
    letter = work.session.get_one(LetterRecord, event.letter_id)
    if letter.state != NUMBERING or letter.revision != event.letter_revision:
        return  # it was cancelled meanwhile
    letter.state = NUMBERED
    letter.number = event.number
    letter.sha256 = event.paper.sha256
    work.session.add(_paper(case, event))
    write_line(work, case.cycle.id, KINERJA, "paper_arrived", f"Dokumen tersedia: {event.paper.name}.")
    role = signing_role(case, SURAT_PENGANTAR)
    holder = case.setting().holders[role][0]
    keep(case, beside.ask_for_signature(case.cycle, role, holder, case.setting()), KINERJA)


def _paper(case: Case, event: LetterGenerated) -> PaperRecord:
    return PaperRecord(
        id=uuid4(),
        cycle_id=case.cycle.id,
        kind=event.paper.kind,
        owner=str(event.letter_id),
        name=event.paper.name,
        sha256=event.paper.sha256,
        content_hash=None,
        arrived_at=case.work.now(),
        amendment=case.cycle.amendment,
    )


def cancel_letter(work: Work, person: Person, task_id: UUID, reason: str) -> None:
    """Give a letter up before it was sent; its number stays in the register, marked "batal".

    Raises NotAllowed, GateNotOpen, LetterMissing, ReasonMissing.
    """
    case, run = _sending(work, person, task_id)
    letter = letter_of(work.session, case.cycle)
    if letter is None or letter.state == SENT:
        raise LetterMissing
    outcome = beside.drop(case.cycle, run.id, Purpose.SIGN_LETTER, reason)
    letter.state = CANCELLED
    actor = Actor.of(person)
    text = f"Surat Pengantar {letter.number or ''} dibatalkan.".replace("  ", " ")
    write_line(work, case.cycle.id, actor, "letter_cancelled", text, run=run, reason=reason.strip())
    keep(case, outcome, actor)


def _sending(work: Work, person: Person, task_id: UUID) -> tuple[Case, Run]:
    case = Case.locked(work, cycle_of_task(work.session, task_id))
    case.require(person, Act.EDIT_TASK, task_id)
    run, task = moves.require_open(case.cycle, task_id)
    if case.cycle.step_of(run).kind is not StepKind.KIRIM or task.is_beside or task.state is not TaskState.OPEN:
        raise GateNotOpen
    return case, run
