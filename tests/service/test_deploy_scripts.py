"""The scripts that docker-compose.yml gives to PostgreSQL and Redis, run against real ones."""

import os
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
import redis
from sqlalchemy.engine import URL, make_url

from launcher.ports import free_port
from launcher.system_map import SERVICES
from launcher.throwaway import throwaway_postgresql
from launcher.throwaway.postgresql import SETTING, installed_programs
from launcher.throwaway.redis import installed_server
from shared.database import migrate
from tests.service.launcher.trivial import poll

DEPLOY = Path(__file__).resolve().parents[2] / "deploy"


def make_secrets(folder: Path) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [DEPLOY / "make-secrets.sh", folder], capture_output=True, text=True, check=False, umask=0o022
    )


@pytest.fixture
def secrets(tmp_path: Path) -> Path:
    folder = tmp_path / "secrets"
    assert make_secrets(folder).returncode == 0
    return folder


def read(secrets: Path, name: str) -> str:
    return (secrets / name).read_text().strip()


def test_secrets_are_random_long_and_closed_to_other_users(secrets: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    make_secrets(other)
    random = [file.name for file in secrets.iterdir() if file.name != "smtp-url"]
    assert all(read(secrets, name) != read(other, name) for name in random)
    assert all(re.search("[0-9a-f]{64}", read(secrets, name)) for name in random)
    assert secrets.stat().st_mode & 0o777 == 0o700
    # read by another user of the container, to whom the single file is given
    assert {file.stat().st_mode & 0o777 for file in secrets.iterdir()} == {0o644}


def test_secrets_that_are_there_are_never_replaced(secrets: Path) -> None:
    before = {file.name: file.read_text() for file in secrets.iterdir()}
    again = make_secrets(secrets)
    assert again.returncode == 1
    assert "tidak ada yang diubah" in again.stderr
    assert {file.name: file.read_text() for file in secrets.iterdir()} == before


def test_an_address_carries_the_password_of_its_server(secrets: Path) -> None:
    assert make_url(read(secrets, "redis-url")).password == read(secrets, "redis-password")
    for service in SERVICES:
        url = make_url(read(secrets, f"database-url-{service}"))
        assert url.password == read(secrets, f"postgres-password-{service}")
        assert url.database == url.username == f"kinerja_{service}"


@pytest.fixture
def server(secrets: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[URL]:
    """A cluster of the test's own, prepared by the script: it makes roles and closes the shared databases."""
    monkeypatch.delenv(SETTING, raising=False)
    with throwaway_postgresql() as postgresql:
        url = make_url(postgresql.create("any"))
        environ = {
            "PATH": f"{installed_programs()}:{os.environ['PATH']}",
            "KINERJA_SECRETS": str(secrets),
            "POSTGRES_USER": str(url.username),
            "PGHOST": str(url.host),
            "PGPORT": str(url.port),
            "PGPASSWORD": str(url.password),
        }
        subprocess.run([DEPLOY / "postgres" / "databases.sh"], env=environ, check=True)
        yield url


def at(server: URL, address: str, *, database: str | None = None) -> str:
    url = make_url(address).set(host=server.host, port=server.port)
    return (url.set(database=database) if database else url).render_as_string(hide_password=False)


@pytest.mark.needs_postgresql
def test_every_service_gets_a_database_that_it_can_migrate_and_no_other_can_open(server: URL, secrets: Path) -> None:
    for service in SERVICES:
        address = read(secrets, f"database-url-{service}")
        migrate(service, at(server, address.replace("postgresql://", "postgresql+psycopg://")))
        for closed in {*(f"kinerja_{other}" for other in SERVICES), "postgres"} - {f"kinerja_{service}"}:
            with pytest.raises(psycopg.OperationalError, match="permission denied"):
                psycopg.connect(at(server, address, database=closed))


@pytest.fixture
def running_redis(secrets: Path, tmp_path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """Port and environment of a Redis that the script started."""
    installed_server()
    environ = {"PATH": os.environ["PATH"], "KINERJA_SECRETS": str(secrets), "TMPDIR": str(tmp_path)}
    port = free_port(set())
    process = subprocess.Popen(
        [DEPLOY / "redis" / "start.sh", "--port", str(port), "--bind", "127.0.0.1"],
        env=environ,
        cwd=tmp_path,
        stdout=subprocess.DEVNULL,
    )
    try:
        yield port, environ
    finally:
        process.terminate()
        process.wait(timeout=10)


def health(port: int, environ: dict[str, str]) -> int:
    command = [str(DEPLOY / "redis" / "health.sh"), "-p", str(port)]
    return subprocess.run(command, env=environ, capture_output=True, check=False).returncode


@pytest.mark.needs_redis
def test_redis_asks_for_the_password_keeps_a_log_and_never_evicts(
    running_redis: tuple[int, dict[str, str]], secrets: Path
) -> None:
    port, environ = running_redis
    poll(lambda: health(port, environ) == 0, "the health check is content")
    with redis.Redis(port=port, password=read(secrets, "redis-password")) as client:
        settings = client.config_get("maxmemory-policy", "appendonly", "appendfsync")
    assert settings == {"maxmemory-policy": "noeviction", "appendonly": "yes", "appendfsync": "everysec"}
    with redis.Redis(port=port) as stranger, pytest.raises(redis.AuthenticationError):
        stranger.ping()


@pytest.mark.needs_redis
def test_the_health_check_of_redis_fails_when_nobody_answers(secrets: Path) -> None:
    environ = {"PATH": os.environ["PATH"], "KINERJA_SECRETS": str(secrets)}
    assert health(free_port(set()), environ) != 0
