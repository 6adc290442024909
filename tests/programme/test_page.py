"""The programme's page as a person uses it: planned, carried, changed, counted, ideas answered."""

from datetime import date, datetime, time

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QDateEdit,
    QDialog,
    QLineEdit,
    QPlainTextEdit,
    QSpinBox,
    QTimeEdit,
    QWidget,
)

from delta_app import app
from delta_app.core import clock
from delta_app.core.access import Actor, Role
from delta_app.core.calendar import Month
from delta_app.core.journal import history
from delta_app.programme.proposal_commands import Idea, propose, put_off_idea, tell_answer
from delta_app.programme.proposal_data import proposal_rows
from delta_app.programme.queries import programme_between
from delta_app.venue.commands import close_days
from delta_app.venue.room_commands import withdraw_room
from tests.budget.conftest import a_line
from tests.desk import a_window
from tests.factory import COORDINATOR, JANUARY, READER, acting, all_data
from tests.person import answering, choosing, find, key, pick, press, read_text, shown, type_into, words_of
from tests.programme.conftest import WEDNESDAYS, january
from tests.sheets.reading import text_of

SIXTH, THIRTEENTH = january(6, 13)


@pytest.fixture
def at_page(place, tmp_path, qtbot):
    """A window on the programme of January for somebody."""

    def opened(actor=COORDINATOR):
        window = a_window(place.store, tmp_path, qtbot, actor, app.page_entries())
        window.desk.month = JANUARY
        window.show_page("programme")
        QApplication.processEvents()
        return window

    return opened


def chip(window, words, day):
    """The chip on a day whose words begin so."""
    (found,) = [
        button for button in shown(window, QAbstractButton)
        if button.accessibleName().startswith(words) and f" {day.day} " in button.accessibleName().split("·")[0]
    ]  # fmt: skip
    return found


def click(widget):
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)
    QApplication.processEvents()


def opening(act, answer):
    """Do something that opens a dialog, and answer that."""
    answered = []

    def once(dialog):
        answer(dialog)
        answered.append(True)

    answering(once)
    act()
    QApplication.processEvents()
    assert answered


def the_day(window, words):
    """A day of the calendar, by what it is called."""
    return find(window, words, QWidget)


def waiting(until):
    """Until it is so, for a moment."""
    for _moment in range(200):
        if until():
            return
        QTest.qWait(30)
    raise AssertionError("it never was so")


def write_in(dialog, words, text):
    find(dialog, words, QPlainTextEdit).setPlainText(text)


def set_day(dialog, words, day):
    find(dialog, words, QDateEdit).setDate(day)


def set_time(dialog, words, hour):
    find(dialog, words, QTimeEdit).setTime(time(hour))


def say_tricot(dialog):
    """Tricot, on the 6th from ten to twelve."""
    type_into(dialog, "Titre", "Tricot")
    set_day(dialog, "Jour", SIXTH)
    set_time(dialog, "Début", 10)
    set_time(dialog, "Fin", 12)


def waiting_for_dates(dialog, *said):
    """Until the dialog says what would come of it."""
    for _moment in range(60):
        text = read_text(dialog)
        if all(words in text for words in said):
            return text
        QTest.qWait(30)
    raise AssertionError(f"{said} not in {read_text(dialog)}")


def test_an_empty_month_says_what_one_can_do(at_page):
    window = at_page()
    text = read_text(window)
    assert "Programme · janvier 2027" in text
    assert "0 activité" in text
    assert "Une idée dite à l’accueil se note ici" in text


def test_planning_an_activity_with_its_repetition(place, at_page):
    a_line(place.store, "Activités", 100_000, 2027)
    window = at_page()

    def fill(dialog):
        say_tricot(dialog)
        pick(dialog, "Répétition", "chaque mercredi")
        pick(dialog, "Jusque quand", "jusqu’au")
        set_day(dialog, "Dernier jour", date(2027, 1, 27))
        pick(dialog, "Salle", "Grande salle")
        pick(dialog, "Animé par", "Fatma Ö.")
        press(dialog, "Plus de détails")
        type_into(dialog, "Coût", "40")
        pick(dialog, "Ligne du budget", "Activités")
        waiting_for_dates(dialog, "4 dates : mer. 6, 13, 20 et 27 janvier.")
        press(dialog, "Enregistrer")

    opening(lambda: press(window, "Nouvelle activité"), fill)
    assert place.days() == january(6, 13, 20, 27)
    (first, *_rest) = place.rows()
    assert (first.start_minute, first.end_minute, first.room, first.leader) == (600, 720, "Grande salle", "Fatma Ö.")
    assert (first.plan.cost_cents, first.plan.line_id is not None) == (4_000, True)
    text = read_text(window)
    assert "4 activités" in text
    assert "Tricot est au programme." in text
    press(window, "Annuler")
    assert place.days() == []


