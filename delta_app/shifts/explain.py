"""Why seats of a plan stay empty, in four layers from cheap to dear: as ids and numbers that explain_words.py words."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from itertools import product
from typing import Any

from delta_app.shifts.checker import clash, fixed_pairs, newly_broken
from delta_app.shifts.problem import Host, Plan, Problem
from delta_app.shifts.roster_engine import Deadline, Relaxation, solve, whole_bound
from delta_app.shifts.roster_model import MISSING, NOBODY, UNBOUNDED, RosterModel, Rule, build_model

DEFAULT_SECONDS = 2.0
MOST_HELPERS = 3
_COVERAGE = {MISSING: 1}
_LOST = NOBODY  # the tier whose place is taken by the seats newly lost
_MAXIMA = ("max_day", "max_week", "max_month")
_ASKABLE = ("max_month", "max_week")  # maxima somebody may be asked to pass once


@dataclass(frozen=True, slots=True)
class Stopped:
    """The hosts that one rule keeps from taking one more seat in the slot, as the plan stands."""

    rule: str
    hosts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Forcing:
    """How many rules of a kind are needed, together with the others listed, to force the missing seats."""

    rule: str
    count: int
    hosts: tuple[int, ...]
    slots: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Helper:
    """Somebody who with one shift more than the named maxima allow would leave only ``missing`` seats empty."""

    host: int
    rules: tuple[str, ...]
    missing: int


@dataclass(frozen=True, slots=True)
class Forced:
    """What filling the slot would do: it is impossible, or these other slots lose somebody, ``missing`` in all."""

    possible: bool
    emptied: tuple[int, ...] = ()
    missing: int = 0


@dataclass(frozen=True, slots=True)
class Why:
    """Everything known about one short slot; the layers not looked into for want of time are empty or None.

    Of ``missing_in_all``, ``unlisted_in_all`` seats stay empty because too few hosts list their slot, and
    ``shut_out_in_all`` because what is fixed keeps those who do away; only the others are forced by the rules in
    ``forcing``. ``seated`` hosts sit in the slot already. ``askable`` could take one of its seats, as the plan stands,
    with one shift more than the maxima named; ``shadows`` are trainees who could come to it beside whoever sits there.
    """

    slot: int
    missing: int
    missing_in_all: int
    stopped: tuple[Stopped, ...]
    forcing: tuple[Forcing, ...] = ()
    helpers: tuple[Helper, ...] = ()
    forced: Forced | None = None
    unlisted_in_all: int = 0
    shut_out_in_all: int = 0
    seated: int = 0
    askable: tuple[Helper, ...] = ()
    shadows: tuple[int, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """JSON-able values; read_why reads them back."""
        data: dict[str, Any] = _listed(asdict(self))
        return data


def read_why(data: Mapping[str, Any]) -> Why:
    """The Why in a plan's ``short[].why``."""
    forced = data.get("forced")
    return Why(
        slot=data["slot"],
        missing=data["missing"],
        missing_in_all=data["missing_in_all"],
        stopped=tuple(Stopped(item["rule"], tuple(item["hosts"])) for item in data["stopped"]),
        forcing=tuple(
            Forcing(item["rule"], item["count"], tuple(item["hosts"]), tuple(item["slots"]))
            for item in data.get("forcing", ())
        ),
        helpers=_read_helpers(data, "helpers"),
        forced=None if forced is None else Forced(forced["possible"], tuple(forced["emptied"]), forced["missing"]),
        unlisted_in_all=data.get("unlisted_in_all", 0),
        shut_out_in_all=data.get("shut_out_in_all", 0),
        seated=data.get("seated", 0),
        askable=_read_helpers(data, "askable"),
        shadows=tuple(data.get("shadows", ())),
    )


def _read_helpers(data: Mapping[str, Any], name: str) -> tuple[Helper, ...]:
    return tuple(Helper(item["host"], tuple(item["rules"]), item["missing"]) for item in data.get(name, ()))


def explain(problem: Problem, plan: Plan, *, seconds: float = DEFAULT_SECONDS) -> tuple[Why, ...]:
    """For every slot with missing seats, why; the first layer always, the others as far as the time goes."""
    seated = Counter(slot for _, slot in plan.assigned)
    short = {n: slot.seats - seated[n] for n, slot in enumerate(problem.slots) if slot.seats > seated[n]}
    if not short:
        return ()
    state = _State(problem, plan)
    in_all = sum(short.values())
    whys = [_first_layer(state, n, missing, in_all) for n, missing in short.items()]
    if not plan.proven:
        return tuple(whys)  # what is not known to be the least cannot be called forced
    deadline = Deadline.after(seconds)
    model = build_model(problem, coverage_only=True)
    least = in_all - model.constants[MISSING]
    forcing = _forcing(model, least, deadline)
    helpers = _helpers(problem, model, least, in_all, deadline)
    unlisted, shut_out = _without_a_choice(problem, model)
    return tuple(
        replace(
            why,
            forcing=forcing,
            helpers=helpers,
            forced=_forced(model, why.slot, short, problem, deadline),
            unlisted_in_all=unlisted,
            shut_out_in_all=shut_out,
        )
        for why in whys
    )


