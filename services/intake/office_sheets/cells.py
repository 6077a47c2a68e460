"""A cell as the text an office file would hold: what Excel changed on its own is refused, never guessed."""

from collections.abc import Callable, Mapping

from services.intake.office_sheets.layout import Kind
from shared.numbers import format_id
from shared.office_files.workbook import Cell, CellKind


class CellRefused(ValueError):
    """The cell cannot be taken; the message says why, in Indonesian."""


def text_of(cell: Cell | None, kind: Kind) -> str:
    """The cell's text; empty for an empty cell. Raises CellRefused."""
    if cell is None:
        return ""
    if cell.is_empty_formula:
        raise CellRefused("rumus ini belum ada hasilnya; ketik isinya, bukan rumusnya")
    return _BY_KIND[cell.kind](cell, kind)


def _text(cell: Cell, _kind: Kind) -> str:
    return "" if cell.text.isspace() else cell.text


def _number(cell: Cell, kind: Kind) -> str:
    if kind is Kind.DIGITS:
        raise CellRefused("ketik sebagai teks (awali dengan tanda petik '), karena Excel mengubah deretan angka")
    if kind in {Kind.DAY, Kind.DAY_OF_YEAR} or cell.number is None:
        raise CellRefused("isi ini angka, bukan tanggal")
    return format_id(cell.number)


def _percent(cell: Cell, kind: Kind) -> str:
    if kind is not Kind.NUMBER or cell.percent is None:
        raise CellRefused("isi ini persen; ketik sebagai teks")
    return cell.percent


def _date(cell: Cell, kind: Kind) -> str:
    if cell.day is None or kind not in {Kind.DAY, Kind.DAY_OF_YEAR}:
        raise CellRefused("Excel membaca isi ini sebagai tanggal; ubah format sel menjadi Teks, lalu ketik lagi")
    return f"{cell.day:%m-%d}" if kind is Kind.DAY_OF_YEAR else cell.day.isoformat()


def _boolean(cell: Cell, kind: Kind) -> str:
    if kind is not Kind.YES_NO:
        raise CellRefused("isi ini BENAR atau SALAH; ketik sebagai teks")
    return "ya" if cell.text == "1" else "tidak"


def _error(cell: Cell, _kind: Kind) -> str:
    raise CellRefused(f"sel ini berisi kesalahan {cell.text}")


_BY_KIND: Mapping[CellKind, Callable[[Cell, Kind], str]] = {
    CellKind.TEXT: _text,
    CellKind.NUMBER: _number,
    CellKind.PERCENT: _percent,
    CellKind.DATE: _date,
    CellKind.BOOLEAN: _boolean,
    CellKind.ERROR: _error,
    CellKind.EMPTY: _text,
}
