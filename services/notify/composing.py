"""From a notice to its letter. Here, and only here, link and code come into being; they are stored nowhere."""

from dataclasses import dataclass, field
from uuid import UUID

from services.notify.domain import account_letters, task_letters
from services.notify.domain.letter import Letter
from shared.events import intake
from shared.events.event import Event
from shared.events.parts import Person, TaskInfo
from shared.keys import link_code, one_time_code
from shared.settings import Settings


@dataclass(frozen=True, slots=True)
class Composer:
    """Knows the installation's address and secret."""

    public_url: str
    secret_key: str = field(repr=False)

    @classmethod
    def of(cls, settings: Settings) -> "Composer":
        """The composer of these settings."""
        return cls(settings.public_url, settings.secret_key)

    def letter(self, event: Event, recipient: Person) -> Letter:
        """The letter to one recipient; TypeError for an event of which nobody is told by mail."""
        match event:
            case intake.TaskOpened(task=task):
                return task_letters.opened(task, recipient, self._task_link(task, recipient))
            case intake.TaskReturned(task=task, returned_by=by, reason=reason):
                return task_letters.returned(task, recipient, by, reason, self._task_link(task, recipient))
            case intake.TaskOverran(task=task):
                return task_letters.overran(task, recipient, self._task_link(task, recipient))
            case intake.StepOverran(task=task, late=late):
                return task_letters.step_overran(task, recipient, late, self._board(task.cycle_id))
            case intake.CycleCancelled():
                name = f"{event.subject_name} {event.period}"
                board = self._board(event.cycle_id)
                return account_letters.cycle_cancelled(recipient, event.office, name, event.reason, board)
            case intake.SignInCodeRequested():
                code = one_time_code(self.secret_key, recipient.person_id, event.challenge_id)
                return account_letters.sign_in_code(recipient, event.office_name, code, event.expires_at)
        raise TypeError(f"nobody is told of {event.name} by mail")

    def _task_link(self, task: TaskInfo, person: Person) -> str:
        code = link_code(self.secret_key, task.task_id, person.person_id, task.content_hash, task.link_issue)
        return f"{self.public_url}/buka/{code}"

    def _board(self, cycle_id: UUID) -> str:
        return f"{self.public_url}/siklus/{cycle_id}"
