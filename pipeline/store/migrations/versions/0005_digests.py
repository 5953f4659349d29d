"""The daily digest is mailed once a working day: the day is written down with it."""

import sqlalchemy as sa
from alembic import op

from pipeline.store.schema import Moment

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "digests",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("at", Moment(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_digests")),
    )


def downgrade() -> None:
    """Drop it; the digest of the day is mailed once more."""
    op.drop_table("digests")
