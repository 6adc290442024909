"""Series held against a plain model, edit by edit; and what becomes of an activity in the hands of a person."""

from dataclasses import fields, replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from delta_app.core.calendar import days_between
from delta_app.core.errors import Refused
from delta_app.programme.recurrence import coming, days_of, first_of, goes_to, parse_rule
from delta_app.programme.series import Calendar, Departure, Plan, Series, occurrence_on, occurrences
from delta_app.programme.series_edits import (
    changed_date,
    departing,
    moved_along,
    over_and_to_come,
    parted,
    states_facts_differently,
    told_as,
    with_departure,
    with_plan,
)
from tests.programme.plain_series import PlainSeries, rules_without_end

OPEN = Calendar()
FIRST, LAST = date(2026, 11, 1), date(2027, 8, 31)
HOLIDAYS = {
    "fr": frozenset(days_between(date(2027, 2, 22), date(2027, 3, 7))),
    "nl": frozenset(days_between(date(2027, 2, 8), date(2027, 2, 14))),
}
chance = st.randoms(use_true_random=True)


def january(*days):
    return [date(2027, 1, day) for day in days]


def tricot(rule="FREQ=WEEKLY;UNTIL=20270127", first_day=date(2027, 1, 6), **more):
    return Series(1, Plan("Tricot", first_day, 600, 720, rule, **more))


def shown(series, days=OPEN, first=FIRST, last=LAST):
    return occurrences(series, first, last, days)


def days_of_it(series, days=OPEN, last=LAST):
    return [one.day for one in shown(series, days, last=last) if one.takes_place]


def of_date(series, original_day, **wanted):
    """What a form has of one date, with something else put in."""
    one = occurrence_on(series, original_day, OPEN)
    plan = replace(one.plan, first_day=one.day, start_minute=one.start_minute, end_minute=one.end_minute)
    return replace(plan, even_closed=plan.even_closed or one.departure.even_closed, **wanted)


def changed(series, original_day, **wanted):
    return changed_date(series, original_day, of_date(series, original_day, **wanted))


def noted(series, original_day, **what):
    return with_departure(series, replace(departing(series, original_day), **what))


def told(series, **wanted):
    return with_plan(series, replace(series.plan, **wanted))


# --- A plain model


def of_both(pieces, days):
    """What series and their models show."""
    real = [one for series, _plain in pieces for one in shown(series, days)]
    told_of = [
        (
            one.day, one.start_minute, one.end_minute, one.plan.title, one.plan.room_id, one.state,
            one.departure.attendance, one.shut, one.original_day,
        )
        for one in real
    ]  # fmt: skip
    plainly = [one for _series, plain in pieces for one in plain.shown(FIRST, LAST, days)]
    return sorted(told_of, key=str), sorted(plainly, key=str)


def a_start(random):
    first_day = date(2027, 1, 4) + timedelta(days=random.randrange(14))
    rule = random.choice(
        (
            "FREQ=WEEKLY", "FREQ=WEEKLY;INTERVAL=2", "FREQ=WEEKLY;UNTIL=20270331", "FREQ=MONTHLY;BYDAY=2TU",
            "FREQ=DAILY;INTERVAL=3;UNTIL=20270401", "FREQ=MONTHLY;BYDAY=-1FR;UNTIL=20270630",
            "FREQ=MONTHLY;BYMONTHDAY=15,-1", "FREQ=WEEKLY;BYDAY=TU,TH;UNTIL=20270320",
        )
    )  # fmt: skip
    first_day = first_of(rule, first_day)
    schools = random.choice(("", "", "fr", "nl", "both"))
    series = tricot(rule, first_day, skips_school=schools)
    return series, PlainSeries("Tricot", None, first_day, (600, 720), rule, schools)


def an_edit_of_a_date(random, series, plain, days):
    original = random.choice([one.original_day for one in shown(series, days)])
    act = random.choice(("move", "tell", "back", "remove", "count", "cancel", "open"))
    if act in {"move", "tell", "back"}:
        wanted = of_date(series, original)
        if act == "move":
            day = wanted.first_day + timedelta(days=random.randrange(-9, 10))
            wanted = replace(wanted, first_day=day, start_minute=840, end_minute=900)
        elif act == "tell":
            wanted = replace(wanted, title=random.choice(("Tricot", "Crochet")), room_id=random.choice((None, 1, 2)))
        else:
            wanted = replace(series.plan, first_day=original)
        plain.change(original, (wanted.first_day, *wanted.hours), wanted.title, wanted.room_id, wanted.even_closed)
        return changed_date(series, original, wanted)
    if act == "count":
        plain.note(original, state="held", came=7)
        return noted(series, original, state="held", attendance=7)
    what = {"remove": {"removed": True}, "cancel": {"state": "cancelled"}, "open": {"even_closed": True}}[act]
    plain.note(original, **what)
    return noted(series, original, **what)


