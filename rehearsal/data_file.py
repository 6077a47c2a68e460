"""Reads `--data`: one indicator a line, Indonesian numbers. Every doubtful cell is named before anything starts."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rehearsal.beside import BESIDE, SAID_EMPTY, beside, doubts
from rehearsal.failure import CannotBegin
from rehearsal.quarters import PERIODE, Quarter, owner_of, split_rows
from shared.choices.asked import Choices, choices_of
from shared.choices.limits import limit_in
from shared.choices.ordinal_files import load_ordinals
from shared.numbers import AmbiguousNumber, NotANumber, NumberRefused, parse_id

COLUMNS = ("unit", "sasaran", "indikator", "satuan", "arah", "target", "realisasi")
OPTIONAL = (PERIODE, *BESIDE)
DIRECTIONS = ("naik", "turun", "turun_rasio")
_MAY_BE_EMPTY = ("satuan", "target", "realisasi")
_NO_DATA, _NOT_APPLICABLE = "belum_ada", "tidak_berlaku"
_LONGEST = {"sasaran": 1000, "indikator": 1000}
_LONGEST_NAME = 180
_ORDINALS = load_ordinals()


@dataclass(frozen=True, slots=True, kw_only=True)
class DataRow:
    """One indicator. `row` counts indicators from 1. Its unit types `realisasi`, or chooses the form's `reason`.

    `triwulan` are the rows of the same unit and indicator whose `periode` is one. `pagu`, `spent` and `weight` are
    empty where the file says nothing of them.
    """

    row: int
    unit: str
    sasaran: str
    indikator: str
    satuan: str
    arah: str
    target: str
    realisasi: str = ""
    reason: str = ""
    explanation: str = ""
    triwulan: tuple[Quarter, ...] = ()
    pagu: str = ""
    spent: str = ""
    weight: str = ""

    @property
    def code(self) -> str:
        """The code of the indicator in the office that is made from the file."""
        return f"IK-{self.row:02}"


def read_data_file(path: Path) -> tuple[DataRow, ...]:
    """The indicators in the order of the file. Raises CannotBegin naming every cell that is not sure."""
    lines = list(_lines(_text_of(path)))
    if not lines:
        raise CannotBegin(f"{path.name}: berkas ini kosong.")
    columns = [cell.casefold() for cell in lines[0][1]]
    _check_columns(path, columns)
    problems: list[str] = []
    rows = [(line, cells) for line, cells in lines[1:] if any(cells)]
    years, quarters = split_rows(rows, columns, problems)
    data = [
        _row(number, place, cells, quarters.pop(owner_of(cells), ()), problems)
        for number, (place, cells) in enumerate(years, start=1)
    ]
    problems += [f"triwulan {indikator} ({unit}) tidak mempunyai baris setahun." for unit, indikator in quarters]
    if not rows:
        problems.append("tidak ada baris data di bawah judul kolom.")
    if problems:
        raise CannotBegin(*(f"{path.name}: {problem}" for problem in problems))
    return tuple(row for row in data if row)


def _text_of(path: Path) -> str:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise CannotBegin(f"{path} tidak dapat dibaca: {error.strerror}") from error
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")  # what Excel on Windows writes by default


def _lines(text: str) -> Iterator[tuple[int, list[str]]]:
    head = text.partition("\n")[0]
    delimiter = ";" if head.count(";") > head.count(",") else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    while True:
        first = reader.line_num + 1  # a quoted cell may run over several lines
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise CannotBegin(f"baris {first} bukan CSV yang sah: {error}") from error
        yield first, [" ".join(cell.split()) for cell in cells]


def _check_columns(path: Path, columns: list[str]) -> None:
    missing = [name for name in COLUMNS if name not in columns]
    unknown = [name or "(kosong)" for name in columns if name not in (*COLUMNS, *OPTIONAL)]
    twice = [name for name in (*COLUMNS, *OPTIONAL) if columns.count(name) > 1]
    found = {"kolom tidak ada": missing, "kolom tidak dikenal": unknown, "kolom tertulis dua kali": twice}
    problems = [f"{path.name}: {what}: {', '.join(names)}" for what, names in found.items() if names]
    if problems:
        raise CannotBegin(
            *problems, f"Judul kolom yang diharapkan: {','.join(COLUMNS)}; boleh ditambah: {','.join(OPTIONAL)}"
        )


def _row(
    number: int, place: str, row: dict[str, str], triwulan: tuple[Quarter, ...], problems: list[str]
) -> DataRow | None:
    row["arah"] = row["arah"].casefold()
    found = [*_problems(row), *doubts(row)]
    numbers = [each for each, *_ in triwulan]
    if len(set(numbers)) != len(numbers):
        found.append((PERIODE, "satu triwulan tertulis lebih dari sekali."))
    problems += [f"{place}, kolom {column}: {problem}" for column, problem in found]
    if found:
        return None
    said = {column: row[column] for column in COLUMNS}
    typed = typed_or_reason(row["realisasi"], row["satuan"], row["target"])
    return DataRow(row=number, triwulan=triwulan, **{**said, **typed}, **beside(row))


def _problems(row: dict[str, str]) -> Iterator[tuple[str, str]]:
    for column in COLUMNS:
        if not row[column] and column not in _MAY_BE_EMPTY:
            yield column, "harus diisi."
        elif len(row[column]) > _LONGEST.get(column, _LONGEST_NAME):
            yield column, f"paling panjang {_LONGEST.get(column, _LONGEST_NAME)} huruf."
    if row["arah"] and row["arah"] not in DIRECTIONS:
        yield "arah", f"“{row['arah']}” tidak dikenal; yang boleh: {', '.join(DIRECTIONS)}."
    if problem := _doubt(row["target"], row["satuan"], is_text_fine=True):
        yield "target", problem
    is_chosen = _choices(row["target"], row["satuan"]) is not None
    if problem := _doubt(_figure(row["realisasi"], row["target"]), row["satuan"], is_text_fine=is_chosen):
        yield "realisasi", problem


def _choices(target: str, satuan: str) -> Choices | None:
    """What the form offers to choose from; None where it asks for a number."""
    try:
        parse_id(target, satuan or None)
    except NumberRefused:
        return choices_of(target, _ORDINALS)
    return None


def _figure(realisasi: str, target: str) -> str:
    """The figure in a realisasi; where the target is a limit, that of the limit which is all that is known of it."""
    limit = limit_in(realisasi) if limit_in(target) else None
    return limit.figure if limit else realisasi


def _doubt(text: str, satuan: str, *, is_text_fine: bool) -> str | None:
    """What makes a cell unsure; None for a clear number and for clear words."""
    if text.casefold() in SAID_EMPTY:
        return None
    try:
        parse_id(text, satuan or None)
    except AmbiguousNumber as unsure:
        return unsure.message
    except NotANumber as error:
        has_digits = any(character.isdigit() for character in text)
        return error.message if has_digits and not is_text_fine else None
    return None


def typed_or_reason(text: str, satuan: str, target: str = "") -> dict[str, str]:
    """What a unit types for a realisasi: `realisasi` for a clear number, or for an answer to a target that is a
    predicate, yes or no; else a `reason`, with words as explanation.
    """
    if text.casefold() == "tidak berlaku":
        return {"realisasi": "", "reason": _NOT_APPLICABLE}
    if text.casefold() in SAID_EMPTY:
        return {"realisasi": "", "reason": _NO_DATA}
    if typed := _typed(text, satuan, target):
        return {"realisasi": typed}
    return {"realisasi": "", "reason": _NO_DATA, "explanation": f"Tertulis: {text}"}


def _typed(text: str, satuan: str, target: str) -> str | None:
    """What the form takes for a realisasi; None where it takes none of it."""
    if choices := _choices(target, satuan):
        return choices.meant(text)
    try:
        parse_id(_figure(text, target), satuan or None)
    except NumberRefused:
        return None
    return text
