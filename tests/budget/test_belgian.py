"""The Belgian simplified journal: rows of cash and account whose natures come to their total, to the cent."""

from collections import Counter
from datetime import UTC, date, datetime

import pytest

from delta_app.budget.belgian_rules import book_rows, nature_totals
from delta_app.budget.month_data import till_month
from delta_app.budget.natures import EXPENSES, RECEIPTS, NatureMap
from delta_app.budget.settings import ALL, NATURE_OF
from delta_app.core.calendar import Month
from delta_app.core.settings import change_setting
from delta_app.till.entry_data import EntryRow, Line
from delta_app.till.rules import Balances
from tests.budget.months import DECEMBER, random_acts, usual
from tests.factory import a_store, acting

PLAIN = NatureMap(
    sales="other_income", cards="membership", suspended="gifts", rounding="subsidies", difference="services"
)


def entry(*lines, kind="sell"):
    return EntryRow(
        1, 2026, 1, date(2026, 12, 3), datetime(2026, 12, 3, tzinfo=UTC), kind, None, "", "", "", None, "", None,
        tuple(lines), {}, {}, (), False, "", Balances(),
    )  # fmt: skip


def rows(*lines, kind="sell", mapping=PLAIN):
    assert not sum(line.cents for line in lines)
    return [(row.place, row.total, dict(row.natures)) for row in book_rows([entry(*lines, kind=kind)], mapping)]


def sold(cents, account="sales"):
    return Line(account, -cents, product_id=1, quantity=1)


def test_a_sale_in_two_ways_fills_two_rows_and_the_rounding_is_of_the_cash():
    """12,83: 5,00 by QR, 7,83 in cash, of which 7,85 are paid."""
    assert rows(sold(1283), Line("bank", 500), Line("till", 785), Line("rounding", -2)) == [
        ("cash", 785, {"other_income": 783, "subsidies": 2}),
        ("account", 500, {"other_income": 500}),
    ]


def test_what_a_card_or_the_house_pays_is_no_money():
    assert rows(sold(300), Line("cards", 200, card_id=1), Line("till", 100)) == [("cash", 100, {"other_income": 100})]
    assert rows(sold(300), Line("offered", 300)) == []
    assert rows(sold(100), sold(50, "suspended"), Line("cards", 120, card_id=1), Line("till", 30)) == [
        ("cash", 30, {"gifts": 30})
    ]


def test_a_reversal_is_the_same_below_zero():
    lines = (sold(1283), Line("bank", 500), Line("till", 785), Line("rounding", -2))
    assert rows(*(line.reversed() for line in lines), kind="reverse") == [
        ("cash", -785, {"other_income": -783, "subsidies": -2}),
        ("account", -500, {"other_income": -500}),
    ]


def test_money_that_changes_its_place_has_no_nature():
    assert rows(Line("bank", 5000), Line("envelope", -5000), kind="deposit") == [
        ("cash", -5000, {}),
        ("account", 5000, {}),
    ]
    assert rows(Line("till", 5000), Line("start", -5000), kind="open") == [("cash", 5000, {})]
    assert rows(Line("till", -2000), Line("envelope", 2000), kind="close") == []


def test_a_difference_is_of_the_cash_also_where_money_goes_to_the_envelope():
    lines = (Line("till", -50), Line("difference", 50), Line("till", -2385), Line("envelope", 2385))
    assert rows(*lines, kind="close") == [("cash", -50, {"services": -50})]


def test_budget_lines_say_their_own_nature_and_a_nature_put_right_moves_no_money():
    mapping = NatureMap(of_line={7: "goods", 8: "wages"})
    spent = (Line("expense", 847, budget_line_id=7), Line("till", -845), Line("rounding", -2))
    assert rows(*spent, kind="spend", mapping=mapping) == [("cash", -845, {"goods": -847, "other_income": 2})]
    moved = (Line("expense", -847), Line("expense", 847, budget_line_id=8))
    assert rows(*moved, kind="reclassify", mapping=mapping) == [("", 0, {"other_expense": 847, "wages": -847})]
    fee = (Line("bank", 980), Line("income", -1000), Line("expense", 20, budget_line_id=8))
    assert rows(*fee, kind="bank", mapping=mapping) == [("account", 980, {"other_income": 1000, "wages": -20})]


@pytest.mark.parametrize("seed", [4, 5, 6])
def test_every_row_adds_up_and_the_totals_are_what_the_places_moved(tmp_path, seed):
    store = a_store(tmp_path)
    random_acts(store, seed)
    for of, nature in (("cards", "membership"), ("suspended", "gifts"), ("rounding", "services")):
        with acting(store) as session:
            change_setting(session, NATURE_OF[of], nature)
    for number in range(3):
        with store.read() as session:
            month = till_month(session, Month(2026, 11).plus(number))
        moved = Counter()
        for row in month.book:
            moved[row.place] += row.total
            if row.natures:
                assert sum(row.natures.values()) == row.total
            receipts = sum(row.shown(nature) or 0 for nature in RECEIPTS)
            expenses = sum(row.shown(nature) or 0 for nature in EXPENSES)
            assert receipts - expenses == (row.total if row.natures else 0)
        assert moved["cash"] == month.place("till").moved + month.place("envelope").moved
        assert moved["account"] == month.place("bank").moved
        assert not moved[""]
        totals = nature_totals(month.book)
        gained = sum(totals[nature] for nature in RECEIPTS) - sum(totals[nature] for nature in EXPENSES)
        assert gained == month.money_moved - month.sums.start


def test_where_sales_stand_is_a_setting(tmp_path):
    store = a_store(tmp_path)
    usual(store)
    with acting(store) as session:
        change_setting(session, NATURE_OF["sales"], "gifts")
        change_setting(session, NATURE_OF["cards"], "membership")
    with store.read() as session:
        month = till_month(session, DECEMBER)
    totals = nature_totals(month.book)
    assert totals["membership"] == 1000 + 200 - 100
    assert totals["goods"] == 847
    assert totals["gifts"] == 3280 + 1283 + 2500
    assert {setting.name for setting in ALL} >= {"budget.nature_sales", "budget.nature_rounding"}
