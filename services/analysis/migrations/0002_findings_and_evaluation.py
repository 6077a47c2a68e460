"""What was found in the figures of a measurement, and what they say."""

import sqlalchemy as sa
from alembic import op

revision = "analysis_0002"
down_revision = "analysis_0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for column in ("findings", "evaluation"):
        op.add_column("measurement", sa.Column(column, sa.JSON(), nullable=False, server_default="[]"))
