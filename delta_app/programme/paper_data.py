"""The programme of a month as its papers tell it: what one comes to on which days, when the place is open, when not."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import groupby

from sqlalchemy.orm import Session

from delta_app.core import clock
from delta_app.core.calendar import MINUTES_IN_DAY, Month, days_between
from delta_app.programme.queries import DateRow, programme_between
from delta_app.venue.queries import (
    ClosedDays,
    PlannedSlot,
    closure_reason,
    closures_between,
    extra_openings_between,
    opening_pattern,
    planned_slots_of,
    venue,
)

Span = tuple[int, int]
_NEAR = timedelta(days=92)  # how far beyond the month a closure is followed into those it goes on in
_MONTHS_AHEAD = 12  # in which one looks for the day the place opens again


@dataclass(frozen=True)
class PaperLine:
    """What one comes to, and all the days of the month on which it is the same: one line of a paper.

    ``start_minute`` and ``end_minute`` are counted from midnight of each day, beyond 1440 on the days after. Texts in
    Dutch are empty where nobody wrote others. ``language``: the code of the one it is in, empty for all.
    """

    title: str
    days: tuple[date, ...]
    start_minute: int
    end_minute: int
    description: str = ""
    title_nl: str = ""
    description_nl: str = ""
    room: str = ""
    colour: str = "sky"
    registration: bool = False
    language: str = ""

    def told_in(self, language: str) -> tuple[str, str]:
        """Its title and description in a language, those of the place where nobody wrote others."""
        if language == "nl":
            return self.title_nl or self.title, self.description_nl or self.description
        return self.title, self.description

    @property
    def whole_day(self) -> bool:
        """Whether it has no hours."""
        return self.start_minute == 0 and self.end_minute % MINUTES_IN_DAY == 0

    @property
    def more_days(self) -> int:
        """On how many days more it goes on; a night is one day's."""
        return _more_days(self.start_minute, self.end_minute)

    def last_day(self, day: date) -> date:
        """The last day of what begins on a day."""
        return day + timedelta(days=self.more_days)


@dataclass(frozen=True)
class OpeningHours:
    """Weekdays (0 Monday … 6 Sunday) with the same hours, and these, in minutes since midnight."""

    weekdays: tuple[int, ...]
    spans: tuple[Span, ...]


@dataclass(frozen=True)
class ExtraHours:
    """Days on which the place opens besides, and from when to when."""

    days: tuple[date, ...]
    spans: tuple[Span, ...]


@dataclass(frozen=True)
class ProgrammePaper:
    """A month of the programme for paper, in every language it was written in.

    ``closures``: the first and last days of those that touch the month. ``closed_throughout``: the place does not open
    at all in it; ``reopens_on`` says when it does again, where that is known. ``printed_on``: today.
    """

    month: Month
    place: str
    address: str
    lines: tuple[PaperLine, ...]
    opening: tuple[OpeningHours, ...]
    closures: tuple[tuple[date, date], ...]
    printed_on: date
    extra: tuple[ExtraHours, ...] = ()
    closed_throughout: bool = False
    reopens_on: date | None = None

    @property
    def number(self) -> int:
        """How many dates there are to come to."""
        return sum(len(line.days) for line in self.lines)

    @property
    def asks_registration(self) -> bool:
        """Whether one has to register for something."""
        return any(line.registration for line in self.lines)

    @property
    def by_day(self) -> tuple[tuple[date, PaperLine], ...]:
        """Every date by day and hour."""
        dates = ((day, line) for line in self.lines for day in line.days)
        return tuple(sorted(dates, key=lambda one: (one[0], one[1].start_minute, one[1].title)))


def programme_paper(session: Session, month: Month) -> ProgrammePaper:
    """What is announced of a month. Refuses ``no_venue``.

    Dates that take place and are public, in lines of those alike: what comes again first, by its first date, then
    single dates by day, as one looks first for what is every week and then for what is on. A date that was moved to
    another day is a line of its own, for nobody expects it where its series stands.
    """
    place, pattern = venue(session), opening_pattern(session)
    hours = {weekday: _joined((slot.start_minute, slot.end_minute) for slot in slots)
             for weekday, slots in groupby(pattern, key=lambda slot: slot.weekday)}  # fmt: skip
    first, last = month.first - _NEAR, month.last + _NEAR
    extras = extra_openings_between(session, first, last)
    closures = closures_between(session, first, last)
    closed = closed_spans(closures, {extra.day for extra in extras}, hours)
    closed_throughout = bool(pattern) and not planned_slots_of(session, month)
    return ProgrammePaper(
        month=month,
        place=place.name,
        address=place.address,
        lines=paper_lines(programme_between(session, month.first, month.last), month),
        opening=_opening_hours(hours),
        closures=tuple(span for span in closed if span[0] <= month.last and span[1] >= month.first),
        printed_on=clock.today(),
        extra=_extra_hours(extras, month, closures, hours),
        closed_throughout=closed_throughout,
        reopens_on=_reopening(session, month) if closed_throughout else None,
    )


