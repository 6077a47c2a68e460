"""The heads of photos: how large they are, which way up, and what a phone wrote into them."""

from collections.abc import Iterator
from dataclasses import dataclass

PNG_START, JPEG_START = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"
_START_OF_IMAGE, _END_OF_IMAGE, _START_OF_SCAN = b"\xff\xd8", b"\xff\xd9", b"\xda"
_COMMENT, _EXIF, _IPTC = 0xFE, 0xE1, 0xED
# Behind the marker, the length and "Exif" with two zeros.
_TIFF_AT = 10
# Start of frame, by which a JPEG tells its size; C4, C8 and CC are tables (ITU-T T.81, table B.1).
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_ORIENTATION_TAG = 0x0112
_ORIENTATIONS, _SIDEWAYS = range(1, 9), range(5, 9)


class PhotoUnreadable(Exception):
    """The head of a photo makes no sense."""


@dataclass(frozen=True, slots=True)
class Photo:
    """A photo without place, camera and comments; `width` and `height` in pixels as it is to be seen."""

    content: bytes
    kind: str
    width: int
    height: int


def read_photo(content: bytes) -> Photo:
    """A PNG or JPEG. Raises PhotoUnreadable."""
    if content.startswith(PNG_START):
        width, height = (int.from_bytes(content[at : at + 4]) for at in (16, 20))
        return Photo(content, "png", width, height)
    return _jpeg(content)


def _jpeg(content: bytes) -> Photo:
    kept, size, orientation, at = bytearray(), (0, 0), 1, len(_START_OF_IMAGE)
    for marker, segment in _segments(content):
        at += len(segment)
        if marker in _FRAMES:
            size = int.from_bytes(segment[7:9]), int.from_bytes(segment[5:7])
        if marker == _EXIF:
            orientation = _orientation(segment[_TIFF_AT:]) or orientation
        elif marker not in (_IPTC, _COMMENT):
            kept += segment
    if _END_OF_IMAGE not in content[at:]:
        raise PhotoUnreadable("the JPEG ends before its picture does")
    width, height = reversed(size) if orientation in _SIDEWAYS else size
    return Photo(_START_OF_IMAGE + _exif_of(orientation) + bytes(kept) + content[at:], "jpg", width, height)


def _segments(content: bytes) -> Iterator[tuple[int, bytes]]:
    """What stands before the picture itself, marker and length included (ITU-T T.81, annex B)."""
    at = len(_START_OF_IMAGE)
    while (head := content[at : at + 4])[1:2] != _START_OF_SCAN:
        end = at + 2 + int.from_bytes(head[2:])
        if head[:1] != b"\xff" or end < at + len(head) or end >= len(content):
            raise PhotoUnreadable("a segment of the JPEG ends too early")
        yield head[1], content[at:end]
        at = end


def _orientation(tiff: bytes) -> int | None:
    """Which way up the camera was held, from the first directory of an Exif segment (CIPA DC-008, 4.6.5)."""
    is_little = tiff[:2] == b"II"

    def number(start: int, length: int) -> int:
        return int.from_bytes(tiff[start : start + length], "little" if is_little else "big")

    directory = number(4, 4)
    for entry in range(number(directory, 2)):
        start = directory + 2 + 12 * entry
        if number(start, 2) == _ORIENTATION_TAG:
            said = number(start + 8, 2)
            return said if said in _ORIENTATIONS else None
    return None


def _exif_of(orientation: int) -> bytes:
    """An Exif segment that says nothing else."""
    entry = _ORIENTATION_TAG.to_bytes(2) + b"\0\x03\0\0\0\x01" + orientation.to_bytes(2) + b"\0\0"
    tiff = b"MM\0*\0\0\0\x08\0\x01" + entry + b"\0\0\0\0"
    body = b"Exif\0\0" + tiff
    return b"\xff\xe1" + (len(body) + 2).to_bytes(2) + body