def an_edit_of_all(random, series, plain):
    plan, act = series.plan, random.choice(("words", "hours", "weekday", "end", "schools"))
    if act == "words":
        plain.title, plain.room = random.choice(("Tricot", "Couture")), random.choice((None, 1))
        return told(series, title=plain.title, room_id=plain.room)
    if act == "hours":
        plain.hours = random.choice(((540, 600), (600, 720), (1380, 1500)))
        return told(series, start_minute=plain.hours[0], end_minute=plain.hours[1])
    if act == "schools":
        plain.schools = random.choice(("", "fr", "nl", "both"))
        return told(series, skips_school=plain.schools)
    if act == "end":
        last = plan.first_day + timedelta(days=random.randrange(200))
        plain.end(last)
        return told(series, rule=str(parse_rule(plan.rule, plan.first_day).ending(last)))
    if "WEEKLY" not in plan.rule or "BYDAY" in plan.rule:
        return series
    old_day = random.choice(coming(plan.rule, plan.first_day, plan.first_day, 5))
    new_day = old_day + timedelta(days=random.randrange(-10, 11))
    moved = moved_along(series, old_day, new_day)
    plain.give(moved.plan.rule, (new_day - old_day).days)
    return moved


def held_against_the_model(random, edits):
    pieces = [a_start(random)]
    days = Calendar(dict.fromkeys(random.sample(list(days_between(FIRST, LAST)), 60), "Fermé"), HOLIDAYS)
    for _edit in range(edits):
        which = random.randrange(len(pieces))
        series, plain = pieces[which]
        seen = shown(series, days)
        act = random.random()
        if act < 0.5 and seen:
            pieces[which] = an_edit_of_a_date(random, series, plain, days), plain
        elif act < 0.65 and seen:
            since = random.choice(seen).original_day
            both = parted(series, since)
            if both is not None:
                later = plain.part(since)
                pieces[which] = both[0], plain
                pieces.append((both[1], later))
        else:
            pieces[which] = an_edit_of_all(random, series, plain), plain
        real, plainly = of_both(pieces, days)
        assert real == plainly


@given(chance, st.integers(1, 14))
@settings(max_examples=50)
def test_a_series_is_what_a_plain_model_says_whatever_is_edited(random, edits):
    held_against_the_model(random, edits)


@pytest.mark.long
@pytest.mark.parametrize("share", range(10))
def test_a_series_is_what_a_plain_model_says_after_many_edits(share):
    @given(chance, st.integers(1, 60))
    @settings(max_examples=300, deadline=None)
    def held(random, edits):
        held_against_the_model(random, edits)

    held()


# --- What holds whatever the rule


def a_rule(random):
    first_day = date(2027, 1, 1) + timedelta(days=random.randrange(60))
    every = random.choice(("DAILY", "WEEKLY", "WEEKLY", "MONTHLY", "YEARLY"))
    weekdays = ",".join(random.sample(("MO", "TU", "WE", "TH", "FR", "SA", "SU"), random.randrange(1, 4)))
    part = {
        "DAILY": ["", f";BYDAY={weekdays}"],
        "WEEKLY": ["", f";BYDAY={weekdays}", f";BYDAY={weekdays};WKST=SU"],
        "MONTHLY": [
            "",
            ";BYDAY=2TU",
            ";BYDAY=-1FR",
            ";BYMONTHDAY=1,-1",
            ";BYMONTHDAY=31",
            f";BYDAY={weekdays};BYSETPOS=-1",
        ],
        "YEARLY": ["", ";BYMONTH=1,2;BYMONTHDAY=3", ";BYMONTH=2;BYDAY=2WE", ";BYDAY=6MO,-20TU", ";BYYEARDAY=9,50"],
    }[every]
    rule = f"FREQ={every};INTERVAL={random.choice((1, 1, 2, 3))}{random.choice(part)}"
    end = random.choice(("", ";COUNT=12", f";UNTIL={first_day + timedelta(days=random.randrange(300)):%Y%m%d}"))
    try:
        return str(parse_rule(rule + end, first_day)), first_of(rule + end, first_day)
    except Refused:
        return "", first_day


