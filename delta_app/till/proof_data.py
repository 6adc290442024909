"""The proof of the journal of money: numbers, chain, balances and reversals, entry by entry from the first."""

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from delta_app.core import clock
from delta_app.core.backup import proven_in_copies
from delta_app.core.database import table_soundness
from delta_app.core.errors import Refused
from delta_app.till.chain import BEFORE_THE_FIRST, Link, digest_of, paper_digest, signer_digest
from delta_app.till.model import ConsumptionCard, TillEntry, TillLine, TillPaper, TillSigner
from delta_app.till.queries import balances_of, last_entry, line_of
from delta_app.till.rules import Balances, Line, Paper, undoes

_AT_ONCE = 2_000
KEPT_YEARS = 7
"""How long vouchers, and who signed, are kept (Code of economic law, art. III.88)."""
LEAST_DIGITS = 8
"""Of a digest: fewer are those of many entries by chance."""


@dataclass(frozen=True)
class Fault:
    """What is wrong with an entry: ``chain``, ``number``, ``sum``, ``balances``, ``reversal``, ``session``, ``card``,
    ``signer``, ``paper`` or, of the bank's account, ``movement``. Year 0: lines that belong to no entry."""

    year: int
    number: int
    what: str


@dataclass(frozen=True)
class Proof:
    """How many entries were gone through, the digest of the last (64 digits, empty where there is none), what is where
    after it, and all that is wrong."""

    entries: int
    head: str
    balances: Balances
    faults: tuple[Fault, ...]


def link_of(
    entry: TillEntry, lines: Sequence[Line], cards: Sequence[str], opening_digest: str, reversed_digest: str
) -> Link:
    """What the digest of an entry answers for."""
    return Link(
        previous=entry.previous,
        year=entry.year,
        number=entry.number,
        day=entry.day,
        at=entry.at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        kind=entry.kind,
        session=opening_digest,
        reverses=reversed_digest,
        label=entry.label,
        receipt=entry.receipt,
        why=entry.why,
        counted=entry.counted,
        paper_digest=entry.paper_digest,
        signers=entry.signers,
        cards=tuple(cards),
        lines=lines,
    )


def prove(session: Session, tell: Callable[[int], object] = lambda _entries: None) -> Proof:
    """Go through the whole journal in the order it was written; ``tell`` hears now and then how many entries are done.
    Refuses ``damaged_file`` where it cannot be read."""
    unsound = table_soundness(session, (model.__tablename__ for model in _JOURNAL))
    if unsound:
        raise Refused("damaged_file", detail=unsound)
    walk = _Walk(session)
    after = 0
    while True:
        wanted = select(TillEntry).where(TillEntry.id > after).order_by(TillEntry.id).limit(_AT_ONCE)
        entries = session.scalars(wanted).all()
        if not entries:
            return walk.ended()
        walk.over(entries)
        after = entries[-1].id
        tell(walk.count)
        session.expunge_all()  # a journal of ten years is not held in memory


@proven_in_copies
def quick_proof(session: Session) -> str:
    """What does not hold of the journal, as far as the database itself can tell fast; empty when all does: the lines of
    every entry sum to nothing, each entry follows another, and the last balances are the sums of all lines."""
    moved = select(TillLine.entry_id).group_by(TillLine.entry_id).having(func.sum(TillLine.cents) != 0).limit(1)
    if session.scalar(moved) is not None:
        return "sum of till_line"
    before = aliased(TillEntry)
    loose = select(TillEntry.id).outerjoin(before, before.digest == TillEntry.previous)
    loose = loose.where(before.id.is_(None), TillEntry.previous != BEFORE_THE_FIRST).limit(1)
    if session.scalar(loose) is not None:
        return "chain of till_entry"
    sums = select(TillLine.account, func.sum(TillLine.cents)).group_by(TillLine.account).order_by(TillLine.account)
    lines = [Line(account, int(cents)) for account, cents in session.execute(sums)]  # type: ignore[arg-type]
    return "" if Balances().after(lines) == balances_of(last_entry(session)) else "balances of till_entry"


def knows_digest(session: Session, digits: str) -> TillEntry | None:
    """The entry whose digest begins with these digits, as they stand on a slip, spaces or not; None where none does or
    several do."""
    begin = "".join(digits.split()).lower()
    if len(begin) < LEAST_DIGITS or set(begin) - set("0123456789abcdef"):
        return None
    found = session.scalars(select(TillEntry).where(TillEntry.digest.startswith(begin)).limit(2)).all()
    return found[0] if len(found) == 1 else None


