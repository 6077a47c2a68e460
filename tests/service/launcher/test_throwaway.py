"""Throw-away servers: fresh, ours alone, gone afterwards; a missing program is named."""

from pathlib import Path

import psycopg
import pytest
import redis
from sqlalchemy import create_engine, text

from launcher.throwaway import Missing, PostgresqlServer, throwaway_postgresql, throwaway_redis, throwaway_valkey
from launcher.throwaway.postgresql import installed_programs

LIMITS = {"socket_timeout": 5.0, "socket_connect_timeout": 3.0}


@pytest.mark.needs_postgresql
def test_every_service_gets_an_empty_database_of_its_own(postgresql_server: PostgresqlServer) -> None:
    urls = postgresql_server.for_services()
    try:
        assert len(set(urls.values())) == 4
        engine = create_engine(urls["intake"])
        with engine.connect() as connection:
            tables = connection.execute(text("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")).scalar()
        engine.dispose()
        assert tables == 0
    finally:
        for url in urls.values():
            postgresql_server.drop(url)


@pytest.mark.needs_postgresql
def test_a_throw_away_postgresql_is_gone_after_its_block() -> None:
    with throwaway_postgresql() as server:
        url = server.create("test").replace("+psycopg", "")
        psycopg.connect(url, connect_timeout=5).close()
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(url, connect_timeout=5)


@pytest.mark.needs_postgresql
@pytest.mark.parametrize("at_once", [False, True])
def test_a_postgresql_of_our_own_keeps_its_data_when_it_is_stopped_and_started(*, at_once: bool) -> None:
    with throwaway_postgresql() as server:
        if server.cluster is None:
            pytest.skip("the server named by KINERJA_TEST_POSTGRES_URL is not ours to stop")
        url = server.create("test").replace("+psycopg", "")
        with psycopg.connect(url, connect_timeout=5) as connection:
            connection.execute("CREATE TABLE kept AS SELECT 1 AS one")
        server.cluster.stop(at_once=at_once)
        assert not server.ready()
        server.cluster.start(server.ready)
        with psycopg.connect(url, connect_timeout=5) as connection:
            assert connection.execute("SELECT one FROM kept").fetchall() == [(1,)]
            assert server.cut_connections() >= 1
            with pytest.raises(psycopg.OperationalError):
                connection.execute("SELECT 1")


@pytest.mark.needs_redis
def test_a_throw_away_redis_is_empty_and_asks_for_its_password() -> None:
    with throwaway_redis() as url, redis.Redis.from_url(url, **LIMITS) as client:
        assert client.dbsize() == 0


def test_the_valkey_of_the_wheel_is_empty_and_refuses_a_wrong_password() -> None:
    with throwaway_valkey() as url:
        with redis.Redis.from_url(url, **LIMITS) as client:
            assert client.dbsize() == 0
            assert client.config_get("appendonly") == {"appendonly": "yes"}
            assert client.config_get("maxmemory-policy") == {"maxmemory-policy": "noeviction"}
        stranger = redis.Redis.from_url(url.replace("redis://:", "redis://:x"), **LIMITS)
        with stranger, pytest.raises(redis.AuthenticationError):
            stranger.ping()


def test_a_machine_without_redis_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("KINERJA_TEST_REDIS_URL", raising=False)
    with pytest.raises(Missing, match="redis-server"), throwaway_redis():
        pass


def test_a_machine_without_postgresql_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Missing, match="paket postgresql"):
        installed_programs(debian=tmp_path)
