"""Hosts, services, availabilities and pairs as frozen rows."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from sqlalchemy import select
from sqlalchemy.orm import Session

from delta_app.core.access import Actor, Role
from delta_app.core.asking import asked_once
from delta_app.core.calendar import Month
from delta_app.core.errors import Refused
from delta_app.core.i18n import _
from delta_app.core.text import fold
from delta_app.hosts.model import (
    Absence,
    DatedAnswer,
    Host,
    HostAlias,
    HostPair,
    HostPin,
    Partner,
    WeeklyAvailability,
)
from delta_app.hosts.name_matching import Doubt, Known, Match, Written, match_people
from delta_app.hosts.nameless_data import nameless, nameless_name
from delta_app.hosts.names import short_names
from delta_app.hosts.rules import Answer, Availability, Period, WeeklyWish, Wish, availability, usual_wish
from delta_app.hosts.state_data import away_by_state, states_on

__all__ = [  # with the plain values these rows are made of, for the slices above
    "NO_AVAILABILITY",
    "Answer",
    "Availability",
    "Doubt",
    "HostAvailability",
    "HostRecord",
    "HostRow",
    "Known",
    "Match",
    "PairRow",
    "PartnerRow",
    "Period",
    "WeeklyWish",
    "Wish",
    "Written",
    "absences_from",
    "acting_host",
    "answers_by_poll",
    "availabilities",
    "host_record",
    "hosts",
    "hosts_on",
    "known_people",
    "match_people",
    "match_written_people",
    "pairs",
    "pairs_of",
    "partners",
    "told_apart",
    "usual_week",
    "usual_wish",
    "with_pin",
]


@dataclass(frozen=True)
class PartnerRow:
    """A partner service and the shifts it promised a month."""

    id: int
    name: str
    promised: int


@dataclass(frozen=True)
class HostRow:
    """A host. ``name`` is the short one (``Fatma Ö.``), told apart among all hosts of the file."""

    id: int
    given_name: str
    family_name: str
    name: str
    origin: str
    partner_id: int | None
    partner: str
    languages: tuple[str, ...]
    level: str
    state: str
    max_day: int
    max_week: int
    max_month: int
    target: int
    back_to_back_ok: bool
    shadow_shifts: int
    email: str
    phone: str
    nameless: int = 0  # the number that stands in the place of a name taken away; 0: there is a name

    @property
    def full_name(self) -> str:
        """Given then family name."""
        return f"{self.given_name} {self.family_name}".strip()

    @property
    def origin_words(self) -> str:
        """Where the person comes from, as a planning says it: the service's name, or volunteer, neighbour."""
        if self.origin == "staff":
            return self.partner or _("service partenaire")
        return _("bénévole") if self.origin == "volunteer" else _("voisin·e")


@dataclass(frozen=True)
class HostAvailability:
    """Everything known of when one host can come. ``not_here``: days on which they are paused or gone."""

    absences: tuple[Period, ...]
    dated: tuple[Answer, ...]
    weekly: tuple[WeeklyWish, ...]
    not_here: tuple[Period, ...] = ()

    def for_slot(self, day: date, start_minute: int, end_minute: int) -> Availability:
        """Whether and how gladly this host can take a slot, minutes since midnight."""
        if any(away.first_day <= day <= away.last_day for away in self.not_here):
            return Availability("cannot", "absent", explicit=True)
        dated = self._dated_by_day.get(day, ())
        if dated or any(away.first_day <= day <= away.last_day for away in self.absences):
            return availability(day, start_minute, end_minute, absences=self.absences, dated=dated, weekly=self.weekly)
        usual = (day.weekday(), start_minute, end_minute)
        if usual not in self._usually:
            found = availability(day, start_minute, end_minute, absences=(), dated=(), weekly=self.weekly)
            self._usually[usual] = found
        return self._usually[usual]

    @cached_property
    def _usually(self) -> dict[tuple[int, int, int], Availability]:
        """What the weekly pattern says, by weekday and hours: the weeks of a month ask the same again and again."""
        return {}

    @cached_property
    def _dated_by_day(self) -> dict[date, list[Answer]]:
        """A month of slots is asked of one answer at a time."""
        by_day: dict[date, list[Answer]] = defaultdict(list)
        for answer in self.dated:
            by_day[answer.day].append(answer)
        return dict(by_day)


@dataclass(frozen=True)
class PairRow:
    """Two hosts, smaller id first: ``avoid`` or ``prefer``."""

    first_id: int
    second_id: int
    kind: str


