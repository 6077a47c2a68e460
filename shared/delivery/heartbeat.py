"""A row that a process of a service keeps writing, so that others know that it runs and what it does."""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from prometheus_client import CollectorRegistry, generate_latest
from sqlalchemy import delete
from sqlalchemy.exc import SQLAlchemyError

from shared.clock import machine_now
from shared.database import Database
from shared.delivery.attempts import worker_name
from shared.delivery.records import HeartbeatRecord, Kind

log = logging.getLogger(__name__)

FORGOTTEN_AFTER = timedelta(minutes=10)
"""When the row of a process that was not seen is deleted; its figures are shown no longer."""


@dataclass(frozen=True, slots=True)
class Activity:
    """What a process does: when it last did something, and since when it has been at what it does now."""

    active_at: datetime
    busy_since: datetime | None = None


class Heartbeat:
    """Writes the row of the present process at once and then every `every_s` seconds, in a thread."""

    def __init__(
        self,
        database: Database,
        kind: Kind,
        every_s: float,
        *,
        activity: Callable[[], Activity] = lambda: Activity(machine_now()),
        registry: CollectorRegistry | None = None,
    ) -> None:
        self._database = database
        self._kind = kind
        self._every_s = every_s
        self._activity = activity
        self._registry = registry or CollectorRegistry()
        self._started_at = machine_now()
        self._stopping = threading.Event()

    def start(self) -> None:
        """Go on until the process ends or `stop` is called."""
        threading.Thread(target=self._beat_on, name="heartbeat", daemon=True).start()

    def stop(self) -> None:
        """Write no more."""
        self._stopping.set()

    def beat(self) -> None:
        """Write the row once, and forget the processes that have not been seen for long."""
        activity = self._activity()
        row = HeartbeatRecord(
            name=worker_name(),
            kind=self._kind,
            started_at=self._started_at,
            seen_at=machine_now(),
            active_at=activity.active_at,
            busy_since=activity.busy_since,
            figures=generate_latest(self._registry).decode(),
        )
        with self._database.write() as session:
            session.merge(row)
            session.execute(delete(HeartbeatRecord).where(HeartbeatRecord.seen_at < machine_now() - FORGOTTEN_AFTER))

    def _beat_on(self) -> None:
        while True:
            try:
                self.beat()
            except SQLAlchemyError as error:
                # Without its database the process is not well, and the row that grows old says so.
                log.warning("heartbeat not written", extra={"reason": type(error).__name__})
            if self._stopping.wait(self._every_s):
                return
