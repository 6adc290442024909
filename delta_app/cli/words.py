"""The refusals of the command line itself, in words."""

from delta_app.core.errors import register_words
from delta_app.core.i18n import _, day_month, format_time, month_name

register_words(
    {
        "bad_match": lambda f: _("« {text} » n’a pas la forme « écrit=Nom ». Rien n’a changé.").format(text=f["text"]),
        "bad_map": lambda f: _(
            "« {text} » ne dit pas quelle colonne contient quoi. Colonnes du fichier : {headers}. Champs : {fields}."
        ).format(text=f["text"], headers=", ".join(filter(None, f["headers"])), fields=", ".join(f["fields"])),
        "bad_problem": lambda f: _("{path} n’est pas un problème delta-roster/1 lisible ({detail}).").format(
            path=f["path"], detail=f["detail"]
        ),
        "bad_wish_word": lambda f: _("« {text} » : commencez par {known}. Rien n’a changé.").format(
            text=f["text"], known=", ".join(f["known"])
        ),
        "cannot_read_import": lambda f: _("{path} ne peut pas être lu. Rien n’a changé ; vérifiez le fichier.").format(
            path=f["path"]
        ),
        "compose_failed": lambda f: _(
            "La composition s’est arrêtée avant la fin ({detail}). Rien n’a changé ; recommencez."
        ).format(detail=f["detail"]),
        "match_not_in_file": lambda f: _(
            "Personne n’est écrit « {text} » dans ce fichier. Rien n’a été importé ; vérifiez l’orthographe."
        ).format(text=f["text"]),
        "month_not_opened": lambda f: _(
            "{month} n’a pas encore de permanences. Composez d’abord ce mois : « delta-app compose {code} »."
        ).format(month=month_name(f["month"].first), code=f["month"]),
        "no_slot_then": lambda f: (
            _("Il n’y a pas de permanence le {day} à {time} ; ce jour-là : {known}. Rien n’a changé.")
            if f["known"]
            else _("Il n’y a pas de permanence le {day}. Rien n’a changé ; vérifiez la date.")
        ).format(
            day=day_month(f["day"]), time=format_time(f["start_minute"]), known=", ".join(map(format_time, f["known"]))
        ),
        "not_seated_then": lambda f: _(
            "Cette personne n’est pas inscrite là : {place}. Rien n’a changé ; « delta-app show » montre le planning."
        ).format(place=f["place"]),
        "no_such_import": lambda f: _("Il n’y a pas de fichier {path}. Rien n’a changé ; vérifiez le chemin.").format(
            path=f["path"]
        ),
        "passphrase_unasked": lambda f: _(
            "Personne ne peut taper la phrase de passe ici. Rien n’a changé ; donnez-la à la suite du verbe."
        ),
        "passphrases_differ": lambda f: _(
            "Les deux phrases de passe diffèrent. Rien n’a changé ; écrivez-les encore une fois."
        ),
        "unknown_export": lambda f: _("« {suffix} » n’est pas un format connu. Choisissez {known}.").format(
            suffix=f["suffix"], known=", ".join(f["known"])
        ),
        "unknown_host": lambda f: _("Personne ne s’appelle « {name} » dans l’équipe. Vérifiez le nom.").format(
            name=f["name"]
        ),
        "which_host": lambda f: _("« {name} » peut être : {candidates}. Donnez le nom entier.").format(
            name=f["name"], candidates=", ".join(f["candidates"])
        ),
    }
)
