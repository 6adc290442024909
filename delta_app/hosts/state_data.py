"""Who is here on a day, and what is planned to change, read from what was noted with its date."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from delta_app.core import clock
from delta_app.core.asking import asked_once
from delta_app.hosts.model import Host, HostStateChange
from delta_app.hosts.rules import Period
from delta_app.hosts.state_rules import State, StateFrom, not_here, noted, state_on

__all__ = ["Due", "State", "StateFrom", "away_by_state", "changes_of", "due_states", "noted", "planned", "states_on"]


@dataclass(frozen=True)
class Due:
    """Somebody whose day has come: what is written of them, and what they are since."""

    host_id: int
    before: State
    state: State


@asked_once
def _changes(session: Session) -> dict[int, tuple[StateFrom, ...]]:
    """What was noted of everybody, in order."""
    rows = session.execute(
        select(HostStateChange.host_id, HostStateChange.from_day, HostStateChange.state).order_by(
            HostStateChange.from_day, HostStateChange.id
        )
    )
    found: dict[int, list[StateFrom]] = defaultdict(list)
    for row in rows:
        found[row.host_id].append(StateFrom(row.from_day, row.state))
    return {host_id: tuple(changes) for host_id, changes in found.items()}


@asked_once
def _now(session: Session) -> dict[int, State]:
    rows = session.execute(select(Host.id, Host.state).order_by(Host.id))
    return {row.id: row.state for row in rows}


def changes_of(session: Session, host_id: int) -> tuple[StateFrom, ...]:
    """All that was noted of one person, in order."""
    return _changes(session).get(host_id, ())


def planned(session: Session, host_id: int) -> tuple[StateFrom, ...]:
    """What is still to come of it."""
    today = clock.today()
    return tuple(change for change in changes_of(session, host_id) if change.from_day > today)


def states_on(session: Session, day: date) -> dict[int, State]:
    """What everybody is on a day, by host."""
    changes, today = _changes(session), clock.today()
    return {
        host_id: state_on(day, changes.get(host_id, ()), now, today) for host_id, now in _now(session).items()
    }  # fmt: skip


def away_by_state(session: Session, first: date, last: date) -> dict[int, tuple[Period, ...]]:
    """The days of a span on which somebody is paused or gone, by host; whoever is here all the time is left out."""
    changes, today = _changes(session), clock.today()
    spans = {
        host_id: not_here(first, last, changes.get(host_id, ()), now, today)
        for host_id, now in _now(session).items()
    }  # fmt: skip
    return {host_id: periods for host_id, periods in spans.items() if periods}


def due_states(session: Session) -> tuple[Due, ...]:
    """Whoever is written of otherwise than what was noted for today says, in the order they joined."""
    today, changes = clock.today(), _changes(session)
    now = _now(session)
    states = {host_id: state_on(today, changes.get(host_id, ()), before, today) for host_id, before in now.items()}
    return tuple(
        Due(host_id, before, states[host_id])
        for host_id, before in now.items()
        if states[host_id] != before and any(change.from_day <= today for change in changes.get(host_id, ()))
    )
