"""A list of hosts into the team: who is already known, who is new, and whom to ask about; then one act."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from delta_app.core.access import Role, allowed
from delta_app.core.errors import Refused
from delta_app.core.text import compact
from delta_app.hosts.commands import MOST_PEOPLE, HostDetails, add_host, change_host, details_of, remember_alias
from delta_app.hosts.model import STATES, Host, Partner
from delta_app.hosts.name_matching import Doubt, Match, Written
from delta_app.hosts.queries import known_people, match_written_people
from delta_app.readers.host_list import HostListRow

NEW_HOST = 0


@dataclass(frozen=True)
class PersonRead:
    """Somebody a file names: on which line, who it surely is (``host_id``), or whom to ask about (``doubt``).

    Neither: somebody nobody here comes near, as far as a list goes new.
    """

    line: int
    written: str
    host_id: int | None = None
    doubt: Doubt | None = None


@dataclass(frozen=True)
class HostImport:
    """What a host list did, by names as written: added, changed (with the columns), unchanged, and whom to ask about.

    ``returned``: people who had left and are back. ``named_otherwise``: (as written, as known), the name kept.
    """

    added: tuple[str, ...]
    changed: tuple[tuple[str, tuple[str, ...]], ...]
    unchanged: tuple[str, ...]
    doubtful: tuple[Doubt, ...]
    new_partners: tuple[str, ...]
    returned: tuple[str, ...] = ()
    named_otherwise: tuple[tuple[str, str], ...] = ()


@dataclass
class _Tally:
    """What has been done so far."""

    added: list[str] = field(default_factory=list)
    changed: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    doubtful: list[Doubt] = field(default_factory=list)
    returned: list[str] = field(default_factory=list)
    named_otherwise: list[tuple[str, str]] = field(default_factory=list)


def preview_people(session: Session, rows: Sequence[HostListRow]) -> tuple[PersonRead, ...]:
    """Who the people of a list are, and about whom a person has to be asked. Refuses ``too_many_people``."""
    return tuple(
        PersonRead(
            row.line,
            match.written.name,
            sure,
            Doubt(row.line, match) if sure is None and match.candidates else None,
        )
        for row, match, sure in _judged(session, rows)
    )


@allowed(Role.COORDINATOR)
def import_host_list(
    session: Session, rows: Sequence[HostListRow], settled: Mapping[int, int] | None = None
) -> HostImport:
    """Add and update hosts from a list; what the list leaves empty stays as it is.

    ``settled`` gives, for lines of the file, the id of the host meant or ``NEW_HOST``. People who may or may not be
    somebody already known are left out and returned as doubtful. Somebody who had left and is settled to be meant is
    back. The same list again changes nothing. Refuses ``too_many_people``, ``bad_host``, ``no_such_host``.
    """
    settled = settled or {}
    services_before = set(session.scalars(select(Partner.name)))
    spellings = Counter(compact(_written(row)) for row in rows)
    done = _Tally()
    for row, match, sure in _judged(session, rows):
        chosen = settled.get(row.line, sure)
        if chosen is None and match.candidates:
            done.doubtful.append(Doubt(row.line, match))
        elif not chosen:
            # A level nobody understands makes no experienced host: a novice would be left with them alone.
            unknown = HostDetails(row.given_name, level="novice" if row.level_unread else HostDetails.level)
            add_host(session, _details(row, unknown))
            done.added.append(match.written.name)
        else:
            asked = row.line in settled
            _update(session, chosen, row, done, asked=asked, told=asked or match.reason == "email")
            if asked and spellings[compact(_written(row))] == 1:
                remember_alias(session, chosen, _written(row))
    session.flush()
    services = set(session.scalars(select(Partner.name))) - services_before
    return HostImport(
        added=tuple(done.added),
        changed=tuple(done.changed),
        unchanged=tuple(done.unchanged),
        doubtful=tuple(done.doubtful),
        new_partners=tuple(sorted(services)),
        returned=tuple(done.returned),
        named_otherwise=tuple(done.named_otherwise),
    )


def _judged(session: Session, rows: Sequence[HostListRow]) -> Iterator[tuple[HostListRow, Match, int | None]]:
    """Each row with whom its name may mean, and the host it surely means.

    Somebody who left may be coming back or may be a namesake, which is asked. Somebody listed by one name only is the
    one host known by just that name: a list says of each all that it has.
    """
    if len(rows) > MOST_PEOPLE:
        raise Refused("too_many_people", found=len(rows), most=MOST_PEOPLE)
    matches = match_written_people(session, tuple(Written(_written(row), row.email or None) for row in rows), STATES)
    gone = set(session.scalars(select(Host.id).where(Host.state == "left")))
    known: dict[tuple[str, str], list[int]] = defaultdict(list)
    for person in known_people(session, STATES):
        known[compact(person.given), compact(person.family)].append(person.id)
    for row, match in zip(rows, matches, strict=True):
        sure = match.sure
        named = known[compact(row.given_name), compact(row.family_name)]
        one_name = not (row.given_name and row.family_name)
        if one_name and match.reason in ("typo", "given_only", "family_only") and len(named) == 1:
            (sure,) = named
        yield row, match, None if sure in gone else sure


def _written(row: HostListRow) -> str:
    return f"{row.given_name} {row.family_name}".strip()


def _details(row: HostListRow, known: HostDetails) -> HostDetails:
    """The known details with what the list says; an empty cell says nothing."""
    said: dict[str, Any] = {
        "origin": row.origin,
        "partner": row.partner,
        "languages": row.languages or None,
        "level": row.level,
        "max_day": row.max_day,
        "max_week": row.max_week,
        "max_month": row.max_month,
        "target": row.target,
        "back_to_back_ok": row.back_to_back,
        "shadow_shifts": row.shadow_shifts,
        "email": row.email,
        "phone": row.phone,
    }
    told = {name: value for name, value in said.items() if value not in (None, "")}
    return replace(known, given_name=row.given_name, family_name=row.family_name, **told)


def _update(session: Session, host_id: int, row: HostListRow, done: _Tally, *, asked: bool, told: bool) -> None:
    """Write what the list says about a known host. The name stays as we know it, and that is told if it differs."""
    known, written = details_of(session, host_id), _written(row)
    after = replace(_details(row, known), given_name=known.given_name, family_name=known.family_name)
    if asked and known.state == "left":
        after = replace(after, state="active")
        done.returned.append(written)
    ours = f"{known.given_name} {known.family_name}".strip()
    if told and compact(written) not in {compact(ours), compact(f"{known.family_name} {known.given_name}")}:
        done.named_otherwise.append((written, ours))
    columns = tuple(name for name in HostDetails.__dataclass_fields__ if getattr(after, name) != getattr(known, name))
    if columns:
        change_host(session, host_id, after)
        done.changed.append((written, columns))
    else:
        done.unchanged.append(written)
