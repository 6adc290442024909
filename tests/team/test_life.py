"""Team life as the coordinator keeps it after a meeting, with a list on paper in hand; and what others see of it."""

from datetime import date

import pytest
import time_machine
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QDateEdit, QLineEdit, QTimeEdit

from delta_app.core.access import treasurer
from delta_app.hosts.gathering_commands import add_gathering, note_attendance
from delta_app.hosts.gathering_data import GatheringDetails, gatherings_of_year
from delta_app.hosts.queries import acting_host
from delta_app.shifts.queries import slots_of
from delta_app.shifts.seat_commands import assign_host
from delta_app.widgets.paper_dialog import PaperDialog
from tests.desk import a_window
from tests.factory import COORDINATOR, JANUARY, READER, a_host, a_store, acting, an_open_month
from tests.person import answering, find, key, pick, press, read_text, shown, type_into, words_of
from tests.sheets.reading import text_of
from tests.team.life_place import PAGES
from tests.test_accessible import nameless

ADD = "Noter une rencontre…"
DEC_8 = "mar. 8 déc. 2026"


@pytest.fixture(autouse=True)
def _december():
    with time_machine.travel("2026-12-09T12:30Z", tick=True):
        yield


@pytest.fixture
def store(tmp_path):
    with time_machine.travel(date(2026, 11, 1)):
        made = a_store(tmp_path)
        a_host(made, "Élodie", "Grégoire")
        a_host(made, "Fatma", "Öztürk")
        a_host(made, "Luc", "Dumont", state="paused")
    with time_machine.travel(date(2026, 12, 9)):
        a_host(made, "Noor", "Haddad")
    yield made
    made.close()


@pytest.fixture
def look(store, tmp_path, qtbot):
    def opened(actor=COORDINATOR):
        window = a_window(store, tmp_path, qtbot, actor, PAGES)
        window.show_page("life")
        return window

    return opened


def add(store, day, *came, kind="meeting", theme="Préparer janvier"):
    with acting(store) as session:
        number = add_gathering(session, GatheringDetails(kind, day, 1080, 1200, theme, "CALICO"))
        if came:
            note_attendance(session, number, came)
        return number


def kept(store, year=2026):
    with store.read() as session:
        return gatherings_of_year(session, year).rows


def seen(widget):
    return read_text(widget).replace("\u202f", " ").replace("\xa0", " ")


def type_names(dialog, *names):
    """A few letters and Enter for each, then Enter alone twice."""
    for name in names:
        type_into(dialog, "Cocher quelqu’un", name)
        key(Qt.Key.Key_Return)
    key(Qt.Key.Key_Return)
    assert words_of(dialog.focusWidget()) == "Enregistrer"
    key(Qt.Key.Key_Return)


def test_after_a_meeting_it_is_noted_with_who_came_by_keyboard_alone(look, store):
    window = look()
    assert "Rien n’est encore noté" in seen(window)

    def tick(dialog):
        assert nameless(dialog) == []
        assert words_of(dialog.focusWidget()) == "Cocher quelqu’un"
        assert "Intervision · mar. 8 déc. · 18h – 20h · Poser un cadre" in seen(dialog)
        assert "Personne n’est coché" in seen(dialog)
        type_into(dialog, "Cocher quelqu’un", "oztu")
        assert "Entrée coche Fatma Ö." in seen(dialog)
        assert [words_of(box) for box in shown(dialog, QCheckBox)] == ["Fatma Ö."]
        type_names(dialog, "oztu", "elo")

    def fill(dialog):
        assert "Pas de nom de personne accueillie, pas de santé, pas de situation personnelle." in seen(dialog)
        assert nameless(dialog) == []
        assert words_of(dialog.focusWidget()) == "Nature"
        key(Qt.Key.Key_Down)
        assert find(dialog, "Nature", QComboBox).currentText() == "Intervision"
        find(dialog, "Jour", QDateEdit).setDate(date(2026, 12, 8))
        type_into(dialog, "Thème", "Poser un cadre")
        answering(tick, after=dialog)
        key(Qt.Key.Key_Return)

    answering(fill)
    find(window, ADD).setFocus()
    key(Qt.Key.Key_N)
    (row,) = kept(store)
    assert (row.kind, row.day, row.theme, row.came) == (
        "intervision", date(2026, 12, 8), "Poser un cadre", ("Élodie G.", "Fatma Ö."),
    )  # fmt: skip
    assert "1 intervision ; 2 présences" in seen(window)
    assert f"Intervision du {DEC_8} : 2 présences notées." in seen(window.toast)
    assert words_of(window.focusWidget()) == ADD
    key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert kept(store)[0].came == ()
    assert "présences à noter" in seen(window)
    key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert kept(store) == ()
    assert "Rien n’est encore noté" in seen(window)


