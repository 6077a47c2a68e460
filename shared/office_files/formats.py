"""Which of a workbook's styles show a number as a date or as a percentage (ECMA-376 part 1, 18.8.30)."""

import re
from collections.abc import Mapping

from shared.office_files.elements import StartsOnly
from shared.office_files.workbook import CellKind

_BUILT_IN_DATES = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
_BUILT_IN_PERCENT = frozenset({9, 10})
_TEXT_OR_MARK = re.compile(r"""\"[^"]*\"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]""", re.IGNORECASE)
_DATE_LETTERS = re.compile(r"[dmyhs]", re.IGNORECASE)


class Formats(StartsOnly):
    """Listens to the styles part; afterwards knows the kind of a number in each style."""

    def __init__(self) -> None:
        self._codes: dict[str, str] = {}
        self._of_styles: list[str] = []
        self._in_cell_styles = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "numFmt":
            self._codes[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif name == "cellXfs":
            self._in_cell_styles = True
        elif name == "xf" and self._in_cell_styles:
            self._of_styles.append(attributes.get("numFmtId", "0"))

    def end(self, name: str) -> None:
        if name == "cellXfs":
            self._in_cell_styles = False

    def kinds(self) -> list[CellKind]:
        """NUMBER, PERCENT or DATE for each style, in the order of their indexes."""
        known = {number: self._kind(number) for number in set(self._of_styles)}
        return [known[number] for number in self._of_styles]

    def _kind(self, number: str) -> CellKind:
        code = _TEXT_OR_MARK.sub("", self._codes.get(number, ""))
        built_in = int(number) if number.isascii() and number.isdigit() and number not in self._codes else 0
        if "%" in code or built_in in _BUILT_IN_PERCENT:
            return CellKind.PERCENT
        if built_in in _BUILT_IN_DATES or (code.lower() != "general" and _DATE_LETTERS.search(code)):
            return CellKind.DATE
        return CellKind.NUMBER
