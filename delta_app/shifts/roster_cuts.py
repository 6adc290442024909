"""Cuts: rows that every whole plan keeps and a torn optimum breaks, read off the optimum itself (Gomory, Chvátal).

A sum of rows with multipliers is true of every plan. When its coefficients are rounded down, so that what is rounded
off counts for nothing or for little, the right side of a whole plan can be rounded down too. The multipliers that make
a torn optimum break this are in the inverse of its basis; on these nearly-networks they are halves, thirds and the
like, so the arithmetic is in whole numbers and exact.
"""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from delta_app.shifts.roster_parts import Lp

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Cut = tuple[Floats, float]  # coefficients by column, and what their sum may not pass

_NEAR = 1e-6
_LEAST_GAIN = 1e-3  # by how much the optimum breaks a cut that is worth a row
_MOST_PARTS = 24  # multipliers of a finer grain are left: such cuts are dense and bring little


def cuts_of(lp: Lp, values: "Floats", multipliers: "Iterable[Floats]") -> "Iterator[Cut]":
    """The cuts that ``values``, an optimum, breaks. ``multipliers``: rows of the inverse of its basis."""
    import numpy as np

    sums = np.bincount(lp.row_of(), lp.value * values[lp.index], len(lp.row_lower))
    from_above = np.abs(sums - lp.row_upper) < _NEAR  # else the row is at its lower side
    sides = np.where(from_above, lp.row_upper, lp.row_lower)
    at_upper = values > lp.upper - _NEAR
    bounds = np.where(at_upper, lp.upper, lp.lower)
    seen: set[bytes] = set()
    for row in multipliers:
        rows = np.flatnonzero(np.abs(row - np.round(row)) > _NEAR)
        if not len(rows):
            continue
        parts, share = _in_parts(row[rows])
        if not parts or not np.isfinite(sides[rows]).all():
            continue
        share = np.where(from_above[rows], share, share - parts)
        kind = rows.tobytes() + share.tobytes()
        if kind in seen:
            continue
        seen.add(kind)
        whole = _weighted(lp, rows, share)
        coefficients = np.where(at_upper, -(-whole // parts), whole // parts)
        limit = (share @ sides[rows] - whole @ bounds) // parts + coefficients @ bounds
        if coefficients @ values > limit + _LEAST_GAIN:
            yield coefficients, float(limit)


def _in_parts(row: "Floats") -> "tuple[int, Floats]":
    """The fractions of these multipliers as numbers of halves, thirds, …: how many to a whole, and the numbers."""
    import numpy as np

    halves = np.round(2 * row)
    if np.abs(halves - 2 * row).max() < _NEAR:  # mostly
        return 2, halves % 2
    counts = np.arange(3, _MOST_PARTS + 1)
    tried = np.outer(counts, row)
    near = np.round(tried)
    fits = np.abs(near - tried).max(axis=1) < _NEAR * counts
    which = int(fits.argmax())
    return (int(counts[which]), near[which] % counts[which]) if fits[which] else (0, row)


def _weighted(lp: Lp, rows: "NDArray[np.intp]", weights: "Floats") -> "Floats":
    """The sum of these rows, so many times each."""
    import numpy as np

    lengths = lp.start[rows + 1] - lp.start[rows]
    ends = np.cumsum(lengths)
    entries = np.arange(ends[-1]) + np.repeat(lp.start[rows] - (ends - lengths), lengths)
    sums = np.bincount(lp.index[entries], lp.value[entries] * np.repeat(weights, lengths), len(lp.lower))
    return sums.astype(float)
