"""Codes of hosts, the recovery code and wrong tries; logbook, visits, trades and what is decided for short slots."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Add the tables, empty."""
    op.create_table(
        "host_pin",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("host_id", sa.Integer(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.Column("set_at", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["host_id"], ["host.id"], name=op.f("fk_host_pin_host_id"), initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_host_pin")),
        sa.UniqueConstraint("host_id", name=op.f("uq_host_pin_host_id")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_table(
        "recovery_code",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.Column("made_at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recovery_code")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_table(
        "try_count",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("counted_at", sa.Integer(), nullable=False),
        sa.CheckConstraint("failures >= 1", name=op.f("ck_try_count_failures")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_try_count")),
        sa.UniqueConstraint("subject", name=op.f("uq_try_count_subject")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_table(
        "logbook_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("host_id", sa.Integer(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["host_id"], ["host.id"], name=op.f("fk_logbook_entry_host_id"), initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_logbook_entry")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_logbook_entry_at"), "logbook_entry", ["at"], unique=False)
    op.create_table(
        "visit_count",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Text(), nullable=False),
        sa.Column("start_minute", sa.Integer(), nullable=False),
        sa.Column("end_minute", sa.Integer(), nullable=False),
        sa.Column("visits", sa.Integer(), nullable=False),
        sa.Column("first_visits", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "start_minute >= 0 AND end_minute <= 1440 AND start_minute < end_minute", name=op.f("ck_visit_count_times")
        ),
        sa.CheckConstraint(
            "visits >= 0 AND first_visits >= 0 AND first_visits <= visits", name=op.f("ck_visit_count_counts")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit_count")),
        sa.UniqueConstraint("day", "start_minute", name=op.f("uq_visit_count_day_start_minute")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_table(
        "trade",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("host_id", sa.Integer(), nullable=False),
        sa.Column("slot_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Text(), nullable=False),
        sa.Column("start_minute", sa.Integer(), nullable=False),
        sa.Column("end_minute", sa.Integer(), nullable=False),
        sa.Column("to_all", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.Text(), nullable=False),
        sa.Column("ended_at", sa.Text(), nullable=True),
        sa.CheckConstraint("kind IN ('replacement', 'swap')", name=op.f("ck_trade_kind_known")),
        sa.CheckConstraint(
            "state IN ('open', 'agreed', 'done', 'cancelled', 'declined', 'expired', 'void', 'refused')",
            name=op.f("ck_trade_state_known"),
        ),
        sa.CheckConstraint(
            "start_minute >= 0 AND end_minute <= 1440 AND start_minute < end_minute", name=op.f("ck_trade_times")
        ),
        sa.CheckConstraint("to_all IN (0, 1)", name=op.f("ck_trade_to_all_flag")),
        sa.ForeignKeyConstraint(
            ["host_id"], ["host.id"], name=op.f("fk_trade_host_id"), initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trade")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_trade_host_id"), "trade", ["host_id"], unique=False)
    op.create_index(op.f("ix_trade_slot_id"), "trade", ["slot_id"], unique=False)
    op.create_table(
        "trade_choice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("trade_id", sa.Integer(), nullable=False),
        sa.Column("host_id", sa.Integer(), nullable=False),
        sa.Column("slot_id", sa.Integer(), nullable=True),
        sa.Column("day", sa.Text(), nullable=True),
        sa.Column("start_minute", sa.Integer(), nullable=True),
        sa.Column("end_minute", sa.Integer(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.CheckConstraint("answer IN ('asked', 'declined', 'agreed')", name=op.f("ck_trade_choice_answer_known")),
        sa.ForeignKeyConstraint(
            ["host_id"], ["host.id"], name=op.f("fk_trade_choice_host_id"), initially="DEFERRED", deferrable=True
        ),
        sa.ForeignKeyConstraint(
            ["trade_id"], ["trade.id"], name=op.f("fk_trade_choice_trade_id"), initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trade_choice")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_trade_choice_host_id"), "trade_choice", ["host_id"], unique=False)
    op.create_index(op.f("ix_trade_choice_trade_id"), "trade_choice", ["trade_id"], unique=False)
    op.create_table(
        "agreement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("trade_id", sa.Integer(), nullable=False),
        sa.Column("choice_id", sa.Integer(), nullable=True),
        sa.Column("host_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["choice_id"],
            ["trade_choice.id"],
            name=op.f("fk_agreement_choice_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["host_id"], ["host.id"], name=op.f("fk_agreement_host_id"), initially="DEFERRED", deferrable=True
        ),
        sa.ForeignKeyConstraint(
            ["trade_id"], ["trade.id"], name=op.f("fk_agreement_trade_id"), initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreement")),
        sa.UniqueConstraint("trade_id", name=op.f("uq_agreement_trade_id")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_agreement_host_id"), "agreement", ["host_id"], unique=False)
    op.create_table(
        "opening_decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Text(), nullable=False),
        sa.Column("start_minute", sa.Integer(), nullable=False),
        sa.Column("end_minute", sa.Integer(), nullable=False),
        sa.Column("decision", sa.Text(), nullable=False),
        sa.Column("open_from", sa.Integer(), nullable=True),
        sa.Column("open_until", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "decision IN ('open', 'reduced', 'closed')", name=op.f("ck_opening_decision_decision_known")
        ),
        sa.CheckConstraint(
            "open_from >= start_minute AND open_from < open_until AND open_until <= end_minute",
            name=op.f("ck_opening_decision_hours"),
        ),
        sa.CheckConstraint(
            "start_minute >= 0 AND end_minute <= 1440 AND start_minute < end_minute",
            name=op.f("ck_opening_decision_times"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_opening_decision")),
        sa.UniqueConstraint("day", "start_minute", name=op.f("uq_opening_decision_day_start_minute")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
