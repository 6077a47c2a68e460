"""Documents' rows: every paper it has made, numbers drawn, signatures, certificates, archives."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, LargeBinary, String, Text, UniqueConstraint, Uuid
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


class CorrectionCopyRecord(DocumentsRecord):
    """The DOCX in which a content is corrected; what comes back is compared with it. The first one stays."""

    __tablename__ = "correction_copy"

    cycle_id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    content_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    sha256: Mapped[str] = mapped_column(String(64))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)


class LetterNumberRecord(DocumentsRecord):
    """A number drawn from an office's register. It stays when its letter is cancelled: numbers are never used twice."""

    __tablename__ = "letter_number"
    __table_args__ = (UniqueConstraint("office_id", "year", "sequence"),)

    letter_id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    office_id: Mapped[UUID] = mapped_column(Uuid)
    year: Mapped[int]
    sequence: Mapped[int]
    number: Mapped[str] = mapped_column(String(200))
    drawn_at: Mapped[datetime] = mapped_column(UtcDateTime)


class AuthorityRecord(DocumentsRecord):
    """The local authority that issues this installation's own certificates; there is one."""

    __tablename__ = "authority"

    id: Mapped[int] = mapped_column(primary_key=True)
    content: Mapped[bytes] = mapped_column(LargeBinary)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)


class CertificateRecord(DocumentsRecord):
    """A person's local certificate: a PKCS#12 that only their passphrase opens. The passphrase is nowhere."""

    __tablename__ = "certificate"

    person_id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    authority_id: Mapped[int] = mapped_column(ForeignKey("authority.id"))
    name: Mapped[str] = mapped_column(String(200))
    jabatan: Mapped[str] = mapped_column(String(200))
    content: Mapped[bytes] = mapped_column(LargeBinary)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)


class SignatureRecord(DocumentsRecord):
    """A signed paper. `owner` is the content hash of the report or the letter's id; one signature for each.

    `source_sha256` is the paper that was signed, `signed_sha256` the one that carries the signature. For a paper signed
    in ink both are scans. `method` is elektronik or basah.
    """

    __tablename__ = "signature"
    __table_args__ = (UniqueConstraint("kind", "owner"),)

    code: Mapped[str] = mapped_column(String(80), primary_key=True)
    cycle_id: Mapped[UUID] = mapped_column(Uuid, index=True)
    task_id: Mapped[UUID] = mapped_column(Uuid)
    kind: Mapped[str] = mapped_column(String(20))
    owner: Mapped[str] = mapped_column(String(64))
    content_hash: Mapped[str] = mapped_column(String(64))
    method: Mapped[str] = mapped_column(String(12))
    signer_name: Mapped[str] = mapped_column(String(200))
    signer_jabatan: Mapped[str] = mapped_column(Text)
    source_sha256: Mapped[str] = mapped_column(String(64))
    signed_sha256: Mapped[str] = mapped_column(String(64), index=True)
    signed_at: Mapped[datetime] = mapped_column(UtcDateTime)


class ArchiveRecord(DocumentsRecord):
    """The archive of a cycle: where it is filed, how long it is kept, and its ZIP."""

    __tablename__ = "archive"

    dispatch_id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    cycle_id: Mapped[UUID] = mapped_column(Uuid, index=True)
    amendment: Mapped[int]
    klasifikasi: Mapped[str] = mapped_column(String(80))
    active_years: Mapped[int]
    inactive_years: Mapped[int]
    fate: Mapped[str] = mapped_column(String(80))
    sha256: Mapped[str] = mapped_column(String(64))
    archived_at: Mapped[datetime] = mapped_column(UtcDateTime)
