"""Acts on people: welcome and change hosts, note when they can come, with whom, what services promise."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

import delta_app.hosts.words  # noqa: F401 (registers what the refusals say)
from delta_app.core import clock
from delta_app.core.access import Role, allowed, refuse_for_others
from delta_app.core.database import is_referred_to
from delta_app.core.errors import Refused
from delta_app.core.settings import change_setting
from delta_app.core.text import compact, fold
from delta_app.hosts.model import (
    LEVELS,
    ORIGINS,
    PAIR_KINDS,
    STATES,
    WISHES,
    Absence,
    DatedAnswer,
    Host,
    HostAlias,
    HostPair,
    Partner,
    WeeklyAvailability,
)
from delta_app.hosts.nameless_data import refuse_nameless
from delta_app.hosts.rules import Answer, WeeklyWish
from delta_app.hosts.settings import LANGUAGES
from delta_app.hosts.state_commands import record_state

MOST_SHIFTS = 1000  # in a month, for anybody or any service
MOST_PEOPLE = 2000  # more than any team: a longer list is another kind of file


@dataclass(frozen=True)
class HostDetails:
    """What is written about a host. Limits count shifts; ``partner`` is a service's name, for staff only."""

    given_name: str
    family_name: str = ""
    origin: str = "volunteer"
    partner: str | None = None
    languages: tuple[str, ...] = ("FR",)
    level: str = "experienced"
    state: str = "active"
    max_day: int = 1
    max_week: int = 2
    max_month: int = 8
    target: int = 4
    back_to_back_ok: bool = False
    shadow_shifts: int = 0
    email: str = ""
    phone: str = ""


@dataclass(frozen=True)
class AnswersNoted:
    """How many dated answers were new, changed, the same, or left because somebody had corrected them by hand."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    kept_by_hand: int = 0


@allowed(Role.COORDINATOR)
def add_host(session: Session, details: HostDetails) -> int:
    """Welcome somebody to the team; returns the host's id. Refuses ``empty_name``, ``bad_host`` (which field)."""
    host = Host(joined_at=clock.now())
    _write_details(session, host, details)
    session.add(host)
    session.flush()
    record_state(session, host)
    return host.id


@allowed(Role.COORDINATOR)
def change_host(session: Session, host_id: int, details: HostDetails) -> None:
    """Write a host's details anew; another state holds from today on. Refuses ``no_such_host``, ``empty_name``,
    ``bad_host``."""
    host = _host(session, host_id)
    before = host.state
    _write_details(session, host, details)
    if host.state != before:
        record_state(session, host)


def details_of(session: Session, host_id: int) -> HostDetails:
    """What is written about a host now. Refuses ``no_such_host``."""
    host = _host(session, host_id)
    partner = session.get(Partner, host.partner_id) if host.partner_id is not None else None
    return HostDetails(
        given_name=host.given_name,
        family_name=host.family_name,
        origin=host.origin,
        partner=partner.name if partner else None,
        languages=tuple(host.languages.split()),
        level=host.level,
        state=host.state,
        max_day=host.max_day,
        max_week=host.max_week,
        max_month=host.max_month,
        target=host.target,
        back_to_back_ok=host.back_to_back_ok,
        shadow_shifts=host.shadow_shifts,
        email=host.email,
        phone=host.phone,
    )


def _host(session: Session, host_id: int) -> Host:
    host = session.get(Host, host_id)
    if host is None:
        raise Refused("no_such_host")
    refuse_nameless(session, host_id)
    return host


def _own_host(session: Session, host_id: int) -> Host:
    """A host about whom whoever acts may say something: themselves, or anybody for the coordinator."""
    refuse_for_others(session, host_id)
    return _host(session, host_id)


def _write_details(session: Session, host: Host, details: HostDetails) -> None:
    if not details.given_name.strip() and not details.family_name.strip():
        raise Refused("empty_name")
    for field, value, known in (
        ("origin", details.origin, ORIGINS),
        ("level", details.level, LEVELS),
        ("state", details.state, STATES),
    ):
        if value not in known:
            raise Refused("bad_host", field=field, value=value)
    for field in ("max_day", "max_week", "max_month", "target", "shadow_shifts"):
        if not 0 <= getattr(details, field) <= MOST_SHIFTS:
            raise Refused("bad_host", field=field, value=getattr(details, field))
    host.given_name, host.family_name = details.given_name.strip(), details.family_name.strip()
    host.origin, host.level, host.state = details.origin, details.level, details.state
    host.partner_id = _partner(session, details.partner).id if details.origin == "staff" and details.partner else None
    host.languages = " ".join(details.languages)
    host.max_day, host.max_week, host.max_month = details.max_day, details.max_week, details.max_month
    host.target, host.shadow_shifts = details.target, details.shadow_shifts
    host.back_to_back_ok = details.back_to_back_ok
    host.email, host.phone = details.email.strip(), details.phone.strip()


def _partner(session: Session, name: str) -> Partner:
    """The service of that name, accents and case aside; made when it is new."""
    for partner in session.scalars(select(Partner).order_by(Partner.id)):
        if fold(partner.name) == fold(name):
            return partner
    partner = Partner(name=name.strip())
    session.add(partner)
    session.flush()
    return partner


