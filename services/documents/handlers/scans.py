"""A paper that was signed in ink and came back as a scan (SOP step 7)."""

from dataclasses import dataclass

from services.documents.signatures import INK, Signatures, Signing
from services.documents.signing.wet import scan_as_pdf
from shared.delivery.work import Work
from shared.events.intake import ScanReceived
from shared.files import FileStore


@dataclass(frozen=True, slots=True)
class Scans:
    """Makes a scan the signed paper."""

    files: FileStore
    signatures: Signatures

    def prepare(self, event: ScanReceived) -> str:
        """The scan as a PDF, into the file store; returns its key."""
        return self.files.put(scan_as_pdf(self.files.get(event.sha256), event.signed_at))

    def record(self, work: Work, event: ScanReceived, sha256: str) -> None:
        """Write the signature down and tell of it."""
        signing = Signing(
            cycle_id=event.cycle_id,
            task_id=event.task_id,
            kind=event.kind,
            owner=event.owner,
            content_hash=event.content_hash,
            paper_sha256=event.sha256,
            paper_name=event.paper_name,
            signer=event.signer,
            signed_at=event.signed_at,
        )
        self.signatures.keep_in(work, signing, sha256, INK)
