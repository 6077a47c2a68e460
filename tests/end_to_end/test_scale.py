"""Three analysis workers for real: each handles some of the events, and none is handled twice."""

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from launcher.options import PROJECT, Options
from launcher.supervisor import System
from launcher.system_map import PROCESSES, scaled
from shared.clock import SystemClock
from shared.database import Database
from shared.delivery.records import InboxRecord, InboxState, OutboxRecord
from shared.delivery.work import Work
from shared.events.intake import DataCollected
from tests.service.launcher.trivial import poll

pytestmark = pytest.mark.xdist_group("whole system")

EVENTS = 60
WORKERS = ("analysis-worker", "analysis-worker-2", "analysis-worker-3")
# What carries an event from intake to analysis and back; pages, papers and mails have no part in it.
CARRYING = ("broker", "migrations", "intake-worker", "intake-loop", "analysis-worker", "analysis-loop")


@pytest.fixture
def system(tmp_path: Path) -> Iterator[System]:
    processes = tuple(process for process in PROCESSES if process.name in CARRYING)
    options = Options(data=tmp_path, port=0, inherit=False, processes=processes, scale={"analysis-worker": 3})
    with System(options) as running:
        yield running


@pytest.fixture
def intake(system: System) -> Iterator[Database]:
    database = Database(system.plan.settings["KINERJA_DATABASE_URL_INTAKE"])
    yield database
    database.dispose()


@pytest.fixture
def analysis(system: System) -> Iterator[Database]:
    database = Database(system.plan.settings["KINERJA_DATABASE_URL_ANALYSIS"])
    yield database
    database.dispose()


def messages(system: System, worker: str) -> list[str]:
    """What the worker said so far, by its own log."""
    lines = system.process(worker).log.read_text().splitlines()
    return [json.loads(line)["message"] for line in lines if line.startswith("{") and line.endswith("}")]


def is_ready(system: System, worker: str) -> bool:
    return any(message.endswith(" ready.") for message in messages(system, worker))


def taken(system: System, worker: str) -> int:
    """How many events the worker took to their end."""
    return messages(system, worker).count("event done")


def an_order_to_measure() -> DataCollected:
    """An event that analysis answers with one of its own: the answers can be counted."""
    return DataCollected(cycle_id=uuid4(), office_id=uuid4(), run_id=uuid4(), collection=1, submissions=(), gaps=())


def publish(intake: Database) -> set[UUID]:
    with intake.write() as session:
        Work(session, SystemClock()).publish(*(an_order_to_measure() for _ in range(EVENTS)))
    with intake.read() as session:
        return set(session.scalars(select(OutboxRecord.event_id)))


def answers(analysis: Database) -> Counter[UUID]:
    """How many events of its own analysis wrote for each that it heard."""
    with analysis.read() as session:
        return Counter(UUID(envelope["causation"]) for envelope in session.scalars(select(OutboxRecord.envelope)))


@pytest.mark.on_sqlite
def test_of_three_workers_each_handles_some_events_and_none_is_handled_twice(
    system: System, intake: Database, analysis: Database
) -> None:
    poll(lambda: all(is_ready(system, worker) for worker in WORKERS), "three workers are ready")
    published = publish(intake)
    poll(lambda: answers(analysis).total() >= EVENTS, "every event is answered")
    poll(lambda: sum(taken(system, worker) for worker in WORKERS) >= EVENTS, "the workers have said so")

    assert answers(analysis) == Counter(published)
    with analysis.read() as session:
        rows = list(session.scalars(select(InboxRecord)))
    assert {(row.state, row.attempts) for row in rows} == {(InboxState.HANDLED, 1)}
    assert {row.event_id for row in rows} == published
    shares = {worker: taken(system, worker) for worker in WORKERS}
    assert all(shares.values()), shares


@pytest.mark.parametrize("wrong", ["intake-web=2", "analysis-worker=0", "analysis-worker=tiga", "tidak-ada=2"])
def test_a_scale_that_cannot_be_is_refused_in_words(wrong: str, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "launcher", "demo", "--data", str(tmp_path), "--port", "0", "--scale", wrong]
    result = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False, timeout=20)
    assert result.returncode != 0
    assert "--scale" in result.stderr
    assert "analysis-worker" in result.stderr
    assert "Traceback" not in result.stderr


def test_the_copies_of_a_worker_have_names_of_their_own_and_the_same_command() -> None:
    workers = [process for process in scaled(PROCESSES, {"analysis-worker": 3}) if process.service == "analysis"]
    assert [process.name for process in workers] == [*WORKERS, "analysis-loop"]
    assert len({process.command for process in workers if process.kind == "worker"}) == 1


def test_without_a_scale_the_map_stays_as_it_is() -> None:
    assert scaled(PROCESSES, {}) == PROCESSES