@allowed(Role.COORDINATOR)
def promise_shifts(session: Session, partner: str, promised: int) -> None:
    """Note how many shifts a month a service promises; the service is made when it is new. Refuses ``bad_promise``."""
    if not 0 <= promised <= MOST_SHIFTS:
        raise Refused("bad_promise", promised=promised)
    if not partner.strip():
        raise Refused("empty_name")
    _partner(session, partner).promised = promised


@allowed(Role.COORDINATOR)
def add_partner(session: Session, name: str, promised: int) -> int:
    """Note a service that was not known; returns its id.

    Refuses ``empty_name``, ``partner_exists``, ``bad_promise``.
    """
    partner = Partner(name="", promised=0)
    _write_partner(session, partner, name, promised)
    session.add(partner)
    session.flush()
    return partner.id


@allowed(Role.COORDINATOR)
def change_partner(session: Session, partner_id: int, name: str, promised: int) -> None:
    """Give a service another name or promise; whoever comes from it stays. Refuses as ``add_partner`` does, and
    ``no_such_partner``."""
    partner = session.get(Partner, partner_id)
    if partner is None:
        raise Refused("no_such_partner")
    _write_partner(session, partner, name, promised)


def _write_partner(session: Session, partner: Partner, name: str, promised: int) -> None:
    name = " ".join(name.split())
    if not name:
        raise Refused("empty_name")
    if not 0 <= promised <= MOST_SHIFTS:
        raise Refused("bad_promise", promised=promised)
    for other in session.scalars(select(Partner).order_by(Partner.id)):
        if other is not partner and fold(other.name) == fold(name):
            raise Refused("partner_exists", partner=other.name)
    partner.name, partner.promised = name, promised


@allowed(Role.COORDINATOR)
def offer_languages(session: Session, codes: Iterable[str]) -> None:
    """Set the languages that are offered when somebody is noted, in this order. Refuses ``no_language``."""
    wanted = list(dict.fromkeys(code.upper() for code in codes))
    if not wanted:
        raise Refused("no_language")
    change_setting(session, LANGUAGES, " ".join(wanted))


@allowed(Role.COORDINATOR)
def remove_partner(session: Session, partner_id: int) -> None:
    """Take away a service that nobody belongs to, whoever left included, and that promises nothing.

    Refuses ``partner_in_use``, ``partner_promises``, ``partner_needed`` by anything else, ``no_such_partner``.
    """
    partner = session.get(Partner, partner_id)
    if partner is None:
        raise Refused("no_such_partner")
    people = len(session.scalars(select(Host.id).where(Host.partner_id == partner_id)).all())
    if people:
        raise Refused("partner_in_use", partner=partner.name, people=people)
    if partner.promised:
        raise Refused("partner_promises", partner=partner.name, promised=partner.promised)
    if is_referred_to(session, partner):
        raise Refused("partner_needed", partner=partner.name)
    session.delete(partner)


@allowed(Role.HOST, Role.COORDINATOR)
def set_weekly_availability(session: Session, host_id: int, wishes: Iterable[WeeklyWish]) -> None:
    """Replace a host's weekly pattern.

    Refuses ``no_such_host``, ``not_yours``, ``bad_wish``, ``wish_twice`` (same day and start).
    """
    _own_host(session, host_id)
    wanted: dict[tuple[int, int], WeeklyWish] = {}
    for wish in wishes:
        if wanted.setdefault((wish.weekday, wish.start_minute), wish) is not wish:
            raise Refused("wish_twice", weekday=wish.weekday, start_minute=wish.start_minute)
    if any(wish.wish not in WISHES for wish in wanted.values()):
        raise Refused("bad_wish")
    for row in session.scalars(select(WeeklyAvailability).where(WeeklyAvailability.host_id == host_id)):
        kept = wanted.pop((row.weekday, row.start_minute), None)
        if kept is None:
            session.delete(row)
        else:
            row.end_minute, row.wish = kept.end_minute, kept.wish
    for wish in wanted.values():
        session.add(
            WeeklyAvailability(
                host_id=host_id,
                weekday=wish.weekday,
                start_minute=wish.start_minute,
                end_minute=wish.end_minute,
                wish=wish.wish,
            )
        )


@allowed(Role.HOST, Role.COORDINATOR)
def note_answers(session: Session, answers: Mapping[int, Sequence[Answer]], *, source: str = "hand") -> AnswersNoted:
    """Note dated answers by host id. An import never overwrites what somebody corrected by hand.

    Refuses ``no_such_host``, ``not_yours``, ``bad_wish``.
    """
    counts = {"added": 0, "changed": 0, "unchanged": 0, "kept_by_hand": 0}
    for host_id, said in answers.items():
        _own_host(session, host_id)
        days = [answer.day for answer in said]
        known = (
            {
                (row.day, row.start_minute, row.end_minute): row
                for row in session.scalars(
                    select(DatedAnswer).where(
                        DatedAnswer.host_id == host_id, DatedAnswer.day.between(min(days), max(days))
                    )
                )
            }
            if days
            else {}
        )
        for answer in said:
            counts[
                _note_answer(
                    session, host_id, answer, known.get((answer.day, answer.start_minute, answer.end_minute)), source
                )
            ] += 1
    return AnswersNoted(**counts)


