"""One service's database: engine, units of work and migrations, on SQLite and PostgreSQL alike.

The entry point (endpoint, consumer, scheduled job) owns the transaction: `with database.write() as session`.
On SQLite every unit of work that may write begins with BEGIN IMMEDIATE; a read that becomes a write would
otherwise fail with "database is locked", and two last submissions would open the gate no time at all.
"""

import os
import weakref
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from sqlite3 import Connection as SqliteConnection
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, DateTime, Dialect, Engine, String, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.orm import Session, sessionmaker
from sqlalchemy.pool import QueuePool
from sqlalchemy.types import TypeDecorator

if TYPE_CHECKING:
    from alembic.config import Config

LOCK_WAIT_S = 30
"""How long a unit of work waits for another's lock before it gives up with an error."""

_READ_ONLY = "kinerja_read_only"
_engines: weakref.WeakSet[Engine] = weakref.WeakSet()


def _leave_connections_to_parent() -> None:
    """In a forked process: two on one connection read each other's answers. The parent's is neither used nor closed."""
    for engine in tuple(_engines):
        engine.dispose(close=False)


os.register_at_fork(after_in_child=_leave_connections_to_parent)
# On PostgreSQL each statement would otherwise see its own moment: a cycle from before a commit, its tasks from after.
_ONE_MOMENT = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}


class UtcDateTime(TypeDecorator[datetime]):
    """An aware UTC instant. SQLite has no time zones, so the naive text there is UTC by this rule."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a naive datetime cannot be stored: {value!r}")
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class ExactDecimal(TypeDecorator[Decimal]):
    """A figure, kept digit by digit as it was typed ("88.950" stays so): stored as text, never as a float."""

    impl = String(64)
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> str | None:
        return None if value is None else format(value, "f")

    def process_result_value(self, value: str | None, dialect: Dialect) -> Decimal | None:
        return None if value is None else Decimal(value)


class Database:
    """A service's own database."""

    def __init__(self, url: str) -> None:
        self.engine = _engine(url)
        _engines.add(self.engine)
        self._writing = sessionmaker(self.engine, expire_on_commit=False)
        one_moment = _ONE_MOMENT if self.engine.dialect.name == "postgresql" else {}
        self._reading = self.engine.execution_options(**{_READ_ONLY: True}, **one_moment)

    @contextmanager
    def write(self) -> Iterator[Session]:
        """A unit of work that may write: committed at the end of the block, rolled back when it raises."""
        with self._writing.begin() as session:
            yield session

    def after_commit(self, act: Callable[[Session], None]) -> None:
        """Have `act` called after every unit of work that was committed; it may no longer use the database."""
        event.listen(self._writing, "after_commit", act)

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A unit of work that only reads, all of it as at one moment, and takes no lock."""
        with Session(self._reading, expire_on_commit=False) as session:
            yield session

    def dispose(self) -> None:
        """Close all connections."""
        self.engine.dispose()


def _engine(url: str) -> Engine:
    if make_url(url).get_backend_name() == "sqlite":
        return _sqlite_engine(url)
    return create_engine(
        url,
        hide_parameters=True,  # an error's text goes to the log; figures and names do not
        pool_size=5,
        max_overflow=10,
        pool_pre_ping=True,
        pool_timeout=10,
        connect_args={
            "connect_timeout": 5,
            "options": f"-c statement_timeout={LOCK_WAIT_S}s -c lock_timeout={LOCK_WAIT_S}s -c timezone=UTC",
        },
    )


def _sqlite_engine(url: str) -> Engine:
    database = make_url(url).database
    if database:
        Path(database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(
        url, hide_parameters=True, poolclass=QueuePool, connect_args={"timeout": LOCK_WAIT_S, "isolation_level": None}
    )
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: SqliteConnection, _record: Any) -> None:
    for pragma in ("journal_mode=WAL", "foreign_keys=ON", f"busy_timeout={LOCK_WAIT_S * 1000}", "synchronous=FULL"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    reading = connection.get_execution_options().get(_READ_ONLY, False)
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")


def migrate(service: str, url: str, revisions: Sequence[str] = ("heads",)) -> None:
    """Bring one service's database, its own tables and those of delivery, to the newest revisions or to those named."""
    # Loaded here: alembic costs every process 12 MB, and only the one that migrates needs it.
    from alembic import command

    config = _alembic_config(service)
    database = Database(url)
    try:
        with database.engine.connect() as connection:
            config.attributes["connection"] = connection
            for revision in revisions:
                command.upgrade(config, revision)
    finally:
        database.dispose()


def known_revisions(service: str) -> frozenset[str]:
    """Every migration of one service's database that this version brings."""
    from alembic.script import ScriptDirectory

    scripts = ScriptDirectory.from_config(_alembic_config(service))
    return frozenset(script.revision for script in scripts.walk_revisions())


def _alembic_config(service: str) -> "Config":
    from alembic.config import Config

    root = Path(__file__).resolve().parent.parent
    config = Config()
    config.set_main_option("script_location", str(root / "shared" / "migrations"))
    config.set_main_option("path_separator", "os")
    versions = (root / "shared" / "delivery" / "migrations", root / "services" / service / "migrations")
    config.set_main_option("version_locations", os.pathsep.join(str(path) for path in versions))
    return config
