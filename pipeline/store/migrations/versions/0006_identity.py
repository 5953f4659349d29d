"""A mail is known by its content, a UID may have two mails, and a counter knows when it was raised."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_KEYS = ("server_id", "content_key", "likeness")


def upgrade() -> None:
    """Rows of before have no keys: of them, only the bytes tell a second copy."""
    with op.batch_alter_table("inbox") as inbox:
        inbox.add_column(sa.Column("note", sa.Text(), nullable=True))
        for name in _KEYS:
            inbox.add_column(sa.Column(name, sa.String(64), nullable=True))
        inbox.drop_constraint(op.f("uq_inbox_mailbox_folder_uidvalidity_uid"), type_="unique")
        inbox.create_unique_constraint(
            op.f("uq_inbox_mailbox_folder_uidvalidity_uid_sha256"),
            ["mailbox", "folder", "uidvalidity", "uid", "sha256"],
        )
    for name in _KEYS:
        op.create_index(op.f(f"ix_inbox_{name}"), "inbox", [name])
    op.create_table(
        "unread",
        sa.Column("mailbox", sa.String(320), nullable=False),
        sa.Column("folder", sa.String(255), nullable=False),
        sa.Column("uidvalidity", sa.BigInteger(), nullable=False),
        sa.Column("uid", sa.BigInteger(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("mailbox", "folder", "uidvalidity", "uid", name=op.f("pk_unread")),
    )
    with op.batch_alter_table("cursors") as cursors:
        cursors.add_column(sa.Column("compared_at", sa.DateTime(timezone=True), nullable=True))
    with op.batch_alter_table("counters") as counters:
        counters.add_column(sa.Column("drawn_at", sa.DateTime(timezone=True), nullable=True))
    op.execute(
        "UPDATE counters SET drawn_at = (SELECT max(n.drawn_at) FROM numbers n "
        "WHERE n.register = counters.register AND n.year = counters.year)"
    )


def downgrade() -> None:
    """Two mails under one UID would be one again."""
    raise NotImplementedError("restore a backup instead")
