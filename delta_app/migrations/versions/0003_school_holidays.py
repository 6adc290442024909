"""The holidays of schools, French-speaking and Dutch-speaking; none is known of a place made before."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add the table, empty."""
    op.create_table(
        "school_holiday",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("community", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("first_day", sa.Text(), nullable=False),
        sa.Column("last_day", sa.Text(), nullable=False),
        sa.Column("checked", sa.Integer(), nullable=False),
        sa.CheckConstraint("community IN ('fr', 'nl')", name=op.f("ck_school_holiday_community_known")),
        sa.CheckConstraint("first_day <= last_day", name=op.f("ck_school_holiday_order")),
        sa.CheckConstraint("checked IN (0, 1)", name=op.f("ck_school_holiday_checked_flag")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_school_holiday")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_school_holiday_first_day"), "school_holiday", ["first_day"], unique=False)
