"""Gatherings of the hosts as rows: a year of them, those to come, who can have been there, and one person's."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from delta_app.core.asking import asked_once
from delta_app.core.clock import BRUSSELS
from delta_app.core.errors import Refused
from delta_app.core.i18n import _, capitalised, format_date, format_span, ngettext, short_date
from delta_app.hosts.gathering_rules import (
    GATHERING_KINDS,
    LONGEST_PLACE,
    LONGEST_THEME,
    YEARS,
    GatheringDetails,
    GatheringKind,
    Standing,
    StateFrom,
    can_have_come,
    counted,
    standing_on,
)
from delta_app.hosts.model import STATES, Gathering, GatheringHost, Host, HostStateChange, PathMark
from delta_app.hosts.queries import hosts

__all__ = [  # with the plain values these rows are made of, for the slices above
    "GATHERING_KINDS",
    "LONGEST_PLACE",
    "LONGEST_THEME",
    "YEARS",
    "AttendanceList",
    "Attendee",
    "GatheringDetails",
    "GatheringKind",
    "GatheringRow",
    "GatheringYear",
    "attendance_list",
    "coming_gatherings",
    "gathering_kind_words",
    "gathering_row",
    "gathering_words",
    "gatherings_between",
    "gatherings_of",
    "gatherings_of_year",
    "span_words",
    "took_part_words",
    "year_words",
]


@dataclass(frozen=True)
class GatheringRow:
    """A gathering. ``came`` are the short names of those who did, and ``host_ids`` who they are, in the same order."""

    id: int
    kind: GatheringKind
    day: date
    start_minute: int
    end_minute: int
    theme: str
    place: str
    came: tuple[str, ...] = ()
    host_ids: tuple[int, ...] = ()

    @property
    def details(self) -> GatheringDetails:
        """What is noted of it."""
        return GatheringDetails(self.kind, self.day, self.start_minute, self.end_minute, self.theme, self.place)

    def is_over(self, local: datetime) -> bool:
        """Whether it has ended."""
        return (self.day, self.end_minute) <= (local.date(), local.hour * 60 + local.minute)


@dataclass(frozen=True)
class GatheringYear:
    """The gatherings of a year, in order."""

    year: int
    rows: tuple[GatheringRow, ...]

    def over(self, local: datetime) -> tuple[GatheringRow, ...]:
        """Those that have ended, the latest first."""
        return tuple(reversed([row for row in self.rows if row.is_over(local)]))

    def coming(self, local: datetime) -> tuple[GatheringRow, ...]:
        """Those that are on or to come, the next first."""
        return tuple(row for row in self.rows if not row.is_over(local))


@dataclass(frozen=True)
class Attendee:
    """Somebody who may have come: short and full name, what they were on that day, and whether they came.

    ``possible``: they can be noted as having come; else nobody knew them yet, or they had left.
    """

    host_id: int
    name: str
    full_name: str
    standing: Standing
    came: bool
    possible: bool


@dataclass(frozen=True)
class AttendanceList:
    """A gathering and everybody, those who were active on its day first, each group by name."""

    gathering: GatheringRow
    people: tuple[Attendee, ...]

    @property
    def expected(self) -> tuple[Attendee, ...]:
        """Those who were active on that day."""
        return tuple(one for one in self.people if one.standing == "active")


def gathering_kind_words(kind: GatheringKind) -> str:
    """What a gathering is called."""
    words = {"meeting": _("réunion d’équipe"), "intervision": _("intervision"), "training": _("formation")}
    return words[kind]


def gathering_words(row: GatheringRow | GatheringDetails) -> str:
    """``Intervision du mar. 8 déc. 2026``."""
    about = {"kind": capitalised(gathering_kind_words(row.kind)), "day": f"{short_date(row.day)} {row.day.year}"}
    return _("{kind} du {day}").format(**about)


def span_words(row: GatheringRow, this_year: int) -> str:
    """``mar. 8 déc. · 18h – 20h``, with the year where it is not this one."""
    day = short_date(row.day) if row.day.year == this_year else f"{short_date(row.day)} {row.day.year}"
    return f"{day} · {format_span(row.start_minute, row.end_minute)}"


def _kinds_words(rows: Iterable[GatheringRow]) -> str:
    kinds = counted(row.kind for row in rows)
    told = []
    if kinds["meeting"]:
        told.append(ngettext("{n} réunion", "{n} réunions", kinds["meeting"]).format(n=kinds["meeting"]))
    if kinds["intervision"]:
        told.append(
            ngettext("{n} intervision", "{n} intervisions", kinds["intervision"]).format(n=kinds["intervision"])
        )
    if kinds["training"]:
        told.append(ngettext("{n} formation", "{n} formations", kinds["training"]).format(n=kinds["training"]))
    return ", ".join(told)


def year_words(rows: Iterable[GatheringRow]) -> str:
    """``3 réunions, 2 intervisions, 1 formation ; 14 présences``; empty where there was none."""
    known = tuple(rows)
    told = _kinds_words(known)
    came = sum(len(row.host_ids) for row in known)
    if not told or not came:
        return told
    present = ngettext("{n} présence", "{n} présences", came).format(n=came)
    return _("{kinds} ; {present}").format(kinds=told, present=present)


def took_part_words(rows: Iterable[GatheringRow], year: int) -> str:
    """``A participé en 2026 à 3 réunions, 1 formation ; la dernière fois le 8 décembre.``, of one person's."""
    mine = [row for row in rows if row.day.year == year]
    if not mine:
        return _("Aucune rencontre d’équipe notée en {year}.").format(year=year)
    latest = format_date(max(row.day for row in mine), "d MMMM")
    sentence = _("A participé en {year} à {what} ; la dernière fois le {day}.")
    return sentence.format(year=year, what=_kinds_words(mine), day=latest)


