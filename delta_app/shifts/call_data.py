"""Who could be called for a slot that lacks people, those asked least recently first; who was called, when and how."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from delta_app.core import clock
from delta_app.core.text import fold
from delta_app.hosts.queries import HostRow, hosts
from delta_app.shifts.alerts_data import decided
from delta_app.shifts.call_words import CallWay, ago_words, asked_words, called_words
from delta_app.shifts.candidates_data import Obstacle
from delta_app.shifts.day_rules import is_over
from delta_app.shifts.model import ShiftCall, Trade, TradeChoice
from delta_app.shifts.queries import SlotRow, seats_between, shut_slots, slot_row, slots_between
from delta_app.shifts.trade_data import TradeJudge

__all__ = [  # with the words for them, for the slices above
    "CallRow",
    "CallWay",
    "Callee",
    "Need",
    "ago_words",
    "asked_words",
    "called_words",
    "callees",
    "calls_of",
    "decided_closed",
    "need_of",
    "reasons_against",
]

_LONG_AGO = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Need:
    """What a slot lacks: so many free seats, and seats whose hosts, by number, look for somebody else."""

    free: int
    seeking: tuple[int, ...]

    @property
    def wanted(self) -> int:
        """How many people are wanted."""
        return self.free + len(self.seeking)


@dataclass(frozen=True)
class Callee:
    """Somebody who could come. ``answered``: they said that they can; else nobody knows.

    ``last_asked``: when they were last called, or asked for a replacement or a swap, for whatever slot;
    ``called_here``: when they were last called for this one. Instants, None: never.
    """

    host: HostRow
    answered: bool
    last_asked: datetime | None
    called_here: datetime | None


@dataclass(frozen=True)
class CallRow:
    """Somebody was called for a slot; ``name`` is their short one."""

    slot_id: int
    host_id: int
    name: str
    way: CallWay
    asked_at: datetime


def decided_closed(session: Session, slot: SlotRow) -> bool:
    """Whether the coordinator closed a slot for lack of people."""
    decision = decided(session, slot.day, slot.day).get((slot.day, slot.start_minute))
    return decision is not None and not decision.hours


def need_of(session: Session, slot: SlotRow) -> Need:
    """What a slot lacks now; nothing once it is over, shut, decided closed or not held."""
    shut = slot.id in shut_slots(session, slots_between(session, slot.day, slot.day)) or decided_closed(session, slot)
    if shut or is_over(slot, clock.local_now()):
        return Need(0, ())
    seats = [seat for seat in seats_between(session, slot.day, slot.day).get(slot.id, ()) if seat.kind == "host"]
    return Need(max(0, slot.seats - len(seats)), tuple(seat.host_id for seat in seats if seat.seeking))


def callees(session: Session, slot_id: int) -> tuple[Callee, ...]:
    """Everybody active who could come to a slot that lacks people: no absence, no answer and no rule stands against it.

    Never asked first, then whoever was asked longest ago; of those asked equally long ago, whoever said that they can
    come before those who have not answered, and then by name. Nobody where nobody is wanted.
    """
    slot = slot_row(session, slot_id)
    need = Need(0, ()) if slot is None else need_of(session, slot)
    if slot is None or not need.wanted:
        return ()
    judge, asked = TradeJudge(session), _last_asked(session)
    here = {call.host_id: call.asked_at for call in reversed(calls_of(session, [slot_id]).get(slot_id, ()))}
    found = []
    for host in hosts(session, states=("active",)):
        against = _against(judge, host, slot, need)
        if host.level != "trainee" and all(one.code == "not_answered" for one in against):
            found.append(Callee(host, not against, asked.get(host.id), here.get(host.id)))
    return tuple(sorted(found, key=_turn))


def _turn(one: Callee) -> tuple[datetime, bool, str, int]:
    return one.last_asked or _LONG_AGO, not one.answered, fold(one.host.full_name), one.host.id


def reasons_against(session: Session, slot: SlotRow, team: Collection[HostRow]) -> dict[int, tuple[str, ...]]:
    """Why each of some people cannot be called for a slot, as codes by host; none for who can."""
    need, judge, found = need_of(session, slot), TradeJudge(session), {}
    for host in team:
        against = () if host.level == "trainee" else _against(judge, host, slot, need)
        codes = tuple(one.code for one in against if one.code != "not_answered")
        found[host.id] = ("learns",) if host.level == "trainee" else codes
    return found


def _against(judge: TradeJudge, host: HostRow, slot: SlotRow, need: Need) -> tuple[Obstacle, ...]:
    """What stands against somebody's coming in a free seat, or where none is, in the place of one who seeks: then the
    best that can be had."""
    if need.free:
        return judge.obstacles(host.id, slot)
    ways = [judge.obstacles(host.id, slot, [(other, slot.id)]) for other in need.seeking if other != host.id]
    return min(ways, key=len) if ways else (Obstacle("there_already"),)


def _last_asked(session: Session) -> dict[int, datetime]:
    """When each host was last asked for anything."""
    called = select(ShiftCall.host_id, func.max(ShiftCall.asked_at)).group_by(ShiftCall.host_id)
    traded = (
        select(TradeChoice.host_id, func.max(Trade.asked_at))
        .join(Trade, Trade.id == TradeChoice.trade_id)
        .group_by(TradeChoice.host_id)
    )
    found: dict[int, datetime] = {}
    for query in (called, traded):
        for host_id, at in session.execute(query):
            found[host_id] = max(at, found.get(host_id, at))
    return found


def calls_of(session: Session, slot_ids: Collection[int]) -> dict[int, tuple[CallRow, ...]]:
    """Who was called for some slots, by slot, the latest first."""
    rows = session.scalars(
        select(ShiftCall).where(ShiftCall.slot_id.in_(slot_ids)).order_by(ShiftCall.asked_at.desc(), ShiftCall.id)
    )
    names = {host.id: host.name for host in hosts(session, states=("active", "paused", "left"))}
    found: dict[int, list[CallRow]] = defaultdict(list)
    for row in rows:
        call = CallRow(row.slot_id, row.host_id, names[row.host_id], row.way, row.asked_at)  # type: ignore[arg-type]
        found[row.slot_id].append(call)
    return {slot_id: tuple(several) for slot_id, several in found.items()}
