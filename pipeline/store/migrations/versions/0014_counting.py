"""What is counted of the last hour and day for each letter is counted in the index alone."""

from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Widen both indexes by the columns that are looked at."""
    op.drop_index(op.f("ix_inbox_routed_at"), "inbox")
    op.create_index(op.f("ix_inbox_routed_at_sender"), "inbox", ["routed_at", "sender"])
    op.drop_index(op.f("ix_mails_template_owed_at"), "mails")
    op.create_index(
        op.f("ix_mails_template_owed_at_post_address"), "mails", ["template", "owed_at", "post", "address"]
    )


def downgrade() -> None:
    """Only a backup goes back to an earlier revision."""
    raise NotImplementedError("restore a backup instead")
