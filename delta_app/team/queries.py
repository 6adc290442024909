"""The team as rows: everybody with the month at a glance, and one person whole."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from delta_app.core.calendar import Month
from delta_app.hosts import queries as people
from delta_app.hosts.allowance_data import AllowanceYear, allowance_year
from delta_app.hosts.model import DatedAnswer
from delta_app.hosts.queries import HostAvailability, HostRow, Period, WeeklyWish, Wish
from delta_app.shifts import queries as shifts
from delta_app.team.path_data import NewcomerView, StateFrom, newcomer_view, newcomer_views, planned, since_of
from delta_app.venue.queries import WeeklySlot, closure_reason, closures_between, opening_pattern

ALL_STATES = ("active", "paused", "left")
LOOK_AHEAD = timedelta(days=366)  # nobody is in a planning further away


@dataclass(frozen=True)
class Coming:
    """When somebody comes next."""

    day: date
    start_minute: int


@dataclass(frozen=True)
class TeamRow:
    """Somebody in the list: ``shifts`` counts the month's, shadow shifts included, those shut since not. ``newcomer``
    where they are on their path, for those on it and whoever may know."""

    host: HostRow
    shifts: int
    coming: Coming | None
    newcomer: NewcomerView | None = None


@dataclass(frozen=True)
class ShiftRow:
    """One shift of one person in the month."""

    slot_id: int
    day: date
    start_minute: int
    end_minute: int
    companions: tuple[str, ...]
    shadow: bool
    seeking: bool
    shut: bool


@dataclass(frozen=True)
class SlotAnswer:
    """What is known of somebody for one slot of the month: ``said`` for that date, by a poll or ``by_hand``; ``usual``
    what the week says. A said answer may be of other hours than the slot's, and is then ``whole`` no longer."""

    day: date
    start_minute: int
    end_minute: int
    said: Wish | None
    usual: Wish | None
    by_hand: bool = False
    exact: bool = True


@dataclass(frozen=True)
class PairedRow:
    """Somebody not to put together with, or glad to be."""

    host_id: int
    name: str
    kind: str


@dataclass(frozen=True)
class PersonView:
    """Everything the page shows of one person in a month. ``absences`` are those not over, and those of the month."""

    host: HostRow
    since: date
    month: Month
    weekly: tuple[WeeklyWish, ...]
    pattern: tuple[WeeklySlot, ...]
    absences: tuple[Period, ...]
    answers: tuple[SlotAnswer, ...]
    answers_elsewhere: tuple[tuple[date, int, int, Wish], ...]  # of hours that no slot of the month has
    shifts: tuple[ShiftRow, ...]
    pairs: tuple[PairedRow, ...]
    has_pin: bool
    allowances: AllowanceYear  # of the month's year, or of this one where that is still to come
    closed_days: tuple[tuple[date, str], ...]
    newcomer: NewcomerView | None  # their path, once something is noted of it
    planned: tuple[StateFrom, ...]  # a pause, return or departure still to come


def as_all_may_see(row: TeamRow) -> TeamRow:
    """Somebody as whoever stands at the PC may see them: how far they are with learning is not for all."""
    return replace(row, host=replace(row.host, level="experienced"))


def team_rows(
    session: Session, month: Month, today: date, now_minute: int = 0, *, paths: bool = False
) -> tuple[TeamRow, ...]:
    """Everybody with a name, those who left included. ``now_minute``: a shift of today that is over is not the next.
    ``paths``: whoever looks may know how far newcomers are."""
    monthly = shifts.slots_of(session, month)
    shut = shifts.shut_slots(session, monthly)
    counts: Counter[int] = Counter(
        seat.host_id
        for slot_id, seats in shifts.seats_of(session, month).items()
        if slot_id not in shut
        for seat in seats
    )
    coming = _coming(session, today, now_minute)
    learning = newcomer_views(session) if paths else {}
    return tuple(
        TeamRow(host, counts[host.id], coming.get(host.id), learning.get(host.id))
        for host in people.hosts(session, states=ALL_STATES)
        if not host.nameless
    )


def _coming(session: Session, today: date, now_minute: int) -> dict[int, Coming]:
    """The next shift of everybody who has one."""
    last = today + LOOK_AHEAD
    slots = shifts.slots_between(session, today, last)
    seated = shifts.seats_between(session, today, last)
    shut = shifts.shut_slots(session, slots)
    found: dict[int, Coming] = {}
    for slot in slots:
        if slot.id in shut or (slot.day == today and slot.end_minute <= now_minute):
            continue
        for seat in seated.get(slot.id, ()):
            found.setdefault(seat.host_id, Coming(slot.day, slot.start_minute))
    return found


