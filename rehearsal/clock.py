"""Office time in a rehearsal: one instant in a file, begun at a fixed time and moved a step per act."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

BEGINNING = datetime(2026, 2, 2, 2, 0, tzinfo=UTC)
"""Monday, 2 February 2026, 09.00 WIB: a working morning."""

STEP = timedelta(minutes=1)


class RehearsalClock:
    """The clock that only the rehearsal moves."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self.now = BEGINNING
        self._write()

    def step(self) -> None:
        """One act later."""
        self.move_to(self.now + STEP)

    def move_to(self, instant: datetime) -> None:
        """Move on; never back."""
        self.now = max(self.now, instant)
        self._write()

    def _write(self) -> None:
        # Moved into place, so that no process ever reads half an instant.
        beside = self._file.with_suffix(".new")
        beside.write_text(self.now.isoformat(), encoding="ascii")
        os.replace(beside, self._file)  # noqa: PTH105 - atomic on every platform
