"""The heartbeats of a service's processes; dead letters are counted without reading the rest."""

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
    dead = sa.text("state = 'dead'")
    op.create_index("inbox_dead", "inbox", ["finished_at"], postgresql_where=dead, sqlite_where=dead)
