"""What a day at the till does, act by act, and what it refuses."""

import json
from datetime import UTC, date, datetime

import pytest
import time_machine
from sqlalchemy import event

from delta_app.core.access import Actor, Role
from delta_app.core.errors import Refused, say
from delta_app.till.commands import Paid, Wanted, close_till, receive, reverse, sell, spend, withdraw
from delta_app.till.entry_data import ways_words
from delta_app.till.journal_data import entries_between
from delta_app.till.ledger_process import Signer
from delta_app.till.menu_commands import ProductDetails, change_product
from delta_app.till.proof_data import prove
from delta_app.till.queries import balances, last_entry, menu, next_card_number, prices_on, signers_of
from tests.factory import COORDINATOR, READER, acting
from tests.till.conftest import FLOAT, player

HOST = Actor("Aïcha B.", Role.HOST, 1)
TREASURER = Actor("Trésorerie", Role.TREASURER)


def test_the_day_of_the_story(opened):
    """Fifty euros, 32,80 € sold in cash, milk of 8,47 € paid 8,45 €, and fifty cents that lack."""
    assert (
        opened("sell", lines=[["Café", 19], ["Soupe", 9], ["Prix libre", 1, 1430]], pay=[["cash", 3280]])["till"]
        == 8280
    )
    spent = opened("spend", amount=847, label="lait", receipt="T12")
    assert (spent["till"], spent["rounding"]) == (7435, 2)
    counted = {"2000": 1, "1000": 3, "500": 3, "200": 3, "100": 2, "50": 1, "20": 1, "10": 1, "5": 1}
    refused = opened("close", counted=counted, keep=5000, by=["Aïcha", "Jeroen"])
    assert refused["refused"] == "difference_unexplained"
    assert "Il manque 0,50\u00a0€" in refused["say"]
    closed = opened("close", counted=counted, keep=5000, by=["Aïcha", "Jeroen"], why="une pièce mal rendue")
    assert closed == {
        "ok": True, "entry": 4, "till": 5000, "cards": 0, "rounding": 2, "difference": -50, "envelope": 2385, "bank": 0,
    }  # fmt: skip


def test_only_the_cash_part_is_rounded_and_as_a_whole(opened):
    half = opened("sell", lines=[["Prix libre", 1, 524]], pay=[["qr", 262], ["cash", 262]])
    assert (half["till"], half["bank"], half["rounding"]) == (5260, 262, -2)
    twice = opened("sell", lines=[["Prix libre", 1, 524]], pay=[["cash", 262], ["cash", 262]])
    assert (twice["till"], twice["rounding"]) == (5785, -1)


@pytest.mark.parametrize(
    ("due", "paid"), [(1, 1), (2, 2), (5, 5), (6, 5), (7, 5), (8, 10), (12, 10), (13, 15), (98, 100)]
)
def test_what_is_paid_in_cash(opened, due, paid):
    assert opened("sell", lines=[["Prix libre", 1, due]], pay=[["cash", due]])["till"] == 5000 + paid


def test_a_first_float_is_no_difference_and_a_later_one_that_lacks_is(opened):
    opened("close", counted=FLOAT, keep=5000, by=["A", "B"])
    again = opened("open", at="2026-12-04T10:00", hosts=["A", "B"], counted={"2000": 2})
    assert (again["till"], again["difference"]) == (4000, -1000)


def test_a_price_change_never_touches_the_past(opened):
    opened("price", name="Café", price=60, from_="2026-12-05")
    assert opened("sell", at="2026-12-04T23:50", lines=[["Café", 1]], pay=[["cash", 50]])["till"] == 5050
    assert opened("sell", at="2026-12-05T00:10", lines=[["Café", 1]], pay=[["cash", 60]])["till"] == 5110
    assert opened("price", name="Café", price=10, from_="2026-12-04")["refused"] == "price_past"