def with_notes(random, series):
    """Some dates moved, changed, counted, cancelled and removed, each of them to be known again."""
    for number, one in enumerate(random.sample(shown(series), min(9, len(shown(series))))):
        day, minute = one.original_day, number
        if number % 5 == 0:
            series = changed(
                series, day, first_day=day + timedelta(days=random.randrange(-20, 20)), start_minute=minute
            )
        elif number % 5 == 1:
            series = changed(series, day, title=f"Special {number}", room_id=number)
        elif number % 5 == 2:
            series = noted(series, day, state="held", attendance=number)
        else:
            series = noted(series, day, **random.choice(({"removed": True}, {"state": "cancelled", "reason": "Grève"})))
    return series


def kept(many):
    """What must never be lost: where each moved date is, how each changed one is called, how many came."""
    found = [one for series in many for one in shown(series, first=FIRST, last=date(2027, 12, 31))]
    return (
        sorted((one.day, one.start_minute) for one in found if one.start_minute < 60),
        sorted(one.plan.title for one in found if one.plan.title.startswith("Special")),
        sorted(one.departure.attendance for one in found if one.departure.attendance is not None),
    )


def edited(random, series):
    """A whole series changed in some way."""
    plan = series.plan
    act = random.choice(("words", "hours", "rule", "rule", "rule", "end", "once", "schools", "closed"))
    if act == "words":
        return told(series, title=f"Tricot {random.random()}", room_id=random.randrange(5), state="confirmed")
    if act == "hours":
        return told(series, start_minute=random.randrange(60, 1440), end_minute=1500)
    if act in {"schools", "closed"}:
        return told(series, skips_school=random.choice(("", "fr", "nl", "both")), even_closed=random.random() < 0.5)
    if act == "once":
        return told(series, rule="")
    if act == "rule" or not plan.rule:
        rule, first_day = a_rule(random)
        return told(series, rule=rule, first_day=first_day)
    until = random.choice((None, plan.first_day + timedelta(days=random.randrange(300))))
    return told(series, rule=str(parse_rule(plan.rule, plan.first_day).ending(until)))


def carried(random, series):
    """A whole series taken some days along, where its rule allows it; and where each of its days goes."""
    plan = series.plan
    day = random.choice(coming(plan.rule, plan.first_day, plan.first_day, 8))
    other = day + timedelta(days=random.randrange(-10, 11))
    try:
        return moved_along(series, day, other), goes_to(plan.rule, plan.first_day, day, other)
    except Refused:
        return series, lambda same: same


def fifty_edits(random, edits):
    rule, first_day = a_rule(random)
    series = with_notes(random, tricot(rule, first_day))
    expected = kept([series])
    for _edit in range(edits):
        before, goes = series, lambda same: same
        if series.plan.rule and random.random() < 0.2:
            series, goes = carried(random, series)
        else:
            series = edited(random, series)
        assert kept([series]) == expected
        gone = {goes(one.original_day) for one in before.departures if one.removed}
        given_still = set(days_of(series.plan.rule, series.plan.first_day, FIRST, LAST))
        assert not [one for one in shown(series) if one.original_day in gone & given_still]
    assert series.plan.first_day == first_of(series.plan.rule, series.plan.first_day)


def facts(many):
    """What takes place, wherever it is noted."""
    return sorted(
        (one.day, one.start_minute, one.end_minute, one.plan.title, one.plan.room_id or 0, one.state,
         one.departure.attendance or 0, one.departure.reason)
        for series in many if series is not None for one in shown(series)
    )  # fmt: skip


@given(chance)
@settings(max_examples=100)
def test_a_series_is_parted_by_the_moment_at_which_each_date_begins(random):
    rule, first_day = a_rule(random)
    series = with_notes(random, tricot(rule, first_day))
    if random.random() < 0.5:
        series = told(series, rule="FREQ=WEEKLY;UNTIL=20270301", first_day=date(2027, 2, 1))
    day, minute = date(2027, 1, 1) + timedelta(days=random.randrange(90)), random.randrange(1440)
    over, to_come = over_and_to_come(series, day, minute)
    assert facts([over, to_come]) == facts([series])
    for one in shown(over) if over is not None else ():
        assert (one.day, one.start_minute) <= (day, minute) or one.departure.was_held
    for one in shown(to_come) if to_come is not None else ():
        assert (one.day, one.start_minute) > (day, minute)
        assert not one.departure.was_held


