"""The page of settings: place, hours, closures, services, languages, copies and looks, as a coordinator uses it."""

from datetime import date

import pytest
import time_machine
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QDateEdit, QLineEdit, QSpinBox, QTimeEdit

from delta_app import app, keeping
from delta_app.core import backup, clock, i18n
from delta_app.core.access import Role, coordinator, has_passphrase, is_passphrase
from delta_app.core.settings import get
from delta_app.hosts.commands import HostDetails, add_host
from delta_app.hosts.languages_data import language_rows
from delta_app.hosts.queries import partners
from delta_app.hosts.state_commands import note_state
from delta_app.shifts.queries import slots_of
from delta_app.shifts.seat_commands import assign_host
from delta_app.shifts.settings import LATE_HOURS, TRADES_FREE, TRADES_WRITE
from delta_app.team.privacy_commands import anonymise
from delta_app.venue.commands import close_days
from delta_app.venue.queries import closure_rows, opening_pattern
from delta_app.venue.settings import LOCK_MINUTES
from delta_app.widgets import theme
from delta_app.widgets.dress import dress
from delta_app.widgets.looks import remembered_language, remembered_theme
from delta_app.widgets.month_grid import MonthGrid
from delta_app.widgets.week_block import BlockButton
from tests.desk import a_window
from tests.factory import COORDINATOR, JANUARY, READER, a_host, a_store, acting, all_data, an_open_month
from tests.person import answering, choose, find, key, press, read_text, shown, type_into, words_of


@pytest.fixture(autouse=True)
def _december():
    with time_machine.travel(date(2026, 12, 9), tick=True):
        dress(QApplication.instance() or QApplication([]), theme.Theme())
        yield
        dress(QApplication.instance(), theme.Theme())


@pytest.fixture
def store(tmp_path):
    made = a_store(tmp_path)
    a_host(made, "Ana", "Test")
    an_open_month(made)
    yield made
    made.close()


@pytest.fixture
def look(store, tmp_path, qtbot):
    """The window on one section of the settings, for somebody."""

    def opened(section, actor=COORDINATOR):
        window = a_window(store, tmp_path, qtbot, actor, app.page_entries())
        keeping.keep_name_of_actor(window)
        window.show_page("settings")
        press(window, section)
        return window

    return opened


def slots_in(store, month=JANUARY):
    with store.read() as session:
        return slots_of(session, month)


def pattern(store):
    with store.read() as session:
        return [(slot.weekday, slot.start_minute, slot.end_minute) for slot in opening_pattern(session)]


def the_block(window, words):
    return find(window, words, BlockButton)


def test_the_place_is_renamed_as_one_act_and_undone(look, store):
    window = look("Le lieu")
    assert not find(window, "Enregistrer le lieu").isEnabled()
    type_into(window, "Nom du lieu", "L’Équipage")
    type_into(window, "Adresse", "rue Neuve 1")
    press(window, "Enregistrer le lieu")
    assert keeping.identity(store).name == "L’Équipage"
    assert window.windowTitle() == "L’Équipage · Delta"
    window.desk.undo()
    assert (keeping.identity(store).name, keeping.identity(store).address) == ("Le Delta", "rue du Delta 61, Forest")
    assert find(window, "Nom du lieu", QLineEdit).text() == "Le Delta"


def test_who_coordinates_is_named_in_the_sidebar_and_in_the_history_and_an_undo_takes_the_name_back(look, store):
    window = look("Le lieu")
    type_into(window, "Qui coordonne", "Camille S.")
    press(window, "Enregistrer le nom")
    assert window.sidebar.identity.accessibleName().startswith("Camille S.")
    window.desk.act("Accueillir Luc", lambda session: add_host(session, HostDetails("Luc")), lambda _host: "Luc.")
    assert store.history(1)[0].actor == "Camille S."
    window.desk.undo()
    window.desk.undo()
    assert window.sidebar.identity.accessibleName().startswith("Coordination")


