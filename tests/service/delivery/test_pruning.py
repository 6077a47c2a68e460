"""Pruning: what is over and old goes, everything else stays."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
import redis
from prometheus_client import CollectorRegistry
from sqlalchemy import insert, select, update

from shared.clock import SystemClock, machine_now
from shared.database import Database
from shared.delivery import pruning
from shared.delivery.consumer import Consumer, Mode, Receiver
from shared.delivery.pruning import BATCH, HEARD_KEPT, LONGEST_WAIT, TOLD_KEPT
from shared.delivery.records import InboxRecord, InboxState, OutboxDeliveryRecord, OutboxRecord
from shared.delivery.work import Work
from shared.events.documents import DisposisiGenerated
from shared.events.envelope import Envelope, wrap
from shared.events.parts import Paper
from shared.settings import Settings

A_DAY = timedelta(days=1)


@pytest.fixture
def database(migrated_database: Callable[[str], str]) -> Iterator[Database]:
    database = Database(migrated_database("intake"))
    yield database
    database.dispose()


def prune(database: Database, settings: Settings, registry: CollectorRegistry | None = None) -> int:
    return pruning.pruning("intake", settings, registry or CollectorRegistry()).run(database, SystemClock())


def an_event() -> Envelope:
    paper = Paper(kind="disposisi", name="Disposisi.pdf", sha256="d" * 64)
    return wrap(DisposisiGenerated(cycle_id=uuid4(), run_id=uuid4(), paper=paper))


def handled(database: Database, envelope: Envelope, *handlers: str) -> int:
    """Let an event come; how often a handler acted on it."""
    acted = 0

    def act(_work: Work, _event: DisposisiGenerated) -> None:
        nonlocal acted
        acted += 1

    consumers = tuple(Consumer(name, DisposisiGenerated, Mode.EACH, act) for name in handlers)
    Receiver(database, SystemClock(), consumers, handler_limit=timedelta(seconds=5)).receive(envelope.to_json())
    return acted


def change(database: Database, envelope: Envelope, handler: str = "", **values: object) -> None:
    asked = update(InboxRecord).where(InboxRecord.event_id == envelope.id)
    with database.write() as rows:
        rows.execute((asked.where(InboxRecord.handler == handler) if handler else asked).values(**values))


def heard_long_ago(database: Database, *handlers: str) -> Envelope:
    """An event that was handled, acknowledged, and last came before the limit."""
    envelope = an_event()
    handled(database, envelope, *handlers)
    change(database, envelope, ack_due=False, last_seen_at=machine_now() - HEARD_KEPT - A_DAY)
    return envelope


def kept(database: Database) -> set[str]:
    with database.read() as rows:
        return {str(event_id) for event_id in rows.scalars(select(InboxRecord.event_id))}


def test_what_was_handled_long_ago_goes_and_what_came_lately_still_drops_a_copy(
    database: Database, settings: Settings
) -> None:
    heard_long_ago(database, "one", "two")
    lately = heard_long_ago(database, "one")
    change(database, lately, last_seen_at=machine_now() - HEARD_KEPT + A_DAY)
    assert prune(database, settings) == 1
    assert kept(database) == {str(lately.id)}
    assert handled(database, lately, "one") == 0


@pytest.mark.parametrize(
    "need",
    [
        {"state": InboxState.DEAD},
        {"state": InboxState.PARKED},
        {"state": InboxState.RECEIVED},
        {"ack_due": True},
        {"last_seen_at": machine_now()},
    ],
    ids=["dead", "parked", "to be tried", "to be acknowledged", "seen lately"],
)
def test_while_one_handler_needs_an_event_no_row_of_it_goes(
    database: Database, settings: Settings, need: dict[str, object]
) -> None:
    envelope = heard_long_ago(database, "one", "two")
    change(database, envelope, "two", **need)
    assert prune(database, settings) == 0
    assert handled(database, envelope, "one") == 0


def told(database: Database, *acknowledged: datetime | None) -> None:
    """An event of long ago with one delivery for each of these acknowledgements."""
    envelope, long_ago = an_event(), machine_now() - HEARD_KEPT
    with database.write() as rows:
        rows.add(
            OutboxRecord(
                event_id=envelope.id,
                type=envelope.type,
                subject=envelope.subject,
                revision=envelope.revision,
                envelope=envelope.to_json(),
                created_at=long_ago,
                deliveries=[
                    OutboxDeliveryRecord(subscriber=f"service{at}", next_send_at=long_ago, acknowledged_at=each)
                    for at, each in enumerate(acknowledged)
                ],
            )
        )


def test_an_event_goes_some_days_after_its_last_subscriber_has_acknowledged_it(
    database: Database, settings: Settings
) -> None:
    old, young = machine_now() - TOLD_KEPT - A_DAY, machine_now() - TOLD_KEPT + A_DAY
    told(database, old, old)
    told(database)
    told(database, old, young)
    told(database, old, None)
    assert prune(database, settings) == 2
    with database.read() as rows:
        left = rows.execute(select(OutboxDeliveryRecord.event_id)).all()
        assert len(set(left)) == len(rows.scalars(select(OutboxRecord.event_id)).all()) == 2


def test_more_than_one_batch_goes_at_once(database: Database, settings: Settings) -> None:
    envelope = heard_long_ago(database, "one")
    with database.write() as rows:
        row = rows.get_one(InboxRecord, (envelope.id, "one"))
        values = {column.name: getattr(row, column.name) for column in InboxRecord.__table__.columns}
        rows.execute(insert(InboxRecord), [values | {"event_id": uuid4()} for _ in range(BATCH)])
    registry = CollectorRegistry()
    assert prune(database, settings, registry) == BATCH + 1
    assert registry.get_sample_value("kinerja_pruned_total", {"of": "inbox"}) == BATCH + 1


def test_nothing_goes_while_an_old_message_waits_or_redis_is_away(
    database: Database, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    envelope = heard_long_ago(database, "one")
    assert prune(database, replace(settings, redis_url="redis://127.0.0.1:1/0")) == 0
    sent = machine_now() - LONGEST_WAIT - timedelta(hours=1)
    with redis.Redis.from_url(settings.redis_url) as client:
        client.lpush("intake", json.dumps({"headers": {"sent_at": sent.isoformat()}}))
        assert prune(database, settings) == 0
        client.delete("intake")
    assert caplog.text.count("nothing is pruned") == 2
    assert kept(database) == {str(envelope.id)}
