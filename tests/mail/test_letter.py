"""Letters as mails: whatever a name, a subject or a text holds stays text, and exactly one person is written to."""

import datetime
import email
import email.header
import email.policy
import email.utils
import re
import socket
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from delta_app.core.errors import Refused, say
from delta_app.mail.headers import one_line
from delta_app.mail.letter import (
    Attachment,
    Letter,
    Sender,
    address_of,
    as_file,
    as_message,
    new_message_id,
)
from tests.mail.post_office import AT, SENDER, letter_to, mail_to

NASTY = "\r\n\0\t\x0b\x1c\x7f\x85\u2028\u2029\ud800 ,;:\"'<>()[]@\\=?&.é😀\u202eא\u00a0"
texts = st.text(st.one_of(st.characters(), st.sampled_from(NASTY)), max_size=120)
TRICKS = [
    "Zoë\r\nBcc: tous@monde.example",
    "Zoë\nBcc: tous@monde.example\n\nAutre texte",
    "Zoë\0\x85\u2028Bcc: x",
    'Zoë, "la" <img src=x>',
    "anna@monde.example, bob@monde.example",
    "anna@monde.example; bob@monde.example",
    "=?utf-8?q?Zo=C3=AB=0D=0ABcc=3A_tous=40monde.example?=",
    "=?utf-8?q?a?= <autre@monde.example>",
    "\u202eelpmaxe.ednom@",
    "Group: anna@monde.example, bob@monde.example;",
    "\ud83d\ud800",
    'quote " and \\ backslash, ' * 8,
    "é, " * 60,
    "x" * 900,
    "",
    " ",
]

HEADERS = ["Date", "From", "To", "Subject", "Message-ID", "MIME-Version"]


def received(message: EmailMessage) -> EmailMessage:
    """The message as another program reads it from its file."""
    return email.message_from_bytes(as_file(message), policy=email.policy.default)


def people(message: EmailMessage, header: str) -> list[tuple[str, str]]:
    """Names and addresses of a header, as Python's two readers see them; the newer puts spaces into long names."""
    newer = [one.addr_spec for one in received(message)[header].addresses]
    older = email.utils.getaddresses(email.message_from_bytes(as_file(message)).get_all(header, []))
    assert [address for _name, address in older] == newer
    return [(str(email.header.make_header(email.header.decode_header(name))), address) for name, address in older]


def refused(text: str) -> Refused:
    with pytest.raises(Refused) as refusal:
        address_of(text)
    assert refusal.value.code == "bad_mail_address"
    return refusal.value


def check_sound(message: EmailMessage) -> None:
    """A file that every server takes as it is, and headers of which none was smuggled in."""
    content = as_file(message)
    assert content.isascii()
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert b"\r" not in content.replace(b"\r\n", b"")
    assert max(map(len, content.split(b"\r\n"))) <= 998
    head = content.partition(b"\r\n\r\n")[0].decode("ascii")
    names = re.findall(r"(?m)^([!-9;-~]+):", head)
    assert [name for name in names if not name.startswith("Content-")] == HEADERS
    assert all(re.match(r"[!-9;-~]+: ?|[ \t]+\S", line) for line in head.split("\r\n"))


def test_a_letter_arrives_as_it_was_written() -> None:
    text = "Bonjour Zoë,\n\nvoici vos permanences 😀 :\n.\n..\nFrom the door\n" + "très long " * 300 + "\n\n  fin  \n"
    pdf, ics = bytes(range(256)) * 40, b"BEGIN:VCALENDAR\r\nMETHOD:PUBLISH\r\nEND:VCALENDAR\r\n"
    letter = Letter(
        to="zoe@maison.example",
        to_name="Zoë D’Hondt-Ünal",
        subject="Vos permanences de décembre — à vérifier s’il vous plaît, avant dimanche soir 😀 🙏",
        text=text,
        attachments=(
            Attachment("permanences décembre.pdf", "application/pdf", pdf),
            Attachment("permanences.ics", "text/calendar", ics),
        ),
    )
    message = as_message(letter, SENDER, message_id="<1234@maison.example>", at=AT)
    check_sound(message)
    mail = received(message)
    assert mail["Subject"] == letter.subject
    assert people(message, "To") == [(letter.to_name, letter.to)]
    assert people(message, "From") == [(SENDER.name, SENDER.address)]
    assert mail["Date"].datetime == AT
    assert mail["Message-ID"] == "<1234@maison.example>"
    assert mail["Content-Language"] == "fr"
    body = mail.get_body(("plain",))
    assert body is not None
    assert body.get_content().replace("\r\n", "\n") == text
    one, other = mail.iter_attachments()
    assert (one.get_filename(), one.get_content_type()) == ("permanences décembre.pdf", "application/pdf")
    assert one.get_payload(decode=True) == pdf
    assert (other.get_filename(), other.get_payload(decode=True)) == ("permanences.ics", ics)
    assert other["Content-Type"].params == {"method": "PUBLISH", "charset": "UTF-8"}
    assert other.get_content_type() == "text/calendar"


