"""Servers for one run of tests or one rehearsal: fresh, on loopback, gone afterwards."""

from launcher.throwaway.missing import Missing
from launcher.throwaway.postgresql import PostgresqlServer, throwaway_postgresql
from launcher.throwaway.redis import throwaway_redis, throwaway_valkey

__all__ = ["Missing", "PostgresqlServer", "throwaway_postgresql", "throwaway_redis", "throwaway_valkey"]
