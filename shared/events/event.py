"""What every event is: a past fact with a name, a version, a subject and that subject's revision."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A fact that one service tells others.

    `subject` names the thing the fact is about, `revision` counts that thing's facts at its publisher. Order of
    arrival is promised nowhere; a handler that copies a state keeps the highest revision it has seen.
    """

    name: ClassVar[str]
    version: ClassVar[int] = 1

    @property
    def subject(self) -> str:
        """The thing this fact is about, e.g. "task/<uuid>"."""
        raise NotImplementedError(type(self).__name__)

    @property
    def revision(self) -> int:
        """The subject's revision after this fact; 1 for what happens to a subject once."""
        return 1


def cycle_subject(cycle_id: UUID) -> str:
    """The subject of facts about a whole cycle."""
    return f"cycle/{cycle_id}"


def task_subject(task_id: UUID) -> str:
    """The subject of facts about one task."""
    return f"task/{task_id}"


def lkjip_subject(cycle_id: UUID) -> str:
    """The subject of the revisions of a cycle's LKjIP."""
    return f"{cycle_subject(cycle_id)}/lkjip"


def submission_subject(cycle_id: UUID, unit_id: UUID) -> str:
    """The subject of a unit's submissions in a cycle."""
    return f"cycle/{cycle_id}/unit/{unit_id}"
