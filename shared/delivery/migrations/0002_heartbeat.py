"""The heartbeats of a service's processes."""

import sqlalchemy as sa
from alembic import op

from shared.database import UtcDateTime

revision = "delivery_0002"
down_revision = "delivery_0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "heartbeat",
        sa.Column("name", sa.String(120), primary_key=True),
        sa.Column("kind", sa.String(12), nullable=False),
        sa.Column("started_at", UtcDateTime(), nullable=False),
        sa.Column("seen_at", UtcDateTime(), nullable=False),
        sa.Column("active_at", UtcDateTime(), nullable=False),
        sa.Column("busy_since", UtcDateTime()),
        sa.Column("figures", sa.Text(), nullable=False),
    )
