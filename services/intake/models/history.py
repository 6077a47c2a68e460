"""The history of a cycle: one line per act, written in the same transaction as the state."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from services.intake.models.record import CODE, HASH, NAME, IntakeRecord


class HistoryRecord(IntakeRecord):
    """Who did what, in which post, for whom, by which channel, about which content, why, and when (office time)."""

    __tablename__ = "history"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    cycle_id: Mapped[UUID] = mapped_column(ForeignKey("cycle.id"), index=True)
    at: Mapped[datetime]
    what: Mapped[str] = mapped_column(CODE)
    text: Mapped[str]
    step: Mapped[int | None]
    run: Mapped[int | None]
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    person_name: Mapped[str] = mapped_column(NAME)
    jabatan: Mapped[str] = mapped_column(NAME)
    channel: Mapped[str] = mapped_column(String(20))
    content_hash: Mapped[str | None] = mapped_column(HASH)
    reason: Mapped[str]
