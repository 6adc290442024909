"""From the data to a roster problem and back: who can sit where, under which limits, as plain values."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from sqlalchemy.orm import Session

from delta_app.core import clock, settings
from delta_app.core.calendar import Month, monday_of
from delta_app.core.errors import Refused
from delta_app.core.i18n import _, format_time, short_date
from delta_app.hosts import queries as people
from delta_app.hosts.queries import Availability, HostAvailability, HostRow
from delta_app.shifts.alerts_data import not_open
from delta_app.shifts.explain import Helper, Why, read_why
from delta_app.shifts.explain_words import Names, broken_in_words, gap_in_words, why_in_words
from delta_app.shifts.problem import Host, Pair, Partner, Plan, Problem, Short, Slot
from delta_app.shifts.queries import SeatRow, SlotRow, seats_between, slots_between
from delta_app.shifts.settings import REST_MINUTES, SHARE_UNSOCIAL, WISH_DUTCH, WISH_MIX, Weights
from delta_app.shifts.shadows_data import shadows_done, shadows_wanted

__all__ = [  # with the plain values a plan is made of, for the slices above
    "Ask",
    "Helper",
    "Host",
    "Moment",
    "Plan",
    "Problem",
    "RosterProblem",
    "Short",
    "Weights",
    "Why",
    "asked_slot",
    "broken_sentences",
    "gap_sentences",
    "read_why",
    "roster_problem",
    "short_sentences",
    "weights_of",
]

DISLIKE = {"prefers": 0, "can": 1, "if_needed": 3}
Moment = tuple[date, int]  # the day and the first minute of a slot, which last when a slot's number does not


@dataclass(frozen=True)
class Ask:
    """Somebody is asked for one shift more than a maximum of theirs allows, this once.

    ``rules``: the maxima, of the month or of the week. ``at``: the shift itself; None where composing chooses it, which
    only the month's maximum allows. ``beside``: their other shifts of that week, which stay, so that one shift alone
    passes the week's maximum and no other week has more.
    """

    host_id: int
    rules: tuple[str, ...]
    at: Moment | None = None
    beside: tuple[Moment, ...] = ()

    @property
    def held(self) -> frozenset[Moment]:
        """The shifts that composing has to give them."""
        return frozenset(self.beside if self.at is None else (self.at, *self.beside))


@dataclass(frozen=True)
class RosterProblem:
    """A month as the solver sees it. ``slot_ids[i]`` is the id of the problem's slot i.

    Weeks that the month shares with its neighbours bring the neighbours' seats along as fixed ones (their slots have
    another ``month`` number), so that a week's maximum and the rest between two days hold across the month's edge.
    """

    month: Month
    problem: Problem
    slot_ids: tuple[int, ...] = field(compare=False)  # another rehearsal of the same month numbers new slots anew
    spans: tuple[tuple[date, int, int], ...]
    names: dict[int, str]
    unanswered: tuple[frozenset[int], ...]  # for each slot, the active hosts who have said nothing about that time
    unsocial: frozenset[int]  # numbers of the slots that are so, whether or not they are to be shared
    keep: bool = False  # everybody who sits somewhere stays
    asks: tuple[Ask, ...] = ()
    weights: Weights | None = None  # tried instead of the place's own

    @cached_property
    def own_slots(self) -> frozenset[int]:
        """Numbers of the problem's slots that belong to the month itself."""
        return frozenset(number for number, slot in enumerate(self.problem.slots) if slot.month == 0)


