"""XML parts as text, and the refusal of document type declarations before any XML parser sees them.

ECMA-376 part 2 allows UTF-8 and UTF-16 only and forbids DTDs, so that no reader may meet an entity.
"""

import codecs
import re
from collections.abc import Iterator

from shared.office_files.refusal import FileRefused, Reason, damaged

_BEGINNINGS = (  # XML 1.0, appendix F
    (codecs.BOM_UTF8 + b"<", "utf-8-sig", "utf-8"),
    (codecs.BOM_UTF16_LE + b"<\0", "utf-16", "utf-16"),
    (codecs.BOM_UTF16_BE + b"\0<", "utf-16", "utf-16"),
    (b"<\0", "utf-16-le", "utf-16"),
    (b"\0<", "utf-16-be", "utf-16"),
    (b"<", "utf-8", "utf-8"),
)
_LONGEST_BEGINNING = 4
_HEAD = 1024
_DECLARED = re.compile(r"""<\?xml[^>]*?\sencoding\s*=\s*["']([^"']*)["']""")
_FORBIDDEN = ("<!DOCTYPE", "<!ENTITY")
_OVERLAP = max(map(len, _FORBIDDEN)) - 1


def check_no_dtd(chunks: Iterator[bytes]) -> None:
    """Read a part to its end. Raises FileRefused for a DTD or an entity, and for an encoding that could hide one."""
    first, rest = _begin(chunks)
    codec, family = _encoding(first)
    head = seen = ""
    for text in _decoded(codec, first, rest):
        head += text[: max(0, _HEAD - len(head))]
        seen = (seen[-_OVERLAP:] + text).upper()
        if any(mark in seen for mark in _FORBIDDEN):
            raise FileRefused(
                Reason.DTD,
                "Berkas ini memuat deklarasi DTD atau entitas, yang tidak pernah dipakai Excel atau Word."
                " Salin isinya ke berkas baru, lalu unggah berkas baru itu.",
            )
    declared = _DECLARED.match(head)
    if declared and not declared[1].lower().startswith(family):
        raise damaged()


def _begin(chunks: Iterator[bytes]) -> tuple[bytes, Iterator[bytes]]:
    """Enough bytes to tell the encoding, and the rest."""
    first = b""
    for chunk in chunks:
        first += chunk
        if len(first) >= _LONGEST_BEGINNING:
            break
    return first, chunks


def _decoded(codec: str, first: bytes, rest: Iterator[bytes]) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder(codec)("strict")
    try:
        yield decoder.decode(first)
        for chunk in rest:
            yield decoder.decode(chunk)
        yield decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        raise damaged() from None


def _encoding(first: bytes) -> tuple[str, str]:
    for beginning, codec, family in _BEGINNINGS:
        if first.startswith(beginning):
            return codec, family
    raise damaged()