def test_one_to_come_is_noted_and_says_who_has_a_shift_meanwhile(look, store):
    an_open_month(store)
    with acting(store) as session:
        slot = next(one for one in slots_of(session, JANUARY) if one.day == date(2027, 1, 12) and one.end_minute > 1080)
        assign_host(session, slot.id, 2)
    window = look()

    def fill(dialog):
        assert "tient une permanence" not in seen(dialog)
        find(dialog, "Jour", QDateEdit).setDate(date(2027, 1, 12))
        assert "Fatma Ö. tient une permanence à ce moment-là." in seen(dialog)
        find(dialog, "Fin", QTimeEdit).setTime(find(dialog, "Début", QTimeEdit).time().addSecs(-3600))
        press(dialog, "Enregistrer")
        assert "La fin vient avant le début." in seen(dialog)
        find(dialog, "Fin", QTimeEdit).setTime(find(dialog, "Début", QTimeEdit).time().addSecs(3600))
        press(dialog, "Enregistrer")

    answering(fill)
    press(window, "Noter la première…")
    assert kept(store, 2027)[0].end_minute == 19 * 60
    assert "Mar. 12 janv. 2027 · 18h – 19h" in seen(window)
    assert "Fatma Ö. tient une permanence à ce moment-là." in seen(window)
    assert "Qui est venu" not in seen(window)
    assert find(window, "Feuille : Réunion d’équipe du mar. 12 janv. 2027")


def test_who_came_is_corrected_and_who_was_not_there_yet_cannot_be_ticked(look, store):
    add(store, date(2026, 12, 8), 1, 2)
    window = look()
    name = f"Qui est venu : Réunion d’équipe du {DEC_8}"

    def correct(dialog):
        assert "2 présences" in seen(dialog)
        assert find(dialog, "Luc D. (en pause)", QCheckBox).isEnabled()
        assert not find(dialog, "Noor H. (pas encore dans l’équipe)", QCheckBox).isEnabled()
        type_into(dialog, "Cocher quelqu’un", "noor")
        assert "Personne dans l’équipe de ce jour-là ne s’appelle ainsi." in seen(dialog)
        key(Qt.Key.Key_Return)
        type_into(dialog, "Cocher quelqu’un", "élodie")
        assert "Entrée décoche Élodie G." in seen(dialog)
        key(Qt.Key.Key_Return)
        find(dialog, "Luc D.", QCheckBox).setFocus()
        key(Qt.Key.Key_Space)
        press(dialog, "Enregistrer")

    answering(correct)
    press(window, name)
    assert kept(store)[0].came == ("Fatma Ö.", "Luc D.")
    assert words_of(window.focusWidget()) == name
    answering(lambda dialog: key(Qt.Key.Key_Escape))
    press(window, name)
    assert kept(store)[0].came == ("Fatma Ö.", "Luc D.")


def test_what_is_refused_is_said_in_the_dialog_and_nothing_typed_is_lost(look, store):
    add(store, date(2026, 12, 8), 1)
    window = look()

    def move(dialog):
        find(dialog, "Jour", QDateEdit).setDate(date(2026, 12, 20))
        type_into(dialog, "Thème", "Autre chose")
        press(dialog, "Enregistrer")
        assert "1 personne y est notée présente" in seen(dialog)
        assert find(dialog, "Thème", QLineEdit).text() == "Autre chose"
        find(dialog, "Jour", QDateEdit).setDate(date(2026, 12, 7))
        pick(dialog, "Nature", "Formation")
        press(dialog, "Enregistrer")

    answering(move)
    press(window, f"Modifier : Réunion d’équipe du {DEC_8}")
    (row,) = kept(store)
    assert (row.kind, row.day, row.theme, row.came) == ("training", date(2026, 12, 7), "Autre chose", ("Élodie G.",))


