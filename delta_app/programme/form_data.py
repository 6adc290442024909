"""What the form of an activity offers to choose from, and what would come of what it says."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy.orm import Session

from delta_app.core.access import Actor
from delta_app.core.errors import Refused
from delta_app.core.store import Store
from delta_app.hosts.languages_data import language_name, language_rows
from delta_app.hosts.queries import hosts, partners
from delta_app.programme.clash_data import Clash
from delta_app.programme.model import COLOURS
from delta_app.programme.queries import DateRow, programme_between
from delta_app.programme.series import Plan, Scope
from delta_app.venue.room_data import RoomRow, room_rows

__all__ = ["COLOURS", "Choices", "Named", "Outlook", "Save", "form_choices", "outlook"]

DAYS_SHOWN = 400
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
    """What would come of a plan. ``rows``: the dates it would have in the year that follows; ``clashes``: what stands
    in the way; ``closed``: the one date falls on a closed day, and why; ``refusal``: why it cannot be at all."""

    rows: tuple[DateRow, ...] = ()
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
        return Outlook(_tried(store, actor, save, plan, scope, despite=False))
    except Refused as refusal:
        if refusal.code == "activity_closed":
            return Outlook(closed=(refusal.facts["day"], refusal.facts["reason"]))
        if refusal.code != "activity_clash":
            return Outlook(refusal=refusal)
        clashes = refusal.facts["clashes"]
    try:
        return Outlook(_tried(store, actor, save, plan, scope, despite=True), clashes)
    except Refused as refusal:
        closed = refusal.code == "activity_closed"
        return Outlook((), clashes, (refusal.facts["day"], refusal.facts["reason"]) if closed else None, refusal)


def _tried(store: Store, actor: Actor, save: Save, plan: Plan, scope: Scope, *, despite: bool) -> tuple[DateRow, ...]:
    """The dates that the activity would have from its first on, or, of one date, that one."""
    with store.rehearse(actor) as session:
        activity_id, day = save(session, plan, scope, despite)
        session.flush()
        first = min(day, plan.first_day)
        rows = programme_between(session, first, first + timedelta(days=DAYS_SHOWN))
        mine = [row for row in rows if row.activity_id == activity_id]
        return tuple(row for row in mine if scope != "date" or row.original_day == day)
