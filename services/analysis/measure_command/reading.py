"""The cells of one indicator as values, and those that are refused, with the reason in words."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

from services.analysis.domain.findings import EarlierYear
from services.analysis.domain.formulas import Direction
from services.analysis.domain.last_value import read_last_value
from services.analysis.domain.reasons import Reason
from services.analysis.domain.targets import Limit, Missing, Realisasi, Target, Zone
from services.analysis.domain.written import read_number, read_realisasi, read_target
from services.analysis.measure_command.directions import read_direction
from services.analysis.measure_command.lines import NOTHING
from services.analysis.measure_command.rows import TableRow
from shared.choices.limits import Comparison
from shared.choices.ordinals import Ordinal
from shared.numbers import AmbiguousNumber, NotANumber

_Value = TypeVar("_Value", Target, Realisasi, Decimal | Missing)

_BLAMELESS = (Reason.EMPTY, Reason.NOT_AVAILABLE, Reason.NOT_APPLICABLE)
"""A cell without a value is no slip."""
_ERRORS = ("#div/0!", "#ref!", "#value!", "#name?", "#num!", "#null!", "#####")


@dataclass(frozen=True, slots=True)
class Refused:
    """A cell that is not taken: its column as the file names it, what stands there, and the numbers it could be."""

    column: str
    text: str
    readings: tuple[Decimal, ...]
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What a row says. Amounts are Rupiah; None is not given, or refused."""

    target: Target
    realisasi: Realisasi
    direction: Direction | None
    pagu: Decimal | None
    spent: Decimal | None
    weight: Decimal | None
    earlier: tuple[EarlierYear, ...]
    refused: tuple[Refused, ...]


def read_figures(row: TableRow, ordinals: Sequence[Ordinal]) -> Figures:
    """Every cell of a row; nothing is guessed."""
    reader = _Reader(row, row.text("satuan"))
    if row.misfit:
        reader.refuse(row.columns.name("indikator"), "", row.misfit)
    return Figures(
        direction=reader.direction(),
        target=reader.target(ordinals),
        realisasi=reader.realisasi(ordinals),
        pagu=reader.not_negative("pagu", "Rp"),
        spent=reader.amount("anggaran_realisasi"),
        weight=reader.not_negative("bobot", "%"),
        earlier=reader.earlier(),
        refused=tuple(reader.refused),
    )


class _Reader:
    def __init__(self, row: TableRow, satuan: str) -> None:
        self._row = row
        self._satuan = satuan
        self.refused: list[Refused] = []

    def refuse(self, column: str, text: str, sentence: str, readings: tuple[Decimal, ...] = ()) -> None:
        self.refused.append(Refused(column, text, readings, sentence))

    def direction(self) -> Direction | None:
        text = self._row.text("arah")
        try:
            return read_direction(text)
        except ValueError:
            sentence = f"“{text}” tidak dikenal; yang boleh: naik, turun, turun_rasio."
            self.refuse(self._row.columns.name("arah"), text, sentence)
            return None

    def target(self, ordinals: Sequence[Ordinal]) -> Target:
        written = self._value("target", lambda text: read_target(text, self._satuan, ordinals))
        lower, upper = self._number("batas_bawah"), self._number("batas_atas")
        doubts = [bound for bound in (lower, upper) if isinstance(bound, Missing) and bound.reason not in _BLAMELESS]
        if doubts:
            return doubts[0]
        if isinstance(lower, Decimal) and isinstance(upper, Decimal):
            return Zone(lower, upper)
        is_open = isinstance(written, Missing) and written.reason in _BLAMELESS
        if is_open and isinstance(lower, Decimal):
            return Limit(Comparison.AT_LEAST, lower)
        return Limit(Comparison.AT_MOST, upper) if is_open and isinstance(upper, Decimal) else written

    def realisasi(self, ordinals: Sequence[Ordinal]) -> Realisasi:
        return self._value("realisasi", lambda text: read_realisasi(text, self._satuan, ordinals))

    def amount(self, key: str) -> Decimal | None:
        value = self._value(key, lambda text: read_number(text, "Rp"))
        return value if isinstance(value, Decimal) else None

    def not_negative(self, key: str, satuan: str) -> Decimal | None:
        value = self._value(key, lambda text: read_number(text, satuan))
        if isinstance(value, Decimal) and value < 0:
            self.refuse(self._row.columns.name(key), self._row.text(key), f"{key.capitalize()} tidak boleh negatif.")
            return None
        return value if isinstance(value, Decimal) else None

    def earlier(self) -> tuple[EarlierYear, ...]:
        cells = {"": self._row.cells.get("realisasi_lalu", NOTHING), **self._row.earlier}
        found = ((year, read_last_value(cell.text, self._satuan)) for year, cell in cells.items())
        return tuple(EarlierYear(year or last.year, last.realisasi) for year, last in found if last)

    def _number(self, key: str) -> Decimal | Missing:
        return self._value(key, lambda text: read_number(text, self._satuan))

    def _value(self, key: str, read: Callable[[str], _Value]) -> _Value | Missing:
        cell = self._row.cells.get(key, NOTHING)
        found: _Value | Missing
        if self._row.misfit:
            return Missing(Reason.COLUMNS, cell.text)
        if cell.refusal:
            found = Missing(Reason.DATE if cell.text else Reason.CELL_ERROR, cell.text)
        elif cell.text.casefold() in _ERRORS:
            found = Missing(Reason.CELL_ERROR, cell.text)
        else:
            found = read(cell.text)
        if isinstance(found, Missing) and found.reason not in _BLAMELESS:
            self.refuse(self._row.columns.name(key), cell.text, _sentence(found, cell.refusal), found.readings)
        return found


def _sentence(missing: Missing, refusal: str) -> str:
    if refusal:
        return refusal
    if missing.reason is Reason.AMBIGUOUS:
        return AmbiguousNumber(missing.text, missing.readings).message
    return NotANumber(missing.text).message if missing.reason is Reason.TEXT else missing.reason.sentence
