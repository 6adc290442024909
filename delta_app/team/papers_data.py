"""The papers of one person: since when they give their time, and the certificate of what they gave."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from delta_app.core import clock
from delta_app.core.clock import BRUSSELS
from delta_app.core.errors import Refused
from delta_app.hosts.model import STATES, Host
from delta_app.hosts.paper_data import (
    PAPER_LANGUAGES,
    PaperLanguage,
    Served,
    WrittenPaper,
    certificate,
    information_note,
    language_name,
    language_of,
    missing_words,
    paper_title,
)
from delta_app.hosts.queries import HostRow, hosts
from delta_app.shifts.given_data import first_seat_day, given_by

__all__ = [  # with what pages above the papers need of them
    "PAPER_LANGUAGES",
    "HostRow",
    "PaperLanguage",
    "PersonPapers",
    "WrittenPaper",
    "certificate_for",
    "information_note",
    "language_name",
    "missing_words",
    "paper_title",
    "person_papers",
]


@dataclass(frozen=True)
class PersonPapers:
    """Somebody for whom papers are made: their language, and the day from which they have given their time."""

    host: HostRow
    language: PaperLanguage
    since: date


def person_papers(session: Session, host_id: int) -> PersonPapers:
    """What papers for somebody start from. Refuses ``no_such_host``."""
    host = next((host for host in hosts(session, states=STATES) if host.id == host_id), None)
    if host is None:
        raise Refused("no_such_host")
    joined = session.scalar(select(Host.joined_at).where(Host.id == host_id)) or clock.now()
    days = [joined.astimezone(BRUSSELS).date(), first_seat_day(session, host_id), clock.today()]
    return PersonPapers(host, language_of(session, host), min(day for day in days if day is not None))


def certificate_for(
    session: Session, host_id: int, first: date, last: date, language: PaperLanguage, local: datetime
) -> WrittenPaper:
    """The certificate of what somebody gave on these days, both included, as far as it is over. Refuses as
    ``certificate`` does."""
    given = given_by(session, host_id, first, last, local)
    served = Served(first, last, given.shifts, given.minutes, given.shadows)
    return certificate(session, host_id, served, language, local.date())
