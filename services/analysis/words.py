"""Predicates, yes and no as events carry them: from wire texts to the domain's ranked words."""

from typing import Final

from services.analysis.domain.earlier import PastResult
from services.analysis.domain.ranked import Words, ranked
from services.analysis.domain.targets import YesNo
from services.analysis.domain.word_comparisons import YearWords
from services.analysis.domain.written import read_realisasi, read_target
from shared.choices.ordinal_files import load_ordinals
from shared.choices.ordinals import Level
from shared.events.methods import Reference
from shared.events.parts import MeasuredIndicator

ORDINALS: Final = load_ordinals()


def words_in(text: str, satuan: str) -> Words | None:
    """The predicate, yes or no that is written here; None where it is none."""
    found = read_realisasi(text, satuan, ORDINALS) if text else None
    return found if isinstance(found, Level | YesNo) else None


def year_words(row: MeasuredIndicator, earlier: tuple[PastResult, ...], reference: Reference) -> YearWords:
    """A row's words with those they are held against, ranked beside its target; None each where there is no word."""
    target = read_target(row.target_text, row.satuan, ORDINALS) if row.target is None else row.target
    return YearWords(
        realisasi=ranked(words_in(row.realisasi_text, row.satuan), target),
        earlier=tuple((past.year, ranked(past.words, target)) for past in earlier),
        renstra_target=ranked(words_in(reference.renstra_text, row.satuan), target),
        renstra_year=reference.renstra_year,
        national_standard=ranked(words_in(reference.standard_text, row.satuan), target),
    )
