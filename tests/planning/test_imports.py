"""Lists and polls brought in through the window: columns are said, doubts are asked, nobody is cut from the outcome."""

from contextlib import contextmanager
from datetime import date

import pytest
import time_machine
from PySide6.QtCore import QPoint, QPointF, QSettings, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox

from delta_app.app import identity
from delta_app.core import i18n
from delta_app.hosts.queries import hosts
from delta_app.planning.page import PlanningPage
from delta_app.widgets import theme
from delta_app.widgets.dress import dress
from delta_app.widgets.page import PageEntry
from delta_app.window import MainWindow
from tests.factory import COORDINATOR, JANUARY, a_host, a_store
from tests.person import answering, choose, find, pick, press, read_text

LIST, POLL = "Les accueillant·es (tableau)…", "Les réponses d’un sondage…"


@pytest.fixture(autouse=True)
def _december():
    with time_machine.travel(date(2026, 12, 9), tick=True):
        yield


@pytest.fixture
def bring(tmp_path, qtbot, monkeypatch):
    """A window, as function of what is in the file; gives how to bring a text in and what is said at the end."""

    @contextmanager
    def opened(*people):
        dress(QApplication.instance(), theme.Theme())
        store = a_store(tmp_path)
        for given, family, details in people:
            a_host(store, given, family, **details)
        settings = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
        entries = [PageEntry("planning", "Planning", "planning", PlanningPage)]
        window = MainWindow(store, COORDINATOR, entries, lambda: identity(store), settings)
        qtbot.addWidget(window)
        window.showNormal()
        window.resize(1366, 768)
        window.page.show_month(JANUARY)

        def carry(entry, text, *steps):
            source = tmp_path / "fichier.csv"
            source.write_text(text, encoding="utf-8", newline="")
            monkeypatch.setattr("delta_app.planning.import_dialogs.ask_file_to_open", lambda *_given: source)
            said = []

            def read(dialog):
                said.append(read_text(dialog))
                press(dialog, "Fermer")

            def stepping(left):
                """Do a step, whose answer is the button that leads to the next dialog."""

                def step(dialog):
                    button = left[0](dialog)
                    answering(stepping(left[1:]) if left[1:] else read, dialog)
                    press(dialog, button)

                return step

            answering(stepping(list(steps)) if steps else read)
            choose(window.page.top.importing.menu(), entry)
            qtbot.waitUntil(lambda: bool(said), timeout=20_000)
            return said[0]

        yield window, carry
        window.close()
        store.close()

    return opened


def go_on(_dialog):
    return "Importer"


def team(window):
    with window.desk.store.read() as session:
        return [host.full_name for host in hosts(session)]


def test_doubtful_people_of_a_list_are_asked_about_and_who_left_is_offered(bring):
    people = (("Zoë", "O’Neill", {"state": "left"}), ("Jan", "Janssens", {}))
    with bring(*people) as (window, carry):

        def settle(dialog):
            pick(dialog, "Qui est Zoe O Neill ?", "Zoë O’Neill (a quitté l’équipe)")
            pick(dialog, "Qui est Janine J. ?", "quelqu’un de nouveau")
            return "Importer"

        text = "Prénom;Nom\nZoe;O Neill\nJanine;J.\nJanine;Albrecht\n"
        said = carry(LIST, text, go_on, settle)
        assert "De retour dans l’équipe : Zoe O Neill." in said
        assert "2 personnes ajoutées. 1 mise à jour." in said
        assert team(window) == ["Jan Janssens", "Janine Albrecht", "Janine J.", "Zoë O’Neill"]


