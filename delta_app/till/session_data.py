"""What the page of the till shows: open or closed, the menu, what was sold in this opening, and what is begun."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from delta_app.core import clock
from delta_app.core.settings import get
from delta_app.hosts.queries import hosts
from delta_app.shifts.queries import seats_between, slots_between
from delta_app.till.journal_data import EntryRow, entries_by_id, entries_of_session
from delta_app.till.model import TillDraft, TillEntry
from delta_app.till.queries import ProductRow, balances_of, last_entry, menu, next_envelope, opening_entry
from delta_app.till.rules import CLOCK_LEAP, CLOCK_SLACK
from delta_app.till.settings import BENEFICIARY, FLOAT, IBAN
from delta_app.venue.queries import venue


@dataclass(frozen=True)
class Draft:
    """What a desk has begun: its content, empty for nothing, and its version."""

    content: str = ""
    version: int = 0


@dataclass(frozen=True)
class Signatory:
    """Somebody who may sign: the short name, and whether they stand at the door now."""

    host_id: int
    name: str
    on_duty: bool


@dataclass(frozen=True)
class TillView:
    """The till as it stands. ``opening`` and ``entries`` (newest first) of the session that is on, ``last_close`` of
    the one before, while the till is closed; ``envelope_number``: of the envelope that would be filled now;
    ``clock_behind``: when the last entry was noted, where that lies ahead of the clock, or far behind it."""

    opening: EntryRow | None
    entries: tuple[EntryRow, ...]
    last_close: EntryRow | None
    products: tuple[ProductRow, ...]
    withdrawn: tuple[ProductRow, ...]
    basket: Draft
    count: Draft
    till: int
    suspended: int
    keep: int
    envelope_number: str
    iban: str
    beneficiary: str
    clock_behind: datetime | None


def till_view(
    session: Session, desk: str, now: datetime, *, before: TillView | None = None, counting: bool = False
) -> TillView:
    """All that the page needs, at an instant; ``before``: what it was last; ``counting``: also which envelope would be
    filled."""
    opening = opening_entry(session)
    known = () if before is None or before.opening is None else (before.opening, *reversed(before.entries))
    rows = () if opening is None else entries_of_session(session, opening.id, known)
    everything = menu(session, now.astimezone(clock.BRUSSELS).date(), withdrawn=True)
    drafts = _drafts(session, desk)
    last = last_entry(session)
    there = balances_of(last)
    return TillView(
        opening=rows[0] if rows else None,
        entries=tuple(reversed(rows[1:])),
        last_close=_last_close(session) if opening is None else None,
        products=tuple(row for row in everything if not row.withdrawn),
        withdrawn=tuple(row for row in everything if row.withdrawn),
        basket=drafts.get("basket", Draft()),
        count=drafts.get("count", Draft()),
        till=there.till,
        suspended=there.suspended,
        keep=get(session, FLOAT),
        envelope_number=next_envelope(session, now.astimezone(clock.BRUSSELS).year) if counting else "",
        iban=get(session, IBAN),
        beneficiary=get(session, BENEFICIARY) or venue(session).name,
        clock_behind=None if last is None or last.at - CLOCK_SLACK <= now <= last.at + CLOCK_LEAP else last.at,
    )


def _drafts(session: Session, desk: str) -> dict[str, Draft]:
    rows = session.scalars(select(TillDraft).where(TillDraft.desk == desk))
    return {row.kind: Draft(row.content, row.version) for row in rows}


def _last_close(session: Session) -> EntryRow | None:
    newest = select(TillEntry.id).where(TillEntry.kind == "close").order_by(TillEntry.id.desc()).limit(1)
    found = session.scalar(newest)
    return None if found is None else entries_by_id(session, [found])[0]


def signatories(session: Session, local: datetime) -> tuple[Signatory, ...]:
    """Who may sign, those at the door now first; others by name."""
    here = _on_duty(session, local.date(), local.hour * 60 + local.minute)
    team = [Signatory(host.id, host.name, host.id in here) for host in hosts(session)]
    return tuple(sorted(team, key=lambda one: not one.on_duty))


def _on_duty(session: Session, day: date, minute: int) -> frozenset[int]:
    """The hosts of the shift that is on, or of the day's next one, or of its last."""
    slots = [slot for slot in slots_between(session, day, day) if slot.seats]
    if not slots:
        return frozenset()
    slot = next((one for one in slots if one.end_minute > minute), slots[-1])
    seats = seats_between(session, day, day).get(slot.id, ())
    return frozenset(seat.host_id for seat in seats if seat.kind == "host")
