"""Why a measurement was made, what it changed and of which submissions. Unknown of older ones."""

import sqlalchemy as sa
from alembic import op

revision = "intake_0007"
down_revision = "intake_0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("measurement", sa.Column("why", sa.Text(), nullable=False, server_default=""))
    for column in ("changes", "submissions"):
        op.add_column("measurement", sa.Column(column, sa.JSON(), nullable=False, server_default="[]"))
