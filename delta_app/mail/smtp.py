"""Sending mails over SMTP (RFC 5321): one connection for many, each trouble told apart, and never a doubt hidden."""

import base64
import re
import smtplib
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email.message import EmailMessage
from typing import Any, Literal, NoReturn

from delta_app.core.errors import Refused
from delta_app.mail import words  # noqa: F401 — gives the refusals below their words
from delta_app.mail.headers import one_line
from delta_app.mail.letter import Sender, address_of, as_file

TIMEOUT = 15.0
"""Seconds a server has for each answer but the last of a mail."""

PATIENCE = 120.0
"""Seconds it has to take a mail over: it may look for viruses first, and to give up then leaves a doubt."""

# X509_V_ERR_… of OpenSSL; whatever is not here is a certificate that nobody known stands for.
_CERTIFICATE_FAULTS = {9: "date", 10: "date", 62: "name", 64: "name"}

_FAREWELL = 5.0
_ON_THIS_PC = frozenset({"localhost", "127.0.0.1", "::1"})
_BLOCK = 1 << 15  # each has its own time, so that a slow line is no broken one
_ANSWER_SHOWN = 200

# An address literal (RFC 5321, section 4.1.3) tells nothing of this PC and needs no look-up, which may take seconds.
_OUR_NAME = "[127.0.0.1]"


@dataclass(frozen=True)
class Server:
    """Where mails are handed in; ``tls`` from the first byte (usually port 465), ``starttls`` (587) before the login.

    Without a ``user`` nobody logs in.
    """

    host: str
    port: int
    security: Literal["tls", "starttls", "none"]
    user: str = ""
    password: str = field(default="", repr=False)


class Connection:
    """A server that is ready to take mails, as ``connected`` gives it."""

    def __init__(self, server: Server, line: smtplib.SMTP, patience: float) -> None:
        self._server = server
        self._line = line
        self._patience = patience

    @property
    def is_open(self) -> bool:
        """Whether the server was still there when last spoken to."""
        return self._line.sock is not None

    def send(self, message: EmailMessage) -> None:
        """Hand over one mail to its one recipient; when this returns, the server answers for it.

        Refuses ``smtp_sender``, ``smtp_recipient`` and ``smtp_message`` (the address or the mail, refused for good),
        ``smtp_later``, ``smtp_login``, ``smtp_no_tls``: the mail was not taken, and the next may be. Refuses
        ``smtp_gone`` when the connection broke: ``in_doubt`` says whether the server may have the mail all the same.
        Raises ValueError for a draft, and for a mail to several people.
        """
        sender, recipient = _envelope(message)
        content = as_file(message)
        handed_over = False
        try:
            self._announce(sender, recipient, len(content))
            self._write(content)
            handed_over = True
            code, answer = self._conclude()
        except smtplib.SMTPException as problem:  # smtplib has closed the connection
            self._line.close()
            raise Refused("smtp_gone", in_doubt=handed_over, **_place(self._server)) from problem
        if code // 100 != 2:
            self._refuse_message(code, answer, recipient)

    def _announce(self, sender: str, recipient: str, size: int) -> None:
        """Everything before the mail itself (RFC 5321, section 3.3), its size with it (RFC 1870)."""
        code, answer = self._line.docmd("MAIL", f"FROM:<{sender}>{self._size_option(size, recipient)}")
        if code == 552:
            self._refuse_message(code, answer, recipient)
        if code != 250:
            _refuse_sender(self._server, self._line, code, answer)
        code, answer = self._line.docmd("RCPT", f"TO:<{recipient}>")
        if code not in {250, 251, 252}:
            self._refuse_recipient(code, answer, recipient)
        code, answer = self._line.docmd("DATA")
        if code != 354:
            self._refuse_message(code, answer, recipient)

    def _size_option(self, size: int, recipient: str) -> str:
        if not self._line.has_extn("size"):
            return ""
        most = self._line.esmtp_features["size"].strip()
        if most.isdecimal() and len(most) < 20 and 0 < int(most) < size:
            facts = {"status": 552, "answer": "", "address": recipient, "permanent": True}
            raise Refused("smtp_message", **_place(self._server), **facts)
        return f" SIZE={size}"

    def _write(self, content: bytes) -> None:
        """The mail and the dot that ends it; a line that begins with a dot gets another (RFC 5321, section 4.5.2)."""
        dotted = re.sub(rb"(?m)^\.", b"..", content)
        if not dotted.endswith(b"\r\n"):
            dotted += b"\r\n"
        for start in range(0, len(dotted), _BLOCK):
            self._line.send(dotted[start : start + _BLOCK])
        self._set_timeout(self._patience)
        self._line.send(b".\r\n")  # by itself: where it cannot leave, the server has half a mail and throws it away

    def _conclude(self) -> tuple[int, bytes]:
        """What the server says of the whole mail; an answer that is none breaks the connection."""
        code, answer = self._line.getreply()
        self._set_timeout(self._line.timeout)
        _check_is_answer(code, {2, 4, 5})
        return code, answer

    def _set_timeout(self, seconds: float) -> None:
        if self._line.sock is not None:
            self._line.sock.settimeout(seconds)

    def _refuse_recipient(self, code: int, answer: bytes, recipient: str) -> NoReturn:
        facts = _facts_for_good(self._server, self._line, code, answer) | {"address": recipient}
        # Whoever is not logged in may write only to the server's own people: the address is not to blame.
        if code == 530 or (not self._server.user and b"relay" in answer.lower()):
            raise Refused("smtp_login", why="needed", **facts)
        raise Refused("smtp_recipient", permanent=True, **facts)

    def _refuse_message(self, code: int, answer: bytes, recipient: str) -> NoReturn:
        facts = _facts_for_good(self._server, self._line, code, answer) | {"address": recipient}
        raise Refused("smtp_message", permanent=True, **facts)