def test_what_is_typed_and_not_saved_stays_when_something_else_changes(look, store):
    window = look("Le lieu")
    type_into(window, "Nom du lieu", "Presque")
    type_into(window, "Qui coordonne", "Camille S.")
    press(window, "Enregistrer le nom")
    assert find(window, "Nom du lieu", QLineEdit).text() == "Presque"


def test_a_passphrase_is_chosen_changed_and_removed_and_the_present_one_is_asked_first(look, store):
    window = look("Accès")
    papers = []

    def choose_one(dialog):
        type_into(dialog, "Nouvelle phrase", "une longue phrase")
        press(dialog, "Mettre en place")
        assert "diffèrent" in read_text(dialog)
        type_into(dialog, "Encore une fois", "une longue phrase")
        answering(lambda paper: (papers.append(read_text(paper)), press(paper, "Fermer")), after=dialog)
        press(dialog, "Mettre en place")

    answering(choose_one)
    press(window, "Choisir une phrase de passe…")
    with store.read() as session:
        assert is_passphrase(session, "une longue phrase")
    assert "Code de secours" in papers[0]
    assert "code de secours imprimé" in read_text(window)

    def remove_it(dialog):
        type_into(dialog, "Phrase actuelle", "une autre phrase")
        press(dialog, "Retirer")
        assert "pas la bonne" in read_text(dialog)
        type_into(dialog, "Phrase actuelle", "une longue phrase")
        press(dialog, "Retirer")

    answering(remove_it)
    press(window, "La retirer…")
    with store.read() as session:
        assert not has_passphrase(session)
    assert "ouvert à qui s’assied devant ce PC" in read_text(window)


def test_a_block_is_moved_lengthened_and_removed_by_keys_and_saved_as_one_act(look, store):
    window = look("Horaire d’ouverture")
    before = len(store.history())
    the_block(window, "samedi, 16h à 19h").setFocus()
    key(Qt.Key.Key_Delete)
    the_block(window, "mardi, 16h à 19h").setFocus()
    key(Qt.Key.Key_Down)
    assert words_of(QApplication.focusWidget()).startswith("mardi, 16h15 à 19h15")
    key(Qt.Key.Key_Up, Qt.KeyboardModifier.ShiftModifier)
    key(Qt.Key.Key_Left)
    assert words_of(QApplication.focusWidget()).startswith("lundi, 16h15 à 19h, 2 places")
    assert len(pattern(store)) == 15
    press(window, "Enregistrer l’horaire")
    assert (0, 975, 1140) in pattern(store)
    assert (5, 960, 1140) not in pattern(store)
    assert len(store.history()) == before + 1
    window.desk.undo()
    assert (1, 960, 1140) in pattern(store)
    assert the_block(window, "mardi, 16h à 19h")


def test_a_block_never_goes_over_another_and_says_so(look):
    window = look("Horaire d’ouverture")
    the_block(window, "mardi, 10h à 13h").setFocus()
    key(Qt.Key.Key_Down)
    assert window.toast.text == "Une autre plage est là : mardi, 13h – 16h. Rien n’a bougé."
    assert the_block(window, "mardi, 10h à 13h")


def test_a_block_is_added_by_n_and_its_exact_hours_given(look, store):
    window = look("Horaire d’ouverture")
    the_block(window, "mardi, 10h à 13h").setFocus()
    key(Qt.Key.Key_N)
    assert words_of(QApplication.focusWidget()).startswith("mardi, 19h à 22h")

    def be_exact(dialog):
        find(dialog, "Fin", QTimeEdit).setTime(find(dialog, "Début", QTimeEdit).time().addSecs(90 * 60))
        find(dialog, "Places", QSpinBox).setValue(3)
        press(dialog, "Souhaiter une personne néerlandophone")
        press(dialog, "Garder")

    answering(be_exact)
    key(Qt.Key.Key_Return)
    assert the_block(window, "mardi, 19h à 20h30, 3 places, néerlandophone souhaité·e")
    press(window, "Enregistrer l’horaire")
    with store.read() as session:
        added = next(slot for slot in opening_pattern(session) if slot.start_minute == 1140)
    assert (added.seats, added.wants_dutch) == (3, True)


