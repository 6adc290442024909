"""Who could come to a slot, and where somebody could go: those who fit first, and what stands against the others."""

from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from delta_app.core.calendar import Month
from delta_app.core.errors import Refused
from delta_app.hosts import queries as people
from delta_app.hosts.queries import Availability, HostRow, Period, Wish
from delta_app.shifts.checker import Violation, newly_broken
from delta_app.shifts.problem import Pair
from delta_app.shifts.queries import seats_between, slot_row
from delta_app.shifts.roster_data import RosterProblem, roster_problem

_NEVER = ("overlap", "shadows_in_slot", "there_already")
_GLADLY = {"prefers": 0, "can": 1, "if_needed": 2, "cannot": 3}


@dataclass(frozen=True)
class Obstacle:
    """What stands against somebody's coming: a rule of the roster that it would break, or their own answer.

    ``code`` is a rule as the checker names it, ``absent`` (with ``away``), ``said_no``, ``usually_not``,
    ``not_answered``, ``there_already`` or ``gone_by``. ``others``: short names of those concerned beside them.
    ``elsewhere``: (day, start minute) of their shifts that are in the way. ``allowed``: the limit reached.
    """

    code: str
    others: tuple[str, ...] = ()
    elsewhere: tuple[tuple[date, int], ...] = ()
    allowed: int = 0
    away: Period | None = None


@dataclass(frozen=True)
class Candidate:
    """Somebody of the team, seen from one slot.

    ``given``: their shifts of the month so far; ``learns``: they come as a shadow.
    """

    host_id: int
    name: str
    wish: Wish
    obstacles: tuple[Obstacle, ...]
    given: int
    target: int
    learns: bool

    @property
    def fits(self) -> bool:
        """Whether nothing stands against it."""
        return not self.obstacles

    @property
    def may_all_the_same(self) -> bool:
        """Whether the coordinator can set aside what stands against it: nobody is in two places at once."""
        return may_be_set_aside(self.obstacles)


def may_be_set_aside(obstacles: Collection[Obstacle]) -> bool:
    """Whether the coordinator can overrule all of these: nobody is in two places at once."""
    return not any(obstacle.code in _NEVER for obstacle in obstacles)


def candidates(session: Session, slot_id: int) -> tuple[Candidate, ...]:
    """Everybody here that day who is not in the slot yet: who fits, by how gladly and how few shifts so far; then the
    others, those first who only have to be asked. Whoever would come as a shadow goes after the hosts.

    Nobody for a month gone by, and for a slot that opens no more.
    """
    slot = slot_row(session, slot_id)
    if slot is None:
        return ()
    month = Month.of(slot.day)
    try:
        composed = roster_problem(session, month, answers=False)
    except Refused as refusal:
        if refusal.code != "month_gone":
            raise
        return ()
    if slot_id not in composed.slot_ids:
        return ()
    judge = MonthJudge(session, composed)
    number = composed.slot_ids.index(slot_id)
    everybody = people.hosts_on(session, slot.day)
    found = [_candidate(judge, host, number) for host in everybody if not judge.is_there(host.id, number)]
    return tuple(sorted(found, key=_order))


def _candidate(judge: "MonthJudge", host: HostRow, number: int) -> Candidate:
    return Candidate(
        host.id,
        host.name,
        judge.wish(host.id, number),
        judge.obstacles(host.id, number),
        judge.given[host.id],
        host.target,
        host.level == "trainee",
    )


def _order(candidate: Candidate) -> tuple[bool, bool, bool, int, int, str]:
    to_ask = all(obstacle.code == "not_answered" for obstacle in candidate.obstacles)
    return (
        not candidate.fits,
        not to_ask,
        candidate.learns,  # a shadow fills no seat
        _GLADLY[candidate.wish],
        candidate.given - candidate.target,
        candidate.name,
    )


@dataclass(frozen=True)
class Common:
    """Somebody of the team, seen from several slots: in how many of those with a free seat they fit."""

    host_id: int
    name: str
    fits: int
    given: int
    target: int


