"""Sending one notice: lease and commit, speak SMTP outside any transaction, commit the result.

A worker that dies in between leaves a lease that lapses; the mail is then sent again under the same Message-ID.
Whether the server had taken the first copy cannot be known: SMTP allows no better.
"""

import logging
import time
from datetime import timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from services.notify import repository
from services.notify.composing import Composer
from services.notify.message import AddressUnusable, Writer
from services.notify.repository import Leased
from services.notify.smtp import MailServer, Outcome
from shared.clock import machine_now
from shared.database import Database

log = logging.getLogger(__name__)


class Sending:
    """The worker's task. `limit` is how long a conversation may take; a lease holds half as long again."""

    def __init__(
        self, database: Database, composer: Composer, writer: Writer, server: MailServer, *, limit: timedelta
    ) -> None:
        self._database = database
        self._composer = composer
        self._writer = writer
        self._server = server
        self._limit = limit

    def send_notice(self, notice_id: str, conversations: int) -> None:
        """Send one queued notice, unless it was sent, withdrawn or taken up by another worker meanwhile."""
        # Counted from before the lease: whatever holds us up, the conversation ends before the lease does.
        deadline = time.monotonic() + self._limit.total_seconds()
        with self._database.write() as session:
            leased = repository.lease(session, UUID(notice_id), conversations, self._limit * 1.5)
        if leased is None:
            return
        outcome = self._converse(leased, deadline)
        with self._database.write() as session:
            noted = _note(session, leased, outcome)
        _log(leased, outcome, noted=noted)

    def _converse(self, leased: Leased, deadline: float) -> Outcome:
        try:
            letter = self._composer.letter(leased.event, leased.recipient)
            mail = self._writer.mail(leased, letter, machine_now())
        except AddressUnusable:
            return Outcome("refused", "AddressUnusable")
        except Exception as error:  # a mail that cannot be written must not end the worker: the ledger shows it
            log.exception("mail could not be written", extra={"notice_id": str(leased.notice_id)})
            return Outcome("deferred", type(error).__name__, is_configuration=True)
        return self._server.deliver(mail, self._writer.mail_from, leased.recipient.email, deadline)


def _note(session: Session, leased: Leased, outcome: Outcome) -> bool:
    if outcome.result == "accepted":
        return repository.note_sent(session, leased)
    if outcome.result == "refused":
        return repository.note_refused(session, leased, outcome.error)
    return repository.note_deferred(session, leased, _error(outcome))


def _error(outcome: Outcome) -> str:
    return f"configuration: {outcome.error}" if outcome.is_configuration else outcome.error


def _log(leased: Leased, outcome: Outcome, *, noted: bool) -> None:
    level = logging.ERROR if outcome.is_configuration else logging.INFO
    log.log(
        level,
        "mail %s",
        outcome.result,
        extra={
            "notice_id": str(leased.notice_id),
            "kind": leased.kind,
            "conversation": leased.conversation,
            "error": outcome.error,
            "setting": "KINERJA_SMTP_URL" if outcome.is_configuration else None,
            "lease_lost": not noted,
        },
    )
