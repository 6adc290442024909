"""What can be wrong with a file somebody brings: a refusal of the whole, or a problem with one place in it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from delta_app.core.errors import Refused


class UnreadableFile(Refused):
    """A file of which nothing was taken; its code says why, its facts feed the sentence that explains it."""


@dataclass(frozen=True)
class Problem:
    """Something in a file that was not understood, or was understood only by an assumption a person should check.

    ``line`` is the line of the text file or the row of the sheet, counted from 1; None when the whole file is meant.
    """

    code: str
    line: int | None = None
    facts: Mapping[str, Any] = field(default_factory=dict, hash=False)


# What leaves somebody or their answers out, or decides in their place: a person has to look.
TO_SETTLE = frozenset(
    {
        "level_unknown",
        "moment_unreadable",
        "name_missing",
        "origin_unknown",
        "person_twice",
        "quote_unpaired",
        "row_long",
        "row_shifted",
    }
)


def line_list(lines: list[int], most: int = 8) -> str:
    """Line numbers as a person reads them, the first few only: ``3, 5, 9…``."""
    return ", ".join(map(str, lines[:most])) + ("…" if len(lines) > most else "")
