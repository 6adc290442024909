"""The refusals of the house, in words."""

from collections.abc import Mapping
from typing import Any

from delta_app.core.errors import register_words
from delta_app.core.i18n import _, day_month, format_number, ngettext


def _repair_not_so(facts: Mapping[str, Any]) -> str:
    words = {
        "reported": lambda: _("« {title} » est encore à réparer. Rien n’a changé."),
        "planned": lambda: _("« {title} » est déjà prévu : la coordination peut encore changer le texte."),
        "done": lambda: _("« {title} » est déjà réparé. Rien n’a changé ; dites d’abord que c’est de nouveau cassé."),
        "given_up": lambda: _("« {title} » a été abandonné. Rien n’a changé ; reprenez-le d’abord."),
    }
    return words[facts["state"]]().format(title=facts["title"])


def _stock_taken(facts: Mapping[str, Any]) -> str:
    if facts["withdrawn"]:
        return _("« {name} » est parmi ce qui a été retiré de la réserve. Rien n’a changé ; remettez-le.").format(
            name=facts["name"]
        )
    return _("« {name} » est déjà dans la réserve. Rien n’a changé ; choisissez un autre nom.").format(
        name=facts["name"]
    )


register_words(
    {
        "booking_ends_before": lambda f: _(
            "La réservation finirait avant d’avoir commencé. Rien n’a changé ; corrigez la dernière date."
        ),
        "chore_no_weekday": lambda f: _("Choisissez au moins un jour de la semaine."),
        "chore_not_then": lambda f: _(
            "« {title} » n’est pas à faire le {day}, ou pas encore. Rien n’a changé ; regardez la liste d’aujourd’hui."
        ).format(title=f["title"], day=day_month(f["day"])),
        "chore_rule_needed": lambda f: _("Choisissez quand cette tâche revient, comme « chaque semaine »."),
        "equipment_here": lambda f: _("« {name} » n’est pas prêté. Rien n’a changé.").format(name=f["name"]),
        "equipment_lent": lambda f: _("« {name} » est déjà prêté. Rien n’a changé ; notez d’abord son retour.").format(
            name=f["name"]
        ),
        "equipment_to_whom": lambda f: _("Écrivez à qui c’est prêté, ou choisissez un service."),
        "house_number": lambda f: _(
            "Ce nombre n’est pas possible : de {least} à {most}. Rien n’a changé ; corrigez-le."
        ).format(least=format_number(f["least"]), most=format_number(f["most"])),
        "house_text_long": lambda f: _("Ce texte dépasse {most} signes. Rien n’a changé ; faites plus court.").format(
            most=format_number(f["most"])
        ),
        "house_title_needed": lambda f: _("Écrivez d’abord de quoi il s’agit, en quelques mots."),
        "improvement_answered": lambda f: _("« {title} » a déjà reçu un oui. Rien n’a changé.").format(
            title=f["title"]
        ),
        "no_such_chore": lambda f: _("Cette tâche n’est plus là. Rien n’a changé."),
        "no_such_equipment": lambda f: _("Ce matériel n’est plus dans la liste. Rien n’a changé."),
        "no_such_photo": lambda f: _("Cette photo n’est plus là."),
        "no_such_repair": lambda f: _("Cette réparation n’est plus là. Rien n’a changé."),
        "no_such_shopping": lambda f: _(
            "Ce n’est plus sur la liste de courses, peut-être depuis une autre fenêtre. Rien n’a changé."
        ),
        "no_such_stock": lambda f: _("Ce n’est plus dans la réserve. Rien n’a changé."),
        "not_a_booking": lambda f: _(
            "« {title} » est au programme, ce n’est pas une réservation. Rien n’a changé ; retirez cette activité dans "
            "Programme."
        ).format(title=f["title"]),
        "nothing_taken": lambda f: _("Cochez d’abord ce dont il s’agit. Rien n’a changé."),
        "photo_missing": lambda f: _("Ce fichier n’est plus là. Rien n’a été noté ; choisissez-en un autre."),
        "photo_too_big": lambda f: _(
            "Cette photo est trop lourde : {size} Mo, au plus {most}. Rien n’a été noté ; prenez-en une plus petite."
        ).format(size=format_number(f["size"]), most=format_number(f["most"])),
        "photo_unreadable": lambda f: _(
            "Ce fichier n’est pas une photo que l’on peut lire. Rien n’a été noté ; choisissez un JPEG ou un PNG."
        ),
        "photos_many": lambda f: ngettext(
            "« {title} » a déjà {n} photo. Rien n’a changé ; retirez-la d’abord.",
            "« {title} » a déjà {n} photos. Rien n’a changé ; retirez-en une d’abord.",
            f["most"],
        ).format(title=f["title"], n=f["most"]),
        "repair_asked_already": lambda f: _(
            "« {title} » est déjà demandé au budget. Rien n’a changé ; voyez ses achats demandés."
        ).format(title=f["title"]),
        "repair_nobody_comes": lambda f: _("Écrivez qui vient, ou quel jour."),
        "repair_not_so": _repair_not_so,
        "repair_why_needed": lambda f: _("Écrivez pourquoi ce n’est pas réparé : d’autres se le demanderont."),
        "shopping_asked": lambda f: _(
            "« {name} » est déjà demandé au budget. Rien n’a changé ; rangez-le quand il est là."
        ).format(name=f["name"]),
        "shopping_by_stock": lambda f: _(
            "« {name} » est sur la liste parce qu’il en reste peu. Rien n’a changé ; comptez-le de nouveau, ou baissez "
            "son minimum."
        ).format(name=f["name"]),
        "stock_taken": _stock_taken,
        "stock_wanted_below": lambda f: _(
            "On ne peut pas vouloir moins de « {name} » que le minimum, {minimum}. Rien n’a changé ; corrigez l’un des "
            "deux."
        ).format(name=f["name"], minimum=format_number(f["minimum"])),
    }
)
