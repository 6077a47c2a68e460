"""A cell of a workbook as the text a person would type on the page, or why it is none."""

from decimal import Decimal

from services.documents.data_forms.form import LONGEST_TEXT, REASONS
from shared.numbers import format_id
from shared.office_files.workbook import Cell, CellKind

_LONGEST_SHOWN = 60
_BY_KIND = {
    CellKind.DATE: "terbaca sebagai tanggal. Hapus isinya, lalu ketik lagi, misalnya 87,5.",
    CellKind.BOOLEAN: "berisi nilai benar/salah. Hapus isinya, lalu ketik lagi.",
}


def typed_text(cell: Cell) -> str:
    """A stored number in Indonesian notation, 1234.5 → "1.234,5" and 0.875 shown as percent → "87,5%"; text as is."""
    if cell.number is None or cell.kind is CellKind.DATE:
        return cell.text
    if cell.kind is CellKind.PERCENT:
        return f"{format_id(cell.number.scaleb(2))}%"
    return format_id(cell.number)


def shown(cell: Cell | None) -> str:
    """The beginning of what a cell holds, for a sentence."""
    text = typed_text(cell) if cell else ""
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…"


def unsound(cell: Cell, field: str) -> str | None:
    """What is wrong with an input cell, to follow its name in a sentence; None for one that can be taken.

    A formula is refused with its result: that is another program's sum, last made nobody knows when.
    """
    if cell.is_formula or cell.kind is CellKind.ERROR:
        return _calculated(cell)
    if cell.kind in _BY_KIND:
        return _BY_KIND[cell.kind]
    if field == "alasan" and _reason(cell) not in REASONS:
        return f"berisi “{shown(cell)}”. Pilih salah satu: {', '.join(REASONS)}."
    if len(cell.text) > LONGEST_TEXT:
        return f"berisi {format_id(Decimal(len(cell.text)))} huruf; paling banyak 2.000 huruf. Mohon diringkas."
    return None


def _calculated(cell: Cell) -> str:
    if cell.is_empty_formula:
        return "berisi rumus yang belum dihitung. Ketik hasilnya sebagai angka atau teks."
    if cell.kind is CellKind.ERROR:
        return f"berisi kesalahan “{cell.text}”. Ketik angkanya, atau kosongkan dan pilih alasannya."
    return f"berisi rumus dengan hasil “{shown(cell)}”. Ketik hasilnya sebagai angka atau teks."


def input_text(cell: Cell, field: str) -> str:
    """What a sound input cell says; a reason by the value that the web form sends for it."""
    return REASONS[_reason(cell)] if field == "alasan" else typed_text(cell)


def _reason(cell: Cell) -> str:
    return " ".join(cell.text.split()).casefold()
