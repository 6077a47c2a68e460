"""What measured figures come to together. Unknown of older measurements."""

import sqlalchemy as sa
from alembic import op

revision = "analysis_0005"
down_revision = "analysis_0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("measurement", sa.Column("aggregates", sa.JSON(), nullable=False, server_default="[]"))
