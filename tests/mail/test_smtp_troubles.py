"""Servers that are not there, say no, or break off: every trouble told apart, its doubt included."""

import itertools
import socket

import pytest

from delta_app.core.errors import say
from delta_app.mail.letter import Attachment, Sender
from delta_app.mail.smtp import Connection, Server, connected, try_out
from tests.mail.post_office import (
    SENDER,
    Post,
    mail_to,
    open_and_close,
    post_office,
    refused,
    scripted,
    send_to,
    word,
)

# A server that cannot be reached.


def test_nobody_listens() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # ours, so that nobody else takes it, but nobody listens
        refusal = refused(lambda: open_and_close(Server("127.0.0.1", taken.getsockname()[1], "none")))
    assert (refusal.code, refusal.facts["why"]) == ("smtp_unreachable", "refused")


@pytest.mark.parametrize("host", ["", " ", "a" * 70 + ".example", "po\0st", "a..b"])
def test_a_name_that_can_be_nobodys(host: str) -> None:
    refusal = refused(lambda: open_and_close(Server(host, 25, "none")))
    assert (refusal.code, refusal.facts["why"]) == ("smtp_unreachable", "name")


def test_a_name_nobody_has(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def unknown(host: str, *_more: object) -> None:
        asked.append(host)
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr("socket.getaddrinfo", unknown)  # whatever network this machine has
    refusal = refused(lambda: open_and_close(Server("post.invalid", 25, "none")))
    assert (refusal.code, refusal.facts["why"]) == ("smtp_unreachable", "name")
    assert asked == ["post.invalid"]


@pytest.mark.parametrize("port", [-1, 0, 70000])
def test_a_port_that_is_none(port: int) -> None:
    refusal = refused(lambda: open_and_close(Server("127.0.0.1", port, "none")))
    assert (refusal.code, refusal.facts["why"]) == ("smtp_unreachable", "refused")


@pytest.mark.parametrize("security", ["none", "tls"])
def test_a_server_that_says_nothing(security: str) -> None:
    with scripted(b"", lambda command: b"") as port:
        server = Server("127.0.0.1", port, security)  # type: ignore[arg-type]
        refusal = refused(lambda: open_and_close(server, timeout=0.2))
    assert (refusal.code, refusal.facts["why"]) == ("smtp_unreachable", "timeout")


def test_a_server_that_falls_silent_after_its_greeting() -> None:
    with scripted(b"220 post\r\n", lambda command: b"") as port:
        refusal = refused(lambda: open_and_close(Server("127.0.0.1", port, "none"), timeout=0.2))
    assert (refusal.code, refusal.facts["why"]) == ("smtp_unreachable", "timeout")


@pytest.mark.parametrize("greeting", [b"* OK IMAP4rev1 ready\r\n", b"220" + b"x" * 9000 + b"\r\n", b"299 ?\r\n"])
def test_something_that_is_no_mail_server(greeting: bytes) -> None:
    with scripted(greeting, lambda command: None) as port:
        refusal = refused(lambda: open_and_close(Server("127.0.0.1", port, "none")))
    assert (refusal.code, refusal.facts["why"]) == ("smtp_unreachable", "other")


def test_a_server_that_turns_us_away_or_asks_for_patience() -> None:
    with scripted(b"554 5.7.1 no\x1b[31m strangers\r\n", lambda command: None) as port:
        refusal = refused(lambda: open_and_close(Server("127.0.0.1", port, "none")))
    assert (refusal.code, refusal.facts["why"]) == ("smtp_unreachable", "turned_away")
    assert "5.7.1 no [31m strangers" in say(refusal)
    with scripted(b"421 too busy\r\n", lambda command: None) as port:
        assert refused(lambda: open_and_close(Server("127.0.0.1", port, "none"))).code == "smtp_later"


def test_a_server_of_long_ago_is_spoken_to_in_its_way() -> None:
    answers = {b"EHLO": b"502 what\r\n", b"DATA": b"354 go\r\n"}
    answers |= dict.fromkeys((b"HELO", b"MAIL", b"RCPT", b".", b"QUIT"), b"250 ok\r\n")
    said: list[bytes] = []

    def answer(command: bytes) -> bytes:
        said.append(command)
        return answers.get(word(command), b"")  # nothing to a line of the mail itself

    with scripted(b"220 post\r\n", answer) as port:
        send_to(Server("127.0.0.1", port, "none"), "anna@monde.example")
    assert b"MAIL FROM:<accueil@maison.example>" in said
    assert b"." in said


# A mail that is refused.


def test_one_address_refused_leaves_the_others_alone() -> None:
    post = Post(recipient_answers={"bob@monde.example": "550 5.1.1 <bob@monde.example>: no such person"})
    with post_office(post) as server, connected(server) as line:
        line.send(mail_to("anna@monde.example"))
        refusal = refused(lambda: line.send(mail_to("bob@monde.example")))
        assert line.is_open
        line.send(mail_to("carla@monde.example"))
    assert (refusal.code, refusal.facts["permanent"], refusal.facts["status"]) == ("smtp_recipient", True, 550)
    assert refusal.facts["address"] == "bob@monde.example"
    assert post.fired == 1
    assert [taken.recipients for taken in post.taken] == [["anna@monde.example"], ["carla@monde.example"]]


@pytest.mark.parametrize(
    "post",
    [
        Post(recipient_answers={"anna@monde.example": "451 4.7.1 greylisted"}),
        Post(sender_answer="451 4.3.0 later"),
        Post(content_answer="452 4.3.1 no room"),
    ],
    ids=["recipient", "sender", "content"],
)
def test_a_server_that_asks_to_try_later(post: Post) -> None:
    with post_office(post) as server, connected(server) as line:
        refusal = refused(lambda: line.send(mail_to("anna@monde.example")))
        assert line.is_open
    assert (refusal.code, refusal.facts["permanent"]) == ("smtp_later", False)
    assert post.fired == 1
    assert post.taken == []


def test_a_sender_the_server_does_not_want() -> None:
    post = Post(sender_answer="553 5.7.1 not your address")
    with post_office(post) as server:
        assert refused(lambda: send_to(server, "anna@monde.example")).code == "smtp_sender"
        assert refused(lambda: try_out(server, SENDER)).code == "smtp_sender"
    assert post.fired == 2


def test_a_mail_the_server_does_not_want() -> None:
    post = Post(content_answer="554 5.7.1 looks like spam")
    with post_office(post) as server:
        refusal = refused(lambda: send_to(server, "anna@monde.example"))
    assert (refusal.code, refusal.facts["permanent"], post.fired) == ("smtp_message", True, 1)
    assert "looks like spam" in say(refusal)


def test_a_mail_that_is_too_big_is_not_even_begun() -> None:
    post = Post()
    with post_office(post, data_size_limit=10_000) as server, connected(server) as line:
        big = mail_to("anna@monde.example", attachments=(Attachment("a.pdf", "application/pdf", b"x" * 10_000),))
        refusal = refused(lambda: line.send(big))
        line.send(mail_to("anna@monde.example"))
    assert (refusal.code, refusal.facts["status"], post.mails_begun) == ("smtp_message", 552, 1)
    assert "trop gros" in say(refusal)


def test_a_sender_address_that_is_none_is_refused_before_anybody_is_called() -> None:
    refusal = refused(lambda: try_out(Server("post.invalid", 25, "none"), Sender("accueil\r\n@a.be", "")))
    assert refusal.code == "bad_mail_address"


# A connection that breaks.


def test_the_seventeenth_of_thirty_is_broken_off_in_its_middle_and_has_certainly_not_left() -> None:
    post = Post(connections_lost_in=("DATA", 17))
    people = [f"personne{number}@monde.example" for number in range(1, 31)]
    # Longer than all that may be on its way: of a short mail nobody knows at once that nobody reads it any more.
    long = Attachment("long.pdf", "application/pdf", b"x" * (8 << 20))
    sent: list[str] = []
    with post_office(post) as server, connected(server) as line:
        for address in people[:16]:
            line.send(mail_to(address))
            sent.append(address)
        told = refused(lambda: line.send(mail_to(people[16], attachments=(long,))))
        assert not line.is_open
        again = refused(lambda: line.send(mail_to(people[17])))
    assert post.fired == 1
    assert [taken.recipients for taken in post.taken] == [[address] for address in sent]
    assert (told.code, told.facts["in_doubt"]) == ("smtp_gone", False)
    assert "n’est pas parti" in say(told)
    assert (again.code, again.facts["in_doubt"]) == ("smtp_gone", False)


def test_a_connection_lost_before_the_mail_began() -> None:
    post = Post(connections_lost_in=("MAIL", 1))
    with post_office(post) as server, connected(server) as line:
        refusal = refused(lambda: line.send(mail_to("anna@monde.example")))
    assert (refusal.code, refusal.facts["in_doubt"], post.fired) == ("smtp_gone", False, 1)


def test_a_mail_handed_over_whose_answer_never_comes_is_in_doubt() -> None:
    post = Post(connections_lost_in=("END", 1))
    with post_office(post) as server, connected(server) as line:
        refusal = refused(lambda: line.send(mail_to("anna@monde.example")))
        assert not line.is_open
    assert (refusal.code, refusal.facts["in_doubt"], post.fired) == ("smtp_gone", True, 1)
    assert "peut-être" in say(refusal)
    assert len(post.taken) == 1  # and the doubt was right


@pytest.mark.parametrize(
    ("end", "in_doubt"), [(b"", True), (None, True), (b"what?\r\n", True), (b"250" + b"x" * 9000 + b"\r\n", True)]
)
def test_answers_that_are_none(end: bytes | None, in_doubt: bool) -> None:
    answers = iter([b"250 post\r\n", b"250 ok\r\n", b"250 ok\r\n", b"354 go\r\n"])

    def answer(command: bytes) -> bytes | None:
        return end if command == b"." else next(answers, b"")

    with scripted(b"220 post\r\n", answer) as port, connected(Server("127.0.0.1", port, "none"), patience=0.2) as line:
        refusal = refused(lambda: line.send(mail_to("anna@monde.example")))
    assert (refusal.code, refusal.facts["in_doubt"]) == ("smtp_gone", in_doubt)


def test_a_server_may_take_its_time_over_a_whole_mail_but_not_over_a_word() -> None:
    answers = {b"EHLO": b"250 post\r\n", b"DATA": b"354 go\r\n"} | dict.fromkeys(
        (b"MAIL", b"RCPT", b"."), b"250 ok\r\n"
    )
    given: dict[bytes, float | None] = {}

    def answer(command: bytes) -> bytes:
        if lines:
            given[word(command)] = lines[0]._line.sock.gettimeout()
        return answers.get(word(command), b"221 bye\r\n" if word(command) == b"QUIT" else b"")

    lines: list[Connection] = []
    with (
        scripted(b"220 post\r\n", answer) as port,
        connected(Server("127.0.0.1", port, "none"), 30, patience=90) as line,
    ):
        lines.append(line)
        line.send(mail_to("anna@monde.example"))
        assert (given[b"MAIL"], given[b"DATA"], given[b"."]) == (30, 30, 90)
        line.send(mail_to("bob@monde.example"))
        assert given[b"MAIL"] == 30


@pytest.mark.parametrize("step", range(1, 4))
@pytest.mark.parametrize("nonsense", [b"what?\r\n", b"199 hm\r\n", b"250" + b"x" * 9000 + b"\r\n"])
def test_nonsense_before_the_mail_leaves_no_doubt(step: int, nonsense: bytes) -> None:
    told = itertools.count()
    sound = [b"250 post\r\n", b"250 ok\r\n", b"250 ok\r\n", b"354 go\r\n"]

    def answer(command: bytes) -> bytes:
        now = next(told)
        return nonsense if now == step else sound[min(now, 3)]

    with scripted(b"220 post\r\n", answer) as port, connected(Server("127.0.0.1", port, "none")) as line:
        refusal = refused(lambda: line.send(mail_to("anna@monde.example")))
    assert (refusal.code, refusal.facts["in_doubt"]) == ("smtp_gone", False)
    assert next(told) > step
