"""Calendar files as they really come, line by line: folded or not, in mixed encodings, with ends that are missing.

What nobody here needs (guests, alarms, attachments, what other programs noted) is passed over where it is met: it never
gets further than this module.
"""

import io
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Literal, NamedTuple

from delta_app.readers.problems import Problem

Kind = Literal["VEVENT", "VTIMEZONE"]

MOST_SAID = 50
"""How many problems of one kind are listed; of the others only the number is said."""
MOST_NESTED = 50
"""Parts of an entry within each other; nobody writes more than three."""
LONGEST_TEXT = 20_000
LONGEST_DATES = 2_000_000

_TEXTS = frozenset({"SUMMARY", "DESCRIPTION", "LOCATION", "COMMENT", "X-ALT-DESC"})
_OTHERS = frozenset(
    {
        "CLASS", "DTEND", "DTSTAMP", "DTSTART", "DURATION", "EXDATE", "EXRULE", "LAST-MODIFIED", "RDATE",
        "RECURRENCE-ID", "RRULE", "SEQUENCE", "STATUS", "UID", "URL",
    }
)  # fmt: skip
# Of what stands beside, by its name, where it is said that it was left aside.
_LEFT_ASIDE = {"ATTACH": "calendar_attachments"}
_OTHER_KINDS = {"VTODO": "calendar_other_entries", "VJOURNAL": "calendar_other_entries"}
_KINDS = frozenset({"VCALENDAR", "VEVENT", "VTIMEZONE", "VFREEBUSY", *_OTHER_KINDS})
_UNQUALIFIED: Mapping[str, str] = MappingProxyType({})
_NAME = re.compile(r"([A-Za-z0-9-]+)[;:]")
_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


class Troubles:
    """What was not understood, by line; of what comes again and again the first ones, and how many more there are."""

    def __init__(self) -> None:
        self._listed: list[Problem] = []
        self._counts: Counter[str] = Counter()
        self._lines: dict[str, list[int]] = {}

    def add(self, code: str, line: int, **facts: Any) -> None:
        """Something on a line."""
        self._counts[code] += 1
        if self._counts[code] <= MOST_SAID:
            self._listed.append(Problem(code, line, facts))

    def count(self, code: str, line: int) -> None:
        """Something that is told once for the whole file, with how often it is there and where first."""
        self._lines.setdefault(code, [line])
        self._counts[code] += 1

    @property
    def listed(self) -> tuple[Problem, ...]:
        """All of it: what is told of the whole file first, then line by line."""
        of_file = [
            Problem(code, None, {"n": self._counts[code], "line": lines[0]}) for code, lines in self._lines.items()
        ]
        of_lines = sorted(self._listed, key=lambda one: one.line or 0)
        more = sum(max(0, count - MOST_SAID) for code, count in self._counts.items() if code not in self._lines)
        return (*of_file, *of_lines, *([Problem("calendar_more", None, {"n": more})] if more else []))


class Content(NamedTuple):
    """A line put together: what it gives, by what that is qualified, and its value, still as it is written."""

    line: int
    name: str
    parameters: Mapping[str, str]
    value: str


@dataclass
class Block:
    """An entry or a time zone: where it begins, and what its lines say; of a time zone also those of its parts.
    ``method``: what the calendar around it is sent for, as ``PUBLISH`` or ``CANCEL``; empty where it does not say."""

    kind: Kind
    line: int
    method: str = ""
    contents: list[Content] = field(default_factory=list)


def blocks(data: bytes, troubles: Troubles) -> Iterator[Block]:
    """The entries and time zones of a file, one after the other; nothing where it is no calendar."""
    return _Scanner(troubles).blocks(data)


