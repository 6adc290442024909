"""How people are named on the command line: by name, by e-mail address, or by number where a name is not enough."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from delta_app.core.errors import Refused
from delta_app.core.i18n import _
from delta_app.core.text import compact
from delta_app.hosts.model import STATES
from delta_app.hosts.name_matching import Known, Written, match_people
from delta_app.hosts.queries import HostRow, hosts, told_apart

_NUMBERED = re.compile(r"(.*)#\s*(\d+)\s*")
_NOBODY = frozenset({"?", "new", "nouveau", "nouvelle", "nieuw"})


@dataclass(frozen=True)
class FileRow:
    """Somebody as a file names them: the line, the name and the e-mail address written there."""

    line: int
    written: str
    email: str | None


def everybody(session: Session) -> tuple[HostRow, ...]:
    """The team with those who left it: who is meant by a name may have left."""
    return hosts(session, states=STATES)


def find_host(team: Sequence[HostRow], name: str) -> HostRow:
    """The host a person means by a name, an e-mail address or ``Name#number``; who left only when nobody present fits.

    Refuses ``unknown_host``, ``which_host``.
    """
    numbered = _NUMBERED.fullmatch(name)
    if numbered:
        return _numbered(team, name, numbered[1], int(numbered[2]))
    if "@" in name:
        return _the_one(team, name, [host for host in team if host.email.casefold() == name.strip().casefold()])
    present = [host for host in team if host.state != "left"]
    try:
        return _named(present, team, name)
    except Refused as refusal:
        if refusal.code != "unknown_host":
            raise
    return _named([host for host in team if host.state == "left"], team, name)


def _numbered(team: Sequence[HostRow], text: str, name: str, number: int) -> HostRow:
    for host in team:
        if host.id == number and compact(name) in {"", compact(host.full_name), compact(host.name)}:
            return host
    raise Refused("unknown_host", name=text)


def _named(among: Sequence[HostRow], team: Sequence[HostRow], name: str) -> HostRow:
    match = match_people([Written(name)], [Known(host.id, host.given_name, host.family_name) for host in among])[0]
    by_id = {host.id: host for host in among}
    if match.sure is not None:
        return by_id[match.sure]
    exact = [host for host in among if name in {host.name, host.full_name}]
    if len(exact) == 1:
        return exact[0]
    if match.reason == "given_only" and len(match.candidates) == 1:
        return by_id[match.candidates[0]]
    candidates = [by_id[host] for host in match.candidates]
    if not candidates:
        raise Refused("unknown_host", name=name)
    raise Refused("which_host", name=name, candidates=_listed(team, candidates))


def _the_one(team: Sequence[HostRow], name: str, found: Sequence[HostRow]) -> HostRow:
    if len(found) == 1:
        return found[0]
    if not found:
        raise Refused("unknown_host", name=name)
    raise Refused("which_host", name=name, candidates=_listed(team, found))


def _listed(team: Sequence[HostRow], people: Iterable[HostRow]) -> tuple[str, ...]:
    names = told_apart(team)
    return tuple(f"{names[host.id]} ({host.email})" if host.email else names[host.id] for host in people)


def name_and_state(host: HostRow, names: Mapping[int, str]) -> str:
    """A host's name as it can be typed, and whether they left."""
    left = _("{name} (a quitté l’équipe)").format(name=names[host.id])
    return left if host.state == "left" else names[host.id]


def row_names(rows: Sequence[FileRow]) -> dict[int, str]:
    """How each row of a file is named by line: as written, with its line where several are written alike."""
    alike = Counter(row.written for row in rows)
    return {row.line: row.written if alike[row.written] == 1 else f"{row.written}#{row.line}" for row in rows}


def settled_rows(
    team: Sequence[HostRow], rows: Sequence[FileRow], answers: Sequence[str], nobody: int
) -> dict[int, int]:
    """``--match`` answers: line of the file → host id, or ``nobody`` for « écrit=? ».

    Refuses ``bad_match``, ``match_not_in_file``, ``match_which_row``, ``unknown_host``, ``which_host``.
    """
    settled = {}
    for answer in answers:
        written, sign, name = answer.rpartition("=")
        if not sign:
            raise Refused("bad_match", text=answer)
        row = _row_meant(rows, written.strip())
        settled[row.line] = nobody if name.strip() in _NOBODY else find_host(team, name).id
    return settled


def _row_meant(rows: Sequence[FileRow], written: str) -> FileRow:
    """The row of a file that a name, an address or ``Name#line`` means."""
    found = [row for row in rows if row.written == written]
    if not found and "@" in written:
        found = [row for row in rows if (row.email or "").casefold() == written.casefold()]
    numbered = _NUMBERED.fullmatch(written)
    if not found and numbered:
        name = numbered[1].strip()
        found = [row for row in rows if row.line == int(numbered[2]) and name in {"", row.written}]
    if not found:
        raise Refused("match_not_in_file", text=written)
    if len(found) > 1:
        raise Refused("match_which_row", text=written, rows=tuple(f"{row.written}#{row.line}" for row in found))
    return found[0]