def _first_layer(state: "_State", n: int, missing: int, in_all: int) -> Why:
    """What the plan itself shows: who is stopped by what, and who only by a maximum."""
    stopped = tuple(_stopped(state, n))
    return Why(
        n,
        missing,
        in_all,
        stopped,
        seated=len(state.seated[n]),
        askable=tuple(_askable(state, n, stopped, in_all)),
        shadows=tuple(_could_shadow(state, n)),
    )


def _askable(state: "_State", n: int, stopped: Collection[Stopped], in_all: int) -> Iterator[Helper]:
    """Whom nothing keeps out but a maximum of the week or the month, reached and not passed."""
    for host_id in sorted(host for item in stopped if item.rule in _ASKABLE for host in item.hosts):
        host = state.hosts[host_id]
        broken = newly_broken(state.problem, state.plan.assigned, state.plan.shadows, (host_id, n))
        if all(one.rule in _ASKABLE and one.found == getattr(host, one.rule) + 1 for one in broken):
            yield Helper(host_id, tuple(sorted({one.rule for one in broken})), in_all - 1)


def _could_shadow(state: "_State", n: int) -> Iterator[int]:
    """The trainees who listed the slot and break no rule by coming."""
    plan = state.plan
    for host in state.problem.hosts:
        pair = (host.id, n)
        listed = host.is_trainee and n in host.dislike and pair not in state.problem.absent
        if listed and pair not in plan.shadows and not newly_broken(state.problem, plan.assigned, plan.shadows, pair):
            yield host.id


def _without_a_choice(problem: Problem, model: RosterModel) -> tuple[int, int]:
    """The seats for which too few hosts can be asked, and those that what is fixed keeps the others from."""
    listed = {(host.id, n) for host in problem.hosts if not host.is_trainee for n in host.dislike} - problem.absent
    asked = Counter(n for _, n in listed | fixed_pairs(problem).seats)
    possible = Counter(n for _, n in model.pairs)
    unlisted = sum(max(0, slot.seats - asked[n]) for n, slot in enumerate(problem.slots))
    return unlisted, sum(max(0, slot.seats - possible[n]) for n, slot in enumerate(problem.slots)) - unlisted


class _State:
    """The plan by host and by slot."""

    def __init__(self, problem: Problem, plan: Plan) -> None:
        self.problem, self.plan = problem, plan
        self.hosts = problem.host_of
        self.slots_of: defaultdict[int, list[int]] = defaultdict(list)
        self.present: defaultdict[int, list[int]] = defaultdict(list)
        self.seated: defaultdict[int, list[int]] = defaultdict(list)
        for host, slot in (*plan.assigned, *plan.shadows):
            self.slots_of[host].append(slot)
            self.present[slot].append(host)
        for host, slot in plan.assigned:
            self.seated[slot].append(host)
        self.fixed = fixed_pairs(problem)


def _stopped(state: _State, slot: int) -> Iterator[Stopped]:
    by_rule: defaultdict[str, list[int]] = defaultdict(list)
    for host in state.problem.hosts:
        by_rule[_rule_in_the_way(state, host, slot)].append(host.id)
    for rule, hosts in sorted(by_rule.items(), key=lambda item: (-len(item[1]), item[0])):
        if rule != "seated":
            yield Stopped(rule, tuple(sorted(hosts)))


def _rule_in_the_way(state: _State, host: Host, n: int) -> str:
    """The first thing that keeps a host out of a slot, the plainest first; ``nothing`` when another choice does."""
    if host.id in state.seated[n]:
        return "seated"
    if host.is_trainee:
        return "trainee"
    if (host.id, n) in state.problem.absent:
        return "absent"
    if n not in host.dislike:
        return "not_listed"
    rule = _rule_about_time(state, host, n)
    if rule:
        return rule
    if any(other in host.avoid or host.id in state.hosts[other].avoid for other in state.present[n]):
        return "avoid"
    levels = Counter(state.hosts[other].level for other in state.seated[n])
    if host.level == "novice" and levels["novice"] >= levels["experienced"]:
        return "novice_alone"
    return "nothing"


def _rule_about_time(state: _State, host: Host, n: int) -> str | None:
    """The maximum reached, or the clash with another slot of theirs."""
    slot = state.problem.slots[n]
    mine = [state.problem.slots[other] for other in state.slots_of[host.id]]
    for rule in reversed(_MAXIMA):
        period = rule.removeprefix("max_")
        if sum(1 for other in mine if getattr(other, period) == getattr(slot, period)) >= getattr(host, rule):
            return rule
    for other in mine:
        if clash(host, slot, other):
            return "overlap" if other.day == slot.day else "rest"
    return None


