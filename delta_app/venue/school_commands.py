"""Acts on school holidays: note them, correct them, take them away, close the place during one."""

from datetime import date

from sqlalchemy.orm import Session

import delta_app.venue.words  # noqa: F401 (registers what the refusals say)
from delta_app.core import clock
from delta_app.core.access import Role, allowed
from delta_app.core.errors import Refused
from delta_app.venue.commands import close_days
from delta_app.venue.model import SchoolHoliday
from delta_app.venue.rules import ClosedDays
from delta_app.venue.school import SchoolDays, checked_days, school_year_of
from delta_app.venue.school_data import proposed_school_holidays, school_holiday_rows


@allowed(Role.COORDINATOR)
def add_school_holiday(session: Session, days: SchoolDays, *, checked: bool = True) -> int:
    """Note a holiday; ``checked`` says that somebody compared its dates. Returns its id.

    Refuses as ``checked_days`` does.
    """
    sound = _sound(session, days)
    row = SchoolHoliday(
        community=sound.community, name=sound.name, first_day=sound.first_day, last_day=sound.last_day, checked=checked
    )
    session.add(row)
    session.flush()
    return row.id


@allowed(Role.COORDINATOR)
def change_school_holiday(session: Session, holiday_id: int, days: SchoolDays, *, checked: bool) -> None:
    """Give a holiday another name, other days or another community, and say whether its dates were compared.

    Refuses ``no_such_school_holiday``, and as ``checked_days`` does.
    """
    row = _row(session, holiday_id)
    sound = _sound(session, days, beside=holiday_id)
    row.community, row.name, row.checked = sound.community, sound.name, checked
    row.first_day, row.last_day = sound.first_day, sound.last_day


@allowed(Role.COORDINATOR)
def remove_school_holiday(session: Session, holiday_id: int) -> str:
    """Take a holiday away; a closure made for it stays. Returns its name. Refuses ``no_such_school_holiday``."""
    row = _row(session, holiday_id)
    session.delete(row)
    return row.name


@allowed(Role.COORDINATOR)
def add_known_school_holidays(session: Session, first: date, last: date) -> tuple[SchoolDays, ...]:
    """Note the known holidays that touch these days and are not noted yet, to be checked; returns them."""
    proposed = proposed_school_holidays(session, first, last)
    for one in proposed:
        add_school_holiday(session, one, checked=False)
    return proposed


@allowed(Role.COORDINATOR)
def begin_school_holidays(session: Session) -> tuple[SchoolDays, ...]:
    """Note the known holidays of this school year and up to the end of the year to come; returns them."""
    today = clock.today()
    return add_known_school_holidays(session, school_year_of(today), date(today.year + 1, 12, 31))


@allowed(Role.COORDINATOR)
def close_for_school_holiday(session: Session, holiday_id: int) -> ClosedDays:
    """Close the place on the days of a holiday that are still to come, with its name as the reason; returns them.

    Refuses ``no_such_school_holiday``, ``school_holiday_over``, and as ``close_days`` does.
    """
    row = _row(session, holiday_id)
    first = max(row.first_day, clock.today())
    if first > row.last_day:
        raise Refused("school_holiday_over", name=row.name)
    close_days(session, first, row.last_day, row.name)
    return ClosedDays(first, row.last_day, row.name)


def _row(session: Session, holiday_id: int) -> SchoolHoliday:
    row = session.get(SchoolHoliday, holiday_id)
    if row is None:
        raise Refused("no_such_school_holiday")
    return row


def _sound(session: Session, days: SchoolDays, beside: int | None = None) -> SchoolDays:
    """Those days, unless another holiday than ``beside`` or anything else stands against them."""
    others = school_holiday_rows(session, min(days.first_day, days.last_day), max(days.first_day, days.last_day))
    return checked_days(days, [row.days for row in others if row.id != beside])
