"""Cuts a roster problem, and its model, into parts that have nothing to decide together: each is far quicker alone."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from delta_app.shifts.checker import fixed_pairs
from delta_app.shifts.problem import Problem, Slot
from delta_app.shifts.roster_model import TIERS, RosterModel
from delta_app.shifts.roster_pairs import possible_pairs

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Flags = NDArray[np.bool_]

_NEAR = 1e-6
_MOST_ROUNDS = 4  # of drawing bounds tighter


def parts_of(problem: Problem, trusted: Collection[int] = ()) -> list[Problem]:
    """Problems over the same slot numbers whose tiers add up to the whole's. One part when all hangs together.

    What ``trusted`` partners promised in several parts is left out: trusted to come true by itself.
    A slot of another part stays in place with no seat and no wish. What no decision touches (a slot nobody can take,
    a host without slots) goes to the first part.
    """
    groups = _connected_slots(problem, trusted)
    if len(groups) <= 1:
        return [problem]
    part_of_slot = {slot: number for number, group in enumerate(groups) for slot in group}
    part_of_host: dict[int, int] = {}
    for pairs in possible_pairs(problem, fixed_pairs(problem)):
        part_of_host.update((host, part_of_slot[slot]) for host, slot in pairs)
    part_of_partner = {host.partner: part_of_host[host.id] for host in problem.hosts if host.id in part_of_host}
    spread = {
        host.partner
        for host in problem.hosts
        if host.id in part_of_host and part_of_host[host.id] != part_of_partner[host.partner]
    }
    parts = []
    for number in range(len(groups)):
        hosts = tuple(host for host in problem.hosts if part_of_host.get(host.id, 0) == number)
        parts.append(
            replace(
                problem,
                slots=tuple(
                    slot if part_of_slot.get(n, 0) == number else _without_seats(slot)
                    for n, slot in enumerate(problem.slots)
                ),
                hosts=hosts,
                previous=None
                if problem.previous is None
                else tuple(pair for pair in problem.previous if part_of_host.get(pair[0], 0) == number),
                partners=tuple(
                    partner
                    for partner in problem.partners
                    if part_of_partner.get(partner.id, 0) == number
                    and not (partner.id in trusted and partner.id in spread)
                ),
            )
        )
    return parts


def _without_seats(slot: Slot) -> Slot:
    return replace(slot, seats=0, wants_mix=False, wants_dutch=False, fixed=())


def _connected_slots(problem: Problem, trusted: Collection[int]) -> list[list[int]]:
    """Slots that share a host, or a partner who promised shifts, hang together."""
    partner_of = {host.id: host.partner for host in problem.hosts}
    promised = {partner.id for partner in problem.partners if partner.promised and partner.id not in trusted}
    together: defaultdict[tuple[bool, int], set[int]] = defaultdict(set)  # by partner (True) or host
    for pairs in possible_pairs(problem, fixed_pairs(problem)):
        for host, slot in pairs:
            partner = partner_of[host]
            together[(True, partner) if partner in promised and partner is not None else (False, host)].add(slot)
    groups: list[set[int]] = []
    for slots in together.values():
        apart = [group for group in groups if group.isdisjoint(slots)]
        groups = [*apart, slots.union(*(group for group in groups if not group.isdisjoint(slots)))]
    return sorted(sorted(group) for group in groups)


@dataclass(frozen=True, slots=True)
class Lp:
    """A model as arrays. The first ``whole`` columns are decisions.

    ``columns`` and ``rows`` have their numbers in the model.

    Every coefficient and bound is a whole number, and so are all columns once the decisions are.
    """

    whole: int
    lower: "Floats"
    upper: "Floats"
    row_lower: "Floats"
    row_upper: "Floats"
    start: "NDArray[np.int32]"
    index: "NDArray[np.int32]"
    value: "Floats"
    costs: "Floats"  # tier by column
    columns: "NDArray[np.intp]"
    rows: "NDArray[np.intp]"
    offset: float = 0.0  # what every plan costs besides

    def prices(self, weights: Mapping[int, int]) -> "Floats":
        """What one unit of each column costs."""
        import numpy as np

        prices = np.zeros(len(self.lower))
        for tier, weight in weights.items():
            prices += weight * self.costs[tier]
        return prices

    def row_of(self) -> "NDArray[np.intp]":
        """The row of each entry."""
        import numpy as np

        return np.repeat(np.arange(len(self.row_lower)), np.diff(self.start))


def lp_of(model: RosterModel) -> Lp:
    """The model as arrays."""
    import numpy as np

    count = len(model.lower)
    costs = np.zeros((TIERS, count))
    for tier, prices in enumerate(model.costs):
        if prices:
            costs[tier, list(prices)] = list(prices.values())
    start, index = np.array(model.row_start, dtype=np.int32), np.array(model.row_index, dtype=np.int32)
    value = np.ones(len(index))
    value[model.row_minus] = -1.0
    places = np.sort(np.repeat(np.arange(len(start) - 1), np.diff(start)) * count + index)
    if (places[1:] == places[:-1]).any():
        raise AssertionError("a column twice in a row sends the engine into an endless loop")
    return Lp(
        whole=len(model.pairs),
        lower=np.array(model.lower, dtype=float),
        upper=np.array(model.upper, dtype=float),
        row_lower=np.array(model.row_lower, dtype=float),
        row_upper=np.array(model.row_upper, dtype=float),
        start=start,
        index=index,
        value=value,
        costs=costs,
        columns=np.arange(count),
        rows=np.arange(len(model.row_lower)),
    )


def capped(lp: Lp, caps: "Iterable[tuple[Floats, float]]") -> Lp:
    """With a row more for each cap: prices by column, and what their sum may not pass."""
    import numpy as np

    lengths, index, value, most = [], [lp.index], [lp.value], []
    for prices, limit in caps:
        priced = np.flatnonzero(prices)
        if len(priced):
            lengths.append(len(priced))
            index.append(priced.astype(np.int32))
            value.append(prices[priced])
            most.append(limit)
    if not most:
        return lp
    return replace(
        lp,
        row_lower=np.concatenate((lp.row_lower, np.full(len(most), -np.inf))),
        row_upper=np.concatenate((lp.row_upper, most)),
        start=np.concatenate((lp.start, lp.start[-1] + np.cumsum(lengths))).astype(np.int32),
        index=np.concatenate(index),
        value=np.concatenate(value),
        rows=np.concatenate((lp.rows, len(lp.rows) + np.arange(len(most)))),
    )


def priced(lp: Lp, row_prices: "Floats", columns_of: "Floats") -> "Floats":
    """What the columns cost besides what the rows charge for them."""
    import numpy as np

    return columns_of - np.bincount(lp.index, lp.value * row_prices[lp.row_of()], len(columns_of))


def held(lp: Lp, row_prices: "Floats", room: "Floats | float") -> Lp:
    """Rows that cost more than the room a unit hold with equality."""
    import numpy as np

    return replace(
        lp,
        row_upper=np.where((row_prices > room) & np.isfinite(lp.row_lower), lp.row_lower, lp.row_upper),
        row_lower=np.where((row_prices < -room) & np.isfinite(lp.row_upper), lp.row_upper, lp.row_lower),
    )


def tightened(lp: Lp, settled: "Flags", values: "Floats") -> Lp:
    """With the settled columns kept at these values, and what follows from that for the bounds of others.

    Bounds that leave nothing (the lower above the upper) tell that there is no such plan.
    """
    import numpy as np

    lower, upper = np.where(settled, values, lp.lower), np.where(settled, values, lp.upper)
    row_of, rows = lp.row_of(), len(lp.row_lower)
    # A row without an open column has nothing to say.
    entries = (np.bincount(row_of, (lower < upper)[lp.index], rows) > 0)[row_of]
    row_of, index, value = row_of[entries], lp.index[entries], lp.value[entries]
    up = value > 0
    for _ in range(_MOST_ROUNDS):
        at_lower, at_upper = value * lower[index], value * upper[index]
        least, most = np.minimum(at_lower, at_upper), np.maximum(at_lower, at_upper)
        low = ((lp.row_lower - np.bincount(row_of, most, rows))[row_of] + most) / value
        high = ((lp.row_upper - np.bincount(row_of, least, rows))[row_of] + least) / value
        low, high = np.where(up, low, high), np.where(up, high, low)
        free = lower[index] < upper[index]
        raised = np.flatnonzero(free & (low > lower[index] + _NEAR))
        sunk = np.flatnonzero(free & (high < upper[index] - _NEAR))
        if not len(raised) and not len(sunk):
            break
        np.maximum.at(lower, index[raised], np.ceil(low[raised] - _NEAR))
        np.minimum.at(upper, index[sunk], np.floor(high[sunk] + _NEAR))
        if (lower > upper).any():
            break
    return replace(lp, lower=lower, upper=upper)


def reduced(lp: Lp) -> Lp:
    """Without the columns that have one value left, and without the rows that always hold."""
    import numpy as np

    row_of, rows = lp.row_of(), len(lp.row_lower)
    at_lower, at_upper = lp.value * lp.lower[lp.index], lp.value * lp.upper[lp.index]
    kept = lp.lower != lp.upper
    entries = kept[lp.index]
    shift = np.bincount(row_of[~entries], at_lower[~entries], rows)
    row_lower, row_upper = lp.row_lower - shift, lp.row_upper - shift
    row_of, index, value = row_of[entries], lp.index[entries], lp.value[entries]
    least = np.bincount(row_of, np.minimum(at_lower, at_upper)[entries], rows)
    most = np.bincount(row_of, np.maximum(at_lower, at_upper)[entries], rows)
    binding = (least < row_lower - _NEAR) | (most > row_upper + _NEAR)
    entries = binding[row_of]
    lengths = np.bincount(row_of[entries], minlength=rows)[binding]
    return Lp(
        whole=int(np.count_nonzero(kept[: lp.whole])),
        lower=lp.lower[kept],
        upper=lp.upper[kept],
        row_lower=row_lower[binding],
        row_upper=row_upper[binding],
        start=np.concatenate(([0], np.cumsum(lengths))).astype(np.int32),
        index=(np.cumsum(kept) - 1)[index[entries]].astype(np.int32),
        value=value[entries],
        costs=lp.costs[:, kept],
        columns=lp.columns[kept],
        rows=lp.rows[binding],
    )


def labels_of(lp: Lp) -> "NDArray[np.intp]":
    """For each column the first of those it hangs together with."""
    import numpy as np

    labels = np.arange(len(lp.lower))
    if not len(lp.index):
        return labels
    row_of, filled = lp.row_of(), lp.start[:-1][np.diff(lp.start) > 0]
    place = (np.cumsum(np.diff(lp.start) > 0) - 1)[row_of]
    while True:
        least = np.minimum.reduceat(labels[lp.index], filled)
        new = labels.copy()
        np.minimum.at(new, lp.index, least[place])
        new = new[new]
        if (new == labels).all():
            return labels
        labels = new


def piece_of(lp: Lp, chosen: "Flags") -> Lp:
    """Only these columns, which share no row with others."""
    import numpy as np

    lengths = np.diff(lp.start)
    entries = chosen[lp.index]
    rows = np.zeros(len(lengths), dtype=bool)
    rows[lp.row_of()[entries]] = True
    return Lp(
        whole=int(np.count_nonzero(chosen[: lp.whole])),
        lower=lp.lower[chosen],
        upper=lp.upper[chosen],
        row_lower=lp.row_lower[rows],
        row_upper=lp.row_upper[rows],
        start=np.concatenate(([0], np.cumsum(lengths[rows]))).astype(np.int32),
        index=(np.cumsum(chosen) - 1)[lp.index[entries]].astype(np.int32),
        value=lp.value[entries],
        costs=lp.costs[:, chosen],
        columns=lp.columns[chosen],
        rows=lp.rows[rows],
    )
