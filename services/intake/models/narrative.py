"""The words of the LKjIP while they are worked on: blocks, notes to them, corrections from a DOCX, who read what."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from services.intake.models.record import CODE, HASH, NAME, IntakeRecord


class BlockRecord(IntakeRecord):
    """A narrative block of a cycle as it now reads. `version` counts its changes: who saves names the one they saw.

    `is_stale` marks words that were written before the figures they stand beside changed.
    """

    __tablename__ = "block"

    cycle_id: Mapped[UUID] = mapped_column(ForeignKey("cycle.id"), primary_key=True)
    block_id: Mapped[str] = mapped_column(CODE, primary_key=True)
    title: Mapped[str]
    section: Mapped[str] = mapped_column(NAME)
    position: Mapped[int]
    is_required: Mapped[bool]
    text: Mapped[str]
    version: Mapped[int]
    is_stale: Mapped[bool]
    edited_at: Mapped[datetime | None]
    edited_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))


class BlockNoteRecord(IntakeRecord):
    """A note that a corrector pinned to a block; open until it is resolved."""

    __tablename__ = "block_note"
    __table_args__ = (Index("block_note_of_cycle", "cycle_id", "block_id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    cycle_id: Mapped[UUID] = mapped_column(ForeignKey("cycle.id"))
    block_id: Mapped[str] = mapped_column(CODE)
    text: Mapped[str]
    step: Mapped[int]
    run: Mapped[int]
    written_at: Mapped[datetime]
    written_by: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    resolved_at: Mapped[datetime | None]
    resolved_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))


class CorrectionRecord(IntakeRecord):
    """An uploaded DOCX. `state` is reading, read or refused; the original file is kept under `sha256`."""

    __tablename__ = "correction"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    cycle_id: Mapped[UUID] = mapped_column(ForeignKey("cycle.id"), index=True)
    task_id: Mapped[UUID] = mapped_column(ForeignKey("task.id"))
    name: Mapped[str] = mapped_column(NAME)
    sha256: Mapped[str] = mapped_column(HASH)
    content_hash: Mapped[str] = mapped_column(HASH)
    uploaded_at: Mapped[datetime]
    uploaded_by: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    state: Mapped[str] = mapped_column(String(12))
    refused: Mapped[str | None]
    number_changes: Mapped[list[dict[str, Any]]]
    unplaced: Mapped[list[str]]
    problems: Mapped[list[str]] = mapped_column(default=list)


class ProposalRecord(IntakeRecord):
    """A changed block of a correction. `state` is open, accepted or rejected."""

    __tablename__ = "proposal"
    __table_args__ = (UniqueConstraint("correction_id", "block_id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    correction_id: Mapped[UUID] = mapped_column(ForeignKey("correction.id"))
    position: Mapped[int]
    block_id: Mapped[str] = mapped_column(CODE)
    old: Mapped[str]
    new: Mapped[str]
    authors: Mapped[list[str]]
    is_tracked: Mapped[bool]
    state: Mapped[str] = mapped_column(String(12))
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))


class ReadMarkRecord(IntakeRecord):
    """Which content of a cycle a person read last."""

    __tablename__ = "read_mark"

    cycle_id: Mapped[UUID] = mapped_column(ForeignKey("cycle.id"), primary_key=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), primary_key=True)
    content_hash: Mapped[str] = mapped_column(HASH)
    read_at: Mapped[datetime]
