"""How the question whether somebody may do something is answered."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Allowed:
    """The person may."""

    def __bool__(self) -> bool:
        return True


@dataclass(frozen=True, slots=True)
class Refused:
    """The person may not; `hidden` when they may not even know that the subject exists (answered with 404)."""

    reason: str
    hidden: bool = False

    def __bool__(self) -> bool:
        return False


Answer = Allowed | Refused
