"""Purchases from asked to bought: who may do what, what is committed, and what is taken back."""

from datetime import date

import pytest
import time_machine

from delta_app.budget.bank_commands import add_bank_movement
from delta_app.budget.line_commands import close_year
from delta_app.budget.purchase_commands import (
    Wish,
    approve_purchase,
    ask_purchase,
    buy_purchase,
    drop_purchase,
    link_purchase,
    put_purchase_on,
    refuse_purchase,
    unlink_purchase,
)
from delta_app.budget.purchase_data import entries_to_link, purchases_by
from delta_app.core.access import Actor, Role
from delta_app.core.errors import Refused, say
from delta_app.till.commands import reverse, spend
from delta_app.till.proof_data import prove
from tests.budget.conftest import DAY, TREASURER, a_line, line_of, view
from tests.factory import COORDINATOR, READER, a_host, a_store, acting


@pytest.fixture
def fatma(store):
    return Actor("Fatma Ö.", Role.HOST, a_host(store))


def asked(store, label="Filtre", cents=2_500, line=None, actor=COORDINATOR):
    with acting(store, actor=actor) as session:
        return ask_purchase(session, Wish(label, cents, "Maison", line))


def do(store, act, *words, actor=COORDINATOR, **how):
    with acting(store, actor=actor) as session:
        return act(session, *words, **how)


def only(store, year=2026):
    (row,) = view(store, year).purchases
    return row


def test_a_host_asks_the_treasurer_grants_and_it_is_committed(store, fatma):
    line = a_line(store)
    number = asked(store, line=line, actor=fatma)
    row = only(store)
    assert (row.state, row.asked_by, row.asked_on, row.line_name) == ("asked", fatma.host_id, DAY, "Consommation")
    assert line_of(store, line).figures.committed == 0
    do(store, approve_purchase, number, actor=TREASURER)
    assert only(store).state == "approved"
    assert (line_of(store, line).figures.committed, line_of(store, line).figures.left) == (2_500, 19_500)
    do(store, refuse_purchase, number, "il y en a un", actor=TREASURER)
    assert (only(store).state, only(store).why) == ("refused", "il y en a un")
    assert line_of(store, line).figures.committed == 0
    with store.read() as session:
        assert [row.id for row in purchases_by(session, fatma.host_id)] == [number]


def test_one_without_a_line_is_committed_on_none(store):
    line = a_line(store)
    number = asked(store)
    do(store, approve_purchase, number)
    assert [(row.id, row.figures.committed) for row in view(store).lines] == [(line, 0), (None, 2_500)]
    assert view(store).total("expense").left == 19_500
    do(store, refuse_purchase, number, "x")
    do(store, approve_purchase, number, line)
    assert [(row.id, row.figures.committed) for row in view(store).lines] == [(line, 2_500)]


@pytest.mark.parametrize(
    ("wish", "code"),
    [
        (Wish("", 1), "label_needed"), (Wish("x" * 61, 1), "label_long"), (Wish("x", 0), "bad_amount"),
        (Wish("x", 10**9), "bad_amount"), (Wish("x", 1, line_id=99), "no_such_line"), (Wish("x", 1, "y" * 61), "long"),
    ],
)  # fmt: skip
def test_what_cannot_be_asked(store, wish, code):
    with pytest.raises(Refused, match=code), acting(store) as session:
        ask_purchase(session, wish)


def test_a_purchase_is_asked_on_a_line_of_costs(store):
    gifts = a_line(store, "Dons", side="income")
    with pytest.raises(Refused, match="line_not_for_costs"):
        asked(store, line=gifts)


def test_who_may_do_what(store, fatma):
    number = asked(store, actor=fatma)
    other = Actor("Emre Y.", Role.HOST, a_host(store, "Emre", "Yıldız"))
    for actor, act, words in (
        (READER, ask_purchase, (Wish("x", 1),)), (fatma, approve_purchase, (number,)),
        (fatma, refuse_purchase, (number, "x")), (other, drop_purchase, (number,)),
        (TREASURER, drop_purchase, (number,)), (fatma, link_purchase, (number, 1)),
        (fatma, buy_purchase, (number, 100)), (fatma, unlink_purchase, (number,)),
        (fatma, put_purchase_on, (number, 1)),
    ):  # fmt: skip
        with pytest.raises(Refused, match=r"not_allowed|not_yours"):
            do(store, act, *words, actor=actor)
    do(store, drop_purchase, number, actor=fatma)
    assert only(store).state == "dropped"
    own = asked(store, "Encre", actor=TREASURER)
    do(store, drop_purchase, own, actor=TREASURER)


