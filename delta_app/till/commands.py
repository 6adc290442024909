"""Acts at the till: open, sell, pay out, cards, deposits, reversals, close. Each is one entry of the journal."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from delta_app.core import clock
from delta_app.core.access import Role, acting, allowed
from delta_app.core.errors import Refused
from delta_app.till.chain import paper_digest
from delta_app.till.classified_data import lines_as_classified
from delta_app.till.ledger_process import Booked, Signer, Wording, book
from delta_app.till.model import ConsumptionCard, TillEntry, TillPaper
from delta_app.till.queries import (
    balances,
    card_balance,
    find_card,
    find_product,
    last_entry,
    next_envelope,
    opening_entry,
    prices_on,
)
from delta_app.till.rules import (
    CLOCK_LEAP,
    REVERSIBLE,
    Line,
    Paper,
    Payment,
    SoldLine,
    Way,
    card_number,
    closing_lines,
    count_total,
    given,
    opening_lines,
    price_to_pay,
    received,
    refuse_bad_amount,
    sale_lines,
    signatures,
)

AT_THE_TILL = (Role.HOST, Role.COORDINATOR, Role.TREASURER)
KEEPERS = (Role.COORDINATOR, Role.TREASURER)


@dataclass(frozen=True)
class Wanted:
    """So many of a product; ``unit`` in cents where a price was typed."""

    product_id: int
    quantity: int
    unit: int | None = None


@dataclass(frozen=True)
class Paid:
    """A part of a sale's payment: how, cents before any rounding, and the card's number where it is by card."""

    way: Way
    cents: int
    card: str = ""


@allowed(*AT_THE_TILL)
def open_till(
    session: Session, signers: Sequence[Signer], counted: Mapping[int, int], at: datetime | None = None
) -> Booked:
    """Two people open the till on what they counted in it; what differs from the last close is booked as a difference.

    Refuses ``till_already_open``, ``two_needed``, ``bad_count`` and what ``book`` does.
    """
    if opening_entry(session) is not None:
        raise Refused("till_already_open")
    total = count_total(counted)
    expected = balances(session).till
    wording = Wording(counted=counted, signers=_signed(signers))
    return book(session, "open", opening_lines(expected, total, first=_never_opened(session)), wording, at=at)


def _never_opened(session: Session) -> bool:
    return session.scalar(select(TillEntry.id).where(TillEntry.kind == "open").limit(1)) is None


def _signed(signers: Sequence[Signer]) -> list[Signer]:
    names = signatures([signer.name for signer in signers])
    return [Signer(name, signer.host_id) for name, signer in zip(names, signers, strict=True)]


def _open_session(session: Session) -> TillEntry:
    """The session that is on. Refuses ``till_closed``."""
    opening = opening_entry(session)
    if opening is None:
        raise Refused("till_closed")
    return opening


@allowed(*AT_THE_TILL)
def sell(
    session: Session,
    wanted: Sequence[Wanted],
    paid: Sequence[Paid],
    at: datetime | None = None,
    *,
    receipt: str = "",
) -> Booked:
    """Sell at the prices of the day, paid in as many ways as one likes; the cash part is rounded as a whole.
    ``receipt``: the communication of what is paid by code.

    Refuses ``till_closed``, ``product_gone``, ``no_such_card``, ``bad_card``, what ``price_to_pay`` and ``sale_lines``
    refuse, and what ``book`` does.
    """
    opening = _open_session(session)
    day = (at or clock.now()).astimezone(clock.BRUSSELS).date()
    prices = prices_on(session, day)
    sold = [_sold(session, one, prices) for one in wanted]
    payments = [
        Payment(part.way, part.cents, find_card(session, part.card).id if part.way == "card" else None) for part in paid
    ]
    wording = Wording(receipt=receipt)
    return book(session, "sell", sale_lines(sold, payments), wording, at=at, opening=opening)


def _sold(session: Session, one: Wanted, prices: Mapping[int, int]) -> SoldLine:
    row = find_product(session, one.product_id)
    if row.withdrawn:
        raise Refused("product_gone", name=row.name)
    listed = None if row.kind == "free" else prices.get(row.id)
    unit = price_to_pay(row.kind, row.name, listed, one.unit)  # type: ignore[arg-type]
    return SoldLine(row.id, row.name, row.category, row.kind, one.quantity, unit)  # type: ignore[arg-type]


@allowed(*AT_THE_TILL)
def spend(
    session: Session,
    cents: int,
    label: str,
    *,
    receipt: str = "",
    way: Way = "cash",
    budget_line_id: int | None = None,
    paper: Paper | None = None,
    at: datetime | None = None,
) -> Booked:
    """Pay for something from the till, rounded as shops do; from the bank, or on a budget line, by whoever keeps the
    accounts.

    Refuses ``till_closed``, ``bad_amount``, ``label_needed``, ``bad_way``, ``not_allowed`` and what ``book`` does.
    """
    refuse_bad_amount(cents)
    opening = _where_paid(session, way, ("cash", "bank"))
    if budget_line_id is not None:
        _refuse_unless_keeper(session)
    if not label.strip():
        raise Refused("label_needed")
    lines = [Line("expense", cents, budget_line_id=budget_line_id), *given(way, cents)]
    digest = "" if paper is None else paper_digest(paper)
    wording = Wording(label=label, receipt=receipt, paper_digest=digest)
    booked = book(session, "spend", lines, wording, at=at, opening=opening)
    if paper is not None:
        row = TillPaper(entry_id=booked.id, name=paper.name, media_type=paper.media_type, content=paper.content)
        session.add(row)
    return booked


@allowed(*AT_THE_TILL)
def receive(
    session: Session,
    cents: int,
    label: str,
    *,
    receipt: str = "",
    way: Way = "cash",
    budget_line_id: int | None = None,
    at: datetime | None = None,
) -> Booked:
    """Take in money that is no sale: a gift, a membership. Refuses as ``spend`` does."""
    refuse_bad_amount(cents)
    opening = _where_paid(session, way, ("cash", "qr", "bank"))
    if budget_line_id is not None:
        _refuse_unless_keeper(session)
    if not label.strip():
        raise Refused("label_needed")
    lines = [Line("income", -cents, budget_line_id=budget_line_id), *received([Payment(way, cents)])]
    return book(session, "receive", lines, Wording(label=label, receipt=receipt), at=at, opening=opening)


def _where_paid(session: Session, way: Way, possible: tuple[Way, ...]) -> TillEntry | None:
    """The session a payment happens in: cash and codes need an open till, the bank's account its keepers."""
    if way not in possible:
        raise Refused("bad_way", way=way)
    if way != "bank":
        return _open_session(session)
    _refuse_unless_keeper(session)
    return None


