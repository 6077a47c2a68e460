"""Databases and brokers for tests: fresh, on loopback, gone afterwards."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from launcher.throwaway import PostgresqlServer, throwaway_postgresql, throwaway_redis, throwaway_valkey
from tests.database_copies import Copies, Templates

pytest_plugins = ["tests.system_parts"]

ON_BOTH = (
    pytest.param("sqlite", marks=pytest.mark.on_sqlite),
    pytest.param("postgresql", marks=pytest.mark.needs_postgresql),
)


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[PostgresqlServer]:
    """One server for the whole run; ask for `database_url` rather than for this."""
    with throwaway_postgresql() as server:
        yield server


@pytest.fixture(scope="session")
def postgresql_url(postgresql_server: PostgresqlServer) -> str:
    """An empty PostgreSQL database that all tests share."""
    return postgresql_server.create("shared")


@pytest.fixture(scope="session")
def redis_url() -> Iterator[str]:
    """A broker as the embedded default runs it, shared by all tests."""
    with throwaway_valkey() as url:
        yield url


@pytest.fixture(scope="session")
def real_redis_url() -> Iterator[str]:
    """A real Redis; mark the test with `needs_redis`."""
    with throwaway_redis() as url:
        yield url


@pytest.fixture(params=ON_BOTH)
def database_kind(request: pytest.FixtureRequest) -> str:
    """`sqlite`, then `postgresql`: the test runs once on each."""
    return str(request.param)


@pytest.fixture
def database_url(database_kind: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    """An empty database of the test's own."""
    if database_kind == "sqlite":
        yield f"sqlite:///{tmp_path / 'database.sqlite'}"
        return
    server: PostgresqlServer = request.getfixturevalue("postgresql_server")
    url = server.create("test")
    yield url
    server.drop(url)


@pytest.fixture(scope="session")
def sqlite_templates(tmp_path_factory: pytest.TempPathFactory) -> Templates:
    return Templates(tmp_path_factory.mktemp("templates"))


@pytest.fixture(scope="session")
def postgresql_templates(tmp_path_factory: pytest.TempPathFactory, postgresql_server: PostgresqlServer) -> Templates:
    return Templates(tmp_path_factory.mktemp("templates"), postgresql_server)


@pytest.fixture
def migrated_database(database_kind: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Copies]:
    """Gives databases of the test's own."""
    copies = Copies(request.getfixturevalue(f"{database_kind}_templates"), tmp_path)
    yield copies
    copies.drop()
