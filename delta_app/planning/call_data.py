"""A call for help as the planning makes it: what the slot lacks, who could come, and who was called already."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from delta_app.core import clock
from delta_app.core.errors import Refused
from delta_app.core.i18n import _
from delta_app.hosts.queries import hosts
from delta_app.planning.letter_data import Person, Writer, person, writer
from delta_app.planning.queries import SlotRow
from delta_app.programme.leading_data import Leads, leads_between
from delta_app.shifts.call_data import (
    Callee,
    CallWay,
    ago_words,
    asked_words,
    called_words,
    callees,
    calls_of,
    decided_closed,
    need_of,
)
from delta_app.shifts.queries import SlotRow as ShiftSlot
from delta_app.shifts.queries import seats_between, slot_row

__all__ = ["CallView", "CallWay", "CalleeRow", "call_lines", "call_lines_of", "call_view", "lacks_people"]


@dataclass(frozen=True)
class CalleeRow:
    """Somebody who could come. ``asked`` says in words when they were last asked for anything, ``here`` when they were
    called for this slot, empty where they were not; ``answered``: they said that they can; ``leads``: what they lead
    then."""

    person: Person
    asked: str
    here: str
    answered: bool
    leads: str = ""

    @property
    def host_id(self) -> int:
        """Whose row it is."""
        return self.person.host_id


@dataclass(frozen=True)
class CallView:
    """A slot that lacks people. ``sure`` are those who come, ``seeking`` those who look for somebody in their place,
    short names; ``wanted``: how many are; ``people`` could come, those asked longest ago first."""

    slot_id: int
    day: date
    start_minute: int
    end_minute: int
    wanted: int
    sure: tuple[str, ...]
    seeking: tuple[str, ...]
    people: tuple[CalleeRow, ...]
    writer: Writer

    @property
    def about(self) -> str:
        """What letters of this call tell, as the outbox names it: ``2027-01-07 13:00``."""
        return f"{self.day} {self.start_minute // 60:02}:{self.start_minute % 60:02}"

    @property
    def span(self) -> tuple[int, int]:
        """From when to when, minutes."""
        return self.start_minute, self.end_minute


def call_view(session: Session, slot_id: int) -> CallView:
    """What a call for a slot starts from. Refuses ``no_such_slot``; ``call_for_closed`` and
    ``nothing_to_call_for`` where nobody lacks."""
    slot = slot_row(session, slot_id)
    if slot is None:
        raise Refused("no_such_slot")
    need = need_of(session, slot)
    if not need.wanted:
        code = "call_for_closed" if decided_closed(session, slot) else "nothing_to_call_for"
        raise Refused(code, day=slot.day, start_minute=slot.start_minute, end_minute=slot.end_minute)
    names = {host.id: host.name for host in hosts(session, states=("active", "paused", "left"))}
    there = [seat for seat in seats_between(session, slot.day, slot.day).get(slot.id, ()) if seat.kind == "host"]
    place, leads = writer(session), leads_between(session, slot.day, slot.day)
    return CallView(
        slot_id=slot.id,
        day=slot.day,
        start_minute=slot.start_minute,
        end_minute=slot.end_minute,
        wanted=need.wanted,
        sure=tuple(names[seat.host_id] for seat in there if not seat.seeking),
        seeking=tuple(names[seat.host_id] for seat in there if seat.seeking),
        people=tuple(_row(one, place.language, slot, leads) for one in callees(session, slot_id)),
        writer=place,
    )


def _row(one: Callee, otherwise: str, slot: ShiftSlot, leads: Leads) -> CalleeRow:
    here = "" if one.called_here is None else _("déjà appelé·e ici {when}").format(when=ago_words(one.called_here))
    led = leads.words(one.host.id, slot.day, slot.start_minute, slot.end_minute)
    return CalleeRow(person(one.host, otherwise), asked_words(one.last_asked), here, one.answered, led)


def lacks_people(slot: SlotRow) -> bool:
    """Whether a slot of the planning could have people called for it: one that is not over and lacks somebody."""
    local = clock.local_now()
    over = (slot.day, slot.end_minute) <= (local.date(), local.hour * 60 + local.minute)
    return not over and not slot.shut and bool(slot.missing or any(seat.seeking for seat in slot.taken))


def call_lines(session: Session, slot_id: int) -> tuple[str, ...]:
    """Who was called for a slot, a line for each day and way, the latest first."""
    return called_words(calls_of(session, [slot_id]).get(slot_id, ()))


def call_lines_of(session: Session, slot_ids: Collection[int]) -> dict[int, str]:
    """How many were called last for each of some slots, without their names: ``2 personnes appelées hier par mail``."""
    return {slot_id: called_words(calls, named=False)[0] for slot_id, calls in calls_of(session, slot_ids).items()}
