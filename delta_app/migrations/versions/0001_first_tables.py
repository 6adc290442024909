"""The first tables: the place, its people, its shifts, settings, credentials and the journal."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Create every table."""
    op.create_table(
        "closure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("first_day", sa.Text(), nullable=False),
        sa.Column("last_day", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.CheckConstraint("first_day <= last_day", name=op.f("ck_closure_order")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_closure")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_closure_first_day"), "closure", ["first_day"], unique=False)
    op.create_table(
        "credential",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.Column("set_at", sa.Text(), nullable=False),
        sa.CheckConstraint("role IN ('coordinator', 'treasurer')", name=op.f("ck_credential_role_known")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_credential")),
        sa.UniqueConstraint("role", name=op.f("uq_credential_role")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_table(
        "extra_opening",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Text(), nullable=False),
        sa.Column("start_minute", sa.Integer(), nullable=False),
        sa.Column("end_minute", sa.Integer(), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.CheckConstraint("seats BETWEEN 1 AND 9", name=op.f("ck_extra_opening_seats")),
        sa.CheckConstraint(
            "start_minute >= 0 AND end_minute <= 1440 AND start_minute < end_minute",
            name=op.f("ck_extra_opening_times"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_extra_opening")),
        sa.UniqueConstraint("day", "start_minute", name=op.f("uq_extra_opening_day_start_minute")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_table(
        "journal_record",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("target_id", sa.Integer(), nullable=True),
        sa.Column("tables", sa.Text(), nullable=False),
        sa.CheckConstraint("kind IN ('act', 'undo', 'redo')", name=op.f("ck_journal_record_kind_known")),
        sa.ForeignKeyConstraint(
            ["target_id"],
            ["journal_record.id"],
            name=op.f("fk_journal_record_target_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_journal_record")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_journal_record_target_id"), "journal_record", ["target_id"], unique=False)
    op.create_table(
        "opening",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("start_minute", sa.Integer(), nullable=False),
        sa.Column("end_minute", sa.Integer(), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.Column("wants_dutch", sa.Integer(), nullable=False),
        sa.Column("wants_mix", sa.Integer(), nullable=False),
        sa.Column("unsocial", sa.Integer(), nullable=False),
        sa.CheckConstraint("seats BETWEEN 1 AND 9", name=op.f("ck_opening_seats")),
        sa.CheckConstraint(
            "start_minute >= 0 AND end_minute <= 1440 AND start_minute < end_minute", name=op.f("ck_opening_times")
        ),
        sa.CheckConstraint("unsocial IN (0, 1)", name=op.f("ck_opening_unsocial_flag")),
        sa.CheckConstraint("wants_dutch IN (0, 1)", name=op.f("ck_opening_wants_dutch_flag")),
        sa.CheckConstraint("wants_mix IN (0, 1)", name=op.f("ck_opening_wants_mix_flag")),
        sa.CheckConstraint("weekday BETWEEN 0 AND 6", name=op.f("ck_opening_weekday")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_opening")),
        sa.UniqueConstraint("weekday", "start_minute", name=op.f("uq_opening_weekday_start_minute")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_table(
        "partner",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("promised", sa.Integer(), nullable=False),
        sa.CheckConstraint("promised >= 0", name=op.f("ck_partner_promised")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_partner")),
        sa.UniqueConstraint("name", name=op.f("uq_partner_name")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_table(
        "roster",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("month", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("published_at", sa.Text(), nullable=True),
        sa.CheckConstraint("version >= 0", name=op.f("ck_roster_version")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_roster")),
        sa.UniqueConstraint("month", name=op.f("uq_roster_month")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_table(
        "setting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_setting")),
        sa.UniqueConstraint("name", name=op.f("uq_setting_name")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_table(
        "slot",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Text(), nullable=False),
        sa.Column("start_minute", sa.Integer(), nullable=False),
        sa.Column("end_minute", sa.Integer(), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.Column("wants_dutch", sa.Integer(), nullable=False),
        sa.Column("wants_mix", sa.Integer(), nullable=False),
        sa.Column("unsocial", sa.Integer(), nullable=False),
        sa.Column("edited", sa.Integer(), nullable=False),
        sa.Column("planned_day", sa.Text(), nullable=True),
        sa.Column("planned_start", sa.Integer(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.CheckConstraint("edited IN (0, 1)", name=op.f("ck_slot_edited_flag")),
        sa.CheckConstraint("seats BETWEEN 0 AND 9", name=op.f("ck_slot_seats")),
        sa.CheckConstraint(
            "start_minute >= 0 AND end_minute <= 1440 AND start_minute < end_minute", name=op.f("ck_slot_times")
        ),
        sa.CheckConstraint("unsocial IN (0, 1)", name=op.f("ck_slot_unsocial_flag")),
        sa.CheckConstraint("wants_dutch IN (0, 1)", name=op.f("ck_slot_wants_dutch_flag")),
        sa.CheckConstraint("wants_mix IN (0, 1)", name=op.f("ck_slot_wants_mix_flag")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_slot")),
        sa.UniqueConstraint("day", "start_minute", name=op.f("uq_slot_day_start_minute")),
        sa.UniqueConstraint("planned_day", "planned_start", name=op.f("uq_slot_planned_day_planned_start")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_table(
        "venue",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("calendar_uid", sa.Text(), nullable=False),
        sa.Column("is_demo", sa.Integer(), nullable=False),
        sa.CheckConstraint("language IN ('fr', 'nl', 'en')", name=op.f("ck_venue_language_known")),
        sa.CheckConstraint("id = 1", name=op.f("ck_venue_one_row")),
        sa.CheckConstraint("is_demo IN (0, 1)", name=op.f("ck_venue_is_demo_flag")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_venue")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_table(
        "host",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("given_name", sa.Text(), nullable=False),
        sa.Column("family_name", sa.Text(), nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("partner_id", sa.Integer(), nullable=True),
        sa.Column("languages", sa.Text(), nullable=False),
        sa.Column("level", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("max_day", sa.Integer(), nullable=False),
        sa.Column("max_week", sa.Integer(), nullable=False),
        sa.Column("max_month", sa.Integer(), nullable=False),
        sa.Column("target", sa.Integer(), nullable=False),
        sa.Column("back_to_back_ok", sa.Integer(), nullable=False),
        sa.Column("shadow_shifts", sa.Integer(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("joined_at", sa.Text(), nullable=False),
        sa.CheckConstraint("level IN ('experienced', 'novice', 'trainee')", name=op.f("ck_host_level_known")),
        sa.CheckConstraint("origin IN ('volunteer', 'neighbour', 'staff')", name=op.f("ck_host_origin_known")),
        sa.CheckConstraint("state IN ('active', 'paused', 'left')", name=op.f("ck_host_state_known")),
        sa.CheckConstraint("back_to_back_ok IN (0, 1)", name=op.f("ck_host_back_to_back_ok_flag")),
        sa.CheckConstraint(
            "max_day >= 0 AND max_week >= 0 AND max_month >= 0 AND target >= 0", name=op.f("ck_host_limits")
        ),
        sa.CheckConstraint("shadow_shifts >= 0", name=op.f("ck_host_shadow_shifts")),
        sa.ForeignKeyConstraint(
            ["partner_id"], ["partner.id"], name=op.f("fk_host_partner_id"), initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_host")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_table(
        "journal_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("table_name", sa.Text(), nullable=False),
        sa.Column("operation", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("before", sa.Text(), nullable=True),
        sa.Column("after", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "operation IN ('insert', 'update', 'delete')", name=op.f("ck_journal_change_operation_known")
        ),
        sa.ForeignKeyConstraint(
            ["record_id"],
            ["journal_record.id"],
            name=op.f("fk_journal_change_record_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_journal_change")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_journal_change_record_id"), "journal_change", ["record_id"], unique=False)
    op.create_table(
        "published_seat",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("roster_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("slot_id", sa.Integer(), nullable=False),
        sa.Column("host_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.CheckConstraint("kind IN ('host', 'shadow')", name=op.f("ck_published_seat_kind_known")),
        sa.ForeignKeyConstraint(
            ["roster_id"],
            ["roster.id"],
            name=op.f("fk_published_seat_roster_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_published_seat")),
        sa.UniqueConstraint(
            "roster_id",
            "version",
            "slot_id",
            "host_id",
            name=op.f("uq_published_seat_roster_id_version_slot_id_host_id"),
        ),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_table(
        "published_slot",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("roster_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("slot_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Text(), nullable=False),
        sa.Column("start_minute", sa.Integer(), nullable=False),
        sa.Column("end_minute", sa.Integer(), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["roster_id"],
            ["roster.id"],
            name=op.f("fk_published_slot_roster_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_published_slot")),
        sa.UniqueConstraint(
            "roster_id", "version", "slot_id", name=op.f("uq_published_slot_roster_id_version_slot_id")
        ),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_table(
        "absence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("host_id", sa.Integer(), nullable=False),
        sa.Column("first_day", sa.Text(), nullable=False),
        sa.Column("last_day", sa.Text(), nullable=False),
        sa.CheckConstraint("first_day <= last_day", name=op.f("ck_absence_order")),
        sa.ForeignKeyConstraint(
            ["host_id"], ["host.id"], name=op.f("fk_absence_host_id"), initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_absence")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_absence_host_id"), "absence", ["host_id"], unique=False)
    op.create_table(
        "dated_answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("host_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Text(), nullable=False),
        sa.Column("start_minute", sa.Integer(), nullable=False),
        sa.Column("end_minute", sa.Integer(), nullable=False),
        sa.Column("wish", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.CheckConstraint("source IN ('poll', 'hand')", name=op.f("ck_dated_answer_source_known")),
        sa.CheckConstraint(
            "wish IN ('prefers', 'can', 'if_needed', 'cannot')", name=op.f("ck_dated_answer_wish_known")
        ),
        sa.CheckConstraint(
            "start_minute >= 0 AND end_minute <= 1440 AND start_minute < end_minute", name=op.f("ck_dated_answer_times")
        ),
        sa.ForeignKeyConstraint(
            ["host_id"], ["host.id"], name=op.f("fk_dated_answer_host_id"), initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dated_answer")),
        sa.UniqueConstraint(
            "host_id",
            "day",
            "start_minute",
            "end_minute",
            name=op.f("uq_dated_answer_host_id_day_start_minute_end_minute"),
        ),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_dated_answer_day"), "dated_answer", ["day"], unique=False)
    op.create_table(
        "host_alias",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("host_id", sa.Integer(), nullable=False),
        sa.Column("written", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["host_id"], ["host.id"], name=op.f("fk_host_alias_host_id"), initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_host_alias")),
        sa.UniqueConstraint("written", name=op.f("uq_host_alias_written")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_host_alias_host_id"), "host_alias", ["host_id"], unique=False)
    op.create_table(
        "host_pair",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("first_host_id", sa.Integer(), nullable=False),
        sa.Column("second_host_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.CheckConstraint("kind IN ('avoid', 'prefer')", name=op.f("ck_host_pair_kind_known")),
        sa.CheckConstraint("first_host_id < second_host_id", name=op.f("ck_host_pair_order")),
        sa.ForeignKeyConstraint(
            ["first_host_id"],
            ["host.id"],
            name=op.f("fk_host_pair_first_host_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["second_host_id"],
            ["host.id"],
            name=op.f("fk_host_pair_second_host_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_host_pair")),
        sa.UniqueConstraint("first_host_id", "second_host_id", name=op.f("uq_host_pair_first_host_id_second_host_id")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_table(
        "seat",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slot_id", sa.Integer(), nullable=False),
        sa.Column("host_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("locked", sa.Integer(), nullable=False),
        sa.Column("seeking", sa.Integer(), nullable=False),
        sa.Column("partner_id", sa.Integer(), nullable=True),
        sa.Column("overrule", sa.Text(), nullable=False),
        sa.CheckConstraint("kind IN ('host', 'shadow')", name=op.f("ck_seat_kind_known")),
        sa.CheckConstraint("locked IN (0, 1)", name=op.f("ck_seat_locked_flag")),
        sa.CheckConstraint("seeking IN (0, 1)", name=op.f("ck_seat_seeking_flag")),
        sa.ForeignKeyConstraint(
            ["host_id"], ["host.id"], name=op.f("fk_seat_host_id"), initially="DEFERRED", deferrable=True
        ),
        sa.ForeignKeyConstraint(
            ["partner_id"], ["partner.id"], name=op.f("fk_seat_partner_id"), initially="DEFERRED", deferrable=True
        ),
        sa.ForeignKeyConstraint(
            ["slot_id"], ["slot.id"], name=op.f("fk_seat_slot_id"), initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seat")),
        sa.UniqueConstraint("slot_id", "host_id", name=op.f("uq_seat_slot_id_host_id")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_seat_host_id"), "seat", ["host_id"], unique=False)
    op.create_table(
        "weekly_availability",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("host_id", sa.Integer(), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("start_minute", sa.Integer(), nullable=False),
        sa.Column("end_minute", sa.Integer(), nullable=False),
        sa.Column("wish", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "wish IN ('prefers', 'can', 'if_needed', 'cannot')", name=op.f("ck_weekly_availability_wish_known")
        ),
        sa.CheckConstraint(
            "start_minute >= 0 AND end_minute <= 1440 AND start_minute < end_minute",
            name=op.f("ck_weekly_availability_times"),
        ),
        sa.CheckConstraint("weekday BETWEEN 0 AND 6", name=op.f("ck_weekly_availability_weekday")),
        sa.ForeignKeyConstraint(
            ["host_id"], ["host.id"], name=op.f("fk_weekly_availability_host_id"), initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_weekly_availability")),
        sa.UniqueConstraint(
            "host_id", "weekday", "start_minute", name=op.f("uq_weekly_availability_host_id_weekday_start_minute")
        ),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    # ### end Alembic commands ###