@dataclass(frozen=True)
class _Facts:
    """What was read from the file for one problem: whole weeks, from ``first`` to ``last``."""

    first: date
    last: date
    slots: tuple[SlotRow, ...]
    seats: dict[int, tuple[SeatRow, ...]]
    hosts: tuple[HostRow, ...]
    known: dict[int, HostAvailability]
    today: date
    weights: Weights
    keep: bool = False
    asks: tuple[Ask, ...] = ()
    answers: dict[Pair, Availability] = field(default_factory=dict)  # by host and slot id, once asked

    @cached_property
    def here(self) -> frozenset[int]:
        """Who is here on at least one of the days: neither paused nor gone all the time."""
        days = (self.last - self.first).days + 1

        def away(host_id: int) -> int:
            periods = self.known.get(host_id, people.NO_AVAILABILITY).not_here
            return sum((period.last_day - period.first_day).days + 1 for period in periods)

        return frozenset(host.id for host in self.hosts if away(host.id) < days)

    @cached_property
    def trainees(self) -> frozenset[int]:
        """Who only shadows."""
        return frozenset(host.id for host in self.hosts if host.level == "trainee")

    def is_given(self, seat: SeatRow, row: SlotRow, month: Month) -> bool:
        """Whether composing this month has to leave a seat as it is."""
        return self.keep or seat.locked or row.day < self.today or Month.of(row.day) != month

    def asked(self, row: SlotRow) -> list[int]:
        """Who is asked to come to a slot, whatever their maximum."""
        return [ask.host_id for ask in self.asks if (row.day, row.start_minute) in ask.held]


def weights_of(session: Session) -> Weights:
    """What the place weighs."""
    return Weights(
        wish_dutch=settings.get(session, WISH_DUTCH),
        wish_mix=settings.get(session, WISH_MIX),
        share_unsocial=settings.get(session, SHARE_UNSOCIAL),
        rest_minutes=settings.get(session, REST_MINUTES),
    )


def roster_problem(
    session: Session,
    month: Month,
    *,
    repair: bool = False,
    keep: bool = False,
    asks: tuple[Ask, ...] = (),
    weights: Weights | None = None,
    answers: bool = True,
) -> RosterProblem:
    """The problem of a month as the file stands. Locked seats and days gone by are given.

    Slots shut since, or decided to stay closed, are left out: whoever sits there is only to be told, and has that shift
    free again.
    Refuses ``month_gone`` when no day of it is still to come.
    With ``repair`` the seats as they are now count as the previous plan, to be changed as little as can be; with
    ``keep`` they are given, and only empty ones are filled. ``weights`` are tried instead of the place's own.
    Without ``answers`` nobody is asked when they can come: enough to judge which rules a seat would break.
    """
    if month.last < clock.today():
        raise Refused("month_gone", month=month)
    first, last = month.whole_weeks
    slots = slots_between(session, first, last)
    shut = not_open(session, slots)
    facts = _Facts(
        first=first,
        last=last,
        slots=tuple(row for row in slots if row.id not in shut),
        seats=seats_between(session, first, last),
        hosts=people.hosts(session, states=("active", "paused", "left")),
        known=people.availabilities(session, first, last),
        today=clock.today(),
        weights=weights_of(session) if weights is None else weights,
        keep=keep,
        asks=asks,
    )
    numbered_slots = tuple(_slots(facts, month))
    numbered = [row for row, _ in numbered_slots]
    hosts = _hosts(session, facts, numbered if answers else [], month, repair=repair)
    previous, absent = _previous(facts, numbered, month) if repair else (None, frozenset())
    problem = Problem(
        months=1 + max((slot.month for _, slot in numbered_slots), default=0),
        slots=tuple(slot for _, slot in numbered_slots),
        hosts=hosts,
        partners=tuple(Partner(partner.id, partner.promised) for partner in people.partners(session)),
        previous=previous,
        absent=absent,
    )
    return RosterProblem(
        month=month,
        problem=problem,
        slot_ids=tuple(row.id for row in numbered),
        spans=tuple((row.day, row.start_minute, row.end_minute) for row in numbered),
        names={host.id: host.name for host in facts.hosts},
        unanswered=tuple(_unanswered(facts, row) for row in numbered) if answers else (),
        unsocial=frozenset(number for number, row in enumerate(numbered) if row.unsocial),
        keep=keep,
        asks=asks,
        weights=weights,
    )


