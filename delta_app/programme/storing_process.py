"""How an edited activity is written: its row, those of its departures, and no clash that nobody accepted."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from delta_app.core.calendar import days_between
from delta_app.core.errors import Refused
from delta_app.hosts.model import Host, Partner
from delta_app.programme.activity_data import (
    date_rows,
    days_known,
    parts_of,
    plan_of,
    series_of,
    stored_departure,
    stored_plan,
)
from delta_app.programme.calendar_marks import later_part
from delta_app.programme.clash_data import DAYS_AHEAD, clashes_of
from delta_app.programme.model import Activity, ActivityDate, Proposal
from delta_app.programme.series import MOST_DAYS, Departure, Plan, Series, occurrence_on
from delta_app.venue.room_data import room_row


def store_series(session: Session, series: Series, *, uid: str = "") -> int:
    """Write an activity and its departures as they are here; a new one where its id is 0. Returns its id.

    ``uid``: what another calendar calls it, where it came from there.
    """
    row = session.get(Activity, series.id) if series.id else None
    if row is None:
        row = Activity(uid=uid or f"{uuid.uuid4()}@delta")
        session.add(row)
    for name, value in stored_plan(series.plan).items():
        setattr(row, name, value)
    session.flush()
    _store_departures(session, row.id, {one.original_day: one for one in series.departures})
    session.flush()
    return row.id


def _store_departures(session: Session, activity_id: int, wanted: dict[object, Departure]) -> None:
    """Rows keep their day where it stays; one that is free takes a new day, so that no two have the same meanwhile."""
    rows = date_rows(session, activity_id)
    free = [row for row in rows if row.original_day not in wanted]
    by_day = {row.original_day: row for row in rows if row.original_day in wanted}
    for day, departure in wanted.items():
        row = by_day.get(day) or (free.pop() if free else None)  # type: ignore[call-overload]
        if row is None:
            row = ActivityDate(activity_id=activity_id)
            session.add(row)
        for name, value in stored_departure(departure).items():
            if getattr(row, name) != value:
                setattr(row, name, value)
    for row in free:
        session.delete(row)


def store_later_part(session: Session, earlier: Series, later: Series) -> int:
    """Write the part that a series was parted from, under a mark that says of which it is. Returns its id."""
    row = session.get_one(Activity, earlier.id)
    uid = later_part(row.uid, later.plan.first_day)
    if session.scalar(select(Activity.id).where(Activity.uid == uid)) is not None:
        uid = later_part(row.uid, later.plan.first_day, uuid.uuid4().hex[:8])
    return store_series(session, later, uid=uid)


def delete_series(session: Session, activity_id: int) -> None:
    """Take an activity away whole; an idea that it answered is answered by what is left of its series, or waits for an
    answer again."""
    for one in date_rows(session, activity_id):
        session.delete(one)
    others = [part for part in parts_of(session, activity_id) if part != activity_id]
    proposals = select(Proposal).where(Proposal.activity_id == activity_id).order_by(Proposal.id)
    for proposal in session.scalars(proposals):
        if others:
            proposal.activity_id = others[-1]
            continue
        proposal.activity_id, proposal.state = None, "open"
        proposal.answer, proposal.answered_on, proposal.told_on = "", None, None
    row = session.get(Activity, activity_id)
    if row is not None:
        session.delete(row)
    session.flush()


def refuse_unknown(session: Session, plan: Plan, before: Plan | None = None) -> None:
    """Refuse a room, host or service that is not there, or is not to be chosen any more and was not before.

    Codes: ``no_such_room``, ``room_withdrawn``, ``no_such_host``, ``host_gone``, ``no_such_partner``.
    """
    if plan.room_id is not None:
        room = room_row(session, plan.room_id)
        if room.withdrawn and (before is None or before.room_id != plan.room_id):
            raise Refused("room_withdrawn", name=room.name)
    if plan.host_id is not None:
        host = session.get(Host, plan.host_id)
        if host is None:
            raise Refused("no_such_host")
        if host.state == "left" and (before is None or before.host_id != plan.host_id):
            raise Refused("host_gone", name=host.given_name)
    if plan.partner_id is not None and session.get(Partner, plan.partner_id) is None:
        raise Refused("no_such_partner")


@contextmanager
def no_new_clash(session: Session, activity_id: int | None, *, despite: bool) -> Iterator[set[int]]:
    """Around an edit of an activity: what comes in its way and did not before refuses it (``activity_clash``, with the
    clashes) unless ``despite``. The edit adds to the set the ids of the activities it wrote."""
    touched = set() if activity_id is None else {activity_id}
    if despite:
        yield touched
        return
    # Twice as far as after: what an edit parts from a series has its next date later, and is looked at from there.
    before = {clash.is_new_beside for clash in clashes_of(session, touched, 2 * DAYS_AHEAD)}
    yield touched
    session.flush()
    new = tuple(clash for clash in clashes_of(session, touched) if clash.is_new_beside not in before)
    if new:
        raise Refused("activity_clash", clashes=new)


def refuse_closed_date(session: Session, activity_id: int, original_day: object) -> None:
    """Refuse ``activity_closed``, with the first such day, where a date that somebody fixed falls on days the place is
    closed, and nobody said that it takes place all the same."""
    series = series_of(session, activity_id)
    day = next((one.when[0] for one in series.departures if one.original_day == original_day and one.when), None)
    if day is None and not series.recurring:
        day = series.plan.first_day
    if day is None:
        return
    known = days_known(session, day, day + timedelta(days=MOST_DAYS))
    found = occurrence_on(series, original_day, known)  # type: ignore[arg-type]
    if found is None or found.plan.even_closed or found.state == "cancelled":
        return
    shut = next((one for one in days_between(found.day, found.last_day) if one in known.closures), None)
    if shut is not None:
        raise Refused("activity_closed", day=shut, reason=known.closures[shut])


def plan_kept(session: Session, activity_id: int) -> Plan:
    """The plan that is stored. Refuses ``no_such_activity``."""
    row = session.get(Activity, activity_id)
    if row is None:
        raise Refused("no_such_activity")
    return plan_of(row)
