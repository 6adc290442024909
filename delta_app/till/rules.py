"""What the till decides on plain values: rounding, counting, what each act moves on which account.

Amounts are integer cents. A line's cents are positive where its account is debited, and an entry's lines sum to
nothing: ``till``, ``envelope`` and ``bank`` grow by debits; what is owed (``cards``, ``suspended``) and what was
earned (``sales``, ``income``) by credits.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Literal

from delta_app.core.errors import Refused
from delta_app.core.money import MOST_CENTS, amount_text

Account = Literal[
    "till",
    "envelope",
    "bank",
    "cards",
    "suspended",
    "sales",
    "offered",
    "income",
    "expense",
    "rounding",
    "difference",
    "start",
]
Way = Literal["cash", "card", "qr", "bank", "free", "suspended"]
PriceKind = Literal["fixed", "suggested", "free", "suspended"]

DENOMINATIONS = (50_000, 20_000, 10_000, 5_000, 2_000, 1_000, 500, 200, 100, 50, 20, 10, 5, 2, 1)
"""Euro notes and coins, in cents."""
CLOCK_SLACK = timedelta(minutes=10)
"""A clock that is put right by less is no trouble: the entry takes the time of the one before."""
CLOCK_LEAP = timedelta(days=366)
"""A clock that is further ahead of the last entry is believed only once a keeper of the accounts says so."""
MOST_PIECES = 9_999
MOST_OF_ONE = 999
MOST_LAID = 400  # pieces among which a choice is looked for while somebody types
REVERSIBLE = frozenset(
    {"sell", "spend", "receive", "card_new", "card_topup", "card_refund", "deposit", "withdraw", "bank"}
)
"""What a contrary entry undoes. What was put on another budget line is put back by putting it there."""

_ACCOUNT_OF_WAY: dict[Way, Account] = {
    "cash": "till",
    "card": "cards",
    "qr": "bank",
    "bank": "bank",
    "free": "offered",
    "suspended": "suspended",
}


@dataclass(frozen=True)
class Line:
    """What an entry moves on one account: cents, positive for a debit; of a sale also what was sold."""

    account: Account
    cents: int
    product_id: int | None = None
    text: str = ""
    category: str = ""
    quantity: int | None = None
    card_id: int | None = None
    budget_line_id: int | None = None

    def reversed(self) -> "Line":
        """The same the other way round."""
        return replace(self, cents=-self.cents)


@dataclass(frozen=True)
class Balances:
    """What is where, in cents: cash in the till, in envelopes, at the bank; owed on cards and for suspended coffees;
    gained (or, below zero, lost) by rounding and by differences of counts, since the first entry."""

    till: int = 0
    envelope: int = 0
    bank: int = 0
    cards: int = 0
    suspended: int = 0
    rounding: int = 0
    difference: int = 0

    def after(self, lines: Iterable[Line]) -> "Balances":
        """What is where once these lines are booked."""
        moved = dict(vars(self))
        for line in lines:
            if line.account in moved:
                moved[line.account] += line.cents if line.account in ("till", "envelope", "bank") else -line.cents
        return Balances(**moved)


@dataclass(frozen=True)
class Paper:
    """A receipt kept with its entry: a name to show, its media type, and what is in it."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True)
class SoldLine:
    """So many of a product, at a price each."""

    product_id: int
    name: str
    category: str
    kind: PriceKind
    quantity: int
    unit: int

    @property
    def cents(self) -> int:
        """What the line comes to."""
        return self.quantity * self.unit


@dataclass(frozen=True)
class Payment:
    """A part of what is paid, in cents before any rounding, and how; ``card_id`` where by consumption card."""

    way: Way
    cents: int
    card_id: int | None = None


def rounded_cash(cents: int) -> int:
    """A cash total as it is paid: to the nearest five cents, never to nothing.

    Book VI of the Belgian Code of economic law, art. VI.7/1 and VI.7/2, in force since 1 December 2019.
    """
    return cents if cents <= 5 else (cents + 2) // 5 * 5


