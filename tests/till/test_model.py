"""The till held against a till of plain arithmetic, act by act, whatever people do."""

import tempfile
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from delta_app.till.proof_data import prove
from delta_app.till.rules import count_total
from tests.factory import a_store
from tests.till.conftest import player
from tests.till.plain_model import PlainTill

PRICES = {"Café": 50, "Thé": 62, "Sirop": 3}
cents = st.integers(1, 4000)
cards = st.integers(1, 3)
counts = st.dictionaries(st.sampled_from([2000, 1000, 500, 200, 50, 20, 10, 5, 2, 1]), st.integers(0, 6))
sold = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(sorted(PRICES)), st.integers(1, 4), st.none()),
        st.tuples(st.just("Prix libre"), st.integers(1, 3), st.integers(0, 900)),
    ),
    min_size=1,
    max_size=3,
)
ways = st.lists(st.sampled_from(["cash", "card", "qr", "free"]), min_size=1, max_size=3)
acts = st.one_of(
    st.tuples(st.just("open"), counts),
    st.tuples(st.just("sell"), sold, ways, st.integers(0, 4), cards),
    st.tuples(st.just("spend"), cents),
    st.tuples(st.just("card_new"), cards, cents, st.sampled_from(["cash", "qr"])),
    st.tuples(st.just("card_topup"), cards, cents, st.sampled_from(["cash", "qr"])),
    st.tuples(st.just("card_refund"), cards, cents),
    st.tuples(st.just("deposit"), cents, st.sampled_from(["till", "envelope"])),
    st.tuples(st.just("reverse"), st.integers(1, 30)),
    st.tuples(st.just("close"), counts, st.integers(0, 6000), st.booleans()),
)


def shared_out(total, ways, missing):
    """A total paid in parts; ``missing`` cents less where somebody miscounts."""
    parts = [total // len(ways)] * len(ways)
    parts[-1] = total - sum(parts[:-1]) - (missing if missing == 4 else 0)
    return [[way, part] for way, part in zip(ways, parts, strict=True) if part > 0]


def do(act, model, play):
    """The same act on both: whether the model did it, and what the till answered."""
    kind, *said = act
    if kind == "open":
        counted = {str(piece): number for piece, number in said[0].items()}
        return model.open(count_total(said[0])), play("open", hosts=["A", "B"], counted=counted)
    if kind == "sell":
        lines, asked, missing, card = said
        total = sum(quantity * (PRICES.get(name) if price is None else price) for name, quantity, price in lines)
        pay = shared_out(total, asked, missing)
        written = [[value for value in line if value is not None] for line in lines]
        return model.sell(lines, pay, card), play("sell", lines=written, pay=pay, card=f"{card:04d}")
    if kind == "spend":
        return model.spend(said[0]), play("spend", amount=said[0], way="cash", label="lait")
    if kind in ("card_new", "card_topup"):
        card, amount, way = said
        return getattr(model, kind)(card, amount, way), play(kind, card=str(card), amount=amount, way=way)
    if kind == "card_refund":
        return model.card_refund(*said), play(kind, card=str(said[0]), amount=said[1], way="cash")
    if kind == "deposit":
        return model.deposit(*said), play(kind, amount=said[0], from_=said[1])
    if kind == "reverse":
        return model.reverse(said[0]), play("reverse", entry=said[0], why="erreur")
    counted, keep, explained = said
    written = {str(piece): number for piece, number in counted.items()}
    done = model.close(count_total(counted), keep, explained)
    return done, play("close", counted=written, keep=keep, by=["A", "B"], why="?" if explained else "")


def held_against_the_model(did):
    with tempfile.TemporaryDirectory() as folder, closing(a_store(Path(folder))) as store:
        play, model = player(store), PlainTill()
        for name, price in PRICES.items():
            play("product", name=name, price=price)
        play("product", name="Prix libre", price=None)
        model.prices = dict(PRICES)
        for act in [("open", {2000: 2, 500: 2}), *did]:
            done, answer = do(act, model, play)
            assert answer["ok"] == done, (act, answer)
            if done:
                number = answer.pop("entry")
                assert number == len(model.entries)
                assert answer == model.answer()
        with store.read() as session:
            proof = prove(session)
        assert (proof.entries, proof.faults) == (len(model.entries), ())


@given(st.lists(acts, max_size=12))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_the_till_is_what_plain_arithmetic_says(did):
    held_against_the_model(did)


@pytest.mark.long
@given(st.lists(acts, min_size=10, max_size=60))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_the_till_is_what_plain_arithmetic_says_over_long_days(did):
    held_against_the_model(did)
