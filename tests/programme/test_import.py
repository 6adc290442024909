"""Calendars of other programs in the programme: what comes in, what changes a second time, what stays as it is."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from delta_app.core import clock
from delta_app.core.access import Actor, Role
from delta_app.core.calendar import Month
from delta_app.core.errors import Refused, say
from delta_app.programme import calendar_preview_data
from delta_app.programme.activity_data import series_of
from delta_app.programme.after_calendar_import import import_lines, problem_lines, row_words
from delta_app.programme.calendar_files import programme_ics
from delta_app.programme.calendar_import import import_calendar
from delta_app.programme.calendar_preview_data import preview_calendar
from delta_app.programme.commands import (
    cancel_activity,
    change_activity,
    move_activity,
    note_attendance,
    remove_activity,
)
from delta_app.programme.public_data import public_programme
from delta_app.programme.queries import programme_between
from delta_app.programme.series import Series
from delta_app.programme.series_edits import with_departure
from delta_app.programme.storing_process import store_series
from delta_app.readers.calendar_file import read_calendar
from delta_app.sheets.glyphs import one_line
from delta_app.venue.commands import close_days
from delta_app.venue.model import Closure, SchoolHoliday
from tests.factory import COORDINATOR, a_store, acting, all_data
from tests.programme.conftest import WEDNESDAYS, january
from tests.programme.public_programmes import ANY, FIRST, LAST, departures, plans

SIXTH, THIRTEENTH, TWENTIETH, LAST_WEDNESDAY = january(6, 13, 20, 27)
TEN = ("DTSTART;TZID=Europe/Brussels:20270106T100000", "DTEND;TZID=Europe/Brussels:20270106T120000")
WEEKLY = (*TEN, "RRULE:FREQ=WEEKLY;UNTIL=20270127T225959Z")
LONG_AGO = date(2000, 1, 1)


def event(*lines, uid="tricot@cloud", title="Tricot"):
    return "\n".join(["BEGIN:VEVENT", f"UID:{uid}", f"SUMMARY:{title}", *lines, "END:VEVENT", ""])


def calendar(*events):
    return read_calendar(("BEGIN:VCALENDAR\n" + "".join(events) + "END:VCALENDAR\n").encode())


def bring(place, *events, **how):
    file = events[0] if not isinstance(events[0], str) else calendar(*events)
    return place.do(import_calendar, file, **how)


def fates(done):
    return [(row.title, row.fate, row.changes) for row in done.rows]


def told(place, first=date(2027, 1, 1), last=date(2027, 12, 31)):
    return [(row.day, row.start_minute, row.end_minute) for row in place.rows(first, last) if row.takes_place]


def the_series(place, title="Tricot"):
    (row, *_others) = [row for row in place.rows(last=date(2027, 12, 31)) if row.title == title]
    with place.store.read() as session:
        return series_of(session, row.activity_id)


# What comes in.


def test_a_series_stays_one_with_the_dates_that_depart_from_it(place):
    done = bring(
        place,
        event(*WEEKLY, "EXDATE:20270113T090000Z", "RDATE;TZID=Europe/Brussels:20270129T150000", "DESCRIPTION:Laine"),
        event(
            "RECURRENCE-ID;TZID=Europe/Brussels:20270120T100000", "DTSTART;TZID=Europe/Brussels:20270121T140000",
            "DTEND;TZID=Europe/Brussels:20270121T153000", title="Tricot géant",
        ),
        event("RECURRENCE-ID:20270127T090000Z", *TEN, "STATUS:CANCELLED", "COMMENT:Pas de laine", title=""),
    )  # fmt: skip
    assert fates(done) == [("Tricot", "new", ())]
    assert problem_lines(done) == []
    assert [(row.day.day, row.start_minute, row.title, row.state) for row in place.rows()] == [
        (6, 600, "Tricot", "planned"), (6, 600, "Tricot", "cancelled"), (21, 840, "Tricot géant", "planned"),
        (29, 900, "Tricot", "planned"),
    ]  # fmt: skip
    series = the_series(place)
    assert (series.plan.rule, series.plan.description, series.plan.public) == (WEDNESDAYS, "Laine", True)
    assert row_words(done.rows[0]) == (
        "Tricot · mer. 6 janv. 2027 · 10h – 12h, chaque mercredi, jusqu’au 27 janvier 2027 · nouvelle"
    )
    before = all_data(place.store)
    assert fates(bring(place, event(*WEEKLY))) == [("Tricot", "same", ())]
    assert all_data(place.store) == before


@pytest.mark.parametrize(
    ("lines", "days", "hours", "problems"),
    [
        (TEN, [6], (600, 720), []),
        (("DTSTART;VALUE=DATE:20270106",), [6], (0, 1440), []),
        (("DTSTART;VALUE=DATE:20270106", "DTEND;VALUE=DATE:20270108"), [6], (0, 2880), []),
        (("DTSTART:20270106T223000Z", "DURATION:PT1H"), [6], (1410, 1470), []),
        (("DTSTART:20270106T100000", "DURATION:PT2H", "RRULE:FREQ=WEEKLY;COUNT=2"), [6, 13], (600, 720), []),
        # Nine in London is ten here, in summer too.
        (("DTSTART;TZID=Europe/London:20270106T090000", "DURATION:PT2H", "RRULE:FREQ=WEEKLY;UNTIL=20270120T090000Z"),
         [6, 13, 20], (600, 720), []),
        # Tuesday evening in New York is Wednesday morning here, and so is every date of its rule.
        (("DTSTART;TZID=America/New_York:20270105T210000", "DURATION:PT1H",
          "RRULE:FREQ=WEEKLY;BYDAY=TU;UNTIL=20270120T020000Z", "EXDATE;TZID=America/New_York:20270112T210000"),
         [6, 20], (180, 240), ["calendar_zone_varies"]),
        (("DTSTART:20270105T233000Z", "DURATION:PT1H", "RRULE:FREQ=WEEKLY;BYDAY=TU;COUNT=2"), [6, 13], (30, 90),
         ["calendar_zone_varies"]),
        (("DTSTART:20270131T233000Z", "DURATION:PT1H", "RRULE:FREQ=MONTHLY;BYMONTHDAY=-1"), [], (30, 90),
         ["calendar_rule_special"]),
        # The first date counts, whether its rule gives it or not; but not where it is left out.
        ((*TEN, "RRULE:FREQ=WEEKLY;BYDAY=FR;UNTIL=20270115"), [6, 8, 15], (600, 720), []),
        ((*TEN, "RRULE:FREQ=WEEKLY;BYDAY=FR;UNTIL=20270115", "EXDATE:20270106T090000Z"), [8, 15], (600, 720), []),
        ((*WEEKLY, "EXDATE:20270106T090000Z", "EXDATE;VALUE=DATE:20270113"), [20, 27], (600, 720), []),
        ((*TEN, "RDATE:20270108T090000Z,20270111T090000Z"), [6, 8, 11], (600, 720), []),
        ((*TEN, "RDATE:20270108T090000Z", "EXDATE:20270108T090000Z"), [6], (600, 720), []),
        ((*TEN, "RDATE;VALUE=DATE:20270108"), [6, 8], (600, 720), []),
        # What it leaves out is one of the dates besides, at another hour of a day that its rule gives too.
        ((*WEEKLY, "RDATE:20270113T130000Z", "EXDATE:20270113T130000Z"), [6, 13, 20, 27], (600, 720), []),
        # Its first date counts among so many, also where its rule does not give that.
        ((*TEN, "RRULE:FREQ=WEEKLY;BYDAY=FR;COUNT=3"), [6, 8, 15], (600, 720), []),
        ((*TEN, "RRULE:FREQ=WEEKLY;COUNT=1;BYDAY=FR"), [6], (600, 720), []),
        ((*TEN, "RRULE:FREQ=WEEKLY;COUNT=4", "EXDATE:20270113T090000Z"), [6, 20, 27], (600, 720), []),
        # Its last date ends it by a moment in UTC, which is another day here.
        (("DTSTART;TZID=Europe/Brussels:20270106T003000", "DURATION:PT1H", "RRULE:FREQ=WEEKLY;UNTIL=20270119T233000Z"),
         [6, 13, 20], (30, 90), []),
        (("DTSTART;TZID=Europe/Brussels:20270106T003000", "DURATION:PT1H", "RRULE:FREQ=WEEKLY;UNTIL=20270119T232959Z"),
         [6, 13], (30, 90), []),
        ((*TEN, "RRULE:FREQ=WEEKLY;BYHOUR=10;BYMINUTE=0;BYSECOND=00;COUNT=2"), [6, 13], (600, 720), []),
        ((*TEN, "RRULE:FREQ=WEEKLY;BYHOUR=10,16;COUNT=2"), [6], (600, 720), ["calendar_rule_often"]),
        ((*TEN, "RRULE:FREQ=DAILY;INTERVAL=9"), [6, 15, 24], (600, 720), []),
        ((*TEN, "RRULE:FREQ=DAILY;INTERVAL=2;BYDAY=MO,WE;COUNT=3"), [6, 18, 20], (600, 720), []),
        ((*TEN, "RRULE:FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=4;COUNT=2"), [6], (600, 720), []),
        ((*TEN, "RRULE:FREQ=WEEKLY;COUNT=2", "EXDATE:20270106T090000Z,20270113T090000Z"), [], None,
         ["calendar_no_dates"]),
        ((*WEEKLY, "RDATE:20270113T130000Z"), [6, 13, 20, 27], (600, 720), ["calendar_two_a_day"]),
        ((*TEN, "RRULE:FREQ=SECONDLY;COUNT=1000000000"), [6], (600, 720), ["calendar_rule_often"]),
        ((*TEN, "RRULE:W1 WE #0"), [6], (600, 720), ["calendar_rule_unread"]),
        ((*TEN, "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"), [6], (600, 720), ["calendar_rule_never"]),
        ((*TEN, "RRULE:FREQ=MONTHLY;COUNT=1000000000"), [6], (600, 720), ["calendar_count_far"]),
        ((*TEN[:1], "DTEND;TZID=Europe/Brussels:20270121T100000"), [], None, ["calendar_long"]),
        (("DTSTART:18500101T100000", "DURATION:PT1H", "RRULE:FREQ=DAILY"), [], None, ["calendar_years"]),
    ],
)  # fmt: skip
def test_what_becomes_of_an_entry(place, lines, days, hours, problems):
    done = bring(place, event(*lines))
    rows = [row for row in place.rows() if row.takes_place]
    assert [row.day.day for row in rows] == days
    assert {(row.start_minute, row.end_minute) for row in rows} <= {hours}
    assert [problem.code for row in done.rows for problem in row.problems] == problems
    assert all(problem_lines(done))


@pytest.mark.parametrize(
    ("written", "kept", "told"),
    [
        ("FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR",
         "chaque lundi, mardi, mercredi, jeudi et vendredi"),
        ("FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR,SA,SU", "FREQ=DAILY", "chaque jour"),
        ("FREQ=DAILY", "FREQ=DAILY", "chaque jour"),
        ("FREQ=DAILY;INTERVAL=3", "FREQ=DAILY;INTERVAL=3", "tous les 3 jours"),
    ],
)  # fmt: skip
def test_every_day_and_every_such_day_of_the_week_stay_recurring(place, written, kept, told):
    done = bring(place, event(*TEN, f"RRULE:{written}"))
    assert the_series(place).plan.rule == kept
    assert row_words(done.rows[0]).endswith(f"{told} · nouvelle")


def test_a_birthday_on_the_29th_of_february(place):
    bring(place, event("DTSTART;VALUE=DATE:20280229", "RRULE:FREQ=YEARLY"))
    days = [row.day for row in place.rows(date(2027, 1, 1), date(2033, 12, 31))]
    assert days == [date(2028, 2, 29), date(2032, 2, 29)]


@pytest.mark.parametrize("first", ["0113", "0120"])
def test_a_date_left_out_and_one_besides_that_day_is_a_date_at_another_hour(place, first):
    besides = f"RDATE;TZID=Europe/Brussels:2027{first}T140000,20270122T150000"
    done = bring(place, event(*WEEKLY, besides, f"EXDATE;TZID=Europe/Brussels:2027{first}T100000"))
    assert problem_lines(done) == []
    moved = date(2027, int(first[:2]), int(first[2:]))
    hours = dict.fromkeys(january(6, 13, 20, 27), (600, 720)) | {moved: (840, 960), date(2027, 1, 22): (900, 1020)}
    assert told(place) == [(day, *hours[day]) for day in sorted(hours)]


def test_all_that_follows_from_a_date_on(place):
    following = event(
        "RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Europe/Brussels:20270120T100000",
        "DTSTART;TZID=Europe/Brussels:20270121T140000", "DTEND;TZID=Europe/Brussels:20270121T160000", title="Maille",
    )  # fmt: skip
    done = bring(place, event(*WEEKLY), following)
    assert fates(done) == [("Tricot", "new", ()), ("Maille", "new", ())]
    assert [(row.day.day, row.start_minute, row.title) for row in place.rows()] == [
        (6, 600, "Tricot"), (13, 600, "Tricot"), (21, 840, "Maille"), (28, 840, "Maille"),
    ]  # fmt: skip
    assert {row.fate for row in bring(place, event(*WEEKLY), following).rows} == {"same"}


def test_a_date_without_its_series_is_an_activity_by_itself(place):
    alone = event("RECURRENCE-ID:20270120T090000Z", *TEN)
    assert fates(bring(place, alone)) == [("Tricot", "new", ())]
    assert fates(bring(place, alone)) == [("Tricot", "same", ())]
    assert place.days() == [SIXTH]


def test_where_it_is_elsewhere_is_said_and_here_is_not(place):
    bring(
        place,
        event(*TEN, "LOCATION:Parc de Saint-Gilles", "DESCRIPTION:Promenade", title="Dehors", uid="1"),
        event(*TEN, "LOCATION:Grande Salle", title="Dedans", uid="2"),
        event(*TEN, "LOCATION:Le Delta\\, rue du Delta 61\\, Forest", title="Ici", uid="3"),
    )
    assert the_series(place, "Dehors").plan.description == "Promenade\nParc de Saint-Gilles"
    assert the_series(place, "Dedans").plan.description == the_series(place, "Ici").plan.description == ""


def test_a_town_is_not_the_place_and_a_page_is_said(place):
    bring(place, event(*TEN, "LOCATION:Forest", "URL:https://exemple.be/tricot", "DESCRIPTION:Laine"))
    assert the_series(place).plan.description == "Laine\nForest\nhttps://exemple.be/tricot"
    bring(place, event(*TEN, "LOCATION:rue du Delta 61", "URL:file:///etc/passwd", uid="2", title="Chant"))
    assert the_series(place, "Chant").plan.description == ""
    bring(place, event(*TEN, "URL:https://x.be/a", "DESCRIPTION:Voir https://x.be/a", uid="3", title="Danse"))
    assert the_series(place, "Danse").plan.description == "Voir https://x.be/a"


def test_that_no_room_is_booked_is_told(place):
    rooms = [
        event(*TEN, f"LOCATION:{where}", uid=str(at))
        for at, where in enumerate(("Grande salle", "Cuisine, Le Delta", "Parc", "Grande salle, Parc"))
    ]
    words = "2 ont lieu dans vos salles : l’import n’en réserve aucune, choisissez-les ensuite."
    assert import_lines(bring(place, *rooms)) == ["4 nouvelles activités.", words]
    assert import_lines(bring(place, *rooms)) == ["4 déjà là."]


def test_a_private_date_of_a_public_series_keeps_its_words_to_itself(place):
    own = ("RECURRENCE-ID:20270113T090000Z", "DTSTART:20270113T130000Z", "DURATION:PT1H", "CLASS:PRIVATE")
    done = bring(place, event(*WEEKLY), event(*own, "DESCRIPTION:Secret", title="Paul"))
    assert [problem.code for problem in done.rows[0].problems] == ["calendar_private_date"]
    assert [(row.title, row.plan.description, row.start_minute) for row in place.rows()] == [
        ("Tricot", "", 600), ("Tricot", "", 840), ("Tricot", "", 600), ("Tricot", "", 600),
    ]  # fmt: skip
    off = (*own, "STATUS:CANCELLED", "COMMENT:Paul est malade")
    bring(place, event(*WEEKLY, uid="2", title="Chant"), event(*off, uid="2", title="Paul"))
    (row,) = [row for row in place.rows() if row.state == "cancelled"]
    assert (row.title, row.occurrence.reason) == ("Chant", "annulé dans l’autre calendrier")


def test_all_that_follows_is_not_public_where_that_is_private(place):
    following = ("RECURRENCE-ID;RANGE=THISANDFUTURE:20270120T090000Z", "DTSTART:20270120T090000Z")
    bring(place, event(*WEEKLY), event(*following, "DURATION:PT2H", "CLASS:CONFIDENTIAL", title="Paul"))
    assert [(row.title, row.plan.public) for row in place.rows()] == [("Tricot", True)] * 2 + [("Paul", False)] * 2


def test_what_is_private_there_or_wanted_inside_is_not_public(place):
    bring(place, event(*TEN, "CLASS:PRIVATE", title="Équipe", uid="1"), event(*TEN, title="Chant", uid="2"))
    bring(place, event(*TEN, title="Réunion", uid="3"), inside=True)
    assert {row.title: row.plan.public for row in place.rows()} == {"Équipe": False, "Chant": True, "Réunion": False}


def test_long_texts_are_cut_and_that_is_told(place):
    done = bring(place, event(*TEN, f"DESCRIPTION:{'y' * 3_000}", title="x" * 600))
    assert [problem.facts["most"] for problem in done.rows[0].problems] == [500, 2_000]
    (row,) = place.rows()
    assert (len(row.title), len(row.plan.description)) == (500, 2_000)
    assert fates(bring(place, event(*TEN, f"DESCRIPTION:{'y' * 3_000}", title="x" * 600)))[0][1] == "same"


def test_of_two_versions_the_newest_comes_in(place):
    done = bring(place, event(*TEN, "SEQUENCE:2", title="Nouveau"), event(*TEN, "SEQUENCE:1", title="Ancien"))
    assert [(row.title, [one.code for one in row.problems]) for row in done.rows] == [("Nouveau", ["calendar_twice"])]


def test_an_entry_without_title_has_a_name_all_the_same(place):
    assert fates(bring(place, event(*TEN, title=" "))) == [("Sans titre", "new", ())]


# The past.


def test_what_is_over_is_not_taken_unless_somebody_wants_it(place):
    old = [
        event("DTSTART:20261201T100000", "DURATION:PT1H", title="Passé", uid="1"),
        event("DTSTART:20261007T100000", "DURATION:PT1H", "RRULE:FREQ=WEEKLY;COUNT=3", title="Série passée", uid="2"),
        event("DTSTART:20261104T100000", "DURATION:PT1H", "RRULE:FREQ=WEEKLY", title="Tricot", uid="3"),
        event("DTSTART:20261208T200000", "DTEND:20261209T120000", title="Cette nuit", uid="4"),
    ]
    done = bring(place, *old)
    assert (fates(done), done.past) == ([("Tricot", "new", ()), ("Cette nuit", "new", ())], 2)
    assert "2 activités finies avant le mercredi 9 décembre 2026 ne sont pas reprises." in import_lines(done)
    december = [date(2026, 12, day) for day in (9, 16, 23, 30)]
    assert place.days(first=date(2026, 10, 1), last=date(2026, 12, 31)) == december
    done = bring(place, *old, since=LONG_AGO)
    assert [(row.title, row.fate) for row in done.rows] == [
        ("Passé", "new"), ("Série passée", "new"), ("Tricot", "same"), ("Cette nuit", "same"),
    ]  # fmt: skip
    assert len(place.days("Série passée", date(2026, 10, 1), date(2026, 12, 31))) == 3


def test_a_date_moved_from_the_past_into_the_time_to_come(place):
    bring(
        place,
        event("DTSTART:20261104T100000", "DURATION:PT1H", "RRULE:FREQ=WEEKLY;COUNT=6", "EXDATE:20261118T100000"),
        event("RECURRENCE-ID:20261111T100000", "DTSTART:20270115T100000", "DURATION:PT1H"),
    )
    assert place.days(first=date(2026, 10, 1)) == [date(2026, 12, 9), date(2027, 1, 15)]


# Again: what the calendar says now, and what is done here.


def test_what_changed_there_changes_here_and_what_is_ours_stays(place, at):
    bring(place, event(*WEEKLY))
    tricot = the_series(place)
    plan = replace(tricot.plan, room_id=place.hall, host_id=place.fatma, cost_cents=4_000, title_nl="Breien")
    place.do(change_activity, tricot.id, SIXTH, "all", plan)
    place.do(move_activity, tricot.id, THIRTEENTH, date(2027, 1, 14))
    at.shift(timedelta(days=1))
    changed = (*WEEKLY, "LAST-MODIFIED:20261209T120000Z", "EXDATE:20270120T090000Z", "DESCRIPTION:Laine")
    done = bring(place, event(*changed, title="Maille"))
    assert fates(done) == [("Maille", "changed", ("title", "description", "dates"))]
    assert row_words(done.rows[0]).endswith("change : titre, description, dates à part")
    assert [(row.day.day, row.title, row.room, row.leader) for row in place.rows()] == [
        (day, "Maille", "Grande salle", "Fatma Ö.") for day in (6, 14, 27)
    ]
    assert the_series(place, "Maille").plan.title_nl == "Breien"
    assert fates(bring(place, event(*changed, title="Maille"))) == [("Maille", "same", ())]


def test_what_was_changed_here_since_is_kept_and_told(place, at):
    bring(place, event(*WEEKLY, "LAST-MODIFIED:20261201T120000Z"))
    tricot = the_series(place)
    place.do(change_activity, tricot.id, SIXTH, "all", replace(tricot.plan, title="Notre tricot"))
    done = bring(place, event(*WEEKLY, "LAST-MODIFIED:20261201T120000Z"))
    assert fates(done) == [("Tricot", "kept", ("title",))]
    assert row_words(done.rows[0]).endswith("changée ici depuis, gardée telle quelle (titre)")
    assert {row.title for row in place.rows()} == {"Notre tricot"}
    # Longer ago than acts are remembered, what was changed here is older than any change there since.
    at.move_to(datetime(2027, 3, 1, 10, tzinfo=clock.BRUSSELS))
    place.store.forget_old_values()
    assert fates(bring(place, event(*WEEKLY, "LAST-MODIFIED:20261215T120000Z"), since=LONG_AGO))[0][1] == "kept"
    assert fates(bring(place, event(*WEEKLY, "LAST-MODIFIED:20270228T120000Z"), since=LONG_AGO))[0][1] == "changed"


def test_a_calendar_without_changes_of_its_own_tells_them_by_its_stamps(place, at):
    """Where it is sent for nothing, ``DTSTAMP`` is when something was changed there (RFC 5545, 3.8.7.2)."""
    stamped = (*WEEKLY, "DTSTAMP:20261201T120000Z")
    bring(place, event(*stamped))
    tricot = the_series(place)
    place.do(change_activity, tricot.id, SIXTH, "all", replace(tricot.plan, title="Notre tricot"))
    assert fates(bring(place, event(*stamped)))[0][1] == "kept"
    sent = read_calendar(f"BEGIN:VCALENDAR\nMETHOD:PUBLISH\n{event(*stamped)}END:VCALENDAR\n".encode())
    assert fates(bring(place, sent))[0][1] == "changed"


def test_a_date_changed_there_after_an_edit_here_comes_in(place, at):
    """Google and Nextcloud stamp the date alone, not its series."""
    series = event(*WEEKLY, "LAST-MODIFIED:20261201T120000Z")
    bring(place, series)
    tricot = the_series(place)
    place.do(change_activity, tricot.id, SIXTH, "all", replace(tricot.plan, room_id=place.hall))
    at.shift(timedelta(days=2))
    moved = event("RECURRENCE-ID:20270113T090000Z", "DTSTART:20270114T090000Z", "DURATION:PT2H",
                  "LAST-MODIFIED:20261210T120000Z")  # fmt: skip
    assert fates(bring(place, series, moved)) == [("Tricot", "changed", ("dates",))]
    assert place.days() == january(6, 14, 20, 27)
    assert {row.room for row in place.rows()} == {"Grande salle"}


def test_two_rows_about_the_same_activity_see_each_other(place):
    tricot = place.plan(rule=WEDNESDAYS)
    place.do(move_activity, tricot, THIRTEENTH, date(2027, 1, 14))
    plan = the_series(place).plan
    place.do(change_activity, tricot, SIXTH, "all", replace(plan, rule="FREQ=MONTHLY;UNTIL=20270127"))
    file = our_file(place, 2027)
    a_day = timedelta(days=1)
    later = clock.now() + a_day
    entries = tuple(
        replace(one, title="Maille", modified=later, start=one.start + a_day * (one.start.day == 14),
                end=one.end + a_day * (one.start.day == 14))
        for one in file.entries
    )  # fmt: skip
    bring(place, replace(file, entries=entries))
    assert [(row.day.day, row.title) for row in place.rows()] == [(6, "Maille"), (15, "Maille")]


def test_a_series_parted_here_since_does_not_come_in_twice(place):
    weekly = event("DTSTART;TZID=Europe/Brussels:20270106T100000", "DTEND;TZID=Europe/Brussels:20270106T120000",
                   "RRULE:FREQ=WEEKLY;COUNT=4")  # fmt: skip
    bring(place, weekly)
    series = the_series(place)
    plan = replace(series.plan, first_day=date(2027, 1, 20), start_minute=660, end_minute=780)
    place.do(change_activity, series.id, date(2027, 1, 20), "following", plan)
    before = told(place)
    done = bring(place, weekly)
    assert [row.fate for row in done.rows] == ["kept"]
    assert (told(place), done.gone) == (before, ())


def test_other_days_are_those_to_come_and_what_is_over_stays(place, at):
    bring(place, event(*TEN, "RRULE:FREQ=WEEKLY"))
    tricot = the_series(place)
    at.move_to(datetime(2027, 1, 15, 10, tzinfo=clock.BRUSSELS))
    place.do(note_attendance, tricot.id, SIXTH, 12)
    thursdays = ("DTSTART:20270107T140000", "DURATION:PT2H", "RRULE:FREQ=WEEKLY")
    assert fates(bring(place, event(*thursdays))) == [("Tricot", "changed", ("when",))]
    assert [(row.day.day, row.start_minute, row.state) for row in place.rows()] == [
        (6, 600, "held"), (13, 600, "planned"), (21, 840, "planned"), (28, 840, "planned"),
    ]  # fmt: skip
    assert fates(bring(place, event(*thursdays))) == [("Tricot", "same", ())]
    ended = (*thursdays[:2], "RRULE:FREQ=WEEKLY;UNTIL=20270114")
    assert fates(bring(place, event(*ended), since=SIXTH)) == [("Tricot", "same", ())]
    assert [row.day.day for row in place.rows()] == [6, 13, 21, 28]  # of nothing to come nobody knows when it is
    later = (*thursdays[:2], "RRULE:FREQ=WEEKLY;UNTIL=20270121")
    assert fates(bring(place, event(*later))) == [("Tricot", "changed", ("when",))]
    assert [row.day.day for row in place.rows()] == [6, 13, 21]


def test_a_date_counted_stays_whatever_the_calendar_says(place, at):
    bring(place, event(*WEEKLY))
    tricot = the_series(place).id
    at.move_to(datetime(2027, 1, 6, 13, tzinfo=clock.BRUSSELS))
    place.do(note_attendance, tricot, SIXTH, 12)
    assert fates(bring(place, event(*WEEKLY, "EXDATE:20270106T090000Z")))[0][1] == "same"
    assert next(row.state for row in place.rows()) == "held"


def test_called_off_there_is_called_off_here(place):
    bring(place, event(*WEEKLY))
    off = event(*WEEKLY, "STATUS:CANCELLED", "COMMENT:Plus de laine", "DESCRIPTION:Annulé : Plus de laine\\n\\nVenez")
    assert fates(bring(place, off)) == [("Tricot", "changed", ("description", "cancelled"))]
    assert {(row.state, row.occurrence.reason) for row in place.rows()} == {("cancelled", "Plus de laine")}
    assert the_series(place).plan.description == "Venez"


def cancelling(*events):
    """What calendars send to call something off: without a state, and often without its title."""
    return read_calendar(("BEGIN:VCALENDAR\nMETHOD:CANCEL\n" + "".join(events) + "END:VCALENDAR\n").encode())


def test_a_file_that_calls_off_calls_off(place):
    bring(place, event(*WEEKLY), event(*TEN, uid="2", title="Chant"))
    one = cancelling(event("RECURRENCE-ID:20270113T090000Z", "DTSTART:20270113T090000Z", "DURATION:PT2H", title=""))
    assert fates(bring(place, one)) == [("Sans titre", "changed", ("dates",))]
    assert [(row.day.day, row.title) for row in place.rows() if row.state == "cancelled"] == [(13, "Tricot")]
    single = cancelling(event(*TEN, uid="2", title=""))
    assert fates(bring(place, single)) == [("Sans titre", "changed", ("cancelled",))]
    done = bring(place, cancelling(event(*TEN, uid="3", title="Danse")))
    assert row_words(done.rows[0]).endswith("nouvelle, annulée")
    assert {row.title: row.state for row in place.rows() if row.title != "Tricot"} == {
        "Chant": "cancelled", "Danse": "cancelled",
    }  # fmt: skip


def test_called_off_here_it_stays_so_for_the_calendar_does_not_know(place):
    bring(place, event(*TEN))
    place.do(cancel_activity, the_series(place).id, SIXTH, "all", "Travaux")
    assert fates(bring(place, event(*TEN))) == [("Tricot", "same", ())]
    assert [row.state for row in place.rows()] == ["cancelled"]


def test_a_date_taken_away_here_does_not_come_back(place):
    bring(place, event(*WEEKLY))
    place.do(remove_activity, the_series(place).id, THIRTEENTH, "date")
    moved = event("RECURRENCE-ID:20270113T090000Z", "DTSTART:20270114T090000Z", "DURATION:PT2H")
    assert fates(bring(place, event(*WEEKLY), moved)) == [("Tricot", "same", ())]
    assert place.days() == [SIXTH, TWENTIETH, LAST_WEDNESDAY]


def test_what_is_gone_from_a_calendar_is_kept_and_told(place):
    others = (event(*TEN, uid="2@cloud", title="Chant"), event(*TEN, uid="3@other", title="X"))
    bring(place, event(*WEEKLY, uid="1@cloud"), *others)
    place.plan("Danse")
    done = bring(place, event(*WEEKLY, uid="1@cloud"))
    assert done.gone == ("Chant",)
    assert import_lines(done) == ["1 déjà là.", "Pas ou plus dans ce calendrier, gardées ici : Chant."]
    assert "Chant" in {row.title for row in place.rows()}
    assert bring(place, event(*TEN, uid="9@cloud", title="Tout autre")).gone == ()


def test_no_room_and_nobody_is_in_the_way(place):
    place.plan(rule=WEDNESDAYS, room_id=place.hall)
    assert fates(bring(place, event(*WEEKLY, "LOCATION:Grande salle"))) == [("Tricot", "new", ())]


def test_closed_days_are_no_news(place):
    bring(place, event(*WEEKLY))
    with acting(place.store) as session:
        close_days(session, THIRTEENTH, THIRTEENTH, "Travaux")
    assert fates(bring(place, event(*WEEKLY, "EXDATE:20270113T090000Z"))) == [("Tricot", "same", ())]


# How it is done.


def test_a_preview_changes_nothing_and_an_import_is_one_act(place):
    before = all_data(place.store)
    file = calendar(event(*WEEKLY), event(*TEN, uid="2", title="Chant"))
    with place.store.read() as session:
        seen = preview_calendar(session, file)
    with place.store.rehearse(COORDINATOR) as session:
        tried = import_calendar(session, file)
    assert all_data(place.store) == before
    done = bring(place, file)
    assert fates(seen) == fates(tried) == fates(done)
    place.store.undo(COORDINATOR)
    assert all_data(place.store) == before


def test_what_somebody_does_not_want_is_left_out_and_progress_is_told(place):
    heard = []
    file = calendar(event(*WEEKLY), event(*TEN, uid="2", title="Chant"))
    done = bring(place, file, left_out={"2"}, tell=heard.append)
    assert fates(done) == [("Tricot", "new", ())]
    assert heard == [0.0, 0.5]


def test_only_the_coordinator_imports(place):
    file = calendar(event(*WEEKLY))
    for actor in (Actor("Fatma", Role.HOST, place.fatma), Actor("Passage", Role.READER)):
        with pytest.raises(Refused, match="not_allowed"):
            place.do(import_calendar, file, actor=actor)


def test_more_than_anybody_looks_through_is_refused_and_nothing_comes_in(place, monkeypatch):
    monkeypatch.setattr(calendar_preview_data, "MOST_BROUGHT", 3)
    before = all_data(place.store)
    with pytest.raises(Refused, match="calendar_too_much") as refused:
        bring(place, *(event(*TEN, uid=str(number)) for number in range(4)))
    assert "Plus de 3 activités" in say(refused.value)
    assert all_data(place.store) == before


# Our own files.


def our_file(place, span, languages=("fr",)):
    with place.store.read() as session:
        return read_calendar(programme_ics(public_programme(session, span), languages))


def shown(store):
    with store.read() as session:
        rows = programme_between(session, FIRST, LAST)
    return sorted(
        (row.day, *span_of(row), one_line(row.title), *called_off(row))
        for row in rows
        if row.day >= FIRST and row.plan.public and (row.takes_place or row.state == "cancelled")
    )


def called_off(row):
    off = row.state == "cancelled"
    return off, one_line(row.occurrence.reason) if off else ""


def span_of(row):
    return row.start_minute, row.end_minute


@pytest.fixture
def elsewhere(tmp_path, at):
    (tmp_path / "elsewhere").mkdir()
    store = a_store(tmp_path / "elsewhere", name="Autre lieu")
    yield store
    store.close()


def test_story_17_tricot_goes_to_another_place_and_back_without_a_changed_date(place, elsewhere):
    tricot = place.plan(rule=WEDNESDAYS, cost_cents=4_000, room_id=place.hall, host_id=place.fatma, title_nl="Breien")
    place.do(move_activity, tricot, THIRTEENTH, date(2027, 1, 14))
    place.do(cancel_activity, tricot, TWENTIETH, "date", "Pas de laine")
    file = our_file(place, 2027)
    with acting(elsewhere) as session:
        assert fates(import_calendar(session, file)) == [("Tricot", "new", ())]
    assert shown(elsewhere) == shown(place.store)
    assert len(shown(elsewhere)) == 4
    before = all_data(elsewhere)
    with acting(elsewhere) as session:
        assert fates(import_calendar(session, file)) == [("Tricot", "same", ())]
    assert all_data(elsewhere) == before


@pytest.mark.parametrize("languages", [("fr",), ("nl",), ("fr", "nl")])
@pytest.mark.parametrize("span", [2027, Month(2027, 1)])
def test_our_own_file_changes_nothing_here(place, languages, span):
    tricot = place.plan(rule=WEDNESDAYS, title_nl="Breien", description="Laine", room_id=place.hall)
    place.do(move_activity, tricot, THIRTEENTH, date(2027, 1, 14))
    place.do(cancel_activity, tricot, TWENTIETH, "date", "Pas de laine")
    with acting(place.store) as session:
        close_days(session, LAST_WEDNESDAY, LAST_WEDNESDAY, "Travaux")
    before = all_data(place.store)
    assert {row.fate for row in bring(place, our_file(place, span, languages)).rows} == {"same"}
    assert all_data(place.store) == before


def test_what_was_taken_away_comes_back_from_our_own_file(place):
    tricot = place.plan(rule=WEDNESDAYS)
    file = our_file(place, 2027)
    place.do(remove_activity, tricot, SIXTH, "all")
    assert fates(bring(place, file)) == [("Tricot", "new", ())]
    assert place.days() == january(6, 13, 20, 27)
    assert fates(bring(place, file)) == [("Tricot", "same", ())]


def test_a_date_that_its_rule_does_not_give_is_known_again(place):
    tricot = place.plan(rule=WEDNESDAYS)
    place.do(move_activity, tricot, THIRTEENTH, date(2027, 1, 14))
    plan = the_series(place).plan
    place.do(change_activity, tricot, SIXTH, "all", replace(plan, rule="FREQ=MONTHLY;UNTIL=20270127"))
    assert place.days() == [SIXTH, date(2027, 1, 14)]
    file = our_file(place, 2027)
    assert len(file.entries) == 2
    assert {row.fate for row in bring(place, file).rows} == {"same"}
    alone = next(entry for entry in file.entries if entry.start.day == 14)
    a_day = timedelta(days=1)
    moved = replace(alone, start=alone.start + a_day, end=alone.end + a_day, modified=clock.now() + a_day)
    done = bring(place, replace(file, entries=(moved,)))
    assert fates(done) == [("Tricot", "changed", ("dates",))]
    assert place.days() == [SIXTH, date(2027, 1, 15)]


@st.composite
def places(draw):
    """Series of any shape, days closed and school holidays."""
    found = []
    for _number in range(draw(st.integers(1, 2))):
        plan = draw(plans(ANY))
        series = Series(0, replace(plan, room_id=None))
        for one in draw(departures(plan)):
            changes = {name: text for name, text in one.changes.items() if name != "room_id"}
            series = with_departure(series, replace(one, changes=changes))
        found.append(series)
    days = st.tuples(st.dates(date(2026, 11, 1), date(2028, 2, 1)), st.integers(0, 20))
    return found, draw(st.lists(days, max_size=2)), draw(st.lists(days, max_size=1))


def goes_there_and_back(place, elsewhere, told_of):
    found, closed, school = told_of
    with acting(place.store) as session:
        for series in found:
            store_series(session, series)
        for first, length in closed:
            session.add(Closure(first_day=first, last_day=first + timedelta(days=length), reason="Travaux"))
        for first, length in school:
            last = first + timedelta(days=length)
            session.add(SchoolHoliday(community="fr", name="Congé", first_day=first, last_day=last))
    try:
        file = our_file(place, 2027)
        assert file.problems == ()
        with place.store.rehearse(COORDINATOR) as session:
            assert {row.fate for row in import_calendar(session, file, since=LONG_AGO).rows} <= {"same"}
        with acting(elsewhere, "import") as session:
            done = import_calendar(session, file, since=LONG_AGO)
        assert problem_lines(done) == []
        assert shown(elsewhere) == shown(place.store)
        with elsewhere.read() as session:
            assert {row.fate for row in preview_calendar(session, file, since=LONG_AGO).rows} <= {"same"}
    finally:
        place.store.undo(COORDINATOR)
        if elsewhere.undoable() is not None and elsewhere.undoable().label == "import":
            elsewhere.undo(COORDINATOR)


def test_any_programme_goes_to_another_place_and_back(place, elsewhere):
    @given(places())
    @settings(max_examples=10, deadline=None)
    def held(told_of):
        goes_there_and_back(place, elsewhere, told_of)

    held()


@pytest.mark.long
def test_hundreds_of_programmes_go_to_another_place_and_back(place, elsewhere):
    @given(places())
    @settings(max_examples=400, deadline=None)
    def held(told_of):
        goes_there_and_back(place, elsewhere, told_of)

    held()
