"""An event leaves with the state it tells of, and is sent until its subscriber has it."""

import json
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
import redis
from sqlalchemy import select, update

from services.intake.web.app import create_app
from services.intake.web.site import site
from shared.clock import machine_now
from shared.database import Database, migrate
from shared.delivery import outbox
from shared.delivery.nudge import nudge_after_telling, nudge_key
from shared.delivery.outbox import add_to_outbox
from shared.delivery.records import OutboxDeliveryRecord
from shared.delivery.relay import Relay
from shared.service import database_and_clock
from shared.settings import Settings, read_settings
from tests.events_builder import a_disposisi, a_measurement


@pytest.fixture
def settings(database_url: str, redis_url: str, tmp_path: Any) -> Settings:
    return read_settings(
        {
            "KINERJA_DATA": str(tmp_path),
            "KINERJA_REDIS_URL": redis_url,
            "KINERJA_SMTP_URL": "smtp://127.0.0.1:1",
            "KINERJA_SECRET_KEY": "k" * 40,
            **{f"KINERJA_DATABASE_URL_{name}": database_url for name in ("INTAKE", "ANALYSIS", "DOCUMENTS", "NOTIFY")},
            **{
                f"KINERJA_API_URL_{name}": "http://127.0.0.1:1"
                for name in ("INTAKE", "ANALYSIS", "DOCUMENTS", "NOTIFY")
            },
        }
    )


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    migrate("notify", database_url)
    database = Database(database_url)
    yield database
    database.dispose()


@pytest.fixture
def client(redis_url: str) -> Iterator[redis.Redis]:
    with redis.Redis.from_url(redis_url) as client:
        client.flushall()
        yield client


def publish(database: Database, count: int = 1) -> None:
    with database.write() as session:
        for _ in range(count):
            add_to_outbox(session, a_disposisi())


def queued(client: redis.Redis) -> list[dict[str, Any]]:
    messages: Any = client.lrange("intake", 0, -1)
    return [json.loads(message) for message in messages]


def deliveries(database: Database) -> list[OutboxDeliveryRecord]:
    with database.read() as session:
        return list(session.scalars(select(OutboxDeliveryRecord)))


def let_back_off_pass(database: Database) -> None:
    with database.write() as session:
        session.execute(update(OutboxDeliveryRecord).values(next_send_at=machine_now()))


def test_an_event_of_a_rolled_back_transaction_was_never_told(database: Database) -> None:
    def publish_and_fail() -> None:
        with database.write() as session:
            add_to_outbox(session, a_disposisi())
            raise RuntimeError

    with pytest.raises(RuntimeError):
        publish_and_fail()
    assert deliveries(database) == []


def test_each_subscriber_of_an_event_gets_a_delivery(database: Database) -> None:
    with database.write() as session:
        add_to_outbox(session, a_measurement(uuid4(), 1))
    assert [delivery.subscriber for delivery in deliveries(database)] == ["intake"]


def test_two_relays_at_the_same_moment_claim_different_deliveries(database: Database) -> None:
    publish(database, 6)

    def claim() -> set[UUID]:
        with database.write() as session:
            return {delivery.event_id for delivery in outbox.claim_due(session, {}, 3, resend=True)}

    with ThreadPoolExecutor() as threads:
        with database.write() as session:
            first = {delivery.event_id for delivery in outbox.claim_due(session, {}, 3, resend=True)}
            other = threads.submit(claim)
            # PostgreSQL lets the second pass by what is locked; on SQLite it waits for the commit.
            wait([other], timeout=0.5)
        second = other.result(10)
    assert (len(first), len(second)) == (3, 3)
    assert not first & second


def test_what_one_relay_has_sent_the_next_leaves(database: Database, settings: Settings, client: redis.Redis) -> None:
    publish(database, 250)
    relays = [Relay("documents", settings, database) for _ in range(2)]
    assert [relay.run_once() for relay in relays] == [250, 0]
    assert len(queued(client)) == 250


