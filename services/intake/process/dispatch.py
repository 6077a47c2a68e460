"""SOP step 8: the signed report leaves for Bagian Organisasi, is archived, and its receipt is confirmed."""

from dataclasses import dataclass
from uuid import UUID, uuid4

from sqlalchemy import select

from services.intake.domain import moves
from services.intake.domain.cycle import Output, Run, RunState
from services.intake.domain.errors import CommandRefused, GateNotOpen
from services.intake.domain.rights import Act, Person, managing_roles
from services.intake.domain.sop import StepKind
from services.intake.models import DispatchRecord, LetterRecord, PaperRecord
from services.intake.process.case import Case
from services.intake.process.history import KINERJA, Actor, write_line
from services.intake.process.keeping import keep
from services.intake.process.letters import SENT, SIGNED, letter_of
from services.intake.process.sending import leaving_papers, order_archive, send
from services.intake.process.tasks import StoredFile, add_files, cycle_of_task
from services.intake.repository.offices import event_office
from shared.delivery.work import Work
from shared.events.documents import LkjipArchived
from shared.events.intake import ReceiptConfirmed
from shared.events.notify import LkjipDispatched

BY_MAIL, BY_HAND = "e-mail", "tangan"


class LetterNotSigned(CommandRefused):
    """The Surat Pengantar does not bear its signature yet."""


class ScanMissing(CommandRefused):
    """A dispatch by hand needs the scan of the receipt or of the delivery book."""


class AddressMissing(CommandRefused):
    """A dispatch by mail needs the addressee's e-mail address."""


