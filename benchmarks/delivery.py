"""`python -m benchmarks.delivery`: what it costs to lose nothing and double nothing, against Celery alone.

On each database in turn, with real processes: raw LPUSH and BRPOP; Celery tasks that do nothing; Celery tasks that
commit one row each, without outbox or inbox (the baseline, 1); our chain from the publisher's commit over outbox,
relay, Celery, inbox and the same row to the acknowledgement in the publisher's database; the chain at 40 events a
second with the time from commit to commit; two workers; and messages that come a second time.
"""

import argparse
import json
import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import redis
from sqlalchemy import func, select

from benchmarks.delivery_worker import DONE, EFFECT, EFFECTS, NOTHING
from launcher.options import Options
from launcher.supervisor import System
from launcher.system_map import PROCESSES
from launcher.throwaway import throwaway_postgresql, throwaway_redis
from shared.clock import SystemClock
from shared.database import Database
from shared.delivery.broker import RECEIVE, Sender, celery_app
from shared.delivery.nudge import nudge_after_telling
from shared.delivery.queues import events_queue
from shared.delivery.records import OutboxDeliveryRecord, OutboxRecord
from shared.delivery.work import Work
from shared.events.intake import DataCollected
from shared.settings import Settings, read_settings

CARRYING = ("broker", "migrations", "intake-worker", "intake-loop", "analysis-worker", "analysis-loop")
WORKER = ("python", "-m", "benchmarks.delivery_worker")
SUBSCRIBER = "analysis"
RATE_PER_S = 40
LIMIT_S = 120


class TooSlow(Exception):
    """Something did not come within two minutes."""


@dataclass(frozen=True, slots=True)
class Bench:
    """A running system with the benchmark's worker, and the publisher's end of it."""

    settings: Settings
    broker: redis.Redis
    publisher: Database
    subscriber: Database
    sender: Sender

    def publish(self, name: UUID) -> float:
        """Tell one event in a transaction of its own; the moment of its commit."""
        event = DataCollected(cycle_id=name, office_id=name, run_id=name, collection=1, submissions=(), gaps=())
        with self.publisher.write() as session:
            Work(session, SystemClock()).publish(event)
        return time.time()

    def done(self, names: set[str]) -> dict[str, float]:
        """The moment of each effect's commit, when all have come. Raises TooSlow."""
        moments: dict[str, float] = {}
        while names - moments.keys():
            popped: Any = self.broker.brpop([DONE], timeout=LIMIT_S)
            if popped is None:
                raise TooSlow(f"{len(names - moments.keys())} of {len(names)} effects did not come")
            name, at = json.loads(popped[1])
            moments[name] = at
        return {name: moments[name] for name in names}

    def wait_until_acknowledged(self) -> None:
        """Until the publisher has nothing left to hear of. Raises TooSlow."""
        until = time.monotonic() + LIMIT_S
        open_ = (
            select(func.count()).select_from(OutboxDeliveryRecord).where(OutboxDeliveryRecord.acknowledged_at.is_(None))
        )
        while time.monotonic() < until:
            with self.publisher.read() as session:
                if not session.scalar(open_):
                    return
            time.sleep(0.02)
        raise TooSlow("not everything was acknowledged")


@contextmanager
def bench(kind: str, folder: Path, workers: int) -> Iterator[Bench]:
    """The processes that carry an event from intake to analysis and back, on one kind of database."""
    with ExitStack() as ends:
        on_postgresql = kind == "postgresql"
        processes = tuple(process for process in PROCESSES if process.name in CARRYING)
        options = Options(
            data=folder,
            port=0,
            inherit=False,
            database_urls=ends.enter_context(throwaway_postgresql()).for_services() if on_postgresql else {},
            redis_url=ends.enter_context(throwaway_redis()) if on_postgresql else None,
            processes=tuple(
                replace(process, command=WORKER) if process.name == "analysis-worker" else process
                for process in processes
            ),
            scale={"analysis-worker": workers},
        )
        system = ends.enter_context(System(options))
        settings = read_settings(system.plan.settings)
        publisher, subscriber = (Database(settings.database_urls[name]) for name in ("intake", SUBSCRIBER))
        nudge_after_telling(publisher, "intake", settings)
        ends.callback(publisher.dispose)
        ends.callback(subscriber.dispose)
        yield Bench(
            settings=settings,
            broker=redis.Redis.from_url(settings.redis_url, socket_timeout=LIMIT_S + 10),
            publisher=publisher,
            subscriber=subscriber,
            sender=Sender(celery_app("intake", settings)),
        )


