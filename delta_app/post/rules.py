"""What becomes of a letter, decided on plain values: when it is tried again, and what a refusal means for it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Literal

State = Literal["waiting", "sending", "sent", "refused", "in_doubt", "cancelled"]

# Whoever has a letter in one of these states has it, or may have it, or will.
WRITTEN = ("waiting", "sending", "sent", "in_doubt")

ON_THIS_PC = frozenset({"localhost", "127.0.0.1", "::1"})
"""Servers to which nothing has to be encrypted, because it stays on this PC."""

FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=1)
LONG = timedelta(hours=12)
"""A letter that waits longer than this is told to the coordinator."""

CLAIM_LIVES = 15 * 60
"""Seconds after which whoever was handing over a letter is taken for dead: a server has two minutes for its last
answer, a large letter on a slow line some more. Time alone decides: a process's number means nothing on another PC."""

CLAIM_ELSEWHERE_LIVES = timedelta(hours=2)
"""The same by the calendar, for a claim that another PC made in a shared file: how long that PC has been on is not
known here, and its clock may differ."""

BAD_IN_A_ROW = 3
"""Letters in a row that a server puts off or drops, after which it is left in peace for a while."""


@dataclass(frozen=True)
class Problem:
    """Why a letter did not leave: the code of a refusal and its facts, as they are kept beside the letter."""

    code: str
    facts: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def read(cls, text: str) -> "Problem | None":
        """What was kept; None where nothing was. Raises ValueError for a text that ``written`` did not make."""
        if not text:
            return None
        kept = json.loads(text)
        return cls(kept["code"], kept["facts"])

    @property
    def of_others(self) -> "Problem":
        """The same as it concerns letters that were not handed over: none of them can have left."""
        return Problem(self.code, {**self.facts, "in_doubt": False}) if "in_doubt" in self.facts else self

    @property
    def written(self) -> str:
        """How it is kept."""
        return json.dumps({"code": self.code, "facts": dict(self.facts)}, ensure_ascii=False, sort_keys=True)


@dataclass
class Round:
    """What became of the letters that were tried; ``put_off``: they wait on. ``problem``: why it ended early."""

    sent: int = 0
    refused: int = 0
    in_doubt: int = 0
    put_off: int = 0
    problem: Problem | None = None

    @property
    def settled(self) -> int:
        """How many letters came to an end, good or not."""
        return self.sent + self.refused + self.in_doubt


def fate_of(problem: Problem) -> State:
    """What becomes of a letter that a server did not simply take: refused for good, in doubt, or tried again later."""
    if problem.code in {"smtp_recipient", "smtp_message", "bad_mail_address"}:
        return "refused"
    return "in_doubt" if problem.code == "smtp_gone" and problem.facts["in_doubt"] else "waiting"


def concerns_all(problem: Problem) -> bool:
    """Whether every other letter would meet the same: the account is to blame, not the letter."""
    return problem.code in {"smtp_sender", "smtp_login", "smtp_no_tls"}


def wait_after(tries: int) -> timedelta:
    """How long a letter waits after that many tries in a row: a minute, then twice that each time, an hour at most."""
    return min(FIRST_WAIT * (1 << min(max(tries, 1) - 1, 10)), LONGEST_WAIT)


def is_due(next_try_at: datetime | None, tries: int, now: datetime) -> bool:
    """Whether a letter may be tried now.

    A next try that lies farther away than it was ever put was said by a clock that has been set back since: it is due,
    so that no clock stops the post.
    """
    return next_try_at is None or next_try_at <= now or next_try_at - now > wait_after(tries)
