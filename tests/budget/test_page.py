"""The budget's page as the treasurer, a host and whoever passes by meet it."""

import shutil
from datetime import date
from pathlib import Path

import pytest
import time_machine
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QMenu, QScrollArea, QSpinBox

from delta_app.budget.bank_commands import add_bank_movement, set_bank_start
from delta_app.budget.chart_page import MonthBars
from delta_app.budget.figure_page import ShareBar
from delta_app.budget.line_commands import close_year
from delta_app.budget.line_settings import ALERT_SHARE
from delta_app.budget.month_data import nature_map
from delta_app.budget.purchase_commands import Wish, ask_purchase
from delta_app.budget.purchase_data import how_many_asked
from delta_app.budget.queries import lines_of_year
from delta_app.core.access import Actor, Role
from delta_app.core.settings import get
from delta_app.till.commands import spend
from delta_app.till.queries import last_entry
from delta_app.widgets import theme
from delta_app.widgets.dress import dress
from tests.budget.conftest import a_line, view
from tests.factory import COORDINATOR, READER, SAMPLES, a_host, acting
from tests.person import answering, choose, find, pick, press, read_text, shown, type_into, words_of


@pytest.fixture
def planned(store):
    """Three lines, some money spent, one purchase asked for."""
    lines = [a_line(store, "Consommation", 240_000), a_line(store, "Entretien et nettoyage", 22_000)]
    lines.append(a_line(store, "Dons", 50_000, side="income"))
    with acting(store) as session:
        set_bank_start(session, date(2026, 1, 1), 500_000)
        add_bank_movement(session, date(2026, 12, 1), -18_742, "Savon noir", lines[1])
        add_bank_movement(session, date(2026, 11, 2), -1_250, "Frais divers")
        ask_purchase(session, Wish("Laine et aiguilles", 4_000, "atelier tricot", lines[0]))
    return lines


def plainly(text):
    return text.replace("\u202f", " ").replace("\xa0", " ").replace("−", "-")


def said(window):
    return plainly(read_text(window))


def pressing(window, words, answer):
    answering(answer)
    press(window, words)
    QApplication.processEvents()


def amount(window, words):
    """A figure's button, by what it says."""
    return find(window.page, words)


def test_the_treasurer_undoes_an_entry_of_long_ago_and_says_why(at, store, planned):
    window = at()

    def undo(dialog):
        assert "Une écriture contraire, à la date d’aujourd’hui, la défait" in said(dialog)
        press(dialog, "Annuler l’écriture")
        assert "Dites en un mot pourquoi" in said(dialog)
        type_into(dialog, "Pourquoi", "payé deux fois")
        press(dialog, "Annuler l’écriture")

    def entries(dialog):
        answering(undo, after=dialog)
        press(dialog, "Annuler n° 2026-3 : Frais divers…")
        assert "Frais divers (annulée)" in said(dialog)
        assert not [one for one in shown(dialog, QAbstractButton) if words_of(one).startswith("Annuler n° 2026-3")]
        press(dialog, "Fermer")

    pressing(window, "Banque", entries)
    with store.read() as session:
        newest = last_entry(session)
        assert (newest.kind, newest.why, newest.day, newest.bank) == (
            "reverse", "payé deux fois", date(2026, 12, 10), 500_000 - 18_742,
        )  # fmt: skip


def test_what_cash_has_to_move_for_is_said_and_refused_while_the_till_is_closed(at, store, opened):
    opened("sell", lines=[["Café", 4]], pay=[["cash", 200]])
    opened("close", counted={"5000": 1, "200": 1}, keep=5_200, by=["A", "B"])
    window = at()

    def undo(dialog):
        assert "Rendez 2,00 € de la caisse." in said(dialog)
        type_into(dialog, "Pourquoi", "erreur")
        press(dialog, "Annuler l’écriture")
        assert "La caisse est fermée" in said(dialog)
        press(dialog, "La laisser")

    def entries(dialog):
        answering(undo, after=dialog)
        press(dialog, "Annuler n° 2026-2")
        press(dialog, "Fermer")

    pressing(window, "Caisse : ", entries)


