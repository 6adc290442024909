"""What papers of the programme tell of a month: lines of dates alike, when the place is open, and when it is closed."""

from dataclasses import replace
from datetime import date

import pytest

from delta_app.core.calendar import Month
from delta_app.programme.commands import (
    cancel_activity,
    change_activity,
    hold_when_closed,
    move_activity,
)
from delta_app.programme.paper_data import OpeningHours, closed_spans, programme_paper
from delta_app.programme.queries import date_row
from delta_app.venue.commands import add_extra_opening, close_days, set_opening_pattern
from delta_app.venue.queries import ClosedDays
from delta_app.venue.rules import parse_opening
from tests.programme.conftest import WEDNESDAYS, january

SIXTH, THIRTEENTH, TWENTIETH, LAST = january(6, 13, 20, 27)
JANUARY = Month(2027, 1)


def paper_of(place, month=JANUARY):
    with place.store.read() as session:
        return programme_paper(session, month)


def lines_of(place, month=JANUARY):
    """Titles, days of the month and first minute of each line."""
    return [(line.title, [day.day for day in line.days], line.start_minute) for line in paper_of(place, month).lines]


def plan_on(place, activity_id, day):
    with place.store.read() as session:
        return date_row(session, activity_id, day).plan


def test_a_series_is_one_line_with_its_days(place):
    place.plan(rule=WEDNESDAYS, room_id=place.hall, description="Laine sur place", registration=True, language="NL")
    (line,) = paper_of(place).lines
    assert line.days == tuple(january(6, 13, 20, 27))
    assert (line.room, line.description, line.registration, line.language) == (
        "Grande salle", "Laine sur place", True, "NL",
    )  # fmt: skip


def test_what_comes_again_stands_first_then_single_dates_by_day(place):
    place.plan("Brunch", date(2027, 1, 5), 660, 780)
    place.plan("Tricot", SIXTH, rule=WEDNESDAYS)
    place.plan("Chant", date(2027, 1, 7), rule="FREQ=WEEKLY;UNTIL=20270114")
    place.plan("Jeux", date(2027, 1, 5), 600, 780)
    assert [title for title, _days, _start in lines_of(place)] == ["Tricot", "Chant", "Jeux", "Brunch"]


def test_a_date_moved_is_a_line_of_its_own(place):
    tricot = place.plan(rule=WEDNESDAYS)
    place.do(move_activity, tricot, THIRTEENTH, date(2027, 1, 14))
    assert lines_of(place) == [("Tricot", [6, 20, 27], 600), ("Tricot", [14], 600)]


def test_dates_with_other_hours_title_room_or_words_are_lines_of_their_own(place):
    tricot = place.plan(rule=WEDNESDAYS)
    plan = plan_on(place, tricot, SIXTH)
    for day, changes in (
        (THIRTEENTH, {"start_minute": 660}), (TWENTIETH, {"title": "Tricot géant"}), (LAST, {"room_id": place.kitchen}),
    ):  # fmt: skip
        place.do(change_activity, tricot, day, "date", replace(plan, first_day=day, rule="", **changes))
    assert lines_of(place) == [
        ("Tricot", [6], 600), ("Tricot", [13], 660), ("Tricot géant", [20], 600), ("Tricot", [27], 600),
    ]  # fmt: skip


def test_two_parts_of_a_series_that_say_the_same_are_one_line(place):
    tricot = place.plan(rule=WEDNESDAYS)
    plan = plan_on(place, tricot, TWENTIETH)
    place.do(change_activity, tricot, TWENTIETH, "following", replace(plan, first_day=TWENTIETH, capacity=12))
    assert lines_of(place) == [("Tricot", [6, 13, 20, 27], 600)]


def test_only_what_is_public_and_takes_place_is_told(place):
    tricot = place.plan(rule=WEDNESDAYS)
    place.do(cancel_activity, tricot, THIRTEENTH, "date", "Fatma est malade")
    place.do(close_days, TWENTIETH, TWENTIETH, "Travaux")
    place.plan("Réunion", public=False)
    place.plan("Un jour peut-être", state="idea")
    assert lines_of(place) == [("Tricot", [6, 27], 600)]
    place.do(hold_when_closed, tricot, TWENTIETH)
    assert lines_of(place) == [("Tricot", [6, 20, 27], 600)]


def test_a_night_is_told_on_its_first_day_and_what_goes_on_for_days_in_both_months(place):
    place.plan("Réveillon", date(2026, 12, 31), 1_200, 1_560)
    place.plan("Résidence", date(2026, 12, 30), 600, 2 * 1_440 + 1_080)  # until the first of January
    place.plan("Camp", date(2027, 1, 30), 0, 3 * 1_440)
    lines = paper_of(place).lines
    assert [(line.title, line.more_days) for line in lines] == [("Résidence", 2), ("Camp", 2)]
    assert lines[0].days == (date(2026, 12, 30),)
    assert lines[1].last_day(lines[1].days[0]) == date(2027, 2, 1)
    assert [line.title for line in paper_of(place, Month(2026, 12)).lines] == ["Résidence", "Réveillon"]
    assert [line.title for line in paper_of(place, Month(2027, 2)).lines] == ["Camp"]


