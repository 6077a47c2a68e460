"""What measured figures come to together. Unknown of older measurements."""

import sqlalchemy as sa
from alembic import op

revision = "intake_0011"
down_revision = "intake_0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("measurement", sa.Column("aggregates", sa.JSON(), nullable=False, server_default="[]"))
