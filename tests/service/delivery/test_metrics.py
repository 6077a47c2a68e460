"""The metrics of a service: true across its processes, and without an id or a name in any label."""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import redis
from flask import Flask
from prometheus_client import CollectorRegistry, Counter, generate_latest

from services.intake.api import create_app as intake_api
from services.notify.api import create_app as notify_api
from shared.clock import SystemClock, machine_now
from shared.database import Database
from shared.delivery.consumer import Consumer, Mode, NotYetKnown, Receiver
from shared.delivery.figures import QueueCollector, ReceiverFigures, RelayFigures
from shared.delivery.heartbeat import Heartbeat
from shared.delivery.outbox import add_to_outbox
from shared.delivery.records import HeartbeatRecord, Kind
from shared.delivery.relay import Relay
from shared.events.envelope import wrap
from shared.http_times import measure
from shared.tokens import issue
from tests.events_builder import a_disposisi
from tests.service.delivery.test_health import settings_for

PROJECT = Path(__file__).resolve().parents[3]
SECRET = "a-secret-key-of-at-least-thirty-two-characters"


@pytest.fixture
def database(migrated_database: Callable[[str], str]) -> Iterator[Database]:
    database = Database(migrated_database("notify"))
    yield database
    database.dispose()


def metrics_of(database: Database) -> str:
    return notify_api(database, SECRET).test_client().get("/metrics").text


def test_every_metric_says_what_it_is_and_is_explained_in_the_documentation(database: Database) -> None:
    told = metrics_of(database)
    helps = [line.split(maxsplit=3) for line in told.splitlines() if line.startswith("# HELP ")]
    assert [name for _, _, name, said in helps if len(said) < 20] == []
    assert 'kinerja_outbox_pending{service="notify",subscriber="intake"} 0.0' in told
    sources = [file.read_text("utf-8") for part in ("shared", "services") for file in (PROJECT / part).rglob("*.py")]
    named = {name for text in sources for name in re.findall(r'(?:\(\s*|name=)"(kinerja_[a-z_]+)",', text)}
    explained = set(re.findall(r"`(kinerja_[a-z_]+?)(?:_total)?[`{]", (PROJECT / "docs" / "metrics.md").read_text()))
    assert named == explained


def test_metrics_tell_what_waits_and_what_each_process_counted(database: Database) -> None:
    with database.write() as session:
        add_to_outbox(session, a_disposisi())
    registry = CollectorRegistry()
    Counter("kinerja_things", "Things.", ["kind"], registry=registry).labels("a").inc(3)
    Heartbeat(database, Kind.WORKER, 5, registry=registry).beat()
    now = machine_now()
    with database.write() as session:
        figures = generate_latest(registry).decode()
        session.add(
            HeartbeatRecord(name="other:7", kind="worker", started_at=now, seen_at=now, active_at=now, figures=figures)
        )
    told = metrics_of(database)
    assert 'kinerja_outbox_pending{service="notify",subscriber="intake"} 1.0' in told
    assert 'kinerja_mails{service="notify",state="failed"} 0.0' in told
    assert 'kinerja_inbox{service="notify",state="dead"} 0.0' in told
    assert 'kinerja_things_total{kind="a",process="other:7",service="notify"} 3.0' in told
    assert told.count("kinerja_things_total{") == 2


def test_a_process_that_is_not_seen_any_more_tells_nothing(database: Database) -> None:
    gone = machine_now() - timedelta(minutes=5)
    with database.write() as session:
        session.add(
            HeartbeatRecord(
                name="gone:7", kind="worker", started_at=gone, seen_at=gone, active_at=gone, figures="kinerja_x 1.0\n"
            )
        )
    assert "gone:7" not in metrics_of(database)


def test_a_worker_counts_what_comes_twice_what_waits_and_what_fails(database: Database) -> None:
    registry = CollectorRegistry()
    fates: list[Exception | None] = [None, NotYetKnown("cycle/x"), ValueError("no")]

    def handle(*_arguments: object) -> None:
        if (fate := fates.pop(0)) is not None:
            raise fate

    consumer = Consumer("file", type(a_disposisi()), Mode.EACH, handle)
    receiver = Receiver(
        database,
        SystemClock(),
        (consumer,),
        handler_limit=timedelta(seconds=10),
        figures=ReceiverFigures(registry),
    )
    first = wrap(a_disposisi()).to_json()
    for message in (first, first, wrap(a_disposisi()).to_json(), wrap(a_disposisi()).to_json()):
        receiver.receive(message)
    told = generate_latest(registry).decode()
    assert "kinerja_received_total 4.0" in told
    assert "kinerja_duplicates_total 1.0" in told
    for outcome in ("done", "parked", "failed"):
        assert f'kinerja_attempts_total{{handler="file",outcome="{outcome}"}} 1.0' in told
    assert 'kinerja_lag_seconds_count{handler="file"} 1.0' in told


def test_what_is_sent_again_is_told_apart_and_queues_are_measured(
    database: Database, redis_url: str, tmp_path: Path
) -> None:
    settings = settings_for(database.engine.url.render_as_string(hide_password=False), redis_url, tmp_path)
    with redis.Redis.from_url(redis_url) as client:
        client.flushall()
    registry = CollectorRegistry()
    registry.register(QueueCollector("documents", settings))
    relay = Relay("documents", settings, database, figures=RelayFigures(registry))
    with database.write() as session:
        add_to_outbox(session, a_disposisi())
    relay.run_once()
    told = generate_latest(registry).decode()
    assert 'kinerja_sent_total{again="no",subscriber="intake"} 1.0' in told
    assert "kinerja_broker_up 1.0" in told
    assert 'kinerja_queue_length{queue="documents.canary"} 0.0' in told


def test_pages_are_timed_by_the_name_of_their_endpoint_and_never_by_path() -> None:
    app, registry = Flask("test"), CollectorRegistry()
    measure(app, registry)

    @app.get("/siklus/<cycle_id>")
    def cycle(cycle_id: str) -> str:
        return cycle_id

    app.test_client().get("/siklus/first-one")
    app.test_client().get("/nowhere/second-one")
    told = generate_latest(registry).decode()
    assert 'kinerja_http_seconds_count{endpoint="cycle"} 1.0' in told
    assert 'kinerja_http_answers_total{status="4xx"} 1.0' in told
    assert "-one" not in told


def test_metrics_are_open_on_the_internal_network_and_the_condition_asks_for_a_token(database: Database) -> None:
    client = notify_api(database, SECRET).test_client()
    assert client.get("/condition").status_code == 401
    answer = client.get("/condition", headers={"Authorization": f"Bearer {issue(SECRET, 'notify')}"})
    assert answer.get_json()["service"] == "notify"


def test_intake_tells_of_its_tasks(migrated_database: Callable[[str], str]) -> None:
    database = Database(migrated_database("intake"))
    told = intake_api(database, SECRET).test_client().get("/metrics").text
    database.dispose()
    assert 'kinerja_tasks{service="intake",state="overdue"} 0.0' in told
