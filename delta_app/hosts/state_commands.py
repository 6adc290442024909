"""From when on somebody is here, paused or gone: noted with its day, and taking effect on that day by itself."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

import delta_app.hosts.words  # noqa: F401 (registers what the refusals say)
from delta_app.core import clock
from delta_app.core.access import Actor, Role, allowed
from delta_app.core.belief import clock_is_believed
from delta_app.core.errors import Refused
from delta_app.core.i18n import _, join_names
from delta_app.core.store import Store
from delta_app.core.tries import forget_tries
from delta_app.hosts.model import STATES, Host, HostPin, HostStateChange, Mentoring
from delta_app.hosts.nameless_data import refuse_nameless
from delta_app.hosts.pin_commands import subject_of
from delta_app.hosts.queries import hosts
from delta_app.hosts.state_data import Due, State, StateFrom, changes_of, due_states, noted

OWN_NAME = "Delta"  # what the history calls the program itself


@dataclass(frozen=True)
class StateNoted:
    """What noting a change did: ``replaced`` are the changes planned for later that it took the place of."""

    state: State
    from_day: date
    back_on: date | None
    replaced: tuple[StateFrom, ...]


@allowed(Role.COORDINATOR)
def note_state(session: Session, host_id: int, state: State, from_day: date, back_on: date | None = None) -> StateNoted:
    """Note that from a day on somebody is active, paused (until a day, if that is known) or gone.

    A day that has come counts at once, another when it comes. Whoever is gone has no code any more, and stands by
    nobody. Refuses ``no_such_host``, ``bad_host``, ``back_before``, ``state_already``.
    """
    host = session.get(Host, host_id)
    if host is None:
        raise Refused("no_such_host")
    refuse_nameless(session, host_id)
    if state not in STATES:
        raise Refused("bad_host", field="state", value=state)
    if back_on is not None and (state != "paused" or back_on <= from_day):
        raise Refused("back_before", from_day=from_day)
    before, today = _with_base(session, host), clock.today()
    after = noted(before, state, from_day, back_on, today)
    if after == before:
        raise Refused("state_already", state=state)
    _write(session, host_id, after)
    session.flush()
    _take_effect(session)
    if host.state == "left":
        _let_go(session, host_id)
    gone = tuple(change for change in before if change.from_day > today and change not in after)
    return StateNoted(state, from_day, back_on, gone)


@allowed(Role.COORDINATOR)
def record_state(session: Session, host: Host) -> None:
    """Note that what has just been written of somebody holds from today on; for whoever writes it without a day."""
    state: State = host.state  # type: ignore[assignment]
    _write(session, host.id, noted(changes_of(session, host.id), state, clock.today(), None, clock.today()))


@allowed(*Role)
def bring_states_up_to_date(session: Session) -> tuple[Due, ...]:
    """Write of everybody what was noted for today: who paused, came back or left meanwhile. Doing it again does
    nothing, and a clock that was wrong for a while is put right by the day that is read then: what whoever left has no
    use for any more goes only once the clock is believed."""
    due = _take_effect(session)
    if clock_is_believed(session):
        for host_id in _to_let_go(session):
            _let_go(session, host_id)
    return due


def keep_states(store: Store) -> bool:
    """Let what was planned take effect on its day, as an act of the program itself. Whether anything had to change."""
    with store.read() as session:
        due = due_states(session)
        left = _to_let_go(session) if clock_is_believed(session) else ()
        names = {host.id: host.name for host in hosts(session, states=STATES)} if due else {}
    if not (due or left):
        return False
    label = _("Retirer le code et les liens de qui est parti")
    if due:
        told = join_names([_WORDS[one.state]().format(name=names[one.host_id]) for one in due])
        label = _("À la date prévue : {what}").format(what=told)
    with store.write(Actor(OWN_NAME, Role.READER), label) as session:
        bring_states_up_to_date(session)
    return True


_WORDS = {
    "active": lambda: _("{name} est de retour"),
    "paused": lambda: _("{name} est en pause"),
    "left": lambda: _("{name} quitte l’équipe"),
}


def _with_base(session: Session, host: Host) -> tuple[StateFrom, ...]:
    """What was noted of somebody; with what they are today where nothing was, so that it can be gone back to."""
    changes, today = changes_of(session, host.id), clock.today()
    if any(change.from_day <= today for change in changes):
        return changes
    return (StateFrom(today, host.state), *changes)  # type: ignore[arg-type]


def _write(session: Session, host_id: int, after: tuple[StateFrom, ...]) -> None:
    rows = {
        row.from_day: row
        for row in session.scalars(
            select(HostStateChange).where(HostStateChange.host_id == host_id).order_by(HostStateChange.from_day)
        )
    }
    wanted = {change.from_day: change.state for change in after}
    for day, row in rows.items():
        if day not in wanted:
            session.delete(row)
        else:
            row.state = wanted[day]
    for day, state in wanted.items():
        if day not in rows:
            session.add(HostStateChange(host_id=host_id, state=state, from_day=day))


def _take_effect(session: Session) -> tuple[Due, ...]:
    due = due_states(session)
    for one in due:
        host = session.get_one(Host, one.host_id)
        host.state = one.state
    return due


def _to_let_go(session: Session) -> tuple[int, ...]:
    """Whoever left and still has a code, or stands by somebody."""
    gone = select(Host.id).where(Host.state == "left")
    found = {
        *session.scalars(select(HostPin.host_id).where(HostPin.host_id.in_(gone))),
        *session.scalars(select(Mentoring.mentor_id).where(Mentoring.mentor_id.in_(gone))),
        *session.scalars(select(Mentoring.host_id).where(Mentoring.host_id.in_(gone))),
    }
    return tuple(sorted(found))


def _let_go(session: Session, host_id: int) -> None:
    """Whoever is gone cannot say any more who they are, and nobody stands by them, nor they by anybody."""
    for pin in session.scalars(select(HostPin).where(HostPin.host_id == host_id).order_by(HostPin.id)):
        session.delete(pin)
        forget_tries(session, subject_of(host_id))
    ties = select(Mentoring).where(or_(Mentoring.mentor_id == host_id, Mentoring.host_id == host_id))
    for tie in session.scalars(ties.order_by(Mentoring.id)):
        session.delete(tie)
