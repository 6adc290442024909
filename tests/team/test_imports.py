"""Lists and polls brought in through the window: columns are said, doubts are asked, nobody is cut from the outcome."""

from contextlib import contextmanager
from datetime import date

import pytest
import time_machine
from PySide6.QtCore import QMimeData, QPoint, QPointF, QSettings, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QCheckBox, QComboBox

from delta_app.app import page_entries
from delta_app.hosts.queries import hosts
from delta_app.keeping import identity
from delta_app.planning.page import PlanningPage
from delta_app.widgets import theme
from delta_app.widgets.dress import dress
from delta_app.window import MainWindow
from tests.factory import COORDINATOR, JANUARY, a_host, a_store
from tests.person import answering, find, pick, press, read_text, shown, words_of

LIST, POLL = "liste", "sondage"


@pytest.fixture(autouse=True)
def _december():
    with time_machine.travel(date(2026, 12, 9), tick=True):
        yield


@pytest.fixture
def bring(tmp_path, qtbot, monkeypatch):
    """A window, as function of who is in the team; gives how to bring a text in and what is said before it is done."""

    @contextmanager
    def opened(*people):
        dress(QApplication.instance(), theme.Theme())
        store = a_store(tmp_path)
        for given, family, details in people:
            a_host(store, given, family, **details)
        settings = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
        window = MainWindow(store, COORDINATOR, page_entries(), lambda: identity(store), settings)
        qtbot.addWidget(window)
        window.showNormal()
        window.resize(1366, 768)
        window.show_page("planning")
        window.page.show_month(JANUARY)

        def carry(entry, text, script=lambda _dialog: None):
            source = tmp_path / "fichier.csv"
            source.write_text(text, encoding="utf-8", newline="")
            monkeypatch.setattr("delta_app.team.import_dialogs.ask_file_to_open", lambda *_given: source)
            said = []

            def through(dialog):
                script(dialog)
                while any(words_of(button) == "Continuer" for button in shown(dialog, QAbstractButton)):
                    press(dialog, "Continuer")
                said.append(read_text(dialog))
                press(dialog, "Importer")

            answering(through)
            window.desk.ask("team.import_hosts" if entry == LIST else "team.import_poll")
            qtbot.waitUntil(lambda: bool(said), timeout=20_000)
            return said[0]

        yield window, carry
        window.close()
        store.close()

    return opened


def team(window):
    with window.desk.store.read() as session:
        return [host.full_name for host in hosts(session)]


def test_doubtful_people_of_a_list_are_asked_about_and_who_left_is_offered(bring):
    people = (("Zoë", "O’Neill", {"state": "left"}), ("Jan", "Janssens", {}))
    with bring(*people) as (window, carry):

        def settle(dialog):
            press(dialog, "Continuer")
            pick(dialog, "Qui est Zoe O Neill ?", "Zoë O’Neill (a quitté l’équipe)")
            pick(dialog, "Qui est Janine J. ?", "quelqu’un de nouveau")

        text = "Prénom;Nom\nZoe;O Neill\nJanine;J.\nJanine;Albrecht\n"
        said = carry(LIST, text, settle)
        assert "De retour dans l’équipe : Zoe O Neill." in said
        assert "2 personnes ajoutées. 1 mise à jour." in said
        assert team(window) == ["Jan Janssens", "Janine Albrecht", "Janine J.", "Zoë O’Neill"]


def test_two_rows_of_one_name_go_to_two_people(bring):
    people = (("Marie", "Dubois", {"email": "un@example.org"}), ("Marie", "Dubois", {}))
    with bring(*people) as (_window, carry):

        def settle(dialog):
            pick(dialog, "Qui est Marie Dubois, ligne 3 ?", "Marie Dubois#1 · un@example.org")
            pick(dialog, "Qui est Marie Dubois, ligne 4 ?", "Marie Dubois#2")

        said = carry(POLL, ',"05/01/2027",\n,"10h-13h",\nMarie Dubois,Oui,\nMarie Dubois,Non,\n', settle)
        assert "2 personnes reconnues" in said
        assert "Réponses : 2 nouvelles." in said


