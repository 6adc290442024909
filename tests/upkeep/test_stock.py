"""The stock counted in a minute; the shopping list that becomes a purchase of the till or a request of the budget."""

import pytest
from sqlalchemy import select

from delta_app.budget.line_commands import LineDetails, add_line
from delta_app.budget.purchase_commands import approve_purchase, buy_purchase, drop_purchase, refuse_purchase
from delta_app.core.errors import Refused, say
from delta_app.till.commands import reverse
from delta_app.till.model import TillEntry, TillLine
from delta_app.till.proof_data import prove
from delta_app.upkeep import spoken
from delta_app.upkeep.model import ShoppingItem
from delta_app.upkeep.shopping_commands import (
    Payment,
    Taken,
    add_shopping,
    add_stock_to_shopping,
    ask_for_shopping,
    buy_shopping,
    change_shopping,
    put_away,
    remove_shopping,
    shopping_label,
)
from delta_app.upkeep.stock_commands import StockDetails, add_stock, change_stock, count_stock, withdraw_stock
from delta_app.upkeep.stock_data import common_line, expected_cents, low_stock, stock_rows
from tests.factory import COORDINATOR, READER, SERVER_AT_LENGTH
from tests.till.conftest import FLOAT, player
from tests.upkeep.conftest import TREASURER, WEDNESDAY, House, at


@pytest.fixture
def till(house):
    """The till is open."""
    play = player(house.store)
    assert play("open", at="2026-12-09T10:00", hosts=["Aïcha", "Jeroen"], counted=FLOAT)["ok"]
    return play


def names(house):
    return [(row.name, row.quantity) for row in house.shopping()]


def low(house):
    with house.store.read() as session:
        return [row.name for row in low_stock(session)]


def test_counted_in_a_minute_by_a_host_and_what_changed_is_told(house):
    milk, soap = house.stock(), house.stock("Savon", 3)
    filters = house.stock("Filtres", None)
    changed = house.do(count_stock, {milk: 1, soap: 3, filters: 0}, actor=house.host())
    assert [(one.name, one.before, one.now) for one in changed] == [("Lait", 5, 1), ("Filtres", None, 0)]
    assert {house.in_stock(name).counted_on for name in ("Lait", "Savon", "Filtres")} == {WEDNESDAY}
    assert names(house) == [("Filtres", 6), ("Lait", 5)]
    assert spoken.stock_chip(house.in_stock("Filtres"))[0] == "plus rien"
    assert spoken.stock_words(house.in_stock()) == "1 · minimum 2 · compté le 9 déc."
    house.store.undo(COORDINATOR)
    assert house.in_stock().quantity == 5
    assert house.in_stock("Filtres").quantity is None


def test_nothing_is_asked_for_below_a_minimum_of_none_and_what_nobody_counted_is_not_low(house):
    house.stock("Serpentins", 0, minimum=0, wanted=0)
    house.stock("Colle", None, minimum=3, wanted=3)
    assert (names(house), low(house)) == ([], [])
    assert spoken.stock_chip(house.in_stock("Colle"))[0] == "à compter"
    assert spoken.stock_chip(house.in_stock("Serpentins")) is None


@pytest.mark.parametrize("number", [-1, 10_001])
def test_a_count_that_cannot_be(house, number):
    milk = house.stock()
    with pytest.raises(Refused, match="house_number") as refused:
        house.do(count_stock, {milk: number})
    assert "de 0 à 10\u202f000" in say(refused.value)
    assert house.in_stock().quantity == 5
    with pytest.raises(Refused, match="no_such_stock"):
        house.do(count_stock, {99: 1})
    with pytest.raises(Refused, match="not_allowed"):
        house.do(count_stock, {milk: 1}, actor=READER)


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (StockDetails(""), "house_title_needed"),
        (StockDetails("x" * 500), "house_text_long"),
        (StockDetails("x", "u" * 21), "house_text_long"),
        (StockDetails("x", minimum=-1), "house_number"),
        (StockDetails("x", minimum=3, wanted=2), "stock_wanted_below"),
        (StockDetails("LAIT"), "stock_taken"),
        (StockDetails("x", price_cents=99_999_999_999), "bad_amount"),
        (StockDetails("x", line_id=99), "no_such_line"),
    ],
)
def test_what_the_stock_cannot_hold(house, wrong, code):
    house.stock()
    with pytest.raises(Refused, match=code) as refused:
        house.do(add_stock, wrong)
    assert say(refused.value)
    with house.store.read() as session:
        assert len(stock_rows(session)) == 1


