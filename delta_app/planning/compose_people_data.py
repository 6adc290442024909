"""Who does how many shifts in a proposal and why, and who moves against the month as it stands."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from delta_app.core.i18n import _, format_span, format_time, join_names, ngettext, short_date
from delta_app.planning.compose_plan_data import Composed
from delta_app.shifts.roster_data import Host, Moment

PREFERRED, CAN, IF_NEEDED = 0, 1, 3  # how the problem writes these answers
MOST_WEEKS = 3  # as many as a line has room for


@dataclass(frozen=True)
class HostShift:
    """One shift of somebody's in a proposal: who else sits there, whether given before, and how glad they are of it."""

    day: date
    start_minute: int
    end_minute: int
    others: tuple[str, ...]
    shadow: bool
    given: bool
    dislike: int | None


@dataclass(frozen=True)
class HostShare:
    """How many shifts the plan gives somebody, beside the number wished, why in few words, and which they are.

    ``excused``: away in the month, or silent, so that no number says anything of how the work is shared.
    """

    host_id: int
    name: str
    given: int
    target: int
    why: str
    shifts: tuple[HostShift, ...]
    excused: bool = False


@dataclass(frozen=True)
class Move:
    """What somebody loses and gains against the month as it stands, as ``mar. 5 janv. à 10h``."""

    host_id: int
    name: str
    lost: tuple[str, ...]
    gained: tuple[str, ...]


def shares(composed: Composed) -> tuple[HostShare, ...]:
    """Everybody active, and whoever sits in the month, by name: nobody is ranked."""
    hosts = sorted(composed.hosts.values(), key=lambda host: composed.sorting(host.id))
    return tuple(
        _share(composed, host)
        for host in hosts
        if host.id in composed.before.active or composed.own_seats(host.id) or composed.shadows_of[host.id]
    )


def _share(composed: Composed, host: Host) -> HostShare:
    seats = composed.own_seats(host.id)
    shadows = [number for number in composed.shadows_of[host.id] if number in composed.own]
    given = shadows if host.is_trainee else seats
    return HostShare(
        host.id,
        composed.problem.names[host.id],
        len(given),
        host.shadow_shifts if host.is_trainee else host.target,
        _why(composed, host, given),
        tuple(_shift(composed, host, number) for number in (*seats, *shadows)),
        excused=bool(composed.before.away.get(host.id)) or composed.is_silent(host.id),
    )


def _why(composed: Composed, host: Host, given: list[int]) -> str:
    """The first thing that explains the number; what pleases comes last."""
    if composed.is_silent(host.id) and not given:
        return _("n’a pas répondu")
    if host.is_trainee:
        return _("en doublure")
    away = _weeks_away(composed, host)
    if away:
        return _("absent·e {weeks}").format(weeks=away)
    if len(given) > host.target:
        over = len(given) - host.target
        return ngettext("{n} de plus que prévu", "{n} de plus que prévu", over).format(n=over)
    if len(given) < host.target:
        return _why_fewer(composed, host, given)
    name, promised = composed.before.services.get(host.partner or 0, ("", 0))
    if promised:
        return ngettext("{service} · {n} promise", "{service} · {n} promises", promised).format(
            service=name, n=promised
        )
    if host.level == "novice" and given:
        return _("toujours jumelé·e")
    return _pleasant(composed, host, given)


def _why_fewer(composed: Composed, host: Host, given: list[int]) -> str:
    free = _free_weeks(composed, host)
    if free:
        return _("indisponible {weeks}").format(weeks=free)
    listed = len(host.dislike)
    if listed < host.target:
        return ngettext("disponible {n} fois", "disponible {n} fois", listed).format(n=listed)
    if len(given) >= host.max_month:
        return _("à son maximum")
    fewer = host.target - len(given)
    return ngettext("{n} de moins que prévu", "{n} de moins que prévu", fewer).format(n=fewer)


def _pleasant(composed: Composed, host: Host, given: list[int]) -> str:
    liked = sum(host.dislike.get(number) == PREFERRED for number in given)
    if liked:
        return ngettext("{n} préférée", "{n} préférées", liked).format(n=liked)
    needed = sum(host.dislike.get(number) == IF_NEEDED for number in given)
    if needed:
        return ngettext("{n} « si nécessaire »", "{n} « si nécessaire »", needed).format(n=needed)
    uneasy = sum(number in composed.problem.unsocial for number in given)
    return ngettext("{n} peu commode", "{n} peu commodes", uneasy).format(n=uneasy) if uneasy else ""


def _weeks_away(composed: Composed, host: Host) -> str:
    """``S50 et S51``: the weeks with a shift that an absence takes."""
    periods = composed.before.away.get(host.id, ())
    weeks = {
        composed.day(number).isocalendar().week: None
        for number in composed.coming
        for away in periods
        if away.first_day <= composed.day(number) <= away.last_day
    }
    return _week_words(list(weeks), len(_weeks_of(composed)))


def _free_weeks(composed: Composed, host: Host) -> str:
    """The weeks in which somebody can come to nothing; none when it is most of them."""
    listed = {composed.day(number).isocalendar().week for number in host.dislike if number in composed.own}
    weeks = [week for week in _weeks_of(composed) if week not in listed]
    return _week_words(weeks, len(_weeks_of(composed))) if len(weeks) <= MOST_WEEKS else ""


def _weeks_of(composed: Composed) -> list[int]:
    return list(dict.fromkeys(composed.day(number).isocalendar().week for number in composed.coming))


def _week_words(weeks: list[int], of: int) -> str:
    if not weeks:
        return ""
    if len(weeks) == of:
        return _("tout le mois")
    return join_names([_("S{number}").format(number=week) for week in weeks])


def _shift(composed: Composed, host: Host, number: int) -> HostShift:
    problem = composed.problem
    return HostShift(
        *problem.spans[number],
        others=tuple(problem.names[other] for other in composed.seated[number] if other != host.id),
        shadow=number in composed.shadows_of[host.id],
        given=host.id in problem.problem.slots[number].fixed,
        dislike=host.dislike.get(number),
    )


def shift_words(shift: HostShift) -> str:
    """``mar. 5 janv., 10h – 13h · avec Luc D. · préférée``."""
    span = format_span(shift.start_minute, shift.end_minute)
    words = [_("{day}, {span}").format(day=short_date(shift.day), span=span)]
    words.append(_("avec {names}").format(names=join_names(list(shift.others))) if shift.others else _("seul·e"))
    if shift.shadow:
        words.append(_("en doublure"))
    if shift.given:
        words.append(_("déjà donnée"))
    elif shift.dislike == PREFERRED:
        words.append(_("préférée"))
    elif shift.dislike == IF_NEEDED:
        words.append(_("si nécessaire"))
    return " · ".join(words)


def moves(composed: Composed) -> tuple[Move, ...]:
    """Who loses or gains something against the month as it stands, by name; nobody where nobody sat."""
    before = composed.before.seats
    if not before:
        return ()
    lost: defaultdict[int, list[Moment]] = defaultdict(list)
    gained: defaultdict[int, list[Moment]] = defaultdict(list)
    for host, moment in sorted(before - composed.places):
        lost[host].append(moment)
    for host, moment in sorted(composed.places - before):
        gained[host].append(moment)
    return tuple(
        Move(host, composed.problem.names[host], tuple(_times(lost[host])), tuple(_times(gained[host])))
        for host in sorted({*lost, *gained}, key=composed.sorting)
    )


def _times(moments: list[Moment]) -> Iterator[str]:
    for day, start in moments:
        yield _("{day} à {time}").format(day=short_date(day), time=format_time(start))
