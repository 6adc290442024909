"""How a year stands: every figure is the sum of the entries behind it, and is found again by plain arithmetic."""

from collections import Counter
from datetime import date

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from delta_app.budget.bank_commands import add_bank_movement, classify_entry
from delta_app.budget.entries_data import (
    AtPlace,
    OfLine,
    OfYear,
    Unclassified,
    entries_behind,
    parts_behind,
    rows_behind,
)
from delta_app.budget.line_commands import LineDetails, add_line, close_year, withdraw_line
from delta_app.budget.line_settings import ALERT_SHARE
from delta_app.budget.queries import known_years, year_view
from delta_app.budget.rules import Figures
from delta_app.core.errors import Refused
from delta_app.core.settings import change_setting
from delta_app.till.commands import Paid, Wanted, receive, reverse, sell, spend
from delta_app.till.journal_data import entries_by_id
from delta_app.till.model import TillLine
from delta_app.till.proof_data import prove
from tests.budget.conftest import AICHA, NOW, a_line, line_of, view
from tests.factory import COORDINATOR, a_store, acting
from tests.till.conftest import FLOAT, player


def spent(store, cents, line=None, label="lait", way="bank"):
    with acting(store) as session:
        return spend(session, cents, label, way=way, budget_line_id=line)


def test_the_story_of_the_line_that_calls_for_attention(store):
    line = a_line(store, "Entretien et nettoyage", 22_000)
    spent(store, 18_742, line)
    row = line_of(store, line)
    assert (row.figures.moved, row.figures.left, row.figures.percent, row.alert) == (18_742, 3_258, 85, True)
    with acting(store) as session:
        change_setting(session, ALERT_SHARE, 90)
    assert not line_of(store, line).alert


@pytest.mark.parametrize(
    ("planned", "used", "percent", "alert"),
    [
        (10_000, 7_999, 79, False), (10_000, 8_000, 80, True), (10_000, 10_001, 100, True), (0, 0, None, False),
        (0, 1, None, True), (10_000, -500, -5, False),
    ],
)  # fmt: skip
def test_when_a_line_calls_for_attention(planned, used, percent, alert):
    figures = Figures(planned, used)
    assert (figures.percent, figures.calls_for_attention(80)) == (percent, alert)


def test_of_a_withdrawn_line_no_more_is_planned_than_what_it_spent(store):
    line = a_line(store, "Sorties", 50_000)
    a_line(store)
    spent(store, 100, line)
    with acting(store) as session:
        withdraw_line(session, line)
    row = line_of(store, line)
    assert (row.figures, row.withdrawn, row.alert) == (Figures(100, 100), True, False)
    assert view(store).total("expense") == Figures(22_100, 100)


def test_what_is_on_no_line_has_a_row_of_its_own(store, opened):
    line, gifts = a_line(store), a_line(store, "Dons", 10_000, side="income")
    assert [row.id for row in view(store).lines] == [line, gifts]
    stray = spent(store, 500)
    with acting(store) as session:
        receive(session, 2_000, "don", way="bank", budget_line_id=gifts)
        receive(session, 3_000, "cotisation", way="bank")
    rows = view(store).lines
    assert [(row.id, row.side, row.figures.moved) for row in rows] == [
        (line, "expense", 0), (None, "expense", 500), (gifts, "income", 2_000), (None, "income", 3_000),
    ]  # fmt: skip
    assert view(store).total("expense") == Figures(22_000, 500)
    assert view(store).total("income") == Figures(10_000, 5_000)
    with acting(store) as session:
        classify_entry(session, stray.id, line)
    assert [row.id for row in view(store).lines] == [line, gifts, None]


def test_months_count_what_was_drunk_and_not_what_was_put_on_a_card(store, opened):
    opened("card_new", card="42", amount=1000)
    opened("sell", lines=[["Café", 3]], pay=[["card", 100], ["cash", 50]], card="42")
    opened("sell", lines=[["Café", 2]], pay=[["free", 100]])
    opened("sell", lines=[["Café suspendu", 2]], pay=[["cash", 100]])
    opened("sell", lines=[["Café", 1]], pay=[["suspended", 50]])
    opened("sell", lines=[["Prix libre", 1, 62]], pay=[["cash", 62]])
    with acting(store) as session:
        receive(session, 500, "don")
        add_bank_movement(session, date(2026, 3, 5), 7_000, "subside")
        add_bank_movement(session, date(2026, 3, 6), -1_250, "loyer")
    seen = view(store)
    assert (seen.months[11].receipts, seen.months[11].expenses) == (150 + 50 + 62 + 500, 0)
    assert (seen.months[2].receipts, seen.months[2].expenses) == (7_000, 1_250)
    assert (seen.money.cards, seen.money.suspended, seen.money.bank) == (900, 50, 5_750)
    assert [month.month for month in seen.months] == list(range(1, 13))