def test_a_thing_is_changed_withdrawn_and_put_back(house):
    milk = house.stock(quantity=0)
    house.do(change_stock, milk, StockDetails("Lait demi-écrémé", "litres", minimum=1, wanted=4))
    assert names(house) == [("Lait demi-écrémé", 4)]
    house.do(withdraw_stock, milk)
    assert names(house) == []
    with pytest.raises(Refused, match="stock_taken") as refused:
        house.stock("lait demi-ecreme")
    assert "retiré" in say(refused.value)
    house.do(withdraw_stock, milk, False)
    assert names(house) == [("Lait demi-écrémé", 4)]


def test_anybody_of_the_team_adds_by_hand_and_the_stock_is_recognised(house):
    house.stock()
    assert house.do(add_shopping, "LAIT", 2, actor=house.host()) == f"stock-{house.in_stock().id}"
    house.do(add_shopping, "bougies", actor=house.host())
    house.do(add_shopping, "bougies", 3, actor=house.host())
    assert names(house) == [("Lait", 2), ("bougies", 3)]
    assert spoken.shopping_words(house.shopping()[0]) == "2 litres · il en reste 5 · ajouté à la main"
    for key in [row.key for row in house.shopping()]:
        house.do(change_shopping, key, 4)
    assert names(house) == [("Lait", 4), ("bougies", 4)]
    for key in [row.key for row in house.shopping()]:
        house.do(remove_shopping, key)
    assert names(house) == []
    with pytest.raises(Refused, match="not_allowed"):
        house.do(add_shopping, "x", actor=READER)
    with pytest.raises(Refused, match="house_number"):
        house.do(add_shopping, "x", 0)


def test_what_the_stock_lacks_stays_on_the_list(house):
    milk = house.stock(quantity=1)
    key = f"stock-{milk}"
    with pytest.raises(Refused, match="shopping_by_stock") as refused:
        house.do(remove_shopping, key)
    assert "comptez" in say(refused.value)
    house.do(change_shopping, key, 9)
    assert names(house) == [("Lait", 9)]
    house.do(remove_shopping, key)
    assert names(house) == [("Lait", 5)]
    house.do(add_stock_to_shopping, milk, 2)
    assert names(house) == [("Lait", 2)]


def test_a_number_put_on_what_the_stock_asks_for_lasts_until_it_is_counted(house):
    milk = house.stock(quantity=1)
    key = f"stock-{milk}"
    house.do(change_shopping, key, 4)
    assert names(house) == [("Lait", 4)]
    house.do(count_stock, {milk: 0})
    assert names(house) == [("Lait", 6)]
    house.do(change_shopping, key, 5)
    house.do(count_stock, {milk: 6})
    assert names(house) == []
    house.store.undo(COORDINATOR)
    assert names(house) == [("Lait", 5)]


def test_what_somebody_asks_for_that_is_not_low_stays_however_it_is_counted(house):
    milk = house.stock(quantity=5)
    house.do(add_stock_to_shopping, milk, 3)
    house.do(count_stock, {milk: 4})
    assert names(house) == [("Lait", 3)]
    house.do(count_stock, {milk: 6})
    assert names(house) == [("Lait", 3)]


@pytest.mark.parametrize("answer", ["none", "no"])
def test_what_the_budget_was_asked_for_is_counted(house, answer):
    milk = house.stock(quantity=1)
    purchase = house.do(ask_for_shopping, [Taken(f"stock-{milk}", 9)], 1_200)
    if answer == "no":
        house.do(refuse_purchase, purchase, "on en a reçu")
    house.do(count_stock, {milk: 0})
    (row,) = house.shopping()
    assert (row.quantity, row.asked) == ((9, True) if answer == "none" else (6, False))
    assert (answer == "none") or "on en a reçu" in spoken.shopping_words(row)
    house.do(count_stock, {milk: 6})
    assert names(house) == ([("Lait", 9)] if answer == "none" else [])