def test_the_year_at_a_glance(at, planned):
    page = at().page
    text = said(page)
    assert "Budget 2026" in text
    assert "en cours" in text
    assert "Entretien et nettoyage, dépensé : 187,42 €" in text
    assert "Entretien et nettoyage, reste : 32,58 €" in text
    assert "85 %" in text
    assert "Total des dépenses, dépensé : 199,92 €" in text
    assert "Banque : 4 800,08 €" in text
    bars = [bar.accessibleName() for bar in shown(page, ShareBar)]
    assert [plainly(name) for name in bars] == [
        "Consommation, 0 % utilisés", "Entretien et nettoyage, 85,2 % utilisés", "Dons, 0 % utilisés",
    ]  # fmt: skip


def test_every_figure_opens_its_entries(at, planned):
    window, seen = at(), {}

    def look(dialog):
        seen[dialog.windowTitle()] = said(dialog)
        press(dialog, "Fermer")

    pressing(window.page, "Entretien et nettoyage, dépensé", look)
    pressing(window.page, "Banque : ", look)
    pressing(window.page, "Total des dépenses, reste", look)
    pressing(window.page, "Total des dépenses, engagé", look)
    assert "Savon noir" in seen["Entretien et nettoyage"]
    assert "1 écriture, 187,42 € en tout." in seen["Entretien et nettoyage"]
    assert "3 écritures, 4 800,08 € en tout." in seen["Banque"]
    assert "2 écritures, 199,92 € en tout." in seen["Total des dépenses"]
    assert "Aucun achat." in seen["Achats accordés, pas encore faits"]


def test_a_month_of_the_chart_tells_itself_and_opens(at, planned):
    window, seen = at(), []
    (november,) = (bars for bars in shown(window.page, MonthBars) if "novembre" in bars.accessibleName())
    assert plainly(november.accessibleName()) == "novembre 2026 : recettes 0,00 €, dépenses 12,50 €"

    def look(dialog):
        seen.append(said(dialog))
        press(dialog, "Dépenses")
        seen.append(said(dialog))
        dialog.reject()

    answering(look)
    november.setFocus()
    QTest.keyClick(november, Qt.Key.Key_Return)
    assert "Aucune écriture." in seen[0]
    assert "Frais divers" in seen[1]


def test_what_is_on_no_line_is_put_on_one(at, planned, store):
    window = at()

    def on_a_line(dialog):
        assert "Frais divers" in said(dialog)
        pick(dialog, "Ligne", "Consommation")
        press(dialog, "Classer")

    def choose_entry(dialog):
        answering(on_a_line, after=dialog)
        press(dialog, "Classer n° 2026-3…")
        assert "Aucune écriture." in said(dialog)
        press(dialog, "Fermer")

    pressing(window.page, "Classer les dépenses…", choose_entry)
    assert "Consommation, dépensé : 12,50 €" in said(window.page)
    assert "À classer" not in said(window.page)


def test_a_purchase_is_granted_and_taken_back_then_bought(at, planned, store):
    window = at()
    press(window.page, "Accorder : Laine et aiguilles")
    QApplication.processEvents()
    assert "Consommation, engagé : 40,00 €" in said(window.page)
    press(window, "Annuler")
    QApplication.processEvents()
    assert "Consommation, engagé : 0,00 €" in said(window.page)
    press(window.page, "Accorder : Laine et aiguilles")

    def bought(dialog):
        press(dialog, "Payer maintenant par la banque")
        type_into(dialog, "Montant", "38,50")
        press(dialog, "Noter")

    pressing(window.page, "Acheté : Laine et aiguilles…", bought)
    assert "Consommation, dépensé : 38,50 €" in said(window.page)
    assert view(store).purchases[0].state == "bought"


