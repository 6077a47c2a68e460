"""The number register, signatures with their certificates, archives."""

import sqlalchemy as sa
from alembic import op

from shared.database import UtcDateTime

revision = "documents_0002"
down_revision = "documents_0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "letter_number",
        sa.Column("letter_id", sa.Uuid(), primary_key=True),
        sa.Column("office_id", sa.Uuid(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(200), nullable=False),
        sa.Column("drawn_at", UtcDateTime(), nullable=False),
        sa.UniqueConstraint("office_id", "year", "sequence"),
    )
    op.create_table(
        "authority",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
    )
    op.create_table(
        "certificate",
        sa.Column("person_id", sa.Uuid(), primary_key=True),
        sa.Column("authority_id", sa.Integer(), sa.ForeignKey("authority.id"), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("jabatan", sa.String(200), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
    )
    op.create_table(
        "signature",
        sa.Column("code", sa.String(80), primary_key=True),
        sa.Column("cycle_id", sa.Uuid(), nullable=False),
        sa.Column("task_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("owner", sa.String(64), nullable=False),
        sa.Column("content_hash", sa.String(64), nullable=False),
        sa.Column("method", sa.String(12), nullable=False),
        sa.Column("signer_name", sa.String(200), nullable=False),
        sa.Column("signer_jabatan", sa.Text(), nullable=False),
        sa.Column("source_sha256", sa.String(64), nullable=False),
        sa.Column("signed_sha256", sa.String(64), nullable=False),
        sa.Column("signed_at", UtcDateTime(), nullable=False),
        sa.UniqueConstraint("kind", "owner"),
    )
    op.create_index("ix_signature_cycle_id", "signature", ["cycle_id"])
    op.create_index("ix_signature_signed_sha256", "signature", ["signed_sha256"])
    op.create_table(
        "archive",
        sa.Column("dispatch_id", sa.Uuid(), primary_key=True),
        sa.Column("cycle_id", sa.Uuid(), nullable=False),
        sa.Column("amendment", sa.Integer(), nullable=False),
        sa.Column("klasifikasi", sa.String(80), nullable=False),
        sa.Column("active_years", sa.Integer(), nullable=False),
        sa.Column("inactive_years", sa.Integer(), nullable=False),
        sa.Column("fate", sa.String(80), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("archived_at", UtcDateTime(), nullable=False),
    )
    op.create_index("ix_archive_cycle_id", "archive", ["cycle_id"])
