"""The day in words: what is open, who comes, what lacks, and when a word was left."""

from collections.abc import Callable, Sequence
from datetime import date, datetime

from delta_app.core.clock import BRUSSELS
from delta_app.core.i18n import (
    _,
    capitalised,
    day_month,
    format_date,
    format_span,
    format_time,
    join_names,
    month_name,
    ngettext,
    short_date,
)
from delta_app.core.text import one_stop
from delta_app.shifts.alerts_data import DecisionRow, decision_words
from delta_app.today.queries import EntryRow, PersonHere, Shift, SwapOption, SwapView, TillState, TodayView


def decided_words(decision: DecisionRow) -> str:
    """``Décidé : ouvert de 13h à 15h``."""
    return capitalised(decision_words(decision))


def state_words(view: TodayView) -> tuple[str, str, str]:
    """Words, icon and tone of what the place is just now: ``Ouvert · 13h – 16h``."""
    if view.now is not None and view.state == "open":
        decision = view.now.decision
        start, end = view.now.start_minute, view.now.end_minute
        if decision is not None and decision.open_from is not None and decision.open_until is not None:
            start, end = decision.open_from, decision.open_until
        words = _("Ouvert · {span}").format(span=format_span(start, end))
        return (words, "check", "good") if view.now.sure else (words, "alert", "attention")
    if view.state == "later" and view.opens_at is not None:
        return _("Ouvre à {time}").format(time=format_time(view.opens_at)), "clock", "info"
    if view.state == "closed":
        if view.closure:
            return _("Fermé : {reason}").format(reason=view.closure), "lock", "plain"
        return _("Fermé"), "lock", "plain"
    if view.state == "over":
        return _("Fini pour aujourd’hui"), "check", "plain"
    if not view.is_open_month:
        return _("Le planning de {month} n’est pas encore ouvert").format(month=month_name(view.day)), "clock", "plain"
    return _("Pas de permanence aujourd’hui"), "lock", "plain"


def till_words(till: TillState) -> tuple[str, str]:
    """What the till is, in a word and in a sentence; no amount: anybody may stand there."""
    if till.opened_at is None:
        return _("fermée"), _("On l’ouvre à deux, en comptant ce qu’il y a dedans.")
    local = till.opened_at.astimezone(BRUSSELS)
    said = _("Depuis {time}, par {people}.").format(
        time=format_time(local.hour * 60 + local.minute), people=join_names(list(till.people))
    )
    return _("ouverte"), one_stop(said)


def coverage_words(shift: Shift) -> tuple[str, str, str]:
    """Words, icon and tone of who holds a shift's places: ``2 accueillant·es``, ``une place``, ``personne``."""
    if shift.sure >= shift.seats:
        return (
            ngettext("{n} accueillant·e", "{n} accueillant·es", shift.sure).format(n=shift.sure), "check", "good",
        )  # fmt: skip
    if not shift.hosts:
        return _("personne"), "alert", "alarm"
    if shift.missing:
        return (
            ngettext("{n} place libre", "{n} places libres", shift.missing).format(n=shift.missing),
            "half",
            ("attention"),
        )
    return _("cherche remplaçant"), "swap", "attention"


def short_coverage(shift: Shift) -> tuple[str, str, str]:
    """The same where it is said of a shift to come: ``complet``."""
    if shift.is_closed:
        return _("fermé"), "lock", "plain"
    if shift.hours != (shift.start_minute, shift.end_minute):
        return _("ouvert {span}").format(span=format_span(*shift.hours)), "clock", "info"
    if shift.sure >= shift.seats:
        return _("complet"), "check", "good"
    return coverage_words(shift)


def when_words(shift: Shift, today: date) -> str:
    """``16h – 19h`` today, ``jeu. 10h`` on another day."""
    if shift.day == today:
        return format_span(shift.start_minute, shift.end_minute)
    return _("{day} {time}").format(day=day_words(shift.day), time=format_time(shift.start_minute))


def day_words(day: date) -> str:
    """``mar. 1er``, of a day of a month that is known."""
    return format_date(day, "EEE d")


def people_words(shift: Shift) -> str:
    """``Luc D. · Inès M.``; who learns beside them last."""
    names = [one.name if shift.is_closed else person_words(one) for one in shift.people]
    return " · ".join(names)


def person_words(one: PersonHere) -> str:
    """A name, with what there is to know of it."""
    if one.shadow:
        return _("{name} (doublure)").format(name=one.name)
    return _("{name} (cherche)").format(name=one.name) if one.seeking else one.name


def origin_words(one: PersonHere) -> str:
    """``bénévole · FR AR``."""
    said = [one.origin, " ".join(one.languages)]
    if one.shadow:
        said.insert(0, _("doublure"))
    return " · ".join(filter(None, said))


def shift_words(day: date, start_minute: int, end_minute: int) -> str:
    """``jeudi 10 décembre, 13h – 16h``."""
    return _("{day}, {span}").format(day=day_month(day), span=format_span(start_minute, end_minute))


def moment_words(day: date, start_minute: int) -> str:
    """``jeu. 10 déc. à 13h``."""
    return _("{day} à {time}").format(day=short_date(day), time=format_time(start_minute))


def days_words(first: date, last: date) -> str:
    """``le jeu. 10 déc.``, ``du jeu. 10 déc. au dim. 20 déc.``"""
    if first == last:
        return _("le {day}").format(day=short_date(first))
    return _("du {first} au {last}").format(first=short_date(first), last=short_date(last))


