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
from delta_app.core.journal import Record
from delta_app.hosts.model import STATES
from delta_app.hosts.nameless_data import nameless
from delta_app.hosts.queries import hosts
from delta_app.planning.queries import MonthView, month_view
from delta_app.shifts.model import Roster
from delta_app.venue.queries import venue

MONTHS_LOOKED_AT = 6  # the newest ones
MOST_COUNTED = 1_000


@dataclass(frozen=True)
class CopyContents:
    """What a copy holds; ``last`` is the latest thing its history tells, ``named`` the hosts by number who have their
    name in it."""

    place: str
    hosts: int
    months: tuple[Month, ...]
    last: Record | None
    named: frozenset[int]


@dataclass(frozen=True)
class CopyLook:
    """The same with its newest months, oldest first, as the planning shows them."""

    contents: CopyContents
    views: tuple[MonthView, ...]


def contents(session: Session) -> CopyContents:
    """What the data of a session holds. Refuses ``no_venue``."""
    months = tuple(sorted(Month.parse(text) for text in session.scalars(select(Roster.month).order_by(Roster.id))))
    everybody = {host.id for host in hosts(session, states=STATES)}
    named = frozenset(everybody - nameless(session).keys())
    return CopyContents(venue(session).name, len(hosts(session)), months, journal.newest(session), named)


def read_copy(copy: Path) -> CopyContents:
    """What a copy holds. Refuses what ``look_into`` does; may run on any thread."""
    with backup.look_into(copy) as session:
        return contents(session)


def look_at_copy(copy: Path) -> CopyLook:
    """What a copy holds, with its months. As ``read_copy``."""
    with backup.look_into(copy) as session:
        found = contents(session)
        return CopyLook(found, tuple(month_view(session, month) for month in found.months[-MONTHS_LOOKED_AT:]))


def names_coming_back(session: Session, found: CopyContents) -> int:
    """How many names that were taken away here a copy still has."""
    return len(nameless(session).keys() & found.named)


def acts_since(session: Session, last: Record | None, made_at: datetime) -> int:
    """How many acts of the present history a copy has not: those after its last one, or, where the history went
    another way since, those after it was made; of these more than a thousand are not counted."""
    if last is not None and journal.find(session, last.id) == last:
        return len(journal.records_after(session, last.id))
    return sum(record.at > made_at for record in journal.history(session, MOST_COUNTED))


def copies_of(address: Address) -> tuple[Backup, ...]:
    """The copies of a place, newest first."""
    return tuple(backup.list_backups(address))
