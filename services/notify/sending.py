"""Sending one notice: lease and commit, speak SMTP outside any transaction, commit the result, say goodbye.

A worker that dies in between leaves a lease that lapses; the mail is then sent again under the same Message-ID.
Whether the server had taken the first copy cannot be known: SMTP allows no better.
"""

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from services.notify import leases, repository
from services.notify.composing import Composer, attachments_of
from services.notify.dispatching import dispatched
from services.notify.domain.kinds import NoticeKind
from services.notify.leases import Leased
from services.notify.message import AddressUnusable, Writer
from services.notify.models import OPEN_STATES, NoticeRecord, NoticeState
from services.notify.smtp import MailServer, Outcome
from shared.clock import Clock, machine_now
from shared.database import Database
from shared.delivery.work import Work
from shared.events.about import new_trace
from shared.events.intake import DispatchOrdered
from shared.files import FileStore
from shared.logs import Ids, logged_about

log = logging.getLogger(__name__)


class Sending:
    """The worker's task. `limit` is how long a conversation may take; a lease holds half as long again."""

    def __init__(
        self,
        database: Database,
        composer: Composer,
        writer: Writer,
        server: MailServer,
        *,
        clock: Clock,
        files: FileStore,
        limit: timedelta,
    ) -> None:
        self._database = database
        self._clock = clock
        self._files = files
        self._composer = composer
        self._writer = writer
        self._server = server
        self._limit = limit

    def send_notice(self, notice_id: str, conversations: int) -> None:
        """Send one queued notice, unless it was sent, withdrawn or taken up by another worker meanwhile."""
        # Counted from before the lease: whatever holds us up, the conversation ends before the lease does.
        deadline = time.monotonic() + self._limit.total_seconds()
        with self._closing(UUID(notice_id)) as session:
            leased = leases.lease(session, UUID(notice_id), conversations, self._limit * 1.5)
        if leased is None:
            return
        with logged_about(_ids_of(leased)):
            with self._conversation(leased, deadline) as outcome, self._closing(leased.notice_id) as session:
                noted = _note(session, leased, outcome)
            _log(leased, outcome, noted=noted)

    @contextmanager
    def _closing(self, notice_id: UUID) -> Iterator[Session]:
        """A unit of work that may close a notice; the end of a dispatch is told in the same transaction."""
        with self._database.write() as session:
            was_open = repository.is_open(session, notice_id)
            yield session
            row = session.get(NoticeRecord, notice_id)
            if was_open and row is not None and row.kind == NoticeKind.DISPATCH and row.state not in OPEN_STATES:
                self._tell_dispatch(session, row)

    def _tell_dispatch(self, session: Session, row: NoticeRecord) -> None:
        session.flush()
        event = repository.event_of(row)
        if isinstance(event, DispatchOrdered):
            sent_at = self._clock.now() if row.state == NoticeState.SENT else None
            Work(session, self._clock, trace=row.trace or new_trace()).publish(dispatched(session, event, sent_at))

    @contextmanager
    def _conversation(self, leased: Leased, deadline: float) -> Iterator[Outcome]:
        written = self._written(leased)
        if isinstance(written, Outcome):
            yield written
            return
        sender, recipient = self._writer.mail_from, leased.recipient.email
        with self._server.conversation(written, sender, recipient, deadline) as outcome:
            yield outcome

    def _written(self, leased: Leased) -> bytes | Outcome:
        """The mail; an outcome where there can be none."""
        try:
            letter = self._composer.letter(leased.event, leased.recipient)
            attachments = [(paper, self._files.get(paper.sha256)) for paper in attachments_of(leased.event)]
            return self._writer.mail(leased, letter, machine_now(), attachments)
        except AddressUnusable:
            return Outcome("refused", "AddressUnusable")
        except Exception as error:  # a mail that cannot be written must not end the worker: the ledger shows it
            log.exception("mail could not be written")
            return Outcome("deferred", type(error).__name__, is_configuration=True)


def _note(session: Session, leased: Leased, outcome: Outcome) -> bool:
    if outcome.result == "accepted":
        return leases.note_sent(session, leased)
    if outcome.result == "refused":
        return leases.note_refused(session, leased, outcome.error)
    return leases.note_deferred(session, leased, _error(outcome))


def _error(outcome: Outcome) -> str:
    return f"configuration: {outcome.error}" if outcome.is_configuration else outcome.error


def _ids_of(leased: Leased) -> Ids:
    return {
        "notice_id": leased.notice_id,
        "event_id": leased.event_id,
        "trace_id": leased.trace,
        "cycle_id": leased.cycle_id,
    }


def _log(leased: Leased, outcome: Outcome, *, noted: bool) -> None:
    level = logging.ERROR if outcome.is_configuration else logging.INFO
    log.log(
        level,
        "mail %s",
        outcome.result,
        extra={
            "kind": leased.kind,
            "conversation": leased.conversation,
            "error": outcome.error,
            "setting": "KINERJA_SMTP_URL" if outcome.is_configuration else None,
            "lease_lost": not noted,
        },
    )
