"""Databases for tests as copies of templates: to migrate, and to load an office, for each test took half its time."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from launcher.throwaway import PostgresqlServer
from shared.database import Database, migrate

Fill = Callable[[Database], None]


@dataclass(slots=True)
class Templates:
    """Migrated databases by service and filling, each made once; no test writes to them.

    `server`: where they are kept; SQLite files in `folder` when None.
    """

    folder: Path
    server: PostgresqlServer | None = None
    _made: dict[tuple[str, Fill | None], str] = field(default_factory=dict)

    def of(self, service: str, fill: Fill | None) -> str:
        """The address of a service's template, as `fill` leaves it where given."""
        key = (service, fill)
        if key not in self._made:
            self._made[key] = self._make(f"{service}_{len(self._made)}", service, fill)
        return self._made[key]

    def _make(self, label: str, service: str, fill: Fill | None) -> str:
        url = self.server.create(f"template_{label}") if self.server else f"sqlite:///{self.folder / label}.sqlite"
        migrate(service, url)
        if fill:
            database = Database(url)
            fill(database)
            database.dispose()
        return url


@dataclass(slots=True)
class Copies:
    """The databases of one test."""

    templates: Templates
    folder: Path
    _made: list[str] = field(default_factory=list)

    def __call__(self, service: str, fill: Fill | None = None) -> str:
        """The address of a database of the test's own, migrated, and filled where asked."""
        source = self.templates.of(service, fill)
        if server := self.templates.server:
            self._made.append(server.create(service, template=source))
        else:
            copy = self.folder / f"{service}-{len(self._made)}.sqlite"
            shutil.copyfile(source.removeprefix("sqlite:///"), copy)
            self._made.append(f"sqlite:///{copy}")
        return self._made[-1]

    def drop(self) -> None:
        """Drop what a server keeps; files go with their folder."""
        if server := self.templates.server:
            for url in self._made:
                server.drop(url)