def raw(on: Bench, count: int) -> float:
    """Seconds for as many messages of an envelope's size to go through Redis alone."""
    message = json.dumps({"text": "x" * 1500})
    began = time.perf_counter()
    for _ in range(count):
        on.broker.lpush("benchmark:raw", message)
    for _ in range(count):
        on.broker.brpop(["benchmark:raw"], timeout=1)
    return time.perf_counter() - began


def celery(on: Bench, count: int, task: str) -> float:
    """Seconds from the first task sent to the last one done."""
    names = [str(uuid4()) for _ in range(count)]
    began = time.time()
    for name in names:
        on.sender.send(events_queue(SUBSCRIBER), task, name)
    return max(on.done(set(names)).values()) - began


def chain(on: Bench, count: int) -> tuple[float, float]:
    """Seconds from the first commit to the last effect, and to the last acknowledgement."""
    names = [uuid4() for _ in range(count)]
    began = time.time()
    for name in names:
        on.publish(name)
    effects = max(on.done({str(name) for name in names}).values()) - began
    on.wait_until_acknowledged()
    return effects, time.time() - began


def at_a_rate(on: Bench, count: int) -> tuple[float, float]:
    """The median and the 99th percentile, in milliseconds, from commit to commit at a steady rate."""
    committed: dict[str, float] = {}
    began = time.monotonic()
    for at in range(count):
        time.sleep(max(0.0, began + at / RATE_PER_S - time.monotonic()))
        name = uuid4()
        committed[str(name)] = on.publish(name)
    done = on.done(set(committed))
    waits = sorted((done[name] - committed[name]) * 1000 for name in committed)
    return statistics.median(waits), waits[int(len(waits) * 0.99)]


def duplicates(on: Bench, count: int) -> float:
    """Seconds for as many messages that were handled before; an event behind them says when they are through."""
    with on.publisher.read() as session:
        envelopes = list(session.scalars(select(OutboxRecord.envelope).limit(count)))
    began = time.time()
    for envelope in envelopes:
        on.sender.send(events_queue(SUBSCRIBER), RECEIVE, envelope)
    last = str(uuid4())
    on.sender.send(events_queue(SUBSCRIBER), NOTHING, last)
    return on.done({last})[last] - began


def doubled(on: Bench) -> int:
    """How many effects came about more than once."""
    with on.subscriber.read() as session:
        rows = session.execute(select(EFFECTS.c.event).group_by(EFFECTS.c.event).having(func.count() > 1))
        return len(list(rows))


def measure(kind: str, folder: Path, count: int) -> dict[str, float]:
    """All figures of one kind of database."""
    figures: dict[str, float] = {}
    with bench(kind, folder / f"{kind}-1", 1) as on:
        celery(on, 50, EFFECT)
        chain(on, 50)
        figures["raw_per_s"] = count / raw(on, count)
        figures["noop_per_s"] = count / celery(on, count, NOTHING)
        figures["baseline_per_s"] = count / celery(on, count, EFFECT)
        effects, acknowledged = chain(on, count)
        figures["effects_per_s"], figures["chain_per_s"] = count / effects, count / acknowledged
        figures["duplicates_per_s"] = count / duplicates(on, count)
        figures["p50_ms"], figures["p99_ms"] = at_a_rate(on, min(count, 600))
        figures["doubled"] = doubled(on)
    with bench(kind, folder / f"{kind}-2", 2) as on:
        chain(on, 50)
        figures["chain_two_workers_per_s"] = count / chain(on, count)[1]
        figures["doubled"] += doubled(on)
    figures["chain_to_baseline"] = figures["chain_per_s"] / figures["baseline_per_s"]
    return figures


def main() -> None:
    """Measure and print; the last line is one line of figures."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--events", type=int, default=1500, help="messages of each measurement (default 1500)")
    options.add_argument("--database", choices=("sqlite", "postgresql"), action="append")
    asked = options.parse_args()
    last = []
    with tempfile.TemporaryDirectory(prefix="kinerja-benchmark-") as name:
        for kind in asked.database or ("sqlite", "postgresql"):
            figures = measure(kind, Path(name), asked.events)
            for label, value in figures.items():
                print(f"{kind:<12} {label:<24} {value:>10.2f}")
            chosen = ("chain_to_baseline", "p50_ms", "p99_ms", "doubled")
            last.append(" ".join(f"{kind}_{label}={figures[label]:.2f}" for label in chosen))
    print(" ".join(last))


if __name__ == "__main__":
    main()
