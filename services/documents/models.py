"""Documents' rows: every paper it has made."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import String, UniqueConstraint, Uuid
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from shared.database import UtcDateTime


class DocumentsRecord(DeclarativeBase):
    """Base of documents' tables."""


class RenderingRecord(DocumentsRecord):
    """One paper made from one event. `sha256` is its key in the file store; `made_at` is office time."""

    __tablename__ = "rendering"
    __table_args__ = (UniqueConstraint("subject", "revision"),)

    event_id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    cycle_id: Mapped[UUID] = mapped_column(Uuid, index=True)
    subject: Mapped[str] = mapped_column(String(200))
    revision: Mapped[int]
    kind: Mapped[str] = mapped_column(String(40))
    content_hash: Mapped[str | None] = mapped_column(String(64))
    sha256: Mapped[str] = mapped_column(String(64))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