def test_columns_without_known_headings_are_said_before_importing(bring):
    with bring() as (window, carry):

        def say_columns(dialog):
            assert "Les noms n’ont pas été reconnus dans fichier.csv." in read_text(dialog)
            assert not find(dialog, "Continuer").isEnabled()
            assert "Luc · Ana" in read_text(dialog)
            pick(dialog, "Ce qu’est la colonne Roepnaam", "Prénom")
            assert "Il manque encore « nom de famille »" in read_text(dialog)
            pick(dialog, "Ce qu’est la colonne Rest", "Prénom")
            assert "Deux colonnes sont « prénom »" in read_text(dialog)
            assert not find(dialog, "Continuer").isEnabled()
            pick(dialog, "Ce qu’est la colonne Rest", "Nom de famille")
            assert "2 personnes dans fichier.csv, lues ainsi :\nLuc Dumont\nAna Costa" in read_text(dialog)

        outcome = carry(LIST, "Titre;;\nRoepnaam;Rest;Kleur\nLuc;Dumont;bleu\nAna;Costa;\n", say_columns)
        assert "2 personnes ajoutées." in outcome
        assert "Colonnes non lues : Kleur." in outcome
        assert team(window) == ["Ana Costa", "Luc Dumont"]


def test_a_list_without_headings_loses_nobody(bring):
    with bring() as (window, carry):

        def say_columns(dialog):
            find(dialog, "La première ligne est déjà une personne", QCheckBox).click()
            pick(dialog, "Ce qu’est la colonne Luc", "Prénom")
            pick(dialog, "Ce qu’est la colonne Dumont", "Nom de famille")

        carry(LIST, "Luc;Dumont\nAna;Costa\n", say_columns)
        assert team(window) == ["Ana Costa", "Luc Dumont"]


def test_the_columns_can_be_put_right_with_the_keyboard_alone(bring):
    with bring() as (window, carry):

        def say_columns(dialog):
            wie = find(dialog, "Ce qu’est la colonne Wie", QComboBox)
            rest = find(dialog, "Ce qu’est la colonne Rest", QComboBox)
            QTest.keyClick(wie, Qt.Key.Key_Down)
            assert wie.currentText() == "Nom de famille"
            QTest.keyClick(rest, Qt.Key.Key_P)
            assert rest.currentText() == "Prénom"
            QTest.keyClick(find(dialog, "Continuer"), Qt.Key.Key_Return)

        carry(LIST, "Wie;Rest\nDumont;Luc\n", say_columns)
        assert team(window) == ["Luc Dumont"]


def test_a_column_without_a_heading_is_called_by_its_number(bring):
    with bring() as (window, carry):

        def say_columns(dialog):
            pick(dialog, "Ce qu’est la colonne Colonne 3", "Adresse e-mail")
            assert "Luc Dumont · luc@example.org" in read_text(dialog)

        carry(LIST, "Prénom;Nom\nLuc;Dumont;luc@example.org\n", say_columns)
        assert team(window) == ["Luc Dumont"]


def test_scrolling_with_the_wheel_over_a_choice_changes_no_choice(bring):
    with bring() as (_window, carry):

        def scroll(dialog):
            combo = find(dialog, "Ce qu’est la colonne Prénom", QComboBox)
            combo.setFocus()
            assert not roll(combo)
            assert combo.currentText() == "Prénom"

        carry(LIST, "Prénom;Nom\nLuc;Dumont\n", scroll)


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
        seen = []
        said = carry(LIST, ',"05/01/2027",\n,"10h-13h",\nLuc Dumont,Oui,\n', lambda d: seen.append(read_text(d)))
        assert "Ce fichier est un sondage" in seen[0]
        assert "1 personne reconnue" in said


def test_a_list_given_as_a_poll_is_taken_as_a_list_and_said(bring):
    with bring() as (window, carry):
        seen = []

        carry(POLL, "Prénom;Nom\nLuc;Dumont\n", lambda dialog: seen.append(read_text(dialog)))
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


