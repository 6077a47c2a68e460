"""Realisasi in words with their place: what one year's predicate, or its yes or no, is to another's."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from services.analysis.domain.targets import YesNo
from shared.choices.ordinals import Level

YES_NO: Final = "ya_tidak"
"""Stands for an ordinal scale where something is so or not."""

Words = Level | YesNo


@dataclass(frozen=True, slots=True)
class Ranked:
    """`word` on the ordinal scale `scale`: the higher its `place`, the better, from 1 upwards.

    Yes and no have 1 and 0, and `scale` YES_NO: 1 is what the target says, also where that is a no.
    """

    word: str
    place: Decimal
    scale: str

    @property
    def has_levels(self) -> bool:
        """Whether the places between two words can be counted as levels."""
        return self.scale != YES_NO


def ranked(value: object, target: object) -> Ranked | None:
    """What is written, as it is ranked; None for what has no place, and for yes or no without such a target."""
    if isinstance(value, Level):
        return Ranked(value.word, value.score, value.scale)
    if isinstance(value, YesNo) and isinstance(target, YesNo):
        return Ranked(value.word, Decimal(value.is_so == target.is_so), YES_NO)
    return None


def comparable(one: Ranked, other: Ranked | None) -> Ranked | None:
    """The other, where it stands on the same scale."""
    return other if other and other.scale == one.scale else None