def common_candidates(session: Session, slot_ids: Collection[int]) -> tuple[Common, ...]:
    """Whoever fits in at least one of some slots of a month, in the most first; learners are left out.

    Each slot is judged by itself: whoever fits in two of them may be over a maximum with both.
    """
    rows = [row for slot_id in slot_ids if (row := slot_row(session, slot_id)) is not None]
    if not rows:
        return ()
    composed = roster_problem(session, Month.of(rows[0].day), answers=False)
    judge = MonthJudge(session, composed)
    numbers = [composed.slot_ids.index(row.id) for row in rows if row.id in composed.slot_ids]
    found = []
    for host in people.hosts(session, states=("active", "paused")):
        fits = 0 if host.level == "trainee" else sum(judge.fits(host.id, number) for number in numbers)
        if fits:
            found.append(Common(host.id, host.name, fits, judge.given[host.id], host.target))
    return tuple(sorted(found, key=lambda one: (-one.fits, one.given - one.target, one.name)))


class MonthJudge:
    """The seats of a month as they stand, by which everybody's coming to any of its slots is judged.

    Slots are named by their number in the roster problem.
    """

    def __init__(self, session: Session, composed: RosterProblem) -> None:
        self._composed = composed
        first, last = composed.month.whole_weeks
        self._known = people.availabilities(session, first, last)
        self._judged = {host.id for host in composed.problem.hosts}
        self.learning = {host.id for host in composed.problem.hosts if host.is_trainee}
        seats = seats_between(session, first, last)
        pairs = [(seat.host_id, number) for number, at in enumerate(composed.slot_ids) for seat in seats.get(at, ())]
        self._of_host: dict[int, set[Pair]] = defaultdict(set)
        self._in_slot: dict[int, set[Pair]] = defaultdict(set)
        for pair in pairs:
            self._of_host[pair[0]].add(pair)
            self._in_slot[pair[1]].add(pair)
        self.given = Counter(host for host, number in pairs if number in composed.own_slots)

    def is_there(self, host_id: int, number: int) -> bool:
        """Whether somebody has a place in the slot already."""
        return (host_id, number) in self._in_slot[number]

    def wish(self, host_id: int, number: int) -> Wish:
        """How gladly somebody would come."""
        return self._answer(host_id, number).wish

    def fits(self, host_id: int, number: int) -> bool:
        """Whether nothing stands against somebody's coming; quicker than asking what does."""
        return self._answer(host_id, number).why_not is None and not self.obstacles(host_id, number)

    def obstacles(self, host_id: int, number: int, *, without: Collection[Pair] = ()) -> tuple[Obstacle, ...]:
        """What stands against one person's coming, once some (host, slot number) have gone.

        That no seat is free says nothing of the person and is left out.
        """
        pair = (host_id, number)
        near = (self._of_host[host_id] | self._in_slot[number]) - set(without)  # no rule looks further
        if pair in near:
            return (Obstacle("there_already"),)
        seats = sorted(one for one in near if one[0] not in self.learning)
        shadows = sorted(one for one in near if one[0] in self.learning)
        why_not = self._answer(host_id, number).why_not
        found = [] if why_not is None else [Obstacle(why_not, away=self._away(host_id, number))]
        if host_id not in self._judged:  # not here in these weeks: no rule is about them
            return tuple(found)
        broken = newly_broken(self._composed.problem, seats, shadows, pair)
        found += [self._obstacle(host_id, number, rule) for rule in broken if rule.rule != "seats"]
        return tuple(found)

    def _answer(self, host_id: int, number: int) -> Availability:
        return self._known.get(host_id, people.NO_AVAILABILITY).for_slot(*self._composed.spans[number])

    def _away(self, host_id: int, number: int) -> Period | None:
        day = self._composed.spans[number][0]
        absences = self._known.get(host_id, people.NO_AVAILABILITY).absences
        return next((away for away in absences if away.first_day <= day <= away.last_day), None)

    def _obstacle(self, host_id: int, number: int, broken: Violation) -> Obstacle:
        spans = [self._composed.spans[other] for other in broken.slots if other != number]
        return Obstacle(
            broken.rule,
            others=tuple(self._composed.names[other] for other in broken.hosts if other != host_id),
            elsewhere=tuple((day, start) for day, start, _end in spans),
            allowed=broken.allowed,
        )
