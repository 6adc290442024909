"""Newcomers on the team page: the counters, the path in their card, the board, the settings of the path."""

from datetime import date

import pytest
import time_machine
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QSpinBox, QTableView

from delta_app.app import page_entries
from delta_app.core.access import Role
from delta_app.core.calendar import Month
from delta_app.hosts.path_commands import mark_step, set_mentor, set_path
from delta_app.hosts.path_data import DEFAULT_PATH, Step, mentors, path_marks, path_steps
from delta_app.hosts.queries import acting_host, hosts
from delta_app.hosts.state_commands import note_state
from delta_app.keeping import keep_days
from delta_app.shifts.commands import open_month
from delta_app.shifts.queries import slots_of
from delta_app.shifts.seat_commands import assign_host
from delta_app.team.board_page import NewcomerCard
from delta_app.team.commands import details_of
from delta_app.widgets import theme
from delta_app.widgets.date_field import DateField
from delta_app.widgets.dress import dress
from tests.desk import a_window
from tests.factory import COORDINATOR, READER, a_host, a_store, acting
from tests.person import answering, find, key, pick, press, read_text, shown, type_into, words_of

DECEMBER = Month(2026, 12)
TODAY = date(2026, 12, 9)


@pytest.fixture(autouse=True)
def _december():
    with time_machine.travel("2026-12-09T10:00+01:00", tick=True):
        dress(QApplication.instance() or QApplication([]), theme.Theme())
        yield
        dress(QApplication.instance(), theme.Theme())


@pytest.fixture
def store(tmp_path):
    made = a_store(tmp_path)
    a_host(made, "Luc", "Dumont")
    noor = a_host(made, "Noor", "Haddad", level="trainee")
    karim = a_host(made, "Karim", "Belkacem", level="trainee")
    a_host(made, "Zoé", "Willems", level="trainee")
    with acting(made) as session:
        for host, keys in ((noor, ("met", "charter", "note", "training")), (karim, ("met", "charter"))):
            for step in keys:
                mark_step(session, host, step, date(2026, 12, 3))
    yield made
    made.close()


@pytest.fixture
def look(store, tmp_path, qtbot):
    def opened(actor=COORDINATOR, width=1366):
        window = a_window(store, tmp_path, qtbot, actor, page_entries(), theme.current())
        window.resize(width, 768)
        window.show_page("team")
        return window

    return opened


def id_of(store, name):
    with store.read() as session:
        return next(one.id for one in hosts(session, states=("active", "paused", "left")) if one.given_name == name)


def go_to(window, name):
    table = next(shown(window, QTableView))
    table.setFocus()
    rows = [table.model().index(row, 0).data() for row in range(table.model().rowCount())]
    table.setCurrentIndex(table.model().index(rows.index(name), 0))


def listed(window):
    model = next(shown(window, QTableView)).model()
    return [(model.index(row, 0).data(), model.index(row, 3).data()) for row in range(model.rowCount())]


def marks(store, name):
    with store.read() as session:
        return {mark.key: (mark.done_on, mark.by_host_id) for mark in path_marks(session).get(id_of(store, name), ())}


def test_the_counters_are_the_steps_somebody_is_at_and_filter(look):
    window = look()
    assert listed(window) == [
        ("Karim B.", "note"), ("Luc D.", "actif·ve"), ("Noor H.", "en doublure"), ("Zoé W.", "rencontre"),
    ]  # fmt: skip
    for counter, found in (("1 note", "Karim B."), ("1 rencontre", "Zoé W."), ("1 actifs", "Luc D.")):
        press(window, counter)
        assert [name for name, _place in listed(window)] == [found]
    assert "charte" not in read_text(window).split("\n")


def test_counters_stand_in_the_order_of_the_path_also_when_one_comes_later(look, store):
    window = look()
    with acting(store) as session:
        mark_step(session, id_of(store, "Zoé"), "met", TODAY)
    chips = [chip for chip in window.page.filters._chips.values() if chip.isVisible()]
    named = [words_of(chip) for chip in sorted(chips, key=lambda chip: chip.x())]
    assert named[:4] == ["1 charte", "1 note", "1 en doublure", "1 actifs"]


def test_one_press_notes_the_next_step_and_the_keyboard_goes_on_to_the_one_after(look, store):
    window = look()
    go_to(window, "Karim B.")
    find(window, "Note d’information remise : fait aujourd’hui").setFocus()
    key(Qt.Key.Key_Return)
    assert marks(store, "Karim")["note"] == (TODAY, None)
    assert window.toast.text == "Karim B. : « Note d’information remise » fait aujourd’hui."
    assert words_of(window.focusWidget()) == "Module de formation : fait aujourd’hui"
    press(window, "Annuler")
    assert "note" not in marks(store, "Karim")
    assert words_of(find(window, "Note d’information remise : fait aujourd’hui"))


