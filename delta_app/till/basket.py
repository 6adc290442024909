"""The bill that is being made up: what was touched and how often, before it is paid."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from delta_app.till.rules import MOST_OF_ONE, PriceKind, rounded_cash


@dataclass(frozen=True)
class BasketLine:
    """So many of a product; ``unit`` is the price that was typed in cents, None for that of the menu."""

    product_id: int
    quantity: int = 1
    unit: int | None = None


@dataclass(frozen=True)
class OnMenu:
    """What a line's product is now: its price in cents, None where each is typed; ``gone``: no longer sold."""

    name: str
    kind: PriceKind
    cents: int | None
    gone: bool = False


@dataclass(frozen=True)
class ShownLine:
    """A line with its name and what it comes to, in cents."""

    line: BasketLine
    name: str
    kind: PriceKind
    cents: int
    gone: bool


@dataclass(frozen=True)
class Basket:
    """The lines in the order they were begun."""

    lines: tuple[BasketLine, ...] = ()

    def with_one_more(self, product_id: int, unit: int | None = None) -> "Basket":
        """One more of a product at this price."""
        for place, line in enumerate(self.lines):
            if (line.product_id, line.unit) == (product_id, unit):
                return self.with_quantity(place, line.quantity + 1)
        return Basket((*self.lines, BasketLine(product_id, 1, unit)))

    def with_quantity(self, place: int, quantity: int) -> "Basket":
        """So many on a line; none takes it away."""
        kept = min(quantity, MOST_OF_ONE)
        changed = (replace(self.lines[place], quantity=kept),) if kept > 0 else ()
        return Basket((*self.lines[:place], *changed, *self.lines[place + 1 :]))

    def of_known(self, menu: Mapping[int, OnMenu]) -> "Basket":
        """Without lines of products that are no longer known at all."""
        return Basket(tuple(line for line in self.lines if line.product_id in menu))

    def shown(self, menu: Mapping[int, OnMenu]) -> tuple[ShownLine, ...]:
        """The lines as the menu of now prices them, of products it knows."""
        return tuple(_shown(line, menu[line.product_id]) for line in self.lines if line.product_id in menu)

    def text(self) -> str:
        """The basket as it is kept."""
        return json.dumps([[line.product_id, line.quantity, line.unit] for line in self.lines])


def _shown(line: BasketLine, product: OnMenu) -> ShownLine:
    unit = line.unit if line.unit is not None and product.kind in ("free", "suggested") else product.cents
    return ShownLine(line, product.name, product.kind, line.quantity * (unit or 0), product.gone)


def basket_of(text: str) -> Basket:
    """A basket as it was kept."""
    return Basket(tuple(BasketLine(*said) for said in json.loads(text))) if text else Basket()


def total_of(lines: Iterable[ShownLine]) -> int:
    """What a bill comes to, in cents."""
    return sum(line.cents for line in lines)


def change_for(due: int, received: int) -> int | None:
    """What to give back for a sum in cents paid in cash with these coins and notes; None where they do not do."""
    back = received - rounded_cash(due)
    return back if back >= 0 else None
