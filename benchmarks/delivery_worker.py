"""A worker like any of the system's, with handlers that do next to nothing: what is left is the carrying.

Run by `benchmarks.delivery` in the place of the analysis worker. Each effect is one row; its moment is told through
Redis after its commit.
"""

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import redis
from sqlalchemy import Column, MetaData, String, Table, insert
from sqlalchemy import event as listening
from sqlalchemy.orm import Session

from shared.database import Database
from shared.delivery.consumer import Consumer, Mode
from shared.delivery.queues import acknowledgements_queue, events_queue
from shared.delivery.silence import watch_queues
from shared.delivery.work import Work
from shared.delivery.worker import build_worker
from shared.events.intake import DataCollected
from shared.logs import log_to_stderr
from shared.service import Service, database_and_clock
from shared.settings import read_settings

NAME = "analysis"
NOTHING, EFFECT = "benchmark.nothing", "benchmark.effect"
DONE = "benchmark:done"
# No unique key: an effect that came about twice would be counted.
EFFECTS = Table("benchmark_effect", MetaData(), Column("event", String(36)))


class Effects:
    """Writes effects and says when they were committed."""

    def __init__(self, database: Database, broker: redis.Redis) -> None:
        self._database = database
        self._broker = broker

    def nothing(self, name: str) -> None:
        """A task that does nothing but say so."""
        self._tell(name)

    def alone(self, name: str) -> None:
        """The effect as a bare Celery task commits it: no inbox."""
        with self._told(name), self._database.write() as session:
            session.execute(insert(EFFECTS).values(event=name))

    def in_inbox(self, work: Work, event: DataCollected) -> None:
        """The effect in the transaction of an event's handler."""
        name = str(event.cycle_id)
        work.session.execute(insert(EFFECTS).values(event=name))
        listening.listen(work.session, "after_commit", self._after(name), once=True)

    def _after(self, name: str) -> Callable[[Session], None]:
        return lambda _session: self._tell(name)

    @contextmanager
    def _told(self, name: str) -> Iterator[None]:
        yield
        self._tell(name)

    def _tell(self, name: str) -> None:
        self._broker.lpush(DONE, json.dumps([name, time.time()]))


def main() -> None:
    """Run until told to stop."""
    log_to_stderr(NAME, "worker")
    settings = read_settings()
    database, clock = database_and_clock(NAME, settings)
    EFFECTS.metadata.create_all(database.engine)
    effects = Effects(database, redis.Redis.from_url(settings.redis_url))
    consumer = Consumer(handler="benchmark", event=DataCollected, mode=Mode.EACH, record=effects.in_inbox)
    tasks: dict[str, Callable[..., Any]] = {NOTHING: effects.nothing, EFFECT: effects.alone}
    queues = (events_queue(NAME), acknowledgements_queue(NAME))
    watch = watch_queues(settings, NAME)
    service = Service(name=NAME, database=database, clock=clock, consumers=(consumer,), tasks=tasks)
    worker = build_worker(service, settings, watch)
    watch.start()
    worker.worker_main(
        ["worker", "--pool=solo", f"--queues={','.join(queues)}", "--without-mingle", "--without-gossip"]
    )


if __name__ == "__main__":
    main()
