"""When a process that crashed may start again."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class BackOff:
    """Pauses in seconds: `first`, doubled at each crash up to `longest`; a run of `steady_after` clears the count."""

    first: float = 0.5
    longest: float = 30.0
    steady_after: float = 60.0

    def pause(self, crashes: int) -> float:
        """The pause after the `crashes`-th crash in a row (1, 2, ...)."""
        return min(self.longest, self.first * 2.0 ** min(crashes - 1, 30))

    def crashes_in_a_row(self, before: int, ran_for: float) -> int:
        return 1 if ran_for >= self.steady_after else before + 1
