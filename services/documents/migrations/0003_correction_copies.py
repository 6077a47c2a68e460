"""Correction copies, found by the content they are copies of."""

import sqlalchemy as sa
from alembic import op

from shared.database import UtcDateTime

revision = "documents_0003"
down_revision = "documents_0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "correction_copy",
        sa.Column("cycle_id", sa.Uuid(), primary_key=True),
        sa.Column("content_hash", sa.String(64), primary_key=True),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
    )
