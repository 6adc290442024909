"""Months, weeks and times of day as plain values: local dates, and minutes counted from midnight."""

import calendar as _calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from delta_app.core.errors import Refused

MINUTES_IN_DAY = 24 * 60


@dataclass(frozen=True, order=True)
class Month:
    """A month of a year; its text is ``2027-01``."""

    year: int
    number: int

    def __post_init__(self) -> None:
        if not (1 <= self.number <= 12 and 1900 <= self.year <= 9998):
            raise Refused("bad_month", text=f"{self.year}-{self.number}")

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.number:02d}"

    @classmethod
    def parse(cls, text: str) -> "Month":
        """Read ``2027-01`` or ``01/2027``; refuses (``bad_month``) anything else."""
        found = re.fullmatch(r"\s*(\d{4})-(\d{1,2})\s*|\s*(\d{1,2})/(\d{4})\s*", text)
        if not found:
            raise Refused("bad_month", text=text)
        year, number = (found[1], found[2]) if found[1] else (found[4], found[3])
        return cls(int(year), int(number))

    @classmethod
    def of(cls, day: date) -> "Month":
        """The month a day belongs to."""
        return cls(day.year, day.month)

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, self.number, 1)

    @property
    def last(self) -> date:
        """Its last day."""
        return date(self.year, self.number, _calendar.monthrange(self.year, self.number)[1])

    @property
    def whole_weeks(self) -> tuple[date, date]:
        """The Monday of its first week and the Sunday of its last."""
        return monday_of(self.first), monday_of(self.last) + timedelta(days=6)

    def days(self) -> Iterator[date]:
        """Every day, in order."""
        return days_between(self.first, self.last)

    def plus(self, months: int) -> "Month":
        """The month so many months later (earlier when negative)."""
        index = self.year * 12 + self.number - 1 + months
        return Month(index // 12, index % 12 + 1)


def days_between(first: date, last: date) -> Iterator[date]:
    """Every day from first to last, both included."""
    for offset in range((last - first).days + 1):
        yield first + timedelta(days=offset)


def monday_of(day: date) -> date:
    """The Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def minutes(hour: int, minute: int = 0) -> int:
    """Minutes since midnight."""
    return hour * 60 + minute


def iso_time(minute: int) -> str:
    """``780`` → ``13:00``."""
    return f"{minute // 60:02d}:{minute % 60:02d}"