def test_a_free_price_and_a_suggested_one(opened):
    opened("product", name="Repas", price=300, kind="suggested")
    assert opened("sell", lines=[["Repas", 1]], pay=[["cash", 300]])["till"] == 5300
    assert opened("sell", lines=[["Repas", 1, 150]], pay=[["cash", 150]])["till"] == 5450
    assert opened("sell", lines=[["Prix libre", 1, 0]], pay=[])["till"] == 5450
    assert opened("sell", lines=[["Prix libre", 1]], pay=[])["refused"] == "price_needed"
    assert opened("sell", lines=[["Café", 1, 40]], pay=[["cash", 40]])["refused"] == "price_is_fixed"


def test_on_the_house_and_a_suspended_coffee(opened, store):
    assert opened("sell", lines=[["Café", 2]], pay=[["free", 100]])["till"] == 5000
    opened("product", name="Café suspendu", price=50, kind="suspended")
    assert opened("sell", lines=[["Café suspendu", 2]], pay=[["cash", 100]])["till"] == 5100
    with store.read() as session:
        assert balances(session).suspended == 100
    assert opened("sell", lines=[["Café", 2]], pay=[["suspended", 100]])["ok"]
    refused = opened("sell", lines=[["Café", 1]], pay=[["suspended", 50]])
    assert (refused["refused"], "payez autrement" in refused["say"]) == ("suspended_short", True)
    refused = opened("reverse", entry=3, why="erreur")
    assert (refused["refused"], "déjà bu" in refused["say"]) == ("suspended_short", True)


def test_a_card_is_sold_topped_up_paid_with_and_given_back(opened):
    assert opened("card_new", card="42", amount=1000, way="cash")["cards"] == 1000
    assert opened("card_new", card="0042", amount=1000, way="cash")["refused"] == "card_taken"
    assert opened("card_topup", card="0042", amount=200, way="qr")["bank"] == 200
    assert opened("sell", lines=[["Café", 3]], pay=[["card", 150]], card="0042")["cards"] == 1050
    assert opened("sell", lines=[["Café", 22]], pay=[["card", 1100]], card="0042")["refused"] == "card_short"
    assert opened("sell", lines=[["Café", 1]], pay=[["card", 50]], card="43")["refused"] == "no_such_card"
    assert opened("card_refund", card="42", amount=2000)["refused"] == "card_short"
    assert opened("card_refund", card="42")["cards"] == 0
    assert opened("card_refund", card="42")["refused"] == "card_empty"
    assert opened("card_topup", card="00/42", amount=200)["refused"] == "bad_card"
    assert opened("sell", lines=[["Café", 1]], pay=[["card", 50]])["refused"] == "card_needed"


def test_one_sale_paid_by_two_cards(opened):
    for number in ("1", "2"):
        opened("card_new", card=number, amount=100)
    assert opened("sell", lines=[["Café", 4]], pay=[["card", 100, "1"], ["card", 100, "2"]])["cards"] == 0


def test_a_reversal_names_what_it_undoes_and_both_stay(opened, store):
    opened("sell", lines=[["Prix libre", 1, 62]], pay=[["cash", 62]])
    undone = opened("reverse", entry=2, why="tapé deux fois")
    assert (undone["entry"], undone["till"], undone["rounding"]) == (3, 5000, 0)
    assert opened("reverse", entry=2, why="encore")["refused"] == "already_reversed"
    assert opened("reverse", entry=3, why="non")["refused"] == "not_reversible"
    assert opened("reverse", entry=1, why="non")["refused"] == "not_reversible"
    assert opened("reverse", entry=99, why="non")["refused"] == "no_such_entry_number"
    assert opened("reverse", entry=10**30, why="non")["refused"] == "no_such_entry_number"
    with store.read() as session:
        assert prove(session).entries == 3


def test_a_topped_up_card_that_was_drunk_cannot_be_topped_down(opened):
    opened("card_new", card="7", amount=100)
    opened("sell", lines=[["Café", 2]], pay=[["card", 100]], card="7")
    refused = opened("reverse", entry=2, why="erreur")
    assert (refused["refused"], "il ne reste rien" in refused["say"]) == ("card_short", True)
    opened("card_topup", card="7", amount=60)
    refused = opened("reverse", entry=2, why="erreur")
    assert (refused["refused"], "il reste 0,60" in refused["say"]) == ("card_short", True)


