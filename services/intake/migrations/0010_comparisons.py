"""What a year's figures are held against. Unknown of older measurements."""

import sqlalchemy as sa
from alembic import op

revision = "intake_0010"
down_revision = "intake_0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("measurement", sa.Column("comparisons", sa.JSON(), nullable=False, server_default="[]"))
