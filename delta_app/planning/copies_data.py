"""What a copy of the data holds: whose it is, how many people, which months, and the last thing that was done."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from delta_app.core import backup, journal
from delta_app.core.address import Address
from delta_app.core.backup import Backup
from delta_app.core.calendar import Month
from delta_app.hosts.queries import hosts
from delta_app.planning.queries import MonthView, month_view
from delta_app.shifts.model import Roster
from delta_app.venue.queries import venue

MONTHS_LOOKED_AT = 6  # the newest ones
MOST_COUNTED = 1_000


@dataclass(frozen=True)
class CopyContents:
    """What a copy, or the present data, holds. The last act is what a person did, as the history has it."""

    place: str
    hosts: int
    months: tuple[Month, ...]
    last_act: str
    last_by: str
    last_at: datetime | None


@dataclass(frozen=True)
class CopyLook:
    """The same with its newest months, oldest first, as the planning shows them."""

    contents: CopyContents
    views: tuple[MonthView, ...]


def contents(session: Session) -> CopyContents:
    """What the data of a session holds. Refuses ``no_venue``."""
    months = tuple(sorted(Month.parse(text) for text in session.scalars(select(Roster.month).order_by(Roster.id))))
    last = next(iter(journal.history(session, 1)), None)
    return CopyContents(
        venue(session).name,
        len(hosts(session)),
        months,
        last.label if last else "",
        last.actor if last else "",
        last.at if last else None,
    )


def read_copy(copy: Path) -> CopyContents:
    """What a copy holds. Refuses what ``look_into`` does; may run on any thread."""
    with backup.look_into(copy) as session:
        return contents(session)


def look_at_copy(copy: Path) -> CopyLook:
    """What a copy holds, with its months. As ``read_copy``."""
    with backup.look_into(copy) as session:
        found = contents(session)
        return CopyLook(found, tuple(month_view(session, month) for month in found.months[-MONTHS_LOOKED_AT:]))


def acts_since(session: Session, instant: datetime) -> int:
    """How many acts of the present history came after a copy was made; more than a thousand are not counted."""
    return sum(record.at > instant for record in journal.history(session, MOST_COUNTED))


def copies_of(address: Address) -> tuple[Backup, ...]:
    """The copies of a place, newest first."""
    return tuple(backup.list_backups(address))
