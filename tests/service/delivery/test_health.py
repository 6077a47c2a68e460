"""The health check of a container: what it finds, and which worker it ends."""

import socket
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from launcher.ports import free_port
from shared.database import Database, migrate
from shared.delivery import inbox
from shared.delivery.attempts import lease_for
from shared.delivery.health import end_stuck, problem
from shared.events.envelope import wrap
from shared.settings import SERVICES, Settings, read_settings
from tests.events_builder import a_disposisi

NO_TIME, AN_HOUR = timedelta(0), timedelta(hours=1)


@pytest.fixture
def worker() -> Iterator[subprocess.Popen[bytes]]:
    """A process that would never end by itself."""
    code = "import signal; print('runs', flush=True); signal.pause()"
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        yield process
        process.kill()


def settings_for(database_url: str, redis_url: str, data: Path) -> Settings:
    return read_settings(
        {
            "KINERJA_DATA": str(data),
            "KINERJA_REDIS_URL": redis_url,
            "KINERJA_SMTP_URL": "smtp://127.0.0.1",
            "KINERJA_SECRET_KEY": "a-secret-key-of-at-least-thirty-two-characters",
            **{f"KINERJA_DATABASE_URL_{service.upper()}": database_url for service in SERVICES},
            **{f"KINERJA_API_URL_{service.upper()}": "http://127.0.0.1:1" for service in SERVICES},
        }
    )


def test_a_worker_over_its_limit_on_this_host_is_ended(worker: "subprocess.Popen[bytes]") -> None:
    assert end_stuck([f"{socket.gethostname()}:{worker.pid}"], NO_TIME) == [worker.pid]
    assert worker.wait(timeout=10) == -9


def test_a_worker_of_another_host_and_one_that_is_gone_are_left_alone(worker: "subprocess.Popen[bytes]") -> None:
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    assert end_stuck([f"elsewhere:{worker.pid}", f"{socket.gethostname()}:{gone.pid}"], NO_TIME) == []
    assert worker.poll() is None


def test_a_new_run_under_the_pid_of_a_stuck_one_is_left_alone(worker: "subprocess.Popen[bytes]") -> None:
    assert end_stuck([f"{socket.gethostname()}:{worker.pid}"], AN_HOUR) == []
    assert worker.poll() is None


def test_where_database_and_broker_answer_there_is_no_problem(
    database_url: str, redis_url: str, tmp_path: Path
) -> None:
    migrate("notify", database_url)
    assert problem("notify", settings_for(database_url, redis_url, tmp_path)) is None


def test_a_lease_that_is_held_in_time_is_no_problem(database_url: str, redis_url: str, tmp_path: Path) -> None:
    migrate("notify", database_url)
    settings = settings_for(database_url, redis_url, tmp_path)
    database = Database(database_url)
    with database.write() as session:
        limit = lease_for(timedelta(seconds=settings.handler_limit_s))
        assert inbox.store(session, wrap(a_disposisi()), ["file_disposisi"], limit)
    database.dispose()
    assert problem("notify", settings) is None


def test_a_database_without_its_tables_is_a_problem(database_url: str, redis_url: str, tmp_path: Path) -> None:
    found = problem("notify", settings_for(database_url, redis_url, tmp_path))
    assert found is not None
    assert found.startswith("the database does not answer")


def test_a_broker_that_does_not_answer_is_a_problem(database_url: str, tmp_path: Path) -> None:
    migrate("notify", database_url)
    nobody = f"redis://127.0.0.1:{free_port(set())}/0"
    assert problem("notify", settings_for(database_url, nobody, tmp_path)) == (
        "the broker does not answer: ConnectionError"
    )
