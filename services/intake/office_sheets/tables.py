"""From a workbook to the keys and texts of an office file, each with the cell it stands in."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from services.intake.office_sheets.cells import CellRefused, text_of
from services.intake.office_sheets.layout import EXAMPLE, OFFICE, OFFICE_LINES, Column, TableSheet
from shared.office_files.workbook import Sheet, Workbook, cell_ref

_KEY_COLUMN, _VALUE_COLUMN = 1, 2


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong in the workbook; `ref` is such as "C4", or empty for a whole sheet."""

    sheet: str
    ref: str
    text: str

    def __str__(self) -> str:
        return f"Lembar {self.sheet}{f', sel {self.ref}' if self.ref else ''}: {self.text}"


@dataclass(slots=True)
class Row:
    """The texts of one entry by key, and where each key stands."""

    sheet: str
    texts: dict[str, str] = field(default_factory=dict)
    refs: dict[str, str] = field(default_factory=dict)

    def problem(self, key: str, text: str) -> Problem:
        """Something wrong with a key of this entry."""
        return Problem(self.sheet, self.refs.get(key, ""), text)


@dataclass(slots=True)
class Reading:
    """What was read, and what was found wrong on the way."""

    problems: list[Problem] = field(default_factory=list)
    examples: int = 0

    def office(self, workbook: Workbook) -> Row:
        """The Kantor sheet: keys in its first column, values in the second."""
        found = Row(OFFICE)
        sheet = self._sheet(workbook, OFFICE)
        known = {_plain(line.title): line for line in OFFICE_LINES}
        for number in _numbers(sheet):
            title = sheet.cells.get((number, _KEY_COLUMN)) if sheet else None
            line = known.get(_plain(title.text)) if title else None
            if line:
                self._take(found, sheet, line, number, _VALUE_COLUMN)
            elif title and number > 1:
                self.problems.append(Problem(OFFICE, title.ref, f"butir “{title.text.strip()[:60]}” tidak dikenal"))
        return found

    def rows(self, workbook: Workbook, table: TableSheet) -> list[Row]:
        """The entries of a sheet of rows; empty rows and examples are left out."""
        sheet = self._sheet(workbook, table.name)
        places = self._places(sheet, table)
        return [row for number in _numbers(sheet) if number > 1 and (row := self._row(sheet, places, number))]

    def _sheet(self, workbook: Workbook, name: str) -> Sheet | None:
        sheet = next((sheet for key, sheet in workbook.sheets.items() if _plain(key) == _plain(name)), None)
        if sheet is None:
            self.problems.append(Problem(name, "", "lembar ini tidak ada"))
        return sheet

    def _places(self, sheet: Sheet | None, table: TableSheet) -> Mapping[int, Column]:
        if sheet is None:
            return {}
        known = {_plain(column.title): column for column in table.columns}
        places: dict[int, Column] = {}
        for (row, number), cell in sorted(sheet.cells.items()):
            if row == 1 and (column := known.get(_plain(cell.text))):
                places[number] = column
            elif row == 1:
                text = f"kolom “{cell.text.strip()[:60]}” tidak dikenal"
                self.problems.append(Problem(table.name, cell.ref, text))
        missing = [column.title for column in table.columns if column.is_required and column not in places.values()]
        self.problems += [Problem(table.name, "", f"kolom “{title}” tidak ada") for title in missing]
        return places

    def _row(self, sheet: Sheet | None, places: Mapping[int, Column], number: int) -> Row | None:
        row = Row(sheet.name if sheet else "")
        before = len(self.problems)
        for place, column in places.items():
            self._take(row, sheet, column, number, place)
        first = next(iter(row.texts.values()), "")
        if first.upper().startswith(EXAMPLE):
            del self.problems[before:]
            self.examples += 1
            return None
        return row if any(row.texts.values()) or len(self.problems) > before else None

    def _take(self, row: Row, sheet: Sheet | None, column: Column, number: int, place: int) -> None:
        cell = sheet.cells.get((number, place)) if sheet else None
        row.refs[column.key] = cell_ref(number, place)
        try:
            text = text_of(cell, column.kind)
        except CellRefused as refused:
            self.problems.append(row.problem(column.key, str(refused)))
        else:
            row.texts[column.key] = text.strip()


def _numbers(sheet: Sheet | None) -> Iterator[int]:
    numbers: Iterable[int] = {row for row, _ in sheet.cells} if sheet else ()
    yield from sorted(numbers)


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()
