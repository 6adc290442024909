"""The till and the budget: menu, cards, the journal of money that only grows, budget lines, purchases, bank."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

# What makes another row of a table the same row: an insert that would take its place is a change in disguise.
_ONLY_GROW = {
    "consumption_card": ("id", "number"),
    "till_entry": ("id", "year, number", "previous", "digest", "reverses_id"),
    "till_line": ("id", "entry_id, position"),
    "till_signer": ("id", "entry_id, position"),
    "till_paper": ("id", "entry_id"),
    "closed_year": ("id", "year"),
    "bank_movement": ("id", "fingerprint"),
}
_KEPT_SEVEN_YEARS = ("till_signer", "till_paper", "bank_movement")
"""They hold names, or may: they can go once the law no longer keeps them."""


def upgrade() -> None:
    """Add the tables, empty, and the triggers by which the journal of money is only added to."""
    op.create_table(
        "product",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("colour", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("withdrawn", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "colour IN ('sand', 'sage', 'clay', 'apricot', 'straw', 'honey', 'sky', 'rose', 'lavender', 'lilac')",
            name=op.f("ck_product_colour_known"),
        ),
        sa.CheckConstraint("kind IN ('fixed', 'suggested', 'free', 'suspended')", name=op.f("ck_product_kind_known")),
        sa.CheckConstraint("withdrawn IN (0, 1)", name=op.f("ck_product_withdrawn_flag")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_product")),
        sa.UniqueConstraint("name", name=op.f("uq_product_name")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_table(
        "product_price",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("product_id", sa.Integer(), nullable=False),
        sa.Column("from_day", sa.Text(), nullable=False),
        sa.Column("cents", sa.Integer(), nullable=False),
        sa.CheckConstraint("cents >= 0", name=op.f("ck_product_price_cents")),
        sa.ForeignKeyConstraint(
            ["product_id"],
            ["product.id"],
            name=op.f("fk_product_price_product_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_product_price")),
        sa.UniqueConstraint("product_id", "from_day", name=op.f("uq_product_price_product_id_from_day")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_table(
        "consumption_card",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consumption_card")),
        sa.UniqueConstraint("number", name=op.f("uq_consumption_card_number")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_table(
        "till_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("day", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=True),
        sa.Column("reverses_id", sa.Integer(), nullable=True),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("receipt", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("counted", sa.Text(), nullable=False),
        sa.Column("paper_digest", sa.Text(), nullable=False),
        sa.Column("signers", sa.Text(), nullable=False),
        sa.Column("previous", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("till", sa.Integer(), nullable=False),
        sa.Column("envelope", sa.Integer(), nullable=False),
        sa.Column("bank", sa.Integer(), nullable=False),
        sa.Column("cards", sa.Integer(), nullable=False),
        sa.Column("suspended", sa.Integer(), nullable=False),
        sa.Column("rounding", sa.Integer(), nullable=False),
        sa.Column("difference", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('open', 'sell', 'spend', 'receive', 'card_new', 'card_topup', 'card_refund', 'deposit', "
            "'withdraw', 'close', 'reverse', 'bank', 'reclassify', 'clock')",
            name=op.f("ck_till_entry_kind_known"),
        ),
        sa.CheckConstraint("cards >= 0", name=op.f("ck_till_entry_cards")),
        sa.CheckConstraint("envelope >= 0", name=op.f("ck_till_entry_envelope")),
        sa.CheckConstraint("number >= 1", name=op.f("ck_till_entry_number")),
        sa.CheckConstraint("suspended >= 0", name=op.f("ck_till_entry_suspended")),
        sa.CheckConstraint("till >= 0", name=op.f("ck_till_entry_till")),
        sa.ForeignKeyConstraint(
            ["reverses_id"],
            ["till_entry.id"],
            name=op.f("fk_till_entry_reverses_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["till_entry.id"],
            name=op.f("fk_till_entry_session_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_till_entry")),
        sa.UniqueConstraint("digest", name=op.f("uq_till_entry_digest")),
        sa.UniqueConstraint("previous", name=op.f("uq_till_entry_previous")),
        sa.UniqueConstraint("reverses_id", name=op.f("uq_till_entry_reverses_id")),
        sa.UniqueConstraint("year", "number", name=op.f("uq_till_entry_year_number")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_till_entry_day"), "till_entry", ["day"], unique=False)
    op.create_index(op.f("ix_till_entry_kind"), "till_entry", ["kind"], unique=False)
    op.create_index(op.f("ix_till_entry_session_id"), "till_entry", ["session_id"], unique=False)
    op.create_table(
        "budget_line",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("side", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("nature", sa.Text(), nullable=False),
        sa.Column("planned", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("withdrawn", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "nature IN ('membership', 'gifts', 'subsidies', 'other_income', 'goods', 'wages', 'services', "
            "'other_expense')",
            name=op.f("ck_budget_line_nature_known"),
        ),
        sa.CheckConstraint("side IN ('expense', 'income')", name=op.f("ck_budget_line_side_known")),
        sa.CheckConstraint("planned >= 0", name=op.f("ck_budget_line_planned")),
        sa.CheckConstraint("withdrawn IN (0, 1)", name=op.f("ck_budget_line_withdrawn_flag")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_budget_line")),
        sa.UniqueConstraint("year", "side", "name", name=op.f("uq_budget_line_year_side_name")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_table(
        "till_line",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("cents", sa.Integer(), nullable=False),
        sa.Column("product_id", sa.Integer(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=True),
        sa.Column("card_id", sa.Integer(), nullable=True),
        sa.Column("budget_line_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "account IN ('till', 'envelope', 'bank', 'cards', 'suspended', 'sales', 'offered', 'income', "
            "'expense', 'rounding', 'difference', 'start')",
            name=op.f("ck_till_line_account_known"),
        ),
        sa.ForeignKeyConstraint(
            ["budget_line_id"],
            ["budget_line.id"],
            name=op.f("fk_till_line_budget_line_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["card_id"],
            ["consumption_card.id"],
            name=op.f("fk_till_line_card_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["till_entry.id"], name=op.f("fk_till_line_entry_id"), initially="DEFERRED", deferrable=True
        ),
        sa.ForeignKeyConstraint(
            ["product_id"], ["product.id"], name=op.f("fk_till_line_product_id"), initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_till_line")),
        sa.UniqueConstraint("entry_id", "position", name=op.f("uq_till_line_entry_id_position")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_till_line_budget_line_id"), "till_line", ["budget_line_id"], unique=False)
    op.create_index(op.f("ix_till_line_card_id"), "till_line", ["card_id"], unique=False)
    op.create_index(op.f("ix_till_line_product_id"), "till_line", ["product_id"], unique=False)
    op.create_table(
        "till_signer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("host_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("salt", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["till_entry.id"], name=op.f("fk_till_signer_entry_id"), initially="DEFERRED", deferrable=True
        ),
        sa.ForeignKeyConstraint(
            ["host_id"], ["host.id"], name=op.f("fk_till_signer_host_id"), initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_till_signer")),
        sa.UniqueConstraint("entry_id", "position", name=op.f("uq_till_signer_entry_id_position")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_till_signer_host_id"), "till_signer", ["host_id"], unique=False)
    op.create_table(
        "till_paper",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["till_entry.id"], name=op.f("fk_till_paper_entry_id"), initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_till_paper")),
        sa.UniqueConstraint("entry_id", name=op.f("uq_till_paper_entry_id")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_table(
        "closed_year",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_closed_year")),
        sa.UniqueConstraint("year", name=op.f("uq_closed_year_year")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_table(
        "till_draft",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("desk", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("kind IN ('basket', 'count')", name=op.f("ck_till_draft_kind_known")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_till_draft")),
        sa.UniqueConstraint("desk", "kind", name=op.f("uq_till_draft_desk_kind")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_table(
        "purchase",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("asked_for", sa.Text(), nullable=False),
        sa.Column("cents", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("asked_on", sa.Text(), nullable=False),
        sa.Column("asked_by", sa.Integer(), nullable=True),
        sa.Column("decided_on", sa.Text(), nullable=True),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("budget_line_id", sa.Integer(), nullable=True),
        sa.Column("entry_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "state IN ('asked', 'approved', 'refused', 'bought', 'dropped')", name=op.f("ck_purchase_state_known")
        ),
        sa.CheckConstraint("cents >= 1", name=op.f("ck_purchase_cents")),
        sa.ForeignKeyConstraint(
            ["asked_by"], ["host.id"], name=op.f("fk_purchase_asked_by"), initially="DEFERRED", deferrable=True
        ),
        sa.ForeignKeyConstraint(
            ["budget_line_id"],
            ["budget_line.id"],
            name=op.f("fk_purchase_budget_line_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["till_entry.id"], name=op.f("fk_purchase_entry_id"), initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_purchase")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_purchase_asked_by"), "purchase", ["asked_by"], unique=False)
    op.create_index(op.f("ix_purchase_budget_line_id"), "purchase", ["budget_line_id"], unique=False)
    op.create_index(op.f("ix_purchase_entry_id"), "purchase", ["entry_id"], unique=False)
    op.create_table(
        "bank_movement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Text(), nullable=False),
        sa.Column("cents", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("fingerprint", sa.Text(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["entry_id"],
            ["till_entry.id"],
            name=op.f("fk_bank_movement_entry_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bank_movement")),
        sa.UniqueConstraint("fingerprint", name=op.f("uq_bank_movement_fingerprint")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_bank_movement_entry_id"), "bank_movement", ["entry_id"], unique=False)
    if op.get_context().dialect.name == "sqlite":
        _guard_file()
    else:
        _guard_server()


def _guard_file() -> None:
    for table, keys in _ONLY_GROW.items():
        op.execute(
            f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} "
            f"BEGIN SELECT RAISE(ABORT, 'append_only {table}'); END"
        )
        when = ""
        if table in _KEPT_SEVEN_YEARS:
            when = "WHEN (SELECT day FROM till_entry WHERE id = OLD.entry_id) > date('now', '-7 years') "
        op.execute(
            f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} {when}"
            f"BEGIN SELECT RAISE(ABORT, 'append_only {table}'); END"
        )
        # REPLACE deletes without a trigger of ours being asked (https://www.sqlite.org/lang_conflict.html).
        same = " OR ".join("(" + " AND ".join(f"{name} = NEW.{name}" for name in key.split(", ")) + ")" for key in keys)
        op.execute(  # the names are those above
            f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} "  # noqa: S608
            f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {same}) "
            f"BEGIN SELECT RAISE(ABORT, 'append_only {table}'); END"
        )


def _guard_server() -> None:
    op.execute(
        "CREATE FUNCTION append_only() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "RAISE EXCEPTION 'append_only %', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation'; END $$"
    )
    op.execute(
        "CREATE FUNCTION append_only_seven_years() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "IF (SELECT day::date FROM till_entry WHERE id = OLD.entry_id) > CURRENT_DATE - INTERVAL '7 years' THEN "
        "RAISE EXCEPTION 'append_only %', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation'; END IF; "
        "RETURN OLD; END $$"
    )
    for table in _ONLY_GROW:
        gone = "append_only_seven_years" if table in _KEPT_SEVEN_YEARS else "append_only"
        op.execute(
            f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION append_only()"
        )
        op.execute(f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION {gone}()")
        op.execute(
            f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION append_only()"
        )
