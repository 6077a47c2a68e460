"""What happens to facts that people are told of: a notice for each mail, and a note of what has ended."""

from datetime import datetime
from uuid import UUID, uuid5

from services.notify import repository
from services.notify.domain.kinds import Ending, NoticeKind
from services.notify.models import NoticeRecord, NoticeState
from shared.clock import machine_now
from shared.delivery.work import Work
from shared.events.event import Event
from shared.events.intake import (
    CycleCancelled,
    SignInCodeRequested,
    StepOverran,
    TaskCompleted,
    TaskEvent,
    TaskOpened,
    TaskOverran,
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
