"""Acts of the day at the door: a word for the next team, one more visit, a count put right."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

import delta_app.shifts.words  # noqa: F401 (registers what the refusals say)
from delta_app.core import clock
from delta_app.core.access import Role, acting, allowed
from delta_app.core.errors import Refused
from delta_app.shifts.day_rules import Visits, changed_count, counted_now, is_on, is_over
from delta_app.shifts.model import DECISIONS, LogbookEntry, OpeningDecision, VisitCount
from delta_app.shifts.queries import slots_between

LONGEST_ENTRY = 500
MOST_VISITS = 10_000  # in one shift: more is a slip of the hand


@allowed(Role.HOST, Role.COORDINATOR)
def write_entry(session: Session, text: str) -> int:
    """Leave a word for the next team, as whoever acts; returns its number. No visitor is named in it: the form says so.

    Refuses ``empty_entry``, ``entry_too_long``.
    """
    text = "\n".join(" ".join(line.split()) for line in text.splitlines() if line.strip())
    if not text:
        raise Refused("empty_entry")
    if len(text) > LONGEST_ENTRY:
        raise Refused("entry_too_long", most=LONGEST_ENTRY)
    row = LogbookEntry(at=clock.now(), host_id=acting(session).host_id, text=text)
    session.add(row)
    session.flush()
    return row.id


@allowed(Role.HOST, Role.COORDINATOR)
def remove_entry(session: Session, entry_id: int) -> None:
    """Take a word away: one's own, or any for the coordinator. Refuses ``no_such_entry``, ``not_yours``."""
    row = session.get(LogbookEntry, entry_id)
    if row is None:
        raise Refused("no_such_entry")
    actor = acting(session)
    if actor.role != Role.COORDINATOR and row.host_id != actor.host_id:
        raise Refused("not_yours")
    session.delete(row)


@allowed(*Role)
def count_visits(session: Session, day: date, start_minute: int, *, visits: int = 0, first_visits: int = 0) -> Visits:
    """Count so many more visits of a shift, or fewer; returns the count. Whoever stands at the PC counts those of now,
    other shifts are for hosts and the coordinator.

    Refuses ``no_such_slot``, ``not_begun``, ``counted_later``, ``count_below`` (fewer than none, or fewer visits
    than first ones), ``too_many_visits``.
    """
    if acting(session).role not in (Role.HOST, Role.COORDINATOR):
        _refuse_unless_now(session, day, start_minute)
    row = _count(session, day, start_minute)
    before = None if row is None else Visits(row.visits, row.first_visits)
    after = changed_count(before, visits, first_visits)
    if after is None:
        raise Refused("count_below")
    return _write(session, row, day, start_minute, after)


@allowed(Role.HOST, Role.COORDINATOR)
def note_visits(session: Session, day: date, start_minute: int, counted: Visits) -> Visits:
    """Write how many came in a shift, as counted on paper. Refuses as ``count_visits`` does."""
    if not 0 <= counted.first_visits <= counted.visits:
        raise Refused("count_below")
    return _write(session, _count(session, day, start_minute), day, start_minute, counted)


@allowed(Role.COORDINATOR)
def forget_count(session: Session, day: date, start_minute: int) -> None:
    """A shift was not counted after all, which is not zero. Refuses ``not_counted``."""
    row = _count(session, day, start_minute)
    if row is None:
        raise Refused("not_counted")
    session.delete(row)


def _refuse_unless_now(session: Session, day: date, start_minute: int) -> None:
    local = clock.local_now()
    todays = [slot for slot in slots_between(session, local.date(), local.date()) if slot.seats]
    place = counted_now(todays, local)
    if place is None or (todays[place].day, todays[place].start_minute) != (day, start_minute):
        raise Refused("counted_later", day=day, start_minute=start_minute)


def _count(session: Session, day: date, start_minute: int) -> VisitCount | None:
    return session.scalar(select(VisitCount).where(VisitCount.day == day, VisitCount.start_minute == start_minute))


def _write(session: Session, row: VisitCount | None, day: date, start_minute: int, counted: Visits) -> Visits:
    if counted.visits > MOST_VISITS:
        raise Refused("too_many_visits", most=MOST_VISITS)
    if row is not None:
        row.visits, row.first_visits = counted.visits, counted.first_visits
        return counted
    slot = next((one for one in slots_between(session, day, day) if one.start_minute == start_minute), None)
    if slot is None:
        raise Refused("no_such_slot")
    local = clock.local_now()
    if not (is_on(slot, local) or is_over(slot, local)):
        raise Refused("not_begun", day=day, start_minute=start_minute)
    session.add(
        VisitCount(
            day=day,
            start_minute=start_minute,
            end_minute=slot.end_minute,
            visits=counted.visits,
            first_visits=counted.first_visits,
        )
    )
    return counted


@allowed(Role.COORDINATOR)
def decide_opening(
    session: Session, day: date, start_minute: int, decision: str, hours: tuple[int, int] | None = None
) -> None:
    """Decide whether a slot that lacks people opens: ``open`` all the same, ``reduced`` to some of its ``hours``
    (start and end, minutes), or ``closed``. The latest decision counts.

    Refuses ``no_such_slot``, ``bad_decision``, ``bad_reduced_hours``.
    """
    slot = next((one for one in slots_between(session, day, day) if one.start_minute == start_minute), None)
    if slot is None:
        raise Refused("no_such_slot")
    if decision not in DECISIONS or (decision == "reduced") != (hours is not None):
        raise Refused("bad_decision")
    if hours is not None and not slot.start_minute <= hours[0] < hours[1] <= slot.end_minute:
        raise Refused("bad_reduced_hours", start_minute=slot.start_minute, end_minute=slot.end_minute)
    row = session.scalar(
        select(OpeningDecision).where(OpeningDecision.day == day, OpeningDecision.start_minute == start_minute)
    )
    if row is None:
        row = OpeningDecision(day=day, start_minute=start_minute)
        session.add(row)
    row.end_minute, row.decision, row.decided_at = slot.end_minute, decision, clock.now()
    row.open_from, row.open_until = hours or (None, None)


@allowed(Role.COORDINATOR)
def forget_decision(session: Session, day: date, start_minute: int) -> None:
    """Nothing is decided for a slot any more. Refuses ``not_decided``."""
    row = session.scalar(
        select(OpeningDecision).where(OpeningDecision.day == day, OpeningDecision.start_minute == start_minute)
    )
    if row is None:
        raise Refused("not_decided")
    session.delete(row)
