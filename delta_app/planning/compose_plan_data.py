"""A plan beside its problem and the month it would change, looked up by host and by slot."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from delta_app.core import clock
from delta_app.core.text import fold
from delta_app.hosts.queries import Period
from delta_app.programme.leading_data import Leading
from delta_app.shifts.roster_data import Moment, Plan, RosterProblem


@dataclass(frozen=True)
class Background:
    """What a plan is judged against: who sits where now as (host id, moment), who is away in the month, what services
    promised (their id → name and number), who is active, and who leads an activity when."""

    version: int
    seats: frozenset[tuple[int, Moment]]
    away: dict[int, tuple[Period, ...]]
    services: dict[int, tuple[str, int]]
    active: frozenset[int]
    leading: tuple[Leading, ...] = ()


class Composed:
    """The look-up tables that all parts of a summary share."""

    def __init__(self, problem: RosterProblem, plan: Plan, before: Background) -> None:
        self.problem, self.plan, self.before = problem, plan, before
        self.own = problem.own_slots
        self.hosts = problem.problem.host_of
        self.seated: defaultdict[int, list[int]] = defaultdict(list)  # by slot
        self.shadowing: defaultdict[int, list[int]] = defaultdict(list)
        self.slots_of: defaultdict[int, list[int]] = defaultdict(list)  # seats, by host, in order
        self.shadows_of: defaultdict[int, list[int]] = defaultdict(list)
        for host, number in sorted(plan.assigned, key=lambda pair: (problem.spans[pair[1]], pair[0])):
            self.seated[number].append(host)
            self.slots_of[host].append(number)
        for host, number in sorted(plan.shadows, key=lambda pair: (problem.spans[pair[1]], pair[0])):
            self.shadowing[number].append(host)
            self.shadows_of[host].append(number)

    def sorting(self, host_id: int) -> tuple[str, int]:
        """Where a name stands in an alphabetical list, accents aside."""
        return fold(self.problem.names[host_id]), host_id

    def own_seats(self, host_id: int) -> list[int]:
        """Somebody's seats in the month itself."""
        return [number for number in self.slots_of[host_id] if number in self.own]

    def day(self, number: int) -> date:
        """The day of a slot."""
        return self.problem.spans[number][0]

    def moment(self, number: int) -> Moment:
        """What names a slot for good."""
        return self.problem.spans[number][:2]

    @cached_property
    def coming(self) -> list[int]:
        """The month's slots from today on, in order."""
        today = clock.today()
        return sorted((number for number in self.own if self.day(number) >= today), key=self.problem.spans.__getitem__)

    @cached_property
    def places(self) -> frozenset[tuple[int, Moment]]:
        """Who would be where, shadows included, as (host id, moment)."""
        pairs = (*self.plan.assigned, *self.plan.shadows)
        return frozenset((host, self.moment(number)) for host, number in pairs if number in self.own)

    def is_silent(self, host_id: int) -> bool:
        """Whether somebody has answered nothing for any of what is to come."""
        return bool(self.coming) and all(host_id in self.problem.unanswered[number] for number in self.coming)
