"""The visits of a month as rows: each shift that has begun, with its count or that it was not counted; the sums."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from delta_app.core.calendar import Month
from delta_app.core.i18n import _, format_number, ngettext
from delta_app.shifts.alerts_data import decided
from delta_app.shifts.day_data import Visits, is_on, is_over, mean_visits, visits_between
from delta_app.shifts.queries import shut_slots, slots_between

__all__ = ["MonthVisits", "ShiftVisits", "Visits", "count_words", "first_words", "month_visits", "uncounted_words"]


@dataclass(frozen=True)
class ShiftVisits:
    """A shift that is on or over; times are local minutes. ``counted`` None: nobody counted, which is not zero."""

    day: date
    start_minute: int
    end_minute: int
    counted: Visits | None


@dataclass(frozen=True)
class MonthVisits:
    """The shifts of a month that have begun, in order."""

    month: Month
    rows: tuple[ShiftVisits, ...]

    @property
    def counts(self) -> tuple[Visits, ...]:
        """Those that were counted."""
        return tuple(row.counted for row in self.rows if row.counted is not None)

    @property
    def total(self) -> Visits:
        """All of them together."""
        return Visits(sum(one.visits for one in self.counts), sum(one.first_visits for one in self.counts))

    @property
    def mean(self) -> float | None:
        """Visits a shift that was counted; None when none was."""
        return mean_visits(self.counts)

    @property
    def uncounted(self) -> int:
        """How many shifts nobody counted."""
        return len(self.rows) - len(self.counts)


def month_visits(session: Session, month: Month, local: datetime) -> MonthVisits:
    """The month as far as it has gone by at a local time. A shift that did not take place is there only if somebody
    counted it all the same; so is a count whose shift has gone since."""
    counts = {(row.day, row.start_minute): row for row in visits_between(session, month.first, month.last)}
    slots = slots_between(session, month.first, month.last)
    shut, decisions = shut_slots(session, slots), decided(session, month.first, month.last)
    rows = {key: ShiftVisits(row.day, row.start_minute, row.end_minute, row.counted) for key, row in counts.items()}
    for slot in slots:
        key = slot.day, slot.start_minute
        decision = decisions.get(key)
        took_place = slot.seats > 0 and slot.id not in shut and (decision is None or decision.decision != "closed")
        if key not in rows and took_place and (is_on(slot, local) or is_over(slot, local)):
            rows[key] = ShiftVisits(slot.day, slot.start_minute, slot.end_minute, None)
    return MonthVisits(month, tuple(rows[key] for key in sorted(rows)))


def count_words(visits: MonthVisits) -> str:
    """``356 passages, 18 permanences comptées, 19,8 en moyenne``; empty when no shift was counted."""
    mean = visits.mean
    if mean is None:
        return ""
    total, shifts = visits.total.visits, len(visits.counts)
    return _("{visits}, {shifts}, {mean} en moyenne").format(
        visits=ngettext("{n} passage", "{n} passages", total).format(n=format_number(total)),
        shifts=ngettext("{n} permanence comptée", "{n} permanences comptées", shifts).format(n=shifts),
        mean=format_number(round(mean, 1)),
    )


def first_words(first_visits: int) -> str:
    """``dont 2 premières fois``."""
    return ngettext("dont {n} première fois", "dont {n} premières fois", first_visits).format(
        n=format_number(first_visits)
    )


def uncounted_words(visits: MonthVisits) -> str:
    """How many shifts nobody counted; empty when each was."""
    if not visits.uncounted:
        return ""
    return ngettext(
        "{n} permanence n’est pas comptée : ce n’est pas zéro.",
        "{n} permanences ne sont pas comptées : ce n’est pas zéro.",
        visits.uncounted,
    ).format(n=visits.uncounted)
