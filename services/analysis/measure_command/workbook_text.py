"""A workbook's cells as a person would have typed them."""

from collections.abc import Callable, Mapping

from services.analysis.measure_command.lines import NOTHING, Line, Sheet, TableUnreadable, Written
from shared.dates import format_date
from shared.numbers import format_id
from shared.office_files import sheets
from shared.office_files.refusal import FileRefused
from shared.office_files.workbook import Cell, CellKind
from shared.office_files.workbook import Sheet as Worksheet


def workbook_sheets(content: bytes) -> tuple[Sheet, ...]:
    """The sheets that can be seen, in their order. Raises TableUnreadable."""
    try:
        workbook = sheets.read_workbook(content)
    except FileRefused as refused:
        raise TableUnreadable(refused.sentence) from refused
    return tuple(_sheet(sheet) for sheet in workbook.sheets.values() if not sheet.is_hidden)


def _sheet(sheet: Worksheet) -> Sheet:
    rows: dict[int, dict[int, Written]] = {}
    for (row, column), cell in sheet.cells.items():
        rows.setdefault(row, {})[column] = _BY_KIND[cell.kind](cell)
    return Sheet(sheet.name, tuple(_line(row, rows[row]) for row in sorted(rows)))


def _line(number: int, cells: Mapping[int, Written]) -> Line:
    return Line(number, tuple(cells.get(column, NOTHING) for column in range(1, max(cells) + 1)))


def _text(cell: Cell) -> Written:
    return Written(" ".join(cell.text.split()))


def _number(cell: Cell) -> Written:
    return _text(cell) if cell.number is None else Written(format_id(cell.number))


def _percent(cell: Cell) -> Written:
    return _text(cell) if cell.percent is None else Written(cell.percent)


def _date(cell: Cell) -> Written:
    sentence = "Excel membaca isi sel ini sebagai tanggal. Ubah format selnya menjadi Teks, lalu ketik lagi."
    return Written(format_date(cell.day) if cell.day else cell.text, sentence)


def _boolean(cell: Cell) -> Written:
    return Written("Ya" if cell.text == "1" else "Tidak")


def _uncalculated(_cell: Cell) -> Written:
    return Written("", "Rumus di sel ini belum ada hasilnya. Buka berkasnya di Excel dan simpan, atau ketik angkanya.")


_BY_KIND: Mapping[CellKind, Callable[[Cell], Written]] = {
    CellKind.TEXT: _text,
    CellKind.NUMBER: _number,
    CellKind.PERCENT: _percent,
    CellKind.DATE: _date,
    CellKind.BOOLEAN: _boolean,
    CellKind.ERROR: _text,
    CellKind.EMPTY: _uncalculated,
}
