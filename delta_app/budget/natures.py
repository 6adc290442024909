"""The columns of the Belgian simplified journal of small non-profits, and what of the till stands in which.

The model: Royal Decree of 26 June 2003 on the simplified accounts of certain non-profit associations, art. 2 and annex
A, in whose place annex 2 of the Royal Decree of 21 October 2018 (art. III.82 to III.95 of the Code of economic law)
came. It is a book of cash and account: what moves neither is not in it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Nature = Literal[
    "membership", "gifts", "subsidies", "other_income", "goods", "wages", "services", "other_expense"
]  # fmt: skip
RECEIPTS: tuple[Nature, ...] = ("membership", "gifts", "subsidies", "other_income")
EXPENSES: tuple[Nature, ...] = ("goods", "wages", "services", "other_expense")
NATURES = RECEIPTS + EXPENSES


@dataclass(frozen=True)
class NatureMap:
    """Which column what has no budget line stands in, and each budget line, by its number."""

    sales: Nature = "other_income"
    cards: Nature = "other_income"
    suspended: Nature = "other_income"
    income: Nature = "other_income"
    expense: Nature = "other_expense"
    rounding: Nature = "other_income"
    difference: Nature = "other_expense"
    of_line: Mapping[int, Nature] = field(default_factory=dict)
