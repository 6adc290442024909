"""The refusals of acts on people, in words."""

from collections.abc import Mapping
from typing import Any

from delta_app.core.errors import register_words
from delta_app.core.i18n import _, day_month, format_number, format_time, long_date, ngettext, weekday_name
from delta_app.core.money import format_money

_FIELDS = {
    "origin": lambda: _("l’origine"),
    "level": lambda: _("l’expérience"),
    "state": lambda: _("la situation dans l’équipe"),
    "max_day": lambda: _("le maximum par jour"),
    "max_week": lambda: _("le maximum par semaine"),
    "max_month": lambda: _("le maximum par mois"),
    "target": lambda: _("le nombre souhaité par mois"),
    "shadow_shifts": lambda: _("le nombre de doublures"),
}


def _allowance_over(facts: Mapping[str, Any]) -> str:
    if not facts["cents"] and facts["by"] == "day":
        return _("Le plafond de ce jour-là est atteint. Rien n’a été noté ; choisissez un autre jour.")
    if not facts["cents"]:
        return _("Le plafond de l’année est atteint. Rien n’a été noté.")
    sentence = (
        _("C’est plus que le plafond : au plus {amount} ce jour-là. Rien n’a été noté ; diminuez le montant.")
        if facts["by"] == "day"
        else _("C’est plus que le plafond : au plus {amount} cette année. Rien n’a été noté ; diminuez le montant.")
    )
    return sentence.format(amount=format_money(facts["cents"]))


