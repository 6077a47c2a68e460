"""The cells of one worksheet, taken from its XML as it streams by (ECMA-376 part 1, 18.3.1.4)."""

import math
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

from shared.office_files.refusal import FileRefused, Reason, damaged
from shared.office_files.texts import Budget, unescape
from shared.office_files.workbook import Cell, CellKind, cell_ref

MAX_ROWS = 5000
MAX_COLUMNS = 100
_REF = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})", re.ASCII)
_NUMBER = re.compile(r"[-+]?[0-9]{1,400}(\.[0-9]{0,400})?([eE][-+]?[0-9]{1,3})?", re.ASCII)
_SPREADS = frozenset({"array", "dataTable"})
_TEXT_PARTS = frozenset({"v", "f", "t"})


class Cells:
    """Listens to a worksheet part. FileRefused for a filled cell beyond 5,000 rows or 100 columns."""

    def __init__(self, sheet: str, strings: Sequence[str], styles: Sequence[CellKind], budget: Budget) -> None:
        self._sheet = sheet
        self._strings = strings
        self._styles = styles
        self._budget = budget
        self._cells: dict[tuple[int, int], Cell] = {}
        self._spreads: list[tuple[tuple[int, int], tuple[int, int]]] = []
        self._row = self._column = 0
        self._in_phonetic = False
        self._open: str | None = None
        self._begin({})

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "row":
            self._row = _count(attributes.get("r", str(self._row + 1)))
            self._column = 0
        elif name == "c":
            self._begin(attributes)
        elif name == "f":
            self._is_formula = True
            if attributes.get("t") in _SPREADS:
                self._spreads.append(_range(attributes.get("ref", "")))
        elif name == "rPh":
            self._in_phonetic = True
        self._open = name if name in _TEXT_PARTS and not self._in_phonetic else None

    def text(self, text: str) -> None:
        if self._open in {"v", "t"}:
            self._texts.append(text)

    def end(self, name: str) -> None:
        self._open = None
        if name == "c":
            self._finish()
        elif name == "rPh":
            self._in_phonetic = False

    def cells(self) -> dict[tuple[int, int], Cell]:
        """The filled cells; those an array formula spreads its result over count as formulas, too."""
        return {place: self._marked(place, cell) for place, cell in self._cells.items()}

    def _begin(self, attributes: Mapping[str, str]) -> None:
        ref = attributes.get("r")
        if ref:
            self._row, self._column = _place(ref)
        else:
            self._column += 1
        self._type = attributes.get("t", "n")
        self._style = attributes.get("s", "0")
        self._texts: list[str] = []
        self._is_formula = False

    def _finish(self) -> None:
        raw = "".join(self._texts)
        if not raw and not self._is_formula:
            return
        if self._row > MAX_ROWS or self._column > MAX_COLUMNS:
            raise _too_many(self._sheet)
        kind, text, number = self._value(raw)
        if text or self._is_formula:
            self._keep(Cell(cell_ref(self._row, self._column), kind, text, number, self._is_formula))

    def _keep(self, cell: Cell) -> None:
        self._budget.take(cell.text)
        if (self._row, self._column) in self._cells:
            raise damaged()
        self._cells[self._row, self._column] = cell

    def _value(self, raw: str) -> tuple[CellKind, str, Decimal | None]:
        if self._type in {"str", "inlineStr"} and raw:
            return CellKind.TEXT, unescape(raw), None
        if not raw:
            return CellKind.EMPTY, "", None
        if self._type == "s":
            return CellKind.TEXT, self._shared(raw), None
        if self._type == "n":
            return self._number(raw)
        kinds = {"b": CellKind.BOOLEAN, "e": CellKind.ERROR, "d": CellKind.DATE}
        if self._type not in kinds:
            raise damaged()
        return kinds[self._type], raw, None

    def _shared(self, raw: str) -> str:
        index = _count(raw)
        if index >= len(self._strings):
            raise damaged()
        return self._strings[index]

    def _number(self, raw: str) -> tuple[CellKind, str, Decimal]:
        style = _count(self._style)
        kind = self._styles[style] if style < len(self._styles) else CellKind.NUMBER
        return kind, raw, exact(raw)

    def _marked(self, place: tuple[int, int], cell: Cell) -> Cell:
        if cell.is_formula or not any(_inside(place, spread) for spread in self._spreads):
            return cell
        return Cell(cell.ref, cell.kind, cell.text, cell.number, is_formula=True)


def exact(raw: str) -> Decimal:
    """The number a person meant by a stored binary float: its shortest text, "88.950000000000003" → 88.95."""
    number = float(raw) if _NUMBER.fullmatch(raw) else math.nan
    if not math.isfinite(number):
        raise damaged()
    return Decimal(repr(number).removesuffix(".0"))


def _too_many(sheet: str) -> FileRefused:
    rows = f"{MAX_ROWS:,}".replace(",", ".")
    return FileRefused(
        Reason.TOO_MANY_CELLS,
        f"Lembar “{sheet[:31]}” terisi melebihi {rows} baris atau {MAX_COLUMNS} kolom."
        " Sisakan isian yang diminta, lalu unggah lagi.",
    )


def _count(text: str) -> int:
    if not (text.isascii() and text.isdigit()) or len(text) > 9:  # noqa: PLR2004 - beyond any sheet or table
        raise damaged()
    return int(text)


def _place(ref: str) -> tuple[int, int]:
    match = _REF.fullmatch(ref)
    if not match:
        raise damaged()
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]), column


def _range(ref: str) -> tuple[tuple[int, int], tuple[int, int]]:
    first, _, last = ref.partition(":")
    return _place(first), _place(last or first)


def _inside(place: tuple[int, int], spread: tuple[tuple[int, int], tuple[int, int]]) -> bool:
    (top, left), (bottom, right) = spread
    return top <= place[0] <= bottom and left <= place[1] <= right