def test_an_amount_that_is_no_whole_number_of_cents_is_told_as_such(opened):
    for amount in ("12,50", "€ 5", "1e9"):
        refused = opened("spend", amount=amount, label="lait")
        assert (refused["refused"], "cents" in refused["say"]) == ("bad_amount", True)


def test_a_host_puts_nothing_on_a_budget_line(opened, store):
    for act in (spend, receive):
        with pytest.raises(Refused, match="not_allowed"), acting(store, actor=HOST) as session:
            act(session, 100, "lait", budget_line_id=1, at=datetime(2026, 12, 3, 14, tzinfo=UTC))


def test_an_old_sale_is_reversed_by_the_treasurer_only(opened, store):
    opened("sell", lines=[["Café", 1]], pay=[["cash", 50]])
    opened("close", counted={"5000": 1, "50": 1}, keep=5000, by=["A", "B"])
    opened("open", at="2026-12-04T10:00", hosts=["A", "B"], counted={"5000": 1})
    with pytest.raises(Refused, match="not_this_session"), store.write(HOST, "annuler") as session:
        reverse(session, 2, "erreur")
    with store.write(TREASURER, "annuler") as session:
        assert reverse(session, 2, "erreur", datetime(2026, 12, 4, 10, tzinfo=UTC)).balances.till == 4950


def test_never_a_negative_till_nor_envelope(opened):
    assert opened("spend", amount=6000, label="trop")["refused"] == "till_short"
    assert opened("deposit", amount=6000)["refused"] == "envelope_short"
    assert opened("deposit", amount=6000, from_="till")["refused"] == "till_short"
    assert opened("withdraw", amount=2000, from_="bank")["bank"] == -2000


def test_a_deposit_leaves_the_envelopes_first(opened):
    opened("close", counted=FLOAT, keep=3000, by=["A", "B"])
    assert opened("deposit", amount=2000)["bank"] == 2000
    assert opened("deposit", amount=1)["refused"] == "envelope_short"


@pytest.mark.parametrize("names", [[], ["A"], ["A", "a"], ["A", "  "], ["A", "B", "C"], "A,B"])
def test_two_people_open(play, names):
    assert play("open", hosts=names, counted=FLOAT)["refused"] in ("two_needed", "bad_act")


def test_two_people_are_kept_with_the_entry(opened, store):
    with store.read() as session:
        assert signers_of(session, 1) == ("Aïcha", "Jeroen")


def test_a_closed_till_takes_nothing(play):
    play("product", name="Café", price=50)
    for act in (
        {"act": "sell", "lines": [["Café", 1]], "pay": [["cash", 50]]},
        {"act": "spend", "amount": 100, "label": "lait"},
        {"act": "card_new", "card": "1", "amount": 100},
        {"act": "close", "counted": {}, "keep": 0, "by": ["A", "B"]},
    ):
        assert play(**act)["refused"] == "till_closed"


def test_it_opens_once(opened):
    assert opened("open", hosts=["C", "D"], counted={})["refused"] == "till_already_open"


def test_bank_costs_are_for_whoever_keeps_the_accounts(opened, store):
    with pytest.raises(Refused, match="not_allowed"), store.write(HOST, "payer") as session:
        spend(session, 500, "frais", way="bank")
    assert opened("spend", amount=503, label="frais", way="bank")["bank"] == -503


def test_who_only_looks_sells_nothing(opened, store):
    with pytest.raises(Refused, match="not_allowed"), store.write(READER, "vendre") as session:
        sell(session, [Wanted(1, 1)], [Paid("cash", 50)])


@pytest.mark.parametrize("amount", ["12,5", "1.234,50", -3, 0, 1e9, " 12 ", None, True, [1], 10**12, "1e9"])
def test_amounts_that_are_none(opened, amount):
    answer = opened("spend", amount=amount, label="lait")
    assert answer["refused"] in ("bad_amount", "bad_act")
    assert answer["say"]


@pytest.mark.parametrize(
    "counted", [{"3": 1}, {"100": -1}, {"100": 10_000}, {"cent": 1}, {"100": 1.5}, {"100": True}, []]
)
def test_counts_that_cannot_be(opened, counted):
    assert opened("close", counted=counted, keep=0, by=["A", "B"])["refused"] in ("bad_count", "bad_act", "bad_amount")