@asked_once
def partners(session: Session) -> tuple[PartnerRow, ...]:
    """Partner services by name."""
    return tuple(
        PartnerRow(row.id, row.name, row.promised)
        for row in sorted(session.scalars(select(Partner)), key=lambda row: row.name)
    )


def hosts(session: Session, *, states: tuple[str, ...] = ("active", "paused")) -> tuple[HostRow, ...]:
    """Hosts in these states, by given then family name, accents aside."""
    return tuple(host for host in _everybody(session) if host.state in states)


def hosts_on(session: Session, day: date) -> tuple[HostRow, ...]:
    """Hosts who are here on a day, neither paused nor gone then, in the same order."""
    states = states_on(session, day)
    return tuple(host for host in _everybody(session) if states[host.id] == "active")


@asked_once
def _everybody(session: Session) -> tuple[HostRow, ...]:
    """Hosts in any state, in the same order."""
    everybody = session.scalars(select(Host).order_by(Host.id)).all()
    names = short_names([(host.id, host.given_name, host.family_name) for host in everybody])
    services = {partner.id: partner.name for partner in partners(session)}
    without = nameless(session)
    rows = [_as_called_now(_host_row(host, names[host.id], services), without.get(host.id, 0)) for host in everybody]
    return tuple(sorted(rows, key=lambda row: (fold(row.full_name), row.id)))


def _as_called_now(row: HostRow, nameless: int) -> HostRow:
    """A host whose name was taken away is called by a number, in the language of whoever looks."""
    if not nameless:
        return row
    called = nameless_name(nameless)
    return replace(row, given_name=called, family_name="", name=called, nameless=nameless)


