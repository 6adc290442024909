"""Which hosts lead an activity, and when: then they are in the house, and cannot stand at the door."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from delta_app.core.calendar import MINUTES_IN_DAY, days_between
from delta_app.core.i18n import _, join_names, short_date
from delta_app.programme.date_words_data import span_words
from delta_app.programme.queries import DateRow, programme_between

LONGEST_TITLE = 40  # of an activity, where it is said beside somebody's name


@dataclass(frozen=True, order=True)
class Leading:
    """A host leads an activity on a day, from ``start_minute`` to ``end_minute`` of that very day."""

    day: date
    start_minute: int
    end_minute: int
    title: str
    host_id: int

    @property
    def short_title(self) -> str:
        """``Tricot``; the beginning of a long one."""
        return self.title if len(self.title) <= LONGEST_TITLE else f"{self.title[: LONGEST_TITLE - 1].rstrip()}…"

    @property
    def hours(self) -> str:
        """``10h – 12h``."""
        return span_words(self.start_minute, self.end_minute)


class Leads:
    """Looks up what each host leads while a slot is open."""

    def __init__(self, found: Iterable[Leading] = ()) -> None:
        self._by_day: dict[tuple[int, date], list[Leading]] = defaultdict(list)
        for one in found:
            self._by_day[one.host_id, one.day].append(one)

    def during(self, host_id: int, day: date, start_minute: int, end_minute: int) -> tuple[Leading, ...]:
        """What a host leads at a time, by hour."""
        known = self._by_day.get((host_id, day), ())
        return tuple(one for one in known if one.start_minute < end_minute and start_minute < one.end_minute)

    def words(self, host_id: int, day: date, start_minute: int, end_minute: int) -> str:
        """``mène Tricot, 10h – 12h``; empty where they lead nothing at that time."""
        return leading_words(self.during(host_id, day, start_minute, end_minute))


def leading_words(led: Iterable[Leading], *, dated: bool = False) -> str:
    """``mène Tricot, 10h – 12h``, with the day if need be; nothing of nothing."""
    told = []
    for one in led:
        when = f"{short_date(one.day)} {one.hours}" if dated else one.hours
        told.append(_("{title}, {when}").format(title=one.short_title, when=when))
    return _("mène {activities}").format(activities=join_names(told)) if told else ""


def leading_between(session: Session, first: date, last: date) -> tuple[Leading, ...]:
    """Who leads what on these days, both included, in order: of activities that take place, by hosts of the team."""
    rows = programme_between(session, first, last)
    led = (one for row in rows if row.takes_place and row.plan.host_id is not None for one in _days_of(row))
    return tuple(sorted(one for one in led if first <= one.day <= last))


def leads_between(session: Session, first: date, last: date) -> Leads:
    """The same, to be looked up."""
    return Leads(leading_between(session, first, last))


def _days_of(row: DateRow) -> Iterator[Leading]:
    """Each day of a date: it may go on over several."""
    for number, day in enumerate(days_between(row.day, row.occurrence.last_day)):
        start = max(0, row.start_minute - number * MINUTES_IN_DAY)
        end = min(MINUTES_IN_DAY, row.end_minute - number * MINUTES_IN_DAY)
        yield Leading(day, start, end, row.title, row.plan.host_id or 0)
