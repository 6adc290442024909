"""What importing a calendar would do: each activity is new, here already, changed there, or kept as it is here."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from functools import cached_property
from typing import Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from delta_app.core import clock, journal
from delta_app.core.errors import Refused
from delta_app.core.retention import kept_since
from delta_app.programme.activity_data import date_rows, days_known
from delta_app.programme.calendar_here import Here
from delta_app.programme.calendar_marks import OURS, part_of
from delta_app.programme.calendar_series import Told, has_dates, told_activities, without_past
from delta_app.programme.calendar_update import Change, Renewed, renewed, renewed_date
from delta_app.programme.calendar_wall import on_the_wall
from delta_app.programme.model import COLOURS, Activity
from delta_app.programme.public_data import known_span, whole_activities
from delta_app.programme.series import Calendar, Plan, Series
from delta_app.readers.calendar_file import CalendarEntry, CalendarFile
from delta_app.readers.problems import Problem
from delta_app.venue.queries import venue
from delta_app.venue.room_data import room_rows

MOST_BROUGHT = 5_000

Fate = Literal["new", "same", "changed", "kept", "unread"]
"""What becomes of an activity of a calendar: it is added, is here as there, is changed to what it is there, is kept as
it was changed here since, or cannot be one of ours."""


@dataclass(frozen=True)
class BroughtRow:
    """An activity of a calendar and what becomes of it. ``mark``: what it is known by; ``plan``: as the calendar tells
    it, None where that cannot be one of ours. ``changes``: what is otherwise there; ``problems``: what is to be known
    of it. ``stored``: what is written, each under its mark (empty: one of its own). ``in_room``: whether the calendar
    says in which of our rooms it is; nothing is booked."""

    mark: str
    line: int
    title: str
    fate: Fate
    plan: Plan | None = None
    changes: tuple[Change, ...] = ()
    problems: tuple[Problem, ...] = ()
    stored: tuple[tuple[Series, str], ...] = field(default=(), repr=False)
    in_room: bool = False

    @property
    def called_off(self) -> bool:
        """Whether the calendar calls all of it off."""
        return self.plan is not None and self.plan.state == "cancelled"


@dataclass(frozen=True)
class CalendarPreview:
    """What an import would do, or did, in the order of the file.

    ``since``: what lies before is not taken; ``past``: of how many activities all does. ``gone``: titles of what came
    from such a calendar, is to come, and is in it no more: it is kept. ``problems``: what was met that is about none of
    the rows.
    """

    rows: tuple[BroughtRow, ...]
    since: date
    past: int = 0
    gone: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()

    def count(self, fate: Fate) -> int:
        """Of how many activities that becomes."""
        return sum(row.fate == fate for row in self.rows)

    @property
    def without_room(self) -> int:
        """How many activities come in that are in a room of ours in the calendar, and here in none yet."""
        return sum(row.fate == "new" and row.in_room for row in self.rows)


def preview_calendar(
    session: Session,
    file: CalendarFile,
    *,
    since: date | None = None,
    inside: bool = False,
    left_out: Collection[str] = (),
    tell: Callable[[float], None] | None = None,
) -> CalendarPreview:
    """What importing a calendar would do; nothing is changed.

    ``since``: what is over by that day is not taken, today where none is given. ``inside``: what is new is not made
    public. ``left_out``: marks of what somebody does not want. ``tell`` hears what fraction is done, and may stop it by
    an error of its own. Refuses ``no_venue``, ``calendar_too_much``.
    """
    return judge_calendar(
        session, file, since=since, inside=inside, left_out=left_out, tell=tell, take=lambda _row: None
    )


def judge_calendar(
    session: Session,
    file: CalendarFile,
    *,
    since: date | None,
    inside: bool,
    left_out: Collection[str],
    tell: Callable[[float], None] | None,
    take: Callable[[BroughtRow], None],
) -> CalendarPreview:
    """The same; each activity is handed to ``take`` before the next is looked at."""
    day = since or clock.today()
    identity = venue(session)
    rooms = [row.name for row in room_rows(session)]
    here = Here.of(identity.calendar_uid, identity.name, identity.address, rooms)
    coming, over = _coming(file.entries, day)
    past = len(over)
    judge = _Judge(session, day, inside)
    problems = _Problems(file.problems, over)
    rows: dict[str, BroughtRow] = {}
    brought, marks = 0, len({entry.uid for entry in coming})
    for place, told in enumerate(told_activities(coming, here)):
        if tell is not None:
            tell(min(1.0, place / marks))
        row = judge.row(replace(told, problems=(*problems.of(told.line), *told.problems)))
        if row is None:
            past += 1
        elif row.mark not in left_out and row.mark not in rows:
            rows[row.mark] = row
            brought += row.fate in ("new", "changed")
            if brought > MOST_BROUGHT:
                raise Refused("calendar_too_much", most=MOST_BROUGHT)
            take(row)
    return CalendarPreview(
        rows=tuple(sorted(rows.values(), key=lambda row: row.line)),
        since=day,
        past=past,
        gone=judge.gone({entry.uid for entry in file.entries}),
        problems=problems.left,
    )


def _coming(entries: Sequence[CalendarEntry], since: date) -> tuple[list[CalendarEntry], set[int]]:
    """The entries without those that are single and over, and the lines of these: a calendar of many years is mostly
    past."""
    alone = Counter(entry.uid for entry in entries)
    found, past = [], set()
    for entry in entries:
        last, minute = on_the_wall(entry.end)
        over = (last, minute > 0) <= (since, False)
        if over and alone[entry.uid] == 1 and not entry.rule and not entry.also and entry.instead_of is None:
            past.add(entry.line)
        else:
            found.append(entry)
    return found, past


class _Problems:
    """What was met in a file: handed out to the activities it is about, forgotten for those that are over."""

    def __init__(self, met: Iterable[Problem], over: Collection[int]) -> None:
        self._by_line: dict[int | None, list[Problem]] = defaultdict(list)
        for problem in met:
            if problem.line not in over:
                self._by_line[problem.line].append(problem)

    def of(self, line: int) -> list[Problem]:
        """What is about the entry on a line."""
        return self._by_line.pop(line, [])

    @property
    def left(self) -> tuple[Problem, ...]:
        """What is about no activity that comes in."""
        return tuple(problem for some in self._by_line.values() for problem in some)


class _Judge:
    """Holds what a calendar tells against what is here."""

    def __init__(self, session: Session, since: date, inside: bool) -> None:
        self._session, self._since, self._inside = session, since, inside
        self._today = clock.today()
        rows = session.execute(select(Activity.uid, Activity.id).order_by(Activity.id))
        self._ids: dict[str, int] = {uid: activity_id for uid, activity_id in rows}  # noqa: C416 (a Row to mypy)
        self._parted = {part_of(uid) for uid in self._ids} - {""}
        self._known_before: set[str] = set()

    def row(self, told: Told) -> BroughtRow | None:
        """What becomes of an activity; None where all of it is over."""
        mark = told.mark
        row = BroughtRow(mark.uid, told.line, told.title, "unread", problems=told.problems, in_room=told.in_room)
        if told.series is None:
            return row
        coming = without_past(told.series, self._since)
        if coming is None:
            return None
        row = replace(row, plan=told.series.plan)
        if mark.uid in self._ids:
            self._known_before.add(mark.uid)
            return self._known(row, told, mark.uid, told.series)
        if mark.of in self._ids:
            if mark.month:  # an extract of what is here whole
                return replace(row, fate="same")
            return self._known(row, told, mark.of, told.series)
        if not has_dates(coming):
            none = Problem("calendar_no_dates", told.line, {"title": told.title[:80]})
            return replace(row, problems=(*row.problems, none))
        plan = coming.plan
        colour = COLOURS[sum(plan.title.encode()) % len(COLOURS)]
        sound = replace(plan, public=plan.public and not self._inside, colour=colour)
        return replace(row, fate="new", plan=sound, stored=((replace(coming, plan=sound), mark.uid),))

    def _known(self, row: BroughtRow, told: Told, uid: str, theirs: Series) -> BroughtRow:
        activity_id = self._ids[uid]
        ours = self._here[activity_id]
        found = self._renewed(ours, told, theirs)
        if not found.changes:
            return replace(row, fate="same")
        # What was parted here since is no more what the calendar tells whole: it would stand twice.
        if uid in self._parted or not self._is_newer(told.modified, activity_id):
            return replace(row, fate="kept", changes=found.changes)
        self._here[activity_id] = found.series
        stored = [(found.earlier, "")] if found.earlier is not None else []
        return replace(row, fate="changed", changes=found.changes, stored=(*stored, (found.series, "")))

    def _renewed(self, ours: Series, told: Told, theirs: Series) -> Renewed:
        if told.mark.day is not None and told.mark.uid not in self._ids:
            return renewed_date(ours, theirs.plan, told.mark.day, self._days, self._today)
        return renewed(ours, theirs, self._days, self._today)

    @cached_property
    def _here(self) -> dict[int, Series]:
        """All activities that are here, read at once, with what the rows before would change."""
        return {one.series.id: one.series for one in whole_activities(self._session, self._ids.values())}

    @cached_property
    def _days(self) -> Calendar:
        """All that is known of closed days and school holidays from today on."""
        first, last = known_span(self._session)
        return days_known(self._session, max(self._today, first), max(self._today, last))

    def _is_newer(self, modified: datetime | None, activity_id: int) -> bool:
        """Whether the calendar was changed after what is here; one that does not say when is."""
        if modified is None:
            return True
        touched = [("activity", activity_id)]
        touched += [("activity_date", row.id) for row in date_rows(self._session, activity_id)]
        records = [journal.last_to_change(self._session, table, {"id": key}) for table, key in touched]
        moments = [record.at for record in records if record is not None]
        return modified > max(moments, default=kept_since(self._session)).astimezone(UTC)

    def gone(self, uids: Collection[str]) -> tuple[str, ...]:
        """What came from a calendar as this one is, is still to come, and is in it no more."""
        makers = {_maker(uid) for uid in self._known_before if not uid.endswith(OURS)}
        later = (Activity.last_day.is_(None)) | (Activity.last_day >= self._today)
        rows = self._session.execute(select(Activity.uid, Activity.title).where(later).order_by(Activity.id))
        there = {*uids, *self._known_before}
        return tuple(
            title
            for uid, title in rows
            if not uid.endswith(OURS)
            and _maker(uid) in makers
            and not {uid, part_of(uid), uid.rpartition(".")[0]} & there
        )


def _maker(uid: str) -> str:
    """Which program gave a mark, by its form."""
    return uid.rpartition("@")[2] if "@" in uid else ""
