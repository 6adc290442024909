"""Sending a published month: to whom, what changed for each since the version before, and who has it already."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

import delta_app.planning.sending_words  # noqa: F401 (registers what the refusals say)
from delta_app.core.calendar import Month
from delta_app.core.errors import Refused
from delta_app.hosts.queries import HostRow, hosts
from delta_app.planning.calendar_data import CalendarFacts, CalledOff, calendar_facts
from delta_app.planning.letter_data import Person, Writer, person, writer
from delta_app.planning.queries import HostMonth, MonthView, host_months, month_view
from delta_app.post.queries import already_written
from delta_app.shifts.model import PublishedSlot, Roster
from delta_app.shifts.queries import people_told, published_ever, published_seats

Group = Literal["changed", "seated", "free"]


@dataclass(frozen=True, order=True)
class Moment:
    """A slot of a version; ``shadow``: somebody comes along to learn."""

    day: date
    start_minute: int
    end_minute: int
    shadow: bool = False


@dataclass(frozen=True)
class HostChange:
    """What a version changed for one host: moments they gain and lose, and those of theirs with other hours, before
    and after."""

    gains: tuple[Moment, ...] = ()
    loses: tuple[Moment, ...] = ()
    moved: tuple[tuple[Moment, Moment], ...] = ()


@dataclass(frozen=True)
class Recipient:
    """Somebody whom the month may be sent to. ``change``: None where nothing of theirs changed since the version
    before, or there is none. ``sent``: this version was put in the outbox for them."""

    person: Person
    month: HostMonth
    facts: CalendarFacts
    change: HostChange | None
    sent: bool

    @property
    def host_id(self) -> int:
        """Who it is."""
        return self.person.host_id

    @property
    def group(self) -> Group:
        """Whether something changed for them; else whether they have shifts."""
        return "changed" if self.change is not None else ("seated" if self.month.shifts else "free")


@dataclass(frozen=True)
class SendView:
    """A published month to be sent. ``before`` is the version before this one, 0 where there is none."""

    view: MonthView
    before: int
    writer: Writer
    recipients: tuple[Recipient, ...]

    @property
    def about(self) -> str:
        """What its letters tell, as the outbox names it: ``2027-01 v2``."""
        return about_version(self.view.month, self.view.version)

    @property
    def usual(self) -> frozenset[int]:
        """Who gets it unless one says otherwise: whoever something changed for, of a first version everybody in it;
        not those who have it."""
        wanted = "changed" if self.before else "seated"
        return frozenset(one.host_id for one in self.recipients if one.group == wanted and not one.sent)


def about_version(month: Month, version: int) -> str:
    """How the outbox names a version of a month."""
    return f"{month} v{version}"


def send_view(session: Session, month: Month) -> SendView:
    """What sending a month starts from. Refuses ``no_venue``, ``not_published``, and ``changes_unpublished`` where it
    is no longer as it was published."""
    view = month_view(session, month)
    if not view.version:
        raise Refused("not_published", month=month)
    if view.changes_since_published:
        raise Refused("changes_unpublished", month=month, version=view.version)
    place = writer(session)
    before, changes = version_changes(session, month, view.version)
    sent = already_written(session, "roster", about_version(month, view.version))
    seated = {row.host_id: row for row in host_months(session, view)}
    facts = _facts_of(session, view)
    return SendView(
        view,
        before,
        place,
        tuple(
            Recipient(
                person(host, place.language),
                seated.get(host.id) or _nothing(view, host),
                facts(host.id),
                changes.get(host.id),
                host.id in sent,
            )
            for host in hosts(session)
            if host.state == "active" or host.id in seated or host.id in changes
        ),
    )


def _facts_of(session: Session, view: MonthView) -> Callable[[int], CalendarFacts]:
    """What ``calendar_facts`` gives, for one host after the other, from three questions in place of three a host."""
    whole = calendar_facts(session, view.month)
    spans = published_ever(session, view.month)
    once: dict[int, set[int]] = defaultdict(set)
    for slot_id, host_id in people_told(session, view.month):
        once[host_id].add(slot_id)
    now: dict[int, set[int]] = defaultdict(set)
    for slot in view.slots:
        for seat in slot.people:
            now[seat.host_id].add(slot.slot_id)

    def facts(host_id: int) -> CalendarFacts:
        gone = sorted(slot_id for slot_id in once[host_id] - now[host_id] if slot_id in spans)
        return replace(whole, called_off=tuple(CalledOff(slot_id, *spans[slot_id]) for slot_id in gone))

    return facts


def _nothing(view: MonthView, host: HostRow) -> HostMonth:
    who = (host.id, host.name, host.full_name)
    return HostMonth(view.month, view.venue_name, view.venue_address, *who, (), view.version, view.state)


def version_changes(session: Session, month: Month, version: int) -> tuple[int, dict[int, HostChange]]:
    """The version before one of a month, 0 where there is none, and what changed since for each host whom it concerns.

    Versions whose publishing was undone are none.
    """
    roster_id = session.scalar(select(Roster.id).where(Roster.month == str(month)))
    if roster_id is None:
        return 0, {}
    slots: dict[int, dict[int, tuple[date, int, int]]] = defaultdict(dict)
    for row in session.scalars(
        select(PublishedSlot)
        .where(PublishedSlot.roster_id == roster_id, PublishedSlot.version <= version)
        .order_by(PublishedSlot.version, PublishedSlot.id)
    ):
        slots[row.version][row.slot_id] = row.day, row.start_minute, row.end_minute
    before = max((number for number in slots if number < version), default=0)
    if not before:
        return 0, {}
    then = _by_host(published_seats(session, roster_id, before), slots[before])
    now = _by_host(published_seats(session, roster_id, version), slots[version])
    changes = {host: _change(then.get(host, {}), now.get(host, {})) for host in {*then, *now}}
    return before, {host: change for host, change in sorted(changes.items()) if change != HostChange()}


def _by_host(
    seats: Iterable[tuple[int, int, str]], slots: dict[int, tuple[date, int, int]]
) -> dict[int, dict[int, Moment]]:
    """The moments of each host, by slot."""
    found: dict[int, dict[int, Moment]] = defaultdict(dict)
    for slot_id, host_id, kind in seats:
        if slot_id in slots:
            found[host_id][slot_id] = Moment(*slots[slot_id], shadow=kind == "shadow")
    return found


def _change(then: dict[int, Moment], now: dict[int, Moment]) -> HostChange:
    both = then.keys() & now.keys()
    return HostChange(
        gains=tuple(sorted(now[slot] for slot in now.keys() - both)),
        loses=tuple(sorted(then[slot] for slot in then.keys() - both)),
        moved=tuple(sorted((then[slot], now[slot]) for slot in both if then[slot] != now[slot])),
    )