def drag(qtbot, widget, start, by):
    """Press, move in two steps and let go; what is dragged may move under the mouse."""
    end = widget.mapToGlobal(start) + by
    qtbot.mousePress(widget, Qt.MouseButton.LeftButton, pos=start)
    for part in (QPoint(by.x() // 2, by.y() // 2), by):
        qtbot.mouseMove(widget, widget.mapFromGlobal(end - by + part))
    qtbot.mouseRelease(widget, Qt.MouseButton.LeftButton, pos=widget.mapFromGlobal(end))


def test_a_block_is_dragged_to_another_day_and_by_its_edge_and_goes_back_where_another_is(look, qtbot):
    window = look("Horaire d’ouverture")
    block = the_block(window, "samedi, 10h à 13h")
    a_day = QPoint(block.x() - the_block(window, "vendredi, 10h à 13h").x(), 0)
    drag(qtbot, block, block.rect().center(), a_day)
    moved = the_block(window, "dimanche, 10h à 13h")
    hour = QPoint(0, moved.height() // 3)
    drag(qtbot, moved, QPoint(moved.width() // 2, moved.height() - 2), hour)
    assert the_block(window, "dimanche, 10h à 14h")
    tuesday = the_block(window, "mardi, 10h à 13h")
    place = tuesday.geometry()
    drag(qtbot, tuesday, tuesday.rect().center(), hour)
    assert window.toast.text == "Une autre plage est là : mardi, 13h – 16h. Rien n’a bougé."
    assert the_block(window, "mardi, 10h à 13h").geometry() == place


def test_a_block_is_drawn_on_an_empty_day_and_a_whole_day_copied(look, qtbot):
    window = look("Horaire d’ouverture")
    drawing = window.page.view.drawing
    tuesday = the_block(window, "mardi, 10h à 13h")
    where = QPoint(tuesday.x() - tuesday.width() // 2, tuesday.y())
    drag(qtbot, drawing, where, QPoint(0, tuesday.height()))
    assert the_block(window, "lundi, 10h à 13h, 2 places")
    menu = find(window, "lundi : 1 plage").menu()
    copying = next(action.menu() for action in menu.actions() if action.text() == "Copier ce jour vers")
    choose(copying, "dimanche")
    assert the_block(window, "dimanche, 10h à 13h, 2 places, peu commode")
    choose(menu, "Fermer le lundi")
    assert find(window, "lundi : fermé")


def test_what_a_change_does_to_open_months_is_said_before_and_done_as_the_next_act(look, store, qtbot):
    with acting(store, "seat") as session:
        saturday = next(slot for slot in slots_of(session, JANUARY) if slot.day == date(2027, 1, 9))
        assign_host(session, saturday.id, 1)
    window = look("Horaire d’ouverture")
    for start in ("10h à 13h", "13h à 16h", "16h à 19h"):
        the_block(window, f"samedi, {start}").setFocus()
        key(Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: "14 permanences en moins" in read_text(window), timeout=10_000)
    said = read_text(window)
    assert "Janvier 2027 :" in said
    assert "1 permanence reste hors horaire, car quelqu’un l’attend : sam. 9 janv. 10h." in said
    press(window, "Enregistrer l’horaire")
    assert len(slots_in(store)) == 66
    assert words_of(QApplication.focusWidget()) == "Accorder les mois ouverts"
    press(window, "Accorder les mois ouverts")
    assert len(slots_in(store)) == 52
    assert "1 permanence hors horaire attend que l’on prévienne quelqu’un." in window.toast.text
    window.desk.undo()
    assert len(slots_in(store)) == 66


def test_drawing_is_taken_back_gesture_by_gesture_and_whole(look, store):
    window = look("Horaire d’ouverture")
    for start in ("10h à 13h", "13h à 16h"):
        the_block(window, f"samedi, {start}").setFocus()
        key(Qt.Key.Key_Delete)
    press(window, "Reprendre le dernier geste")
    assert the_block(window, "samedi, 13h à 16h")
    press(window, "Revenir à l’horaire enregistré")
    assert the_block(window, "samedi, 10h à 13h")
    assert not [b for b in shown(window, QAbstractButton) if words_of(b) == "Enregistrer l’horaire"]


def test_days_are_closed_with_those_who_are_to_be_told_and_reopened(look, store):
    with acting(store, "seat") as session:
        assign_host(session, next(slot for slot in slots_of(session, JANUARY) if slot.day == date(2027, 1, 5)).id, 1)
    window = look("Fermetures")
    press(window, "Année suivante")

    def close_a_week(dialog):
        first, last = find(dialog, "Premier jour", QDateEdit), find(dialog, "Dernier jour", QDateEdit)
        first.setDate(type(first.date())(2027, 1, 4))
        last.setDate(type(last.date())(2027, 1, 10))
        assert "1 personne y est inscrite" in read_text(dialog)
        assert not find(dialog, "Fermer ces jours").isEnabled()
        type_into(dialog, "Pourquoi", "Congé annuel")
        press(dialog, "Fermer ces jours")

    answering(close_a_week)
    press(window, "Fermer des jours…")
    assert "1 personne à prévenir" in read_text(window)
    assert "le planning dit qui prévenir" in window.toast.text
    press(window, "Rouvrir : du lun. 4 janv. au dim. 10 janv. 2027, Congé annuel")
    with store.read() as session:
        assert not closure_rows(session, date(2027, 1, 4), date(2027, 1, 10))
    window.desk.undo()
    assert "Congé annuel" in read_text(window)


def test_a_legal_holiday_is_closed_and_opened_and_keeps_the_keyboard(look, store):
    window = look("Fermetures")
    press(window, "Année suivante")
    find(window, "Fermer le vendredi 1er janvier 2027, Nouvel An").setFocus()
    key(Qt.Key.Key_Return)
    assert words_of(QApplication.focusWidget()) == "Ouvrir le vendredi 1er janvier 2027, Nouvel An"
    with store.read() as session:
        assert [row.reason for row in closure_rows(session, date(2027, 1, 1), date(2027, 1, 1))] == ["Nouvel An"]
    key(Qt.Key.Key_Return)
    assert words_of(QApplication.focusWidget()) == "Fermer le vendredi 1er janvier 2027, Nouvel An"


def test_a_holiday_closed_in_another_language_is_listed_once(look, store):
    with acting(store, "close") as session:
        close_days(session, date(2026, 12, 25), date(2026, 12, 25), "Christmas")
    window = look("Fermetures")
    assert "Aucune fermeture cette année, hors jours fériés." in read_text(window)
    press(window, "Ouvrir le vendredi 25 décembre 2026, Noël")
    with store.read() as session:
        assert not closure_rows(session, date(2026, 12, 25), date(2026, 12, 25))


def test_an_extra_opening_is_added_and_withdrawn(look, store):
    window = look("Fermetures")

    def a_party(dialog):
        day = find(dialog, "Jour", QDateEdit)
        day.setDate(type(day.date())(2026, 12, 20))
        type_into(dialog, "Pourquoi", "Fête des voisins")
        press(dialog, "Ouvrir")

    answering(a_party)
    press(window, "Ouvrir en plus…")
    assert "Fête des voisins" in read_text(window)
    press(window, "Retirer l’ouverture : dimanche 20 décembre 2026, 14h – 17h")
    assert not all_data(store)["extra_opening"]


def test_a_service_is_added_renamed_and_removed_only_when_nothing_stands_against_it(look, store):
    a_host(store, "Jeroen", "V", origin="staff", partner="L’Adret")
    window = look("Services partenaires")

    def add(dialog):
        type_into(dialog, "Nom du service", "Le Gué")
        find(dialog, "Permanences promises par mois", QSpinBox).setValue(6)
        press(dialog, "Enregistrer")

    answering(add)
    press(window, "Ajouter un service…")
    assert "promet 6 par mois" in read_text(window)

    def rename(dialog):
        assert "il promet des permanences" in read_text(dialog)
        type_into(dialog, "Nom du service", "Le Grand Gué")
        find(dialog, "Permanences promises par mois", QSpinBox).setValue(0)
        press(dialog, "Enregistrer")

    answering(rename)
    press(window, "Modifier Le Gué")
    assert words_of(window.focusWidget()) == "Modifier Le Grand Gué"

    def cannot(dialog):
        assert "1 personne en vient" in read_text(dialog)
        assert not find(dialog, "Enlever").isEnabled()
        dialog.reject()

    answering(cannot)
    press(window, "Modifier L’Adret")
    answering(lambda dialog: press(dialog, "Enlever"))
    press(window, "Modifier Le Grand Gué")
    with store.read() as session:
        assert [row.name for row in partners(session)] == ["L’Adret"]


def test_a_second_service_of_the_same_name_is_refused(look, store):
    a_host(store, "Jeroen", "V", origin="staff", partner="L’Adret")
    window = look("Services partenaires")

    def add(dialog):
        type_into(dialog, "Nom du service", "L'ADRET")
        press(dialog, "Enregistrer")

    answering(add)
    press(window, "Ajouter un service…")
    assert window.toast.text.startswith("Le service L’Adret est déjà dans la liste.")


def test_a_language_is_offered_and_no_longer_and_changes_nobody(look, store):
    a_host(store, "Noor", "H", languages=("FR", "AR"))
    window = look("Langues de l’équipe")
    assert "1 personne la parle" in read_text(window)
    press(window, "Proposer : Arabe")
    with store.read() as session:
        assert [row.code for row in language_rows(session) if row.offered] == ["FR", "NL", "EN", "AR"]
    press(window, "Ne plus proposer : Anglais")
    assert "Anglais" not in [words_of(label) for label in shown(window, QAbstractButton)]
    combo = find(window, "Langue à ajouter", QComboBox)
    combo.setCurrentIndex(combo.findText("Anglais"))
    press(window, "Proposer cette langue")
    with store.read() as session:
        assert [row.code for row in language_rows(session) if row.offered] == ["FR", "NL", "AR", "EN"]


def test_a_copy_is_looked_into_and_put_back_and_the_present_state_is_kept(look, store, qtbot):
    backup.keep_copy(store.path, "asked")
    a_host(store, "Luc", "Dumont")
    window = look("Copies de sécurité")
    qtbot.waitUntil(lambda: "Le Delta · 1 personne · janv. 2027" in read_text(window), timeout=20_000)

    def look_and_restore(dialog):
        qtbot.waitUntil(lambda: find(dialog, "Remettre cette copie en place").isEnabled(), timeout=20_000)
        assert "1 acte a été fait depuis" in read_text(dialog)
        assert "Janvier 2027" in read_text(dialog)
        assert next(shown(dialog, MonthGrid)).isVisible()
        press(dialog, "Remettre cette copie en place")

    answering(look_and_restore)
    press(window, "Regarder dans la copie du")
    assert [row["given_name"] for row in all_data(store)["host"]] == ["Ana"]
    assert window.toast.text.startswith("Remis : l’état du")
    assert [copy.reason for copy in backup.list_backups(store.path)] == ["restore", "asked"]
    qtbot.waitUntil(lambda: "avant une restauration" in read_text(window), timeout=20_000)


def test_a_name_taken_away_since_is_told_before_a_copy_brings_it_back_and_nobody_else_looks(look, store, qtbot):
    backup.keep_copy(store.path, "asked")
    with acting(store) as session:
        note_state(session, 1, "left", clock.today())
    anonymise(store, COORDINATOR, 1)
    window = look("Copies de sécurité")
    qtbot.waitUntil(lambda: "1 personne" in read_text(window), timeout=20_000)

    def look_in(dialog):
        qtbot.waitUntil(lambda: find(dialog, "Remettre cette copie en place").isEnabled(), timeout=20_000)
        assert "1 nom retiré depuis y est encore : retirez-le à nouveau" in read_text(dialog)
        dialog.reject()

    answering(look_in)
    press(window, "Regarder dans la copie du")
    window = look("Copies de sécurité", READER)
    qtbot.waitUntil(lambda: "1 personne" in read_text(window), timeout=20_000)
    assert not find(window, "Regarder dans la copie du").isEnabled()


def test_a_copy_that_cannot_be_read_says_so_and_one_is_made_on_demand(look, store, qtbot):
    made = backup.keep_copy(store.path, "start")
    made.path.write_bytes(b"SQLite format 3\x00" + b"x" * 500)
    window = look("Copies de sécurité")
    qtbot.waitUntil(lambda: "illisible" in read_text(window), timeout=20_000)
    assert not find(window, "Regarder dans la copie du").isEnabled()
    press(window, "Faire une copie maintenant")
    qtbot.waitUntil(lambda: "Copie faite et vérifiée" in window.toast.text, timeout=20_000)
    qtbot.waitUntil(lambda: "· demandée" in read_text(window), timeout=20_000)


def test_looks_change_at_once_and_the_language_at_the_next_start(look, tmp_path):
    window = look("Affichage et langue")
    press(window, "Couleurs : Sombres")
    press(window, "Taille du texte : 150 %")
    assert (theme.current().variant, theme.current().scale) == ("dark", 150)
    assert find(window, "Couleurs : Sombres").isChecked()
    press(window, "Langue de la fenêtre : Nederlands")
    assert "La fenêtre parlera Nederlands au prochain démarrage" in read_text(window)
    assert i18n.current_language() == "fr"
    assert remembered_language(window.desk.memory) == "nl"
    assert remembered_theme(window.desk.memory) == theme.Theme("dark", 150)


def test_the_menu_of_the_sidebar_and_the_section_show_the_same_look(look):
    window = look("Affichage et langue")
    window.desk.looks.step(1)
    assert find(window, "Taille du texte : 125 %").isChecked()


def test_a_copy_that_vanished_is_told_in_the_words_of_the_window_and_leaves_the_list(look, store, qtbot):
    made = backup.keep_copy(store.path, "asked")
    window = look("Copies de sécurité")
    qtbot.waitUntil(lambda: "1 copie, lue." in read_text(window), timeout=20_000)
    made.path.unlink()
    press(window, "Regarder dans la copie du")
    assert window.toast.text.startswith("Cette copie n’est plus là.")
    assert "Aucune copie pour l’instant" in read_text(window)
    assert words_of(QApplication.focusWidget()) == "Faire une copie maintenant"


def test_the_days_of_the_drawn_week_are_all_named_at_one_length(look):
    window = look("Horaire d’ouverture")
    heads = [head for head in shown(window, QAbstractButton) if head.property("kind") == "day"]
    assert [head.text() for head in heads][:2] == ["Lundi", "Mardi"]
    window.resize(900, 700)
    window.desk.looks.use_scale(150)
    QApplication.processEvents()
    assert len({head.text() in ("Lundi", "Mardi", "Mercredi", "Jeudi", "Vendredi", "Samedi", "Dimanche")
                for head in heads}) == 1  # fmt: skip
    assert heads[0].text() != "Lundi"


def test_sections_are_turned_by_arrows_found_by_the_palette_and_remembered(look):
    window = look("Le lieu")
    find(window, "Le lieu").setFocus()
    key(Qt.Key.Key_Down)
    key(Qt.Key.Key_Down)
    assert words_of(QApplication.focusWidget()) == "Horaire d’ouverture"
    assert the_block(window, "mardi, 10h à 13h")
    keys = {act.key for act in window.offers()}
    assert {"settings.closures", "settings.match_months", "settings.copy", "settings.add_partner"} <= keys
    window.desk.ask("settings.closures")
    assert window.desk.memory.value("sections/settings") == "closures"


def test_whoever_only_looks_changes_nothing(look, store):
    window = look("Horaire d’ouverture", READER)
    assert not the_block(window, "mardi, 10h à 13h").isEnabled()
    assert not find(window, "Ajouter une plage").isEnabled()
    press(window, "Le lieu")
    assert find(window, "Nom du lieu", QLineEdit).isReadOnly()
    press(window, "Fermetures")
    assert not find(window, "Fermer des jours…").isEnabled()


def test_everything_in_the_settings_has_a_name_and_the_keyboard_reaches_it(look):
    window = look("Le lieu")
    for section in window.page._sections:
        window.page.show_section(section)
        for kind in (QAbstractButton, QLineEdit, QComboBox):
            for widget in shown(window.page, kind):
                own = not isinstance(widget.parentWidget(), QComboBox | QDateEdit | QSpinBox | QTimeEdit)
                assert words_of(widget) or not own, widget
        for button in shown(window.page, QAbstractButton):
            assert button.focusPolicy() != Qt.FocusPolicy.NoFocus, words_of(button)


def test_an_actor_without_a_name_is_the_coordination():
    assert coordinator().name == "Coordination"
    assert coordinator("Camille S.").name == "Camille S."


def test_the_treasurer_has_a_passphrase_of_their_own_and_the_delay_of_the_lock_is_kept(look, store):
    window = look("Accès")
    assert "personne n’a ce rôle" in read_text(window)

    def choose_one(dialog):
        type_into(dialog, "Nouvelle phrase", "cent sous dedans")
        type_into(dialog, "Encore une fois", "cent sous dedans")
        press(dialog, "Mettre en place")

    answering(choose_one)
    press(window, "Choisir une phrase de passe pour la trésorerie…")
    with store.read() as session:
        assert is_passphrase(session, "cent sous dedans", Role.TREASURER)
        assert not has_passphrase(session)
    minutes = find(window, "Minutes sans toucher au PC", QSpinBox)
    assert minutes.value() == 3
    minutes.setValue(10)
    press(window, "Enregistrer le délai")
    with store.read() as session:
        assert get(session, LOCK_MINUTES) == 10
    window.desk.undo()
    assert minutes.value() == 3
    answering(lambda dialog: press(dialog, "Retirer"))
    press(window, "Retirer la phrase de passe de la trésorerie…")
    with store.read() as session:
        assert not has_passphrase(session, Role.TREASURER)


def test_the_coordination_wants_to_agree_to_every_exchange_and_to_be_warned_three_days_before(look, store):
    window = look("Échanges")
    assert not find(window, "Enregistrer les règles des échanges").isEnabled()
    press(window, "L’échange attend l’accord de la coordination, dans « À traiter »")
    press(window, "Écrire un e-mail aux personnes à qui l’on demande, et dire la réponse par e-mail")
    find(window, "Heures avant la permanence", QSpinBox).setValue(72)
    press(window, "Enregistrer les règles des échanges")
    with store.read() as session:
        assert [get(session, one) for one in (TRADES_FREE, TRADES_WRITE, LATE_HOURS)] == [False, False, 72]
    window.desk.undo()
    with store.read() as session:
        assert [get(session, one) for one in (TRADES_FREE, TRADES_WRITE, LATE_HOURS)] == [True, True, 48]
    assert find(window, "L’échange se fait dès que les deux ont accepté").isChecked()
    assert find(window, "Heures avant la permanence", QSpinBox).value() == 48


def test_who_only_looks_changes_no_rule_of_exchanges(look):
    window = look("Échanges", READER)
    assert not find(window, "L’échange attend l’accord de la coordination, dans « À traiter »").isEnabled()
    assert not find(window, "Enregistrer les règles des échanges").isEnabled()
