"""What is kept of one person in the programme and the house: activities they lead, chores they do in turn or did."""

from dataclasses import replace
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from delta_app.core.calendar import MINUTES_IN_DAY
from delta_app.programme.activity_data import departure_of, plan_of
from delta_app.programme.model import Activity, ActivityDate
from delta_app.programme.queries import Plan
from delta_app.team.person_values import ChoreSaid, InTurn, Led, TurnTaken
from delta_app.upkeep.model import NO_SHIFT, Chore, ChoreCover, ChoreDone, ChorePerson
from delta_app.venue.room_data import room_rows


def activities_of(session: Session, host_id: int) -> tuple[Led, ...]:
    """What the person leads, and the single dates that they lead, by the first day."""
    rooms = {row.id: row.name for row in room_rows(session)}
    led = session.scalars(select(Activity).where(Activity.host_id == host_id).order_by(Activity.id))
    found = [_led(plan, plan.first_day, plan.state, rooms) for plan in map(plan_of, led)]
    dates = session.execute(
        select(ActivityDate, Activity)
        .join(Activity, Activity.id == ActivityDate.activity_id)
        .where(ActivityDate.host_id == host_id)
        .order_by(ActivityDate.id)
    )
    for row, activity in dates:
        departure, plan = departure_of(row), plan_of(activity)
        day, start, end = departure.when or (row.original_day, *plan.hours)
        there = replace(plan, **{**departure.changes, "rule": "", "start_minute": start, "end_minute": end})
        found.append(_led(there, day, "removed" if row.removed else row.state or plan.state, rooms))
    return tuple(sorted(found, key=lambda one: (one.first_day, one.start_minute, one.title)))


def _led(plan: Plan, day: date, state: str, rooms: dict[int, str]) -> Led:
    ends_on = day + timedelta(days=(plan.end_minute - 1) // MINUTES_IN_DAY)
    return Led(
        title=plan.title,
        first_day=day,
        last_day=plan.last_day if plan.rule else ends_on,
        start_minute=plan.start_minute,
        end_minute=plan.end_minute,
        rule=plan.rule,
        skips_school=plan.skips_school if plan.rule else "",
        room=rooms.get(plan.room_id or 0, ""),
        state=state,
    )


def chores_of(session: Session, host_id: int) -> tuple[InTurn, ...]:
    """The chores that the person does in turn, in the order they were added."""
    rows = session.execute(
        select(Chore, ChorePerson.position)
        .join(ChorePerson, ChorePerson.chore_id == Chore.id)
        .where(ChorePerson.host_id == host_id)
        .order_by(Chore.id)
    )
    return tuple(InTurn(chore.title, chore.rule, chore.first_day, position + 1) for chore, position in rows)


def turns_taken_by(session: Session, host_id: int) -> tuple[TurnTaken, ...]:
    """The turns that the person took over, by day."""
    rows = session.execute(
        select(Chore.title, ChoreCover.day)
        .join(ChoreCover, ChoreCover.chore_id == Chore.id)
        .where(ChoreCover.host_id == host_id)
        .order_by(ChoreCover.day, ChoreCover.id)
    )
    return tuple(TurnTaken(row.title, row.day) for row in rows)


def chores_done_by(session: Session, host_id: int) -> tuple[ChoreSaid, ...]:
    """What the person said was done, in order, as far as it is still kept."""
    rows = session.execute(
        select(Chore.title, ChoreDone)
        .join(ChoreDone, ChoreDone.chore_id == Chore.id)
        .where(ChoreDone.host_id == host_id)
        .order_by(ChoreDone.day, ChoreDone.id)
    )
    return tuple(
        ChoreSaid(title, done.day, None if done.start_minute == NO_SHIFT else done.start_minute, done.done_at)
        for title, done in rows
    )
