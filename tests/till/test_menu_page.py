"""The menu put in order in the window, by whoever keeps the accounts."""

from datetime import date

from PySide6.QtWidgets import QDateEdit

from delta_app.till.queries import prices_on
from tests.person import answering, find, pick, press, read_text, type_into
from tests.till.conftest import player
from tests.till.test_page import _wednesday, keeping, place, tap, there  # noqa: F401 (fixtures are used by their name)

# ruff: noqa: F811


def on_menu(window, *acts):
    """Do these in the list of prices, one after the other, and close it."""

    def work(dialog):
        for act in acts:
            act(dialog)
        press(dialog, "Fermer")

    answering(work)
    press(window, "Carte des prix…")


def changing(name, *acts):
    """Say a product otherwise, and save."""

    def work(menu):
        def change(dialog):
            for act in acts:
                act(dialog)
            press(dialog, "Enregistrer")

        answering(change, menu)
        press(menu, f"Modifier : {name}")

    return work


def typing(text):
    return lambda dialog: type_into(dialog, "Prix", text)


def of_kind(said):
    return lambda dialog: pick(dialog, "Sorte de prix", said)


def from_the(day):
    return lambda dialog: find(dialog, "À partir du", QDateEdit).show_day(day)


def price_on(place, day):
    with place.store.read() as session:
        return prices_on(session, day)[1]


def test_a_price_typed_as_a_free_one_becomes_fixed_again_is_the_price(keeping, place):
    on_menu(
        keeping, changing("Café", of_kind("prix libre")), changing("Café", of_kind("prix fixe"), typing("0,80"))
    )  # fmt: skip
    tap(keeping, "Café")
    press(keeping, "Espèces")
    assert there(place).till == 6080


def test_and_the_same_price_as_before_is_set_no_second_time(keeping, place):
    before = len(place.store.history(50))
    on_menu(keeping, changing("Café", of_kind("prix libre")), changing("Café", of_kind("prix fixe"), typing("0,50")))
    assert price_on(place, date(2026, 12, 9)) == 50
    assert len(place.store.history(50)) == before + 2


def test_a_day_chosen_for_a_price_that_is_put_back_sets_nothing(keeping, place):
    player(place.store)("price", name="Café", price=60, from_="2027-01-01")
    on_menu(keeping, changing("Café", typing("0,90"), from_the(date(2027, 3, 1)), typing("0,50")))
    assert price_on(place, date(2027, 3, 1)) == 60


def test_a_coming_price_is_seen_and_taken_back(keeping, place):
    said = "0,60\u00a0€ à partir du 1er janvier 2027"

    def look(menu):
        assert said in read_text(menu)

    def take_back(dialog):
        assert said in read_text(dialog)
        type_into(dialog, "Nom", "Café noir")
        press(dialog, f"Retirer : {said}")
        assert "Prix à venir" not in read_text(dialog)
        assert f"Prix retiré : Café, {said}" in read_text(keeping)

    def gone(menu):
        assert "à partir du" not in read_text(menu)

    on_menu(keeping, changing("Café", typing("0,60"), from_the(date(2027, 1, 1))), look)
    assert price_on(place, date(2026, 12, 31)) == 50
    assert price_on(place, date(2027, 1, 1)) == 60
    on_menu(keeping, changing("Café", take_back), gone)
    assert price_on(place, date(2027, 1, 1)) == 50
    tap(keeping, "Café noir")  # what was typed beside it stayed
    records = place.store.history(2)
    assert f"Retirer : Café, {said}" in [one.label for one in records]


def test_and_that_is_undone(keeping, place):
    player(place.store)("price", name="Café", price=60, from_="2027-01-01")

    def take_back(menu):
        def work(dialog):
            press(dialog, "Retirer : ")
            press(dialog, "Annuler")

        answering(work, menu)
        press(menu, "Modifier : Café")

    on_menu(keeping, take_back)
    assert price_on(place, date(2027, 1, 1)) == 50
    press(keeping, "Annuler")
    assert price_on(place, date(2027, 1, 1)) == 60


def test_what_becomes_free_waits_for_no_price(keeping, place):
    player(place.store)("price", name="Café", price=60, from_="2027-01-01")

    def look(dialog):
        assert "Prix à venir" not in read_text(dialog)

    def at_once(menu):
        assert "0,60" not in read_text(menu)

    on_menu(keeping, changing("Café", of_kind("prix libre"), look), at_once)
