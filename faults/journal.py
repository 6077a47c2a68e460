"""What the load generator did and saw, written down by itself: the counter holds the system against it."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO


@dataclass(frozen=True, slots=True)
class Entry:
    """One line. `at` is the monotonic clock's; `player` is empty for what the thrower did."""

    at: float
    player: str
    what: str
    cycle: str = ""
    task: str = ""
    text: str = ""


class Journal:
    """Written by all players and by the thrower; each line reaches the file at once."""

    def __init__(self, file: IO[str] | None = None) -> None:
        self._file = file
        self._lock = threading.Lock()
        self._entries: list[Entry] = []

    def note(self, player: str, what: str, *, cycle: str = "", task: str = "", text: str = "") -> None:
        """Write a line: `opened`, `told`, `done`, `stumbled` or `ended` of a player, or what the thrower did."""
        with self._lock:
            entry = Entry(time.monotonic(), player, what, cycle, task, text)
            self._entries.append(entry)
            if self._file:
                self._file.write(json.dumps({**asdict(entry), "time": datetime.now(UTC).isoformat()}) + "\n")
                self._file.flush()

    def entries(self) -> list[Entry]:
        """All lines so far, in order."""
        with self._lock:
            return list(self._entries)

    def count(self, what: str) -> int:
        """How many lines say this."""
        return sum(entry.what == what for entry in self.entries())

    def gone_on_since(self, player: str, instant: float) -> bool:
        """Whether the player has begun something after the instant and come through with it, or has ended."""
        later = [entry for entry in self.entries() if entry.player == player and entry.at >= instant]
        told = {entry.task for entry in later if entry.what == "told"}
        return any(
            entry.what in {"opened", "ended"} or (entry.what == "done" and entry.task in told) for entry in later
        )


@contextmanager
def journal_in(folder: Path | None) -> Iterator[Journal]:
    """A journal kept in a folder, or in memory only."""
    if folder is None:
        yield Journal()
        return
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "journal.jsonl").open("w", encoding="utf-8") as file:
        yield Journal(file)
