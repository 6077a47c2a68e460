"""Forms of a unit, and what people and their programs make of them before they come back."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any
from uuid import UUID

import xlsxwriter  # type: ignore[import-untyped]  # it ships no types

from services.documents.data_forms.form import DataForm, FormRow
from services.documents.data_forms.writing import write_form
from shared.office_files.reading import cells_of

SECRET = "rahasia untuk uji coba"
PLAIN, COMPUTED = "IK-01", "IK-02"


@dataclass(frozen=True)
class Formula:
    """A formula, with the result its program had when it saved; None for a program that saves none."""

    text: str
    result: Any = None


@dataclass(frozen=True)
class Formatted:
    """A number with a number format."""

    number: float
    format: str


Value = str | Decimal | bool | Formula | Formatted
Grid = dict[tuple[int, int], Value]


def row(**changed: Any) -> FormRow:
    """An indicator that is read off, not computed."""
    usual = FormRow(
        code=PLAIN,
        number="1",
        sasaran="Meningkatnya pelayanan masyarakat",
        indikator="Hasil Indeks Kepuasan Masyarakat",
        satuan="Nilai",
        target="84,75",
        last_value="83,20 (2024)",
        formula="Rata-rata tertimbang unsur pelayanan",
        numerator="",
        denominator="",
        definition="Nilai survei kepuasan atas pelayanan kecamatan",
        source="Laporan SKM",
    )
    return replace(usual, **changed)


def form(*rows: FormRow, **changed: Any) -> DataForm:
    """A form with one plain indicator and one that has pembilang and penyebut."""
    computed = row(
        code=COMPUTED,
        number="2",
        indikator="Persentase usulan Musrenbang yang ditindaklanjuti",
        satuan="%",
        target="75",
        last_value="",
        formula="(usulan yang ditindaklanjuti : seluruh usulan) × 100",
        numerator="Usulan yang ditindaklanjuti",
        denominator="Seluruh usulan",
    )
    usual = DataForm(
        office_id=UUID(int=1),
        office="Kecamatan Mentebah",
        time_zone="Asia/Pontianak",
        cycle_id=UUID(int=2),
        unit_id=UUID(int=3),
        unit="Seksi Pelayanan Umum",
        subject="LKjIP",
        period="2025",
        issued_at=datetime(2026, 1, 5, 2, 0, tzinfo=UTC),
        revision=1,
        rows=rows or (row(), computed),
    )
    return replace(usual, **changed)


def issued(*rows: FormRow, **changed: Any) -> bytes:
    """Such a form as issued."""
    return write_form(form(*rows, **changed), SECRET)


def saved_again(content: bytes, change: Callable[[dict[str, Grid]], None]) -> bytes:
    """The form after another program opened, changed and saved it.

    Like LibreOffice it keeps texts and hidden sheets, but styles, validations, protection and the order of shared
    texts are its own.
    """
    sheets = {
        sheet.name: {place: (cell.text if cell.number is None else cell.number) for place, cell in sheet.cells.items()}
        for sheet in cells_of(content).sheets.values()
    }
    grids: dict[str, Grid] = {name: dict(grid) for name, grid in reversed(sheets.items())}
    change(grids)
    buffer = BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    for name, grid in grids.items():
        sheet = book.add_worksheet(name)
        if name.startswith("_"):
            sheet.hide()
        for (line, column), value in grid.items():
            _write(book, sheet, (line - 1, column - 1), value)
    book.close()
    return buffer.getvalue()


def filled(content: bytes, **values: Value) -> bytes:
    """The form with cells of "Isian" filled in: `I6="87,5"`."""

    def fill(grids: dict[str, Grid]) -> None:
        for ref, value in values.items():
            grids["Isian"][int(ref[1:]), ord(ref[0]) - ord("A") + 1] = value

    return saved_again(content, fill)


def _write(book: Any, sheet: Any, place: tuple[int, int], value: Value) -> None:
    match value:
        case Formula(text, result):
            sheet.write_formula(*place, text, value="" if result is None else result)
        case Formatted(number, code):
            sheet.write_number(*place, number, book.add_format({"num_format": code}))
        case bool():
            sheet.write_boolean(*place, value)
        case Decimal():
            sheet.write_number(*place, value)
        case str():
            sheet.write_string(*place, value)
