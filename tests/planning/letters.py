"""A January with people of three languages, and letters read back as a mail program does."""

import email
import email.policy
from dataclasses import dataclass

from sqlalchemy import select

from delta_app.hosts.model import Host
from delta_app.post.model import OutboxAttachment, OutboxLetter
from delta_app.shifts.commands import publish
from delta_app.shifts.seat_commands import assign_host, free_seat
from tests.factory import JANUARY, a_host, a_store, acting, an_open_month

EVIL = "<b>X</b>\r\nBcc: a@b.c"
PEOPLE = {
    "Fatma": ("Öztürk", "fatma@exemple.be", ("AR", "FR")),
    "Jeroen": ("Vandevelde", "jeroen@voorbeeld.be", ("NL", "FR")),
    "Amy": ("Smith", "amy@example.org", ("EN",)),
    "Luc": ("Dumont", "", ("FR",)),
    "Zoé": ("Petit", "zoe@exemple.be", ("TR",)),
}


class Place:
    """Friday 8 January: Fatma and Jeroen at 10, Fatma at 16 on Tuesday 12, Luc and Amy on Wednesday 13; Zoé has no
    shift; then published."""

    def __init__(self, folder):
        self.store = a_store(folder)
        self.ids = {
            given: a_host(self.store, given, family, email=address, languages=languages, phone="0470 12 34 56")
            for given, (family, address, languages) in PEOPLE.items()
        }
        an_open_month(self.store)
        from delta_app.shifts.queries import slots_of

        with self.store.read() as session:
            self.slots = {(s.day.day, s.start_minute // 60): s.id for s in slots_of(session, JANUARY)}
        self.seats = {}
        for name, *moment in (
            ("Fatma", 8, 10), ("Jeroen", 8, 10), ("Fatma", 12, 16), ("Luc", 13, 13), ("Amy", 13, 13)
        ):  # fmt: skip
            self.seat(name, *moment)
        self.publish()

    def seat(self, name, *moment):
        with acting(self.store) as session:
            self.seats[name, moment] = assign_host(session, self.slots[moment], self.ids[name])

    def free(self, name, *moment):
        with acting(self.store) as session:
            free_seat(session, self.seats.pop((name, moment)))

    def publish(self):
        with acting(self.store) as session:
            return publish(session, JANUARY)

    def rename(self, name, given):
        """As no form lets anybody do."""
        with acting(self.store) as session:
            session.get_one(Host, self.ids[name]).given_name = given


@dataclass(frozen=True)
class Read:
    """A mail as its reader has it."""

    to: tuple[str, ...]
    headers: tuple[str, ...]
    subject: str
    language: str
    text: str
    files: dict[str, bytes]
    types: dict[str, str]


def read_mail(content):
    mail = email.message_from_bytes(content, policy=email.policy.default)
    files = list(mail.iter_attachments())
    return Read(
        to=tuple(one.addr_spec for one in mail["To"].addresses),
        headers=tuple(mail.keys()),
        subject=mail["Subject"],
        language=mail["Content-Language"],
        text=mail.get_body(("plain",)).get_content().replace("\r\n", "\n"),
        files={one.get_filename(): one.get_content() if one.get_content_maintype() != "text"
               else one.get_payload(decode=True) for one in files},
        types={one.get_filename(): one.get_content_type() for one in files},
    )  # fmt: skip


def in_outbox(store):
    """What lies in the outbox: (host id, kind, about, language, address, how many files), in order."""
    with store.read() as session:
        letters = session.scalars(select(OutboxLetter).order_by(OutboxLetter.id)).all()
        files = session.execute(select(OutboxAttachment.letter_id).order_by(OutboxAttachment.id)).scalars().all()
        return [
            (one.host_id, one.kind, one.about, one.language, one.to_address, files.count(one.id)) for one in letters
        ]
