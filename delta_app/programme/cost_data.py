"""What is asked of an activity by whoever reckons what it costs: whether it has begun."""

from datetime import timedelta

from sqlalchemy.orm import Session

from delta_app.programme.activity_data import days_known, series_of
from delta_app.programme.queries import DateRow
from delta_app.programme.series import MOST_DAYS, occurrences

LOOKED_AT = 60  # days at a time


def begins_with(session: Session, row: DateRow) -> bool:
    """Whether an activity takes place on no date before this one."""
    series = series_of(session, row.activity_id)
    moved = [one.when[0] for one in series.departures if one.when is not None]
    since = min([series.plan.first_day, *moved]) - timedelta(days=MOST_DAYS)
    while since <= row.day:  # a part at a time: what began long ago has mostly begun in its first weeks
        until = min(since + timedelta(days=LOOKED_AT), row.day)
        found = occurrences(series, since, until, days_known(session, since, until))
        if any(one.takes_place and (one.day, one.start_minute) < (row.day, row.start_minute) for one in found):
            return False
        since = until + timedelta(days=1)
    return True
