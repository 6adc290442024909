"""What a poll says, whichever tool it comes from: moments, people, and their answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from delta_app.core.calendar import MINUTES_IN_DAY
from delta_app.readers.problems import Problem

Answer = Literal["yes", "if_needed", "no"]
PollKind = Literal["framadate", "rallly", "nextcloud"]


@dataclass(frozen=True, order=True)
class Moment:
    """A date and a span of it that people were asked about, in the venue's local time."""

    day: date
    start_minute: int
    end_minute: int

    @property
    def whole_day(self) -> bool:
        """Whether the poll asked about a day without saying when."""
        return self.start_minute == 0 and self.end_minute == MINUTES_IN_DAY


@dataclass(frozen=True)
class PollRow:
    """One person's answers. A moment without an answer is absent from ``answers``: silence is no refusal.

    ``unread``: moments whose cell is missing or not understood, so that nobody knows whether there was an answer.
    """

    written_name: str
    email: str | None
    answers: Mapping[Moment, Answer]
    line: int
    answered_at: datetime | None = None
    unread: frozenset[Moment] = frozenset()


@dataclass(frozen=True)
class Poll:
    """A poll as read; the moments in the order of its columns, the rows in the order of the file."""

    kind: PollKind
    moments: tuple[Moment, ...]
    rows: tuple[PollRow, ...]
    problems: tuple[Problem, ...]
