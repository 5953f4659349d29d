"""What left without its copy for the journal is known, so that the copy can follow."""

import sqlalchemy as sa
from alembic import op

from pipeline.store.schema import Key, Moment

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table; of mails that left before nobody wrote why their copy was not taken."""
    op.create_table(
        "uncopied",
        sa.Column("recipient_id", Key, autoincrement=False, nullable=False),
        sa.Column("since", Moment(), nullable=False),
        sa.Column("next_at", Moment(), nullable=False),
        sa.Column("word", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["recipient_id"], ["recipients.id"], name=op.f("fk_uncopied_recipient_id")),
        sa.PrimaryKeyConstraint("recipient_id", name=op.f("pk_uncopied")),
    )


def downgrade() -> None:
    """Only a backup goes back to an earlier revision."""
    raise NotImplementedError("restore a backup instead")
