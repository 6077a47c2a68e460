"""The wiring of notify."""

from datetime import timedelta
from typing import Any

from services.notify.composing import Composer
from services.notify.consumers import consumers
from services.notify.message import Writer
from services.notify.schedule import JOBS, SEND_NOTICE
from services.notify.sending import Sending
from services.notify.smtp import MailServer
from shared.database import Database
from shared.files import FileStore
from shared.service import Service, database_and_clock
from shared.settings import Settings, SettingsInvalid

NAME = "notify"


def service(settings: Settings) -> Service:
    """Notify with its database, consumers, the send job and the ledger; SettingsInvalid for an unusable sender."""
    database, clock = database_and_clock(NAME, settings)
    domain = _mail_domain(settings.mail_from)
    sending = Sending(
        database,
        Composer.of(settings),
        Writer(mail_from=settings.mail_from, is_demo=settings.is_demo),
        MailServer.from_url(settings.smtp_url, hello=domain),
        clock=clock,
        files=FileStore(settings.files),
        limit=timedelta(seconds=settings.handler_limit_s),
    )
    return Service(
        name=NAME,
        database=database,
        clock=clock,
        consumers=consumers(domain),
        jobs=JOBS,
        tasks={SEND_NOTICE: sending.send_notice},
        api=lambda: _api(database, settings),
    )


def _api(database: Database, settings: Settings) -> Any:
    # Loaded here: only the process that serves it needs Flask.
    from services.notify.api import create_app

    return create_app(database, settings.secret_key)


def _mail_domain(mail_from: str) -> str:
    user, _, domain = mail_from.rpartition("@")
    if not user or not domain or not mail_from.isascii() or set(mail_from) & set(' <>,"\r\n'):
        raise SettingsInvalid(
            [f"KINERJA_MAIL_FROM is {mail_from!r}; it takes an address such as kinerja@example.go.id"]
        )
    return domain
