"""The best plan of a tiny roster problem by trying every plan there is, judged by the checker alone."""

from itertools import chain, combinations

from delta_app.shifts.checker import check, fixed_pairs, tie_break_of, tiers_of
from delta_app.shifts.problem import Pair, Plan, Problem


def best_plan(problem: Problem) -> tuple[tuple[int, ...], int, tuple[Pair, ...], tuple[Pair, ...]]:
    """Tiers, tie-break of the seats, seats and shadows of the best plan."""
    trainees = {host.id for host in problem.hosts if host.is_trainee}
    fixed = fixed_pairs(problem)
    listed = {(host.id, slot) for host in problem.hosts for slot in host.dislike}
    free = sorted(listed - problem.absent - fixed.all)
    every = chain.from_iterable(combinations(free, count) for count in range(len(free) + 1))
    best = None
    for chosen in every:
        pairs = sorted({*chosen, *fixed.all})
        seats = tuple(pair for pair in pairs if pair[0] not in trainees)
        shadows = tuple(pair for pair in pairs if pair[0] in trainees)
        if check(problem, Plan(seats, shadows, (), proven=False)):
            continue
        key = (tiers_of(problem, seats, shadows), tie_break_of(seats), tie_break_of(shadows), seats, shadows)
        if best is None or key < best:
            best = key
    assert best is not None, "the fixed seats alone are always a plan"
    return best[0], best[1], best[3], best[4]


def size_of(problem: Problem) -> int:
    """How many pairs a brute force has to decide about."""
    return len({(h.id, s) for h in problem.hosts for s in h.dislike} - problem.absent - fixed_pairs(problem).all)
