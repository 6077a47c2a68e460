import base64
import io
import zlib
from datetime import UTC, datetime

import pytest
from pypdf import PdfReader

from services.documents.signing.wet import ScanUnusable, scan_as_pdf, scan_media_type
from tests.signing_builder import paper_without_room

# 32 by 16 pixels, taken with the camera on its side, with "Jalan Rahasia 5" in its Exif.
PHOTO = base64.b64decode(
    "/9j/4AAQSkZJRgABAQAAAQABAAD/4QA+RXhpZgAATU0AKgAAAAgAAgEOAAIAAAAQAAAAJgESAAMAAAABAAYAAAAAAABKYWxhbiBSYWhhc2lhIDUA"
    "/9sAQwAbEhQXFBEbFxYXHhwbIChCKyglJShROj0wQmBVZWRfVV1baniZgWpxkHNbXYW1hpCeo6utq2eAvMm6pseZqKuk/9sAQwEcHh4oIyhOKytO"
    "pG5dbqSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSk/8AAEQgAEAAgAwEiAAIRAQMRAf/EABYAAQEBAAAA"
    "AAAAAAAAAAAAAAAGBP/EABQQAQAAAAAAAAAAAAAAAAAAAAD/xAAVAQEBAAAAAAAAAAAAAAAAAAADBf/EABoRAQABBQAAAAAAAAAAAAAAAAADBEFC"
    "gcH/2gAMAwEAAhEDEQA/AMC1RS1DFdSr8d8ADJr/2Q=="
)


def a_png(width: int, height: int, *, rows: bytes | None = None) -> bytes:
    def chunk(name: bytes, content: bytes) -> bytes:
        return len(content).to_bytes(4) + name + content + zlib.crc32(name + content).to_bytes(4)

    head = width.to_bytes(4) + height.to_bytes(4) + b"\x08\0\0\0\0"
    grey = zlib.compress((b"\0" + b"\x80" * width) * height if rows is None else rows)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", grey) + chunk(b"IEND", b"")


def page_of(pdf: bytes) -> tuple[int, bool]:
    """How many pages it has, and whether the first stands."""
    pages = PdfReader(io.BytesIO(pdf)).pages
    return len(pages), pages[0].mediabox.height > pages[0].mediabox.width


def test_a_scan_is_known_by_its_content_and_not_by_its_name() -> None:
    found = [scan_media_type(content) for content in (paper_without_room(), a_png(2, 2), PHOTO)]
    assert found == ["application/pdf", "image/png", "image/jpeg"]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"GIF89a", b"<svg/>", b"MZ", b"%PDF-1.7 cut short"])
def test_nothing_else_is_a_scan(content: bytes) -> None:
    assert scan_media_type(content) is None
    with pytest.raises(ScanUnusable):
        scan_as_pdf(content)


def test_a_scanned_pdf_stays_as_it_is() -> None:
    assert scan_as_pdf(paper_without_room()) == paper_without_room()


def test_a_photo_becomes_one_page_that_stands_or_lies_as_it_does() -> None:
    assert page_of(scan_as_pdf(a_png(20, 30))) == (1, True)
    assert page_of(scan_as_pdf(a_png(30, 20))) == (1, False)


def test_a_photo_is_turned_the_way_the_camera_was_held() -> None:
    assert page_of(scan_as_pdf(PHOTO)) == (1, True)


def test_what_the_phone_wrote_into_a_photo_is_left_out() -> None:
    assert b"Jalan Rahasia" in PHOTO
    assert b"Jalan Rahasia" not in scan_as_pdf(PHOTO)


def test_the_same_photo_gives_the_same_pdf_with_the_date_it_was_given() -> None:
    scanned = datetime(2026, 2, 3, 3, 15, tzinfo=UTC)
    made = scan_as_pdf(PHOTO, scanned)
    assert scan_as_pdf(PHOTO, scanned) == made
    said = PdfReader(io.BytesIO(made)).metadata
    assert said is not None
    assert said.creation_date == scanned


def test_a_picture_larger_than_any_camera_takes_is_refused_before_it_is_unpacked() -> None:
    with pytest.raises(ScanUnusable, match="pixels"):
        scan_as_pdf(a_png(60_000, 60_000, rows=bytes(10)))


@pytest.mark.parametrize("cut", [3, 5, 30, 100, len(PHOTO) - 3])
def test_a_photo_that_was_cut_short_is_refused(cut: int) -> None:
    with pytest.raises(ScanUnusable):
        scan_as_pdf(PHOTO[:cut])


def test_a_png_without_its_picture_is_refused() -> None:
    with pytest.raises(ScanUnusable):
        scan_as_pdf(a_png(20, 20, rows=b""))
