"""The venue's refusals in words."""

from delta_app.core.errors import register_words
from delta_app.core.i18n import _, day_month, format_span, format_time, weekday_name

register_words(
    {
        "already_closed": lambda f: _(
            "Le lieu est déjà fermé le {day} ({reason}). Rien n’a changé ; rouvrez d’abord ce jour."
        ).format(day=day_month(f["day"]), reason=f["reason"]),
        "already_open": lambda f: _(
            "Il y a déjà une ouverture le {day}, {span}. Rien n’a changé ; choisissez une autre heure."
        ).format(day=day_month(f["day"]), span=format_span(f["start_minute"], f["end_minute"])),
        "bad_community": lambda f: _(
            "« {text} » n’est pas une communauté. Rien n’a changé ; choisissez fr ou nl."
        ).format(text=f["text"]),
        "bad_language": lambda f: _("« {text} » n’est pas une langue connue. Choisissez fr, nl ou en.").format(
            text=f["text"]
        ),
        "bad_opening": lambda f: _(
            "« {text} » n’est pas un horaire. Écrivez par exemple : tue-sat 10-13 13-16 16-19. Rien n’a changé."
        ).format(text=f["text"]),
        "bad_period": lambda f: _("La période finit avant de commencer. Rien n’a changé ; inversez les deux dates."),
        "bad_seats": lambda f: _(
            "Une permanence compte de 1 à {most} accueillant·es. Rien n’a changé ; donnez un autre nombre."
        ).format(most=f["most"]),
        "bad_span": lambda f: _(
            "« {text} » n’est pas une plage horaire. Écrivez-la comme 10-13 ou 10:30-13. Rien n’a changé."
        ).format(text=f["text"]),
        "bad_time": lambda f: _(
            "« {text} » n’est pas une heure. Écrivez-la comme 10 ou 10:30. Rien n’a changé."
        ).format(text=f["text"]),
        "bad_times": lambda f: _("L’heure de fin vient avant l’heure de début. Rien n’a changé ; corrigez les heures."),
        "empty_name": lambda f: _("Il faut un nom. Rien n’a changé ; donnez-en un."),
        "empty_reason": lambda f: _("Dites pourquoi le lieu ferme : les gens le liront sur le planning."),
        "no_extra_opening": lambda f: _(
            "Il n’y a pas d’ouverture en plus le {day} à {time}. Rien n’a changé ; vérifiez la date et l’heure."
        ).format(day=day_month(f["day"]), time=format_time(f["start_minute"])),
        "no_hours": lambda f: _("Dessinez au moins une plage d’ouverture, ou partez d’un des exemples."),
        "no_school_holiday": lambda f: _(
            "Aucun congé scolaire de ces écoles n’est noté le {day}. Rien n’a changé ; vérifiez la date."
        ).format(day=day_month(f["day"])),
        "no_such_closure": lambda f: _("Cette fermeture n’existe plus. Rien n’a changé."),
        "no_such_school_holiday": lambda f: _("Ce congé scolaire n’est plus dans le tableau. Rien n’a changé."),
        "no_venue": lambda f: _(
            "Ce fichier n’a pas encore de lieu. Ouvrez-le dans la fenêtre pour le créer, ou prenez un autre fichier."
        ),
        "no_such_setting": lambda f: _("Il n’y a pas de réglage {name}. Ceux qui existent : {known}.").format(
            name=f["name"], known=", ".join(f["known"])
        ),
        "not_closed": lambda f: _("Le lieu n’est pas fermé le {day}. Rien n’a changé.").format(day=day_month(f["day"])),
        "overlapping_opening": lambda f: _(
            "Deux plages du {day} se chevauchent. Rien n’a changé ; corrigez les heures."
        ).format(day=weekday_name(f["weekday"])),
        "school_holiday_long": lambda f: _(
            "Un congé scolaire ne dépasse pas {most} jours. Rien n’a changé ; vérifiez l’année des deux dates."
        ).format(most=f["most"]),
        "school_holiday_over": lambda f: _("{name} : ce congé est passé. Rien n’a changé.").format(name=f["name"]),
        "school_holiday_overlaps": lambda f: _(
            "Ces dates touchent un autre congé des mêmes écoles : {name}, du {first} au {last}. Rien n’a changé ; "
            "corrigez l’un des deux."
        ).format(name=f["name"], first=day_month(f["first"]), last=day_month(f["last"])),
        "bad_capacity": lambda f: _("Écrivez un nombre de personnes entre 1 et {most}. Rien n’a changé.").format(
            most=f["most"]
        ),
        "no_such_room": lambda f: _("Cette salle n’existe plus. Rien n’a changé ; choisissez-en une autre."),
        "room_name_needed": lambda f: _("Donnez un nom à la salle, comme « grande salle »."),
        "room_taken": lambda f: _(
            "Il y a déjà une salle « {name} ». Rien n’a changé ; choisissez un autre nom."
        ).format(name=f["name"]),
        "room_text_long": lambda f: _("Ce texte dépasse {most} signes. Rien n’a changé ; raccourcissez-le.").format(
            most=f["most"]
        ),
        "room_withdrawn": lambda f: _(
            "« {name} » ne sert plus aux activités. Rien n’a changé ; choisissez une autre salle."
        ).format(name=f["name"]),
        "venue_exists": lambda f: _("Ce fichier a déjà son lieu. Rien n’a changé ; choisissez un autre fichier."),
    }
)
