"""The team page as a coordinator uses it: find somebody, say when they come, note absences, pause, print."""

from dataclasses import replace
from datetime import date

import pytest
import time_machine
from PySide6.QtCore import QPoint, QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QTableView

from delta_app.app import page_entries
from delta_app.hosts.commands import change_host, note_absence, note_answers, set_weekly_availability
from delta_app.hosts.queries import Answer, WeeklyWish, host_record, hosts
from delta_app.keeping import identity
from delta_app.planning.page import PlanningPage
from delta_app.shifts.queries import seats_of
from delta_app.shifts.seat_commands import assign_host
from delta_app.team.commands import details_of
from delta_app.widgets import paper_dialog, theme
from delta_app.widgets.date_field import DateField
from delta_app.widgets.dress import dress
from delta_app.widgets.small_calendar import DayButton
from delta_app.widgets.wish_grid import WishCell
from delta_app.window import MainWindow
from tests.desk import a_window
from tests.factory import COORDINATOR, JANUARY, READER, a_host, a_store, acting, an_open_month
from tests.person import answering, find, key, pick, press, read_text, shown, type_into, words_of
from tests.printer import break_printer

TUESDAY = "mardi, 10h – 13h"


@pytest.fixture(autouse=True)
def _december():
    with time_machine.travel(date(2026, 12, 9), tick=True):
        dress(QApplication.instance() or QApplication([]), theme.Theme())
        yield
        dress(QApplication.instance(), theme.Theme())


@pytest.fixture
def store(tmp_path):
    made = a_store(tmp_path)
    a_host(made, "Élodie", "Grégoire", languages=("FR", "NL"))
    a_host(made, "Fatma", "Öztürk", level="novice", email="fatma@example.org")
    a_host(made, "Malik", "Traoré", origin="staff", partner="Le Gué", state="paused")
    a_host(made, "Zoé", "Wauters", state="left")
    yield made
    made.close()


@pytest.fixture
def look(store, tmp_path, qtbot):
    """The window on the team in January, for somebody."""

    def opened(actor=COORDINATOR, width=1366):
        window = a_window(store, tmp_path, qtbot, actor, page_entries(), theme.current())
        window.resize(width, 768)
        window.desk.month = JANUARY
        window.show_page("team")
        return window

    return opened


def table_of(window):
    return next(shown(window, QTableView))


def listed(window):
    model = table_of(window).model()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def details(store, name):
    with store.read() as session:
        found = next(host for host in hosts(session, states=("active", "paused", "left")) if host.given_name == name)
        return found.id, details_of(session, found.id)


def weekly(store, name):
    host_id, _details = details(store, name)
    with store.read() as session:
        return host_record(session, host_id, date(2026, 12, 9)).weekly


def go_to(window, name):
    table = table_of(window)
    table.setFocus()
    place = listed(window).index(name)
    table.setCurrentIndex(table.model().index(place, 0))


def test_somebody_is_found_without_accents_by_name_service_or_language(look):
    window = look()
    assert listed(window) == ["Élodie G.", "Fatma Ö.", "Malik T."]
    for typed, found in (
        ("ozt", ["Fatma Ö."]),
        ("elo", ["Élodie G."]),
        ("gue", ["Malik T."]),
        ("neerl", ["Élodie G."]),
    ):
        type_into(window, "Chercher dans l’équipe", typed)
        assert listed(window) == found
    type_into(window, "Chercher dans l’équipe", "personne du tout")
    assert "Personne ne répond à cette recherche." in read_text(window)
    key(Qt.Key.Key_Escape)
    assert len(listed(window)) == 3


