"""Files that people attach: checked by their first bytes and put into the file store before the unit of work."""

from collections.abc import Iterable, Mapping

from werkzeug.datastructures import FileStorage

from services.intake.process.tasks import StoredFile
from shared.files import FileStore
from shared.office_files import refusal
from shared.office_files.gate import Kind, check_package

LARGEST = 10 * 1024 * 1024
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_LONGEST_NAME = 150
_PDF_END = b"%%EOF"
_PDF_TAIL = 1024
_BEGINNINGS: Mapping[bytes, tuple[str, str]] = {
    b"%PDF-": ("application/pdf", ".pdf"),
    b"\xff\xd8\xff": ("image/jpeg", ".jpg"),
    b"\x89PNG\r\n\x1a\n": ("image/png", ".png"),
}


class FileRefused(ValueError):
    """The file is too large or of another kind; the message is the sentence for the person."""


def store_upload(files: FileStore, upload: FileStorage, code: str | None = None) -> StoredFile | None:
    """Keep an uploaded file; None when the field was left empty. Raises FileRefused."""
    if not upload.filename:
        return None
    content = upload.stream.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise FileRefused("Berkas ini lebih besar dari 10 MB. Perkecil dahulu, lalu unggah lagi.")
    media_type, ending = _kind_of(content)
    name = _plain_name(upload.filename) or f"lampiran{ending}"
    return StoredFile(sha256=files.put(content), name=name, media_type=media_type, size=len(content), code=code)


def store_docx(files: FileStore, upload: FileStorage) -> StoredFile | None:
    """Keep an uploaded DOCX that passed the gate; None when the field was left empty. Raises FileRefused."""
    if not upload.filename:
        return None
    content = upload.stream.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise FileRefused("Berkas ini lebih besar dari 10 MB. Perkecil gambarnya dahulu, lalu unggah lagi.")
    try:
        check_package(content, Kind.DOCX)
    except refusal.FileRefused as refused:
        raise FileRefused(refused.sentence) from refused
    name = _plain_name(upload.filename) or "koreksi.docx"
    return StoredFile(sha256=files.put(content), name=name, media_type=DOCX, size=len(content))


def _plain_name(name: str) -> str:
    """The last part of the name, without what neither a database nor a header can hold."""
    last = name.replace("\\", "/").rpartition("/")[2]
    return "".join(mark for mark in last if mark.isprintable()).strip()[:_LONGEST_NAME]


def _kind_of(content: bytes) -> tuple[str, str]:
    for beginning, kind in _BEGINNINGS.items():
        if content.startswith(beginning):
            return kind
    raise FileRefused("Hanya PDF atau foto (JPG, PNG) yang dapat diunggah.")


def is_whole_pdf(files: FileStore, kept: StoredFile) -> bool:
    """Whether a kept PDF has its end; a photo always counts as whole."""
    return kept.media_type != "application/pdf" or _PDF_END in files.get(kept.sha256)[-_PDF_TAIL:]


def store_uploads(
    files: FileStore, uploads: Iterable[tuple[str, FileStorage, str | None]]
) -> tuple[tuple[StoredFile, ...], dict[str, list[str]]]:
    """Keep several: (field, upload, indicator code) → the stored files, and messages by field."""
    stored: list[StoredFile] = []
    errors: dict[str, list[str]] = {}
    for field, upload, code in uploads:
        try:
            kept = store_upload(files, upload, code)
        except FileRefused as refused:
            errors[field] = [str(refused)]
        else:
            stored += [kept] if kept else []
    return tuple(stored), errors
