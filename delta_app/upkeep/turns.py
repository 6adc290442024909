"""Whose turn it is: people in their order, round after round; whoever is away is passed over and comes as soon as they
are back, within the same round, so that an absence moves nobody's dates beyond it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from delta_app.programme.recurring_data import days_of

YEARS_AHEAD = (1, 5, 25, 125)
"""How far ahead one looks for the next turns, a few years first: a 29 February comes seldom."""


@dataclass(frozen=True)
class Turn:
    """A turn of a chore, from a day until the one before the next; ``last_day`` None: there is no next. ``place``: how
    many were before it.

    ``host_id``: whose it is, none where nobody does it in particular. ``instead_of``: whose it would have been.
    ``taken_over``: somebody said that they do it.
    """

    day: date
    last_day: date | None
    place: int
    host_id: int | None = None
    instead_of: int | None = None
    taken_over: bool = False

    def is_on(self, day: date) -> bool:
        """Whether it has come, and the next has not."""
        return self.day <= day and (self.last_day is None or day <= self.last_day)


@dataclass(frozen=True)
class Rota:
    """A rule begun on a day, the hosts in the order of their turns from that day on, and who takes over which turn.

    ``is_here``: whether somebody can do a turn that begins on a day, by what is known of them on another: ``today``
    while it is on, for they may have left since.
    """

    rule: str
    first_day: date
    people: Sequence[int]
    covers: Mapping[date, int]
    today: date
    is_here: Callable[[int, date, date], bool]

    def turns(self, since: date, at_most: int) -> tuple[Turn, ...]:
        """The turn that is on, where there is one, and those that follow, so many at most."""
        gone = days_of(self.rule, self.first_day, self.first_day, since)
        ahead = self._ahead(max(self.first_day, since + timedelta(days=1)), at_most + 1)
        start = max(0, len(gone) - 1)
        days = [*gone[start:], *ahead]
        whose = self._whose([*gone, *ahead], start)
        found = [
            Turn(day, following and following - timedelta(days=1), start + place, *whose[place])
            for place, (day, following) in enumerate(zip(days, [*days[1:], None], strict=True))
        ]
        return tuple(found[:at_most])

    def _ahead(self, since: date, at_most: int) -> tuple[date, ...]:
        found: tuple[date, ...] = ()
        for years in YEARS_AHEAD:
            found = days_of(self.rule, self.first_day, since, date(since.year + years, 12, 31))
            if len(found) >= at_most:
                break
        return found[:at_most]

    def turn_on(self, day: date) -> Turn | None:
        """The turn that begins on a day; None where none does."""
        found = self.turns(day, 1)
        return found[0] if found and found[0].day == day else None

    def _whose(self, days: Sequence[date], start: int) -> list[tuple[int | None, int | None, bool]]:
        """Who does the turns of these days, the first of which begins the first round, from a place on."""
        size = len(self.people)
        if not size:
            return [(self.covers.get(day), None, day in self.covers) for day in days[start:]]
        found = []
        left: list[int] = []
        for place in range(start - start % size, len(days)):
            if place % size == 0:
                left = list(self.people)
            on = days[place] <= self.today and (place + 1 == len(days) or self.today < days[place + 1])
            one = self._one(days[place], self.today if on else days[place], left)
            if place >= start:
                found.append(one)
        return found

    def _one(self, day: date, known: date, left: list[int]) -> tuple[int | None, int | None, bool]:
        """Who does the turn of a day; whoever has had theirs in this round is no longer ``left``."""
        usual = left[0]
        here = [host_id for host_id in left if self.is_here(host_id, day, known)]
        chosen = here[0] if here else next((one for one in self.people if self.is_here(one, day, known)), None)
        cover = self.covers.get(day)
        if cover is not None:
            # In the round they swap; from outside, or for the second time, it is a favour.
            done = cover if cover in left else chosen
            if done in left:
                left.remove(done)
            return cover, chosen if chosen != cover else None, True
        if chosen in left:
            left.remove(chosen)
        return chosen, usual if usual != chosen else None, False
