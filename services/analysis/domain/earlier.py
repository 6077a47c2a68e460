"""What is known of an indicator's earlier years: our own measurements, and what the data format says of the last."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from services.analysis.domain.last_value import LastValue
from services.analysis.domain.ranked import Words

YEARS: Final = 5
"""How far back a report looks: a Renstra has five years."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PastResult:
    """One earlier year as it was measured or written. `year` is empty where it is not written.

    `words` stand where the realisasi is a predicate, yes or no.
    """

    year: str
    realisasi: Decimal | None
    target: Decimal | None = None
    capaian: Decimal | None = None
    words: Words | None = None


def earlier_results(measured: Sequence[PastResult], written: LastValue | None) -> tuple[PastResult, ...]:
    """The earlier years, newest first; `measured` comes in that order.

    What the format says of the last year wins over our own measurement of it, for the office put it there; of the two
    only the same figure keeps its target and capaian.
    """
    kept = tuple(measured[:YEARS])
    if written is None:
        return kept
    newest = kept[0] if kept else None
    if newest is None or (written.year and written.year > newest.year):
        return (_result(written, written.year), *kept)[:YEARS]
    is_same = (written.realisasi, written.words) == (newest.realisasi, newest.words)
    if (written.year and written.year != newest.year) or is_same:
        return kept
    return (_result(written, newest.year), *kept[1:])


def _result(written: LastValue, year: str) -> PastResult:
    return PastResult(year=year, realisasi=written.realisasi, words=written.words)
