"""The headers of a letter, written so that whatever a name or a subject holds stays text and nothing else.

Python's own policy decodes what looks like an encoded word in a plain text, and some versions that are about (3.11)
lose the quotes around a name when they fold it. So names and subjects never pass through its parser here.
"""

import re
import unicodedata
from email.header import Header
from email.headerregistry import Address, BaseHeader, HeaderRegistry
from email.policy import SMTP, Policy
from typing import Any

_LINE = 78  # RFC 5322, section 2.1.1
_ENCODED_WORD = 75  # RFC 2047, section 2

# Letters and signs of an atom (RFC 5322, section 3.2.3): a name of only these needs no quotes.
ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_PLAIN_NAME = re.compile(rf"{ATOM}( {ATOM})*")
_PLAIN_TEXT = re.compile(r"[\x21-\x7e]+( [\x21-\x7e]+)*")

# Line and paragraph separators break a line in some programs, and half a character is in no encoding.
_NOT_TEXT = frozenset({"Cc", "Cs", "Zl", "Zp"})


def is_control(sign: str) -> bool:
    """Whether a character is none that a name may hold: a control character, a line separator, half a character."""
    return unicodedata.category(sign) in _NOT_TEXT


def one_line(text: str) -> str:
    """The text on one line: a run of control characters and spaces becomes one space; no space is left at the ends.

    No-break spaces within, emoji and right-to-left marks stay: they are text.
    """
    return re.sub(" +", " ", "".join(" " if is_control(sign) else sign for sign in text)).strip()


def mailbox(address: str, name: str) -> Address:
    """Somebody as ``From`` and ``To`` want them; the address checked before, the name any text."""
    local, _at, domain = address.rpartition("@")
    return Address(display_name=one_line(name), username=local, domain=domain)  # as an addr_spec it would be decoded


class _AsText(BaseHeader):
    """A header that is what it was given, letter by letter; encoded only when it is written out."""

    max_count = 1

    @classmethod
    def parse(cls, value: str, kwds: dict[str, Any]) -> None:
        kwds["parse_tree"] = None
        kwds["decoded"] = value

    def fold(self, *, policy: Policy) -> str:
        return _folded(self.name, _words(str(self), _PLAIN_TEXT), policy)


class _AsWritten(_AsText):
    """A header of our own making, in ASCII and without spaces, that stands on one line whatever its length."""

    def fold(self, *, policy: Policy) -> str:
        return f"{self.name}: {self}{policy.linesep}"


class _OneMailbox(BaseHeader):
    """``From`` or ``To``: an ``Address``, exactly one."""

    max_count = 1

    @classmethod
    def parse(cls, value: Address, kwds: dict[str, Any]) -> None:
        kwds["parse_tree"] = None
        kwds["mailbox"] = value
        kwds["decoded"] = str(value)

    def init(self, name: str, *, mailbox: Address, **rest: Any) -> None:  # type: ignore[override]  # what parse adds
        self._mailbox = mailbox
        super().init(name, **rest)

    @property
    def addresses(self) -> tuple[Address, ...]:
        """Whom it names, as the headers of Python's own policy say it."""
        return (self._mailbox,)

    def fold(self, *, policy: Policy) -> str:
        whom = self._mailbox
        if not whom.display_name:
            return _folded(self.name, [whom.addr_spec], policy)
        return _folded(self.name, [*_words(whom.display_name, _PLAIN_NAME), f"<{whom.addr_spec}>"], policy)


def _words(text: str, plain: re.Pattern[str]) -> list[str]:
    """The words a header is written in, each fit for a line: as they are, or encoded (RFC 2047) all together."""
    words = text.split(" ")
    fits = all(len(word) <= _ENCODED_WORD - 1 for word in words)
    if not text or (plain.fullmatch(text) and "=?" not in text and fits):
        return words
    encoded = Header(text, charset="utf-8", maxlinelen=_ENCODED_WORD)
    return [word.strip() for word in encoded.encode(splitchars="", linesep="\n").split("\n")]


def _folded(name: str, words: list[str], policy: Policy) -> str:
    """The header on lines of at most 78 characters where its words allow, broken before a word only."""
    lines = [f"{name}:"]
    for word in words:
        if len(lines[-1]) + 1 + len(word) > _LINE and lines[-1] != f"{name}:":
            lines.append("")
        lines[-1] += f" {word}"
    return policy.linesep.join(lines) + policy.linesep


def _registry() -> HeaderRegistry:
    registry = HeaderRegistry()
    registry.map_to_type("subject", _AsText)
    registry.map_to_type("message-id", _AsWritten)
    for name in ("from", "to"):
        registry.map_to_type(name, _OneMailbox)
    return registry


POLICY = SMTP.clone(cte_type="7bit", header_factory=_registry())
"""How every letter is written: lines end with CRLF and hold ASCII only, so that every server takes them as they are."""
