"""The gate: what is let through, and every kind of file that is not."""

import subprocess
import sys
import warnings
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from shared.office_files.gate import Kind, check_package
from shared.office_files.refusal import FileRefused, Reason
from tests.office_files_builder import (
    SHEET_TYPE,
    TYPES,
    bomb,
    deflated,
    docx_parts,
    lying_bomb,
    relationships,
    rewritten_header,
    with_zip64_directory,
    xlsx_parts,
    zipped,
    zipped_pairs,
)

ROOT = Path(__file__).parents[2]
DTD = '<?xml version="1.0"{}?><!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/hostname">]><x>&f;</x>'
SHEET = "xl/worksheets/sheet1.xml"
PICTURE = "xl/media/image1.png"


def refusal(content: bytes, kind: Kind = Kind.XLSX) -> FileRefused:
    with pytest.raises(FileRefused) as caught:
        check_package(content, kind)
    return caught.value


def test_a_plain_workbook_and_a_plain_document_pass() -> None:
    workbook = check_package(zipped(xlsx_parts()), Kind.XLSX)
    assert (workbook.main_part, SHEET in workbook.names) == ("xl/workbook.xml", True)
    assert workbook.relations(workbook.main_part).target("rId1") == SHEET
    assert check_package(zipped(docx_parts()), Kind.DOCX).main_part == "word/document.xml"


def test_what_excel_leaves_in_honest_files_passes() -> None:
    parts = xlsx_parts() | {
        "xl/printerSettings/printerSettings1.bin": b"\0" * 40,
        "docProps/thumbnail.jpeg": b"\xff\xd8",
        "docProps/core.xml": b"\xef\xbb\xbf<?xml version='1.0' encoding='UTF-8'?><a/>",
        "customXml/item1.xml": '<?xml version="1.0" encoding="utf-16"?><a/>'.encode("utf-16"),
        "xl/worksheets/_rels/sheet1.xml.rels": relationships(
            ("rId1", "hyperlink", "https://kapuashulukab.go.id"), external=True
        ),
    }
    assert check_package(zipped(parts), Kind.XLSX).kind is Kind.XLSX


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", Reason.NOT_A_PACKAGE),
        (b"kode;realisasi\n", Reason.NOT_A_PACKAGE),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, Reason.ENCRYPTED_OR_OLD),
        (zipped(xlsx_parts())[:-30], Reason.DAMAGED),
        (zipped(xlsx_parts()) + b"behind", Reason.DAMAGED),
        (zipped({"a.xml": "<a/>"}), Reason.NOT_A_PACKAGE),
        (b"PK\x03\x04" + b"\0" * (10 * 1024 * 1024), Reason.TOO_LARGE),
    ],
    ids=["empty", "csv", "compound file", "cut off", "longer", "no content types", "over 10 MB"],
)
def test_what_is_no_office_file_is_refused(content: bytes, reason: Reason) -> None:
    assert refusal(content).reason_code is reason


def test_an_encrypted_member_is_refused() -> None:
    content = zipped(xlsx_parts()).replace(b"PK\x01\x02\x14\x03\x14\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01")
    assert refusal(content).reason_code is Reason.ENCRYPTED_OR_OLD


def test_a_document_is_no_workbook_and_a_macro_workbook_is_named_as_such() -> None:
    assert refusal(zipped(docx_parts())).reason_code is Reason.WRONG_KIND
    assert refusal(zipped(xlsx_parts()), Kind.DOCX).reason_code is Reason.WRONG_KIND
    macro_type = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
    types = TYPES.format(main="xl/workbook.xml", type=macro_type, more="")
    assert refusal(zipped(xlsx_parts() | {"[Content_Types].xml": types})).reason_code is Reason.MACRO


def test_a_member_name_that_leaves_the_folder_or_comes_twice_is_refused() -> None:
    for name in ("../evil.xml", "xl/../../evil.xml", "/etc/evil.xml", "xl\\evil.xml", "c:evil.xml"):
        assert refusal(zipped(xlsx_parts() | {name: "<a/>"})).reason_code is Reason.BAD_NAME
    with warnings.catch_warnings(action="ignore"):
        twice = zipped_pairs(*xlsx_parts().items(), (SHEET, "<a/>"))
    assert refusal(twice).reason_code is Reason.BAD_NAME
    assert refusal(zipped(xlsx_parts() | {SHEET.upper(): "<a/>"})).reason_code is Reason.BAD_NAME


