"""Nextcloud Polls' export: participants, sometimes their e-mail, then one column an ISO interval."""

import re
from datetime import datetime, timedelta

from delta_app.core.calendar import MINUTES_IN_DAY
from delta_app.core.clock import BRUSSELS
from delta_app.readers.poll_moments import WHOLE_DAY
from delta_app.readers.poll_table import columns_of, email_column, poll_from, read_plain_row
from delta_app.readers.poll_types import Moment, Poll
from delta_app.readers.tabular import Table

_INSTANT = r"\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?"
# Older versions part the two instants with a slash, newer ones with a dash between blanks.
_INTERVAL = re.compile(rf"({_INSTANT})(?:\s*/\s*|\s+-\s+)({_INSTANT})|({_INSTANT})")


def is_nextcloud(table: Table) -> bool:
    """A named first column, then columns whose heading is an ISO interval (or an ISO date)."""
    return bool(table.headers and table.headers[0]) and any(map(_INTERVAL.fullmatch, table.headers[1:]))


def read_nextcloud(table: Table) -> Poll:
    """The poll of a table that ``is_nextcloud``. Raises UnreadableFile (poll_without_moments)."""
    email = email_column(table.headers)
    headers = {index: table.headers[index] for index in range(2 if email else 1, len(table.headers))}
    columns, problems = columns_of(headers, _moment, table.header_line, email)
    return poll_from("nextcloud", table, 0, columns, problems, read_plain_row)


def _moment(header: str) -> Moment | None:
    """The interval on the venue's clock; None when it spans more than a day or is no interval."""
    found = _INTERVAL.fullmatch(header)
    if not found:
        return None
    try:
        start = _local(found[1] or found[3])
        end = _local(found[2]) if found[2] else start
    except (ValueError, OverflowError):
        return None
    return _within_a_day(start, end)


def _within_a_day(start: datetime, end: datetime) -> Moment | None:
    midnight = start.replace(hour=0, minute=0, second=0)
    starts, ends = _minutes(midnight, start), _minutes(midnight, end)
    if starts == 0 and ends in (0, MINUTES_IN_DAY - 1):
        return Moment(start.date(), *WHOLE_DAY)
    return Moment(start.date(), starts, ends) if starts < ends <= MINUTES_IN_DAY else None


def _minutes(midnight: datetime, instant: datetime) -> int:
    """Minutes on the wall clock since a midnight, days apart counted as 24 hours."""
    return (instant - midnight) // timedelta(minutes=1)


def _local(text: str) -> datetime:
    """An instant as the venue's wall clock shows it; one without offset is already local."""
    instant = datetime.fromisoformat(text)
    return instant.astimezone(BRUSSELS).replace(tzinfo=None) if instant.tzinfo else instant
