"""Watching a running system from outside, to strike at the right moment."""

import time
from collections.abc import Callable

from sqlalchemy import create_engine, text
from sqlalchemy.pool import NullPool

from launcher.supervisor import System

LIMIT_S = 90


class Rows:
    """A look into one service's database, without a lock."""

    def __init__(self, system: System, service: str) -> None:
        self._engine = create_engine(
            system.plan.settings[f"KINERJA_DATABASE_URL_{service.upper()}"], poolclass=NullPool
        )

    def count(self, query: str) -> int:
        """The number a query gives."""
        with self._engine.connect() as connection:
            return int(connection.execute(text(query)).scalar_one())


def wait_until(happens: Callable[[], bool], pause_s: float = 0.05) -> None:
    """Poll until it happens; AssertionError after a generous while."""
    until = time.monotonic() + LIMIT_S
    while not happens():
        assert time.monotonic() < until, "what the fault waits for did not happen"
        time.sleep(pause_s)
