"""The table of the sheet "Isian": found by its titles and codes, held against what was issued."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from services.documents.data_forms.layout import INPUT, LOCKED, TITLES, Column
from services.documents.data_forms.seal import Issued
from services.documents.data_forms.typed import shown
from shared.office_files.refusal import FileRefused, Reason
from shared.office_files.workbook import Cell, Sheet, cell_ref

_NAMED = 3
_AGAIN = "Unduh formulir lagi dari halaman tugas Anda, salin isiannya ke sana, lalu unggah lagi."


@dataclass(frozen=True, slots=True)
class Table:
    """The sheet's table: its header's row and the column of each field."""

    sheet: Sheet
    header: int
    columns: Mapping[str, int]

    def cell(self, row: int, field: str) -> Cell | None:
        return self.sheet.cells.get((row, self.columns[field]))

    def ref(self, row: int, field: str) -> str:
        """Such as "I7"."""
        return cell_ref(row, self.columns[field])

    def name(self, row: int, field: str) -> str:
        """Such as "Sel I7 (Realisasi)", the beginning of a sentence."""
        return f"Sel {self.ref(row, field)} ({TITLES[field]})"


def find_table(sheet: Sheet, inputs: Sequence[Column]) -> Table:
    """The table by the first row that holds a title "Kode"; FileRefused when a title, also one of these inputs, is
    missing or there twice.
    """
    headers = (row for (row, _), cell in sorted(sheet.cells.items()) if _title(cell) == TITLES["kode"])
    header = next(headers, 0)
    by_title: dict[str, list[int]] = {}
    for (row, column), cell in sheet.cells.items():
        if row == header:
            by_title.setdefault(_title(cell), []).append(column)
    columns = (*LOCKED, *inputs)
    for described in columns:
        found = by_title.get(described.title, [])
        if len(found) != 1:
            state = "tidak ditemukan" if not found else "ada lebih dari satu"
            raise _refused(f"Judul kolom “{described.title}” {state} di lembar Isian.")
    return Table(sheet, header, {described.field: by_title[described.title][0] for described in columns})


def rows_by_code(table: Table, issued: Issued) -> dict[str, int]:
    """The row of each indicator, in the order they were issued.

    Raises FileRefused for a code that was not issued, is there twice or is missing, and for inputs without a code.
    """
    found: dict[str, int] = {}
    for row in _filled_rows(table):
        cell = table.cell(row, "kode")
        code = cell.text if cell else ""
        if code not in issued.rows:
            raise _refused(_unknown(table, row, code))
        if code in found:
            raise _refused(f"Kode “{code}” ada di baris {found[code]} dan di baris {row}.")
        found[code] = row
    missing = [code for code in issued.rows if code not in found]
    if missing:
        raise _refused(f"Baris dengan kode {', '.join(missing)} tidak ada lagi di lembar Isian.")
    return {code: found[code] for code in issued.rows}


def check_locked(table: Table, places: Mapping[str, int], issued: Issued) -> None:
    """Raises FileRefused naming the locked cells that do not say what they said when the form was issued."""
    altered = [sentence for code, row in places.items() for sentence in _altered(table, row, issued, code)]
    if altered:
        more = f" Masih ada {len(altered) - _NAMED} sel lain yang berubah." if len(altered) > _NAMED else ""
        raise FileRefused(Reason.LOCKED_CELL, f"{' '.join(altered[:_NAMED])}{more} {_AGAIN}")


def _altered(table: Table, row: int, issued: Issued, code: str) -> Iterator[str]:
    closed = dict.fromkeys(issued.rows[code].closed, "")
    for field, text in (issued.rows[code].texts | closed).items():
        cell = table.cell(row, field)
        if (cell.text if cell else "") != text or (cell and cell.is_formula):
            yield f"{table.name(row, field)} terkunci: diterbitkan “{text}”, sekarang “{shown(cell)}”."


def _filled_rows(table: Table) -> list[int]:
    ours = set(table.columns.values())
    return sorted({row for row, column in table.sheet.cells if row > table.header and column in ours})


def _unknown(table: Table, row: int, code: str) -> str:
    if code:
        return f"Sel {table.ref(row, 'kode')} berisi kode “{code[:60]}” yang tidak ada di formulir ini."
    filled = [field.title for field in (*LOCKED, *INPUT) if table.cell(row, field.field)]
    return f"Baris {row} berisi {filled[0]} tetapi kolom Kode kosong."


def _title(cell: Cell) -> str:
    return " ".join(cell.text.split())


def _refused(found: str) -> FileRefused:
    return FileRefused(Reason.WRONG_ROWS, f"{found} {_AGAIN}")
