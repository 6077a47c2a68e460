"""An office's logo: a whole PNG or JPG of sensible size, for it is printed on every paper."""

import struct
import zlib
from collections.abc import Iterator

from werkzeug.datastructures import FileStorage

from services.intake.web.uploads import FileRefused
from shared.files import FileStore

LARGEST = 1024 * 1024
LARGEST_SIDE = 3000
_PNG = b"\x89PNG\r\n\x1a\n"
_JPG = b"\xff\xd8\xff"
_JPG_END = b"\xff\xd9"
_CHUNK = struct.Struct(">I4s")
_CRC = 4
_SIDES = struct.Struct(">II")
_JPG_SIDES = struct.Struct(">xHH")
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_NO_LENGTH = frozenset({0x01, *range(0xD0, 0xD9)})
_SCAN = 0xDA


def store_logo(files: FileStore, upload: FileStorage | None) -> str | None:
    """Keep an uploaded logo and return its key; None when the field was left empty. Raises FileRefused."""
    if upload is None or not upload.filename:
        return None
    content = upload.stream.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise FileRefused("Logo ini lebih besar dari 1 MB. Perkecil dahulu, lalu unggah lagi.")
    media_type_of(content)
    sides = _sides(content)
    if sides is None or not all(0 < side <= LARGEST_SIDE for side in sides):
        raise FileRefused(
            f"Gambar ini rusak, atau sisinya melebihi {LARGEST_SIDE} titik. Simpan ulang, lalu unggah lagi."
        )
    return files.put(content)


def media_type_of(content: bytes) -> str:
    """The logo's media type by its first bytes. Raises FileRefused."""
    if content.startswith(_PNG):
        return "image/png"
    if content.startswith(_JPG):
        return "image/jpeg"
    raise FileRefused("Logo harus berupa gambar PNG atau JPG.")


def _sides(content: bytes) -> tuple[int, int] | None:
    """Width and height; None for a picture that is not whole."""
    try:
        return _png_sides(content) if content.startswith(_PNG) else _jpg_sides(content)
    except (struct.error, IndexError, zlib.error):
        return None


def _png_sides(content: bytes) -> tuple[int, int] | None:
    """From the first chunk, when every chunk is sound and the last one ends the picture (RFC 2083)."""
    chunks = list(_png_chunks(content))
    if not chunks or chunks[0][0] != b"IHDR" or chunks[-1][0] != b"IEND" or b"IDAT" not in dict(chunks):
        return None
    width, height = _SIDES.unpack_from(chunks[0][1])
    return width, height


def _png_chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = len(_PNG)
    while at < len(content):
        length, name = _CHUNK.unpack_from(content, at)
        begin, end = at + _CHUNK.size, at + _CHUNK.size + length
        if int.from_bytes(content[end : end + _CRC], "big") != zlib.crc32(name + content[begin:end]):
            raise zlib.error
        yield name, content[begin:end]
        at = end + _CRC


def _jpg_sides(content: bytes) -> tuple[int, int] | None:
    """From the frame header before the first scan, when the picture ends as one (ITU-T T.81, annex B)."""
    if not content.rstrip(b"\0").endswith(_JPG_END):
        return None
    at = 2
    while content[at] == _JPG[0]:
        marker = content[at + 1]
        if marker in _FRAMES:
            height, width = _JPG_SIDES.unpack_from(content, at + 4)
            return width, height
        if marker == _SCAN:
            return None
        at += 2 if marker in _NO_LENGTH else 2 + int.from_bytes(content[at + 2 : at + 4], "big")
    return None
