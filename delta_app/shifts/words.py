"""The refusals of acts on the roster, in words."""

from collections.abc import Mapping
from typing import Any

from delta_app.core.errors import register_words
from delta_app.core.i18n import (
    _,
    capitalised,
    day_month,
    format_number,
    format_span,
    format_time,
    join_names,
    month_name,
    ngettext,
)

Facts = Mapping[str, Any]

_BECAME = {
    "agreed": lambda: _("Quelqu’un a déjà accepté, et la coordination doit encore approuver."),
    "cancelled": lambda: _("La demande a été retirée entre-temps."),
    "declined": lambda: _("Personne n’a pu."),
    "done": lambda: _("Quelqu’un a déjà pris cette place."),
    "expired": lambda: _("Le moment est passé."),
    "open": lambda: _("Personne n’a encore accepté."),
    "refused": lambda: _("La coordination n’a pas approuvé."),
    "void": lambda: _("Une des deux places a changé entre-temps."),
}


def _trade_over(facts: Facts) -> str:
    became = _BECAME[facts["state"]]()
    return _("{became} Rien n’a changé ; regardez le planning.").format(became=became)


_STANDS_AGAINST = {
    "absent": lambda: _("une absence est notée ce jour-là"),
    "gone_by": lambda: _("ce moment est passé"),
    "overlap": lambda: _("une autre permanence tombe au même moment, ou juste à côté"),
    "there_already": lambda: _("sa place y est déjà prise"),
    "max_day": lambda: _("le maximum par jour est atteint"),
    "max_week": lambda: _("le maximum par semaine est atteint"),
    "max_month": lambda: _("le maximum du mois est atteint"),
    "rest": lambda: _("le repos entre deux permanences serait trop court"),
}


def _trade_rule(facts: Facts) -> str:
    """Why not, without what is between the coordinator and the people alone: who should not sit with whom, who still
    needs somebody experienced."""
    reasons = [
        _STANDS_AGAINST[obstacle.code]() for obstacle in facts["obstacles"] if obstacle.code in _STANDS_AGAINST
    ] or [_("cette composition ne va pas")]
    return _(
        "Cela ne va pas pour {name} le {day}, {span} : {reasons}. Rien n’a changé ; voyez la coordination."
    ).format(
        name=facts["name"],
        day=day_month(facts["day"]),
        span=format_span(facts["start_minute"], facts["end_minute"]),
        reasons=join_names(list(dict.fromkeys(reasons))),
    )


