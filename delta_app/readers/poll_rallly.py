"""Rallly's export: name, e-mail, time of the answer, then one column a moment; nothing is quoted."""

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from delta_app.core.clock import BRUSSELS
from delta_app.readers.host_values import usable_email
from delta_app.readers.poll_moments import read_day, read_span
from delta_app.readers.poll_table import Columns, columns_of, email_column, is_answer, poll_from, poll_row
from delta_app.readers.poll_types import Moment, Poll, PollRow
from delta_app.readers.problems import Problem
from delta_app.readers.tabular import Table

# «Tue 5 January 2027 10:00 - 13:00»: the year ends the date.
_DAY_AND_HOURS = re.compile(r"(.*\b\d{4})\b,?\s*(.*)", re.DOTALL)
# «Responded on (Europe/Brussels)»: the words depend on the language, the zone tells the column.
_ZONE = re.compile(r"\(([A-Za-z]+(?:/[A-Za-z0-9_+\-]+)+|UTC|GMT)\)\s*$")
_OWN_INSTANT = re.compile(r"\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}")
_INSTANT = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}[ T]+\d{1,2}:\d{2}(?::\d{2})?(?:\s*[AaPp][Mm])?")


def is_rallly(table: Table) -> bool:
    """A named first column, then columns whose heading alone is a date and hours."""
    return bool(table.headers and table.headers[0]) and any(map(_moment, table.headers[1:]))


def read_rallly(table: Table) -> Poll:
    """The poll of a table that ``is_rallly``. Raises UnreadableFile (poll_without_moments).

    The hours are taken as written: Rallly shows them as whoever exported saw them. When that zone's clock is not
    Brussels' on these days, a problem says so. Rallly writes «No» where nobody answered; that cannot be told apart.
    """
    email = email_column(table.headers)
    answered = next((index for index, header in enumerate(table.headers) if _ZONE.search(header)), None)
    first = answered + 1 if answered is not None else 2 if email else 1
    headers = {index: table.headers[index] for index in range(first, len(table.headers))}
    columns, problems = columns_of(headers, _moment, table.header_line, email)
    if answered is not None:
        problems += _zone_problems(table.headers[answered], columns, table.header_line)
    return poll_from("rallly", table, 0, columns, problems, partial(_row, first, answered))


def _moment(header: str) -> Moment | None:
    found = _DAY_AND_HOURS.fullmatch(header)
    day = read_day(found[1]) if found else None
    span = read_span(found[2]) if found else None
    return Moment(day, *span) if day and span else None


def _zone_problems(header: str, columns: Columns, line: int) -> list[Problem]:
    """A problem when the hours were exported for clocks that do not show Brussels' time on the poll's days."""
    (name,) = _ZONE.findall(header)
    try:
        zone = ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return [Problem("zone_unknown", line, {"zone": name})]
    for moment in columns.moments.values():
        start = datetime.combine(moment.day, datetime.min.time()) + timedelta(minutes=moment.start_minute)
        if start.replace(tzinfo=zone).utcoffset() != start.replace(tzinfo=BRUSSELS).utcoffset():
            return [Problem("zone_differs", line, {"zone": name})]
    return []


def _row(
    first: int, answered: int | None, cells: Sequence[str], columns: Columns, line: int
) -> tuple[PollRow | None, list[Problem]]:
    """A person's row, put straight when a comma in the name has shifted it and only one reading is possible."""
    problems: list[Problem] = []
    if _shifted(cells, answered, columns.width):
        straight = _straightened(cells, first, answered, columns)
        if straight is None:
            return None, [Problem("row_shifted", line, {"name": cells[0]})]
        cells = straight
        problems.append(Problem("row_straightened", line, {"name": cells[0]}))
    row, found = poll_row(cells, columns, line, _instant(cells, answered))
    return row, [*problems, *found]


def _shifted(cells: Sequence[str], answered: int | None, width: int) -> bool:
    """Whether a row has more cells than there are columns, or its time of answer stands elsewhere than announced."""
    if any(cells[width:]):
        return True
    instants = _instants(cells)
    return answered is not None and bool(instants) and answered not in instants


def _straightened(cells: Sequence[str], first: int, answered: int | None, columns: Columns) -> tuple[str, ...] | None:
    """The row with its name in one cell again; None when it could be read in two ways, or in none.

    Only one reading is left when the row ends in as many answers as there are moments, the time of the answer (if the
    export has it) is found once, at its place counted from the right, and an address or nothing stands before it.
    """
    filled = tuple(cells[: max(index for index, cell in enumerate(cells) if cell) + 1])
    extra = len(filled) - columns.width
    name, middle, answers = filled[: extra + 1], filled[extra + 1 : extra + first], filled[extra + first :]
    if extra < 1 or not all(name) or any(map(is_answer, name)) or not all(map(is_answer, answers)):
        return None
    if answered is not None and _instants(filled) != [answered + extra]:
        return None
    if columns.email is not None and middle[0] and not usable_email(middle[0]):
        return None
    return (", ".join(name), *middle, *answers)


def _instants(cells: Sequence[str]) -> list[int]:
    return [index for index, cell in enumerate(cells) if _INSTANT.fullmatch(cell)]


def _instant(cells: Sequence[str], answered: int | None) -> datetime | None:
    """When somebody answered; None when the export does not say, or not in Rallly's own way of writing it."""
    written = cells[answered] if answered is not None and answered < len(cells) else ""
    try:
        return datetime.fromisoformat(written) if _OWN_INSTANT.fullmatch(written) else None
    except ValueError:
        return None