def test_dutch_is_told_where_it_was_written(place):
    place.plan(title_nl="Breien")
    place.plan("Chant", description="Toutes les voix")
    chant, tricot = sorted(paper_of(place).lines, key=lambda line: line.title)
    assert tricot.told_in("nl") == ("Breien", "")
    assert tricot.told_in("fr") == ("Tricot", "")
    assert chant.told_in("nl") == ("Chant", "Toutes les voix")


def test_the_paper_says_where_when_and_how_many(place):
    place.plan(rule=WEDNESDAYS)
    place.plan("Brunch")
    paper = paper_of(place)
    assert (paper.place, paper.address, paper.number) == ("Le Delta", "rue du Delta 61, Forest", 5)
    assert paper.printed_on == date(2026, 12, 9)
    assert paper.opening == (OpeningHours((1, 2, 3, 4, 5), ((600, 1_140),)),)
    assert [line.title for _day, line in paper.by_day] == ["Brunch", "Tricot", "Tricot", "Tricot", "Tricot"]


def test_weekdays_with_the_same_hours_go_together_shifts_without_a_break_are_one(place):
    place.do(set_opening_pattern, parse_opening("mon 10-12 14-17; tue-thu 10-13 13-16; sat 10-12 14-17"))
    assert paper_of(place).opening == (
        OpeningHours((0, 5), ((600, 720), (840, 1_020))),
        OpeningHours((1, 2, 3), ((600, 960),)),
    )


def test_closures_that_follow_each_other_are_one_and_go_beyond_the_month(place):
    place.do(close_days, date(2026, 12, 24), date(2026, 12, 31), "Fêtes")
    place.do(close_days, date(2027, 1, 1), date(2027, 1, 1), "Nouvel An")
    place.do(close_days, date(2027, 1, 2), date(2027, 1, 3), "Fêtes")
    place.do(close_days, date(2027, 1, 17), date(2027, 1, 17), "Un dimanche")  # nobody would come anyway
    together = (date(2026, 12, 24), date(2027, 1, 3))
    assert paper_of(place).closures == (together,)
    assert paper_of(place, Month(2026, 12)).closures == (together,)


def test_a_day_opened_on_purpose_parts_a_closure_and_is_told(place):
    place.do(close_days, date(2027, 1, 12), date(2027, 1, 16), "Travaux")
    place.do(add_extra_opening, THIRTEENTH, 840, 1_020)
    place.do(add_extra_opening, date(2027, 1, 24), 840, 1_020)  # a Sunday
    paper = paper_of(place)
    assert (date(2027, 1, 12), date(2027, 1, 12)) in paper.closures
    assert (date(2027, 1, 14), date(2027, 1, 16)) in paper.closures
    assert [(extra.days, extra.spans) for extra in paper.extra] == [((THIRTEENTH, date(2027, 1, 24)), ((840, 1_020),))]


def test_a_month_closed_throughout_says_when_one_meets_again(place):
    august = Month(2027, 8)
    place.do(close_days, date(2027, 7, 26), date(2027, 9, 1), "Été")
    paper = paper_of(place, august)
    assert paper.closed_throughout
    assert paper.reopens_on == date(2027, 9, 2)
    assert not paper_of(place, Month(2027, 7)).closed_throughout


@pytest.mark.parametrize(
    ("closures", "opened", "weekdays", "spans"),
    [
        ([(1, 3), (2, 6)], [], range(7), [(1, 6)]),
        ([(1, 3), (5, 6)], [], range(7), [(1, 3), (5, 6)]),
        ([(8, 9), (12, 13)], [], [0, 1, 2, 3, 4], [(8, 9), (12, 13)]),
        ([(5, 8), (11, 12)], [], [0, 1, 2, 3, 4], [(5, 12)]),  # a weekend between
        ([(5, 8), (11, 12)], [9], [0, 1, 2, 3, 4], [(5, 8), (11, 12)]),
        ([(9, 10)], [], [0, 1, 2, 3, 4], []),
        ([(4, 8)], [4, 6, 8], range(7), [(5, 5), (7, 7)]),
        ([(4, 4)], [4], range(7), []),
        ([(4, 5)], [], [], [(4, 5)]),  # it has not said when it opens
    ],
)
def test_spans_of_closures(closures, opened, weekdays, spans):
    given = [ClosedDays(date(2027, 1, first), date(2027, 1, last), "Fermé") for first, last in closures]
    found = closed_spans(given, {date(2027, 1, day) for day in opened}, list(weekdays))
    assert [(first.day, last.day) for first, last in found] == spans