@given(chance)
@settings(max_examples=8)
def test_a_series_edited_fifty_times_keeps_every_moved_changed_and_counted_date(random):
    fifty_edits(random, 50)


@pytest.mark.long
@pytest.mark.parametrize("share", range(10))
def test_series_edited_two_hundred_times_keep_every_date_too(share):
    @given(chance)
    @settings(max_examples=15, deadline=None)
    def held(random):
        fifty_edits(random, 200)

    held()


def facts_of(many, days):
    return sorted(
        ((one.day, one.start_minute, one.end_minute, one.plan.title, one.plan.room_id, one.state, one.reason, one.shut,
          one.original_day, one.departure) for series in many for one in shown(series, days)),
        key=str,
    )  # fmt: skip


@given(st.data(), chance)
@settings(max_examples=50)
def test_parting_a_series_changes_none_of_its_dates(data, random):
    rule, first_day = data.draw(rules_without_end()), date(2027, 1, 4)
    try:
        end = random.choice(("", ";COUNT=30", ";UNTIL=20270601"))
        series = with_notes(random, told(tricot(), rule=str(parse_rule(rule + end, first_day)), first_day=first_day))
    except Refused:
        series = tricot()
    days = Calendar(dict.fromkeys(random.sample(list(days_between(FIRST, LAST)), 60), "Fermé"), HOLIDAYS)
    series = told(series, skips_school=random.choice(("", "fr", "both")))
    since = FIRST + timedelta(days=random.randrange(300))
    both = parted(series, since)
    if both is None:
        seen = coming(series.plan.rule, series.plan.first_day, series.plan.first_day, 10_000)
        assert not seen or since <= seen[0] or since > seen[-1]
        return
    assert facts_of(both, days) == facts_of([series], days)
    assert (
        both[0].plan.last_day < since <= both[1].plan.first_day == first_of(both[1].plan.rule, both[1].plan.first_day)
    )
    assert both[1].plan.last_day == series.plan.last_day


plans = st.builds(
    Plan,
    title=st.sampled_from(("Tricot", "Couture")),
    first_day=st.sampled_from(january(6, 7)),
    start_minute=st.sampled_from((540, 600)),
    end_minute=st.sampled_from((660, 720)),
    rule=st.sampled_from(("", "FREQ=WEEKLY")),
    description=st.sampled_from(("", "Avec laine")),
    public=st.booleans(),
    state=st.sampled_from(("idea", "planned", "confirmed", "cancelled")),
    reason=st.sampled_from(("", "Grève")),
    room_id=st.sampled_from((None, 1)),
    host_id=st.sampled_from((None, 1)),
    facilitator=st.sampled_from(("", "Anne")),
    partner_id=st.sampled_from((None, 1)),
    skips_school=st.sampled_from(("", "fr")),
    even_closed=st.booleans(),
    cost_cents=st.sampled_from((0, 100)),
    cost_each=st.booleans(),
    line_id=st.sampled_from((None, 1)),
)
FACTS = {
    "first_day", "start_minute", "end_minute", "rule", "skips_school", "even_closed", "state", "reason", "room_id",
    "host_id", "facilitator", "partner_id",
}  # fmt: skip


@given(plans, plans)
def test_telling_otherwise_changes_no_fact(old, new):
    told_otherwise = told_as(old, new)
    assert not states_facts_differently(old, told_otherwise)
    for one in fields(Plan):
        assert getattr(told_otherwise, one.name) == getattr(old if one.name in FACTS else new, one.name)


# --- Stories


def test_tricot_on_the_wednesdays_of_january():
    series = tricot()
    assert days_of_it(series) == january(6, 13, 20, 27)
    assert {(one.start_minute, one.end_minute, one.state) for one in shown(series)} == {(600, 720, "planned")}
    assert series.plan.last_day == date(2027, 1, 27)
    assert [one.day for one in shown(series, first=date(2027, 1, 13), last=date(2027, 1, 20))] == january(13, 20)


