"""Two kinds of time, kept apart.

Office time (due, overran, dates on papers, history) comes from a `Clock`. Machine time (leases, back-off,
re-sending, sessions, expiry) is always the machine's own and is never moved by a rehearsal.
"""

from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from shared.settings import Settings


class Clock(Protocol):
    """Office time."""

    def now(self) -> datetime:
        """The present instant, aware, in UTC."""


class SystemClock:
    """Office time of a real office: the machine's."""

    def now(self) -> datetime:
        return machine_now()


class RehearsalClock:
    """Office time that stands still until the rehearsal moves it: an ISO 8601 instant in a file all processes share."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def now(self) -> datetime:
        return datetime.fromisoformat(self._file.read_text(encoding="ascii").strip()).astimezone(UTC)


def machine_now() -> datetime:
    """Machine time, aware, in UTC."""
    return datetime.now(UTC)


def clock_of(settings: Settings) -> Clock:
    """The clock these settings ask for; only KINERJA_MODE=rehearsal gets one that can be moved."""
    return RehearsalClock(settings.clock_file) if settings.clock_file else SystemClock()
