"""The lines of a year: added, changed, withdrawn, put in order, copied; and a year closed for good."""

import pytest
import time_machine

from delta_app.budget.bank_commands import classify_entry
from delta_app.budget.closed_data import is_closed
from delta_app.budget.line_commands import (
    LineDetails,
    add_line,
    bring_back_line,
    change_line,
    close_year,
    copy_year,
    order_lines,
    withdraw_line,
)
from delta_app.budget.purchase_commands import Wish, ask_purchase
from delta_app.budget.queries import lines_of_year
from delta_app.core.errors import Refused, say
from delta_app.till.commands import spend
from tests.budget.conftest import AICHA, TREASURER, a_line, line_of, view
from tests.factory import COORDINATOR, READER, a_store, acting, all_data


def names(store, year=2026):
    with store.read() as session:
        return [line.name for line in lines_of_year(session, year)]


def test_lines_come_in_their_order_expenses_first(store):
    gifts = a_line(store, "Dons", 50_000, side="income")
    first, second = a_line(store, "Consommation"), a_line(store, "  Petit   matériel ")
    assert names(store) == ["Consommation", "Petit matériel", "Dons"]
    with acting(store) as session:
        order_lines(session, 2026, [second, gifts])
    assert names(store) == ["Petit matériel", "Consommation", "Dons"]
    with store.read() as session:
        assert [line.nature for line in lines_of_year(session, 2026)] == ["other_expense"] * 2 + ["other_income"]
    with acting(store, actor=TREASURER) as session:
        change_line(session, first, LineDetails("Boissons", 30_000, "goods"))
    row = line_of(store, first)
    assert (row.name, row.figures.planned, row.nature) == ("Boissons", 30_000, "goods")


@pytest.mark.parametrize(
    ("name", "planned", "code"),
    [
        ("", 1, "line_unnamed"), (" \n ", 1, "line_unnamed"), ("x" * 61, 1, "line_name_long"),
        ("CONSOMMATION", 1, "line_taken"), ("Autre", -1, "bad_amount"), ("Autre", 10**9 + 1, "bad_amount"),
    ],
)  # fmt: skip
def test_a_line_that_cannot_be(store, name, planned, code):
    a_line(store)
    with pytest.raises(Refused, match=code) as refused, acting(store) as session:
        add_line(session, 2026, LineDetails(name, planned))
    assert "Rien n’a changé" in say(refused.value) or code == "bad_amount"


def test_a_name_is_free_again_on_the_other_side_and_in_another_year(store):
    a_line(store, "Divers")
    a_line(store, "Divers", side="income")
    a_line(store, "Divers", year=2027)
    with pytest.raises(Refused, match="year_unknown"), acting(store) as session:
        add_line(session, 27, LineDetails("Divers", 1))


def test_a_line_goes_and_one_with_entries_or_purchases_stays_withdrawn(store, opened):
    empty, spent, asked = (a_line(store, name) for name in ("Vide", "Lait", "Jeux"))
    with acting(store) as session:
        spend(session, 500, "lait", budget_line_id=spent)
        ask_purchase(session, Wish("Échecs", 3000, line_id=asked))
    for line in (empty, spent, asked):
        with acting(store) as session:
            withdraw_line(session, line)
    assert names(store) == ["Lait", "Jeux"]
    assert [(row.name, row.withdrawn) for row in view(store).lines] == [("Lait", True)]
    with pytest.raises(Refused, match="line_taken") as taken, acting(store) as session:
        add_line(session, 2026, LineDetails("jeux", 1))
    assert "retirées" in say(taken.value)
    with acting(store) as session:
        bring_back_line(session, asked)
    assert [(row.name, row.withdrawn) for row in view(store).lines] == [("Lait", True), ("Jeux", False)]


def test_every_act_on_lines_is_taken_back(store):
    line = a_line(store)
    before = all_data(store)
    acts = (
        lambda session: add_line(session, 2026, LineDetails("Autre", 1)),
        lambda session: change_line(session, line, LineDetails("Boissons", 1)),
        lambda session: withdraw_line(session, line),
        lambda session: copy_year(session, 2026, 2027),
    )
    for act in acts:
        with acting(store) as session:
            act(session)
        assert all_data(store) != before
        store.undo(COORDINATOR)
        assert all_data(store) == before


