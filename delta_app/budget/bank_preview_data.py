"""What a bank's file would bring: every movement is new, known from before, in the journal already, or in doubt."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from sqlalchemy.orm import Session

from delta_app.budget.bank_data import Booked, Known, known_movements, unlinked_entries
from delta_app.budget.bank_rules import agree, communication_in
from delta_app.budget.closed_data import closed_years
from delta_app.core import clock
from delta_app.core.errors import Refused
from delta_app.readers.bank_list import BankRow

Status = Literal["new", "known", "undone", "linked", "doubtful", "closed", "to_come"]
HELD: tuple[Status, ...] = ("closed", "to_come")
"""What is not booked: a movement of a year whose accounts are closed, or of a day that has not come."""
NEW = 0
"""The answer for a movement in doubt that is none of the entries proposed."""

Answers = Mapping[int, int]
"""Line of the file → the entry that booked that movement already, or NEW."""


@dataclass(frozen=True)
class Movement:
    """A movement of a file and what becomes of it: ``new`` is booked, ``known`` came in a file before, ``undone`` too,
    and somebody reversed its entry since; ``linked`` is in the journal already as ``entry_id``; ``doubtful`` may be one
    of ``candidates`` and waits for an answer; the others are ``HELD`` back."""

    row: BankRow
    fingerprint: str
    status: Status
    entry_id: int | None = None
    candidates: tuple[int, ...] = ()


@dataclass(frozen=True)
class Preview:
    """What an import would do, or did: the movements in the order of the file."""

    movements: tuple[Movement, ...]

    def count(self, status: Status) -> int:
        """How many movements are so."""
        return sum(movement.status == status for movement in self.movements)

    @property
    def held(self) -> tuple[Movement, ...]:
        """Those that cannot be booked."""
        return tuple(movement for movement in self.movements if movement.status in HELD)

    def cents(self, status: Status) -> int:
        """What they come to together."""
        return sum(movement.row.cents for movement in self.movements if movement.status == status)


def fingerprint(row: BankRow, nth: int) -> str:
    """What makes a movement the same in another file."""
    return fingerprint_of(row.day, row.cents, row.text, nth)


def fingerprint_of(day: date, cents: int, text: str, nth: int) -> str:
    """The digest of day, cents, words, and which of several alike it is."""
    said = f"{day.isoformat()}|{cents}|{' '.join(text.casefold().split())}|{nth}"
    return hashlib.sha256(said.encode()).hexdigest()


def preview_bank(session: Session, rows: Sequence[BankRow], answers: Answers | None = None) -> Preview:
    """What importing these rows would do; nothing is changed. Refuses ``bank_answer`` for an answer that is no
    candidate, or given twice."""
    if not rows:
        return Preview(())
    marked = _marked(rows)
    first, last = min(row.day for row in rows), max(row.day for row in rows)
    known = known_movements(session, first, last)
    marks: dict[str, Status] = {one.fingerprint: "undone" if one.undone else "known" for one in known}
    known_again = [Movement(row, mark, marks[mark]) for row, mark in marked if mark in marks]
    waiting, held = _possible([(row, mark) for row, mark in marked if mark not in marks])
    candidates = _candidates(session, waiting, first, last)
    here = {mark for _row, mark in marked}
    _add_same_in_other_words(candidates, waiting, [movement for movement in known if movement.fingerprint not in here])
    closed = closed_years(session)
    matched = [
        replace(one, status="closed") if one.status == "new" and one.row.day.year in closed else one
        for one in _matched(waiting, candidates, answers or {})
    ]
    return Preview(tuple(sorted((*known_again, *held, *matched), key=lambda one: one.row.line)))


def _marked(rows: Sequence[BankRow]) -> list[tuple[BankRow, str]]:
    """The rows with their fingerprints."""
    seen: Counter[str] = Counter()
    marked = []
    for row in rows:
        alike = fingerprint(row, 0)
        seen[alike] += 1
        marked.append((row, fingerprint(row, seen[alike])))
    return marked


def _possible(marked: Sequence[tuple[BankRow, str]]) -> tuple[list[tuple[BankRow, str]], list[Movement]]:
    """Those that may have happened, and those that are held back."""
    today = clock.today()
    held = [Movement(row, mark, "to_come") for row, mark in marked if row.day > today]
    return [(row, mark) for row, mark in marked if row.day <= today], held


def _candidates(
    session: Session, waiting: Sequence[tuple[BankRow, str]], first: date, last: date
) -> dict[int, list[int]]:
    """Line → the entries that may have booked it already."""
    by_cents = defaultdict(list)
    for booked in unlinked_entries(session, first, last):
        by_cents[booked.cents].append(booked)
    near = {row.line: [one for one in by_cents[row.cents] if one.may_be(row.day, row.cents)] for row, _mark in waiting}
    named = {row.line: _named_by(row, near[row.line]) for row, _mark in waiting}
    taken = {entry_id for some in named.values() for entry_id in some}
    undone = {one.entry_id for some in near.values() for one in some if one.undone}
    return {
        row.line: _standing_first(
            named[row.line] or [one for one in _not_another(row, near[row.line]) if one not in taken], undone
        )
        for row, _mark in waiting
    }


def _standing_first(some: Sequence[int], undone: set[int]) -> list[int]:
    """The entries that stand; where there are none, what was undone, each twice: one alone is in doubt too."""
    standing = [entry_id for entry_id in some if entry_id not in undone]
    return standing or [*some, *some]


def _named_by(row: BankRow, near: Sequence[Booked]) -> list[int]:
    """The entries that were paid by the very communication this line bears."""
    said = communication_in(row.text)
    return [one.entry_id for one in near if said and one.communication == said]


def _not_another(row: BankRow, near: Sequence[Booked]) -> list[int]:
    """The entries that bear no other communication than this line."""
    said = communication_in(row.text)
    return [one.entry_id for one in near if agree(said, one.communication)]


def _add_same_in_other_words(
    candidates: dict[int, list[int]], waiting: Sequence[tuple[BankRow, str]], elsewhere: Sequence[Known]
) -> None:
    """A movement that came before and is not in this file, of the same day and amount, may be the same in other words:
    the bank tells it otherwise now, or other columns were read. That is asked, so that nothing is booked twice."""
    same = defaultdict(list)
    for movement in elsewhere:
        same[movement.day, movement.cents].append(movement.entry_id)
    for row, _mark in waiting:
        found = same[row.day, row.cents]
        candidates[row.line] += [*found, *found]  # twice, so that one alone is in doubt too


def _matched(
    waiting: Sequence[tuple[BankRow, str]], candidates: Mapping[int, Sequence[int]], answers: Answers
) -> list[Movement]:
    given = [entry_id for entry_id in answers.values() if entry_id != NEW]
    for line, answer in answers.items():
        possible = candidates.get(line, ())
        if answer != NEW and (answer not in possible or given.count(answer) > 1):
            raise Refused("bank_answer", line=line)
    free = {
        row.line: [entry_id for entry_id in candidates[row.line] if entry_id not in given]
        for row, _mark in waiting
        if row.line not in answers
    }
    wanted = Counter(entry_id for some in free.values() for entry_id in some)
    matched = []
    for row, mark in waiting:
        plain = Movement(row, mark, "new")
        said = answers.get(row.line)
        some = free.get(row.line, [])
        if said:
            matched.append(replace(plain, status="linked", entry_id=said))
        elif not some:
            matched.append(plain)
        elif len(some) == 1 and wanted[some[0]] == 1:
            matched.append(replace(plain, status="linked", entry_id=some[0]))
        else:
            matched.append(replace(plain, status="doubtful", candidates=tuple(dict.fromkeys(some))))
    return matched