def asked_slot(composed: RosterProblem, ask: Ask, assigned: Sequence[Pair]) -> int | None:
    """The number of the slot that is one more than somebody's maximum: what they are asked for, else their last seat
    that can move. None when the plan does without it."""
    slots = composed.problem.slots
    host = next(host for host in composed.problem.hosts if host.id == ask.host_id)
    own = sorted(number for person, number in assigned if person == host.id and number in composed.own_slots)
    usual = host.max_month - sum(one.host_id == host.id and "max_month" in one.rules for one in composed.asks)
    if ask.at is None:
        free = [number for number in own if host.id not in slots[number].fixed]
        return free[-1] if free and len(own) > usual else None
    number = next((number for number in own if composed.spans[number][:2] == ask.at), None)
    if number is None:
        return None
    in_week = sum(person == host.id and slots[other].week == slots[number].week for person, other in assigned)
    return number if len(own) > usual or in_week > host.max_week else None


def short_sentences(short: Short, composed: RosterProblem) -> list[str]:
    """Why a seat stays empty, in sentences for a person."""
    return why_in_words(read_why(short.why), _names(composed), composed.unanswered[short.slot]) if short.why else []


def broken_sentences(plan: Plan, composed: RosterProblem) -> list[str]:
    """The rules that seats fixed by hand break in the month itself: which, who, and when."""
    words = [
        broken_in_words(broken, _names(composed), [host for host, slot in plan.assigned if slot in broken["slots"]])
        for broken in plan.broken_fixed
        if composed.own_slots.intersection(broken["slots"])
    ]
    return list(dict.fromkeys(words))


def gap_sentences(plan: Plan, composed: RosterProblem) -> list[str]:
    """What is true of all missing seats together: what forces them, and who could help with one shift more."""
    explained = next((short for short in plan.short if short.why), None)
    return gap_in_words(read_why(explained.why), _names(composed)) if explained else []


def _names(composed: RosterProblem) -> Names:
    return Names(hosts=composed.names, slots=_Times(composed))


class _Times(dict[int, str]):
    """``mar. 5 janv. à 10h`` by number of slot, worded when asked for: of a month's slots few are named."""

    def __init__(self, composed: RosterProblem) -> None:
        super().__init__()
        self._spans = composed.spans

    def __missing__(self, number: int) -> str:
        day, start, _end = self._spans[number]
        return _("{day} à {time}").format(day=short_date(day), time=format_time(start))


def _unanswered(facts: _Facts, row: SlotRow) -> frozenset[int]:
    return frozenset(host_id for host_id in facts.here if _availability(facts, host_id, row).why_not == "not_answered")


def _slots(facts: _Facts, month: Month) -> list[tuple[SlotRow, Slot]]:
    """The month's slots, and neighbouring ones where somebody sits, with what the problem makes of them.

    Whoever is given is there as what they are now: somebody still learning shadows, anybody else has a seat. Where
    nobody can be added any more there are as many seats as people, so that none is missed.
    """
    dutch, mix = facts.weights.wish_dutch, facts.weights.wish_mix
    origin = monday_of(month.first)
    ranks: dict[date, int] = defaultdict(int)
    found = []
    for row in facts.slots:
        seats = facts.seats.get(row.id, ())
        own = Month.of(row.day) == month
        if (own and not row.seats) or (not own and not seats):
            continue
        to_fill = own and row.day >= facts.today
        given = {seat.host_id for seat in seats if facts.is_given(seat, row, month)}
        if to_fill:
            given.update(facts.asked(row))
        slot = Slot(
            day=(row.day - origin).days,
            week=(row.day - origin).days // 7,
            month=0 if own else (1 if row.day < month.first else 2),
            start=row.start_minute,
            end=row.end_minute,
            rank=ranks[row.day],
            seats=row.seats if to_fill else len(given - facts.trainees),
            wants_mix=to_fill and (mix == "all" or (mix == "marked" and row.wants_mix)),
            wants_dutch=to_fill and (dutch == "all" or (dutch == "marked" and row.wants_dutch)),
            unsocial=row.unsocial and facts.weights.share_unsocial,
            fixed=tuple(sorted(given)),
        )
        ranks[row.day] += 1
        found.append((row, slot))
    return found


