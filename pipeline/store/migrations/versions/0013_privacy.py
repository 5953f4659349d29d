"""Cases can be erased: what stays of them, and the tombstones of their bytes."""

import sqlalchemy as sa
from alembic import op

from pipeline.store.schema import Key, Moment

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create both tables; nothing was erased yet."""
    op.create_table(
        "erasures",
        sa.Column("id", Key, autoincrement=True, nullable=False),
        sa.Column("number", sa.String(length=32), nullable=False),
        sa.Column("case_id", Key, nullable=True),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.Column("minutes", sa.String(length=160), nullable=False),
        sa.Column("stays", sa.JSON(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_erasures_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_erasures")),
        sa.UniqueConstraint("number", name=op.f("uq_erasures_number")),
    )
    op.create_table(
        "tombstones",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("erasure_id", Key, nullable=False),
        sa.Column("mail", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["erasure_id"], ["erasures.id"], name=op.f("fk_tombstones_erasure_id")),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_tombstones")),
    )


def downgrade() -> None:
    """Erased cases would come back with the next restore."""
    raise NotImplementedError("restore a backup instead")