def _refuse_unless_keeper(session: Session) -> None:
    """Refuses ``not_allowed``."""
    if acting(session).role not in KEEPERS:
        raise Refused("not_allowed", role=acting(session).role, needed=frozenset(KEEPERS))


@allowed(*AT_THE_TILL)
def sell_card(
    session: Session, number: str, cents: int, way: Way = "cash", at: datetime | None = None, *, receipt: str = ""
) -> Booked:
    """Sell a consumption card of this number, worth what is paid.

    Refuses ``card_taken`` where the number is known, ``bad_card``, ``till_closed``, ``bad_amount``, ``bad_way``.
    """
    number = card_number(number)
    if session.scalar(select(ConsumptionCard.id).where(ConsumptionCard.number == number)) is not None:
        raise Refused("card_taken", number=number)
    card = ConsumptionCard(number=number)
    session.add(card)
    session.flush()
    return _put_on_card(session, "card_new", card, (cents, way, receipt), at)


@allowed(*AT_THE_TILL)
def top_up_card(
    session: Session, number: str, cents: int, way: Way = "cash", at: datetime | None = None, *, receipt: str = ""
) -> Booked:
    """Put more on a card. Refuses ``no_such_card``, ``bad_card``, ``till_closed``, ``bad_amount``, ``bad_way``."""
    return _put_on_card(session, "card_topup", find_card(session, number), (cents, way, receipt), at)


def _put_on_card(
    session: Session, kind: str, card: ConsumptionCard, paid: tuple[int, Way, str], at: datetime | None
) -> Booked:
    cents, way, receipt = paid
    refuse_bad_amount(cents)
    if way not in ("cash", "qr"):
        raise Refused("bad_way", way=way)
    opening = _open_session(session)
    lines = [Line("cards", -cents, card_id=card.id), *received([Payment(way, cents)])]
    return book(session, kind, lines, Wording(receipt=receipt), at=at, opening=opening)


@allowed(*AT_THE_TILL)
def refund_card(
    session: Session, number: str, cents: int | None = None, way: Way = "cash", at: datetime | None = None
) -> Booked:
    """Give back what is on a card, or a part of it. Refuses ``card_short``, ``card_empty`` and as ``top_up_card``."""
    card = find_card(session, number)
    there = card_balance(session, card.id)
    if not there:
        raise Refused("card_empty", number=card.number)
    amount = there if cents is None else cents
    refuse_bad_amount(amount)
    opening = _where_paid(session, way, ("cash", "bank"))
    return book(
        session, "card_refund", [Line("cards", amount, card_id=card.id), *given(way, amount)], at=at, opening=opening
    )


