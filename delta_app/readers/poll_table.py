"""What the polls of every tool share: moments from columns, answers from words, people who answered twice."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from delta_app.core.text import compact, fold
from delta_app.readers.host_values import usable_email
from delta_app.readers.poll_moments import weekday_differs
from delta_app.readers.poll_types import Answer, Moment, Poll, PollKind, PollRow
from delta_app.readers.problems import Problem, UnreadableFile
from delta_app.readers.tabular import Table

RowReader = Callable[[Sequence[str], "Columns", int], tuple[PollRow | None, list[Problem]]]

_ANSWERS: Mapping[str, Answer] = {
    **dict.fromkeys(("oui", "ja", "yes"), "yes"),
    **dict.fromkeys(
        (
            "si necessaire", "sous reserve", "peut etre", "si besoin",
            "indien nodig", "als het moet", "misschien",
            "if need be", "ifneedbe", "if needed", "if necessary", "under reserve", "maybe",
        ),
        "if_needed",
    ),
    **dict.fromkeys(("non", "nee", "neen", "no"), "no"),
}  # fmt: skip
# What exports write for somebody who has not answered; Framadate itself misspells one.
_SILENCE = frozenset({"", "inconnu", "unknown", "unkown", "onbekend", "undefined", "null", "none", "?", "-"})


@dataclass(frozen=True)
class Columns:
    """The columns of a poll: which hold a readable moment, and how many there are in all."""

    moments: Mapping[int, Moment]
    width: int
    email: int | None = None


def email_column(headers: Sequence[str]) -> int | None:
    """The column of e-mail addresses, which every export puts second when it has one."""
    heading = compact(headers[1]) if len(headers) > 1 else ""
    return 1 if "mail" in heading or "courriel" in heading else None


def columns_of(
    headers: Mapping[int, str], read: Callable[[str], Moment | None], line: int, email: int | None = None
) -> tuple[Columns, list[Problem]]:
    """Read every column's moment; what cannot be read, comes twice or contradicts itself becomes a problem.

    Of two columns for the same moment the first counts. Raises UnreadableFile (poll_without_moments).
    """
    moments: dict[int, Moment] = {}
    seen: set[Moment] = set()
    problems: list[Problem] = []
    for index, header in headers.items():
        moment = read(header)
        facts = {"column": index + 1, "value": " ".join(header.split())}
        if moment is None:
            problems.append(Problem("moment_unreadable", line, facts))
        elif moment in seen:
            problems.append(Problem("moment_twice", line, facts))
        else:
            moments[index] = moment
            seen.add(moment)
            if weekday_differs(header, moment.day):
                problems.append(Problem("weekday_differs", line, {**facts, "day": moment.day}))
    if not moments:
        raise UnreadableFile("poll_without_moments", seen=" ".join(next(iter(headers.values()), "").split()))
    whole_days = [moment for moment in moments.values() if moment.whole_day]
    if whole_days:
        problems.append(Problem("moments_without_hours", line, {"n": len(whole_days), "day": min(whole_days).day}))
    return Columns(moments, max(headers) + 1, email), problems


def poll_from(
    kind: PollKind, table: Table, first_row: int, columns: Columns, problems: Iterable[Problem], read_row: RowReader
) -> Poll:
    """The poll of a table whose columns are known; ``read_row`` reads one person's cells."""
    found = [*table.notes, *problems]
    rows: list[PollRow] = []
    for line, cells in zip(table.lines[first_row:], table.rows[first_row:], strict=True):
        row, doubts = read_row(cells, columns, line)
        found += doubts
        rows += [row] if row else []
    kept, twice = settled(rows)
    if not kept:
        found.append(Problem("poll_without_people"))
    moments = tuple(columns.moments.values())
    return Poll(kind, moments, kept, tuple(sorted([*found, *twice], key=lambda problem: problem.line or 0)))


def is_answer(cell: str) -> bool:
    """Whether a cell holds a yes, an if needed or a no."""
    return _word(cell) in _ANSWERS


