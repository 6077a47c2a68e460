"""The letter of step 8, signatures under papers, dispatch and receipt."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Date, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from services.intake.models.record import CODE, HASH, NAME, IntakeRecord


class LetterRecord(IntakeRecord):
    """A Surat Pengantar. `state`: drafted, numbering, numbered, signed, sent or cancelled (the number stays, "batal").

    `rows` is its table (what, how_many, remark); `revision` counts what was told to documents.
    """

    __tablename__ = "letter"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    office_id: Mapped[UUID] = mapped_column(ForeignKey("office.id"), index=True)
    cycle_id: Mapped[UUID] = mapped_column(ForeignKey("cycle.id"), index=True)
    run_id: Mapped[UUID] = mapped_column(ForeignKey("run.id"))
    state: Mapped[str] = mapped_column(String(12))
    number: Mapped[str | None] = mapped_column(NAME)
    dated_on: Mapped[date] = mapped_column(Date)
    hal: Mapped[str]
    sifat: Mapped[str] = mapped_column(NAME)
    lampiran: Mapped[str] = mapped_column(NAME)
    addressee: Mapped[str]
    rows: Mapped[list[dict[str, Any]]]
    copies: Mapped[int]
    revision: Mapped[int]
    sha256: Mapped[str | None] = mapped_column(HASH)
    drafted_at: Mapped[datetime]
    drafted_by: Mapped[UUID] = mapped_column(ForeignKey("person.id"))


class SignatureRecord(IntakeRecord):
    """A signature that documents reported; `kind` is lkjip or surat_pengantar. `code` opens its verification page.

    `withdrawn_at` is set when the office withdrew the paper before another took its place.
    """

    __tablename__ = "signature"
    __table_args__ = (UniqueConstraint("kind", "owner"),)

    code: Mapped[str] = mapped_column(CODE, primary_key=True)
    cycle_id: Mapped[UUID] = mapped_column(ForeignKey("cycle.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    owner: Mapped[str] = mapped_column(HASH)
    content_hash: Mapped[str] = mapped_column(HASH)
    amendment: Mapped[int]
    method: Mapped[str] = mapped_column(String(12))
    signer_name: Mapped[str] = mapped_column(NAME)
    signer_jabatan: Mapped[str] = mapped_column(NAME)
    signed_at: Mapped[datetime]
    paper_name: Mapped[str] = mapped_column(NAME)
    sha256: Mapped[str] = mapped_column(HASH, index=True)
    withdrawn_at: Mapped[datetime | None]


class DispatchRecord(IntakeRecord):
    """A sending of the LKjIP with its letter. `channel` is e-mail or tangan (by hand, with a scan of the receipt)."""

    __tablename__ = "dispatch"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    cycle_id: Mapped[UUID] = mapped_column(ForeignKey("cycle.id"), index=True)
    run_id: Mapped[UUID] = mapped_column(ForeignKey("run.id"))
    letter_id: Mapped[UUID] = mapped_column(ForeignKey("letter.id"))
    channel: Mapped[str] = mapped_column(String(12))
    addressee: Mapped[str]
    email: Mapped[str] = mapped_column(NAME)
    ordered_at: Mapped[datetime]
    ordered_by: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    sent_at: Mapped[datetime | None]
    failed: Mapped[str | None]
    scan: Mapped[str | None] = mapped_column(HASH)
    received_at: Mapped[datetime | None]
    received_by: Mapped[str] = mapped_column(NAME, default="")
    received_jabatan: Mapped[str] = mapped_column(NAME, default="")