@contextmanager
def connected(
    server: Server, timeout: float = TIMEOUT, *, patience: float = PATIENCE, context: ssl.SSLContext | None = None
) -> Iterator[Connection]:
    """A connection, encrypted and logged in as the server wants it, closed when the block ends.

    ``timeout`` and ``patience`` are seconds; ``context`` is whom to trust, the system's certificates if None. No
    password leaves this PC unencrypted, nor before the certificate was found good. Refuses ``smtp_unreachable``,
    ``smtp_no_tls``, ``smtp_login``, ``smtp_later`` and ``smtp_password_in_clear``.
    """
    line = _opened(server, timeout, context)
    try:
        yield Connection(server, line, patience)
    finally:
        _hang_up(line)


def try_out(server: Server, sender: Sender, timeout: float = TIMEOUT, *, context: ssl.SSLContext | None = None) -> None:
    """Go as far as a mail's first word and back: nothing is sent. Refuses as ``connected``, and ``smtp_sender``."""
    address = address_of(sender.address)
    line = _opened(server, timeout, context)
    try:
        line.noop()
        code, answer = line.docmd("MAIL", f"FROM:<{address}>")
        if code != 250:
            _refuse_sender(server, line, code, answer)
        line.rset()
    except smtplib.SMTPException as problem:
        raise Refused("smtp_unreachable", why=_why_unreachable(problem), **_place(server)) from problem
    finally:
        _hang_up(line)


def _envelope(message: EmailMessage) -> tuple[str, str]:
    """Sender and recipient of a mail that is ready to go, as its headers say."""
    if message["X-Unsent"] is not None:
        raise ValueError("a draft is sent by hand")
    people = [person for name in ("To", "Cc", "Bcc") for one in message.get_all(name, []) for person in one.addresses]
    if len(people) != 1:
        raise ValueError("a mail goes to one person")
    (author,) = message["From"].addresses
    return address_of(author.addr_spec), address_of(people[0].addr_spec)


