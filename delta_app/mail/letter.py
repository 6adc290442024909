"""One letter to one person: its address checked, its parts put together as a mail that every program reads alike."""

import re
import secrets
import unicodedata
from dataclasses import dataclass, field
from datetime import datetime
from email.message import EmailMessage

from delta_app.core.errors import Refused
from delta_app.mail import words  # noqa: F401 — gives the refusals below their words
from delta_app.mail.headers import ATOM, POLICY, is_control, mailbox, one_line

_LONGEST_ADDRESS = 254  # RFC 5321, section 4.5.3.1.3: a path of 256 has angle brackets around it
_LONGEST_LOCAL_PART = 64  # RFC 5321, section 4.5.3.1.1
_LOCAL_PART = re.compile(rf"{ATOM}(\.{ATOM})*")
_LABEL = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")

# The codec of Python follows IDNA 2003, which writes straße.de as strasse.de: another domain today (RFC 5894, 7.2).
_READ_TWO_WAYS = re.compile("[ßẞς]")

_MEDIA_TYPE = re.compile(r"([a-z]+)/([a-z0-9][a-z0-9.+-]*)")
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
_MESSAGE_ID = re.compile(r"<[A-Za-z0-9._+-]+@[A-Za-z0-9.-]+>")
_LONGEST_MESSAGE_ID = 400

# What some system forbids in the name of a file.
_FORBIDDEN_IN_NAMES = re.compile(r'[\\/:*?"<>|]+')
_LONGEST_FILE_NAME = 100


@dataclass(frozen=True)
class Attachment:
    """A file that goes with a letter; ``media_type`` as ``application/pdf``, text in UTF-8."""

    name: str
    media_type: str
    content: bytes = field(repr=False)


@dataclass(frozen=True)
class Letter:
    """What one person is written; ``text`` is plain text, ``language`` that of the text (RFC 5646)."""

    to: str
    to_name: str
    subject: str
    text: str
    attachments: tuple[Attachment, ...] = ()
    language: str = "fr"


@dataclass(frozen=True)
class Sender:
    """Who writes: the address a server lets us send from, and the name people see."""

    address: str
    name: str


def address_of(text: str) -> str:
    """The one mail address a text is, ready for a server: spaces around it gone, its domain in ASCII and small.

    A domain with accents is written as its server knows it (IDNA, RFC 3490); what stands before the @ is kept as it is
    (RFC 5321, section 2.4). Refuses ``bad_mail_address``, ``why``: ``control``, ``empty``, ``named``, ``several``,
    ``space``, ``long``, ``domain``, ``accents`` or ``form``.
    """
    bare = text.strip()
    trouble = _trouble_seen(text, bare)
    if trouble:
        raise Refused("bad_mail_address", text=text, why=trouble)
    local, _at, written = bare.rpartition("@")
    domain = _domain(written)
    address = f"{local}@{domain}"
    if not domain:
        why = "domain"
    elif not local.isascii():
        why = "accents"
    elif not _LOCAL_PART.fullmatch(local) or "=?" in local:  # which some programs would decode
        why = "form"
    elif len(local) > _LONGEST_LOCAL_PART or len(address) > _LONGEST_ADDRESS:
        why = "long"
    else:
        return address
    raise Refused("bad_mail_address", text=text, why=why)


def _trouble_seen(text: str, bare: str) -> str:
    """What is wrong with the text at first sight, before its two halves are looked at; empty when nothing is."""
    # Format characters too: they are seen by nobody, and no server has a mailbox of that name.
    if any(is_control(sign) or unicodedata.category(sign) == "Cf" for sign in text):
        return "control"
    if not bare:
        return "empty"
    if "<" in bare or ">" in bare:
        return "named"
    if bare.count("@") > 1 or "," in bare or ";" in bare:
        return "several"
    if any(sign.isspace() for sign in bare):
        return "space"
    return "long" if len(bare) > _LONGEST_ADDRESS else ""


