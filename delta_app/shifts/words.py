"""The refusals of acts on the roster, in words."""

from delta_app.core.errors import register_words
from delta_app.core.i18n import _, capitalised, day_month, format_span, join_names, month_name, ngettext

register_words(
    {
        "already_seated": lambda f: _("{name} est déjà dans cette permanence. Rien n’a changé.").format(name=f["name"]),
        "elsewhere_then": lambda f: _(
            "{name} est déjà à l’accueil le {day}, {span}. Rien n’a changé ; choisissez quelqu’un d’autre."
        ).format(name=f["name"], day=day_month(f["day"]), span=format_span(f["start_minute"], f["end_minute"])),
        "host_paused": lambda f: _(
            "{name} est en pause. Rien n’a changé ; choisissez quelqu’un d’autre, ou changez d’abord sa fiche."
        ).format(name=f["name"]),
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
