"""What volunteers got back for their expenses, and the ceilings a place noted for it."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Add the tables, empty."""
    op.create_table(
        "allowance",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("host_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("cents", sa.Integer(), nullable=False),
        sa.Column("km", sa.Integer(), nullable=False),
        sa.CheckConstraint("kind IN ('flat_rate', 'real', 'travel')", name=op.f("ck_allowance_kind_known")),
        sa.CheckConstraint("cents > 0", name=op.f("ck_allowance_cents")),
        sa.CheckConstraint(
            "(kind = 'travel' AND km > 0) OR (kind <> 'travel' AND km = 0)", name=op.f("ck_allowance_km")
        ),
        sa.ForeignKeyConstraint(
            ["host_id"], ["host.id"], name=op.f("fk_allowance_host_id"), initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_allowance")),
        sa.UniqueConstraint("host_id", "day", "kind", name=op.f("uq_allowance_host_id_day_kind")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_allowance_day"), "allowance", ["day"], unique=False)
    op.create_table(
        "allowance_ceiling",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("day_cents", sa.Integer(), nullable=False),
        sa.Column("year_cents", sa.Integer(), nullable=False),
        sa.Column("checked", sa.Integer(), nullable=False),
        sa.CheckConstraint("day_cents > 0 AND day_cents <= year_cents", name=op.f("ck_allowance_ceiling_amounts")),
        sa.CheckConstraint("checked IN (0, 1)", name=op.f("ck_allowance_ceiling_checked_flag")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_allowance_ceiling")),
        sa.UniqueConstraint("year", name=op.f("uq_allowance_ceiling_year")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
