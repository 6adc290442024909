"""Rules by which something comes again (RFC 5545, section 3.3.10), over local dates alone.

An activity keeps its hours on the wall clock, so a rule here gives days and knows no hours. ``COUNT`` is turned into
the day it ends on when a rule is read: a series can then be parted without counting again.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache, partial
from itertools import islice
from typing import Literal, get_args

from dateutil.rrule import rrulestr

from delta_app.core.calendar import Month
from delta_app.core.clock import BRUSSELS
from delta_app.core.errors import Refused

Frequency = Literal["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]
FREQUENCIES: tuple[Frequency, ...] = get_args(Frequency)
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
FIRST_YEAR, LAST_YEAR = 1900, 2200
MOST_INTERVAL = 1000
_TOO_OFTEN = ("SECONDLY", "MINUTELY", "HOURLY")
_NUMBERS = {  # the parts that are lists of whole numbers, none of them zero: how far from zero they go
    "BYMONTH": 12, "BYWEEKNO": 53, "BYYEARDAY": 366, "BYMONTHDAY": 31, "BYSETPOS": 366,
}  # fmt: skip
_ONLY_YEARLY = ("BYWEEKNO", "BYYEARDAY")
_MONTH_LENGTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_WEEKS_OF_MONTH = 5  # as far as a weekday of a month counts
# The calendar repeats after 400 years. dateutil looks for the next day of a rule as far as the year 9999: asked about
# the last years that it knows, it soon gives up one that never comes.
_LATE = timedelta(days=(9999 - LAST_YEAR) // 400 * (400 * 365 + 97))
_YEARS_COMPARED = timedelta(days=3653)  # of a series without end that goes to other days


@dataclass(frozen=True)
class NthDay:
    """A weekday (0 Monday … 6 Sunday); ``nth`` of its month or year, from the end when negative; 0: every one."""

    weekday: int
    nth: int = 0

    def __str__(self) -> str:
        return f"{self.nth or ''}{WEEKDAYS[self.weekday]}"


@dataclass(frozen=True)
class Rule:
    """A rule as its parts; its text is that of RFC 5545, ``until`` the last day it may give."""

    every: Frequency
    interval: int = 1
    days: tuple[NthDay, ...] = ()
    month_days: tuple[int, ...] = ()
    months: tuple[int, ...] = ()
    weeks: tuple[int, ...] = ()
    year_days: tuple[int, ...] = ()
    positions: tuple[int, ...] = ()
    week_start: int = 0
    until: date | None = None

    def __str__(self) -> str:
        parts = [
            f"FREQ={self.every}",
            f"INTERVAL={self.interval}" if self.interval != 1 else "",
            _list("BYMONTH", self.months),
            _list("BYWEEKNO", self.weeks),
            _list("BYYEARDAY", self.year_days),
            _list("BYMONTHDAY", self.month_days),
            _list("BYDAY", self.days),
            _list("BYSETPOS", self.positions),
            f"WKST={WEEKDAYS[self.week_start]}" if self.week_start else "",
            f"UNTIL={self.until:%Y%m%d}" if self.until else "",
        ]
        return ";".join(part for part in parts if part)

    @property
    def is_plain(self) -> bool:
        """Whether it says no more than how often: the day it begins on says the rest."""
        return not (self.days or self.month_days or self.months or self.weeks or self.year_days or self.positions)

    def ending(self, until: date | None) -> "Rule":
        """The same up to another last day, or without end."""
        return replace(self, until=until)


def _list(name: str, values: tuple[object, ...]) -> str:
    return f"{name}={','.join(map(str, values))}" if values else ""


def parse_rule(text: str, first_day: date, start_minute: int = 0) -> Rule:
    """Read the value of an RRULE that begins on a day, at a time of it.

    A ``COUNT`` becomes the day of its last occurrence; an ``UNTIL`` with a time of day becomes the last day that
    begins by then at the venue. Refuses ``rule_unreadable``, ``rule_too_often`` (several times a day), ``rule_never``.
    """
    parts = _parts(text)
    every = parts.pop("FREQ", "")
    if every in _TOO_OFTEN or any(name in parts for name in ("BYHOUR", "BYMINUTE", "BYSECOND")):
        raise Refused("rule_too_often", text=text)
    if every not in FREQUENCIES or ("COUNT" in parts and "UNTIL" in parts):
        raise Refused("rule_unreadable", text=text)
    count, until = parts.pop("COUNT", None), parts.pop("UNTIL", None)
    numbers = {name: _numbers(parts.pop(name, ""), most, text) for name, most in _NUMBERS.items()}
    rule = Rule(
        every=every,
        interval=_whole(parts.pop("INTERVAL", "1"), 1, MOST_INTERVAL, text),
        days=_days(parts.pop("BYDAY", ""), text),
        month_days=numbers["BYMONTHDAY"],
        months=numbers["BYMONTH"],
        weeks=numbers["BYWEEKNO"],
        year_days=numbers["BYYEARDAY"],
        positions=numbers["BYSETPOS"],
        week_start=_weekday(parts.pop("WKST", "MO"), text),
        until=None if until is None else _until(until, start_minute, text),
    )
    if parts:
        raise Refused("rule_unreadable", text=text)
    _refuse_senseless(rule, text)
    return rule if count is None else rule.ending(_day_of_count(rule, first_day, _whole(count, 1, None, text)))


def _parts(text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for part in text.strip().upper().removeprefix("RRULE:").rstrip(";").split(";"):
        name, equals, value = part.partition("=")
        if not equals or not value or name in found:
            raise Refused("rule_unreadable", text=text)
        found[name] = value
    return found


def _whole(value: str, least: int, most: int | None, text: str) -> int:
    if not re.fullmatch(r"[0-9]{1,12}", value) or int(value) < least or (most is not None and int(value) > most):
        raise Refused("rule_unreadable", text=text)
    return int(value)


def _numbers(value: str, most: int, text: str) -> tuple[int, ...]:
    if not value:
        return ()
    if not re.fullmatch(r"[+-]?[0-9]{1,3}(,[+-]?[0-9]{1,3})*", value):
        raise Refused("rule_unreadable", text=text)
    numbers = tuple(dict.fromkeys(int(one) for one in value.split(",")))
    if any(not 1 <= abs(one) <= most for one in numbers) or (most == len(_MONTH_LENGTHS) and min(numbers) < 1):
        raise Refused("rule_unreadable", text=text)
    return numbers


def _days(value: str, text: str) -> tuple[NthDay, ...]:
    found = []
    for part in value.split(",") if value else ():
        match = re.fullmatch(r"([+-]?[0-9]{1,2})?(MO|TU|WE|TH|FR|SA|SU)", part)
        if match is None or (match[1] and not 1 <= abs(int(match[1])) <= _NUMBERS["BYWEEKNO"]):
            raise Refused("rule_unreadable", text=text)
        found.append(NthDay(WEEKDAYS.index(match[2]), int(match[1] or 0)))
    return tuple(dict.fromkeys(found))


def _weekday(value: str, text: str) -> int:
    if value not in WEEKDAYS:
        raise Refused("rule_unreadable", text=text)
    return WEEKDAYS.index(value)


def _until(value: str, start_minute: int, text: str) -> date | None:
    match = re.fullmatch(r"([0-9]{8})(?:T([0-9]{6})(Z?))?", value)
    try:
        if match is None:
            raise ValueError(value)
        day = datetime.strptime(match[1], "%Y%m%d").date()  # noqa: DTZ007 (a date)
        if day.year > LAST_YEAR:
            return None  # how some programs write that it never ends
        if day.year < FIRST_YEAR:
            raise ValueError(value)
        if match[2] is None:
            return day
        clock = datetime.strptime(match[2], "%H%M%S").time()  # noqa: DTZ007 (its zone follows)
        moment = datetime.combine(day, clock, UTC if match[3] else BRUSSELS).astimezone(BRUSSELS)
    except (ValueError, OverflowError) as error:
        raise Refused("rule_unreadable", text=text) from error
    begins = time(start_minute // 60, start_minute % 60)
    return moment.date() if moment.time() >= begins else moment.date() - timedelta(days=1)


def _refuse_senseless(rule: Rule, text: str) -> None:
    """Refuse parts that RFC 5545 gives no sense, and those that never meet where looking for it would take long."""
    numbered = [abs(day.nth) for day in rule.days if day.nth]
    of_month = rule.every == "MONTHLY" or rule.months
    senseless = (
        (rule.every != "YEARLY" and (rule.weeks or rule.year_days))
        or (numbered and (rule.every not in ("MONTHLY", "YEARLY") or rule.weeks))
        or (numbered and of_month and max(numbered) > _WEEKS_OF_MONTH)
        or 0 < len(numbered) < len(rule.days)  # "Mondays and the first Tuesday": dateutil takes what is both
        or (rule.every == "WEEKLY" and rule.month_days)
        or (rule.positions and replace(rule, positions=()).is_plain)
    )
    if senseless:
        raise Refused("rule_unreadable", text=text)
    most = {"DAILY": 1, "WEEKLY": max(1, len(rule.days)), "MONTHLY": 31, "YEARLY": 366}[rule.every]
    if rule.positions and min(map(abs, rule.positions)) > most:
        raise Refused("rule_never", text=text)
    if rule.months and rule.month_days:
        longest = max(_MONTH_LENGTHS[month - 1] for month in rule.months)
        if min(map(abs, rule.month_days)) > longest:
            raise Refused("rule_never", text=text)


def _day_of_count(rule: Rule, first_day: date, count: int) -> date | None:
    """The day of the last of so many; None where that lies beyond the years we know."""
    last = None
    for number, day in enumerate(_generated(rule, first_day), 1):
        last = day
        if number == count:
            return last
    if last is None:
        raise Refused("rule_never", text=str(rule))
    return None


def _generated(rule: Rule, first_day: date) -> Iterator[date]:
    """Its days from the first on, in order, within the years we know."""
    last = min(rule.until or date.max, date(LAST_YEAR, 12, 31))
    if first_day > last:
        return
    begun = first_day
    if rule.every == "WEEKLY" and rule.positions and rule.days:
        # Positions are counted in the whole week (RFC 5545), by dateutil from the first day on.
        begun -= timedelta(days=(first_day.weekday() - rule.week_start) % 7)
    for moment in rrulestr(str(rule.ending(last + _LATE)), dtstart=datetime.combine(begun + _LATE, time())):
        day = moment.date() - _LATE
        if day >= first_day:
            yield day


@lru_cache(maxsize=2048)
def _days_through(rule: str, first_day: date, year: int) -> tuple[date, ...]:
    """The days of a rule from its first on, as far as the end of a year."""
    read = parse_rule(rule, first_day)
    end = date(min(year, LAST_YEAR), 12, 31)
    return tuple(_generated(read.ending(min(read.until or end, end)), first_day))


def days_of(rule: str, first_day: date, first: date, last: date) -> tuple[date, ...]:
    """The days that a rule, begun on its first day, gives from ``first`` to ``last``, both included; without a rule the
    first day alone."""
    if not rule:
        return (first_day,) if first <= first_day <= last else ()
    if last < first_day:
        return ()
    days = _days_through(rule, first_day, max(first_day.year, last.year))
    return days[bisect_left(days, first) : bisect_right(days, last)]


def first_of(rule: str, first_day: date) -> date:
    """The first day that a rule gives. Refuses ``rule_never``."""
    if not rule:
        return first_day
    found = next(_generated(parse_rule(rule, first_day), first_day), None)
    if found is None:
        raise Refused("rule_never", text=rule)
    return found


def last_of(rule: str, first_day: date) -> date | None:
    """The last day that a rule gives; None where it goes on without end. Refuses ``rule_never``."""
    if not rule:
        return first_day
    until = parse_rule(rule, first_day).until
    if until is None:
        return None
    days = _days_through(rule, first_day, until.year)
    if not days:
        raise Refused("rule_never", text=rule)
    return days[-1]


def shifted(rule: str, first_day: date, old_day: date, new_day: date) -> tuple[str, date]:
    """The rule of a series whose date on one day goes to another, and the day it begins on then: a Wednesday's becomes
    a Thursday's, the second Tuesday's the third's, and it has as many dates as before.

    Refuses ``rule_too_special`` where no such rule is meant by it, or none gives just these dates.
    """
    if not rule or old_day == new_day:
        return rule, first_day if rule else new_day
    if not FIRST_YEAR <= new_day.year <= LAST_YEAR:
        raise Refused("rule_too_special")
    read = parse_rule(rule, first_day)
    other = _meant(read, old_day, new_day)
    # Of a series without end, that much is compared; its dates come from days that are at most so far off.
    known = read.until or max(old_day, new_day) + _YEARS_COMPARED
    far = timedelta(0) if read.until else abs(new_day - old_day) + timedelta(days=2 * max(_MONTH_LENGTHS))
    before = days_of(rule, first_day, first_day, known + far)
    if old_day not in before:
        raise Refused("rule_too_special")
    gone = [_instead(other, old_day, new_day, day) for day in before]
    after = sorted(day for day in gone if day is not None and (read.until or day <= known))
    for until in (read.until, read.until and after[-1]) if None not in gone else ():
        found = str(other.ending(until))
        if days_of(found, after[0], after[0], max(known, after[-1])) == tuple(after):
            return found, after[0]
    raise Refused("rule_too_special")


def goes_to(rule: str, first_day: date, old_day: date, new_day: date) -> Callable[[date], date | None]:
    """Where each date of a series goes when that on one day goes to another, as ``shifted`` has it. Refuses
    ``rule_too_special``."""
    return partial(_instead, _meant(parse_rule(rule, first_day), old_day, new_day), old_day, new_day)


def _meant(rule: Rule, old_day: date, new_day: date) -> Rule:
    """The rule that is meant by one whose date on one day goes to another. Refuses ``rule_too_special``."""
    if rule.is_plain:
        return rule
    by_day_alone = not (rule.month_days or rule.positions or rule.weeks or rule.year_days)
    if rule.month_days == (old_day.day,) and replace(rule, month_days=(), months=()).is_plain:
        return replace(rule, month_days=(new_day.day,), months=_months(rule, old_day, new_day))
    if len(rule.days) == 1 and rule.days[0].nth and by_day_alone and (rule.every == "MONTHLY" or len(rule.months) == 1):
        day = _nth_like(rule.days[0].nth, new_day)
        return replace(rule, days=(day,), months=_months(rule, old_day, new_day))
    if rule.every == "WEEKLY" and rule.days and by_day_alone and not rule.months:
        weekdays = {day.weekday for day in rule.days} - {old_day.weekday()} | {new_day.weekday()}
        return replace(rule, days=tuple(NthDay(day) for day in sorted(weekdays)))
    raise Refused("rule_too_special")


def _instead(rule: Rule, old_day: date, new_day: date, day: date) -> date | None:
    """Where a date of a series goes when its date on one day goes to another and its rule becomes this one; None where
    its month has no such day."""
    if rule.every in ("DAILY", "WEEKLY"):
        goes = len(rule.days) <= 1 or day.weekday() == old_day.weekday()
        return day + (new_day - old_day) if goes else day
    goes = not rule.months or day.month == old_day.month
    months = (new_day.year - old_day.year) * 12 + new_day.month - old_day.month if goes else 0
    month = Month.of(day).plus(months)
    if rule.days:
        all_such = [one for one in month.days() if one.weekday() == rule.days[0].weekday]
        return all_such[rule.days[0].nth - (rule.days[0].nth > 0)]
    return month.first.replace(day=new_day.day) if new_day.day <= month.last.day else None


def _months(rule: Rule, old_day: date, new_day: date) -> tuple[int, ...]:
    if not rule.months or old_day.month == new_day.month:
        return rule.months
    return tuple(sorted({month for month in rule.months if month != old_day.month} | {new_day.month}))


def _nth_like(nth: int, day: date) -> NthDay:
    """Which weekday of its month a day is: counted from the end where the one before was and it can be, and where not
    every month has as many."""
    from_start, from_end = (day.day - 1) // 7 + 1, -((Month.of(day).last.day - day.day) // 7 + 1)
    return NthDay(
        day.weekday(), from_end if -_WEEKS_OF_MONTH < from_end >= nth or from_start == _WEEKS_OF_MONTH else from_start
    )


def coming(rule: str, first_day: date, since: date, at_most: int) -> tuple[date, ...]:
    """The next days of a rule from a day on, so many at most."""
    if not rule:
        return (first_day,) if first_day >= since else ()
    days = _generated(parse_rule(rule, first_day), first_day)
    return tuple(islice((day for day in days if day >= since), at_most))
