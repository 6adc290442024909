"""Purchases in the budget's page: granted on a line, given up, paid in another year than thought, and detached."""

from datetime import date

import pytest
import time_machine
from PySide6.QtWidgets import QApplication, QComboBox

from delta_app.budget.bank_commands import add_bank_movement
from delta_app.budget.purchase_commands import Wish, approve_purchase, ask_purchase, drop_purchase, link_purchase
from delta_app.budget.purchase_data import purchases_by
from delta_app.core.access import Actor, Role
from tests.budget.conftest import TREASURER, a_line, line_of, view
from tests.factory import COORDINATOR, a_host, acting
from tests.person import answering, find, pick, press, read_text, type_into

NEW_YEAR = "2027-01-05T10:00:00Z"


@pytest.fixture
def lines(store):
    """Two envelopes."""
    return [a_line(store, "Consommation", 240_000), a_line(store, "Petit matériel", 3_000)]


@pytest.fixture
def fatma(store):
    return Actor("Fatma Ö.", Role.HOST, a_host(store))


def asked(store, label="Théière", cents=2_490, line=None, actor=COORDINATOR, granted=False):
    with acting(store, actor=actor) as session:
        number = ask_purchase(session, Wish(label, cents, "l’atelier conte", line))
    if granted:
        with acting(store) as session:
            approve_purchase(session, number)
    return number


def paid_by_bank(store, cents=2_490, day=date(2026, 12, 2), line=None):
    with acting(store) as session:
        return add_bank_movement(session, day, -cents, "Brocante", line)


def said(window):
    return read_text(window).replace("\u202f", " ").replace("\xa0", " ").replace("−", "-")


def pressing(window, words, answer):
    """Press a button and answer the dialog that it opens."""
    answered = []

    def once(dialog):
        answer(dialog)
        answered.append(True)

    answering(once)
    press(window, words)
    QApplication.processEvents()
    assert answered


def entries_of(dialog, words):
    combo = find(dialog, words, QComboBox)
    return [combo.itemText(place).replace("\u202f", " ").replace("\xa0", " ") for place in range(combo.count())]


def only(store, year=2026):
    (row,) = view(store, year).purchases
    return row


@pytest.mark.parametrize("actor", [TREASURER, COORDINATOR])
def test_what_a_host_asks_on_no_line_is_granted_on_one_that_is_chosen(at, store, lines, fatma, actor):
    asked(store, actor=fatma)
    window = at(actor)

    def grant(dialog):
        assert "l’atelier conte · 24,90 € · demandé par Fatma Ö." in said(dialog)
        assert "Compté sous « À classer » en attendant" in said(dialog)
        assert entries_of(dialog, "Enveloppe") == [
            "À classer plus tard", "Consommation · reste 2 400,00 €", "Petit matériel · reste 30,00 €",
        ]  # fmt: skip
        pick(dialog, "Enveloppe", "Petit matériel · reste 30,00\u00a0€")
        assert "Une fois accordé, il reste 5,10 € dans l’enveloppe." in said(dialog)
        press(dialog, "Accorder")

    pressing(window.page, "Accorder : Théière…", grant)
    assert "Petit matériel, engagé : 24,90 €" in said(window.page)
    press(window, "Annuler")
    QApplication.processEvents()
    assert (only(store).state, only(store).line_id) == ("asked", None)


def test_one_sees_that_a_purchase_is_more_than_what_is_left(at, store, lines):
    asked(store, cents=5_000)
    asked(store, "Tapis", 4_000, lines[1], granted=True)

    def grant(dialog):
        assert "Petit matériel · dépassé de 10,00 €" in entries_of(dialog, "Enveloppe")
        find(dialog, "Enveloppe", QComboBox).setCurrentIndex(2)
        assert "l’enveloppe est dépassée de 60,00 €" in said(dialog)
        press(dialog, "Annuler")

    pressing(at().page, "Accorder : Théière…", grant)
    assert [row.state for row in view(store).purchases] == ["approved", "asked"]


def test_it_may_be_put_on_a_line_later(at, store, lines):
    asked(store)
    window = at()
    pressing(window.page, "Accorder : Théière…", lambda dialog: press(dialog, "Accorder"))
    assert (only(store).state, only(store).line_id) == ("approved", None)
    assert view(store).lines[-1].figures.committed == 2_490

    def bought(dialog):
        press(dialog, "Payer maintenant par la banque")
        pick(dialog, "Enveloppe", "Petit matériel · reste 30,00\u00a0€")
        press(dialog, "Noter")

    pressing(window.page, "Acheté : Théière…", bought)
    assert line_of(store, lines[1]).figures.moved == 2_490


def test_where_nothing_is_planned_one_press_grants(at, store):
    asked(store)
    press(at().page, "Accorder : Théière")
    assert only(store).state == "approved"


def test_what_was_granted_is_given_up_and_frees_its_line(at, store, lines):
    asked(store, line=lines[1], granted=True)
    window = at()
    press(window.page, "Ne plus acheter : Théière")
    QApplication.processEvents()
    assert "Petit matériel, engagé : 0,00 €" in said(window.page)
    assert "Plus à acheter : Théière. 24,90 € ne sont plus engagés." in said(window)
    assert only(store).state == "dropped"
    press(window, "Annuler")
    QApplication.processEvents()
    assert "Petit matériel, engagé : 24,90 €" in said(window.page)
    assert only(store).state == "approved"


