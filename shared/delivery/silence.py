"""Ending a worker that lives but no longer consumes.

After Redis was killed, a Celery worker whose acknowledgement failed may wait for ever on a connection that is gone
(celery issue #10205, reopened as #10302). It looks alive and takes nothing. Whoever started it starts it anew.
"""

import logging
import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

import redis
from celery.worker import state

from shared.clock import machine_now
from shared.delivery.heartbeat import Activity
from shared.delivery.queues import redis_client, waiting_since
from shared.settings import Settings

log = logging.getLogger(__name__)

LONGEST_SILENCE = timedelta(seconds=6)
_LOOK_S = 1.0
_EXIT_CODE = 70


def _none() -> bool:
    return False


class SilenceWatch:
    """Knows when the worker last worked, and compares that with what waits for it.

    `children_at_work`: of a pool of processes; this process sees of their tasks only what Celery's consumer knows.
    """

    def __init__(
        self,
        oldest: Callable[[], datetime | None],
        end: Callable[[], None],
        *,
        children_at_work: Callable[[], bool] = _none,
    ) -> None:
        self._oldest = oldest
        self._end = end
        self._children_at_work = children_at_work
        self._busy_since: datetime | None = None
        self._since = machine_now()

    @property
    def activity(self) -> Activity:
        """What the worker's heartbeat says of it."""
        return Activity(self._since, self._busy_since)

    @contextmanager
    def working(self) -> Iterator[None]:
        """Wrap a task: while it runs and just after, the worker is not silent."""
        self._busy_since = machine_now()
        try:
            yield
        finally:
            self._busy_since = None
            self._since = machine_now()

    def look(self) -> None:
        """End the worker when a message has waited too long for it while it had nothing to do."""
        if self._children_at_work():
            self._since = machine_now()
        oldest = self._oldest()
        if oldest is None or self._busy_since is not None:
            return
        silent_since = max(oldest, self._since)
        if machine_now() - silent_since > LONGEST_SILENCE:
            log.error("worker takes no messages although some wait; it ends to be started anew")
            self._end()

    def start(self) -> None:
        """Look once a second, in a thread."""
        threading.Thread(target=self._watch, name="silence-watch", daemon=True).start()

    def _watch(self) -> None:
        pause = threading.Event()
        while not pause.wait(_LOOK_S):
            try:
                self.look()
            except redis.RedisError:
                # Without a broker nothing can wait; the silence begins anew when it is back.
                self._since = machine_now()


def watch_queues(settings: Settings, service: str) -> SilenceWatch:
    """The watch over a worker of a service. An idle worker holds nothing, so that it may end at once."""
    client = redis_client(settings)
    return SilenceWatch(
        lambda: waiting_since(client, service),
        lambda: os._exit(_EXIT_CODE),
        children_at_work=lambda: bool(state.active_requests),
    )
