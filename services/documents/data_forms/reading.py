"""A form that came back: is it ours, is it whole, and what was typed in which cell."""

from collections.abc import Iterator, Mapping
from uuid import UUID

from services.documents.data_forms.form import CellProblem, FilledForm, Identity, TypedCell
from services.documents.data_forms.layout import IDENTITY_SHEET, INPUT_SHEET
from services.documents.data_forms.seal import not_our_form, open_seal
from services.documents.data_forms.table import Table, check_locked, find_table, rows_by_code
from services.documents.data_forms.typed import input_text, unsound
from shared.office_files.refusal import FileRefused, Reason
from shared.office_files.sheets import read_workbook
from shared.office_files.workbook import Sheet

_NAMED = 5


def read_form(content: bytes, secret_key: str) -> FilledForm:
    """What was typed, as it was typed; whether a number is one is decided by the parser of the web form.

    Rows are found by their code and columns by their title, wherever they stand. Raises FileRefused for a file the
    gate refuses, a form that is not ours or whose seal is broken, a row that is unknown, missing or there twice, and
    locked cells that say something else than when the form was issued.
    """
    sheets = read_workbook(content).sheets
    if IDENTITY_SHEET not in sheets or INPUT_SHEET not in sheets:
        raise not_our_form()
    issued = open_seal(_lines(sheets[IDENTITY_SHEET]), secret_key)
    table = find_table(sheets[INPUT_SHEET], issued.inputs)
    places = rows_by_code(table, issued)
    check_locked(table, places, issued)
    rows: dict[str, Mapping[str, TypedCell]] = {}
    problems: list[CellProblem] = []
    for code, row in places.items():
        asked = [column.field for column in issued.inputs if column.field not in issued.rows[code].closed]
        unsound_cells = {problem.field: problem for problem in _problems(table, row, code, asked)}
        problems += unsound_cells.values()
        rows[code] = {field: _typed(table, row, field) for field in asked if field not in unsound_cells}
    return FilledForm(issued.identity, rows, (*problems, *_outside(table)))


def check_addressee(identity: Identity, *, office_id: UUID, cycle_id: UUID, unit_id: UUID, revision: int) -> None:
    """Raises FileRefused unless the form is of this office, cycle and unit, and the issue that is valid now."""
    if identity.office_id != office_id:
        raise _other("Formulir ini diterbitkan untuk instansi lain.")
    if identity.unit_id != unit_id:
        raise _other(f"Formulir ini untuk {identity.unit}, bukan untuk unit Anda.")
    if identity.cycle_id != cycle_id:
        raise _other(f"Formulir ini untuk {identity.subject} {identity.period} yang lain.")
    if identity.revision != revision:
        raise _other(f"Formulir ini terbitan ke-{identity.revision}; yang berlaku sekarang terbitan ke-{revision}.")


def _other(found: str) -> FileRefused:
    return FileRefused(Reason.OTHER_ADDRESSEE, f"{found} Unduh formulir dari halaman tugas Anda, lalu isi yang itu.")


def _problems(table: Table, row: int, code: str, asked: list[str]) -> Iterator[CellProblem]:
    for field in asked:
        cell = table.cell(row, field)
        wrong = unsound(cell, field) if cell else None
        if cell and wrong:
            yield CellProblem(cell.ref, code, field, f"{table.name(row, field)} {wrong}")


def _typed(table: Table, row: int, field: str) -> TypedCell:
    cell = table.cell(row, field)
    return TypedCell(table.ref(row, field), input_text(cell, field) if cell else "")


def _outside(table: Table) -> Iterator[CellProblem]:
    """Nothing a person wrote is dropped without a word, also not beside the table."""
    ours = set(table.columns.values())
    places = sorted(place for place in table.sheet.cells if place[0] >= table.header and place[1] not in ours)
    refs = [table.sheet.cells[place].ref for place in places]
    if refs:
        named = ", ".join(refs[:_NAMED]) + (f" dan {len(refs) - _NAMED} sel lain" if len(refs) > _NAMED else "")
        yield CellProblem(refs[0], None, None, f"Isian di luar tabel tidak diambil: sel {named}.")


def _lines(sheet: Sheet) -> list[list[str]]:
    """The hidden sheet's texts, line by line; gaps are empty."""
    by_line: dict[int, dict[int, str]] = {}
    for (line, column), cell in sheet.cells.items():
        by_line.setdefault(line, {})[column] = cell.text
    return [[by_line[line].get(column, "") for column in range(1, max(by_line[line]) + 1)] for line in sorted(by_line)]
