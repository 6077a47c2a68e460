import hashlib
import io
import random
import re
import zlib
from datetime import UTC, datetime
from typing import Any

import pytest
from pyhanko.pdf_utils.generic import pdf_name, pdf_string
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from services.documents.signing.authority import make_authority
from services.documents.signing.checking import CheckProblem, SignatureCheck, check_signature
from services.documents.signing.validation import validated
from tests.signing_builder import SIGNED_AT, authority, order, report, signed

FLIPS = 20


def checked(pdf: bytes) -> SignatureCheck:
    return check_signature(pdf, authority().certificate)


def byte_range(pdf: bytes) -> list[int]:
    found = re.search(rb"/ByteRange \[([\d ]+)\]", pdf)
    assert found
    return [int(number) for number in found[1].split()]


def flipped(pdf: bytes, at: int) -> bytes:
    return pdf[:at] + bytes([pdf[at] ^ 1]) + pdf[at + 1 :]


def with_a_changed_title() -> bytes:
    """The signed report with a later revision by somebody else."""
    changed = io.BytesIO()
    writer: Any = IncrementalPdfFileWriter(io.BytesIO(signed()))
    writer.root[pdf_name("/Lang")] = pdf_string("en")
    writer.update_root()
    writer.write(changed)
    return changed.getvalue()


def test_a_signed_paper_is_genuine_and_tells_whose_it_is() -> None:
    found = checked(signed())
    assert found.is_genuine
    assert (found.signer, found.jabatan) == ("Bima Santosa, S.Sos. (contoh)", "Camat Mentebah")
    assert found.signed_at == SIGNED_AT
    assert found.reason == f"Menandatangani LKjIP [{order().content_hash}]"
    assert (found.signatures, found.problem) == (1, None)


def test_the_paper_that_was_signed_can_be_told_from_its_signed_copy() -> None:
    assert checked(signed()).original_sha256 == hashlib.sha256(report()).hexdigest()


def test_an_unsigned_paper_is_no_problem_and_not_genuine() -> None:
    assert checked(report()) == SignatureCheck()
    assert not checked(report()).is_genuine


def test_a_flipped_byte_in_any_part_of_the_paper_is_found() -> None:
    paper = signed()
    _, first, second, rest = byte_range(paper)
    places = [100, len(report()) - 30, len(report()) + 30, first - 20, second + 20, second + rest - 3]
    assert [at for at in places if checked(flipped(paper, at)).is_intact] == []


def test_no_flipped_byte_of_the_signed_range_goes_unseen() -> None:
    paper = signed()
    _, first, second, rest = byte_range(paper)
    chosen = random.Random(5).sample([*range(first), *range(second, second + rest)], FLIPS)
    assert [at for at in chosen if _passes(flipped(paper, at))] == []


def _passes(pdf: bytes) -> bool:
    """As the child sees it, where an error means that it was found."""
    try:
        return validated(pdf, authority().certificate).is_intact
    except Exception:  # noqa: BLE001 # pyHanko raises whatever the broken place makes it raise
        return False


@pytest.mark.parametrize("tail", [b" ", b"\n", b"\n%%EOF\n", b"<</Type/Page>>"])
def test_bytes_added_behind_the_signature_are_found(tail: bytes) -> None:
    assert not checked(signed() + tail).is_genuine


def test_a_later_revision_leaves_the_signature_intact_and_the_paper_no_longer_genuine() -> None:
    found = checked(with_a_changed_title())
    assert (found.is_signed, found.is_intact, found.covers_whole_file) == (True, True, False)
    assert not found.is_genuine


def test_bytes_hidden_in_the_room_of_the_signature_are_found() -> None:
    paper = signed()
    _, first, second, _ = byte_range(paper)
    for hidden in (b"41", b"/A"):
        at = second - 1 - len(hidden)
        found = checked(paper[:at] + hidden + paper[second - 1 :])
        assert not found.is_genuine
    assert paper[first:second].startswith(b"<30")


def test_a_certificate_of_somebody_else_is_not_ours() -> None:
    other = make_authority("Kecamatan Lain", datetime(2026, 1, 5, tzinfo=UTC)).certificate
    found = check_signature(signed(), other)
    assert (found.is_intact, found.is_ours, found.is_genuine) == (True, False, False)
    assert not check_signature(signed()).is_ours


@pytest.mark.parametrize("content", [b"", b"garbage", b"PK\x03\x04", b"\xff\xd8\xff\xe0", b" %PDF-1.7"])
def test_what_is_no_pdf_is_said_to_be_none(content: bytes) -> None:
    assert checked(content).problem is CheckProblem.NOT_A_PDF


@pytest.mark.parametrize("content", [b"%PDF-1.7", b"%PDF-1.7\nstartxref\n9\n%%EOF", signed()[:9000], signed()[:-700]])
def test_a_broken_pdf_is_unreadable_and_raises_nothing(content: bytes) -> None:
    assert checked(content).problem is CheckProblem.UNREADABLE


def test_a_file_over_the_limit_is_not_even_read() -> None:
    assert check_signature(signed(), max_bytes=1000).problem is CheckProblem.TOO_LARGE


def test_a_check_that_takes_too_long_is_stopped() -> None:
    assert check_signature(signed(), time_limit_s=0).problem is CheckProblem.TOO_COSTLY


def test_a_pdf_that_unpacks_to_half_a_gigabyte_is_given_up() -> None:
    packed = zlib.compress(bytes(500 * 2**20), 9)
    head = b"%PDF-1.7\n"
    xref = b"1 0 obj\n<</Type/XRef/Size 99999999/W[1 4 2]/Root 2 0 R/Filter/FlateDecode/Length %d>>\nstream\n" % len(
        packed
    )
    bomb = head + xref + packed + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % len(head)
    assert checked(bomb).problem in (CheckProblem.UNREADABLE, CheckProblem.TOO_COSTLY)


def test_a_pdf_whose_page_tree_bites_its_tail_is_no_trap() -> None:
    loop = b"2 0 obj\n<</Type/Catalog/AcroForm<</Fields[3 0 R]>>>>\nendobj\n3 0 obj\n<</Kids[3 0 R]/T(a)>>\nendobj\n"
    head = b"%PDF-1.7\n"
    at, field_at = len(head), len(head) + loop.index(b"3 0 obj")
    table = b"xref\n0 1\n0000000000 65535 f \n2 2\n%010d 00000 n \n%010d 00000 n \n" % (at, field_at)
    end = b"trailer\n<</Size 4/Root 2 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(head) + len(loop))
    assert not checked(head + loop + table + end).is_genuine


def test_what_was_found_survives_its_way_out_of_the_child() -> None:
    found = checked(signed())
    assert SignatureCheck.from_json(found.to_json()) == found