def test_one_wednesday_goes_to_thursday_and_stays_there_when_all_go_to_tuesday():
    series = changed(tricot(), date(2027, 1, 13), first_day=date(2027, 1, 14))
    assert days_of_it(series) == january(6, 14, 20, 27)
    series = moved_along(series, date(2027, 1, 20), date(2027, 1, 19))
    assert days_of_it(series) == january(5, 14, 19, 26)
    assert days_of_it(told(series, start_minute=840, end_minute=900)) == january(5, 14, 19, 26)


def test_what_is_noted_of_mondays_goes_along_over_the_edge_of_the_week():
    series = tricot("FREQ=WEEKLY;UNTIL=20270201", date(2027, 1, 4))
    series = changed(noted(series, date(2027, 1, 11), removed=True), date(2027, 1, 25), title="Au parc")
    sunday = moved_along(series, date(2027, 1, 4), date(2027, 1, 3))
    assert days_of_it(sunday) == january(3, 17, 24, 31)
    assert [one.day for one in shown(sunday) if one.plan.title == "Au parc"] == january(24)
    later = moved_along(sunday, date(2027, 1, 3), date(2027, 1, 13))
    assert [one.day for one in shown(later) if one.plan.title == "Au parc"] == [date(2027, 2, 3)]


def test_one_of_two_weekdays_goes_and_the_other_keeps_its_first_date_and_its_notes():
    series = tricot("FREQ=WEEKLY;BYDAY=TU,TH;UNTIL=20270121", date(2027, 1, 5))
    series = changed(noted(series, date(2027, 1, 14), removed=True), date(2027, 1, 12), title="Au parc")
    friday = moved_along(series, date(2027, 1, 7), date(2027, 1, 8))
    assert days_of_it(friday) == january(5, 8, 12, 19, 22)
    monday = moved_along(series, date(2027, 1, 7), date(2027, 1, 4))
    assert days_of_it(monday) == january(4, 5, 12, 18, 19)
    for moved in (friday, monday):
        assert [one.day for one in shown(moved) if one.plan.title == "Au parc"] == january(12)


def test_what_is_noted_goes_along_with_its_weekday_and_what_stays_keeps_its_own():
    series = tricot("FREQ=WEEKLY;BYDAY=MO,WE,FR;UNTIL=20270115", date(2027, 1, 4))
    for day, title in ((11, "Lundi"), (13, "Mercredi"), (15, "Vendredi")):
        series = changed(series, date(2027, 1, day), title=title)
    series = told(series, rule="FREQ=WEEKLY;BYDAY=MO,TU,TH;UNTIL=20270115")
    assert [(one.day.day, one.plan.title) for one in shown(series, first=date(2027, 1, 11))] == [
        (11, "Lundi"), (12, "Mercredi"), (14, "Vendredi"),
    ]  # fmt: skip


def test_a_removed_date_does_not_come_back_and_an_added_end_does_not_either():
    series = noted(tricot(), date(2027, 1, 20), removed=True)
    assert days_of_it(series) == january(6, 13, 27)
    assert occurrence_on(series, date(2027, 1, 20), OPEN) is None
    assert days_of_it(told(series, title="Crochet", start_minute=630)) == january(6, 13, 27)
    assert days_of_it(told(series, rule="FREQ=WEEKLY;UNTIL=20270203")) == [*january(6, 13, 27), date(2027, 2, 3)]
    assert days_of_it(told(series, rule="FREQ=DAILY;UNTIL=20270121")) == january(*range(6, 20), 21)


def test_what_was_changed_or_counted_stays_when_the_series_ends_before_and_can_be_put_right():
    series = changed(noted(tricot(), date(2027, 1, 20), attendance=9), date(2027, 1, 27), title="Fête")
    series = told(series, rule="FREQ=WEEKLY;UNTIL=20270113")
    assert days_of_it(series) == january(6, 13, 20, 27)
    # It is called like the others again, and is there still; nobody counted after all, and it is there still.
    series = changed(series, date(2027, 1, 27), title="Tricot")
    series = noted(series, date(2027, 1, 20), attendance=None)
    later = told(series, start_minute=660)
    assert [(one.day.day, one.start_minute) for one in shown(later)] == [(6, 660), (13, 660), (20, 600), (27, 600)]
    # Taken away it is gone, and no date of a later rule with it.
    series = noted(series, date(2027, 1, 20), removed=True)
    assert days_of_it(series) == january(6, 13, 27)
    assert days_of_it(told(series, rule="FREQ=WEEKLY;UNTIL=20270127")) == january(6, 13, 20, 27)


