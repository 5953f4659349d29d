"""The book of numbers takes reserved numbers, and those that another application gave."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Two columns more; a wording is unique in its register only, for others count in their own way."""
    with op.batch_alter_table("numbers") as book:
        book.drop_constraint(op.f("uq_numbers_text"), type_="unique")
        book.create_unique_constraint(op.f("uq_numbers_register_text"), ["register", "text"])
        book.add_column(sa.Column("purpose", sa.Text(), nullable=True))
        book.add_column(sa.Column("letter", sa.JSON(), nullable=True))


def downgrade() -> None:
    """A number that was reserved meanwhile would be forgotten, and could be drawn again."""
    raise NotImplementedError("restore a backup instead")