def _forcing(model: RosterModel, least: int, deadline: Deadline) -> tuple[Forcing, ...]:
    """A small set of rules that alone force the missing seats; empty when no relaxation proves it."""
    relaxation = Relaxation(model, _COVERAGE, deadline)
    bound = relaxation.bound()
    if bound is None or whole_bound(bound) < least:
        return ()
    leaning = set(relaxation.binding_rows())
    kept: list[int] = []
    for row in model.rules:
        if row not in leaning:
            relaxation.limit_row(row, -UNBOUNDED, UNBOUNDED)
    for row in sorted(leaning & model.rules.keys()):
        relaxation.limit_row(row, -UNBOUNDED, UNBOUNDED)
        bound = relaxation.bound()
        if bound is None or whole_bound(bound) < least:
            relaxation.limit_row(row, model.row_lower[row], model.row_upper[row])
            kept.append(row)
        if deadline.left() == 0:
            return ()
    return tuple(_by_kind({model.rules[row] for row in kept}))


def _by_kind(rules: Collection[Rule]) -> Iterator[Forcing]:
    groups: defaultdict[str, list[Rule]] = defaultdict(list)
    for rule in rules:
        groups[rule.name].append(rule)
    for name, group in sorted(groups.items(), key=lambda item: (-len(item[1]), item[0])):
        hosts = tuple(sorted({rule.host for rule in group if rule.host is not None}))
        yield Forcing(name, len(group), hosts, tuple(sorted({rule.when for rule in group if rule.host is None})))


def _helpers(problem: Problem, model: RosterModel, least: int, in_all: int, deadline: Deadline) -> tuple[Helper, ...]:
    """Who, allowed one shift more, would leave fewer seats empty: screened by the relaxation, then confirmed."""
    rows: defaultdict[tuple[int | None, str], list[int]] = defaultdict(list)
    for row, rule in model.rules.items():
        rows[rule.host, rule.name].append(row)
    relaxation = Relaxation(model, _COVERAGE, deadline)
    found: list[Helper] = []
    for host in problem.hosts:
        months, weeks = rows[host.id, "max_month"], rows[host.id, "max_week"]
        for raised in (*product(months), *product(weeks), *product(months, weeks)):  # one shift more, not one a week
            if deadline.left() == 0:
                return ()
            if _bound_with(relaxation, model, raised) > least - 1:
                continue
            left = _least_with(model, raised, deadline)
            if left is not None and left < least:
                names = tuple(model.rules[row].name for row in raised)
                found.append(Helper(host.id, names, in_all - least + left))
                break
    return tuple(sorted(found, key=lambda helper: (helper.missing, len(helper.rules), helper.host))[:MOST_HELPERS])


def _bound_with(relaxation: Relaxation, model: RosterModel, raised: Collection[int]) -> float:
    for row in raised:
        relaxation.limit_row(row, model.row_lower[row], model.row_upper[row] + 1)
    bound = relaxation.bound()
    for row in raised:
        relaxation.limit_row(row, model.row_lower[row], model.row_upper[row])
    return float("inf") if bound is None else whole_bound(bound)


def _least_with(model: RosterModel, raised: Collection[int], deadline: Deadline) -> int | None:
    """The fewest missing seats (constants left out) when these rows allow one more."""
    uppers = list(model.row_upper)
    for row in raised:
        uppers[row] += 1
    solved = solve(replace(model, row_upper=uppers), _COVERAGE, deadline=deadline)
    return None if solved.values is None else solved.price


def _forced(
    model: RosterModel, slot: int, short: Mapping[int, int], problem: Problem, deadline: Deadline
) -> Forced | None:
    """What becomes of the others when this slot has to be full; as few of them as can be lose somebody."""
    if deadline.left() == 0:
        return None
    if slot not in model.gaps:
        return Forced(possible=False)
    full = dict.fromkeys(model.gaps[slot], 0.0)
    costs = list(model.costs)
    costs[_LOST] = _newly_lost(model, short)
    weights = {MISSING: len(problem.slots) + sum(short.values()) + 1, _LOST: 1}
    solved = solve(replace(model, costs=costs), weights, deadline=deadline, settled=full)
    if solved.impossible:
        return Forced(possible=False)
    if not solved.proven:
        return None  # whoever else loses somebody here, perhaps need not
    seated = Counter(model.pairs[column][1] for column in solved.taken(len(model.pairs)))
    lacking = {n: max(0, other.seats - seated[n]) for n, other in enumerate(problem.slots)}
    emptied = tuple(n for n, missing in lacking.items() if n != slot and missing > short.get(n, 0))
    return Forced(possible=True, emptied=emptied, missing=sum(lacking.values()))


def _newly_lost(model: RosterModel, short: Mapping[int, int]) -> dict[int, int]:
    """A price for every missing seat that the plan does not miss already (to the precision of the gap columns)."""
    prices = {}
    for n, gaps in model.gaps.items():
        missing = short.get(n, 0)
        for column in reversed(gaps):  # "short" is used before "nobody"
            if missing < model.upper[column]:
                prices[column] = 1
            missing -= round(model.upper[column])
    return prices


def _listed(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _listed(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_listed(item) for item in value]
    return value
