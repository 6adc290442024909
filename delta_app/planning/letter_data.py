"""Whom a letter goes to and who writes it: the address that can be written to, the language, how it can leave here."""

from contextlib import suppress
from dataclasses import dataclass
from typing import Literal

from sqlalchemy.orm import Session

from delta_app.core.errors import Refused
from delta_app.core.i18n import LANGUAGES, SOURCE_LANGUAGE, _
from delta_app.hosts.queries import HostRow
from delta_app.mail.headers import one_line
from delta_app.mail.letter import Letter, Sender, address_of
from delta_app.post.queries import account
from delta_app.venue.queries import coordinating, venue


@dataclass(frozen=True)
class Writer:
    """The place that writes. ``coordinator`` is empty where nobody gave their name. ``sender`` is None where no address
    of the place is known: a draft then leaves under that of whoever opens it. ``why_not``: why nothing is sent from
    here, ``demo`` or ``not_set_up``; empty where it is."""

    venue: str
    address: str
    coordinator: str
    language: str
    sender: Sender | None
    why_not: Literal["", "demo", "not_set_up"]


@dataclass(frozen=True)
class Person:
    """Somebody who can be written to or called. ``address`` is as a server takes it, empty where there is none;
    ``why_no_mail`` says why: ``none`` is known, or the one that is known is ``bad``."""

    host_id: int
    name: str
    given_name: str
    full_name: str
    language: str
    address: str
    phone: str
    why_no_mail: Literal["", "none", "bad"]

    @property
    def greeted(self) -> str:
        """The name they are greeted by."""
        return self.given_name or self.full_name


@dataclass(frozen=True)
class Addressed:
    """A letter and the host it is for."""

    host_id: int
    letter: Letter


def writer(session: Session) -> Writer:
    """The place as it writes letters. Refuses ``no_venue``."""
    place, set_up, name = venue(session), account(session), coordinating(session).name
    sender = None
    with suppress(Refused):  # no address, or none that can be
        sender = Sender(address_of(set_up.address), set_up.name or place.name)
    return Writer(
        venue=place.name,
        address=place.address,
        coordinator="" if name == _("Coordination") else name,
        language=place.language if place.language in LANGUAGES else SOURCE_LANGUAGE,
        sender=sender,
        why_not="demo" if place.is_demo else ("" if set_up.ready else "not_set_up"),
    )


def language_of(languages: tuple[str, ...], otherwise: str) -> str:
    """The first of somebody's languages that we speak; that of the place where there is none."""
    return next((code.lower() for code in languages if code.lower() in LANGUAGES), otherwise)


def person(host: HostRow, otherwise: str) -> Person:
    """A host as somebody to write to; ``otherwise`` is the language of whoever speaks none of ours."""
    why: Literal["", "none", "bad"] = ""
    try:
        address = address_of(host.email)
    except Refused:
        address, why = "", "bad" if host.email.strip() else "none"
    language = language_of(host.languages, otherwise)
    return Person(host.id, host.name, host.given_name, host.full_name, language, address, host.phone, why)


def letter_text(to: Person, body: str, writer: Writer) -> str:
    """The whole text of a letter: how somebody is greeted, what it says, and who writes."""
    greeting = _("Bonjour {name},").format(name=one_line(to.greeted))
    signed = [writer.coordinator or _("La coordination"), writer.venue, writer.address]
    return "\n".join([greeting, "", body.strip(), "", *filter(None, signed)]) + "\n"
