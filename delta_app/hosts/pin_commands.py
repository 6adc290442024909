"""Acts on the codes by which hosts say who they are: given by the coordinator, changed by whoever has one."""

import secrets
from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

import delta_app.hosts.words  # noqa: F401 (registers what the refusals say)
from delta_app.core import clock
from delta_app.core.access import Actor, Role, allowed, hashed, is_the_secret, refuse_for_others
from delta_app.core.errors import Refused
from delta_app.core.identity import prove
from delta_app.core.store import Store
from delta_app.core.tries import forget_tries
from delta_app.hosts.model import Host, HostPin
from delta_app.hosts.queries import acting_host
from delta_app.hosts.rules import PIN_LENGTHS, is_easily_guessed, is_pin, pin_subject


@allowed(Role.HOST, Role.COORDINATOR)
def set_pin(session: Session, host_id: int, pin: str) -> None:
    """Give a host the code they chose; wrong tries under their name are forgotten.

    Refuses ``no_such_host``, ``not_yours``, ``bad_pin`` unless four to six digits, ``pin_guessable``.
    """
    refuse_for_others(session, host_id)
    if session.get(Host, host_id) is None:
        raise Refused("no_such_host")
    if not is_pin(pin):
        raise Refused("bad_pin", least=PIN_LENGTHS[0], most=PIN_LENGTHS[-1])
    if is_easily_guessed(pin):
        raise Refused("pin_guessable")
    row = session.scalar(select(HostPin).where(HostPin.host_id == host_id))
    if row is None:
        session.add(HostPin(host_id=host_id, hash=hashed(pin), set_at=clock.now()))
    else:
        row.hash, row.set_at = hashed(pin), clock.now()
    forget_tries(session, subject_of(host_id))


@allowed(Role.COORDINATOR)
def give_pins(session: Session, host_ids: Collection[int]) -> dict[int, str]:
    """Give hosts a code drawn by lot, in the place of the one they had; by host id, to be told to them now: only its
    hash is kept. Refuses ``no_such_host``."""
    given = {}
    for host_id in host_ids:
        pin = _draw()
        set_pin(session, host_id, pin)
        given[host_id] = pin
    return given


def _draw() -> str:
    while True:
        pin = f"{secrets.randbelow(10 ** PIN_LENGTHS[0]):0{PIN_LENGTHS[0]}}"
        if not is_easily_guessed(pin):
            return pin


@allowed(Role.COORDINATOR)
def remove_pin(session: Session, host_id: int) -> None:
    """From now on nobody can say they are this host. Refuses ``no_such_pin``."""
    row = session.scalar(select(HostPin).where(HostPin.host_id == host_id))
    if row is None:
        raise Refused("no_such_pin")
    session.delete(row)
    forget_tries(session, subject_of(host_id))


def subject_of(host_id: int) -> str:
    """The name under which wrong tries of a host's code are counted."""
    return pin_subject(host_id)


def identify_host(store: Store, host_id: int, pin: str) -> Actor:
    """Somebody who has shown to be this host. Refuses ``no_such_host`` for whoever left, and as ``identity.prove``."""
    prove(store, subject_of(host_id), lambda session: _is_pin_of(session, host_id, pin))
    with store.read() as session:
        return acting_host(session, host_id)


def _is_pin_of(session: Session, host_id: int, pin: str) -> bool | None:
    host = session.get(Host, host_id)
    stored = session.scalar(select(HostPin.hash).where(HostPin.host_id == host_id))
    if host is None or host.state == "left" or stored is None:
        return None
    return is_the_secret(stored, pin)
