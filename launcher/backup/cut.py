"""One moment at which nobody writes in any of the databases.

An event that one service has acknowledged must be in that service's copy, and no copy may tell of what another has
not done yet. So all writers are held up at once, each database is looked at, and all go on; what is copied later
is what was seen at that look. Writers wait for milliseconds, however large the databases are.
"""

import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Protocol

from launcher.backup.problem import BackupProblem, Busy

LIMIT_S = 60.0
_PAUSE_S = 0.3


class Source(Protocol):
    """One service's database that is to be copied."""

    service: str

    def lock(self) -> None:
        """Let no one write from now on; reading goes on. Raises Busy, and then holds nothing."""

    def look(self) -> None:
        """See the database from now on as it is at this moment."""

    def unlock(self) -> None:
        """Let writers go on."""

    def heads(self) -> tuple[str, ...]:
        """The newest migrations, as of the look."""

    def copies(self, folder: Path) -> Iterator[tuple[Path, int]]:
        """Write what was seen into `folder`, file by file, each with how many rows it holds."""

    def close(self) -> None:
        """End the look."""


@contextmanager
def at_one_moment(sources: Sequence[Source], limit_s: float = LIMIT_S) -> Iterator[None]:
    """Within the block every source shows one moment, and nobody is held up any more. Raises BackupProblem."""
    with ExitStack() as ends:
        for source in sources:
            ends.callback(source.close)
        until = time.monotonic() + limit_s
        while not _cut(sources):
            if time.monotonic() > until:
                raise BackupProblem(
                    "Basis data terlalu sibuk: penulisnya tidak dapat ditahan sejenak. Ulangi beberapa saat lagi."
                )
            time.sleep(_PAUSE_S)
        yield


def _cut(sources: Sequence[Source]) -> bool:
    """Lock all, look at all, unlock all; False when one was busy."""
    with ExitStack() as locks:
        try:
            for source in sources:
                source.lock()
                locks.callback(source.unlock)
        except Busy:
            return False
        for source in sources:
            source.look()
    return True
