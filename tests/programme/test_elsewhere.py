"""Activities where others look: the month's planning on screen and on paper, the day's page; and story 17."""

import io
from datetime import date, datetime

import pytest
from pypdf import PdfReader
from PySide6.QtWidgets import QAbstractButton, QApplication, QSpinBox

from delta_app import app, keeping
from delta_app.core import clock
from delta_app.core.access import Actor, Role
from delta_app.planning.queries import month_view
from delta_app.planning.sheet import month_pdf
from delta_app.planning.spoken import day_notes
from delta_app.programme.commands import cancel_activity
from delta_app.programme.proposal_commands import Idea, accept_idea, propose
from delta_app.programme.proposal_data import proposal_row
from delta_app.programme.series import Plan
from tests.desk import a_window
from tests.factory import JANUARY, READER, acting, an_open_month
from tests.person import answering, find, press, read_text, shown, words_of
from tests.programme.conftest import WEDNESDAYS, january

SIXTH, THIRTEENTH = january(6, 13)


def printed(place):
    with place.store.read() as session:
        pdf = month_pdf(month_view(session, JANUARY), printed_on=clock.today())
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


def notes_of(place, day):
    with place.store.read() as session:
        view = month_view(session, JANUARY)
    (row,) = [row for week in view.weeks for row in week.days if row.day == day]
    return day_notes(row)


@pytest.fixture
def at_door(place, tmp_path, qtbot):
    """A window on the day for somebody."""

    def opened(actor=READER):
        window = a_window(place.store, tmp_path, qtbot, actor, app.page_entries())
        window.show_page("today")
        QApplication.processEvents()
        return window

    return opened


def test_story_17_tricot_from_an_idea_to_the_planning_on_the_wall(place, at):
    an_open_month(place.store)
    fatma = Actor("Fatma Ö.", Role.HOST, place.fatma)
    number = place.do(propose, Idea("Tricot", "J’ai de la laine pour tout le monde", "Jeanne"), actor=fatma)
    place.do(accept_idea, number, Plan("Tricot", SIXTH, 600, 720, WEDNESDAYS, cost_cents=4_000))
    at.move_to(datetime(2026, 12, 18, 16, 0, tzinfo=clock.BRUSSELS))
    text = printed(place)
    assert text.count("10h Tricot") == 4
    assert "Jeanne" not in text
    assert [day for day in january(*range(5, 31)) if day.weekday() in range(1, 6) and notes_of(place, day)] == january(
        6, 13, 20, 27
    )
    with place.store.read() as session:
        assert proposal_row(session, number).state == "accepted"


def test_what_is_not_announced_is_seen_by_hosts_and_not_on_the_wall(place):
    an_open_month(place.store)
    place.plan("Réunion de bureau", THIRTEENTH, 840, 900, public=False)
    place.plan("Essai", THIRTEENTH, 900, 960, state="idea")
    assert notes_of(place, THIRTEENTH) == ("14h Réunion de bureau",)
    assert "Réunion" not in printed(place)


def test_a_cancelled_date_leaves_the_planning(place):
    an_open_month(place.store)
    tricot = place.plan(rule=WEDNESDAYS)
    place.do(cancel_activity, tricot, THIRTEENTH, "date", "Pas de laine")
    assert (notes_of(place, SIXTH), notes_of(place, THIRTEENTH)) == (("10h Tricot",), ())


def test_an_activity_on_a_day_that_never_opens_has_its_column(place):
    an_open_month(place.store)
    place.plan("Brunch", date(2027, 1, 10), 660, 840)
    assert notes_of(place, date(2027, 1, 10)) == ("11h Brunch",)
    assert "11h Brunch" in printed(place)


def test_the_page_of_the_day_shows_what_is_on_and_what_comes(place, at, at_door):
    place.plan(rule=WEDNESDAYS, room_id=place.hall, host_id=place.fatma)
    place.plan("Cuisine", date(2027, 1, 7), 840, 1_020)
    place.plan("Danse", SIXTH, 960, 1_020)
    place.do(cancel_activity, 3, SIXTH, "date", "genou")
    at.move_to(datetime(2027, 1, 6, 9, 0, tzinfo=clock.BRUSSELS))
    text = read_text(at_door())
    assert "10h – 12h Tricot" in text
    assert "Grande salle · Fatma Ö." in text
    assert "jeu. 7 janv., 14h – 17h : Cuisine" in text
    assert "16h – 17h Danse\ngenou" in text
    assert "annulé" in text
    assert "Rien d’annoncé" not in text


def test_a_host_counts_at_the_door(place, at, at_door):
    place.plan(rule=WEDNESDAYS)
    at.move_to(datetime(2027, 1, 6, 12, 30, tzinfo=clock.BRUSSELS))
    window = at_door(Actor("Fatma Ö.", Role.HOST, place.fatma))
    assert "à compter" in read_text(window)

    def seven(dialog):
        find(dialog, "Combien de personnes", QSpinBox).setValue(7)
        press(dialog, "Noter")

    answering(seven)
    press(window, "Combien de personnes : Tricot")
    QApplication.processEvents()
    assert place.rows()[0].occurrence.departure.attendance == 7
    assert "7 personnes" in read_text(window)
    assert "Combien de personnes : Tricot" in {words_of(button) for button in shown(window, QAbstractButton)}


def test_the_sidebar_counts_ideas_without_an_answer(place, tmp_path, qtbot):
    with acting(place.store) as session:
        propose(session, Idea("Chant"))
    window = a_window(place.store, tmp_path, qtbot, pages=app.page_entries())
    keeping.keep_count(window)
    qtbot.waitUntil(lambda: any("Programme" in words_of(button) and "1" in words_of(button)
                                for button in shown(window, QAbstractButton)))  # fmt: skip
