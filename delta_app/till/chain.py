"""The chain of the till's journal: each entry carries the digest of the one before.

A digest is SHA-256 over one JSON text in UTF-8, keys sorted, no spaces, of all that the entry says: what is not set is
null or empty. Names of signers are in it as salted digests, so that a name can go when the law no longer keeps it.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from delta_app.till.rules import Line, Paper

BEFORE_THE_FIRST = "0" * 64


@dataclass(frozen=True)
class Link:
    """All that an entry says and its digest answers for; entries it refers to by their digests, ``cards`` by the
    numbers they bear, in the order of the lines."""

    previous: str
    year: int
    number: int
    day: date
    at: str
    kind: str
    session: str
    reverses: str
    label: str
    receipt: str
    why: str
    counted: str
    paper_digest: str
    signers: str
    cards: tuple[str, ...]
    lines: Sequence[Line]


def digest_of(link: Link) -> str:
    """The 64 hexadecimal digits that the next entry carries."""
    said = {
        **vars(link),
        "day": link.day.isoformat(),
        "lines": [vars(line) for line in link.lines],
    }
    text = json.dumps(said, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def signer_digest(salt: str, host_id: int | None, name: str) -> str:
    """What the chain holds of who signed."""
    return hashlib.sha256(f"{salt}\n{host_id or ''}\n{name}".encode()).hexdigest()


def paper_digest(paper: Paper) -> str:
    """What the chain holds of a receipt that is kept: its name, its media type and its content."""
    return hashlib.sha256(f"{paper.name}\n{paper.media_type}\n".encode() + paper.content).hexdigest()


def printed_digest(digest: str) -> str:
    """A digest in groups of four, as it stands on a closing slip."""
    return " ".join(digest[place : place + 4] for place in range(0, len(digest), 4))
