"""An office as its file says it: values, with nothing of the file and nothing of the database in them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Any


class Direction(StrEnum):
    """How realisasi is held against target (`arah`): more is better, less is better, less is better as a ratio."""

    NAIK = "naik"
    TURUN = "turun"
    TURUN_RASIO = "turun_rasio"


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorEntry:
    """An indicator of a unit. `target` is None where `target_text` is not a number; the text then stands for it.

    `details` are by the keys of `services.intake.indicator_details`; `policies` those that are not the office's.
    """

    unit: str
    code: str
    row: int
    sasaran: str
    indikator: str
    satuan: str
    arah: Direction
    target: Decimal | None
    target_text: str
    last_value: str
    source: str
    definition: str = ""
    formula: str = ""
    numerator: str = ""
    denominator: str = ""
    data_source: str = ""
    details: Mapping[str, str] = field(default_factory=dict)
    policies: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitEntry:
    """A Seksi or Kelurahan."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PostEntry:
    """A post, the SOP roles it plays, the unit it heads, and who holds it since when."""

    jabatan: str
    roles: tuple[str, ...]
    unit: str | None
    holder: str | None
    since: date


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonEntry:
    """A person with an account; without a password they sign in by a mailed code."""

    name: str
    email: str
    nip: str | None
    phone: str | None
    password: str | None = field(repr=False)
    admin: bool
    pangkat: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DayEntry:
    """A day the office itself declares free or working."""

    day: date
    working: bool
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HoursEntry:
    """Office hours of a range of dates. `hours`: weekday number as text (0 is Monday) → "07:30-12:00" and so on."""

    name: str
    first: date | None
    last: date | None
    hours: Mapping[str, list[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeFile:
    """A whole office. `sop` is the SOP file it follows, found and checked; a `demo` office's papers say so.

    `opens_on` and `due_on` are days of the year as "MM-DD". What is None here is not the file's business: the office
    keeps what it has. `letters` and `archive` are as `services.intake.letter_settings` reads them.
    """

    code: str
    name: str
    pemerintah: str
    alamat: str
    zone: str
    demo: bool
    sop: Path
    units: tuple[UnitEntry, ...]
    posts: tuple[PostEntry, ...]
    people: tuple[PersonEntry, ...]
    indicators: tuple[IndicatorEntry, ...]
    days: tuple[DayEntry, ...]
    hours: tuple[HoursEntry, ...]
    place: str | None = None
    contact: str | None = None
    dispatch_name: str | None = None
    dispatch_email: str | None = None
    opens_on: str | None = None
    due_on: str | None = None
    letters: Mapping[str, Mapping[str, Any]] | None = None
    archive: Mapping[str, Any] | None = None
