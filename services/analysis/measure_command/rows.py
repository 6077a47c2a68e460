"""The indicators of a table: what stands above, between and below them is left out."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from services.analysis.measure_command.lines import NOTHING, Line, Sheet, Written
from services.analysis.measure_command.titles import Columns, headed

_MERGED = ("unit", "sasaran")
"""A cell that was merged over several rows counts for the rows below it; a new unit ends the sasaran of the last."""
_OF_ALL_PERIODS = ("indikator", "satuan", "arah", "bobot")
"""What stands once where an indicator has a row for each periode."""
_SAYS_SOMETHING = ("unit", "sasaran", "satuan", "arah", "periode", "target", "realisasi", "batas_bawah", "batas_atas")
_NUMBERED = re.compile(r"[0-9]+(?:[.][0-9]+)*[.)]?", re.ASCII)
_COUNTING = re.compile(r"\(?[0-9]{1,2}\)?", re.ASCII)
"""The row "(1) (2) (3)" under the titles of an official table."""
_SUM = re.compile(r"(?:sub ?)?(?:jumlah|total)|rata-?\s?rata(?: capaian.*)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class TableRow:
    """One indicator as it stands in the file. `row` counts indicators from 1, `line` is the line of the file.

    `cells` are by key of titles.csv; `earlier` are realisasi of years before, newest first. `misfit` says why the cells
    cannot be told apart.
    """

    row: int
    line: int
    sheet: str
    cells: Mapping[str, Written]
    columns: Columns
    earlier: Mapping[str, Written]
    misfit: str = ""

    def text(self, key: str) -> str:
        """What the cell says; empty where there is no such column."""
        return self.cells.get(key, NOTHING).text


def table_rows(sheets: Iterable[Sheet]) -> tuple[TableRow, ...]:
    """The indicators of all tables, in the order of the file. Raises TableUnreadable where columns are in doubt."""
    rows: list[TableRow] = []
    for sheet in sheets:
        rows.extend(_of_sheet(sheet, len(rows)))
    return tuple(rows)


def _of_sheet(sheet: Sheet, before: int) -> Iterator[TableRow]:
    columns: Columns | None = None
    above: dict[str, Written] = {}
    count = before
    for line, header in headed(sheet):
        if header:
            columns, above = header, {}
        elif columns is not None and line.filled:
            cells = {key: line.at(place) for key, place in columns.places.items()}
            _carry(cells, above)
            if _is_indicator(line, cells):
                count += 1
                merged = {key: above[key] for key in _MERGED if key in above}
                yield _row(count, line, sheet.name, columns, cells | merged)


def _carry(cells: dict[str, Written], above: dict[str, Written]) -> None:
    if cells.get("periode", NOTHING).text and not cells["indikator"].text:
        cells |= {key: above[key] for key in _OF_ALL_PERIODS if key in above and key in cells}
    above |= {key: cells[key] for key in _OF_ALL_PERIODS if key in cells}
    own_unit = cells.get("unit", NOTHING)
    if own_unit.text and own_unit != above.get("unit"):
        above.pop("sasaran", None)
    above |= {key: cells[key] for key in _MERGED if cells.get(key, NOTHING).text}


def _is_indicator(line: Line, cells: Mapping[str, Written]) -> bool:
    """Not a heading, a row of numbers under the titles, a sum, or who signs below the table."""
    name, first = cells["indikator"].text, line.filled[0]
    said = [key for key in _SAYS_SOMETHING if cells.get(key, NOTHING) != NOTHING]
    is_sum = any(map(_SUM.fullmatch, (name, first))) and not {"satuan", "arah"} & set(said)
    if len(line.filled) == 1 or _COUNTING.fullmatch(name) or is_sum:
        return False
    return (bool(said) or bool(_NUMBERED.fullmatch(first))) if name else len(said) > 1


def _row(count: int, line: Line, sheet: str, columns: Columns, cells: Mapping[str, Written]) -> TableRow:
    earlier = {year: line.at(place) for year, place in columns.earlier.items()}
    # In a worksheet nothing can fall apart: what stands to the right of the table is a note.
    return TableRow(count, line.number, sheet, cells, columns, earlier, "" if sheet else _misfit(line, columns))


def _misfit(line: Line, columns: Columns) -> str:
    beyond = [cell.text for cell in line.cells[columns.width :] if cell.text]
    if not beyond:
        return ""
    return (
        f"Baris ini memuat {len(line.cells)} kolom, seharusnya {columns.width}."
        " Angka atau teks yang memuat pemisah kolom diapit tanda kutip."
    )
