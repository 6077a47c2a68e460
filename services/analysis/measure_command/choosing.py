"""Of several columns for one thing the right one; where that would be a guess, the table is refused."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from services.analysis.measure_command.lines import TableUnreadable

_NAMES: Final = frozenset({"unit", "sasaran", "indikator", "satuan", "arah", "periode"})
"""Here the title that says most is taken; between two columns of figures nothing is chosen."""
_HELD_TOGETHER: Final = ("target", "realisasi")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A column that could be it: its title as written, the year behind it, and the rank of the title."""

    place: int
    title: str
    year: str
    rank: int


Candidates = Mapping[str, Sequence[Candidate]]


def choose(found: Candidates) -> dict[str, Candidate]:
    """One column for each key. Raises TableUnreadable where two could be meant."""
    year = _year(found)
    return {key: _one(key, candidates, year) for key, candidates in found.items()}


def _year(found: Candidates) -> str:
    """The newest year for which there is all that is held together; empty where the titles name none."""
    named = [{each.year for each in found[key]} - {""} for key in _HELD_TOGETHER if key in found]
    known = [years for years in named if years]
    common = set.intersection(*known) if known else {""}
    if not common:
        raise _refused("target dan realisasi dari tahun yang sama tidak ada", _titles(found))
    if len(known) < len(named) and len(named[0]) > 1:
        # "Target 2024 … Target 2026" beside "Realisasi" says nothing of its year; older realisasi are history.
        raise _refused("ada lebih dari satu kolom target", _titles(found))
    return max(common)


def _one(key: str, candidates: Sequence[Candidate], year: str) -> Candidate:
    if key in _NAMES:
        return min(candidates, key=lambda each: each.rank)
    of_year = [each for each in candidates if each.year == year] or list(candidates)
    is_mixed = len({bool(each.year) for each in candidates}) > 1
    if len(of_year) > 1 or is_mixed:
        raise _refused(f"ada lebih dari satu kolom {key}", [each.title for each in candidates])
    return of_year[0]


def _titles(found: Candidates) -> list[str]:
    return [each.title for key in _HELD_TOGETHER for each in found.get(key, ())]


def _refused(what: str, titles: Sequence[str]) -> TableUnreadable:
    names = " dan ".join(f"“{title}”" for title in titles)
    return TableUnreadable(f"{what} ({names}). Sisakan kolom yang dimaksud, lalu ulangi.")
