"""The days the till and the budget are made for, each to its last cent."""

import csv
import io

import pytest

from delta_app.budget.files import month_csv, month_summary_csv
from delta_app.budget.month_data import till_month
from delta_app.budget.spoken import share_words
from delta_app.core.calendar import Month
from delta_app.till.commands import close_till
from delta_app.till.ledger_process import Signer
from delta_app.till.proof_data import prove
from delta_app.till.queries import entry_numbered, lines_of
from delta_app.till.slip_data import closing_slip
from tests.budget.conftest import a_line, line_of
from tests.budget.test_year import spent
from tests.factory import acting
from tests.till.conftest import FLOAT, player

COUNTED = {"2000": 1, "1000": 3, "500": 3, "200": 3, "100": 2, "50": 1, "20": 1, "10": 1, "5": 1}
BOTH = ["Aïcha", "Jeroen"]


@pytest.fixture
def menu(play):
    """The menu of the stories, and a till that is closed."""
    for name, price in (("Café", 50), ("Thé", 50), ("Soupe", 100), ("Prix libre", None)):
        play("product", name=name, price=price)
    play("product", name="Café suspendu", price=50, kind="suspended")
    return play


class _Cut(BaseException):
    """The current is gone before anything could be written; a process that is killed is in the tests of the page."""


def opened_with(play, at, counted):
    assert play("open", at=at, hosts=BOTH, counted=counted)["ok"]


def sold(play, *lines, way="cash", **said):
    total = said.pop("total")
    answer = play("sell", lines=[list(line) for line in lines], pay=[[way, total]], **said)
    assert answer["ok"], answer
    return answer


def the_entry(store, number, year=2026):
    """What an entry says, and its lines."""
    with store.read() as session:
        entry = entry_numbered(session, year, number)
        session.expunge(entry)
        return entry, {line.account: line.cents for line in lines_of(session, entry.id)}


def faults(store):
    with store.read() as session:
        return prove(session).faults


def test_story_7_a_thursday_that_lacks_fifty_cents(menu, store):
    opened_with(menu, "2026-12-03T13:55", FLOAT)
    for lines, total in (
        ([("Café", 12), ("Thé", 7)], 950), ([("Soupe", 9)], 900), ([("Prix libre", 1, 1430)], 1430),
    ):  # fmt: skip
        sold(menu, *lines, total=total)
    milk = menu("spend", amount=847, label="lait", receipt="T12")
    assert (milk["till"], milk["rounding"]) == (7_435, 2)
    assert menu("close", counted=COUNTED, keep=5_000, by=BOTH)["refused"] == "difference_unexplained"
    closed = menu("close", counted=COUNTED, keep=5_000, by=BOTH, why="une pièce mal rendue")
    assert (closed["difference"], closed["envelope"], closed["till"]) == (-50, 2_385, 5_000)
    with store.read() as session:
        slip = closing_slip(session, entry_numbered(session, 2026, closed["entry"]).id)
    assert (slip.should_be, slip.counted) == (7_435, 7_385)
    assert faults(store) == ()


def test_story_8_more_than_there_is(menu, store):
    opened_with(menu, "2026-12-03T13:55", {"2000": 2, "1000": 1, "500": 1, "200": 1, "100": 1, "20": 2})
    refused = menu("spend", amount=6_200, label="courses")
    assert refused["refused"] == "till_short"
    assert "3,60" in refused["say"]
    assert sold(menu, ("Café", 1), total=50)["till"] == 5_890
    assert faults(store) == ()


def test_story_9_a_sum_shared_between_code_and_coins(menu, store):
    opened_with(menu, "2026-12-03T13:55", FLOAT)
    paid = menu("sell", lines=[["Prix libre", 1, 1_283]], pay=[["qr", 500], ["cash", 783]])
    assert (paid["till"], paid["bank"], paid["rounding"]) == (5_785, 500, 2)
    assert the_entry(store, paid["entry"])[1] == {"bank": 500, "till": 785, "sales": -1_283, "rounding": -2}


