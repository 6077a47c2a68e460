"""What each capaian came from, and why a cycle was measured again. Unknown of older measurements."""

import sqlalchemy as sa
from alembic import op

revision = "analysis_0004"
down_revision = "analysis_0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("measurement", sa.Column("traces", sa.JSON(), nullable=False, server_default="[]"))
    op.add_column("measurement", sa.Column("why", sa.Text(), nullable=False, server_default=""))
