"""The refusals of acts on people, in words."""

from delta_app.core.errors import register_words
from delta_app.core.i18n import _, day_month, format_number, format_time, ngettext, weekday_name

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

register_words(
    {
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
        "partner_promises": lambda f: ngettext(
            "{partner} promet {n} permanence par mois. Rien n’a changé ; ramenez d’abord cet engagement à zéro.",
            "{partner} promet {n} permanences par mois. Rien n’a changé ; ramenez d’abord cet engagement à zéro.",
            f["promised"],
        ).format(n=f["promised"], partner=f["partner"]),
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
