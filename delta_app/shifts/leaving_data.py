"""What somebody leaves behind who pauses or goes: shifts to come, who stays there, what was agreed of them."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy.orm import Session

from delta_app.core import clock
from delta_app.hosts.path_data import mentors
from delta_app.hosts.queries import hosts, with_pin
from delta_app.hosts.state_data import StateFrom, planned
from delta_app.shifts.day_rules import minute_of
from delta_app.shifts.queries import SeatRow, last_slot_day, seats_between, slots_between
from delta_app.shifts.trade_data import trades


@dataclass(frozen=True)
class SeatToFree:
    """A shift to come of somebody. ``remaining`` are the hosts who stay there, of ``seats``; ``agreed_by`` is whoever
    said yes to take it over, which the coordinator has not approved yet."""

    seat_id: int
    slot_id: int
    day: date
    start_minute: int
    end_minute: int
    kind: str
    remaining: tuple[str, ...]
    seats: int
    agreed_by: str = ""


@dataclass(frozen=True)
class Leaving:
    """What goes with somebody from a day on: shifts, whom they stand by, their code, and what was planned of them."""

    name: str
    seats: tuple[SeatToFree, ...]
    mentored: tuple[str, ...]
    has_code: bool
    planned: tuple[StateFrom, ...]


def leaving(session: Session, host_id: int, first: date, before: date | None = None) -> Leaving:
    """What somebody has from a day on, and before another."""
    names = _names(session)
    return Leaving(
        name=names.get(host_id, ""),
        seats=seats_to_free(session, host_id, first, before),
        mentored=tuple(names[learner] for learner, mentor in mentors(session).items() if mentor == host_id),
        has_code=host_id in with_pin(session),
        planned=planned(session, host_id),
    )


def _names(session: Session) -> dict[int, str]:
    return {host.id: host.name for host in hosts(session, states=("active", "paused", "left"))}


def seats_to_free(session: Session, host_id: int, first: date, before: date | None = None) -> tuple[SeatToFree, ...]:
    """Somebody's shifts from a day on, and before another, that have not begun, shadow shifts included, in order."""
    local = clock.local_now()
    first = max(first, local.date())
    end = last_slot_day(session)
    last = end if before is None or end is None else min(end, before - timedelta(days=1))
    if last is None or last < first:
        return ()
    names, seated = _names(session), seats_between(session, first, last)
    agreed = _agreed(session, host_id, first)
    found = []
    for slot in slots_between(session, first, last):
        own = next((seat for seat in seated.get(slot.id, ()) if seat.host_id == host_id), None)
        begun = (slot.day, slot.start_minute) <= (local.date(), minute_of(local))
        if own is None or begun:
            continue
        others = _others(seated[slot.id], host_id)
        found.append(
            SeatToFree(
                own.id, slot.id, slot.day, slot.start_minute, slot.end_minute, own.kind,
                tuple(names[other] for other in others), slot.seats, agreed.get(slot.id, ""),
            )
        )  # fmt: skip
    return tuple(found)


def _others(seats: tuple[SeatRow, ...], host_id: int) -> list[int]:
    return [seat.host_id for seat in seats if seat.kind == "host" and seat.host_id != host_id]


def _agreed(session: Session, host_id: int, first: date) -> dict[int, str]:
    """Who said yes to one's own shifts, by slot, where the coordinator has not approved it yet."""
    standing = trades(session, since=first)
    return {row.slot_id: row.taker for row in standing if row.state == "agreed" and row.host_id == host_id}
