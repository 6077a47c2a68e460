"""Notify as its worker and its scheduler meet it, driven by hand: events in, notices due, mails out."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import select

from services.notify.app import service
from services.notify.models import NoticeRecord
from services.notify.schedule import SEND_NOTICE, claim_due_notices
from shared.delivery.consumer import Receiver
from shared.events.envelope import wrap
from shared.events.event import Event
from shared.files import FileStore
from shared.service import Service
from shared.settings import SERVICES, Settings, read_settings

SECRET = "rahasia-untuk-uji-yang-cukup-panjang-sekali"


def settings_for(database_url: str, smtp_url: str, data: Path) -> Settings:
    environ = {
        "KINERJA_DATA": str(data),
        "KINERJA_REDIS_URL": "redis://127.0.0.1:1",
        "KINERJA_SMTP_URL": smtp_url,
        "KINERJA_MAIL_FROM": "kinerja@kantor.example",
        "KINERJA_PUBLIC_URL": "https://kinerja.example",
        "KINERJA_SECRET_KEY": SECRET,
    }
    for name in SERVICES:
        environ[f"KINERJA_DATABASE_URL_{name.upper()}"] = database_url
        environ[f"KINERJA_API_URL_{name.upper()}"] = "http://127.0.0.1:1"
    return read_settings(environ)


class NotifyOffice:
    """One notify service on a database of its own."""

    def __init__(self, wiring: Service, files: FileStore) -> None:
        self.service = wiring
        self.files = files
        self.database = wiring.database
        self._receiver = Receiver(wiring.database, wiring.clock, wiring.consumers, handler_limit=timedelta(seconds=10))

    def hears(self, *events: Event) -> None:
        """Let the events arrive in this order."""
        for event in events:
            self.hears_message(wrap(event).to_json())

    def hears_message(self, message: dict[str, Any]) -> None:
        """Let a message arrive as it stands on the wire."""
        self._receiver.receive(message)

    def hears_twice(self, event: Event) -> None:
        """Let one and the same envelope arrive twice."""
        envelope = wrap(event).to_json()
        self._receiver.receive(envelope)
        self._receiver.receive(envelope)

    def queue(self) -> list[tuple[str, int]]:
        """What the scheduler hands to the workers at this moment."""
        return claim_due_notices(self.database, self.service.clock)

    @property
    def send(self) -> Callable[..., None]:
        """The worker's task."""
        return self.service.tasks[SEND_NOTICE]

    def work(self) -> int:
        """One look of the scheduler, and the workers' doing; returns how many notices were queued."""
        queued = self.queue()
        for arguments in queued:
            self.send(*arguments)
        return len(queued)

    def notices(self) -> list[NoticeRecord]:
        with self.database.read() as session:
            return list(session.scalars(select(NoticeRecord).order_by(NoticeRecord.created_at, NoticeRecord.id)))

    def notice(self) -> NoticeRecord:
        (notice,) = self.notices()
        return notice

    def pass_time(self, **amount: Any) -> None:
        """Move the machine's time on, as far as notices can tell."""
        with self.database.write() as session:
            for row in session.scalars(select(NoticeRecord)):
                for name in ("next_attempt_at", "leased_until", "created_at", "useful_until"):
                    if (at := getattr(row, name)) is not None:
                        setattr(row, name, at - timedelta(**amount))


@contextmanager
def notify_office(database_url: str, smtp_url: str, data: Path) -> Iterator[NotifyOffice]:
    """Notify, wired as its processes wire it."""
    settings = settings_for(database_url, smtp_url, data)
    wiring = service(settings)
    try:
        yield NotifyOffice(wiring, FileStore(settings.files))
    finally:
        wiring.database.dispose()
