"""Mails through a real server: what arrives, who may hand them in, and what is encrypted."""

import socket
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from delta_app.core.errors import say
from delta_app.mail.letter import Attachment, as_message
from delta_app.mail.smtp import Server, connected, try_out
from tests.mail.post_office import (
    AT,
    SENDER,
    Certificate,
    Post,
    letter_to,
    mail_to,
    make_certificate,
    open_and_close,
    post_office,
    refused,
    scripted,
    send_to,
    word,
)

# What arrives.


@pytest.mark.parametrize("security", ["none", "starttls", "tls"])
def test_a_mail_arrives_as_it_was_written(security: str, certificate: Certificate) -> None:
    pdf = bytes(range(256)) * 500
    attachments = (
        Attachment("permanences été.pdf", "application/pdf", pdf),
        Attachment("permanences.ics", "text/calendar", b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"),
    )
    text = "Bonjour Zoë 😀\n.\n..points\n\n" + "é" * 2000 + "\n"
    message = mail_to(
        "zoe@exämple.example", to_name='Zoë "la"', subject="Décembre 😀, à vérifier", text=text, attachments=attachments
    )
    post = Post()
    with (
        post_office(post, security=security, certificate=certificate if security != "none" else None) as server,
        connected(server, context=certificate.for_clients()) as line,
    ):
        line.send(message)
        assert line.is_open
    (taken,) = post.taken
    assert (taken.sender, taken.recipients) == (SENDER.address, ["zoe@xn--exmple-cua.example"])
    mail = taken.message
    assert mail["Subject"] == "Décembre 😀, à vérifier"
    assert [(one.display_name, one.addr_spec) for one in mail["To"].addresses] == [
        ('Zoë "la"', "zoe@xn--exmple-cua.example")
    ]
    assert mail["Message-ID"] == message["Message-ID"]
    assert mail["Cc"] is None
    assert mail["Bcc"] is None
    body = mail.get_body(("plain",))
    assert body is not None
    assert body.get_content().replace("\r\n", "\n") == text
    assert [part.get_payload(decode=True) for part in mail.iter_attachments()] == [one.content for one in attachments]


def test_thirty_mails_go_over_one_connection_each_to_one_person_only() -> None:
    post = Post()
    people = [f"personne{number}@monde.example" for number in range(30)]
    with post_office(post) as server:
        send_to(server, *people)
    assert [taken.recipients for taken in post.taken] == [[address] for address in people]
    for taken, address in zip(post.taken, people, strict=True):
        assert [one.addr_spec for one in taken.message["To"].addresses] == [address]
        assert sum(other.encode() in taken.content for other in people if other != address) == 0


def test_a_draft_and_a_mail_to_several_do_not_leave() -> None:
    draft = as_message(letter_to("a@monde.example"), SENDER, message_id="<1@x.example>", at=AT, draft=True)
    several = mail_to("a@monde.example")
    several["Cc"] = "b@monde.example"
    post = Post()
    with post_office(post) as server, connected(server) as line:
        for message in (draft, several):
            with pytest.raises(ValueError, match=r"a mail goes|a draft"):
                line.send(message)
    assert post.taken == []


def test_trying_out_says_no_more_than_it_has_to(certificate: Certificate) -> None:
    post = Post()
    with post_office(post, security="starttls", certificate=certificate, login=True) as server:
        try_out(server, SENDER, context=certificate.for_clients())
    assert post.logins == [("accueil", "sésame")]
    assert post.mails_begun == 1
    assert post.taken == []


# The login.


@pytest.mark.parametrize("security", ["starttls", "tls"])
@pytest.mark.parametrize("without", [[], ["PLAIN"]])
def test_user_and_password_open_the_server_accents_included(
    security: str, without: list[str], certificate: Certificate
) -> None:
    post = Post()
    options = {"security": security, "certificate": certificate, "login": True, "auth_exclude_mechanism": without}
    with post_office(post, **options) as server:
        send_to(server, "anna@monde.example", context=certificate.for_clients())
    assert post.logins == [("accueil", "sésame")]
    assert len(post.taken) == 1


@pytest.mark.parametrize("without", [[], ["PLAIN"]])
def test_a_wrong_password_is_told(without: list[str], certificate: Certificate) -> None:
    post = Post()
    options = {"security": "tls", "certificate": certificate, "login": True, "auth_exclude_mechanism": without}
    with post_office(post, **options) as server:
        wrong = replace(server, password="autre")
        refusal = refused(lambda: try_out(wrong, SENDER, context=certificate.for_clients()))
    assert (refusal.code, refusal.facts["why"], post.fired) == ("smtp_login", "refused", 1)
    assert "autre" not in say(refusal)


def test_a_server_that_wants_a_login_is_told_apart_from_a_wrong_address(certificate: Certificate) -> None:
    post = Post()
    with post_office(post, security="tls", certificate=certificate, login=True) as server:
        nobody = replace(server, user="", password="")
        refusal = refused(lambda: send_to(nobody, "anna@monde.example", context=certificate.for_clients()))
        assert (refusal.code, refusal.facts["why"]) == ("smtp_login", "needed")
        refusal = refused(lambda: try_out(nobody, SENDER, context=certificate.for_clients()))
        assert (refusal.code, refusal.facts["why"]) == ("smtp_login", "needed")
    assert post.logins == []


def test_a_server_that_passes_on_nothing_for_strangers_blames_no_address() -> None:
    post = Post(recipient_answers={"anna@monde.example": "554 5.7.1 <anna@monde.example>: Relay access denied"})
    with post_office(post) as server:
        refusal = refused(lambda: send_to(server, "anna@monde.example"))
    assert (refusal.code, refusal.facts["why"], post.fired) == ("smtp_login", "needed", 1)


def test_a_server_that_knows_no_login(certificate: Certificate) -> None:
    options = {"auth_exclude_mechanism": ["PLAIN", "LOGIN"]}
    with post_office(Post(), security="tls", certificate=certificate, login=True, **options) as server:
        refusal = refused(lambda: open_and_close(server, context=certificate.for_clients()))
    assert (refusal.code, refusal.facts["why"]) == ("smtp_login", "not_offered")


def test_no_password_goes_out_in_clear() -> None:
    said = []
    with scripted(b"220 hello\r\n", lambda command: said.append(command) or b"250 AUTH PLAIN\r\n") as port:
        refusal = refused(lambda: open_and_close(Server("post.example", port, "none", "accueil", "sésame")))
    assert refusal.code == "smtp_password_in_clear"
    assert said == []


def test_on_this_pc_a_password_may_go_in_clear() -> None:
    post = Post()
    with post_office(post, login=True) as server:
        send_to(server, "anna@monde.example")
    assert post.logins == [("accueil", "sésame")]


def test_a_password_shows_nowhere(certificate: Certificate, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG", logger="delta_app")
    server = Server("127.0.0.1", 25, "tls", "accueil", "sésame")
    assert "sésame" not in repr(server)
    with post_office(Post(), security="tls", certificate=certificate, login=True) as server:
        refusal = refused(
            lambda: send_to(replace(server, password="chut"), "a@b.example", context=certificate.for_clients())
        )
    assert "chut" not in repr(refusal.facts) + str(refusal) + repr(refusal.__cause__)
    assert not [record for record in caplog.records if record.name.startswith("delta_app")]


# Encryption.


def test_a_certificate_nobody_stands_for_is_not_trusted(certificate: Certificate) -> None:
    for security in ("tls", "starttls"):
        post = Post()
        with post_office(post, security=security, certificate=certificate, login=True) as server:
            refusal = refused(lambda server=server: open_and_close(server))
        assert (refusal.code, refusal.facts["why"], refusal.facts["fault"]) == ("smtp_no_tls", "certificate", "issuer")
        assert post.logins == []


@pytest.mark.parametrize(
    ("wishes", "fault"), [({"address": "127.0.0.2"}, "name"), ({"days_from": -2, "days_to": -1}, "date")]
)
@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_a_certificate_of_another_or_of_another_time(
    wishes: dict[str, Any], fault: str, security: str, tmp_path: Path
) -> None:
    other = make_certificate(tmp_path / "other.pem", **wishes)
    post = Post()
    with post_office(post, security=security, certificate=other, login=True) as server:
        refusal = refused(lambda: open_and_close(server, context=other.for_clients()))
    assert (refusal.code, refusal.facts["why"], refusal.facts["fault"]) == ("smtp_no_tls", "certificate", fault)
    assert post.logins == []


def test_a_server_without_starttls_gets_no_password() -> None:
    post = Post()
    with post_office(post, login=True) as server:
        refusal = refused(lambda: open_and_close(replace(server, security="starttls")))
    assert (refusal.code, refusal.facts["why"]) == ("smtp_no_tls", "not_offered")
    assert post.logins == []


def test_a_server_that_offers_starttls_and_takes_it_back() -> None:
    offer = {b"EHLO": b"250-post\r\n250 STARTTLS\r\n", b"STARTTLS": b"501 no\r\n"}
    with scripted(b"220 post\r\n", lambda command: offer.get(word(command))) as port:
        refusal = refused(lambda: open_and_close(Server("127.0.0.1", port, "starttls")))
        assert (refusal.code, refusal.facts["why"]) == ("smtp_no_tls", "not_offered")
        offer[b"STARTTLS"] = b"454 not now\r\n"
        assert refused(lambda: open_and_close(Server("127.0.0.1", port, "starttls"))).code == "smtp_later"


def test_words_slipped_in_before_encryption_are_forgotten(certificate: Certificate) -> None:
    # Whoever sits between could add an answer of their own to the one in clear (CVE-2011-0411).
    in_clear = {b"EHLO": b"250-post\r\n250 STARTTLS\r\n", b"STARTTLS": b"220 go\r\n250-post\r\n250 AUTH PLAIN\r\n"}
    said: list[bytes] = []

    def serve(listener: socket.socket) -> None:
        line, _address = listener.accept()
        with line:
            line.sendall(b"220 post\r\n")
            for asked, answer in in_clear.items():
                assert word(line.recv(1000)) == asked
                line.sendall(answer)
            with certificate.for_servers().wrap_socket(line, server_side=True) as hidden:
                for answer in (b"250 post\r\n", b"221 bye\r\n"):
                    said.append(word(hidden.recv(1000)))
                    hidden.sendall(answer)

    with socket.create_server(("127.0.0.1", 0)) as listener, ThreadPoolExecutor() as pool:
        served = pool.submit(serve, listener)
        server = Server("127.0.0.1", listener.getsockname()[1], "starttls", "accueil", "sésame")
        refusal = refused(lambda: open_and_close(server, context=certificate.for_clients()))
        served.result()
    assert (refusal.code, refusal.facts["why"]) == ("smtp_login", "not_offered")
    assert said == [b"EHLO", b"QUIT"]


def test_encryption_asked_of_a_port_that_has_none() -> None:
    with post_office(Post()) as server:
        refusal = refused(lambda: open_and_close(replace(server, security="tls")))
    assert (refusal.code, refusal.facts["why"]) == ("smtp_no_tls", "handshake")


def test_no_encryption_where_the_server_demands_it(certificate: Certificate) -> None:
    with post_office(Post(), security="starttls", certificate=certificate) as server:
        refusal = refused(lambda: send_to(replace(server, security="none"), "anna@monde.example"))
    assert (refusal.code, refusal.facts["why"]) == ("smtp_no_tls", "demanded")
