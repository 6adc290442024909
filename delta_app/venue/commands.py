"""Acts on the place: found it, change its opening pattern, close and open days."""

import uuid
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

import delta_app.venue.words  # noqa: F401 (registers what the refusals say)
from delta_app.core import clock
from delta_app.core.access import Role, allowed
from delta_app.core.errors import Refused
from delta_app.core.i18n import LANGUAGES
from delta_app.core.settings import change_setting, get
from delta_app.venue.model import Closure, ExtraOpening, Opening, Venue
from delta_app.venue.queries import closures_between, opening_pattern, planned_slots_on, proposed_closures
from delta_app.venue.rules import DEFAULT_SEATS, MOST_SEATS, WeeklySlot, checked_pattern, parse_opening
from delta_app.venue.settings import COORDINATOR, HOLIDAYS_UNTIL

FARTHEST_YEARS = 3  # a month opened farther ahead is a slip, or a try
Closed = tuple[tuple[date, str], ...]  # days closed, each with the name of its holiday


@allowed(Role.COORDINATOR)
def found_venue(session: Session, name: str, *, address: str = "", language: str = "fr", is_demo: bool = False) -> None:
    """Give a new file its place. Refuses ``empty_name``, ``venue_exists``, ``bad_language``."""
    if not name.strip():
        raise Refused("empty_name")
    if language not in LANGUAGES:
        raise Refused("bad_language", text=language)
    if session.get(Venue, 1) is not None:
        raise Refused("venue_exists")
    session.add(
        Venue(
            id=1,
            name=name.strip(),
            address=address.strip(),
            language=language,
            calendar_uid=uuid.uuid4().hex,
            is_demo=is_demo,
        )
    )


@allowed(Role.COORDINATOR)
def change_venue(session: Session, name: str, address: str) -> None:
    """Give the place another name and address. Refuses ``empty_name``, ``no_venue``."""
    row = session.get(Venue, 1)
    if row is None:
        raise Refused("no_venue")
    if not name.strip():
        raise Refused("empty_name")
    row.name, row.address = name.strip(), address.strip()


@allowed(Role.COORDINATOR)
def name_coordinator(session: Session, name: str) -> None:
    """Say who coordinates, as the window and the history call them; empty for nobody by name."""
    change_setting(session, COORDINATOR, " ".join(name.split()))


@allowed(Role.COORDINATOR)
def set_opening_pattern(session: Session, slots: Iterable[WeeklySlot]) -> Closed:
    """Replace the weekly slots. Months already opened keep theirs until they are opened again.

    Closes and returns the holidays on weekdays that were not open before, of the years whose holidays are closed.
    Refuses ``overlapping_opening``, ``bad_times``.
    """
    wanted = {(slot.weekday, slot.start_minute): slot for slot in checked_pattern(slots)}
    new_weekdays = {weekday for weekday, _start in wanted}
    for row in session.scalars(select(Opening)):
        new_weekdays.discard(row.weekday)
        slot = wanted.pop((row.weekday, row.start_minute), None)
        if slot is None:
            session.delete(row)
            continue
        row.end_minute, row.seats = slot.end_minute, slot.seats
        row.wants_dutch, row.wants_mix, row.unsocial = slot.wants_dutch, slot.wants_mix, slot.unsocial
    for slot in wanted.values():
        session.add(
            Opening(
                weekday=slot.weekday,
                start_minute=slot.start_minute,
                end_minute=slot.end_minute,
                seats=slot.seats,
                wants_dutch=slot.wants_dutch,
                wants_mix=slot.wants_mix,
                unsocial=slot.unsocial,
            )
        )
    session.flush()
    known = range(clock.today().year, get(session, HOLIDAYS_UNTIL) + 1)
    return _close_holidays(session, known, new_weekdays) if new_weekdays else ()


@allowed(Role.COORDINATOR)
def set_opening_hours(session: Session, text: str, *, seats: int | None = None) -> Closed:
    """Replace the weekly slots by those a text gives (``tue-sat 10-13 13-16``).

    A slot that begins as one did before keeps its wishes, and unless ``seats`` says otherwise its seats; a new one has
    the seats most slots have. Refuses what ``parse_opening`` does, ``bad_seats``.
    """
    before = {(slot.weekday, slot.start_minute): slot for slot in opening_pattern(session)}
    usual = Counter(slot.seats for slot in before.values()).most_common(1)
    given = seats if seats is not None else usual[0][0] if usual else DEFAULT_SEATS
    wanted = []
    for slot in parse_opening(text):
        known = before.get((slot.weekday, slot.start_minute))
        if known is None:
            wanted.append(replace(slot, seats=given))
        else:
            wanted.append(replace(known, end_minute=slot.end_minute, seats=known.seats if seats is None else seats))
    return set_opening_pattern(session, wanted)


