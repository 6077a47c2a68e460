"""What rows that were there already say more of."""

from uuid import UUID

import sqlalchemy as sa
from alembic import op

from shared.database import UtcDateTime

revision = "intake_0004"
down_revision = "intake_0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("challenge", sa.Column("purpose", sa.String(12), nullable=False, server_default="sign_in"))
    op.add_column("cycle", sa.Column("amendment", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("holding", sa.Column("standing", sa.String(12), nullable=False, server_default="definitif"))
    op.add_column("holding", sa.Column("decree_number", sa.String(200), nullable=False, server_default=""))
    op.add_column("holding", sa.Column("decree_date", sa.Date()))
    op.add_column("holding", sa.Column("decree_file", sa.String(64)))
    op.add_column("hours", sa.Column("source", sa.Text(), nullable=False, server_default=""))
    op.add_column("hours", sa.Column("is_estimate", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("indicator", sa.Column("definition", sa.Text(), nullable=False, server_default=""))
    op.add_column("indicator", sa.Column("formula", sa.Text(), nullable=False, server_default=""))
    op.add_column("indicator", sa.Column("numerator", sa.Text(), nullable=False, server_default=""))
    op.add_column("indicator", sa.Column("denominator", sa.Text(), nullable=False, server_default=""))
    op.add_column("indicator", sa.Column("data_source", sa.Text(), nullable=False, server_default=""))
    op.add_column("lkjip_revision", sa.Column("made_by", sa.Uuid(), sa.ForeignKey("person.id")), inline_references=True)
    op.add_column("lkjip_revision", sa.Column("stages", sa.JSON(), nullable=False, server_default="[]"))
    op.add_column("office", sa.Column("place", sa.String(200), nullable=False, server_default=""))
    op.add_column("office", sa.Column("contact", sa.Text(), nullable=False, server_default=""))
    op.add_column("office", sa.Column("logo", sa.String(64)))
    op.add_column("office", sa.Column("opens_on", sa.String(5)))
    op.add_column("office", sa.Column("due_on", sa.String(5)))
    op.add_column("office", sa.Column("dispatch_name", sa.String(200), nullable=False, server_default=""))
    op.add_column("office", sa.Column("dispatch_email", sa.String(200), nullable=False, server_default=""))
    op.add_column("office", sa.Column("letters", sa.JSON(), nullable=False, server_default="{}"))
    op.add_column("office", sa.Column("archive", sa.JSON(), nullable=False, server_default="{}"))
    op.add_column("paper", sa.Column("media_type", sa.String(200), nullable=False, server_default="application/pdf"))
    op.add_column("paper", sa.Column("unit_id", sa.Uuid(), sa.ForeignKey("unit.id")), inline_references=True)
    op.add_column("paper", sa.Column("amendment", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("person", sa.Column("pangkat", sa.String(200)))
    op.add_column("run", sa.Column("stands_since", UtcDateTime()))
    op.add_column("submission", sa.Column("standing", sa.String(12), nullable=False, server_default="counted"))
    op.add_column("task", sa.Column("purpose", sa.String(20), nullable=False, server_default="step"))
    op.add_column("task", sa.Column("due_at", UtcDateTime()))
    _keep_outputs()


def _keep_outputs() -> None:
    """Outputs were read off papers and measurements; now they are rows of their own."""
    op.execute(
        "INSERT INTO output (cycle_id, kind, owner) SELECT cycle_id, kind, owner FROM paper"
        " WHERE kind IN ('disposisi', 'lkjip_draft', 'lkjip_corrected')"
    )
    measurements = op.get_bind().execute(sa.text("SELECT DISTINCT cycle_id, run_id FROM measurement")).all()
    for cycle_id, run_id in measurements:
        owner = str(UUID(str(run_id)))
        op.get_bind().execute(
            sa.text("INSERT INTO output (cycle_id, kind, owner) VALUES (:cycle, 'measurement', :owner)"),
            {"cycle": cycle_id, "owner": owner},
        )