def test_a_delivery_is_sent_again_until_it_is_acknowledged(
    database: Database, settings: Settings, client: redis.Redis, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", "shared.delivery.relay")
    publish(database)
    relay = Relay("documents", settings, database)
    relay.run_once()
    client.delete("intake")  # lost between Redis and the worker
    assert relay.run_once() == 0
    let_back_off_pass(database)
    assert relay.run_once() == 1
    with database.write() as session:
        (delivery,) = deliveries(database)
        outbox.acknowledge(session, "intake", [delivery.event_id])
    let_back_off_pass(database)
    client.delete("intake")
    assert relay.run_once() == 0
    said = [(record.getMessage(), vars(record)["sends"]) for record in caplog.records if "event_id" in vars(record)]
    assert said == [("event sent", 1), ("event sent again", 2)]


@contextmanager
def database_of_a_service(settings: Settings) -> Iterator[Database]:
    database, _ = database_and_clock("documents", settings)
    yield database
    database.dispose()


@contextmanager
def database_of_the_web(settings: Settings) -> Iterator[Database]:
    app = create_app(settings)
    with app.app_context():
        yield site().database
        site().database.dispose()


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize(("opened", "service"), [(database_of_a_service, "documents"), (database_of_the_web, "intake")])
def test_what_is_told_does_not_wait_for_the_relays_next_look(
    settings: Settings,
    client: redis.Redis,
    opened: Callable[[Settings], AbstractContextManager[Database]],
    service: str,
) -> None:
    with opened(settings) as telling:
        publish(telling)
    assert client.llen(nudge_key(service)) == 1


def test_a_relay_is_not_woken_for_nothing(database: Database, settings: Settings, client: redis.Redis) -> None:
    nudge_after_telling(database, "notify", settings)
    with suppress(LookupError), database.write() as session:
        add_to_outbox(session, a_disposisi())
        raise LookupError("the unit of work fails after it has told")
    with database.write() as session:
        outbox.acknowledge(session, "intake", [])
    assert client.llen(nudge_key("notify")) == 0


def test_a_delivery_still_in_line_is_not_sent_again(
    database: Database, settings: Settings, client: redis.Redis
) -> None:
    publish(database, 3)
    relay = Relay("documents", settings, database)
    relay.run_once()
    let_back_off_pass(database)
    assert relay.run_once() == 0
    assert len(queued(client)) == 3


@pytest.mark.parametrize("loss", ["flushall", "another redis"])
def test_when_redis_has_lost_its_memory_everything_unacknowledged_is_sent_at_once(
    database: Database, settings: Settings, client: redis.Redis, loss: str
) -> None:
    publish(database, 3)
    relay = Relay("documents", settings, database, beside_s=0)
    relay.run_once()
    client.flushall()
    if loss == "another redis":
        client.set("kinerja:epoch:documents", "somebody else's")
    assert relay.run_once() == 3
    assert relay.run_once() == 0


def test_with_resending_switched_off_a_wiped_redis_loses_events(
    database: Database, settings: Settings, client: redis.Redis
) -> None:
    publish(database, 3)
    relay = Relay("documents", replace(settings, resend=False), database)
    relay.run_once()
    client.flushall()
    let_back_off_pass(database)
    assert relay.run_once() == 0


def test_while_the_broker_is_down_deliveries_wait_and_leave_soon_after(
    database: Database, settings: Settings, client: redis.Redis
) -> None:
    publish(database)
    relay = Relay("documents", replace(settings, redis_url="redis://127.0.0.1:1/0"), database)
    with pytest.raises(redis.RedisError):
        relay.run_once()
    (delivery,) = deliveries(database)
    assert delivery.sent_at is None
    assert delivery.next_send_at <= machine_now() + timedelta(seconds=1)
    assert Relay("documents", settings, database).run_once() == 1
    assert len(queued(client)) == 1
