"""A composed month as a person judges it: what is filled, who does how many, what stays empty and why, who moves."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from delta_app.core import clock
from delta_app.core.calendar import Month
from delta_app.core.i18n import (
    _,
    capitalised,
    day_month,
    format_number,
    format_span,
    format_time,
    join_names,
    ngettext,
    short_date,
)
from delta_app.hosts import queries as people
from delta_app.hosts.queries import Period
from delta_app.planning.compose_kept_data import Held, Measures, effects, kept, measures
from delta_app.planning.compose_people_data import HostShare, Move, moves, shares, shift_words
from delta_app.planning.compose_plan_data import Background, Composed
from delta_app.programme.leading_data import Leads, leading_between
from delta_app.shifts.queries import roster, seats_of, standing_plan
from delta_app.shifts.roster_data import (
    Ask,
    Helper,
    Moment,
    Plan,
    RosterProblem,
    Short,
    broken_sentences,
    gap_sentences,
    read_why,
    short_sentences,
)

__all__ = [
    "Background",
    "Held",
    "HostShare",
    "Measures",
    "Move",
    "Remedy",
    "ShortSlot",
    "Summary",
    "background",
    "effects",
    "shift_words",
    "summarise",
]


@dataclass(frozen=True)
class Remedy:
    """One press that might fill a seat: whom to ask for one shift more, or who would come as a shadow."""

    host_id: int
    name: str
    ask: Ask | None = None


@dataclass(frozen=True)
class ShortSlot:
    """A slot the plan cannot fill, why in words, and what one press could do about it."""

    slot_id: int
    moment: Moment
    title: str
    present: str
    missing: int
    why: str
    asks: tuple[Remedy, ...] = ()
    shadows: tuple[Remedy, ...] = ()


@dataclass(frozen=True)
class Summary:
    """The plan in figures and words."""

    measures: Measures
    proven: bool
    seconds: float
    shares: tuple[HostShare, ...]
    short: tuple[ShortSlot, ...]
    gap: tuple[str, ...]  # what is true of all missing seats together, in words
    helpers: tuple[Remedy, ...]  # whose one shift more, composing says, leaves fewer seats empty
    kept: tuple[Held, ...]  # what was held to, in words
    set_aside: tuple[str, ...]  # the rules that seats given beforehand break, and who sits there, in words
    leading: tuple[str, ...]  # who would lead an activity while they sit there, in words
    moves: tuple[Move, ...]  # against the month as it stands, by name
    unchanged: int  # seats that stay
    compared: bool  # somebody sat in the month before

    @property
    def verdict(self) -> str:
        """How the plan was found."""
        seconds = format_number(round(self.seconds, 1))
        if self.proven:
            return _("composé en {seconds} s · le meilleur, prouvé").format(seconds=seconds)
        return _("composé en {seconds} s · le meilleur trouvé").format(seconds=seconds)


def background(session: Session, month: Month) -> Background:
    """The month as it stands, for a plan to be compared with. Slots shut since are left out: nobody moves there."""
    slots, _standing = standing_plan(session, month)
    seated = seats_of(session, month)
    known = people.availabilities(session, month.first, month.last)
    return Background(
        version=roster(session, month).version,
        seats=frozenset(
            (seat.host_id, (slot.day, slot.start_minute))
            for slot in slots
            if slot.seats
            for seat in seated.get(slot.id, ())
        ),
        away={host: tuple(Period(*_within(away, month)) for away in told.absences) for host, told in known.items()},
        services={partner.id: (partner.name, partner.promised) for partner in people.partners(session)},
        # Whoever is here at the month's start, its end, or now; in between is a pause with an end.
        active=frozenset(
            host.id for day in (month.first, month.last, clock.today()) for host in people.hosts_on(session, day)
        ),
        leading=leading_between(session, month.first, month.last),
    )


def _within(away: Period, month: Month) -> tuple[date, date]:
    return max(away.first_day, month.first), min(away.last_day, month.last)


def summarise(problem: RosterProblem, plan: Plan, before: Background) -> Summary:
    """What a plan gives the month itself, its neighbours' seats left aside."""
    composed = Composed(problem, plan, before)
    everybody = shares(composed)
    short = tuple(_short_slot(composed, one) for one in plan.short if one.slot in composed.own)
    return Summary(
        measures=measures(composed, everybody),
        proven=plan.proven,
        seconds=plan.seconds,
        shares=everybody,
        short=short,
        gap=tuple(gap_sentences(plan, problem)),
        helpers=_helpers(composed, short),
        kept=kept(composed),
        set_aside=(*broken_sentences(plan, problem), *_fixed_unavailable(problem)),
        leading=tuple(_leading(composed)),
        moves=moves(composed),
        unchanged=len(before.seats & composed.places),
        compared=bool(before.seats),
    )


