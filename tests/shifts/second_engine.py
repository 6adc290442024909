"""The roster rules of ROSTER.md written once more for CP-SAT, straight from the page: prints the best tiers as JSON.

Run as a program, for OR-Tools and highspy do not live in one process: second_engine.py PROBLEM.json…, a line for each.
It shares no code with the program but the JSON file.
"""

import json
import sys
from collections import defaultdict
from itertools import combinations
from math import ceil
from pathlib import Path
from typing import Any

from ortools.sat.python import cp_model


def main() -> None:
    for path in sys.argv[1:]:
        print(json.dumps(best_tiers(json.loads(Path(path).read_text(encoding="utf-8")))))


def best_tiers(problem: dict[str, Any], seconds: float = 40.0) -> dict[str, Any]:
    """``tiers`` proven one after the other; ``between``: what the next can be, when there was no time to prove it."""
    roster = Roster(problem)
    reached: list[int] = []
    for tier in roster.tiers():
        roster.model.minimize(tier)
        solver = cp_model.CpSolver()
        solver.parameters.linearization_level = 2
        solver.parameters.num_workers = 2
        solver.parameters.random_seed = 1
        solver.parameters.max_time_in_seconds = seconds
        status = solver.solve(roster.model)
        if status != cp_model.OPTIMAL:
            found = round(solver.objective_value) if status == cp_model.FEASIBLE else None
            return {"tiers": reached, "proven": False, "between": [ceil(solver.best_objective_bound - 1e-6), found]}
        reached.append(round(solver.objective_value))
        roster.model.add(tier <= reached[-1])
        roster.model.clear_hints()  # type: ignore[no-untyped-call]
        for variable in roster.taken.values():
            roster.model.add_hint(variable, solver.boolean_value(variable))
    return {"tiers": reached, "proven": True}


