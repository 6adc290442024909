"""What is asked of activities by whoever reckons what they cost: which have one cost for all, and whether they have
begun."""

from collections.abc import Collection
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from delta_app.programme.activity_data import days_known, parts_of, series_of
from delta_app.programme.calendar_marks import part_of
from delta_app.programme.model import Activity
from delta_app.programme.queries import DateRow
from delta_app.programme.series import MOST_DAYS, occurrences

LOOKED_AT = 60  # days at a time


def costed_in_all(session: Session, to_come: Collection[int]) -> tuple[int, ...]:
    """The activities with one cost for all of their dates, of whose series one of these is a part."""
    uids = session.execute(select(Activity.id, Activity.uid).order_by(Activity.id)).all()
    coming = {part_of(uid) or uid for activity_id, uid in uids if activity_id in to_come}
    wanted = select(Activity.id, Activity.uid).where(Activity.cost_cents > 0, Activity.cost_each.in_([False]))
    found = session.execute(wanted.order_by(Activity.id))
    return tuple(activity_id for activity_id, uid in found if (part_of(uid) or uid) in coming)


def begins_with(session: Session, row: DateRow) -> bool:
    """Whether an activity, all parts of its series, takes place on no date before this one."""
    return not any(_takes_place_before(session, part, row) for part in parts_of(session, row.activity_id))


def _takes_place_before(session: Session, activity_id: int, row: DateRow) -> bool:
    series = series_of(session, activity_id)
    moved = [one.when[0] for one in series.departures if one.when is not None]
    since = min([series.plan.first_day, *moved]) - timedelta(days=MOST_DAYS)
    while since <= row.day:  # a part at a time: what began long ago has mostly begun in its first weeks
        until = min(since + timedelta(days=LOOKED_AT), row.day)
        found = occurrences(series, since, until, days_known(session, since, until))
        if any(one.takes_place and (one.day, one.start_minute) < (row.day, row.start_minute) for one in found):
            return True
        since = until + timedelta(days=1)
    return False
