"""The databases that a backup is brought back into."""

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from launcher.backup.place import Place
from launcher.backup.postgresql_target import PostgresqlTarget
from launcher.backup.sqlite_target import SqliteTarget
from launcher.backup.take import sqlite_file


class Target(Protocol):
    """One service's database, to be filled from a backup."""

    service: str

    def is_empty(self) -> bool:
        """Whether nothing would be lost by filling it. Raises BackupProblem when somebody is using it."""

    def put_aside(self, stamp: str) -> None:
        """Keep what is there under a name that ends in `stamp`, and be empty."""

    def fill(self, unpacked: Path, heads: Sequence[str]) -> None:
        """Fill the empty database with what was unpacked, at the migrations `heads`; all of it or nothing."""


def targets_of(place: Place) -> list[Target]:
    """The four databases of a place. Raises BackupProblem for one that cannot be reached."""
    if place.database == "postgresql":
        return [PostgresqlTarget(service, url) for service, url in place.database_urls.items()]
    return [SqliteTarget(service, sqlite_file(url)) for service, url in place.database_urls.items()]
