"""The day as the page on which the PC rests shows it: who is here, what comes, what lacks, what was left to say."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Literal

from sqlalchemy.orm import Session

from delta_app.core import clock
from delta_app.core.calendar import Month
from delta_app.hosts.queries import Answer, HostRow, acting_host, hosts, with_pin
from delta_app.programme.queries import DateRow, programme_between
from delta_app.shifts.alerts_data import Alert, DecisionRow, alert_words, alerts, decided
from delta_app.shifts.candidates_data import Candidate, candidates
from delta_app.shifts.day_data import EntryRow, Visits, counted_now, is_on, is_over, logbook, minute_of, visits_of
from delta_app.shifts.queries import (
    SeatRow,
    SlotRow,
    roster,
    seats_between,
    shut_slots,
    slots_between,
)
from delta_app.shifts.trade_data import (
    ChoiceRow,
    SwapOption,
    TradeRow,
    nearness,
    seat_and_slot,
    standing_trades,
    swap_options,
)
from delta_app.till.queries import opening_entry, signers_of
from delta_app.today.leading_data import leading_words, leads_at, leads_of_days, you_lead
from delta_app.today.trade_letters_data import by_mail
from delta_app.upkeep.chore_data import ChoreNow, chores_of_now
from delta_app.venue.queries import VenueRow, closure_reason, closures_between, venue

__all__ = [  # with what the pages of this slice show of the slices below
    "Alert",
    "Answer",
    "Candidate",
    "ChoiceRow",
    "ChoreNow",
    "DateRow",
    "DecisionRow",
    "EntryRow",
    "HostRow",
    "OwnSeat",
    "PersonHere",
    "Shift",
    "State",
    "SwapOption",
    "SwapView",
    "TodayView",
    "TradeRow",
    "VenueRow",
    "Visits",
    "acting_host",
    "alert_words",
    "candidates",
    "coming_shifts",
    "hosts",
    "own_seats",
    "swap_view",
    "today_view",
    "venue",
    "with_pin",
]

SHOWN_NEXT = 7
LOOK_AHEAD = timedelta(days=14)
PROGRAMME_AHEAD = timedelta(days=7)
State = Literal["open", "later", "over", "closed", "none"]


@dataclass(frozen=True)
class PersonHere:
    """Somebody in a shift, by short name. ``seat_id`` None tells nothing can be done with it."""

    seat_id: int
    host_id: int
    name: str
    origin: str
    languages: tuple[str, ...]
    seeking: bool
    shadow: bool
    trade_id: int | None = None  # a request anybody may say yes to


@dataclass(frozen=True)
class Shift:
    """A shift as the day shows it."""

    slot_id: int
    day: date
    start_minute: int
    end_minute: int
    seats: int
    people: tuple[PersonHere, ...]
    note: str
    decision: DecisionRow | None = None

    @property
    def hosts(self) -> tuple[PersonHere, ...]:
        """Those who hold a place, shadows left out."""
        return tuple(one for one in self.people if not one.shadow)

    @property
    def sure(self) -> int:
        """How many come and look for nobody else."""
        return sum(not one.seeking for one in self.hosts)

    @property
    def missing(self) -> int:
        """Places nobody holds."""
        return max(0, self.seats - len(self.hosts))

    @property
    def offered(self) -> tuple[PersonHere, ...]:
        """Those whose place anybody may take."""
        return tuple(one for one in self.hosts if one.trade_id is not None)

    @property
    def hours(self) -> tuple[int, int]:
        """When it opens and closes, as decided, in minutes."""
        return (self.decision and self.decision.hours) or (self.start_minute, self.end_minute)

    @property
    def is_closed(self) -> bool:
        """Whether the coordinator decided to keep it closed."""
        return self.decision is not None and self.decision.decision == "closed"

    @property
    def may_come(self) -> bool:
        """Whether somebody may still say that they come."""
        return not self.is_closed and bool(self.missing or self.offered)


@dataclass(frozen=True)
class TillState:
    """Since when the till is open and who opened it; None and nobody while it is closed."""

    opened_at: datetime | None
    people: tuple[str, ...]


@dataclass(frozen=True)
class TodayView:
    """All the page shows. ``now`` is the shift that is on; ``opens_at`` the next one of today while none is;
    ``counted`` the shift whose visits are counted, with its count, None where nobody counted."""

    venue_name: str
    day: date
    state: State
    now: Shift | None
    opens_at: int | None
    closure: str
    coming: tuple[Shift, ...]
    free: tuple[Shift, ...]  # further ahead, with a place anybody may take
    alerts: tuple[Alert, ...]
    entries: tuple[EntryRow, ...]
    counted_shift: tuple[int, int] | None
    counted: Visits | None
    closures: tuple[tuple[date, date, str], ...]
    activities: tuple[DateRow, ...]  # of today and the days to come
    chores: tuple[ChoreNow, ...]  # of the shift of now and of the turns that are on
    has_slots: bool
    is_open_month: bool  # somebody opened the month in the planning
    till: TillState


def today_view(session: Session, local: datetime | None = None) -> TodayView:
    """The day as it stands at a local time. Refuses ``no_venue``."""
    local = local or clock.local_now()
    day = local.date()
    shifts = coming_shifts(session, local)
    slots = [slot for slot in slots_between(session, day, day) if slot.seats]
    counted_at = counted_now(slots, local)
    counted_slot = None if counted_at is None else slots[counted_at]
    closures = closures_between(session, day, day + LOOK_AHEAD)
    closure = closure_reason(day, closures) or ""
    todays = [shift for shift in shifts if shift.day == day]
    now = next((shift for shift in todays if is_on(shift, local)), None)
    ahead = [shift for shift in shifts if shift is not now]
    later = next((shift for shift in todays if shift.start_minute > minute_of(local)), None)
    return TodayView(
        venue_name=venue(session).name,
        day=day,
        state=_state(now, later, closure=closure, had_slots=bool(slots)),
        now=now,
        opens_at=None if later is None else later.start_minute,
        closure=closure,
        coming=tuple(ahead[:SHOWN_NEXT]),
        free=tuple(shift for shift in ahead[SHOWN_NEXT:] if shift.may_come),
        alerts=alerts(session, local),
        entries=logbook(session),
        counted_shift=None if counted_slot is None else (counted_slot.start_minute, counted_slot.end_minute),
        counted=None if counted_slot is None else visits_of(session, day, counted_slot.start_minute),
        activities=programme_between(session, day, day + PROGRAMME_AHEAD),
        chores=chores_of_now(session, local),
        closures=tuple((one.first_day, one.last_day, one.reason) for one in closures),
        has_slots=bool(shifts or slots),
        is_open_month=bool(slots_between(session, Month.of(day).first, Month.of(day).last)),
        till=_till(session),
    )


def _till(session: Session) -> TillState:
    opening = opening_entry(session)
    return TillState(None, ()) if opening is None else TillState(opening.at, signers_of(session, opening.id))


def _state(now: Shift | None, later: Shift | None, *, closure: str, had_slots: bool) -> State:
    if now is not None:
        return "closed" if now.is_closed else "open"
    if later is not None:
        return "later"
    if closure:
        return "closed"
    return "over" if had_slots else "none"


def coming_shifts(session: Session, local: datetime) -> tuple[Shift, ...]:
    """The shifts that are on or to come in the days one can see ahead, of published months, in order."""
    first, last = local.date(), local.date() + LOOK_AHEAD
    rows = slots_between(session, first, last)
    shut, seated = shut_slots(session, rows), seats_between(session, first, last)
    published = {month for month in {Month.of(first), Month.of(last)} if roster(session, month).version}
    team = {host.id: host for host in hosts(session, states=("active", "paused", "left"))}
    decisions = decided(session, first, last)
    offered = {row.seat_id: row.id for row in standing_trades(session) if row.to_all and row.state == "open"}
    return tuple(
        _shift(row, seated.get(row.id, ()), team, offered, decisions.get((row.day, row.start_minute)))
        for row in rows
        if row.seats and row.id not in shut and not is_over(row, local) and Month.of(row.day) in published
    )


def _shift(
    row: SlotRow,
    seats: tuple[SeatRow, ...],
    team: dict[int, HostRow],
    offered: dict[int | None, int],
    decision: DecisionRow | None,
) -> Shift:
    people = [
        PersonHere(
            seat_id=seat.id,
            host_id=seat.host_id,
            name=team[seat.host_id].name,
            origin=team[seat.host_id].origin_words,
            languages=team[seat.host_id].languages,
            seeking=seat.seeking,
            shadow=seat.kind == "shadow",
            trade_id=offered.get(seat.id),
        )
        for seat in seats
    ]
    people.sort(key=lambda one: (one.shadow, one.name))
    return Shift(row.id, row.day, row.start_minute, row.end_minute, row.seats, tuple(people), row.note, decision)


@dataclass(frozen=True)
class OwnSeat:
    """A place of one host that is to come."""

    seat_id: int
    slot_id: int
    day: date
    start_minute: int
    end_minute: int
    beside: tuple[str, ...]
    seeking: bool
    shadow: bool
    alone: bool  # nobody else comes to it
    decision: DecisionRow | None = None
    leads: str = ""  # what they lead meanwhile, said to themselves

    @property
    def span(self) -> tuple[date, int, int]:
        """The day, and from when to when in minutes."""
        return self.day, self.start_minute, self.end_minute


def own_seats(session: Session, host_id: int, local: datetime | None = None) -> tuple[OwnSeat, ...]:
    """The places of one host that are on or to come, in a year to come, in order."""
    local = local or clock.local_now()
    first, last = local.date(), local.date() + timedelta(days=366)
    rows = slots_between(session, first, last)
    shut, seated = shut_slots(session, rows), seats_between(session, first, last)
    names = {host.id: host.name for host in hosts(session, states=("active", "paused", "left"))}
    decisions = decided(session, first, last)
    found = []
    for row in rows:
        seats = seated.get(row.id, ())
        mine = next((seat for seat in seats if seat.host_id == host_id), None)
        if mine is None or row.id in shut or is_over(row, local):
            continue
        beside = tuple(names[seat.host_id] for seat in seats if seat.host_id != host_id)
        others = [seat for seat in seats if seat.host_id != host_id and seat.kind == "host" and not seat.seeking]
        span = row.day, row.start_minute, row.end_minute
        decision = decisions.get((row.day, row.start_minute))
        found.append(OwnSeat(mine.id, row.id, *span, beside, mine.seeking, mine.kind == "shadow", not others, decision))
    leads = leads_of_days(session, found)
    return tuple(replace(one, leads=you_lead(leads.during(host_id, *one.span))) for one in found)


@dataclass(frozen=True)
class SwapView:
    """What one can do who cannot come to a shift: whom one could swap with, who could take it, how near it is."""

    seat_id: int
    slot_id: int
    day: date
    start_minute: int
    end_minute: int
    host_id: int
    name: str
    beside: tuple[str, ...]
    seeking: bool
    options: tuple[SwapOption, ...]  # those that fit; whoever leads nothing and said that they can come before
    unfit: tuple[SwapOption, ...]
    able: tuple[Candidate, ...]  # who could take it: fits, or has only not answered yet
    by_mail: frozenset[int]  # the hosts who are written to when they are asked
    hours: int
    late: bool
    leads: Mapping[int, str] = field(default_factory=dict)  # by host, what they lead during this shift
    own_leads: Mapping[int, str] = field(default_factory=dict)  # by slot, what whoever gives it leads during another


def swap_view(session: Session, seat_id: int) -> SwapView | None:
    """What one can do with a place; None once it is gone."""
    found = seat_and_slot(session, seat_id)
    if found is None:
        return None
    seat, slot = found
    hours, late = nearness(session, slot)
    options = swap_options(session, seat, slot)
    names = {host.id: host.name for host in hosts(session, states=("active", "paused", "left"))}
    seats = seats_between(session, slot.day, slot.day).get(slot.id, ())
    able = [
        one
        for one in candidates(session, slot.id)
        if not one.learns and all(obstacle.code == "not_answered" for obstacle in one.obstacles)
    ]
    leads = leads_at(session, slot.id, [*(one.host_id for one in options), *(one.host_id for one in able)])
    there = leads_of_days(session, options)
    own = {
        one.slot_id: leading_words(led)
        for one in options
        if (led := there.during(seat.host_id, one.day, one.start_minute, one.end_minute))
    }
    return SwapView(
        seat_id=seat.id,
        slot_id=slot.id,
        day=slot.day,
        start_minute=slot.start_minute,
        end_minute=slot.end_minute,
        host_id=seat.host_id,
        name=names[seat.host_id],
        beside=tuple(names[one.host_id] for one in seats if one.host_id != seat.host_id),
        seeking=seat.seeking,
        options=tuple(
            sorted(
                (one for one in options if one.fits),
                key=lambda one: (one.slot_id in own or one.host_id in leads, bool(one.theirs)),
            )
        ),
        unfit=tuple(one for one in options if not one.fits),
        able=tuple(sorted(able, key=lambda one: one.host_id in leads)),
        by_mail=frozenset(by_mail(session)),
        hours=hours,
        late=late,
        leads={host_id: leading_words(led) for host_id, led in leads.items()},
        own_leads=own,
    )
