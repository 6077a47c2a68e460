"""Submissions received and measurements made."""

import sqlalchemy as sa
from alembic import op

from shared.database import UtcDateTime

revision = "analysis_0001"
down_revision = None
branch_labels = ("analysis",)
depends_on = None


def upgrade() -> None:
    op.create_table(
        "submission",
        sa.Column("cycle_id", sa.Uuid(), primary_key=True),
        sa.Column("unit_id", sa.Uuid(), primary_key=True),
        sa.Column("revision", sa.Integer(), primary_key=True),
        sa.Column("unit", sa.String(200), nullable=False),
        sa.Column("submitted_at", UtcDateTime(), nullable=False),
        sa.Column("values", sa.JSON(), nullable=False),
    )
    op.create_table(
        "measurement",
        sa.Column("cycle_id", sa.Uuid(), primary_key=True),
        sa.Column("revision", sa.Integer(), primary_key=True),
        sa.Column("collection", sa.Integer(), nullable=False),
        sa.Column("scale", sa.String(80), nullable=False),
        sa.Column("rows", sa.JSON(), nullable=False),
        sa.Column("measured_at", UtcDateTime(), nullable=False),
    )
