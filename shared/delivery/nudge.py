"""The nudge: "there is something to send". It spares the relay looking often; losing one costs a second."""

import time

import redis
from sqlalchemy.orm import Session

from shared.database import Database
from shared.delivery.outbox import has_told
from shared.delivery.queues import redis_client
from shared.settings import Settings

_LIMIT_S = 0.05
_PAUSE_S = 5.0


def nudge_key(service: str) -> str:
    """The Redis list a service's relay waits on."""
    return f"kinerja:nudge:{service}"


def nudge_after_telling(database: Database, service: str, settings: Settings) -> None:
    """Have the service's relay woken after each unit of work that put something in the outbox, and after no other."""
    nudge = Nudge(service, settings)

    def wake(session: Session) -> None:
        if has_told(session):
            nudge()

    database.after_commit(wake)


class Nudge:
    """Wakes a service's relay. Errors are of no consequence; after one, it rests for five seconds."""

    def __init__(self, service: str, settings: Settings) -> None:
        self._key = nudge_key(service)
        self._client = redis_client(settings, timeout_s=_LIMIT_S)
        self._not_before = 0.0

    def __call__(self) -> None:
        """Wake the relay, or do nothing when the broker does not answer at once."""
        if time.monotonic() < self._not_before:
            return
        try:
            with self._client.pipeline(transaction=False) as pipe:
                pipe.lpush(self._key, "1")
                pipe.ltrim(self._key, 0, 0)
                pipe.execute()
        except redis.RedisError:
            self._not_before = time.monotonic() + _PAUSE_S
