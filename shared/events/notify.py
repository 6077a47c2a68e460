"""What notify tells: mails that left."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from shared.events.event import Event
from shared.events.parts import MailLine


@dataclass(frozen=True, slots=True, kw_only=True)
class LkjipDispatched(Event):
    """The dispatch was accepted by the mail server, or went by hand; `mails` is the cycle's ledger at that moment.

    `failed` says in Indonesian why the mail was given up; `sent_at` is then None.
    """

    name: ClassVar[str] = "notify.lkjip_dispatched"
    cycle_id: UUID
    dispatch_id: UUID
    sent_at: datetime | None
    failed: str | None
    mails: tuple[MailLine, ...]

    @property
    def subject(self) -> str:
        return f"dispatch/{self.dispatch_id}/sent"
