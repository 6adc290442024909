"""Every published version of a month keeps its number for ever, also when publishing it was undone."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add the table, with the versions that are on the walls."""
    op.create_table(
        "publication",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("month", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.CheckConstraint("version >= 1", name=op.f("ck_publication_version")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_publication")),
        sa.UniqueConstraint("month", "version", name=op.f("uq_publication_month_version")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.execute(
        "INSERT INTO publication (month, version, at) "
        "SELECT month, version, published_at FROM roster WHERE version >= 1 ORDER BY month"
    )
