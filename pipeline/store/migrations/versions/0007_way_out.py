"""The way out: what proves that a mail left, what TU is asked about it, and the canaries."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True)
_KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Columns of recipients and requests, and one table more."""
    with op.batch_alter_table("recipients") as table:
        table.add_column(sa.Column("journaled", sa.Boolean(), nullable=True))
        table.add_column(sa.Column("delayed_at", _MOMENT, nullable=True))
    with op.batch_alter_table("requests") as table:
        table.add_column(sa.Column("recipient_id", _KEY, nullable=True))
    op.create_table(
        "canaries",
        sa.Column("id", _KEY, autoincrement=True, nullable=False),
        sa.Column("slot", sa.BigInteger(), nullable=False),
        sa.Column("message_id", sa.String(length=200), nullable=False),
        sa.Column("sent_at", _MOMENT, nullable=False),
        sa.Column("word", sa.Text(), nullable=False),
        sa.Column("back_at", _MOMENT, nullable=True),
        sa.Column("folder", sa.String(length=255), nullable=True),
        sa.Column("uidvalidity", sa.BigInteger(), nullable=True),
        sa.Column("uid", sa.BigInteger(), nullable=True),
        sa.Column("cleared", sa.Boolean(), nullable=False),
        sa.Column("alarmed_at", _MOMENT, nullable=True),
        sa.Column("recovered_at", _MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_canaries")),
        sa.UniqueConstraint("slot", name=op.f("uq_canaries_slot")),
        sa.UniqueConstraint("message_id", name=op.f("uq_canaries_message_id")),
    )


def downgrade() -> None:
    """What TU was asked about a mail would lose its mail."""
    raise NotImplementedError("restore a backup instead")
