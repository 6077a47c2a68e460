"""The CSV of `--data`: units and indicators that take the place of the demo's, with what each unit will type.

Columns: unit, sasaran, indikator, satuan, arah, target, realisasi. Numbers as Indonesian offices write them.
"""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from shared.numbers import AmbiguousNumber, NumberRefused, parse_id

COLUMNS = ("unit", "sasaran", "indikator", "satuan", "arah", "target", "realisasi")
DIRECTIONS = ("naik", "turun", "turun_rasio")
NOT_APPLICABLE = frozenset({"tidak berlaku"})


class DataFileInvalid(Exception):
    """The file cannot be rehearsed; each line of the message names a row and a column."""


@dataclass(frozen=True, slots=True)
class DataRow:
    """One indicator. `row` counts data rows from 1. `typed` is the number to type; without one `reason` is chosen."""

    row: int
    unit: str
    sasaran: str
    indikator: str
    satuan: str
    arah: str
    target: str
    typed: str
    reason: str
    explanation: str

    @property
    def code(self) -> str:
        """The code of the indicator in the office that is made from the file."""
        return f"IK-{self.row:02}"


def read_data_file(path: Path) -> tuple[DataRow, ...]:
    """Read the file. Raises DataFileInvalid naming every row and column that is wrong, before anything starts."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise DataFileInvalid(f"{path}: {error}") from error
    head = text.partition("\n")[0]
    reader = csv.DictReader(text.splitlines(), delimiter=";" if head.count(";") > head.count(",") else ",")
    names = {(name or "").strip().lower(): name for name in reader.fieldnames or ()}
    if missing := [column for column in COLUMNS if column not in names]:
        raise DataFileInvalid(f"{path.name}: columns are missing: {', '.join(missing)}")
    rows = [
        {column: (line.get(names[column]) or "").strip() for column in COLUMNS}
        for line in reader
        if any(isinstance(cell, str) and cell.strip() for cell in line.values())
    ]
    if problems := [problem for number, row in enumerate(rows, start=1) for problem in _problems(number, row)]:
        raise DataFileInvalid("\n".join(f"{path.name}: {problem}" for problem in problems))
    if not rows:
        raise DataFileInvalid(f"{path.name}: there is no data row")
    return tuple(_row(number, row) for number, row in enumerate(rows, start=1))


def _problems(number: int, row: Mapping[str, str]) -> Iterator[str]:
    for column in ("unit", "indikator"):
        if not row[column]:
            yield f"row {number}, column {column}: is empty"
    if row["arah"].lower() not in DIRECTIONS:
        yield f"row {number}, column arah: {row['arah']!r}; it takes {', '.join(DIRECTIONS)}"
    for column in ("target", "realisasi"):
        try:
            parse_id(row[column], row["satuan"] or None)
        except AmbiguousNumber as error:
            yield f"row {number}, column {column}: {error.message}"
        except NumberRefused:
            continue  # empty or in words: cannot be measured, which is a result, too


def _row(number: int, row: Mapping[str, str]) -> DataRow:
    typed, reason, explanation = row["realisasi"], "", ""
    try:
        parse_id(typed, row["satuan"] or None)
    except NumberRefused:
        reason = "tidak_berlaku" if typed.lower() in NOT_APPLICABLE else "belum_ada"
        typed, explanation = "", typed
    return DataRow(
        row=number,
        unit=row["unit"],
        sasaran=row["sasaran"] or "Sasaran",
        indikator=row["indikator"],
        satuan=row["satuan"],
        arah=row["arah"].lower(),
        target=row["target"],
        typed=typed,
        reason=reason,
        explanation=explanation,
    )