def test_bought_from_the_till_in_one_entry_and_the_stock_goes_up(house, till):
    milk, soap = house.stock(quantity=1), house.stock("Savon", 0)
    house.do(add_shopping, "bougies", 2)
    bought = [Taken(f"stock-{milk}", 5), Taken(house.shopping()[-1].key, 2)]
    booked = house.do(buy_shopping, bought, Payment(742, "T12"), actor=house.host())
    with house.store.read() as session:
        entry = session.get_one(TillEntry, booked.id)
        cost = [line.cents for line in session.scalars(select(TillLine)) if line.account == "expense"]
        assert (entry.kind, entry.label, entry.receipt, cost) == ("spend", "Courses : Lait, bougies", "T12", [742])
        assert prove(session).faults == ()
    assert (house.in_stock().quantity, house.in_stock().counted_on) == (6, WEDNESDAY)
    assert names(house) == [("Savon", 6)]
    assert house.in_stock("Savon").id == soap
    with pytest.raises(Refused, match=r"not_undoable|nothing_to_undo"):
        house.store.undo(COORDINATOR, house.store.history(1)[0].id)
    house.do(reverse, booked.id, "pas payé")  # the money comes back, the milk is counted
    assert house.in_stock().quantity == 6


def test_what_one_costs_is_known_where_it_was_bought_alone(house, till):
    milk = house.stock(quantity=1)
    house.do(buy_shopping, [Taken(f"stock-{milk}", 4)], Payment(502))
    assert house.in_stock().price_cents == 126
    house.do(count_stock, {milk: 0})
    assert expected_cents(house.shopping()) == 6 * 126


def test_with_a_closed_till_nothing_is_bought_and_nothing_is_half_done(house):
    milk = house.stock(quantity=1)
    house.do(add_shopping, "bougies")
    taken = [Taken(row.key, 2) for row in house.shopping()]
    with pytest.raises(Refused, match="till_closed") as refused:
        house.do(buy_shopping, taken, Payment(500))
    assert "ouvrez" in say(refused.value)
    assert house.in_stock().quantity == 1
    assert len(house.shopping()) == 2
    house.do(buy_shopping, [Taken(f"stock-{milk}", 5)], Payment(500, way="bank"), actor=TREASURER)
    assert house.in_stock().quantity == 6


def test_who_may_pay_how(house, till):
    milk = house.stock(quantity=1)
    line = house.do(add_line, 2026, LineDetails("Consommation", 20_000), "expense")
    old = house.do(add_line, 2025, LineDetails("Consommation", 20_000), "expense")
    taken = [Taken(f"stock-{milk}", 5)]
    wrong = [
        (Payment(500, way="bank"), house.host(), "not_allowed"),
        (Payment(500, line_id=line), house.host(), "not_allowed"),
        (Payment(500, line_id=old), TREASURER, "line_of_other_year"),
        (Payment(0), TREASURER, "bad_amount"),
        (Payment(999_999), TREASURER, "till_short"),
        (Payment(500), READER, "not_allowed"),
    ]
    for payment, actor, code in wrong:
        with pytest.raises(Refused, match=code):
            house.do(buy_shopping, taken, payment, actor=actor)
    for bad, code in (
        ([], "nothing_taken"), ([Taken("stock-99", 1)], "no_such_shopping"), ([Taken(f"stock-{milk}", 0)],
                                                                               "house_number"),
    ):  # fmt: skip
        with pytest.raises(Refused, match=code):
            house.do(buy_shopping, bad, Payment(500))
    assert house.in_stock().quantity == 1
    house.do(buy_shopping, taken, Payment(500, line_id=line), actor=TREASURER)


def test_what_was_given_is_put_away_without_money_and_can_be_undone(house):
    milk = house.stock(quantity=1)
    house.do(add_shopping, "bougies")
    assert house.do(put_away, [Taken(row.key, 3) for row in house.shopping()], actor=house.host()) == 2
    assert (house.in_stock().quantity, names(house)) == (4, [])
    house.store.undo(COORDINATOR)
    assert (house.in_stock().quantity, len(names(house))) == (1, 2)
    assert house.in_stock().id == milk


