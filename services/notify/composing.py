"""From a notice to its letter. Here, and only here, link and code come into being; they are stored nowhere."""

from dataclasses import dataclass, field
from functools import singledispatchmethod
from uuid import UUID

from services.notify.domain import account_letters, dispatch_letters, record_letters, task_letters
from services.notify.domain.letter import Letter
from shared.events import intake
from shared.events.event import Event
from shared.events.parts import Paper, Person, TaskInfo
from shared.keys import link_code, one_time_code, receipt_code
from shared.settings import Settings


@dataclass(frozen=True)
class Composer:
    """Knows the installation's address and secret."""

    public_url: str
    secret_key: str = field(repr=False)

    @classmethod
    def of(cls, settings: Settings) -> "Composer":
        """The composer of these settings."""
        return cls(settings.public_url, settings.secret_key)

    @singledispatchmethod
    def letter(self, event: Event, recipient: Person) -> Letter:
        """The letter to one recipient; TypeError for an event of which nobody is told by mail."""
        raise TypeError(f"nobody is told of {event.name} by mail ({recipient.jabatan})")

    @letter.register
    def _(self, event: intake.TaskOpened, recipient: Person) -> Letter:
        return task_letters.opened(event.task, recipient, self._task_link(event.task, recipient))

    @letter.register
    def _(self, event: intake.TaskReturned, recipient: Person) -> Letter:
        link = self._task_link(event.task, recipient)
        return task_letters.returned(event.task, recipient, event.returned_by, event.reason, link)

    @letter.register
    def _(self, event: intake.TaskOverran, recipient: Person) -> Letter:
        return task_letters.overran(event.task, recipient, self._task_link(event.task, recipient))

    @letter.register
    def _(self, event: intake.StepOverran, recipient: Person) -> Letter:
        return task_letters.step_overran(event.task, recipient, event.late, self._board(event.task.cycle_id))

    @letter.register
    def _(self, event: intake.TaskReassigned, recipient: Person) -> Letter:
        link = self._task_link(event.task, recipient)
        return task_letters.reassigned(event.task, recipient, event.former, event.decree, link)

    @letter.register
    def _(self, event: intake.ReminderRequested, recipient: Person) -> Letter:
        return task_letters.reminder(event.task, recipient, event.asked_by, self._task_link(event.task, recipient))

    @letter.register
    def _(self, event: intake.ActRecordedFor, recipient: Person) -> Letter:
        return record_letters.act_recorded(event, recipient, self._board(event.task.cycle_id))

    @letter.register
    def _(self, event: intake.SubmissionReceived, recipient: Person) -> Letter:
        tracking = f"{self.public_url}/lacak?kode={event.tracking_code}"
        return record_letters.submission_receipt(event, recipient, tracking)

    @letter.register
    def _(self, event: intake.DispatchOrdered, recipient: Person) -> Letter:
        link = f"{self.public_url}/terima/{receipt_code(self.secret_key, event.dispatch_id)}"
        return dispatch_letters.dispatch(event, recipient, link)

    @letter.register
    def _(self, event: intake.ReceiptConfirmed, recipient: Person) -> Letter:
        return dispatch_letters.receipt_confirmed(event, recipient, self._board(event.cycle_id))

    @letter.register
    def _(self, event: intake.CycleCancelled, recipient: Person) -> Letter:
        name = f"{event.subject_name} {event.period}"
        board = self._board(event.cycle_id)
        return account_letters.cycle_cancelled(recipient, event.office, name, event.reason, board)

    @letter.register
    def _(self, event: intake.SignInCodeRequested, recipient: Person) -> Letter:
        code = one_time_code(self.secret_key, recipient.person_id, event.challenge_id)
        return account_letters.sign_in_code(recipient, event.office_name, code, event.expires_at)

    @letter.register
    def _(self, event: intake.AccountCodeRequested, recipient: Person) -> Letter:
        code = one_time_code(self.secret_key, recipient.person_id, event.challenge_id)
        return account_letters.account_code(event, code, f"{self.public_url}/undangan/{event.challenge_id}")

    def _task_link(self, task: TaskInfo, person: Person) -> str:
        code = link_code(self.secret_key, task.task_id, person.person_id, task.content_hash, task.link_issue)
        return f"{self.public_url}/buka/{code}"

    def _board(self, cycle_id: UUID) -> str:
        return f"{self.public_url}/siklus/{cycle_id}"


def attachments_of(event: Event) -> tuple[Paper, ...]:
    """The papers that go with the mail about an event."""
    match event:
        case intake.TaskOpened(task=task) | intake.TaskReturned(task=task):
            return task.attachments
        case intake.DispatchOrdered(papers=papers):
            return papers
    return ()
