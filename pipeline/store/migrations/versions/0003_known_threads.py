"""Letters are found by their Message-ID: a second copy of one is told without reading others."""

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the index."""
    op.create_index(op.f("ix_forms_thread"), "forms", ["thread"], unique=False, postgresql_using="hash")


def downgrade() -> None:
    """Drop it."""
    op.drop_index(op.f("ix_forms_thread"), table_name="forms", postgresql_using="hash")
