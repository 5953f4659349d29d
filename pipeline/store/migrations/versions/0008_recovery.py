"""A restored register is rebuilt from its own mails: its key, what was restored, and what was found."""

import secrets

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True)
_KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Create the tables, and mint the key of the mails' marks."""
    keys = op.create_table(
        "register_keys",
        sa.Column("name", sa.String(length=32), nullable=False),
        sa.Column("value", sa.String(length=128), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_register_keys")),
    )
    op.bulk_insert(keys, [{"name": "surel", "value": secrets.token_hex(32)}])
    op.create_table(
        "restores",
        sa.Column("id", _KEY, autoincrement=True, nullable=False),
        sa.Column("snapshot_at", _MOMENT, nullable=False),
        sa.Column("restored_at", _MOMENT, nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("changed_at", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_restores")),
    )
    op.create_table(
        "promises",
        sa.Column("register", sa.String(length=32), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(length=160), nullable=False),
        sa.Column("owner", sa.String(length=160), nullable=False),
        sa.Column("tag", sa.String(length=16), nullable=False),
        sa.Column("used_at", _MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("register", "year", "value", name=op.f("pk_promises")),
    )
    op.create_index(op.f("ix_promises_register_owner"), "promises", ["register", "owner"])
    _create_journal()


def _create_journal() -> None:
    op.create_table(
        "journal_mails",
        sa.Column("id", _KEY, autoincrement=True, nullable=False),
        sa.Column("message_id", sa.String(length=200), nullable=False),
        sa.Column("subject", sa.String(length=160), nullable=False),
        sa.Column("template", sa.String(length=40), nullable=False),
        sa.Column("post", sa.String(length=64), nullable=False),
        sa.Column("address", sa.String(length=320), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("found_at", _MOMENT, nullable=False),
        sa.Column("used_at", _MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["sha256"], ["blobs.sha256"], name=op.f("fk_journal_mails_sha256")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_journal_mails")),
        sa.UniqueConstraint("message_id", name=op.f("uq_journal_mails_message_id")),
    )
    op.create_index(
        op.f("ix_journal_mails_subject_template_post"), "journal_mails", ["subject", "template", "post"]
    )
    op.create_table(
        "anchors",
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("seq", "hash", name=op.f("pk_anchors")),
    )


def downgrade() -> None:
    """Mails that bear the key's marks would be strangers'."""
    raise NotImplementedError("restore a backup instead")
