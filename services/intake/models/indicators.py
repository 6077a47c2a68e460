"""What an office measures: its indicators, and the copy that a cycle was begun with and edits for itself."""

from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from services.intake.models.record import CODE, NAME, IntakeRecord


class IndicatorFields:
    """What both know of an indicator (PermenPANRB 53/2014, Lampiran II.H).

    `target` is None where there is no number; `target_text` is what stands there. `numerator` and `denominator` name
    the components the figure is computed from, else they are empty. `data_source` is where the unit takes the figure
    from, `source` the document the row was taken from. `policies` are those of `services.intake.measuring_settings`
    in which the indicator differs from its office, `details` those of `services.intake.indicator_details`.
    """

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
    definition: Mapped[str] = mapped_column(default="")
    formula: Mapped[str] = mapped_column(default="")
    numerator: Mapped[str] = mapped_column(default="")
    denominator: Mapped[str] = mapped_column(default="")
    data_source: Mapped[str] = mapped_column(default="")
    policies: Mapped[dict[str, Any]] = mapped_column(default=dict)
    details: Mapped[dict[str, Any]] = mapped_column(default=dict)


class IndicatorRecord(IndicatorFields, IntakeRecord):
    """An indicator of a unit, as the office keeps it from year to year."""

    __tablename__ = "indicator"
    __table_args__ = (UniqueConstraint("office_id", "code"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    office_id: Mapped[UUID] = mapped_column(ForeignKey("office.id"))
    unit_id: Mapped[UUID] = mapped_column(ForeignKey("unit.id"), index=True)


class CycleIndicatorRecord(IndicatorFields, IntakeRecord):
    """An indicator as one cycle asks for it. `version` is that of its definition, 0 where none was kept yet."""

    __tablename__ = "cycle_indicator"
    __table_args__ = (UniqueConstraint("cycle_id", "code"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    cycle_id: Mapped[UUID] = mapped_column(ForeignKey("cycle.id"))
    unit_id: Mapped[UUID] = mapped_column(ForeignKey("unit.id"), index=True)
    version: Mapped[int] = mapped_column(default=0)


class IndicatorVersionRecord(IntakeRecord):
    """A definition as it once was, never changed: what it said (by key of an office's file), since when, by whom."""

    __tablename__ = "indicator_version"
    __table_args__ = (UniqueConstraint("office_id", "code", "number"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    office_id: Mapped[UUID] = mapped_column(ForeignKey("office.id"))
    code: Mapped[str] = mapped_column(CODE)
    number: Mapped[int]
    definition: Mapped[dict[str, Any]]
    made_at: Mapped[datetime]
    made_by: Mapped[str] = mapped_column(NAME)
