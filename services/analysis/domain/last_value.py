"""Last year's realisasi as a data format writes it: "83,20", "83,20 (2024)", "83,20 % (tahun 2024)", "BB (2024)"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from services.analysis.domain.ranked import Words
from services.analysis.domain.targets import YesNo
from services.analysis.domain.written import read_realisasi
from shared.choices.ordinals import Level, Ordinal
from shared.numbers import NotANumber, NumberRefused, parse_id

_WITH_YEAR = re.compile(
    r"(?P<figure>.*?)\s*\(\s*(?:tahun\s+|th\.?\s+)?(?P<year>(?:19|20)\d\d)\s*\)", re.IGNORECASE | re.ASCII
)


@dataclass(frozen=True, slots=True)
class LastValue:
    """A known figure, or `words` in its place; `year` is empty where it is not written: the year before is meant."""

    realisasi: Decimal | None
    year: str = ""
    words: Words | None = None


def read_last_value(text: str, satuan: str, ordinals: Sequence[Ordinal] = ()) -> LastValue | None:
    """None for what is empty or ambiguous: a doubtful figure is compared with nothing.

    A word is known where it is a yes, a no or a predicate of `ordinals`.
    """
    match = _WITH_YEAR.fullmatch(text.strip())
    figure, year = (match["figure"], match["year"]) if match else (text, "")
    try:
        return LastValue(parse_id(figure, satuan or None).value, year)
    except NotANumber:
        words = read_realisasi(figure, satuan, ordinals) if ordinals else None
        return LastValue(None, year, words) if isinstance(words, Level | YesNo) else None
    except NumberRefused:
        return None
