"""Requests for replacements and swaps as rows, with what they have become by now."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from delta_app.core import clock, settings
from delta_app.core.calendar import Month
from delta_app.hosts.queries import hosts
from delta_app.hosts.state_data import State, states_on
from delta_app.shifts.alerts_data import not_open
from delta_app.shifts.candidates_data import MonthJudge, Obstacle
from delta_app.shifts.day_rules import is_over, minute_of
from delta_app.shifts.model import Agreement, Seat, Trade, TradeChoice
from delta_app.shifts.queries import SeatRow, SlotRow, seats_between, slot_row, slots_between
from delta_app.shifts.roster_data import RosterProblem, roster_problem
from delta_app.shifts.settings import LATE_HOURS, TRADES_WRITE
from delta_app.shifts.trade_rules import (
    STANDING,
    Answer,
    TradeKind,
    TradeState,
    hours_until,
    is_late,
    state_now,
)

SWAP_WITHIN = timedelta(days=42)  # a swap is found in the weeks one can see ahead
# What somebody said of a time, which a yes to this very shift overrides.
_OWN_ANSWERS = frozenset({"said_no", "usually_not", "not_answered"})


@dataclass(frozen=True)
class ChoiceRow:
    """Somebody who is asked, in a swap for one of their own shifts. ``holds``: it is still theirs to give."""

    id: int
    host_id: int
    name: str
    slot_id: int | None
    day: date | None
    start_minute: int | None
    end_minute: int | None
    answer: Answer
    holds: bool
    over: bool


@dataclass(frozen=True)
class TradeRow:
    """A request. ``name`` is that of whoever asks; ``seat_id`` their place, None once it is no longer theirs;
    ``taker`` who said yes to it, empty where nobody has."""

    id: int
    kind: TradeKind
    host_id: int
    name: str
    slot_id: int
    day: date
    start_minute: int
    end_minute: int
    to_all: bool
    state: TradeState
    asked_at: datetime
    ended_at: datetime | None
    seat_id: int | None
    choices: tuple[ChoiceRow, ...]
    agreement_id: int | None
    taker_id: int | None
    taker: str

    @property
    def stands(self) -> bool:
        """Whether it still waits for somebody."""
        return self.state in STANDING

    @property
    def given(self) -> ChoiceRow | None:
        """The shift that whoever said yes to a swap gives for it."""
        return next((one for one in self.choices if self.kind == "swap" and one.answer == "agreed"), None)

    def asks(self, host_id: int) -> tuple[ChoiceRow, ...]:
        """What one person is asked, and may still say yes to."""
        return tuple(one for one in self.choices if one.host_id == host_id and one.holds and not one.over)


def trades(session: Session, trade_ids: Collection[int] | None = None, *, since: date | None = None) -> tuple[
    TradeRow, ...
]:  # fmt: skip
    """Requests in the order they were made: those named, or those for shifts from a day on, or all."""
    wanted = select(Trade).order_by(Trade.id)
    if trade_ids is not None:
        wanted = wanted.where(Trade.id.in_(trade_ids))
    if since is not None:
        wanted = wanted.where(Trade.day >= since)
    rows = session.scalars(wanted).all()
    asked: dict[int, list[TradeChoice]] = defaultdict(list)
    ids = [row.id for row in rows]
    for one in session.scalars(select(TradeChoice).where(TradeChoice.trade_id.in_(ids)).order_by(TradeChoice.id)):
        asked[one.trade_id].append(one)
    agreed = select(Agreement).where(Agreement.trade_id.in_(ids)).order_by(Agreement.id)
    yeses = {row.trade_id: row for row in session.scalars(agreed)}
    look = _Look(session, rows, [one for several in asked.values() for one in several])
    return tuple(look.trade_row(row, asked[row.id], yeses.get(row.id)) for row in rows)


def trade(session: Session, trade_id: int) -> TradeRow | None:
    """One request; None when there is none."""
    return next(iter(trades(session, [trade_id])), None)


def trades_of_slot(session: Session, slot_id: int) -> tuple[TradeRow, ...]:
    """Requests for the places of a slot, and swaps in which one of them was wanted, in the order they were made."""
    wanted = select(TradeChoice.trade_id).where(TradeChoice.slot_id == slot_id)
    ids = session.scalars(select(Trade.id).where(or_(Trade.slot_id == slot_id, Trade.id.in_(wanted)))).all()
    return trades(session, ids)


def standing_trades(session: Session) -> tuple[TradeRow, ...]:
    """Requests that still wait for somebody, by date of the shift."""
    waiting = (row for row in trades(session, since=clock.today()) if row.stands)
    return tuple(sorted(waiting, key=lambda row: (row.day, row.start_minute, row.id)))


class _Look:
    """What is needed to say what requests have become: who sits where now, and what time it is."""

    def __init__(self, session: Session, rows: Collection[Trade], choices: Collection[TradeChoice]) -> None:
        self._local = clock.local_now()
        self._names = {host.id: host.name for host in hosts(session, states=("active", "paused", "left"))}
        self._session = session
        self._states: dict[date, dict[int, State]] = {}  # by day, once asked
        days = [row.day for row in rows] + [one.day for one in choices if one.day is not None]
        self._seats: dict[tuple[int, int], SeatRow] = {}
        if days:
            seated = seats_between(session, min(days), max(days))
            self._seats = {(seat.slot_id, seat.host_id): seat for seats in seated.values() for seat in seats}

    def trade_row(self, row: Trade, asked: Collection[TradeChoice], yes: Agreement | None) -> TradeRow:
        choices = tuple(self._choice_row(one, row.day) for one in asked)
        seat = self._seats.get((row.slot_id, row.host_id))
        state = state_now(
            row.state,  # type: ignore[arg-type]
            over=is_over(row, self._local),
            seated=seat is not None,
            to_all=row.to_all,
            asked=choices,
        )
        return TradeRow(
            id=row.id,
            kind=row.kind,  # type: ignore[arg-type]
            host_id=row.host_id,
            name=self._names[row.host_id],
            slot_id=row.slot_id,
            day=row.day,
            start_minute=row.start_minute,
            end_minute=row.end_minute,
            to_all=row.to_all,
            state=state,
            asked_at=row.asked_at,
            ended_at=row.ended_at,
            seat_id=None if seat is None else seat.id,
            choices=choices,
            agreement_id=None if yes is None else yes.id,
            taker_id=None if yes is None else yes.host_id,
            taker="" if yes is None else self._names[yes.host_id],
        )

    def _choice_row(self, one: TradeChoice, day: date) -> ChoiceRow:
        held = one.slot_id is None or (one.slot_id, one.host_id) in self._seats
        over = (
            one.day is not None
            and one.end_minute is not None
            and (one.day, one.end_minute) <= (self._local.date(), minute_of(self._local))
        )
        return ChoiceRow(
            id=one.id,
            host_id=one.host_id,
            name=self._names[one.host_id],
            slot_id=one.slot_id,
            day=one.day,
            start_minute=one.start_minute,
            end_minute=one.end_minute,
            answer=one.answer,  # type: ignore[arg-type]
            holds=held and self._state(one.host_id, day) != "left",
            over=over,
        )

    def _state(self, host_id: int, day: date) -> State:
        if day not in self._states:
            self._states[day] = states_on(self._session, day)
        return self._states[day][host_id]


@dataclass(frozen=True)
class SwapOption:
    """A shift of somebody else that could be given for one's own. ``mine`` is what stands against one's coming to it,
    ``theirs`` what stands against their coming in exchange."""

    seat_id: int
    host_id: int
    name: str
    slot_id: int
    day: date
    start_minute: int
    end_minute: int
    mine: tuple[Obstacle, ...]
    theirs: tuple[Obstacle, ...]

    @property
    def fits(self) -> bool:
        """Whether nothing stands against it; what the other has not answered yet does not."""
        return not self.mine and all(obstacle.code == "not_answered" for obstacle in self.theirs)


def swap_options(session: Session, seat: SeatRow, slot: SlotRow) -> tuple[SwapOption, ...]:
    """The shifts not begun yet, in the weeks one can see ahead, that somebody could take in exchange, by date."""
    judge = TradeJudge(session)
    local = clock.local_now()
    rows = slots_between(session, local.date(), local.date() + SWAP_WITHIN)
    shut = not_open(session, rows)
    seated = seats_between(session, local.date(), local.date() + SWAP_WITHIN)
    names = {host.id: host.name for host in hosts(session, states=("active",)) if host.level != "trainee"}
    already = {row.id for row in rows if any(one.host_id == seat.host_id for one in seated.get(row.id, ()))}
    found = []
    for row in rows:
        begun = (row.day, row.start_minute) <= (local.date(), minute_of(local))
        if row.id in shut or row.id in already or begun:
            continue
        for other in seated.get(row.id, ()):
            if other.kind != "host" or other.host_id not in names or _sits(seated, slot.id, other.host_id):
                continue
            leaving = ((seat.host_id, slot.id), (other.host_id, row.id))
            mine = without_own_answers(judge.obstacles(seat.host_id, row, leaving))
            theirs = judge.obstacles(other.host_id, slot, leaving)
            span = row.day, row.start_minute, row.end_minute
            found.append(SwapOption(other.id, other.host_id, names[other.host_id], row.id, *span, mine, theirs))
    return tuple(found)


def _sits(seated: dict[int, tuple[SeatRow, ...]], slot_id: int, host_id: int) -> bool:
    return any(one.host_id == host_id for one in seated.get(slot_id, ()))


def without_own_answers(obstacles: tuple[Obstacle, ...]) -> tuple[Obstacle, ...]:
    """What stands against somebody's coming although they say yes to it: absences and rules."""
    return tuple(obstacle for obstacle in obstacles if obstacle.code not in _OWN_ANSWERS)


