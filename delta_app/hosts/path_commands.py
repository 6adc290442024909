"""Acts on the path of newcomers: its steps, what somebody has done of it, who stands by them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

import delta_app.hosts.words  # noqa: F401 (registers what the refusals say)
from delta_app.core import clock
from delta_app.core.access import Role, allowed
from delta_app.core.errors import Refused
from delta_app.core.text import fold
from delta_app.hosts.model import Host, Mentoring, PathMark, PathStep
from delta_app.hosts.nameless_data import refuse_nameless
from delta_app.hosts.path_data import path_marks, path_steps
from delta_app.hosts.path_rules import (
    ACTIVE,
    DEFAULT_PATH,
    KNOWN_STEPS,
    MOST_SHADOWS,
    MOST_STEPS,
    SHADOWS,
    Step,
    step_title,
    usual_title,
)

_KNOWN = frozenset(step.key for step in KNOWN_STEPS)


@allowed(Role.COORDINATOR)
def set_path(session: Session, steps: Sequence[Step]) -> tuple[Step, ...]:
    """Make these the steps of the path, in this order; returns them with the keys that new ones got.

    A new step of the place's own has no key and a name. What was noted of a step that goes stays noted.
    Refuses ``no_step``, ``too_many_steps``, ``step_unnamed``, ``step_twice``, ``bad_needed``.
    """
    wanted = _checked(session, steps)
    rows = {row.key: row for row in session.scalars(select(PathStep).order_by(PathStep.id))}
    wanted_rows = () if wanted == DEFAULT_PATH else wanted
    for key, row in rows.items():
        if key not in {step.key for step in wanted_rows}:
            session.delete(row)
    session.flush()
    for position, step in enumerate(wanted_rows):
        kept = rows.get(step.key)
        if kept is None:
            session.add(PathStep(key=step.key, name=step.name, position=position, needed=step.needed))
        else:
            kept.name, kept.position, kept.needed = step.name, position, step.needed
    return wanted


def _checked(session: Session, steps: Sequence[Step]) -> tuple[Step, ...]:
    if not steps:
        raise Refused("no_step")
    if len(steps) > MOST_STEPS:
        raise Refused("too_many_steps", most=MOST_STEPS)
    taken = {step.key for step in steps if step.key} | {row.key for row in path_steps(session)}
    taken |= {mark.key for marks in path_marks(session).values() for mark in marks}
    found: list[Step] = []
    for step in steps:
        name = " ".join(step.name.split())
        name = "" if name == usual_title(step.key) else name
        key = step.key or next(key for number in range(1, 10_000) if (key := f"own-{number}") not in taken)
        taken.add(key)
        if not name and key not in _KNOWN:
            raise Refused("step_unnamed")
        if key == SHADOWS and not 1 <= step.needed <= MOST_SHADOWS:
            raise Refused("bad_needed", most=MOST_SHADOWS)
        found.append(replace(step, key=key, name=name, needed=step.needed if key == SHADOWS else 0))
    titles = [fold(step_title(step)) for step in found]
    for step in found:
        if titles.count(fold(step_title(step))) > 1 or sum(one.key == step.key for one in found) > 1:
            raise Refused("step_twice", name=step_title(step))
    return tuple(found)


@allowed(Role.COORDINATOR)
def mark_step(session: Session, host_id: int, step_key: str, done_on: date, by_host_id: int | None = None) -> None:
    """Note that somebody has done a step, when, and with whom (None: the coordination). Noted again, it is changed.

    The order is free, and the day may lie before the person was written here: one is met first.
    Refuses ``no_such_host``, ``no_such_step``, ``step_early``, ``same_person``.
    """
    _host(session, host_id)
    if step_key not in {step.key for step in path_steps(session)}:
        raise Refused("no_such_step")
    write_mark(session, host_id, step_key, done_on, by_host_id)


@allowed(Role.COORDINATOR)
def write_mark(session: Session, host_id: int, key: str, done_on: date, by_host_id: int | None) -> None:
    """Write the mark of a step, or of the end of the path. Refuses ``step_early``, ``same_person``,
    ``no_such_host``."""
    if done_on > clock.today():
        raise Refused("step_early", day=done_on)
    if by_host_id is not None:
        if by_host_id == host_id:
            raise Refused("same_person")
        _host(session, by_host_id)
    row = _mark(session, host_id, key)
    if row is None:
        session.add(PathMark(host_id=host_id, step_key=key, done_on=done_on, by_host_id=by_host_id))
    else:
        row.done_on, row.by_host_id = done_on, by_host_id


@allowed(Role.COORDINATOR)
def unmark_step(session: Session, host_id: int, step_key: str) -> None:
    """Take back that a step was done. Refuses ``step_not_marked``."""
    row = _mark(session, host_id, step_key)
    if row is None or step_key == ACTIVE:
        raise Refused("step_not_marked")
    session.delete(row)


@allowed(Role.COORDINATOR)
def set_mentor(session: Session, host_id: int, mentor_id: int | None) -> None:
    """Somebody experienced stands by a newcomer; None: nobody any more.

    Refuses ``no_such_host``, ``same_person``, ``bad_mentor`` unless they are experienced and here.
    """
    _host(session, host_id)
    row = session.scalar(select(Mentoring).where(Mentoring.host_id == host_id))
    if mentor_id is None:
        if row is not None:
            session.delete(row)
        return
    if mentor_id == host_id:
        raise Refused("same_person")
    mentor = _host(session, mentor_id)
    if mentor.level != "experienced" or mentor.state != "active":
        raise Refused("bad_mentor", name=mentor.given_name or mentor.family_name)
    if row is None:
        session.add(Mentoring(host_id=host_id, mentor_id=mentor_id))
    else:
        row.mentor_id = mentor_id


def _mark(session: Session, host_id: int, key: str) -> PathMark | None:
    return session.scalar(select(PathMark).where(PathMark.host_id == host_id, PathMark.step_key == key))


def _host(session: Session, host_id: int) -> Host:
    host = session.get(Host, host_id)
    if host is None:
        raise Refused("no_such_host")
    refuse_nameless(session, host_id)
    return host
