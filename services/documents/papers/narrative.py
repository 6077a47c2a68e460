"""The narrative of an LKjIP in its places. A place without text is named, a text without a place is printed apart."""

from collections.abc import Iterable, Sequence
from typing import Any

from services.documents.domain.lkjip import Evaluated, NarrativeBlock
from shared.lkjip_blocks import STATIC_BLOCKS, BlockPlace, analysis_of, comparison_blocks, sasaran_blocks

_CAUSES = "penyebab"
_NOTHING_SAID = Evaluated(sasaran="", analysis="", sayings=(), gaps=())


class Narrative:
    """Hands out each block's text once; what nobody asked for is left at the end."""

    def __init__(self, blocks: Iterable[NarrativeBlock], evaluation: Iterable[Evaluated] = ()) -> None:
        self._left = [block for block in blocks if block.text.strip()]
        self._evaluated = {(each.sasaran, each.analysis): each for each in evaluation}

    def static(self) -> dict[str, dict[str, Any]]:
        """The parts that do not depend on a sasaran, by block id."""
        return {place.id: self._part(place, _NOTHING_SAID) for place in STATIC_BLOCKS}

    def target(self, sasaran: str) -> dict[str, Any]:
        """What the figures say in analysis 1, which has no text of its own."""
        found = self._evaluated.get((sasaran, "target"), _NOTHING_SAID)
        return {"sayings": _sayings(found), "lacks": list(found.gaps), "gap": ""}

    def analyses(self, sasaran: str) -> list[dict[str, Any]]:
        """Analyses 2 to 7 of a sasaran, in order: what the figures say, then what people wrote."""
        places = (*comparison_blocks(sasaran), *sasaran_blocks(sasaran))
        return [self._part(place, self._said(sasaran, place)) for place in places]

    def unplaced(self) -> list[dict[str, str]]:
        """The texts that had no place."""
        return [{"title": block.title, "text": block.text} for block in self._left]

    def _said(self, sasaran: str, place: BlockPlace) -> Evaluated:
        return self._evaluated.get((sasaran, analysis_of(place)), _NOTHING_SAID)

    def _part(self, place: BlockPlace, said: Evaluated) -> dict[str, Any]:
        block = next((each for each in self._left if each.id == place.id), None)
        if block:
            self._left.remove(block)
        # The block of causes begins as the units' own words: they are not printed twice.
        sayings = [] if block and said.analysis == _CAUSES else _sayings(said)
        return {
            "title": place.title,
            "text": block.text if block else "",
            "sayings": sayings,
            "lacks": list(said.gaps),
            "gap": place.title if place.required and not block and not sayings else "",
            "section": place.section,
        }


def _sayings(said: Evaluated) -> list[dict[str, str]]:
    return [{"text": each.text, "words": each.words} for each in said.sayings]


def gap_rows(
    missing_units: Sequence[str], static: Iterable[dict[str, Any]], analyses: Sequence[Sequence[dict[str, Any]]]
) -> list[list[str]]:
    """Everything the report lacks as rows of a table: where, and what. `analyses` are those of each sasaran."""
    units = [["Data unit", f"{unit}: data belum masuk sampai pengumpulan ditutup"] for unit in missing_units]
    blocks = [[part["section"], f"{part['gap']}: belum tersedia"] for part in static if part["gap"]]
    return [*units, *blocks, *_analysis_gaps(analyses)]


def _analysis_gaps(analyses: Sequence[Sequence[dict[str, Any]]]) -> list[list[str]]:
    where: dict[str, list[str]] = {}
    for number, parts in enumerate(analyses, start=1):
        for part in parts:
            if part["gap"]:
                where.setdefault(part["gap"], []).append(str(number))
    whole = [["BAB III", f"{gap}: belum tersedia untuk sasaran {', '.join(which)}"] for gap, which in where.items()]
    single = [
        ["BAB III", f"Sasaran {number}. {lack}"]
        for number, parts in enumerate(analyses, start=1)
        for part in parts
        if not part["gap"]
        for lack in part["lacks"]
    ]
    return [*whole, *single]
