"""Which column is which, by the titles offices give them (titles.csv)."""

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path

from services.analysis.measure_command.choosing import Candidate, choose
from services.analysis.measure_command.lines import Line, Sheet, Written

_NEEDED = frozenset({"indikator"})
_ONE_OF = frozenset({"target", "realisasi", "batas_bawah", "batas_atas"})
_YEAR = re.compile(r"(?: tahun| th| ta)? ((?:19|20)\d\d)$", re.ASCII)
_EARLIER = "realisasi"


def _titles() -> dict[str, str]:
    with Path(__file__).with_name("titles.csv").open(encoding="utf-8", newline="") as file:
        return {row["title"]: row["key"] for row in csv.DictReader(file)}


_TITLES = _titles()
_RANKS = {title: rank for rank, title in enumerate(_TITLES)}


@dataclass(frozen=True, slots=True)
class Columns:
    """Where each column stands, counted from 0, and what the file calls it.

    `earlier` are older columns of realisasi: year → place, newest first. `width` counts the cells of the header.
    """

    places: Mapping[str, int]
    names: Mapping[str, str]
    earlier: Mapping[str, int]
    unknown: tuple[str, ...]
    width: int

    def name(self, key: str) -> str:
        """The title as it stands in the file."""
        return self.names.get(key, key)


def headed(sheet: Sheet) -> Iterator[tuple[Line, Columns | None]]:
    """Every line, and the columns where it is the header of a table; a second line of titles is left out.

    Raises TableUnreadable where two columns could be meant.
    """
    is_second = False
    for line, below in zip_longest(sheet.lines, sheet.lines[1:]):
        if not is_second:
            titles = _together(line, below) if below else None
            yield line, columns_of(titles or line)
            is_second = titles is not None
        else:
            is_second = False


def names_indicators(line: Line) -> bool:
    """Whether a title of this line is that of the indicators."""
    return any(_TITLES.get(_plain(cell.text)[0]) == "indikator" for cell in line.cells)


def _together(line: Line, below: Line) -> Line | None:
    """Two lines of titles as one: "Anggaran" over "Pagu" and "Realisasi". None where the second is no such line."""
    if not names_indicators(line):
        return None
    filled = [place for place, cell in enumerate(below.cells) if cell.text]
    if not filled or not all(_is_parted(line, below, place) for place in filled):
        return None
    over, titles = "", []
    for place in range(max(len(line.cells), len(below.cells))):
        own, sub = line.at(place), below.at(place).text.replace("%", "persen")
        over = own.text or (over if sub else "")
        titles.append(Written(f"{over} {sub}") if sub else own)
    return Line(line.number, tuple(titles))


def _is_parted(line: Line, below: Line, place: int) -> bool:
    """Whether a title stands over this column and its neighbour."""
    return not line.at(place).text or (not line.at(place + 1).text and bool(below.at(place + 1).text))


def columns_of(line: Line) -> Columns | None:
    """The columns, when this line is the header of a table. Raises TableUnreadable where two could be meant."""
    found: dict[str, list[Candidate]] = {}
    for place, cell in enumerate(line.cells):
        plain, year = _plain(cell.text)
        if key := _TITLES.get(plain):
            found.setdefault(key, []).append(Candidate(place, cell.text, year, _RANKS[plain]))
    if not found.keys() >= _NEEDED or not found.keys() & _ONE_OF:
        return None
    chosen = choose(found)
    earlier = [each for each in found.get(_EARLIER, ()) if each.year and each != chosen[_EARLIER]]
    read = {each.place for each in (*chosen.values(), *earlier)}
    return Columns(
        {key: each.place for key, each in chosen.items()},
        {key: each.title for key, each in chosen.items()},
        {each.year: each.place for each in sorted(earlier, key=lambda each: each.year, reverse=True)},
        tuple(cell.text for place, cell in enumerate(line.cells) if cell.text and place not in read),
        len(line.cells),
    )


def _plain(title: str) -> tuple[str, str]:
    """The title in plain words, and the year it ends with."""
    words = " ".join(re.findall(r"[a-z0-9]+", title.casefold()))
    year = _YEAR.search(words)
    return (words[: year.start()], year[1]) if year else (words, "")
