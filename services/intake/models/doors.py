"""The doors' rows, all in machine time: sessions, one-time codes, failed tries."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from services.intake.models.record import CODE, HASH, IntakeRecord


class SessionRecord(IntakeRecord):
    """A browser's session. The browser holds a random id, the row its sha256: a stolen table opens nothing."""

    __tablename__ = "session"

    id_hash: Mapped[str] = mapped_column(HASH, primary_key=True)
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"), index=True)
    data: Mapped[dict[str, Any]]
    created_at: Mapped[datetime]
    seen_at: Mapped[datetime] = mapped_column(index=True)


class ChallengeRecord(IntakeRecord):
    """A one-time code that was asked for: whose, from which browser, until when, and how often it was tried.

    `purpose` is sign_in, invitation or password.

    The digits are nowhere: notify and intake derive them from the ids. A challenge without a person answers an
    address nobody has, so that the two cannot be told apart.
    """

    __tablename__ = "challenge"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    browser_hash: Mapped[str] = mapped_column(HASH)
    expires_at: Mapped[datetime]
    tries: Mapped[int]
    used_at: Mapped[datetime | None]
    purpose: Mapped[str] = mapped_column(String(12), default="sign_in")


class FailureRecord(IntakeRecord):
    """Failed tries under one key (an address or a client), and until when the next one waits."""

    __tablename__ = "sign_in_failure"

    key: Mapped[str] = mapped_column(CODE, primary_key=True)
    failures: Mapped[int]
    waits_until: Mapped[datetime]