class TradeJudge:
    """Judges people's coming to slots of any month, each month read once."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._months: dict[Month, tuple[MonthJudge, RosterProblem]] = {}

    def obstacles(self, host_id: int, slot: SlotRow, leaving: Collection[tuple[int, int]] = ()) -> tuple[Obstacle, ...]:
        """What stands against one person's coming to a slot, once some (host, slot id) have gone. Refuses
        ``month_gone`` for a month that is past."""
        month = Month.of(slot.day)
        if month not in self._months:
            composed = roster_problem(self._session, month, answers=False)
            self._months[month] = MonthJudge(self._session, composed), composed
        judge, composed = self._months[month]
        number_of = {slot_id: number for number, slot_id in enumerate(composed.slot_ids)}
        if slot.id not in number_of:
            return (Obstacle("gone_by"),)
        gone = [(host, number_of[slot_id]) for host, slot_id in leaving if slot_id in number_of]
        return judge.obstacles(host_id, number_of[slot.id], without=gone)


def nearness(session: Session, slot: SlotRow) -> tuple[int, bool]:
    """Whole hours until a shift begins, and whether that is so near that the coordinator is told at once."""
    local = clock.local_now()
    return hours_until(slot, local), is_late(slot, local, settings.get(session, LATE_HOURS))


def people_are_written_to(session: Session) -> bool:
    """Whether the place wants those whom a request concerns to be written to."""
    return settings.get(session, TRADES_WRITE)


def seat_and_slot(session: Session, seat_id: int) -> tuple[SeatRow, SlotRow] | None:
    """A seat with its slot; None when it is gone."""
    slot_id = session.scalar(select(Seat.slot_id).where(Seat.id == seat_id))
    slot = None if slot_id is None else slot_row(session, slot_id)
    if slot is None:
        return None
    seats = seats_between(session, slot.day, slot.day).get(slot.id, ())
    return next((seat, slot) for seat in seats if seat.id == seat_id)
