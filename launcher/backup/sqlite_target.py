"""An SQLite database that is brought back."""

import shutil
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from launcher.backup.epoch import new_epoch

_LOGS = ("", "-wal", "-shm")


class SqliteTarget:
    """The database of `service` in `file`. The lock of the data folder says whether somebody uses it."""

    def __init__(self, service: str, file: Path) -> None:
        self.service = service
        self._file = file

    def is_empty(self) -> bool:
        return not self._file.exists()

    def put_aside(self, stamp: str) -> None:
        for ending in _LOGS:
            file = Path(f"{self._file}{ending}")
            if file.exists():
                # The name of its log must go with that of the database: what is only in the log is found by it.
                file.rename(f"{self._file}.{stamp}{ending}")

    def fill(self, unpacked: Path, heads: Sequence[str]) -> None:
        copy = unpacked / "db" / f"{self.service}.sqlite"
        with closing(sqlite3.connect(copy)) as connection, connection:
            connection.execute("UPDATE delivery_epoch SET value = ?", (new_epoch(),))
        self._file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        shutil.move(copy, self._file)
