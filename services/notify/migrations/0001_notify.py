"""Notices and the ends of tasks and cycles."""

import sqlalchemy as sa
from alembic import op

from shared.database import UtcDateTime

revision = "notify_0001"
down_revision = None
branch_labels = ("notify",)
depends_on = None


def upgrade() -> None:
    op.create_table(
        "notice",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("message_id", sa.Text(), nullable=False, unique=True),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("event_type", sa.String(100), nullable=False),
        sa.Column("event_version", sa.Integer(), nullable=False),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.Column("cycle_id", sa.Uuid()),
        sa.Column("task_id", sa.Uuid()),
        sa.Column("step", sa.Integer()),
        sa.Column("run", sa.Integer()),
        sa.Column("role", sa.Text()),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("jabatan", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("lapses", sa.Integer(), nullable=False),
        sa.Column("queuings", sa.Integer(), nullable=False),
        sa.Column("conversations", sa.Integer(), nullable=False),
        sa.Column("next_attempt_at", UtcDateTime()),
        sa.Column("useful_until", UtcDateTime()),
        sa.Column("lease", sa.Uuid()),
        sa.Column("leased_until", UtcDateTime()),
        sa.Column("last_error", sa.Text()),
        sa.Column("sent_at", UtcDateTime()),
        sa.Column("created_at", UtcDateTime(), nullable=False),
    )
    is_open = sa.text("state IN ('due', 'sending')")
    op.create_index("notice_due", "notice", ["next_attempt_at"], postgresql_where=is_open, sqlite_where=is_open)
    op.create_index("notice_cycle", "notice", ["cycle_id"])
    op.create_index("notice_task", "notice", ["task_id"])
    op.create_table(
        "ended",
        sa.Column("subject", sa.String(200), primary_key=True),
        sa.Column("ending", sa.String(12), nullable=False),
    )