def test_an_entry_is_put_on_another_line_and_back(store):
    milk, games = a_line(store, "Lait"), a_line(store, "Jeux")
    entry = spent(store, 847, milk)
    figures = lambda: [row.figures.moved for row in view(store).lines]  # noqa: E731
    for line, expected in ((games, [0, 847]), (None, [0, 0, 847]), (milk, [847, 0])):
        with acting(store) as session:
            moved = classify_entry(session, entry.id, line)
        assert figures() == expected
        with store.read() as session:
            (row,) = entries_by_id(session, [moved.id])
            assert (row.kind, row.label, row.why, row.day) == ("reclassify", "lait", "2026-1", date(2026, 12, 10))
    with pytest.raises(Refused, match="classified_so"), acting(store) as session:
        classify_entry(session, entry.id, milk)
    with store.read() as session:
        assert prove(session).faults == ()


def test_reversing_what_was_put_on_another_line_takes_it_off_that_line(store):
    milk, games = a_line(store, "Lait"), a_line(store, "Jeux")
    for first in (milk, None):
        entry = spent(store, 847, first)
        with acting(store) as session:
            moved = classify_entry(session, entry.id, games)
        with pytest.raises(Refused, match="not_reversible"), acting(store) as session:
            reverse(session, moved.id, "x")
        with acting(store) as session:
            undone = reverse(session, entry.id, "erreur")
        assert [(row.id, row.figures.moved) for row in view(store).lines] == [(milk, 0), (games, 0)]
        for one in (entry, undone):
            with pytest.raises(Refused, match="already_reversed"), acting(store) as session:
                classify_entry(session, one.id, milk)
    with store.read() as session:
        assert prove(session).faults == ()


def test_what_is_reversed_in_another_year_is_of_that_year_on_no_line(store):
    milk = a_line(store, "Lait")
    entry = spent(store, 847, milk)
    with time_machine.travel("2027-01-15T10:00:00Z", tick=False):
        with acting(store) as session:
            undone = reverse(session, entry.id, "erreur")
        assert line_of(store, milk).figures.moved == 847
        assert [(row.id, row.figures.moved) for row in view(store, 2027).lines] == [(None, -847)]
        again = a_line(store, "Lait", year=2027)
        with acting(store) as session:
            classify_entry(session, undone.id, again)
        assert [(row.id, row.figures.moved) for row in view(store, 2027).lines] == [(again, -847)]
        with store.read() as session:
            assert known_years(session) == (2026, 2027)


def test_what_stood_on_no_line_can_still_be_put_on_one_after_it_was_reversed_in_another_year(store):
    milk, entry = a_line(store, "Lait"), spent(store, 847)
    with time_machine.travel("2027-01-15T10:00:00Z", tick=False):
        with acting(store) as session:
            reverse(session, entry.id, "erreur")
        with pytest.raises(Refused, match="unclassified_left"), acting(store) as session:
            close_year(session, 2026)
        with acting(store) as session:
            classify_entry(session, entry.id, milk)
            close_year(session, 2026)
    assert line_of(store, milk).figures.moved == 847


def test_what_cannot_be_put_on_a_line(store, opened):
    expense, income, other = a_line(store), a_line(store, "Dons", side="income"), a_line(store, year=2027)
    opened("sell", lines=[["Café", 1]], pay=[["cash", 50]])
    entry = spent(store, 847)
    for entry_id, line, code in (
        (2, expense, "not_classifiable"), (99, expense, "no_such_entry_number"), (entry.id, income, "of_other_side"),
        (entry.id, other, "of_other_year"), (entry.id, 99, "no_such_line"),
    ):  # fmt: skip
        with pytest.raises(Refused, match=code), acting(store) as session:
            classify_entry(session, entry_id, line)
    with pytest.raises(Refused, match="not_allowed"), acting(store, actor=AICHA) as session:
        classify_entry(session, entry.id, expense)


MONEY = st.integers(1, 5_000)
CHOICE = st.integers(0, 3)
ACTS = st.lists(
    st.one_of(
        st.tuples(st.just("spend"), MONEY, CHOICE),
        st.tuples(st.just("receive"), MONEY, CHOICE),
        st.tuples(st.just("bank"), st.integers(-5_000, 5_000).filter(bool), st.integers(1, 12)),
        st.tuples(st.just("sell"), st.integers(1, 9), st.sampled_from(["cash", "card", "free", "qr"])),
        st.tuples(st.just("classify"), st.integers(0, 30), CHOICE),
        st.tuples(st.just("reverse"), st.integers(0, 30), st.just(0)),
    ),
    max_size=25,
)


class Plain:
    """The same year in plain arithmetic: of each entry who it is by, what it moved and where it stands."""

    def __init__(self):
        self.entries = []

    def add(self, kind, month, side, cents, line=None):
        self.entries.append({"kind": kind, "month": month, "side": side, "cents": cents, "line": line})

    def lines(self):
        sums = Counter()
        for entry in self.entries:
            if entry["side"] in ("expense", "income"):
                sums[entry["side"], entry["line"]] += entry["cents"]
        return {key: cents for key, cents in sums.items() if cents}

    def month(self, month, *sides):
        return sum(one["cents"] for one in self.entries if one["month"] == month and one["side"] in sides)


