"""When the time of what is kept is over, decided on plain values."""

from collections.abc import Sequence
from datetime import date, datetime

YEARS_BY_LAW = 7
"""Vouchers of a non-profit: seven years from the 1st of January after the year (Code of companies and associations,
art. III.86 and III.88 of the Code of economic law) [to be checked: tax law may want ten]."""


def last_day_of_allowances(day: date) -> date:
    """The last day on which an allowance of this day has to be shown: seven whole years after its own."""
    return date(day.year + YEARS_BY_LAW, 12, 31)


def months_before(day: date, months: int) -> date:
    """The first day of the month that many months earlier."""
    number = day.year * 12 + day.month - 1 - months
    return date(number // 12, number % 12 + 1, 1)


def sound_instants(stamps: Sequence[datetime], now: datetime) -> list[datetime]:
    """When each of these, in the order they were written, was really written at the latest.

    A clock that was set back, or had run ahead, is told by that order: nothing is older than what was written before
    it, and nothing was written after now. What goes by its age is so never taken for older than it can be.
    """
    sound: list[datetime] = []
    latest: datetime | None = None
    for stamp in stamps:
        if stamp <= now and (latest is None or stamp > latest):
            latest = stamp
        sound.append(stamp if latest is None else latest)
    following = now
    for place in range(len(sound) - 1, -1, -1):
        if stamps[place] > now:  # written by a clock that ran ahead: no later than what came after it
            sound[place] = following
        elif stamps[place] == sound[place]:
            following = sound[place]
    return sound
