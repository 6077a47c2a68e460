"""A message that asks for nothing: a worker that takes it shows that it takes messages, before one that matters waits.

There is one in the queue at most, and it is sent anew when it was taken. When nobody takes it, `watch` finds who should
have. What Redis loses of it is of no consequence.
"""

import time

from shared.delivery.broker import CANARY, Sender
from shared.delivery.queues import canary_queue, redis_client
from shared.settings import Settings


class Canary:
    """Sends a service's workers their canary, every second heartbeat."""

    def __init__(self, service: str, settings: Settings, sender: Sender) -> None:
        self._queue = canary_queue(service)
        self._client = redis_client(settings)
        self._sender = sender
        self._every_s = settings.heartbeat_s * 2
        self._due = 0.0

    def send_if_due(self) -> bool:
        """Send one when it is time and none waits; whether one was sent. Any error of the broker is raised."""
        if time.monotonic() < self._due:
            return False
        if self._client.llen(self._queue):
            return False
        self._sender.send(self._queue, CANARY)
        self._due = time.monotonic() + self._every_s
        return True


def taken() -> None:
    """The canary's task. That it was taken is all it is for; the worker's heartbeat tells of it."""