@pytest.mark.parametrize(
    ("acts", "code"),
    [
        ([(refuse_purchase, "")], "why_needed"), ([(refuse_purchase, "x" * 201)], "label_long"),
        ([(approve_purchase,), (approve_purchase,)], "purchase_not_so"), ([(buy_purchase, 100)], "purchase_not_so"),
        ([(drop_purchase,), (approve_purchase,)], "purchase_not_so"), ([(unlink_purchase,)], "purchase_not_so"),
        ([(approve_purchase, 99)], "no_such_line"),
    ],
)  # fmt: skip
def test_what_a_purchase_cannot_become(store, acts, code):
    number = asked(store)
    *before, (act, *words) = acts
    for earlier, *said in before:
        do(store, earlier, number, *said)
    with pytest.raises(Refused, match=code) as refused:
        do(store, act, number, *words)
    assert say(refused.value)
    with pytest.raises(Refused, match="no_such_purchase"):
        do(store, approve_purchase, 99)


def test_it_is_bought_from_the_till_in_one_act_that_is_not_taken_back(store, opened):
    line = a_line(store)
    number = asked(store, line=line)
    do(store, approve_purchase, number)
    booked = do(store, buy_purchase, number, 2_347, receipt="T14")
    row = only(store)
    assert (row.state, row.entry_id, row.paid, row.cents) == ("bought", booked.id, 2_347, 2_500)
    assert (line_of(store, line).figures.moved, line_of(store, line).figures.committed) == (2_347, 0)
    assert view(store).money.till == 5_000 - 2_345
    with pytest.raises(Refused, match="not_undoable"):
        store.undo(COORDINATOR, store.last_own_record)
    do(store, reverse, booked.id, "rendu")
    row = only(store)
    assert (row.state, row.entry_id, row.paid) == ("approved", None, None)
    assert (line_of(store, line).figures.moved, line_of(store, line).figures.committed) == (0, 2_500)
    do(store, buy_purchase, number, 2_400)
    assert only(store).paid == 2_400


def test_it_is_bought_by_an_entry_that_is_there(store, opened):
    line = a_line(store)
    number, other = asked(store, line=line), asked(store, "Encre")
    for one in (number, other):
        do(store, approve_purchase, one)
    paid = do(store, spend, 2_400, "filtre", way="bank", budget_line_id=line)
    before = view(store)
    do(store, link_purchase, number, paid.id, actor=TREASURER)
    assert line_of(store, line).figures.committed == 0
    with store.read() as session:
        assert entries_to_link(session, 2026) == ()
    with pytest.raises(Refused, match="entry_not_to_link"):
        do(store, link_purchase, other, paid.id)
    store.undo(COORDINATOR, store.last_own_record)
    assert view(store) == before
    do(store, link_purchase, number, paid.id)
    do(store, unlink_purchase, number)
    assert view(store) == before


def test_an_entry_on_no_line_goes_on_the_line_of_its_purchase(store):
    line = a_line(store)
    number = asked(store, line=line)
    do(store, approve_purchase, number)
    paid = do(store, add_bank_movement, date(2026, 12, 1), -2_400, "filtre")
    do(store, link_purchase, number, paid.id)
    assert [(row.id, row.figures.moved, row.figures.committed) for row in view(store).lines] == [(line, 2_400, 0)]
    with pytest.raises(Refused, match="not_undoable"):
        store.undo(COORDINATOR, store.last_own_record)
    with store.read() as session:
        assert prove(session).faults == ()


def test_entries_that_buy_nothing(store, opened):
    number = asked(store)
    do(store, approve_purchase, number)
    opened("sell", lines=[["Café", 1]], pay=[["cash", 50]])
    gone = do(store, spend, 300, "rendu", way="bank")
    undone = do(store, reverse, gone.id, "rendu")
    income = do(store, add_bank_movement, date(2026, 12, 1), 2_400, "don")
    for entry in (1, 2, gone.id, undone.id, income.id, 99):
        with pytest.raises(Refused, match="entry_not_to_link"):
            do(store, link_purchase, number, entry)


def test_a_purchase_planned_on_another_year_is_not_paid_on_its_line_now(store, opened):
    line = a_line(store, year=2027)
    number = asked(store, line=line)
    do(store, approve_purchase, number)
    assert line_of(store, line, 2027).figures.committed == 2_500
    assert view(store).purchases == ()
    with pytest.raises(Refused, match="line_of_other_year"):
        do(store, buy_purchase, number, 2_500)


