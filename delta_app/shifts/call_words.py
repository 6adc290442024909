"""Calls for help in words: when somebody was last asked, who was called for a slot, and why a call is refused."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, Literal, Protocol

from delta_app.core import clock
from delta_app.core.errors import register_words
from delta_app.core.i18n import _, day_month, format_span, join_names, ngettext

CallWay = Literal["mail", "draft", "phone"]


class Called(Protocol):
    """Somebody was called for a slot."""

    @property
    def name(self) -> str:
        """Their short name."""
        ...

    @property
    def way(self) -> CallWay:
        """By the outbox, by a draft to be sent by hand, or by telephone."""
        ...

    @property
    def asked_at(self) -> datetime:
        """When, an instant."""
        ...


def asked_words(at: datetime | None) -> str:
    """When somebody was last asked to come: ``jamais appelé·e``, ``appelé·e il y a 3 semaines``."""
    return _("jamais appelé·e") if at is None else _("appelé·e {when}").format(when=ago_words(at))


def ago_words(at: datetime) -> str:
    """How long ago an instant is, in days of the wall clock and then in larger measures; one to come is today."""
    days = (clock.today() - _local_day(at)).days
    if days < 1:
        return _("aujourd’hui")
    if days == 1:
        return _("hier")
    if days < 14:
        return ngettext("il y a {n} jour", "il y a {n} jours", days).format(n=days)
    if days < 61:
        weeks = days // 7
        return ngettext("il y a {n} semaine", "il y a {n} semaines", weeks).format(n=weeks)
    if days < 730:
        months = days * 12 // 365
        return ngettext("il y a {n} mois", "il y a {n} mois", months).format(n=months)
    years = days // 365
    return ngettext("il y a {n} an", "il y a {n} ans", years).format(n=years)


def _local_day(at: datetime) -> date:
    return at.astimezone(clock.BRUSSELS).date()


_WAYS = {
    "mail": lambda: _("par mail"),
    "draft": lambda: _("par un brouillon de mail"),
    "phone": lambda: _("par téléphone"),
}


def called_words(calls: Sequence[Called], *, named: bool = True) -> tuple[str, ...]:
    """A line for each day and way of calling, the latest first: ``3 personnes appelées hier par mail : Ana C., …``."""
    groups: dict[tuple[date, CallWay], list[Called]] = {}
    for call in sorted(calls, key=lambda one: one.asked_at, reverse=True):
        groups.setdefault((_local_day(call.asked_at), call.way), []).append(call)
    lines = []
    for (_day, way), several in groups.items():
        names = list(dict.fromkeys(call.name for call in several))
        sentence = ngettext("{n} personne appelée {when} {how}", "{n} personnes appelées {when} {how}", len(names))
        line = sentence.format(n=len(names), when=ago_words(several[0].asked_at), how=_WAYS[way]())
        lines.append(_("{what} : {names}").format(what=line, names=join_names(names)) if named else line)
    return tuple(lines)


_CANNOT = {
    "absent": lambda: _("une absence est notée ce jour-là"),
    "gone_by": lambda: _("ce moment est passé"),
    "learns": lambda: _("apprend encore, et vient en doublure"),
    "max_day": lambda: _("le maximum par jour est atteint"),
    "max_month": lambda: _("le maximum du mois est atteint"),
    "max_week": lambda: _("le maximum par semaine est atteint"),
    "overlap": lambda: _("une autre permanence tombe au même moment, ou juste à côté"),
    "rest": lambda: _("le repos entre deux permanences serait trop court"),
    "said_no": lambda: _("a dit non"),
    "there_already": lambda: _("y est déjà"),
    "usually_not": lambda: _("ne vient jamais à ce moment"),
}


def _cannot_be_called(facts: Mapping[str, Any]) -> str:
    reasons = [_CANNOT[code]() if code in _CANNOT else _("cette composition ne va pas") for code in facts["reasons"]]
    return _(
        "{name} ne peut pas venir le {day}, {span} : {reasons}. Personne n’a été appelé ; retirez ce nom de l’appel."
    ).format(
        name=facts["name"],
        day=day_month(facts["day"]),
        span=format_span(facts["start_minute"], facts["end_minute"]),
        reasons=join_names(list(dict.fromkeys(reasons))),
    )


register_words(
    {
        "call_for_closed": lambda f: _(
            "La permanence du {day}, {span}, est décidée fermée. Personne n’a été appelé ; revenez d’abord sur cette "
            "décision."
        ).format(day=day_month(f["day"]), span=format_span(f["start_minute"], f["end_minute"])),
        "cannot_be_called": _cannot_be_called,
        "nobody_called": lambda f: _("Choisissez d’abord qui appeler. Personne n’a été appelé."),
        "nothing_to_call_for": lambda f: _(
            "Il ne manque personne le {day}, {span}. Personne n’a été appelé ; regardez le planning."
        ).format(day=day_month(f["day"]), span=format_span(f["start_minute"], f["end_minute"])),
    }
)
