"""Activities in words: what comes in the way of one, how far a change goes, what it costs, since when an idea waits."""

from collections.abc import Sequence
from datetime import date

from delta_app.core.calendar import MINUTES_IN_DAY
from delta_app.core.i18n import _, format_number, format_time, ngettext, short_date
from delta_app.core.money import format_money
from delta_app.programme.clash_data import Clash
from delta_app.programme.date_words_data import date_label
from delta_app.programme.proposal_data import ProposalRow
from delta_app.programme.queries import DateRow
from delta_app.programme.series import Plan, Scope

MOST_CLASHES_TOLD = 3


def registered_words(row: DateRow, number: int) -> str:
    """``Tricot, mercredi 6 janvier : 8 inscriptions.``"""
    told = ngettext("{date} : {n} inscription.", "{date} : {n} inscriptions.", number)
    return told.format(date=date_label(row), n=format_number(number))


def places_words(row: DateRow) -> str:
    """``8 inscriptions sur 12 places``; empty where nothing is limited or counted."""
    registered, places = row.occurrence.departure.registered, row.plan.capacity
    told = []
    if registered is not None:
        told.append(ngettext("{n} inscription", "{n} inscriptions", registered).format(n=format_number(registered)))
    elif row.plan.registration:
        told.append(_("sur inscription"))
    if places is not None:
        told.append(ngettext("{n} place", "{n} places", places).format(n=format_number(places)))
    return _(" sur ").join(told) if registered is not None else ", ".join(told)


def cost_words(plan: Plan) -> str:
    """``40,00 €``, and for each date where it is so; empty where it costs nothing."""
    if not plan.cost_cents:
        return ""
    amount = format_money(plan.cost_cents)
    return _("{amount} par date").format(amount=amount) if plan.cost_each else amount


def clash_words(clash: Clash) -> str:
    """``mer. 6 janv. : « Chant » occupe déjà Grande salle de 14h à 16h.``"""
    about = {
        "day": short_date(clash.day), "who": clash.who, "other": clash.other,
        "start": format_time(clash.span[0]), "end": format_time(min(clash.span[1], MINUTES_IN_DAY)),
    }  # fmt: skip
    words = {
        "room": lambda: _("{day} : « {other} » occupe déjà {who} de {start} à {end}."),
        "leader": lambda: _("{day} : {who} anime déjà « {other} » de {start} à {end}."),
        "namesake": lambda: _("{day} : {who} anime déjà « {other} » de {start} à {end}, si c’est la même personne."),
        "shift": lambda: _("{day} : {who} est de permanence de {start} à {end}."),
        "away": lambda: _("{day} : {who} est absent·e."),
    }
    return words[clash.kind]().format(**about)


def clashes_words(clashes: Sequence[Clash]) -> str:
    """The first of them, a sentence each, and how many more there are."""
    told = [clash_words(clash) for clash in clashes[:MOST_CLASHES_TOLD]]
    more = len(clashes) - MOST_CLASHES_TOLD
    if more > 0:
        told.append(ngettext("Et {n} autre date.", "Et {n} autres dates.", more).format(n=more))
    return " ".join(told)


def scope_words(scope: Scope) -> str:
    """``Cette date``."""
    words = {
        "date": lambda: _("Cette date"),
        "following": lambda: _("Celle-ci et les suivantes"),
        "all": lambda: _("Toute la série"),
    }
    return words[scope]()


def idea_words(row: ProposalRow) -> str:
    """``« j’ai de la laine » · Jo``: an idea in its own words, and whose it is where that was said."""
    said = _("« {words} »").format(words=row.words) if row.words else ""
    return " · ".join(filter(None, (said, row.first_name)))


def age_words(made_on: date, today: date) -> str:
    """``il y a 3 jours``."""
    days = (today - made_on).days
    if days <= 0:
        return _("aujourd’hui")
    if days == 1:
        return _("hier")
    if days < 60:
        return ngettext("il y a {n} jour", "il y a {n} jours", days).format(n=days)
    return ngettext("il y a {n} mois", "il y a {n} mois", days // 30).format(n=days // 30)