def test_two_rows_of_one_name_go_to_two_people(bring):
    people = (("Marie", "Dubois", {"email": "un@example.org"}), ("Marie", "Dubois", {}))
    with bring(*people) as (_window, carry):

        def settle(dialog):
            pick(dialog, "Qui est Marie Dubois, ligne 3 ?", "Marie Dubois#1 · un@example.org")
            pick(dialog, "Qui est Marie Dubois, ligne 4 ?", "Marie Dubois#2")
            return "Importer"

        said = carry(POLL, ',"05/01/2027",\n,"10h-13h",\nMarie Dubois,Oui,\nMarie Dubois,Non,\n', settle)
        assert "2 personnes reconnues" in said
        assert "Réponses : 2 nouvelles." in said


def test_columns_without_known_headings_are_said_before_importing(bring):
    with bring() as (window, carry):

        def look(dialog):
            assert "Les noms n’ont pas été reconnus dans fichier.csv." in read_text(dialog)
            assert not find(dialog, "Importer").isEnabled()
            answering(say_columns, dialog)
            press(dialog, "Vérifier les colonnes…")
            assert "2 personnes dans fichier.csv : Luc Dumont, Ana Costa" in read_text(dialog)
            return "Importer"

        def say_columns(dialog):
            assert "Luc · Ana" in read_text(dialog)
            pick(dialog, "Ce qu’est la colonne Roepnaam", "Prénom")
            pick(dialog, "Ce qu’est la colonne Rest", "Prénom")
            press(dialog, "Continuer")
            assert "Deux colonnes sont « prénom »" in read_text(dialog)
            pick(dialog, "Ce qu’est la colonne Rest", "Ne pas reprendre")
            press(dialog, "Continuer")
            assert "Il manque encore « nom de famille »" in read_text(dialog)
            pick(dialog, "Ce qu’est la colonne Rest", "Nom de famille")
            press(dialog, "Continuer")

        outcome = carry(LIST, "Titre;;\nRoepnaam;Rest;Kleur\nLuc;Dumont;bleu\nAna;Costa;\n", look)
        assert "2 personnes ajoutées." in outcome
        assert "Colonnes non lues : Kleur." in outcome
        assert team(window) == ["Ana Costa", "Luc Dumont"]


def test_a_list_without_headings_loses_nobody(bring):
    with bring() as (window, carry):

        def look(dialog):
            answering(say_columns, dialog)
            press(dialog, "Vérifier les colonnes…")
            return "Importer"

        def say_columns(dialog):
            find(dialog, "La première ligne est déjà une personne", QCheckBox).click()
            pick(dialog, "Ce qu’est la colonne Luc", "Prénom")
            pick(dialog, "Ce qu’est la colonne Dumont", "Nom de famille")
            press(dialog, "Continuer")

        carry(LIST, "Luc;Dumont\nAna;Costa\n", look)
        assert team(window) == ["Ana Costa", "Luc Dumont"]


def test_the_columns_can_be_put_right_with_the_keyboard_alone(bring):
    with bring() as (window, carry):

        def look(dialog):
            answering(say_columns, dialog)
            QTest.keyClick(find(dialog, "Vérifier les colonnes…"), Qt.Key.Key_Return)
            return "Importer"

        def say_columns(dialog):
            wie = find(dialog, "Ce qu’est la colonne Wie", QComboBox)
            rest = find(dialog, "Ce qu’est la colonne Rest", QComboBox)
            QTest.keyClick(wie, Qt.Key.Key_Down)
            assert wie.currentText() == "Nom de famille"
            QTest.keyClick(rest, Qt.Key.Key_P)
            assert rest.currentText() == "Prénom"
            QTest.keyClick(find(dialog, "Continuer"), Qt.Key.Key_Return)

        carry(LIST, "Wie;Rest\nDumont;Luc\n", look)
        assert team(window) == ["Luc Dumont"]


def test_a_column_without_a_heading_is_called_by_its_number(bring):
    with bring() as (window, carry):

        def look(dialog):
            answering(say_columns, dialog)
            press(dialog, "Vérifier les colonnes…")
            assert "Colonnes lues : Prénom, Nom et Colonne 3." in read_text(dialog)
            return "Importer"

        def say_columns(dialog):
            pick(dialog, "Ce qu’est la colonne Colonne 3", "Adresse e-mail")
            press(dialog, "Continuer")

        carry(LIST, "Prénom;Nom\nLuc;Dumont;luc@example.org\n", look)
        assert team(window) == ["Luc Dumont"]


