"""Last year's realisasi as a data format writes it: "83,20", "83,20 (2024)", "83,20 % (tahun 2024)"."""

import re
from dataclasses import dataclass
from decimal import Decimal

from shared.numbers import NumberRefused, parse_id

_WITH_YEAR = re.compile(
    r"(?P<figure>.*?)\s*\(\s*(?:tahun\s+|th\.?\s+)?(?P<year>(?:19|20)\d\d)\s*\)", re.IGNORECASE | re.ASCII
)


@dataclass(frozen=True, slots=True)
class LastValue:
    """A known figure; `year` is empty where it is not written, and then means the year before."""

    realisasi: Decimal
    year: str = ""


def read_last_value(text: str, satuan: str) -> LastValue | None:
    """None for what is empty, a word or ambiguous: a doubtful figure is compared with nothing."""
    match = _WITH_YEAR.fullmatch(text.strip())
    figure, year = (match["figure"], match["year"]) if match else (text, "")
    try:
        return LastValue(parse_id(figure, satuan or None).value, year)
    except NumberRefused:
        return None