def test_a_purchase_is_bought_by_the_nearest_entry(at, planned, store):
    window = at()
    press(window.page, "Accorder : Laine et aiguilles")

    def bought(dialog):
        assert "12,50 €" in plainly(find(dialog, "Écriture", QComboBox).currentText())
        press(dialog, "Noter")

    pressing(window.page, "Acheté : Laine et aiguilles…", bought)
    assert "Consommation, dépensé : 12,50 €" in said(window.page)  # and the entry is on the purchase's line


def test_a_purchase_is_refused_with_a_reason(at, planned, store):
    window = at()

    def refuse(dialog):
        press(dialog, "Refuser")
        assert "Dites en un mot pourquoi" in said(dialog)
        type_into(dialog, "Pourquoi", "il en reste")
        press(dialog, "Refuser")

    pressing(window.page, "Refuser : Laine et aiguilles…", refuse)
    assert "il en reste" in said(window.page)


def test_a_purchase_is_asked_for_with_its_line(at, planned, store):
    window = at()

    def ask(dialog):
        press(dialog, "Demander")
        assert dialog.isVisible()
        type_into(dialog, "Quoi", "Filtre")
        type_into(dialog, "À peu près", "25")
        pick(dialog, "Enveloppe", "Consommation")
        press(dialog, "Demander")

    pressing(window.page, "Demander un achat", ask)
    assert view(store).purchases[0].line_name == "Consommation"
    assert "Filtre" in said(window.page)


def tick(dialog, words):
    """Tick a box from the keyboard."""
    box = find(dialog, words)
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Space)
    assert box.isChecked()


def menu_of(page):
    menu = page.more.menu()
    assert isinstance(menu, QMenu)
    return menu


def test_lines_are_changed_added_and_put_in_order(at, planned, store):
    window = at()

    def another(dialog):
        type_into(dialog, "Nom", "Jeux")
        type_into(dialog, "Prévu", "abc")
        press(dialog, "Enregistrer")
        assert "abc" in said(dialog)
        type_into(dialog, "Prévu", "300")
        press(dialog, "Enregistrer")

    def less(dialog):
        type_into(dialog, "Prévu", "100")
        press(dialog, "Enregistrer")

    def lines(dialog):
        answering(another, after=dialog)
        press(dialog, "Ajouter une ligne…")
        answering(less, after=dialog)
        press(dialog, "Modifier : Consommation…")
        press(dialog, "Monter : Jeux")
        press(dialog, "Fermer")

    pressing(window.page, "Modifier les lignes…", lines)
    with store.read() as session:
        named = [(line.name, line.planned) for line in lines_of_year(session, 2026)]
    assert named == [("Consommation", 10_000), ("Jeux", 30_000), ("Entretien et nettoyage", 22_000), ("Dons", 50_000)]

    def away(dialog):
        press(dialog, "Retirer")

    pressing(window.page, "Jeux, prévu", away)
    assert "Jeux" not in said(window.page)


def test_a_movement_of_the_bank_by_hand(at, planned, store):
    window = at()

    def note(dialog):
        type_into(dialog, "Montant", "15")
        type_into(dialog, "Texte", "Frais")
        pick(dialog, "Ligne", "Entretien et nettoyage")
        press(dialog, "Noter")

    answering(note)
    choose(menu_of(window.page), "Noter un mouvement de la banque…")
    assert "Entretien et nettoyage, dépensé : 202,42 €" in said(window.page)


def test_a_year_is_closed_once_it_is_known_what_that_means(at, planned, store):
    def too_early(dialog):
        press(dialog, "Clôturer")
        assert "n’est pas finie" in said(dialog)
        dialog.reject()

    window = at()
    answering(too_early)
    choose(menu_of(window.page), "Clôturer les comptes de 2026…")

    def close(dialog):
        assert "Cela ne s’annule pas" in said(dialog)
        press(dialog, "Clôturer")
        tick(dialog, "Clôturer quand même")
        press(dialog, "Clôturer")

    with time_machine.travel("2027-01-02T10:00:00Z"):
        answering(close)
        choose(menu_of(window.page), "Clôturer les comptes de 2026…")
    assert "clos" in said(window.page)
    assert not [one for one in shown(window.page, type(window.page.asking)) if words_of(one) == "Modifier les lignes…"]


