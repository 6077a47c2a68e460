"""A PostgreSQL database that is copied while others write to it, table by table with COPY.

COPY needs no program of PostgreSQL's on this machine, and none of the server's version; the tables themselves are made
by the migrations when the copy is brought back.
"""

from collections.abc import Iterator
from pathlib import Path

import psycopg
from psycopg import errors, sql

from launcher.backup.problem import BackupProblem, Busy

# Shorter than deadlock_timeout (1 s by default): who waits for us while we wait for him must not be the one to fail.
_IN_TIME = "SET LOCAL lock_timeout = '800ms'; SET LOCAL statement_timeout = '900ms'"
_HEADS = "SELECT version_num FROM alembic_version ORDER BY 1"
_CONNECT_S = 5
_TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = current_schema() ORDER BY 1"

Connection = psycopg.Connection[tuple[object, ...]]


class PostgresqlSource:
    """The database of `service` at `url`. Raises BackupProblem when nobody answers there."""

    def __init__(self, service: str, url: str) -> None:
        self.service = service
        self._holding = connect(service, url)
        self._looking = connect(service, url)
        if not tables_in(self._looking):
            raise BackupProblem(f"Basis data {service} masih kosong; tidak ada yang dapat dicadangkan.")

    def lock(self) -> None:
        tables = tables_in(self._holding)
        self._holding.execute("BEGIN")
        try:
            self._holding.execute(_IN_TIME)
            # SHARE lets others read and waits for, and keeps out, everyone who writes.
            names = sql.SQL(", ").join(map(sql.Identifier, tables))
            self._holding.execute(sql.SQL("LOCK TABLE {} IN SHARE MODE").format(names))
        except (errors.LockNotAvailable, errors.QueryCanceled, errors.DeadlockDetected) as error:
            self._holding.execute("ROLLBACK")
            raise Busy(self.service) from error

    def look(self) -> None:
        self._looking.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        # The moment is that of the first statement, not that of BEGIN.
        self._looking.execute("SELECT 1")

    def unlock(self) -> None:
        self._holding.execute("ROLLBACK")

    def heads(self) -> tuple[str, ...]:
        return tuple(str(head) for (head,) in self._looking.execute(_HEADS))

    def copies(self, folder: Path) -> Iterator[tuple[Path, int]]:
        for table in tables_in(self._looking):
            file = folder / f"{table}.csv"
            yield file, self._copy(table, file)

    def close(self) -> None:
        self._looking.close()
        self._holding.close()

    def _copy(self, table: str, file: Path) -> int:
        command = sql.SQL("COPY {} TO STDOUT (FORMAT csv, HEADER)").format(sql.Identifier(table))
        with self._looking.cursor() as cursor, file.open("wb") as out:
            with cursor.copy(command) as rows:
                for block in rows:
                    out.write(block)
            return cursor.rowcount


def connect(service: str, url: str) -> Connection:
    """A connection without transactions of its own. Raises BackupProblem when there is none to be had."""
    address = url.replace("postgresql+psycopg://", "postgresql://", 1)
    try:
        return psycopg.connect(address, autocommit=True, connect_timeout=_CONNECT_S, options="-c timezone=UTC")
    except psycopg.OperationalError as error:
        raise BackupProblem(f"Basis data {service} tidak dapat dihubungi: {error}") from error


def tables_in(connection: Connection) -> list[str]:
    """The tables of a database by name; none when nothing was ever migrated."""
    return [str(name) for (name,) in connection.execute(_TABLES)]
