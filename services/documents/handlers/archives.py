"""The archive of a cycle as one ZIP: papers, data, decisions, mails and history (SOP step 8)."""

from dataclasses import dataclass

from services.documents.archive import archive_zip
from services.documents.handlers.notes import note
from services.documents.models import ArchiveRecord
from shared.delivery.work import Work
from shared.events.documents import LkjipArchived
from shared.events.intake import ArchiveOrdered
from shared.events.parts import Paper
from shared.files import FileStore


@dataclass(frozen=True, slots=True)
class Archives:
    """Makes archives."""

    files: FileStore

    def prepare(self, event: ArchiveOrdered) -> str:
        """Pack the ZIP into the file store; returns its key."""
        return self.files.put(archive_zip(event, self.files))

    def record(self, work: Work, event: ArchiveOrdered, sha256: str) -> None:
        """Enter it into the archive and tell that it exists."""
        note(work, event, event.cycle_id, "archive", sha256, content_hash=event.content_hash)
        work.session.add(
            ArchiveRecord(
                dispatch_id=event.dispatch_id,
                cycle_id=event.cycle_id,
                amendment=event.amendment,
                klasifikasi=event.klasifikasi,
                active_years=event.active_years,
                inactive_years=event.inactive_years,
                fate=event.fate,
                sha256=sha256,
                archived_at=work.now(),
            )
        )
        paper = Paper(
            kind="archive",
            name=f"Arsip {event.subject_name} {event.period}.zip",
            sha256=sha256,
            content_hash=event.content_hash,
            media_type="application/zip",
        )
        work.publish(LkjipArchived(cycle_id=event.cycle_id, dispatch_id=event.dispatch_id, paper=paper))
