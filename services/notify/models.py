"""Notify's rows: one notice per mail, and the ends of tasks and cycles that make waiting mails pointless."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, Index, String, Text, Uuid, text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from shared.database import UtcDateTime


class NotifyRecord(DeclarativeBase):
    """Base of notify's tables."""


class NoticeState(StrEnum):
    """due → sending → sent, or back to due; `failed`: given up; `withdrawn`: no longer worth sending."""

    DUE = "due"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    WITHDRAWN = "withdrawn"


OPEN_STATES = (NoticeState.DUE, NoticeState.SENDING)
_IS_OPEN = text("state IN ('due', 'sending')")


class NoticeRecord(NotifyRecord):
    """One mail to one person: the ledger and the queue in one.

    `event_type`, `event_version` and `data` are the event it tells of, as it came, `event_id` and `trace` what its log
    lines name; the link and the code are derived
    when it is sent and are stored nowhere. All times are machine time. `attempts` counts tries and is set
    back when a person asks for it to be tried anew; `conversations` counts SMTP conversations and never goes back.
    `last_error` is an SMTP code and a class, never an address.
    """

    __tablename__ = "notice"
    __table_args__ = (
        Index("notice_due", "next_attempt_at", postgresql_where=_IS_OPEN, sqlite_where=_IS_OPEN),
        Index("notice_cycle", "cycle_id"),
        Index("notice_task", "task_id"),
    )

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    message_id: Mapped[str] = mapped_column(Text, unique=True)
    kind: Mapped[str] = mapped_column(String(40))
    event_type: Mapped[str] = mapped_column(String(100))
    event_version: Mapped[int]
    event_id: Mapped[UUID | None] = mapped_column(Uuid)
    trace: Mapped[str | None] = mapped_column(String(32))
    data: Mapped[dict[str, Any]] = mapped_column(JSON)
    cycle_id: Mapped[UUID | None] = mapped_column(Uuid)
    task_id: Mapped[UUID | None] = mapped_column(Uuid)
    step: Mapped[int | None]
    run: Mapped[int | None]
    role: Mapped[str | None] = mapped_column(Text)
    person_id: Mapped[UUID] = mapped_column(Uuid)
    name: Mapped[str] = mapped_column(Text)
    jabatan: Mapped[str] = mapped_column(Text)
    address: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(String(12))
    attempts: Mapped[int] = mapped_column(default=0)
    lapses: Mapped[int] = mapped_column(default=0)
    queuings: Mapped[int] = mapped_column(default=0)
    conversations: Mapped[int] = mapped_column(default=0)
    next_attempt_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    useful_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    lease: Mapped[UUID | None] = mapped_column(Uuid)
    leased_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    last_error: Mapped[str | None] = mapped_column(Text)
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class EndedRecord(NotifyRecord):
    """A task or a cycle that has ended. `subject` is an event's subject: "task/<uuid>" or "cycle/<uuid>"."""

    __tablename__ = "ended"

    subject: Mapped[str] = mapped_column(String(200), primary_key=True)
    ending: Mapped[str] = mapped_column(String(12))
