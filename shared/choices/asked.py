"""What may be answered where a target is no number: the predicates of its ordinal scale, or whether something is so."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from shared.choices.ordinals import Ordinal

YES: Final = {"ya", "ada", "sudah", "tercapai", "terlaksana", "terpenuhi", "memenuhi", "selesai", "tepat waktu"}
NO: Final = {
    "tidak",
    "tidak ada",
    "belum",
    *(f"{no} {yes}" for no in ("tidak", "belum") for yes in YES - {"ya", "ada"}),
}
_OPPOSITE: Final = {"ya": "tidak", "ada": "tidak ada", "sudah": "belum"}
_NAMED: Final = re.compile(r"(?:opini|predikat|kategori|nilai)\s+", re.IGNORECASE)
_SCORE: Final = re.compile(r"\s*\([0-9.,]+\)$")
_REMARK: Final = re.compile(r"\s*\([^()0-9]*\)\s*$")


def bare_word(text: str) -> str:
    """Without what only describes a predicate: "Opini WTP*", "BB (72,50)"."""
    return without_remark(_SCORE.sub("", _NAMED.sub("", text, count=1))).rstrip("*").strip()


def without_remark(text: str) -> str:
    """Without the words in brackets at the end; a figure in them is no remark."""
    return _REMARK.sub("", text)


@dataclass(frozen=True, slots=True)
class Choices:
    """The answers that can be held against a target, the best first; `ordinal` is None for yes or no."""

    words: tuple[str, ...]
    ordinal: Ordinal | None

    def meant(self, text: str) -> str | None:
        """The answer that is written as `text`; None where it is none of these."""
        if self.ordinal:
            level = self.ordinal.level(text) or self.ordinal.level(bare_word(text))
            return level.word if level else None
        written = " ".join(text.split()).casefold()
        so, not_so = self.words
        return so if written in YES else not_so if written in NO else None


def choices_of(target: str, ordinals: Sequence[Ordinal]) -> Choices | None:
    """What can be answered to a target that is written as text; None where a number is asked for."""
    written = " ".join(target.split())
    if written.casefold() in YES | NO:
        return _whether(written.casefold())
    for word in (written, bare_word(written)):
        for ordinal in ordinals:
            if ordinal.level(word):
                return Choices(tuple(level[0] for level in reversed(ordinal.levels)), ordinal)
    return None


def _whether(word: str) -> Choices:
    so = word if word in YES else "ya"
    return Choices((so.capitalize(), _OPPOSITE.get(so, f"tidak {so}").capitalize()), None)