def count_total(counted: Mapping[int, int]) -> int:
    """What coins and notes come to: denomination in cents → how many. Refuses ``bad_count``."""
    for denomination, pieces in counted.items():
        if denomination not in DENOMINATIONS or not 0 <= pieces <= MOST_PIECES:
            raise Refused("bad_count", denomination=denomination, pieces=pieces)
    return sum(denomination * pieces for denomination, pieces in counted.items())


def refuse_bad_amount(cents: int, *, least: int = 1) -> None:
    """Refuses ``bad_amount`` for less than ``least`` and above ``MOST_CENTS``."""
    if not least <= cents <= MOST_CENTS:
        raise Refused("bad_amount", text=amount_text(cents))


def price_to_pay(kind: PriceKind, name: str, listed: int | None, asked: int | None) -> int:
    """What one of a product costs. ``listed`` is its price of the day, ``asked`` what was typed or None.

    Refuses ``price_needed``, ``price_is_fixed``, ``bad_amount``.
    """
    if asked is None:
        if listed is None:
            raise Refused("price_needed", name=name)
        return listed
    refuse_bad_amount(asked, least=0)
    if kind in ("fixed", "suspended") and asked != listed:
        raise Refused("price_is_fixed", name=name, cents=listed)
    return asked


def sale_lines(sold: Sequence[SoldLine], payments: Sequence[Payment]) -> list[Line]:
    """What a sale moves: each product's line, each way's payment, and the rounding of the cash part as a whole.

    Refuses ``empty_sale``, ``bad_quantity``, ``pay_differs``, ``bad_amount``.
    """
    if not sold:
        raise Refused("empty_sale")
    for line in sold:
        if not 1 <= line.quantity <= MOST_OF_ONE:
            raise Refused("bad_quantity", most=MOST_OF_ONE)
    total = sum(line.cents for line in sold)
    refuse_bad_amount(total, least=0)
    if any(line.kind == "suspended" for line in sold) and any(one.way in ("free", "suspended") for one in payments):
        raise Refused("suspended_unpaid")
    for payment in payments:
        refuse_bad_amount(payment.cents)
    paid = sum(payment.cents for payment in payments)
    if paid != total:
        raise Refused("pay_differs", total=total, paid=paid)
    lines = [
        Line(
            "suspended" if line.kind == "suspended" else "sales",
            -line.cents,
            product_id=line.product_id,
            text=line.name,
            category=line.category,
            quantity=line.quantity,
        )
        for line in sold
    ]
    return lines + received(payments)


def received(payments: Sequence[Payment]) -> list[Line]:
    """The lines of what comes in: the cash parts together rounded, each other way as it is."""
    lines = [
        Line(_ACCOUNT_OF_WAY[payment.way], payment.cents, card_id=payment.card_id)
        for payment in payments
        if payment.way != "cash"
    ]
    due = sum(payment.cents for payment in payments if payment.way == "cash")
    return [*lines, *_cash(due, 1)]


def given(way: Way, cents: int) -> list[Line]:
    """The lines of what goes out, in cash rounded or from the bank as it is."""
    if way == "cash":
        return _cash(cents, -1)
    return [Line("bank", -cents)]


def _cash(due: int, sign: int) -> list[Line]:
    if not due:
        return []
    paid = rounded_cash(due)
    lines = [Line("till", sign * paid)]
    if paid != due:
        lines.append(Line("rounding", sign * (due - paid)))
    return lines


def opening_lines(expected: int, counted: int, *, first: bool) -> list[Line]:
    """What an opening count moves: a place's first float comes from its own means, later ones show a difference."""
    if expected == counted:
        return []
    gap = counted - expected
    return [Line("till", gap), Line("start" if first else "difference", -gap)]


