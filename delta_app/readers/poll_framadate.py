"""Framadate's export: a row of dates, a row of hours, then one row a person."""

from delta_app.readers.poll_moments import read_day, read_span
from delta_app.readers.poll_table import columns_of, is_answer, poll_from, read_plain_row
from delta_app.readers.poll_types import Moment, Poll
from delta_app.readers.problems import Problem
from delta_app.readers.tabular import Table

Row = tuple[str, ...]


def is_framadate(table: Table) -> bool:
    """Dates alone in the first row, under an empty cell or above a row of hours."""
    return any(map(_is_day, table.headers[1:])) and (not table.headers[0] or bool(_hours(table)))


def read_framadate(table: Table) -> Poll:
    """The poll of a table that ``is_framadate``. Raises UnreadableFile (poll_without_moments)."""
    hours = _hours(table)
    days = table.headers
    month_first = _month_comes_first(days[1:])
    headings = {index: _heading(days, hours, index) for index in range(1, max(len(days), len(hours)))}

    def moment(heading: str) -> Moment | None:
        written_day, _, written_hours = heading.partition("\n")
        day, span = read_day(written_day, month_first), read_span(written_hours)
        return Moment(day, *span) if day and span else None

    columns, problems = columns_of(
        {index: text for index, text in headings.items() if text.strip()}, moment, table.header_line
    )
    if month_first:
        problems.append(Problem("month_first", table.header_line, {"value": days[1]}))
    return poll_from("framadate", table, 1 if hours else 0, columns, problems, read_plain_row)


def _hours(table: Table) -> Row:
    """The second row, when nobody's name begins it and it holds no answers; dates may come without hours."""
    second = table.rows[0] if table.rows else ("no row",)
    return () if second[0] or any(map(is_answer, second)) else second


def _heading(days: Row, hours: Row, index: int) -> str:
    """What stands above a column: its date, a line break, its hours."""
    return "\n".join(row[index] if index < len(row) else "" for row in (days, hours))


def _is_day(text: str) -> bool:
    return read_day(text) is not None or read_day(text, month_first=True) is not None


def _month_comes_first(days: Row) -> bool:
    """Whether the dates only make sense as month/day: English-speaking sites write them so."""
    filled = [day for day in days if day]
    return any(read_day(day) is None for day in filled) and all(read_day(day, month_first=True) for day in filled)
