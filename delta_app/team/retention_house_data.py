"""What is due of the programme and the house: first names that people gave, and marks that a chore was done."""

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from delta_app.core.settings import get
from delta_app.programme.model import Activity, ActivityDate, Proposal
from delta_app.team.retention_rules import months_before
from delta_app.team.settings import CHORE_DAYS, FIRST_NAME_MONTHS
from delta_app.upkeep.chore_data import find_chore, rota
from delta_app.upkeep.model import NO_SHIFT, ChoreDone

ANSWERED = ("accepted", "later")  # what the assembly is to speak of waits for its answer


def due_ideas(session: Session, today: date) -> tuple[int, ...]:
    """Ideas answered long ago that still say who had them."""
    since = _since(session, today)
    old = select(Proposal.id).where(
        Proposal.first_name != "", Proposal.state.in_(ANSWERED), Proposal.answered_on < since, Proposal.made_on < since
    )
    return tuple(session.scalars(old.order_by(Proposal.id)))


def due_led(session: Session, today: date) -> tuple[int, ...]:
    """Activities over for long, the dates that were moved too, that still say which first name led them. One without
    end is over from the day on which it was called off."""
    since = _since(session, today)
    over = or_(
        Activity.last_day < since,
        Activity.last_day.is_(None) & (Activity.state == "cancelled") & (Activity.first_day < since),
    )
    later = select(ActivityDate.id).where(
        ActivityDate.activity_id == Activity.id, ActivityDate.removed.in_([False]), _day() >= since
    )
    old = select(Activity.id).where(Activity.facilitator != "", over, ~later.exists())
    return tuple(session.scalars(old.order_by(Activity.id)))


def due_led_dates(session: Session, today: date) -> tuple[int, ...]:
    """Dates long past that say another first name than their activity."""
    old = select(ActivityDate.id).where(ActivityDate.facilitator != "", _day() < _since(session, today))
    return tuple(session.scalars(old.order_by(ActivityDate.id)))


def due_chores(session: Session, today: date) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Chores done long ago; and those whose turn is still on, so that they stay done, with who said so."""
    before = today - timedelta(days=get(session, CHORE_DAYS))
    old = session.scalars(select(ChoreDone).where(ChoreDone.day < before).order_by(ChoreDone.id)).all()
    on = _turns_on(session, old, today)
    gone = tuple(row.id for row in old if (row.chore_id, row.day) not in on or row.start_minute != NO_SHIFT)
    return gone, tuple(row.id for row in old if row.id not in gone and row.host_id is not None)


def _turns_on(session: Session, done: Sequence[ChoreDone], today: date) -> frozenset[tuple[int, date]]:
    """Of the chores of these marks, the turns that are on: (chore, the day it began)."""
    chores = [find_chore(session, chore_id) for chore_id in dict.fromkeys(row.chore_id for row in done)]
    turns = {row.id: rota(session, row).turns(today, 1) for row in chores if row.moment == "turn"}
    return frozenset((chore_id, turn.day) for chore_id, found in turns.items() for turn in found)


def _day() -> ColumnElement[date]:
    """When a date takes place: the day it was moved to, else the one its rule gives."""
    return func.coalesce(ActivityDate.day, ActivityDate.original_day)


def _since(session: Session, today: date) -> date:
    return months_before(today, get(session, FIRST_NAME_MONTHS))
