"""Limits as offices write them: "≥ 80", "maksimal 5 hari", "> 125"."""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Comparison(StrEnum):
    """How a realisasi is held against a limit."""

    LESS = "<"
    AT_MOST = "≤"
    MORE = ">"
    AT_LEAST = "≥"


@dataclass(frozen=True, slots=True)
class WrittenLimit:
    """A limit in parts; `figure` holds a digit, and is still to be read as a number."""

    comparison: Comparison
    figure: str


_WORDS: Final = {
    Comparison.AT_LEAST: r"≥|>=|=>|minimal|minimum|min\.?|paling sedikit|paling rendah|sekurang-kurangnya|setidaknya",
    Comparison.AT_MOST: r"≤|<=|=<|maksimal|maksimum|maks\.?|max\.?|paling banyak|paling tinggi|sebanyak-banyaknya",
    Comparison.MORE: r">|lebih dari|di ?atas",
    Comparison.LESS: r"<|kurang dari|di ?bawah",
}
_PATTERNS: Final = [
    (comparison, re.compile(rf"(?:{words})\s*(?P<figure>.*[0-9].*)", re.IGNORECASE))
    for comparison, words in _WORDS.items()
]


def limit_in(text: str) -> WrittenLimit | None:
    """The limit that is written here; None where it is none."""
    written = " ".join(text.split())
    for comparison, pattern in _PATTERNS:
        if match := pattern.fullmatch(written):
            return WrittenLimit(comparison, match["figure"])
    return None
