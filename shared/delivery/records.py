"""The rows of delivery, the same tables in every service's database."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, Integer, String, Text, Uuid, text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

from shared.database import UtcDateTime


class DeliveryRecord(DeclarativeBase):
    """Base of the delivery tables; their metadata is apart from the services' own."""


class InboxState(StrEnum):
    """Where an event stands with one handler. `received` and `parked` will be tried; the others are final."""

    RECEIVED = "received"
    PARKED = "parked"
    HANDLED = "handled"
    SUPERSEDED = "superseded"
    DEAD = "dead"
    DISCARDED = "discarded"


class OutboxRecord(DeliveryRecord):
    """An event this service has told, with its whole envelope. Written with the state change, never updated."""

    __tablename__ = "outbox"

    event_id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    type: Mapped[str] = mapped_column(String(100))
    subject: Mapped[str] = mapped_column(String(200))
    revision: Mapped[int] = mapped_column(BigInteger)
    envelope: Mapped[dict[str, Any]] = mapped_column(JSON)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    deliveries: Mapped[list["OutboxDeliveryRecord"]] = relationship(passive_deletes="all")


class OutboxDeliveryRecord(DeliveryRecord):
    """One subscriber's delivery of one event: due at `next_send_at` until it is acknowledged."""

    __tablename__ = "outbox_delivery"
    __table_args__ = (
        Index(
            "outbox_delivery_due",
            "next_send_at",
            postgresql_where=text("acknowledged_at IS NULL"),
            sqlite_where=text("acknowledged_at IS NULL"),
        ),
    )

    event_id: Mapped[UUID] = mapped_column(ForeignKey("outbox.event_id", ondelete="CASCADE"), primary_key=True)
    subscriber: Mapped[str] = mapped_column(String(40), primary_key=True)
    sends: Mapped[int] = mapped_column(Integer, default=0)
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    next_send_at: Mapped[datetime] = mapped_column(UtcDateTime)
    acknowledged_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class InboxRecord(DeliveryRecord):
    """One handler's copy of one event. From the moment this row is committed the service keeps the event.

    `attempts` counts attempts that began, `errors` those that raised, `parks` those that found something not yet
    known; what is left over never ended. `lease` names the attempt that may write the outcome, `leased_by` the
    worker it runs in. Dead letters are the rows in state `dead`; there is no second table.
    """

    __tablename__ = "inbox"
    __table_args__ = (
        Index(
            "inbox_due",
            "next_attempt_at",
            postgresql_where=text("state IN ('received', 'parked')"),
            sqlite_where=text("state IN ('received', 'parked')"),
        ),
        Index("inbox_unacknowledged", "publisher", postgresql_where=text("ack_due"), sqlite_where=text("ack_due")),
        Index(
            "inbox_waiting",
            "waits_for",
            postgresql_where=text("state = 'parked'"),
            sqlite_where=text("state = 'parked'"),
        ),
        Index(
            "inbox_dead", "finished_at", postgresql_where=text("state = 'dead'"), sqlite_where=text("state = 'dead'")
        ),
    )

    event_id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    handler: Mapped[str] = mapped_column(String(80), primary_key=True)
    publisher: Mapped[str] = mapped_column(String(40))
    type: Mapped[str] = mapped_column(String(100))
    subject: Mapped[str] = mapped_column(String(200))
    revision: Mapped[int] = mapped_column(BigInteger)
    envelope: Mapped[dict[str, Any]] = mapped_column(JSON)
    state: Mapped[str] = mapped_column(String(12))
    attempts: Mapped[int] = mapped_column(Integer)
    errors: Mapped[int] = mapped_column(Integer, default=0)
    parks: Mapped[int] = mapped_column(Integer, default=0)
    lease: Mapped[UUID | None] = mapped_column(Uuid)
    leased_by: Mapped[str | None] = mapped_column(String(120))
    leased_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    next_attempt_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    last_error: Mapped[str | None] = mapped_column(Text)
    waits_for: Mapped[str | None] = mapped_column(String(200))
    parked_since: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ack_due: Mapped[bool] = mapped_column(default=True)
    received_at: Mapped[datetime] = mapped_column(UtcDateTime)
    last_seen_at: Mapped[datetime] = mapped_column(UtcDateTime)
    finished_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class SubjectRevisionRecord(DeliveryRecord):
    """The highest revision of a subject that a `latest` handler has taken in; its row is that handler's lock."""

    __tablename__ = "subject_revision"

    handler: Mapped[str] = mapped_column(String(80), primary_key=True)
    subject: Mapped[str] = mapped_column(String(200), primary_key=True)
    revision: Mapped[int] = mapped_column(BigInteger)


class EpochRecord(DeliveryRecord):
    """The random value that Redis holds, too, as long as it has not lost its memory. One row."""

    __tablename__ = "delivery_epoch"

    id: Mapped[int] = mapped_column(primary_key=True)
    value: Mapped[str] = mapped_column(String(40))


class Kind(StrEnum):
    """What a process is there for. `child`: one of a worker that works with a pool of processes."""

    WORKER = "worker"
    CHILD = "child"
    LOOP = "loop"
    WEB = "web"


class HeartbeatRecord(DeliveryRecord):
    """One running process of the service, written anew by itself every few seconds. Machine time only.

    `name` is "host:pid"; `active_at` is when it last did what it is there for, `busy_since` when it began what it is
    doing now; `figures` are its own metrics in the text format of Prometheus.
    """

    __tablename__ = "heartbeat"

    name: Mapped[str] = mapped_column(String(120), primary_key=True)
    kind: Mapped[str] = mapped_column(String(12))
    started_at: Mapped[datetime] = mapped_column(UtcDateTime)
    seen_at: Mapped[datetime] = mapped_column(UtcDateTime)
    active_at: Mapped[datetime] = mapped_column(UtcDateTime)
    busy_since: Mapped[datetime | None] = mapped_column(UtcDateTime)
    figures: Mapped[str] = mapped_column(Text)
