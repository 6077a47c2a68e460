"""The empty workbook that an office fills in: lists to choose from, hints, and one example row a sheet."""

import io
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from services.intake.domain.sop import Sop
from services.intake.office_sheets.layout import (
    EXAMPLE,
    OFFICE,
    OFFICE_LINES,
    PEOPLE,
    POSTS,
    TABLES,
    UNITS,
    Column,
    Kind,
    TableSheet,
)

_LAST_ROW = 500
_FIRST_ROW = 2
_WRITTEN = datetime(2026, 1, 1)  # noqa: DTZ001 - a document property, the same in every template
_ANYTHING_ELSE = {"error_type": "information", "error_title": "Tidak ada pada daftar"}
_EXPLAINED = (
    "Isi lembar Kantor, Unit, Jabatan, Orang dan Indikator. Baris yang diawali CONTOH: tidak dibaca; boleh dihapus.",
    "Periksa dahulu tanpa menyimpan: ./kinerja office import BERKAS.xlsx",
    "Bila hasilnya sudah benar, simpan: ./kinerja office import BERKAS.xlsx --simpan",
    "Yang sudah ada di Kinerja tetapi tidak ada di berkas ini tetap ada; tidak ada yang dihapus.",
    "Tulis angka dengan koma untuk desimal (87,5) dan titik untuk ribuan (1.234).",
    "Peran SOP:",
)


def write_template(sop_file: str, sop: Sop) -> bytes:
    """The template for an office that follows this SOP."""
    import xlsxwriter  # type: ignore[import-untyped] # ships no types

    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    book.set_properties({"title": "Data kantor untuk Kinerja", "created": _WRITTEN})
    formats = {
        "head": book.add_format({"bold": True, "bg_color": "#0b4f6c", "font_color": "#ffffff", "text_wrap": True}),
        "example": book.add_format({"italic": True, "font_color": "#505a5f", "num_format": "@", "text_wrap": True}),
        "text": book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"}),
        "number": book.add_format({"valign": "top"}),
        "hint": book.add_format({"font_color": "#505a5f", "text_wrap": True, "valign": "top"}),
    }
    _write_guide(book.add_worksheet("Petunjuk"), formats, sop)
    _write_office(book.add_worksheet(OFFICE), formats, sop_file)
    for table in TABLES:
        _write_table(book.add_worksheet(table.name), formats, table, sop)
    book.close()
    return buffer.getvalue()


def _write_guide(sheet: Any, formats: dict[str, Any], sop: Sop) -> None:
    sheet.set_column(0, 0, 110, formats["text"])
    sheet.write(0, 0, f"Data kantor untuk Kinerja, menurut SOP {sop.head.nomor}", formats["head"])
    roles = [f"{role.id}: {role.name}" for role in sop.roles.values()]
    for row, line in enumerate((*_EXPLAINED, *roles), start=1):
        sheet.write_string(row, 0, line, formats["text"])


def _write_office(sheet: Any, formats: dict[str, Any], sop_file: str) -> None:
    given = {"sop": sop_file, "zone": "Asia/Pontianak", "demo": "tidak"}
    for column, (title, width) in enumerate((("Butir", 28), ("Isi", 60), ("Keterangan", 70))):
        sheet.write(0, column, title, formats["head"])
        sheet.set_column(column, column, width)
    for row, line in enumerate(OFFICE_LINES, start=1):
        sheet.write_string(row, 0, line.title, formats["text"])
        sheet.write_string(row, 1, given.get(line.key, ""), formats["text"])
        needed = "Wajib diisi. " if line.is_required else ""
        sheet.write_string(row, 2, needed + line.hint, formats["hint"])
        if line.choices:
            sheet.data_validation(row, 1, row, 1, {"validate": "list", "source": list(line.choices), **_ANYTHING_ELSE})
    sheet.freeze_panes(1, 1)


def _write_table(sheet: Any, formats: dict[str, Any], table: TableSheet, sop: Sop) -> None:
    for number, column in enumerate(table.columns):
        sheet.set_column(number, number, column.width, formats["number" if column.kind is Kind.NUMBER else "text"])
        sheet.write_string(0, number, column.title, formats["head"])
        example = f"{EXAMPLE} {column.example}" if number == 0 else column.example
        sheet.write_string(1, number, example, formats["example"])
        sheet.data_validation(1, number, _LAST_ROW, number, _validation(column, _choices(table, column, sop)))
    sheet.freeze_panes(1, 1)


def _choices(table: TableSheet, column: Column, sop: Sop) -> Sequence[str] | str:
    """What may be chosen: a list, or the cells of another sheet."""
    if table is POSTS and column.key == "roles":
        return tuple(sop.roles)
    if column.key == "unit":
        return f"={UNITS.name}!$A${_FIRST_ROW + 1}:$A${_LAST_ROW}"
    if column.key == "holder":
        return f"={PEOPLE.name}!$A${_FIRST_ROW + 1}:$A${_LAST_ROW}"
    return column.choices


def _validation(column: Column, choices: Sequence[str] | str) -> dict[str, Any]:
    needed = "Wajib diisi. " if column.is_required else ""
    said = {"input_title": column.title[:32], "input_message": (needed + column.hint)[:255]}
    if not choices:
        return {"validate": "any", **said}
    return {
        "validate": "list",
        "source": choices if isinstance(choices, str) else list(choices),
        **said,
        **_ANYTHING_ELSE,
    }
