"""What every page may use: settings, database, clock, files; and the unit of work of a request."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import cast

from flask import current_app
from sqlalchemy.orm import Session

from shared.clock import Clock
from shared.database import Database
from shared.delivery.work import Work
from shared.files import FileStore
from shared.logs import name_ids
from shared.settings import Settings

_KEY = "kinerja"


@dataclass(frozen=True, slots=True)
class Site:
    """The web's surroundings."""

    settings: Settings
    database: Database
    clock: Clock
    files: FileStore = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "files", FileStore(self.settings.files))


def install_site(extensions: dict[str, object], site: Site) -> None:
    """Make the site known to the views of an app."""
    extensions[_KEY] = site


def site() -> Site:
    """The site of the present app."""
    return cast("Site", current_app.extensions[_KEY])


@contextmanager
def reading() -> Iterator[Session]:
    """A look at the database."""
    with site().database.read() as session:
        yield session


@contextmanager
def working() -> Iterator[Work]:
    """A unit of work: committed at the end of the block."""
    with site().database.write() as session:
        work = Work(session, site().clock)
        name_ids({"trace_id": work.trace})
        yield work
