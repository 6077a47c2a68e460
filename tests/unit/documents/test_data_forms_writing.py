"""The form as issued: the same bytes, text that stays text, and cells that are open only where something is asked."""

import re
import zipfile
from datetime import datetime
from io import BytesIO

import pytest
import python_calamine

from services.documents.data_forms.layout import INPUT, LOCKED, TITLES
from services.documents.data_forms.writing import write_form
from shared.office_files.reading import cells_of
from tests.data_form_builder import SECRET, form, issued, row

INPUT_SHEET = "xl/worksheets/sheet2.xml"


def part(content: bytes, name: str) -> str:
    return zipfile.ZipFile(BytesIO(content)).read(name).decode()


def styles_of(content: bytes, line: int) -> dict[str, str]:
    """Which style each cell of a row has, by column letter."""
    return dict(re.findall(rf'<c r="([A-Z]+){line}" s="(\d+)"', part(content, INPUT_SHEET)))


def cell_formats(content: bytes) -> list[str]:
    return re.findall(r"<xf [^>]*/>|<xf .*?</xf>", part(content, "xl/styles.xml").partition("<cellXfs")[2])


def test_the_same_form_gives_the_same_bytes_whenever_it_is_written() -> None:
    first = issued()
    members = zipfile.ZipFile(BytesIO(first)).infolist()
    assert {member.date_time for member in members} == {(1980, 1, 1, 0, 0, 0)}
    assert "2026-01-05T02:00:00Z" in part(first, "docProps/core.xml")
    assert issued() == first


def test_a_form_needs_the_moment_it_was_issued_with_its_zone() -> None:
    with pytest.raises(ValueError, match="aware"):
        write_form(form(issued_at=datetime(2026, 1, 5)), SECRET)


def test_another_reader_sees_the_sheets_and_the_table() -> None:
    book = python_calamine.load_workbook(BytesIO(issued()))
    visible, hidden = python_calamine.SheetVisibleEnum.Visible, python_calamine.SheetVisibleEnum.VeryHidden
    assert [(sheet.name, sheet.visible) for sheet in book.sheets_metadata] == [
        ("Petunjuk", visible),
        ("Isian", visible),
        ("Definisi", visible),
        ("_identitas", hidden),
    ]
    lines = book.get_sheet_by_name("Isian").to_python(skip_empty_area=False)
    assert lines[4] == [column.title for column in (*LOCKED, *INPUT)]
    assert lines[5][:7] == [
        "IK-01",
        "1",
        "Hasil Indeks Kepuasan Masyarakat",
        "Meningkatnya pelayanan masyarakat",
        "Nilai",
        "84,75",
        "83,20 (2024)",
    ]
    assert lines[6][7] == (
        "(usulan yang ditindaklanjuti : seluruh usulan) × 100\n"
        "Pembilang: Usulan yang ditindaklanjuti\nPenyebut: Seluruh usulan"
    )


def test_the_guide_names_unit_office_and_issue() -> None:
    guide = "\n".join(cell.text for cell in cells_of(issued()).sheets["Petunjuk"].cells.values())
    for told in ("LKjIP 2025", "Seksi Pelayanan Umum", "Kecamatan Mentebah", "5 Januari 2026 pukul 09.00 WIB", "87,5"):
        assert told in guide


def test_texts_that_look_like_formulas_stay_texts() -> None:
    content = issued(row(sasaran="=1+1", definition="=SUM(1)"), unit="=cmd|' /C calc'!A0", office="+62")
    sheets = cells_of(content).sheets
    assert not [cell for sheet in sheets.values() for cell in sheet.cells.values() if cell.is_formula]
    assert sheets["Isian"].cells[6, 4].text == "=1+1"


def test_only_what_is_asked_is_open_for_typing() -> None:
    content = issued()
    unlocked = {str(number) for number, xf in enumerate(cell_formats(content)) if 'locked="0"' in xf}
    rows = (styles_of(content, line) for line in (6, 7))
    open_cells = [{letter for letter, style in row_styles.items() if style in unlocked} for row_styles in rows]
    assert open_cells == [set("ILMNO"), set("IJKLMNO")]
    for number in range(1, 5):
        assert "<sheetProtection" in part(content, f"xl/worksheets/sheet{number}.xml")


def test_numbers_are_typed_into_cells_of_text_so_that_no_locale_reads_them() -> None:
    content = issued()
    xf = cell_formats(content)
    assert 'numFmtId="49"' in xf[int(styles_of(content, 6)["I"])]


def test_the_columns_check_what_is_typed_with_messages_in_indonesian() -> None:
    sheet = part(issued(), INPUT_SHEET)
    validations = dict(re.findall(r'type="(\w+)"[^>]*sqref="(\w+)"', sheet))
    assert validations["list"] == "L7"
    assert '<formula1>"nol,belum ada data,tidak berlaku"</formula1>' in sheet
    assert f'promptTitle="{TITLES["realisasi"]}"' in sheet


def test_an_answer_in_words_is_chosen_from_a_list() -> None:
    sheet = part(write_form(form(row(target="WTP", choices=("WTP", "WDP", "TW", "TMP"))), SECRET), INPUT_SHEET)
    (chosen,) = re.findall(r'<dataValidation type="list"[^>]*sqref="I6"[^>]*>.*?</dataValidation>', sheet)
    assert '<formula1>"WTP,WDP,TW,TMP"</formula1>' in chosen


def test_the_form_prints_on_two_a4_pages_with_its_header_on_each() -> None:
    sheet, book = (part(issued(), name) for name in (INPUT_SHEET, "xl/workbook.xml"))
    assert 'paperSize="9" scale="75" orientation="landscape"' in sheet
    assert "Isian!$A:$C,Isian!$5:$5" in book
    assert 'state="frozen"' in sheet
    pages = re.findall(r'<col min="(\d+)" max="(\d+)" width="([\d.]+)"', sheet)
    widths = [float(width) for first, last, width in pages for _ in range(int(first), int(last) + 1)]
    printable_inches = 11.69 - 2 * 0.4
    for page in (widths[:8], widths[:3] + widths[8:]):
        # A column of n characters is 7n + 5 pixels wide (ECMA-376 part 1, 18.3.1.13), 96 to the inch.
        assert sum(7 * width for width in page) / 96 * 0.75 < printable_inches


def test_a_text_longer_than_a_cell_is_not_cut() -> None:
    with pytest.raises(ValueError, match="32767"):
        issued(row(definition="x" * 32_768))
