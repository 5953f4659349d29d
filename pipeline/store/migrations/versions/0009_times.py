"""Due times keep their inputs; what is done once, and who acts for whom, get their tables."""

import sqlalchemy as sa
from alembic import op

from pipeline.store.schema import Key, Moment

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """A case that is open already keeps its due time, and is not worked out again: its inputs are unknown."""
    op.add_column("cases", sa.Column("started_at", Moment(), nullable=True))
    op.add_column("cases", sa.Column("extended_days", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("cases", sa.Column("pauses", sa.JSON(), nullable=False, server_default="[]"))
    op.add_column("cases", sa.Column("involved", sa.JSON(), nullable=False, server_default="[]"))
    op.add_column("cases", sa.Column("lapor", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("step_runs", sa.Column("inputs", sa.JSON(), nullable=True))
    op.create_table(
        "once",
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("value", sa.String(length=120), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_once")),
    )
    op.create_table(
        "delegations",
        sa.Column("id", Key, autoincrement=True, nullable=False),
        sa.Column("post", sa.String(length=64), nullable=False),
        sa.Column("address", sa.String(length=320), nullable=False),
        sa.Column("name", sa.String(length=160), nullable=False),
        sa.Column("nip", sa.String(length=64), nullable=False),
        sa.Column("sebutan", sa.String(length=8), nullable=False),
        sa.Column("first", sa.String(length=10), nullable=False),
        sa.Column("last", sa.String(length=10), nullable=False),
        sa.Column("made_by", sa.String(length=64), nullable=False),
        sa.Column("made_at", Moment(), nullable=False),
        sa.Column("revoked_at", Moment(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delegations")),
    )


def downgrade() -> None:
    """Who acts for whom would be forgotten while his tokens are out."""
    raise NotImplementedError("restore a backup instead")
