"""The window: undo and redo, others' changes, the demonstration's banner, locking, looks, trouble, the first run."""

import logging
import sqlite3
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import time_machine
from PySide6.QtCore import QSettings, Qt, QTimer
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QFrame,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QWidget,
)

from delta_app import app, demo, keeping
from delta_app.core import datafile, i18n, paths
from delta_app.core.access import Actor, Role, has_passphrase
from delta_app.core.errors import Refused
from delta_app.core.store import Store
from delta_app.hosts.commands import HostDetails, add_host
from delta_app.hosts.queries import hosts
from delta_app.planning.page import PlanningPage
from delta_app.planning.queries import month_view
from delta_app.shifts.commands import open_month
from delta_app.today.page import TodayPage
from delta_app.venue.dialogs import Founding, WelcomeDialog
from delta_app.venue.queries import coordinating, opening_pattern, proposed_closures
from delta_app.venue.rules import parse_opening
from delta_app.widgets import theme, trouble
from delta_app.widgets.dress import dress
from delta_app.widgets.looks import remembered_language
from delta_app.widgets.page import PageEntry
from delta_app.widgets.sections import SectionsPage, SectionView
from delta_app.widgets.slot_row import SlotRow
from delta_app.widgets.week_block import BlockButton
from delta_app.window import MainWindow
from tests import postgres
from tests.desk import PLANNING, a_memory, a_window
from tests.factory import COORDINATOR, JANUARY, READER, a_host, a_store, acting, all_data, found_place_at
from tests.person import answering, choose, find, key, press, read_text, shown, type_into, words_of


@pytest.fixture(autouse=True)
def _december():
    with time_machine.travel(date(2026, 12, 9), tick=True):
        dress(QApplication.instance() or QApplication([]), theme.Theme())
        yield
        dress(QApplication.instance(), theme.Theme())


@pytest.fixture
def store(tmp_path):
    opened = a_store(tmp_path)
    with acting(opened, "Ouvrir janvier 2027") as session:
        open_month(session, JANUARY)
    yield opened
    opened.close()


@pytest.fixture
def settings(tmp_path):
    return a_memory(tmp_path)


@pytest.fixture
def window(store, settings, qtbot):
    return make_window(store, settings, qtbot)


ENTRIES = (PLANNING,)


def make_window(store, settings, qtbot, entries=ENTRIES):
    made = a_window(store, Path(settings.fileName()).parent, qtbot, pages=entries)
    made.page.show_month(JANUARY)
    return made


def test_undo_and_redo_name_the_act_and_work_by_key_and_button(window, qtbot):
    undo = "Annuler : Ouvrir janvier 2027"
    assert find(window, undo).isEnabled()
    window.sidebar.undo.setFocus()
    key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert not list(shown(window, SlotRow))
    assert words_of(window.sidebar.redo) == "Rétablir : Ouvrir janvier 2027"
    window.sidebar.redo.setFocus()
    key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert len(list(shown(window, SlotRow))) == 66
    press(window, undo)
    press(window, "Rétablir : Ouvrir janvier 2027")
    assert len(list(shown(window, SlotRow))) == 66


def test_the_toast_takes_back_the_act_it_tells_of_and_no_other(window, store):
    window.desk.act(
        "Accueillir Luc", lambda session: add_host(session, HostDetails("Luc")), lambda _host: "Luc est là."
    )
    other = datafile.open_store(store.path)
    with acting(other, "Accueillir Fatma") as session:
        add_host(session, HostDetails("Fatma", "Öztürk"))
    other.close()
    press(window.toast, "Annuler")
    assert [row["given_name"] for row in all_data(store)["host"]] == ["Fatma"]
    assert window.toast.text == "Annulé : Accueillir Luc"


def test_what_another_process_writes_is_shown(window, store, qtbot):
    other = datafile.open_store(store.path)
    with acting(other, "Accueillir Fatma") as session:
        add_host(session, HostDetails("Fatma", "Öztürk"))
    other.close()
    qtbot.waitUntil(lambda: find(window, "Composer").isEnabled(), timeout=10_000)


