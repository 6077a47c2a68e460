"""The XLSX form of a unit's data (SOP steps 2 and 3): what is asked, and what came back."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

SCHEMA = "1"
REASONS = {"nol": "nol", "belum ada data": "belum_ada", "tidak berlaku": "tidak_berlaku"}
"""The choices of the column "Alasan bila kosong", and the value the web form sends for each."""
LONGEST_TEXT = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class FormRow:
    """One indicator. `target` and `last_value` are printed text; empty `numerator` and `denominator` ask for none.

    `choices` are the answers where the realisasi is a predicate, yes or no; empty where it is a number. `triwulan` are
    those that are asked for, number and printed target; `summary` says in words how they become the year, empty where
    the year is asked for by itself. Where there is a `pagu` (printed Rupiah), the realisasi anggaran is asked for.
    """

    code: str
    number: str
    sasaran: str
    indikator: str
    satuan: str
    target: str
    last_value: str
    formula: str
    numerator: str
    denominator: str
    definition: str
    source: str
    choices: tuple[str, ...] = ()
    triwulan: tuple[tuple[int, str], ...] = ()
    summary: str = ""
    pagu: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DataForm:
    """The form of one unit. `issued_at` is aware; `revision` counts the issues of this unit's form in the cycle."""

    office_id: UUID
    office: str
    time_zone: str
    cycle_id: UUID
    unit_id: UUID
    unit: str
    subject: str
    period: str
    issued_at: datetime
    revision: int
    rows: tuple[FormRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """Whose form it is, as its seal vouches for."""

    office_id: UUID
    office: str
    cycle_id: UUID
    unit_id: UUID
    unit: str
    subject: str
    period: str
    revision: int
    issued_at: datetime


@dataclass(frozen=True, slots=True)
class TypedCell:
    """What stands in an input cell, as a person would type it on the page; "" when nothing does."""

    ref: str
    text: str


@dataclass(frozen=True, slots=True)
class CellProblem:
    """A cell that cannot be taken, and why, in Indonesian. `code` and `field` are None outside the table."""

    ref: str
    code: str | None
    field: str | None
    sentence: str


@dataclass(frozen=True, slots=True)
class FilledForm:
    """A form of ours that came back. A cell with a problem is left out of `rows`, which go by code, then field."""

    identity: Identity
    rows: Mapping[str, Mapping[str, TypedCell]]
    cell_problems: tuple[CellProblem, ...]