class _Walk:
    """What has to be remembered from one entry to the next."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._faults: list[Fault] = []
        self.count = 0
        self._head = BEFORE_THE_FIRST
        self._balances = Balances()
        self._numbers: Counter[int] = Counter()
        self._digests: dict[int, str] = {}
        self._opening: int | None = None
        self._misplaced: set[int] = set()
        self._cards: Counter[int] = Counter()
        cards = session.execute(select(ConsumptionCard.id, ConsumptionCard.number))
        self._numbers_of_cards = {card_id: number for card_id, number in cards}  # noqa: C416 (a Row is no tuple to mypy)
        self._kept_since = date(clock.today().year - KEPT_YEARS, 1, 1)

    def over(self, entries: Sequence[TillEntry]) -> None:
        """Go over these entries, which follow those before."""
        ids = [entry.id for entry in entries]
        lines = self._lines(ids)
        signers = self._signer_rows(ids)
        papers = self._papers(entries)
        for entry in entries:
            self._one(entry, lines[entry.id])
            expired = entry.day < self._kept_since
            if signers[entry.id] != entry.signers.split() and not (expired and not signers[entry.id]):
                self._fault(entry, "signer")
            gone = "" if not expired else entry.paper_digest
            if entry.paper_digest and papers.get(entry.id, gone) != entry.paper_digest:
                self._fault(entry, "paper")

    def ended(self) -> Proof:
        """What the walk found."""
        for entry_id in self._session.scalars(
            select(TillLine.entry_id).where(TillLine.entry_id.not_in(select(TillEntry.id))).distinct()
        ):
            self._faults.append(Fault(0, entry_id, "sum"))
        return Proof(self.count, self._head if self.count else "", self._balances, tuple(self._faults))

    def _lines(self, ids: Sequence[int]) -> dict[int, list[Line]]:
        found: defaultdict[int, list[Line]] = defaultdict(list)
        wanted = select(TillLine).where(TillLine.entry_id.between(ids[0], ids[-1]))
        for row in self._session.scalars(wanted.order_by(TillLine.entry_id, TillLine.position)):
            if row.position != len(found[row.entry_id]):
                self._misplaced.add(row.entry_id)
            found[row.entry_id].append(line_of(row))
        return found

    def _signer_rows(self, ids: Sequence[int]) -> dict[int, list[str]]:
        found: defaultdict[int, list[str]] = defaultdict(list)
        wanted = select(TillSigner).where(TillSigner.entry_id.between(ids[0], ids[-1]))
        for row in self._session.scalars(wanted.order_by(TillSigner.entry_id, TillSigner.position)):
            place = len(found[row.entry_id])
            found[row.entry_id].append(signer_digest(row.salt, row.host_id, row.name) if row.position == place else "?")
        return found

    def _papers(self, entries: Sequence[TillEntry]) -> dict[int, str]:
        """Entry → digest of the paper that is kept with it, for those that should have one."""
        ids = [entry.id for entry in entries if entry.paper_digest]
        rows = self._session.scalars(select(TillPaper).where(TillPaper.entry_id.in_(ids)))
        return {row.entry_id: paper_digest(Paper(row.name, row.media_type, row.content)) for row in rows}

    def _fault(self, entry: TillEntry, what: str) -> None:
        self._faults.append(Fault(entry.year, entry.number, what))

    def _one(self, entry: TillEntry, lines: list[Line]) -> None:
        self.count += 1
        self._numbers[entry.year] += 1
        if entry.number != self._numbers[entry.year] or entry.year != entry.day.year:
            self._fault(entry, "number")
            self._numbers[entry.year] = entry.number
        cards = [self._numbers_of_cards.get(line.card_id, "?") for line in lines if line.card_id is not None]
        opening = "" if entry.session_id is None else self._digests.get(entry.session_id, "?")
        reversed_one = "" if entry.reverses_id is None else self._digests.get(entry.reverses_id, "?")
        link = link_of(entry, lines, cards, opening, reversed_one)
        if entry.previous != self._head or entry.digest != digest_of(link) or entry.id in self._misplaced:
            self._fault(entry, "chain")
        self._head = self._digests[entry.id] = entry.digest
        if sum(line.cents for line in lines):
            self._fault(entry, "sum")
        self._balances = self._balances.after(lines)
        if balances_of(entry) != self._balances or min(vars(self._balances)[name] for name in _NEVER_BELOW) < 0:
            self._fault(entry, "balances")
        self._follow_cards(entry, lines)
        self._follow_session(entry)
        if entry.reverses_id is not None:
            self._compare_reversal(entry, lines)

    def _follow_cards(self, entry: TillEntry, lines: list[Line]) -> None:
        for line in lines:
            if line.card_id is not None:
                self._cards[line.card_id] -= line.cents
        if any(self._cards[line.card_id] < 0 for line in lines if line.card_id is not None):
            self._fault(entry, "card")

    def _follow_session(self, entry: TillEntry) -> None:
        """An opening closes before the next, and what happens in one names it."""
        right = {"open": self._opening is None, "close": self._opening is not None}.get(entry.kind, True)
        if not right or (entry.session_id is not None and entry.session_id != self._opening):
            self._fault(entry, "session")
        if entry.kind in ("open", "close"):
            self._opening = entry.id if entry.kind == "open" else None

    def _compare_reversal(self, entry: TillEntry, lines: list[Line]) -> None:
        assert entry.reverses_id is not None  # noqa: S101 (for the types: asked by the caller)
        undone = self._lines([entry.reverses_id])[entry.reverses_id]
        if not undoes(lines, undone):
            self._fault(entry, "reversal")


_JOURNAL = (TillEntry, TillLine, TillSigner, TillPaper, ConsumptionCard)
_NEVER_BELOW = ("till", "envelope", "cards", "suspended")
