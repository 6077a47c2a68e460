"""The relay: takes due deliveries from the outbox to the broker, and acknowledgements back to the publishers."""

import logging
import time
from collections.abc import Iterator
from uuid import UUID

import redis
from kombu.exceptions import KombuError
from prometheus_client import CollectorRegistry

from shared.database import Database
from shared.delivery import inbox, outbox
from shared.delivery.broker import ACKNOWLEDGE, RECEIVE, Sender, celery_app
from shared.delivery.epoch import check_epoch
from shared.delivery.figures import RelayFigures
from shared.delivery.nudge import nudge_key
from shared.delivery.queues import acknowledgements_queue, events_queue, oldest_sent_at, redis_client
from shared.events.about import log_ids
from shared.events.routes import subscribers_of
from shared.settings import Settings

log = logging.getLogger(__name__)

BROKER_ERRORS = (redis.RedisError, KombuError, OSError)
BATCH = 100
_WAIT_S = 1.0
BESIDE_S = 0.25
"""How often, at most, acknowledgements are sent and the broker's memory is looked at: nobody waits for either, and
under load one look serves many events."""


class Relay:
    """One service's relay. Several at once are safe: a delivery is claimed in the database."""

    def __init__(
        self,
        service: str,
        settings: Settings,
        database: Database,
        *,
        beside_s: float = BESIDE_S,
        figures: RelayFigures | None = None,
    ) -> None:
        self._service = service
        self._database = database
        self._resend = settings.resend
        self._client = redis_client(settings)
        self._sender = Sender(celery_app(service, settings))
        self._subscribers = subscribers_of(service)
        self._beside_s = beside_s
        self._beside_due = 0.0
        self._figures = figures or RelayFigures(CollectorRegistry())

    def wait(self) -> None:
        """Wait for a nudge, a second at most."""
        self._client.blpop([nudge_key(self._service)], timeout=_WAIT_S)

    def run_once(self) -> int:
        """Send everything that is due; returns how many messages left. Raises BROKER_ERRORS."""
        return self._look_beside() + sum(self._send_batches())

    def _look_beside(self) -> int:
        if time.monotonic() < self._beside_due:
            return 0
        if self._resend:
            self._notice_lost_memory()
        sent = self._send_acknowledgements()
        self._beside_due = time.monotonic() + self._beside_s
        return sent

    def _notice_lost_memory(self) -> None:
        if check_epoch(self._service, self._database, self._client):
            self._figures.memory_lost.inc()
            log.warning("broker had lost its memory; sending again", extra={"service": self._service})

    def _send_batches(self) -> Iterator[int]:
        while self._anything_due():
            oldest = {name: oldest_sent_at(self._client, events_queue(name)) for name in self._subscribers}
            with self._database.write() as session:
                due = outbox.claim_due(session, oldest, BATCH, resend=self._resend)
            if due:
                self._send(due)
            yield len(due)
            if len(due) < BATCH:
                return

    def _anything_due(self) -> bool:
        # A look without a lock: on SQLite every claim would stop all other writers for a moment.
        with self._database.read() as session:
            return outbox.anything_due(session)

    def _send(self, due: list[outbox.DueDelivery]) -> None:
        sent: list[outbox.DueDelivery] = []
        try:
            for delivery in due:
                sent_at = self._sender.send(events_queue(delivery.subscriber), RECEIVE, delivery.envelope)
                sent.append(delivery)
                self._note_sent(delivery)
        finally:
            with self._database.write() as session:
                if sent:
                    outbox.note_sent(session, _keys(sent), sent_at)
                outbox.note_unsent(session, _keys(due[len(sent) :]))

    def _note_sent(self, delivery: outbox.DueDelivery) -> None:
        self._figures.note_sent(delivery.subscriber, delivery.sends)
        word = "event sent" if delivery.sends == 1 else "event sent again"
        sending = {"subscriber": delivery.subscriber, "sends": delivery.sends}
        log.info(word, extra={**log_ids(delivery.envelope), **sending})

    def _send_acknowledgements(self) -> int:
        with self._database.read() as session:
            due = inbox.unacknowledged(session)
        for publisher, event_ids in due.items():
            ids = [str(event_id) for event_id in event_ids]
            self._sender.send(acknowledgements_queue(publisher), ACKNOWLEDGE, self._service, ids)
            with self._database.write() as session:
                inbox.note_acknowledged(session, event_ids)
        return sum(len(event_ids) for event_ids in due.values())


def _keys(deliveries: list[outbox.DueDelivery]) -> list[tuple[UUID, str]]:
    return [(delivery.event_id, delivery.subscriber) for delivery in deliveries]