@pytest.mark.parametrize("quantity", [0, -1, 1000])
def test_quantities_that_cannot_be(opened, quantity):
    assert opened("sell", lines=[["Café", quantity]], pay=[["cash", 50]])["refused"] == "bad_quantity"


@pytest.mark.parametrize(
    "line",
    [
        "", "{", "[]", '"sell"', '{"act":"fly"}', '{"act":12}', '{"act":"sell","lines":[["Café"]],"pay":[]}',
        '{"act":"sell","lines":"Café","pay":[]}', '{"act":"sell","lines":[],"pay":[]}', "[" * 100_000,
        '{"act":"sell","lines":[["Café",1]],"pay":[["gold",50]]}', '{"act":"spend","amount":NaN,"label":"x"}',
        '{"act":"open","at":"hier","hosts":["A","B"],"counted":{}}', '{"act":"spend","amount":100,"label":"a\\u0000b"}',
        '{"act":"open","at":"9999-12-31T23:59","hosts":["A","B"],"counted":{}}',
    ],
)  # fmt: skip
def test_a_line_that_is_no_act_is_refused_and_the_next_is_played(opened, store, line):
    from delta_app.till.replay_process import Replay

    answer = json.loads(Replay(store, COORDINATOR).play(line).line())
    assert not answer["ok"]
    assert answer["say"]
    assert opened("sell", lines=[["Café", 1]], pay=[["cash", 50]])["entry"] == 2


def test_a_clock_set_back_notes_nothing_until_somebody_says_which_is_right(opened):
    opened("sell", at="2027-06-03T15:00", lines=[["Café", 1]], pay=[["cash", 50]])
    answer = opened("sell", at="2026-12-03T15:00", lines=[["Café", 1]], pay=[["cash", 50]])
    assert answer["refused"] == "clock_behind"
    assert "jeudi 3 juin 2027" in answer["say"]
    assert opened("clock", at="2026-12-03T15:01", why="")["refused"] == "why_needed"
    assert opened("clock", at="2026-12-03T15:01", why="la pile était vide")["entry"] == 2
    assert opened("sell", at="2026-12-03T15:02", lines=[["Café", 1]], pay=[["cash", 50]])["entry"] == 3
    assert opened("clock", why="encore")["refused"] == "clock_is_right"
    assert opened("reverse", entry=2, why="non")["refused"] == "not_reversible"


def test_a_clock_that_leaps_ahead_is_not_believed_unless_somebody_says_so(opened):
    assert opened("sell", at="2999-12-31T15:00", lines=[["Café", 1]], pay=[["cash", 50]])["refused"] == "clock_ahead"
    assert opened("sell", at="2026-12-03T15:00", lines=[["Café", 1]], pay=[["cash", 50]])["ok"]
    assert opened("clock", at="2029-03-01T10:00", why="trois ans fermé")["ok"]
    assert opened("sell", at="2029-03-01T10:01", lines=[["Café", 1]], pay=[["cash", 50]])["entry"] == 2


def test_a_fixed_price_that_becomes_free_is_asked_again(opened, store):
    with store.write(COORDINATOR, "prix libre") as session:
        change_product(session, 1, ProductDetails("Café", "free"))
    with store.read() as session:
        assert menu(session, date(2026, 12, 3))[0].cents is None
    assert opened("sell", lines=[["Café", 1, 70]], pay=[["cash", 70]])["till"] == 5070


def said_otherwise(store, details, from_day):
    with store.write(COORDINATOR, "prix") as session:
        change_product(session, 1, details, from_day)
    with store.read() as session:
        return [prices_on(session, date(2026, 12, day))[1] for day in (2, 3, 10)]


def test_a_price_said_with_a_product_holds_from_its_day_on(opened, store):
    with time_machine.travel("2026-12-03T12:00+01:00"):
        said_otherwise(store, ProductDetails("Café", "free"), None)
        assert said_otherwise(store, ProductDetails("Café", "fixed", 80), None) == [50, 80, 80]
        assert said_otherwise(store, ProductDetails("Café", "fixed", 60), date(2026, 12, 10)) == [50, 80, 60]
        assert said_otherwise(store, ProductDetails("Café", "fixed"), date(2026, 12, 3)) == [50, 80, 60]
        with pytest.raises(Refused, match="price_past"):
            said_otherwise(store, ProductDetails("Café", "fixed", 60), date(2026, 12, 2))