def _hosts(session: Session, facts: _Facts, rows: list[SlotRow], month: Month, *, repair: bool) -> tuple[Host, ...]:
    more = Counter(ask.host_id for ask in facts.asks if "max_month" in ask.rules)
    wanted = shadows_wanted(session)
    done = shadows_done(session, apart_from=(facts.first, facts.last))
    avoid: dict[int, set[int]] = defaultdict(set)
    prefer: dict[int, set[int]] = defaultdict(set)
    for pair in people.pairs(session):
        kind = avoid if pair.kind == "avoid" else prefer
        kind[pair.first_id].add(pair.second_id)
        kind[pair.second_id].add(pair.first_id)
    seated = {seat.host_id for seats in facts.seats.values() for seat in seats}
    theirs: dict[int, list[SeatRow]] = defaultdict(list)  # of the month alone
    for row in facts.slots:
        for seat in facts.seats.get(row.id, ()) if Month.of(row.day) == month else ():
            theirs[seat.host_id].append(seat)
    return tuple(
        Host(
            id=host.id,
            origin="staff" if host.origin == "staff" else "volunteer",
            level=host.level,
            max_day=host.max_day,
            max_week=host.max_week,
            max_month=host.max_month + more[host.id] + _granted(host, theirs[host.id]),
            target=host.target,
            dutch="NL" in host.languages,
            partner=host.partner_id,
            back_to_back_ok=host.back_to_back_ok,
            rest_minutes=facts.weights.rest_minutes,
            avoid=tuple(sorted(avoid[host.id])),
            prefer=tuple(sorted(prefer[host.id])),
            shadow_shifts=max(0, wanted.get(host.id, 0) - done.get(host.id, 0)),
            dislike=_dislike(facts, rows, host, month, repair=repair) if host.id in facts.here else {},
        )
        for host in facts.hosts
        if host.id in facts.here or host.id in seated
    )


def _granted(host: HostRow, seats: Sequence[SeatRow]) -> int:
    """By how many of their seats of the month somebody passes their maximum already, with a reason given for each:
    composing again leaves them that number, not one less elsewhere for the one that was asked for."""
    return max(0, min(len(seats) - host.max_month, sum(seat.locked and bool(seat.overrule) for seat in seats)))


def _dislike(facts: _Facts, rows: list[SlotRow], host: HostRow, month: Month, *, repair: bool) -> dict[int, int]:
    """How little somebody likes each slot they can take. In a repair, a seat given to somebody who never said a word
    about that date stays possible: somebody once knew better than the form."""
    found = {}
    for number, row in enumerate(rows):
        if Month.of(row.day) != month or row.day < facts.today:
            continue
        answer = _availability(facts, host.id, row)
        if answer.wish in DISLIKE:
            found[number] = DISLIKE[answer.wish]
        elif repair and not answer.explicit and _sits(facts, host.id, row):
            found[number] = DISLIKE["can"]
    return found


def _availability(facts: _Facts, host_id: int, row: SlotRow) -> Availability:
    found = facts.answers.get((host_id, row.id))
    if found is None:
        known = facts.known.get(host_id, people.NO_AVAILABILITY)
        found = facts.answers[host_id, row.id] = known.for_slot(row.day, row.start_minute, row.end_minute)
    return found


def _sits(facts: _Facts, host_id: int, row: SlotRow) -> bool:
    return any(seat.host_id == host_id for seat in facts.seats.get(row.id, ()))


def _previous(facts: _Facts, rows: list[SlotRow], month: Month) -> tuple[tuple[Pair, ...], frozenset[Pair]]:
    """The seats as they are now, and those of them that are no longer possible."""
    previous: list[Pair] = []
    absent: set[Pair] = set()
    for number, row in enumerate(rows):
        for seat in facts.seats.get(row.id, ()):
            given = facts.is_given(seat, row, month)
            if seat.host_id in facts.trainees or not (given or seat.kind == "host"):
                continue
            previous.append((seat.host_id, number))
            answer = _availability(facts, seat.host_id, row)
            gone = seat.host_id not in facts.here or (answer.explicit and answer.wish == "cannot")
            if gone and not given:
                absent.add((seat.host_id, number))
    return tuple(sorted(previous)), frozenset(absent)