def test_a_last_day_is_proposed_that_gives_a_series_until_one_says_it(at_page):
    window = at_page()

    def fill(dialog):
        set_day(dialog, "Jour", SIXTH)
        pick(dialog, "Répétition", "chaque mercredi")
        pick(dialog, "Jusque quand", "jusqu’au")
        until = find(dialog, "Dernier jour", QDateEdit)
        assert until.date() == date(2027, 1, 31)  # after the fourth date, the 27th
        waiting_for_dates(dialog, "4 dates : mer. 6, 13, 20 et 27 janvier.")
        pick(dialog, "Répétition", "un mercredi sur deux")
        assert until.date() == date(2027, 2, 17)  # the fourth date
        set_day(dialog, "Jour", date(2027, 3, 10))
        assert until.date() == date(2027, 4, 21)
        set_day(dialog, "Dernier jour", date(2027, 3, 24))
        pick(dialog, "Répétition", "chaque mercredi")
        assert until.date() == date(2027, 3, 24)
        press(dialog, "Annuler")

    opening(lambda: press(window, "Nouvelle activité"), fill)


def test_what_stands_in_the_way_is_said_before_and_can_be_kept(place, at_page):
    place.plan("Chant", SIXTH, 660, 780, room_id=place.hall)
    window = at_page()

    def fill(dialog):
        say_tricot(dialog)
        pick(dialog, "Salle", "Grande salle")
        waiting_for_dates(dialog, "« Chant » occupe déjà Grande salle de 11h à 13h.")
        press(dialog, "Enregistrer quand même")

    opening(lambda: press(window, "Nouvelle activité"), fill)
    assert place.days() == [SIXTH]


def test_a_closed_day_is_said_before(place, at_page):
    with acting(place.store) as session:
        close_days(session, SIXTH, SIXTH, "Travaux")
    window = at_page()

    def fill(dialog):
        type_into(dialog, "Titre", "Tricot")
        set_day(dialog, "Jour", SIXTH)
        waiting_for_dates(dialog, "Le lieu est fermé le mercredi 6 janvier : Travaux.")
        press(dialog, "Enregistrer")
        assert dialog.isVisible()
        click(find(dialog, "L’activité a lieu quand même"))
        QTest.qWait(300)
        press(dialog, "Enregistrer")

    opening(lambda: press(window, "Nouvelle activité"), fill)
    assert place.days() == [SIXTH]


def test_a_title_is_asked_for_where_it_is_missing(place, at_page):
    window = at_page()

    def fill(dialog):
        press(dialog, "Enregistrer")
        assert "Donnez un titre à l’activité" in read_text(dialog)
        press(dialog, "Annuler")

    opening(lambda: press(window, "Nouvelle activité"), fill)
    assert place.rows() == ()


@pytest.mark.parametrize(("rule", "start", "end"), [
    ("FREQ=WEEKLY;BYDAY=WE", 600, 720), ("FREQ=WEEKLY;INTERVAL=2;WKST=SU;BYDAY=WE,SU", 600, 720),
    ("FREQ=MONTHLY;BYDAY=FR;BYSETPOS=-1", 600, 720), ("FREQ=WEEKLY;BYMONTH=1,2;BYDAY=WE", 600, 720),
    ("", 600, 2_880), ("", 0, 4_320), ("", 1_320, 1_560), ("", 600, 1_440), ("", 600, 3_000),
])  # fmt: skip
def test_a_form_saved_untouched_changes_nothing(place, at_page, at, rule, start, end):
    place.plan(day=date(2026, 12, 2), start=start, end=end, rule=rule, state="cancelled", reason="neige",
               host_id=place.fatma, room_id=place.hall, despite=True)  # fmt: skip
    with acting(place.store) as session:
        withdraw_room(session, place.hall)
    window = at_page()
    first = place.rows(date(2026, 12, 1), date(2027, 1, 31))[0].original_day
    window.desk.month = Month.of(first)
    QApplication.processEvents()
    before = all_data(place.store)
    key = f"1:{first.isoformat()}"

    def save(dialog):
        if rule:
            press(dialog, "Toute la série")
        press(dialog, "Enregistrer")

    opening(lambda: window.page.do("edit", key), save)
    assert all_data(place.store) == before


