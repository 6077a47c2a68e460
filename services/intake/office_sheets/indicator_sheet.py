"""A cycle's indicators as a workbook, with the columns that are read back."""

import io
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from services.intake.office_sheets.layout import INDICATORS, Column

_WRITTEN = datetime(2026, 1, 1)  # noqa: DTZ001 - a document property, the same in every file


def write_indicators(rows: Iterable[Mapping[str, str]]) -> bytes:
    """One row an indicator, by key of the office file; figures stay as they are written, so that none is changed."""
    import xlsxwriter  # type: ignore[import-untyped] # ships no types

    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False})
    book.set_properties({"title": "Indikator kinerja", "created": _WRITTEN})
    head = book.add_format({"bold": True, "bg_color": "#0b4f6c", "font_color": "#ffffff", "text_wrap": True})
    text = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
    sheet = book.add_worksheet(INDICATORS.name)
    for number, column in enumerate(INDICATORS.columns):
        sheet.set_column(number, number, column.width, text)
        sheet.write_string(0, number, column.title, head)
    for line, row in enumerate(rows, start=1):
        _write_row(sheet, line, row, text)
    sheet.freeze_panes(1, 1)
    book.close()
    return buffer.getvalue()


def _write_row(sheet: Any, line: int, row: Mapping[str, str], text: Any) -> None:
    columns: Iterable[Column] = INDICATORS.columns
    for number, column in enumerate(columns):
        sheet.write_string(line, number, row.get(column.key, ""), text)