def test_asked_of_the_budget_it_waits_until_it_is_paid_and_put_away(house):
    milk = house.stock(quantity=1)
    house.do(add_shopping, "bougies", 2)
    keys = [row.key for row in house.shopping()]
    purchase = house.do(ask_for_shopping, [Taken(key, 5) for key in keys], 1_200, actor=house.host())
    assert [(row.asked, row.is_to_buy, row.purchase.label) for row in house.shopping()] == [
        (True, False, "Courses : Lait, bougies")
    ] * 2
    assert low(house) == []
    for act, words in (
        (ask_for_shopping, ([Taken(keys[0], 1)], 5)), (buy_shopping, ([Taken(keys[0], 1)], Payment(5))),
        (change_shopping, (keys[0], 2)), (remove_shopping, (keys[0],)), (add_shopping, ("lait",)),
    ):  # fmt: skip
        with pytest.raises(Refused, match="shopping_asked"):
            house.do(act, *words)
    house.do(approve_purchase, purchase)
    assert {spoken.shopping_chip(row)[0] for row in house.shopping()} == {"accordé"}
    house.do(buy_purchase, purchase, 1_150, way="bank")
    assert {spoken.shopping_chip(row)[0] for row in house.shopping()} == {"acheté, à ranger"}
    house.do(put_away, [Taken(row.key, row.quantity) for row in house.shopping()])
    assert (house.in_stock().quantity, names(house)) == (6, [])
    assert house.in_stock().id == milk


@pytest.mark.parametrize("how", ["refuse", "drop", "undo"])
def test_where_the_budget_says_no_it_is_to_be_bought_again(house, how):
    milk = house.stock(quantity=1)
    key = f"stock-{milk}"
    purchase = house.do(ask_for_shopping, [Taken(key, 5)], 1_200)
    if how == "refuse":
        house.do(refuse_purchase, purchase, "on en a reçu")
        assert "on en a reçu" in spoken.shopping_words(house.shopping()[0])
    elif how == "drop":
        house.do(drop_purchase, purchase)
    else:
        house.store.undo(COORDINATOR)
    assert low(house) == ["Lait"]
    house.do(ask_for_shopping, [Taken(key, 4)], 900)
    (row,) = house.shopping()
    assert (row.asked, row.quantity, row.purchase.cents) == (True, 4, 900)


def test_the_line_of_a_thing_is_that_of_this_year(house):
    for year in (2026, 2027):
        house.do(add_line, year, LineDetails("Consommation", 20_000), "expense")
    with house.store.read() as session:
        from delta_app.budget.queries import lines_of_year

        now, later = (lines_of_year(session, year)[0].id for year in (2026, 2027))
    milk = house.stock(quantity=0, line_id=now)
    house.do(add_shopping, "bougies")
    with house.store.read() as session:
        assert common_line(session, house.shopping()) == now
    with at(9, day=WEDNESDAY.replace(year=2027)), house.store.read() as session:
        assert common_line(session, house.shopping()) == later
    income = house.do(add_line, 2026, LineDetails("Dons", 0, "gifts"), "income")
    with pytest.raises(Refused, match="line_not_for_costs"):
        house.do(change_stock, milk, StockDetails("Lait", line_id=income))


def test_a_thousand_things_are_read_and_counted_at_once(house):
    with house.store.write(COORDINATOR, "mille") as session:
        from delta_app.upkeep.model import StockItem

        session.add_all(
            StockItem(name=f"Chose {n}", category="other", minimum=1, wanted=2, quantity=0, withdrawn=False)
            for n in range(1_000)
        )
    assert len(house.shopping()) == 1_000
    with house.store.read() as session:
        ids = [row.id for row in stock_rows(session)]
    assert len(house.do(count_stock, dict.fromkeys(ids, 3))) == 1_000
    assert house.shopping() == ()


def test_a_long_list_in_a_line():
    label = shopping_label(["papier toilette", "liquide vaisselle", "café moulu", "lait"])
    assert len(label) == 60
    assert label.endswith("…")


@SERVER_AT_LENGTH
def test_on_both_databases(tmp_path, each_database):
    with at(14):
        house = House(tmp_path)
        milk = house.stock(quantity=0)
        house.do(add_shopping, "bougies")
        house.do(ask_for_shopping, [Taken(f"stock-{milk}", 5)], 1_200)
        house.store.undo(COORDINATOR)
        house.do(put_away, [Taken(row.key, row.quantity) for row in house.shopping()])
        assert (house.in_stock().quantity, house.shopping()) == (6, ())
        with house.store.read() as session:
            assert session.scalars(select(ShoppingItem)).all() == []
        house.store.close()
