"""Acts on the menu: products, their prices from a day on, and the order of their tiles."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

import delta_app.till.words  # noqa: F401 (registers what the refusals say)
from delta_app.core import clock
from delta_app.core.access import Role, allowed
from delta_app.core.errors import Refused
from delta_app.till.model import COLOURS, PRICE_KINDS, Product, ProductPrice, TillLine
from delta_app.till.queries import find_product, prices_on
from delta_app.till.rules import PriceKind, refuse_bad_amount

LONGEST_NAME = 40
SINCE_EVER = date(2000, 1, 1)
"""From when a product's first price holds."""


@dataclass(frozen=True)
class ProductDetails:
    """What is said of a product; ``colour`` empty takes the one used least."""

    name: str
    kind: PriceKind = "fixed"
    cents: int | None = None
    category: str = ""
    colour: str = ""


@allowed(Role.COORDINATOR, Role.TREASURER)
def add_product(session: Session, details: ProductDetails) -> int:
    """Put a product on the menu, last; returns its number.

    Refuses ``product_unnamed``, ``product_name_long``, ``product_taken``, ``price_needed``, ``bad_amount``.
    """
    name = _name(session, details.name)
    _refuse_unknown(details)
    last = session.scalar(select(func.max(Product.position)))
    row = Product(
        name=name,
        category=one_line(details.category),
        colour=details.colour or _least_used_colour(session),
        kind=details.kind,
        position=0 if last is None else last + 1,
        withdrawn=False,
    )
    session.add(row)
    session.flush()
    _set_first_price(session, row, details.cents)
    return row.id


@allowed(Role.COORDINATOR, Role.TREASURER)
def change_product(session: Session, product_id: int, details: ProductDetails, from_day: date | None = None) -> None:
    """Say something else of a product; what was sold keeps the name and the price it was sold under. A price that is
    not the one of ``from_day`` (today where none is said) holds from that day on. Refuses as ``add_product`` and
    ``set_price`` do."""
    row = find_product(session, product_id)
    row.name = _name(session, details.name, besides=product_id)
    _refuse_unknown(details)
    row.category, row.kind = one_line(details.category), details.kind
    row.colour = details.colour or row.colour
    day = from_day or clock.today()
    if _price(session, row.id) is None:
        _set_first_price(session, row, details.cents)
    elif row.kind != "free" and details.cents is not None and details.cents != prices_on(session, day).get(row.id):
        set_price(session, row.id, details.cents, day)


@allowed(Role.COORDINATOR, Role.TREASURER)
def set_price(session: Session, product_id: int, cents: int, from_day: date, today: date | None = None) -> None:
    """A product costs this from a day on, today at the earliest. Refuses ``price_past``, ``price_is_free``,
    ``bad_amount``, ``no_such_product``."""
    row = find_product(session, product_id)
    refuse_bad_amount(cents, least=0)
    if row.kind == "free":
        raise Refused("price_is_free", name=row.name)
    today = today or clock.today()
    if from_day < today:
        raise Refused("price_past", today=today)
    standing = session.scalar(
        select(ProductPrice).where(ProductPrice.product_id == product_id, ProductPrice.from_day == from_day)
    )
    if standing is None:
        session.add(ProductPrice(product_id=product_id, from_day=from_day, cents=cents))
    else:
        standing.cents = cents


@allowed(Role.COORDINATOR, Role.TREASURER)
def drop_price(session: Session, product_id: int, from_day: date) -> None:
    """A price that was to come does not. Refuses ``price_past`` for one in force, ``no_such_price``."""
    today = clock.today()
    if from_day <= today:
        raise Refused("price_past", today=today)
    row = session.scalar(
        select(ProductPrice).where(ProductPrice.product_id == product_id, ProductPrice.from_day == from_day)
    )
    if row is None:
        raise Refused("no_such_price", day=from_day)
    session.delete(row)


@allowed(Role.COORDINATOR, Role.TREASURER)
def withdraw_product(session: Session, product_id: int) -> None:
    """Take a product off the menu. One that was sold stays known for what it was; another goes altogether.

    Refuses ``no_such_product``.
    """
    row = find_product(session, product_id)
    if session.scalar(select(TillLine.id).where(TillLine.product_id == product_id).limit(1)) is not None:
        row.withdrawn = True
        return
    for price in session.scalars(select(ProductPrice).where(ProductPrice.product_id == product_id)):
        session.delete(price)
    session.delete(row)


@allowed(Role.COORDINATOR, Role.TREASURER)
def restore_product(session: Session, product_id: int) -> None:
    """Put a product that was taken off back on the menu. Refuses ``no_such_product``."""
    find_product(session, product_id).withdrawn = False


@allowed(Role.COORDINATOR, Role.TREASURER)
def order_products(session: Session, product_ids: Sequence[int]) -> None:
    """Give the tiles this order; products it does not name follow in the order they had."""
    place = {product_id: number for number, product_id in enumerate(product_ids)}
    rows = list(session.scalars(select(Product).order_by(Product.position, Product.id)))
    for position, row in enumerate(sorted(rows, key=lambda row: place.get(row.id, len(place)))):
        if row.position != position:
            row.position = position


def one_line(text: str) -> str:
    """As it is compared and printed: composed letters, nothing that cannot be seen."""
    composed = unicodedata.normalize("NFC", " ".join(text.split()))
    return "".join(letter for letter in composed if letter.isprintable())[: LONGEST_NAME * 2].strip()


def _name(session: Session, text: str, besides: int | None = None) -> str:
    name = one_line(text)
    if not name:
        raise Refused("product_unnamed")
    if len(name) > LONGEST_NAME:
        raise Refused("product_name_long", most=LONGEST_NAME)
    for row in session.scalars(select(Product)):
        if row.name.casefold() == name.casefold() and row.id != besides:
            raise Refused("product_taken", name=row.name, withdrawn=row.withdrawn)
    return name


def _refuse_unknown(details: ProductDetails) -> None:
    if details.kind not in PRICE_KINDS or (details.colour and details.colour not in COLOURS):
        raise ValueError("no such kind or colour")


def _least_used_colour(session: Session) -> str:
    used = list(session.scalars(select(Product.colour).where(Product.withdrawn.in_([False]))))
    return min(COLOURS, key=lambda colour: (used.count(colour), COLOURS.index(colour)))


def _price(session: Session, product_id: int) -> int | None:
    return session.scalar(select(ProductPrice.id).where(ProductPrice.product_id == product_id).limit(1))


def _set_first_price(session: Session, row: Product, cents: int | None) -> None:
    if row.kind == "free":
        return
    if cents is None:
        raise Refused("price_needed", name=row.name)
    refuse_bad_amount(cents, least=0)
    session.add(ProductPrice(product_id=row.id, from_day=SINCE_EVER, cents=cents))
