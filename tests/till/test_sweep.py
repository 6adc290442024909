"""Every byte of every row of the journal, changed one at a time in a copy of its file, and every value changed by SQL
as other programs would: the proof finds each change. A row's own number says nothing, and is left to the file."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime

import pytest
import time_machine
from sqlalchemy import create_engine
from sqlalchemy.orm import Session
from sqlalchemy.pool import StaticPool

from delta_app.budget.bank_commands import classify_entry
from delta_app.budget.line_commands import LineDetails, add_line
from delta_app.core.errors import Refused
from delta_app.core.troubles import told_apart
from delta_app.till.commands import accept_clock, spend
from delta_app.till.proof_data import prove
from delta_app.till.rules import Paper
from tests.factory import COORDINATOR, a_store
from tests.till.conftest import FLOAT, player

TABLES = ("till_entry", "till_line", "till_signer", "till_paper", "consumption_card")
SHARE = 7  # of the bytes in a short run: every so manieth, which meets every column
BITS = (0x01, 0x02, 0x04, 0x08, 0x10, 0x20, 0x40, 0x80)


@pytest.fixture
def written(tmp_path):
    """The bytes of a file whose journal holds an entry of every kind there is but a movement of the bank."""
    store = a_store(tmp_path)
    play = player(store)
    play("product", name="Café", price=50)
    play("product", name="Prix libre", price=None)
    play("open", at="2026-12-03T13:55", hosts=["Aïcha", "B"], counted=FLOAT)
    play("card_new", card="42", amount=1000)
    play("card_new", card="43", amount=1000)
    play("sell", lines=[["Café", 3], ["Prix libre", 1, 62]], pay=[["card", 100], ["cash", 112]], card="42")
    play("reverse", entry=4, why="erreur")
    with time_machine.travel(datetime(2026, 12, 3, 14, tzinfo=UTC)), store.write(COORDINATOR, "payer") as session:
        line = add_line(session, 2026, LineDetails("Courses", 10_000), "expense")
        spend(session, 847, "lait", receipt="T12", budget_line_id=line, paper=Paper("t.png", "image/png", b"ticket"))
        classify_entry(session, 6, None)
    play("card_refund", card="43", amount=500)
    play("card_topup", card="42", amount=300)
    play("receive", amount=200, label="don")
    play("close", at="2026-12-03T17:05", counted={"1000": 4, "10": 1}, keep=3000, by=["A", "B"], why="dix cents")
    play("deposit", amount=500)
    play("withdraw", amount=100)
    with store.write(COORDINATOR, "horloge") as session:
        accept_clock(session, "pile changée", datetime(2026, 12, 1, 9, tzinfo=UTC))
    store.close()
    with closing(sqlite3.connect(store.path)) as file, closing(sqlite3.connect(":memory:")) as copy:
        file.backup(copy)
        content = bytearray(copy.serialize())
    content[18:20] = b"\1\1"  # read and written without a journal beside it (https://www.sqlite.org/fileformat2.html)
    return bytes(content)


def database(content):
    connection = sqlite3.connect(":memory:", check_same_thread=False)
    connection.deserialize(content)
    return connection


def rows_of(connection):
    return [connection.execute(f"SELECT rowid, * FROM {table} ORDER BY rowid").fetchall() for table in TABLES]


def places_of_rows(content):
    """Table → where in the file its rows are, as offsets."""
    found = {}
    with closing(database(content)) as connection:
        size = connection.execute("PRAGMA page_size").fetchone()[0]
        for table in TABLES:
            pages = "SELECT pageno, pagetype FROM dbstat WHERE name = ?"
            leaves = [(page - 1) * size for page, kind in connection.execute(pages, (table,)) if kind == "leaf"]
            found[table] = [
                offset
                for leaf in leaves
                for offset in range(leaf + int.from_bytes(content[leaf + 5 : leaf + 7], "big"), leaf + size)
            ]
    return found


def what_is_found(content, before):
    """What the database or the proof says against this file; None where its rows are what they were."""
    with closing(database(content)) as connection:
        try:
            if rows_of(connection) == before:
                return None
        except sqlite3.Error:
            return {"unreadable"}
        engine = create_engine("sqlite://", creator=lambda: connection, poolclass=StaticPool)
        try:
            with told_apart(), Session(engine, autoflush=False) as session:
                return {fault.what for fault in prove(session).faults}
        except Refused as refusal:
            return {refusal.code}


def sweep(content, table, share, bits):
    """How many changes of a row of a table were tried, and those that were not found."""
    with closing(database(content)) as connection:
        before = rows_of(connection)
    assert what_is_found(content, before) is None
    tried, missed = 0, []
    for number, offset in enumerate(places_of_rows(content)[table][::share]):
        for bit in bits if share == 1 else bits[number % 8 : number % 8 + 1]:
            changed = bytearray(content)
            changed[offset] ^= bit
            found = what_is_found(bytes(changed), before)
            if found is None:
                continue
            tried += 1
            if not found:
                missed.append((offset, bit, difference(bytes(changed), before)))
    return tried, missed


def difference(content, before):
    with closing(database(content)) as connection:
        pairs = zip(before, rows_of(connection), strict=True)
        return [(old, new) for olds, news in pairs for old, new in zip(olds, news, strict=False) if old != new]


@pytest.mark.parametrize("table", TABLES)
def test_a_changed_byte_of_the_journal_is_found(written, table):
    tried, missed = sweep(written, table, SHARE, BITS)
    assert tried > 2
    assert missed == []


@pytest.mark.long
@pytest.mark.parametrize("table", TABLES)
def test_every_changed_byte_of_the_journal_is_found(written, table):
    tried, missed = sweep(written, table, 1, BITS)
    assert tried > 100
    assert missed == []


def other_values(value, at_length):
    """What a value could be changed to: numbers next to it, a text with one letter other, nothing to something."""
    if value is None:
        return [1]
    if isinstance(value, int):
        return [value - 1, value + 1]
    if isinstance(value, bytes):
        return [bytes([value[0] ^ 1]) + value[1:]]
    places = range(len(value)) if at_length else range(0, len(value), 40)
    return [value + "x", *(f"{value[:place]}{chr(ord(value[place]) ^ 1)}{value[place + 1 :]}" for place in places)]


def changed_by_sql(content, table, at_length):
    """The changes of a value of a table that the proof does not find, of how many tried."""
    missed, tried = [], 0
    with closing(database(content)) as connection:
        connection.isolation_level = None
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})") if row[1] != "id"]
        rows = connection.execute(f"SELECT id, {', '.join(columns)} FROM {table}").fetchall()
        engine = create_engine("sqlite://", creator=lambda: connection, poolclass=StaticPool)
        for key, *values in rows:
            for column, value in zip(columns, values, strict=True):
                for other in other_values(value, at_length):
                    tried += 1
                    write = f"UPDATE {table} SET {column} = ? WHERE id = ?"
                    try:
                        connection.execute(write, (other, key))
                        with told_apart(), Session(engine, autoflush=False) as session:
                            if not prove(session).faults:
                                missed.append((column, value, other))
                    except (sqlite3.IntegrityError, Refused):  # the database does not take it, or cannot read it
                        pass
                    connection.execute(write, (value, key))
    return tried, missed


@pytest.mark.parametrize("table", TABLES)
def test_a_value_changed_by_another_program_is_found(written, table):
    tried, missed = changed_by_sql(written, table, at_length=False)
    assert tried >= 2
    assert missed == []


@pytest.mark.long
@pytest.mark.parametrize("table", TABLES)
def test_every_value_changed_by_another_program_is_found(written, table):
    tried, missed = changed_by_sql(written, table, at_length=True)
    assert tried >= 2
    assert missed == []
