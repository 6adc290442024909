"""The day as rows: the words left for the next team, and how many people came."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from delta_app.hosts.queries import hosts
from delta_app.shifts.day_rules import Visits, counted_now, is_on, is_over, mean_visits, minute_of
from delta_app.shifts.model import LogbookEntry, VisitCount

__all__ = [  # with the plain values and rules of the day, for the slices above
    "EntryRow",
    "VisitRow",
    "Visits",
    "counted_now",
    "is_on",
    "is_over",
    "logbook",
    "mean_visits",
    "minute_of",
    "visits_between",
    "visits_of",
]


@dataclass(frozen=True)
class EntryRow:
    """A word for the next team; ``author`` is a short name, empty for the coordination."""

    id: int
    at: datetime
    author: str
    host_id: int | None
    text: str


@dataclass(frozen=True)
class VisitRow:
    """The visits of one shift that were counted."""

    day: date
    start_minute: int
    end_minute: int
    counted: Visits


def logbook(session: Session, at_most: int = 30) -> tuple[EntryRow, ...]:
    """The latest words, newest first."""
    names = {host.id: host.name for host in hosts(session, states=("active", "paused", "left"))}
    rows = session.scalars(select(LogbookEntry).order_by(LogbookEntry.id.desc()).limit(at_most))
    return tuple(
        EntryRow(row.id, row.at, names.get(row.host_id, "") if row.host_id is not None else "", row.host_id, row.text)
        for row in rows
    )


def visits_of(session: Session, day: date, start_minute: int) -> Visits | None:
    """The count of one shift; None when nobody counted."""
    row = session.scalar(select(VisitCount).where(VisitCount.day == day, VisitCount.start_minute == start_minute))
    return None if row is None else Visits(row.visits, row.first_visits)


def visits_between(session: Session, first: date, last: date) -> tuple[VisitRow, ...]:
    """Every count of these days, both included, in order; a shift that nobody counted is not there."""
    rows = session.scalars(
        select(VisitCount)
        .where(VisitCount.day.between(first, last))
        .order_by(VisitCount.day, VisitCount.start_minute, VisitCount.id)
    )
    return tuple(
        VisitRow(row.day, row.start_minute, row.end_minute, Visits(row.visits, row.first_visits)) for row in rows
    )