def gatherings_between(session: Session, first: date, last: date) -> tuple[GatheringRow, ...]:
    """The gatherings of these days, both included, with who came, in order."""
    wanted = select(Gathering).where(Gathering.day.between(first, last))
    return _rows(session, session.scalars(wanted.order_by(Gathering.day, Gathering.start_minute, Gathering.id)))


def gatherings_of_year(session: Session, year: int) -> GatheringYear:
    """The gatherings of a calendar year. Refuses ``bad_year``."""
    if year not in YEARS:
        raise Refused("bad_year", year=year, first=YEARS[0], last=YEARS[-1])
    return GatheringYear(year, gatherings_between(session, date(year, 1, 1), date(year, 12, 31)))


def coming_gatherings(session: Session, local: datetime, at_most: int = 5) -> tuple[GatheringRow, ...]:
    """The next gatherings, that which is on included, for anybody to see: without who came."""
    wanted = select(Gathering).where(Gathering.day >= local.date())
    rows = session.scalars(wanted.order_by(Gathering.day, Gathering.start_minute, Gathering.id))
    coming = [row for row in map(_row, rows) if not row.is_over(local)]
    return tuple(coming[:at_most])


def gathering_row(session: Session, gathering_id: int) -> GatheringRow:
    """One gathering, with who came. Refuses ``no_such_gathering``."""
    row = session.get(Gathering, gathering_id)
    if row is None:
        raise Refused("no_such_gathering")
    return _rows(session, [row])[0]


def gatherings_of(session: Session, host_id: int) -> tuple[GatheringRow, ...]:
    """The gatherings that somebody came to, the latest first; who else came is not told."""
    rows = session.scalars(
        select(Gathering)
        .join(GatheringHost, GatheringHost.gathering_id == Gathering.id)
        .where(GatheringHost.host_id == host_id)
        .order_by(Gathering.day.desc(), Gathering.start_minute.desc(), Gathering.id.desc())
    )
    return tuple(map(_row, rows))


def attendance_list(session: Session, gathering_id: int) -> AttendanceList:
    """Everybody, with whether they came to a gathering; whoever is nameless only where they did. Refuses
    ``no_such_gathering``."""
    row = gathering_row(session, gathering_id)
    came = set(row.host_ids)
    known = standings_on(session, row.day)
    people = []
    for host in hosts(session, states=STATES):
        if host.nameless and host.id not in came:
            continue
        standing, possible = known[host.id]
        people.append(Attendee(host.id, host.name, host.full_name, standing, host.id in came, possible))
    return AttendanceList(row, tuple(sorted(people, key=lambda one: one.standing != "active")))


def standings_on(session: Session, day: date) -> dict[int, tuple[Standing, bool]]:
    """For each host what they were on a day, and whether they can have been at a gathering then."""
    since = _known_since(session)
    changes: dict[int, list[StateFrom]] = defaultdict(list)
    for change in session.scalars(select(HostStateChange).order_by(HostStateChange.from_day, HostStateChange.id)):
        changes[change.host_id].append(StateFrom(change.from_day, change.state))  # type: ignore[arg-type]
    found: dict[int, tuple[Standing, bool]] = {}
    for host in hosts(session, states=STATES):
        standing = standing_on(day, since[host.id], changes[host.id], host.state)  # type: ignore[arg-type]
        found[host.id] = standing, can_have_come(standing, left_dated=bool(changes[host.id]))
    return found


@asked_once
def _known_since(session: Session) -> dict[int, date]:
    """Since when each host is known: the day their card was made, or an earlier step of their path."""
    joined = session.execute(select(Host.id, Host.joined_at).order_by(Host.id))
    since = {row.id: row.joined_at.astimezone(BRUSSELS).date() for row in joined}
    steps = session.execute(
        select(PathMark.host_id, func.min(PathMark.done_on).label("day"))
        .group_by(PathMark.host_id)
        .order_by(PathMark.host_id)
    )
    for row in steps:
        since[row.host_id] = min(since[row.host_id], row.day)
    return since


def _row(row: Gathering) -> GatheringRow:
    return GatheringRow(row.id, row.kind, row.day, row.start_minute, row.end_minute, row.theme, row.place)  # type: ignore[arg-type]


def _rows(session: Session, found: Iterable[Gathering]) -> tuple[GatheringRow, ...]:
    rows = [_row(row) for row in found]
    team = hosts(session, states=STATES)
    came: dict[int, set[int]] = defaultdict(set)
    for seen in session.scalars(
        select(GatheringHost).where(GatheringHost.gathering_id.in_([row.id for row in rows])).order_by(GatheringHost.id)
    ):
        came[seen.gathering_id].add(seen.host_id)
    full = []
    for row in rows:
        there = [host for host in team if host.id in came[row.id]]
        full.append(
            GatheringRow(
                row.id, row.kind, row.day, row.start_minute, row.end_minute, row.theme, row.place,
                tuple(host.name for host in there), tuple(host.id for host in there),
            )
        )  # fmt: skip
    return tuple(full)