def _opened(server: Server, timeout: float, context: ssl.SSLContext | None) -> smtplib.SMTP:
    if server.security == "none" and server.user and server.host not in _ON_THIS_PC:
        raise Refused("smtp_password_in_clear", **_place(server))
    if not server.host.strip():  # smtplib takes no host and no port for others than were meant
        raise Refused("smtp_unreachable", why="name", **_place(server))
    if not 0 < server.port < 1 << 16:
        raise Refused("smtp_unreachable", why="refused", **_place(server))
    line = _dialled(server, timeout, context)
    try:
        if line.sock is not None:  # each answer is waited for: nothing is gained by keeping small pieces back
            line.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        _introduce(server, line, context)
    except OSError as problem:  # smtplib's own are OSErrors too
        line.close()
        raise Refused("smtp_unreachable", why=_why_unreachable(problem), **_place(server)) from problem
    except BaseException:
        _hang_up(line)
        raise
    return line


def _dialled(server: Server, timeout: float, context: ssl.SSLContext | None) -> smtplib.SMTP:
    """The server once it has greeted us; each way of not getting there is a refusal of its own."""
    try:
        if server.security == "tls":
            trust = context or ssl.create_default_context()  # smtplib by itself would trust anybody
            return smtplib.SMTP_SSL(server.host, server.port, _OUR_NAME, timeout=timeout, context=trust)
        return smtplib.SMTP(server.host, server.port, _OUR_NAME, timeout=timeout)
    except ssl.SSLError as problem:
        raise _tls_refusal(server, problem) from problem
    except smtplib.SMTPConnectError as problem:
        raise _greeting_refusal(server, problem.smtp_code, _as_bytes(problem.smtp_error)) from problem
    except OSError as problem:
        raise Refused("smtp_unreachable", why=_why_unreachable(problem), **_place(server)) from problem
    except ValueError as problem:  # UnicodeError too: what no name of a server can be
        raise Refused("smtp_unreachable", why="name", **_place(server)) from problem


def _greeting_refusal(server: Server, code: int, answer: bytes) -> Refused:
    facts = {**_place(server), **_said(code, answer)}
    if 400 <= code < 500:
        return Refused("smtp_later", permanent=False, **facts)
    return Refused("smtp_unreachable", why="turned_away" if code >= 500 else "other", **facts)


def _why_unreachable(problem: OSError) -> str:
    causes = (problem, problem.__context__)  # smtplib tells a time that ran out as a lost connection
    if any(isinstance(cause, TimeoutError) for cause in causes):
        return "timeout"
    if isinstance(problem, socket.gaierror):
        return "name"
    if isinstance(problem, ConnectionRefusedError):
        return "refused"
    return "other" if isinstance(problem, smtplib.SMTPException) else "network"


def _introduce(server: Server, line: smtplib.SMTP, context: ssl.SSLContext | None) -> None:
    """The words before the first mail: who we are, encryption where it begins only now, the login."""
    _greet(server, line)
    if server.security == "starttls":
        _encrypt(server, line, context)
        _greet(server, line)  # what it said in clear may have been somebody else's (RFC 3207, section 4.2)
    if server.user:
        _log_in(server, line)


def _greet(server: Server, line: smtplib.SMTP) -> None:
    code, answer = line.ehlo()
    if code >= 500:
        code, answer = line.helo()
    if code != 250:
        raise _greeting_refusal(server, code, answer)


def _encrypt(server: Server, line: smtplib.SMTP, context: ssl.SSLContext | None) -> None:
    try:
        line.starttls(context=context or ssl.create_default_context())
    except smtplib.SMTPNotSupportedError as problem:
        raise Refused("smtp_no_tls", why="not_offered", **_place(server)) from problem
    except smtplib.SMTPResponseException as problem:
        facts = {**_place(server), **_said(problem.smtp_code, _as_bytes(problem.smtp_error))}
        if 400 <= problem.smtp_code < 500:
            raise Refused("smtp_later", permanent=False, **facts) from problem
        raise Refused("smtp_no_tls", why="not_offered", **facts) from problem
    except ssl.SSLError as problem:
        raise _tls_refusal(server, problem) from problem


