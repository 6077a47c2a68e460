"""An office, its units, its clock and its SOP versions."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Date, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from services.intake.models.record import CODE, HASH, NAME, IntakeRecord

DAY_OF_YEAR = String(5)


class OfficeRecord(IntakeRecord):
    """An instansi. `sop_version_id` is the version that new cycles are pinned to.

    `place`, `contact` and `logo` (a key of the file store) stand on its letters. `opens_on` and `due_on` are days of
    the year as "MM-DD": when a cycle for the year before opens by itself, and when its report is due in this office.
    `dispatch_name` and `dispatch_email` are the addressee of step 8. `letters` and `archive` are settings that
    `services.intake.letter_settings` reads, `measuring` that of `services.intake.measuring_settings`. Everything a demo
    office makes says that it is an example.
    """

    __tablename__ = "office"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(CODE, unique=True)
    name: Mapped[str] = mapped_column(NAME)
    pemerintah: Mapped[str] = mapped_column(NAME)
    alamat: Mapped[str]
    time_zone: Mapped[str] = mapped_column(CODE)
    is_demo: Mapped[bool]
    place: Mapped[str] = mapped_column(NAME, default="")
    contact: Mapped[str] = mapped_column(default="")
    logo: Mapped[str | None] = mapped_column(HASH)
    opens_on: Mapped[str | None] = mapped_column(DAY_OF_YEAR)
    due_on: Mapped[str | None] = mapped_column(DAY_OF_YEAR)
    dispatch_name: Mapped[str] = mapped_column(NAME, default="")
    dispatch_email: Mapped[str] = mapped_column(NAME, default="")
    letters: Mapped[dict[str, Any]] = mapped_column(default=dict)
    archive: Mapped[dict[str, Any]] = mapped_column(default=dict)
    measuring: Mapped[dict[str, Any]] = mapped_column(default=dict)
    sop_version_id: Mapped[UUID] = mapped_column(ForeignKey("sop_version.id"))


class SopVersionRecord(IntakeRecord):
    """One version of an SOP file, whole. Never changed: a cycle stays pinned to it."""

    __tablename__ = "sop_version"
    __table_args__ = (UniqueConstraint("sop_id", "version", "sha256"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    sop_id: Mapped[str] = mapped_column(CODE)
    version: Mapped[int]
    sha256: Mapped[str] = mapped_column(HASH)
    text: Mapped[str]


class UnitRecord(IntakeRecord):
    """A Seksi or Kelurahan of an office."""

    __tablename__ = "unit"
    __table_args__ = (UniqueConstraint("office_id", "name"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    office_id: Mapped[UUID] = mapped_column(ForeignKey("office.id"), index=True)
    name: Mapped[str] = mapped_column(NAME)


class OwnDayRecord(IntakeRecord):
    """A day the office itself declares free or working; it wins over the national calendar."""

    __tablename__ = "own_day"

    office_id: Mapped[UUID] = mapped_column(ForeignKey("office.id"), primary_key=True)
    day: Mapped[date] = mapped_column(Date, primary_key=True)
    is_working: Mapped[bool]
    name: Mapped[str] = mapped_column(NAME)


class HoursRecord(IntakeRecord):
    """Office hours of a date range, e.g. Ramadan. `hours`: weekday number as text → ["07:30-12:00", ...].

    `is_estimate` until the government has decided on the dates; `source` names who set or estimated them.
    """

    __tablename__ = "hours"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    office_id: Mapped[UUID] = mapped_column(ForeignKey("office.id"), index=True)
    position: Mapped[int]
    name: Mapped[str] = mapped_column(NAME)
    first: Mapped[date | None] = mapped_column(Date)
    last: Mapped[date | None] = mapped_column(Date)
    hours: Mapped[dict[str, Any]]
    source: Mapped[str] = mapped_column(default="")
    is_estimate: Mapped[bool] = mapped_column(default=False)
