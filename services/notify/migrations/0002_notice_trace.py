"""From which event, and from whose act, a mail came: what its log lines name."""

import sqlalchemy as sa
from alembic import op

revision = "notify_0002"
down_revision = "notify_0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # NULL: a mail from before, whose lines go without.
    op.add_column("notice", sa.Column("event_id", sa.Uuid()))
    op.add_column("notice", sa.Column("trace", sa.String(32)))
