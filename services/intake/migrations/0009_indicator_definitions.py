"""The details of an indicator, and every version of its definition. A cycle names the version it asks for."""

import sqlalchemy as sa
from alembic import op

from shared.database import UtcDateTime

revision = "intake_0009"
down_revision = "intake_0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table in ("indicator", "cycle_indicator"):
        op.add_column(table, sa.Column("details", sa.JSON(), nullable=False, server_default="{}"))
    op.add_column("cycle_indicator", sa.Column("version", sa.Integer(), nullable=False, server_default="0"))
    op.create_table(
        "indicator_version",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("office_id", sa.Uuid(), sa.ForeignKey("office.id"), nullable=False),
        sa.Column("code", sa.String(80), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("definition", sa.JSON(), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("made_by", sa.String(200), nullable=False),
        sa.UniqueConstraint("office_id", "code", "number"),
    )
