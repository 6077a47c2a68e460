"""Waits between tries at the doors: they grow with the failures, end, and are forgotten. Machine time throughout."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from services.intake.models import FailureRecord
from shared.clock import machine_now

FIRST_WAIT = timedelta(seconds=10)
LONGEST_WAIT = timedelta(minutes=15)
FORGOTTEN_AFTER = timedelta(hours=1)
_MOST_DOUBLINGS = 10
_MINUTE_S = 60


class SignInRefused(Exception):
    """The try did not succeed; the message is the sentence for the person."""


class TooManyTries(SignInRefused):
    """The next try must wait."""

    def __init__(self, wait: timedelta) -> None:
        seconds = max(1, round(wait.total_seconds()))
        amount = f"{seconds} detik" if seconds < _MINUTE_S else f"{-(-seconds // _MINUTE_S)} menit"
        super().__init__(f"Terlalu banyak percobaan. Coba lagi {amount} lagi.")


@dataclass(frozen=True, slots=True)
class Counter:
    """What tries are counted under. The name is hashed: nobody's address stands in the rows."""

    kind: str
    name: str
    free: int

    @property
    def key(self) -> str:
        """The row's key."""
        return f"{self.kind}:{hashlib.sha256(self.name.encode()).hexdigest()}"


def of_address(email: str) -> Counter:
    """Tries to come in as whoever has this address."""
    return Counter("address", email.strip().lower(), free=5)


def of_client(client: str) -> Counter:
    """Tries from one network address; a whole office may stand behind it."""
    return Counter("client", client, free=30)


def of_codes(email: str) -> Counter:
    """Codes asked for at an address: a mailbox must not be filled by strangers."""
    return Counter("codes", email.strip().lower(), free=5)


def of_codes_by(client: str) -> Counter:
    """Codes asked for from one network address."""
    return Counter("codes by", client, free=300)


def of_papers_by(client: str) -> Counter:
    """Files that anybody had checked from one network address: each costs a processor a second."""
    return Counter("papers by", client, free=60)


def count_try(session: Session, *counters: Counter) -> None:
    """Count a try before it is made, so that tries at the same moment cannot slip past a wait.

    Raises TooManyTries, and then counts nothing.
    """
    rows = _locked_rows(session, counters)
    _refuse_waiting(rows.values())
    now = machine_now()
    for counter in counters:
        row = rows[counter.key]
        if now - row.waits_until > FORGOTTEN_AFTER:
            row.failures = 0
        row.failures += 1
        row.waits_until = now + _wait_after(row.failures - counter.free)


def check_wait(session: Session, *counters: Counter) -> None:
    """Count nothing, but raise TooManyTries where the next try must wait."""
    keys = [counter.key for counter in counters]
    _refuse_waiting(session.scalars(select(FailureRecord).where(FailureRecord.key.in_(keys))))


def _refuse_waiting(rows: Iterable[FailureRecord]) -> None:
    now = machine_now()
    wait = max((row.waits_until - now for row in rows), default=timedelta(0))
    if wait > timedelta(0):
        raise TooManyTries(wait)


def forgive(session: Session, *, own: Iterable[Counter], shared: Iterable[Counter] = ()) -> None:
    """The try succeeded: forget what was counted for the person, and this one try for those around them."""
    session.execute(delete(FailureRecord).where(FailureRecord.key.in_([counter.key for counter in own])))
    keys = [counter.key for counter in shared]
    fewer = update(FailureRecord).where(FailureRecord.key.in_(keys), FailureRecord.failures > 0)
    session.execute(fewer.values(failures=FailureRecord.failures - 1))


def _locked_rows(session: Session, counters: Iterable[Counter]) -> dict[str, FailureRecord]:
    keys = sorted(counter.key for counter in counters)
    insert: type[postgresql.Insert | sqlite.Insert] = (
        postgresql.Insert if session.get_bind().dialect.name == "postgresql" else sqlite.Insert
    )
    for key in keys:
        new = {"key": key, "failures": 0, "waits_until": machine_now()}
        session.execute(insert(FailureRecord).values(new).on_conflict_do_nothing())
    # In the order of their keys, so that two tries cannot wait for each other.
    ordered = select(FailureRecord).where(FailureRecord.key.in_(keys)).order_by(FailureRecord.key)
    return {row.key: row for row in session.scalars(ordered.with_for_update())}


def _wait_after(beyond: int) -> timedelta:
    if beyond < 0:
        return timedelta(0)
    return min(FIRST_WAIT * int(2 ** min(beyond, _MOST_DOUBLINGS)), LONGEST_WAIT)
