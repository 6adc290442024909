"""Times of other calendars on the wall clock of the place.

A calendar of another zone tells its dates there. A series keeps the hour that its first date has here: whoever writes
"every Monday at 9 in London" is heard at 10, all year round.
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo

from delta_app.core.calendar import MINUTES_IN_DAY
from delta_app.core.clock import BRUSSELS
from delta_app.programme.recurrence import FIRST_YEAR, LAST_YEAR
from delta_app.readers.calendar_values import When

_UNTIL = re.compile(r"UNTIL=([0-9]{8})T([0-9]{6})(Z?)", re.IGNORECASE)
_A_YEAR = range(0, 378, 14)


def is_in_reach(when: When) -> bool:
    """Whether it lies in the years we know."""
    return FIRST_YEAR <= when.year <= LAST_YEAR


def on_the_wall(when: When) -> tuple[date, int]:
    """The day and minute that the clock of the place shows."""
    if not isinstance(when, datetime):
        return when, 0
    local = when.astimezone(BRUSSELS) if when.tzinfo is not None and is_in_reach(when) else when
    return local.date(), local.hour * 60 + local.minute


def span_on_the_wall(start: When, end: When) -> tuple[date, int, int]:
    """The day something begins, and from which minute of it to which."""
    day, minute = on_the_wall(start)
    last, until = on_the_wall(end)
    length = (last - day).days * MINUTES_IN_DAY + until - minute
    if length <= 0:  # within the hour that the clock shows twice, or within a minute
        length = max(1, _lasting(start, end))
    return day, minute, minute + length


def _lasting(start: When, end: When) -> int:
    if isinstance(start, datetime) and isinstance(end, datetime):
        return int((end - start).total_seconds()) // 60
    return MINUTES_IN_DAY


@dataclass(frozen=True)
class Begun:
    """How a series begins where it was written: at what time, on which day, in which zone; ``shift``: how many days
    later or earlier that is here."""

    start: When
    day: date
    zone: tzinfo | None
    shift: timedelta

    @classmethod
    def at(cls, start: When) -> "Begun":
        """What begins so."""
        if isinstance(start, datetime):
            return cls(start, start.date(), start.tzinfo, on_the_wall(start)[0] - start.date())
        return cls(start, start, None, timedelta(0))

    def day_of(self, when: When) -> date:
        """The day here of a date of the series, told by when its rule has it begin."""
        if isinstance(when, datetime):
            local = when.astimezone(self.zone or BRUSSELS) if when.tzinfo is not None and is_in_reach(when) else when
            when = local.date()
        return when + self.shift if is_in_reach(when) else when

    def with_last_day(self, rule: str) -> str:
        """The rule with its last day in the place of the moment it ends at."""
        found = _UNTIL.search(rule)
        if found is None:
            return rule
        try:
            moment = datetime.strptime(found[1] + found[2], "%Y%m%d%H%M%S")  # noqa: DTZ007 (its zone follows)
            if found[3]:
                moment = moment.replace(tzinfo=UTC).astimezone(self.zone or BRUSSELS).replace(tzinfo=None)
            begins = self.start.time() if isinstance(self.start, datetime) else moment.time()
            last = moment.date() if moment.time() >= begins else moment.date() - timedelta(days=1)
        except (ValueError, OverflowError):
            return rule
        return rule.replace(found[0], f"UNTIL={last:%Y%m%d}")

    @property
    def varies(self) -> bool:
        """Whether its hour is another one here at other times of the year."""
        if not isinstance(self.start, datetime) or self.zone is None or not is_in_reach(self.start):
            return False
        moments = [self.start + timedelta(days=by) for by in _A_YEAR]
        return len({(one.astimezone(BRUSSELS).replace(tzinfo=None) - one.replace(tzinfo=None)) for one in moments}) > 1