def test_the_demonstration_says_so_all_the_time(store, settings, qtbot):
    assert "Démonstration" not in read_text(make_window(store, settings, qtbot))
    with sqlite3.connect(store.path) as connection:
        connection.execute("UPDATE venue SET is_demo = 1")
    assert "Démonstration" in read_text(make_window(store, settings, qtbot))


def test_the_toast_can_be_reached_by_keyboard_and_closed_by_escape(window, store):
    a_host(store)
    window.desk.act(
        "Accueillir Luc", lambda session: add_host(session, HostDetails("Luc")), lambda _host: "Luc est là."
    )
    assert window.toast.text == "Luc est là."
    find(window.toast, "Annuler").setFocus()
    key(Qt.Key.Key_Escape)
    assert not window.toast.isVisible()


def test_locking_takes_the_way_back_out_of_the_toast_and_out_of_reach(window, store):
    window.desk.act(
        "Accueillir Luc", lambda session: add_host(session, HostDetails("Luc")), lambda _host: "Luc est là."
    )
    choose(window.sidebar.identity.menu_of_choices, "Verrouiller")
    assert not window.toast.isVisible()
    window.desk.undo()
    assert "réservé" in window.toast.text
    assert len(all_data(store)["host"]) == 1


def test_a_full_disk_does_not_keep_the_window_shut(store, qtbot, monkeypatch):
    def refuse(_store):
        raise Refused("disk_full")

    monkeypatch.setattr(Store, "forget_old_values", refuse)
    opened = []

    def look():
        window = next((one for one in QApplication.topLevelWidgets() if isinstance(one, MainWindow)), None)
        if window is None or not window.isVisible():
            QTimer.singleShot(20, look)
            return
        opened.append(window.windowTitle())
        window.close()
        QApplication.exit(0)

    quits = QApplication.quitOnLastWindowClosed()
    QApplication.setQuitOnLastWindowClosed(False)  # it would leave a wish to quit behind for the tests that follow
    QTimer.singleShot(20, look)
    assert app._work_at(store.path, False, QSettings()) == 0
    QApplication.setQuitOnLastWindowClosed(quits)
    assert opened == ["Le Delta · Delta"]


def test_real_data_named_for_the_demonstration_is_not_called_invented(store):
    opened = app.open_or_found(store.path, demo=True)
    assert not keeping.identity(opened.store).is_demo
    opened.store.close()


def test_a_refusal_is_told_in_words(window):
    window.desk.act("rien", lambda session: (_ for _ in ()).throw(Refused("nothing_to_undo")), str)
    assert window.toast.text == "Il n’y a rien à annuler."


