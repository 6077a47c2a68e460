"""A workbook as it was typed: cells by place, no arithmetic, nothing guessed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Any

from shared.numbers import format_id

_SERIAL_ZERO = date(1899, 12, 30)
_SERIAL_LAST = 2_958_465
_PLACES_OF_PERCENT = 2


class CellKind(StrEnum):
    """What a cell shows. EMPTY is a formula without a result; a cell with nothing at all is not kept."""

    TEXT = "text"
    NUMBER = "number"
    PERCENT = "percent"
    DATE = "date"
    BOOLEAN = "boolean"
    ERROR = "error"
    EMPTY = "empty"


@dataclass(frozen=True, slots=True)
class Cell:
    """One filled cell. `ref` is such as "C7".

    `text` is a TEXT cell's text, an ERROR cell's "#DIV/0!", else what the file holds (a DATE is a serial day).
    `number` is the stored number, of which a PERCENT cell shows the hundredfold; None where `text` is no number.
    """

    ref: str
    kind: CellKind
    text: str
    number: Decimal | None = None
    is_formula: bool = False

    @property
    def is_empty_formula(self) -> bool:
        """A formula that no program has calculated; its value is unknown, not zero."""
        return self.is_formula and self.kind is CellKind.EMPTY

    @property
    def day(self) -> date | None:
        """The day of a DATE cell, whose number counts days; None where it counts none that Excel knows."""
        if self.kind is not CellKind.DATE or self.number is None or not 0 < self.number <= _SERIAL_LAST:
            return None
        return _SERIAL_ZERO + timedelta(days=int(self.number))

    @property
    def percent(self) -> str | None:
        """What a PERCENT cell shows, such as "97,5%"; None where it has no number."""
        if self.kind is not CellKind.PERCENT or self.number is None:
            return None
        # Places moved by hand: arithmetic would round what is longer than the context's digits.
        sign, digits, exponent = self.number.as_tuple()
        shown = format_id(Decimal((sign, digits, int(exponent) + _PLACES_OF_PERCENT)))
        return f"{shown.rstrip('0').rstrip(',') if ',' in shown else shown}%"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One worksheet, hidden or not. Cells by (row, column), both counted from 1."""

    name: str
    is_hidden: bool
    cells: Mapping[tuple[int, int], Cell]


@dataclass(frozen=True, slots=True)
class Workbook:
    """The worksheets by name, in the order of the file; names are unique without regard to case."""

    sheets: Mapping[str, Sheet]


def cell_ref(row: int, column: int) -> str:
    """(7, 3) → "C7"."""
    letters = ""
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return f"{letters}{row}"


def to_json(workbook: Workbook) -> list[dict[str, Any]]:
    """The workbook in JSON's types, for the way out of the child process."""
    return [
        {
            "name": sheet.name,
            "is_hidden": sheet.is_hidden,
            "cells": [
                [row, column, cell.kind, cell.text, None if cell.number is None else str(cell.number), cell.is_formula]
                for (row, column), cell in sheet.cells.items()
            ],
        }
        for sheet in workbook.sheets.values()
    ]


def from_json(sheets: list[dict[str, Any]]) -> Workbook:
    """The way back of to_json."""
    return Workbook({sheet["name"]: _sheet(sheet) for sheet in sheets})


def _sheet(told: dict[str, Any]) -> Sheet:
    return Sheet(name=told["name"], is_hidden=told["is_hidden"], cells=dict(map(_cell, told["cells"])))


def _cell(told: list[Any]) -> tuple[tuple[int, int], Cell]:
    row, column, kind, text, number, is_formula = told
    value = None if number is None else Decimal(number)
    return (row, column), Cell(cell_ref(row, column), CellKind(kind), text, value, is_formula)
