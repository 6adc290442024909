"""What the budget decides on plain values: how a line stands, when it calls for attention, what a purchase is now."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from delta_app.core.errors import Refused
from delta_app.core.money import MOST_OF_ACCOUNTS, amount_text
from delta_app.core.text import one_line

Side = Literal["expense", "income"]
PurchaseState = Literal["asked", "approved", "refused", "bought", "dropped"]

LONGEST_NAME = 60
LONGEST_TEXT = 200
NATURES_OF: dict[Side, tuple[str, ...]] = {
    "expense": ("goods", "wages", "services", "other_expense"),
    "income": ("membership", "gifts", "subsidies", "other_income"),
}
"""The columns of the Belgian simplified journal that a line of each side can stand in."""


@dataclass(frozen=True)
class Figures:
    """What a line, or several together, plan and come to, in cents. ``moved``: spent, or of an income line received;
    ``committed``: of purchases approved and not bought yet; ``coming``: of activities still to come, which nobody has
    granted yet and which therefore uses nothing."""

    planned: int = 0
    moved: int = 0
    committed: int = 0
    coming: int = 0

    @property
    def used(self) -> int:
        """What is gone or spoken for."""
        return self.moved + self.committed

    @property
    def left(self) -> int:
        """What may still be spent, or is still to come; below zero where it is too much."""
        return self.planned - self.used

    @property
    def left_after(self) -> int:
        """What is left once the activities to come are paid."""
        return self.left - self.coming

    @property
    def percent(self) -> int | None:
        """What part of the plan is used, in whole percent and not rounded up; None where nothing was planned."""
        return self.used * 100 // self.planned if self.planned else None

    def calls_for_attention(self, percent: int) -> bool:
        """Whether this share of the plan, in percent, is used; anything is too much where nothing was planned."""
        return self.used > 0 and self.used * 100 >= self.planned * percent


def total(figures: Iterable[Figures]) -> Figures:
    """All of them together."""
    each = tuple(figures)
    return Figures(
        sum(one.planned for one in each),
        sum(one.moved for one in each),
        sum(one.committed for one in each),
        sum(one.coming for one in each),
    )


def line_name(text: str) -> str:
    """The name of a budget line. Refuses ``line_unnamed``, ``line_name_long``."""
    name = one_line(text)
    if not name:
        raise Refused("line_unnamed")
    if len(name) > LONGEST_NAME:
        raise Refused("line_name_long", most=LONGEST_NAME)
    return name


def plan(cents: int) -> int:
    """What is planned for a line, nothing at least. Refuses ``bad_amount``."""
    if not 0 <= cents <= MOST_OF_ACCOUNTS:
        raise Refused("bad_amount", text=amount_text(cents))
    return cents


def state_now(state: PurchaseState, *, undone: bool) -> PurchaseState:
    """What a purchase is now: one whose entry was reversed is approved again, for nothing was bought by it."""
    return "approved" if state == "bought" and undone else state


OPEN: frozenset[PurchaseState] = frozenset({"asked", "approved"})
"""A purchase that is not over: still to be granted, or to be bought."""
MAY_BECOME: dict[PurchaseState, frozenset[PurchaseState]] = {
    "asked": frozenset({"approved", "refused", "dropped"}),
    "approved": frozenset({"refused", "bought", "dropped"}),
    "refused": frozenset({"approved", "dropped"}),
    "bought": frozenset(),
    "dropped": frozenset(),
}


def refuse_unless_it_may(now: PurchaseState, to: PurchaseState) -> None:
    """Refuses ``purchase_not_so`` where a purchase that is ``now`` so cannot become what is wanted."""
    if to not in MAY_BECOME[now]:
        raise Refused("purchase_not_so", now=now, to=to)
