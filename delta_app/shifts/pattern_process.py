"""The opening pattern and the months already open: what changing one does to the others, and bringing them together."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

import delta_app.shifts.words  # noqa: F401 (registers what the refusals say)
from delta_app.core import clock
from delta_app.core.access import Role, allowed
from delta_app.core.calendar import Month
from delta_app.core.errors import Refused
from delta_app.hosts.commands import add_partner, change_partner, remove_partner
from delta_app.hosts.model import Partner
from delta_app.shifts.commands import OpenedMonth, open_month
from delta_app.shifts.model import Roster
from delta_app.shifts.queries import seats_owed
from delta_app.venue.commands import (
    add_extra_opening,
    close_days,
    remove_closure,
    set_opening_pattern,
    withdraw_extra_opening,
)
from delta_app.venue.queries import (
    ClosureRow,
    ExtraRow,
    HolidayRow,
    WeeklySlot,
    closure_rows,
    extra_rows,
    holidays_of,
    opening_pattern,
)
from delta_app.venue.school_commands import (
    add_known_school_holidays,
    add_school_holiday,
    change_school_holiday,
    close_for_school_holiday,
    remove_school_holiday,
)
from delta_app.venue.school_data import (
    COMMUNITIES,
    Community,
    SchoolDays,
    SchoolHolidayRow,
    closed_school_holidays,
    proposed_school_holidays,
    school_holiday_rows,
    whose_schools,
)

__all__ = [  # with what the slices below offer, for the pages of this one
    "COMMUNITIES",
    "ClosureRow",
    "Community",
    "ExtraRow",
    "HolidayRow",
    "MonthMatched",
    "SchoolDays",
    "SchoolHolidayRow",
    "WeeklySlot",
    "add_extra_opening",
    "add_known_school_holidays",
    "add_partner",
    "add_school_holiday",
    "change_partner",
    "change_school_holiday",
    "close_days",
    "close_for_school_holiday",
    "closed_school_holidays",
    "closure_rows",
    "extra_rows",
    "holidays_of",
    "match_open_months",
    "opening_pattern",
    "preview_match",
    "proposed_school_holidays",
    "remove_closure",
    "remove_school_holiday",
    "remove_service",
    "school_holiday_rows",
    "set_opening_pattern",
    "whose_schools",
    "withdraw_extra_opening",
]


@dataclass(frozen=True)
class MonthMatched:
    """What bringing an open month up to date with the pattern did, or would do."""

    month: Month
    outcome: OpenedMonth

    @property
    def differs(self) -> bool:
        """Whether anything changes."""
        return bool(self.outcome.added or self.outcome.changed or self.outcome.removed)


@allowed(Role.COORDINATOR)
def match_open_months(session: Session) -> tuple[MonthMatched, ...]:
    """Bring every month that is open and not over up to date with the pattern, the closures and the extra openings.

    Returns them all, in order. A month the pattern leaves nothing of is left as it is.
    """
    first = str(Month.of(clock.today()))
    months = session.scalars(select(Roster.month).where(Roster.month >= first).order_by(Roster.id))
    matched = []
    for month in sorted(Month.parse(text) for text in months):
        try:
            matched.append(MonthMatched(month, open_month(session, month)))
        except Refused as refusal:
            if refusal.code not in ("no_opening_pattern", "month_closed"):
                raise
    return tuple(matched)


def preview_match(session: Session, pattern: Iterable[WeeklySlot] | None = None) -> tuple[MonthMatched, ...]:
    """What matching would change, by the pattern as it is or another one; in a session whose outcome is thrown away.

    Refuses what ``set_opening_pattern`` does.
    """
    if pattern is not None:
        set_opening_pattern(session, pattern)
        session.flush()
    return tuple(one for one in match_open_months(session) if one.differs or one.outcome.kept)


@allowed(Role.COORDINATOR)
def remove_service(session: Session, partner_id: int) -> None:
    """Take away a service that nothing stands against. Refuses ``partner_served`` and as ``remove_partner`` does."""
    if seats_owed(session, partner_id):
        partner = session.get(Partner, partner_id)
        raise Refused("partner_served", partner=partner.name if partner else "")
    remove_partner(session, partner_id)
