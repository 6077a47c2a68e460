"""What a service does by the clock: a plain loop over a table of (name, interval, function).

Several schedulers at once are harmless, because every job claims its work in the database.
"""

import logging
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from shared.clock import Clock
from shared.database import Database
from shared.delivery import attempts
from shared.delivery.broker import ATTEMPT, Sender
from shared.delivery.queues import events_queue

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Job:
    """Database work done every `interval_s` seconds; returns how much was done."""

    name: str
    interval_s: float
    run: Callable[[Database, Clock], int]


@dataclass(frozen=True, slots=True)
class Dispatch:
    """Rows that are due for the service's own workers: `claim` moves them on and gives the task's arguments."""

    name: str
    interval_s: float
    task: str
    claim: Callable[[Database, Clock], Iterable[tuple[Any, ...]]]


def _claim_attempts(database: Database, _clock: Clock) -> list[tuple[str, str]]:
    with database.read() as session:
        if not attempts.anything_due(session):
            return []
    with database.write() as session:
        return [(str(event_id), handler) for event_id, handler in attempts.claim_due_attempts(session)]


ATTEMPTS = Dispatch("attempts", 1, ATTEMPT, _claim_attempts)
"""Every service has it: stored events whose lease lapsed or whose next attempt is due."""


class Scheduler:
    """Runs each job when its interval is over."""

    def __init__(
        self, service: str, database: Database, clock: Clock, jobs: tuple[Job | Dispatch, ...], sender: Sender
    ) -> None:
        self._service = service
        self._database = database
        self._clock = clock
        self._jobs = (*jobs, ATTEMPTS)
        self._sender = sender
        self._due = dict.fromkeys((job.name for job in self._jobs), 0.0)

    def run_due(self) -> None:
        """Run every job whose time has come. Errors of a job are raised."""
        for job in self._jobs:
            if time.monotonic() >= self._due[job.name]:
                self._due[job.name] = time.monotonic() + job.interval_s
                self._run(job)

    def _run(self, job: Job | Dispatch) -> None:
        if isinstance(job, Job):
            if done := job.run(self._database, self._clock):
                log.info("job done", extra={"job": job.name, "done": done})
            return
        for arguments in job.claim(self._database, self._clock):
            self._sender.send(events_queue(self._service), job.task, *arguments)
