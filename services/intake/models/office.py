"""An office, its units, its clock, its SOP versions and what it measures."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import Date, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from services.intake.models.record import CODE, HASH, NAME, IntakeRecord


class OfficeRecord(IntakeRecord):
    """An instansi. `sop_version_id` is the version that new cycles are pinned to.

    Everything a demo office makes says that it is an example.
    """

    __tablename__ = "office"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(CODE, unique=True)
    name: Mapped[str] = mapped_column(NAME)
    pemerintah: Mapped[str] = mapped_column(NAME)
    alamat: Mapped[str]
    time_zone: Mapped[str] = mapped_column(CODE)
    is_demo: Mapped[bool]
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
    """Office hours of a date range, e.g. Ramadan. `hours`: weekday number as text → ["07:30-12:00", ...]."""

    __tablename__ = "hours"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    office_id: Mapped[UUID] = mapped_column(ForeignKey("office.id"), index=True)
    position: Mapped[int]
    name: Mapped[str] = mapped_column(NAME)
    first: Mapped[date | None] = mapped_column(Date)
    last: Mapped[date | None] = mapped_column(Date)
    hours: Mapped[dict[str, Any]]


class IndicatorRecord(IntakeRecord):
    """An indicator of a unit. `target` is None where there is no number; `target_text` is what stands there."""

    __tablename__ = "indicator"
    __table_args__ = (UniqueConstraint("office_id", "code"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    office_id: Mapped[UUID] = mapped_column(ForeignKey("office.id"))
    unit_id: Mapped[UUID] = mapped_column(ForeignKey("unit.id"), index=True)
    code: Mapped[str] = mapped_column(CODE)
    row: Mapped[int]
    sasaran: Mapped[str]
    indikator: Mapped[str]
    satuan: Mapped[str] = mapped_column(NAME)
    direction: Mapped[str] = mapped_column(CODE)
    target: Mapped[Decimal | None]
    target_text: Mapped[str] = mapped_column(NAME)
    last_value: Mapped[str] = mapped_column(NAME)
    source: Mapped[str]
