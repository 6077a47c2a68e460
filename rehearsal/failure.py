"""Why a rehearsal ends early, in words for the person who started it."""

from collections.abc import Mapping
from typing import Any


class RehearsalFailed(Exception):
    """Something that must happen did not; each problem is one line."""

    def __init__(self, *problems: str) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


class CannotBegin(RehearsalFailed):
    """What was asked for cannot be played: an option, a file or a program is not as it must be."""


class PageRefused(RehearsalFailed):
    """A page did not answer as a person would need it to."""


class Stalled(RehearsalFailed):
    """Nothing went on for `limit_s` seconds; names what the board waits for, and the last page that said "not yet"."""

    def __init__(self, board: Mapping[str, Any], limit_s: int, not_yet: str) -> None:
        kinds = {step["number"]: step["kind"] for step in board["steps"]}
        waiting = [
            f"langkah {run['step']} ({kinds[run['step']]}, keadaan {run['state']})"
            for run in board["runs"]
            if run["state"] in {"preparing", "running"}
        ]
        super().__init__(
            f"Tidak ada kemajuan selama {limit_s} detik. Yang ditunggu: {', '.join(waiting) or 'akhir siklus'};"
            " langkah berkeadaan preparing menunggu dokumen atau hasil pengukurannya.",
            *([not_yet] if not_yet else []),
        )
