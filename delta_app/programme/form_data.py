"""What the form of an activity offers to choose from, and what would come of what it says."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlalchemy.orm import Session

from delta_app.core import clock
from delta_app.core.access import Actor
from delta_app.core.calendar import days_between
from delta_app.core.errors import Refused
from delta_app.core.store import Store
from delta_app.hosts.languages_data import language_name, language_rows
from delta_app.hosts.queries import hosts, partners
from delta_app.programme.activity_data import days_known, series_of
from delta_app.programme.clash_data import Clash
from delta_app.programme.model import COLOURS
from delta_app.programme.queries import DateRow, programme_between
from delta_app.programme.recurrence import coming
from delta_app.programme.series import Plan, Scope, occurrence_on
from delta_app.venue.room_data import RoomRow, room_rows

__all__ = ["COLOURS", "Choices", "Named", "Outlook", "Save", "form_choices", "outlook"]

DAYS_SHOWN = 400
_TOLD_ANYWAY = 2  # so many dates say how it comes again
_MOST_TRIED = 12  # dates of a rule after that time, to find one on which the place is open
Named = tuple[tuple[str, int], ...]  # a name, and whose it is
Save = Callable[[Session, Plan, Scope, bool], tuple[int, date]]
"""Writes a plan as far as the scope says, also ``despite`` clashes; the activity, and a day by which it is known."""


@dataclass(frozen=True)
class Choices:
    """Rooms, people and services to choose from; ``lines``: budget lines of costs; ``languages``: name and code."""

    rooms: tuple[RoomRow, ...]
    hosts: Named
    partners: Named
    lines: Named
    languages: tuple[tuple[str, str], ...]


def form_choices(session: Session, plan: Plan, lines: Named) -> Choices:
    """What can be chosen for an activity: what it has already stays among it."""
    there = hosts(session, states=("active", "paused", "left"))
    return Choices(
        rooms=tuple(row for row in room_rows(session) if not row.withdrawn or row.id == plan.room_id),
        hosts=tuple((row.name, row.id) for row in there if row.state == "active" or row.id == plan.host_id),
        partners=tuple((row.name, row.id) for row in partners(session)),
        lines=lines,
        languages=tuple((language_name(row.code), row.code) for row in language_rows(session)),
    )


@dataclass(frozen=True)
class Outlook:
    """What would come of a plan. ``rows``: the dates it would have in the year that follows; ``later``: of what comes
    again, where these are fewer than two, its next date after that; ``partly_shut``: later days of its dates on which
    the place is closed, and why; ``clashes``: what stands in the way; ``closed``: the one date falls on a closed day,
    and why; ``refusal``: why it cannot be at all."""

    rows: tuple[DateRow, ...] = ()
    later: date | None = None
    partly_shut: tuple[tuple[date, str], ...] = ()
    clashes: tuple[Clash, ...] = ()
    closed: tuple[date, str] | None = None
    refusal: Refused | None = None

    @property
    def days(self) -> Sequence[date]:
        """When one could come."""
        return [row.day for row in self.rows if row.takes_place]

    @property
    def shut(self) -> Sequence[DateRow]:
        """Dates on which it does not take place, for the place is closed."""
        return [row for row in self.rows if row.occurrence.shut]


def outlook(store: Store, actor: Actor, save: Save, plan: Plan, scope: Scope) -> Outlook:
    """Try what a form says, keep nothing of it, and tell what would be."""
    try:
        return _tried(store, actor, save, plan, scope, despite=False)
    except Refused as refusal:
        if refusal.code == "activity_closed":
            return Outlook(closed=(refusal.facts["day"], refusal.facts["reason"]))
        if refusal.code != "activity_clash":
            return Outlook(refusal=refusal)
        clashes = refusal.facts["clashes"]
    try:
        return replace(_tried(store, actor, save, plan, scope, despite=True), clashes=clashes)
    except Refused as refusal:
        closed = (refusal.facts["day"], refusal.facts["reason"]) if refusal.code == "activity_closed" else None
        return Outlook(clashes=clashes, closed=closed, refusal=refusal)


def _tried(store: Store, actor: Actor, save: Save, plan: Plan, scope: Scope, *, despite: bool) -> Outlook:
    """The dates that the activity would have from its first on, or, of one date, that one."""
    with store.rehearse(actor) as session:
        activity_id, day = save(session, plan, scope, despite)
        session.flush()
        first = min(day, plan.first_day)
        last = first + timedelta(days=DAYS_SHOWN)
        mine = [row for row in programme_between(session, first, last) if row.activity_id == activity_id]
        rows = tuple(row for row in mine if scope != "date" or row.original_day == day)
        few = plan.rule and scope != "date" and sum(row.takes_place for row in rows) < _TOLD_ANYWAY
        later = _after(session, activity_id, last) if few else None
        return Outlook(rows, later, _partly_shut(session, rows))


def _after(session: Session, activity_id: int, day: date) -> date | None:
    """The first date to come after a day on which an activity takes place; None where there is none soon."""
    series = series_of(session, activity_id)
    since = max(day + timedelta(days=1), clock.today())
    for original_day in coming(series.plan.rule, series.plan.first_day, since, _MOST_TRIED):
        found = occurrence_on(series, original_day, days_known(session, original_day, original_day))
        if found is not None and found.takes_place:
            return found.day
    return None


def _partly_shut(session: Session, rows: Sequence[DateRow]) -> tuple[tuple[date, str], ...]:
    """The later days of dates over several on which the place is closed, and why, but where one says it does not
    matter."""
    long = [row for row in rows if row.takes_place and row.occurrence.last_day > row.day and not row.plan.even_closed]
    if not long:
        return ()
    closures = days_known(session, long[0].day, max(row.occurrence.last_day for row in long)).closures
    days = {day for row in long for day in days_between(row.day, row.occurrence.last_day) if day in closures}
    return tuple((day, closures[day]) for day in sorted(days))
