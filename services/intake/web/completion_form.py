"""What the form that ends a task carries, on whichever page it stands."""

from collections.abc import Mapping
from string import digits
from uuid import UUID

from services.intake.domain.moves import Completion


def read_completion(typed: Mapping[str, str], task_id: UUID, person_id: UUID) -> Completion:
    """The note, the decision with its reason, and the content that was seen; whose task it is says `person_id`."""
    return Completion(
        task_id=task_id,
        person_id=person_id,
        note=typed.get("catatan", ""),
        exit=_chosen_exit(typed.get("putusan", "")),
        reason=typed.get("alasan", ""),
        seen_hash=typed.get("content_hash") or None,
    )


def _chosen_exit(text: str) -> int | None:
    """The index of a decision's way out as forms carry it; None for anything else."""
    return int(text) if len(text) == 1 and text in digits else None