def _tls_refusal(server: Server, problem: ssl.SSLError) -> Refused:
    if isinstance(problem, ssl.SSLCertVerificationError):
        fault = _CERTIFICATE_FAULTS.get(problem.verify_code, "issuer")
        return Refused("smtp_no_tls", why="certificate", fault=fault, **_place(server))
    return Refused("smtp_no_tls", why="handshake", **_place(server))


def _log_in(server: Server, line: smtplib.SMTP) -> None:
    """Log in by PLAIN (RFC 4616) or LOGIN, in UTF-8: smtplib's own login knows no accent in a password."""
    offered = line.esmtp_features.get("auth", "").upper().split()
    if "PLAIN" in offered:
        token = _in_base64(f"\0{server.user}\0{server.password}")
        code, answer = line.docmd("AUTH", f"PLAIN {token}")
    elif "LOGIN" in offered:
        code, answer = line.docmd("AUTH", "LOGIN")
        for secret in (server.user, server.password):
            if code == 334:
                code, answer = line.docmd(_in_base64(secret))
    else:
        raise Refused("smtp_login", why="not_offered", **_place(server))
    if code in {235, 503}:  # 503: it knew us already
        return
    facts = {**_place(server), **_said(code, answer)}
    if 400 <= code < 500:
        raise Refused("smtp_later", permanent=False, **facts)
    raise Refused("smtp_login", why="refused", **facts)


def _refuse_sender(server: Server, line: smtplib.SMTP, code: int, answer: bytes) -> NoReturn:
    facts = _facts_for_good(server, line, code, answer)
    if code == 530 and b"TLS" in answer.upper():  # RFC 3207, section 4
        raise Refused("smtp_no_tls", why="demanded", **facts)
    if code == 530:  # RFC 4954, section 6
        raise Refused("smtp_login", why="needed", **facts)
    raise Refused("smtp_sender", **facts)


def _facts_for_good(server: Server, line: smtplib.SMTP, code: int, answer: bytes) -> dict[str, Any]:
    """What a no for good is told with, the line ready for the next mail; a no for now is refused here, for later."""
    _check_is_answer(code, {4, 5})
    with suppress(smtplib.SMTPException):  # a connection that breaks here is told with the next mail
        line.rset()
    facts = {**_place(server), **_said(code, answer)}
    if code < 500:
        raise Refused("smtp_later", permanent=False, **facts)
    return facts


def _check_is_answer(code: int, kinds: set[int]) -> None:
    """Whatever a server may not say here is no SMTP: nothing that follows can be understood either."""
    if code // 100 not in kinds:
        raise smtplib.SMTPServerDisconnected("no answer of SMTP")


def _hang_up(line: smtplib.SMTP) -> None:
    """Say goodbye, but wait for no answer long: everything that matters was answered before."""
    with suppress(OSError):
        if line.sock is not None:
            line.sock.settimeout(_FAREWELL)
            line.docmd("QUIT")
    line.close()


def _place(server: Server) -> dict[str, Any]:
    return {"host": server.host, "port": server.port}


def _said(code: int, answer: bytes) -> dict[str, Any]:
    """What the server said, fit to be shown; it may name the address that was refused."""
    return {"status": code, "answer": one_line(answer.decode("utf-8", "replace"))[:_ANSWER_SHOWN]}


def _as_bytes(answer: bytes | str) -> bytes:
    return answer.encode() if isinstance(answer, str) else answer


def _in_base64(text: str) -> str:
    return base64.b64encode(text.encode()).decode("ascii")
