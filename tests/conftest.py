"""Databases and brokers for tests: fresh, on loopback, gone afterwards."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from launcher.throwaway import PostgresqlServer, throwaway_postgresql, throwaway_redis, throwaway_valkey
from shared.database import migrate

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
def migrated_templates() -> dict[tuple[str, str], str]:
    """Addresses of migrated databases by (kind, service); filled by `migrated_database`, never written to by tests."""
    return {}


@pytest.fixture
def migrated_database(
    database_kind: str,
    migrated_templates: dict[tuple[str, str], str],
    tmp_path: Path,
    tmp_path_factory: pytest.TempPathFactory,
    request: pytest.FixtureRequest,
) -> Iterator[Callable[[str], str]]:
    """Gives a service's database, empty and migrated, by copying one that was migrated once."""
    made: list[str] = []

    def on_sqlite(service: str) -> str:
        key = (database_kind, service)
        if key not in migrated_templates:
            template = tmp_path_factory.mktemp("template") / f"{service}.sqlite"
            migrate(service, f"sqlite:///{template}")
            migrated_templates[key] = str(template)
        copy = tmp_path / f"{service}-{len(made)}.sqlite"
        shutil.copyfile(migrated_templates[key], copy)
        made.append(f"sqlite:///{copy}")
        return made[-1]

    def on_postgresql(service: str) -> str:
        server: PostgresqlServer = request.getfixturevalue("postgresql_server")
        key = (database_kind, service)
        if key not in migrated_templates:
            migrated_templates[key] = server.create(f"template_{service}")
            migrate(service, migrated_templates[key])
        made.append(server.create(service, template=migrated_templates[key]))
        return made[-1]

    yield on_sqlite if database_kind == "sqlite" else on_postgresql
    if database_kind == "postgresql":
        server: PostgresqlServer = request.getfixturevalue("postgresql_server")
        for url in made:
            server.drop(url)