def test_a_date_put_back_as_the_series_says_leaves_nothing_noted():
    series = tricot(room_id=1, host_id=2)
    other = changed(
        series, date(2027, 1, 13), first_day=date(2027, 1, 14), start_minute=540, title="Fête", room_id=None, host_id=3
    )
    assert other.departures[0].changes == {
        "title": "Fête", "title_nl": "", "room_id": None, "host_id": 3, "facilitator": "", "partner_id": None,
    }  # fmt: skip
    assert changed_date(other, date(2027, 1, 13), replace(series.plan, first_day=date(2027, 1, 13))) == series
    assert noted(noted(series, date(2027, 1, 6), registered=3), date(2027, 1, 6), registered=None) == series


def test_this_one_and_those_that_follow():
    series = noted(changed(tricot(), date(2027, 1, 27), first_day=date(2027, 1, 28)), date(2027, 1, 6), attendance=4)
    earlier, later = parted(series, date(2027, 1, 20))
    later = moved_along(later, date(2027, 1, 20), date(2027, 1, 21))
    assert (days_of_it(earlier), days_of_it(later)) == (january(6, 13), january(21, 28))
    assert later.departures[0].when == (date(2027, 1, 28), 600, 720)
    assert parted(series, date(2027, 1, 6)) is None
    assert parted(series, date(2027, 1, 28)) is None


def test_what_follows_of_a_counted_series_is_not_counted_anew_and_its_cost_is_noted_once():
    series = tricot("FREQ=WEEKLY;COUNT=4", cost_cents=5000)
    earlier, later = parted(series, date(2027, 1, 20))
    assert days_of_it(earlier) + days_of_it(later) == january(6, 13, 20, 27)
    assert (earlier.plan.cost_cents, later.plan.cost_cents) == (5000, 0)
    assert parted(tricot(cost_cents=5000, cost_each=True), date(2027, 1, 20))[1].plan.cost_cents == 5000


@pytest.mark.parametrize(
    ("rule", "first_day", "days"),
    [
        ("FREQ=WEEKLY;INTERVAL=2", "2027-01-05", ["2027-01-05", "2027-01-19", "2027-02-02", "2027-02-16"]),
        ("FREQ=MONTHLY;BYDAY=-1FR", "2027-01-01", ["2027-01-29", "2027-02-26", "2027-03-26", "2027-04-30"]),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", "2027-01-01", ["2028-02-29", "2032-02-29", "2036-02-29", "2040-02-29"]),
    ],
)
def test_every_second_tuesday_the_last_friday_and_the_29_february(rule, first_day, days):
    series = told(tricot(), rule=rule, first_day=date.fromisoformat(first_day))
    assert str(series.plan.first_day) == days[0]
    assert [str(day) for day in days_of_it(series, last=date(2041, 1, 1))[:4]] == days
    both = parted(series, date.fromisoformat(days[2]))
    assert [str(one) for half in both for one in days_of_it(half, last=date(2041, 1, 1))][:4] == days


def test_a_rule_that_never_comes_is_refused_for_a_series():
    with pytest.raises(Refused, match="rule_never"):
        told(tricot(), rule="FREQ=WEEKLY;UNTIL=20270105")


def test_a_series_without_end_is_there_as_long_as_anybody_looks():
    series = tricot("FREQ=WEEKLY")
    assert series.plan.last_day is None
    assert [one.day for one in shown(series, first=date(2126, 1, 1), last=date(2126, 1, 7))] == [date(2126, 1, 2)]
    assert shown(series, first=date(2300, 1, 1), last=date(2300, 12, 31)) == ()


def test_hours_stay_when_the_clock_changes():
    series = tricot("FREQ=WEEKLY", date(2027, 3, 21))
    seen = shown(series, first=date(2027, 3, 21), last=date(2027, 4, 4))
    assert [(str(one.day), one.start_minute, one.end_minute) for one in seen] == [
        ("2027-03-21", 600, 720), ("2027-03-28", 600, 720), ("2027-04-04", 600, 720),
    ]  # fmt: skip


