"""A cycle's rows. The cycle's row is the lock of everything below it: every command locks it first."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from services.intake.models.record import CODE, HASH, NAME, IntakeRecord

_OPEN = text("state = 'open'")
_UNTOLD = text("state = 'open' AND overran_at IS NULL")


class CycleRecord(IntakeRecord):
    """One run of the SOP by one office for one period; one may be open per office, SOP and period.

    `amendment` counts the perbaikan that were begun after its end. `measuring` is how the office measured when the
    cycle began: a later change of the office's settings does not reach it.
    """

    __tablename__ = "cycle"
    __table_args__ = (
        Index(
            "cycle_open_once",
            "office_id",
            "sop_id",
            "period",
            unique=True,
            postgresql_where=_OPEN,
            sqlite_where=_OPEN,
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    office_id: Mapped[UUID] = mapped_column(ForeignKey("office.id"), index=True)
    sop_id: Mapped[str] = mapped_column(CODE)
    sop_version_id: Mapped[UUID] = mapped_column(ForeignKey("sop_version.id"))
    period: Mapped[str] = mapped_column(String(20))
    state: Mapped[str] = mapped_column(String(12))
    opened_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    content_hash: Mapped[str | None] = mapped_column(HASH)
    amendment: Mapped[int] = mapped_column(default=0)
    measuring: Mapped[dict[str, Any]] = mapped_column(default=dict)
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - read by SQLAlchemy, never changed


class RunRecord(IntakeRecord):
    """One time through a step."""

    __tablename__ = "run"
    __table_args__ = (UniqueConstraint("cycle_id", "step", "number"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    cycle_id: Mapped[UUID] = mapped_column(ForeignKey("cycle.id"), index=True)
    position: Mapped[int]
    step: Mapped[int]
    number: Mapped[int]
    state: Mapped[str] = mapped_column(String(12))
    started_at: Mapped[datetime]
    due_at: Mapped[datetime | None]
    notice_at: Mapped[datetime | None]
    completed_at: Mapped[datetime | None]
    awaits: Mapped[str | None] = mapped_column(String(20))
    stands_since: Mapped[datetime | None]
    overran_told_at: Mapped[datetime | None]
    preparing_alarm_at: Mapped[datetime | None]
    gaps: Mapped[list[str]]


class TaskRecord(IntakeRecord):
    """One post's part of a run, or something asked beside it (`purpose`), which then has a `due_at` of its own.

    `notice_at` repeats the run's, so that the scan is one look into one index.
    """

    __tablename__ = "task"
    __table_args__ = (
        Index("task_overrun_due", "notice_at", postgresql_where=_UNTOLD, sqlite_where=_UNTOLD),
        Index("task_of_holder", "person_id", "state"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    cycle_id: Mapped[UUID] = mapped_column(ForeignKey("cycle.id"), index=True)
    run_id: Mapped[UUID] = mapped_column(ForeignKey("run.id"), index=True)
    position: Mapped[int]
    role: Mapped[str] = mapped_column(CODE)
    post_id: Mapped[UUID] = mapped_column(ForeignKey("post.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    unit_id: Mapped[UUID | None] = mapped_column(ForeignKey("unit.id"))
    turn: Mapped[int]
    state: Mapped[str] = mapped_column(String(12))
    opened_at: Mapped[datetime | None]
    completed_at: Mapped[datetime | None]
    completed_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    note: Mapped[str]
    exit: Mapped[int | None]
    seen_hash: Mapped[str | None] = mapped_column(HASH)
    notice_at: Mapped[datetime | None]
    overran_at: Mapped[datetime | None]
    link_issue: Mapped[int]
    purpose: Mapped[str] = mapped_column(String(20), default="step")
    due_at: Mapped[datetime | None]


class OutputRecord(IntakeRecord):
    """An output that exists: what the step after waits for. `owner` is the run or the content it belongs to."""

    __tablename__ = "output"

    cycle_id: Mapped[UUID] = mapped_column(ForeignKey("cycle.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    owner: Mapped[str] = mapped_column(HASH, primary_key=True)


class ReminderRecord(IntakeRecord):
    """A reminder that was sent by a person's press of a button, one row each."""

    __tablename__ = "reminder"
    __table_args__ = (UniqueConstraint("task_id", "number"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    task_id: Mapped[UUID] = mapped_column(ForeignKey("task.id"))
    number: Mapped[int]
    asked_at: Mapped[datetime]
    asked_by: Mapped[UUID] = mapped_column(ForeignKey("person.id"))


class WaiverRecord(IntakeRecord):
    """A written waiver of four eyes for one cycle: who may decide about what they made themselves, and why."""

    __tablename__ = "waiver"
    __table_args__ = (UniqueConstraint("cycle_id", "person_id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    cycle_id: Mapped[UUID] = mapped_column(ForeignKey("cycle.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    reason: Mapped[str]
    file: Mapped[str | None] = mapped_column(HASH)
    granted_at: Mapped[datetime]
    granted_by: Mapped[UUID] = mapped_column(ForeignKey("person.id"))


class TaskFileRecord(IntakeRecord):
    """A file that came with a task: a note's attachment, or the evidence for one indicator (`code`)."""

    __tablename__ = "task_file"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    task_id: Mapped[UUID] = mapped_column(ForeignKey("task.id"), index=True)
    code: Mapped[str | None] = mapped_column(CODE)
    sha256: Mapped[str] = mapped_column(HASH)
    name: Mapped[str] = mapped_column(NAME)
    media_type: Mapped[str] = mapped_column(NAME)
    size: Mapped[int]
    added_at: Mapped[datetime]
    added_by: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
