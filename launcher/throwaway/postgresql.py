"""A throw-away PostgreSQL: KINERJA_TEST_POSTGRES_URL, or a fresh cluster from the installed programs."""

import os
import secrets
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg import sql

from launcher.system_map import SERVICES
from launcher.throwaway.cluster import Cluster
from launcher.throwaway.missing import Missing

SETTING = "KINERJA_TEST_POSTGRES_URL"
# Debian keeps initdb and postgres out of PATH, one folder per version.
DEBIAN_PROGRAMS = Path("/usr/lib/postgresql")
_ASK = f"PostgreSQL tidak ditemukan. Pasang paket postgresql (sudo apt install postgresql), atau isi {SETTING}."
_CONNECT_SECONDS = 5


class PostgresqlServer:
    """A server that we may fill with databases. Every database made here is dropped by `drop_all`."""

    def __init__(self, url: str, cluster: Cluster | None = None) -> None:
        """`url`: of a role that may create databases, `postgresql://user:password@host:port/database`.

        `cluster`: the processes behind it when they are ours to stop.
        """
        self.cluster = cluster
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

    def cut_connections(self) -> int:
        """End every other connection, as a firewall that forgets them would; returns how many there were."""
        ask = "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
        with self._connect() as connection:
            row = connection.execute(f"{ask} WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()")
            return int(str((row.fetchone() or (0,))[0]))

    def for_services(self) -> Mapping[str, str]:
        """One empty database per service."""
        return {service: self.create(service) for service in SERVICES}

    def _connect(self) -> "psycopg.Connection[tuple[object, ...]]":
        return psycopg.connect(self._url, autocommit=True, connect_timeout=_CONNECT_SECONDS)

    def _address(self, name: str) -> str:
        server = self._url.rsplit("/", 1)[0].replace("postgresql://", "postgresql+psycopg://", 1)
        return f"{server}/{name}"


@contextmanager
def throwaway_postgresql(within: Path | None = None) -> Iterator[PostgresqlServer]:
    """A server whose databases are gone when the block ends. Raises Missing.

    `within`: the folder that the cluster's own folder is made in; the usual one for temporary files when None.
    """
    given = os.environ.get(SETTING)
    if given:
        server = PostgresqlServer(given)
        try:
            yield server
        finally:
            server.drop_all()
        return
    programs = installed_programs()
    with tempfile.TemporaryDirectory(prefix="kinerja-postgresql-", dir=within, ignore_cleanup_errors=True) as folder:
        cluster = Cluster(programs, Path(folder))
        server = PostgresqlServer(cluster.url, cluster)
        try:
            cluster.start(server.ready)
            yield server
        finally:
            cluster.stop()


def installed_programs(debian: Path = DEBIAN_PROGRAMS) -> Path:
    """The folder of initdb and postgres: that of PATH's pg_ctl, else the newest of Debian's. Raises Missing."""
    found = shutil.which("pg_ctl")
    folders = [Path(found).resolve().parent] if found else []
    folders += sorted(debian.glob("*/bin"), key=lambda folder: float(folder.parent.name), reverse=True)
    for folder in folders:
        if (folder / "initdb").exists() and (folder / "postgres").exists():
            return folder
    raise Missing(_ASK)
