"""Chores as rows: what is to be done in the shift that is on, whose turn it is, and what was done."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial

from sqlalchemy import select
from sqlalchemy.orm import Session

from delta_app.core import clock
from delta_app.core.asking import asked_once
from delta_app.core.calendar import Month
from delta_app.core.errors import Refused
from delta_app.hosts.queries import Period, absences_between, hosts
from delta_app.hosts.state_data import away_by_state, changes_of
from delta_app.shifts.alerts_data import not_open
from delta_app.shifts.queries import slots_between, slots_of
from delta_app.upkeep.model import NO_SHIFT, Chore, ChoreCover, ChoreDone, ChorePerson
from delta_app.upkeep.rules import Moment, Span, is_for_shift, minute_of, span_of_now, weekday_bits, weekdays_in
from delta_app.upkeep.turns import Rota, Turn
from delta_app.venue.queries import planned_slots_on

EVERYBODY = ("active", "paused", "left")
TURNS_SHOWN = 5


@dataclass(frozen=True)
class Done:
    """A chore was done: when it was said, and by whom; ``who`` empty where nobody had said who they are."""

    at: datetime
    who: str
    host_id: int | None


@dataclass(frozen=True)
class TurnRow:
    """A turn with the names: ``who`` empty where nobody does it in particular, ``instead_of`` whose it would have
    been."""

    turn: Turn
    who: str
    instead_of: str
    done: Done | None

    @property
    def day(self) -> date:
        """The day on which it begins, by which it is known."""
        return self.turn.day

    def is_open(self, today: date) -> bool:
        """Whether it is still to be done, on or to come."""
        return self.done is None or not self.turn.is_on(today)


@dataclass(frozen=True)
class ChoreRow:
    """A chore. ``people``: (host id, short name) of those who do it in turn, the next first; last those who have left,
    who are ``gone``. ``turns``: the one that is on, where there is one, then those that follow."""

    id: int
    title: str
    how: str
    moment: Moment
    weekdays: tuple[int, ...]
    rule: str
    first_day: date
    withdrawn: bool
    people: tuple[tuple[int, str], ...] = ()
    gone: frozenset[int] = frozenset()
    turns: tuple[TurnRow, ...] = ()

    @property
    def in_turn(self) -> bool:
        """Whether one person at a time does it, and not each shift."""
        return self.moment == "turn"

    def turn_on(self, day: date) -> TurnRow | None:
        """The turn that is on."""
        return next((row for row in self.turns if row.turn.is_on(day)), None)

    def next_turn(self, day: date) -> TurnRow | None:
        """The turn that is still to be done, on or to come."""
        return next((row for row in self.turns if row.is_open(day)), None)


@dataclass(frozen=True)
class ChoreNow:
    """Something to do now: for the shift (``start_minute``) of a day, or in the turn that began on it (``NO_SHIFT``).

    ``who``: whose turn it is, with ``host_id``. ``last_shift``: it is for the last shift of the day alone.
    """

    chore_id: int
    title: str
    how: str
    day: date
    start_minute: int
    who: str
    host_id: int | None
    done: Done | None
    last_shift: bool = False

    @property
    def in_turn(self) -> bool:
        """Whether one person at a time does it."""
        return self.start_minute == NO_SHIFT


@dataclass(frozen=True)
class ShiftOfNow:
    """The shift whose chores are done now, and its place among those of its day."""

    day: date
    start_minute: int
    end_minute: int
    place: int
    count: int


def find_chore(session: Session, chore_id: int) -> Chore:
    """A chore by its number. Refuses ``no_such_chore``."""
    row = session.get(Chore, chore_id)
    if row is None:
        raise Refused("no_such_chore")
    return row


def open_spans(session: Session, day: date) -> tuple[Span, ...]:
    """The shifts in which somebody can be there on a day, in order; those that the opening hours give while nobody has
    opened the month in the planning."""
    slots = slots_between(session, day, day)
    if not slots and not slots_of(session, Month.of(day)):
        return tuple(Span(slot.start_minute, slot.end_minute) for slot in planned_slots_on(session, day))
    shut = not_open(session, slots)
    return tuple(Span(slot.start_minute, slot.end_minute) for slot in slots if slot.seats and slot.id not in shut)


def shift_of_now(session: Session, local: datetime) -> ShiftOfNow | None:
    """The shift whose chores are done at a local time; None on a day without any."""
    spans = open_spans(session, local.date())
    place = span_of_now(spans, minute_of(local))
    if place is None:
        return None
    return ShiftOfNow(local.date(), spans[place].start_minute, spans[place].end_minute, place, len(spans))


def chores_of_now(session: Session, local: datetime | None = None) -> tuple[ChoreNow, ...]:
    """What is to be done in the shift that is on, or comes next today, then in the turns that are on; what was done in
    them too. Somebody's turn stays until it is done or the next begins."""
    local = local or clock.local_now()
    shift = shift_of_now(session, local)
    found = []
    for row in chore_rows(session, local.date()):
        if row.withdrawn:
            continue
        turn = row.turn_on(local.date())
        if turn is not None:
            whose = (turn.who, turn.turn.host_id)
            found.append(ChoreNow(row.id, row.title, row.how, turn.day, NO_SHIFT, *whose, turn.done))
        elif shift is not None and _is_for(row, shift):
            done = _done_on(session, shift.day).get((row.id, shift.day, shift.start_minute))
            last = row.moment == "last"
            key = (shift.day, shift.start_minute)
            found.append(ChoreNow(row.id, row.title, row.how, *key, "", None, done, last_shift=last))
    return tuple(sorted(found, key=lambda one: (one.in_turn, one.last_shift)))


