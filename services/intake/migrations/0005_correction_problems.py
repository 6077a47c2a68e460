"""What was wrong with a correction copy as a whole."""

import sqlalchemy as sa
from alembic import op

revision = "intake_0005"
down_revision = "intake_0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("correction", sa.Column("problems", sa.JSON(), nullable=False, server_default="[]"))