def test_next_year_is_copied_once_without_what_was_withdrawn(store, opened):
    for name, planned in (("Lait", 100), ("Jeux", 200), ("Vieux", 300)):
        line = a_line(store, name, planned)
    with acting(store) as session:
        spend(session, 500, "x", budget_line_id=line)
        withdraw_line(session, line)
    a_line(store, "Dons", 400, side="income")
    with acting(store, actor=TREASURER) as session:
        assert copy_year(session, 2026, 2027) == 3
    assert [(row.name, row.figures.planned, row.figures.moved) for row in view(store, 2027).lines] == [
        ("Lait", 100, 0), ("Jeux", 200, 0), ("Dons", 400, 0),
    ]  # fmt: skip
    for year, into, code in ((2026, 2027, "year_has_lines"), (2030, 2031, "year_without_lines"), (2026, 1, "year_unk")):
        with pytest.raises(Refused, match=code), acting(store) as session:
            copy_year(session, year, into)


@pytest.mark.parametrize("actor", [AICHA, READER])
def test_lines_are_for_whoever_keeps_the_accounts(store, actor):
    with pytest.raises(Refused, match="not_allowed"), acting(store, actor=actor) as session:
        add_line(session, 2026, LineDetails("Lait", 1))


def test_a_year_is_closed_for_good(each_database, tmp_path):
    store = a_store(tmp_path)
    line = a_line(store)
    with time_machine.travel("2027-01-15T10:00:00Z", tick=False):
        with acting(store) as session:
            close_year(session, 2026)
        with store.read() as session:
            assert is_closed(session, 2026)
        assert view(store).closed
        acts = (
            lambda session: add_line(session, 2026, LineDetails("x", 1)),
            lambda session: change_line(session, line, LineDetails("x", 1)),
            lambda session: withdraw_line(session, line),
            lambda session: bring_back_line(session, line),
            lambda session: order_lines(session, 2026, [line]),
            lambda session: copy_year(session, 2027, 2026),
            lambda session: ask_purchase(session, Wish("x", 1, line_id=line)),
        )
        for act in acts:
            with pytest.raises(Refused, match=r"^year_closed$"), acting(store) as session:
                act(session)
        with pytest.raises(Refused, match="year_closed_already"), acting(store) as session:
            close_year(session, 2026)
        with pytest.raises(Refused, match="not_undoable"):
            store.undo(COORDINATOR, store.last_own_record)


def test_what_keeps_a_year_from_being_closed(store, opened):
    line = a_line(store)
    with acting(store) as session:
        spent = spend(session, 500, "lait")

    def refused(year=2026, **how):
        with pytest.raises(Refused) as refusal, acting(store, actor=TREASURER) as session:
            close_year(session, year, **how)
        assert say(refusal.value)
        return refusal.value.code

    assert refused(2027) == "year_to_come"
    assert refused() == "till_open_in_year"
    assert refused(anyway=True) == "till_open_in_year"
    opened("close", at="2026-12-31T18:00", counted={"2000": 2, "500": 1}, keep=4500, by=["A", "B"])
    assert refused() == "year_not_over"
    with time_machine.travel("2027-01-15T10:00:00Z", tick=False):
        assert refused() == "unclassified_left"
        with acting(store) as session:
            classify_entry(session, spent.id, line)
        with acting(store) as session:
            close_year(session, 2026)
        again = opened("open", at="2027-01-15T11:00", hosts=["A", "B"], counted={"2000": 2, "500": 1})
        assert again["ok"], again
        with pytest.raises(Refused, match="year_closed"), acting(store) as session:
            classify_entry(session, spent.id, None)


def is_closed_now(store, year):
    with store.read() as session:
        return is_closed(session, year)


def test_a_year_is_closed_with_what_is_left_when_that_is_meant(store, opened):
    with acting(store) as session:
        spend(session, 500, "lait")
    opened("close", at="2026-12-10T18:00", counted={"2000": 2, "500": 1}, keep=4500, by=["A", "B"])
    with pytest.raises(Refused, match="year_not_over"), acting(store) as session:  # the till would stay shut
        close_year(session, 2026, anyway=True)
    with time_machine.travel("2027-01-02T10:00:00Z", tick=False):
        with acting(store) as session:
            close_year(session, 2026, anyway=True)
        assert is_closed_now(store, 2026)
