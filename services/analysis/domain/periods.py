"""From triwulan to year: what a period's target and realisasi are. Not yet measured is not zero.

A triwulan counts once its realisasi is known, and zero is known. Where some of them are missing, the target is that of
the same triwulan, so that half a year is not held against a whole one (e-SAKIP Kabupaten Pringsewu,
`capaian_helper.php`: https://github.com/andhika201/E-Sakip).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Final

from services.analysis.domain.exact import stored, total
from services.analysis.domain.means import mean
from shared.triwulan import Summary

YEAR: Final = 4
"""The triwulan that ends the year."""


@dataclass(frozen=True, slots=True)
class Triwulan:
    """One triwulan, 1 to 4; None is not set or not yet measured. Raises ValueError for another number."""

    number: int
    target: Decimal | None
    realisasi: Decimal | None

    def __post_init__(self) -> None:
        if not 1 <= self.number <= YEAR:
            raise ValueError(f"a year has triwulan 1 to 4, not {self.number}")


@dataclass(frozen=True, slots=True)
class PeriodFigures:
    """What is measured for a period, and what it rests on.

    `target` is None where a triwulan that counts has none. `missing` are the triwulan of the period without a
    realisasi. `falling` are those whose running total (KUMULATIF) is below the one before: a slip, as totals only grow.
    """

    target: Decimal | None
    realisasi: Decimal | None
    counted: tuple[int, ...]
    missing: tuple[int, ...]
    falling: tuple[int, ...] = ()

    @property
    def is_complete(self) -> bool:
        """Whether every triwulan of the period is measured."""
        return not self.missing


def figures(summary: Summary, triwulan: Sequence[Triwulan], through: int = YEAR) -> PeriodFigures:
    """The figures from the first triwulan through `through`; the order of `triwulan` does not matter.

    Raises ValueError for a triwulan given twice, and TooLong (a ValueError).
    """
    ordered = sorted((each for each in triwulan if each.number <= through), key=lambda each: each.number)
    if len({each.number for each in ordered}) != len(ordered):
        raise ValueError("a triwulan is given twice")
    counted = [each for each in ordered if each.realisasi is not None]
    numbers = tuple(each.number for each in counted)
    missing = tuple(number for number in range(1, through + 1) if number not in numbers)
    falling = _falling(counted) if summary is Summary.KUMULATIF else ()
    combine = _COMBINE[summary]
    target, realisasi = combine([each.target for each in counted]), combine([each.realisasi for each in counted])
    return PeriodFigures(target, realisasi, numbers, missing, falling)


def of_year(summary: Summary, triwulan: Sequence[Triwulan], target: Decimal | None) -> PeriodFigures:
    """The year's figures against the target of the year. Raises as `figures`."""
    found = figures(summary, triwulan)
    return PeriodFigures(target, found.realisasi, found.counted, found.missing, found.falling)


def _falling(counted: Sequence[Triwulan]) -> tuple[int, ...]:
    pairs = pairwise(counted)
    return tuple(
        now.number
        for before, now in pairs
        if before.realisasi is not None and now.realisasi is not None and now.realisasi < before.realisasi
    )


def _all_known(values: Sequence[Decimal | None]) -> list[Decimal]:
    """Nothing where one is missing: a sum of some would pass for the sum of all."""
    known = [value for value in values if value is not None]
    return known if len(known) == len(values) else []


def _sum(values: Sequence[Decimal | None]) -> Decimal | None:
    known = _all_known(values)
    return total(known) if known else None


def _mean(values: Sequence[Decimal | None]) -> Decimal | None:
    found = mean(_all_known(values))
    return None if found is None else stored(found)


def _last(values: Sequence[Decimal | None]) -> Decimal | None:
    return values[-1] if values else None


_COMBINE: Final[dict[Summary, Callable[[Sequence[Decimal | None]], Decimal | None]]] = {
    Summary.JUMLAH: _sum,
    Summary.RATA_RATA: _mean,
    Summary.NILAI_TERAKHIR: _last,
    # The running total of the last triwulan already holds those before it.
    Summary.KUMULATIF: _last,
}
