"""Acts on chores: planned, changed, no longer done; done now, and whose turn it is taken over."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

import delta_app.programme.commands
import delta_app.upkeep.words  # noqa: F401 (registers what the refusals say)
from delta_app.core import clock
from delta_app.core.access import Role, acting, allowed, refuse_for_others
from delta_app.core.errors import Refused
from delta_app.hosts.queries import hosts
from delta_app.programme.recurring_data import first_of, parse_rule
from delta_app.upkeep.chore_data import find_chore, open_spans, rota
from delta_app.upkeep.model import NO_SHIFT, Chore, ChoreCover, ChoreDone, ChorePerson
from delta_app.upkeep.rules import (
    EVERY_DAY,
    LONGEST_NOTE,
    Moment,
    checked_lines,
    checked_title,
    is_for_shift,
    weekday_bits,
)
from delta_app.upkeep.turns import Turn


@dataclass(frozen=True)
class ChoreDetails:
    """What is to be done, how, and when: at shifts on ``weekdays`` (0 Monday … 6 Sunday), or in turn by ``rule`` from
    ``first_day`` (None: today) by these hosts, whoever comes next first."""

    title: str
    moment: Moment = "every"
    how: str = ""
    weekdays: tuple[int, ...] = (0, 1, 2, 3, 4, 5, 6)
    rule: str = ""
    first_day: date | None = None
    people: tuple[int, ...] = ()


@allowed(Role.COORDINATOR)
def add_chore(session: Session, details: ChoreDetails) -> int:
    """Have something done from now on; returns its number.

    Refuses ``house_title_needed``, ``house_text_long``, ``chore_no_weekday``, ``chore_rule_needed``, what
    ``parse_rule`` and ``first_of`` refuse, ``no_such_host``, ``host_gone``.
    """
    row = Chore(first_day=clock.today(), withdrawn=False)
    _write(row, details)
    session.add(row)
    session.flush()
    _seat(session, row.id, _people_of(session, details, before=()))
    return row.id


@allowed(Role.COORDINATOR)
def change_chore(session: Session, chore_id: int, details: ChoreDetails) -> None:
    """Have it done otherwise. Another order of people counts from the next turn that is not done, another rule from its
    first day.

    Refuses as ``add_chore`` does, and ``no_such_chore``.
    """
    row = find_chore(session, chore_id)
    before = rota(session, row) if row.moment == "turn" else None
    upcoming = None if before is None else _next_turn(session, row)
    old = (row.moment, row.rule, row.first_day)
    people = _people_of(session, details, before=() if before is None else before.people)
    _write(row, details)
    if (row.moment, row.rule, row.first_day) == old and before is not None and upcoming is not None:
        if people == before.next_first(upcoming):
            return
        row.first_day = upcoming.day
    _seat(session, chore_id, people)
    _forget_loose_covers(session, row)


@allowed(Role.COORDINATOR)
def withdraw_chore(session: Session, chore_id: int, withdrawn: bool = True) -> None:
    """It is done no more, or again. Refuses ``no_such_chore``."""
    find_chore(session, chore_id).withdrawn = withdrawn


@allowed(*Role)
def do_chore(session: Session, chore_id: int, day: date, start_minute: int = NO_SHIFT) -> bool:
    """A chore was done, in a shift or in the turn that begins on a day; False where that was known already.

    Whoever stands at the PC may say so; who it was is kept where they have said it. Refuses ``no_such_chore``,
    ``chore_not_then``.
    """
    row = find_chore(session, chore_id)
    _refuse_unless_then(session, row, day, start_minute)
    if _done_row(session, chore_id, day, start_minute) is not None:
        return False
    session.add(
        ChoreDone(
            chore_id=chore_id,
            day=day,
            start_minute=start_minute,
            done_at=clock.now(),
            host_id=acting(session).host_id,
        )
    )
    return True


@allowed(*Role)
def undo_chore(session: Session, chore_id: int, day: date, start_minute: int = NO_SHIFT) -> bool:
    """It is still to be done after all; False where nobody had said that it was. Refuses ``no_such_chore``."""
    find_chore(session, chore_id)
    row = _done_row(session, chore_id, day, start_minute)
    if row is None:
        return False
    session.delete(row)
    return True


@allowed(Role.HOST, Role.COORDINATOR)
def take_turn(session: Session, chore_id: int, day: date, host_id: int) -> None:
    """A host takes over the turn that begins on a day; whose it was has theirs later in the round.

    Refuses ``no_such_chore``, ``chore_not_then``, ``not_yours``, ``no_such_host``, ``host_gone``.
    """
    refuse_for_others(session, host_id)
    row = find_chore(session, chore_id)
    _refuse_gone(session, host_id)
    turns = rota(session, row)
    turn = turns.turn_on(day) if row.moment == "turn" else None
    if turn is None:
        raise Refused("chore_not_then", title=row.title, day=day)
    cover = _cover(session, chore_id, day)
    if cover is None:
        session.add(ChoreCover(chore_id=chore_id, day=day, host_id=host_id))
    else:
        cover.host_id = host_id


@allowed(Role.HOST, Role.COORDINATOR)
def leave_turn(session: Session, chore_id: int, day: date) -> None:
    """Whoever took a turn over does not after all: it is whose it would have been.

    Refuses ``no_such_chore``, ``chore_not_then``, ``not_yours``.
    """
    row = find_chore(session, chore_id)
    cover = _cover(session, chore_id, day)
    if cover is None:
        raise Refused("chore_not_then", title=row.title, day=day)
    refuse_for_others(session, cover.host_id)
    session.delete(cover)


def _write(row: Chore, details: ChoreDetails) -> None:
    in_turn = details.moment == "turn"
    first_day = details.first_day or row.first_day
    if in_turn and not details.rule:
        raise Refused("chore_rule_needed")
    rule = str(parse_rule(details.rule, first_day)) if in_turn else ""
    row.title, row.how = checked_title(details.title), checked_lines(details.how, LONGEST_NOTE)
    row.weekdays = EVERY_DAY if in_turn else weekday_bits(details.weekdays)
    row.moment, row.rule, row.first_day = details.moment, rule, first_of(rule, first_day)


def _people_of(session: Session, details: ChoreDetails, before: Sequence[int]) -> tuple[int, ...]:
    """Those who do it in turn, each once; whoever has left stays only where they were."""
    people = tuple(dict.fromkeys(details.people)) if details.moment == "turn" else ()
    for host_id in people:
        if host_id not in before:
            _refuse_gone(session, host_id)
    return people


def _refuse_gone(session: Session, host_id: int) -> None:
    host = next((one for one in hosts(session, states=("active", "paused", "left")) if one.id == host_id), None)
    if host is None:
        raise Refused("no_such_host")
    if host.state == "left":
        raise Refused("host_gone", name=host.name)


def _next_turn(session: Session, row: Chore) -> Turn | None:
    """Of the turn that is on and the next, the first that is not done."""
    done = set(session.scalars(select(ChoreDone.day).where(ChoreDone.chore_id == row.id)))
    return next((turn for turn in rota(session, row).turns(clock.today(), 2) if turn.day not in done), None)


def _seat(session: Session, chore_id: int, people: tuple[int, ...]) -> None:
    """Put these people in this order; rows of those who stay keep theirs."""
    wanted = select(ChorePerson).where(ChorePerson.chore_id == chore_id).order_by(ChorePerson.id)
    rows = {row.host_id: row for row in session.scalars(wanted)}
    for host_id, row in rows.items():
        if host_id not in people:
            session.delete(row)
    for position, host_id in enumerate(people):
        if host_id in rows:
            rows[host_id].position = position
        else:
            session.add(ChorePerson(chore_id=chore_id, host_id=host_id, position=position))


def _forget_loose_covers(session: Session, row: Chore) -> None:
    """Whoever took over a turn that is none any more has nothing to do."""
    now = rota(session, row)
    wanted = select(ChoreCover).where(ChoreCover.chore_id == row.id).order_by(ChoreCover.id)
    for cover in session.scalars(wanted).all():
        if row.moment != "turn" or now.turn_on(cover.day) is None:
            session.delete(cover)


def _refuse_unless_then(session: Session, row: Chore, day: date, start_minute: int) -> None:
    """Refuse ``chore_not_then`` where the chore has no such shift or turn, or it is still to come."""
    then = not row.withdrawn and day <= clock.today()
    if then and row.moment == "turn":
        then = start_minute == NO_SHIFT and rota(session, row).turn_on(day) is not None
    elif then:
        starts = [span.start_minute for span in open_spans(session, day)]
        then = start_minute in starts and is_for_shift(
            row.moment, row.weekdays, day.weekday(), starts.index(start_minute), len(starts)
        )
    if not then:
        raise Refused("chore_not_then", title=row.title, day=day)


def _done_row(session: Session, chore_id: int, day: date, start_minute: int) -> ChoreDone | None:
    wanted = select(ChoreDone).where(
        ChoreDone.chore_id == chore_id, ChoreDone.day == day, ChoreDone.start_minute == start_minute
    )
    return session.scalar(wanted)


def _cover(session: Session, chore_id: int, day: date) -> ChoreCover | None:
    return session.scalar(select(ChoreCover).where(ChoreCover.chore_id == chore_id, ChoreCover.day == day))