def test_ctrl_f_searches_and_down_goes_on_to_the_list(look):
    window = look()
    table_of(window).setFocus()
    key(Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert isinstance(QApplication.focusWidget(), QLineEdit)
    key(Qt.Key.Key_Down)
    assert QApplication.focusWidget() is table_of(window)


def test_a_counter_shows_its_people_alone_and_pressed_again_all(look):
    window = look()
    press(window, "1 en pause")
    assert listed(window) == ["Malik T."]
    press(window, "1 en pause")
    assert len(listed(window)) == 3
    press(window, "1 parti·es")
    assert listed(window) == ["Zoé W."]


def test_headings_sort_by_mouse_and_by_keyboard(look):
    window = look()
    press(window, "Trier par : Parcours")
    assert listed(window) == ["Élodie G.", "Fatma Ö.", "Malik T."]
    press(window, "Trier par : Parcours")
    assert listed(window) == ["Malik T.", "Fatma Ö.", "Élodie G."]
    find(window, "Trier par : Parcours").setFocus()
    for _step in range(3):
        key(Qt.Key.Key_Left)
    key(Qt.Key.Key_Return)
    assert words_of(QApplication.focusWidget()) == "Trier par : Nom, croissant"
    assert listed(window)[0] == "Élodie G."


def test_the_list_says_a_whole_row_to_a_screen_reader(look, store):
    slot = an_open_month(store)[0]
    host_id, _details = details(store, "Fatma")
    with acting(store) as session:
        assign_host(session, slot, host_id)
    window = look()
    spoken = table_of(window).model().index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("Fatma Ö., bénévole, français, débute, 1 permanence en janvier 2027, vient ")


def test_enter_goes_to_the_person_and_escape_back(look):
    window = look()
    go_to(window, "Fatma Ö.")
    key(Qt.Key.Key_Return)
    assert words_of(QApplication.focusWidget()) == "Modifier…"
    assert "fatma@example.org" in read_text(window)
    key(Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is table_of(window)


def test_n_welcomes_somebody_who_is_then_chosen(look, store):
    window = look()
    go_to(window, "Fatma Ö.")

    def fill(dialog):
        type_into(dialog, "Prénom", "Ana")
        type_into(dialog, "Nom de famille", "Costa")
        type_into(dialog, "Langues", "portugais, français")
        pick(dialog, "Expérience", "en formation")
        press(dialog, "Enregistrer")

    answering(fill)
    key(Qt.Key.Key_N)
    assert window.toast.text == "Bienvenue à Ana C. Son code pour le PC se donne depuis sa fiche."
    assert details(store, "Ana")[1].languages == ("PT", "FR")
    assert "Ana Costa" in read_text(window)
    window.desk.undo()
    assert "Ana C." not in listed(window)


def test_what_cannot_be_understood_is_said_beside_its_field_and_nothing_is_written(look, store):
    window = look()
    go_to(window, "Fatma Ö.")

    def fill(dialog):
        type_into(dialog, "E-mail", "pas une adresse")
        type_into(dialog, "Langues", "klingonais")
        press(dialog, "Enregistrer")
        assert "Ce n’est pas une adresse e-mail." in read_text(dialog)
        assert "« klingonais » n’est pas une langue connue." in read_text(dialog)
        type_into(dialog, "E-mail", "nouvelle@example.org")
        type_into(dialog, "Langues", "turc")
        type_into(dialog, "Nom de famille", "Demir")
        press(dialog, "Enregistrer")

    answering(fill)
    press(window, "Modifier…")
    changed = details(store, "Fatma")[1]
    assert (changed.email, changed.languages, changed.family_name) == ("nouvelle@example.org", ("TR",), "Demir")
    assert changed.level == "novice"
    assert window.toast.text == "Fiche à jour : Fatma D."
    assert words_of(window.focusWidget()) == "Modifier…"


def test_a_namesake_is_named_before_a_second_one_is_made(look):
    window = look()

    def fill(dialog):
        type_into(dialog, "Prénom", "elodie")
        type_into(dialog, "Nom de famille", "gregoire")
        assert "L’équipe compte déjà Élodie Grégoire" in read_text(dialog)
        press(dialog, "Annuler")

    answering(fill)
    press(window, "Accueillir quelqu’un")
    assert len(listed(window)) == 3


def test_a_pause_says_which_shifts_it_frees_before_and_has_a_way_back(look, store):
    slot = an_open_month(store)[0]
    host_id, _details = details(store, "Fatma")
    with acting(store) as session:
        assign_host(session, slot, host_id)
    window = look()
    go_to(window, "Fatma Ö.")

    def confirm(dialog):
        assert "1 permanence à venir est libérée :" in read_text(dialog)
        assert "Ven. 1er janv. · 10h – 13h" in read_text(dialog)
        assert "il n’y a plus personne" in read_text(dialog)
        press(dialog, "Noter la pause")

    answering(confirm)
    press(window, "Mettre en pause…")
    assert details(store, "Fatma")[1].state == "paused"
    assert window.toast.text == "Fatma Ö. est en pause. La permanence libérée : Ven. 1er janv. · 10h – 13h."
    assert words_of(window.focusWidget()) == "De retour dans l’équipe…"
    press(window, "Annuler")
    assert details(store, "Fatma")[1].state == "active"
    assert seated(store, slot) == [host_id]


def test_whoever_pauses_may_keep_their_shifts_and_have_a_day_of_return(look, store):
    slot = an_open_month(store)[0]
    host_id, _details = details(store, "Fatma")
    with acting(store) as session:
        assign_host(session, slot, host_id)
    window = look()
    go_to(window, "Fatma Ö.")

    def confirm(dialog):
        press(dialog, "Les lui laisser")
        assert "1 permanence reste à son nom pendant la pause :" in read_text(dialog)
        press(dialog, "Le retour est connu")
        find(dialog, "De retour le", DateField).show_day(date(2026, 12, 1))
        assert "Un retour vient après le début de la pause" in read_text(dialog)
        find(dialog, "De retour le", DateField).show_day(date(2026, 12, 20))
        assert "Aucune permanence à venir n’est à libérer." in read_text(dialog)
        press(dialog, "Noter la pause")

    answering(confirm)
    press(window, "Mettre en pause…")
    assert seated(store, slot) == [host_id]
    assert "De retour le 20 déc." in read_text(window)


def test_a_departure_is_planned_shown_and_called_off(look, store):
    window = look()
    go_to(window, "Fatma Ö.")

    def leave(dialog):
        find(dialog, "N’est plus là à partir du", DateField).show_day(date(2026, 12, 31))
        assert "Cela prendra effet tout seul ce jour-là" in read_text(dialog)
        press(dialog, "Noter le départ")

    answering(leave)
    press(window, "Quitte l’équipe…")
    assert window.toast.text == "Fatma Ö. quittera l’équipe le 31 déc."
    assert "Quitte l’équipe le 31 déc." in read_text(window)
    assert "Fatma Ö." in listed(window)

    def stay(dialog):
        assert "Prend la place de ce qui était prévu : quitte l’équipe le 31 déc." in read_text(dialog)
        press(dialog, "Noter")

    answering(stay)
    press(window, "Reste dans l’équipe…")
    assert "Quitte l’équipe le 31 déc." not in read_text(window)


def test_whoever_left_leaves_the_list_and_the_next_one_is_chosen(look):
    window = look()
    go_to(window, "Fatma Ö.")
    answering(lambda dialog: press(dialog, "Noter le départ"))
    press(window, "Quitte l’équipe…")
    assert listed(window) == ["Élodie G.", "Malik T."]
    assert "Malik Traoré" in read_text(window)


def seated(store, slot):
    with store.read() as session:
        return [seat.host_id for seat in seats_of(session, JANUARY).get(slot, ())]


def test_the_week_is_painted_by_keys_one_act_each(look, store):
    host_id, _details = details(store, "Fatma")
    with acting(store) as session:
        set_weekly_availability(session, host_id, [])
    window = look()
    go_to(window, "Fatma Ö.")
    find(window, TUESDAY, WishCell).setFocus()
    key(Qt.Key.Key_P)
    assert words_of(QApplication.focusWidget()) == f"{TUESDAY} : préfère"
    key(Qt.Key.Key_Down)
    key(Qt.Key.Key_4)
    key(Qt.Key.Key_Right)
    key(Qt.Key.Key_Space)
    assert weekly(store, "Fatma") == (
        WeeklyWish(1, 600, 780, "prefers"),
        WeeklyWish(1, 780, 960, "cannot"),
        WeeklyWish(2, 780, 960, "can"),
    )
    key(Qt.Key.Key_Delete)
    assert len(weekly(store, "Fatma")) == 2
    window.desk.undo()
    assert len(weekly(store, "Fatma")) == 3


def test_one_stroke_of_the_mouse_over_many_cells_is_one_act(look, store):
    host_id, _details = details(store, "Fatma")
    with acting(store) as session:
        set_weekly_availability(session, host_id, [])
    window = look()
    go_to(window, "Fatma Ö.")
    first, last = find(window, TUESDAY, WishCell), find(window, "jeudi, 10h – 13h", WishCell)
    QTest.mousePress(first, Qt.MouseButton.LeftButton)
    for cell in (find(window, "mercredi, 10h – 13h", WishCell), last):
        QTest.mouseMove(first, first.mapFromGlobal(cell.mapToGlobal(QPoint(5, 5))))
    QTest.mouseRelease(first, Qt.MouseButton.LeftButton)
    assert [wish.weekday for wish in weekly(store, "Fatma")] == [1, 2, 3]
    assert window.toast.text == "Disponibilités de Fatma Ö. : 3 moments changés."
    window.desk.undo()
    assert weekly(store, "Fatma") == ()


def test_the_level_one_paints_with_is_chosen(look, store):
    host_id, _details = details(store, "Fatma")
    with acting(store) as session:
        set_weekly_availability(session, host_id, [WeeklyWish(1, 600, 780, "can")])
    window = look()
    go_to(window, "Fatma Ö.")
    pick(window, "Peindre avec", "non")
    for moment in (TUESDAY, "mercredi, 10h – 13h"):
        press(window, moment)
    assert [(wish.weekday, wish.wish) for wish in weekly(store, "Fatma")] == [(1, "cannot"), (2, "cannot")]
    pick(window, "Peindre avec", "rien : effacer")
    find(window, TUESDAY, WishCell).setFocus()
    key(Qt.Key.Key_Space)
    assert [wish.weekday for wish in weekly(store, "Fatma")] == [2]
    pick(window, "Peindre avec", "le niveau suivant")
    press(window, "mercredi, 10h – 13h")
    assert weekly(store, "Fatma") == ()


def test_what_is_noted_for_other_hours_is_shown_kept_and_forgotten_only_when_asked(look, store):
    host_id, _details = details(store, "Fatma")
    with acting(store) as session:
        set_weekly_availability(session, host_id, [WeeklyWish(0, 540, 720, "can")])
    window = look()
    go_to(window, "Fatma Ö.")
    assert "Noté aussi, pour d’autres heures : lundi 9h – 12h (oui)." in read_text(window)
    press(window, TUESDAY)
    assert len(weekly(store, "Fatma")) == 2
    press(window, "Oublier ce qui est noté pour d’autres heures")
    assert weekly(store, "Fatma") == (WeeklyWish(1, 600, 780, "can"),)
    assert isinstance(QApplication.focusWidget(), WishCell)


def test_an_absence_is_marked_by_keys_on_the_calendar_and_taken_away(look, store):
    window = look()
    go_to(window, "Fatma Ö.")
    find(window, "mercredi 6 janvier", DayButton).setFocus()
    for _day in range(3):
        key(Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    key(Qt.Key.Key_Return)
    find(window, "mercredi 6 janvier", DayButton).setFocus()
    press(window, "Noter l’absence")
    assert "absent·e" in words_of(find(window, "jeudi 7 janvier", DayButton))
    assert window.toast.text.startswith("Absence notée : Fatma Ö., du mer. 6 janv. au")
    press(window, "Enlever l’absence du mer. 6 janv.")
    assert window.toast.text == "Absence enlevée : Fatma Ö."
    assert words_of(QApplication.focusWidget()) == "Noter l’absence"


def test_an_absence_is_marked_with_the_mouse(look):
    window = look()
    go_to(window, "Fatma Ö.")
    first, last = find(window, "mercredi 6 janvier", DayButton), find(window, "vendredi 8 janvier", DayButton)
    QTest.mousePress(first, Qt.MouseButton.LeftButton)
    QTest.mouseMove(first, first.mapFromGlobal(last.mapToGlobal(QPoint(5, 5))))
    QTest.mouseRelease(first, Qt.MouseButton.LeftButton)
    press(window, "Noter l’absence")
    assert "du mer. 6 janv. au ven. 8 janv." in window.toast.text


def test_an_answer_is_put_right_by_hand_for_one_slot(look, store):
    host_id, _details = details(store, "Fatma")
    an_open_month(store)
    with acting(store) as session:
        note_answers(session, {host_id: [Answer(date(2027, 1, 5), 600, 780, "cannot")]}, source="poll")
    window = look()
    go_to(window, "Fatma Ö.")
    press(window, "mardi 5 janvier, 10h – 13h : non")
    name = "Réponse pour mardi 5 janvier, 10h – 13h"
    assert find(window, name, QComboBox).currentText() == "non"
    assert "réponse au sondage" in read_text(window)
    choose_by_key(window, name, Qt.Key.Key_Up)
    assert "noté à la main" in read_text(window)
    assert window.toast.text == "Réponse notée : Fatma Ö., mardi 5 janvier, 10h – 13h."
    assert words_of(QApplication.focusWidget()) == name


def test_an_answer_for_other_hours_is_shown_and_forgotten(look, store):
    host_id, _details = details(store, "Fatma")
    an_open_month(store)
    with acting(store) as session:
        note_answers(session, {host_id: [Answer(date(2027, 1, 5), 540, 600, "can")]})
    window = look()
    go_to(window, "Fatma Ö.")
    press(window, "mardi 5 janvier")
    assert "Aussi : 9h – 10h (oui)" in read_text(window)
    press(window, "Oublier la réponse pour 9h – 10h")
    assert "Aussi : 9h – 10h (oui)" not in read_text(window)


def choose_by_key(window, name, code):
    combo = find(window, name, QComboBox)
    combo.setFocus()
    key(code)


def test_the_keys_turn_the_month_of_every_page(look):
    window = look()
    go_to(window, "Fatma Ö.")
    find(window, "dimanche 31 janvier", DayButton).setFocus()
    key(Qt.Key.Key_Right)
    assert str(window.desk.month) == "2027-02"
    assert words_of(QApplication.focusWidget()).startswith("lundi 1er février")


def test_a_shift_leads_to_the_planning(look, store):
    slot = an_open_month(store)[0]
    host_id, _details = details(store, "Fatma")
    with acting(store) as session:
        assign_host(session, slot, host_id)
    window = look()
    go_to(window, "Fatma Ö.")
    assert "1 permanence en janvier 2027" in read_text(window)
    press(window, "Ven. 1er janv. · 10h – 13h")
    assert isinstance(window.page, PlanningPage)
    assert "Vendredi 1er janvier, 10h – 13h" in read_text(window.page.inspector)


def test_two_people_are_noted_as_not_to_sit_together_and_forgotten(look):
    window = look()
    go_to(window, "Fatma Ö.")

    def settle(dialog):
        pick(dialog, "Avec", "Élodie G.")
        press(dialog, "Noter")

    answering(settle)
    press(window, "Ajouter quelqu’un avec qui venir")
    assert "Élodie G. : à ne pas mettre ensemble" in read_text(window)
    press(window, "Ne plus noter Élodie G.")
    assert "Élodie G. : à ne pas mettre ensemble" not in read_text(window)
    assert words_of(window.focusWidget()).startswith("Ajouter quelqu’un avec qui venir")


def test_the_calendar_file_holds_the_shifts_of_the_month(look, store, tmp_path, monkeypatch):
    slot = an_open_month(store)[0]
    host_id, _details = details(store, "Fatma")
    with acting(store) as session:
        assign_host(session, slot, host_id)
    asked = []

    def where(_parent, _title, name, _filters):
        asked.append(name)
        return tmp_path / name

    monkeypatch.setattr("delta_app.team.sheet_dialogs.ask_file_to_save", where)
    window = look()
    go_to(window, "Fatma Ö.")
    press(window, "Agenda .ics…")
    assert asked == ["permanences-2027-01-Fatma-Ö.ics"]
    assert "20270101T" in (tmp_path / asked[0]).read_text(encoding="utf-8")


def test_the_persons_sheet_is_seen_and_saved(look, store, tmp_path, monkeypatch, qtbot):
    slot = an_open_month(store)[0]
    host_id, _details = details(store, "Fatma")
    with acting(store) as session:
        assign_host(session, slot, host_id)
    target = tmp_path / "feuille.pdf"
    monkeypatch.setattr("delta_app.widgets.paper_dialog.ask_file_to_save", lambda *_given: target)
    window = look()
    go_to(window, "Fatma Ö.")

    def save(dialog):
        qtbot.waitUntil(lambda: find(dialog, "Enregistrer en PDF…").isEnabled(), timeout=20_000)
        press(dialog, "Enregistrer en PDF…")

    answering(save)
    press(window, "Sa feuille…")
    assert target.read_bytes().startswith(b"%PDF")


def test_a_sheet_that_did_not_come_out_of_the_printer_can_be_sent_again(look, store, monkeypatch, qtbot):
    slot = an_open_month(store)[0]
    host_id, _details = details(store, "Fatma")
    with acting(store) as session:
        assign_host(session, slot, host_id)
    break_printer(monkeypatch, paper_dialog)
    window = look()
    go_to(window, "Fatma Ö.")
    said = []

    def send(dialog):
        said.append("Mise en page…" in read_text(dialog) or find(dialog, "Imprimer").isEnabled())
        qtbot.waitUntil(lambda: find(dialog, "Imprimer").isEnabled(), timeout=20_000)
        press(dialog, "Imprimer")
        qtbot.waitUntil(lambda: find(dialog, "Imprimer").isEnabled(), timeout=20_000)
        said.append("imprimante" in read_text(dialog))
        dialog.reject()

    answering(send)
    press(window, "Sa feuille…")
    assert said == [True, True]


def test_somebody_who_only_looks_sees_no_contact_and_can_change_nothing(look, store):
    before = weekly(store, "Fatma")
    window = look(READER)
    go_to(window, "Fatma Ö.")
    text = read_text(window)
    assert "fatma@example.org" not in text
    assert "Öztürk" not in text
    assert "Modifier…" not in text
    assert not find(window, "Accueillir quelqu’un").isEnabled()
    assert not list(shown(window, WishCell))  # when they can come is theirs
    assert "Absences" not in text
    assert weekly(store, "Fatma") == before


def test_an_empty_team_says_what_to_do_first(tmp_path, qtbot):
    empty = a_store(tmp_path)
    settings = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    window = MainWindow(empty, COORDINATOR, page_entries(), lambda: identity(empty), settings)
    qtbot.addWidget(window)
    window.showNormal()
    window.show_page("team")
    assert "Qui accueille ici ?" in read_text(window)
    assert find(window, "Importer une liste…").isEnabled()
    window.close()
    empty.close()


def test_in_large_text_the_list_and_the_person_take_turns(look):
    dress(QApplication.instance(), theme.Theme("light", 200))
    window = look()
    assert table_of(window)
    go_to(window, "Fatma Ö.")
    key(Qt.Key.Key_Return)
    assert not list(shown(window, QTableView))
    press(window, "Revenir à la liste")
    assert QApplication.focusWidget() is table_of(window)


def test_a_name_that_looks_like_markup_stays_a_name(store, look):
    a_host(store, "<img src=x>", "<b>Dupont</b>")
    window = look()
    go_to(window, next(name for name in listed(window) if "<img" in name))
    assert "<img src=x> <b>Dupont</b>" in read_text(window)
    assert all(label.textFormat() == Qt.TextFormat.PlainText for label in shown(window, QLabel))


def test_an_absence_that_is_over_is_no_longer_listed(store, look):
    host_id, _details = details(store, "Fatma")
    with acting(store) as session:
        note_absence(session, host_id, date(2026, 11, 2), date(2026, 11, 5))
        note_absence(session, host_id, date(2027, 3, 2), date(2027, 3, 2))
    window = look()
    go_to(window, "Fatma Ö.")
    text = read_text(window)
    assert "2 nov." not in text
    assert "Le mar. 2 mars" in text


def test_tab_goes_through_the_page_as_one_reads_it(look, store):
    slot = an_open_month(store)[0]
    with acting(store) as session:
        assign_host(session, slot, details(store, "Fatma")[0])
    window = look()
    go_to(window, "Fatma Ö.")
    find(window, "Chercher dans l’équipe", QLineEdit).setFocus()
    passed = []
    for _press in range(34):
        key(Qt.Key.Key_Tab)
        passed.append(words_of(QApplication.focusWidget()))
    wanted = ("Importer…", "2 actifs", "Trier par : Nom, croissant", "Les accueillant·es", TUESDAY, "Mois précédent",
              "Noter l’absence", "Ven. 1er janv.", "Modifier…")  # fmt: skip
    places = [next((place for place, name in enumerate(passed) if name.startswith(words)), None) for words in wanted]
    assert None not in places, passed
    assert places == sorted(places), passed


def test_whoever_stands_at_the_pc_sees_nobodys_progress_and_takes_nobodys_month(look, store):
    with acting(store) as session:
        change_host(session, 1, replace(details_of(session, 1), level="novice"))
    window = look(READER)
    next(shown(window, QTableView)).selectRow(0)
    seen = read_text(window.page)
    assert "débute" not in seen
    assert "Agenda .ics…" not in seen
    assert "Sa feuille…" not in seen