def person_view(session: Session, host_id: int, month: Month, today: date) -> PersonView | None:
    """One person in a month; None when they are not in the file."""
    team = {host.id: host for host in people.hosts(session, states=ALL_STATES)}
    if host_id not in team:
        return None
    weekly = people.usual_week(session, host_id)
    closures = closures_between(session, month.first, month.last)
    slots = shifts.slots_of(session, month)
    answers, elsewhere = _answers(session, host_id, month, slots, weekly)
    return PersonView(
        host=team[host_id],
        since=since_of(session)[host_id],
        month=month,
        weekly=weekly,
        pattern=opening_pattern(session),
        absences=tuple(
            away
            for away in people.absences_from(session, host_id, min(today, month.first))
            if away.last_day >= today or (away.first_day <= month.last and away.last_day >= month.first)
        ),
        answers=answers,
        answers_elsewhere=elsewhere,
        shifts=_shifts(session, host_id, month, slots, team),
        pairs=tuple(
            PairedRow(other, team[other].name, kind)
            for other, kind in people.pairs_of(session, host_id)
            if other in team
        ),
        has_pin=host_id in people.with_pin(session),
        allowances=allowance_year(session, host_id, min(month.first.year, today.year)),
        closed_days=tuple(
            (day, reason) for day in month.days() if (reason := closure_reason(day, closures)) is not None
        ),
        newcomer=newcomer_view(session, host_id),
        planned=planned(session, host_id),
    )


def _answers(
    session: Session, host_id: int, month: Month, slots: tuple[shifts.SlotRow, ...], weekly: tuple[WeeklyWish, ...]
) -> tuple[tuple[SlotAnswer, ...], tuple[tuple[date, int, int, Wish], ...]]:
    """What is known for each slot of the month, and the dated answers that are about other hours."""
    rows = session.scalars(
        select(DatedAnswer)
        .where(DatedAnswer.host_id == host_id, DatedAnswer.day.between(month.first, month.last))
        .order_by(DatedAnswer.day, DatedAnswer.start_minute, DatedAnswer.id)
    ).all()
    dated = tuple(people.Answer(row.day, row.start_minute, row.end_minute, row.wish) for row in rows)  # type: ignore[arg-type]
    by_hand = {(row.day, row.start_minute, row.end_minute): row.source == "hand" for row in rows}
    said, usual = HostAvailability((), dated, ()), HostAvailability((), (), weekly)
    opened = tuple((slot.day, slot.start_minute, slot.end_minute) for slot in slots if slot.seats)
    spans = opened if slots else shifts.known_spans(session, month)
    answers = tuple(
        SlotAnswer(
            *span,
            said=_known(said, span),
            usual=_known(usual, span),
            by_hand=by_hand.get(span, False),
            exact=span in by_hand,
        )
        for span in spans
    )
    known = set(spans)
    elsewhere = tuple(
        (answer.day, answer.start_minute, answer.end_minute, answer.wish)
        for answer in dated
        if (answer.day, answer.start_minute, answer.end_minute) not in known
    )
    return answers, elsewhere


def _known(sayings: HostAvailability, span: tuple[date, int, int]) -> Wish | None:
    heard = sayings.for_slot(*span)
    return None if heard.why_not == "not_answered" else heard.wish


def _shifts(
    session: Session, host_id: int, month: Month, slots: tuple[shifts.SlotRow, ...], team: dict[int, HostRow]
) -> tuple[ShiftRow, ...]:
    shut = shifts.shut_slots(session, slots)
    seated = shifts.seats_of(session, month)
    rows = []
    for slot in slots:
        seats = seated.get(slot.id, ())
        own = next((seat for seat in seats if seat.host_id == host_id), None)
        if own is not None:
            rows.append(
                ShiftRow(
                    slot_id=slot.id,
                    day=slot.day,
                    start_minute=slot.start_minute,
                    end_minute=slot.end_minute,
                    companions=_names((seat.host_id for seat in seats if seat.host_id != host_id), team),
                    shadow=own.kind == "shadow",
                    seeking=own.seeking,
                    shut=slot.id in shut,
                )
            )
    return tuple(rows)


def _names(ids: Iterable[int], team: dict[int, HostRow]) -> tuple[str, ...]:
    return tuple(team[host_id].name for host_id in ids)