class ReceivedAlready(CommandRefused):
    """The receipt was confirmed before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sending:
    """How the report is sent. `scan` proves a dispatch by hand."""

    channel: str
    addressee: str
    email: str
    scan: StoredFile | None = None


def order_dispatch(work: Work, person: Person, task_id: UUID, sending: Sending) -> UUID:
    """Send the report and finish the task; returns the dispatch's id.

    Raises NotAllowed, LetterNotSigned, ScanMissing, AddressMissing, and what `moves.complete` raises.
    """
    case = Case.locked(work, cycle_of_task(work.session, task_id))
    done = moves.Completion(task_id=task_id, person_id=person.person_id, seen_hash=case.cycle.content_hash)
    outcome = moves.complete(case.cycle, done, case.setting())
    case.require(person, Act.FINISH_TASK, task_id)
    run, _ = case.cycle.find(task_id)
    letter = _signed_letter(case)
    dispatch = _keep(case, person, run, letter, sending)
    if sending.scan:
        add_files(work, person, task_id, (sending.scan,))
    keep(case, outcome, Actor.of(person))
    return dispatch.id


def send_again(work: Work, person: Person, cycle_id: UUID, email: str) -> None:
    """Send once more what could not be delivered, to an address that was put right.

    Raises NotAllowed, GateNotOpen when nothing is being sent, AddressMissing.
    """
    case = Case.locked(work, cycle_id)
    case.require(person, Act.MANAGE_DATA)
    run = _sending_run(case)
    before = work.session.scalars(
        select(DispatchRecord).where(DispatchRecord.run_id == run.id).order_by(DispatchRecord.ordered_at.desc())
    ).first()
    if before is None or before.failed is None:
        raise GateNotOpen
    letter = work.session.get_one(LetterRecord, before.letter_id)
    sending = Sending(channel=BY_MAIL, addressee=before.addressee, email=email)
    _keep(case, person, run, letter, sending)
    write_line(work, cycle_id, Actor.of(person), "dispatch_again", "Pengiriman diulang.", run=run)
    send(case, run)


def _sending_run(case: Case) -> Run:
    for run in case.cycle.open_runs():
        if case.cycle.step_of(run).kind is StepKind.KIRIM and run.state is RunState.PREPARING:
            return run
    raise GateNotOpen


def _signed_letter(case: Case) -> LetterRecord:
    letter = letter_of(case.work.session, case.cycle)
    if letter is None or letter.state not in {SIGNED, SENT} or not list(leaving_papers(case, letter)):
        raise LetterNotSigned
    return letter


def _keep(case: Case, person: Person, run: Run, letter: LetterRecord, sending: Sending) -> DispatchRecord:
    if sending.channel == BY_HAND and sending.scan is None:
        raise ScanMissing
    if sending.channel == BY_MAIL and "@" not in sending.email:
        raise AddressMissing
    dispatch = DispatchRecord(
        id=uuid4(),
        cycle_id=case.cycle.id,
        run_id=run.id,
        letter_id=letter.id,
        channel=sending.channel,
        addressee=sending.addressee or letter.addressee,
        email=sending.email if sending.channel == BY_MAIL else "",
        ordered_at=case.work.now(),
        ordered_by=person.person_id,
        scan=sending.scan.sha256 if sending.scan else None,
    )
    letter.state = SENT
    case.work.session.add(dispatch)
    case.work.session.flush()
    return dispatch


def dispatched(work: Work, event: LkjipDispatched) -> None:
    """The report has left, or its mail was given up; what left is archived with the whole cycle."""
    case = Case.locked(work, event.cycle_id)
    dispatch = work.session.get_one(DispatchRecord, event.dispatch_id)
    run = next(run for run in case.cycle.runs if run.id == dispatch.run_id)
    dispatch.sent_at, dispatch.failed = event.sent_at, event.failed
    if event.failed:
        text = f"Pengiriman kepada {dispatch.addressee} gagal."
        write_line(work, case.cycle.id, KINERJA, "dispatch_failed", text, run=run, reason=event.failed)
        return
    how = "lewat e-mail" if dispatch.channel == BY_MAIL else "secara langsung"
    text = f"{case.cycle.sop.subject} dikirim {how} kepada {dispatch.addressee}."
    write_line(work, case.cycle.id, KINERJA, "dispatched", text, run=run, content_hash=case.cycle.content_hash)
    order_archive(case, event)


def archived(work: Work, event: LkjipArchived) -> None:
    """The archive exists: the sending step is through."""
    case = Case.locked(work, event.cycle_id)
    dispatch = work.session.get_one(DispatchRecord, event.dispatch_id)
    work.session.add(
        PaperRecord(
            id=uuid4(),
            cycle_id=case.cycle.id,
            kind=event.paper.kind,
            owner=str(event.dispatch_id),
            name=event.paper.name,
            sha256=event.paper.sha256,
            content_hash=case.cycle.content_hash,
            arrived_at=work.now(),
            media_type=event.paper.media_type,
            amendment=case.cycle.amendment,
        )
    )
    write_line(work, case.cycle.id, KINERJA, "archived", f"Arsip tersimpan: {event.paper.name}.")
    keep(case, moves.output_ready(case.cycle, Output.ARCHIVE, str(dispatch.run_id), case.setting()), KINERJA)


def confirm_receipt(work: Work, dispatch_id: UUID, name: str, jabatan: str) -> None:
    """The addressee says that the report arrived; a later line of the history, whatever has become of the cycle.

    Raises LookupError for an unknown dispatch, ReceivedAlready.
    """
    dispatch = work.session.get(DispatchRecord, dispatch_id)
    if dispatch is None:
        raise LookupError(dispatch_id)
    case = Case.locked(work, dispatch.cycle_id)
    work.session.refresh(dispatch)
    if dispatch.received_at is not None:
        raise ReceivedAlready
    dispatch.received_at, dispatch.received_by, dispatch.received_jabatan = work.now(), name, jabatan
    actor = Actor(None, name, jabatan, "tautan")
    text = f"Penerimaan {case.cycle.sop.subject} dikonfirmasi {dispatch.addressee}."
    write_line(work, case.cycle.id, actor, "receipt_confirmed", text)
    managing = managing_roles(case.cycle.sop)
    work.publish(
        ReceiptConfirmed(
            cycle_id=case.cycle.id,
            dispatch_id=dispatch.id,
            office=event_office(case.office),
            subject_name=case.cycle.sop.subject,
            period=case.cycle.period,
            recipients=tuple(post.holder for post in case.posts if post.roles & managing),
            received_by=", ".join(part for part in (name, jabatan) if part),
            received_at=dispatch.received_at,
        )
    )
