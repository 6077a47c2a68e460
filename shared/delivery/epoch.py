"""Noticing that Redis has lost its memory.

The database and Redis hold the same random value. When Redis has none, or another, it was wiped or replaced, and
what was sent but not acknowledged is due again.
"""

import secrets
from typing import Any

import redis
from sqlalchemy import select

from shared.database import Database
from shared.delivery.outbox import make_all_due
from shared.delivery.records import EpochRecord


def epoch_key(service: str) -> str:
    """Where Redis keeps a publisher's value."""
    return f"kinerja:epoch:{service}"


def check_epoch(service: str, database: Database, client: redis.Redis) -> bool:
    """Compare the two values; when they differ make everything unacknowledged due and agree on a new one.

    The key is written after the commit: a crash in between repeats the re-sending, which does no harm.
    Returns whether memory was found lost.
    """
    with database.read() as session:
        known = session.scalars(select(EpochRecord.value)).one()
    if _value(client, service) == known:
        return False
    with database.write() as session:
        row = session.scalars(select(EpochRecord).with_for_update()).one()
        if _value(client, service) == row.value:
            return False
        row.value = secrets.token_hex(16)
        make_all_due(session)
        value = row.value
    client.set(epoch_key(service), value)
    return True


def _value(client: redis.Redis, service: str) -> str | None:
    value: Any = client.get(epoch_key(service))
    return None if value is None else value.decode("ascii")
