"""After the letter: ratings and checks get their tables, and a case knows if its customer heard its end."""

import sqlalchemy as sa
from alembic import op

from pipeline.store.schema import Key, Moment

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Whoever can be reached has had the closing notice of a case that is closed already."""
    op.add_column("cases", sa.Column("end_told", sa.Boolean(), nullable=False, server_default=sa.false()))
    cases = sa.table("cases", sa.column("end_told"), sa.column("state"))
    op.execute(cases.update().where(cases.c.state == "selesai").values(end_told=sa.true()))
    op.create_index(op.f("ix_cases_surat_terkait"), "cases", ["surat_terkait"])
    op.create_index(op.f("ix_cases_received_at"), "cases", ["received_at"])
    op.create_index(op.f("ix_cases_delivered_at"), "cases", ["delivered_at"])
    op.create_index(op.f("ix_cases_closed_at"), "cases", ["closed_at"])
    op.create_table(
        "ratings",
        sa.Column("id", Key, autoincrement=True, nullable=False),
        sa.Column("case_id", Key, nullable=False),
        sa.Column("inbox_id", Key, nullable=False),
        sa.Column("score", sa.Integer(), nullable=True),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_ratings_case_id")),
        sa.ForeignKeyConstraint(["inbox_id"], ["inbox.id"], name=op.f("fk_ratings_inbox_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ratings")),
        sa.UniqueConstraint("inbox_id", name=op.f("uq_ratings_inbox_id")),
    )
    op.create_table(
        "checks",
        sa.Column("id", Key, autoincrement=True, nullable=False),
        sa.Column("case_id", Key, nullable=False),
        sa.Column("run", sa.Integer(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("post", sa.String(length=64), nullable=False),
        sa.Column("request_id", Key, nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("reminded_at", Moment(), nullable=True),
        sa.Column("escalated_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_checks_case_id")),
        sa.ForeignKeyConstraint(["request_id"], ["requests.id"], name=op.f("fk_checks_request_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_checks")),
        sa.UniqueConstraint("case_id", "run", "days", "post", name=op.f("uq_checks_case_id_run_days_post")),
    )


def downgrade() -> None:
    """What customers said would be lost."""
    raise NotImplementedError("restore a backup instead")
