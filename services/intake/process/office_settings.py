"""What an admin sets for the office: its letterhead and dates, its letters, its archive, its way of measuring."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from services.intake.domain.errors import NotAllowed
from services.intake.domain.rights import Act, Person, Subject, may
from services.intake.models import OfficeRecord
from shared.delivery.work import Work

SETTINGS = frozenset(
    {
        "alamat",
        "place",
        "contact",
        "dispatch_name",
        "dispatch_email",
        "opens_on",
        "due_on",
        "logo",
        "letters",
        "archive",
        "measuring",
    }
)


def managed_office(work: Work, admin: Person, office_id: UUID) -> OfficeRecord:
    """The office, locked, for somebody who may manage it. Raises NotAllowed."""
    answer = may(admin, Act.MANAGE_OFFICE, Subject(office_id=office_id))
    if not answer:
        raise NotAllowed(getattr(answer, "reason", ""))
    return work.session.get_one(OfficeRecord, office_id, with_for_update=True)


def change_settings(work: Work, admin: Person, office_id: UUID, changes: Mapping[str, Any]) -> None:
    """Set some of SETTINGS. What was made before keeps what it was made with. Raises NotAllowed."""
    office = managed_office(work, admin, office_id)
    if unknown := set(changes) - SETTINGS:
        raise ValueError(f"no settings of an office: {sorted(unknown)}")
    for name, value in changes.items():
        setattr(office, name, value)