def turns_left_for(session: Session, host_id: int, day: date | None = None) -> int:
    """How many turns of somebody are on and not done."""
    today = day or clock.today()
    on = [row.turn_on(today) for row in chore_rows(session, today) if not row.withdrawn]
    return sum(turn is not None and turn.turn.host_id == host_id and turn.done is None for turn in on)


def _is_for(row: ChoreRow, shift: ShiftOfNow) -> bool:
    return is_for_shift(row.moment, weekday_bits(row.weekdays), shift.day.weekday(), shift.place, shift.count)


@asked_once
def chore_rows(session: Session, today: date) -> tuple[ChoreRow, ...]:
    """Every chore in the order they were added: those by shift first, those withdrawn last."""
    people: dict[int, list[int]] = defaultdict(list)
    for one in session.execute(
        select(ChorePerson.chore_id, ChorePerson.host_id).order_by(ChorePerson.position, ChorePerson.id)
    ):
        people[one.chore_id].append(one.host_id)
    covers: dict[int, dict[date, int]] = defaultdict(dict)
    for cover in session.scalars(select(ChoreCover).order_by(ChoreCover.id)):
        covers[cover.chore_id][cover.day] = cover.host_id
    names = _Names.of(session)
    rows = session.scalars(select(Chore).order_by(Chore.id)).all()
    found = [_row(session, row, people[row.id], covers[row.id], names, today) for row in rows]
    return tuple(sorted(found, key=lambda row: (row.withdrawn, row.in_turn)))


def _row(
    session: Session, row: Chore, people: list[int], covers: Mapping[date, int], names: "_Names", today: date
) -> ChoreRow:
    turns: tuple[TurnRow, ...] = ()
    ordered = tuple(people)
    if row.moment == "turn":
        whose, done = _rota_of(session, row, people, covers), _done_of(session, row.id)
        turns = tuple(names.turn(turn, done.get(turn.day)) for turn in whose.turns(today, TURNS_SHOWN))
        ordered = whose.next_first(next((one.turn for one in turns if one.is_open(today)), None))
    return ChoreRow(
        id=row.id,
        title=row.title,
        how=row.how,
        moment=row.moment,  # type: ignore[arg-type]
        weekdays=weekdays_in(row.weekdays),
        rule=row.rule,
        first_day=row.first_day,
        withdrawn=row.withdrawn,
        people=tuple((host_id, names.short[host_id]) for host_id in ordered),
        gone=frozenset(people) & names.gone,
        turns=turns,
    )


