"""How an office measures, and what of it a cycle was begun with. What is empty is the usual method."""

import sqlalchemy as sa
from alembic import op

revision = "intake_0008"
down_revision = "intake_0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table in ("office", "cycle"):
        op.add_column(table, sa.Column("measuring", sa.JSON(), nullable=False, server_default="{}"))
    for table in ("indicator", "cycle_indicator"):
        op.add_column(table, sa.Column("policies", sa.JSON(), nullable=False, server_default="{}"))
