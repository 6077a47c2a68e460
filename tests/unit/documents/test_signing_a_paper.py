import io
import re
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pypdf import PdfReader

from services.documents.signing.certificates import PassphraseWrong
from services.documents.signing.pades import XmpKeepingWriter
from services.documents.signing.pkcs12 import Pkcs12Signer
from services.documents.signing.signer import SigningFailed
from services.documents.signing.stamp_place import stamp_box
from tests.signing_builder import PASSPHRASE, certificate, file_in, order, paper_without_room, poppler, report, signed

FOOTER_TOP = 2.3 * 72 / 2.54


def root_of(pdf: bytes) -> Any:
    trailer: Any = PdfReader(io.BytesIO(pdf)).trailer
    return trailer["/Root"]


def metadata_of(pdf: bytes) -> bytes:
    return bytes(root_of(pdf)["/Metadata"].get_data())


def field_of(pdf: bytes) -> Any:
    return root_of(pdf)["/AcroForm"]["/Fields"][0].get_object()


def said_by_pdfsig(folder: Path, pdf: bytes) -> str:
    command = [poppler("pdfsig"), str(file_in(folder, pdf))]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False).stdout


def test_the_paper_is_the_beginning_of_its_signed_copy() -> None:
    assert signed().startswith(report() + b"\n")


def test_poppler_finds_the_signature_valid_and_the_whole_file_signed(tmp_path: Path) -> None:
    said = said_by_pdfsig(tmp_path, signed())
    assert "Signature is Valid." in said
    assert "Total document signed" in said
    assert "ETSI.CAdES.detached" in said


def test_poppler_finds_a_flipped_byte(tmp_path: Path) -> None:
    flipped = bytearray(signed())
    flipped[flipped.index(b"/Length") - 40] ^= 1
    assert "Signature is Valid." not in said_by_pdfsig(tmp_path, bytes(flipped))


def test_the_metadata_stay_byte_for_byte_with_the_marks_of_pdf_a_and_ua() -> None:
    assert metadata_of(signed()) == metadata_of(report())
    for mark in (b"<pdfaid:part>2<", b"<pdfaid:conformance>A<", b"pdfuaid:part", b"pdfaExtension"):
        assert mark in metadata_of(signed())


def test_pyhanko_by_itself_still_spoils_the_metadata_so_that_our_writer_is_still_needed() -> None:
    """When this fails, pyHanko's issue 755 is mended: XmpKeepingWriter may go."""

    def rewritten(kind: type[IncrementalPdfFileWriter]) -> bytes:
        written = io.BytesIO()
        writer: Any = kind(io.BytesIO(report()))
        writer.update_root()
        writer.write(written)
        return metadata_of(written.getvalue())

    assert rewritten(IncrementalPdfFileWriter).count(b"parseType") < metadata_of(report()).count(b"parseType")
    assert rewritten(XmpKeepingWriter) == metadata_of(report())


def test_the_signed_copy_keeps_its_colours_language_and_tags() -> None:
    def numbered(value: object) -> str:
        """As pypdf shows it, without the addresses of its own objects in memory."""
        return re.sub(r", \d{9,}\)", ")", str(value))

    before, after = root_of(report()), root_of(signed())
    for entry in ("/OutputIntents", "/Lang", "/MarkInfo", "/ViewerPreferences", "/Outlines", "/Pages"):
        assert numbered(after.raw_get(entry)) == numbered(before.raw_get(entry))


def test_the_stamp_fills_the_room_that_the_report_leaves_under_the_post() -> None:
    place = stamp_box(report())
    page: Any = PdfReader(io.BytesIO(signed())).pages[place.page]
    assert "KATA PENGANTAR" in page.extract_text().upper()
    [widget] = [each.get_object() for each in page["/Annots"] if each.get_object()["/Subtype"] == "/Widget"]
    assert [float(edge) for edge in widget["/Rect"]] == pytest.approx(
        [place.x1, place.y1, place.x2, place.y2], abs=0.01
    )
    assert (place.width, place.height) == pytest.approx((7.4 * 72 / 2.54, 2.8 * 72 / 2.54), abs=0.1)


def test_a_paper_without_a_room_gets_its_stamp_above_the_foot_of_its_last_page() -> None:
    place = stamp_box(paper_without_room())
    assert (place.page, place.room) == (0, None)
    assert place.y1 > FOOTER_TOP
    copy = Pkcs12Signer(certificate(), PASSPHRASE).sign(paper_without_room(), order())
    assert copy.startswith(paper_without_room())
    assert field_of(copy)["/V"]["/Type"] == "/Sig"


def test_the_field_is_tagged_behind_its_room_and_says_what_the_stamp_shows() -> None:
    tree = root_of(signed())["/StructTreeRoot"]
    field = field_of(signed())
    numbers = tree["/ParentTree"]["/Nums"]
    form = numbers[numbers.index(field["/StructParent"]) + 1].get_object()
    beside = form["/P"]["/K"]
    at = [each.get_object() for each in beside].index(form)
    assert form["/S"] == "/Form"
    assert form["/K"]["/Obj"].get_object()["/T"] == field["/T"]
    assert beside[at - 1].get_object()["/Alt"] == "Ruang tanda tangan"
    for words in (form["/Alt"], field["/TU"]):
        assert "Ditandatangani secara elektronik oleh: Camat Mentebah" in words
        assert "TIDAK TERSERTIFIKASI" in words


def test_the_signature_says_when_where_why_and_for_which_content() -> None:
    said = field_of(signed())["/V"]
    assert said["/M"] == "D:20260203101500+07'00'"
    assert said["/Location"] == "Mentebah"
    assert said["/Reason"] == f"Menandatangani LKjIP [{order().content_hash}]"
    assert said["/SubFilter"] == "/ETSI.CAdES.detached"


def test_a_paper_is_signed_once_only() -> None:
    with pytest.raises(SigningFailed):
        Pkcs12Signer(certificate(), PASSPHRASE).sign(signed(), order())


@pytest.mark.parametrize("content", [b"", b"no PDF", b"%PDF-1.7\n%%EOF", report()[:4000]])
def test_what_is_no_paper_is_not_signed(content: bytes) -> None:
    with pytest.raises(SigningFailed):
        Pkcs12Signer(certificate(), PASSPHRASE).sign(content, order())
    with pytest.raises(SigningFailed):
        stamp_box(content)


def test_a_wrong_passphrase_signs_nothing() -> None:
    with pytest.raises(PassphraseWrong):
        Pkcs12Signer(certificate(), "bukan-yang-ini").sign(report(), order())


def test_a_signing_needs_an_aware_moment() -> None:
    naive = datetime(2026, 2, 3)
    with pytest.raises(ValueError, match="aware"):
        order(signed_at=naive)


def test_pyhanko_is_loaded_when_something_is_signed_and_not_before() -> None:
    modules = ("pkcs12", "certificates", "checking", "wet")
    script = "; ".join(f"import services.documents.signing.{name}" for name in modules)
    script += "; import sys; print([name for name in sys.modules if name.startswith('pyhanko')])"
    said = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=True).stdout
    assert said.strip() == "[]"
