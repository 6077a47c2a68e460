"""The sheets and columns of an office's workbook, for the template that is written and for the file that is read.

They are data: columns.csv beside this file, in the order in which they are written.
"""

import csv
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

EXAMPLE = "CONTOH:"
"""A row whose first cell begins so is an example and is not read."""


class Kind(StrEnum):
    """How a cell is to be read."""

    TEXT = "text"
    NUMBER = "number"
    DIGITS = "digits"
    DAY = "day"
    DAY_OF_YEAR = "day_of_year"
    YES_NO = "yes_no"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column, or a line of the Kantor sheet. `key` is the office file's; `choices` are offered, not forced."""

    key: str
    title: str
    hint: str
    kind: Kind
    is_required: bool
    example: str
    choices: tuple[str, ...]
    width: int


@dataclass(frozen=True, slots=True)
class TableSheet:
    """A sheet of rows: one header row, then one entry a row. `part` is the key of the office file."""

    name: str
    part: str
    columns: tuple[Column, ...]


def _columns(sheet: str) -> tuple[Column, ...]:
    with Path(__file__).with_name("columns.csv").open(encoding="utf-8", newline="") as file:
        return tuple(_column(row) for row in csv.DictReader(file) if row["sheet"] == sheet)


def _column(row: dict[str, str]) -> Column:
    return Column(
        key=row["key"],
        title=row["title"],
        hint=row["hint"],
        kind=Kind(row["kind"]),
        is_required=row["required"] == "ya",
        example=row["example"],
        choices=tuple(filter(None, row["choices"].split(";"))),
        width=int(row["width"]),
    )


OFFICE = "Kantor"
OFFICE_LINES = _columns(OFFICE)
UNITS = TableSheet("Unit", "units", _columns("Unit"))
POSTS = TableSheet("Jabatan", "posts", _columns("Jabatan"))
PEOPLE = TableSheet("Orang", "people", _columns("Orang"))
INDICATORS = TableSheet("Indikator", "indicators", _columns("Indikator"))
TABLES = (UNITS, POSTS, PEOPLE, INDICATORS)