class _Scanner:
    """Reads a file from its beginning to its end, keeping no more of it than the entry under way."""

    def __init__(self, troubles: Troubles) -> None:
        self._troubles = troubles
        self._block: Block | None = None
        self._inside: list[str] = []  # parts of the entry, as an alarm
        self._method = ""
        self._done: list[Block] = []

    def blocks(self, data: bytes) -> Iterator[Block]:
        for number, name, text in self._unfolded(data):
            self._take(number, name, text)
            if self._done:
                yield from self._done
                self._done = []
        if self._block is not None:
            self._troubles.add("calendar_cut_off", self._block.line)
            self._end_block()
        yield from self._done

    def _unfolded(self, data: bytes) -> Iterator[tuple[int, str, str]]:
        """Every line that matters, put together again: its number, what it gives, and the line itself, its bytes still
        as they are in the file."""
        begun, name, parts, room = 0, "", [""], 0
        for number, raw in enumerate(_physical(data), start=1):
            first = raw[0]
            if first in "\n\t ":
                if name and first != "\n":
                    parts.append(raw[1 : room + 1].rstrip("\n"))
                    room = self._room_left(name, begun, room, len(raw) - 1)
                continue
            found = _NAME.match(raw)
            if found is None:
                self._troubles.count("calendar_line_broken", number)
                continue
            if name:
                yield begun, name, "".join(parts)
            name = found[1].upper()
            if self._matters(name, number):
                most = LONGEST_TEXT if name in _TEXTS else LONGEST_DATES
                begun, parts = number, [raw[:most].rstrip("\n")]
                room = self._room_left(name, begun, most, len(raw))
            else:
                name = ""
        if name:
            yield begun, name, "".join(parts)

    def _room_left(self, name: str, begun: int, room: int, taken: int) -> int:
        """How much more of a line is kept."""
        if 0 < room < taken and name in _TEXTS:
            self._troubles.count("calendar_text_long", begun)
        return max(0, room - taken)

    def _matters(self, name: str, number: int) -> bool:
        if name in ("BEGIN", "END"):
            return True
        if self._block is None:
            return name == "METHOD"
        if self._block.kind == "VTIMEZONE":
            return True
        if self._inside:
            return False
        if name in _LEFT_ASIDE:
            self._troubles.count(_LEFT_ASIDE[name], number)
        return name in _TEXTS or name in _OTHERS

    def _take(self, number: int, name: str, text: str) -> None:
        content = _content(number, name, self._decoded(text, number))
        if name == "BEGIN":
            self._begin(content.value.strip().upper(), content)
        elif name == "END":
            self._end(content.value.strip().upper(), content)
        elif self._block is not None:
            self._block.contents.append(content)
        else:
            self._method = content.value.strip().upper()

    def _begin(self, kind: str, content: Content) -> None:
        if self._block is not None and kind in _KINDS:
            self._troubles.add("calendar_end_missing", self._block.line)
            self._end_block()
        if self._block is not None:
            if len(self._inside) < MOST_NESTED:
                self._inside.append(kind)
            if self._block.kind == "VTIMEZONE":
                self._block.contents.append(content)
        elif kind in ("VEVENT", "VTIMEZONE"):
            self._block = Block(kind, content.line, self._method)  # type: ignore[arg-type]
        elif kind == "VCALENDAR":
            self._method = ""
        elif kind in _OTHER_KINDS:
            self._troubles.count(_OTHER_KINDS[kind], content.line)

    def _end(self, kind: str, content: Content) -> None:
        if self._block is None:
            return
        if kind == self._block.kind:
            self._end_block()
        elif kind in self._inside:
            del self._inside[self._inside.index(kind) :]
            if self._block.kind == "VTIMEZONE":
                self._block.contents.append(content)
        elif kind == "VCALENDAR":
            self._troubles.add("calendar_end_missing", self._block.line)
            self._end_block()

    def _end_block(self) -> None:
        if self._block is not None:
            self._done.append(self._block)
        self._block, self._inside = None, []

    def _decoded(self, text: str, number: int) -> str:
        if text.isascii():
            return text
        raw = text.encode("latin-1")
        try:
            return raw.decode("utf-8")
        except UnicodeDecodeError:
            self._troubles.count("calendar_encoding", number)
            return raw.decode("cp1252", "replace")


def _physical(data: bytes) -> Iterator[str]:
    """The lines of a file, ended in any of the three ways; each byte is one character of them for now: a line may be
    folded within a letter, so that only a whole one can be read."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            data = data[len(mark) :] if encoding == "utf-8" else data.decode(encoding, "replace").encode()
            break
    return io.TextIOWrapper(io.BytesIO(data), encoding="latin-1", newline=None)


def _content(number: int, name: str, text: str) -> Content:
    """A line in its parts; of one whose quotes are not paired all up to the first colon qualifies the name."""
    if text[len(name)] == ":":
        return Content(number, name, _UNQUALIFIED, text[len(name) + 1 :])
    head, value = _split(text)
    found = {}
    for one in _unquoted_split(head)[1:]:
        key, _sign, said = one.partition("=")
        found[key.strip().upper()] = said.strip().strip('"')
    return Content(number, name, found, value)


def _split(text: str) -> tuple[str, str]:
    colon = text.find(":")
    if '"' in text[:colon]:
        quoted = False
        for place, sign in enumerate(text):
            if sign == '"':
                quoted = not quoted
            elif sign == ":" and not quoted:
                colon = place
                break
    return (text, "") if colon < 0 else (text[:colon], text[colon + 1 :])


def _unquoted_split(head: str) -> list[str]:
    if '"' not in head:
        return head.split(";")
    parts = re.findall(r'(?:[^;"]|"[^"]*"|")+', head)
    return [part for part in parts if part]
