"""A throw-away PostgreSQL: KINERJA_TEST_POSTGRES_URL, or a fresh cluster from the installed programs."""

import os
import pwd
import secrets
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg import sql

from launcher.ports import free_port
from launcher.spawning import kill_group, spawn
from launcher.system_map import SERVICES
from launcher.throwaway.missing import Missing
from launcher.throwaway.waiting import wait_until_ready

SETTING = "KINERJA_TEST_POSTGRES_URL"
# Debian keeps initdb and postgres out of PATH, one folder per version.
DEBIAN_PROGRAMS = Path("/usr/lib/postgresql")
_ASK = f"PostgreSQL tidak ditemukan. Pasang paket postgresql (sudo apt install postgresql), atau isi {SETTING}."
_CONNECT_SECONDS = 5
_STOP_SECONDS = 20.0
# Nothing here outlives the run: no flush to disk is worth its time.
_OPTIONS = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=200")


class PostgresqlServer:
    """A server that we may fill with databases. Every database made here is dropped by `drop_all`."""

    def __init__(self, url: str) -> None:
        """`url`: of a role that may create databases, `postgresql://user:password@host:port/database`."""
        self._url = url.replace("postgresql+psycopg://", "postgresql://", 1)
        self._made: list[str] = []

    def ready(self) -> bool:
        """Whether the server takes connections now."""
        try:
            self._connect().close()
        except psycopg.OperationalError:
            return False
        return True

    def create(self, label: str, *, template: str = "template0") -> str:
        """Make a database, empty or as a copy of the one at the address `template`; returns its address.

        The address is for SQLAlchemy: `postgresql+psycopg://`. A template must have no open connection.
        """
        name = f"kinerja_{label}_{secrets.token_hex(6)}"
        source = template.rsplit("/", 1)[-1]
        command = sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(source))
        with self._connect() as connection:
            connection.execute(command)
        self._made.append(name)
        return self._address(name)

    def drop(self, url: str) -> None:
        """Drop a database that `create` made, open connections or not."""
        name = url.rsplit("/", 1)[-1]
        with self._connect() as connection:
            connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
        self._made.remove(name)

    def drop_all(self) -> None:
        for name in tuple(self._made):
            self.drop(name)

    def for_services(self) -> Mapping[str, str]:
        """One empty database per service."""
        return {service: self.create(service) for service in SERVICES}

    def _connect(self) -> "psycopg.Connection[tuple[object, ...]]":
        return psycopg.connect(self._url, autocommit=True, connect_timeout=_CONNECT_SECONDS)

    def _address(self, name: str) -> str:
        server = self._url.rsplit("/", 1)[0].replace("postgresql://", "postgresql+psycopg://", 1)
        return f"{server}/{name}"


@contextmanager
def throwaway_postgresql() -> Iterator[PostgresqlServer]:
    """A server whose databases are gone when the block ends. Raises Missing."""
    given = os.environ.get(SETTING)
    if given:
        server = PostgresqlServer(given)
        try:
            yield server
        finally:
            server.drop_all()
        return
    programs = installed_programs()
    with (
        tempfile.TemporaryDirectory(prefix="kinerja-postgresql-", ignore_cleanup_errors=True) as folder,
        _cluster(programs, Path(folder)) as url,
    ):
        yield PostgresqlServer(url)


def installed_programs(debian: Path = DEBIAN_PROGRAMS) -> Path:
    """The folder of initdb and postgres: that of PATH's pg_ctl, else the newest of Debian's. Raises Missing."""
    found = shutil.which("pg_ctl")
    folders = [Path(found).resolve().parent] if found else []
    folders += sorted(debian.glob("*/bin"), key=lambda folder: float(folder.parent.name), reverse=True)
    for folder in folders:
        if (folder / "initdb").exists() and (folder / "postgres").exists():
            return folder
    raise Missing(_ASK)


@contextmanager
def _cluster(programs: Path, folder: Path) -> Iterator[str]:
    user = _unprivileged()
    password = secrets.token_urlsafe(24)
    _initialise(programs, folder, user, password)
    port = free_port(set())
    options = [word for option in _OPTIONS for word in ("-c", option)]
    where = ["-D", str(folder / "data"), "-h", "127.0.0.1", "-p", str(port), "-k", ""]
    log = folder / "log"
    with log.open("wb") as output:
        process = spawn(
            [str(programs / "postgres"), *where, *options],
            output,
            folder=folder,
            user=user,
            death_signal=signal.SIGQUIT,
        )
    url = f"postgresql://kinerja:{password}@127.0.0.1:{port}/postgres"
    try:
        wait_until_ready(PostgresqlServer(url).ready, process, log)
        yield url
    finally:
        _stop(process)


def _initialise(programs: Path, folder: Path, user: tuple[int, int] | None, password: str) -> None:
    secret = folder / "password"
    secret.write_text(password)
    if user is not None:
        for path in (folder, secret):
            os.chown(path, *user)
    command = [str(programs / "initdb"), "-D", str(folder / "data"), "-U", "kinerja", "--pwfile", str(secret)]
    command += ["--auth", "scram-sha-256", "--encoding", "UTF8", "--locale", "C", "--no-sync"]
    uid, gid = user if user is not None else (None, None)
    groups = None if user is None else ()
    made = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, check=False, user=uid, group=gid, extra_groups=groups
    )
    if made.returncode != 0:
        raise RuntimeError(f"initdb failed:\n{made.stdout}{made.stderr}")


def _unprivileged() -> tuple[int, int] | None:
    """Uid and gid to run as: PostgreSQL refuses root. None when we are not root."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            account = pwd.getpwnam(name)
        except KeyError:
            continue
        return account.pw_uid, account.pw_gid
    raise Missing("Tidak ada akun postgres atau nobody; PostgreSQL tidak dapat dijalankan sebagai root.")


def _stop(process: "subprocess.Popen[bytes]") -> None:
    process.send_signal(signal.SIGINT)  # the fast shutdown of PostgreSQL: connections are cut
    try:
        process.wait(_STOP_SECONDS)
    except subprocess.TimeoutExpired:
        kill_group(process)
