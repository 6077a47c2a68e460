"""A year's realisasi held against its target, earlier years, the end of the Renstra, and the national standard
(PermenPANRB 53/2014, Lampiran II, BAB III.A numbers 1 to 4).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from services.analysis.domain.earlier import YEARS, PastResult
from services.analysis.domain.exact import minus, percent, rounded
from services.analysis.domain.formulas import Direction
from services.analysis.domain.policies import Policy
from services.analysis.domain.ratios import ratio
from services.analysis.domain.reasons import Reason


class Against(StrEnum):
    """What a realisasi is held against."""

    TARGET = "target"
    TAHUN_SEBELUMNYA = "tahun_sebelumnya"
    RENSTRA = "renstra"
    STANDAR_NASIONAL = "standar_nasional"


@dataclass(frozen=True, slots=True, kw_only=True)
class YearComparison:
    """`difference` is realisasi − value, in the indicator's satuan.

    `percent` has the policy's rounding: against an earlier year it is the change in percent of that year, else the
    capaian by the indicator's formula, or None with its `reason`. An earlier year of zero has no change in percent.
    `is_better` is None where both are equal.
    A predicate, yes or no (`domain.word_comparisons`) has `word`, and its place on the scale as `value`; `has_levels`
    says that the difference counts levels of an ordinal scale.
    """

    against: Against
    year: str
    value: Decimal
    difference: Decimal
    percent: Decimal | None
    reason: Reason | None
    is_better: bool | None
    word: str = ""
    has_levels: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class YearFigures:
    """One indicator's year. What is not known is None and is compared with nothing; `earlier` is newest first."""

    year: str
    realisasi: Decimal | None
    target: Decimal | None = None
    earlier: tuple[PastResult, ...] = ()
    renstra_target: Decimal | None = None
    renstra_year: str = ""
    national_standard: Decimal | None = None


def compare_year(figures: YearFigures, direction: Direction, policy: Policy) -> tuple[YearComparison, ...]:
    """Every comparison there are figures for: target, up to five earlier years, Renstra, standard. Raises TooLong."""
    if figures.realisasi is None:
        return ()
    return tuple(_comparisons(figures, _Held(figures.realisasi, direction, policy)))


def _comparisons(figures: YearFigures, held: "_Held") -> Iterator[YearComparison]:
    if figures.target is not None:
        yield held.by_formula(Against.TARGET, figures.year, figures.target)
    for past in figures.earlier[:YEARS]:
        if past.realisasi is not None:
            yield held.by_change(past.year, past.realisasi)
    if figures.renstra_target is not None:
        yield held.by_formula(Against.RENSTRA, figures.renstra_year, figures.renstra_target)
    if figures.national_standard is not None:
        yield held.by_formula(Against.STANDAR_NASIONAL, figures.year, figures.national_standard)


@dataclass(frozen=True, slots=True)
class _Held:
    realisasi: Decimal
    direction: Direction
    policy: Policy

    def by_formula(self, against: Against, year: str, value: Decimal) -> YearComparison:
        found = ratio(value, self.realisasi, self.direction, self.policy)
        return self._comparison(against, year, value, found)

    def by_change(self, year: str, value: Decimal) -> YearComparison:
        # In percent of the size of the earlier figure: from −4 to −2 is a rise of 50 percent.
        found = percent(minus(self.realisasi, value), abs(value)) if value else None
        return self._comparison(Against.TAHUN_SEBELUMNYA, year, value, found)

    def _comparison(
        self, against: Against, year: str, value: Decimal, found: Decimal | Reason | None
    ) -> YearComparison:
        step, mode = self.policy.rounding.step, self.policy.rounding.name
        is_more_better = self.direction is Direction.NAIK
        return YearComparison(
            against=against,
            year=year,
            value=value,
            difference=minus(self.realisasi, value),
            percent=rounded(found, step, mode) if isinstance(found, Decimal) else None,
            reason=found if isinstance(found, Reason) else None,
            is_better=None if self.realisasi == value else (self.realisasi > value) == is_more_better,
        )