def entry_words(entry: EntryRow, today: date) -> str:
    """Who left a word, and when: ``Luc D. · ce matin``, ``Inès M. · mardi, 16h30``."""
    local = entry.at.astimezone(BRUSSELS)
    return _("{who} · {when}").format(who=entry.author or _("Coordination"), when=_past_words(local, today))


def _past_words(local: datetime, today: date) -> str:
    time = format_time(local.hour * 60 + local.minute)
    days = (today - local.date()).days
    if days == 0:
        return _("aujourd’hui, {time}").format(time=time)
    if days == 1:
        return _("hier, {time}").format(time=time)
    if 1 < days < 7:
        return _("{day}, {time}").format(day=format_date(local.date(), "EEEE"), time=time)
    return short_date(local.date())


def closure_words(first: date, last: date, reason: str) -> str:
    """``Fermé vendredi 25 décembre : Noël``."""
    if first == last:
        return _("Fermé {day} : {reason}").format(day=day_month(first), reason=reason)
    return _("Fermé du {first} au {last} : {reason}").format(
        first=short_date(first), last=short_date(last), reason=reason
    )


def option_words(option: SwapOption) -> str:
    """``ven. 11 · 10h · Paul K.``."""
    day = day_words(option.day)
    return _("{day} · {time} · {name}").format(day=day, time=format_time(option.start_minute), name=option.name)


def choice_words(view: SwapView, option: SwapOption) -> str:
    """The same where it is chosen, with what either of the two leads at the time to which they would come:
    ``ven. 11 · 10h · Paul K. (mène Tricot, 10h – 12h)``."""
    theirs, own = view.leads.get(option.host_id, ""), view.own_leads.get(option.slot_id, "")
    told = [own and _("{name} {leads}").format(name=view.name, leads=own)]
    told.append(theirs and _("{name} {leads}").format(name=option.name, leads=theirs))
    return _with(option_words(option), " ; ".join(filter(None, told)))


def able_words(view: SwapView, name: str, host_id: int) -> str:
    """``Paul K. (mène Tricot, 10h – 12h)``: somebody who could come, with what they lead then."""
    return _with(name, view.leads.get(host_id, ""))


def _with(said: str, more: str) -> str:
    return _("{said} ({more})").format(said=said, more=more) if more else said


def why_not_words(view: SwapView, *, own: bool) -> tuple[str, ...]:
    """Why the other dates would not do: each reason once, with the dates that it keeps; first what keeps whoever gives
    the shift, said to themselves where it is their ``own``. What keeps the other person is theirs alone."""
    found: dict[str, list[str]] = {}
    for option in sorted(view.unfit, key=lambda one: not one.mine):
        if option.mine:
            reason = _mine_words(option.mine[0].code, "" if own else view.name)
            found.setdefault(reason, []).append(option_words(option))
        else:
            when = moment_words(view.day, view.start_minute)
            reason = _("{name} n’est pas libre {when}").format(name=option.name, when=when)
            found.setdefault(reason, []).append(_option_time(option))
    whole = {reason: ", ".join(one.replace(" ", "\u00a0") for one in dates) for reason, dates in found.items()}
    return tuple(_("{reason} : {dates}").format(reason=reason, dates=dates) for reason, dates in whole.items())


def _option_time(option: SwapOption) -> str:
    """``ven. 11 · 10h``."""
    return _("{day} · {time}").format(day=day_words(option.day), time=format_time(option.start_minute))


def _mine_words(code: str, name: str) -> str:
    """What keeps whoever gives the shift; without a name it is said to themselves."""
    if code not in _MINE:
        return _("Cette composition ne va pas")
    yours, theirs = _MINE[code]
    return theirs().format(name=name) if name else yours()


_MINE: dict[str, tuple[Callable[[], str], Callable[[], str]]] = {  # to oneself, of somebody
    "absent": (lambda: _("Vous êtes noté·e absent·e"), lambda: _("{name} est noté·e absent·e")),
    "max_day": (lambda: _("Votre maximum du jour"), lambda: _("Maximum du jour de {name}")),
    "max_week": (lambda: _("Votre maximum de la semaine"), lambda: _("Maximum de la semaine de {name}")),
    "max_month": (lambda: _("Votre maximum du mois"), lambda: _("Maximum du mois de {name}")),
    "overlap": (
        lambda: _("Vous avez une autre permanence à cette heure"),
        lambda: _("{name} a une autre permanence à cette heure"),
    ),
    "rest": (lambda: _("Trop peu de repos pour vous"), lambda: _("Trop peu de repos pour {name}")),
}


def hours_words(view: SwapView) -> str:
    """How near the shift is, where that matters."""
    if not view.late:
        return ""
    if view.hours <= 0:
        return _("C’est maintenant : la coordination est prévenue tout de suite.")
    return ngettext(
        "Plus que {n} heure : la coordination est prévenue tout de suite.",
        "Plus que {n} heures : la coordination est prévenue tout de suite.",
        view.hours,
    ).format(n=view.hours)


NAMED = 3  # people who are written to by name in what is told; of more, how many


def letters_told(names: Sequence[str]) -> str:
    """To whom a letter leaves; empty where to nobody."""
    n = len(names)
    if not n:
        return ""
    if n <= NAMED:
        return one_stop(_("Un e-mail part à {names}.").format(names=join_names(list(names))))
    return ngettext("Un e-mail part à {n} personne.", "Un e-mail part à {n} personnes.", n).format(n=n)
