"""Calendars that other programs write (RFC 5545: Nextcloud, Google, Outlook…): bytes in, plain entries out.

An entry is what it says of itself: rules are kept as they are written and never followed here, so that one that comes
a billion times costs no more than another. Guests, alarms and attachments are nobody's business and not read.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Literal

from delta_app.readers import calendar_words, words  # noqa: F401 (register what the refusals say)
from delta_app.readers.calendar_lines import Block, Content, Troubles, blocks
from delta_app.readers.calendar_values import When, Zones, plain_words, read_lasting, read_when, words_of
from delta_app.readers.problems import Problem, UnreadableFile

MAX_BYTES = 64 * 1024 * 1024
"""A calendar of ten years weighs about 5 MB; pictures inside make some ten times that."""
MOST_ENTRIES = 200_000
MOST_DATES = 20_000
"""That one entry leaves out or adds."""
USUAL_LENGTH = timedelta(hours=1)

_BEGINNING = re.compile(rb"BEGIN:(VCALENDAR|VEVENT)", re.IGNORECASE)

Status = Literal["", "TENTATIVE", "CONFIRMED", "CANCELLED"]
Pair = tuple[When, When]


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """Something on a calendar, on which line of the file it begins.

    ``end`` lies after ``start``, of days without hours it is the day after the last. ``rule``: how it comes again, as
    written; ``without`` and ``also``: dates that this leaves out and those it has besides, each with its end.
    ``instead_of``: the date of its series that it stands for, with ``following`` for all that come after too.
    ``modified``: when it was last changed, None where the file does not say. ``reason``: a comment on it. ``link``: a
    page about it.
    """

    line: int
    uid: str
    title: str
    start: When
    end: When
    description: str = ""
    location: str = ""
    rule: str = ""
    without: tuple[When, ...] = ()
    also: tuple[Pair, ...] = ()
    instead_of: When | None = None
    following: bool = False
    status: Status = ""
    private: bool = False
    modified: datetime | None = None
    sequence: int = 0
    reason: str = ""
    link: str = ""


@dataclass(frozen=True)
class CalendarFile:
    """The entries of a calendar in the order of the file, and what could not be taken over."""

    entries: tuple[CalendarEntry, ...]
    problems: tuple[Problem, ...]


def calendar_bytes_of(path: Path) -> bytes:
    """What a file holds, as far as ``read_calendar`` takes it: what is too big is not read whole. Raises OSError."""
    with path.open("rb") as stream:
        return stream.read(MAX_BYTES + 1)


def read_calendar(data: bytes, name_hint: str = "") -> CalendarFile:
    """The entries of a calendar file; what is wrong with one of them is told, and the others are read.

    Raises UnreadableFile: file_empty, file_too_big, calendar_zipped, not_a_calendar, calendar_too_many.
    """
    if not data.strip(b"\x00 \t\r\n"):
        raise UnreadableFile("file_empty", name=name_hint)
    if len(data) > MAX_BYTES:
        raise UnreadableFile("file_too_big", name=name_hint, megabytes=MAX_BYTES // 1024 // 1024)
    if data.startswith(b"PK\x03\x04"):  # how Google hands calendars out
        raise UnreadableFile("calendar_zipped", name=name_hint)
    troubles = Troubles()
    entries = tuple(_entries(blocks(data, troubles), troubles, name_hint))
    if not entries and not _BEGINNING.search(data.replace(b"\x00", b"")):
        raise UnreadableFile("not_a_calendar", name=name_hint)
    return CalendarFile(entries, troubles.listed)


def _entries(found: Iterable[Block], troubles: Troubles, name: str) -> Iterator[CalendarEntry]:
    """The entries of a file, read when all zones are known: some programs describe these last."""
    zones = Zones(lambda zone, line: troubles.add("calendar_zone_unknown", line, zone=zone[:80]))
    waiting = []
    for block in found:
        if block.kind == "VTIMEZONE":
            zones.describe(block)
        else:
            waiting.append(block)
        if len(waiting) > MOST_ENTRIES:
            raise UnreadableFile("calendar_too_many", name=name, most=MOST_ENTRIES)
    waiting.reverse()
    while waiting:  # let go of each as soon as it is read
        entry = _Reader(waiting.pop(), zones, troubles).entry()
        if entry is not None:
            yield entry


class _Reader:
    """Reads one entry from its lines."""

    def __init__(self, block: Block, zones: Zones, troubles: Troubles) -> None:
        self._line, self._zones, self._troubles = block.line, zones, troubles
        self._method = block.method
        self._said: dict[str, list[Content]] = {}
        for content in block.contents:
            self._said.setdefault(content.name, []).append(content)
        self._title = self._text("SUMMARY")

    def entry(self) -> CalendarEntry | None:
        """The entry; None, and a problem, where nobody can tell when it is."""
        start = self._when("DTSTART")
        if start is None:
            self._problem("calendar_start_unread", value=self._first("DTSTART")[:40])
            return None
        end = self._end(start)
        instead_of = self._when("RECURRENCE-ID")
        following = instead_of is not None and "THISANDFUTURE" in self._parameter("RECURRENCE-ID", "RANGE")
        described = self._text("DESCRIPTION") or self._text("X-ALT-DESC")
        entry = CalendarEntry(
            line=self._line,
            uid=self._text("UID").strip(),
            title=self._title,
            start=start,
            end=end,
            description=plain_words(described),
            location=self._text("LOCATION"),
            rule=self._rule() if instead_of is None else "",
            without=tuple(self._without()),
            also=tuple(self._also(start, end - start)),
            instead_of=instead_of,
            following=following,
            status=self._status(),
            private=self._first("CLASS").strip().upper() in ("PRIVATE", "CONFIDENTIAL"),
            modified=self._modified(),
            sequence=self._sequence(),
            reason=self._text("COMMENT"),
            link=self._link(),
        )
        return entry if entry.uid else replace(entry, uid=_uid_for(entry))

    def _first(self, name: str) -> str:
        found = self._said.get(name)
        return found[0].value if found else ""

    def _text(self, name: str) -> str:
        return words_of(self._first(name))

    def _parameter(self, name: str, parameter: str) -> str:
        found = self._said.get(name)
        return found[0].parameters.get(parameter, "").upper() if found else ""

    def _problem(self, code: str, **facts: object) -> None:
        self._troubles.add(code, self._line, title=self._title[:80], **facts)

    def _when(self, name: str) -> When | None:
        found = self._said.get(name)
        return read_when(found[0].value, self._zones.of(found[0])) if found else None

    def _end(self, start: When) -> When:
        """When it ends; the usual time later where the file says nothing sensible, which is told of what has hours."""
        usual = start + (USUAL_LENGTH if isinstance(start, datetime) else timedelta(days=1))
        end = self._when("DTEND")
        if end is None and "DURATION" in self._said:
            lasting = read_lasting(self._first("DURATION"))
            end = None if lasting is None else _later(start, lasting, on_the_wall="RRULE" in self._said)
        if isinstance(end, datetime) and isinstance(start, datetime) and (end.tzinfo is None) != (start.tzinfo is None):
            end = end.replace(tzinfo=start.tzinfo)
        if end is not None and type(end) is type(start) and _is_after(end, start):
            return end
        if isinstance(start, datetime):
            self._problem("calendar_end_unread")
        return usual

    def _rule(self) -> str:
        rules = self._said.get("RRULE", [])
        if len(rules) > 1:
            self._problem("calendar_rules", n=len(rules))
        if "EXRULE" in self._said:
            self._problem("calendar_rule_without")
        return rules[0].value.strip() if rules else ""

    def _dates(self, name: str) -> Iterator[tuple[str, Content]]:
        read = 0
        for content in self._said.get(name, ()):
            for text in content.value.split(",", MOST_DATES + 1):
                read += 1
                if read > MOST_DATES:
                    self._problem("calendar_dates_many", most=MOST_DATES)
                    return
                if text.strip():
                    yield text, content

    def _without(self) -> Iterator[When]:
        for text, content in self._dates("EXDATE"):
            when = read_when(text, self._zones.of(content))
            if when is None:
                self._problem("calendar_date_unread", value=text.strip()[:40])
            else:
                yield when

    def _also(self, begun: When, lasting: timedelta) -> Iterator[Pair]:
        """The dates besides, each with its end; a day alone has the hours of the entry."""
        for text, content in self._dates("RDATE"):
            first, _slash, last = text.partition("/")
            zone = self._zones.of(content)
            start = read_when(first, zone)
            if start is None:
                self._problem("calendar_date_unread", value=text.strip()[:40])
                continue
            if isinstance(begun, datetime) and not isinstance(start, datetime):
                start = datetime.combine(start, begun.timetz())
            own = read_lasting(last) if last.strip().upper().startswith(("P", "+P")) else None
            end = _later(start, own or lasting) if own or not last else read_when(last, zone)
            sound = type(end) is type(start) and _is_after(end, start)
            yield start, end if sound and end is not None else _later(start, lasting)

    def _link(self) -> str:
        link = self._first("URL").strip()
        return link if link.lower().startswith(("http://", "https://")) else ""

    def _status(self) -> Status:
        if self._method == "CANCEL":
            return "CANCELLED"
        status = self._first("STATUS").strip().upper()
        return status if status in ("TENTATIVE", "CONFIRMED", "CANCELLED") else ""  # type: ignore[return-value]

    def _modified(self) -> datetime | None:
        """When it was last changed; in a calendar that is not sent for anything ``DTSTAMP`` says so too (RFC 5545,
        3.8.7.2), in others when the file was made."""
        moment = self._when("LAST-MODIFIED")
        if moment is None and not self._method:
            moment = self._when("DTSTAMP")
        return moment.astimezone(UTC) if isinstance(moment, datetime) and moment.tzinfo is not None else None

    def _sequence(self) -> int:
        text = self._first("SEQUENCE").strip()
        return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0


def _later(start: When, lasting: timedelta, *, on_the_wall: bool = False) -> When:
    """So much later: of days in whole days, else when so much time has passed, or when a clock shows so much more, as
    for a series, whose dates are not all in the night that the clocks change."""
    if not isinstance(start, datetime):
        return start + max(timedelta(days=1), timedelta(days=lasting.days))
    if start.tzinfo is None or on_the_wall:
        return start + lasting
    return (start.astimezone(UTC) + lasting).astimezone(start.tzinfo)


def _is_after(end: When | None, start: When) -> bool:
    if isinstance(end, datetime) and isinstance(start, datetime):
        return (end.tzinfo is None) == (start.tzinfo is None) and end > start
    return end is not None and end > start


def _uid_for(entry: CalendarEntry) -> str:
    """By what an entry that bears no mark of its own is known when the file comes again."""
    told = f"{entry.start!s}|{entry.title}|{entry.rule}"
    return f"{hashlib.sha256(told.encode()).hexdigest()[:32]}@sans-uid"
