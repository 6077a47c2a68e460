"""Heartbeats: what a process tells of itself, and which worker its supervisor takes for one that hangs."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest
import redis
from prometheus_client import CollectorRegistry, Counter
from sqlalchemy import select

from shared.clock import machine_now
from shared.database import Database
from shared.delivery.attempts import worker_name
from shared.delivery.broker import Sender, celery_app
from shared.delivery.canary import Canary
from shared.delivery.heartbeat import FORGOTTEN_AFTER, Activity, Heartbeat
from shared.delivery.queues import canary_queue
from shared.delivery.records import HeartbeatRecord, Kind
from shared.delivery.watch import stuck_workers
from shared.settings import Settings

LONG = timedelta(minutes=5)


@pytest.fixture
def database(migrated_database: Callable[[str], str]) -> Iterator[Database]:
    database = Database(migrated_database("documents"))
    yield database
    database.dispose()


def beat(database: Database, activity: Activity, kind: Kind = Kind.WORKER) -> None:
    Heartbeat(database, kind, 5, activity=lambda: activity).beat()


def test_a_beat_tells_what_the_process_does_and_its_figures(database: Database) -> None:
    registry = CollectorRegistry()
    Counter("kinerja_things", "Things.", registry=registry).inc(3)
    began = machine_now()
    Heartbeat(database, Kind.LOOP, 5, activity=lambda: Activity(began), registry=registry).beat()
    with database.read() as session:
        row = session.scalars(select(HeartbeatRecord)).one()
    assert (row.name, row.kind, row.active_at, row.busy_since) == (worker_name(), "loop", began, None)
    assert "kinerja_things_total 3.0" in row.figures


def test_a_process_that_beats_again_has_one_row_and_one_that_is_gone_is_forgotten(database: Database) -> None:
    now = machine_now()
    gone = now - FORGOTTEN_AFTER * 2
    with database.write() as session:
        session.add(
            HeartbeatRecord(name="gone:1", kind="worker", started_at=gone, seen_at=gone, active_at=gone, figures="")
        )
    beat(database, Activity(now))
    beat(database, Activity(now, now))
    with database.read() as session:
        rows = [(row.name, row.busy_since) for row in session.scalars(select(HeartbeatRecord))]
    assert rows == [(worker_name(), now)]


def test_a_canary_is_not_sent_again_while_one_waits(settings: Settings) -> None:
    sender = Sender(celery_app("documents", settings))
    sent = [Canary("documents", settings, sender).send_if_due() for _ in range(2)]
    sender.close()
    assert sent == [True, False]


@dataclass(frozen=True, slots=True)
class Case:
    """What a heartbeat says, how long a canary has waited, and whether that is a worker that hangs."""

    hangs: bool
    kind: Kind = Kind.WORKER
    idle: timedelta = LONG
    busy: timedelta | None = None
    waits: timedelta | None = LONG


CASES = {
    "idle while a canary waits": Case(hangs=True),
    "idle with nothing to take": Case(hangs=False, waits=None),
    "just at work": Case(hangs=False, idle=timedelta(0)),
    "a canary has only just come": Case(hangs=False, waits=timedelta(0)),
    "at work for less than a handler may": Case(hangs=False, busy=timedelta(seconds=50)),
    "at work for longer than a handler may": Case(hangs=True, busy=LONG, waits=None),
    "a loop, which takes no messages": Case(hangs=False, kind=Kind.LOOP),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_a_worker_hangs_when_it_takes_nothing_or_never_ends(database: Database, settings: Settings, case: Case) -> None:
    now = machine_now()
    beat(database, Activity(now - case.idle, now - case.busy if case.busy else None), case.kind)
    if case.waits is not None:
        with redis.Redis.from_url(settings.redis_url) as client:
            message = {"headers": {"sent_at": (now - case.waits).isoformat()}}
            client.lpush(canary_queue("documents"), json.dumps(message))
    assert stuck_workers("documents", database, settings) == ([worker_name()] if case.hangs else [])


@pytest.mark.parametrize(("others_beat", "hangs"), [(timedelta(0), ["frozen:1"]), (LONG, [])])
def test_a_frozen_loop_hangs_and_where_nobody_beats_the_database_was_away(
    database: Database, settings: Settings, others_beat: timedelta, hangs: list[str]
) -> None:
    now = machine_now()
    with database.write() as session:
        for name, ago in (("frozen:1", LONG), ("other:2", others_beat)):
            seen = now - ago
            session.add(
                HeartbeatRecord(name=name, kind="loop", started_at=seen, seen_at=seen, active_at=seen, figures="")
            )
    assert stuck_workers("documents", database, settings) == hangs


def test_without_a_broker_no_worker_is_to_blame(database: Database, settings: Settings) -> None:
    beat(database, Activity(machine_now() - LONG))
    assert stuck_workers("documents", database, replace(settings, redis_url="redis://127.0.0.1:1/0")) == []
