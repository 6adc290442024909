"""The treasurer's month: what was where, what it came to, and that every sum is what the journal's lines say."""

import sqlite3
from collections import Counter
from contextlib import closing
from datetime import UTC, date, datetime

import pytest

from delta_app.budget.model import NATURES as STORED_NATURES
from delta_app.budget.month_data import till_month
from delta_app.budget.month_words import journal_words
from delta_app.budget.natures import NATURES
from delta_app.core.calendar import Month
from delta_app.core.store import Store
from delta_app.till.ledger_process import Wording, book
from delta_app.till.rules import Line
from tests.budget.months import DECEMBER, plain_lines, random_acts, usual
from tests.factory import SERVER_AT_LENGTH, a_store, acting
from tests.till.conftest import FLOAT, player


@pytest.fixture
def store(tmp_path):
    return a_store(tmp_path)


def month_of(store, month=DECEMBER):
    with store.read() as session:
        return till_month(session, month)


def shown(month, place):
    one = month.place(place)
    return one.opening, one.came, one.went, one.closing


def test_a_month_with_everything_in_it(store):
    last = usual(store)
    month = month_of(store)
    assert month.holds
    assert {place.place: place.closing for place in month.money} == {
        name: last[name] for name in ("till", "envelope", "bank")
    }
    sums = month.sums
    assert sums.sales == (("Boissons", 600 + 350 + 150 + 50 + 100), ("Repas", 900 + 100), ("", 1430 + 1283))
    assert sums.offered == -100
    assert [(one.name, one.cents) for one in sums.income] == [("Dons", 2500)]
    assert [(one.name, one.cents) for one in sums.expenses] == [("Boissons et repas", 847), ("", 584)]
    assert (sums.cards.sold, sums.cards.topped_up, sums.cards.used, sums.cards.refunded) == (1000, 200, 250, 100)
    assert month.place("cards").closing == 850 == last["cards"]
    assert (sums.suspended.paid, sums.suspended.used, sums.suspended.coffees) == (100, 50, 2)
    assert shown(month, "suspended") == (0, 100, 50, 50)
    assert sums.rounding == last["rounding"]
    assert (sums.difference, sums.counts_off, sums.counts) == (last["difference"], 1, 2)
    assert sums.start == 5000
    assert month.explained == month.money_moved == sum(place.closing for place in month.money)


def test_an_entry_and_its_reversal_cancel_out_and_both_are_read(store):
    usual(store)
    month = month_of(store)
    said = [journal_words(entry) for entry in month.entries]
    assert [number for number, words in enumerate(said) if "HYPERLINK" in words or "8,54 au lieu" in words] == [9, 10]
    assert "annulée par le n° 2026-11" in said[9]
    teas = next(product for product in month.sums.products if product.name == "Thé")
    assert (teas.quantity, teas.cents) == (7, 350)


def test_a_close_says_its_difference_and_the_first_opening_that_money_was_there(store):
    usual(store)
    said = [journal_words(entry) for entry in month_of(store).entries]
    assert said[0] == "Ouverture · argent de départ"
    assert any("écart" in words and words.endswith("une pièce mal rendue") for words in said)


def test_the_month_of_the_story(store):
    """412,60 + 398,15 − 241,90 − 300,00 brought to the bank = 268,85."""
    play = player(store)
    play("product", name="Libre", price=None)
    play("open", at="2026-11-28T10:00", hosts=["A", "B"], counted={"5000": 8, "1000": 1, "200": 1, "50": 1, "10": 1})
    play("sell", at="2026-12-01T10:00", lines=[["Libre", 1, 39815]], pay=[["cash", 39815]])
    play("spend", amount=24190, label="courses")
    play("deposit", amount=30000, from_="till")
    month = month_of(store)
    assert shown(month, "till") == (41260, 39815, 54190, 26885)
    assert shown(month, "bank") == (0, 30000, 0, 30000)
    assert (month.sums.receipts, month.sums.spent, month.sums.start) == (39815, 24190, 0)


def test_a_month_with_nothing(store):
    month = month_of(store)
    assert month.holds
    assert (month.entries, month.head, month.sums.sales, month.book) == ((), None, (), ())
    assert [week.first.day for week in month.sums.weeks] == [1, 7, 14, 21, 28]
    assert month.sums.weeks[-1].last == date(2026, 12, 31)


