"""Who leads an activity while a shift is on: told before anybody comes to it, forbidden to nobody."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, Protocol

from sqlalchemy.orm import Session

from delta_app.core.calendar import days_between
from delta_app.core.i18n import _, join_names
from delta_app.hosts.queries import absences_between, hosts
from delta_app.hosts.state_data import states_on
from delta_app.programme.leading_data import Leading, Leads, leading_words, leads_between
from delta_app.programme.queries import DateRow, programme_between
from delta_app.shifts.queries import slot_row

__all__ = [
    "LeaderGone",
    "Leading",
    "Leads",
    "SeatLed",
    "leaders_gone",
    "leading_words",
    "leads_at",
    "leads_of_days",
    "you_lead",
]

Gone = Literal["away", "paused", "left"]


class _Dated(Protocol):
    @property
    def day(self) -> date: ...


@dataclass(frozen=True)
class SeatLed:
    """A place that composing gave, whose host leads an activity meanwhile; ``leads`` says which."""

    seat_id: int
    name: str
    slot_id: int
    day: date
    start_minute: int
    end_minute: int
    leads: str


def leads_of_days(session: Session, rows: Iterable[_Dated]) -> Leads:
    """What hosts lead on the days of some rows; of no rows, nothing."""
    days = [row.day for row in rows]
    return leads_between(session, min(days), max(days)) if days else Leads()


def leads_at(session: Session, slot_id: int, host_ids: Iterable[int]) -> Mapping[int, tuple[Leading, ...]]:
    """What each of some hosts leads while a slot is open; only those who lead anything."""
    slot = slot_row(session, slot_id)
    if slot is None:
        return {}
    leads = leads_between(session, slot.day, slot.day)
    found = {one: leads.during(one, slot.day, slot.start_minute, slot.end_minute) for one in host_ids}
    return {host_id: led for host_id, led in found.items() if led}


def you_lead(led: Sequence[Leading]) -> str:
    """``vous menez Tricot, 10h – 12h``, said to themselves; nothing of nothing."""
    told = [_("{title}, {when}").format(title=one.short_title, when=one.hours) for one in led]
    return _("vous menez {activities}").format(activities=join_names(told)) if told else ""


@dataclass(frozen=True)
class LeaderGone:
    """Dates to come of an activity that a host is to lead and cannot: ``gone`` says why; ``days`` are in order."""

    activity_id: int
    title: str
    name: str
    gone: Gone
    days: tuple[date, ...]


def leaders_gone(session: Session, local: datetime, last: date) -> tuple[LeaderGone, ...]:
    """What hosts would lead, from now to a day, while they are away, paused or no longer of the team, by its first
    date: noted after it was planned, or passed over then."""
    first = local.date()
    rows = [row for row in programme_between(session, first, last) if row.takes_place and not row.is_over(local)]
    led = [row for row in rows if row.plan.host_id is not None and row.state != "held"]
    if not led:
        return ()
    names = {host.id: host.name for host in hosts(session, states=("active", "paused", "left"))}
    why = _gone(session, led)
    found: dict[tuple[int, str, int, Gone], list[date]] = defaultdict(list)
    for row in led:
        host_id = row.plan.host_id or 0
        gone = why(row)
        if gone is not None:
            found[row.activity_id, row.title, host_id, gone].append(row.day)
    return tuple(
        LeaderGone(activity_id, title, names.get(host_id, ""), gone, tuple(days))
        for (activity_id, title, host_id, gone), days in found.items()
    )


def _gone(session: Session, led: Sequence[DateRow]) -> Callable[[DateRow], Gone | None]:
    """Why a host cannot lead one of some dates; None where they can."""
    away = absences_between(session, min(row.day for row in led), max(row.occurrence.last_day for row in led))
    states = {day: states_on(session, day) for day in {row.day for row in led}}

    def why(row: DateRow) -> Gone | None:
        host_id = row.plan.host_id or 0
        state = states[row.day].get(host_id, "active")
        if state != "active":
            return state
        periods = away.get(host_id, ())
        days = days_between(row.day, row.occurrence.last_day)
        return "away" if any(one.first_day <= day <= one.last_day for day in days for one in periods) else None

    return why