def test_story_10_digits_the_wrong_way_round(menu, store):
    opened_with(menu, "2026-12-03T13:55", FLOAT)
    number = 1
    while number < 146:
        number = sold(menu, ("Café", 1), total=50)["entry"]
    wrong = menu("spend", amount=854, label="savon", receipt="T13")
    for _again in range(3):
        sold(menu, ("Soupe", 1), total=100)
    before = the_entry(store, 147)
    undone = menu("reverse", entry="2026-147", why="854 pour 584")
    right = menu("spend", amount=584, label="savon", receipt="T13")
    assert (wrong["entry"], undone["entry"], right["entry"]) == (147, 151, 152)
    entry, lines = the_entry(store, 147)
    assert ((entry.label, entry.digest), lines) == ((before[0].label, before[0].digest), before[1])
    assert lines == {"expense": 854, "till": -855, "rounding": 1}
    reversal, contrary = the_entry(store, 151)
    assert (reversal.reverses_id, reversal.why) == (entry.id, "854 pour 584")
    assert contrary == {account: -cents for account, cents in lines.items()}
    assert right["till"] == undone["till"] - 585
    assert menu("reverse", entry="2026-147", why="encore")["refused"] == "already_reversed"
    assert faults(store) == ()


def test_story_11_what_is_owed_on_the_last_of_december(menu, store):
    opened_with(menu, "2026-12-03T13:55", FLOAT)
    menu("card_new", card="0042", amount=1_000)
    left = sold(menu, ("Café", 3), ("Soupe", 1), way="card", card="0042", total=250)
    assert left["cards"] == 750
    menu("card_new", card="0043", amount=300)
    sold(menu, ("Café suspendu", 1), total=50)
    with store.read() as session:
        december = till_month(session, Month(2026, 12))
    assert (december.place("cards").closing, december.place("suspended").closing) == (1_050, 50)
    assert sum(place.closing for place in december.owed) == 1_100
    assert december.holds


def test_story_12_a_line_that_calls_for_attention(store):
    line = a_line(store, "Entretien et nettoyage", 22_000)
    spent(store, 18_742, line)
    row = line_of(store, line)
    assert (row.figures.moved, row.figures.left, row.alert) == (18_742, 3_258, True)
    assert share_words(row.figures).replace("\u00a0", " ") == "85,2 %"


def _close_and_be_cut(store, counted):
    with acting(store) as session:
        close_till(session, {int(piece): many for piece, many in counted.items()}, 5_000, [Signer("A"), Signer("B")])
        raise _Cut


def test_story_18_the_power_cut_while_closing(menu, store):
    opened_with(menu, "2026-12-03T13:55", FLOAT)
    last = sold(menu, ("Café", 2), total=100)
    counted = {"2000": 1, "1000": 2, "500": 2, "100": 1}

    with pytest.raises(_Cut):
        _close_and_be_cut(store, counted)
    again = player(store)
    assert sold(again, ("Café", 1), total=50)["entry"] == last["entry"] + 1
    assert again("close", counted={**counted, "50": 1}, keep=5_000, by=BOTH)["difference"] == 0
    assert again("close", counted=counted, keep=5_000, by=BOTH)["refused"] == "till_closed"
    assert faults(store) == ()


def test_story_20_the_month_of_the_treasurer(menu, store):
    opened_with(menu, "2026-11-02T13:55", {"20000": 2, "1000": 1, "200": 1, "50": 1, "10": 1})
    sold(menu, ("Prix libre", 1, 39_815), total=39_815, at="2026-12-03T15:00")
    menu("spend", amount=24_190, label="courses", receipt="T12")
    menu("deposit", amount=30_000, from_="till")
    with store.read() as session:
        december = till_month(session, Month(2026, 12))
    till = december.place("till")
    assert (till.opening, till.came, till.went, till.closing) == (41_260, 39_815, 54_190, 26_885)
    written = month_csv(december).decode("utf-8-sig")
    assert "398,15" in written
    assert len({len(row) for row in csv.reader(io.StringIO(written), delimiter=";")} - {1}) == 1
    summary = list(csv.reader(io.StringIO(month_summary_csv(december).decode("utf-8-sig")), delimiter=";"))
    assert summary[1][1:] == ["412,60", "398,15", "541,90", "268,85"]