def _domain(written: str) -> str:
    """The domain in small ASCII letters; empty when there is none, or none that the whole world can reach."""
    if _READ_TWO_WAYS.search(written):
        return ""
    try:
        domain = written.encode("idna").decode("ascii").lower()
    except UnicodeError:
        return ""
    labels = domain.split(".")
    sound = len(labels) > 1 and all(_LABEL.fullmatch(label) for label in labels) and not labels[-1].isdigit()
    return domain if sound else ""


def new_message_id(domain_hint: str) -> str:
    """A name for a mail that no other has (RFC 5322, section 3.6.4); says nothing of this PC or of the hour.

    ``domain_hint`` is the sender's address or domain; where it is neither, a domain that belongs to nobody (RFC 2606).
    """
    domain = _domain(domain_hint.strip().rpartition("@")[2]) or "delta.invalid"
    return f"<{secrets.token_hex(16)}@{domain}>"


def as_message(letter: Letter, sender: Sender, *, message_id: str, at: datetime, draft: bool = False) -> EmailMessage:
    """The letter as a mail (RFC 5322) to its one recipient, with lines of ASCII of which none is over 998.

    ``message_id`` comes from ``new_message_id``, kept by the caller so that a letter sent again is known as the same;
    ``at`` is an instant with its zone. A ``draft`` is opened by mail programs to be finished and sent by hand.
    Refuses ``bad_mail_address``; raises ValueError for what only we can have got wrong.
    """
    if at.tzinfo is None:
        raise ValueError("an instant needs its zone")
    if not _MESSAGE_ID.fullmatch(message_id) or len(message_id) > _LONGEST_MESSAGE_ID:
        raise ValueError(f"no message id: {message_id!r}")
    if not _LANGUAGE.fullmatch(letter.language):
        raise ValueError(f"no language: {letter.language!r}")
    message = EmailMessage(policy=POLICY)
    message["Date"] = at
    message["From"] = mailbox(address_of(sender.address), sender.name)
    message["To"] = mailbox(address_of(letter.to), letter.to_name)
    message["Subject"] = one_line(letter.subject)
    message["Message-ID"] = message_id
    if draft:
        message["X-Unsent"] = "1"
    # Quoted-printable whatever the text: its lines keep their length, and no server on the way has to change them.
    message.set_content(_plain(letter.text), charset="utf-8", cte="quoted-printable")
    for attachment in letter.attachments:
        _attach(message, attachment)
    # Last, since a message that becomes several parts gives its Content- headers to the first.
    message["Content-Language"] = letter.language
    return message


def as_file(message: EmailMessage) -> bytes:
    """The mail as an ``.eml`` file holds it and a server takes it: lines of ASCII that end with CRLF."""
    return message.as_bytes(policy=message.policy.clone(linesep="\r\n", cte_type="7bit"))


def _plain(text: str) -> str:
    """The text with lines that end alike, and spaces for the control characters that are no line ends."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join("".join(" " if is_control(sign) and sign != "\t" else sign for sign in line) for line in lines)


def _attach(message: EmailMessage, attachment: Attachment) -> None:
    media_type = _MEDIA_TYPE.fullmatch(attachment.media_type)
    if not media_type:
        raise ValueError(f"no media type: {attachment.media_type!r}")
    main, sub = media_type.groups()
    params = {}
    if attachment.media_type == "text/calendar":
        params["method"] = "PUBLISH"  # as the calendar itself says (RFC 5545, section 3.7.2): nobody has to answer
    if main == "text":
        params["charset"] = "UTF-8"
    message.add_attachment(
        attachment.content,
        maintype=main,
        subtype=sub,
        cte="base64",
        params=params,
        filename=_file_name(attachment.name),
    )


def _file_name(name: str) -> str:
    """The name of a file as every system may keep it; its ending stays when it has to be cut."""
    clean = _FORBIDDEN_IN_NAMES.sub("-", one_line(name)).strip(" .") or "document"
    stem, dot, ending = clean.rpartition(".")
    if len(clean) <= _LONGEST_FILE_NAME:
        return clean
    if not dot or len(ending) > 10:
        return clean[:_LONGEST_FILE_NAME]
    return f"{stem[: _LONGEST_FILE_NAME - len(ending) - 1]}.{ending}"