def test_a_suspended_coffee_is_paid_for_good(opened):
    opened("product", name="Café suspendu", price=50, kind="suspended")
    assert opened("sell", lines=[["Café suspendu", 1]], pay=[["free", 50]])["refused"] == "suspended_unpaid"
    opened("sell", lines=[["Café suspendu", 1]], pay=[["cash", 50]])
    assert opened("sell", lines=[["Café suspendu", 1]], pay=[["suspended", 50]])["refused"] == "suspended_unpaid"


def test_a_host_takes_nothing_out_of_the_bank(opened, store):
    with pytest.raises(Refused, match="not_allowed"), store.write(HOST, "monnaie") as session:
        withdraw(session, 2000, "bank")


@pytest.mark.parametrize("act", ["spend", "card_new", "deposit", "product"])
def test_an_amount_of_four_hundred_digits(opened, act):
    huge = 10**400
    answer = opened(act, amount=huge, price=huge, name="x", label="x", card="9", way="cash")
    assert answer["refused"] == "bad_amount"
    assert answer["say"]


def test_the_same_name_composed_and_decomposed_is_one(opened):
    assert opened("product", name="Cafe\u0301", price=50)["refused"] == "product_taken"


def test_a_product_is_sold_priced_and_withdrawn_by_its_name_in_either_writing(opened):
    assert opened("sell", lines=[["Cafe\u0301", 1]], pay=[["cash", 50]])["till"] == 5050
    assert opened("price", name="CAFE\u0301", price=60, from_="2026-12-05")["ok"]
    assert opened("withdraw_product", name="Cafe\u0301")["ok"]


def next_card(store, together=1):
    with store.read() as session:
        return next_card_number(session, together)


def test_the_next_card_is_the_first_free_one_whatever_was_scanned_by_mistake(opened, store):
    assert next_card(store) == "0001"
    assert opened("card_new", card="5412345", amount=500)["ok"]
    assert next_card(store) == "0001"
    for number in ("1", "2", "4", "99999999"):
        assert opened("card_new", card=number, amount=500)["ok"]
    assert next_card(store) == "0003"
    assert opened("card_new", card="3", amount=500)["ok"]
    assert next_card(store) == "0005"


def test_cards_that_were_bought_with_numbers_of_their_own_go_on_from_these(opened, store):
    for number in ("1002", "1001"):
        assert opened("card_new", card=number, amount=500)["ok"]
    assert next_card(store) == "1003"


def test_cards_to_be_printed_are_all_free(opened, store):
    for number in ("1", "2", "30"):
        assert opened("card_new", card=number, amount=500)["ok"]
    assert (next_card(store), next_card(store, 10), next_card(store, 200)) == ("0003", "0003", "0031")


def test_the_next_card_is_found_in_one_question_that_reads_no_entry(opened, store):
    asked = []

    def note(_connection, _cursor, statement, *_rest):
        asked.append(statement)

    event.listen(store._database.reading, "before_cursor_execute", note)
    with store.read() as session:
        next_card_number(session)
    event.remove(store._database.reading, "before_cursor_execute", note)
    (said,) = (one for one in asked if one.startswith("SELECT"))
    assert "till_" not in said


def test_a_clock_put_right_by_a_minute_is_no_trouble(opened):
    opened("sell", at="2026-12-03T15:00", lines=[["Café", 1]], pay=[["cash", 50]])
    assert opened("sell", at="2026-12-03T14:59", lines=[["Café", 1]], pay=[["cash", 50]])["ok"]


def test_numbers_begin_again_with_the_year_and_envelopes_too(opened):
    opened("close", at="2026-12-31T18:00", counted=FLOAT, keep=3000, by=["A", "B"])
    assert opened("open", at="2027-01-02T10:00", hosts=["A", "B"], counted={"1000": 3})["entry"] == 1
    assert opened("reverse", entry="2026-1", why="x")["refused"] == "not_reversible"