def test_more_than_a_thousand_parts_are_refused() -> None:
    many = {f"xl/media/image{number}.png": b"" for number in range(1001)}
    assert refusal(zipped(xlsx_parts() | many)).reason_code is Reason.TOO_MANY_PARTS
    too_many_to_list = {f"xl/media/{'x' * 200}{number}.png": b"" for number in range(3000)}
    assert "terlalu banyak bagian" in refusal(zipped(xlsx_parts() | too_many_to_list)).sentence


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("xl/vbaProject.bin", Reason.MACRO),
        ("xl/macrosheets/sheet1.xml", Reason.MACRO),
        ("word/vbaData.xml", Reason.MACRO),
        ("xl/embeddings/oleObject1.bin", Reason.EMBEDDED),
        ("word/embeddings/Microsoft_Excel_Sheet1.xlsx", Reason.EMBEDDED),
        ("xl/activeX/activeX1.xml", Reason.EMBEDDED),
        ("xl/externalLinks/externalLink1.xml", Reason.EXTERNAL_LINK),
        ("xl/connections.xml", Reason.EXTERNAL_LINK),
        ("xl/other.bin", Reason.UNKNOWN_PART),
        ("setup.exe", Reason.UNKNOWN_PART),
    ],
)
def test_a_part_that_acts_or_leads_out_is_refused_by_its_name(name: str, reason: Reason) -> None:
    refused = refusal(zipped(xlsx_parts() | {name: "<a/>"}))
    assert refused.reason_code is reason
    assert name.lower() in refused.sentence.lower()


@pytest.mark.parametrize(
    ("kind", "reason"),
    [
        ("vbaProject", Reason.MACRO),
        ("xlMacrosheet", Reason.MACRO),
        ("oleObject", Reason.EMBEDDED),
        ("control", Reason.EMBEDDED),
        ("aFChunk", Reason.EMBEDDED),
        ("externalLink", Reason.EXTERNAL_LINK),
    ],
)
def test_a_renamed_part_is_refused_by_its_relationship(kind: str, reason: Reason) -> None:
    rels = {"xl/worksheets/_rels/sheet1.xml.rels": relationships(("rId1", kind, "../plain.xml"))}
    assert refusal(zipped(xlsx_parts() | rels | {"xl/plain.xml": "<a/>"})).reason_code is reason


def test_a_renamed_part_is_refused_by_its_content_type() -> None:
    more = '<Override PartName="/xl/plain.xml" ContentType="application/vnd.ms-office.vbaProject"/>'
    types = TYPES.format(main="xl/workbook.xml", type=SHEET_TYPE, more=more)
    assert refusal(zipped(xlsx_parts() | {"[Content_Types].xml": types})).reason_code is Reason.MACRO


@pytest.mark.parametrize(
    ("kind", "target"),
    [
        ("image", "https://contoh.example/pelacak.png"),
        ("attachedTemplate", "https://contoh.example/x.dotm"),
        ("hyperlink", "file://server/bagi/x.exe"),
        ("hyperlink", "\\\\server\\bagi"),
    ],
)
def test_an_external_relationship_is_refused_unless_it_is_a_plain_hyperlink(kind: str, target: str) -> None:
    rels = {"word/_rels/document.xml.rels": relationships(("rId9", kind, target), external=True)}
    assert refusal(zipped(docx_parts() | rels), Kind.DOCX).reason_code is Reason.EXTERNAL_LINK


@pytest.mark.parametrize(
    "xml",
    [
        DTD.format("").encode(),
        DTD.format(' encoding="UTF-8"').encode("utf-8-sig"),
        DTD.format(' encoding="UTF-16"').encode("utf-16"),
        DTD.format("").encode("utf-16-le"),
        DTD.format(' encoding="UTF-16"').encode("utf-16-be"),
        b"<!--" + b"x" * 65_525 + b"--><!DOCTYPE x><x/>",
    ],
    ids=["utf-8", "utf-8 with mark", "utf-16", "utf-16 without mark", "utf-16 big-endian", "across two pieces"],
)
@pytest.mark.parametrize("part", [SHEET, "[Content_Types].xml", "_rels/.rels", "docProps/core.xml", "xl/media/a.svg"])
def test_a_dtd_is_refused_in_any_part_and_encoding(part: str, xml: bytes) -> None:
    assert refusal(zipped(xlsx_parts() | {part: xml})).reason_code is Reason.DTD


@pytest.mark.parametrize(
    "xml",
    [
        b'<?xml version="1.0" encoding="UTF-7"?>+ADwAIQ-DOCTYPE x+AD4-<x/>',
        DTD.format(' encoding="cp037"').encode("cp037"),
        DTD.format("").encode("utf-32"),
        b'<?xml version="1.0" encoding="UTF-16"?><x/>',
        b"<x>\xff</x>",
        b"",
    ],
    ids=["utf-7", "ebcdic", "utf-32", "declared otherwise", "no utf-8", "empty"],
)
def test_an_encoding_that_could_hide_a_dtd_is_refused(xml: bytes) -> None:
    for part in (SHEET, "xl/media/a.svg"):
        assert refusal(zipped(xlsx_parts() | {part: xml})).reason_code is Reason.DAMAGED


def test_elements_nested_without_end_are_refused() -> None:
    nested = b"<x>" * 300 + b"</x>" * 300
    assert refusal(zipped(xlsx_parts() | {SHEET: nested})).reason_code is Reason.DAMAGED


@pytest.mark.parametrize("long", ['<x a="{}"/>', "<!--{}--><x/>"], ids=["attribute", "comment"])
def test_a_tag_without_end_is_refused_and_a_long_text_is_not(long: str) -> None:
    filling = "".join(f" >{number:x}" for number in range(400_000))
    assert refusal(zipped(xlsx_parts() | {SHEET: long.format(filling)})).reason_code is Reason.DAMAGED
    text = zipped(xlsx_parts() | {SHEET: f"<x>{filling}<![CDATA[{filling}]]></x>"})
    assert check_package(text, Kind.XLSX).kind is Kind.XLSX


