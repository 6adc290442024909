"""Dates and spans of time as polls write them, in French, Dutch and English."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from typing import Literal

from delta_app.core.calendar import MINUTES_IN_DAY
from delta_app.core.text import fold

Span = tuple[int, int]
Naming = Callable[[Literal["wide", "abbreviated"], str], Mapping[int, str]]

_WIDTHS: tuple[Literal["wide", "abbreviated"], ...] = ("wide", "abbreviated")

WHOLE_DAY: Span = (0, MINUTES_IN_DAY)
# What an export puts where no hour was given.
_NO_HOUR = frozenset({"", "-"})

_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—−", "-"))
_TIME = r"(\d{1,2})(?:\s*(?:[:.]|h|u|uur|heures?)\s*(\d{2})(?::00)?)?\s*(?:h|u|uur|heures?)?\s*([ap]\.?m\.?)?"
_SPAN = re.compile(rf"(?:de|van|from|between)?\s*{_TIME}\s*(?:-|/|→|à|a|tot|to|until|and)\s*{_TIME}")

_ISO_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_NUMBER_DAY = re.compile(r"(?:[^\W\d]+\.?,?\s+)?(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})")
_DAY_MONTH = re.compile(r"(?:([^\W\d]+)\.?,?\s+)?(\d{1,2})(?:er|e|st|nd|rd|th|\.)?\s+([^\W\d]+)\.?,?\s+(\d{4})")
_MONTH_DAY = re.compile(r"(?:([^\W\d]+)\.?,?\s+)?([^\W\d]+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})")


def read_span(text: str) -> Span | None:
    """Minutes of the day from ``10h-13h``, ``10h30-13h``, ``10:00 - 13:00``, ``10u-13u``, ``10 AM - 1 PM``, ``10-13``.

    No hour at all is the whole day. None when it says something else.
    """
    text = _plain(text)
    if text in _NO_HOUR:
        return WHOLE_DAY
    found = _SPAN.fullmatch(text)
    if not found:
        return None
    start, end = _minute_of(*found.group(1, 2, 3)), _minute_of(*found.group(4, 5, 6))
    if start is None or end is None or start >= end:
        return None
    return start, end


def read_day(text: str, month_first: bool = False) -> date | None:
    """A date from ``05/01/2027``, ``mardi  5 janvier 2027``, ``Tue 5 January 2027``, ``dinsdag januari 5 2027``, ISO.

    In numbers the day comes first, as in Belgium, unless ``month_first``. None when it says something else.
    """
    text = _plain(text)
    if found := _ISO_DAY.fullmatch(text):
        return _date(found[1], found[2], found[3])
    if found := _NUMBER_DAY.fullmatch(text):
        day, month = (found[2], found[1]) if month_first else (found[1], found[2])
        return _date(found[3] if len(found[3]) == 4 else f"20{found[3]}", month, day)
    if found := _DAY_MONTH.fullmatch(text):
        return _date(found[4], _month_number(found[3]), found[2])
    if found := _MONTH_DAY.fullmatch(text):
        return _date(found[4], _month_number(found[2]), found[3])
    return None


def weekday_differs(text: str, day: date) -> bool:
    """Whether a written date names another weekday than its own: one of the two is then a mistake."""
    found = re.match(r"([^\W\d]{2,})", _plain(text))
    weekdays = _numbers_named(fold(found[1]), _weekday_names()) if found else frozenset()
    months = _numbers_named(fold(found[1]), _month_names()) if found else frozenset()
    return bool(weekdays) and not months and day.weekday() + 1 not in weekdays


def _plain(text: str) -> str:
    """Small letters, plain dashes and single spaces."""
    return " ".join(unicodedata.normalize("NFKC", text).translate(_DASHES).casefold().split())


def _minute_of(hour: str, minute: str | None, half: str | None) -> int | None:
    """A time of day in minutes; 24:00 is the end of the day."""
    hours, minutes = int(hour), int(minute or 0)
    if half:
        if not 1 <= hours <= 12:
            return None
        hours = hours % 12 + (12 if half.startswith("p") else 0)
    total = hours * 60 + minutes
    return total if minutes < 60 and total <= MINUTES_IN_DAY else None


def _date(year: str, month: str | int | None, day: str) -> date | None:
    try:
        return date(int(year), int(month or 0), int(day))
    except ValueError:
        return None


def _month_number(word: str) -> int | None:
    numbers = _numbers_named(fold(word), _month_names())
    return next(iter(numbers)) if len(numbers) == 1 else None


def _numbers_named(word: str, names: Mapping[str, int]) -> frozenset[int]:
    """The numbers whose name is, or begins with, a word of two letters or more."""
    if word in names:
        return frozenset({names[word]})
    return frozenset(number for name, number in names.items() if len(word) > 1 and name.startswith(word))


@cache
def _month_names() -> Mapping[str, int]:
    from babel.dates import get_month_names

    return _names(lambda width, locale: get_month_names(width, locale=locale), first=0)


@cache
def _weekday_names() -> Mapping[str, int]:
    from babel.dates import get_day_names

    return _names(lambda width, locale: get_day_names(width, locale=locale), first=1)


def _names(named: Naming, first: int) -> Mapping[str, int]:
    """Long and short names in the three languages, folded, with their number; no two languages dispute one."""
    return {
        fold(name): number + first
        for locale in ("fr", "nl", "en")
        for width in _WIDTHS
        for number, name in named(width, locale).items()
    }