def closing_lines(expected: int, counted: int, keep: int) -> list[Line]:
    """What a closing moves: the difference found, and what goes in an envelope. Refuses ``keep_too_much``."""
    refuse_bad_amount(keep, least=0)
    if keep > counted:
        raise Refused("keep_too_much", keep=keep, counted=counted)
    lines = []
    if counted != expected:
        lines += [Line("till", counted - expected), Line("difference", expected - counted)]
    if counted > keep:
        lines += [Line("till", keep - counted), Line("envelope", counted - keep)]
    return lines


def merged(lines: Iterable[Line]) -> list[Line]:
    """The lines with what is alike but for the amount as one, and without those that then move nothing."""
    sums: dict[Line, int] = {}
    for line in lines:
        alike = replace(line, cents=0)
        sums[alike] = sums.get(alike, 0) + line.cents
    return [replace(alike, cents=cents) for alike, cents in sums.items() if cents]


def undoes(lines: Sequence[Line], undone: Sequence[Line]) -> bool:
    """Whether these lines are the contrary of others, on whatever budget lines these came to stand; what the bank's
    account moved may have come to stand on either side."""
    contrary = [line.reversed() for line in undone]
    if list(lines) == contrary:
        return True
    return _without_budget_lines(lines) == _without_budget_lines(contrary)


def _without_budget_lines(lines: Sequence[Line]) -> set[Line]:
    plain = [replace(line, budget_line_id=None) for line in lines]
    if {line.account for line in lines} <= {"bank", "expense", "income"}:
        plain = [replace(line, account="expense") if line.account == "income" else line for line in plain]
    return set(merged(plain))


def refuse_below_zero(balances: Balances, *, undoing: bool = False) -> None:
    """Refuses ``till_short``, ``envelope_short``, ``suspended_short`` where something would be paid that is not there,
    or by ``undoing`` be taken back that is used already.

    A card's own balance is asked of its lines; the bank's may be below zero.
    """
    if balances.till < 0:
        raise Refused("till_short", cents=-balances.till)
    if balances.envelope < 0:
        raise Refused("envelope_short", cents=-balances.envelope)
    if balances.suspended < 0:
        raise Refused("suspended_short", cents=-balances.suspended, undoing=undoing)


def signatures(names: Sequence[str]) -> tuple[str, ...]:
    """The names of two people who sign, spaces put right. Refuses ``two_needed`` for anything else."""
    said = tuple(" ".join(name.split()) for name in names)
    if len(said) != 2 or not all(said) or said[0].casefold() == said[1].casefold():
        raise Refused("two_needed")
    return said


def card_number(text: str) -> str:
    """A card's number as it stands in the journal, at least four digits: ``42`` → ``0042``. Refuses ``bad_card``, and
    ``card_needed`` for none."""
    digits = "".join(text.split())
    if not digits:
        raise Refused("card_needed")
    if not (digits.isascii() and digits.isdigit() and len(digits) <= 8 and int(digits)):
        raise Refused("bad_card", text=text)
    return f"{int(digits):04d}"


def kept_pieces(counted: Mapping[int, int], keep: int) -> dict[int, int] | None:
    """Which of the coins and notes counted stay for tomorrow so that they come to ``keep``, small ones first (they give
    change); None where no choice comes to it, and none named where there are too many to try."""
    # reachable[amount]: the piece laid last, amounts as they first can be made from the small pieces up
    if sum(counted.values()) > MOST_LAID:
        return {}
    laid: dict[int, tuple[int, int]] = {0: (0, 0)}  # amount → (denomination laid last, how many of it)
    for denomination in sorted(counted):
        pieces = counted[denomination]
        for amount in sorted(laid):
            for number in range(1, pieces + 1):
                more = amount + number * denomination
                if more > keep:
                    break
                laid.setdefault(more, (denomination, number))
    if keep not in laid:
        return None
    kept: dict[int, int] = {}
    while keep:
        denomination, number = laid[keep]
        kept[denomination] = number
        keep -= denomination * number
    return kept
