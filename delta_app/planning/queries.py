"""The month as rows, for the page, the sheet and the command line: shifts joined with the venue and its people."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Literal, get_args

from sqlalchemy.orm import Session

from delta_app.core.calendar import Month, days_between, monday_of
from delta_app.hosts import queries as people
from delta_app.hosts.queries import HostRow
from delta_app.programme.leading_data import Leads, leads_between
from delta_app.programme.queries import programme_between
from delta_app.shifts import queries as shifts
from delta_app.shifts.alerts_data import DecisionRow, decided
from delta_app.venue.queries import ClosedDays, closure_reason, closures_between, opening_pattern, venue
from delta_app.venue.school_data import SchoolHolidayRow, school_holiday_rows

Coverage = Literal["full", "partial", "empty", "shut"]
COVERAGES: tuple[Coverage, ...] = get_args(Coverage)
RosterState = Literal["none", "draft", "published"]


@dataclass(frozen=True)
class SeatRow:
    """Somebody in a slot. ``name`` is the short one for walls and screens (``Fatma Ö.``), told apart in the team."""

    seat_id: int
    host_id: int
    name: str
    level: Literal["experienced", "novice", "trainee"]
    origin: str  # "bénévole", "voisin·e" worded, or the partner service's name
    locked: bool = False
    seeking: bool = False  # looks for a replacement; its host stays responsible
    changed: bool = False  # not the same as in the last published version
    overrule: str = ""  # why a rule was set aside for them
    leads: str = ""  # what they lead while the slot is open: « mène Tricot, 10h – 12h »


@dataclass(frozen=True)
class SlotRow:
    """One opening slot; times are minutes since midnight, local."""

    slot_id: int
    day: date
    start_minute: int
    end_minute: int
    seats: int
    taken: tuple[SeatRow, ...] = ()
    shadows: tuple[SeatRow, ...] = ()
    note: str = ""
    edited: bool = False
    shut: bool = False  # the place is closed then: whoever sits there is to be told, and nobody joins them
    decision: DecisionRow | None = None  # what was decided while it lacked people; closed: it is shut
    went: tuple[str, ...] = ()  # who was there in the last published version and is not any more
    moved: bool = False  # new since that version, or at other hours, or with another number of seats

    @property
    def changed(self) -> bool:
        """Whether it is not as it was published last."""
        return bool(self.went or self.moved or any(seat.changed for seat in self.people))

    @property
    def missing(self) -> int:
        """Seats somebody may still take."""
        return 0 if self.shut else max(0, self.seats - len(self.taken))

    @property
    def coverage(self) -> Coverage:
        """Full, partial, empty; or shut, where nothing is to be filled."""
        if self.shut:
            return "shut"
        if not self.missing:
            return "full"
        return "partial" if self.taken else "empty"

    @property
    def hours(self) -> tuple[int, int]:
        """When it opens and closes, as decided, in minutes."""
        return (self.decision and self.decision.hours) or (self.start_minute, self.end_minute)

    @property
    def people(self) -> tuple[SeatRow, ...]:
        """Whoever comes, shadows last."""
        return (*self.taken, *self.shadows)

    @property
    def to_tell(self) -> tuple[SeatRow, ...]:
        """Who has to hear that the place is closed then."""
        return self.people if self.shut else ()


@dataclass(frozen=True)
class ActivityRow:
    """What else happens that day; ``public``: it is announced, also on paper. ``start_minute`` None: all day."""

    start_minute: int | None
    title: str
    public: bool = True


@dataclass(frozen=True)
class DayRow:
    """One day of the grid; ``closure`` is the reason when the place is closed, else empty.

    ``school_holidays`` are those of either community in which the day falls: fewer hosts with children can come.
    """

    day: date
    in_month: bool
    slots: tuple[SlotRow, ...] = ()
    closure: str = ""
    activities: tuple[ActivityRow, ...] = ()
    school_holidays: tuple[SchoolHolidayRow, ...] = ()

    @property
    def closed(self) -> bool:
        """Whether nothing opens that day: slots opened against the closure do, those left from before do not."""
        return bool(self.closure) and all(slot.shut for slot in self.slots)


@dataclass(frozen=True)
class WeekRow:
    """One line of the grid: the open weekdays of an ISO week, in order."""

    number: int
    days: tuple[DayRow, ...]


@dataclass(frozen=True)
class MonthView:
    """Everything the planning of a month shows; ``weekdays`` are the grid's columns (0 Monday … 6 Sunday)."""

    month: Month
    venue_name: str
    venue_address: str
    weekdays: tuple[int, ...]
    weeks: tuple[WeekRow, ...]
    state: RosterState
    version: int = 0  # last published version, 0 when never published
    next_version: int = 1  # the number that publishing would give
    changes_since_published: int = 0
    host_count: int = 0
    learner_count: int = 0  # of them, those who come as shadows
    hosts_per_shift: int = 2
    has_pattern: bool = True  # whether the place has said when it opens
    slots: tuple[SlotRow, ...] = field(default=(), repr=False)  # the same slots, flat, in order

    @property
    def closed(self) -> bool:
        """Whether the place is closed on every day it would open this month."""
        days = [day for week in self.weeks for day in week.days if day.in_month]
        return bool(days) and all(day.closed for day in days)

    @property
    def open_slots(self) -> tuple[SlotRow, ...]:
        """The slots somebody may fill: all but those shut since."""
        return tuple(slot for slot in self.slots if not slot.shut)

    def count(self, coverage: Coverage) -> int:
        """How many slots have this coverage; of those that are shut, the ones with somebody to tell."""
        return sum(slot.coverage == coverage for slot in self.slots if not slot.shut or slot.to_tell)


