"""What should be in the till at the end of an opening, line by line as the two who close it know it."""

from collections.abc import Sequence
from dataclasses import dataclass

from delta_app.till.journal_data import EntryRow


@dataclass(frozen=True)
class CashLine:
    """What moved the till's cash, in cents: ``float``, ``sales`` all together (``pieces`` sold, of which ``free``
    cents at a price of one's own), or one entry of another kind."""

    kind: str
    cents: int
    entry: EntryRow | None = None
    pieces: int = 0
    free: int = 0


def expected_cash(
    opening: EntryRow, entries: Sequence[EntryRow], free_products: frozenset[int]
) -> tuple[CashLine, ...]:
    """The lines whose sum should be in the till. An entry and what undoes it in the same opening are left out, both;
    what undoes it later moves the till then."""
    undone = {(row.year, row.number) for row in entries} & {row.reverses for row in entries}
    stands = [row for row in entries if (row.year, row.number) not in undone and row.reverses not in undone]
    sales = [row for row in stands if row.kind == "sell" and row.moved("till")]
    sold = [line for row in sales for line in row.lines if line.product_id is not None]
    lines = [
        CashLine("float", opening.balances.till),
        CashLine(
            "sales",
            sum(row.moved("till") for row in sales),
            pieces=sum(line.quantity or 0 for line in sold if line.product_id not in free_products),
            free=-sum(line.cents for line in sold if line.product_id in free_products),
        ),
    ]
    apart = [row for row in stands if row.kind != "sell" and row.moved("till")]
    return (*lines, *(CashLine(row.kind, row.moved("till"), entry=row) for row in apart))