@pytest.mark.parametrize("formula", ["cmd|' /C calc'!A0", "+MSEXCEL|&quot;x&quot;!A1"])
def test_a_dde_formula_is_refused_and_a_bar_inside_quotes_is_not(formula: str) -> None:
    rows = '<row r="1"><c r="A1"><f>{}</f><v>1</v></c></row>'
    assert refusal(zipped(xlsx_parts(rows.format(formula)))).reason_code is Reason.DDE
    quoted = zipped(xlsx_parts(rows.format("\"a|b\"&amp;'c|d'!A1")))
    assert check_package(quoted, Kind.XLSX).kind is Kind.XLSX


def test_a_dde_field_is_refused_also_when_it_is_split_over_runs() -> None:
    split = (
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> DD</w:instrText></w:r>'
        '<w:r><w:instrText>EAUTO c:\\x</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    )
    simple = '<w:p><w:fldSimple w:instr="DDE x"/></w:p>'
    for body in (split, simple):
        assert refusal(zipped(docx_parts(body)), Kind.DOCX).reason_code is Reason.DDE
    page = zipped(docx_parts(split.replace(" DD", " PAGE DD")))
    assert check_package(page, Kind.DOCX).kind is Kind.DOCX


def test_a_member_that_lies_about_its_size_is_refused() -> None:
    content = zipped(xlsx_parts() | {PICTURE: b"0" * 5000})
    real, shorter, longer = (size.to_bytes(4, "little") for size in (5000, 4999, 5001))
    assert refusal(content.replace(real, shorter)).reason_code is Reason.BOMB
    assert refusal(content.replace(real, longer)).reason_code is Reason.DAMAGED


def test_a_member_whose_bytes_were_altered_is_refused() -> None:
    content = zipped(xlsx_parts() | {PICTURE: b"gambar yang disimpan"}, zipfile.ZIP_STORED)
    assert refusal(content.replace(b"gambar", b"Gambar")).reason_code is Reason.DAMAGED


def test_a_member_named_otherwise_where_it_begins_is_refused() -> None:
    content = zipped(xlsx_parts() | {PICTURE: b"x"})
    assert refusal(content.replace(PICTURE.encode(), b"xl/media/image2.png", 1)).reason_code is Reason.DAMAGED


def test_bytes_behind_the_end_of_a_member_are_refused() -> None:
    packed = deflated(b"gambar") + b"x" * 20_000
    content = zipped(xlsx_parts() | {PICTURE: packed}, zipfile.ZIP_STORED)
    declared = len(packed).to_bytes(4, "little")
    lying = rewritten_header(content, PICTURE, method=zipfile.ZIP_DEFLATED, crc=zlib.crc32(b"gambar"), size=6)
    assert declared in lying
    assert refusal(lying).reason_code is Reason.DAMAGED


def test_members_that_share_bytes_are_refused() -> None:
    content = zipped(xlsx_parts() | {PICTURE: b"x"})
    shared = rewritten_header(content, PICTURE, packed_size=len(content))
    assert refusal(shared).reason_code is Reason.BOMB


def test_many_small_members_and_one_dense_member_are_bombs_too() -> None:
    many = {f"xl/media/image{number}.png": b"0" * 1024 * 1024 for number in range(41)}
    assert refusal(zipped(xlsx_parts() | many)).reason_code is Reason.BOMB
    assert refusal(zipped(xlsx_parts() | {PICTURE: b"0" * 20 * 1024 * 1024})).reason_code is Reason.BOMB


def test_a_second_directory_of_a_large_archive_is_refused() -> None:
    assert refusal(with_zip64_directory(zipped(xlsx_parts()))).reason_code is Reason.DAMAGED


MEASURED = """
import re, resource, sys
from pathlib import Path
from shared.office_files.gate import Kind, check_package
from shared.office_files.refusal import FileRefused

def peak_kib():
    # Not getrusage: its peak begins with that of the process this one was forked from.
    return int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1])

content = sys.stdin.buffer.read()
resource.setrlimit(resource.RLIMIT_AS, (200_000_000, 200_000_000))
before = peak_kib()
try:
    check_package(content, Kind.XLSX)
except FileRefused as refused:
    print(refused.reason_code, peak_kib() - before)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="the peak is read from /proc")
@pytest.mark.parametrize("make", [bomb, lying_bomb], ids=["honest header", "lying header"])
def test_a_bomb_of_200_kb_is_refused_in_less_than_ten_more_megabytes(make: Callable[[], bytes]) -> None:
    content = make()
    assert 150_000 < len(content) < 250_000
    child = subprocess.run(
        [sys.executable, "-c", MEASURED], input=content, capture_output=True, check=True, cwd=ROOT, timeout=60
    )
    reason, grown_kib = child.stdout.decode().split()
    assert reason == Reason.BOMB
    assert int(grown_kib) < 10 * 1024