def _fixed_unavailable(composed: RosterProblem) -> Iterator[str]:
    """Who is fixed from today on without having said to be available, and when, a sentence each."""
    slots = composed.problem.slots
    coming = [number for number in sorted(composed.own_slots) if composed.spans[number][0] >= clock.today()]
    sentence = (
        _("{who} reste {when} sans s’être dit·e disponible.")
        if composed.keep
        else _("{who} est fixé·e {when} sans s’être dit·e disponible.")
    )
    for host in composed.problem.hosts:
        times = [
            _("{day} à {time}").format(day=short_date(composed.spans[number][0]), time=format_time(start))
            for number, start in ((number, composed.spans[number][1]) for number in coming)
            if host.id in slots[number].fixed
            and (number not in host.dislike or host.id in composed.unanswered[number])
            and (host.id, number) not in composed.problem.absent
        ]
        if times:
            yield sentence.format(who=composed.names[host.id], when=join_names(times))


def _leading(composed: Composed) -> Iterator[str]:
    """Who would be at the door from today on while they lead an activity, a sentence for each shift, in order."""
    leads = Leads(composed.before.leading)
    for number in composed.coming:
        day, start, end = composed.problem.spans[number]
        for host in composed.seated[number]:
            led = leads.words(host, day, start, end)
            if led:
                when = _("{day}, {span}").format(day=short_date(day), span=format_span(start, end))
                yield _("{when} : {name} {leads}.").format(
                    when=capitalised(when), name=composed.problem.names[host], leads=led
                )


def _short_slot(composed: Composed, short: Short) -> ShortSlot:
    problem = composed.problem
    day, start, end = problem.spans[short.slot]
    here = [problem.names[host] for host in composed.seated[short.slot]]
    present = (
        ngettext("{names} est seul·e", "{names} sont là", len(here)).format(names=join_names(here))
        if here
        else _("personne")
    )
    why = read_why(short.why) if short.why else None
    return ShortSlot(
        problem.slot_ids[short.slot],
        (day, start),
        capitalised(_("{day}, {span}").format(day=day_month(day), span=format_span(start, end))),
        present,
        short.missing,
        " ".join(short_sentences(short, problem)),
        asks=() if why is None else tuple(_asks(composed, short.slot, why.askable, why.helpers)),
        shadows=() if why is None else tuple(Remedy(host, problem.names[host]) for host in why.shadows),
    )


def _asks(
    composed: Composed, number: int, askable: tuple[Helper, ...], helpers: tuple[Helper, ...]
) -> Iterator[Remedy]:
    """Whom to ask for this very slot, those first of whom it is known that it helps the whole month."""
    problem = composed.problem
    known = {helper.host for helper in helpers}
    for one in sorted(askable, key=lambda one: (one.host not in known, composed.sorting(one.host))):
        week = problem.problem.slots[number].week
        others = [
            problem.spans[other][:2]
            for other in composed.slots_of[one.host]
            if problem.problem.slots[other].week == week and other in composed.own
        ]
        beside = tuple(others) if "max_week" in one.rules else ()
        ask = Ask(one.host, one.rules, problem.spans[number][:2], beside)
        yield Remedy(one.host, problem.names[one.host], ask)


def _helpers(composed: Composed, short: tuple[ShortSlot, ...]) -> tuple[Remedy, ...]:
    """Who helps by coming elsewhere than to a slot that stays short: composing then finds where."""
    explained = next((read_why(one.why) for one in composed.plan.short if one.why), None)
    if explained is None or not explained.helpers:
        return ()
    direct = {remedy.host_id for slot in short for remedy in slot.asks}
    already = Counter(ask.host_id for ask in composed.problem.asks if ask.at is None)
    fewest = min(helper.missing for helper in explained.helpers)
    return tuple(
        Remedy(helper.host, composed.problem.names[helper.host], Ask(helper.host, helper.rules))
        for helper in explained.helpers
        if helper.missing == fewest
        and helper.rules == ("max_month",)
        and helper.host not in direct
        and not already[helper.host]
    )
