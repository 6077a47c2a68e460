"""A year's predicate, yes or no held against earlier years, the end of the Renstra and the national standard."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from services.analysis.domain.earlier import YEARS
from services.analysis.domain.exact import HUNDRED, ZERO, minus, percent, rounded
from services.analysis.domain.policies import Policy
from services.analysis.domain.ranked import Ranked, comparable
from services.analysis.domain.year_comparisons import Against, YearComparison


@dataclass(frozen=True, slots=True, kw_only=True)
class YearWords:
    """One indicator's year in words. What is not known is None; `earlier` (year, word) is newest first."""

    realisasi: Ranked | None
    earlier: tuple[tuple[str, Ranked | None], ...] = ()
    renstra_target: Ranked | None = None
    renstra_year: str = ""
    national_standard: Ranked | None = None


def compare_words(words: YearWords, policy: Policy) -> tuple[YearComparison, ...]:
    """As `compare_year`, in places of the scale; what stands on another scale is compared with nothing.

    `percent` is the capaian against Renstra and standard by the formula of predicates, or of yes and no; between years
    there is none, for places have no distance in percent.
    """
    return () if words.realisasi is None else tuple(_comparisons(words.realisasi, words, policy))


def _comparisons(now: Ranked, words: YearWords, policy: Policy) -> Iterator[YearComparison]:
    for year, past in words.earlier[:YEARS]:
        if held := comparable(now, past):
            yield _held(now, held, Against.TAHUN_SEBELUMNYA, year, None)
    aims = (
        (Against.RENSTRA, words.renstra_year, words.renstra_target),
        (Against.STANDAR_NASIONAL, "", words.national_standard),
    )
    for against, year, aim in aims:
        if held := comparable(now, aim):
            yield _held(now, held, against, year, policy)


def _held(now: Ranked, other: Ranked, against: Against, year: str, policy: Policy | None) -> YearComparison:
    return YearComparison(
        against=against,
        year=year,
        value=other.place,
        difference=minus(now.place, other.place),
        percent=None if policy is None else _percent(now, other, policy),
        reason=None,
        is_better=None if now.place == other.place else now.place > other.place,
        word=other.word,
        has_levels=other.has_levels,
    )


def _percent(now: Ranked, aim: Ranked, policy: Policy) -> Decimal:
    as_aimed = HUNDRED if now.place == aim.place else ZERO
    found = percent(now.place, aim.place) if aim.has_levels else as_aimed
    return rounded(found, policy.rounding.step, policy.rounding.name)