def test_next_year_is_copied_and_shown(at, planned, store):
    window = at()
    choose(menu_of(window.page), "Copier dans le budget 2027")
    assert "Budget 2027" in said(window.page)
    assert "Consommation, prévu : 2 400,00 €" in said(window.page)
    assert not window.page.after.isEnabled()
    press(window.page, "Voir 2026")
    assert "Budget 2026" in said(window.page)


def test_an_empty_year_says_what_to_do_first(at, store):
    window = at()
    assert "Rien n’est prévu pour 2026" in said(window.page)

    def amounts(dialog):
        assert "Entretien et nettoyage" in said(dialog)
        press(dialog, "Fermer")

    pressing(window.page, "Proposer les enveloppes habituelles", amounts)
    with store.read() as session:
        assert len(lines_of_year(session, 2026)) == 6
    press(window.page, "Voir 2027")
    press(window.page, "Copier le budget 2026")
    with store.read() as session:
        assert len(lines_of_year(session, 2027)) == 6


def test_a_host_asks_and_sees_no_money(at, planned, store):
    me = a_host(store)
    window = at(Actor("Fatma Ö.", Role.HOST, me))
    text = said(window.page)
    assert "Vous n’avez rien demandé" in text
    assert "€" not in text
    assert "Laine" not in text

    def ask(dialog):
        assert "Enveloppe" not in said(dialog)
        type_into(dialog, "Quoi", "Filtre")
        type_into(dialog, "À peu près", "25")
        press(dialog, "Demander")

    pressing(window.page, "Demander un achat", ask)
    assert "Filtre" in said(window.page)
    assert "demandé" in said(window.page)
    press(window.page, "Ne plus demander : Filtre")
    QApplication.processEvents()
    assert "abandonné" in said(window.page)
    assert [act.key for act in window.page.offers()] == ["budget.ask"]


def test_whoever_passes_by_is_told_who_may_see_it(at, planned):
    window = at(READER)
    text = said(window.page)
    assert "La coordination et la trésorerie voient le budget" in text
    assert "€" not in text
    assert window.page.offers() == []
    window.desk.actor = COORDINATOR
    QApplication.processEvents()
    assert "Consommation, prévu" in said(window.page)


@pytest.fixture
def belfius(tmp_path):
    return shutil.copy(SAMPLES / "banque" / "belfius-decembre-2026.csv", tmp_path / "belfius.csv")


def bring(window, path, answer, qtbot):
    done = []

    def once(dialog):
        answer(dialog)
        done.append(True)

    answering(once)
    assert window.page.accepts_file(Path(path))
    window.page.take_file(Path(path))
    qtbot.waitUntil(lambda: bool(done), timeout=20_000)
    QApplication.processEvents()


def test_a_bank_is_brought_in_from_a_dropped_file(at, store, belfius, qtbot):
    window = at()

    def look(dialog):
        assert "6 mouvements à ajouter : 1 395,15 €." in said(dialog)
        assert "Imprimerie du Parc" in said(dialog)
        press(dialog, "Changer les colonnes…")
        pick(dialog, "Texte", "Communications")
        assert "Imprimerie du Parc" not in said(dialog)
        pick(dialog, "Texte", "Comme c’est reconnu")
        press(dialog, "Importer")

    bring(window, belfius, look, qtbot)
    assert "Banque : 1 395,15 €" in said(window.page)

    def again(dialog):
        assert "Rien de neuf." in said(dialog)
        assert not find(dialog, "Importer").isEnabled()
        dialog.reject()

    bring(window, belfius, again, qtbot)