def paper_lines(rows: Iterable[DateRow], month: Month) -> tuple[PaperLine, ...]:
    """What is public of these dates of a month in lines of those alike, in the order of ``programme_paper``.

    Two parts of a series that was parted are alike where they say the same. What began in the month before counts
    where it goes on by day, not for the end of a night.
    """
    alike: dict[tuple[PaperLine, bool], list[date]] = defaultdict(list)
    colours: dict[PaperLine, str] = {}
    for row in rows:
        goes_on = row.day + timedelta(days=_more_days(row.start_minute, row.end_minute))
        if not row.is_public or goes_on < month.first or row.day > month.last:
            continue
        line = _line(row)
        alike[line, row.day != row.original_day].append(row.day)
        colours.setdefault(line, row.plan.colour)
    lines = [
        replace(line, days=tuple(sorted(set(days))), colour=colours[line]) for (line, _moved), days in alike.items()
    ]
    return tuple(sorted(lines, key=lambda line: (len(line.days) == 1, line.days[0], line.start_minute, line.title)))


def _line(row: DateRow) -> PaperLine:
    """What a date is, whatever its day and its colour."""
    plan = row.plan
    return PaperLine(
        plan.title, (), row.start_minute, row.end_minute, plan.description, plan.title_nl, plan.description_nl,
        row.room, "", plan.registration, plan.language,
    )  # fmt: skip


def _more_days(start: int, end: int) -> int:
    days = max(0, end - 1) // MINUTES_IN_DAY
    night = days == 1 and start > 0 and end - MINUTES_IN_DAY <= start
    return 0 if night else days


def _joined(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Hours without the seams between shifts."""
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return tuple(found)


def _opening_hours(hours: dict[int, tuple[Span, ...]]) -> tuple[OpeningHours, ...]:
    """Weekdays in groups of the same hours, by the first of each."""
    weekdays: dict[tuple[Span, ...], list[int]] = defaultdict(list)
    for weekday, spans in sorted(hours.items()):
        weekdays[spans].append(weekday)
    return tuple(OpeningHours(tuple(days), spans) for spans, days in weekdays.items())


def closed_spans(
    closures: Iterable[ClosedDays], opened: Collection[date], weekdays: Collection[int]
) -> tuple[tuple[date, date], ...]:
    """First and last days of closures, in order: those that follow each other without a day of opening between are
    one, a day that was opened on purpose parts them, and what lies on days that are never open is none.

    ``weekdays``: those the place opens on, every one where it has not said.
    """
    usual = frozenset(weekdays) or frozenset(range(7))

    def opens(first: date, last: date) -> bool:
        return any(day.weekday() in usual or day in opened for day in days_between(first, last))

    found: list[tuple[date, date]] = []
    one_day = timedelta(days=1)
    for first, last in sorted(piece for closure in closures for piece in _pieces(closure, opened)):
        if found and not opens(found[-1][1] + one_day, first - one_day):
            found[-1] = (found[-1][0], max(last, found[-1][1]))
        else:
            found.append((first, last))
    return tuple(span for span in found if opens(*span))


def _pieces(closure: ClosedDays, opened: Collection[date]) -> Iterator[tuple[date, date]]:
    """The parts of a closure between the days that were opened on purpose."""
    first = closure.first_day
    for day in sorted(opened):
        if first <= day <= closure.last_day:
            if first < day:
                yield first, day - timedelta(days=1)
            first = day + timedelta(days=1)
    if first <= closure.last_day:
        yield first, closure.last_day


def _extra_hours(
    extras: Iterable[PlannedSlot],
    month: Month,
    closures: Collection[ClosedDays],
    hours: dict[int, tuple[Span, ...]],
) -> tuple[ExtraHours, ...]:
    """What the month has beyond the hours of every week, days of the same hours together."""
    spans: dict[date, list[Span]] = defaultdict(list)
    for extra in extras:
        usual = hours.get(extra.day.weekday(), ()) if closure_reason(extra.day, closures) is None else ()
        within = any(start <= extra.start_minute and extra.end_minute <= end for start, end in usual)
        if Month.of(extra.day) == month and not within:
            spans[extra.day].append((extra.start_minute, extra.end_minute))
    days: dict[tuple[Span, ...], list[date]] = defaultdict(list)
    for day, its in sorted(spans.items()):
        days[_joined(its)].append(day)
    return tuple(ExtraHours(tuple(of), its) for its, of in days.items())


def _reopening(session: Session, month: Month) -> date | None:
    for months in range(1, _MONTHS_AHEAD + 1):
        slots = planned_slots_of(session, month.plus(months))
        if slots:
            return slots[0].day
    return None
