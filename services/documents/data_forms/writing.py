"""From a unit's questions to the XLSX form that asks them; the same form gives the same bytes."""

from collections.abc import Sequence
from datetime import UTC
from io import BytesIO
from typing import Any

import xlsxwriter  # type: ignore[import-untyped]  # it ships no types

from services.documents.data_forms.form import DataForm, FormRow
from services.documents.data_forms.guide import write_guide, write_terms
from services.documents.data_forms.layout import (
    EXTRAS,
    HEADER_ROW,
    IDENTITY_SHEET,
    INPUT_SHEET,
    LOCKED,
    NUMBER_FIELDS,
    Column,
    asked_extras,
    closed_fields,
    input_columns,
    locked_texts,
    plain,
)
from services.documents.data_forms.seal import sealed_lines
from services.documents.data_forms.styles import Styles, styles
from services.documents.data_forms.validation import validation

_HEADER = HEADER_ROW - 1  # xlsxwriter counts from 0
_FIRST = HEADER_ROW
_FROZEN_COLUMNS = 3
_A4 = 9
_PRINT_SCALE = 75


def write_form(form: DataForm, secret_key: str) -> bytes:
    """The form as .xlsx bytes, sealed under the installation's secret.

    Every text is written as text, so that "=1+1" in a name stays four characters. Raises ValueError for a naive
    `issued_at`.
    """
    if form.issued_at.tzinfo is None:
        raise ValueError("issued_at must be an aware datetime")
    buffer = BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    created = form.issued_at.astimezone(UTC).replace(tzinfo=None)
    book.set_properties({"title": plain(f"Isian {form.subject} {form.period}"), "created": created})
    formats = styles(book)
    write_guide(book, form, formats)
    _write_input(book, form, formats)
    write_terms(book, form, formats)
    _write_identity(book, form, secret_key)
    book.close()
    return buffer.getvalue()


def _write_input(book: Any, form: DataForm, formats: Styles) -> None:
    sheet = book.add_worksheet(INPUT_SHEET)
    sheet.write_string(0, 0, plain(f"Isian data kinerja untuk {form.subject} {form.period}"), formats.title)
    sheet.write_string(1, 0, plain(f"{form.unit}, {form.office}"))
    sheet.write_string(2, 0, "Isi sel berwarna kuning. Koma untuk desimal (87,5), titik untuk ribuan (1.234).")
    inputs = input_columns(asked_extras(form.rows))
    columns = (*LOCKED, *inputs)
    for column, described in enumerate(columns):
        sheet.set_column(column, column, described.width)
        sheet.write_string(_HEADER, column, described.title, formats.header)
    for line, row in enumerate(form.rows, start=_FIRST):
        _write_locked(sheet, line, row, formats)
        _write_inputs(sheet, line, row, inputs, formats)
    last = max(_FIRST, _FIRST + len(form.rows) - 1)
    sheet.ignore_errors({"number_stored_as_text": f"A{_FIRST + 1}:{chr(ord('A') + len(columns) - 1)}{last + 1}"})
    _set_up(sheet, form)


def _write_locked(sheet: Any, line: int, row: FormRow, formats: Styles) -> None:
    texts = locked_texts(row)
    for column, described in enumerate(LOCKED):
        sheet.write_string(line, column, texts[described.field], formats.locked)


def _write_inputs(sheet: Any, line: int, row: FormRow, inputs: Sequence[Column], formats: Styles) -> None:
    closed = closed_fields(row, [described.field for described in inputs if described in EXTRAS])
    for column, described in enumerate(inputs, start=len(LOCKED)):
        if described.field in closed:
            sheet.write_blank(line, column, None, formats.closed)
            continue
        is_number = described.field in NUMBER_FIELDS and not (described.field == "realisasi" and row.choices)
        usual = formats.number_input if is_number else formats.input
        sheet.write_blank(line, column, None, usual)
        sheet.data_validation(line, column, line, column, validation(described.field, row.choices))


def _set_up(sheet: Any, form: DataForm) -> None:
    """Screen and paper: two A4 pages side by side, what is asked and what is answered, each with its indicator."""
    sheet.freeze_panes(_FIRST, _FROZEN_COLUMNS)
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.set_print_scale(_PRINT_SCALE)
    sheet.repeat_rows(_HEADER)
    sheet.repeat_columns(0, _FROZEN_COLUMNS - 1)
    sheet.set_v_pagebreaks([len(LOCKED)])
    sheet.set_footer(f"&LTerbitan ke-{form.revision}&RHalaman &P dari &N")
    sheet.protect("", {"format_columns": True, "format_rows": True})
    sheet.activate()


def _write_identity(book: Any, form: DataForm, secret_key: str) -> None:
    sheet = book.add_worksheet(IDENTITY_SHEET)
    for line, texts in enumerate(sealed_lines(form, secret_key)):
        for column, text in enumerate(texts):
            sheet.write_string(line, column, text)
    sheet.protect()
    sheet.very_hidden()
