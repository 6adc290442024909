"""A calendar file read by others: its dates as icalendar and dateutil give them, and as real calendar programs do."""

import ctypes
import ctypes.util
import subprocess
import sys
from collections import defaultdict
from datetime import UTC, datetime, time, timedelta

from dateutil.rrule import rruleset, rrulestr
from icalendar import Calendar

from delta_app.core.clock import BRUSSELS
from tests.programme.plain_series import WEEKDAYS

MIDNIGHT = time()


def wall(when):
    """A day or a moment as the clock on the wall shows it."""
    if isinstance(when, datetime):
        return when.astimezone(BRUSSELS).replace(tzinfo=None) if when.tzinfo else when
    return datetime.combine(when, MIDNIGHT)


def told(event, start):
    ends = "duration" not in event
    length = wall(event.decoded("dtend")) - wall(event.decoded("dtstart")) if ends else event.decoded("duration")
    minutes = start.hour * 60 + start.minute
    return (
        start.date(), minutes, minutes + int(length.total_seconds()) // 60, str(event["summary"]),
        str(event.get("status", "")) == "CANCELLED",
    )  # fmt: skip


def of(event, name):
    found = event.get(name, [])
    return [wall(one.dt) for some in (found if isinstance(found, list) else [found]) for one in some.dts]


def starts(event, last):
    """When an entry begins by its rule and its dates, but for those it leaves out."""
    first = wall(event.decoded("dtstart"))
    every = rruleset()
    if "rrule" in event:
        parts = dict(event["rrule"])
        ends = parts.pop("UNTIL", [None])[0]
        text = event["rrule"].__class__(parts).to_ical().decode()
        if ends is not None:
            assert isinstance(ends, datetime) == isinstance(event.decoded("dtstart"), datetime), "RFC 5545, 3.3.10"
            assert not isinstance(ends, datetime) or ends.utcoffset() == timedelta(0), "RFC 5545, 3.3.10"
            text += f";UNTIL={wall(ends):%Y%m%dT%H%M%S}"
        begun = first
        if (
            parts["FREQ"] == ["WEEKLY"] and {"BYSETPOS", "BYDAY"} <= parts.keys()
        ):  # dateutil counts positions from the first day on
            begun -= timedelta(days=(first.weekday() - WEEKDAYS.index(parts.get("WKST", ["MO"])[0])) % 7)
        every.rrule(rrulestr(text, dtstart=begun))
    else:
        every.rdate(first)
    for moment in of(event, "rdate"):
        every.rdate(moment)
    for moment in of(event, "exdate"):
        every.exdate(moment)
    return every.between(first, datetime.combine(last, time(23, 59)), inc=True)


def dates_in(data, first, last):
    """Every date that a file gives from a day to another: day, minutes, title, whether it is called off."""
    series, instead = {}, defaultdict(dict)
    for event in Calendar.from_ical(data).walk("VEVENT"):
        uid = str(event["uid"])
        if "recurrence-id" in event:
            when = wall(event.decoded("recurrence-id"))
            assert when not in instead[uid]
            instead[uid][when] = event
        else:
            assert uid not in series
            series[uid] = event
    found = []
    for uid, event in series.items():
        moments = starts(event, max([last, *(when.date() for when in instead[uid])]))
        assert set(instead[uid]) <= set(moments), "an entry instead of none"
        for moment in moments:
            other = instead[uid].get(moment)
            found.append(told(event, moment) if other is None else told(other, wall(other.decoded("dtstart"))))
    assert set(instead) <= set(series)
    return sorted(one for one in found if first <= one[0] <= last)


class Khal:
    """The calendar client khal, with a calendar of its own."""

    def __init__(self, folder):
        self._settings = folder / "khal.conf"
        (folder / "calendar").mkdir()
        self._settings.write_text(
            f"[calendars]\n[[delta]]\npath = {folder / 'calendar'}\ntype = calendar\n"
            f"[sqlite]\npath = {folder / 'khal.db'}\n[default]\ndefault_calendar = delta\n"
            "[locale]\nlocal_timezone = Europe/Brussels\ndefault_timezone = Europe/Brussels\n"
            "timeformat = %H:%M\ndateformat = %d/%m/%Y\nlongdateformat = %d/%m/%Y\n"
            "datetimeformat = %d/%m/%Y %H:%M\nlongdatetimeformat = %d/%m/%Y %H:%M\n"
        )

    def run(self, *words):
        command = [sys.executable, "-m", "khal", "-c", str(self._settings), *words]
        return subprocess.run(command, capture_output=True, check=True, text=True, encoding="utf-8").stdout

    def dates(self, path, first, last):
        """What it lists after importing a file: day, from when to when, title, whether it is called off."""
        self.run("import", "--batch", str(path))
        until = (last + timedelta(days=1)).strftime("%d/%m/%Y")
        form = "{start-date}|{start-time}|{end-date}|{end-time}|{title}|{cancelled}"
        listed = self.run("list", "--day-format", "", "--format", form, first.strftime("%d/%m/%Y"), until)
        found = set()  # it lists what lasts several days on each of them
        for line in filter(None, map(str.strip, listed.splitlines())):
            day, start, end_day, end, title, gone = line.split("|")
            found.add((_day(day), start or None, _day(end_day), end or None, title, bool(gone.strip())))
        return sorted((one for one in found if first <= one[0] <= last), key=str)


