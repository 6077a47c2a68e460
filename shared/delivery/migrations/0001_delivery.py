"""Outbox, inbox and epoch."""

import sqlalchemy as sa
from alembic import op

from shared.database import UtcDateTime

revision = "delivery_0001"
down_revision = None
branch_labels = ("delivery",)
depends_on = None


def upgrade() -> None:
    op.create_table(
        "outbox",
        sa.Column("event_id", sa.Uuid(), primary_key=True),
        sa.Column("type", sa.String(100), nullable=False),
        sa.Column("subject", sa.String(200), nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.Column("envelope", sa.JSON(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
    )
    op.create_table(
        "outbox_delivery",
        sa.Column("event_id", sa.Uuid(), sa.ForeignKey("outbox.event_id", ondelete="CASCADE"), primary_key=True),
        sa.Column("subscriber", sa.String(40), primary_key=True),
        sa.Column("sends", sa.Integer(), nullable=False),
        sa.Column("sent_at", UtcDateTime()),
        sa.Column("next_send_at", UtcDateTime(), nullable=False),
        sa.Column("acknowledged_at", UtcDateTime()),
    )
    _partial_index("outbox_delivery_due", "outbox_delivery", "next_send_at", "acknowledged_at IS NULL")
    op.create_table(
        "inbox",
        sa.Column("event_id", sa.Uuid(), primary_key=True),
        sa.Column("handler", sa.String(80), primary_key=True),
        sa.Column("publisher", sa.String(40), nullable=False),
        sa.Column("type", sa.String(100), nullable=False),
        sa.Column("subject", sa.String(200), nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.Column("envelope", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("errors", sa.Integer(), nullable=False),
        sa.Column("parks", sa.Integer(), nullable=False),
        sa.Column("lease", sa.Uuid()),
        sa.Column("leased_by", sa.String(120)),
        sa.Column("leased_until", UtcDateTime()),
        sa.Column("next_attempt_at", UtcDateTime()),
        sa.Column("last_error", sa.Text()),
        sa.Column("waits_for", sa.String(200)),
        sa.Column("parked_since", UtcDateTime()),
        sa.Column("ack_due", sa.Boolean(), nullable=False),
        sa.Column("received_at", UtcDateTime(), nullable=False),
        sa.Column("last_seen_at", UtcDateTime(), nullable=False),
        sa.Column("finished_at", UtcDateTime()),
    )
    _partial_index("inbox_due", "inbox", "next_attempt_at", "state IN ('received', 'parked')")
    _partial_index("inbox_unacknowledged", "inbox", "publisher", "ack_due")
    _partial_index("inbox_waiting", "inbox", "waits_for", "state = 'parked'")
    op.create_table(
        "subject_revision",
        sa.Column("handler", sa.String(80), primary_key=True),
        sa.Column("subject", sa.String(200), primary_key=True),
        sa.Column("revision", sa.BigInteger(), nullable=False),
    )
    op.create_table(
        "delivery_epoch",
        sa.Column("id", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("value", sa.String(40), nullable=False),
    )
    op.execute("INSERT INTO delivery_epoch (id, value) VALUES (1, 'never written')")


def _partial_index(name: str, table: str, column: str, where: str) -> None:
    op.create_index(name, table, [column], postgresql_where=sa.text(where), sqlite_where=sa.text(where))
