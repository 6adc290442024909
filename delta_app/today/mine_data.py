"""One host's own page as rows: what they are asked, when they come, what they have given, when they could come."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy.orm import Session

from delta_app.core.calendar import Month
from delta_app.shifts.alerts_data import decided
from delta_app.shifts.given_data import Given, Held, given_by, held_by
from delta_app.shifts.trade_data import ChoiceRow, TradeRow, standing_trades, trades
from delta_app.team.path_data import NewcomerView
from delta_app.team.queries import PersonView, SlotAnswer, person_view
from delta_app.today.leading_data import Leading, Leads, leads_of_days, you_lead
from delta_app.today.queries import OwnSeat, own_seats

__all__ = [
    "Asked",
    "Given",
    "Held",
    "MineView",
    "NewcomerView",
    "PersonView",
    "SlotAnswer",
    "how_many_ask",
    "mine_view",
]


@dataclass(frozen=True)
class Asked:
    """Something one is asked. ``choices`` are one's own shifts that are wanted in exchange; none for a replacement."""

    trade: TradeRow
    choices: tuple[ChoiceRow, ...]
    by_name: bool  # asked oneself, not whoever can come
    said_yes: bool = False  # and the coordinator has yet to approve
    leads: str = ""  # what one leads meanwhile


@dataclass(frozen=True)
class MineView:
    """All that one's own page shows. ``requests`` are one's own that still wait, or ended without anybody."""

    host_id: int
    name: str
    seats: tuple[OwnSeat, ...]
    asked: tuple[Asked, ...]
    requests: dict[int, TradeRow]  # by seat
    given_month: Given
    given_year: Given
    already: tuple[Held, ...]  # this month, over
    person: PersonView
    papers: tuple[tuple[Month, bool], ...]  # the months one may take along, and whether one is in them


def mine_view(session: Session, host_id: int, month: Month, local: datetime) -> MineView | None:
    """The page of one host; ``month`` is the one whose availability is asked. None for whoever is not in the file."""
    person = person_view(session, host_id, month, local.date())
    if person is None:
        return None
    seats = own_seats(session, host_id, local)
    today = local.date()
    this = Month.of(today)
    already = held_by(session, host_id, this.first, today, local)
    return MineView(
        host_id=host_id,
        name=person.host.name,
        seats=seats,
        asked=_asked(session, host_id, {seat.slot_id for seat in seats}),
        requests=_requests(session, host_id, today),
        given_month=given_by(session, host_id, this.first, today, local),
        given_year=given_by(session, host_id, date(today.year, 1, 1), today, local),
        already=already,
        person=person,
        papers=_papers(this, {Month.of(one.day) for one in already} | {Month.of(one.day) for one in seats}),
    )


def how_many_ask(session: Session, host_id: int) -> int:
    """How many requests wait for the answer of one host, who was asked by name."""
    own_slots = {seat.slot_id for seat in own_seats(session, host_id)}
    return sum(one.by_name for one in _asked(session, host_id, own_slots))


def _papers(this: Month, held: set[Month]) -> tuple[tuple[Month, bool], ...]:
    """This month and the next; further ahead, that of the first shift where there is none before."""
    offered = [this, this.plus(1)]
    if not held.intersection(offered):
        offered += sorted(held)[:1]
    return tuple((month, month in held) for month in offered)


def _requests(session: Session, host_id: int, today: date) -> dict[int, TradeRow]:
    """What one asked for each of one's places, the latest, unless it was taken back or done."""
    found = {}
    for row in trades(session, since=today):
        if row.host_id == host_id and row.seat_id is not None and row.state not in ("cancelled", "done"):
            found[row.seat_id] = row
    return found


def _asked(session: Session, host_id: int, own_slots: set[int]) -> tuple[Asked, ...]:
    """What one is asked by name first, then what anybody may take."""
    found = []
    standing = standing_trades(session)
    days = [row.day for row in standing]
    decisions = decided(session, min(days), max(days)) if days else {}
    for row in standing:
        if row.state == "agreed" and row.taker_id == host_id:
            found.append(Asked(row, (), by_name=False, said_yes=True))
            continue
        decision = decisions.get((row.day, row.start_minute))
        closed = decision is not None and not decision.hours
        if row.host_id == host_id or row.state != "open" or row.slot_id in own_slots or closed:
            continue
        choices = row.asks(host_id)
        if choices and any(one.answer == "asked" for one in choices):
            found.append(Asked(row, tuple(one for one in choices if one.slot_id is not None), by_name=True))
        elif row.to_all:
            found.append(Asked(row, (), by_name=False))
    leads = leads_of_days(session, (one.trade for one in found))
    told = (replace(one, leads=you_lead(_led(leads, host_id, one.trade))) for one in found)
    return tuple(sorted(told, key=lambda one: not one.by_name))


def _led(leads: Leads, host_id: int, trade: TradeRow) -> tuple[Leading, ...]:
    return leads.during(host_id, trade.day, trade.start_minute, trade.end_minute)
