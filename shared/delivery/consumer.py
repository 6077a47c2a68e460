"""Consuming in two transactions: store and claim, then handle. An error is written in a third."""

import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from marshmallow import ValidationError
from prometheus_client import CollectorRegistry

from shared.clock import Clock
from shared.database import Database
from shared.delivery import attempts, inbox
from shared.delivery.figures import Outcome, ReceiverFigures
from shared.delivery.records import InboxRecord, InboxState
from shared.delivery.work import Work
from shared.events.about import log_ids, new_trace
from shared.events.envelope import Envelope, EventUnknown, envelope_from_json, unwrap
from shared.events.event import Event
from shared.events.routes import EVENTS
from shared.logs import logged_about

log = logging.getLogger(__name__)

NOBODY = "nobody"
"""The handler's name in the rows of events that no handler here knows."""


class NotYetKnown(Exception):
    """The event refers to something this service has not heard of yet. `subject` names it; the event is parked."""

    def __init__(self, subject: str) -> None:
        super().__init__(subject)
        self.subject = subject


class Mode(StrEnum):
    """`latest`: copies a state, the highest revision wins. `each`: acts on a fact, every event once, in any order."""

    LATEST = "latest"
    EACH = "each"


@dataclass(frozen=True, slots=True)
class Consumer:
    """One handler of one event.

    `record(work, event)` runs inside the transaction. With `prepare(event) -> result`, slow repeatable work
    (rendering, files) runs before it, outside any transaction, and `record(work, event, result)` writes it down.
    `handler` is the name in the rows: renaming it makes old events new.
    """

    handler: str
    event: type[Event]
    mode: Mode
    record: Callable[..., None]
    prepare: Callable[[Any], Any] | None = None


class Receiver:
    """Takes a service's messages from the broker to its handlers."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        consumers: tuple[Consumer, ...],
        *,
        handler_limit: timedelta,
        figures: ReceiverFigures | None = None,
    ) -> None:
        self._database = database
        self._clock = clock
        self._consumers: Mapping[str, Consumer] = {consumer.handler: consumer for consumer in consumers}
        self._lease_for = attempts.lease_for(handler_limit)
        self._figures = figures or ReceiverFigures(CollectorRegistry())

    def receive(self, message: dict[str, Any]) -> None:
        """Keep the event, then handle it once per handler that is new to it."""
        envelope = envelope_from_json(message)
        names = self._handlers_of(envelope)
        with self._database.write() as session:
            if not names:
                inbox.store_dead(session, envelope, NOBODY, f"no handler here knows {envelope.type}")
            claims = inbox.store(session, envelope, names, self._lease_for) if names else []
        self._figures.received.inc()
        if names and not claims:
            self._figures.duplicates.inc()
            log.info("event came again", extra=log_ids(message))
        for claim in claims:
            self._handle(claim, envelope)

    def _handlers_of(self, envelope: Envelope) -> list[str]:
        kind = EVENTS.get(envelope.type)
        return [consumer.handler for consumer in self._consumers.values() if consumer.event is kind]

    def attempt(self, event_id: UUID, handler: str) -> None:
        """Try a stored event again: its lease lapsed, its back-off is over, or what it waited for may be here."""
        with self._database.write() as session:
            claim = attempts.claim_again(session, event_id, handler, self._lease_for)
            row = session.get(InboxRecord, (event_id, handler))
            envelope = envelope_from_json(row.envelope) if claim and row else None
        if claim and envelope:
            self._handle(claim, envelope)

    def _handle(self, claim: attempts.Claim, envelope: Envelope) -> None:
        began = time.monotonic()
        with logged_about({**log_ids(envelope.to_json()), "handler": claim.handler}):
            outcome = self._try(claim, envelope)
            seconds = time.monotonic() - began
            log.info("event %s", outcome, extra={"ms": round(seconds * 1000)})
        self._figures.note_attempt(claim.handler, outcome, seconds, envelope.time)

    def _try(self, claim: attempts.Claim, envelope: Envelope) -> Outcome:
        try:
            self._run(claim, envelope)
        except NotYetKnown as missing:
            with self._database.write() as session:
                if row := attempts.locked_if_mine(session, claim):
                    attempts.park(row, missing.subject)
            return Outcome.PARKED
        except Exception as error:  # the row keeps the error: a handler's failure must not end the worker
            log.exception("handler failed")
            self._note_failure(claim, error)
            return Outcome.FAILED
        return Outcome.DONE

    def _run(self, claim: attempts.Claim, envelope: Envelope) -> None:
        if claim.handler == NOBODY and (names := self._handlers_of(envelope)):
            self._hand_out(claim, envelope, names)
            return
        consumer = self._consumers.get(claim.handler)
        if consumer is None:
            raise EventUnknown(f"this deploy has no handler {claim.handler}")
        event = unwrap(envelope)
        result = (consumer.prepare(event),) if consumer.prepare else ()
        with self._database.write() as session:
            row = attempts.locked_if_mine(session, claim)
            if row is None:
                return
            state = InboxState.SUPERSEDED
            if consumer.mode is Mode.EACH or inbox.is_news(session, claim.handler, envelope.subject, envelope.revision):
                work = Work(session, self._clock, envelope.id, envelope.trace or new_trace(), claim.handler)
                consumer.record(work, event, *result)
                state = InboxState.HANDLED
            attempts.finish(session, row, state)

    def _hand_out(self, claim: attempts.Claim, envelope: Envelope, names: list[str]) -> None:
        """Give an event that nobody knew when it came, and that was brought back, to those who know it now."""
        with self._database.write() as session:
            row = attempts.locked_if_mine(session, claim)
            claims = inbox.store(session, envelope, names, self._lease_for) if row else []
            if row:
                attempts.finish(session, row, InboxState.HANDLED)
        for each in claims:
            self._handle(each, envelope)

    def _note_failure(self, claim: attempts.Claim, error: Exception) -> None:
        with self._database.write() as session:
            row = attempts.locked_if_mine(session, claim)
            if row is None:
                return
            text = f"{type(error).__name__}: {error}"
            attempts.note_error(row, text)
            if isinstance(error, EventUnknown | ValidationError):
                attempts.bury(row, text)