def test_a_step_is_noted_for_another_day_and_person_and_taken_back(look, store):
    window = look()
    go_to(window, "Karim B.")

    def note(dialog):
        find(dialog, "Fait le", DateField).show_day(date(2026, 12, 5))
        pick(dialog, "Avec", "Luc D.")
        press(dialog, "Noter")

    answering(note)
    find(window, "Module de formation").setFocus()
    key(Qt.Key.Key_Return)
    assert marks(store, "Karim")["training"] == (date(2026, 12, 5), id_of(store, "Luc"))
    assert words_of(find(window, "Module de formation, 5 déc., avec Luc D."))
    assert words_of(window.focusWidget()).startswith("Module de formation")

    def remove(dialog):
        assert find(dialog, "Avec", QComboBox).currentText() == "Luc D."
        press(dialog, "Pas encore fait")

    answering(remove)
    press(window, "Module de formation, 5 déc., avec Luc D.")
    assert "training" not in marks(store, "Karim")


def test_shadow_shifts_are_counted_and_the_next_one_is_said(look, store):
    with acting(store) as session:
        open_month(session, DECEMBER)
        for number, hour in ((4, 13), (11, 10)):
            slot = next(
                slot.id for slot in slots_of(session, DECEMBER)
                if (slot.day.day, slot.start_minute // 60) == (number, hour)
            )  # fmt: skip
            assign_host(session, slot, id_of(store, "Luc"))
            assign_host(session, slot, id_of(store, "Noor"), kind="shadow")
    window = look()
    go_to(window, "Noor H.")
    assert words_of(find(window, "Doublures : 1 sur 2, prochaine ven. 11"))
    window.page.on_view("board")
    text = read_text(window)
    assert "Doublures : 1 sur 2" in text
    assert "prochaine doublure ven. 11 déc." in text


def test_the_path_ends_with_what_lacks_said_and_a_way_back(look, store):
    window = look()
    go_to(window, "Noor H.")

    def conclude(dialog):
        assert "– Doublures : 0 sur 2" in read_text(dialog)
        assert "– Bilan avec la coordination" in read_text(dialog)
        press(dialog, "Terminer le parcours tout de même")

    answering(conclude)
    press(window, "Accueillant·e actif·ve")
    with store.read() as session:
        assert details_of(session, id_of(store, "Noor")).level == "novice"
    assert window.toast.text == "Bienvenue parmi les accueillant·es, Noor H. !"
    assert "Actif·ve depuis le 9 déc." in read_text(window)
    window.desk.undo()
    with store.read() as session:
        assert details_of(session, id_of(store, "Noor")).level == "trainee"


def test_somebody_stands_by_a_newcomer_and_it_is_said_when_they_leave(look, store):
    window = look()
    go_to(window, "Noor H.")

    def choose(dialog):
        choice = find(dialog, "Mentor", QComboBox)
        assert [choice.itemText(place) for place in range(choice.count())] == ["personne", "Luc D."]
        pick(dialog, "Mentor", "Luc D.")
        press(dialog, "Noter")

    answering(choose)
    press(window, "Mentor : personne")
    assert words_of(find(window, "Mentor : Luc D."))
    with acting(store) as session:
        note_state(session, id_of(store, "Luc"), "left", date(2026, 12, 31))
    assert words_of(find(window, "Mentor : Luc D., quitte l’équipe le 31 déc."))
    go_to(window, "Luc D.")

    def leave(dialog):
        assert "N’accompagnera plus Noor H." in read_text(dialog)
        press(dialog, "Noter le départ")

    answering(leave)
    press(window, "Quitte l’équipe…")
    assert window.toast.text == "Luc D. a quitté l’équipe. Sans mentor : Noor H."
    with store.read() as session:
        assert mentors(session) == {}


def test_the_board_shows_a_column_a_step_and_goes_on_by_mouse_and_by_keyboard(look, store):
    window = look()
    press(window, "Parcours")
    cards = {card.newcomer.host.name: card for card in shown(window, NewcomerCard)}
    assert set(cards) == {"Noor H.", "Karim B.", "Zoé W."}
    assert "Personne à ces étapes : Visite du lieu et charte signée, Module de formation et Bilan" in read_text(window)
    press(window, "Zoé W., Première rencontre : fait aujourd’hui")
    assert marks(store, "Zoé") == {"met": (TODAY, None)}
    find(window, "Zoé W., Visite du lieu et charte signée : fait aujourd’hui").setFocus()
    key(Qt.Key.Key_Right)
    assert words_of(window.focusWidget()) == "Karim B., Note d’information remise : fait aujourd’hui"
    key(Qt.Key.Key_Return)
    assert marks(store, "Karim")["note"] == (TODAY, None)
    assert words_of(window.focusWidget()) == "Karim B., Module de formation : fait aujourd’hui"
    window.desk.undo()
    assert "note" not in marks(store, "Karim")
    find(window, "Noor H.").setFocus()
    key(Qt.Key.Key_Return)
    assert "Fiche de Noor H." in [widget.accessibleName() for widget in shown(window, type(window.page.detail))]
    assert "Devenir accueillant·e" in read_text(window)


def test_the_board_is_remembered_and_empty_says_what_to_do(store, look):
    window = look()
    press(window, "Parcours")
    for name in ("Noor", "Karim", "Zoé"):
        with acting(store) as session:
            note_state(session, id_of(store, name), "left", TODAY)
    assert "Personne n’est en parcours" in read_text(window)
    assert look().page.shown == "board"


def test_whoever_does_not_coordinate_sees_no_step_of_anybody(look, store):
    for actor in (READER, None):
        with store.read() as session:
            who = actor or acting_host(session, id_of(store, "Luc"))
        window = look(who)
        assert {place for _name, place in listed(window)} == {"actif·ve"}  # how far anybody is, is not for all
        go_to(window, "Noor H.")
        text = read_text(window)
        for private in ("Devenir accueillant·e", "Note d’information", "Mentor", "\nParcours\n"):
            assert private not in text
        assert "en formation" not in text
        assert who.role in (Role.READER, Role.HOST)


def test_a_departure_takes_effect_in_an_open_window_and_when_it_is_taken_back(look, store, qtbot):
    window = look()
    keep_days(window)
    with acting(store) as session:
        note_state(session, id_of(store, "Luc"), "left", date(2026, 12, 10))
    record = store.last_own_record
    with time_machine.travel("2026-12-10T00:00:30+01:00", tick=True):
        window.desk.store.poll_changes()
        for timer in window.children():
            if timer.metaObject().className() == "QTimer" and timer.isActive() and not timer.isSingleShot():
                timer.timeout.emit()
        QApplication.processEvents()
        with store.read() as session:
            assert details_of(session, id_of(store, "Luc")).state == "left"
        store.undo(COORDINATOR, record)
        qtbot.waitUntil(lambda: state_of(store, "Luc") == "active")


def state_of(store, name):
    with store.read() as session:
        return details_of(session, id_of(store, name)).state


def test_the_path_of_the_place_is_changed_in_the_settings(look, store):
    window = look()
    window.desk.ask("settings.path")

    def add(dialog):
        pick(dialog, "Étape", "une étape à vous")
        type_into(dialog, "Nom", "Soirée d’accueil")
        press(dialog, "Enregistrer")

    answering(add)
    press(window, "Ajouter une étape…")
    find(window, "Plus tôt : Soirée d’accueil").setFocus()
    for _step in range(2):
        key(Qt.Key.Key_Return)
    with store.read() as session:
        titles = [step.name or step.key for step in path_steps(session)]
    assert titles == ["met", "charter", "note", "training", "Soirée d’accueil", "shadows", "talk"]
    assert words_of(window.focusWidget()) == "Plus tôt : Soirée d’accueil"

    def three(dialog):
        find(dialog, "Doublures à faire", QSpinBox).setValue(3)
        press(dialog, "Enregistrer")

    answering(three)
    press(window, "Modifier : Doublures")
    assert "3 doublures, comptées d’après le planning" in read_text(window)
    press(window, "Retirer : Première rencontre")
    assert window.toast.text == "« Première rencontre » n’est plus une étape du parcours."
    press(window, "Remettre le parcours proposé")
    with store.read() as session:
        assert path_steps(session) == DEFAULT_PATH


def test_formalities_are_noted_by_their_date_alone(look, store):
    window = look()
    window.desk.ask("settings.path")

    def add(dialog):
        pick(dialog, "Étape", "Formalités vérifiées")
        assert "Jamais pourquoi quelqu’un touche une allocation." in read_text(dialog)
        press(dialog, "Enregistrer")

    answering(add)
    press(window, "Ajouter une étape…")
    with store.read() as session:
        assert path_steps(session)[-1] == Step("formalities")


def test_a_name_that_looks_like_markup_stays_a_name_on_the_board(look, store):
    a_host(store, "<img src=x>", "Costa", level="trainee")
    with acting(store) as session:
        set_path(session, (*DEFAULT_PATH, Step("", "<b>fête</b>")))
        set_mentor(session, id_of(store, "<img src=x>"), id_of(store, "Luc"))
    window = look()
    window.page.on_view("board")
    text = read_text(window)
    assert "<img src=x> C." in text
    assert "<b>fête</b>" in text


def test_in_large_text_the_columns_stand_one_below_the_other(look):
    dress(QApplication.instance(), theme.Theme(scale=200))
    window = look(width=900)
    window.page.on_view("board")
    cards = list(shown(window, NewcomerCard))
    assert len({card.mapTo(window, card.rect().topLeft()).y() for card in cards}) == 3
    assert all(card.width() <= window.page.width() for card in cards)
