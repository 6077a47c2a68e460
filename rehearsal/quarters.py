"""Rows of `--data` that are a triwulan of an indicator: which, and whose."""

import re
from collections.abc import Mapping
from typing import Final

from rehearsal.beside import SAID_EMPTY, of_a_year_only
from shared.numbers import NumberRefused, format_id, parse_id

PERIODE: Final = "periode"
_NUMERALS: Final = {"1": 1, "2": 2, "3": 3, "4": 4, "i": 1, "ii": 2, "iii": 3, "iv": 4}
_QUARTER = re.compile(r"(?:tw|triwulan)[ .]*([1-4]|i{1,3}|iv)", re.ASCII)
_YEAR = re.compile(r"|tahun|setahun|tahunan|\d{4}", re.ASCII)

Quarter = tuple[int, str, str]
"""Number, target and realisasi as they are typed, the latter empty where it is not known."""
Owner = tuple[str, str]
"""Unit and indicator, which a row of the year and those of its triwulan have in common."""


def _quarter_number(periode: str) -> int | None:
    """The number of "TW1", "TW II" or "Triwulan 3"; None for the year. Raises ValueError for anything else."""
    text = periode.casefold()
    if found := _QUARTER.fullmatch(text):
        return _NUMERALS[found[1]]
    if _YEAR.fullmatch(text):
        return None
    raise ValueError(f"“{periode}” tidak dikenal; yang boleh: TW1 sampai TW4, atau kosong untuk setahun.")


def owner_of(row: Mapping[str, str]) -> Owner:
    """Which indicator a row is about."""
    return row["unit"], row["indikator"]


def _figure(row: Mapping[str, str], column: str, place: str, problems: list[str]) -> str:
    """The number without its satuan; empty where it is none, which is added to `problems`."""
    try:
        return format_id(parse_id(row[column], row["satuan"] or None).value)
    except NumberRefused as refused:
        problems.append(f"{place}, kolom {column}: {refused.message}")
        return ""


def split_rows(
    rows: list[tuple[int, list[str]]], columns: list[str], problems: list[str]
) -> tuple[list[tuple[str, dict[str, str]]], dict[Owner, tuple[Quarter, ...]]]:
    """The rows of years with their places, and the triwulan by the indicator they are of; adds to `problems`."""
    years: list[tuple[str, dict[str, str]]] = []
    quarters: dict[Owner, tuple[Quarter, ...]] = {}
    for at, (line, cells) in enumerate(rows, start=1):
        place = f"baris data {at} (baris {line} berkas)"
        if len(cells) != len(columns):
            problems.append(
                f"{place}: ada {len(cells)} kolom, seharusnya {len(columns)};"
                " angka atau teks yang memuat pemisah kolom diapit tanda kutip."
            )
            continue
        row = dict(zip(columns, cells, strict=True))
        try:
            number = _quarter_number(row.pop(PERIODE, ""))
        except ValueError as error:
            problems.append(f"{place}, kolom {PERIODE}: {error}")
            continue
        if number is None:
            years.append((place, row))
        else:
            quarters[owner_of(row)] = (*quarters.get(owner_of(row), ()), _quarter(number, place, row, problems))
    return years, quarters


def _quarter(number: int, place: str, row: dict[str, str], problems: list[str]) -> Quarter:
    problems += [f"{place}, kolom {column}: {problem}" for column, problem in of_a_year_only(row)]
    is_empty = row["realisasi"].casefold() in SAID_EMPTY
    realisasi = "" if is_empty else _figure(row, "realisasi", place, problems)
    return number, _figure(row, "target", place, problems), realisasi