def _word(text: str) -> str:
    """The text folded; signs alone (✔, 🌻) stay what they are."""
    return fold(text) or text


def answers_of(
    cells: Sequence[str], columns: Columns, line: int
) -> tuple[dict[Moment, Answer], frozenset[Moment], list[Problem]]:
    """A person's answers by moment, and the moments that could not be read.

    An empty or unknown answer is no answer, and no refusal.
    """
    answers: dict[Moment, Answer] = {}
    unread: set[Moment] = set()
    strange: dict[str, int] = defaultdict(int)
    for index, moment in columns.moments.items():
        cell = cells[index] if index < len(cells) else ""
        word = _word(cell)
        if word in _ANSWERS:
            answers[moment] = _ANSWERS[word]
        elif word not in _SILENCE:
            strange[cell] += 1
        if index >= len(cells) or (word not in _ANSWERS and word not in _SILENCE):
            unread.add(moment)
    problems = [Problem("answer_unknown", line, {"value": value, "n": count}) for value, count in strange.items()]
    missing = max(columns.moments) + 1 - len(cells)
    if missing > 0:
        problems.append(Problem("row_short", line, {"n": missing}))
    return answers, frozenset(unread), problems


def read_plain_row(cells: Sequence[str], columns: Columns, line: int) -> tuple[PollRow | None, list[Problem]]:
    """A person whose row stands under its headings; cells beyond them are reported."""
    row, problems = poll_row(cells, columns, line)
    rest = ", ".join(filter(None, cells[columns.width :]))
    if rest:
        problems.append(Problem("row_long", line, {"name": cells[0], "rest": rest}))
    return row, problems


def poll_row(
    cells: Sequence[str], columns: Columns, line: int, answered_at: datetime | None = None
) -> tuple[PollRow | None, list[Problem]]:
    """One person of a poll; None, and the problem that says so, when no name was written."""
    name = " ".join(cells[0].split())
    if not name:
        return None, [Problem("name_missing", line)]
    answers, unread, problems = answers_of(cells, columns, line)
    if not answers:
        problems.append(Problem("never_answered", line, {"name": name}))
    written = cells[columns.email] if columns.email is not None and columns.email < len(cells) else ""
    email = usable_email(written)
    if not email and _word(written) not in _SILENCE:
        problems.append(Problem("email_invalid", line, {"value": " ".join(written.split())}))
    return PollRow(name, email, answers, line, answered_at, unread), problems


def settled(rows: Iterable[PollRow]) -> tuple[tuple[PollRow, ...], list[Problem]]:
    """The rows without those that are certainly an older answer of the same person.

    Certainly the same: the same name with the same e-mail address. The latest answer then counts, by its time if the
    poll tells it, else by its place in the file. Otherwise the same name twice may be two people, even where they gave
    the same answers: both rows stay, and whoever matches names to hosts is asked.
    """
    by_name: dict[str, list[PollRow]] = defaultdict(list)
    rows = tuple(rows)
    for row in rows:
        by_name[_word(row.written_name)].append(row)
    dropped: set[int] = set()
    problems: list[Problem] = []
    for alike in by_name.values():
        kept: list[PollRow] = []
        for row in sorted(alike, key=_age):
            older = next((other for other in kept if _same_person(row, other)), None)
            if older is not None:
                kept.remove(older)
                dropped.add(older.line)
                problems.append(Problem("answered_twice", row.line, {"name": row.written_name, "ignored": older.line}))
            kept.append(row)
        if len(kept) > 1:
            lines = ", ".join(str(row.line) for row in sorted(kept, key=lambda row: row.line))
            problems.append(Problem("name_twice", kept[0].line, {"name": kept[0].written_name, "lines": lines}))
    return tuple(row for row in rows if row.line not in dropped), problems


def _age(row: PollRow) -> tuple[str, int]:
    return row.answered_at.isoformat() if row.answered_at else "", row.line


def _same_person(one: PollRow, other: PollRow) -> bool:
    return bool(one.email and other.email and one.email.casefold() == other.email.casefold())
