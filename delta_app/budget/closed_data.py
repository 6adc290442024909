"""Which years' accounts are closed, and what of a closed year goes on."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from delta_app.core.asking import asked_once
from delta_app.core.errors import Refused
from delta_app.till.model import ClosedYear


@asked_once
def closed_years(session: Session) -> frozenset[int]:
    """The years whose accounts are closed."""
    return frozenset(session.scalars(select(ClosedYear.year).order_by(ClosedYear.year)))


def is_closed(session: Session, year: int) -> bool:
    """Whether the accounts of a year are closed."""
    return year in closed_years(session)


def refuse_closed(session: Session, year: int) -> None:
    """Refuses ``year_closed`` where the accounts of a year are closed."""
    if is_closed(session, year):
        raise Refused("year_closed", year=year)


def goes_on_in(session: Session, year: int) -> int:
    """The year in which what is not over in this one goes on: itself, or the first after it that is not closed."""
    closed = closed_years(session)
    while year in closed:
        year += 1
    return year