def test_a_typed_end_is_kept_when_the_beginning_is_typed_after_it(place, at_page):
    window = at_page()

    def fill(dialog):
        type_into(dialog, "Titre", "Tricot")
        set_day(dialog, "Jour", SIXTH)
        set_time(dialog, "Fin", 18)
        set_time(dialog, "Début", 10)
        press(dialog, "Enregistrer")

    opening(lambda: press(window, "Nouvelle activité"), fill)
    assert [(row.start_minute, row.end_minute) for row in place.rows()] == [(600, 840)]


def test_an_idea_is_written_otherwise(place, at_page):
    with acting(place.store) as session:
        propose(session, Idea("Atelier tricot", "avec Madame Dupont", "Jeanne"))
    window = at_page()

    def without_a_name(dialog):
        write_in(dialog, "En ses mots", "avec une voisine")
        press(dialog, "Noter")

    opening(lambda: press(window, "Corriger… : Atelier tricot"), without_a_name)
    assert "Dupont" not in read_text(window)
    assert "« avec une voisine »" in read_text(window)


def test_one_date_is_changed_alone_and_the_series_later(place, at_page):
    place.plan(rule=WEDNESDAYS)
    window = at_page()
    click(chip(window, "Tricot", THIRTEENTH))

    def this_date(dialog):
        type_into(dialog, "Titre", "Tricot géant")
        press(dialog, "Enregistrer")

    opening(lambda: press(window, "Modifier…"), this_date)
    assert [row.title for row in place.rows()] == ["Tricot", "Tricot géant", "Tricot", "Tricot"]

    def following(dialog):
        press(dialog, "Celle-ci et les suivantes")
        set_time(dialog, "Début", 15)
        set_time(dialog, "Fin", 17)
        press(dialog, "Enregistrer")

    click(chip(window, "Tricot", date(2027, 1, 20)))
    opening(lambda: press(window, "Modifier…"), following)
    assert [row.start_minute for row in place.rows()] == [600, 600, 900, 900]

    def everything(dialog):
        press(dialog, "Toute la série")
        write_in(dialog, "En une ligne", "toutes les laines")
        press(dialog, "Enregistrer")

    click(chip(window, "Tricot", SIXTH))
    opening(lambda: press(window, "Modifier…"), everything)
    assert [row.plan.description for row in place.rows()] == ["toutes les laines"] * 2 + [""] * 2


