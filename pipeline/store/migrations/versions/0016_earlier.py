"""Mail from before the office began is remembered: the dates in a moved mailbox may not be true."""

import sqlalchemy as sa
from alembic import op

from pipeline.store.schema import Moment

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Of a mailbox that is known already the old mail is remembered at the next look."""
    op.add_column("cursors", sa.Column("begun_at", Moment(), nullable=True))
    op.add_column("cursors", sa.Column("begun_uid", sa.BigInteger(), nullable=True))
    op.add_column("cursors", sa.Column("remembered", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_table(
        "earlier",
        sa.Column("mailbox", sa.String(length=320), nullable=False),
        sa.Column("folder", sa.String(length=255), nullable=False),
        sa.Column("uidvalidity", sa.BigInteger(), nullable=False),
        sa.Column("uid", sa.BigInteger(), nullable=False),
        sa.Column("received_at", Moment(), nullable=False),
        sa.Column("heading", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("mailbox", "folder", "uidvalidity", "uid", name=op.f("pk_earlier")),
    )
    op.create_index(op.f("ix_earlier_heading"), "earlier", ["heading"])


def downgrade() -> None:
    """Old mail would be taken for new letters when the mailbox moves."""
    raise NotImplementedError("restore a backup instead")
