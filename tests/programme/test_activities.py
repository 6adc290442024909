"""Activities planned, changed, moved, cancelled and counted: what each act does to the dates, and to no others."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import Engine, event

from delta_app.core import clock
from delta_app.core.access import Actor, Role
from delta_app.core.errors import Refused, say
from delta_app.hosts.commands import add_partner, note_absence
from delta_app.programme.activity_data import series_between, series_of
from delta_app.programme.activity_dialog import ActivityDialog, Start
from delta_app.programme.commands import (
    cancel_activity,
    change_activity,
    confirm_activity,
    forget_attendance,
    hold_when_closed,
    move_activity,
    note_attendance,
    note_registered,
    plan_activity,
    remove_activity,
)
from delta_app.programme.form_data import form_choices
from delta_app.programme.queries import date_row
from delta_app.programme.series import Plan, occurrences
from delta_app.shifts.seat_commands import assign_host
from delta_app.venue.commands import close_days
from delta_app.venue.room_commands import RoomDetails, change_room, withdraw_room
from delta_app.venue.school import SchoolDays
from delta_app.venue.school_commands import add_school_holiday
from tests.desk import a_desk
from tests.factory import COORDINATOR, READER, acting, all_data, an_open_month
from tests.person import read_text
from tests.programme.conftest import WEDNESDAYS, january

SIXTH, THIRTEENTH, TWENTIETH = january(6, 13, 20)


def stored(place, activity_id):
    with place.store.read() as session:
        return series_of(session, activity_id)


def row_on(place, day, title="Tricot"):
    (row,) = [row for row in place.rows(day, day) if row.title == title]
    return row


def test_tricot_on_wednesdays_of_january(place):
    place.plan(rule=WEDNESDAYS, cost_cents=4_000, room_id=place.hall, host_id=place.fatma)
    assert place.days() == january(6, 13, 20, 27)
    row = row_on(place, SIXTH)
    assert (row.room, row.leader, row.plan.cost_cents, row.recurring) == ("Grande salle", "Fatma Ö.", 4_000, True)
    assert place.days(first=date(2027, 2, 1), last=date(2027, 12, 31)) == []


def test_one_date_moved_stays_where_it_is_through_edits_of_the_series(place):
    tricot = place.plan(rule=WEDNESDAYS)
    place.do(move_activity, tricot, THIRTEENTH, date(2027, 1, 14))
    assert place.days() == january(6, 14, 20, 27)
    plan = stored(place, tricot).plan
    place.do(
        change_activity, tricot, SIXTH, "all", replace(plan, start_minute=840, end_minute=960, title="Tricot et thé")
    )
    assert [(row.day.day, row.start_minute) for row in place.rows()] == [(6, 840), (14, 600), (20, 840), (27, 840)]
    assert {row.title for row in place.rows()} == {"Tricot et thé"}
    # To Tuesdays: the date of that week stays on its Thursday, the others follow.
    plan = stored(place, tricot).plan
    place.do(change_activity, tricot, SIXTH, "all", replace(plan, first_day=date(2027, 1, 5)))
    assert [row.day.day for row in place.rows()] == [5, 14, 19, 26]


def test_this_and_following_leaves_what_was_before(place):
    tricot = place.plan(rule=WEDNESDAYS, cost_cents=4_000)
    place.do(cancel_activity, tricot, date(2027, 1, 27), "date", "Pas de laine")
    later, day = place.do(
        change_activity, tricot, TWENTIETH, "following",
        replace(stored(place, tricot).plan, first_day=TWENTIETH, start_minute=780, end_minute=900),
    )  # fmt: skip
    assert (later != tricot, day) == (True, TWENTIETH)
    assert [(row.day.day, row.start_minute, row.state) for row in place.rows()] == [
        (6, 600, "planned"), (13, 600, "planned"), (20, 780, "planned"), (27, 780, "cancelled"),
    ]  # fmt: skip
    assert [stored(place, one).plan.cost_cents for one in (tricot, later)] == [4_000, 0]


def test_this_and_following_of_the_first_date_is_the_whole_series(place):
    tricot = place.plan(rule=WEDNESDAYS)
    plan = replace(stored(place, tricot).plan, room_id=place.kitchen)
    assert place.do(change_activity, tricot, SIXTH, "following", plan) == (tricot, SIXTH)
    assert {row.room for row in place.rows()} == {"Cuisine"}


def test_one_date_changed_keeps_its_own_title_and_room(place):
    tricot = place.plan(rule=WEDNESDAYS, room_id=place.hall)
    special = replace(stored(place, tricot).plan, first_day=THIRTEENTH, title="Tricot géant", room_id=place.kitchen)
    place.do(change_activity, tricot, THIRTEENTH, "date", special)
    plan = stored(place, tricot).plan
    place.do(change_activity, tricot, SIXTH, "all", replace(plan, title="Maille", start_minute=630))
    told = [(row.title, row.room, row.start_minute) for row in place.rows()]
    assert told == [("Maille", "Grande salle", 630), ("Tricot géant", "Cuisine", 630)] + [told[0]] * 2


def test_what_is_over_stays_as_it_was(place, at):
    tricot = place.plan(rule=WEDNESDAYS, room_id=place.hall)
    at.move_to(datetime(2027, 1, 15, 10, 0, tzinfo=clock.BRUSSELS))
    plan = replace(stored(place, tricot).plan, room_id=place.kitchen, title="Maille", start_minute=660)
    place.do(change_activity, tricot, TWENTIETH, "all", plan)
    assert [(row.title, row.room, row.start_minute) for row in place.rows()] == [
        ("Maille", "Grande salle", 600), ("Maille", "Grande salle", 600),
        ("Maille", "Cuisine", 660), ("Maille", "Cuisine", 660),
    ]  # fmt: skip


def test_the_words_of_all_dates_change_in_one_series(place, at):
    tricot = place.plan(rule=WEDNESDAYS)
    at.move_to(datetime(2027, 1, 15, 10, 0, tzinfo=clock.BRUSSELS))
    for number in range(50):
        plan = replace(stored(place, tricot).plan, title=f"Tricot {number}", description="toutes les laines")
        assert place.do(change_activity, tricot, SIXTH, "all", plan)[0] == tricot
    assert {row.title for row in place.rows()} == {"Tricot 49"}


def test_cancelling_says_why_and_stays_in_sight(place):
    tricot = place.plan(rule=WEDNESDAYS)
    with pytest.raises(Refused, match="reason_needed"):
        place.do(cancel_activity, tricot, SIXTH, "date", "  ")
    place.do(cancel_activity, tricot, THIRTEENTH, "following", "Plus de laine")
    assert [(row.day.day, row.state, row.occurrence.reason) for row in place.rows()] == [
        (6, "planned", ""), (13, "cancelled", "Plus de laine"), (20, "cancelled", "Plus de laine"),
        (27, "cancelled", "Plus de laine"),
    ]  # fmt: skip
    later = row_on(place, TWENTIETH).activity_id
    place.do(confirm_activity, later, TWENTIETH, "date")
    assert [row.state for row in place.rows()] == ["planned", "cancelled", "confirmed", "cancelled"]
    place.do(confirm_activity, later, THIRTEENTH, "all")
    assert [row.state for row in place.rows()] == ["planned", "confirmed", "confirmed", "confirmed"]
    assert stored(place, later).departures == ()


def test_removing_takes_dates_out_and_undo_brings_them_back(place):
    tricot = place.plan(rule=WEDNESDAYS)
    before = all_data(place.store)
    place.do(remove_activity, tricot, THIRTEENTH, "date")
    assert place.days() == january(6, 20, 27)
    place.do(remove_activity, tricot, TWENTIETH, "following")
    assert place.days() == january(6)
    place.do(remove_activity, tricot, SIXTH, "all")
    assert place.rows() == ()
    for _time in range(3):
        place.store.undo(COORDINATOR)
    assert all_data(place.store) == before


def test_removing_all_keeps_the_dates_in_which_people_were_counted(place, at):
    tricot = place.plan(rule=WEDNESDAYS)
    at.move_to(datetime(2027, 1, 13, 11, 0, tzinfo=clock.BRUSSELS))
    place.do(note_attendance, tricot, SIXTH, 7)
    place.do(note_attendance, tricot, THIRTEENTH, 5)
    place.do(remove_activity, tricot, TWENTIETH, "all")
    assert [(row.day.day, row.occurrence.departure.attendance) for row in place.rows()] == [(6, 7), (13, 5)]


def test_counting_who_came_by_any_host_once_it_has_begun(place, at):
    tricot = place.plan(rule=WEDNESDAYS)
    fatma = Actor("Fatma", Role.HOST, place.fatma)
    with pytest.raises(Refused, match="date_not_begun"):
        place.do(note_attendance, tricot, SIXTH, 7)
    at.move_to(datetime(2027, 1, 6, 12, 0, tzinfo=clock.BRUSSELS))
    assert row_on(place, SIXTH).waits_for_count(clock.local_now())
    place.do(note_attendance, tricot, SIXTH, 7, actor=fatma)
    row = row_on(place, SIXTH)
    assert (row.state, row.occurrence.departure.attendance) == ("held", 7)
    assert not row.waits_for_count(clock.local_now())
    with pytest.raises(Refused, match="date_was_held"):
        place.do(cancel_activity, tricot, SIXTH, "date", "non")
    place.do(forget_attendance, tricot, SIXTH)
    assert stored(place, tricot).departures == ()
    place.do(note_attendance, tricot, SIXTH, None)
    assert row_on(place, SIXTH).state == "held"
    with pytest.raises(Refused, match="people_beyond"):
        place.do(note_attendance, tricot, SIXTH, 10_001)


def test_registrations_are_a_bare_count(place):
    tricot = place.plan(rule=WEDNESDAYS, registration=True, capacity=8)
    place.do(note_registered, tricot, THIRTEENTH, 6)
    assert row_on(place, THIRTEENTH).occurrence.departure.registered == 6


def test_a_one_off_is_moved_and_keeps_its_count(place):
    brunch = place.plan("Brunch", date(2027, 1, 9), 660, 840)
    place.do(note_registered, brunch, date(2027, 1, 9), 12)
    place.do(move_activity, brunch, date(2027, 1, 9), date(2027, 1, 16))
    row = row_on(place, date(2027, 1, 16), "Brunch")
    assert (row.occurrence.departure.registered, row.original_day) == (12, date(2027, 1, 16))


def test_a_whole_series_moved_a_day_later(place):
    tricot = place.plan(rule=WEDNESDAYS)
    place.do(move_activity, tricot, THIRTEENTH, date(2027, 1, 14), scope="all")
    assert place.days() == january(7, 14, 21, 28)
    second = place.plan("Chant", date(2027, 1, 12), rule="FREQ=MONTHLY;BYDAY=2TU;UNTIL=20270430")
    place.do(move_activity, second, date(2027, 2, 9), date(2027, 2, 16), scope="following")
    assert place.days("Chant", last=date(2027, 5, 31)) == [
        date(2027, 1, 12), date(2027, 2, 16), date(2027, 3, 16), date(2027, 4, 20),
    ]  # fmt: skip


def test_a_series_of_two_weekdays_moved_from_a_date_on_loses_and_doubles_none(place):
    dance = place.plan("Danse", date(2027, 1, 5), rule="FREQ=WEEKLY;BYDAY=TU,TH;UNTIL=20270128")
    place.do(move_activity, dance, date(2027, 1, 12), date(2027, 1, 13), scope="following")
    assert place.days("Danse") == january(5, 7, 13, 14, 20, 21, 27, 28)
    later = row_on(place, THIRTEENTH, "Danse").activity_id
    place.do(move_activity, later, date(2027, 1, 14), date(2027, 1, 15), scope="following")
    assert place.days("Danse") == january(5, 7, 13, 15, 20, 22, 27, 29)


def test_a_series_moved_to_the_day_before_keeps_the_date_of_this_week(place, at):
    tricot = place.plan(rule=WEDNESDAYS)
    at.move_to(datetime(2027, 1, 8, 10, 0, tzinfo=clock.BRUSSELS))
    place.do(move_activity, tricot, THIRTEENTH, date(2027, 1, 12), scope="all")
    assert place.days() == january(6, 12, 19, 26)


def test_the_same_said_in_the_form_keeps_the_date_of_this_week_too(place, at):
    tricot = place.plan(rule=WEDNESDAYS)
    at.move_to(datetime(2027, 1, 8, 10, 0, tzinfo=clock.BRUSSELS))
    plan = replace(stored(place, tricot).plan, first_day=date(2027, 1, 5))
    place.do(change_activity, tricot, THIRTEENTH, "all", plan)
    assert place.days() == january(6, 12, 19, 26)


def test_a_date_that_was_moved_goes_where_its_series_is_dragged_by_it(place):
    tricot = place.plan(rule=WEDNESDAYS)
    place.do(move_activity, tricot, THIRTEENTH, date(2027, 1, 15))
    place.do(move_activity, tricot, THIRTEENTH, date(2027, 1, 14), scope="all")
    assert place.days() == january(7, 14, 21, 28)


def test_a_counted_date_keeps_its_hours_when_what_follows_is_taken_away(place, at):
    tricot = place.plan(rule=WEDNESDAYS)
    at.move_to(datetime(2027, 1, 13, 11, 0, tzinfo=clock.BRUSSELS))
    place.do(note_attendance, tricot, THIRTEENTH, 5)
    place.do(remove_activity, tricot, THIRTEENTH, "following")
    assert [(row.day.day, row.start_minute) for row in place.rows()] == [(6, 600), (13, 600)]


def test_one_date_held_although_closed_stays_so_when_it_is_changed(place):
    with acting(place.store) as session:
        close_days(session, THIRTEENTH, THIRTEENTH, "Travaux")
    tricot = place.plan(rule=WEDNESDAYS)
    place.do(hold_when_closed, tricot, THIRTEENTH)
    row = row_on(place, THIRTEENTH)
    place.do(change_activity, tricot, THIRTEENTH, "date", replace(row.plan, first_day=THIRTEENTH, title="Tricot géant"))
    assert place.days("Tricot géant") == [THIRTEENTH]


def test_removing_never_takes_a_date_in_which_people_were_counted(place, at):
    tricot = place.plan(rule=WEDNESDAYS)
    at.move_to(datetime(2027, 2, 3, 11, 0, tzinfo=clock.BRUSSELS))  # the series is over
    place.do(note_attendance, tricot, THIRTEENTH, 12)
    place.do(note_attendance, tricot, TWENTIETH, 9)
    place.do(remove_activity, tricot, SIXTH, "all")
    assert [(row.day.day, row.occurrence.departure.attendance) for row in place.rows()] == [(13, 12), (20, 9)]
    with pytest.raises(Refused, match="date_was_held"):
        place.do(remove_activity, tricot, THIRTEENTH, "date")
    chant = place.plan("Chant", date(2027, 1, 5), rule="FREQ=WEEKLY;UNTIL=20270126")
    place.do(note_attendance, chant, date(2027, 1, 19), 4)
    place.do(remove_activity, chant, date(2027, 1, 5), "following")
    assert place.days("Chant") == [date(2027, 1, 19)]


def test_confirming_a_series_revives_no_date_that_was_cancelled_by_itself(place):
    tricot = place.plan(rule=WEDNESDAYS)
    place.do(cancel_activity, tricot, THIRTEENTH, "date", "Travaux")
    place.do(confirm_activity, tricot, TWENTIETH, "all")
    assert [(row.day.day, row.state, row.occurrence.reason) for row in place.rows()] == [
        (6, "confirmed", ""), (13, "cancelled", "Travaux"), (20, "confirmed", ""), (27, "confirmed", ""),
    ]  # fmt: skip


def test_what_is_confirmed_needs_its_room(place):
    place.plan("Chant", THIRTEENTH, 600, 700, room_id=place.hall)
    idea = place.plan("Danse", THIRTEENTH, 600, 700, room_id=place.hall, state="idea")
    with pytest.raises(Refused, match="activity_clash"):
        place.do(confirm_activity, idea, THIRTEENTH, "all")
    place.do(confirm_activity, idea, THIRTEENTH, "all", despite=True)
    assert row_on(place, THIRTEENTH, "Danse").state == "confirmed"


def test_a_series_that_is_over_is_not_cancelled_as_a_whole(place, at):
    tricot = place.plan(rule=WEDNESDAYS)
    at.move_to(datetime(2027, 2, 3, 11, 0, tzinfo=clock.BRUSSELS))
    with pytest.raises(Refused, match="series_over") as refused:
        place.do(cancel_activity, tricot, SIXTH, "all", "Trop tard")
    assert "reste comme elle était" in say(refused.value)
    assert {row.state for row in place.rows()} == {"planned"}


# What comes in the way is said before.


def test_a_room_that_is_taken_refuses_unless_one_keeps_it(place):
    place.plan(rule=WEDNESDAYS, room_id=place.hall)
    before = all_data(place.store)
    with pytest.raises(Refused, match="activity_clash") as refused:
        place.plan("Chant", THIRTEENTH, 660, 780, room_id=place.hall)
    assert say(refused.value) == (
        "mer. 13 janv. : « Tricot » occupe déjà Grande salle de 10h à 12h. Rien n’a changé ; choisissez un autre "
        "moment, ou gardez-le."
    )
    assert all_data(place.store) == before
    place.plan("Chant", THIRTEENTH, 720, 780, room_id=place.hall)
    place.plan("Danse", TWENTIETH, 660, 780, room_id=place.hall, despite=True)
    assert place.days("Danse") == [TWENTIETH]


def test_moving_into_a_taken_room_is_refused_and_old_clashes_hinder_nothing(place):
    tricot = place.plan(rule=WEDNESDAYS, room_id=place.hall)
    dance = place.plan("Danse", THIRTEENTH, 660, 780, room_id=place.hall, despite=True)
    place.do(change_activity, dance, THIRTEENTH, "all", replace(stored(place, dance).plan, title="Bal"))
    with pytest.raises(Refused, match="activity_clash"):
        place.do(move_activity, dance, THIRTEENTH, TWENTIETH)
    place.do(move_activity, tricot, THIRTEENTH, date(2027, 1, 15))
    place.do(move_activity, dance, THIRTEENTH, TWENTIETH, despite=True)


def test_whoever_leads_cannot_be_twice_nor_in_a_shift_nor_away(place):
    slots = an_open_month(place.store)
    place.plan(rule=WEDNESDAYS, host_id=place.fatma)
    place.plan("Chant", SIXTH, 660, 700, facilitator="Jo")
    with pytest.raises(Refused) as refused:
        place.plan("Danse", THIRTEENTH, 600, 660, host_id=place.fatma)
    assert "Fatma Ö. anime déjà « Tricot » de 10h à 12h" in say(refused.value)
    with pytest.raises(Refused) as refused:
        place.plan("Danse", SIXTH, 690, 750, facilitator="jo")
    assert "jo anime déjà « Chant » de 11h à 11h40, si c’est la même personne." in say(refused.value)
    with acting(place.store) as session:
        assign_host(session, slots[3], place.lucas)
        note_absence(session, place.lucas, date(2027, 1, 13), date(2027, 1, 14))
    with place.store.read() as session:
        from delta_app.shifts.queries import slot_row

        slot = slot_row(session, slots[3])
    with pytest.raises(Refused) as refused:
        place.plan("Danse", slot.day, slot.start_minute, slot.end_minute, host_id=place.lucas)
    assert "Lucas M. est de permanence" in say(refused.value)
    with pytest.raises(Refused) as refused:
        place.plan("Danse", THIRTEENTH, 600, 660, host_id=place.lucas)
    assert "Lucas M. est absent·e" in say(refused.value)


def test_an_idea_and_a_cancelled_date_take_no_room(place):
    tricot = place.plan(rule=WEDNESDAYS, room_id=place.hall)
    place.do(cancel_activity, tricot, THIRTEENTH, "date", "Travaux")
    place.plan("Chant", THIRTEENTH, 600, 700, room_id=place.hall)
    place.plan("Danse", SIXTH, 600, 700, room_id=place.hall, state="idea")


def test_two_series_without_end_meet(place):
    place.plan(rule="FREQ=WEEKLY", room_id=place.hall)
    with pytest.raises(Refused) as refused:
        place.plan("Atelier", date(2027, 1, 13), rule="FREQ=MONTHLY;BYDAY=2WE", room_id=place.hall)
    assert "Et 10 autres dates." in say(refused.value)


# Closed days and school holidays.


def test_a_series_has_no_date_on_closed_days_unless_one_says_so(place):
    with acting(place.store) as session:
        close_days(session, THIRTEENTH, date(2027, 1, 14), "Travaux")
    tricot = place.plan(rule=WEDNESDAYS)
    assert place.days() == january(6, 20, 27)
    assert (row_on(place, THIRTEENTH).occurrence.shut, row_on(place, THIRTEENTH).occurrence.closure) == (
        True,
        "Travaux",
    )
    place.do(hold_when_closed, tricot, THIRTEENTH)
    assert place.days() == january(6, 13, 20, 27)


def test_what_somebody_puts_on_a_closed_day_is_said_before(place):
    with acting(place.store) as session:
        close_days(session, THIRTEENTH, date(2027, 1, 14), "Travaux")
    with pytest.raises(Refused, match="activity_closed") as refused:
        place.plan("Chant", THIRTEENTH)
    assert "mercredi 13 janvier : Travaux" in say(refused.value)
    place.plan("Chant", THIRTEENTH, even_closed=True)
    tricot = place.plan(rule=WEDNESDAYS)
    with pytest.raises(Refused, match="activity_closed"):
        place.do(move_activity, tricot, SIXTH, date(2027, 1, 14))
    place.do(move_activity, tricot, SIXTH, date(2027, 1, 14), even_closed=True)
    assert place.days() == january(14, 20, 27)


def test_except_school_holidays(place):
    with acting(place.store) as session:
        add_school_holiday(session, SchoolDays("fr", "Détente", date(2027, 2, 22), date(2027, 3, 7)))
    place.plan(rule="FREQ=WEEKLY;UNTIL=20270317", skips_school="both")
    assert place.days(first=date(2027, 2, 15), last=date(2027, 3, 31)) == [
        date(2027, 2, 17), date(2027, 3, 10), date(2027, 3, 17),
    ]  # fmt: skip


# What cannot be, and who may not.


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"title": " \u200b "}, "activity_title_needed"), ({"title": "x" * 501}, "activity_text_long"),
        ({"end_minute": 600}, "activity_hours"), ({"end_minute": 20_161}, "activity_hours"),
        ({"first_day": date(1800, 1, 1)}, "activity_years"), ({"capacity": 0}, "bad_capacity"),
        ({"cost_cents": -1}, "bad_amount"), ({"rule": "FREQ=HOURLY"}, "rule_too_often"), ({"rule": "x"}, "unreadable"),
        ({"rule": "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"}, "rule_never"), ({"room_id": 99}, "no_such_room"),
        ({"host_id": 99}, "no_such_host"), ({"partner_id": 99}, "no_such_partner"), ({"facilitator": "x" * 61}, "long"),
        ({"material": "x" * 501}, "long"), ({"description": "x" * 2_001}, "long"),
    ],
)  # fmt: skip
def test_what_cannot_be_planned(place, change, code):
    before = all_data(place.store)
    with pytest.raises(Refused, match=code) as refused, acting(place.store) as session:
        plan_activity(session, replace(Plan("Tricot", SIXTH, 600, 720), **change))
    assert say(refused.value)
    assert all_data(place.store) == before


def test_only_the_coordinator_plans(place):
    tricot = place.plan(rule=WEDNESDAYS)
    fatma = Actor("Fatma", Role.HOST, place.fatma)
    for actor in (fatma, READER):
        for act, words in (
            (move_activity, (tricot, SIXTH, THIRTEENTH)), (remove_activity, (tricot, SIXTH, "all")),
            (cancel_activity, (tricot, SIXTH, "all", "non")), (confirm_activity, (tricot, SIXTH, "all")),
            (hold_when_closed, (tricot, SIXTH)), (plan_activity, (Plan("x", SIXTH, 0, 60),)),
            (change_activity, (tricot, SIXTH, "all", Plan("x", SIXTH, 0, 60))),
        ):  # fmt: skip
            with pytest.raises(Refused, match="not_allowed"):
                place.do(act, *words, actor=actor)
    with pytest.raises(Refused, match="not_allowed"):
        place.do(note_registered, tricot, SIXTH, 1, actor=READER)


def test_a_date_that_is_not_there_is_refused(place):
    tricot = place.plan(rule=WEDNESDAYS)
    with pytest.raises(Refused, match="no_such_date") as refused:
        place.do(move_activity, tricot, date(2027, 1, 7), THIRTEENTH)
    assert "jeudi 7 janvier 2027" in say(refused.value)
    with pytest.raises(Refused, match="no_such_activity"), place.store.read() as session:
        date_row(session, 99, SIXTH)


def test_a_room_withdrawn_is_offered_no_more_and_keeps_what_it_had(place):
    tricot = place.plan(rule=WEDNESDAYS, room_id=place.hall)
    place.do(withdraw_room, place.hall)
    plan = stored(place, tricot).plan
    place.do(change_activity, tricot, SIXTH, "all", replace(plan, title="Maille"))
    with pytest.raises(Refused, match="room_withdrawn"):
        place.plan("Chant", room_id=place.hall)
    with pytest.raises(Refused, match="room_taken"):
        place.do(change_room, place.kitchen, RoomDetails("grande  SALLE"))


def test_a_partner_leads_alone(place):
    with acting(place.store) as session:
        partner = add_partner(session, "Rivage", 2)
    place.plan(partner_id=partner)
    assert row_on(place, SIXTH).leader == "Rivage"
    with pytest.raises(Refused) as refused:
        place.plan("Chant", partner_id=partner)
    assert "Rivage anime déjà" in say(refused.value)


def test_over_midnight_and_over_several_days(place):
    place.plan("Nuit des jeux", date(2027, 1, 8), 1_320, 1_560)
    place.plan("Festival", date(2027, 1, 30), 0, 3 * 1_440)
    night = row_on(place, date(2027, 1, 9), "Nuit des jeux")
    assert (night.day, night.occurrence.last_day) == (date(2027, 1, 8), date(2027, 1, 9))
    assert [row.title for row in place.rows(date(2027, 2, 1), date(2027, 2, 1))] == ["Festival"]
    assert place.rows(date(2027, 2, 2), date(2027, 2, 2)) == ()


def test_the_hour_change_moves_nothing(place):
    place.plan(day=date(2027, 3, 21), start=120, end=210, rule="FREQ=WEEKLY;COUNT=3")
    assert [(row.day, row.start_minute, row.end_minute) for row in place.rows(date(2027, 3, 1), date(2027, 4, 30))] == [
        (date(2027, 3, 21) + timedelta(days=7 * week), 120, 210) for week in range(3)
    ]


# Ten years of it.


def asked_of_the_database(place):
    """The statements that reading January takes."""
    asked = []

    def note(_connection, _cursor, statement, *_rest):
        asked.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        rows = place.rows()
    finally:
        event.remove(Engine, "before_cursor_execute", note)
    return len(asked), len(rows)


def test_ten_years_of_weekly_activities_ask_no_more_than_a_month_of_them(place):
    place.plan(rule=WEDNESDAYS)
    few, _rows = asked_of_the_database(place)
    for number in range(20):
        old = place.plan(f"Atelier {number}", date(2016, 1, 6), 600, 720, "FREQ=WEEKLY;UNTIL=20161231")
        place.do(cancel_activity, old, date(2016, 2, 3), "date", "Neige")
        place.plan(f"Cours {number}", date(2017, 1, 4), 780, 840, "FREQ=WEEKLY", facilitator=f"Jo {number}")
    many, rows = asked_of_the_database(place)
    assert (many, rows) == (few, 4 + 20 * 4)
    with place.store.read() as session:
        assert len(series_between(session, SIXTH, THIRTEENTH)) == 21


# Far from today, and over several days.


def test_two_activities_in_a_room_in_fourteen_months_clash(place):
    place.plan("Chant", date(2028, 3, 1), room_id=place.hall)
    with pytest.raises(Refused, match="activity_clash") as refused:
        place.plan("Tricot", date(2028, 3, 1), room_id=place.hall)
    assert "« Chant » occupe déjà Grande salle de 10h à 12h" in say(refused.value)


def test_a_series_is_looked_at_to_its_last_date_and_one_moved_far_off_where_it_went(place):
    place.plan("Bal", date(2030, 1, 1), room_id=place.hall)
    with pytest.raises(Refused, match="activity_clash"):
        place.plan("Nouvel an", date(2027, 1, 1), room_id=place.hall, rule="FREQ=YEARLY;UNTIL=20300101")
    chant = place.plan("Chant", date(2027, 1, 5), room_id=place.hall, rule="FREQ=WEEKLY")
    with pytest.raises(Refused, match="activity_clash"):
        place.do(move_activity, chant, date(2027, 1, 12), date(2030, 1, 1))


def test_what_has_no_end_and_begins_late_is_looked_at_from_its_beginning(place):
    place.plan("Bal", date(2032, 2, 29), room_id=place.hall)
    place.plan("Fête", date(2028, 9, 3), room_id=place.hall)
    place.plan("Jour bissextile", date(2028, 2, 29), room_id=place.hall, rule="FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29")
    with pytest.raises(Refused, match="activity_clash"):
        place.plan("Atelier", date(2028, 9, 3), room_id=place.hall, rule="FREQ=WEEKLY")


def test_an_old_clash_hinders_nothing_when_a_series_is_parted(place):
    chant = place.plan("Chant", date(2027, 1, 6), room_id=place.hall, rule="FREQ=WEEKLY")
    place.plan("Danse", date(2027, 1, 6), room_id=place.hall, rule="FREQ=MONTHLY;BYDAY=1WE", despite=True)
    later = replace(stored(place, chant).plan, first_day=date(2028, 1, 5), title="Chorale")
    place.do(change_activity, chant, date(2028, 1, 5), "following", later)


def test_a_later_day_that_is_closed_is_said_before(place):
    with acting(place.store) as session:
        close_days(session, date(2027, 1, 10), date(2027, 1, 11), "Travaux")
    friday, over_three_days = date(2027, 1, 8), {"start": 0, "end": 3 * 1_440}
    with pytest.raises(Refused, match="activity_closed") as refused:
        place.plan("Stage", friday, **over_three_days)
    assert "dimanche 10 janvier : Travaux" in say(refused.value)
    place.plan("Nuit", date(2027, 1, 9), 1_200, 1_440)  # ends at midnight: none of Sunday
    stage = place.plan("Stage", date(2027, 1, 15), **over_three_days, rule="FREQ=WEEKLY;COUNT=2")
    with pytest.raises(Refused, match="activity_closed"):
        place.do(move_activity, stage, date(2027, 1, 15), friday)
    place.do(move_activity, stage, date(2027, 1, 15), friday, even_closed=True)
    place.plan("Fête", friday, **over_three_days, even_closed=True)
    assert place.days("Stage") == [friday, date(2027, 1, 22)]


def test_planning_one_date_among_ten_years_of_activities_looks_at_few_dates(place, monkeypatch):
    for number in range(20):
        place.plan(f"Cours {number}", date(2017, 1, 4), 780, 840, "FREQ=WEEKLY", facilitator=f"Jo {number}")
    looked = []

    def counted(*how):
        found = occurrences(*how)
        looked.extend(found)
        return found

    monkeypatch.setattr("delta_app.programme.clash_data.occurrences", counted)
    with pytest.raises(Refused, match="activity_clash"):
        place.plan("Chant", date(2035, 1, 3), 780, 840, facilitator="Jo 7")
    assert len(looked) < 10


# What the form tells before anything is kept.


def the_form(place, folder, qtbot, plan):
    """What the form of a plan says."""
    desk = a_desk(place.store, folder)
    with place.store.read() as session:
        choices = form_choices(session, plan, ())

    def save(session, said, _scope, despite):
        return plan_activity(session, said, despite=despite), said.first_day

    dialog = ActivityDialog(desk, Start("Tricot", {"all": plan}, str, str), choices, save)
    qtbot.addWidget(dialog)
    dialog.show()
    return read_text(dialog)


def test_that_one_has_to_wait_for_the_next_29_february_is_said(place, tmp_path, qtbot):
    plan = Plan("Fête", date(2028, 2, 29), 600, 720, "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29")
    said = the_form(place, tmp_path, qtbot, plan)
    assert "Prochaine date : mar. 29 février 2028, puis dim. 29 février 2032." in said
    said = the_form(place, tmp_path, qtbot, replace(plan, rule=f"{plan.rule};UNTIL=20300101"))
    assert "1 date : mar. 29 février." in said


def test_when_its_only_near_date_falls_on_a_closed_day_the_next_one_is_said(place, tmp_path, qtbot):
    with acting(place.store) as session:
        close_days(session, date(2028, 2, 29), date(2028, 2, 29), "Travaux")
    plan = Plan("Fête", date(2028, 2, 29), 600, 720, "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29")
    said = the_form(place, tmp_path, qtbot, plan)
    assert "Prochaine date : dim. 29 février 2032." in said
    assert "Pas de date quand le lieu est fermé : mar. 29 févr. (Travaux)." in said


def test_later_days_of_a_series_that_are_closed_and_a_room_too_small_are_said(place, tmp_path, qtbot):
    with acting(place.store) as session:
        close_days(session, date(2027, 1, 10), date(2027, 1, 10), "Travaux")
    plan = Plan("Stage", date(2027, 1, 8), 0, 3 * 1_440, "FREQ=WEEKLY", room_id=place.hall, capacity=200)
    said = the_form(place, tmp_path, qtbot, plan)
    assert "Le lieu est fermé pendant une partie de l’activité : dim. 10 janv. (Travaux)." in said
    assert "La salle « Grande salle » compte 30 places." in said
    said = the_form(place, tmp_path, qtbot, replace(plan, capacity=30, even_closed=True))
    assert "Le lieu est fermé" not in said
    assert "compte 30" not in said


def test_a_later_day_that_is_closed_is_said_in_the_form_of_one_date(place, tmp_path, qtbot):
    with acting(place.store) as session:
        close_days(session, date(2027, 1, 10), date(2027, 1, 10), "Travaux")
    said = the_form(place, tmp_path, qtbot, Plan("Stage", date(2027, 1, 8), 0, 3 * 1_440))
    assert "Le lieu est fermé le dimanche 10 janvier : Travaux." in said
    assert "L’activité a lieu quand même" in said