def test_it_is_put_on_a_line_of_the_year_in_which_it_is_paid(store):
    line, gifts = a_line(store), a_line(store, "Dons", side="income")
    number = asked(store, line=line)
    do(store, approve_purchase, number)
    with time_machine.travel("2027-01-05T10:00:00Z", tick=False):
        other = a_line(store, year=2027)
        for wrong, code in ((99, "no_such_line"), (gifts, "line_not_for_costs")):
            with pytest.raises(Refused, match=code):
                do(store, put_purchase_on, number, wrong)
        do(store, put_purchase_on, number, other, actor=TREASURER)
        assert line_of(store, other, 2027).figures.committed == 2_500
        assert line_of(store, line).figures.committed == 0
        store.undo(TREASURER)
        assert line_of(store, line).figures.committed == 2_500
        with acting(store) as session:
            put_purchase_on(session, number, other)
            buy_purchase(session, number, 2_400, way="bank")
        assert (line_of(store, other, 2027).figures.moved, only(store, 2027).line_id) == (2_400, other)
        with pytest.raises(Refused, match="purchase_not_so") as refused:
            do(store, put_purchase_on, number, None)
        assert "déjà fait" in say(refused.value)
        do(store, unlink_purchase, number)
        do(store, put_purchase_on, number, None)
        assert only(store, 2026).line_id is None


def test_only_a_purchase_on_no_line_asks_for_one_where_there_are_any(store):
    number, plain = asked(store), asked(store, "Savon")
    assert not any(row.asks_line for row in view(store).purchases)
    line = a_line(store)
    do(store, approve_purchase, plain, line)
    assert [row.asks_line for row in view(store).purchases] == [False, True]
    do(store, put_purchase_on, number, line)
    assert not any(row.asks_line for row in view(store).purchases)


def figures(store, year):
    seen = view(store, year)
    return [(line.name, line.figures) for line in seen.lines], seen.months


def test_what_is_not_over_goes_on_in_the_next_year_and_the_closed_one_stays_as_it_is(store, opened):
    line, other = a_line(store), a_line(store, "Papier")
    granted, plain, waiting = asked(store, line=line), asked(store, "Savon", 300), asked(store, "Craies", 200, other)
    bought = asked(store, "Tasses", 1_000, line)
    for number in (granted, plain, bought):
        do(store, approve_purchase, number)
    entry = do(store, buy_purchase, bought, 900)
    opened("close", at="2026-12-10T18:00", counted={"1000": 4, "100": 1}, keep=4_100, by=["A", "B"])
    with time_machine.travel("2027-01-05T10:00:00Z", tick=False):
        next_line = a_line(store, year=2027)
        assert view(store, 2027).purchases == ()
        do(store, close_year, 2026, anyway=True)
        closed = figures(store, 2026)
        assert [line.figures.committed for line in view(store).lines] == [0, 0]
        assert [(row.label, row.state, row.line_id) for row in view(store, 2027).purchases] == [
            ("Craies", "asked", None), ("Savon", "approved", None), ("Filtre", "approved", next_line),
        ]  # fmt: skip
        assert [row.label for row in view(store).purchases] == ["Tasses"]
        assert line_of(store, next_line, 2027).figures.committed == 2_500
        # Nothing that is done to them now changes the closed year.
        do(store, approve_purchase, waiting)
        do(store, drop_purchase, plain)
        do(store, unlink_purchase, bought)
        opened("open", at="2027-01-05T11:00", hosts=["A", "B"], counted={"1000": 4, "100": 1})
        do(store, buy_purchase, granted, 2_400, way="bank")
        do(store, reverse, entry.id, "rapporté")
        assert figures(store, 2026) == closed
        assert line_of(store, next_line, 2027).figures.moved == 2_400
        assert [(row.label, row.state) for row in view(store, 2027).purchases] == [
            ("Tasses", "approved"), ("Craies", "approved"), ("Filtre", "bought"),
        ]  # fmt: skip


def test_acts_on_purchases_are_taken_back(store):
    number = asked(store)
    for act, *words in ((approve_purchase,), (refuse_purchase, "x"), (drop_purchase,)):
        before = view(store)
        do(store, act, number, *words)
        assert view(store) != before
        store.undo(COORDINATOR)
        assert view(store) == before


def test_purchases_on_a_server(each_database, tmp_path):
    store = a_store(tmp_path)
    line = a_line(store)
    number = asked(store, line=line)
    do(store, approve_purchase, number)
    paid = do(store, add_bank_movement, date(2026, 12, 1), -2_400, "filtre")
    do(store, link_purchase, number, paid.id)
    assert only(store).paid == 2_400
    do(store, reverse, paid.id, "x")
    assert only(store).state == "approved"


def test_what_was_bought_and_undone_in_the_next_year_is_committed_in_that_one_alone(store):
    line = a_line(store)
    number = asked(store, cents=5_000, line=line)
    do(store, approve_purchase, number)
    with acting(store) as session:
        bought = buy_purchase(session, number, 5_000, way="bank")
    with time_machine.travel("2027-01-15T10:00:00Z", tick=False):
        again = a_line(store, year=2027)
        do(store, reverse, bought.id, "rendu au magasin")
        assert (line_of(store, line).figures.moved, line_of(store, line).figures.committed) == (5_000, 0)
        assert view(store).purchases == ()
        assert line_of(store, again, 2027).figures.committed == 5_000
        assert (only(store, 2027).state, only(store, 2027).line_id) == ("approved", again)
