"""Reading an uploaded workbook: what was typed comes back exactly, and nothing else happens."""

import re
import subprocess
import sys
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
import python_calamine
import xlsxwriter  # type: ignore[import-untyped]  # it ships no types
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.office_files.cells import exact
from shared.office_files.reading import cells_of
from shared.office_files.refusal import FileRefused, Reason
from shared.office_files.sheets import read_workbook
from shared.office_files.workbook import Cell, CellKind, cell_ref
from tests.office_files_builder import bomb, relationships, xlsx_parts, zipped

ROOT = Path(__file__).parents[2]
STYLES = (
    "<styleSheet><numFmts>{formats}</numFmts><cellStyleXfs><xf numFmtId='14'/></cellStyleXfs>"
    "<cellXfs>{styles}</cellXfs></styleSheet>"
)


def cells(rows: str, **parts: str) -> dict[str, Cell]:
    book = read_workbook(zipped(xlsx_parts(rows) | RELS | {f"xl/{name}.xml": text for name, text in parts.items()}))
    return {cell.ref: cell for cell in book.sheets["Isian"].cells.values()}


RELS = {
    "xl/_rels/workbook.xml.rels": relationships(
        ("rId1", "worksheet", "worksheets/sheet1.xml"),
        ("rId2", "sharedStrings", "sharedStrings.xml"),
        ("rId3", "styles", "/xl/styles.xml"),
    ),
    "xl/sharedStrings.xml": "<sst/>",
    "xl/styles.xml": "<styleSheet/>",
}


def row(*inside: str) -> str:
    return '<row r="1">' + "".join(inside) + "</row>"


def refusal(content: bytes) -> FileRefused:
    with pytest.raises(FileRefused) as caught:
        read_workbook(content)
    return caught.value


@pytest.mark.parametrize(
    ("stored", "number"),
    [
        ("87.5", "87.5"),
        ("88.950000000000003", "88.95"),
        ("0.30000000000000004", "0.30000000000000004"),
        ("1234", "1234"),
        ("1E+20", "1E+20"),
        ("-0.5", "-0.5"),
        ("1E-07", "1E-7"),
    ],
)
def test_a_number_is_the_shortest_text_of_what_is_stored(stored: str, number: str) -> None:
    assert str(exact(stored)) == number


@pytest.mark.parametrize("stored", ["nan", "inf", "1e999", "1_0", "0x1", "1,5", " 1", "٣"])
def test_what_no_program_stores_as_a_number_is_damage(stored: str) -> None:
    with pytest.raises(FileRefused):
        exact(stored)


def test_each_kind_of_cell_is_told_apart() -> None:
    found = cells(
        row(
            '<c r="A1"><v>87.5</v></c>',
            '<c r="B1" t="s"><v>0</v></c>',
            '<c r="C1" t="inlineStr"><is><r><t>dua </t></r><r><t>bagian</t></r><rPh><t>x</t></rPh></is></c>',
            '<c r="D1" t="b"><v>1</v></c>',
            '<c r="E1" t="e"><v>#DIV/0!</v></c>',
            '<c r="F1" t="d"><v>2026-02-03</v></c>',
            '<c r="G1"/>',
            '<c r="H1" t="s"><v>1</v></c>',
        ),
        sharedStrings="<sst><si><t>satu_x000D_&#10;baris _x005F_x0041_ _xD800_</t></si><si><t/></si></sst>",
    )
    assert {ref: (cell.kind, cell.text) for ref, cell in found.items()} == {
        "A1": (CellKind.NUMBER, "87.5"),
        "B1": (CellKind.TEXT, "satu\nbaris _x0041_ "),
        "C1": (CellKind.TEXT, "dua bagian"),
        "D1": (CellKind.BOOLEAN, "1"),
        "E1": (CellKind.ERROR, "#DIV/0!"),
        "F1": (CellKind.DATE, "2026-02-03"),
    }