def test_a_doubt_is_asked_and_a_bad_row_passed_over(at, store, tmp_path, qtbot):
    for label in ("encre", "papier"):
        with acting(store) as session:
            spend(session, 1_250, label, way="bank")
    path = tmp_path / "x.csv"
    path.write_text("Date;Montant;Communication\n09/12/2026;-12,50;Bureau\nhier;3,00;Don\n")
    window = at()

    def look(dialog):
        assert "« hier » n’est pas une date lisible" in said(dialog)
        assert not find(dialog, "Importer").isEnabled()
        tick(dialog, "Importer sans les lignes qui ne peuvent pas l’être")
        combo = find(dialog, "Ce qu’est le mouvement de la ligne 2", QComboBox)
        combo.setCurrentIndex(3)
        combo.activated.emit(3)
        assert "déjà dans le journal" in said(dialog)
        press(dialog, "Importer")

    bring(window, path, look, qtbot)
    assert view(store).money.bank == -2_500


def test_a_file_without_known_headings_asks_for_its_columns(at, store, tmp_path, qtbot):
    path = tmp_path / "x.csv"
    path.write_text("Jour;Somme;Quoi\n09/12/2026;-12,50;Bureau\n")
    window = at()

    def look(dialog):
        assert "Aucune ligne de ce fichier n’a de titres" in said(dialog)
        pick(dialog, "Date", "Jour")
        pick(dialog, "Montant", "Somme")
        pick(dialog, "Texte", "Quoi")
        press(dialog, "Importer")

    bring(window, path, look, qtbot)
    assert view(store).money.bank == -1_250


def test_a_closed_year_offers_no_lines_to_change(at, planned, store):
    with time_machine.travel("2027-01-02T10:00:00Z"):
        with acting(store) as session:
            close_year(session, 2026, anyway=True)
        window = at()
        press(window.page, "Voir 2026")
        assert "Budget 2026" in said(window.page)
        assert "Modifier les lignes…" not in said(window.page)


@pytest.mark.parametrize("scale", [100, 200])
def test_long_names_and_large_text_stay_in_the_window(at, store, planned, scale):
    a_line(store, "W" * 60, 9_999_999)
    window = at()
    dress(QApplication.instance(), theme.Theme("light", scale))
    QApplication.processEvents()
    for area in shown(window.page, QScrollArea):
        assert area.horizontalScrollBar().maximum() == 0
        assert area.widget().width() <= area.viewport().width()
    dress(QApplication.instance(), theme.Theme())


def test_from_which_share_on_a_line_is_told_can_be_said(at, planned, store):
    window = at()

    def lines(dialog):
        field = find(dialog, "Attirer l’attention à partir de (en %)", QSpinBox)
        field.setValue(50)
        field.editingFinished.emit()
        press(dialog, "Fermer")

    answering(lines)
    window.page.edit_lines.trigger()
    with store.read() as session:
        assert get(session, ALERT_SHARE) == 50


def test_the_sidebar_counts_what_is_asked(store, planned):
    with store.read() as session:
        assert how_many_asked(session) == 1


def test_the_month_is_one_press_away_and_leads_back(at, planned):
    window = at()
    press(window, "Exporter le mois…")
    shown_now = said(window)
    assert "Décembre 2026" in shown_now or "Novembre 2026" in shown_now
    assert "Où est l’argent" in shown_now
    assert "juste" in shown_now
    press(window, "Mois précédent")
    press(window, "Revenir au budget")
    assert "Budget 2026" in said(window)


def test_the_columns_of_the_belgian_journal_are_chosen(at, planned, store):
    window = at()
    press(window, "Exporter le mois…")

    def choose_gifts(dialog):
        pick(dialog, "Ventes", "Dons et legs")
        press(dialog, "Enregistrer")

    pressing(window, "Colonnes du livre journal…", choose_gifts)
    with store.read() as session:
        assert nature_map(session).sales == "gifts"