def rota(session: Session, row: Chore) -> Rota:
    """The rota of a chore, as it stands now."""
    people = session.scalars(
        select(ChorePerson.host_id).where(ChorePerson.chore_id == row.id).order_by(ChorePerson.position, ChorePerson.id)
    )
    covers = session.execute(
        select(ChoreCover.day, ChoreCover.host_id).where(ChoreCover.chore_id == row.id).order_by(ChoreCover.id)
    )
    return _rota_of(session, row, list(people), {one.day: one.host_id for one in covers})


def _rota_of(session: Session, row: Chore, people: list[int], covers: Mapping[date, int]) -> Rota:
    left_on = {one: day for one in {*people, *covers.values()} if (day := _left_on(session, one)) is not None}
    return Rota(row.rule, row.first_day, people, covers, clock.today(), partial(_is_here, session), left_on)


def _left_on(session: Session, host_id: int) -> date | None:
    """From which day on somebody is of the team no more, as far as is known; None where they stay."""
    changes = changes_of(session, host_id)
    if changes:
        return changes[-1].from_day if changes[-1].state == "left" else None
    return date.min if host_id in _Names.of(session).gone else None


def _is_here(session: Session, host_id: int, day: date, known: date) -> bool:
    """Whether a host is not absent on a day, and by another neither paused nor gone."""
    return not (
        _holds(_absent_in(session, day.year).get(host_id, ()), day)
        or _holds(_gone_in(session, known.year).get(host_id, ()), known)
    )


def _holds(periods: tuple[Period, ...], day: date) -> bool:
    return any(period.first_day <= day <= period.last_day for period in periods)


@asked_once
def _absent_in(session: Session, year: int) -> dict[int, tuple[Period, ...]]:
    return absences_between(session, date(year, 1, 1), date(year, 12, 31))


@asked_once
def _gone_in(session: Session, year: int) -> dict[int, tuple[Period, ...]]:
    """When each host is paused or gone in a year."""
    return away_by_state(session, date(year, 1, 1), date(year, 12, 31))


def _done_of(session: Session, chore_id: int) -> dict[date, Done]:
    """The turns of a chore that were done, by the day they began."""
    return {day: done for (one, day, start), done in _done(session).items() if one == chore_id and start == NO_SHIFT}


def _done_on(session: Session, day: date) -> dict[tuple[int, date, int], Done]:
    return {key: done for key, done in _done(session).items() if key[1] == day}


@asked_once
def _done(session: Session) -> dict[tuple[int, date, int], Done]:
    """All that is known to be done, which is little: rows go after some weeks."""
    names = {host.id: host.name for host in hosts(session, states=EVERYBODY)}
    rows = session.scalars(select(ChoreDone).order_by(ChoreDone.id))
    return {
        (row.chore_id, row.day, row.start_minute): Done(row.done_at, names.get(row.host_id or 0, ""), row.host_id)
        for row in rows
    }


@dataclass(frozen=True)
class _Names:
    """What hosts are called, and who of them has left."""

    short: dict[int, str]
    gone: frozenset[int]

    @classmethod
    def of(cls, session: Session) -> "_Names":
        """Everybody's."""
        team = hosts(session, states=EVERYBODY)
        return cls({host.id: host.name for host in team}, frozenset(host.id for host in team if host.state == "left"))

    def turn(self, turn: Turn, done: Done | None) -> TurnRow:
        """A turn with its names."""
        return TurnRow(turn, self.short.get(turn.host_id or 0, ""), self.short.get(turn.instead_of or 0, ""), done)
