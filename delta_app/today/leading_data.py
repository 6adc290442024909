"""Who leads an activity while a shift is on: told before anybody comes to it, forbidden to nobody."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from sqlalchemy.orm import Session

from delta_app.core.i18n import _, join_names
from delta_app.programme.leading_data import Leading, Leads, leading_words, leads_between
from delta_app.shifts.queries import slot_row

__all__ = ["Leading", "Leads", "SeatLed", "leading_words", "leads_at", "leads_of_days", "you_lead"]


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