def test_what_will_change_is_said_by_name_before_anything_does(bring):
    with bring(("Luc", "Dumont", {})) as (window, carry):
        before = []

        def look(dialog):
            press(dialog, "Continuer")
            press(dialog, "Continuer")
            before.append(team(window))
            press(dialog, "Retour")
            press(dialog, "Retour")
            assert "Étape 1 sur 3 : Les colonnes" in read_text(dialog)

        said = carry(LIST, "Prénom;Nom;Téléphone\nLuc;Dumont;0470 12 34 56\nAna;Costa;\n", look)
        assert "Voici ce qui va changer. Rien n’est encore fait." in said
        assert "Nouvelles personnes : Ana Costa." in said
        assert "Ce qui change : Luc Dumont (téléphone)." in said
        assert before == [["Luc Dumont"]]
        assert team(window) == ["Ana Costa", "Luc Dumont"]
        assert window.toast.text == "1 personne ajoutée. 1 mise à jour."
        window.desk.undo()
        assert team(window) == ["Luc Dumont"]


def test_whoever_was_recognised_wrongly_can_be_put_right(bring):
    with bring(("Luc", "Dumont", {}), ("Luc", "Dupont", {})) as (window, carry):

        def settle(dialog):
            press(dialog, "Continuer")
            press(dialog, "Voir aussi : 1 personne reconnue")
            pick(dialog, "Qui est Luc Dumont ?", "quelqu’un de nouveau")

        said = carry(LIST, "Prénom;Nom\nLuc;Dumont\n", settle)
        assert "1 personne ajoutée." in said
        assert len(team(window)) == 3


def test_a_poll_turns_every_page_to_its_month_and_shows_the_planning(bring):
    with bring(("Luc", "Dumont", {})) as (window, carry):
        carry(POLL, ',"02/03/2027",\n,"10h-13h",\nLuc Dumont,Oui,\n')
        assert str(window.desk.month) == "2027-03"
        assert isinstance(window.page, PlanningPage)
        assert "1 personne reconnue pour mars 2027" in window.toast.text


def test_two_rows_said_to_be_one_person_are_refused_where_they_were_said(bring):
    with bring(("Luc", "Dumont", {})) as (_window, carry):

        def settle(dialog):
            pick(dialog, "Qui est Lucas ?", "Luc Dumont")
            pick(dialog, "Qui est Lucien ?", "Luc Dumont")
            press(dialog, "Continuer")
            assert "Étape 1 sur 2 : Qui est qui" in read_text(dialog)
            assert "Rien n’a" in read_text(dialog)
            pick(dialog, "Qui est Lucien ?", "pas encore dans l’équipe")

        said = carry(POLL, ',"05/01/2027",\n,"10h-13h",\nLucas,Oui,\nLucien,Non,\n', settle)
        assert "1 personne reconnue" in said


def test_a_file_dropped_on_the_window_is_known_by_what_it_holds(bring, tmp_path, qtbot):
    with bring() as (window, _carry):
        source = tmp_path / "liste.csv"
        source.write_text("Prénom;Nom\nLuc;Dumont\n", encoding="utf-8")
        done = []

        def through(dialog):
            press(dialog, "Continuer")
            press(dialog, "Continuer")
            press(dialog, "Importer")
            done.append(True)

        answering(through)
        assert drop(window, source)
        qtbot.waitUntil(lambda: bool(done), timeout=20_000)
        assert team(window) == ["Luc Dumont"]


def test_a_film_dropped_on_the_window_is_not_taken(bring, tmp_path):
    with bring() as (window, _carry):
        assert not drop(window, tmp_path / "film.mp4")


def test_a_folder_is_not_taken_and_a_file_gone_meanwhile_is_told_by_its_name(bring, tmp_path, qtbot):
    with bring() as (window, _carry):
        folder = tmp_path / "listes.csv"
        folder.mkdir()
        assert not drop(window, folder)
        assert drop(window, tmp_path / "clé retirée.csv")
        qtbot.waitUntil(window.toast.isVisible)
        assert window.toast.text.startswith("clé retirée.csv n’est plus là ou ne se laisse pas lire ; rien n’a été")


def drop(window, path):
    """Drag a file over the window and let it go there; says whether it was taken."""
    what = QMimeData()
    what.setUrls([QUrl.fromLocalFile(str(path))])
    given = (Qt.DropAction.CopyAction, what, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    over = QDragEnterEvent(QPoint(400, 300), *given)
    over.ignore()
    QApplication.sendEvent(window, over)
    if over.isAccepted():
        QApplication.sendEvent(window, QDropEvent(QPointF(400, 300), *given))
    return over.isAccepted()