def test_one_is_taken_away_with_a_way_back(look, store):
    add(store, date(2026, 12, 8), 1, 2)
    window = look()
    answering(lambda dialog: press(dialog, "Supprimer"))
    press(window, f"Modifier : Réunion d’équipe du {DEC_8}")
    assert kept(store) == ()
    assert f"Rencontre supprimée : Réunion d’équipe du {DEC_8}." in seen(window.toast)
    assert words_of(window.focusWidget()) == ADD
    press(window.toast, "Annuler")
    assert kept(store)[0].came == ("Élodie G.", "Fatma Ö.")


def test_hosts_see_what_comes_and_never_who_came(look, store):
    add(store, date(2026, 12, 8), 1, 2, theme="Passé")
    add(store, date(2026, 12, 15), theme="<b>Fêtes</b> & {x}")
    with store.read() as session:
        host = acting_host(session, 1)
    for actor in (host, READER, treasurer()):
        window = look(actor)
        said = seen(window.page)
        assert "Mar. 15 déc. · 18h – 20h" in said
        assert "<b>Fêtes</b> & {x} · CALICO" in said
        for hidden in ("Passé", "présence", "Modifier", "Feuille", ADD, "Fatma", "2026"):
            assert hidden not in said, hidden
        window.close()
    window = look()
    assert "Passé" in seen(window.page)
    window.desk.actor = host
    assert "Passé" not in seen(window.page)
    assert "team.add_gathering" not in {act.key for act in window.page.offers()}


def test_other_years_are_looked_at(look, store):
    add(store, date(2026, 12, 8), 1)
    window = look()
    press(window, "Année précédente")
    assert "Passées en 2025" in seen(window)
    assert "Rien n’est noté pour cette année." in seen(window)
    assert not find(window, "Liste de l’année…").isEnabled()
    press(window, "Année suivante")
    assert "1 réunion ; 1 présence" in seen(window)


def test_the_lists_are_printed_and_kept(look, store, tmp_path, monkeypatch, qtbot):
    add(store, date(2026, 12, 8), 1)
    add(store, date(2026, 12, 15))
    targets = {"pdf": tmp_path / "liste.pdf", "xlsx": tmp_path / "liste.xlsx"}
    asked = []

    def where(_parent, _title, name, _filters):
        asked.append(name)
        return targets[name.rpartition(".")[2]]

    monkeypatch.setattr("delta_app.widgets.paper_dialog.ask_file_to_save", where)
    window = look()

    def save(words):
        def answer(dialog):
            assert isinstance(dialog, PaperDialog)
            qtbot.waitUntil(lambda: find(dialog, words).isEnabled(), timeout=20_000)
            press(dialog, words)

        return answer

    answering(save("Enregistrer en PDF…"))
    press(window, "Feuille : Réunion d’équipe du mar. 15 déc. 2026")
    qtbot.waitUntil(targets["pdf"].exists, timeout=20_000)
    assert "Fatma Ö." in text_of(targets["pdf"].read_bytes())
    answering(save("Enregistrer en tableur…"))
    press(window, "Liste de l’année…")
    qtbot.waitUntil(targets["xlsx"].exists, timeout=20_000)
    assert asked == ["presences-2026-12-15.pdf", "vie-d-equipe-2026.xlsx"]
    assert words_of(window.focusWidget()) == "Liste de l’année…"


def test_sixty_people_with_long_names_are_ticked_quickly(look, store):
    with time_machine.travel(date(2026, 11, 2)):
        for number in range(60):
            a_host(store, f"Wilhelmina-Alexandrine {number}", f"Vanden Abeele-Vandermeersch {'x' * 40}")
    number = add(store, date(2026, 12, 8))
    window = look()

    def tick(dialog):
        screen = dialog.screen().availableSize()
        assert dialog.height() <= screen.height()
        type_names(dialog, "wilhelmina 59", "wilhelmina 7")

    answering(tick)
    press(window, f"Qui est venu : Réunion d’équipe du {DEC_8}")
    assert len(kept(store)[0].came) == 2
    assert kept(store)[0].id == number


def test_a_change_made_elsewhere_is_seen_at_once(look, store):
    window = look()
    add(store, date(2026, 12, 15))
    assert "Préparer janvier" in seen(window)


def test_a_host_changes_to_it_and_back_by_the_switch(look, store):
    add(store, date(2026, 12, 15))
    window = look(READER)
    assert not window.page.welcome.isVisible()
    press(window, "Liste")
    assert "Préparer janvier" not in seen(window)
    assert window.page.welcome.isVisible()
    press(window, "Vie d’équipe")
    assert "Préparer janvier" in seen(window)
