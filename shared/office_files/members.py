"""The members of a ZIP file, read without trusting one figure of its headers.

Listing and inflating are done here alone, for the check and for the reading alike, so that both see the same bytes.
Field positions: PKWARE APPNOTE 6.3.10, sections 4.3.7 (local header) and 4.3.16 (end of central directory).
"""

import struct
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO

from shared.office_files.refusal import FileRefused, Reason, damaged

MAX_FILE_BYTES = 10 * 1024 * 1024
MAX_INFLATED_BYTES = 40 * 1024 * 1024
MAX_MEMBERS = 1000
_MAX_RATIO = 200
_RATIO_MATTERS_FROM = 1024 * 1024
_MAX_DIRECTORY_BYTES = 512 * 1024

_LOCAL, _END, _ZIP64_LOCATOR = b"PK\x03\x04", b"PK\x05\x06", b"PK\x06\x07"
_COMPOUND_FILE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCAL_SIZE, _END_SIZE, _LOCATOR_SIZE = 30, 22, 20
_ENCRYPTED, _UTF8 = 0x1, 0x800
_FEED = 16 * 1024
_CHUNK = 64 * 1024


def list_members(content: bytes) -> dict[str, zipfile.ZipInfo]:
    """The members by name, none of them inflated yet; what the headers promise is within the limits.

    Raises FileRefused.
    """
    _check_outside(content)
    try:
        infos = zipfile.ZipFile(BytesIO(content)).infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, struct.error):
        raise damaged() from None
    if len(infos) > MAX_MEMBERS:
        raise FileRefused(
            Reason.TOO_MANY_PARTS,
            f"Berkas ini terdiri atas {len(infos)} bagian; paling banyak {MAX_MEMBERS}. Salin isinya ke berkas baru.",
        )
    for info in infos:
        _check_header(info)
    if sum(info.compress_size for info in infos) > len(content):
        raise _bomb()
    if sum(info.file_size for info in infos) > MAX_INFLATED_BYTES:
        raise _bomb()
    _check_names(infos)
    return {info.filename: info for info in infos if not info.is_dir()}


def inflate(content: bytes, info: zipfile.ZipInfo) -> Iterator[bytes]:
    """A member's bytes in pieces of at most 64 KiB; FileRefused at the first byte beyond what its header promised."""
    size = checksum = 0
    for chunk in _inflated(_packed(content, info), info.compress_type):
        size += len(chunk)
        if size > info.file_size:
            raise _bomb()
        checksum = zlib.crc32(chunk, checksum)
        yield chunk
    if size != info.file_size or checksum != info.CRC:
        raise damaged()


def _bomb() -> FileRefused:
    return FileRefused(
        Reason.BOMB,
        "Isi berkas ini memuai jauh melebihi ukurannya sehingga tidak kami buka. Salin isinya ke berkas baru,"
        " lalu unggah berkas baru itu.",
    )


def _check_outside(content: bytes) -> None:
    if len(content) > MAX_FILE_BYTES:
        raise FileRefused(Reason.TOO_LARGE, "Ukuran berkas ini lebih dari 10 MB. Perkecil berkasnya, lalu unggah lagi.")
    if content.startswith(_COMPOUND_FILE):
        raise FileRefused(
            Reason.ENCRYPTED_OR_OLD,
            "Berkas ini memakai kata sandi atau format lama (.xls, .doc). Simpan tanpa kata sandi sebagai .xlsx atau"
            " .docx, lalu unggah lagi.",
        )
    if not content.startswith(_LOCAL):
        raise FileRefused(
            Reason.NOT_A_PACKAGE, "Berkas ini bukan berkas .xlsx atau .docx. Simpan sebagai .xlsx atau .docx dahulu."
        )
    # Office writes no comment behind the directory; one would let two readers find two directories.
    end = content[-_END_SIZE:]
    if len(end) < _END_SIZE or not end.startswith(_END) or end[-2:] != b"\0\0":
        raise damaged()
    if content[-_END_SIZE - _LOCATOR_SIZE :].startswith(_ZIP64_LOCATOR):
        raise damaged()
    # zipfile makes an object of every entry, however many the file says it has: the directory's bytes are the bound.
    if int.from_bytes(end[12:16], "little") > _MAX_DIRECTORY_BYTES:
        raise FileRefused(
            Reason.TOO_MANY_PARTS, "Berkas ini terdiri atas terlalu banyak bagian. Salin isinya ke berkas baru."
        )


def _check_header(info: zipfile.ZipInfo) -> None:
    if info.flag_bits & _ENCRYPTED:
        raise FileRefused(
            Reason.ENCRYPTED_OR_OLD, "Berkas ini memakai kata sandi. Simpan tanpa kata sandi, lalu unggah lagi."
        )
    if info.file_size > max(_RATIO_MATTERS_FROM, info.compress_size * _MAX_RATIO):
        raise _bomb()


def _check_names(infos: list[zipfile.ZipInfo]) -> None:
    seen: set[str] = set()
    for info in infos:
        name = info.orig_filename
        # Names of parts differ in more than letter case (ECMA-376 part 2); zipfile cuts a name at a NUL, others do not.
        if name.lower() in seen:
            raise FileRefused(
                Reason.BAD_NAME,
                f"Berkas ini memuat bagian {name[:60]!r} lebih dari sekali. Simpan ulang di aplikasinya.",
            )
        if name.startswith("/") or ".." in name.split("/") or any(mark in name for mark in "\\:\0"):
            raise FileRefused(
                Reason.BAD_NAME,
                f"Berkas ini memuat bagian dengan nama yang tidak wajar ({name[:60]!r}). Simpan ulang di aplikasinya.",
            )
        seen.add(name.lower())


def _packed(content: bytes, info: zipfile.ZipInfo) -> memoryview:
    header = content[info.header_offset : info.header_offset + _LOCAL_SIZE]
    if len(header) < _LOCAL_SIZE or not header.startswith(_LOCAL):
        raise damaged()
    name_size = int.from_bytes(header[26:28], "little")
    start = info.header_offset + _LOCAL_SIZE
    data = start + name_size + int.from_bytes(header[28:30], "little")
    raw = content[start : start + name_size]
    if raw.decode("utf-8" if info.flag_bits & _UTF8 else "cp437", "replace") != info.orig_filename:
        raise damaged()
    return memoryview(content)[data : data + info.compress_size]


def _inflated(packed: memoryview, method: int) -> Iterator[bytes]:
    """Stored or deflated bytes; another method is no deflate stream and ends as damage."""
    if method == zipfile.ZIP_STORED:
        yield from (bytes(packed[at : at + _CHUNK]) for at in range(0, len(packed), _CHUNK))
        return
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        # Fed in small pieces, because the part not yet consumed is copied at every call.
        for at in range(0, len(packed), _FEED):
            if inflater.eof:
                raise damaged()
            yield from _pieces(inflater, bytes(packed[at : at + _FEED]))
    except zlib.error:
        raise damaged() from None


def _pieces(inflater: "zlib._Decompress", packed: bytes) -> Iterator[bytes]:
    piece = inflater.decompress(packed, _CHUNK)
    # A full piece may leave more behind although all input was taken.
    while piece:
        yield piece
        full = len(piece) == _CHUNK
        piece = inflater.decompress(inflater.unconsumed_tail, _CHUNK) if full and not inflater.eof else b""
