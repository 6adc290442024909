"""Activities as they are stored, read as the plain values that ``series`` decides on."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import fields
from datetime import date, timedelta
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from delta_app.core.asking import asked_once
from delta_app.core.calendar import days_between
from delta_app.core.errors import Refused
from delta_app.programme.calendar_marks import part_of
from delta_app.programme.model import Activity, ActivityDate
from delta_app.programme.series import MOST_DAYS, PER_DATE, Calendar, Departure, Plan, Series
from delta_app.venue.queries import closure_reason, closures_between, extra_openings_between
from delta_app.venue.school_data import school_holiday_rows

WHEN = "when"
_SAME_NAME = tuple(one.name for one in fields(Plan) if one.name != "line_id")  # in the activity's columns


def series_of(session: Session, activity_id: int) -> Series:
    """One activity with all its departures. Refuses ``no_such_activity``."""
    row = session.get(Activity, activity_id)
    if row is None:
        raise Refused("no_such_activity")
    return Series(row.id, plan_of(row), tuple(departure_of(one) for one in date_rows(session, activity_id)))


def parts_of(session: Session, activity_id: int) -> tuple[int, ...]:
    """The activities into which a series was parted, that one among them, in the order in which they begin."""
    row = session.get(Activity, activity_id)
    if row is None:
        return ()
    whole = part_of(row.uid) or row.uid
    near = or_(Activity.uid == whole, Activity.uid.endswith(f".{whole}", autoescape=True))
    found = session.execute(select(Activity.id, Activity.uid).where(near).order_by(Activity.first_day, Activity.id))
    return tuple(one for one, uid in found if whole in (uid, part_of(uid)))


def date_rows(session: Session, activity_id: int) -> list[ActivityDate]:
    """What is stored of the dates of an activity, in order."""
    wanted = select(ActivityDate).where(ActivityDate.activity_id == activity_id)
    return list(session.scalars(wanted.order_by(ActivityDate.original_day)))


@asked_once
def series_between(session: Session, first: date, last: date) -> tuple[Series, ...]:
    """Every activity that may take place on these days, both included, with those of its departures that matter."""
    since = first - timedelta(days=MOST_DAYS)
    near = or_(ActivityDate.original_day.between(since, last), ActivityDate.day.between(since, last))
    departures: dict[int, list[Departure]] = defaultdict(list)
    for one in session.scalars(select(ActivityDate).where(near).order_by(ActivityDate.original_day)):
        departures[one.activity_id].append(departure_of(one))
    by_rule = (Activity.first_day <= last) & (Activity.last_day.is_(None) | (Activity.last_day >= since))
    rows = session.scalars(
        select(Activity).where(or_(by_rule, Activity.id.in_(list(departures)))).order_by(Activity.id)
    )
    return tuple(Series(row.id, plan_of(row), tuple(departures[row.id])) for row in rows)


def plan_of(row: Activity) -> Plan:
    """What is stored of an activity, as its plan."""
    return Plan(**{name: getattr(row, name) for name in _SAME_NAME}, line_id=row.budget_line_id)


def stored_plan(plan: Plan) -> Mapping[str, Any]:
    """A plan as the columns of an activity."""
    return {
        **{name: getattr(plan, name) for name in _SAME_NAME},
        "budget_line_id": plan.line_id,
        "last_day": plan.last_day,
    }


def departure_of(row: ActivityDate) -> Departure:
    """What is stored of a date, as its departure."""
    changed = row.changed.split()
    when = None
    if WHEN in changed and row.day is not None and row.start_minute is not None and row.end_minute is not None:
        when = (row.day, row.start_minute, row.end_minute)
    return Departure(
        original_day=row.original_day,
        removed=row.removed,
        when=when,
        changes={name: getattr(row, name) for name in changed if name in PER_DATE},
        state=row.state or None,  # type: ignore[arg-type]
        reason=row.reason,
        attendance=row.attendance,
        registered=row.registered,
        even_closed=row.even_closed,
    )


_UNCHANGED: Mapping[str, Any] = {name: None if name == "capacity" or name.endswith("_id") else "" for name in PER_DATE}


def stored_departure(departure: Departure) -> Mapping[str, Any]:
    """A departure as the columns of a date."""
    day, start, end = departure.when or (None, None, None)
    names = [WHEN, *departure.changes] if departure.when else list(departure.changes)
    return {
        **_UNCHANGED,
        **departure.changes,
        "original_day": departure.original_day,
        "removed": departure.removed,
        "changed": " ".join(sorted(names)),
        "day": day,
        "start_minute": start,
        "end_minute": end,
        "state": departure.state or "",
        "reason": departure.reason,
        "attendance": departure.attendance,
        "registered": departure.registered,
        "even_closed": departure.even_closed,
    }


@asked_once
def days_known(session: Session, first: date, last: date) -> Calendar:
    """Why the place is closed on the days that matter to these, and which of them schools have holidays on. A day that
    was opened on purpose is not closed."""
    since = first - timedelta(days=MOST_DAYS)
    closed = closures_between(session, since, last)
    opened = {extra.day for extra in extra_openings_between(session, since, last)}
    reasons = {day: closure_reason(day, closed) or "" for day in days_between(since, last) if day not in opened}
    school: dict[str, set[date]] = {"fr": set(), "nl": set()}
    for row in school_holiday_rows(session, since, last):
        school[row.community].update(days_between(max(row.first_day, since), min(row.last_day, last)))
    return Calendar({day: reason for day, reason in reasons.items() if reason}, school)


def known_titles(series: Iterable[Series]) -> tuple[str, ...]:
    """Their titles, each once, in order."""
    return tuple(dict.fromkeys(one.plan.title for one in series))