@pytest.fixture(scope="module")
def till(tmp_path_factory):
    """A till that is open, with a menu and a card."""
    with time_machine.travel(NOW, tick=False):
        store = a_store(tmp_path_factory.mktemp("year"))
        play = player(store)
        play("product", name="Café", price=50)
        play("open", hosts=["A", "B"], counted=FLOAT, at="2026-12-10T11:00")
        play("card_new", card="42", amount=100_000, way="qr")
        return store


@given(ACTS)
def test_a_year_is_what_plain_arithmetic_makes_of_it(till, acts):
    with time_machine.travel(NOW, tick=False), till.rehearse(COORDINATOR) as session:
        year = Followed(session)
        for act, one, two in acts:
            year.follow(act, one, two)
        seen = year_view(session, 2026)
        ours = {row.id for row in seen.lines}
        expected = Counter()
        for (side, line), cents in year.plain.lines().items():
            expected[side, line if line in ours else None] += cents
        moved = {(row.side, row.id): row.figures.moved for row in seen.lines if row.figures.moved}
        assert moved == {key: cents for key, cents in expected.items() if cents}
        for month in seen.months:
            assert month.expenses == year.plain.month(month.month, "expense")
            assert month.receipts == year.plain.month(month.month, "income", "sales")
        every_figure_has_its_entries(session, seen)
        assert prove(session).faults == ()


class Followed:
    """Acts done to the journal and in plain arithmetic."""

    def __init__(self, session):
        self.session, self.plain, self.numbers = session, Plain(), [1, 2]
        self.plain.add("open", 12, "", 0)
        self.plain.add("card_new", 12, "", 0)
        self.lines = {}
        for side in ("expense", "income"):
            ids = [add_line(session, 2026, LineDetails(name, 5_000), side) for name in ("A", "B")]
            self.lines[side] = [None, *ids, add_line(session, 2027, LineDetails("C", 7_000), side)]

    def follow(self, act, one, two):
        if act in ("classify", "reverse"):
            return self.correct(act, one % len(self.numbers), two)
        done = getattr(self, act)(one, two)
        self.numbers.append(done.id)
        return None

    def spend(self, one, two):
        line = self.lines["expense"][two]
        self.plain.add("spend", 12, "expense", one, line)
        return spend(self.session, one, "x", way="bank", budget_line_id=line)

    def receive(self, one, two):
        line = self.lines["income"][two]
        self.plain.add("receive", 12, "income", one, line)
        return receive(self.session, one, "x", way="bank", budget_line_id=line)

    def bank(self, one, two):
        self.plain.add("bank", two, "income" if one > 0 else "expense", abs(one))
        return add_bank_movement(self.session, date(2026, two, 5), one, "x")

    def sell(self, one, two):
        self.plain.add("sell", 12, "sales", 0 if two == "free" else 50 * one)
        return sell(self.session, [Wanted(1, one)], [Paid(two, 50 * one, "42")])

    def correct(self, act, place, two):
        entry = self.plain.entries[place]
        try:
            if act == "reverse":
                self.numbers.append(reverse(self.session, self.numbers[place], "x").id)
                self.plain.add("reverse", 12, entry["side"], -entry["cents"], entry["line"])
            else:
                line = self.lines.get(entry["side"], [None] * 4)[two]
                classify_entry(self.session, self.numbers[place], line)
                entry["line"] = line
        except Refused:
            return


def every_figure_has_its_entries(session, seen):
    for row in seen.lines:
        behind = Unclassified(2026, row.side) if row.id is None else OfLine(row.id)
        assert sum(part.cents for part in parts_behind(session, behind)) == row.figures.moved
    for month in seen.months:
        for what, cents in (("expense", month.expenses), ("receipts", month.receipts)):
            assert sum(part.cents for part in parts_behind(session, OfYear(2026, what, month.month))) == cents
    for place in ("till", "bank", "cards"):
        parts = parts_behind(session, AtPlace(place))
        assert sum(part.cents for part in parts) == getattr(seen.money, place)
        assert [row.cents for row in rows_behind(session, parts)] == [part.cents for part in parts]
    expense = session.scalars(select(TillLine.cents).where(TillLine.account == "expense")).all()
    assert seen.total("expense").moved == sum(expense)


def test_the_view_is_the_same_on_a_server(each_database, tmp_path):
    store = a_store(tmp_path)
    milk, gifts = a_line(store, "Lait", 1_000), a_line(store, "Dons", side="income")
    entry = spent(store, 847, None)
    spent(store, 100, milk)
    with acting(store) as session:
        receive(session, 500, "don", way="bank", budget_line_id=gifts)
    with acting(store) as session:
        classify_entry(session, entry.id, milk)
        reverse(session, entry.id, "x")
    seen = view(store)
    assert [(row.name, row.figures.moved) for row in seen.lines] == [("Lait", 100), ("Dons", 500)]
    assert (seen.months[11].receipts, seen.months[11].expenses) == (500, 100)
    with store.read() as session:
        assert len(entries_behind(session, OfLine(milk))) == 3
        assert year_view(session, 2025).lines == ()
        assert prove(session).faults == ()
