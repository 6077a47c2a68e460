"""What the measured figures say of each sasaran, as the pages of a draft show it beside the narrative."""

from collections.abc import Iterable
from dataclasses import dataclass

from shared.events.evaluated import EvaluationPart, EvaluationSentence
from shared.lkjip_blocks import analysis_title


@dataclass(frozen=True, slots=True)
class PartShown:
    """One analysis: its title, what is said, and what is missing."""

    title: str
    sentences: tuple[EvaluationSentence, ...]
    gaps: tuple[str, ...]


def evaluation_shown(parts: Iterable[EvaluationPart]) -> list[tuple[str, list[PartShown]]]:
    """The analyses of every sasaran, in the order of the report."""
    found: dict[str, list[PartShown]] = {}
    for part in parts:
        told = PartShown(analysis_title(part.analysis), part.sentences, part.gaps)
        found.setdefault(part.sasaran, []).append(told)
    return list(found.items())