def test_the_envelope_is_numbered(opened, store):
    from delta_app.till.queries import last_entry

    for day in (3, 4):
        if day == 4:
            opened("open", at="2026-12-04T10:00", hosts=["A", "B"], counted={"1000": 3})
        opened("close", counted=FLOAT if day == 3 else {"1000": 3}, keep=3000 if day == 3 else 1000, by=["A", "B"])
        with store.read() as session:
            assert last_entry(session).receipt == f"2026-{day - 2}"


def test_a_product_withdrawn_in_mid_session_is_said(opened, store):
    with store.read() as session:
        (coffee,) = (row for row in menu(session, date(2026, 12, 3)) if row.name == "Café")
    opened("sell", lines=[["Café", 1]], pay=[["cash", 50]])
    opened("withdraw_product", name="Café")
    answer = opened("sell", lines=[["Café", 1]], pay=[["cash", 50]])
    assert answer["refused"] == "product_gone"
    assert "« Café » n’est plus vendu" in answer["say"]
    opened("withdraw_product", name="Soupe")
    with pytest.raises(Refused, match="no_such_product"), store.write(HOST, "vendre") as session:
        sell(session, [Wanted(coffee.id + 1, 1)], [Paid("cash", 100)])


def test_keeping_more_than_there_is(opened, store):
    with pytest.raises(Refused, match="keep_too_much"), store.write(HOST, "fermer") as session:
        close_till(session, {5000: 1}, 5001, [Signer("A"), Signer("B")])


def test_undo_does_not_reach_the_journal(opened, store):
    opened("sell", lines=[["Café", 1]], pay=[["cash", 50]])
    with pytest.raises(Refused, match="not_undoable"):
        store.undo(COORDINATOR, store.last_own_record)
    assert store.undoable().label == "Rejouer un acte de caisse"  # the product that nobody bought, added before
    store.undo(COORDINATOR)
    store.undo(COORDINATOR)
    with pytest.raises(Refused, match="changed_since"):  # the coffee was sold
        store.undo(COORDINATOR)
    assert player(store)("sell", lines=[["Café", 1]], pay=[["cash", 50]])["entry"] == 3


def test_a_count_closes_no_other_opening_than_the_one_it_was_made_in(opened, store):
    pieces, both = {5000: 1}, [Signer("A"), Signer("B")]
    with store.read() as session:
        counted_in = last_entry(session).id
    opened("close", at="2026-12-03T18:00", counted={"5000": 1}, keep=5000, by=["A", "B"])
    opened("open", at="2026-12-03T18:30", hosts=["C", "D"], counted={"5000": 1})
    at = datetime(2026, 12, 3, 19, tzinfo=UTC)
    with pytest.raises(Refused, match="till_opened_anew") as refused, acting(store) as session:
        close_till(session, pieces, 5000, both, at=at, opening_id=counted_in)
    assert "comptez-la de nouveau" in say(refused.value)
    with acting(store) as session:
        close_till(session, pieces, 5000, both, at=at, opening_id=counted_in + 2)


def test_a_reversal_says_by_which_way_and_how_much_went_back(opened, store):
    card = opened("card_new", card="42", amount=1000)["entry"]
    for act, said in (
        ("sell", {"lines": [["Café", 2]], "pay": [["card", 100]], "card": "42"}),
        ("card_topup", {"card": "42", "amount": 500, "way": "qr"}),
        ("deposit", {"amount": 2000, "from": "till"}),
    ):
        number = opened(act, **said)["entry"]
        assert opened("reverse", entry=number, why="x")["ok"]
    assert opened("reverse", entry=card, why="x")["ok"]
    with store.read() as session:
        rows = entries_between(session, date(2026, 12, 3), date(2026, 12, 3))
    said = [(row.about, ways_words(row), row.amount) for row in rows[1:]]
    assert said == [
        ("card_new", "espèces", 1000),
        ("sell", "carte n° 0042", 100), ("sell", "carte n° 0042", -100),
        ("card_topup", "code QR", 500), ("card_topup", "code QR", -500),
        ("deposit", "banque + espèces", 2000), ("deposit", "banque + espèces", -2000),
        ("card_new", "espèces", -1000),
    ]  # fmt: skip
