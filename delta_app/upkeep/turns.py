"""Whose turn it is: people in their order, round after round; whoever is away is passed over and comes as soon as they
are back, within the same round, so that an absence moves nobody's dates beyond it. Whoever has left is in no round."""

from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from delta_app.programme.recurring_data import days_of

YEARS_AHEAD = (1, 5, 25, 125)
"""How far ahead one looks for the next turns, a few years first: a 29 February comes seldom."""


@dataclass(frozen=True)
class Turn:
    """A turn of a chore, from a day until the one before the next; ``last_day`` None: there is no next. ``place``: how
    many of its round were before it.

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


Whose = tuple[int, int | None, int | None, bool]
"""Of a turn its place, whose it is, whose it would have been, and whether it was taken over."""


@dataclass(frozen=True)
class Rota:
    """A rule begun on a day, the hosts in the order of their turns from that day on, and who takes over which turn.

    ``is_here``: whether somebody can do a turn that begins on a day, by what is known of them on another: ``today``
    while it is on, for they may have left since. ``gone``: the day from which on somebody is of the team no more.
    """

    rule: str
    first_day: date
    people: Sequence[int]
    covers: Mapping[date, int]
    today: date
    is_here: Callable[[int, date, date], bool]
    gone: Mapping[int, date] = field(default_factory=dict)

    def turns(self, since: date, at_most: int) -> tuple[Turn, ...]:
        """The turn that is on, where there is one, and those that follow, so many at most."""
        past = days_of(self.rule, self.first_day, self.first_day, since)
        ahead = self._ahead(max(self.first_day, since + timedelta(days=1)), at_most + 1)
        start = max(0, len(past) - 1)
        days = [*past, *ahead]
        whose = self._whose(days, start)
        found = [
            Turn(day, following and following - timedelta(days=1), *one)
            for day, following, one in zip(days[start:], [*days[start + 1 :], None], whose, strict=True)
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

    def next_first(self, turn: Turn | None) -> tuple[int, ...]:
        """The people in the order of their turns, whoever has this turn first; after all others those who have left."""
        known = self.today if turn is None else max(turn.day, self.today)
        gone = [one for one in self.people if self._has_left(one, known)]
        team = [one for one in self.people if one not in gone]
        first = 0 if turn is None else turn.place
        return (*team[first:], *team[:first], *gone)

    def _whose(self, days: Sequence[date], start: int) -> list[Whose]:
        """Who does the turns of these days, the first of which begins the first round, from a place on."""
        found: list[Whose] = []
        left: list[int] = []  # those who have not had their turn in this round
        open_turns = 0  # how many it still has
        for number in range(self._round_at(days, start), len(days)):
            day = days[number]
            on = day <= self.today and (number + 1 == len(days) or self.today < days[number + 1])
            known = self.today if on else day
            team = [one for one in self.people if not self._has_left(one, known)]
            left = [one for one in left if one in team]
            open_turns = min(open_turns, len(left))
            if not open_turns:
                left, open_turns = list(team), len(team)
            place = len(team) - open_turns
            open_turns -= 1
            one = self._one(day, known, left)
            if number >= start:
                found.append((place, *one))
        return found

    def _round_at(self, days: Sequence[date], start: int) -> int:
        """A day with which a round begins, not after another: as long as nobody has left all rounds are as long."""
        first_gone = min((self.gone[one] for one in self.people if one in self.gone), default=date.max)
        whole = min(start, max(0, bisect_left(days, first_gone) - 1))
        return whole - whole % max(1, len(self.people))

    def _has_left(self, host_id: int, day: date) -> bool:
        return self.gone.get(host_id, date.max) <= day

    def _one(self, day: date, known: date, left: list[int]) -> tuple[int | None, int | None, bool]:
        """Who does the turn of a day; whoever has had theirs in this round is no longer ``left``."""
        usual = left[0] if left else None
        here = [host_id for host_id in left if self.is_here(host_id, day, known)]
        chosen = here[0] if here else next((one for one in self.people if self.is_here(one, day, known)), None)
        cover = self.covers.get(day)
        if cover is not None and not self._has_left(cover, known):
            # In the round they swap; from outside, or for the second time, it is a favour.
            done = cover if cover in left else chosen
            if done in left:
                left.remove(done)
            return cover, chosen if chosen != cover else None, True
        if chosen in left:
            left.remove(chosen)
        return chosen, usual if usual != chosen else None, False