def test_formulas_are_seen_with_and_without_a_result() -> None:
    found = cells(
        row(
            '<c r="A1"><f>1+1</f><v>2</v></c>',
            '<c r="B1"><f>1+1</f><v></v></c>',
            '<c r="C1"><f t="shared" si="0"/><v>2</v></c>',
            '<c r="D1" t="str"><f>""</f><v></v></c>',
            '<c r="E1"><f t="array" ref="E1:F1">A1:B1</f><v>2</v></c>',
            '<c r="F1"><v>3</v></c>',
            '<c r="G1"><v>4</v></c>',
        )
    )
    assert [ref for ref, cell in found.items() if cell.is_formula] == ["A1", "B1", "C1", "D1", "E1", "F1"]
    assert [ref for ref, cell in found.items() if cell.is_empty_formula] == ["B1", "D1"]
    assert found["A1"].number == Decimal(2)


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("General", CellKind.NUMBER),
        ("0.00", CellKind.NUMBER),
        ('[$Rp-421]#,##0;[Red]-#,##0 "hari"', CellKind.NUMBER),
        ("0.0%", CellKind.PERCENT),
        ("dd/mm/yyyy", CellKind.DATE),
        ("[$-421]dddd, d mmmm yyyy", CellKind.DATE),
        ("[h]:mm", CellKind.DATE),
    ],
)
def test_the_format_tells_dates_and_percentages_from_numbers(code: str, kind: CellKind) -> None:
    quoted = code.replace('"', "&quot;")
    styles = STYLES.format(
        formats=f'<numFmt numFmtId="170" formatCode="{quoted}"/>', styles="<xf numFmtId='0'/><xf numFmtId='170'/>"
    )
    found = cells(row('<c r="A1" s="1"><v>0.875</v></c>'), styles=styles)
    assert (found["A1"].kind, found["A1"].number) == (kind, Decimal("0.875"))


@pytest.mark.parametrize(("number", "kind"), [(0, CellKind.NUMBER), (9, CellKind.PERCENT), (14, CellKind.DATE)])
def test_the_built_in_formats_are_known(number: int, kind: CellKind) -> None:
    styles = STYLES.format(formats="", styles=f"<xf numFmtId='{number}'/>")
    assert cells(row('<c r="A1" s="0"><v>1</v></c>'), styles=styles)["A1"].kind is kind


def test_cells_without_a_place_follow_one_another() -> None:
    assert list(cells("<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>")) == ["A1", "B1", "A2"]


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ("".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>' for n in range(1, 10_001)), "5.000 baris"),
        (row('<c r="CW1"><v>1</v></c>'), "100 kolom"),
    ],
    ids=["10,000 rows", "101 columns"],
)
def test_a_sheet_with_too_many_rows_or_columns_is_refused(rows: str, told: str) -> None:
    refused = refusal(zipped(xlsx_parts(rows)))
    assert refused.reason_code is Reason.TOO_MANY_CELLS
    assert told in refused.sentence
    assert "Isian" in refused.sentence


def test_styled_but_empty_cells_far_below_are_no_rows() -> None:
    assert list(cells(row('<c r="A1"><v>1</v></c>') + '<row r="1048576"><c r="A1048576" s="0"/></row>')) == ["A1"]


def test_a_text_repeated_without_end_is_refused() -> None:
    strings = f"<sst><si><t>{'x' * 30_000}</t></si></sst>"
    repeated = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, 200))
    parts = xlsx_parts(repeated) | RELS | {"xl/sharedStrings.xml": strings}
    assert refusal(zipped(parts)).reason_code is Reason.TOO_MANY_CELLS


def test_more_than_a_hundred_thousand_cells_are_refused() -> None:
    cells_of_rows = ("".join(f"<c><v>{n * n}</v></c>" for n in range(start, start + 100)) for start in range(1001))
    rows = "".join(f"<row>{inside}</row>" for inside in cells_of_rows)
    assert refusal(zipped(xlsx_parts(rows))).reason_code is Reason.TOO_MANY_CELLS


@pytest.mark.parametrize(
    "rows",
    [
        row('<c r="A1"><v>1</v></c><c r="A1"><v>2</v></c>'),
        row('<c r="A1" t="s"><v>7</v></c>'),
        row('<c r="1A"><v>1</v></c>'),
        row('<c r="A1" t="zz"><v>1</v></c>'),
        "<row><c>",
    ],
    ids=["twice", "no such text", "no such place", "no such type", "not closed"],
)
def test_a_sheet_that_says_what_no_program_writes_is_refused(rows: str) -> None:
    assert refusal(zipped(xlsx_parts(rows))).reason_code is Reason.DAMAGED


