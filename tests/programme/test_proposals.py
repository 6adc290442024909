"""Ideas people told at the door: each gets an answer, whoever may give it, and none is lost."""

from datetime import date, datetime

import pytest

from delta_app.core import clock
from delta_app.core.access import Actor, Role
from delta_app.core.errors import Refused, say
from delta_app.programme.commands import remove_activity
from delta_app.programme.proposal_commands import (
    Idea,
    accept_idea,
    bring_to_assembly,
    change_idea,
    link_idea,
    propose,
    put_off_idea,
    tell_answer,
)
from delta_app.programme.proposal_data import (
    days_waiting,
    how_many_unanswered,
    proposal_row,
    proposal_rows,
    shown_ideas,
)
from delta_app.programme.queries import next_dates
from delta_app.programme.series import Plan
from delta_app.programme.sheet_answer import answer_pdf
from tests.factory import COORDINATOR, READER, all_data
from tests.programme.conftest import WEDNESDAYS, january
from tests.sheets.reading import text_of

TRICOT = Idea("Atelier tricot", "J’ai de la laine pour tout le monde", "Jeanne")
TRICOT_SAID = ("Atelier tricot", "J’ai de la laine pour tout le monde", "Jeanne")
PLAN = Plan("Tricot", date(2027, 1, 6), 600, 720, WEDNESDAYS, cost_cents=4_000)


@pytest.fixture
def fatma(place):
    return Actor("Fatma Ö.", Role.HOST, place.fatma)


def ideas(place):
    with place.store.read() as session:
        return proposal_rows(session)


def the_idea(place, number):
    with place.store.read() as session:
        return proposal_row(session, number)


def test_a_host_notes_an_idea_and_its_age_is_known(place, fatma, at):
    number = place.do(propose, TRICOT, actor=fatma)
    at.move_to(datetime(2026, 12, 12, 10, 0, tzinfo=clock.BRUSSELS))
    row = the_idea(place, number)
    assert (row.title, row.words, row.first_name, row.state) == (*TRICOT_SAID, "open")
    assert days_waiting(row) == 3
    with place.store.read() as session:
        assert how_many_unanswered(session) == 1


def test_the_first_name_may_be_left_out_but_not_the_idea(place, fatma):
    place.do(propose, Idea("Chant"), actor=fatma)
    for idea, code in ((Idea("  "), "proposal_title_needed"), (Idea("x" * 81), "text_long"),
                       (Idea("x", "y" * 501), "text_long"), (Idea("x", "", "z" * 41), "text_long")):  # fmt: skip
        with pytest.raises(Refused, match=code) as refused:
            place.do(propose, idea, actor=fatma)
        assert say(refused.value)


def test_accepted_it_becomes_an_activity_in_one_act(place):
    number = place.do(propose, TRICOT)
    before = all_data(place.store)
    activity = place.do(accept_idea, number, PLAN)
    row = the_idea(place, number)
    assert (row.state, row.activity_id, row.activity, row.to_tell) == ("accepted", activity, "Tricot", True)
    assert place.days() == january(6, 13, 20, 27)
    place.store.undo(COORDINATOR)
    assert all_data(place.store) == before


def test_what_cannot_be_planned_leaves_the_idea_unanswered(place):
    place.plan("Chant", room_id=place.hall)
    number = place.do(propose, TRICOT)
    with pytest.raises(Refused, match="activity_clash"):
        place.do(accept_idea, number, Plan("Tricot", date(2027, 1, 6), 600, 720, room_id=place.hall))
    assert the_idea(place, number).waits


def test_not_now_says_why_and_can_become_yes(place):
    number = place.do(propose, Idea("Cours d’arabe"))
    with pytest.raises(Refused, match="reason_needed"):
        place.do(put_off_idea, number, " ")
    place.do(put_off_idea, number, "cherche quelqu’un pour l’animer")
    assert (the_idea(place, number).state, the_idea(place, number).answer) == (
        "later",
        "cherche quelqu’un pour l’animer",
    )
    place.do(accept_idea, number, PLAN)
    assert (the_idea(place, number).state, the_idea(place, number).answer) == ("accepted", "")
    with pytest.raises(Refused, match="proposal_answered"):
        place.do(put_off_idea, number, "trop tard")


