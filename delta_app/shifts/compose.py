"""Composes a month: the plan that is best tier after tier, with proof, and always the same for the same input."""

import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace

from delta_app.shifts.checker import broken_by_fixed, partners_let_down, tie_break_of, tiers_of
from delta_app.shifts.explain import explain
from delta_app.shifts.problem import Plan, Problem, Short
from delta_app.shifts.roster_engine import Deadline
from delta_app.shifts.roster_parts import parts_of
from delta_app.shifts.roster_search import Found, search

Progress = Callable[[str, float], None]  # stage, fraction of the whole done

STAGES = ("model", "search", "prove", "tie_break", "explain", "done")

MONTH_SECONDS = 60.0
LONGEST_SECONDS = 900.0
_PAIRS_IN_A_MONTH = 1_500
_EXPLAINED_FROM = 0.9


def compose(
    problem: Problem, *, progress: Progress | None = None, seconds: float | None = None, explained: bool = True
) -> Plan:
    """The best plan; or the best found within ``seconds`` (default: by size), and then ``proven`` is False.

    ``explained`` adds to every short slot why its seats stay empty, which takes a little longer.
    """
    began = time.monotonic()
    tell = progress or (lambda stage, fraction: None)
    tell("model", 0.0)
    deadline = Deadline.after(default_seconds(problem) if seconds is None else seconds)
    found = _composed(problem, deadline, lambda stage, share: tell(stage, _EXPLAINED_FROM * share))
    assigned, shadows = found.assigned, found.shadows
    assigned.sort()
    shadows.sort()
    plan = Plan(
        assigned=tuple(assigned),
        shadows=tuple(shadows),
        tiers=found.tiers or tiers_of(problem, assigned, shadows),
        proven=found.proven,
        tie_break_proven=found.settled,
        seconds=time.monotonic() - began,
        tie_break=tie_break_of(assigned),
        broken_fixed=tuple(violation.as_json() for violation in broken_by_fixed(problem, assigned, shadows)),
    )
    tell("explain", _EXPLAINED_FROM)
    plan = replace(plan, short=_short_slots(problem, plan, explained))
    tell("done", 1.0)
    return plan


def _composed(problem: Problem, deadline: Deadline, tell: Progress) -> Found:
    """All parts together. Venues that share no more than partners are parts as long as the promises come true anyway.

    A plan best without some promises, and which breaks none of them, is best with them too, and so is its tie-break.
    """
    trusted = {partner.id for partner in problem.partners}
    furthest = 0.0

    def tell_forward(stage: str, share: float) -> None:
        nonlocal furthest
        furthest = max(furthest, share)
        tell(stage, furthest)

    tried: list[Found] = []
    while True:
        parts = parts_of(problem, trusted)
        found = _compose_parts(parts, deadline, tell_forward)
        kept = {partner.id for part in parts for partner in part.partners}
        broken = partners_let_down(problem, found.assigned) & trusted - kept
        if broken:
            found = replace(found, proven=False, settled=False)
        tried.append(found)
        if not broken or deadline.left() == 0:
            return found if found.proven else min(tried, key=lambda one: tiers_of(problem, one.assigned, one.shadows))
        trusted -= broken


def _compose_parts(parts: Sequence[Problem], deadline: Deadline, tell: Progress) -> Found:
    if len(parts) == 1:
        return search(parts[0], deadline, tell)
    whole = Found([], [], proven=True, settled=True)
    for number, part in enumerate(parts):

        def tell_share(stage: str, share: float, number: int = number) -> None:
            tell(stage, (number + share) / len(parts))

        found = search(part, Deadline.after(deadline.left() / (len(parts) - number)), tell_share)
        whole = Found(
            whole.assigned + found.assigned,
            whole.shadows + found.shadows,
            whole.proven and found.proven,
            whole.settled and found.settled,
        )
    return whole


def default_seconds(problem: Problem) -> float:
    """How long composing may take: a minute for a month at one venue, more for a year or a network."""
    pairs = sum(len(host.dislike) for host in problem.hosts)
    return min(LONGEST_SECONDS, MONTH_SECONDS * max(1.0, pairs / _PAIRS_IN_A_MONTH))


def _short_slots(problem: Problem, plan: Plan, explained: bool) -> tuple[Short, ...]:
    if explained:
        return tuple(Short(why.slot, why.missing, why.as_json()) for why in explain(problem, plan))
    seated = Counter(slot for _, slot in plan.assigned)
    return tuple(Short(n, slot.seats - seated[n]) for n, slot in enumerate(problem.slots) if slot.seats > seated[n])
