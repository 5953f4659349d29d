"""What reached a person, and from whom; what is held without a request; letters that nobody may answer."""

import sqlalchemy as sa
from alembic import op

from pipeline.store.schema import Moment

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Cases of before had a receipt at once, or none at all."""
    op.add_column("cases", sa.Column("answerable", sa.Boolean(), nullable=False, server_default=sa.true()))
    op.execute("UPDATE cases SET answerable = receipted")
    op.add_column("inbox", sa.Column("sender", sa.String(320), nullable=True))
    op.add_column("inbox", sa.Column("routed_at", Moment(), nullable=True))
    op.add_column("inbox", sa.Column("parked", sa.String(16), nullable=True))
    op.create_index(op.f("ix_inbox_routed_at"), "inbox", ["routed_at"])
    op.create_index(op.f("ix_mails_template_owed_at"), "mails", ["template", "owed_at"])


def downgrade() -> None:
    """What waits in the queue would be asked of nobody."""
    raise NotImplementedError("restore a backup instead")