def test_a_missing_column_is_quoted_as_the_language_quotes(bring):
    with bring() as (_window, carry):

        def look(dialog):
            answering(leave, dialog)
            i18n.set_language("nl")
            press(dialog, "Vérifier les colonnes…")
            i18n.set_language("fr")
            return "Importer"

        def leave(dialog):
            pick(dialog, "Wat de kolom Nom is", "Niet overnemen")
            press(dialog, "Doorgaan")
            assert "“familienaam”" in read_text(dialog)
            press(dialog, "Annuleren")

        carry(LIST, "Prénom;Nom\nLuc;Dumont\n", look)


def test_scrolling_with_the_wheel_over_a_choice_changes_no_choice(bring):
    with bring() as (_window, carry):

        def look(dialog):
            answering(scroll, dialog)
            press(dialog, "Vérifier les colonnes…")
            return "Importer"

        def scroll(dialog):
            combo = find(dialog, "Ce qu’est la colonne Prénom", QComboBox)
            combo.setFocus()
            assert not roll(combo)
            assert combo.currentText() == "Prénom"
            press(dialog, "Annuler")

        carry(LIST, "Prénom;Nom\nLuc;Dumont\n", look)


def roll(widget):
    """Turn the wheel towards oneself over a widget; says whether it took that, or left it to what it stands in."""
    middle = QPointF(widget.rect().center())
    turn, no_button, no_key = QPoint(0, -120), Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier
    phase = Qt.ScrollPhase.NoScrollPhase
    event = QWheelEvent(middle, QPointF(widget.mapToGlobal(middle)), turn, turn, no_button, no_key, phase, False)
    QApplication.sendEvent(widget, event)
    return event.isAccepted()


def test_a_poll_given_as_a_list_is_taken_as_a_poll_and_said(bring):
    with bring(("Luc", "Dumont", {})) as (_window, carry):
        said = carry(LIST, ',"05/01/2027",\n,"10h-13h",\nLuc Dumont,Oui,\n')
        assert "Ce fichier est un sondage" in said
        assert "1 personne reconnue" in said


def test_a_list_given_as_a_poll_is_taken_as_a_list_and_said(bring):
    with bring() as (window, carry):
        seen = []

        def look(dialog):
            seen.append(read_text(dialog))
            return "Importer"

        carry(POLL, "Prénom;Nom\nLuc;Dumont\n", look)
        assert "Ce fichier est une liste de personnes, pas un sondage." in seen[0]
        assert team(window) == ["Luc Dumont"]


def test_nobody_is_cut_from_the_outcome_in_the_window(bring):
    people = [(f"Prénom{letter}", f"Nom{letter}", {}) for letter in "ABCDEFGHIJKLMNOPQRST"]
    with bring(*people) as (_window, carry):
        said = carry(POLL, ',"05/01/2027","10/01/2027",\n,"10h-13h","10h-13h",\nPrénomA NomA,Oui,Oui,\n')
        line = next(line for line in said.splitlines() if line.startswith("Dans l’équipe, mais pas"))
        assert line.count("PrénomB N") == line.count("PrénomT N") == 1
        assert line.count("Prénom") == 19
        assert "qu’il touche) : dim. 10 janv. 10h – 13h." in said
        assert "sam. 30 janv. 10h – 13h, 13h – 16h, 16h – 19h" in said


def test_leaving_the_columns_changes_nothing(bring):
    with bring() as (window, carry):

        def look(dialog):
            answering(lambda columns: press(columns, "Annuler"), dialog)
            press(dialog, "Vérifier les colonnes…")
            return "Importer"

        carry(LIST, "Prénom;Nom\nLuc;Dumont\n", look)
        assert team(window) == ["Luc Dumont"]