def _note_answer(session: Session, host_id: int, answer: Answer, row: DatedAnswer | None, source: str) -> str:
    if answer.wish not in WISHES:
        raise Refused("bad_wish")
    if row is None:
        session.add(
            DatedAnswer(
                host_id=host_id,
                day=answer.day,
                start_minute=answer.start_minute,
                end_minute=answer.end_minute,
                wish=answer.wish,
                source=source,
            )
        )
        return "added"
    if row.wish == answer.wish:
        if source == "hand":
            row.source = source  # confirmed by somebody: no import overwrites it any more
        return "unchanged"
    if row.source == "hand" and source != "hand":
        return "kept_by_hand"
    row.wish, row.source = answer.wish, source
    return "changed"


@allowed(Role.HOST, Role.COORDINATOR)
def remove_answers(session: Session, host_id: int, day: date, span: tuple[int, int] | None = None) -> int:
    """Forget what a host answered for a date, or for one (start, end) of it, by hand or not; returns how many.

    Refuses ``no_such_host``, ``not_yours``, ``no_such_answer``.
    """
    _own_host(session, host_id)
    rows = session.scalars(select(DatedAnswer).where(DatedAnswer.host_id == host_id, DatedAnswer.day == day))
    meant = [row for row in rows if span is None or (row.start_minute, row.end_minute) == span]
    if not meant:
        raise Refused("no_such_answer", day=day)
    for row in meant:
        session.delete(row)
    return len(meant)


@allowed(Role.COORDINATOR)
def withdraw_poll_answers(session: Session, host_id: int, spans: Collection[tuple[date, int, int]]) -> int:
    """Forget what a poll once said of these (day, start, end); what was noted by hand stays. Returns how many."""
    rows = session.scalars(select(DatedAnswer).where(DatedAnswer.host_id == host_id, DatedAnswer.source == "poll"))
    withdrawn = [row for row in rows if (row.day, row.start_minute, row.end_minute) in spans]
    for row in withdrawn:
        session.delete(row)
    return len(withdrawn)


@allowed(Role.HOST, Role.COORDINATOR)
def note_absence(session: Session, host_id: int, first_day: date, last_day: date) -> None:
    """Note days a host is away, both included; never why. Days that were noted before and these are one absence.
    Refuses ``no_such_host``, ``not_yours``, ``bad_period``."""
    _own_host(session, host_id)
    if first_day > last_day:
        raise Refused("bad_period", first_day=first_day, last_day=last_day)
    touched = session.scalars(
        select(Absence)
        .where(Absence.host_id == host_id, Absence.first_day <= last_day, Absence.last_day >= first_day)
        .order_by(Absence.id)
    ).all()
    if len(touched) == 1 and touched[0].first_day <= first_day and last_day <= touched[0].last_day:
        return  # it was noted
    for row in touched:
        first_day, last_day = min(first_day, row.first_day), max(last_day, row.last_day)
        session.delete(row)
    session.add(Absence(host_id=host_id, first_day=first_day, last_day=last_day))


@allowed(Role.HOST, Role.COORDINATOR)
def remove_absence(session: Session, host_id: int, day: date) -> None:
    """Take away the absences of a host that hold this day. Refuses ``not_yours``, ``not_absent``."""
    refuse_for_others(session, host_id)
    rows = session.scalars(
        select(Absence).where(Absence.host_id == host_id, Absence.first_day <= day, Absence.last_day >= day)
    ).all()
    if not rows:
        raise Refused("not_absent", day=day)
    for row in rows:
        session.delete(row)


@allowed(Role.COORDINATOR)
def set_pair(session: Session, one_id: int, other_id: int, kind: str | None) -> None:
    """Note that two hosts should not (``avoid``) or would gladly (``prefer``) sit together; None forgets it.

    Refuses ``no_such_host``, ``same_person``, ``bad_pair``.
    """
    if one_id == other_id:
        raise Refused("same_person")
    if kind is not None and kind not in PAIR_KINDS:
        raise Refused("bad_pair")
    first, second = sorted((_host(session, one_id).id, _host(session, other_id).id))
    row = session.scalar(select(HostPair).where(HostPair.first_host_id == first, HostPair.second_host_id == second))
    if kind is None:
        if row is not None:
            session.delete(row)
    elif row is None:
        session.add(HostPair(first_host_id=first, second_host_id=second, kind=kind))
    else:
        row.kind = kind


@allowed(Role.COORDINATOR)
def remember_alias(session: Session, host_id: int, written: str) -> None:
    """Remember that somebody settled who a written name is, so that it is never asked again.

    The last word counts, accents and case aside: whoever it was said to be before is forgotten.
    """
    _host(session, host_id)
    alike = [row for row in session.scalars(select(HostAlias)) if compact(row.written) == compact(written)]
    if not alike:
        session.add(HostAlias(host_id=host_id, written=written))
    for row in alike:
        row.host_id = host_id
