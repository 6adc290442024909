"""Acts on gatherings of the hosts: noted, changed, removed, and who came."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from delta_app.core import clock
from delta_app.core.access import Role, allowed
from delta_app.core.errors import Refused
from delta_app.hosts.gathering_data import gathering_row, standings_on
from delta_app.hosts.gathering_rules import GatheringDetails, checked_gathering
from delta_app.hosts.model import STATES, Gathering, GatheringHost
from delta_app.hosts.nameless_data import refuse_nameless
from delta_app.hosts.queries import hosts


@dataclass(frozen=True)
class Attendance:
    """How many are noted as having come, and how many of them were added or taken away now."""

    came: int
    added: int
    removed: int


@allowed(Role.COORDINATOR)
def add_gathering(session: Session, details: GatheringDetails) -> int:
    """Note a gathering, to come or gone by; returns its id. Refuses as ``checked_gathering`` does."""
    row = Gathering()
    _write(row, checked_gathering(details))
    session.add(row)
    session.flush()
    return row.id


@allowed(Role.COORDINATOR)
def change_gathering(session: Session, gathering_id: int, details: GatheringDetails) -> None:
    """Note something else of a gathering; who came stays.

    Refuses ``no_such_gathering``, as ``checked_gathering`` does, ``gathering_attended`` where it would lie ahead with
    people who came, and ``not_known_yet`` or ``left_by_then`` where one of them cannot have on its new day.
    """
    row = _gathering(session, gathering_id)
    sound = checked_gathering(details)
    came = set(gathering_row(session, gathering_id).host_ids)
    if sound.day != row.day and came:
        if sound.day > clock.today():
            raise Refused("gathering_attended", came=len(came))
        _refuse_absentees(session, sound, came)
    _write(row, sound)


@allowed(Role.COORDINATOR)
def remove_gathering(session: Session, gathering_id: int) -> None:
    """Take a gathering away, with who came to it. Refuses ``no_such_gathering``."""
    row = _gathering(session, gathering_id)
    for seen in _attendances(session, gathering_id):
        session.delete(seen)
    session.delete(row)


@allowed(Role.COORDINATOR)
def note_attendance(session: Session, gathering_id: int, host_ids: Collection[int]) -> Attendance:
    """Who came to a gathering: these, and nobody else.

    Refuses ``no_such_gathering``, ``not_held_yet`` before its day, ``no_such_host``, ``host_nameless``, and
    ``not_known_yet`` or ``left_by_then`` for whoever was not in the team on that day; who is noted already stays so.
    """
    row = gathering_row(session, gathering_id)
    if row.day > clock.today():
        raise Refused("not_held_yet", day=row.day)
    before = {seen.host_id: seen for seen in _attendances(session, gathering_id)}
    wanted = set(host_ids)
    for host_id in sorted(wanted - before.keys()):
        refuse_nameless(session, host_id)
    _refuse_absentees(session, row.details, wanted - before.keys())
    for host_id in sorted(before.keys() - wanted):
        session.delete(before[host_id])
    for host_id in sorted(wanted - before.keys()):
        session.add(GatheringHost(gathering_id=gathering_id, host_id=host_id))
    return Attendance(len(wanted), len(wanted - before.keys()), len(before.keys() - wanted))


def _refuse_absentees(session: Session, details: GatheringDetails, host_ids: set[int]) -> None:
    """Refuse those of some people who cannot have been there, by name."""
    names = {host.id: host.name for host in hosts(session, states=STATES)}
    standings = standings_on(session, details.day)
    for host_id in sorted(host_ids):
        if host_id not in names:
            raise Refused("no_such_host")
        standing, possible = standings[host_id]
        if not possible:
            code = "left_by_then" if standing == "left" else "not_known_yet"
            raise Refused(code, name=names[host_id], day=details.day)


def _write(row: Gathering, sound: GatheringDetails) -> None:
    row.kind, row.day = sound.kind, sound.day
    row.start_minute, row.end_minute = sound.start_minute, sound.end_minute
    row.theme, row.place = sound.theme, sound.place


def _gathering(session: Session, gathering_id: int) -> Gathering:
    row = session.get(Gathering, gathering_id)
    if row is None:
        raise Refused("no_such_gathering")
    return row


def _attendances(session: Session, gathering_id: int) -> list[GatheringHost]:
    wanted = select(GatheringHost).where(GatheringHost.gathering_id == gathering_id).order_by(GatheringHost.id)
    return list(session.scalars(wanted))