@pytest.mark.parametrize("trick", TRICKS)
def test_what_looks_like_a_header_stays_text(trick: str) -> None:
    letter = Letter("anna@monde.example", trick, trick, trick, (Attachment(trick, "text/csv", b"a;b\r\n"),))
    message = as_message(letter, Sender("accueil@maison.example", trick), message_id="<1@x.example>", at=AT)
    check_sound(message)
    mail = received(message)
    shown = one_line(trick).encode("utf-8", "replace").decode()
    assert mail["Subject"] == shown
    for name, address in (("To", "anna@monde.example"), ("From", "accueil@maison.example")):
        assert people(message, name) == [(shown, address)]
    assert mail.get_all("Bcc") is None
    assert len(list(mail.iter_attachments())) == 1


@given(name=texts, subject=texts, text=texts, file_name=texts, sender_name=texts)
def test_any_letter_goes_to_one_person_and_says_what_was_written(
    name: str, subject: str, text: str, file_name: str, sender_name: str
) -> None:
    letter = Letter("anna@monde.example", name, subject, text, (Attachment(file_name, "text/plain", b"x"),))
    message = as_message(letter, Sender("a@b.example", sender_name), message_id="<1@x.example>", at=AT)
    check_sound(message)
    mail = received(message)
    assert mail["Subject"] == one_line(subject)
    assert people(message, "To") == [(one_line(name), "anna@monde.example")]
    assert people(message, "From") == [(one_line(sender_name), "a@b.example")]
    assert message["To"].addresses[0].display_name == one_line(name)
    body = mail.get_body(("plain",))
    assert body is not None
    written = [one_line(line) for line in re.split("\r\n|\r|\n", text)]
    assert [one_line(line) for line in body.get_content().split("\r\n")[: len(written)]] == written
    (attached,) = mail.iter_attachments()
    assert attached.get_filename()
    assert not re.search(r'[\\/:*?"<>|\0-\x1f]', attached.get_filename())


@given(st.binary(max_size=3000))
def test_attachments_arrive_byte_for_byte(content: bytes) -> None:
    message = mail_to("anna@monde.example", attachments=(Attachment("été.ics", "text/calendar", content),))
    check_sound(message)
    (attached,) = received(message).iter_attachments()
    assert attached.get_payload(decode=True) == content


def test_a_file_name_keeps_its_accents_and_when_cut_its_ending() -> None:
    names = ["Şükrü – été.pdf", "a" * 300 + ".xlsx", "b" * 300, "c." + "d" * 300, "../../.bashrc", "  ", "..."]
    parts = tuple(Attachment(name, "application/pdf", b"") for name in names)
    attached = list(received(mail_to("anna@monde.example", attachments=parts)).iter_attachments())
    assert [part.get_filename() for part in attached] == [
        "Şükrü – été.pdf", "a" * 95 + ".xlsx", "b" * 100, "c." + "d" * 98, "-..-.bashrc", "document", "document",
    ]  # fmt: skip


def test_a_draft_is_marked_as_one_that_has_not_left() -> None:
    message = as_message(letter_to("anna@monde.example"), SENDER, message_id="<1@x.example>", at=AT, draft=True)
    assert received(message)["X-Unsent"] == "1"
    assert mail_to("anna@monde.example")["X-Unsent"] is None


def test_message_ids_differ_and_tell_nothing_of_this_pc() -> None:
    made = {new_message_id("accueil@maison.example") for _ in range(100)}
    assert len(made) == 100
    assert all(re.fullmatch(r"<[0-9a-f]{32}@maison\.example>", one) for one in made)
    assert new_message_id("accueil@exämple.example").endswith("@xn--exmple-cua.example>")
    for hint in ("", "x", "a@b\r\nBcc: c@d.example", socket.gethostname() + " "):
        message_id = new_message_id(hint)
        mail_id = as_message(letter_to("a@b.example"), SENDER, message_id=message_id, at=AT)["Message-ID"]
        assert mail_id == message_id
    assert new_message_id("x").endswith("@delta.invalid>")


def test_a_long_message_id_is_written_as_it_is() -> None:
    message_id = new_message_id(".".join(["a" * 60] * 4) + ".example")
    message = as_message(letter_to("a@b.example"), SENDER, message_id=message_id, at=AT)
    check_sound(message)
    assert f"Message-ID: {message_id}\r\n".encode() in as_file(message)