class Roster:
    def __init__(self, problem: dict[str, Any]) -> None:
        self.slots = problem["slots"]
        self.hosts = {host["id"]: host for host in problem["hosts"]}
        self.partners = problem.get("partners", [])
        self.months = problem["months"]
        self.previous = {tuple(pair) for pair in problem.get("previous") or []}
        self.absent = {tuple(pair) for pair in problem.get("absent") or []}
        self.model = cp_model.CpModel()
        self.given = {(h, s) for s, slot in enumerate(self.slots) for h in slot["fixed"]} - self.absent
        listed = {(h, int(s)) for h, host in self.hosts.items() for s in host["dislike"]} - self.absent
        self.taken = {pair: self.model.new_bool_var(f"{pair}") for pair in sorted(listed | self.given)}
        for pair in self.given:
            self.model.add(self.taken[pair] == 1)
        self.of_host: dict[int, list[int]] = defaultdict(list)
        self.in_slot: dict[int, list[int]] = defaultdict(list)
        for host, slot in self.taken:
            self.of_host[host].append(slot)
            self.in_slot[slot].append(host)
        self.rules_of_hosts()
        self.rules_of_slots()

    def trainee(self, host: int) -> bool:
        return bool(self.hosts[host]["level"] == "trainee")

    def at_most(self, limit: int, pairs: list[tuple[int, int]]) -> None:
        allowed = max(limit, sum(1 for pair in pairs if pair in self.given))
        self.model.add(sum(self.taken[pair] for pair in pairs) <= allowed)

    def rules_of_hosts(self) -> None:
        for host, slots in self.of_host.items():
            for period in ("day", "week", "month"):
                groups: dict[int, list[tuple[int, int]]] = defaultdict(list)
                for slot in slots:
                    groups[self.slots[slot][period]].append((host, slot))
                for pairs in groups.values():
                    self.at_most(self.hosts[host][f"max_{period}"], pairs)
            for one, other in combinations(slots, 2):
                if self.cannot_do_both(host, self.slots[one], self.slots[other]):
                    self.at_most(1, [(host, one), (host, other)])

    def cannot_do_both(self, host: int, one: dict[str, Any], other: dict[str, Any]) -> bool:
        if one["day"] == other["day"]:
            return bool(one["start"] < other["end"] and other["start"] < one["end"])
        if one["day"] > other["day"]:
            one, other = other, one
        pause = (other["day"] * 1440 + other["start"]) - (one["day"] * 1440 + one["end"])
        return bool(pause < self.hosts[host]["rest_minutes"])

    def rules_of_slots(self) -> None:
        for s, slot in enumerate(self.slots):
            here = self.in_slot[s]
            seated = [h for h in here if not self.trainee(h)]
            shadows = [h for h in here if self.trainee(h)]
            self.at_most(slot["seats"], [(h, s) for h in seated])
            self.at_most(1, [(h, s) for h in shadows])
            novices = [h for h in seated if self.hosts[h]["level"] == "novice"]
            experienced = [h for h in seated if self.hosts[h]["level"] == "experienced"]
            excess = sum(1 for h in novices if (h, s) in self.given) - sum(
                1 for h in experienced if (h, s) in self.given
            )
            self.model.add(self.count(novices, s) - self.count(experienced, s) <= max(0, excess))
            given_experienced = any((h, s) in self.given for h in experienced)
            for h in shadows:
                if (h, s) not in self.given or given_experienced:
                    self.model.add(self.count(experienced, s) >= 1).only_enforce_if(self.taken[h, s])
            for one, other in combinations(here, 2):
                if other in self.hosts[one]["avoid"] or one in self.hosts[other]["avoid"]:
                    self.at_most(1, [(one, s), (other, s)])

    def count(self, hosts: list[int], slot: int) -> Any:
        return sum(self.taken[h, slot] for h in hosts)

    def tiers(self) -> list[Any]:
        missing, nobody = [], []
        for s, slot in enumerate(self.slots):
            seated = [h for h in self.in_slot[s] if not self.trainee(h)]
            lacking = self.model.new_int_var(0, slot["seats"], "")
            self.model.add(lacking >= slot["seats"] - self.count(seated, s))
            missing.append(lacking)
            if slot["seats"] > 0:
                empty = self.model.new_bool_var("")
                self.model.add(empty + self.count(seated, s) >= 1)
                nobody.append(empty)
        changes = []
        if self.previous:
            before = {pair for pair in self.previous if not self.trainee(pair[0])}
            kept = sum(self.taken[pair] for pair in before if pair in self.taken)
            now = sum(v for (h, _), v in self.taken.items() if not self.trainee(h))
            changes = [len(before) - kept + now - kept]
        return [sum(missing), sum(nobody), *changes, self.wishes(), self.fairness(), self.liking()]

    def wishes(self) -> Any:
        terms: list[Any] = [0]
        for partner in self.partners:
            for month in range(self.months):
                shifts = [
                    variable
                    for (h, s), variable in self.taken.items()
                    if self.hosts[h].get("partner") == partner["id"]
                    and not self.trainee(h)
                    and self.slots[s]["month"] == month
                ]
                terms.append(3 * self.at_least_zero(partner["promised"] - sum(shifts), partner["promised"]))
        for s, slot in enumerate(self.slots):
            seated = [h for h in self.in_slot[s] if not self.trainee(h)]
            groups = []
            if slot["wants_dutch"]:
                groups.append([[h for h in seated if self.hosts[h]["dutch"]]])
            if slot["wants_mix"]:
                groups.append([[h for h in seated if self.hosts[h]["origin"] == o] for o in ("staff", "volunteer")])
            for wish in groups:
                unmet = self.model.new_bool_var("")
                for group in wish:
                    self.model.add(unmet + self.count(group, s) >= 1)
                terms.append(2 * unmet)
        for h, slots in self.of_host.items():
            if self.hosts[h]["back_to_back_ok"]:
                continue
            for one, other in combinations(slots, 2):
                a, b = self.slots[one], self.slots[other]
                if a["day"] == b["day"] and abs(a["rank"] - b["rank"]) == 1:
                    both = self.model.new_bool_var("")
                    self.model.add(both >= self.taken[h, one] + self.taken[h, other] - 1)
                    terms.append(both)
        for h, host in self.hosts.items():
            if self.trainee(h):
                done = sum(self.taken[h, s] for s in self.of_host[h])
                terms.append(3 * self.at_least_zero(host["shadow_shifts"] - done, host["shadow_shifts"]))
        return sum(terms)

    def at_least_zero(self, expression: Any, most: int) -> Any:
        variable = self.model.new_int_var(0, most, "")
        self.model.add(variable >= expression)
        return variable

    def fairness(self) -> Any:
        terms: list[Any] = [0]
        for h, host in self.hosts.items():
            if self.trainee(h):
                continue
            for month in range(self.months):
                slots = [s for s in self.of_host[h] if self.slots[s]["month"] == month]
                target = host["target"]
                distances = [(n - target) ** 2 for n in range(len(slots) + 1)]
                terms.append(self.priced([self.taken[h, s] for s in slots], distances))
                unsocial = [self.taken[h, s] for s in slots if self.slots[s]["unsocial"]]
                terms.append(self.priced(unsocial, [2 * n * n for n in range(len(unsocial) + 1)]))
        return sum(terms)

    def priced(self, variables: list[Any], prices: list[int]) -> Any:
        """The price of how many of the variables are true."""
        if len(prices) == 1:
            return prices[0]
        chosen = [self.model.new_bool_var("") for _ in prices]
        self.model.add_exactly_one(chosen)
        self.model.add(sum(variables) == sum(n * one for n, one in enumerate(chosen)))
        return sum(price * one for price, one in zip(prices, chosen, strict=True))

    def liking(self) -> Any:
        terms: list[Any] = [0]
        for (h, s), variable in self.taken.items():
            if not self.trainee(h):
                terms.append(self.hosts[h]["dislike"].get(str(s), 1) * variable)
        for s in range(len(self.slots)):
            seated = [h for h in self.in_slot[s] if not self.trainee(h)]
            for one, other in combinations(seated, 2):
                if other in self.hosts[one]["prefer"] or one in self.hosts[other]["prefer"]:
                    together = self.model.new_bool_var("")
                    self.model.add_implication(together, self.taken[one, s])
                    self.model.add_implication(together, self.taken[other, s])
                    terms.append(-together)
        return sum(terms)


if __name__ == "__main__":
    main()
