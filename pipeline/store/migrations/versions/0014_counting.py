"""Indexes for what is counted with each letter, for the mails and answers of a case, and for events."""

from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Widen two indexes by the columns that are looked at, and add three."""
    op.drop_index(op.f("ix_inbox_routed_at"), "inbox")
    op.create_index(op.f("ix_inbox_routed_at_sender"), "inbox", ["routed_at", "sender"])
    op.drop_index(op.f("ix_mails_template_owed_at"), "mails")
    op.create_index(
        op.f("ix_mails_template_owed_at_post_address"), "mails", ["template", "owed_at", "post", "address"]
    )
    op.create_index(op.f("ix_mails_case_id_template"), "mails", ["case_id", "template"])
    op.create_index(op.f("ix_answers_case_id"), "answers", ["case_id"])
    op.create_index(op.f("ix_audit_event_at"), "audit", ["event", "at"])


def downgrade() -> None:
    """Only a backup goes back to an earlier revision."""
    raise NotImplementedError("restore a backup instead")
