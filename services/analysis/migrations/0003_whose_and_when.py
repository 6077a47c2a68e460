"""Whose measurement it is and of which period, so that later years can look back. Unknown of older ones."""

import sqlalchemy as sa
from alembic import op

revision = "analysis_0003"
down_revision = "analysis_0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("measurement", sa.Column("office_id", sa.Uuid(), nullable=True))
    op.add_column("measurement", sa.Column("period", sa.String(40), nullable=False, server_default=""))
    op.create_index("measurement_office_period", "measurement", ["office_id", "period"])
