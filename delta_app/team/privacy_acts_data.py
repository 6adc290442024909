"""Which acts of the history are by or about one person, and how that person is written in them."""

from itertools import chain

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from delta_app.core.access import Role
from delta_app.core.database import Base
from delta_app.core.forgetting import records_of_rows
from delta_app.core.journal import JournalRecord, Values, changes_of_rows, keys_holding, records
from delta_app.hosts.model import STATES, Host, HostAlias
from delta_app.hosts.nameless_data import written_names
from delta_app.hosts.queries import hosts, told_apart
from delta_app.team.person_values import Act
from delta_app.team.privacy_rules import Called, called, says

LOOSE = frozenset({("published_seat", "host_id")})  # host ids kept without a foreign key
_OF_OTHERS_TOO = "host_pair"  # an act on a pair is called after both of them


def host_columns() -> frozenset[tuple[str, str]]:
    """Every (table, column) of the data that says which host, whether the database knows it or not."""
    referring = {
        (table.name, key.parent.name)
        for table in Base.metadata.tables.values()
        for key in table.foreign_keys
        if key.column.table.name == "host"
    }
    return frozenset(referring | LOOSE)


def records_about(session: Session, host_id: int) -> set[int]:
    """The records in which a row of this person was added, changed or taken away, as far as values are kept."""
    found = records_of_rows(session, "host", [{"id": host_id}])
    for name, column in sorted(host_columns()):
        table = Base.metadata.tables[name]
        if table.info["journal"] != "full":
            continue
        keys: list[Values] = keys_holding(session, name, column, host_id)
        keys += [
            dict(row)
            for row in session.execute(select(*table.primary_key).where(table.c[column] == host_id)).mappings()
        ]
        found |= records_of_rows(session, name, keys)
    return found


def called_in_writing(session: Session, host_id: int) -> Called:
    """Every way in which this person is written in this place, and which of them may mean somebody else."""
    rows = session.scalars(select(Host).order_by(Host.id)).all()
    own = next(row for row in rows if row.id == host_id)
    others = [row for row in rows if row.id != host_id]
    team = hosts(session, states=STATES)
    short = next(host.name for host in team if host.id == host_id)
    before = [  # a name that was put right since is still in what older acts are called
        written_names(
            (change.before or {}).get("given_name", own.given_name),
            (change.before or {}).get("family_name", own.family_name),
        )
        for _record, change in changes_of_rows(session, "host", [{"id": host_id}])
        if change.operation == "update"
    ]
    aliases = session.scalars(select(HostAlias.written).where(HostAlias.host_id == host_id).order_by(HostAlias.id))
    return called(
        (*written_names(own.given_name, own.family_name), *chain(*before), *aliases, own.email, own.phone),
        {name for row in others for name in (*written_names(row.given_name, row.family_name), row.email, row.phone)},
        numbered=[name for name in (told_apart(team)[host_id], short) if name[-1:] in ")0123456789"],
        given=own.given_name,
        family=own.family_name,
        families={name for row in others for name in (row.family_name, row.given_name)},
    )


def acts_by(session: Session, host_id: int) -> tuple[Act, ...]:
    """What the person did at the PC, oldest first; not what may have been done by a namesake."""
    known = called_in_writing(session, host_id).own
    by_hosts = JournalRecord.role == str(Role.HOST)
    wanted = select(JournalRecord.actor).where(by_hosts).group_by(JournalRecord.actor)
    actors = session.scalars(wanted.order_by(func.min(JournalRecord.id)))
    theirs = [actor for actor in actors if says(actor, known)]
    rows = session.execute(
        select(JournalRecord.at, JournalRecord.label)
        .where(by_hosts, JournalRecord.actor.in_(theirs))
        .order_by(JournalRecord.id)
    )
    return tuple(Act(row.at, row.label) for row in rows)


def acts_about(session: Session, host_id: int) -> tuple[Act, ...]:
    """What was done to the person's data by whomever, oldest first, as far as values are kept. Who did it is not said:
    that is about somebody else."""
    found = records(session, records_about(session, host_id))
    others = _names_of_others(session, host_id)
    return tuple(
        Act(row.at, "" if _OF_OTHERS_TOO in row.tables else _without_others(row.label, others))
        for row in reversed(found)
    )


def _names_of_others(session: Session, host_id: int) -> tuple[str, ...]:
    team = hosts(session, states=STATES)
    known = told_apart(team)
    mine = next((host for host in team if host.id == host_id), None)
    own = {known[host_id], mine.name, mine.full_name} if mine is not None else set()
    names = {name for host in team if host.id != host_id for name in (known[host.id], host.name, host.full_name)}
    return tuple(sorted(names - own))


def _without_others(label: str, others: tuple[str, ...]) -> str:
    """The label; of one that lists several people (``À la date prévue : …, …``) only what kind of act it was."""
    kind, listing, _people = label.partition(" : ")
    return kind if listing and says(label, others) else label