@allowed(*AT_THE_TILL)
def deposit(session: Session, cents: int, source: str = "", *, receipt: str = "", at: datetime | None = None) -> Booked:
    """Bring cash to the bank: from the ``envelope`` or from the ``till``; from the envelopes when nobody says, and from
    the till where these do not hold it and the till is open.

    Refuses ``bad_amount``, ``till_closed``, ``envelope_short``, ``till_short``.
    """
    refuse_bad_amount(cents)
    opening = opening_entry(session)
    there = balances(session)
    if not source:
        source = "till" if there.envelope < cents <= there.till and opening is not None else "envelope"
    if source == "till":
        opening = _open_session(session)
    lines = [Line("bank", cents), Line("till" if source == "till" else "envelope", -cents)]
    return book(session, "deposit", lines, Wording(receipt=receipt), at=at, opening=opening)


@allowed(*AT_THE_TILL)
def withdraw(session: Session, cents: int, source: str, *, at: datetime | None = None) -> Booked:
    """Put cash in the till, from an ``envelope``, or by whoever keeps the accounts from the ``bank``, as change that
    lacks. Refuses ``bad_amount``, ``till_closed``, ``envelope_short``, ``not_allowed``."""
    refuse_bad_amount(cents)
    opening = _open_session(session)
    if source != "envelope":
        _refuse_unless_keeper(session)
    lines = [Line("till", cents), Line("envelope" if source == "envelope" else "bank", -cents)]
    return book(session, "withdraw", lines, at=at, opening=opening)


@allowed(*AT_THE_TILL)
def reverse(session: Session, entry_id: int, why: str, at: datetime | None = None) -> Booked:
    """Undo an entry by a contrary one that names it: of the session that is on, or any by whoever keeps the accounts.

    Refuses ``no_such_entry_number``, ``already_reversed``, ``not_reversible``, ``not_this_session``, ``why_needed``,
    ``till_closed`` where cash has to move, and what ``book`` does.
    """
    entry = session.get(TillEntry, entry_id)
    if entry is None:
        raise Refused("no_such_entry_number", year=0, number=0)
    if entry.kind not in REVERSIBLE:
        raise Refused("not_reversible", kind=entry.kind)
    if session.scalar(select(TillEntry.id).where(TillEntry.reverses_id == entry_id)) is not None:
        raise Refused("already_reversed", year=entry.year, number=entry.number)
    if not why.strip():
        raise Refused("why_needed")
    opening = opening_entry(session)
    now_on = opening is not None and entry.session_id == opening.id
    if not now_on and acting(session).role not in KEEPERS:
        raise Refused("not_this_session", year=entry.year, number=entry.number)
    lines = [line.reversed() for line in lines_as_classified(session, entry)]
    if opening is None and any(line.account == "till" for line in lines):
        raise Refused("till_closed")
    in_session = opening if now_on or any(line.account == "till" for line in lines) else None
    wording = Wording(label=entry.label, receipt=entry.receipt, why=why)
    return book(session, "reverse", lines, wording, at=at, opening=in_session, reverses=entry)


@allowed(*AT_THE_TILL)
def close_till(
    session: Session,
    counted: Mapping[int, int],
    keep: int,
    signers: Sequence[Signer],
    why: str = "",
    at: datetime | None = None,
    opening_id: int | None = None,
) -> Booked:
    """Two people close the till on what they counted: the difference is booked, ``keep`` stays for tomorrow, the rest
    goes in a numbered envelope. ``opening_id``: the opening at whose end they counted, where that is known.

    Refuses ``till_closed``, ``two_needed``, ``bad_count``, ``keep_too_much``, ``difference_unexplained``,
    ``till_opened_anew`` where it was closed and opened since.
    """
    opening = _open_session(session)
    if opening_id not in (None, opening.id):
        raise Refused("till_opened_anew")
    total = count_total(counted)
    expected = balances(session).till
    lines = closing_lines(expected, total, keep)
    if total != expected and not why.strip():
        raise Refused("difference_unexplained", cents=total - expected)
    at = at or clock.now()
    envelope = next_envelope(session, at.astimezone(clock.BRUSSELS).year) if total > keep else ""
    wording = Wording(receipt=envelope, why=why, counted=counted, signers=_signed(signers))
    return book(session, "close", lines, wording, at=at, opening=opening)


@allowed(*KEEPERS)
def accept_clock(session: Session, why: str, at: datetime | None = None) -> Booked:
    """Go on although the last entry lies ahead of the clock, or far behind it: the clock is right now.

    What was noted before stays as it is; this one says why. Refuses ``clock_is_right``, ``why_needed``.
    """
    last = last_entry(session)
    moment = at or clock.now()
    if last is None or last.at <= moment <= last.at + CLOCK_LEAP:
        raise Refused("clock_is_right")
    if not why.strip():
        raise Refused("why_needed")
    return book(session, "clock", [], Wording(why=why), at=moment, opening=opening_entry(session))
