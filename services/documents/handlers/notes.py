"""What every handler of a paper needs."""

from uuid import UUID

from services.documents.models import RenderingRecord
from shared.delivery.work import Work
from shared.events.event import Event
from shared.events.parts import Office
from shared.files import FileStore


def note(work: Work, event: Event, cycle_id: UUID, kind: str, sha256: str, *, content_hash: str | None = None) -> None:
    """Write down that a paper was made from an event."""
    work.session.add(
        RenderingRecord(
            event_id=work.causation,
            cycle_id=cycle_id,
            subject=event.subject,
            revision=event.revision,
            kind=kind,
            content_hash=content_hash,
            sha256=sha256,
            made_at=work.now(),
        )
    )


def logo_of(office: Office, files: FileStore) -> bytes | None:
    """The picture of the office's letterhead, if it has one."""
    return files.get(office.logo) if office.logo else None
