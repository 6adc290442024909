"""Values of calendar files: days, moments and their zones, how long something lasts, and words without their marks."""

import io
import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import cache
from html.parser import HTMLParser
from zoneinfo import ZoneInfo

from delta_app.readers.calendar_lines import Block, Content

When = date | datetime
"""A day without hours, a moment as a clock on the wall shows it, or one with its zone."""

_WHEN = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})(?:T(\d{2}):?(\d{2})(?::?(\d{2}))?(Z)?)?", re.ASCII | re.IGNORECASE)
_LASTING = re.compile(
    r"\+?P(?:(\d{1,4})W)?(?:(\d{1,5})D)?(?:T(?:(\d{1,5})H)?(?:(\d{1,6})M)?(?:(\d{1,7})S)?)?", re.ASCII | re.IGNORECASE
)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_MARKUP = re.compile(
    r"<(?:!doctype|/?(?:html|body|div|span|p|br|b|i|u|a|em|strong|font|ul|ol|li|table|tr|td|h[1-6]|hr|img))(?:[\s/][^<>]*)?>",
    re.IGNORECASE,
)
# A zone of a file's own may recur by the year; any other rule for it is no zone, and looking for its days has no end.
_YEARLY = re.compile(r"FREQ=YEARLY(;(?!BY(HOUR|MINUTE|SECOND))[A-Z]+=[^;]+)*", re.IGNORECASE)
_LONGEST_ZONE = 2_000
_FIRST_YEAR, _LAST_YEAR = 100, 8_000


def read_when(text: str, zone: tzinfo | None) -> When | None:
    """A day or a moment, in a zone where it says none itself; None where it is neither, or so far off that nobody can
    count from it."""
    found = _WHEN.fullmatch(text.strip())
    if found is None or not _FIRST_YEAR <= int(found[1]) <= _LAST_YEAR:
        return None
    year, month, day, hour, minute, second, utc = found.groups()
    try:
        if hour is None:
            return date(int(year), int(month), int(day))
        moment = datetime(  # noqa: DTZ001 (its zone follows, and none for a clock on the wall)
            int(year), int(month), int(day), int(hour), int(minute), min(59, int(second or 0))
        )
    except ValueError:
        return None
    return moment.replace(tzinfo=UTC if utc else zone)


def read_lasting(text: str) -> timedelta | None:
    """How long something lasts; None where that cannot be read."""
    found = _LASTING.fullmatch(text.strip())
    if found is None or not any(found.groups()):
        return None
    weeks, days, hours, minutes, seconds = (int(part or 0) for part in found.groups())
    return timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=seconds)


def words_of(text: str) -> str:
    """A text value without what escapes its signs."""
    return _ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], text)


def plain_words(text: str) -> str:
    """Words that some programs write as a web page, without its marks; lines stay lines."""
    if not _MARKUP.search(text):
        return text
    reader = _Plain()
    reader.feed(text)
    reader.close()
    lines = [" ".join(line.split()) for line in "".join(reader.said).splitlines()]
    return re.sub("\n{3,}", "\n\n", "\n".join(lines)).strip()


class _Plain(HTMLParser):
    """Gathers what a reader of the page sees."""

    _BREAKS = frozenset({"br", "p", "div", "li", "tr", "h1", "h2", "h3", "h4", "ul", "ol", "table", "blockquote"})
    _UNSEEN = frozenset({"script", "style", "head", "title"})

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.said: list[str] = []
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self._unseen += tag in self._UNSEEN
        if tag in self._BREAKS:
            self.said.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self._unseen = max(0, self._unseen - (tag in self._UNSEEN))
        if tag in self._BREAKS and tag != "br":
            self.said.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.said.append(data)


class Zones:
    """The zones a file names: those everybody knows, by any of their names, and those it describes itself."""

    def __init__(self, unknown: Callable[[str, int], None]) -> None:
        self._unknown = unknown
        self._described: dict[str, Block] = {}
        self._known: dict[str, tzinfo | None] = {}

    def describe(self, block: Block) -> None:
        """Remember how the file describes a zone."""
        name = next((one.value.strip() for one in block.contents if one.name == "TZID"), "")
        for written in (name, words_of(name)):  # lines name it without the signs that escape others in a text
            self._described[written] = block
            self._known.pop(written, None)

    def of(self, content: Content) -> tzinfo | None:
        """The zone of a line; None where it names none, or one nobody knows, which is told once."""
        name = content.parameters.get("TZID", "")
        if not name:
            return None
        if name not in self._known:
            self._known[name] = known_zone(name) or _described_zone(self._described.get(name))
            if self._known[name] is None:
                self._unknown(name, content.line)
        return self._known[name]


@cache
def known_zone(name: str) -> tzinfo | None:
    """A zone by its name in the world's table, by Windows' name for it, or by a path that ends in one."""
    parts = name.strip().strip("/").split("/")
    if parts[-1].upper() in ("UTC", "GMT", "Z"):
        return UTC
    for count in (3, 2, 1):
        found = _zone("/".join(parts[-count:])) if len(parts) >= count else None
        if found is not None:
            return found
    windows = _windows_zones().get(" ".join(name.casefold().split()))
    return None if windows is None else _zone(windows)


def _zone(name: str) -> tzinfo | None:
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # the table is a folder of files
        return None


@cache
def _windows_zones() -> Mapping[str, str]:
    from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

    return {name.casefold(): zone for name, zone in WINDOWS_TO_OLSON.items()}


def _described_zone(block: Block | None) -> tzinfo | None:
    """A zone as a file describes it; None where that makes no sense."""
    if block is None:
        return None
    for one in block.contents:
        if one.name == "X-LIC-LOCATION" and (found := known_zone(one.value.strip())):
            return found
    rules = [one.value.strip() for one in block.contents if one.name == "RRULE"]
    if len(block.contents) > _LONGEST_ZONE or not all(_YEARLY.fullmatch(rule) for rule in rules):
        return None
    from dateutil.tz import tzical

    lines = ["BEGIN:VTIMEZONE", *map(_zone_line, block.contents), "END:VTIMEZONE"]
    try:
        zone: tzinfo | None = tzical(io.StringIO("\n".join(filter(None, lines)))).get()
        if zone is not None:
            zone.utcoffset(datetime(2027, 7, 1))  # noqa: DTZ001 (whether it can be asked)
    except (ValueError, KeyError, TypeError, IndexError, AttributeError, OverflowError):
        return None
    return zone


def _zone_line(content: Content) -> str:
    """A line of a zone as dateutil takes it, empty for what it does not know."""
    if content.name in ("BEGIN", "END"):
        return f"{content.name}:{content.value.strip().upper()}"
    known = ("TZID", "DTSTART", "RRULE", "RDATE", "TZOFFSETFROM", "TZOFFSETTO", "TZNAME")
    return f"{content.name}:{content.value.strip()}" if content.name in known else ""
