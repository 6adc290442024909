"""Who could come to a slot: everybody of the team, those who fit first, and what stands against the others."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from delta_app.core.calendar import Month
from delta_app.core.errors import Refused
from delta_app.hosts import queries as people
from delta_app.hosts.queries import HostRow, Period, Wish
from delta_app.shifts.checker import Violation, newly_broken
from delta_app.shifts.problem import Pair
from delta_app.shifts.queries import SlotRow, seats_between, slot_row
from delta_app.shifts.roster_data import RosterProblem, roster_problem

_NEVER = ("overlap", "shadows_in_slot")
_GLADLY = {"prefers": 0, "can": 1, "if_needed": 2, "cannot": 3}


@dataclass(frozen=True)
class Obstacle:
    """What stands against somebody's coming: a rule of the roster that it would break, or their own answer.

    ``code`` is a rule as the checker names it, ``absent`` (with ``away``), ``said_no``, ``usually_not`` or
    ``not_answered``. ``others``: short names of those concerned beside them. ``elsewhere``: (day, start minute) of
    their shifts that are in the way. ``allowed``: the limit reached.
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
        return not any(obstacle.code in _NEVER for obstacle in self.obstacles)


def candidates(session: Session, slot_id: int) -> tuple[Candidate, ...]:
    """Everybody active who is not in the slot yet: who fits, by how gladly and how few shifts so far; then the others,
    those first who only have to be asked. Whoever would come as a shadow goes after the hosts.

    Nobody for a month gone by, and for a slot that opens no more.
    """
    slot = slot_row(session, slot_id)
    if slot is None:
        return ()
    month = Month.of(slot.day)
    try:
        composed = roster_problem(session, month)
    except Refused as refusal:
        if refusal.code != "month_gone":
            raise
        return ()
    if slot_id not in composed.slot_ids:
        return ()
    view = _View(session, composed, slot)
    found = [view.judge(host) for host in people.hosts(session, states=("active",)) if not view.is_there(host.id)]
    return tuple(sorted(found, key=_order))


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


class _View:
    """The month around one slot, as everybody is judged by it."""

    def __init__(self, session: Session, composed: RosterProblem, slot: SlotRow) -> None:
        self._composed, self._slot = composed, slot
        self._number = composed.slot_ids.index(slot.id)
        self._known = people.availabilities(session, slot.day, slot.day)
        learning = {host.id for host in composed.problem.hosts if host.is_trainee}
        days = [day for day, _start, _end in composed.spans]
        seats = seats_between(session, min(days), max(days))
        pairs = [(seat.host_id, number) for number, at in enumerate(composed.slot_ids) for seat in seats.get(at, ())]
        self._seats: list[Pair] = [pair for pair in pairs if pair[0] not in learning]
        self._shadows: list[Pair] = [pair for pair in pairs if pair[0] in learning]
        self._given = Counter(host for host, number in pairs if number in composed.own_slots)

    def is_there(self, host_id: int) -> bool:
        """Whether somebody has a place in the slot already."""
        return (host_id, self._number) in (*self._seats, *self._shadows)

    def judge(self, host: HostRow) -> Candidate:
        """One person, as they stand to the slot."""
        known = self._known.get(host.id, people.NO_AVAILABILITY)
        answer = known.for_slot(self._slot.day, self._slot.start_minute, self._slot.end_minute)
        obstacles = [] if answer.why_not is None else [Obstacle(answer.why_not, away=self._away(known.absences))]
        broken = newly_broken(self._composed.problem, self._seats, self._shadows, (host.id, self._number))
        # That no seat is free says nothing of the person.
        obstacles += [self._obstacle(host.id, rule) for rule in broken if rule.rule != "seats"]
        return Candidate(
            host.id,
            host.name,
            answer.wish,
            tuple(obstacles),
            self._given[host.id],
            host.target,
            host.level == "trainee",
        )

    def _away(self, absences: tuple[Period, ...]) -> Period | None:
        return next((away for away in absences if away.first_day <= self._slot.day <= away.last_day), None)

    def _obstacle(self, host_id: int, broken: Violation) -> Obstacle:
        spans = [self._composed.spans[number] for number in broken.slots if number != self._number]
        return Obstacle(
            broken.rule,
            others=tuple(self._composed.names[other] for other in broken.hosts if other != host_id),
            elsewhere=tuple((day, start) for day, start, _end in spans),
            allowed=broken.allowed,
        )
