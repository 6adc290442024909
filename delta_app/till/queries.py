"""What is asked of the till: the last entry, what is where, the menu of a day, a card, the session that is open."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from delta_app.core.errors import Refused
from delta_app.till.model import ConsumptionCard, Product, ProductPrice, TillEntry, TillLine, TillSigner
from delta_app.till.rules import Balances, Line, PriceKind, card_number
from delta_app.venue.queries import venue

USUAL_CARDS = 9_999
"""The highest number of a card of the usual four digits."""

_BALANCES = tuple(vars(Balances()))


@dataclass(frozen=True)
class ComingPrice:
    """What a product will cost from a day on, in cents."""

    from_day: date
    cents: int


@dataclass(frozen=True)
class ProductRow:
    """Something on the menu and what it costs on the day asked for: cents, None for a price of one's own choice."""

    id: int
    name: str
    category: str
    colour: str
    kind: PriceKind
    cents: int | None
    position: int
    withdrawn: bool


def last_entry(session: Session) -> TillEntry | None:
    """The newest entry of the journal, in the order they were noted."""
    return session.scalar(select(TillEntry).order_by(TillEntry.id.desc()).limit(1))


def balances_of(entry: TillEntry | None) -> Balances:
    """What is where after an entry; nothing anywhere before the first."""
    return Balances() if entry is None else Balances(**{name: getattr(entry, name) for name in _BALANCES})


def balances(session: Session) -> Balances:
    """What is where now."""
    return balances_of(last_entry(session))


def opening_entry(session: Session) -> TillEntry | None:
    """The opening of the session that is on; None while the till is closed."""
    newest = select(TillEntry).where(TillEntry.kind.in_(("open", "close"))).order_by(TillEntry.id.desc()).limit(1)
    entry = session.scalar(newest)
    return entry if entry is not None and entry.kind == "open" else None


def card_balance(session: Session, card_id: int) -> int:
    """What a consumption card is worth, in cents."""
    moved = select(func.sum(TillLine.cents)).where(TillLine.card_id == card_id, TillLine.account == "cards")
    return -(session.scalar(moved) or 0)


def card_numbers(session: Session, lines: Iterable[Line]) -> tuple[str, ...]:
    """The numbers of the cards that lines name, in their order."""
    ids = [line.card_id for line in lines if line.card_id is not None]
    if not ids:
        return ()
    known = {
        card.id: card.number for card in session.scalars(select(ConsumptionCard).where(ConsumptionCard.id.in_(ids)))
    }
    return tuple(known[card_id] for card_id in ids)


def find_card(session: Session, text: str) -> ConsumptionCard:
    """The card of a number as somebody types it. Refuses ``bad_card``, ``no_such_card``."""
    number = card_number(text)
    card = session.scalar(select(ConsumptionCard).where(ConsumptionCard.number == number))
    if card is None:
        raise Refused("no_such_card", number=number)
    return card


def entry_of(session: Session, written: str) -> TillEntry:
    """An entry by its number as it is printed: ``2026-147``. Refuses ``no_such_entry_number``."""
    parts = written.strip().split("-")
    if len(parts) != 2 or not all(part.isascii() and part.isdigit() and len(part) < 10 for part in parts):
        raise Refused("no_such_entry_number", year=0, number=0)
    return entry_numbered(session, int(parts[0]), int(parts[1]))


def venue_called(session: Session) -> str:
    """What the place is called, for what is printed of its till."""
    return venue(session).name


def next_envelope(session: Session, year: int) -> str:
    """The number of the envelope that a closing fills next: how many were in this year, and one."""
    filled = select(func.count()).select_from(TillEntry)
    filled = filled.where(TillEntry.kind == "close", TillEntry.year == year, TillEntry.receipt != "")
    return f"{year}-{(session.scalar(filled) or 0) + 1}"


def next_card_number(session: Session, together: int = 1) -> str:
    """The number of the next card to be sold, or of the first of several that go ``together`` on paper: the first free
    one from the lowest sold on. A longer number than usual begins no row: it may be the barcode of something else."""
    sold = sorted(int(number) for number in session.scalars(select(ConsumptionCard.number)))
    first = sold[0] if sold and sold[0] <= USUAL_CARDS else 1
    for number in sold:
        if number - first >= together:
            break
        first = number + 1
    return card_number(str(first))


def menu(session: Session, day: date, *, withdrawn: bool = False) -> tuple[ProductRow, ...]:
    """The products in the order of their tiles with their prices of a day; those ``withdrawn`` too when asked."""
    wanted = select(Product).order_by(Product.position, Product.id)
    if not withdrawn:
        wanted = wanted.where(Product.withdrawn.in_([False]))
    prices = prices_on(session, day)
    return tuple(
        ProductRow(
            id=row.id,
            name=row.name,
            category=row.category,
            colour=row.colour,
            kind=row.kind,  # type: ignore[arg-type]
            cents=None if row.kind == "free" else prices.get(row.id),
            position=row.position,
            withdrawn=row.withdrawn,
        )
        for row in session.scalars(wanted)
    )


def find_product(session: Session, product_id: int) -> Product:
    """A product by its number. Refuses ``no_such_product``."""
    row = session.get(Product, product_id)
    if row is None:
        raise Refused("no_such_product")
    return row


def prices_on(session: Session, day: date) -> dict[int, int]:
    """Product → its price of a day, in cents."""
    rows = session.execute(
        select(ProductPrice.product_id, ProductPrice.cents)
        .where(ProductPrice.from_day <= day)
        .order_by(ProductPrice.from_day)
    )
    return {product_id: cents for product_id, cents in rows}  # noqa: C416 (a Row is no tuple to mypy)


def coming_prices(session: Session, day: date) -> dict[int, tuple[ComingPrice, ...]]:
    """Product → the prices that come after a day, the next one first."""
    rows = session.scalars(
        select(ProductPrice).where(ProductPrice.from_day > day).order_by(ProductPrice.from_day, ProductPrice.id)
    )
    coming: defaultdict[int, tuple[ComingPrice, ...]] = defaultdict(tuple)
    for row in rows:
        coming[row.product_id] += (ComingPrice(row.from_day, row.cents),)
    return dict(coming)


def entry_numbered(session: Session, year: int, number: int) -> TillEntry:
    """An entry by its number. Refuses ``no_such_entry_number``."""
    entry = session.scalar(select(TillEntry).where(TillEntry.year == year, TillEntry.number == number))
    if entry is None:
        raise Refused("no_such_entry_number", year=year, number=number)
    return entry


def lines_of(session: Session, entry_id: int) -> list[Line]:
    """What an entry moved."""
    rows = session.scalars(select(TillLine).where(TillLine.entry_id == entry_id).order_by(TillLine.position))
    return [line_of(row) for row in rows]


def line_of(row: TillLine) -> Line:
    """What a line of the journal moved."""
    return Line(
        row.account,  # type: ignore[arg-type]
        row.cents,
        product_id=row.product_id,
        text=row.text,
        category=row.category,
        quantity=row.quantity,
        card_id=row.card_id,
        budget_line_id=row.budget_line_id,
    )


def signers_of(session: Session, entry_id: int) -> tuple[str, ...]:
    """Who signed an entry, as they are called there."""
    rows = select(TillSigner.name).where(TillSigner.entry_id == entry_id).order_by(TillSigner.position)
    return tuple(session.scalars(rows))