def test_a_date_is_carried_to_another_day(place, at_page):
    place.plan(rule=WEDNESDAYS)
    window = at_page()
    source, target = chip(window, "Tricot", THIRTEENTH), the_day(window, "jeudi 14 janvier")
    start = QPoint(12, source.height() // 2)
    end = source.mapFromGlobal(target.mapToGlobal(QPoint(20, target.height() - 6)))

    def ask(dialog):
        assert "Vers le jeudi 14 janvier." in read_text(dialog)
        press(dialog, "Déplacer")

    def drag():
        QTest.mousePress(source, Qt.MouseButton.LeftButton, pos=start)
        for part in (0.3, 0.7, 1.0):
            QTest.mouseMove(source, start + (end - start) * part)
            QApplication.processEvents()
        QTest.mouseRelease(source, Qt.MouseButton.LeftButton, pos=end)

    opening(drag, ask)
    assert place.days() == january(6, 14, 20, 27)
    assert "Tricot est le jeudi 14 janvier." in read_text(window)
    assert "elle reste où elle est quand la série change" in read_text(window)


def test_by_keyboard_a_date_goes_a_day_on(place, at_page):
    place.plan(day=THIRTEENTH)
    window = at_page()
    chip(window, "Tricot", THIRTEENTH).setFocus()
    key(Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    QApplication.processEvents()
    assert place.days() == [date(2027, 1, 14)]
    key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    QApplication.processEvents()
    assert place.days() == [THIRTEENTH]


def test_a_move_into_a_taken_room_is_asked(place, at_page):
    place.plan("Chant", date(2027, 1, 14), 600, 700, room_id=place.hall)
    place.plan(day=THIRTEENTH, room_id=place.hall)
    window = at_page()
    chip(window, "Tricot", THIRTEENTH).setFocus()

    def no(dialog):
        assert "« Chant » occupe déjà Grande salle" in read_text(dialog)
        press(dialog, "Ne rien changer")

    opening(lambda: key(Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier), no)
    assert place.days() == [THIRTEENTH]
    chip(window, "Tricot", THIRTEENTH).setFocus()
    opening(lambda: key(Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier),
            lambda dialog: press(dialog, "Déplacer quand même"))  # fmt: skip
    assert place.days() == [date(2027, 1, 14)]


def test_cancelling_from_the_menu_says_why(place, at_page):
    place.plan(rule=WEDNESDAYS)
    window = at_page()
    source = chip(window, "Tricot", THIRTEENTH)
    source.setFocus()

    def why(dialog):
        press(dialog, "N’a pas lieu")
        assert "Écrivez pourquoi" in read_text(dialog)
        type_into(dialog, "Pourquoi", "pas de laine")
        press(dialog, "N’a pas lieu")

    choosing("Annuler cette activité…")
    opening(lambda: key(Qt.Key.Key_F10, Qt.KeyboardModifier.ShiftModifier), why)
    assert place.days() == january(6, 20, 27)
    assert "annulé" in chip(window, "Tricot", THIRTEENTH).accessibleName()


def test_delete_takes_a_date_out_of_the_programme(place, at_page):
    place.plan(day=THIRTEENTH)
    window = at_page()
    chip(window, "Tricot", THIRTEENTH).setFocus()
    key(Qt.Key.Key_Delete)
    QApplication.processEvents()
    assert place.rows() == ()
    assert "retiré du programme" in read_text(window)


def test_a_host_counts_who_came_and_plans_nothing(place, at_page, at):
    place.plan(rule=WEDNESDAYS)
    at.move_to(datetime(2027, 1, 6, 13, 0, tzinfo=clock.BRUSSELS))
    window = at_page(Actor("Fatma Ö.", Role.HOST, place.fatma))
    seen = chip(window, "Tricot", SIXTH)
    assert "à compter" in seen.accessibleName()
    click(seen)
    offered = {words_of(button) for button in shown(window, QAbstractButton)}
    assert not offered & {"Modifier…", "Retirer du programme…", "Nouvelle activité"}

    def seven(dialog):
        assert "personne n’est noté par son nom" in read_text(dialog)
        find(dialog, "Combien de personnes", QSpinBox).setValue(7)
        press(dialog, "Noter")

    opening(lambda: press(window, "Combien étiez-vous ?…"), seven)
    assert place.rows()[0].occurrence.departure.attendance == 7
    assert "7 personnes" in chip(window, "Tricot", SIXTH).accessibleName()


def test_an_idea_is_noted_by_a_host_and_answered_by_the_coordinator(place, at_page):
    window = at_page(Actor("Fatma Ö.", Role.HOST, place.fatma))

    def note(dialog):
        type_into(dialog, "L’idée", "Atelier tricot")
        write_in(dialog, "En ses mots", "J’ai de la laine pour tout le monde")
        type_into(dialog, "Prénom", "Jeanne")
        press(dialog, "Noter")

    opening(lambda: press(window, "Noter une idée…"), note)
    assert "« J’ai de la laine pour tout le monde » · Jeanne · aujourd’hui" in read_text(window)
    window.close()
    window = at_page()
    assert "1 sans réponse" in read_text(window)

    def plan(dialog):
        assert "« J’ai de la laine pour tout le monde »" in read_text(dialog)
        type_into(dialog, "Titre", "Tricot")
        set_day(dialog, "Jour", SIXTH)
        press(dialog, "Enregistrer")

    opening(lambda: press(window, "Oui, on planifie"), plan)
    assert place.days() == [SIXTH]
    key(Qt.Key.Key_Escape)
    QApplication.processEvents()
    assert "prévu mer. 6 janv., 14h – 16h, Tricot" in read_text(window)
    press(window, "Réponse donnée")
    with place.store.read() as session:
        (row,) = proposal_rows(session)
    assert (row.state, row.to_tell) == ("accepted", False)


def test_an_idea_is_answered_by_an_activity_that_is_there(place, at_page):
    with acting(place.store) as session:
        propose(session, Idea("Aiguilles et laine", "comme le mercredi chez ma tante", "Jeanne"))
    window = at_page()

    def nothing_is_there(dialog):
        assert "« comme le mercredi chez ma tante » · Jeanne" in read_text(dialog)
        assert not [button for button in shown(dialog, QAbstractButton) if "déjà" in button.text()]
        press(dialog, "Annuler")

    opening(lambda: press(window, "Oui, on planifie : Aiguilles et laine"), nothing_is_there)
    place.plan("Chant")
    place.plan("Tricot", rule=WEDNESDAYS)
    window.close()
    window = at_page()

    def choose(dialog):
        assert "Laquelle de ces activités répond à l’idée" in read_text(dialog)
        pick(dialog, "Activité", "Tricot")
        assert "Prochaine date : mer. 6 janv. · 10h – 12h." in read_text(dialog)
        press(dialog, "C’est celle-là")

    def already(dialog):
        answering(choose, after=dialog)
        press(dialog, "C’est déjà au programme…")

    before = all_data(place.store)["activity"]
    opening(lambda: press(window, "Oui, on planifie : Aiguilles et laine"), already)
    with place.store.read() as session:
        (row,) = proposal_rows(session)
    assert (row.state, row.activity, row.to_tell) == ("accepted", "Tricot", True)
    assert all_data(place.store)["activity"] == before


def test_an_activity_of_several_days_with_hours_is_begun_in_the_form(place, at_page):
    window = at_page()

    def fill(dialog):
        type_into(dialog, "Titre", "Nuit des jeux")
        set_day(dialog, "Jour", SIXTH)
        set_time(dialog, "Début", 18)
        set_time(dialog, "Fin", 11)
        (days,) = [field for field in shown(dialog, QSpinBox) if field.accessibleName() == "Nombre de jours"]
        days.setFocus()
        days.selectAll()
        QTest.keyClicks(days, "3")
        press(dialog, "Enregistrer")

    opening(lambda: press(window, "Nouvelle activité"), fill)
    with place.store.read() as session:
        (row,) = programme_between(session, SIXTH, SIXTH)
    assert (row.start_minute, row.end_minute) == (18 * 60, 2 * 24 * 60 + 11 * 60)


def test_ideas_are_put_off_or_brought_to_the_assembly(place, at_page):
    with acting(place.store) as session:
        propose(session, Idea("Cours d’arabe"))
        propose(session, Idea("Jardin sur le toit"))
    window = at_page()

    def why(dialog):
        press(dialog, "Répondre")
        assert "Écrivez pourquoi" in read_text(dialog)
        type_into(dialog, "Pourquoi", "cherche quelqu’un pour l’animer")
        press(dialog, "Répondre")

    opening(lambda: press(window, "Plus tard… : Cours d’arabe"), why)
    press(window, "À l’assemblée : Jardin sur le toit")
    text = read_text(window)
    assert "pas maintenant : cherche quelqu’un pour l’animer" in text
    assert "à l’assemblée" in text
    assert "sans réponse" not in text


def labels(store):
    with store.read() as session:
        return [record.label for record in history(session, 20)]


def test_a_name_in_a_title_stands_in_no_label_once_it_is_corrected(place, at_page):
    window = at_page()

    def note(dialog):
        type_into(dialog, "L’idée", "Chorale de Zebulonix")
        press(dialog, "Noter")

    def correct(dialog):
        type_into(dialog, "L’idée", "Chorale")
        press(dialog, "Noter")

    opening(lambda: press(window, "Noter une idée…"), note)
    opening(lambda: press(window, "Corriger… : Chorale de Zebulonix"), correct)
    assert "Chorale : corrigé." in read_text(window)
    assert labels(place.store)[:2] == ["Corriger une idée", "Noter une idée"]
    press(window, "À l’assemblée : Chorale")
    assert "Corriger… : Chorale" in names(window)  # answered as well


def names(window):
    return [button.accessibleName() for button in shown(window.page, QAbstractButton)]


def test_of_many_ideas_some_are_shown_and_more_are_asked_for(place, at_page):
    with acting(place.store) as session:
        numbers = [propose(session, Idea(f"Idée {number}")) for number in range(72)]
        for number in numbers[:10]:
            put_off_idea(session, number, "pas encore")
        for number in numbers[1:10]:
            tell_answer(session, number)
    window = at_page()
    assert "Idée 39" in read_text(window)
    assert "Idée 40" not in read_text(window)
    assert "Idée 0" in read_text(window)  # the oldest answer of all, that nobody has told yet
    press(window, "Voir 32 idées de plus")
    assert "Idée 69" in read_text(window)
    assert QApplication.focusWidget().accessibleName() == "Oui, on planifie : Idée 40"
    find(window.page, "Voir 2 idées de plus").setFocus()
    with acting(place.store) as session:
        propose(session, Idea("Idée 72"))
    waiting(lambda: "Voir 3 idées de plus" in read_text(window))
    assert QApplication.focusWidget().accessibleName() == "Voir 3 idées de plus"
    press(window, "Voir 3 idées de plus")
    assert "Idée 72" in read_text(window)
    press(window, "Voir 3 idées plus anciennes")
    assert "plus anciennes" not in read_text(window)
    assert "Idée 1\n" in read_text(window)


def test_whoever_only_reads_sees_no_ideas_and_no_first_names(place, at_page):
    place.plan(rule=WEDNESDAYS)
    with acting(place.store) as session:
        propose(session, Idea("Atelier tricot", "", "Jeanne"))
    window = at_page(READER)
    text = read_text(window)
    assert "Jeanne" not in text
    assert "Une envie, une idée ?" in text
    assert chip(window, "Tricot", SIXTH)


def test_the_list_shows_the_same_and_opens_it(place, at_page):
    place.plan(rule=WEDNESDAYS, room_id=place.hall)
    window = at_page()
    press(window, "Liste")
    rows = [button for button in shown(window, QAbstractButton) if button.accessibleName().startswith("Tricot, ")]
    assert len(rows) == 4
    click(rows[1])
    assert "chaque mercredi" in read_text(window)

    def look(dialog):
        assert find(dialog, "Titre", QLineEdit).text() == "Tricot"
        press(dialog, "Annuler")

    rows = [button for button in shown(window, QAbstractButton) if button.accessibleName().startswith("Tricot, ")]
    opening(lambda: click(rows[1]), look)


# On paper, as files, and from another program.


def test_the_poster_is_kept_as_a_file_in_both_languages(place, at_page, tmp_path, monkeypatch):
    place.plan(rule=WEDNESDAYS, title_nl="Breien")
    window = at_page()
    wanted = tmp_path / "affiche.pdf"
    monkeypatch.setattr("delta_app.widgets.paper_dialog.ask_file_to_save", lambda *_words: wanted)

    def keep(dialog):
        press(dialog, "les deux")
        waiting(lambda: find(dialog, "Enregistrer en PDF…").isEnabled())
        press(dialog, "Enregistrer en PDF…")
        waiting(wanted.exists)

    opening(lambda: press(window, "Affiche…"), keep)
    text = text_of(wanted.read_bytes())
    assert "Tricot / Breien" in text.replace("\n", " ").replace("\r", "")
    assert "Januari" in text


@pytest.mark.parametrize(("entry", "name", "says"), [
    ("Agenda pour téléphones (.ics)…", "p.ics", "RRULE:FREQ=WEEKLY"),
    ("Texte pour le site (HTML)…", "p.html", "Tricot</"),
    ("Texte pour le site (Markdown)…", "p.md", "Tricot"),
    ("Données pour les moteurs (JSON-LD)…", "p.json", "schema.org"),
])  # fmt: skip
def test_the_programme_leaves_as_a_file(place, at_page, tmp_path, monkeypatch, entry, name, says):
    place.plan(rule=WEDNESDAYS, host_id=place.fatma, facilitator="Jo")
    window = at_page()
    wanted = tmp_path / name
    monkeypatch.setattr("delta_app.programme.share_page.ask_file_to_save", lambda *_words: wanted)
    choosing("2027" if name == "p.ics" else "janvier 2027", entry)
    press(window, "Partager…")
    waiting(wanted.exists)
    text = wanted.read_text(encoding="utf-8")
    assert says in text
    assert "Fatma" not in text
    assert f"Enregistré : {wanted}" in read_text(window)


def test_files_are_in_the_language_that_was_chosen_last(place, at_page, tmp_path, monkeypatch):
    place.plan(rule=WEDNESDAYS, title_nl="Breien")
    window = at_page()
    proposed, name = [], tmp_path / "p.md"

    def ask(_parent, _title, file, _filter):
        proposed.append(file)
        return name

    def save():
        name.unlink(missing_ok=True)
        choosing("janvier 2027", "Texte pour le site (Markdown)…")
        press(window, "Partager…")
        waiting(name.exists)
        return name.read_text(encoding="utf-8")

    def speak(now, then):
        choosing(f"Langue des fichiers : {now}", then)
        press(window, "Partager…")
        waiting(lambda: QApplication.activePopupWidget() is None)

    monkeypatch.setattr("delta_app.programme.share_page.ask_file_to_save", ask)
    assert "Breien" not in save()
    speak("Français", "les deux")
    both = save()
    assert "Tricot" in both
    assert "Breien" in both
    speak("les deux", "Nederlands")
    dutch = save()
    assert "Breien" in dutch
    assert "Tricot" not in dutch
    assert proposed == [f"programme-2027-01-{languages}.md" for languages in ("fr", "fr-nl", "nl")]
    window.close()
    window = at_page()
    assert "Breien" in save()


CALENDAR = """BEGIN:VCALENDAR\r
VERSION:2.0\r
PRODID:-//Somebody//EN\r
BEGIN:VEVENT\r
UID:yoga@example.org\r
DTSTAMP:20261201T080000Z\r
DTSTART;TZID=Europe/Brussels:20270105T180000\r
DTEND;TZID=Europe/Brussels:20270105T190000\r
RRULE:FREQ=WEEKLY;COUNT=4\r
SUMMARY:Yoga\r
END:VEVENT\r
END:VCALENDAR\r
"""


def test_a_calendar_dropped_on_the_window_comes_in_once(place, at_page, tmp_path):
    window = at_page()
    brought = tmp_path / "yoga.ics"
    brought.write_text(CALENDAR, encoding="utf-8", newline="")
    page = window.page
    assert page.accepts_file(brought)

    def bring(dialog):
        text = read_text(dialog)
        assert "1 nouvelle activité." in text
        assert "chaque mardi" in text
        press(dialog, "Importer")

    answering(bring)
    page.take_file(brought)
    waiting(lambda: place.days("Yoga"))
    assert place.days("Yoga") == january(5, 12, 19, 26)

    def again(dialog):
        assert "1 déjà là." in read_text(dialog)
        assert not find(dialog, "Importer").isEnabled()
        press(dialog, "Annuler")

    waiting(lambda: "1 nouvelle activité." in read_text(window))
    answering(again)
    page.take_file(brought)
    waiting(lambda: not any(isinstance(one, QDialog) and one.isVisible() for one in QApplication.topLevelWidgets()))
    QTest.qWait(400)
    assert place.days("Yoga") == january(5, 12, 19, 26)


def test_what_one_leaves_out_stays_out(place, at_page, tmp_path):
    window = at_page()
    brought = tmp_path / "yoga.ics"
    brought.write_text(CALENDAR, encoding="utf-8", newline="")

    def leave(dialog):
        press(dialog, "Laisser : Yoga")
        QApplication.processEvents()
        assert not find(dialog, "Importer").isEnabled()
        press(dialog, "Reprendre 1 activité laissée")
        QApplication.processEvents()
        assert find(dialog, "Importer").isEnabled()
        press(dialog, "Annuler")

    done = []
    answering(lambda dialog: (leave(dialog), done.append(True)))
    window.page.take_file(brought)
    waiting(lambda: done)
    assert place.rows() == ()
