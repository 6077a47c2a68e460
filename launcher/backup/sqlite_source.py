"""An SQLite database that is copied while others write to it.

The copy is made by SQLite's own backup API (sqlite.org/backup.html) from a connection with an open read transaction:
in WAL mode that connection keeps seeing the moment at which the transaction began.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from launcher.backup.problem import BackupProblem, Busy

_WAIT_S = 2.0
_PRIMARY_CODE = 0xFF  # the rest of an extended result code says more than is asked here


class SqliteSource:
    """The database of `service` in `file`. Raises BackupProblem when it is not there."""

    def __init__(self, service: str, file: Path) -> None:
        self.service = service
        if not file.is_file():
            raise BackupProblem(f"Basis data {file} tidak ada. Periksa folder data yang disebut dengan --data.")
        self._holding = _connect(file)
        self._looking = _connect(file)

    def lock(self) -> None:
        try:
            self._holding.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & _PRIMARY_CODE != sqlite3.SQLITE_BUSY:
                raise BackupProblem(f"Basis data {self.service} tidak dapat dibaca: {error}") from error
            raise Busy(self.service) from error

    def look(self) -> None:
        self._looking.execute("BEGIN")
        # The read transaction begins with the first read, not with BEGIN.
        self._looking.execute("SELECT count(*) FROM sqlite_master").fetchone()

    def unlock(self) -> None:
        self._holding.execute("ROLLBACK")

    def heads(self) -> tuple[str, ...]:
        return heads_in(self._looking)

    def copies(self, folder: Path) -> Iterator[tuple[Path, int]]:
        file = folder / f"{self.service}.sqlite"
        with closing(sqlite3.connect(file)) as copy:
            self._looking.backup(copy)
            if copy.execute("PRAGMA quick_check").fetchone() != ("ok",):
                raise BackupProblem(f"Basis data {self.service} rusak; cadangannya tidak dibuat.")
            rows = _rows_in(copy)
        yield file, rows

    def close(self) -> None:
        self._looking.close()
        self._holding.close()


def heads_in(connection: sqlite3.Connection) -> tuple[str, ...]:
    """The newest migrations of a database, as it notes them itself."""
    return tuple(head for (head,) in connection.execute("SELECT version_num FROM alembic_version ORDER BY 1"))


def _connect(file: Path) -> sqlite3.Connection:
    # rw, not rwc: a database that is not there is not made. A read-only connection could not recover a log that
    # a crash left behind.
    return sqlite3.connect(f"{file.absolute().as_uri()}?mode=rw", uri=True, isolation_level=None, timeout=_WAIT_S)


def _rows_in(connection: sqlite3.Connection) -> int:
    tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    quoted = ['"' + name.replace('"', '""') + '"' for (name,) in tables.fetchall()]
    counts = [connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in quoted]  # noqa: S608 quoted
    return sum(counts)
