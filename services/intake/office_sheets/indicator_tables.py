"""Tables of indicators in any workbook of an office: our template, a Perjanjian Kinerja, a list of IKU.

A table begins at the row whose titles name an indicator and its sasaran or target (indicator_titles.csv). A cell that
was merged over several rows (sasaran, unit) counts for the rows below it.
"""

import csv
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from services.intake.office_sheets.cells import CellRefused, text_of
from services.intake.office_sheets.layout import EXAMPLE, INDICATORS
from services.intake.office_sheets.tables import Problem, Row
from shared.office_files.sheets import read_workbook
from shared.office_files.workbook import Sheet, cell_ref

_KINDS = {column.key: column.kind for column in INDICATORS.columns}
_MERGED = ("sasaran", "unit")
_COUNTING = re.compile(r"\(?\d+\)?")
"""The row "(1) (2) (3)" under the titles of an official table."""
_YEAR = re.compile(r"(?: tahun)? \d{4}$")
_WITH_SATUAN = re.compile(r"([\d.,]+) ?([^\d.,\s].*)")


def _titles() -> dict[str, str]:
    with Path(__file__).with_name("indicator_titles.csv").open(encoding="utf-8", newline="") as file:
        return {row["title"]: row["key"] for row in csv.DictReader(file)}


_TITLES = _titles()


def read_indicator_tables(content: bytes) -> tuple[list[Row], list[Problem]]:
    """The filled cells of every indicator, by key of the office file, and the cells that cannot be read.

    Raises FileRefused for what is no sound workbook.
    """
    problems: list[Problem] = []
    rows = [row for sheet in read_workbook(content).sheets.values() for row in _of_sheet(sheet, problems)]
    if not rows and not problems:
        problems.append(Problem("mana pun", "", "tidak ada tabel dengan kolom Indikator dan Sasaran atau Target"))
    return rows, problems


def _of_sheet(sheet: Sheet, problems: list[Problem]) -> Iterator[Row]:
    places: Mapping[int, str] = {}
    above: dict[str, str] = {}
    for number in sorted({row for row, _ in sheet.cells}):
        if titles := _header(sheet, number):
            places, above = titles, {}
        elif places and (row := _row(sheet, number, places, problems)):
            above |= {key: row.texts[key] for key in _MERGED if row.texts.get(key)}
            if "indikator" in row.texts and len(row.texts) > 1:  # a name alone is who signs below the table
                row.texts = {**above, **row.texts}
                yield row


def _header(sheet: Sheet, number: int) -> Mapping[int, str]:
    """Column → key, when this row names the columns of a table; the first of several equal titles counts."""
    places: dict[int, str] = {}
    for (row, place), cell in sorted(sheet.cells.items()):
        key = _TITLES.get(_plain(cell.text)) if row == number else None
        if key and key not in places.values():
            places[place] = key
    keys = set(places.values())
    return places if "indikator" in keys and keys & {"sasaran", "target"} else {}


def _plain(title: str) -> str:
    words = " ".join(re.findall(r"[a-z0-9]+", title.casefold()))
    return _YEAR.sub("", words)


def _row(sheet: Sheet, number: int, places: Mapping[int, str], problems: list[Problem]) -> Row | None:
    row = Row(sheet.name)
    found: list[Problem] = []
    for place, key in places.items():
        row.refs[key] = cell_ref(number, place)
        try:
            text = text_of(sheet.cells.get((number, place)), _KINDS[key]).strip()
        except CellRefused as refused:
            found.append(row.problem(key, str(refused)))
        else:
            row.texts |= {key: text} if text else {}
    first = next(iter(row.texts.values()), "")
    if first.upper().startswith(EXAMPLE) or _COUNTING.fullmatch(row.texts.get("indikator", "")):
        return None
    problems += found
    if found:
        return None
    _split_target(row)
    return row


def _split_target(row: Row) -> None:
    """A target such as "84,75 Nilai" carries its satuan, where the table has no column for it."""
    parts = _WITH_SATUAN.fullmatch(row.texts.get("target", ""))
    if parts and "satuan" not in row.texts:
        row.texts |= {"target": parts[1], "satuan": "Persen" if parts[2] == "%" else parts[2]}
