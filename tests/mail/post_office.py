"""A real SMTP server on this machine, what it does with each mail told beforehand, and certificates for it."""

import datetime
import email
import email.policy
import ipaddress
import socket
import ssl
import threading
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from delta_app.core.errors import Refused, say
from delta_app.mail.letter import Letter, Sender, as_message, new_message_id
from delta_app.mail.smtp import Server, connected

SENDER = Sender("accueil@maison.example", "Lieu de liens « Le Delta »")
AT = datetime.datetime(2026, 12, 10, 13, 30, tzinfo=datetime.UTC)


@dataclass
class Taken:
    """One mail as the server took it."""

    sender: str
    recipients: list[str]
    content: bytes

    @property
    def message(self) -> EmailMessage:
        return email.message_from_bytes(self.content, policy=email.policy.default)


@dataclass
class Post:
    """What the server does; every answer that is no yes counts as a fault that fired."""

    taken: list[Taken] = field(default_factory=list)
    logins: list[tuple[str, str]] = field(default_factory=list)
    fired: int = 0
    sender_answer: str | None = None
    recipient_answers: dict[str, str] = field(default_factory=dict)
    content_answer: str | None = None
    connections_lost_in: tuple[str, int] = ("", 0)  # MAIL, DATA (within it) or END (after it), and in which mail
    mails_begun: int = 0
    password: str = "sésame"

    async def handle_MAIL(self, server: SMTP, session: Any, envelope: Any, address: str, options: list[str]) -> str:
        self.mails_begun += 1
        if self.connections_lost_in == ("MAIL", self.mails_begun):
            return self._drop(server)
        if self.sender_answer:
            self.fired += 1
            return self.sender_answer
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(self, server: SMTP, session: Any, envelope: Any, address: str, options: list[str]) -> str:
        answer = self.recipient_answers.get(address)
        if answer:
            self.fired += 1
            return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Any, envelope: Any) -> str:
        if self.content_answer:
            self.fired += 1
            return self.content_answer
        self.taken.append(Taken(envelope.mail_from, list(envelope.rcpt_tos), envelope.original_content))
        if self.connections_lost_in == ("END", self.mails_begun):
            return self._drop(server)
        return "250 OK"

    def loses_now(self, where: str) -> bool:
        return self.connections_lost_in == (where, self.mails_begun)

    def _drop(self, server: SMTP) -> str:
        self.fired += 1
        server.transport.abort()
        return "421 nobody reads this"

    def log_in(self, server: SMTP, session: Any, envelope: Any, mechanism: str, given: LoginPassword) -> AuthResult:
        user, password = given.login.decode(), given.password.decode()
        self.logins.append((user, password))
        if password == self.password:
            return AuthResult(success=True)
        self.fired += 1
        return AuthResult(success=False, handled=False)


class Clerk(SMTP):
    """The server, which can also lose a connection while a mail comes in."""

    async def smtp_DATA(self, arg: str) -> None:
        if not self.event_handler.loses_now("DATA"):
            await super().smtp_DATA(arg)
            return
        await self.push("354 go ahead")
        await self._reader.readuntil(b"\r\n")
        self.event_handler.fired += 1
        self.transport.abort()


class _Office(Controller):
    def factory(self) -> SMTP:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # that it asks for a password without TLS: a test wants to see that
            return Clerk(self.handler, **self.SMTP_kwargs)

    def _trigger_server(self) -> None:
        assert self.server is not None
        self.port = self.server.sockets[0].getsockname()[1]  # it asked for any that is free
        super()._trigger_server()


@contextmanager
def post_office(
    post: Post,
    *,
    security: str = "none",
    certificate: "Certificate | None" = None,
    login: bool = False,
    **options: Any,
) -> Iterator[Server]:
    """A server that runs while the block does, and how it is reached."""
    context = certificate.for_servers() if certificate else None
    office = _Office(
        post,
        hostname="127.0.0.1",
        port=0,
        server_hostname="post.example",
        ssl_context=context if security == "tls" else None,
        tls_context=context if security == "starttls" else None,
        require_starttls=security == "starttls",
        auth_required=login,
        auth_require_tls=security == "starttls",
        authenticator=post.log_in,
        **options,
    )
    office.start()
    try:
        server = Server("127.0.0.1", office.port, security)  # type: ignore[arg-type]
        yield replace(server, user="accueil", password=post.password) if login else server
    finally:
        office.stop()


@contextmanager
def scripted(greeting: bytes, answer: Callable[[bytes], bytes | None]) -> Iterator[int]:
    """A server of no known make: its greeting, then an answer to each line (None: it leaves). Gives its port."""
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            try:
                line, _address = listener.accept()
            except OSError:  # closed: the test is over
                return
            with line, line.makefile("rb") as told:
                try:
                    line.sendall(greeting)
                    for command in told:
                        said = answer(command.strip())
                        if said is None:
                            break
                        line.sendall(said)
                except OSError:  # whoever asked has left
                    continue

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        yield listener.getsockname()[1]
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join()


@dataclass(frozen=True)
class Certificate:
    """A certificate that stands for itself, and its key, in one file."""

    path: Path

    def for_servers(self) -> ssl.SSLContext:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.path)
        return context

    def for_clients(self) -> ssl.SSLContext:
        """As strict as ever, but trusting this certificate."""
        return ssl.create_default_context(cafile=self.path)


def make_certificate(path: Path, *, address: str = "127.0.0.1", days_from: int = -1, days_to: int = 1) -> Certificate:
    """One for an address, good between two days counted from now."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "post.example")])
    now = datetime.datetime.now(datetime.UTC)
    names = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address(address))])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now + datetime.timedelta(days=days_from))
        .not_valid_after(now + datetime.timedelta(days=days_to))
        .add_extension(names, critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )
    path.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        + certificate.public_bytes(serialization.Encoding.PEM)
    )
    return Certificate(path)


def letter_to(address: str, **wishes: Any) -> Letter:
    wishes = {"to_name": "Anna", "subject": "Vos permanences", "text": "Bonjour,\n"} | wishes
    return Letter(address, **wishes)


def mail_to(address: str, **wishes: Any) -> EmailMessage:
    return as_message(letter_to(address, **wishes), SENDER, message_id=new_message_id(SENDER.address), at=AT)


def refused(act: Callable[[], object]) -> Refused:
    with pytest.raises(Refused) as refusal:
        act()
    assert "{" not in say(refusal.value)
    return refusal.value


def word(command: bytes) -> bytes:
    """What a line asks for, in capitals."""
    return command.split()[0].upper() if command else b""


def open_and_close(server: Server, **options: Any) -> None:
    with connected(server, **options):
        pass


def send_to(server: Server, *addresses: str, **options: Any) -> None:
    with connected(server, **options) as line:
        for address in addresses:
            line.send(mail_to(address))
