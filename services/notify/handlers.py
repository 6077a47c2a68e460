"""What happens to facts that people are told of: a notice for each mail, and a note of what has ended."""

from datetime import datetime
from uuid import UUID, uuid5

from services.notify import repository
from services.notify.dispatching import BY_MAIL, dispatched
from services.notify.domain.kinds import Ending, NoticeKind
from services.notify.models import NoticeRecord, NoticeState
from shared.clock import machine_now
from shared.delivery.work import Work
from shared.events.event import Event
from shared.events.intake import (
    AccountCodeRequested,
    ActRecordedFor,
    CycleCancelled,
    DispatchOrdered,
    ReceiptConfirmed,
    ReminderRequested,
    SignInCodeRequested,
    StepOverran,
    SubmissionReceived,
    TaskCompleted,
    TaskEvent,
    TaskOpened,
    TaskOverran,
    TaskReassigned,
    TaskReturned,
    TaskWithdrawn,
)
from shared.events.parts import Person
from shared.events.wire import to_wire


class Notices:
    """Writes notices. `mail_domain` ends their Message-IDs, which are the same however often an event is handled."""

    def __init__(self, mail_domain: str) -> None:
        self._mail_domain = mail_domain

    def task_opened(self, work: Work, event: TaskOpened) -> None:
        """Tell the holder that it is their turn."""
        self._about_task(work, event, NoticeKind.TASK_OPENED)

    def task_returned(self, work: Work, event: TaskReturned) -> None:
        """Tell the holder that the work came back."""
        self._about_task(work, event, NoticeKind.TASK_RETURNED)

    def task_overran(self, work: Work, event: TaskOverran) -> None:
        """Tell the holder that the standard time is used up."""
        self._about_task(work, event, NoticeKind.TASK_OVERRAN)

    def step_overran(self, work: Work, event: StepOverran) -> None:
        """Tell the role the SOP names who is still awaited. It is about the run: no single task ends it."""
        notice = self._add(work, event, NoticeKind.TASK_OVERRAN, event.recipient)
        notice.cycle_id = event.task.cycle_id
        notice.step, notice.run, notice.role = event.task.step, event.task.run, event.task.role

    def sign_in_code_requested(self, work: Work, event: SignInCodeRequested) -> None:
        """Mail the code, which is derived from the challenge when the mail is written."""
        self._add(work, event, NoticeKind.SIGN_IN_CODE, event.person, useful_until=event.expires_at)

    def cycle_cancelled(self, work: Work, event: CycleCancelled) -> None:
        """Tell all who worked in the cycle; what still waits to be asked of them is not sent."""
        for recipient in event.recipients:
            self._add(work, event, NoticeKind.CYCLE_CANCELLED, recipient).cycle_id = event.cycle_id
        work.session.flush()
        repository.note_end(work.session, event.subject, Ending.WITHDRAWN)
        repository.withdraw(work.session, Ending.WITHDRAWN, NoticeRecord.cycle_id == event.cycle_id)

    def task_reassigned(self, work: Work, event: TaskReassigned) -> None:
        """Tell who now holds an open task."""
        self._about_task(work, event, NoticeKind.TASK_REASSIGNED)

    def reminder_requested(self, work: Work, event: ReminderRequested) -> None:
        """Ask the holder once more, because a person pressed a button."""
        self._about_task(work, event, NoticeKind.REMINDER)

    def act_recorded_for(self, work: Work, event: ActRecordedFor) -> None:
        """Tell a person what was recorded in their name. It is no request: the task's end does not make it moot."""
        notice = self._add(work, event, NoticeKind.ACT_RECORDED, event.task.holder)
        notice.cycle_id = event.task.cycle_id
        notice.step, notice.run, notice.role = event.task.step, event.task.run, event.task.role

    def submission_received(self, work: Work, event: SubmissionReceived) -> None:
        """Receipt: what was understood goes back to who sent it."""
        if event.task is None or event.submitted_by is None:
            return
        notice = self._add(work, event, NoticeKind.SUBMISSION_RECEIPT, event.submitted_by)
        notice.cycle_id = event.cycle_id
        notice.step, notice.run, notice.role = event.task.step, event.task.run, event.task.role

    def account_code_requested(self, work: Work, event: AccountCodeRequested) -> None:
        """Mail an invitation, or the code for a new password."""
        self._add(work, event, NoticeKind.ACCOUNT_CODE, event.person, useful_until=event.expires_at)

    def receipt_confirmed(self, work: Work, event: ReceiptConfirmed) -> None:
        """Tell those who sent the report that it has arrived."""
        for recipient in event.recipients:
            self._add(work, event, NoticeKind.RECEIPT_CONFIRMED, recipient).cycle_id = event.cycle_id

    def dispatch_ordered(self, work: Work, event: DispatchOrdered) -> None:
        """Send the report by mail; what went by hand is only reported back, with the ledger."""
        if event.channel != BY_MAIL:
            work.publish(dispatched(work.session, event, event.ordered_at))
            return
        addressee = Person(person_id=event.dispatch_id, name="", jabatan=event.addressee, email=event.email)
        notice = self._add(work, event, NoticeKind.DISPATCH, addressee)
        notice.cycle_id = event.cycle_id
        notice.step, notice.run, notice.role = event.task.step, event.task.run, event.task.role

    def _about_task(self, work: Work, event: TaskEvent, kind: NoticeKind) -> None:
        task = event.task
        notice = self._add(work, event, kind, task.holder)
        notice.cycle_id, notice.task_id = task.cycle_id, task.task_id
        notice.step, notice.run, notice.role = task.step, task.run, task.role

    def _add(
        self, work: Work, event: Event, kind: NoticeKind, recipient: Person, useful_until: datetime | None = None
    ) -> NoticeRecord:
        now = machine_now()
        notice_id = _notice_id(work, recipient)
        notice = NoticeRecord(
            id=notice_id,
            message_id=f"<{notice_id}@{self._mail_domain}>",
            kind=kind,
            event_type=event.name,
            event_version=event.version,
            event_id=work.causation,
            trace=work.trace,
            data=to_wire(event),
            person_id=recipient.person_id,
            name=recipient.name,
            jabatan=recipient.jabatan,
            address=recipient.email,
            state=NoticeState.DUE,
            next_attempt_at=now,
            useful_until=useful_until,
            created_at=now,
        )
        work.session.add(notice)
        return notice


def task_completed(work: Work, event: TaskCompleted) -> None:
    """What asks for the task to be done is not sent any more."""
    _task_ended(work, event, Ending.COMPLETED)


def task_withdrawn(work: Work, event: TaskWithdrawn) -> None:
    """Nothing about the task is sent any more."""
    _task_ended(work, event, Ending.WITHDRAWN)


def _task_ended(work: Work, event: TaskEvent, ending: Ending) -> None:
    repository.note_end(work.session, event.subject, ending)
    repository.withdraw(work.session, ending, NoticeRecord.task_id == event.task.task_id)


def _notice_id(work: Work, recipient: Person) -> UUID:
    if work.causation is None:
        raise ValueError("a notice needs the id of the event it tells of")
    return uuid5(work.causation, str(recipient.person_id))