@dataclass(frozen=True)
class HostShiftRow:
    """One shift of one host, for the host's own sheet and calendar."""

    slot_id: int
    day: date
    start_minute: int
    end_minute: int
    companions: tuple[str, ...]  # short names of the other hosts of the slot
    shadow: bool = False  # this host comes as a shadow
    seeking: bool = False
    missing: int = 0  # seats still free beside this host
    shut: bool = False  # the place is closed then
    decision: DecisionRow | None = None

    @property
    def hours(self) -> tuple[int, int]:
        """When it opens and closes, as decided, in minutes."""
        return (self.decision and self.decision.hours) or (self.start_minute, self.end_minute)


@dataclass(frozen=True)
class HostMonth:
    """A host's month."""

    month: Month
    venue_name: str
    venue_address: str
    host_id: int
    name: str
    full_name: str
    shifts: tuple[HostShiftRow, ...]
    version: int
    state: RosterState
    changes_since_published: int = 0  # of the whole month


def month_view(session: Session, month: Month) -> MonthView:
    """The month as it stands, published or not. Refuses ``no_venue``."""
    place = venue(session)
    state = shifts.roster(session, month)
    closures = closures_between(session, month.first, month.last)
    pattern = opening_pattern(session)
    everybody = people.hosts(session, states=("active", "paused", "left"))
    slots = _slot_rows(session, month, state, {host.id: host for host in everybody})
    team = [host for host in everybody if host.state == "active"]
    activities = _activities(session, month)
    used = {slot.day.weekday() for slot in slots} | {day.weekday() for day in activities}
    weekdays = tuple(sorted({slot.weekday for slot in pattern} | (used if pattern or slots else set())))
    return MonthView(
        month=month,
        venue_name=place.name,
        venue_address=place.address,
        weekdays=weekdays,
        weeks=_weeks(
            month, weekdays, slots, closures, school_holiday_rows(session, month.first, month.last), activities
        ),
        state="published" if state.version else ("draft" if slots else "none"),
        version=state.version,
        next_version=state.next_version,
        changes_since_published=len(state.changed_slots),
        host_count=len(team),
        learner_count=sum(host.level == "trainee" for host in team),
        hosts_per_shift=_usual([slot.seats for slot in pattern] or [slot.seats for slot in slots]),
        has_pattern=bool(pattern),
        slots=slots,
    )


def _usual(counts: list[int]) -> int:
    """The number met most often; two when there is none."""
    return max(set(counts), key=lambda count: (counts.count(count), -count)) if counts else 2


def standing_slots(
    session: Session, month: Month
) -> tuple[tuple[shifts.SlotRow, ...], dict[int, tuple[shifts.SeatRow, ...]], frozenset[int]]:
    """The slots that open and those shut since with people in them, who sits in each, and which are shut."""
    rows, seated = shifts.slots_of(session, month), shifts.seats_of(session, month)
    shut = shifts.shut_slots(session, rows)
    return tuple(row for row in rows if row.seats and (row.id not in shut or row.id in seated)), seated, shut


def _slot_rows(
    session: Session, month: Month, state: shifts.RosterRow, hosts: dict[int, HostRow]
) -> tuple[SlotRow, ...]:
    rows, seated, shut = standing_slots(session, month)
    decisions = decided(session, month.first, month.last)
    closed = shut | {row.id for row in rows if (one := decisions.get((row.day, row.start_minute))) and not one.hours}
    leads = leads_between(session, month.first, month.last)
    went: dict[int, list[str]] = {}
    for slot_id, host_id, _kind in state.removed:
        went.setdefault(slot_id, []).append(hosts[host_id].name)
    return tuple(
        SlotRow(
            slot_id=row.id,
            day=row.day,
            start_minute=row.start_minute,
            end_minute=row.end_minute,
            seats=row.seats,
            taken=_seat_rows(row, seated.get(row.id, ()), hosts, state, leads, kind="host"),
            shadows=_seat_rows(row, seated.get(row.id, ()), hosts, state, leads, kind="shadow"),
            note=row.note,
            edited=row.edited,
            shut=row.id in closed,
            decision=None if row.id in shut else decisions.get((row.day, row.start_minute)),
            went=() if row.id in closed else tuple(sorted(went.get(row.id, ()))),
            moved=row.id in state.moved_slots and row.id not in closed,
        )
        for row in rows
    )


