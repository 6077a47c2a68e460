"""Why a rehearsal ends early, in words for the person who started it."""


class RehearsalFailed(Exception):
    """Something that must happen did not; each problem is one line."""

    def __init__(self, *problems: str) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


class CannotBegin(RehearsalFailed):
    """What was asked for cannot be played: an option, a file or a program is not as it must be."""
