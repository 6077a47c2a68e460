"""Signature wrapping: the signed bytes stay, other pages stand in their gap (Mladenov and others, CCS 2019)."""

import io
import re
import zlib
from typing import Any

from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pypdf import PdfReader

from services.documents.signing.checking import check_signature
from tests.signing_builder import authority, signed

ROOM_FOR_OTHER_PAGES = 60_000


def start_of_xref(pdf: bytes) -> int:
    return int(re.findall(rb"startxref\s+(\d+)\s+%%EOF", pdf)[-1])


def wrapped(paper: bytes) -> bytes:
    """The signed paper with another catalog, which a reader finds because the old end points into the gap."""
    found = re.search(rb"/ByteRange \[0 (\d+) (\d+) (\d+)\]", paper)
    assert found
    first, second, rest = (int(number) for number in found.groups())
    before, held, after = paper[:first], paper[first:second], paper[second:]
    room = start_of_xref(paper) - first
    size = (room + ROOM_FOR_OTHER_PAGES) // 2 * 2
    signature = held[1:-1].ljust(size - 2, b"0")
    gap = gap_of(paper, signature, (first, first + size, rest), start_of_xref(before), room)
    return before + gap.ljust(size) + after


def gap_of(paper: bytes, signature: bytes, signed_range: tuple[int, int, int], previous: int, room: int) -> bytes:
    trailer: Any = PdfReader(io.BytesIO(paper)).trailer
    free, root, first = int(trailer["/Size"]), trailer.raw_get("/Root").idnum, signed_range[0]
    packed, head_length = packed_objects(
        {
            free: b"<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/ETSI.CAdES.detached/M(D:20260203101500+07'00')"
            b"/ByteRange[0 %d %d %d]/Contents<%s>>>" % (*signed_range, signature),
            free + 1: b"<</FT/Sig/T(TandaTangan)/V %d 0 R/Type/Annot/Subtype/Widget/F 132/Rect[0 0 0 0]>>" % free,
            root: b"<</Type/Catalog/Lang(en)/Pages %d 0 R/AcroForm<</Fields[%d 0 R]/SigFlags 3>>>>"
            % (trailer["/Root"].raw_get("/Pages").idnum, free + 1),
        }
    )
    gap = b"<00>>>\nendobj\n"
    rows = {free: (2, free + 2, 0), free + 1: (2, free + 2, 1), root: (2, free + 2, 2)}
    rows |= {free + 2: (1, first + len(gap), 0), free + 3: (1, first + room, 0)}
    entries = b"/Type/ObjStm/N 3/First %d/Filter/FlateDecode" % head_length
    gap = (gap + stream(free + 2, entries, packed)).ljust(room)
    table = b"".join(
        bytes([kind]) + at.to_bytes(4) + number.to_bytes(2) for _, (kind, at, number) in sorted(rows.items())
    )
    index = b"".join(b"%d 1 " % number for number in sorted(rows))
    entries = b"/Type/XRef/Size %d/W[1 4 2]/Index[%s]/Root %d 0 R/Prev %d" % (free + 4, index, root, previous)
    return gap + stream(free + 3, entries, table)


def packed_objects(objects: dict[int, bytes]) -> tuple[bytes, int]:
    head, body = b"", b""
    for number, content in objects.items():
        head += b"%d %d " % (number, len(body))
        body += content + b" "
    return zlib.compress(head + body, 9), len(head)


def stream(number: int, entries: bytes, content: bytes) -> bytes:
    head = b"%d 0 obj\n<<%s/Length %d>>\nstream\n" % (number, entries, len(content))
    return head + content + b"\nendstream\nendobj\n"


def test_a_paper_with_other_pages_in_the_gap_of_its_signature_is_not_intact() -> None:
    found = check_signature(wrapped(signed()), authority().certificate)
    assert found.is_signed
    assert not found.is_intact
    assert not found.is_genuine


def test_pyhanko_by_itself_takes_such_a_paper_as_whole_so_that_our_own_look_is_needed() -> None:
    """When this fails, pyHanko looks into the gap by itself."""
    [signature] = PdfFileReader(io.BytesIO(wrapped(signed()))).embedded_signatures
    signature.compute_integrity_info(skip_diff=True)
    assert signature.coverage is SignatureCoverageLevel.ENTIRE_FILE