@allowed(Role.COORDINATOR)
def close_legal_holidays(session: Session) -> Closed:
    """Close the public holidays still to come this year and the next that fall on an open weekday; returns them.

    From now on those of later years are closed when their first month is opened (see ``close_holidays_up_to``).
    """
    year = clock.today().year
    change_setting(session, HOLIDAYS_UNTIL, year + 1)
    return _close_holidays(session, (year, year + 1), range(7))


@allowed(Role.COORDINATOR)
def close_holidays_up_to(session: Session, year: int) -> Closed:
    """Close the holidays of years that come near for the first time; returns them.

    Nothing for a place that keeps its holidays open, and nothing for a year far away.
    """
    until = get(session, HOLIDAYS_UNTIL)
    if not until < year <= clock.today().year + FARTHEST_YEARS or not until:
        return ()
    change_setting(session, HOLIDAYS_UNTIL, year)
    return _close_holidays(session, range(until + 1, year + 1), range(7))


def _close_holidays(session: Session, years: Iterable[int], weekdays: Collection[int]) -> Closed:
    today = clock.today()
    days = tuple(
        (day, name)
        for year in years
        for day, name in proposed_closures(session, year)
        if day >= today and day.weekday() in weekdays
    )
    for day, name in days:
        close_days(session, day, day, name)
    return days


@allowed(Role.COORDINATOR)
def close_days(session: Session, first_day: date, last_day: date, reason: str) -> None:
    """Close these days, both included, and say why. Refuses ``bad_period``, ``empty_reason``, ``already_closed``."""
    if first_day > last_day:
        raise Refused("bad_period", first_day=first_day, last_day=last_day)
    if not reason.strip():
        raise Refused("empty_reason")
    for closed in closures_between(session, first_day, last_day):
        if closed.first_day <= first_day and last_day <= closed.last_day:
            raise Refused("already_closed", day=first_day, reason=closed.reason)
    session.add(Closure(first_day=first_day, last_day=last_day, reason=reason.strip()))


@allowed(Role.COORDINATOR)
def reopen_day(session: Session, day: date) -> str:
    """Take away the closure a day lies in, whole, of several the shortest; returns its reason.

    Refuses ``not_closed``.
    """
    closures = session.scalars(
        select(Closure).where(Closure.first_day <= day, Closure.last_day >= day).order_by(Closure.id)
    ).all()
    if not closures:
        raise Refused("not_closed", day=day)
    closure = min(closures, key=lambda one: one.last_day - one.first_day)
    session.delete(closure)
    return closure.reason


@allowed(Role.COORDINATOR)
def remove_closure(session: Session, closure_id: int) -> str:
    """Take a closure away, whole; returns its reason. Refuses ``no_such_closure``."""
    closure = session.get(Closure, closure_id)
    if closure is None:
        raise Refused("no_such_closure")
    session.delete(closure)
    return closure.reason


@allowed(Role.COORDINATOR)
def add_extra_opening(
    session: Session, day: date, start_minute: int, end_minute: int, *, seats: int = 2, reason: str = ""
) -> None:
    """Open a slot outside the pattern, even on a closed day. Refuses ``bad_times``, ``bad_seats``, ``already_open``."""
    if not 0 <= start_minute < end_minute <= 24 * 60:
        raise Refused("bad_times", start_minute=start_minute, end_minute=end_minute)
    if not 1 <= seats <= MOST_SEATS:
        raise Refused("bad_seats", most=MOST_SEATS)
    for other in planned_slots_on(session, day):
        if other.start_minute < end_minute and start_minute < other.end_minute:
            raise Refused("already_open", day=day, start_minute=other.start_minute, end_minute=other.end_minute)
    session.add(
        ExtraOpening(
            day=day,
            start_minute=start_minute,
            end_minute=end_minute,
            seats=seats,
            reason=reason.strip(),
        )
    )


@allowed(Role.COORDINATOR)
def withdraw_extra_opening(session: Session, day: date, start_minute: int) -> None:
    """Take an extra opening back; a month opened with it keeps the slot until it is opened again.

    Refuses ``no_extra_opening``.
    """
    row = session.scalar(select(ExtraOpening).where(ExtraOpening.day == day, ExtraOpening.start_minute == start_minute))
    if row is None:
        raise Refused("no_extra_opening", day=day, start_minute=start_minute)
    session.delete(row)