@pytest.mark.parametrize("message_id", ["", "1@x.example", "<1 @x.example>", "<1@x>\r\nBcc: a@b.example", "<1>"])
def test_a_message_id_that_is_none_is_our_mistake(message_id: str) -> None:
    with pytest.raises(ValueError, match="message id"):
        as_message(letter_to("a@b.example"), SENDER, message_id=message_id, at=AT)


def test_an_instant_without_a_zone_a_language_or_a_kind_of_file_that_is_none_is_our_mistake() -> None:
    naive = AT.replace(tzinfo=None)
    with pytest.raises(ValueError, match="zone"):
        as_message(letter_to("a@b.example"), SENDER, message_id="<1@x.example>", at=naive)
    with pytest.raises(ValueError, match="language"):
        mail_to("a@b.example", language="fr\r\nBcc: c")
    with pytest.raises(ValueError, match="media type"):
        mail_to("a@b.example", attachments=(Attachment("a", "text/plain\r\nBcc: c", b""),))


def test_the_hour_keeps_its_zone() -> None:
    at = AT.astimezone(datetime.timezone(datetime.timedelta(hours=1)))
    message = as_message(letter_to("a@b.example"), SENDER, message_id="<1@x.example>", at=at)
    assert b"Date: Thu, 10 Dec 2026 14:30:00 +0100\r\n" in as_file(message)


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("anna@maison.example", "anna@maison.example"),
        ("  Anna.O'Neil+delta@Maison.EXAMPLE ", "Anna.O'Neil+delta@maison.example"),
        ("\u00a0anna@maison.example", "anna@maison.example"),
        ("anna@exämple.example", "anna@xn--exmple-cua.example"),
        ("anna@EXÄMPLE.example", "anna@xn--exmple-cua.example"),
        ("anna@xn--exmple-cua.example", "anna@xn--exmple-cua.example"),
        ("!#$%&'*+-/?=^_`{|}~@a.be", "!#$%&'*+-/?=^_`{|}~@a.be"),
        ("a" * 64 + "@a.be", "a" * 64 + "@a.be"),
    ],
)
def test_an_address_is_made_ready_for_a_server(text: str, address: str) -> None:
    assert address_of(text) == address
    assert address_of(address) == address


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "empty"),
        ("   ", "empty"),
        ("anna@a.be\n", "control"),
        ("anna@a.be\r\nBcc: bob@a.be", "control"),
        ("anna\0@a.be", "control"),
        ("anna\t@a.be", "control"),
        ("anna\u200b@a.be", "control"),
        ("anna\u202e@a.be", "control"),
        ("anna\u2028@a.be", "control"),
        ("an na@a.be", "space"),
        ("anna@a .be", "space"),
        ("anna@a.be, bob@a.be", "several"),
        ("anna@a.be;bob@a.be", "several"),
        ("anna@bob@a.be", "several"),
        ("anna@a.be bob@a.be", "several"),
        ("Anna <anna@a.be>", "named"),
        ("anna", "domain"),
        ("anna@", "domain"),
        ("anna@localhost", "domain"),
        ("anna@a..be", "domain"),
        ("anna@.be", "domain"),
        ("anna@a.be.", "domain"),
        ("anna@-a.be", "domain"),
        ("anna@a_b.be", "domain"),
        ("anna@127.0.0.1", "domain"),
        ("anna@[127.0.0.1]", "domain"),
        ("anna@" + "a" * 64 + ".be", "domain"),
        ("anna@straße.de", "domain"),
        ("zoë@a.be", "accents"),
        ("@a.be", "form"),
        (".anna@a.be", "form"),
        ("an..na@a.be", "form"),
        ('"anna"@a.be', "form"),
        ("an(x)na@a.be", "form"),
        ("=?utf-8?q?a=0D=0A?=@a.be", "form"),
        ("a" * 65 + "@a.be", "long"),
        ("a@" + "a." * 130 + "be", "long"),
        ("a" * 40 + "@" + ".".join(["ä" * 50] * 4) + ".be", "long"),
    ],
)
def test_what_is_no_address_is_told_with_its_reason(text: str, why: str) -> None:
    refusal = refused(text)
    assert refusal.facts == {"text": text, "why": why}
    assert "Rien n’est parti" in say(refusal)
    assert "\n" not in say(refusal)


@given(texts, st.sampled_from(NASTY[:11]), st.integers(0, 30))
def test_no_address_brings_a_second_line_or_a_second_person(text: str, sign: str, at: int) -> None:
    for wish in (text, f"{text}@monde.example", f"anna@{text}.example", f"anna{text}@monde.example"):
        try:
            address = address_of(wish)
        except Refused:
            continue
        assert re.fullmatch(r"[!-~]+@[a-z0-9.-]+", address)
        assert not re.search(r'[,;:"<>()\[\]\\]', address)
        assert address.count("@") == 1
        check_sound(mail_to(wish))
    whole = "anna@monde.example"
    refused(whole[:at] + sign + whole[at:])