def test_a_night_is_seen_on_both_its_days_and_what_ends_at_midnight_on_one():
    night = told(tricot("", date(2027, 1, 8)), start_minute=20 * 60, end_minute=26 * 60)
    assert len(shown(night, first=date(2027, 1, 9), last=date(2027, 1, 9))) == 1
    assert shown(night)[0].last_day == date(2027, 1, 9)
    evening = told(night, end_minute=24 * 60)
    assert shown(evening, first=date(2027, 1, 9), last=date(2027, 1, 9)) == ()
    camp = told(night, end_minute=14 * 1440)
    assert len(shown(camp, first=date(2027, 1, 21), last=date(2027, 1, 21))) == 1
    breakfast = told(tricot("", date(2027, 1, 9)), start_minute=60, end_minute=180)
    assert shown(night)[0].overlaps(shown(breakfast)[0])
    assert not shown(evening)[0].overlaps(shown(breakfast)[0])


def test_nothing_takes_place_in_a_closed_week_unless_it_is_to():
    days = Calendar(dict.fromkeys(days_between(date(2027, 1, 11), date(2027, 1, 17)), "Vacances"))
    assert days_of_it(tricot(), days) == january(6, 20, 27)
    assert [(one.day, one.closure) for one in shown(tricot(), days) if one.shut] == [(date(2027, 1, 13), "Vacances")]
    assert days_of_it(tricot(even_closed=True), days) == january(6, 13, 20, 27)
    assert days_of_it(noted(tricot(), date(2027, 1, 13), even_closed=True), days) == january(6, 13, 20, 27)
    assert changed(tricot(even_closed=True), date(2027, 1, 13), title="Tricot").departures == ()
    # One is moved out of that week, another into it.
    assert days_of_it(changed(tricot(), date(2027, 1, 13), first_day=date(2027, 1, 18)), days) == january(6, 18, 20, 27)
    assert days_of_it(changed(tricot(), date(2027, 1, 20), first_day=date(2027, 1, 14)), days) == january(6, 27)


def test_no_date_in_school_holidays_but_those_somebody_fixed_or_counted():
    days = Calendar(school=HOLIDAYS)
    series = tricot("FREQ=WEEKLY;UNTIL=20270310", date(2027, 2, 3))
    french, dutch = (told(series, skips_school=schools) for schools in ("fr", "nl"))
    assert [day.day for day in days_of_it(french, days)] == [3, 10, 17, 10]
    assert [day.day for day in days_of_it(dutch, days)] == [3, 17, 24, 3, 10]
    assert [day.day for day in days_of_it(told(series, skips_school="both"), days)] == [3, 17, 10]
    fixed = noted(changed(series, date(2027, 2, 24), title="Stage"), date(2027, 3, 3), attendance=5)
    assert days_of_it(told(fixed, skips_school="fr"), days) == days_of_it(series, days)
    assert occurrence_on(french, date(2027, 2, 24), days) is None


def test_something_that_takes_place_once_goes_to_another_day_and_becomes_a_series():
    once = tricot("", date(2027, 1, 6))
    noted_once = noted(once, date(2027, 1, 6), registered=5)
    moved = moved_along(noted_once, date(2027, 1, 6), date(2027, 2, 1))
    assert [(one.day, one.departure.registered) for one in shown(moved)] == [(date(2027, 2, 1), 5)]
    assert parted(once, date(2027, 1, 6)) is None
    weekly = told(moved, rule="FREQ=WEEKLY;COUNT=2")
    assert [(one.day.day, one.departure.registered) for one in shown(weekly)] == [(1, 5), (8, None)]
    again = told(weekly, rule="")
    assert [(one.day.day, one.departure.registered) for one in shown(again)] == [(1, 5)]


def test_of_two_dates_that_a_new_rule_gives_one_day_the_first_has_it_and_the_other_stays():
    series = tricot("FREQ=WEEKLY;BYDAY=TU,TH;UNTIL=20270107", date(2027, 1, 5))
    series = changed(changed(series, date(2027, 1, 5), title="Mardi"), date(2027, 1, 7), title="Jeudi")
    series = told(series, rule="FREQ=WEEKLY;BYDAY=WE;UNTIL=20270107")
    assert [(one.day, one.plan.title) for one in shown(series)] == [
        (date(2027, 1, 6), "Mardi"),
        (date(2027, 1, 7), "Jeudi"),
    ]


def test_a_date_says_itself_what_state_it_is_in_and_why():
    series = noted(tricot(), date(2027, 1, 13), state="cancelled", reason="Grève")
    assert [one.reason for one in shown(series) if not one.takes_place] == ["Grève"]
    confirmed = noted(tricot(state="idea"), date(2027, 1, 13), state="confirmed")
    assert days_of_it(confirmed) == january(13)
    assert not Departure(date(2027, 1, 6)).says_something