register_words(
    {
        "bad_decision": lambda f: _(
            "Une permanence s’ouvre, s’ouvre en partie ou se ferme. Rien n’a changé ; choisissez l’un des trois."
        ),
        "bad_reduced_hours": lambda f: _("Choisissez des heures dans la permanence, {span}. Rien n’a changé.").format(
            span=format_span(f["start_minute"], f["end_minute"])
        ),
        "not_decided": lambda f: _("Rien n’est décidé pour cette permanence. Rien n’a changé."),
        "count_below": lambda f: _("Un compte ne descend pas sous zéro. Rien n’a changé."),
        "empty_entry": lambda f: _("Écrivez d’abord un mot. Rien n’a changé."),
        "entry_too_long": lambda f: _(
            "Un mot compte au plus {most} signes. Rien n’est perdu : raccourcissez-le, puis envoyez-le."
        ).format(most=format_number(f["most"])),
        "learns_only": lambda f: _(
            "{name} apprend encore, et vient en doublure. Rien n’a changé ; demandez à la coordination."
        ).format(name=f["name"]),
        "no_such_entry": lambda f: _("Ce mot n’est plus là. Rien n’a changé."),
        "no_such_trade": lambda f: _("Cette demande n’est plus là. Rien n’a changé ; regardez le planning."),
        "nobody_asked": lambda f: _("Choisissez d’abord à qui demander. Rien n’a changé."),
        "not_asked": lambda f: _("Cette demande s’adresse à quelqu’un d’autre. Rien n’a changé."),
        "not_counted": lambda f: _("Cette permanence n’a pas été comptée. Rien n’a changé."),
        "shadow_no_trade": lambda f: _(
            "Une doublure ne s’échange pas. Rien n’a changé ; dites à la coordination que vous ne venez pas."
        ),
        "slot_over": lambda f: _("La permanence du {day}, {span}, est passée. Rien n’a changé.").format(
            day=day_month(f["day"]), span=format_span(f["start_minute"], f["end_minute"])
        ),
        "too_many_visits": lambda f: _(
            "Plus de {most} passages en une permanence ? Rien n’a changé ; vérifiez le nombre."
        ).format(most=format_number(f["most"])),
        "trade_over": _trade_over,
        "trade_rule": _trade_rule,
        "already_seated": lambda f: _("{name} est déjà dans cette permanence. Rien n’a changé.").format(name=f["name"]),
        "elsewhere_then": lambda f: _(
            "{name} est déjà à l’accueil le {day}, {span}. Rien n’a changé ; choisissez quelqu’un d’autre."
        ).format(name=f["name"], day=day_month(f["day"]), span=format_span(f["start_minute"], f["end_minute"])),
        "host_paused": lambda f: _(
            "{name} est en pause. Rien n’a changé ; choisissez quelqu’un d’autre, ou changez d’abord sa fiche."
        ).format(name=f["name"]),
        "host_gone_then": lambda f: _(
            "{name} ne sera plus dans l’équipe le {day}. Rien n’a changé ; choisissez quelqu’un d’autre."
        ).format(name=f["name"], day=day_month(f["day"])),
        "not_newcomer": lambda f: _("{name} n’est plus en parcours. Rien n’a changé.").format(name=f["name"]),
        "path_incomplete": lambda f: _(
            "Le parcours n’est pas complet ; il manque : {steps}. Rien n’a changé ; notez ce qui est fait, ou passez "
            "outre."
        ).format(steps=join_names(list(f["missing"]))),
        "month_gone": lambda f: _(
            "{month} est passé : il n’y a plus rien à composer. Rien n’a changé ; choisissez un mois à venir."
        ).format(month=capitalised(month_name(f["month"].first))),
        "month_closed": lambda f: _(
            "{month} est entièrement fermé ({reasons}) : il n’y a pas de permanence à composer ni à diffuser. Rien n’a "
            "changé ; la feuille du mois fermé s’imprime, et si ce n’est pas voulu, rouvrez un jour."
        ).format(month=capitalised(month_name(f["month"].first)), reasons=join_names(f["reasons"])),
        "no_opening_pattern": lambda f: _(
            "L’horaire d’ouverture ne donne aucune permanence en {month}. Complétez d’abord l’horaire."
        ).format(month=month_name(f["month"].first)),
        "partner_served": lambda f: _(
            "{partner} a déjà eu des permanences, que l’historique garde. Rien n’a changé."
        ).format(partner=f["partner"]),
        "no_such_seat": lambda f: _("Cette place a changé entre-temps. Rien n’a été modifié ; regardez le planning."),
        "counted_later": lambda f: _(
            "Ce n’est plus la permanence du moment ({day} à {time}). Rien n’a changé ; dites d’abord qui vous êtes."
        ).format(day=day_month(f["day"]), time=format_time(f["start_minute"])),
        "month_not_published": lambda f: _(
            "Le planning de {month} n’est pas encore diffusé. Rien n’a changé ; notez vos disponibilités en attendant."
        ).format(month=month_name(f["month"].first)),
        "not_begun": lambda f: _(
            "La permanence du {day} à {time} n’a pas encore commencé. Rien n’a changé ; comptez dès qu’elle commence."
        ).format(day=day_month(f["day"]), time=format_time(f["start_minute"])),
        "no_such_slot": lambda f: _("Cette permanence n’existe plus. Rien n’a été modifié ; regardez le planning."),
        "not_learning": lambda f: _(
            "{name} n’est pas en apprentissage, et ne vient donc pas en doublure. Rien n’a changé ; donnez-lui une "
            "place."
        ).format(name=f["name"]),
        "nothing_changed": lambda f: _(
            "Rien n’a changé depuis la version {version} : il n’y a rien de neuf à diffuser."
        ).format(version=f["version"]),
        "nothing_to_publish": lambda f: _(
            "Il n’y a pas encore de permanence en {month}. Composez d’abord le mois, puis diffusez-le."
        ).format(month=month_name(f["month"].first)),
        "one_host_twice": lambda f: _(
            "« {first} » et « {second} » désigneraient la même personne. Rien n’a été importé ; gardez-en un seul."
        ).format(first=f["first"], second=f["second"]),
        "plan_outdated": lambda f: _(
            "Le planning ou les disponibilités ont changé pendant la composition. Rien n’a été modifié ; composez à "
            "nouveau."
        ),
        "poll_other_month": lambda f: _(
            "Ce sondage porte sur {found}, pas sur {wanted}. Rien n’a été importé ; choisissez l’autre fichier ou "
            "l’autre mois."
        ).format(found=f["found"], wanted=month_name(f["wanted"].first)),
        "shadow_there": lambda f: _(
            "Quelqu’un vient déjà en doublure à ce moment-là, et une doublure suffit. Rien n’a changé ; choisissez une "
            "autre permanence."
        ),
        "slot_full": lambda f: ngettext(
            "La place de cette permanence est déjà prise. Rien n’a changé ; libérez-la d’abord.",
            "Les {seats} places de cette permanence sont déjà prises. Rien n’a changé ; libérez-en une d’abord.",
            f["seats"],
        ).format(seats=f["seats"]),
        "slot_in_the_way": lambda f: _(
            "Une autre permanence occupe déjà le {day}, {span}. Rien n’a changé ; choisissez d’autres heures."
        ).format(day=day_month(f["day"]), span=format_span(f["start_minute"], f["end_minute"])),
        "slot_shut": lambda f: _(
            "Il n’y a pas de permanence le {day}, {span}. Rien n’a changé ; rouvrez-la d’abord, ou choisissez-en une "
            "autre."
        ).format(day=day_month(f["day"]), span=format_span(f["start_minute"], f["end_minute"])),
        "too_many_in_slot": lambda f: ngettext(
            "{taken} personne est déjà inscrite : libérez sa place avant de réduire cette permanence.",
            "{taken} personnes sont déjà inscrites : libérez leurs places avant de réduire cette permanence.",
            f["taken"],
        ).format(taken=f["taken"]),
    }
)
