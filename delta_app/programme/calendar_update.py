"""What a calendar that comes again changes: only what it tells, and nothing of what was done here besides.

A room, who leads it, who came, a date moved here that the calendar tells as ever: all that stays. What is over stays as
it was: other days or hours are those of dates to come, and the series is parted before them.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Literal

from delta_app.programme.calendar_series import without_past
from delta_app.programme.calendar_text import says_description, says_title
from delta_app.programme.recurrence import days_of
from delta_app.programme.series import Calendar, Departure, Occurrence, Plan, Series, occurrence_on
from delta_app.programme.series_edits import departing, parted, states_facts_differently, with_departure, with_plan

Change = Literal["title", "description", "when", "dates", "cancelled", "inside"]
_COMPARED = timedelta(days=1500)  # so far two rules are followed to see whether they give the same days


@dataclass(frozen=True)
class Renewed:
    """An activity as a calendar would have it: what of it is over and goes by itself (None: nothing), the rest under
    its number, and what that changes."""

    series: Series
    earlier: Series | None = None
    changes: tuple[Change, ...] = field(default=())


def renewed(ours: Series, theirs: Series, days: Calendar, today: date) -> Renewed:
    """One of our activities as a calendar tells it now; ``days``: those on which it cannot take place here."""
    told = _from_ours_on(theirs, ours.plan)
    plan, changes = _with_told(ours.plan, told.plan)
    if not states_facts_differently(ours.plan, plan):
        series = replace(ours, plan=plan)
        earlier = None
    else:
        earlier, series = _from_today_on(ours, plan, told, today)
    merged = _with_dates(series, told.departures, days, today)
    if merged != series:
        changes.append("dates")
    return Renewed(merged, earlier, tuple(changes) if earlier is not None or merged != ours else ())


def renewed_date(ours: Series, theirs: Plan, day: date, days: Calendar, today: date) -> Renewed:
    """One of our activities with one date as a calendar tells it now, which does not tell the rest."""
    plan = ours.plan
    now = occurrence_on(ours, day, days)
    seen = plan if now is None else now.plan
    changes: dict[str, str] = {}
    if not says_title(seen, theirs.title):
        changes |= {"title": theirs.title, "title_nl": ""}
    if not says_description(seen, theirs.description):
        changes |= {"description": theirs.description, "description_nl": ""}
    state = theirs.state if theirs.state == "cancelled" else None
    told = Departure(day, when=(theirs.first_day, *theirs.hours), changes=changes, state=state, reason=theirs.reason)
    merged = _with_dates(ours, [told], days, today)
    return Renewed(merged, None, () if merged == ours else ("dates",))


def _from_ours_on(theirs: Series, ours: Plan) -> Series:
    """A series without the dates before our first, where we took it over from that one on."""
    plan = theirs.plan
    later = plan.rule and ours.rule and plan.first_day < ours.first_day
    if not later or not days_of(plan.rule, plan.first_day, ours.first_day, ours.first_day):
        return theirs
    return without_past(theirs, ours.first_day) or theirs


def _with_told(ours: Plan, theirs: Plan) -> tuple[Plan, list[Change]]:
    """Our plan with what the calendar tells, and what that changes."""
    plan, changes = ours, list[Change]()
    if not says_title(ours, theirs.title):
        plan = replace(plan, title=theirs.title)
        changes.append("title")
    if not says_description(ours, theirs.description):
        plan = replace(plan, description=theirs.description)
        changes.append("description")
    if theirs.hours != ours.hours or not _same_days(theirs, ours):
        plan = replace(
            plan, first_day=theirs.first_day, start_minute=theirs.start_minute, end_minute=theirs.end_minute,
            rule=theirs.rule,
        )  # fmt: skip
        changes.append("when")
    if theirs.state == "cancelled" and ours.state != "cancelled":
        plan = replace(plan, state="cancelled", reason=theirs.reason)
        changes.append("cancelled")
    if not theirs.public and ours.public:
        plan = replace(plan, public=False)
        changes.append("inside")
    return plan, changes


def _same_days(one: Plan, other: Plan) -> bool:
    if (one.rule, one.first_day) == (other.rule, other.first_day):
        return True
    if one.first_day != other.first_day or bool(one.rule) != bool(other.rule) or one.last_day != other.last_day:
        return False
    last = one.first_day + _COMPARED
    return days_of(one.rule, one.first_day, one.first_day, last) == days_of(
        other.rule, other.first_day, one.first_day, last
    )


def _from_today_on(ours: Series, plan: Plan, theirs: Series, today: date) -> tuple[Series | None, Series]:
    """What of ours is over as it was, and the rest under another plan."""
    to_come = without_past(theirs, today)
    is_over = ours.plan.last_day is not None and ours.plan.last_day < today
    begins_later = ours.plan.first_day >= today or not ours.plan.rule
    if to_come is None and (begins_later or is_over):
        return None, ours
    if begins_later:
        return None, with_plan(ours, _begun(plan, to_come))
    if is_over:
        return replace(ours, id=0), Series(ours.id, _begun(plan, to_come))
    pieces = parted(ours, today)
    if pieces is None:
        return None, with_plan(ours, plan)
    earlier, later = pieces
    if to_come is None:
        return None, earlier
    return replace(earlier, id=0), replace(
        with_plan(later, _begun(replace(plan, cost_cents=later.plan.cost_cents), to_come)), id=ours.id
    )


def _begun(plan: Plan, theirs: Series | None) -> Plan:
    return plan if theirs is None else replace(plan, first_day=theirs.plan.first_day, rule=theirs.plan.rule)


def _with_dates(series: Series, told: Iterable[Departure], days: Calendar, today: date) -> Series:
    """A series with the dates to come that a calendar tells apart."""
    noted = {one.original_day: one for one in series.departures}
    for one in told:
        if max(one.original_day, one.when[0] if one.when else one.original_day) < today:
            continue
        ours = noted.get(one.original_day, Departure(one.original_day))
        if ours.attendance is None and ours.state != "held":
            series = _with_date(series, one, occurrence_on(series, one.original_day, days))
    return series


def _with_date(series: Series, told: Departure, now: Occurrence | None) -> Series:
    ours = departing(series, told.original_day)
    if told.removed:
        stands = now is not None and (now.takes_place or now.state == "cancelled")
        return with_departure(series, Departure(told.original_day, removed=True)) if stands else series
    if now is None:
        return series if ours.removed else with_departure(series, told)
    when = told.when
    if when is None or when == (now.day, now.start_minute, now.end_minute):
        when = ours.when
    changes = {name: text for name, text in told.changes.items() if not _is_said(now.plan, name, text)}
    state, reason = ours.state, ours.reason
    if told.state == "cancelled" and now.state != "cancelled":
        state, reason = told.state, told.reason
    merged = replace(ours, when=when, changes={**ours.changes, **changes}, state=state, reason=reason)
    return series if merged == ours else with_departure(series, merged)


def _is_said(plan: Plan, name: str, text: str) -> bool:
    """Whether a text of a date says what is said already, in whatever language."""
    if name.startswith("title"):
        return not text or says_title(plan, text)
    return not text or says_description(plan, text)