register_words(
    {
        "allowance_early": lambda f: _(
            "Le {day} n’est pas encore venu. Rien n’a été noté ; un défraiement se note une fois le jour passé."
        ).format(day=long_date(f["day"])),
        "allowance_far": lambda f: _(
            "À côté du forfait, les déplacements sont remboursés jusqu’à {most} km par an ; il reste {left} km pour "
            "{year}. Rien n’a été noté."
        ).format(most=format_number(f["most"]), left=format_number(f["km"]), year=f["year"]),
        "allowance_mixed": lambda f: (
            _(
                "Cette personne a reçu ses frais réels en {year} : le forfait est exclu la même année. Rien n’a été "
                "noté ; retirez-les d’abord, ou notez des frais réels."
            )
            if f["kind"] == "flat_rate"
            else _(
                "Cette personne a reçu le forfait en {year} : les frais réels sont exclus la même année, sauf les "
                "déplacements. Rien n’a été noté."
            )
        ).format(year=f["year"]),
        "allowance_over": _allowance_over,
        "allowance_staff": lambda f: _(
            "Cette personne est employée par un service partenaire : elle vient pendant son travail et ne reçoit pas "
            "de défraiement. Rien n’a été noté."
        ),
        "bad_ceiling": lambda f: _(
            "Le plafond d’un jour est plus que zéro, et celui de l’année au moins autant. Rien n’a changé."
        ),
        "bad_kind": lambda f: _("Un défraiement est un forfait, des frais réels ou des déplacements. Rien n’a changé."),
        "bad_km": lambda f: _(
            "Des déplacements se notent avec leurs kilomètres, de 1 à {most}, et eux seuls. Rien n’a été noté."
        ).format(most=format_number(f["most"])),
        "bad_year": lambda f: _("{year} ne convient pas : de {first} à {last}. Rien n’a changé.").format(
            year=f["year"], first=f["first"], last=f["last"]
        ),
        "no_such_allowance": lambda f: _("Ce défraiement n’est plus noté. Rien n’a changé."),
        "no_such_ceiling": lambda f: _("Aucun plafond n’a été noté ici pour {year}. Rien n’a changé.").format(
            year=f["year"]
        ),
        "bad_host": lambda f: _(
            "« {value} » ne convient pas pour {field}. Rien n’a changé ; corrigez la fiche."
        ).format(value=f["value"], field=_FIELDS[f["field"]]()),
        "bad_pair": lambda f: _("Une paire est « à éviter » ou « souhaitée ». Rien n’a changé."),
        "bad_pin": lambda f: _(
            "Un code compte de {least} à {most} chiffres, sans autre signe. Rien n’a changé ; choisissez-en un autre."
        ).format(least=f["least"], most=f["most"]),
        "bad_promise": lambda f: _("Un engagement compte zéro permanence ou plus. Rien n’a changé."),
        "bad_wish": lambda f: _(
            "Une disponibilité est : préfère, peut, si nécessaire ou ne peut pas. Rien n’a changé."
        ),
        "host_nameless": lambda f: _(
            "Le nom de cette personne a été retiré après son départ, et ne revient pas. Rien n’a changé ; si elle "
            "revient, accueillez-la comme une nouvelle personne."
        ),
        "no_language": lambda f: _("Gardez au moins une langue. Rien n’a changé."),
        "no_such_pin": lambda f: _("Cette personne n’a pas de code. Rien n’a changé."),
        "pins_differ": lambda f: _("Les deux codes diffèrent. Rien n’a changé ; écrivez-les encore une fois."),
        "pin_guessable": lambda f: _(
            "Ce code est parmi les premiers qu’on essaie (chiffres pareils, qui se suivent, année). Rien n’a changé ; "
            "choisissez-en un autre."
        ),
        "no_such_answer": lambda f: _(
            "Aucune réponse de cette personne n’est notée là le {day}. Rien n’a changé."
        ).format(day=day_month(f["day"])),
        "no_such_partner": lambda f: _("Ce service n’existe plus. Rien n’a changé."),
        "partner_exists": lambda f: _(
            "Le service {partner} est déjà dans la liste. Rien n’a changé ; choisissez un autre nom."
        ).format(partner=f["partner"]),
        "partner_in_use": lambda f: ngettext(
            "{n} personne vient de {partner}. Rien n’a changé ; changez d’abord sa fiche.",
            "{n} personnes viennent de {partner}. Rien n’a changé ; changez d’abord leurs fiches.",
            f["people"],
        ).format(n=f["people"], partner=f["partner"]),
        "partner_needed": lambda f: _(
            "Des activités se font avec {partner}. Rien n’a changé ; changez-les d’abord."
        ).format(partner=f["partner"]),
        "partner_promises": lambda f: ngettext(
            "{partner} promet {n} permanence par mois. Rien n’a changé ; ramenez d’abord cet engagement à zéro.",
            "{partner} promet {n} permanences par mois. Rien n’a changé ; ramenez d’abord cet engagement à zéro.",
            f["promised"],
        ).format(n=f["promised"], partner=f["partner"]),
        "back_before": lambda f: _(
            "Un retour vient après le début de la pause, et une pause seule en a un. Rien n’a changé ; choisissez un "
            "jour après le {day}."
        ).format(day=long_date(f["from_day"])),
        "bad_mentor": lambda f: _(
            "{name} ne peut pas accompagner : il faut quelqu’un d’expérimenté, présent dans l’équipe. Rien n’a changé."
        ).format(name=f["name"]),
        "bad_needed": lambda f: _("Les doublures se comptent de 1 à {most}. Rien n’a changé.").format(most=f["most"]),
        "no_step": lambda f: _("Gardez au moins une étape. Rien n’a changé."),
        "no_such_step": lambda f: _("Cette étape n’est plus dans le parcours. Rien n’a été noté."),
        "state_already": lambda f: _("C’est déjà noté ainsi à cette date. Rien n’a changé."),
        "step_early": lambda f: _(
            "Le {day} n’est pas encore venu. Rien n’a été noté ; une étape se note une fois faite."
        ).format(day=long_date(f["day"])),
        "step_not_marked": lambda f: _("Cette étape n’est pas notée comme faite. Rien n’a changé."),
        "step_twice": lambda f: _(
            "L’étape « {name} » y est deux fois. Rien n’a changé ; donnez-lui un autre nom."
        ).format(name=f["name"]),
        "step_unnamed": lambda f: _("Une étape à vous demande un nom. Rien n’a changé."),
        "too_many_steps": lambda f: _("Un parcours compte au plus {most} étapes. Rien n’a changé.").format(
            most=f["most"]
        ),
        "no_such_host": lambda f: _(
            "Cette personne n’est plus dans l’équipe. Rien n’a changé ; rafraîchissez la liste."
        ),
        "not_absent": lambda f: _("Cette personne n’est pas notée absente le {day}. Rien n’a changé.").format(
            day=day_month(f["day"])
        ),
        "too_many_people": lambda f: _(
            "Ce fichier compte {found} personnes, bien plus qu’une équipe (au plus {most}). Rien n’a été importé ; "
            "vérifiez que c’est le bon fichier."
        ).format(found=format_number(f["found"]), most=format_number(f["most"])),
        "wish_twice": lambda f: _(
            "Deux disponibilités commencent le {weekday} à {time}. Rien n’a changé ; gardez-en une."
        ).format(weekday=weekday_name(f["weekday"]), time=format_time(f["start_minute"])),
        "same_person": lambda f: _("Une paire demande deux personnes différentes. Rien n’a changé."),
    }
)