def _seat_rows(
    slot: shifts.SlotRow,
    seats: Iterable[shifts.SeatRow],
    hosts: dict[int, HostRow],
    state: shifts.RosterRow,
    leads: Leads,
    *,
    kind: str,
) -> tuple[SeatRow, ...]:
    rows = [
        SeatRow(
            seat_id=seat.id,
            host_id=seat.host_id,
            name=hosts[seat.host_id].name,
            level=hosts[seat.host_id].level,  # type: ignore[arg-type]
            origin=hosts[seat.host_id].origin_words,
            locked=seat.locked,
            seeking=seat.seeking,
            changed=(seat.slot_id, seat.host_id, seat.kind) in state.added,
            overrule=seat.overrule,
            leads=leads.words(seat.host_id, slot.day, slot.start_minute, slot.end_minute),
        )
        for seat in seats
        if seat.kind == kind
    ]
    return tuple(sorted(rows, key=lambda row: (row.level == "novice", row.name)))


def _weeks(
    month: Month,
    weekdays: tuple[int, ...],
    slots: tuple[SlotRow, ...],
    closures: tuple[ClosedDays, ...],
    holidays: tuple[SchoolHolidayRow, ...],
    activities: dict[date, list[ActivityRow]],
) -> tuple[WeekRow, ...]:
    by_day: dict[date, list[SlotRow]] = {}
    for slot in slots:
        by_day.setdefault(slot.day, []).append(slot)
    weeks = []
    monday = monday_of(month.first)
    while monday <= month.last:
        days = [monday + timedelta(days=weekday) for weekday in weekdays]
        if any(Month.of(day) == month for day in days):
            rows = tuple(
                DayRow(
                    day=day,
                    in_month=Month.of(day) == month,
                    slots=tuple(by_day.get(day, ())),
                    closure=(closure_reason(day, closures) or "") if Month.of(day) == month else "",
                    activities=tuple(activities.get(day, ())),
                    school_holidays=tuple(row for row in holidays if row.first_day <= day <= row.last_day),
                )
                for day in days
            )
            weeks.append(WeekRow(monday.isocalendar().week, rows))
        monday += timedelta(days=7)
    return tuple(weeks)


def _activities(session: Session, month: Month) -> dict[date, list[ActivityRow]]:
    """What takes place on each day of a month."""
    found: dict[date, list[ActivityRow]] = {}
    for row in programme_between(session, month.first, month.last):
        if not row.takes_place:
            continue
        for day in days_between(max(row.day, month.first), min(row.occurrence.last_day, month.last)):
            start = None if row.whole_day or day != row.day else row.start_minute
            found.setdefault(day, []).append(ActivityRow(start, row.title, row.plan.public))
    return found


def host_month(session: Session, host_id: int, month: Month) -> HostMonth | None:
    """One host's month; None for somebody who is not in the file."""
    return next((row for row in _host_months(session, month_view(session, month)) if row.host_id == host_id), None)


def host_months(session: Session, view: MonthView) -> tuple[HostMonth, ...]:
    """The months of everybody who has at least one shift in what was read of a month, by name."""
    return tuple(row for row in _host_months(session, view) if row.shifts)


def _host_months(session: Session, view: MonthView) -> tuple[HostMonth, ...]:
    mine: dict[int, list[HostShiftRow]] = {}
    for slot in view.slots:
        for seat in slot.people:
            mine.setdefault(seat.host_id, []).append(_host_shift(slot, seat))
    return tuple(
        HostMonth(
            month=view.month,
            venue_name=view.venue_name,
            venue_address=view.venue_address,
            host_id=host.id,
            name=host.name,
            full_name=host.full_name,
            shifts=tuple(mine.get(host.id, ())),
            version=view.version,
            state=view.state,
            changes_since_published=view.changes_since_published,
        )
        for host in people.hosts(session)
    )


def _host_shift(slot: SlotRow, seat: SeatRow) -> HostShiftRow:
    return HostShiftRow(
        slot_id=slot.slot_id,
        day=slot.day,
        start_minute=slot.start_minute,
        end_minute=slot.end_minute,
        companions=tuple(other.name for other in slot.people if other.host_id != seat.host_id),
        shadow=seat in slot.shadows,
        seeking=seat.seeking,
        missing=slot.missing,
        shut=slot.shut,
        decision=slot.decision,
    )
