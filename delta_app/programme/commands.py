"""Acts on activities: planned, changed, moved, cancelled, taken away; how many registered and how many came.

Every act on a date says how far it goes: this date, this one and those that follow, or all. What is over stays as it
was: an act on all changes the facts of dates to come, and only the words of those gone by.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from sqlalchemy.orm import Session

import delta_app.programme.words  # noqa: F401 (registers what the refusals say)
from delta_app.core import clock
from delta_app.core.access import Role, allowed
from delta_app.core.errors import Refused
from delta_app.programme.activity_data import days_known, parts_of, series_of
from delta_app.programme.queries import date_row
from delta_app.programme.recurrence import coming, days_of
from delta_app.programme.rules import checked_people, checked_plan, checked_reason
from delta_app.programme.series import Departure, Occurrence, Plan, Scope, Series, State, gives, occurrence_on
from delta_app.programme.series_edits import (
    changed_date,
    departing,
    moved_along,
    only_these,
    over_and_to_come,
    parted,
    period_of,
    states_facts_differently,
    told_as,
    with_departure,
    with_plan,
)
from delta_app.programme.storing_process import (
    delete_series,
    no_new_clash,
    refuse_closed_date,
    refuse_unknown,
    store_later_part,
    store_series,
)

Pieces = tuple[Series | None, Series]
"""What of a series stays as it was, where something does, and the series that changes."""


@allowed(Role.COORDINATOR)
def plan_activity(session: Session, plan: Plan, *, despite: bool = False) -> int:
    """Plan an activity, once or recurring; returns its id. ``despite``: also where a room or a person is taken then.

    Refuses what ``checked_plan`` and ``refuse_unknown`` do, ``activity_clash``, ``activity_closed``.
    """
    sound = checked_plan(plan)
    refuse_unknown(session, sound)
    with no_new_clash(session, None, despite=despite) as touched:
        activity_id = store_series(session, Series(0, sound))
        touched.add(activity_id)
    refuse_closed_date(session, activity_id, sound.first_day)
    return activity_id


@allowed(Role.COORDINATOR)
def change_activity(
    session: Session, activity_id: int, original_day: date, scope: Scope, plan: Plan, *, despite: bool = False
) -> tuple[int, date]:
    """Give a date of an activity, those from it on, or all, another plan. Its ``first_day`` is when that date is to
    take place, or, of all, when the series begins. Returns the activity and a day by which it is known now.

    Refuses what ``plan_activity`` does, and ``no_such_date``.
    """
    series = series_of(session, activity_id)
    now = _date(session, series, original_day)
    scope = _reach(series, original_day, scope)
    refuse_unknown(session, plan, now.plan)
    if scope == "date" and series.recurring:
        sound = checked_plan(replace(plan, rule=""))
        return _write_date(session, changed_date(series, original_day, sound), original_day, despite)
    sound = checked_plan(plan)
    pieces = _following(series, original_day, sound) if scope == "following" else _all_of(series, sound)
    return _write_pieces(session, pieces, original_day, despite)


@allowed(Role.COORDINATOR)
def move_activity(
    session: Session,
    activity_id: int,
    original_day: date,
    day: date,
    *,
    scope: Scope = "date",
    despite: bool = False,
    even_closed: bool = False,
) -> tuple[int, date]:
    """Put a date, those from it on, or all, on another day at the same hours; the rule of a series follows.

    Returns and refuses as ``change_activity`` does, and ``rule_too_special``.
    """
    series = series_of(session, activity_id)
    now = _date(session, series, original_day)
    scope = _reach(series, original_day, scope)
    if scope == "date" and series.recurring:
        when = (day, now.start_minute, now.end_minute)
        elsewhere = None if when == (original_day, *series.plan.hours) else when
        departure = replace(now.departure, when=elsewhere, even_closed=even_closed)
        return _write_date(session, with_departure(series, departure), original_day, despite)
    series = with_departure(series, replace(now.departure, when=None))  # where it was moved to before says no more
    if not series.recurring:
        plan = replace(series.plan, first_day=day, even_closed=even_closed or series.plan.even_closed)
        return _write_pieces(session, (None, with_plan(series, checked_plan(plan))), day, despite)
    earlier, moving = _from(series, original_day) if scope == "following" else _to_come(series)
    first = max(original_day, moving.plan.first_day)
    later = moved_along(moving, first, first + (day - original_day))
    return _write_pieces(session, (earlier, replace(later, plan=checked_plan(later.plan))), original_day, despite)


@allowed(Role.COORDINATOR)
def hold_when_closed(session: Session, activity_id: int, original_day: date, *, despite: bool = False) -> None:
    """A date takes place although the place is closed that day. Refuses ``no_such_activity``, ``no_such_date``,
    ``activity_clash``."""
    with no_new_clash(session, activity_id, despite=despite):
        _note(session, activity_id, original_day, lambda one: replace(one, even_closed=True))


@allowed(Role.COORDINATOR)
def cancel_activity(session: Session, activity_id: int, original_day: date, scope: Scope, why: str) -> None:
    """A date, those from it on, or all to come do not take place, and why; they stay in sight.

    Refuses ``no_such_activity``, ``no_such_date``, ``reason_needed``, ``activity_text_long``, ``date_was_held``,
    ``series_over``.
    """
    reason = checked_reason(why)
    _put_in_state(session, activity_id, original_day, scope, "cancelled", reason, despite=True)


@allowed(Role.COORDINATOR)
def confirm_activity(
    session: Session, activity_id: int, original_day: date, scope: Scope, *, despite: bool = False
) -> None:
    """A date, those from it on, or all to come are sure; also what was only an idea, or this date where it was
    cancelled.

    Refuses ``no_such_activity``, ``no_such_date``, ``date_was_held``, ``series_over``, ``activity_clash``.
    """
    _put_in_state(session, activity_id, original_day, scope, "confirmed", "", despite=despite)


@allowed(Role.COORDINATOR)
def remove_activity(session: Session, activity_id: int, original_day: date, scope: Scope) -> None:
    """Take a date, those from it on, or all out of the programme, as if never planned; of all, those that are over stay
    where others are to come, and those in which somebody counted who came always do.

    Refuses ``no_such_activity``, ``no_such_date``, ``date_was_held`` for one of those, ``series_over`` for all of what
    is over while another part of the series goes on.
    """
    series = series_of(session, activity_id)
    now = _date(session, series, original_day)
    scope = _reach(series, original_day, scope)
    counted = [one for one in series.departures if one.was_held]
    if now.departure in counted and (scope == "date" or not series.recurring):
        raise Refused("date_was_held", title=now.plan.title, day=now.day)
    if not series.recurring:
        delete_series(session, activity_id)
        return
    if scope == "date":
        store_series(session, with_departure(series, Departure(original_day, removed=True)))
        return
    earlier = _from(series, original_day)[0] if scope == "following" else over_and_to_come(series, *_now())[0]
    if earlier is series and parts_of(session, activity_id) != (activity_id,):
        raise Refused("series_over", title=series.plan.title)
    if earlier in (None, series):  # all of it follows, or all of it is over
        earlier = only_these(series, counted) if counted else None
    if earlier is None:
        delete_series(session, activity_id)
        return
    for one in counted:
        earlier = with_departure(earlier, one)
    store_series(session, earlier)


@allowed(Role.HOST, Role.COORDINATOR)
def note_attendance(session: Session, activity_id: int, original_day: date, came: int | None) -> None:
    """A date was held, and how many came; None: nobody counted.

    Refuses ``no_such_activity``, ``no_such_date``, ``date_not_begun``, ``people_beyond``.
    """
    row = date_row(session, activity_id, original_day)
    if not row.has_begun(clock.local_now()):
        raise Refused("date_not_begun", title=row.title, day=row.day)
    number = None if came is None else checked_people(came)
    shut = row.occurrence.shut
    _note(
        session, activity_id, original_day,
        lambda one: replace(one, state="held", reason="", attendance=number, even_closed=one.even_closed or shut),
    )  # fmt: skip


@allowed(Role.HOST, Role.COORDINATOR)
def forget_attendance(session: Session, activity_id: int, original_day: date) -> None:
    """Nobody says any more that a date was held. Refuses ``no_such_activity``, ``no_such_date``."""
    _note(session, activity_id, original_day, lambda one: replace(one, state=None, attendance=None))


@allowed(Role.HOST, Role.COORDINATOR)
def note_registered(session: Session, activity_id: int, original_day: date, registered: int | None) -> None:
    """How many said that they will come, a bare count; None: nobody counted.

    Refuses ``no_such_activity``, ``no_such_date``, ``people_beyond``.
    """
    number = None if registered is None else checked_people(registered)
    _note(session, activity_id, original_day, lambda one: replace(one, registered=number))


def _note(session: Session, activity_id: int, original_day: date, noted: Callable[[Departure], Departure]) -> None:
    series = series_of(session, activity_id)
    _date(session, series, original_day)
    store_series(session, with_departure(series, noted(departing(series, original_day))))


def _put_in_state(
    session: Session, activity_id: int, original_day: date, scope: Scope, state: State, reason: str, *, despite: bool
) -> None:
    series = series_of(session, activity_id)
    now = _date(session, series, original_day)
    scope = _reach(series, original_day, scope)
    if now.departure.was_held and (scope == "date" or not series.recurring):
        raise Refused("date_was_held", title=now.plan.title, day=now.day)
    if scope == "date" and series.recurring:
        noted = replace(now.departure, state=None if state == series.plan.state else state, reason=reason)
        with no_new_clash(session, series.id, despite=despite):
            store_series(session, with_departure(series, noted))
        return
    if scope == "all" and series.recurring:
        _to_come(series)
    acted_on = scope == "following" or (now.day, now.start_minute) > _now()
    if acted_on and now.departure.state in ("confirmed", "cancelled"):  # what was said of other single dates stays said
        series = with_departure(series, replace(now.departure, state=None, reason=""))
    first = original_day if scope == "following" else series.plan.first_day
    plan = replace(series.plan, state=state, reason=reason, first_day=first)
    pieces = _following(series, original_day, plan) if scope == "following" else _all_of(series, plan)
    earlier, later = pieces
    for one in later.departures:
        if one.state == "confirmed":
            later = with_departure(later, replace(one, state=None))
    _write_pieces(session, (earlier, later), original_day, despite)


def _date(session: Session, series: Series, original_day: date) -> Occurrence:
    found = occurrence_on(series, original_day, days_known(session, original_day, original_day))
    if found is None:
        raise Refused("no_such_date", title=series.plan.title, day=original_day)
    return found


def _now() -> tuple[date, int]:
    """The day and the minute it is."""
    local = clock.local_now()
    return local.date(), local.hour * 60 + local.minute


def _reach(series: Series, original_day: date, scope: Scope) -> Scope:
    """How far an act goes: from a date that stands after the end of its rule on, there is nothing but that date."""
    plan = series.plan
    alone = scope == "following" and series.recurring and not coming(plan.rule, plan.first_day, original_day, 1)
    return "date" if alone else scope


def _from(series: Series, original_day: date) -> tuple[Series | None, Series]:
    """What lies before a date, where something does, and that date with all that follow."""
    parts = parted(series, original_day)
    return parts or (None, series)


def _to_come(series: Series) -> tuple[Series | None, Series]:
    """What of a series is over, where something is, and what is to come. Refuses ``series_over``."""
    earlier, later = over_and_to_come(series, *_now())
    if later is None:
        raise Refused("series_over", title=series.plan.title)
    return earlier, later


def _write_date(session: Session, series: Series, original_day: date, despite: bool) -> tuple[int, date]:
    _refuse_counted_ahead(series_of(session, series.id), series)
    with no_new_clash(session, series.id, despite=despite):
        store_series(session, series)
    refuse_closed_date(session, series.id, original_day)
    return series.id, original_day


def _write_pieces(session: Session, pieces: Pieces, original_day: date, despite: bool) -> tuple[int, date]:
    """Write what stays as it was, where something does, and the series that changes. Returns the activity that was
    changed, and the first day of it that is not before."""
    earlier, later = pieces
    _refuse_counted_ahead(series_of(session, (earlier or later).id), later)
    if earlier is not None and later is not earlier:
        _refuse_doubled(earlier, later)
    with no_new_clash(session, (earlier or later).id, despite=despite) as touched:
        activity_id = later.id
        if earlier is None:
            activity_id = store_series(session, later)
        else:
            store_series(session, earlier)
            if later is not earlier:
                activity_id = store_later_part(session, earlier, later)
        touched.add(activity_id)
    plan = later.plan
    if not plan.rule:
        refuse_closed_date(session, activity_id, plan.first_day)
    days = coming(plan.rule, plan.first_day, original_day, 1)
    return activity_id, days[0] if days else plan.first_day


def _refuse_counted_ahead(before: Series, after: Series) -> None:
    """Refuse ``date_was_held`` where a date in which people were counted would be one to come."""
    today = clock.today()
    was = {one.original_day for one in before.departures if one.was_held and _day_of(one) > today}
    for one in after.departures:
        if one.was_held and _day_of(one) > today and one.original_day not in was:
            raise Refused("date_was_held", title=before.plan.title, day=_day_of(one))


def _day_of(one: Departure) -> date:
    return one.when[0] if one.when is not None else one.original_day


def _refuse_doubled(earlier: Series, later: Series) -> None:
    """Refuse ``series_doubled`` where the later part of a series would stand beside dates of the earlier one."""
    one, other = earlier.plan, later.plan
    if not (one.rule and other.rule) or one.last_day is None:
        return
    gone = {departure.original_day for departure in earlier.departures}
    for day in days_of(one.rule, one.first_day, other.first_day, one.last_day):
        same_time = one.start_minute < other.end_minute and other.start_minute < one.end_minute
        if same_time and day not in gone and gives(other, day):
            raise Refused("series_doubled", title=one.title, day=day)


def _following(series: Series, original_day: date, plan: Plan) -> Pieces:
    """What lies before a date as it was, and that date with all that follow under a plan."""
    earlier, later = _from(series, original_day)
    if earlier is None:
        return None, with_plan(series, plan)
    if plan.first_day == original_day and not gives(series.plan, original_day):
        plan = replace(plan, first_day=later.plan.first_day)  # somebody fixed this one: the others keep their rhythm
    if not plan.cost_each and plan.cost_cents == series.plan.cost_cents:
        plan = replace(plan, cost_cents=0)  # what it costs in all is noted where it was
    return earlier, with_plan(later, plan)


def _all_of(series: Series, plan: Plan) -> Pieces:
    """A whole series under a plan; where that would tell of dates that are over what was not so, they keep the facts
    they had and get the words. Refuses ``series_over`` where there are no others."""
    if not series.recurring or not states_facts_differently(series.plan, plan):
        return None, with_plan(series, plan)
    earlier, later = _to_come(series)
    if earlier is None:
        return None, with_plan(series, plan)
    earlier = replace(earlier, plan=told_as(earlier.plan, plan))
    # A date that goes to an earlier day of its week still comes, unless that moment has gone by.
    today, minute = _now()
    begun = max(today + timedelta(days=plan.start_minute <= minute), period_of(series.plan, later.plan.first_day)[0])
    first = coming(plan.rule, plan.first_day, begun, 1)
    if not first:
        for one in later.departures:
            if one.is_kept:
                earlier = with_departure(earlier, replace(one, when=one.when or (one.original_day, *later.plan.hours)))
        return earlier, earlier
    rest = plan if plan.cost_each else replace(plan, cost_cents=0)
    return earlier, with_plan(later, replace(rest, first_day=first[0]))