def _day(text):
    return datetime.strptime(text, "%d/%m/%Y").date()  # noqa: DTZ007 (a date)


class _Time(ctypes.Structure):
    """``struct icaltimetype``"""

    _fields_ = (
        *((name, ctypes.c_int) for name in ("year", "month", "day", "hour", "minute", "second", "is_date", "daylight")),
        ("zone", ctypes.c_void_p),
    )

    @property
    def plain(self):
        return datetime(self.year, self.month, self.day, self.hour, self.minute)  # noqa: DTZ001 (as the wall shows it)


class _Span(ctypes.Structure):
    """``struct icaltime_span``"""

    _fields_ = (("start", ctypes.c_long), ("end", ctypes.c_long), ("is_busy", ctypes.c_int))


_EACH = ctypes.CFUNCTYPE(None, ctypes.c_void_p, ctypes.POINTER(_Span), ctypes.c_void_p)
_VEVENT = 4
_LIBICAL = {
    "icalparser_parse_string": (ctypes.c_void_p, [ctypes.c_char_p]),
    "icalcomponent_get_first_component": (ctypes.c_void_p, [ctypes.c_void_p, ctypes.c_int]),
    "icalcomponent_get_next_component": (ctypes.c_void_p, [ctypes.c_void_p, ctypes.c_int]),
    "icalcomponent_get_uid": (ctypes.c_char_p, [ctypes.c_void_p]),
    "icalcomponent_get_summary": (ctypes.c_char_p, [ctypes.c_void_p]),
    "icalcomponent_get_recurrenceid": (_Time, [ctypes.c_void_p]),
    "icalcomponent_get_dtstart": (_Time, [ctypes.c_void_p]),
    "icaltime_from_string": (_Time, [ctypes.c_char_p]),
    "icaltime_is_null_time": (ctypes.c_int, [_Time]),
    "icalcomponent_foreach_recurrence": (None, [ctypes.c_void_p, _Time, _Time, _EACH, ctypes.c_void_p]),
    "icalcomponent_free": (None, [ctypes.c_void_p]),
}


def libical():
    """The C library under Evolution, KDE's and many other calendars; None where this computer has none."""
    name = ctypes.util.find_library("ical")
    if name is None:
        return None
    library = ctypes.CDLL(name)
    for call, (gives, takes) in _LIBICAL.items():
        getattr(library, call).restype, getattr(library, call).argtypes = gives, takes
    return library


def dates_by_libical(library, data, first, last):
    """What the library gives for a file: from when to when on the wall, title."""
    root = library.icalparser_parse_string(data)
    since = library.icaltime_from_string(f"{first - timedelta(days=20):%Y%m%dT%H%M%S}Z".encode())
    until = library.icaltime_from_string(f"{last + timedelta(days=20):%Y%m%dT%H%M%S}Z".encode())
    masters, others, replaced = [], [], set()
    event = library.icalcomponent_get_first_component(root, _VEVENT)
    while event:
        when = library.icalcomponent_get_recurrenceid(event)
        uid = library.icalcomponent_get_uid(event)
        spans = []
        each = _EACH(lambda _event, span, _data, spans=spans: spans.append((span[0].start, span[0].end)))
        library.icalcomponent_foreach_recurrence(event, since, until, each, None)
        if library.icalcomponent_get_dtstart(event).is_date:
            spans = [(_in(UTC, start), _in(UTC, end + 1) - timedelta(days=1)) for start, end in spans]
        else:
            spans = [(_in(BRUSSELS, start), _in(BRUSSELS, end)) for start, end in spans]
        title = library.icalcomponent_get_summary(event).decode()
        if library.icaltime_is_null_time(when):
            masters.append((uid, title, spans))
        else:
            replaced.add((uid, when.plain))
            others.append((uid, title, spans))
        event = library.icalcomponent_get_next_component(root, _VEVENT)
    library.icalcomponent_free(root)
    found = [(*span, title) for uid, title, spans in masters for span in spans if (uid, span[0]) not in replaced]
    found += [(*span, title) for _uid, title, spans in others for span in spans]
    return sorted(one for one in found if first <= one[0].date() <= last)


def _in(zone, seconds):
    return datetime.fromtimestamp(seconds, zone).replace(tzinfo=None)


def spans_of(dates):
    """What ``dates_in`` gives as moments: from when to when on the wall, title."""
    return sorted((_at(day, start), _at(day, end), title) for day, start, end, title, _gone in dates)


def _at(day, minute):
    moment = datetime.combine(day, MIDNIGHT) + timedelta(minutes=minute)
    return moment.replace(tzinfo=BRUSSELS).astimezone(UTC).astimezone(BRUSSELS).replace(tzinfo=None)
