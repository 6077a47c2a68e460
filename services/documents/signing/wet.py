"""Papers signed in ink: a scan or a photo comes back, and becomes a PDF that goes with the others."""

from datetime import UTC, datetime

from services.documents.signing.child import ChildFailed, ChildStopped, run_child
from services.documents.signing.photo import JPEG_START, PNG_START, PhotoUnreadable, read_photo

_TYPES = ((b"%PDF-", "application/pdf"), (PNG_START, "image/png"), (JPEG_START, "image/jpeg"))
_PDF_END = b"%%EOF"
_PDF_TAIL_BYTES = 1024
MAX_PIXELS = 60_000_000
_TIME_LIMIT_S = 30
_MEMORY_LIMIT_BYTES = 1024 * 2**20
_UNDATED = datetime(1970, 1, 1, tzinfo=UTC)


class ScanUnusable(Exception):
    """The bytes are no PDF, JPEG or PNG of a paper that could be kept; the message says why, in English."""


def scan_media_type(content: bytes) -> str | None:
    """What the bytes are by their own beginning, whatever their name says: PDF, PNG or JPEG; None for all else."""
    found = next((media_type for start, media_type in _TYPES if content.startswith(start)), None)
    if found == "application/pdf" and _PDF_END not in content[-_PDF_TAIL_BYTES:]:
        return None
    return found


def scan_as_pdf(content: bytes, scanned: datetime | None = None) -> bytes:
    """A PDF stays as it is; a photo becomes one A4 page of a PDF/A-2a, standing or lying as the photo does.

    `scanned` (aware) is written into the PDF as its date, the beginning of 1970 without it: the same photo gives the
    same bytes. What a phone wrote into a JPEG (place, camera) is left out. Raises ScanUnusable.
    """
    media_type = scan_media_type(content)
    if media_type is None:
        raise ScanUnusable("neither a whole PDF nor a JPEG nor a PNG")
    return content if media_type == "application/pdf" else _photo_as_pdf(content, scanned or _UNDATED)


def _photo_as_pdf(content: bytes, scanned: datetime) -> bytes:
    try:
        photo = read_photo(content)
    except PhotoUnreadable as problem:
        raise ScanUnusable(str(problem)) from problem
    if not 0 < photo.width * photo.height <= MAX_PIXELS:
        raise ScanUnusable(f"{photo.width} x {photo.height} pixels, where 1 to {MAX_PIXELS} are taken")
    try:
        return run_child(
            "services.documents.signing.photo_once",
            {
                "format": photo.kind,
                "wide": "true" if photo.width > photo.height else "false",
                "timestamp": int(scanned.timestamp()),
            },
            photo.content,
            time_limit_s=_TIME_LIMIT_S,
            memory_limit_bytes=_MEMORY_LIMIT_BYTES,
        )
    except (ChildFailed, ChildStopped):
        raise ScanUnusable("the picture could not be read") from None
