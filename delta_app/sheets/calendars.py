"""Calendar files (RFC 5545) that phones and desktop calendars read alike: local times, and the zone's own rules."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Literal

from delta_app.core.clock import BRUSSELS
from delta_app.sheets.glyphs import one_line

if TYPE_CHECKING:
    import icalendar

# Written out: the library's own table names the wrong hour for the start of summer time, and ends in 2038.
_BRUSSELS_RULES = """\
BEGIN:VTIMEZONE
TZID:Europe/Brussels
BEGIN:DAYLIGHT
TZNAME:CEST
DTSTART:19960331T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
BEGIN:STANDARD
TZNAME:CET
DTSTART:19961027T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
END:VTIMEZONE
"""


Status = Literal["TENTATIVE", "CONFIRMED", "CANCELLED"]


@dataclass(frozen=True)
class Entry:
    """Something on the calendar; ``start`` and ``end`` are what the venue's wall clock shows, without a zone."""

    uid: str
    summary: str
    start: datetime
    end: datetime
    description: str = ""
    location: str = ""
    status: Status = "CONFIRMED"


def wall_times(day: date, start_minute: int, end_minute: int) -> tuple[datetime, datetime]:
    """Start and end of a stretch of a day; one that ends at or before its start ends the day after."""
    midnight = datetime.combine(day, datetime.min.time())
    start, end = midnight + timedelta(minutes=start_minute), midnight + timedelta(minutes=end_minute)
    return start, end if end > start else end + timedelta(days=1)


def moment_of(day: date, minute: int) -> datetime:
    """What the venue's wall clock shows so many minutes after midnight, beyond 1440 on a later day, with its zone: so
    many hours on the clock, however long the day is."""
    return (datetime.combine(day, datetime.min.time()) + timedelta(minutes=minute)).replace(tzinfo=BRUSSELS)


def calendar_bytes(entries: Iterable[Entry], *, name: str, sequence: int, stamped: datetime) -> bytes:
    """The calendar file; ``sequence`` grows with every change, ``stamped`` is an instant with its zone."""
    from icalendar import Calendar, Component

    calendar = Calendar()
    calendar.add("prodid", "-//Delta//delta-app//FR")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", one_line(name))
    calendar.add("x-wr-timezone", "Europe/Brussels")
    calendar.add_component(Component.from_ical(_BRUSSELS_RULES.replace("\n", "\r\n")))
    for entry in entries:
        calendar.add_component(_event(entry, sequence, stamped.astimezone(UTC)))
    return bytes(calendar.to_ical(sorted=False))


def _event(entry: Entry, sequence: int, stamped: datetime) -> "icalendar.Event":
    from icalendar import Event

    event = Event()
    event.add("uid", entry.uid)
    event.add("dtstamp", stamped)
    event.add("last-modified", stamped)
    event.add("sequence", sequence)
    event.add("dtstart", entry.start.replace(tzinfo=BRUSSELS))
    event.add("dtend", entry.end.replace(tzinfo=BRUSSELS))
    event.add("summary", one_line(entry.summary))
    if entry.location:
        event.add("location", one_line(entry.location))
    if entry.description:
        event.add("description", one_line(entry.description))
    event.add("status", entry.status)
    return event
