"""The bill that is made up, on plain values."""

from hypothesis import given
from hypothesis import strategies as st

from delta_app.till.basket import Basket, OnMenu, basket_of, change_for, total_of
from delta_app.till.rules import count_total, kept_pieces, rounded_cash

MENU = {
    1: OnMenu("Café", "fixed", 50),
    2: OnMenu("Repas", "suggested", 300),
    3: OnMenu("Prix libre", "free", None),
    4: OnMenu("Thé", "fixed", 50, gone=True),
}


def test_the_same_again_is_one_line_another_price_another():
    basket = Basket().with_one_more(1).with_one_more(1).with_one_more(3, 62).with_one_more(3, 70)
    assert [(line.product_id, line.quantity) for line in basket.lines] == [(1, 2), (3, 1), (3, 1)]
    assert total_of(basket.shown(MENU)) == 232


def test_a_price_that_changed_meanwhile_is_that_of_the_menu():
    basket = basket_of(Basket().with_one_more(1).text())
    assert total_of(basket.shown(MENU | {1: OnMenu("Café", "fixed", 60)})) == 60


def test_what_is_gone_is_shown_as_gone_and_the_unknown_not_at_all():
    basket = Basket().with_one_more(4).with_one_more(99)
    assert [line.gone for line in basket.shown(MENU)] == [True]


def test_none_of_it_takes_the_line_away():
    basket = Basket().with_one_more(1).with_one_more(2)
    assert [line.product_id for line in basket.with_quantity(0, 0).lines] == [2]
    assert basket.with_quantity(0, 5_000).lines[0].quantity == 999


def test_change():
    assert change_for(262, 1000) == 740
    assert change_for(262, 260) == 0
    assert change_for(263, 260) is None


@given(st.integers(0, 100_000))
def test_rounding_is_never_more_than_two_cents_and_never_gives_for_nothing(cents):
    paid = rounded_cash(cents)
    assert abs(paid - cents) <= 2
    assert paid % 5 == 0 or paid == cents <= 5
    assert (paid == 0) == (cents == 0)


counts = st.dictionaries(st.sampled_from([2000, 1000, 500, 200, 100, 50, 20, 10, 5, 2, 1]), st.integers(0, 5))


@given(counts, st.data())
def test_the_pieces_that_stay_are_there_and_come_to_the_amount(counted, data):
    total = count_total(counted)
    keep = data.draw(st.integers(0, total))
    kept = kept_pieces(counted, keep)
    if kept is not None:
        assert count_total(kept) == keep
        assert all(0 < number <= counted[piece] for piece, number in kept.items())


@given(counts, st.data())
def test_where_some_choice_comes_to_it_one_is_found(counted, data):
    some = {piece: data.draw(st.integers(0, number)) for piece, number in counted.items()}
    assert kept_pieces(counted, count_total(some)) is not None