@pytest.mark.parametrize("actor", [TREASURER, COORDINATOR])
def test_a_host_reads_why_what_was_granted_is_not_bought(at, store, lines, fatma, actor):
    asked(store, line=lines[1], actor=COORDINATOR, granted=True)
    asked(store, "Tapis", 500, actor=fatma, granted=True)
    window = at(actor)

    def give_up(dialog):
        press(dialog, "Ne plus acheter")
        assert "Dites en un mot pourquoi" in said(dialog)
        type_into(dialog, "Pourquoi", "on en a reçu un")
        press(dialog, "Ne plus acheter")

    pressing(window.page, "Ne plus acheter : Tapis…", give_up)
    assert "Plus à acheter : Tapis. 5,00 € ne sont plus engagés." in said(window)
    with store.read() as session:
        (row,) = purchases_by(session, fatma.host_id)
    assert (row.state, row.why) == ("refused", "on en a reçu un")
    press(window, "Annuler")
    window.desk.actor = fatma
    QApplication.processEvents()
    assert "Ne plus demander" in said(window.page)


def test_it_is_given_up_from_the_list_of_what_is_committed(at, store, lines):
    asked(store, line=lines[1], granted=True)
    window = at()

    def committed(dialog):
        press(dialog, "Ne plus acheter : Théière")
        assert "Aucun achat." in said(dialog)
        press(dialog, "Fermer")

    pressing(window.page, "Petit matériel, engagé", committed)


def test_what_was_granted_last_year_is_paid_on_a_line_of_this_one(at, store, lines):
    asked(store, line=lines[1], granted=True)
    with time_machine.travel(NEW_YEAR):
        other = a_line(store, "Activités", 5_000, 2027)
        same = a_line(store, "Petit matériel", 6_000, 2027)
        window = at()
        press(window.page, "Voir 2026")

        def bought(dialog):
            press(dialog, "Payer maintenant par la banque")
            assert entries_of(dialog, "Enveloppe") == [
                "À classer plus tard", "Activités · reste 50,00 €", "Petit matériel · reste 60,00 €",
            ]  # fmt: skip
            assert find(dialog, "Enveloppe", QComboBox).currentText().startswith("Petit matériel")
            press(dialog, "Noter")

        pressing(window.page, "Acheté : Théière…", bought)
        assert line_of(store, same, 2027).figures.moved == 2_490
        assert line_of(store, other, 2027).figures.moved == 0
        assert line_of(store, lines[1]).figures.committed == 0
        assert [row.state for row in view(store, 2027).purchases] == ["bought"]


def test_the_year_in_which_it_is_paid_may_have_no_lines_yet(at, store, lines):
    asked(store, line=lines[1], granted=True)
    with time_machine.travel(NEW_YEAR):
        window = at()
        press(window.page, "Voir 2026")

        def bought(dialog):
            press(dialog, "Payer maintenant par la banque")
            assert entries_of(dialog, "Enveloppe") == ["À classer plus tard"]
            press(dialog, "Noter")

        pressing(window.page, "Acheté : Théière…", bought)
        assert view(store, 2027).total("expense").moved == 2_490


def test_an_entry_of_either_year_offers_the_lines_of_its_own(at, store, lines):
    asked(store, line=lines[0], granted=True)
    paid_by_bank(store)
    with time_machine.travel(NEW_YEAR):
        same = a_line(store, "Consommation", 6_000, 2027)
        paid_by_bank(store, 2_500, date(2027, 1, 3))
        settled = a_line(store, "Activités", 1_000, 2027)
        paid_by_bank(store, 700, date(2027, 1, 4), settled)
        window = at()
        press(window.page, "Voir 2026")

        def bought(dialog):
            assert entries_of(dialog, "Enveloppe")[1] == "Consommation · reste 2 375,10 €"
            entry = find(dialog, "Écriture", QComboBox)
            entry.setCurrentIndex(0)
            assert "7,00" in entry.currentText()
            assert "Enveloppe" not in said(dialog)  # it is on a line already
            entry.setCurrentIndex(1)
            assert entries_of(dialog, "Enveloppe")[1] == "Consommation · reste 60,00 €"
            press(dialog, "Noter")

        pressing(window.page, "Acheté : Théière…", bought)
        assert line_of(store, same, 2027).figures.moved == 2_500


def test_a_wrong_link_is_undone_and_the_purchase_is_to_be_made_again(at, store, lines):
    number = asked(store, line=lines[1], granted=True)
    entry = paid_by_bank(store, line=lines[1])
    with acting(store) as session:
        link_purchase(session, number, entry.id)
    window = at()
    assert "24,90 € · n° 2026-1 · Petit matériel" in said(window.page)
    press(window.page, "Détacher : Théière")
    QApplication.processEvents()
    assert "Théière : détaché de l’écriture n° 2026-1, qui reste au journal." in said(window)
    assert (only(store).state, only(store).entry_id) == ("approved", None)
    assert "Petit matériel, engagé : 24,90 €" in said(window.page)
    press(window, "Annuler")
    QApplication.processEvents()
    assert (only(store).state, only(store).entry_id) == ("bought", entry.id)
    press(window.page, "Détacher : Théière")
    pressing(window.page, "Acheté : Théière…", lambda dialog: press(dialog, "Noter"))
    assert only(store).entry_id == entry.id


def test_it_is_detached_from_the_list_of_all_purchases(at, store, lines):
    number = asked(store, line=lines[1], granted=True)
    entry = paid_by_bank(store, line=lines[1])
    gone = asked(store, "Tapis")
    with acting(store) as session:
        link_purchase(session, number, entry.id)
        drop_purchase(session, gone)
    window = at()

    def every(dialog):
        press(dialog, "Détacher : Théière")
        find(dialog, "Acheté : Théière…")
        press(dialog, "Fermer")

    pressing(window.page, "Tous les achats…", every)
