"""Ordinal scales: predicates that are themselves target and realisasi (WTP, BB, Level III), from lowest to highest."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any


@dataclass(frozen=True, slots=True)
class Level:
    """A predicate such as WTP or BB: its place on the ordinal scale `scale`, and that scale where it is known."""

    word: str
    score: Decimal
    scale: str
    ordinal: "Ordinal | None" = field(default=None, compare=False, repr=False)


class OrdinalInvalid(Exception):
    """An ordinal scale without a name, a source or two levels, or with a word twice; the message says which."""


@dataclass(frozen=True, slots=True)
class Ordinal:
    """`levels` from the lowest, which scores 1, upwards; the first word of a level is the one that is printed.

    `source` is a regulation or a public document. Raises OrdinalInvalid.
    """

    id: str
    name: str
    source: str
    levels: tuple[tuple[str, ...], ...]

    def __post_init__(self) -> None:
        words = [_plain(word) for level in self.levels for word in level]
        if len(self.levels) < 2 or not all(self.levels) or not all(words):  # noqa: PLR2004 - one is no scale
            raise OrdinalInvalid(f"ordinal {self.id}: it needs at least two levels, each with a word")
        if len(set(words)) != len(words):
            raise OrdinalInvalid(f"ordinal {self.id}: a word stands in it twice")

    def level(self, text: str) -> Level | None:
        """The level that is written as `text`, whatever its capitals; None where it is not of this scale."""
        for score, words in enumerate(self.levels, start=1):
            if _plain(text) in map(_plain, words):
                return Level(words[0], Decimal(score), self.id, self)
        return None


def level_of(text: str, ordinals: Iterable[Ordinal]) -> Level | None:
    """The level on the first scale that knows the word."""
    return next((level for ordinal in ordinals if (level := ordinal.level(text))), None)


def ordinal_from(plain: Mapping[str, Any]) -> Ordinal:
    """An ordinal scale from the plain values of its file. Raises OrdinalInvalid, naming what is wrong."""
    missing = [key for key in ("id", "name", "source", "levels") if not plain.get(key)]
    if missing:
        raise OrdinalInvalid(f"ordinal {plain.get('id', '?')}: missing {', '.join(missing)}")
    levels = plain["levels"]
    if not isinstance(levels, list) or not all(isinstance(level, list) for level in levels):
        raise OrdinalInvalid(f"ordinal {plain['id']}: levels is a list of lists of words")
    return Ordinal(plain["id"], plain["name"], plain["source"], tuple(map(tuple, levels)))


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()