def test_hidden_sheets_are_read_and_two_of_one_name_are_not() -> None:
    two = '<workbook xmlns:r="r"><sheets>{}</sheets></workbook>'
    entry = '<sheet name="{}" state="{}" r:id="rId1"/>'
    parts = xlsx_parts()
    parts["xl/workbook.xml"] = two.format(entry.format("A", "visible") + entry.format("B", "veryHidden"))
    book = read_workbook(zipped(parts))
    assert [(sheet.name, sheet.is_hidden) for sheet in book.sheets.values()] == [("A", False), ("B", True)]
    parts["xl/workbook.xml"] = two.format(entry.format("A", "visible") + entry.format("a", "visible"))
    assert refusal(zipped(parts)).reason_code is Reason.DAMAGED
    parts["xl/workbook.xml"] = two.format("".join(entry.format(n, "visible") for n in range(21)))
    assert refusal(zipped(parts)).reason_code is Reason.TOO_MANY_CELLS


def test_a_chart_on_a_sheet_of_its_own_has_no_cells() -> None:
    sheets = '<sheet name="Grafik" r:id="rId2"/><sheet name="Isian" r:id="rId1"/>'
    parts = xlsx_parts() | {
        "xl/workbook.xml": f'<workbook xmlns:r="r"><sheets>{sheets}</sheets></workbook>',
        "xl/chartsheets/sheet1.xml": "<chartsheet/>",
        "xl/_rels/workbook.xml.rels": relationships(
            ("rId1", "worksheet", "worksheets/sheet1.xml"), ("rId2", "chartsheet", "chartsheets/sheet1.xml")
        ),
    }
    assert list(read_workbook(zipped(parts)).sheets) == ["Isian"]


def test_the_gate_s_refusal_comes_out_of_the_child() -> None:
    refused = refusal(bomb())
    assert refused.reason_code is Reason.BOMB
    assert refused.sentence.startswith("Isi berkas ini memuai")


def test_a_reading_that_takes_too_long_is_stopped_and_told() -> None:
    array = "<row>" + '<c><f t="array" ref="A1"/></c>' * 100 + "</row>"
    rows = array * 100 + ("<row>" + "<c><v>1</v></c>" * 100 + "</row>") * 400
    with pytest.raises(FileRefused) as caught:
        read_workbook(zipped(xlsx_parts(rows)), time_limit_s=1)
    assert caught.value.reason_code is Reason.UNREADABLE


@pytest.mark.skipif(sys.platform != "linux", reason="the limits are told by prlimit's file in /proc")
def test_the_child_limits_its_own_address_space() -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "shared.office_files.read_once", "20"], cwd=ROOT, stdin=-1, stdout=-1
    ) as child:
        assert child.stdin
        assert child.stdout
        limits = ""
        while not re.search(r"Max address space\s+268435456", limits) and child.poll() is None:
            limits = Path(f"/proc/{child.pid}/limits").read_text(encoding="ascii")
        child.stdin.close()
        assert b"refused" in child.stdout.read()


def test_letters_of_columns() -> None:
    assert [cell_ref(7, column) for column in (1, 26, 27, 702, 703, 16384)] == [
        "A7",
        "Z7",
        "AA7",
        "ZZ7",
        "AAA7",
        "XFD7",
    ]


PRINTABLE = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]) | st.just("\n"), min_size=1)
NUMBERS = st.floats(allow_nan=False, allow_infinity=False, width=32)


@settings(max_examples=40, deadline=None)
@given(st.lists(NUMBERS | PRINTABLE, min_size=1, max_size=30))
def test_what_another_reader_sees_is_what_we_see(values: list[float | str]) -> None:
    buffer = BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    sheet = book.add_worksheet("Isian")
    for place, value in enumerate(values):
        (sheet.write_string if isinstance(value, str) else sheet.write_number)(place, 0, value)
    book.close()
    content = buffer.getvalue()
    ours = cells_of(content).sheets["Isian"].cells
    other = python_calamine.load_workbook(BytesIO(content)).get_sheet_by_name("Isian")
    theirs = other.to_python(skip_empty_area=False)
    for place, (seen,) in enumerate(theirs):
        cell = ours.get((place + 1, 1))
        if isinstance(seen, str):
            assert (cell.text if cell else "") == seen
        else:
            assert cell
            assert cell.number == Decimal(repr(seen))
