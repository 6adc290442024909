"""Entries of another calendar as activities of ours, with the dates that depart from their rule."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from delta_app.core.calendar import MINUTES_IN_DAY
from delta_app.core.errors import Refused
from delta_app.core.i18n import _
from delta_app.core.text import lines, one_line
from delta_app.programme.calendar_here import Here
from delta_app.programme.calendar_marks import Mark, read_mark
from delta_app.programme.calendar_rules import MOST_COUNTED, counts_far, rule_meant
from delta_app.programme.calendar_text import shortened, untitled
from delta_app.programme.calendar_wall import Begun, is_in_reach, on_the_wall, span_on_the_wall
from delta_app.programme.recurrence import days_of, first_of, shifted
from delta_app.programme.rules import LONGEST_DESCRIPTION, LONGEST_REASON, LONGEST_TITLE, checked_plan
from delta_app.programme.series import MOST_DAYS, Departure, Plan, Series, gives
from delta_app.programme.series_edits import departing, moved_along, parted, with_departure, with_plan
from delta_app.readers.calendar_file import CalendarEntry
from delta_app.readers.calendar_values import When
from delta_app.readers.problems import Problem

MOST_PIECES = 50
"""That a series is parted into, where a calendar tells that from a date on all is otherwise."""
_LONGEST_ANNOUNCED = 20  # that it is called off, before why
_RULE_PROBLEMS = {
    "rule_too_often": "calendar_rule_often", "rule_never": "calendar_rule_never",
    "rule_too_special": "calendar_rule_special",
}  # fmt: skip


@dataclass(frozen=True)
class Told:
    """An activity as a calendar tells it, on which line. ``series`` has no number here; None where it cannot be one of
    ours, and ``problems`` say why. ``mark``: what it is known by. ``modified``: when it was last changed there.
    ``in_room``: whether it says in which of our rooms it is."""

    mark: Mark
    line: int
    title: str
    series: Series | None
    modified: datetime | None = None
    problems: tuple[Problem, ...] = ()
    in_room: bool = False


def told_activities(entries: Iterable[CalendarEntry], here: Here) -> Iterator[Told]:
    """The activities that a calendar tells, those of one mark together."""
    groups: dict[str, list[CalendarEntry]] = defaultdict(list)
    for entry in entries:
        groups[entry.uid].append(entry)
    for uid, some in groups.items():
        yield from _Group(read_mark(uid, here.mark), some, here).told()


def newest(entries: Iterable[CalendarEntry]) -> CalendarEntry:
    """Of several that tell the same, the one changed last."""
    long_ago = datetime.min.replace(tzinfo=UTC)
    return max(entries, key=lambda one: (one.sequence, one.modified or long_ago, one.line))


class _Left(Exception):
    """An entry that cannot be an activity here, and why."""

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code)
        self.code, self.facts = code, facts


class _Group:
    """The entries of one mark: a series and its dates that are not as the rest, or such dates alone."""

    def __init__(self, mark: Mark, entries: Sequence[CalendarEntry], here: Here) -> None:
        self._mark, self._here = mark, here
        self._masters = [one for one in entries if one.instead_of is None]
        others: dict[When, list[CalendarEntry]] = defaultdict(list)
        for one in entries:
            if one.instead_of is not None:
                others[one.instead_of].append(one)
        self._others = [newest(some) for some in others.values()]
        self._problems: list[Problem] = []

    def told(self) -> Iterator[Told]:
        """What they tell; a date without its series is an activity by itself."""
        if not self._masters:
            for entry in self._others:
                yield self._alone(entry)
            return
        master = newest(self._masters)
        if len(self._masters) > 1:
            self._say("calendar_twice", master, n=len(self._masters))
        pieces: list[tuple[Mark, Series | None]] = []
        try:
            pieces += self._pieces(master)
        except _Left as left:
            self._say(left.code, master, **left.facts)
            pieces = [(self._mark, None)]
        modified = max((one.modified for one in (master, *self._others) if one.modified), default=None)
        for place, (mark, series) in enumerate(pieces):
            title = _title(master) if series is None else series.plan.title
            problems = () if place else tuple(self._problems)
            yield Told(mark, master.line, title, series, modified, problems, self._in_room(master))

    def _in_room(self, entry: CalendarEntry) -> bool:
        return self._here.names_room(entry.location)

    def _say(self, code: str, entry: CalendarEntry, **facts: object) -> None:
        self._problems.append(Problem(code, entry.line, {"title": _title(entry)[:80], **facts}))

    def _alone(self, entry: CalendarEntry) -> Told:
        self._problems = []
        series, day = None, date.min
        try:
            plan = self._plan(entry)
            day = on_the_wall(entry.instead_of or entry.start)[0]
            series = Series(0, plan)
        except _Left as left:
            self._say(left.code, entry, **left.facts)
        mark = Mark(f"{self._mark.uid}.{day:%Y%m%d}", self._mark.uid, day)
        problems = tuple(self._problems)
        return Told(mark, entry.line, _title(entry), series, entry.modified, problems, self._in_room(entry))

    def _pieces(self, master: CalendarEntry) -> Iterator[tuple[Mark, Series]]:
        """The series; in several parts where an entry tells that from a date on all is otherwise."""
        begun = Begun.at(master.start)
        plan, noted = self._recurring(master, begun)
        self._note_dates(master, plan, begun, noted)
        others = [(begun.day_of(one.instead_of or one.start), one) for one in self._others]
        for day, entry in others:
            if not entry.following:
                self._note_other(entry, day, plan, noted)
        if not plan.rule and any(not one.removed and one.original_day != plan.first_day for one in noted.values()):
            plan = replace(plan, rule=f"FREQ=WEEKLY;UNTIL={plan.first_day:%Y%m%d}")  # one of several dates
        series = Series(0, plan, tuple(noted[day] for day in sorted(noted)))
        mark = self._mark
        following = sorted(((day, one) for day, one in others if one.following), key=lambda one: one[0])
        if len(following) > MOST_PIECES:
            self._say("calendar_dates_many", master, most=MOST_PIECES)
        for day, entry in following[:MOST_PIECES]:
            pieces = parted(series, day)
            later = self._following(pieces[1] if pieces else series, entry, day)
            if pieces:
                yield mark, pieces[0]
                mark = Mark(f"{self._mark.uid}.{day:%Y%m%d}")
            series = later
        yield mark, series

    def _plan(self, entry: CalendarEntry) -> Plan:
        """A single date. Raises _Left where it cannot be one of ours."""
        day, start, end = span_on_the_wall(entry.start, entry.end)
        if not is_in_reach(day):
            raise _Left("calendar_years")
        if end > MOST_DAYS * MINUTES_IN_DAY:
            raise _Left("calendar_long", most=MOST_DAYS)
        cancelled = entry.status == "CANCELLED"
        reason = self._cut(one_line(entry.reason), LONGEST_REASON, entry) if cancelled else ""
        plan = Plan(
            title=self._cut(_title(entry), LONGEST_TITLE, entry),
            first_day=day,
            start_minute=start,
            end_minute=end,
            description=self._cut(self._described(entry, reason), LONGEST_DESCRIPTION, entry),
            public=not entry.private,
            state="cancelled" if cancelled else "confirmed" if entry.status == "CONFIRMED" else "planned",
            reason=reason or (_called_off() if cancelled else ""),
        )
        return checked_plan(plan)

    def _cut(self, text: str, most: int, entry: CalendarEntry) -> str:
        if len(text) <= most:
            return text
        self._say("calendar_text_cut", entry, most=most)
        return shortened(text, most)

    def _described(self, entry: CalendarEntry, reason: str) -> str:
        """What is said of it, where, if that is elsewhere, and its page; why it was called off is said apart."""
        description = lines(entry.description)
        while reason:  # once for each language
            first, _gap, rest = description.partition("\n\n")
            if not first.endswith(reason) or len(first) > len(reason) + _LONGEST_ANNOUNCED:
                break
            description = rest
        where = "" if self._here.is_here(entry.location) else one_line(entry.location)
        besides = (text for text in (where, one_line(entry.link)) if text not in description)
        return "\n".join(filter(None, (description, *besides)))

    def _recurring(self, entry: CalendarEntry, begun: Begun) -> tuple[Plan, dict[date, Departure]]:
        """The plan of a series; with its first date apart where its rule does not give that."""
        plan = self._plan(entry)
        if not entry.rule:
            return plan, {}
        try:
            rule = rule_meant(entry.rule, begun)
            if rule is None:
                return plan, {}
            first = first_of(str(rule), begun.day)
            told, first = shifted(str(rule), first, first, first + begun.shift)
            sound = checked_plan(replace(plan, rule=told, first_day=first))
        except Refused as refusal:
            self._say(_RULE_PROBLEMS.get(refusal.code, "calendar_rule_unread"), entry, rule=entry.rule[:80])
            return plan, {}
        if counts_far(entry.rule):
            self._say("calendar_count_far", entry, most=MOST_COUNTED)
        if begun.varies:
            self._say("calendar_zone_varies", entry, zone=str(begun.zone), minute=plan.start_minute)
        if sound.first_day == plan.first_day:
            return sound, {}
        return sound, {plan.first_day: Departure(plan.first_day, when=(plan.first_day, *plan.hours))}

    def _note_dates(self, entry: CalendarEntry, plan: Plan, begun: Begun, noted: dict[date, Departure]) -> None:
        """Note the dates left out, and those there are besides: one of each on a day is a date at another hour."""
        besides = {on_the_wall(start) for start, _end in entry.also}
        left_out = {on_the_wall(when) if isinstance(when, datetime) else when for when in entry.without}
        for when in entry.without:
            wall, day = on_the_wall(when), begun.day_of(when)
            if wall in besides and wall[1] != plan.start_minute:
                continue  # it leaves out one of those besides
            noted.pop(day, None)
            if gives(plan, day):
                noted[day] = Departure(day, removed=True)
        for start, end in entry.also:
            day, minute, until = span_on_the_wall(start, end)
            if not is_in_reach(day) or {day, (day, minute)} & left_out:
                continue
            there = noted.get(day, Departure(day, removed=not gives(plan, day)))
            if there.removed:
                noted[day] = Departure(day, when=(day, minute, until))
            elif (there.when or (day, *plan.hours)) != (day, minute, until):
                self._say("calendar_two_a_day", entry, day=day)

    def _note_other(self, entry: CalendarEntry, day: date, plan: Plan, noted: dict[date, Departure]) -> None:
        """Note a date that is not as the rest."""
        try:
            other = self._plan(entry)
        except _Left as left:
            self._say(left.code, entry, **left.facts)
            return
        if plan.public and not other.public:
            self._say("calendar_private_date", entry, day=other.first_day)
            reason = other.reason and _called_off()
            other = replace(other, title=plan.title, description=plan.description, reason=reason)
        when = (other.first_day, *other.hours)
        changes: dict[str, str] = {}
        if entry.title.strip() and other.title != plan.title:
            changes |= {"title": other.title, "title_nl": ""}
        if other.description not in ("", plan.description):
            changes |= {"description": other.description, "description_nl": ""}
        states = {other.state, plan.state}
        departure = Departure(
            day,
            when=None if gives(plan, day) and when == (day, *plan.hours) else when,
            changes=changes,
            state=other.state if len(states) > 1 and "cancelled" in states else None,
            reason=other.reason,
        )
        noted.pop(day, None)
        if departure.says_something:
            noted[day] = departure

    def _following(self, series: Series, entry: CalendarEntry, day: date) -> Series:
        """All that follows from a date on as that is told."""
        try:
            other = self._plan(entry)
        except _Left as left:
            self._say(left.code, entry, **left.facts)
            return series
        plan = replace(
            series.plan, title=other.title, description=other.description or series.plan.description,
            start_minute=other.start_minute, end_minute=other.end_minute, state=other.state, reason=other.reason,
            public=series.plan.public and other.public,
        )  # fmt: skip
        following = with_plan(series, plan)
        try:
            return moved_along(following, day, other.first_day)
        except Refused:
            self._say("calendar_following", entry)
            return following


def _title(entry: CalendarEntry) -> str:
    return one_line(entry.title) or untitled()


def _called_off() -> str:
    return _("annulé dans l’autre calendrier")


def has_dates(series: Series) -> bool:
    """Whether anything of it takes place, ever."""
    plan = series.plan
    left_out = {one.original_day for one in series.departures if one.removed}
    if plan.last_day is None or len(left_out) < len(series.departures):
        return True
    return not left_out.issuperset(days_of(plan.rule, plan.first_day, plan.first_day, plan.last_day))


def without_past(series: Series, since: date) -> Series | None:
    """A series from a day on, the dates before left out; None where all of it lies before."""
    plan = series.plan
    later = [one for one in series.departures if one.when and one.when[0] >= since]
    goes_on = timedelta(days=(plan.end_minute - 1) // MINUTES_IN_DAY)
    if plan.last_day is not None and plan.last_day + goes_on < since and not later:
        return None
    pieces = parted(series, since) if plan.rule and plan.first_day < since else None
    if pieces is None:
        return series
    kept = pieces[1]
    for one in later:
        if one.original_day < since:
            kept = with_departure(kept, departing(series, one.original_day))
    return kept
