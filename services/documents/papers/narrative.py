"""The narrative of an LKjIP in its places. A place without text is named, a text without a place is printed apart."""

from collections.abc import Iterable, Sequence
from typing import Any

from services.documents.domain.lkjip import NarrativeBlock
from shared.lkjip_blocks import STATIC_BLOCKS, BlockPlace, comparison_blocks, sasaran_blocks


class Narrative:
    """Hands out each block's text once; what nobody asked for is left at the end."""

    def __init__(self, blocks: Iterable[NarrativeBlock]) -> None:
        self._left = [block for block in blocks if block.text.strip()]

    def static(self) -> dict[str, dict[str, str]]:
        """The parts that do not depend on a sasaran, by block id."""
        return {place.id: self._part(place) for place in STATIC_BLOCKS}

    def analyses(self, sasaran: str) -> list[dict[str, str]]:
        """Analyses 2 to 7 of a sasaran, in order."""
        return [self._part(place) for place in (*comparison_blocks(sasaran), *sasaran_blocks(sasaran))]

    def unplaced(self) -> list[dict[str, str]]:
        """The texts that had no place."""
        return [{"title": block.title, "text": block.text} for block in self._left]

    def _part(self, place: BlockPlace) -> dict[str, str]:
        block = next((each for each in self._left if each.id == place.id), None)
        if block:
            self._left.remove(block)
        gap = place.title if place.required and not block else ""
        return {"title": place.title, "text": block.text if block else "", "gap": gap, "section": place.section}


def gap_rows(
    missing_units: Sequence[str], static: Iterable[dict[str, str]], analyses: Sequence[Sequence[dict[str, str]]]
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
    return [["BAB III", f"{gap}: belum tersedia untuk sasaran {', '.join(which)}"] for gap, which in where.items()]
