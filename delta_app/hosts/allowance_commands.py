"""Acts on what volunteers get back for their expenses: noted, taken away, and the ceilings it keeps to."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

import delta_app.hosts.words  # noqa: F401 (registers what the refusals say)
from delta_app.core import clock
from delta_app.core.access import Role, allowed
from delta_app.core.errors import Refused
from delta_app.hosts.allowance_data import ceiling_for, expenses_of
from delta_app.hosts.allowance_rules import KINDS, Ceiling, Expense, Kind, checked_ceiling, checked_expense
from delta_app.hosts.model import Allowance, AllowanceCeiling, Host
from delta_app.hosts.nameless_data import refuse_nameless


@allowed(Role.COORDINATOR, Role.TREASURER)
def note_allowance(
    session: Session, host_id: int, day: date, cents: int, *, kind: Kind = "flat_rate", km: int = 0
) -> Expense:
    """Note what a volunteer gets back for a day, beside what is noted for it; returns all of that kind on that day.

    Law of 3 July 2005, art. 10 to 12. Refuses ``no_such_host``, ``bad_kind``, and as ``checked_expense`` does.
    """
    host = session.get(Host, host_id)
    if host is None:
        raise Refused("no_such_host")
    refuse_nameless(session, host_id)
    if kind not in KINDS:
        raise Refused("bad_kind")
    noted = expenses_of(session, host_id, day.year)
    ceiling = ceiling_for(session, day.year)
    new = checked_expense(
        Expense(day, kind, cents, km), noted, ceiling, staff=host.origin == "staff", today=clock.today()
    )
    row = session.scalar(
        select(Allowance).where(Allowance.host_id == host_id, Allowance.day == day, Allowance.kind == kind)
    )
    if row is None:
        row = Allowance(host_id=host_id, day=day, kind=kind, cents=0, km=0)
        session.add(row)
    row.cents, row.km = row.cents + new.cents, row.km + new.km
    return Expense(day, kind, row.cents, row.km)


@allowed(Role.COORDINATOR, Role.TREASURER)
def remove_allowance(session: Session, allowance_id: int) -> Expense:
    """Take away what is noted for a day; returns what it was. Refuses ``no_such_allowance``."""
    row = session.get(Allowance, allowance_id)
    if row is None:
        raise Refused("no_such_allowance")
    session.delete(row)
    return Expense(row.day, row.kind, row.cents, row.km)  # type: ignore[arg-type]


@allowed(Role.COORDINATOR, Role.TREASURER)
def set_ceiling(session: Session, year: int, day_cents: int, year_cents: int, *, checked: bool = True) -> None:
    """Note the ceilings of a year, in cents; ``checked``: they were compared with what was published.

    What was noted under others stays. Refuses ``bad_year``, ``bad_ceiling``.
    """
    sound = checked_ceiling(Ceiling(year, day_cents, year_cents, checked))
    row = session.scalar(select(AllowanceCeiling).where(AllowanceCeiling.year == year))
    if row is None:
        row = AllowanceCeiling(year=year)
        session.add(row)
    row.day_cents, row.year_cents, row.checked = sound.day_cents, sound.year_cents, sound.checked


@allowed(Role.COORDINATOR, Role.TREASURER)
def remove_ceiling(session: Session, year: int) -> None:
    """Forget the ceilings the place noted for a year: those shipped are in force again, or those of another year.

    Refuses ``no_such_ceiling``.
    """
    row = session.scalar(select(AllowanceCeiling).where(AllowanceCeiling.year == year))
    if row is None:
        raise Refused("no_such_ceiling", year=year)
    session.delete(row)
