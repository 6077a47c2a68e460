"""Comparisons of a year as events carry them: from wire values to the domain's and back."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from services.analysis.assessing import Earlier
from services.analysis.domain.formulas import Direction
from services.analysis.domain.word_comparisons import compare_words
from services.analysis.domain.year_comparisons import Against, YearComparison, YearFigures, compare_year
from services.analysis.methods import Policies
from services.analysis.words import year_words
from shared.events.evaluated import FigureComparison
from shared.events.methods import Reference
from shared.events.parts import MeasuredIndicator


def comparisons_of(
    rows: Iterable[MeasuredIndicator], earlier: Earlier, references: Iterable[Reference], policies: Policies
) -> Iterator[FigureComparison]:
    """Every row that is a number or a word, against earlier years, the end of the Renstra and the national standard.

    The target is left out: that comparison is the capaian itself.
    """
    known = {each.code: each for each in references}
    for row in rows:
        reference, past = known.get(row.code, Reference(code=row.code)), earlier.get((row.unit, row.code), ())
        figures = YearFigures(
            year="",
            realisasi=row.realisasi,
            earlier=past,
            renstra_target=reference.renstra_target,
            renstra_year=reference.renstra_year,
            national_standard=reference.national_standard,
        )
        policy = policies.of(row.code)
        in_words = compare_words(year_words(row, past, reference), policy)
        for found in (*compare_year(figures, Direction(row.direction), policy), *in_words):
            told = _told(row, found)
            is_standard = found.against is Against.STANDAR_NASIONAL
            yield replace(told, source=reference.standard_source) if is_standard else told


def _told(row: MeasuredIndicator, found: YearComparison) -> FigureComparison:
    return FigureComparison(
        unit=row.unit,
        code=row.code,
        against=found.against,
        year=found.year,
        value=found.value,
        difference=found.difference,
        percent=found.percent,
        reason=found.reason,
        is_better=found.is_better,
        word=found.word,
        has_levels=found.has_levels,
    )
