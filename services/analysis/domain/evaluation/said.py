"""What the evaluation says: sentences that rest on values, and gaps where it has nothing to say."""

from dataclasses import dataclass
from enum import StrEnum


class Analysis(StrEnum):
    """The seven analyses, in the order of the regulation. All but the first are named as their blocks in the LKjIP."""

    TARGET = "target"
    TAHUN_LALU = "tahun_lalu"
    RENSTRA = "renstra"
    STANDAR_NASIONAL = "standar_nasional"
    PENYEBAB = "penyebab"
    EFISIENSI = "efisiensi"
    PROGRAM = "program"


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence. `template` names the rule it follows, `rests_on` the ids of the values it was made from.

    `words` are a person's own, printed behind `text` as they stand; empty where the sentence is all ours.
    """

    template: str
    text: str
    rests_on: tuple[str, ...]
    words: str = ""


@dataclass(frozen=True, slots=True)
class Gap:
    """What is missing, in a sentence, and the ids of the values that would fill it."""

    text: str
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """One analysis of one sasaran. It never has neither a sentence nor a gap."""

    analysis: Analysis
    sentences: tuple[Sentence, ...]
    gaps: tuple[Gap, ...]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The seven parts of a sasaran."""

    sasaran: str
    parts: tuple[Part, ...]

    def part(self, analysis: Analysis) -> Part:
        """One of the seven."""
        return next(part for part in self.parts if part.analysis is analysis)