def _host_row(host: Host, name: str, services: dict[int, str]) -> HostRow:
    return HostRow(
        id=host.id,
        given_name=host.given_name,
        family_name=host.family_name,
        name=name,
        origin=host.origin,
        partner_id=host.partner_id,
        partner=services.get(host.partner_id, "") if host.partner_id is not None else "",
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


@asked_once
def availabilities(session: Session, first: date, last: date) -> dict[int, HostAvailability]:
    """For each host: absences, days they are not here, dated answers that touch these days, and the weekly pattern.

    Columns instead of mapped rows: a month has some thousand answers, and a person waits for what is made of them.
    """
    absences = absences_between(session, first, last)
    dated: dict[int, list[Answer]] = defaultdict(list)
    for said in session.execute(
        select(DatedAnswer.host_id, DatedAnswer.day, DatedAnswer.start_minute, DatedAnswer.end_minute, DatedAnswer.wish)
        .where(DatedAnswer.day.between(first, last))
        .order_by(DatedAnswer.id)
    ):
        dated[said.host_id].append(Answer(said.day, said.start_minute, said.end_minute, said.wish))
    weekly: dict[int, list[WeeklyWish]] = defaultdict(list)
    for usual in session.execute(
        select(
            WeeklyAvailability.host_id,
            WeeklyAvailability.weekday,
            WeeklyAvailability.start_minute,
            WeeklyAvailability.end_minute,
            WeeklyAvailability.wish,
        ).order_by(WeeklyAvailability.id)
    ):
        weekly[usual.host_id].append(WeeklyWish(usual.weekday, usual.start_minute, usual.end_minute, usual.wish))
    gone = away_by_state(session, first, last)
    return {
        host_id: HostAvailability(
            absences.get(host_id, ()), tuple(dated[host_id]), tuple(weekly[host_id]), gone.get(host_id, ())
        )
        for host_id in {*absences, *dated, *weekly, *gone}
    }


NO_AVAILABILITY = HostAvailability((), (), ())


@dataclass(frozen=True)
class HostRecord:
    """What is noted of one host beside their row: absences not over yet, dated answers counted by month, pairs."""

    weekly: tuple[WeeklyWish, ...]
    absences: tuple[Period, ...]
    answers: tuple[tuple[Month, int], ...]
    pairs: tuple[tuple[int, str], ...]


def usual_week(session: Session, host_id: int) -> tuple[WeeklyWish, ...]:
    """The weekly pattern of one host, in order."""
    rows = session.scalars(
        select(WeeklyAvailability)
        .where(WeeklyAvailability.host_id == host_id)
        .order_by(WeeklyAvailability.weekday, WeeklyAvailability.start_minute)
    )
    return tuple(WeeklyWish(row.weekday, row.start_minute, row.end_minute, row.wish) for row in rows)  # type: ignore[arg-type]


def absences_between(session: Session, first: date, last: date) -> dict[int, tuple[Period, ...]]:
    """The absences of each host that touch these days, in the order they were noted."""
    found: dict[int, list[Period]] = defaultdict(list)
    for away in session.execute(
        select(Absence.host_id, Absence.first_day, Absence.last_day)
        .where(Absence.first_day <= last, Absence.last_day >= first)
        .order_by(Absence.id)
    ):
        found[away.host_id].append(Period(away.first_day, away.last_day))
    return {host_id: tuple(periods) for host_id, periods in found.items()}


def absences_from(session: Session, host_id: int, first: date) -> tuple[Period, ...]:
    """The absences of one host that are not over before a day, in order."""
    rows = session.scalars(
        select(Absence)
        .where(Absence.host_id == host_id, Absence.last_day >= first)
        .order_by(Absence.first_day, Absence.id)
    )
    return tuple(Period(row.first_day, row.last_day) for row in rows)


def pairs_of(session: Session, host_id: int) -> tuple[tuple[int, str], ...]:
    """With whom one host should not, or would gladly, sit: (the other's id, kind)."""
    return tuple(
        (pair.second_id if pair.first_id == host_id else pair.first_id, pair.kind)
        for pair in pairs(session)
        if host_id in (pair.first_id, pair.second_id)
    )


def host_record(session: Session, host_id: int, today: date) -> HostRecord:
    """The record of one host as it stands on a day."""
    days = session.scalars(select(DatedAnswer.day).where(DatedAnswer.host_id == host_id))
    return HostRecord(
        weekly=usual_week(session, host_id),
        absences=absences_from(session, host_id, today),
        answers=tuple(sorted(Counter(map(Month.of, days)).items())),
        pairs=pairs_of(session, host_id),
    )


def acting_host(session: Session, host_id: int) -> Actor:
    """A host as one who acts, by their short name. Refuses ``no_such_host``."""
    host = next((host for host in hosts(session) if host.id == host_id), None)
    if host is None:
        raise Refused("no_such_host")
    return Actor(host.name, Role.HOST, host_id)


def with_pin(session: Session) -> frozenset[int]:
    """The hosts who have a code to say who they are."""
    return frozenset(session.scalars(select(HostPin.host_id)))


def pairs(session: Session) -> tuple[PairRow, ...]:
    """Pairs to avoid and pairs glad to be together."""
    return tuple(
        PairRow(row.first_host_id, row.second_host_id, row.kind)
        for row in session.scalars(select(HostPair).order_by(HostPair.id))
    )


def known_people(session: Session, states: tuple[str, ...] = ("active", "paused")) -> tuple[Known, ...]:
    """Hosts in these states as names are compared with them, with every spelling settled before."""
    aliases: dict[int, list[str]] = defaultdict(list)
    for alias in session.scalars(select(HostAlias).order_by(HostAlias.id)):
        aliases[alias.host_id].append(alias.written)
    return tuple(
        Known(host.id, host.given_name, host.family_name, host.email, tuple(aliases[host.id]))
        for host in hosts(session, states=states)
    )


def match_written_people(
    session: Session, written: tuple[Written, ...], states: tuple[str, ...] = ("active", "paused")
) -> tuple[Match, ...]:
    """Who the people of a poll are, among hosts in these states; doubtful ones are left to a person."""
    return match_people(written, known_people(session, states))


def told_apart(team: Sequence[HostRow]) -> dict[int, str]:
    """Full names by host id; whoever shares one carries the number that tells them apart: ``Marie Dubois#7``."""
    sharing = Counter(fold(host.full_name) for host in team)
    return {
        host.id: host.full_name if sharing[fold(host.full_name)] == 1 else f"{host.full_name}#{host.id}"
        for host in team
    }


def answers_by_poll(session: Session, first: date, last: date) -> dict[int, frozenset[tuple[date, int, int]]]:
    """For each host the (day, start, end) answered in a poll on these days and not corrected by hand since."""
    rows = session.scalars(
        select(DatedAnswer).where(DatedAnswer.day.between(first, last), DatedAnswer.source == "poll")
    )
    spans: dict[int, set[tuple[date, int, int]]] = defaultdict(set)
    for row in rows:
        spans[row.host_id].add((row.day, row.start_minute, row.end_minute))
    return {host_id: frozenset(found) for host_id, found in spans.items()}
