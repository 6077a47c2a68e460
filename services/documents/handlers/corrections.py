"""What an uploaded correction copy changes (SOP step 5): read, compared with what was issued, told as proposals."""

from dataclasses import dataclass
from uuid import UUID

from services.documents.correction import read_copy
from services.documents.domain.correction import Corrections
from services.documents.models import CorrectionCopyRecord
from shared.database import Database
from shared.delivery.consumer import NotYetKnown
from shared.delivery.work import Work
from shared.events.documents import CorrectionsProposed
from shared.events.event import cycle_subject
from shared.events.intake import CorrectionUploaded
from shared.files import FileStore
from shared.office_files.refusal import FileRefused

Read = Corrections | str
"""What was read, or the sentence that says why nothing was."""


@dataclass(frozen=True, slots=True)
class CorrectionReader:
    """Reads corrections."""

    files: FileStore
    database: Database

    def prepare(self, event: CorrectionUploaded) -> Read:
        """Read the file against the copy of its content. Raises NotYetKnown while that copy is being made."""
        issued = self.files.get(self._issued(event.cycle_id, event.content_hash))
        blocks = {block.id: block.text for block in event.blocks}
        try:
            return read_copy(self.files.get(event.sha256), issued, blocks)
        except FileRefused as refused:
            return refused.sentence

    def record(self, work: Work, event: CorrectionUploaded, found: Read) -> None:
        """Tell what was read."""
        refused, read = (found, None) if isinstance(found, str) else (None, found)
        work.publish(
            CorrectionsProposed(
                cycle_id=event.cycle_id,
                correction_id=event.correction_id,
                refused=refused,
                proposals=read.proposals if read else (),
                number_changes=read.number_changes if read else (),
                unplaced=read.unplaced if read else (),
                problems=read.problems if read else (),
            )
        )

    def _issued(self, cycle_id: UUID, content_hash: str) -> str:
        with self.database.read() as rows:
            copy = rows.get(CorrectionCopyRecord, (cycle_id, content_hash))
        if copy is None:
            raise NotYetKnown(f"{cycle_subject(cycle_id)}/lkjip")
        return copy.sha256
