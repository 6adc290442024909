"""Programmes of any shape, made without a data file: series by rules of all forms, and dates that depart from them."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import assume
from hypothesis import strategies as st

from delta_app.core.calendar import Month
from delta_app.core.errors import Refused
from delta_app.programme.commands import cancel_activity, move_activity
from delta_app.programme.public_data import PublicActivity, PublicDate, PublicProgramme
from delta_app.programme.recurrence import coming, first_of, parse_rule
from delta_app.programme.series import Calendar, Departure, Plan, Series, occurrences
from delta_app.venue.commands import close_days
from tests.factory import acting
from tests.programme.conftest import WEDNESDAYS
from tests.programme.plain_series import ends, rules_without_end

FIRST, LAST = date(2027, 1, 1), date(2027, 12, 31)
DAYS = st.dates(date(2026, 11, 1), date(2028, 2, 1))
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=12)
WORDS |= st.sampled_from(
    ["Tricot", "Atelier ; vélo, « réparé »", "a\\nb\\,c", "</script>", "BEGIN:VEVENT", '"x":y;z=1']
)
CHANGES = st.sampled_from([{}, {"room_id": 2}]) | WORDS.map(lambda title: {"title": title, "title_nl": ""})
HOURS = st.sampled_from(
    [(600, 720), (0, 1440), (0, 2880), (1320, 1500), (1380, 1440), (0, 60), (60, 240), (570, 2010), (839, 840)]
)
USUAL = st.sampled_from(
    [
        "FREQ=WEEKLY", "FREQ=WEEKLY;INTERVAL=2", "FREQ=WEEKLY;BYDAY=TU,TH,SA", "FREQ=WEEKLY;INTERVAL=3;BYDAY=MO,WE",
        "FREQ=MONTHLY;BYDAY=2TU", "FREQ=MONTHLY;BYDAY=-1FR", "FREQ=MONTHLY;BYDAY=1MO,3MO", "FREQ=MONTHLY;BYMONTHDAY=15",
        "FREQ=MONTHLY", "FREQ=MONTHLY;INTERVAL=2", "FREQ=DAILY", "FREQ=DAILY;INTERVAL=3", "FREQ=YEARLY",
    ]
)  # fmt: skip

ANY = USUAL | rules_without_end()


@st.composite
def plans(draw, rules):
    first_day, hours = draw(DAYS), draw(HOURS)
    state = draw(st.sampled_from(("planned", "planned", "confirmed", "cancelled", "idea")))
    rule = draw(st.just("") | rules)
    if rule:
        try:
            rule = str(
                parse_rule(rule + draw(ends(first_day, draw(st.sampled_from(("", "COUNT", "%Y%m%d"))))), first_day)
            )
            first_day = first_of(rule, first_day)
        except Refused:
            rule = ""
    assume(first_day.year < 2200)
    return Plan(
        draw(WORDS), first_day, *hours, rule,
        skips_school=draw(st.sampled_from(("", "", "fr", "nl", "both"))),
        even_closed=draw(st.booleans()),
        description=draw(st.just("") | WORDS),
        title_nl=draw(st.just("") | WORDS),
        state=state,
        reason=draw(WORDS) if state == "cancelled" else "",
        room_id=draw(st.sampled_from((None, 1, 2))),
    )  # fmt: skip


@st.composite
def departures(draw, plan):
    """What departs from a series: on dates its rule gives, and on a few that it does not."""
    given = coming(plan.rule, plan.first_day, draw(DAYS), 20) or (plan.first_day,)
    days = draw(st.sets(st.sampled_from(given), max_size=5)) | (draw(st.sets(DAYS, max_size=2)) if plan.rule else set())
    found = []
    for day in sorted(days):
        own = coming(plan.rule, plan.first_day, day, 1)[:1] != (day,)
        moved = own or draw(st.booleans())
        near = st.just(day) if own else st.integers(-40, 40).map(lambda by, day=day: day + timedelta(days=by))
        state = draw(st.sampled_from((None, None, "cancelled", "confirmed", "held")))
        found.append(
            Departure(
                day,
                removed=not own and draw(st.sampled_from((True, False, False))),
                when=(draw(near), *draw(st.just(plan.hours) | HOURS)) if moved else None,
                changes=draw(
                    st.just({}) | WORDS.map(lambda title: {"title": title, "title_nl": ""}) | st.just({"room_id": 2})
                ),
                state=state,
                reason=draw(WORDS) if state == "cancelled" else "",
                attendance=4 if state == "held" else None,
                even_closed=draw(st.booleans()),
            )
        )
    return tuple(found)


@st.composite
def calendars(draw):
    closed = draw(st.lists(st.tuples(DAYS, st.integers(0, 20)), max_size=3))
    school = {one: draw(st.lists(st.tuples(DAYS, st.integers(0, 15)), max_size=2)) for one in ("fr", "nl")}

    def days(spans):
        return {first + timedelta(days=by) for first, length in spans for by in range(length + 1)}

    return Calendar(dict.fromkeys(days(closed), "Travaux"), {one: days(spans) for one, spans in school.items()})


def programme_of(series, days, month=None):
    """A programme as ``public_programme`` would give it."""
    first, last = (month.first, month.last) if month else (FIRST, LAST)
    found = [one for some in series for one in occurrences(some, first, last, days)]
    shown = [one for one in found if first <= one.day and (one.takes_place or one.state == "cancelled")]
    ids = {one.activity_id for one in shown}
    known = [last, *days.closures, *(day for some in days.school.values() for day in some)]
    known += [one.when[0] for some in series for one in some.departures if one.when]
    return PublicProgramme(
        first, last, month, "Le Delta", "rue du Delta 61, Forest", "fr", "lieu",
        tuple(PublicActivity(f"a{some.id}@delta", some) for some in series if some.id in ids),
        tuple(sorted((PublicDate(one, {1: "Salle", 2: "Cuisine"}.get(one.plan.room_id, "")) for one in shown),
                     key=lambda one: (one.day, one.occurrence.start_minute))),
        {1: "Salle", 2: "Cuisine"}, days, max(known), datetime(2026, 12, 9, 9, tzinfo=UTC), 7,
    )  # fmt: skip


@st.composite
def programmes(draw, rules=ANY):
    """A year or a month of a programme."""
    series = []
    for number in range(1, draw(st.integers(1, 3)) + 1):
        plan = draw(plans(rules))
        series.append(Series(number, plan, draw(departures(plan))))
    month = draw(st.none() | st.integers(1, 12).map(lambda number: Month(2027, number)))
    return programme_of(series, draw(calendars()), month)


def fill_january(place):
    """Tricot with one date moved, one called off and one closed; a night, whole days; what is inside, and an idea."""
    tricot = place.plan(
        rule=WEDNESDAYS, room_id=place.hall, host_id=place.fatma, facilitator="Zénobie", material="aiguilles",
        cost_cents=4_000, description="Laine\net thé", title_nl="Breien", registration=True, capacity=12,
    )  # fmt: skip
    place.do(move_activity, tricot, date(2027, 1, 13), date(2027, 1, 14))
    place.do(cancel_activity, tricot, date(2027, 1, 20), "date", "Pas de laine")
    with acting(place.store) as session:
        close_days(session, date(2027, 1, 27), date(2027, 1, 27), "Travaux")
    place.plan("Nuit des jeux", date(2027, 1, 15), 1_320, 1_560)
    place.plan("Fête", date(2027, 1, 30), 0, 2 * 1_440)
    place.plan("Équipe", date(2027, 1, 8), public=False, rule="FREQ=WEEKLY")
    place.plan("Rêve", date(2027, 1, 9), state="idea", rule="FREQ=WEEKLY")
    return place