def test_the_text_grows_and_is_remembered(window, settings):
    window.sidebar.undo.setFocus()
    key(Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert theme.current().scale == 125
    assert int(settings.value("look/scale")) == 125
    window.desk.looks.use_scale(200)
    assert window.sidebar.width() < theme.px(100)
    window.desk.looks.use_scale(100)
    window.desk.looks.use_variant("dark")
    assert theme.current().variant == "dark"


def test_the_size_of_the_window_is_remembered(store, settings, qtbot):
    first = make_window(store, settings, qtbot)
    first.resize(1000, 640)
    first.close()
    assert settings.value("window/geometry") is not None


def test_an_unexpected_error_is_told_calmly_and_logged_without_names(window, caplog, monkeypatch):
    monkeypatch.setattr(sys, "excepthook", sys.__excepthook__)
    trouble.install(lambda: window)
    said = []

    def read(dialog):
        said.append(read_text(dialog))
        press(dialog, "Fermer")

    answering(read)
    try:
        raise KeyError("Fatma Öztürk")
    except KeyError as error:
        with caplog.at_level(logging.INFO, "delta"):
            sys.excepthook(KeyError, error, error.__traceback__)
    assert "Rien n’est perdu" in said[0]
    assert "KeyError" in caplog.text
    assert "test_window.py" in caplog.text
    assert "Fatma" not in caplog.text


def test_a_window_open_all_day_does_not_use_up_none(window):
    """PySide6 6.12.0 gave back a reference to None in every call without a result, until Python 3.11 died of it."""
    before = sys.getrefcount(None)
    for _call in range(1_000):
        window.update()
    assert sys.getrefcount(None) > before - 100


ACTED_ON = (QAbstractButton, QComboBox, QLineEdit)


def nameless(window):
    """What a person can act on or hear, and that has no name."""
    return [
        repr(widget)
        for widget in shown(window, QWidget)
        if isinstance(widget, ACTED_ON) and not words_of(widget).strip() and not hidden_part(widget)
    ]


def hidden_part(widget):
    """Qt's own inner parts: the list of a combo box, the buttons of a scroll bar."""
    parent = widget.parentWidget()
    return isinstance(parent, QComboBox | QScrollArea)


def test_everything_that_can_be_used_has_a_name_and_the_keyboard_reaches_it(window, store):
    window.page.grid.select(window.page.grid._rows()[0].slot.key)
    window.page.body.show_side()
    assert not nameless(window)
    unreachable = [
        words_of(button) for button in shown(window, QAbstractButton) if button.focusPolicy() == Qt.FocusPolicy.NoFocus
    ]
    assert not unreachable


def test_everything_in_the_first_window_has_a_name(qtbot):
    dialog = WelcomeDialog(lambda founding: None, lambda: None)
    qtbot.addWidget(dialog)
    dialog.show()
    assert not nameless(dialog)
    assert dialog.findChildren(QFrame)


def test_a_place_is_founded_in_four_steps_and_nothing_is_written_before_the_end(qtbot, tmp_path):
    path = tmp_path / "new.db"

    def fill(dialog):
        press(dialog, "Continuer")
        assert "nom" in read_text(dialog).lower()
        type_into(dialog, "Nom du lieu", "Chez Zoé")
        key(Qt.Key.Key_Return)
        assert "Quand ouvre-t-il" in read_text(dialog)
        find(dialog, "samedi, 16h à 19h", BlockButton).setFocus()
        key(Qt.Key.Key_Delete)
        press(dialog, "Continuer")
        type_into(dialog, "Qui coordonne", "Camille S.")
        type_into(dialog, "Phrase de passe", "une phrase longue")
        press(dialog, "Continuer")
        assert "diffèrent" in read_text(dialog)
        type_into(dialog, "Encore une fois", "une phrase longue")
        press(dialog, "Continuer")
        press(dialog, "Retour")
        assert find(dialog, "Qui coordonne", QLineEdit).text() == "Camille S."
        press(dialog, "Continuer")
        find(dialog, "À la main : un nom par ligne").setChecked(True)
        find(dialog, "Noms, un par ligne", QPlainTextEdit).setPlainText("Fatma Öztürk\n\n  Els Van den Berghe ")
        assert "2 personnes" in read_text(dialog)
        assert not path.exists()
        press(dialog, "Créer le lieu")

    answering(fill)
    opened = app.open_or_found(path, demo=False)
    assert opened.just_founded
    store = opened.store
    assert keeping.identity(store).name == "Chez Zoé"
    with store.read() as session:
        assert has_passphrase(session)
        assert [host.name for host in hosts(session)] == ["Els V.", "Fatma Ö."]
        assert len(opening_pattern(session)) == 14
        assert len(proposed_closures(session, 2027)) == 0
    assert [record.label for record in store.history()] == ["Créer Chez Zoé"]
    assert store.undoable() is None
    assert app.who_acts(store).role == Role.READER
    with acting(store) as session:
        assert coordinating(session) == Actor("Camille S.", Role.COORDINATOR)
    assert opened.recovery_code
    store.close()
    again = app.open_or_found(path, demo=False)
    assert not again.just_founded
    assert keeping.identity(again.store).name == "Chez Zoé"
    again.store.close()


def test_the_first_window_starts_again_in_another_language_with_what_was_said(qtbot, tmp_path, settings):
    def in_dutch(dialog):
        assert find(dialog, "Naam van de plek", QLineEdit).text() == "Chez Zoé"
        dialog.reject()

    def choose_dutch(dialog):
        type_into(dialog, "Nom du lieu", "Chez Zoé")
        answering(in_dutch, after=dialog)
        combo = find(dialog, "Langue", QComboBox)
        combo.setCurrentIndex(combo.findText("Nederlands"))
        combo.activated.emit(combo.currentIndex())

    answering(choose_dutch)
    assert app.open_or_found(tmp_path / "none.db", demo=False, settings=settings) is None
    assert i18n.current_language() == "nl"
    assert remembered_language(settings) == "nl"


def test_a_week_to_start_from_is_chosen_and_the_demonstration_is_one_press_away(qtbot):
    dialog = WelcomeDialog(lambda founding: None, lambda: None)
    qtbot.addWidget(dialog)
    dialog.show()
    type_into(dialog, "Nom du lieu", "Chez Zoé")
    assert find(dialog, "Regarder la démonstration")
    press(dialog, "Continuer")
    combo = find(dialog, "Partir de", QComboBox)
    combo.setCurrentIndex(2)
    combo.activated.emit(2)
    assert [words_of(block)[:18] for block in shown(dialog, BlockButton)] == [
        "mardi, 14h à 17h, ", "jeudi, 14h à 17h, ", "samedi, 14h à 17h,"
    ]  # fmt: skip
    combo.setCurrentIndex(3)
    combo.activated.emit(3)
    press(dialog, "Continuer")
    assert "Dessinez au moins une plage" in read_text(dialog)


def test_a_new_place_opens_on_its_month_with_the_next_act_named_or_asks_for_the_list(window, monkeypatch):
    asked = []
    window.desk.asked.disconnect()
    window.desk.asked.connect(asked.append)
    app.first_act(window, app.Opened(window.desk.store))
    assert window.toast.text == "Le Delta est créé. Prochaine étape : ouvrir le mois."
    assert not asked
    app.first_act(window, app.Opened(window.desk.store, hosts_by_file=True))
    assert asked == ["team.import_hosts"]


def test_leaving_the_first_window_makes_nothing(qtbot, tmp_path):
    answering(lambda dialog: dialog.reject())
    assert app.open_or_found(tmp_path / "none.db", demo=False) is None
    assert not (tmp_path / "none.db").exists()


def test_the_demonstration_is_made_once_and_kept_apart(qtbot, tmp_path):
    answering(lambda dialog: press(dialog, "Regarder la démonstration"))
    store = app.open_or_found(tmp_path / "own.db", demo=False).store
    assert store.path == paths.demo_data_file()
    assert keeping.identity(store).is_demo
    with store.read() as session:
        view = month_view(session, JANUARY.plus(-1))
    assert view.state == "published"
    assert view.count("full") > 40
    store.close()
    assert not (tmp_path / "own.db").exists()
    assert demo.TEAM


@pytest.fixture
def server_place():
    """A place on a server that the test may stop and start, with January opened."""
    with postgres.own_server() as mine:
        address = mine.make_database()
        found_place_at(address, "tue-sat 10-13 13-16 16-19", "Le Delta")
        opened = datafile.open_store(address)
        with acting(opened, "Ouvrir janvier 2027") as session:
            open_month(session, JANUARY)
        yield mine, opened
        opened.close()


def test_a_window_on_a_server_works_says_once_that_it_went_away_and_goes_on_when_it_is_back(
    server_place, settings, qtbot
):
    mine, opened = server_place
    window = make_window(opened, settings, qtbot)
    assert window.windowTitle() == "Le Delta · Delta"
    a_host(opened)
    assert window.sidebar.undo.isEnabled()
    told = []
    window.desk.refused.connect(told.append)
    window.desk.told.connect(lambda message, _undo: told.append(message))
    mine.stop()
    for _look in range(3):
        window.on_poll()
    assert len(told) == 1
    assert "ne répond plus" in told[0]
    window.sidebar.undo.click()
    assert "ne répond plus" in told[-1]
    mine.start()
    other = datafile.open_store(opened.path)
    a_host(other, "Paul")
    other.close()
    told.clear()
    window.on_poll()
    assert told == ["Le serveur de données est revenu ; ce que vous voyez est à jour."]
    assert "add Paul" in window.sidebar.undo.toolTip() + window.sidebar.undo.accessibleName()
    window.on_poll()
    assert len(told) == 1
    window.desk.undo()
    assert told[-1] == "Annulé : add Paul"


def test_a_place_is_founded_on_a_server_by_the_window(empty_database):
    founding = Founding("Chez nous", "", parse_opening("tue 10-13"), "")
    with pytest.raises(Refused, match="passphrase_short"):
        app.found(empty_database, replace(founding, passphrase="court"))
    store, founded = app.found(empty_database, founding)
    assert not founded.recovery_code
    store.close()
    store = app.open_or_found(empty_database, demo=False).store
    assert keeping.identity(store).name == "Chez nous"


def test_ctrl_k_and_a_few_letters_do_any_act(window):
    def find_and_do(dialog):
        type_into(dialog, "Chercher", "sombres")
        key(Qt.Key.Key_Return)

    answering(find_and_do)
    window.sidebar.undo.setFocus()
    key(Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert theme.current().variant == "dark"


def test_whoever_waits_a_moment_finds_every_page_and_section_built(store, settings, qtbot, monkeypatch):
    monkeypatch.setattr("delta_app.window.BUILD_EVERY_MS", 30)
    built = []

    def noting(entry):
        def build(desk):
            built.append(entry.key)
            return entry.build(desk)

        return replace(entry, build=build)

    settings.setValue("window/page", "planning")
    window = make_window(store, settings, qtbot, [noting(entry) for entry in app.page_entries()])
    qtbot.waitUntil(lambda: len(window.findChildren(SectionView)) == 8, timeout=60_000)
    assert built == ["planning", "today", "mine", "todo", "team", "programme", "till", "budget", "house", "settings"]
    assert all(view.stale for view in window.findChildren(SectionView))  # built, but nothing was read for it


@pytest.mark.parametrize(("actor", "page"), [(COORDINATOR, SectionsPage), (READER, TodayPage)])
def test_a_window_opens_where_one_was_unless_nobody_said_who_they_are(store, settings, qtbot, actor, page):
    settings.setValue("window/page", "settings")
    folder = Path(settings.fileName()).parent
    assert type(a_window(store, folder, qtbot, actor=actor, pages=app.page_entries()).page) is page


def test_f1_tells_how_the_page_works(window):
    said = []

    def read_it(dialog):
        said.append(read_text(dialog))
        press(dialog, "Fermer")

    answering(read_it)
    window.sidebar.undo.setFocus()
    key(Qt.Key.Key_F1)
    assert "Aide : Planning" in said[0]
    assert "Ctrl+K, puis quelques lettres" in said[0]


def test_the_page_shown_last_is_shown_first_next_time(store, settings, qtbot):
    class Other(PlanningPage):
        """Another page."""

    entries = (*ENTRIES, PageEntry("other", "Autre", "door", Other))
    first = make_window(store, settings, qtbot, entries)
    assert type(first.page) is PlanningPage
    first.page.top.later.setFocus()
    key(Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert type(first.page) is Other
    first.desk.ask("planning.show")
    assert type(first.page) is PlanningPage
    first.desk.ask("other.show")
    first.close()
    assert type(make_window(store, settings, qtbot, entries).page) is Other


def test_the_month_looked_at_last_is_shown_next_time_until_it_has_gone_by(store, settings, qtbot):
    make_window(store, settings, qtbot).close()
    reopened = MainWindow(store, COORDINATOR, ENTRIES, lambda: keeping.identity(store), settings)
    qtbot.addWidget(reopened, before_close_func=lambda widget: widget.close())
    reopened.show()
    assert "Janvier 2027" in read_text(reopened)
    with time_machine.travel(date(2027, 2, 3)):
        later = MainWindow(store, COORDINATOR, ENTRIES, lambda: keeping.identity(store), settings)
        qtbot.addWidget(later, before_close_func=lambda widget: widget.close())
        later.show()
        assert "Février 2027" in read_text(later)


def test_a_window_that_was_closed_hears_of_no_change_any_more(store, settings, qtbot):
    window = make_window(store, settings, qtbot)
    window.page.stale = False
    window.close()
    a_host(store)
    assert not window.page.stale
