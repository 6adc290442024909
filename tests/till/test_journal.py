"""The journal of money is only added to, and its proof finds whatever was done to it elsewhere."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from random import Random
from threading import Thread

import pytest
import time_machine
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from delta_app.core.backup import list_backups, make_backup
from delta_app.core.database import Base
from delta_app.core.errors import Refused
from delta_app.core.store import Store
from delta_app.till.commands import Paid, Wanted, sell
from delta_app.till.journal_data import entries_of_session
from delta_app.till.model import TillEntry
from delta_app.till.proof_data import knows_digest, prove
from delta_app.till.queries import last_entry, opening_entry
from delta_app.till.rules import Paper
from tests.factory import COORDINATOR, a_store
from tests.till.conftest import FLOAT, player
from tests.till.random_acts import TillAndModel

GUARDED = sorted(table.name for table in Base.metadata.sorted_tables if table.info["journal"] == "append")


@pytest.fixture
def busy(each_database, tmp_path):
    """A till after a day, on a file and on a server."""
    store = a_store(tmp_path)
    play = player(store)
    play("product", name="Café", price=50)
    play("open", at="2026-12-03T13:55", hosts=["A", "B"], counted=FLOAT)
    play("card_new", card="42", amount=1000)
    play("sell", lines=[["Café", 3]], pay=[["card", 100], ["cash", 50]], card="42")
    play("reverse", entry=3, why="x")
    play("spend", amount=847, label="lait", receipt="T12")
    play("close", counted={"1000": 4, "10": 1}, keep=3000, by=["A", "B"], why="?")
    return store


def rows(store, table):
    with store.read() as session:
        return session.execute(text(f"SELECT count(*) FROM {table}")).scalar()


def test_every_table_that_only_grows_is_known():
    assert GUARDED == [
        "bank_movement", "closed_year", "consumption_card", "till_entry", "till_line", "till_paper", "till_signer",
    ]  # fmt: skip


def filled(busy):
    """The same with a row in every table that only grows."""
    with busy._database.writing.begin() as connection:
        connection.execute(text("INSERT INTO closed_year (year, at) VALUES (2020, '2021-02-01T00:00:00Z')"))
        connection.execute(
            text(
                "INSERT INTO bank_movement (day, cents, text, fingerprint, entry_id) "
                "VALUES ('2026-12-01', 1, '', 'x', 1)"
            )
        )
        connection.execute(
            text("INSERT INTO till_paper (entry_id, name, media_type, content) VALUES (1, 'x', 'image/png', :content)"),
            {"content": b"x"},
        )


@pytest.mark.parametrize("table", GUARDED)
def test_no_row_of_it_is_changed_or_deleted_whoever_asks(busy, table):
    filled(busy)
    before = rows(busy, table)
    assert before
    columns = [column.name for column in Base.metadata.tables[table].columns]
    changes = [f"UPDATE {table} SET {columns[1]} = {columns[1]}", f"DELETE FROM {table}"]
    if busy._database.writing.dialect.name == "sqlite":
        named = ", ".join(columns)
        changes += [
            f"INSERT OR REPLACE INTO {table} ({named}) SELECT {named} FROM {table}",
            f"UPDATE OR REPLACE {table} SET id = id",
        ]
    else:
        changes += [f"TRUNCATE {table} CASCADE"]
    for change in changes:
        with pytest.raises(DBAPIError, match="append_only"), busy._database.writing.begin() as connection:
            connection.execute(text(change))
    assert rows(busy, table) == before


def test_reading_on_from_what_is_known_gives_what_reading_anew_does(store):
    both, random, known = TillAndModel(store), Random(5), ()
    openings = set()
    for _act in range(150):
        both.random(random)
        with store.read() as session:
            opening = opening_entry(session)
            if opening is not None:
                whole = entries_of_session(session, opening.id)
                known = entries_of_session(session, opening.id, known)
                assert known == whole
                openings.add(opening.id)
    assert len(openings) > 1
    assert both.refused > 10


def test_what_names_people_goes_after_seven_years(tmp_path):
    store = a_store(tmp_path)
    play = player(store)
    play("open", at="2015-12-03T13:55", hosts=["A", "B"], counted=FLOAT)
    play("close", counted=FLOAT, keep=3000, by=["A", "B"])
    with store._database.writing.begin() as connection:
        assert connection.execute(text("DELETE FROM till_signer")).rowcount == 4
    with store.read() as session:
        assert {fault.what for fault in prove(session).faults} == set()


def test_code_that_would_change_an_entry_is_a_defect(busy):
    with pytest.raises(RuntimeError, match="till_entry is only added to"), busy.write(COORDINATOR, "x") as session:
        session.get(TillEntry, 1).label = "autre"


def test_a_sound_journal_proves_itself(busy):
    with busy.read() as session:
        proof = prove(session)
        assert (proof.entries, proof.faults) == (6, ())
        assert proof.head == last_entry(session).digest
        assert proof.balances.till == 3000


TAMPERED = {
    "an amount": ("UPDATE till_line SET cents = cents + 1 WHERE id = 1", {"chain", "sum", "balances", "reversal"}),
    "both sides": ("UPDATE till_line SET cents = cents * 2 WHERE entry_id = 5", {"chain", "balances"}),
    "a label": ("UPDATE till_entry SET label = 'pain' WHERE number = 5", {"chain"}),
    "a day": ("UPDATE till_entry SET day = '2025-12-03' WHERE number = 5", {"chain", "number"}),
    "a balance": ("UPDATE till_entry SET till = till + 1 WHERE number = 5", {"balances"}),
    "a number": ("UPDATE till_entry SET number = 9 WHERE number = 6", {"chain", "number"}),
    "a name": ("UPDATE till_signer SET name = 'C' WHERE id = 1", {"signer"}),
    "an entry gone": ("DELETE FROM till_entry WHERE number = 5", {"chain", "number", "balances"}),
    "a line gone": ("DELETE FROM till_line WHERE entry_id = 3 AND account = 'sales'", {"chain", "sum"}),
    "a line more": (
        "INSERT INTO till_line (entry_id, position, account, cents, text, category) VALUES (5, 7, 'till', 5, '', '')",
        {"chain", "sum", "balances"},
    ),
    "a card's number": ("UPDATE consumption_card SET number = '0043'", {"chain"}),
    "whose signature": ("UPDATE till_signer SET host_id = 1 WHERE id = 1", {"signer"}),
    "a signature gone": ("DELETE FROM till_signer WHERE id = 1", {"signer"}),
    "signatures swapped": ("UPDATE till_signer SET position = 1 - position + 7 WHERE id = 1", {"signer"}),
    "another session": ("UPDATE till_entry SET session_id = 2 WHERE number = 5", {"chain", "session"}),
}


@pytest.mark.parametrize("done", TAMPERED)
def test_the_proof_finds_what_was_done_elsewhere(tmp_path, done):
    store = a_store(tmp_path)
    play = player(store)
    play("product", name="Café", price=50)
    play("open", at="2026-12-03T13:55", hosts=["A", "B"], counted=FLOAT)
    play("card_new", card="42", amount=1000)
    play("sell", lines=[["Café", 3]], pay=[["card", 100], ["cash", 50]], card="42")
    play("reverse", entry=3, why="x") if done == "an amount" else play("spend", amount=5, label="x")
    play("spend", amount=847, label="lait", receipt="T12")
    play("close", counted={"1000": 4, "10": 1}, keep=3000, by=["A", "B"], why="?")
    store.close()
    statement, expected = TAMPERED[done]
    with closing(sqlite3.connect(store.path)) as connection:
        connection.create_function("RAISE", 2, lambda *_: None)
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute(statement)
        connection.commit()
    with closing(Store(store.path)) as again, again.read() as session:
        found = {fault.what for fault in prove(session).faults}
    assert found
    assert found <= expected | {"chain", "session", "balances", "card", "sum"}
    assert (
        "chain" in found
        or statement.split()[2 if statement.startswith("DELETE") else 1] == "till_signer"
        or done == "a balance"
    )


def test_a_paper_that_was_swapped_is_found(tmp_path):
    from delta_app.till.commands import spend

    store = a_store(tmp_path)
    play = player(store)
    play("open", at="2026-12-03T13:55", hosts=["A", "B"], counted=FLOAT)
    with time_machine.travel(datetime(2026, 12, 3, 14, tzinfo=UTC)), store.write(COORDINATOR, "payer") as session:
        spend(session, 847, "lait", paper=Paper("t.png", "image/png", b"ticket"))
    with closing(sqlite3.connect(store.path)) as connection:
        connection.execute("DROP TRIGGER till_paper_no_update")
        connection.execute("UPDATE till_paper SET content = x'00'")
        connection.commit()
    with store.read() as session:
        assert [fault.what for fault in prove(session).faults] == ["paper"]


def test_the_digest_on_a_slip_finds_its_entry(busy):
    with busy.read() as session:
        head = last_entry(session).digest
        printed = f"{head[:4]} {head[4:8].upper()} {head[8:12]}"
        assert knows_digest(session, printed).number == 6
        assert knows_digest(session, "ffff ffff ffff") is None
        assert knows_digest(session, "zzz") is None
        assert knows_digest(session, "") is None


def test_two_windows_sell_at_once_and_every_number_is_given_once(each_database, tmp_path):
    store = a_store(tmp_path)
    play = player(store)
    play("product", name="Café", price=50)
    play("open", at="2026-12-03T13:55", hosts=["A", "B"], counted=FLOAT)
    troubles = []

    def sells():
        with closing(Store(store.path)) as window:
            for _ in range(8):
                try:
                    with window.write(COORDINATOR, "vendre") as session:
                        sell(session, [Wanted(1, 1)], [Paid("cash", 50)], datetime(2026, 12, 3, 14, tzinfo=UTC))
                except Refused as refusal:
                    troubles.append(refusal.code)

    windows = [Thread(target=sells) for _ in range(3)]
    for window in windows:
        window.start()
    for window in windows:
        window.join()
    with store.read() as session:
        proof = prove(session)
    assert proof.faults == ()
    assert proof.entries == 1 + 24 - len(troubles)
    assert proof.balances.till == 5000 + 50 * (24 - len(troubles))
    assert set(troubles) <= {"file_busy", "server_busy"}


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE till_line SET cents = cents + 1 WHERE id = 1",
        "UPDATE till_entry SET till = till + 5 WHERE id = 6",
        "UPDATE till_entry SET previous = 'ffff' WHERE id = 4",
    ],
)
@pytest.mark.parametrize("each_database", ["file"], indirect=True)  # what a server's data are copied into is a file too
def test_a_copy_of_a_journal_that_does_not_hold_is_no_copy(busy, change):
    make_backup(busy.path, "asked")
    with closing(sqlite3.connect(busy.path)) as connection:
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute(change)
        connection.commit()
    with pytest.raises(Refused, match="damaged_file"):
        make_backup(busy.path, "asked")
    assert len(list_backups(busy.path)) == 1