def test_an_idea_before_the_assembly_still_waits_in_sight(place):
    first, second, third = (place.do(propose, Idea(title)) for title in ("Jardin", "Chant", "Danse"))
    place.do(bring_to_assembly, first)
    place.do(put_off_idea, second, "plus tard")
    assert [row.id for row in ideas(place)] == [third, first, second]


def test_an_answer_is_told_by_any_host_and_asked_for_until_then(place, fatma):
    number = place.do(propose, TRICOT)
    with pytest.raises(Refused, match="proposal_not_answered"):
        place.do(tell_answer, number, actor=fatma)
    place.do(put_off_idea, number, "en février")
    assert the_idea(place, number).to_tell
    place.do(tell_answer, number, actor=fatma)
    assert (the_idea(place, number).to_tell, the_idea(place, number).told_on) == (False, date(2026, 12, 9))


def test_an_activity_taken_away_leaves_the_idea_without_an_answer_again(place):
    number = place.do(propose, TRICOT)
    activity = place.do(accept_idea, number, PLAN)
    place.do(tell_answer, number)
    place.do(remove_activity, activity, date(2027, 1, 6), "all")
    row = the_idea(place, number)
    assert (row.state, row.activity_id, row.told_on) == ("open", None, None)


def test_an_idea_about_the_house_becomes_no_activity(place):
    number = place.do(propose, Idea("Des étagères"), "house")
    with pytest.raises(Refused, match="no_such_proposal"):
        place.do(accept_idea, number, PLAN)
    assert the_idea(place, number).waits


def test_an_idea_can_be_answered_by_an_activity_that_is_there(place):
    activity = place.plan()
    number = place.do(propose, TRICOT)
    place.do(link_idea, number, activity)
    assert the_idea(place, number).activity_id == activity


def test_who_may_do_what(place, fatma):
    number = place.do(propose, TRICOT, actor=fatma)
    place.do(change_idea, number, Idea("Tricot", "", ""), actor=fatma)
    for actor, act, words in (
        (READER, propose, (TRICOT,)), (READER, tell_answer, (number,)), (fatma, put_off_idea, (number, "non")),
        (fatma, bring_to_assembly, (number,)), (fatma, accept_idea, (number, PLAN)), (fatma, link_idea, (number, 1)),
    ):  # fmt: skip
        with pytest.raises(Refused, match="not_allowed"):
            place.do(act, *words, actor=actor)
    with pytest.raises(Refused, match="no_such_proposal"):
        place.do(tell_answer, 99)


def test_of_many_some_are_looked_at_and_what_is_to_be_told_always(place):
    for number in range(12):
        place.do(propose, Idea(f"Idée {number}"))
    for number in range(1, 7):
        place.do(put_off_idea, number, "non")
    for number in range(2, 7):
        place.do(tell_answer, number)
    place.do(bring_to_assembly, 12)
    shown = shown_ideas(ideas(place), 3, 2)
    assert [row.id for row in shown.waiting] == [7, 8, 9, 12]
    assert [row.id for row in shown.answered] == [6, 5, 1]
    assert (shown.more_waiting, shown.more_answered) == (2, 3)
    everything = shown_ideas(ideas(place), 6, 6)
    assert (*everything.waiting, *everything.answered) == ideas(place)
    assert (everything.more_waiting, everything.more_answered) == (0, 0)


# The answer on paper.


def paper_of(place, number):
    with place.store.read() as session:
        row = proposal_row(session, number)
        dates = () if row.activity_id is None else next_dates(session, row.activity_id, clock.today(), 6)
    return text_of(answer_pdf(row, dates, "Le Delta", printed_on=clock.today()))


def test_the_answer_is_a_paper_without_the_first_name(place):
    number = place.do(propose, TRICOT)
    place.do(accept_idea, number, PLAN)
    text = paper_of(place, number)
    assert "Oui, c’est au programme." in text
    assert "Mercredi 6 janvier 2027, 10h – 12h" in text
    assert "Mercredi 27 janvier 2027" in text
    assert "laine pour tout le monde" in text
    assert "Jeanne" not in text


def test_no_and_later_are_told_on_paper_too(place):
    later, assembly = place.do(propose, Idea("Cours d’arabe")), place.do(propose, Idea("Jardin"))
    place.do(put_off_idea, later, "on cherche quelqu’un")
    place.do(bring_to_assembly, assembly)
    assert "on cherche quelqu’un" in paper_of(place, later)
    assert "On en parle à l’assemblée." in paper_of(place, assembly)