def test_what_the_bank_did_is_of_its_day_also_when_noted_later(store):
    play = player(store)
    play("open", at="2026-12-03T10:00", hosts=["A", "B"], counted=FLOAT)
    with acting(store) as session:
        booked = book(
            session,
            "bank",
            [Line("bank", -750), Line("expense", 750)],
            Wording(label="frais de compte"),
            at=datetime(2027, 1, 5, 10, tzinfo=UTC),
            day=date(2026, 11, 30),
        )
    assert shown(month_of(store, Month(2026, 11)), "bank") == (0, 0, 750, -750)
    december = month_of(store)
    assert shown(december, "bank") == (-750, 0, 0, -750)
    assert shown(december, "till") == (0, 5000, 0, 5000)
    assert month_of(store, Month(2026, 11)).head.id == booked.id


def test_a_journal_that_was_changed_elsewhere_does_not_hold_and_says_so(tmp_path):
    store = a_store(tmp_path)
    usual(store)
    store.close()
    spoil(store.path)
    with closing(Store(store.path)) as again:
        month = month_of(again)
    assert [place.place for place in month.places if not place.holds] == ["till"]
    assert not month.holds


def spoil(path):
    """One amount of the journal is changed by another program."""
    with closing(sqlite3.connect(path)) as connection:
        triggers = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _sql in triggers:
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute("UPDATE till_line SET cents = cents + 100 WHERE account = 'till' AND entry_id = 2")
        for _name, sql in triggers:
            connection.execute(sql)
        connection.commit()


@SERVER_AT_LENGTH
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_every_sum_is_what_the_lines_say_and_a_month_opens_as_the_last_one_closed(each_database, tmp_path, seed):
    store = a_store(tmp_path)
    answers = random_acts(store, seed)
    assert answers["sell", True] > 5
    lines = plain_lines(store)
    before = None
    for month in (Month(2026, 11).plus(number) for number in range(4)):
        found = month_of(store, month)
        assert found.holds
        if before is not None:
            assert [place.opening for place in found.places] == [place.closing for place in before.places]
        before = found
        there = [row for row in lines if month.first <= _day(row["day"]) <= month.last]
        assert_sums(found, there)
    assert [place.closing for place in before.places] == [
        sign * sum(row["cents"] for row in lines if row["account"] == account)
        for account, sign in (("till", 1), ("envelope", 1), ("bank", 1), ("cards", -1), ("suspended", -1))
    ]


def _day(value):
    return value if isinstance(value, date) else date.fromisoformat(value)


def assert_sums(month, rows):
    by_account, by_category, by_line, cards = Counter(), Counter(), Counter(), Counter()
    for row in rows:
        by_account[row["account"]] += row["cents"]
        if row["account"] == "sales":
            by_category[row["category"]] -= row["cents"]
        if row["account"] in ("income", "expense"):
            by_line[row["account"], row["budget_line_id"]] += row["cents"]
        if row["account"] == "cards":
            cards[row["undone"] or row["kind"]] -= row["cents"]
    sums = month.sums
    assert dict(sums.sales) == dict(by_category)
    assert {("income", one.budget_line_id): -one.cents for one in sums.income} | {
        ("expense", one.budget_line_id): one.cents for one in sums.expenses
    } == dict(by_line)
    assert (sums.cards.sold, sums.cards.topped_up) == (cards["card_new"], cards["card_topup"])
    assert (-sums.cards.used, -sums.cards.refunded) == (cards["sell"], cards["card_refund"])
    assert sums.suspended.paid - sums.suspended.used == -by_account["suspended"]
    for name, found in (("offered", sums.offered), ("rounding", sums.rounding), ("difference", sums.difference)):
        assert found == -by_account[name], name
    assert month.money_moved == by_account["till"] + by_account["envelope"] + by_account["bank"]
    assert sum(week.receipts for week in sums.weeks) == sums.receipts
    assert sum(week.expenses for week in sums.weeks) == sums.spent
    assert sum(product.cents for product in sums.products) == sum(cents for _name, cents in sums.sales)


def test_the_columns_known_are_those_a_budget_line_may_have():
    assert NATURES == STORED_NATURES
