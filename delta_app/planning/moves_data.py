"""Where somebody taken in hand could go, in words."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy.orm import Session

from delta_app.core.calendar import Month
from delta_app.core.i18n import _
from delta_app.planning.candidates_data import against_words
from delta_app.programme.leading_data import Leads, leads_between
from delta_app.shifts.candidates_data import Obstacle, may_be_set_aside
from delta_app.shifts.moves_data import Exchange, Landing, exchanges, landings
from delta_app.shifts.queries import SlotRow, slot_row, slots_of


@dataclass(frozen=True)
class LandingRow:
    """A slot for somebody who may go there; ``against`` says what stands against it, ``leads`` what they lead at that
    time, which hinders nobody and is told before; mostly nothing."""

    slot_id: int
    free: bool
    against: str
    may_all_the_same: bool
    leads: str = ""

    @property
    def fits(self) -> bool:
        """Whether nothing stands against it, and they lead nothing then."""
        return not self.against and not self.leads

    @property
    def words(self) -> str:
        """What a slot says to whoever is carried over it."""
        room = _("peut venir") if self.free else _("complet : à la place de quelqu’un")
        return " · ".join(filter(None, (self.leads, self.against or room)))


@dataclass(frozen=True)
class ExchangeRow:
    """Somebody whose place could be taken, or with whom places could be changed; ``against`` and ``leads`` of both, by
    name."""

    seat_id: int
    name: str
    against: str
    may_all_the_same: bool
    leads: str = ""


def landing_rows(session: Session, month: Month, host_id: int, leaving: int | None = None) -> dict[int, LandingRow]:
    """Every slot of the month by id. Refuses ``month_gone``."""
    leads = leads_between(session, month.first, month.last)
    slots = {slot.id: slot for slot in slots_of(session, month)}
    return {
        slot_id: _landing(landing, _led(leads, host_id, slots[slot_id]))
        for slot_id, landing in landings(session, month, host_id, leaving).items()
    }


def _landing(landing: Landing, leads: str) -> LandingRow:
    against = against_words(landing.obstacles)
    return LandingRow(landing.slot_id, landing.free, against, may_be_set_aside(landing.obstacles), leads)


def _led(leads: Leads, host_id: int, slot: SlotRow | None) -> str:
    """What somebody leads in the time of a slot."""
    return "" if slot is None else leads.words(host_id, slot.day, slot.start_minute, slot.end_minute)


def exchange_rows(
    session: Session, month: Month, who: tuple[int, str], slot_id: int, leaving: int | None, names: dict[int, str]
) -> tuple[ExchangeRow, ...]:
    """Whoever sits in a slot as somebody would; ``who`` is their id and name, ``names`` those of the slot by id."""
    host_id, name = who
    leads = leads_between(session, month.first, month.last)
    there, here = slot_row(session, slot_id), None if leaving is None else slot_row(session, leaving)
    rows = []
    for exchange in exchanges(session, month, host_id, slot_id, leaving):
        other = names[exchange.host_id]
        told = ((name, _led(leads, host_id, there)), (other, _led(leads, exchange.host_id, here)))
        rows.append(_exchange(exchange, name, other, _by_name(told)))
    return tuple(rows)


def _exchange(exchange: Exchange, mine: str, theirs: str, leads: str) -> ExchangeRow:
    told: list[tuple[str, tuple[Obstacle, ...]]] = [(mine, exchange.mine), (theirs, exchange.theirs or ())]
    against = _by_name([(name, against_words(found)) for name, found in told])
    may = all(may_be_set_aside(found) for _name, found in told)
    return ExchangeRow(exchange.seat_id, theirs, against, may, leads)


def _by_name(told: Iterable[tuple[str, str]]) -> str:
    """``Fatma Ö. : a dit non ; Luc D. : à son maximum du jour (1)``: what is said of some people, where anything is."""
    return " ; ".join(_("{name} : {against}").format(name=name, against=words) for name, words in told if words)
