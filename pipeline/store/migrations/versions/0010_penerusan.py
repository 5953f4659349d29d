"""A case can be passed on to the agency that has to answer it."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Every case so far was the office's own to answer."""
    op.add_column("cases", sa.Column("penerusan", sa.Text(), nullable=False, server_default=""))
    op.add_column("cases", sa.Column("alasan", sa.Text(), nullable=False, server_default=""))


def downgrade() -> None:
    """To whom a case was passed on would be forgotten."""
    raise NotImplementedError("restore a backup instead")
