"""Acts on a series that has begun: what is over stays as it was, what is to come is all of what follows."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from delta_app.core import clock
from delta_app.core.errors import Refused, say
from delta_app.programme.activity_data import series_of
from delta_app.programme.commands import (
    cancel_activity,
    change_activity,
    confirm_activity,
    move_activity,
    note_attendance,
    note_registered,
    remove_activity,
)
from delta_app.programme.proposal_commands import Idea, accept_idea, propose, put_off_idea
from delta_app.programme.proposal_data import proposal_row
from delta_app.programme.queries import next_dates
from delta_app.programme.series import Plan
from delta_app.programme.storing_process import delete_series
from tests.programme.conftest import WEDNESDAYS, january

SIXTH, THIRTEENTH, TWENTIETH, LAST = january(6, 13, 20, 27)
EIGHTH, SECOND = date(2027, 1, 8), date(2027, 2, 2)
ENDLESS = "FREQ=WEEKLY"


def noon(day):
    return datetime(day.year, day.month, day.day, 13, 0, tzinfo=clock.BRUSSELS)


def stored(place, activity_id):
    with place.store.read() as session:
        return series_of(session, activity_id)


def told(place, first=date(2027, 1, 1), last=date(2027, 2, 28)):
    """Day, hour of beginning, state of every date that is there."""
    return [(row.day, row.start_minute // 60, row.state) for row in place.rows(first, last)]


def as_now(place, activity_id, **wanted):
    return replace(stored(place, activity_id).plan, **wanted)


def test_the_whole_of_what_is_over_keeps_its_hours(place, at):
    tricot = place.plan(rule=WEDNESDAYS)
    at.move_to(noon(date(2027, 2, 3)))
    with pytest.raises(Refused, match="series_over") as refused:
        place.do(change_activity, tricot, THIRTEENTH, "all", as_now(place, tricot, start_minute=900, end_minute=960))
    assert "est passée, et reste comme elle était" in say(refused.value)
    with pytest.raises(Refused, match="series_over"):
        place.do(move_activity, tricot, THIRTEENTH, date(2027, 1, 14), scope="all")
    place.do(change_activity, tricot, THIRTEENTH, "all", as_now(place, tricot, title="Tricot du soir"))
    assert {row.title for row in place.rows()} == {"Tricot du soir"}


def test_the_part_before_an_edit_is_over_as_the_rest(place, at):
    tricot = place.plan(rule=ENDLESS)
    at.move_to(noon(date(2027, 1, 14)))
    later, _day = place.do(
        change_activity, tricot, TWENTIETH, "all", as_now(place, tricot, start_minute=840, end_minute=900)
    )
    place.do(note_attendance, tricot, THIRTEENTH, 8)
    with pytest.raises(Refused, match="series_over"):
        place.do(change_activity, tricot, THIRTEENTH, "all", as_now(place, tricot, start_minute=900, end_minute=960))
    assert later != tricot
    assert told(place, last=LAST) == [
        (SIXTH, 10, "planned"), (THIRTEENTH, 10, "held"), (TWENTIETH, 14, "planned"), (LAST, 14, "planned"),
    ]  # fmt: skip


@pytest.mark.parametrize("act", ["cancel", "change", "remove"])
def test_a_date_moved_from_a_day_gone_by_to_one_ahead_is_to_come(place, at, act):
    tricot = place.plan(rule=WEDNESDAYS)
    place.do(move_activity, tricot, SIXTH, EIGHTH)
    at.move_to(noon(date(2027, 1, 7)))
    if act == "cancel":
        place.do(cancel_activity, tricot, THIRTEENTH, "all", "grève")
        assert {state for _day, _hour, state in told(place)} == {"cancelled"}
    elif act == "change":
        place.do(change_activity, tricot, THIRTEENTH, "all", as_now(place, tricot, room_id=place.kitchen))
        assert {row.room for row in place.rows()} == {"Cuisine"}
        assert place.days() == [EIGHTH, *january(13, 20, 27)]
    else:
        place.do(remove_activity, tricot, THIRTEENTH, "all")
        assert told(place) == []


def test_a_date_moved_back_to_a_day_gone_by_is_over(place, at):
    tricot = place.plan(rule=WEDNESDAYS, day=date(2027, 1, 13))
    place.do(move_activity, tricot, THIRTEENTH, EIGHTH)
    at.move_to(noon(date(2027, 1, 11)))
    place.do(cancel_activity, tricot, TWENTIETH, "all", "grève")
    assert told(place) == [(EIGHTH, 10, "planned"), (TWENTIETH, 10, "cancelled"), (LAST, 10, "cancelled")]


def test_what_follows_a_date_after_the_end_of_its_series_is_that_date(place, at):
    tricot = place.plan(rule=WEDNESDAYS)
    place.do(move_activity, tricot, LAST, date(2027, 2, 3))
    place.do(change_activity, tricot, SIXTH, "all", as_now(place, tricot, rule="FREQ=WEEKLY;UNTIL=20270120"))
    assert place.days(last=date(2027, 2, 28)) == [*january(6, 13, 20), date(2027, 2, 3)]
    place.do(cancel_activity, tricot, LAST, "following", "grève")
    assert [day for day, _hour, state in told(place) if state == "cancelled"] == [date(2027, 2, 3)]
    place.do(confirm_activity, tricot, LAST, "following")
    place.do(remove_activity, tricot, LAST, "following")
    assert place.days(last=date(2027, 2, 28)) == january(6, 13, 20)


def test_what_has_begun_today_is_over(place, at):
    tricot = place.plan(rule=WEDNESDAYS)
    chant = place.plan("Chant", THIRTEENTH, 600, 720, "FREQ=WEEKLY;UNTIL=20270127")
    at.move_to(datetime(2027, 1, 13, 16, 0, tzinfo=clock.BRUSSELS))
    place.do(note_attendance, tricot, THIRTEENTH, 8)
    place.do(
        change_activity, tricot, TWENTIETH, "all", as_now(place, tricot, rule="FREQ=WEEKLY;BYDAY=TH;UNTIL=20270128")
    )
    assert [(row.day, row.state) for row in place.rows() if row.title == "Tricot"] == [
        (SIXTH, "planned"), (THIRTEENTH, "held"), (date(2027, 1, 21), "planned"), (date(2027, 1, 28), "planned"),
    ]  # fmt: skip
    place.do(cancel_activity, chant, TWENTIETH, "all", "grève")
    assert [(row.day, row.state) for row in place.rows() if row.title == "Chant"] == [
        (THIRTEENTH, "planned"), (TWENTIETH, "cancelled"), (LAST, "cancelled"),
    ]  # fmt: skip
    with pytest.raises(Refused, match="series_over"):
        place.do(remove_activity, chant, THIRTEENTH, "all")


def test_this_afternoon_is_still_to_come_in_the_morning(place, at):
    tricot = place.plan(rule=WEDNESDAYS, start=840, end=900)
    at.move_to(noon(THIRTEENTH))
    place.do(cancel_activity, tricot, THIRTEENTH, "all", "grève")
    assert [state for _day, _hour, state in told(place)] == ["planned", "cancelled", "cancelled", "cancelled"]


def test_a_series_ended_before_today_keeps_dates_somebody_fixed_or_said_they_would_come_to(place, at):
    tricot = place.plan(rule=ENDLESS)
    place.do(note_registered, tricot, LAST, 9)
    place.do(move_activity, tricot, TWENTIETH, date(2027, 1, 22))
    at.move_to(noon(date(2027, 1, 14)))
    place.do(change_activity, tricot, TWENTIETH, "all", as_now(place, tricot, rule="FREQ=WEEKLY;UNTIL=20270113"))
    assert place.days(last=date(2027, 2, 28)) == january(6, 13, 22, 27)
    (row,) = place.rows(LAST, LAST)
    assert row.occurrence.departure.registered == 9


def test_a_fortnight_keeps_its_weeks_when_acted_on_from_a_date_of_another_week(place):
    tricot = place.plan(rule=ENDLESS)
    place.do(move_activity, tricot, THIRTEENTH, date(2027, 1, 14))
    place.do(change_activity, tricot, SIXTH, "all", as_now(place, tricot, rule="FREQ=WEEKLY;INTERVAL=2"))
    before = place.days(last=date(2027, 2, 28))
    assert before == [SIXTH, date(2027, 1, 14), TWENTIETH, date(2027, 2, 3), date(2027, 2, 17)]
    place.do(cancel_activity, tricot, THIRTEENTH, "following", "grève")
    assert [day for day, _hour, state in told(place) if state == "cancelled"] == before[1:]


def test_a_counted_date_is_not_put_ahead(place, at):
    tricot = place.plan(rule=WEDNESDAYS)
    brunch = place.plan("Brunch", SIXTH, 800, 860)
    at.move_to(noon(THIRTEENTH))
    place.do(note_attendance, tricot, THIRTEENTH, 8)
    place.do(note_attendance, brunch, SIXTH, None)
    with pytest.raises(Refused, match="date_was_held"):
        place.do(move_activity, tricot, THIRTEENTH, date(2027, 1, 30))
    with pytest.raises(Refused, match="date_was_held"):
        place.do(move_activity, brunch, SIXTH, date(2027, 1, 30))
    with pytest.raises(Refused, match="date_was_held"):
        place.do(cancel_activity, brunch, SIXTH, "date", "grève")
    place.do(move_activity, tricot, THIRTEENTH, date(2027, 1, 12))
    assert told(place, SIXTH, date(2027, 1, 30))[1][:1] == (SIXTH,)


def test_what_follows_is_not_put_beside_the_dates_before_it(place):
    tricot = place.plan(rule=WEDNESDAYS)
    with pytest.raises(Refused, match="series_doubled") as refused:
        place.do(move_activity, tricot, LAST, THIRTEENTH, scope="following")
    assert "« Tricot » a déjà une date le mercredi 13 janvier" in say(refused.value)
    place.do(move_activity, tricot, LAST, date(2027, 1, 12), scope="following")
    assert place.days() == january(6, 12, 13, 20)


def test_taking_out_what_is_to_come_leaves_what_is_over(place, at):
    tricot = place.plan(rule=WEDNESDAYS)
    at.move_to(noon(date(2027, 1, 14)))
    place.do(remove_activity, tricot, TWENTIETH, "all")
    assert place.days() == january(6, 13)
    at.move_to(noon(date(2027, 2, 3)))
    place.do(remove_activity, tricot, SIXTH, "all")  # planned by mistake: nobody counted
    assert told(place) == []


def test_an_idea_is_answered_by_all_parts_of_a_series(place, at):
    number = place.do(propose, Idea("Tricot"))
    tricot = place.do(accept_idea, number, Plan("Tricot", SIXTH, 600, 720, ENDLESS))
    at.move_to(noon(EIGHTH))
    later, _day = place.do(
        change_activity, tricot, THIRTEENTH, "all", as_now(place, tricot, start_minute=840, end_minute=900)
    )
    with place.store.read() as session:
        assert [row.day for row in next_dates(session, tricot, EIGHTH, 2)] == [THIRTEENTH, TWENTIETH]
    place.do(remove_activity, tricot, SIXTH, "date")
    place.do(remove_activity, later, TWENTIETH, "following")
    with place.store.read() as session:
        assert proposal_row(session, number).state == "accepted"
    place.do(delete_series, tricot)
    with place.store.read() as session:
        assert (proposal_row(session, number).state, proposal_row(session, number).activity_id) == ("accepted", later)
    place.do(delete_series, later)
    with place.store.read() as session:
        assert proposal_row(session, number).state == "open"


def test_a_yes_of_which_nothing_is_left_is_answered_again(place, at):
    number = place.do(propose, Idea("Tricot"))
    tricot = place.do(accept_idea, number, Plan("Tricot", SIXTH, 600, 720, WEDNESDAYS))
    with pytest.raises(Refused, match="proposal_answered"):
        place.do(put_off_idea, number, "la salle est prise")
    place.do(cancel_activity, tricot, SIXTH, "all", "la salle est prise")
    place.do(put_off_idea, number, "la salle est prise")
    with place.store.read() as session:
        row = proposal_row(session, number)
    assert (row.state, row.answer, row.activity_id, row.to_tell) == ("later", "la salle est prise", None, True)
