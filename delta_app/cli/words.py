"""The refusals of the command line itself, in words."""

import shlex
from collections.abc import Callable, Mapping

from delta_app.core.errors import register_words
from delta_app.core.i18n import _, day_month, format_time, month_name

# What can be wrong with a problem file, by the code of ProblemError and with its facts.
WRONG_IN_PROBLEMS: Mapping[str, Callable[[], str]] = {
    "duplicate": lambda: _("{where} compte deux fois {id}"),
    "missing": lambda: _("il manque {where}"),
    "not_a_list": lambda: _("{where} n’est pas une liste"),
    "not_a_pair": lambda: _("{where} n’est pas une paire personne, permanence"),
    "not_a_whole_number": lambda: _("{where} n’est pas un nombre entier"),
    "not_an_object": lambda: _("{where} n’est pas un objet JSON"),
    "not_json": lambda: _("ce n’est pas un texte JSON"),
    "not_true_or_false": lambda: _("{where} n’est ni true ni false"),
    "number_out_of_range": lambda: _("{where} est un nombre trop petit ou trop grand"),
    "paired_with_themselves": lambda: _("la personne {host} fait paire avec elle-même"),
    "slot_ends_before_it_starts": lambda: _("la permanence {slot} finit avant de commencer"),
    "slot_starts_another_day": lambda: _("la permanence {slot} commence un autre jour que le sien"),
    "unknown_choice": lambda: _("{where} ne peut pas être « {found} »"),
    "unknown_host": lambda: _("{where} nomme la personne {host}, qui n’existe pas"),
    "unknown_month": lambda: _("la permanence {slot} est d’un mois qui n’existe pas"),
    "unknown_partner": lambda: _("la personne {host} vient du service {partner}, qui n’existe pas"),
    "unknown_slot": lambda: _("{where} nomme la permanence {slot}, qui n’existe pas"),
    "wrong_format": lambda: _("son format n’est pas {expected}"),
}

register_words(
    {
        "bad_email": lambda f: _("« {text} » n’est pas une adresse e-mail. Rien n’a changé ; vérifiez-la.").format(
            text=f["text"]
        ),
        "unknown_step": lambda f: _(
            "« {text} » ne désigne pas une seule étape du parcours. Rien n’a changé ; choisissez parmi : {steps}."
        ).format(text=f["text"], steps=", ".join(f["steps"])),
        "unknown_language": lambda f: _(
            "« {text} » n’est pas une langue connue. Rien n’a changé ; écrivez par exemple FR, NL ou AR."
        ).format(text=f["text"]),
        "bad_bank_map": lambda f: _(
            "« {text} » ne dit pas quelle colonne contient quoi. Rien n’a été importé ; écrivez « champ=Titre », "
            "champs : {fields}."
        ).format(text=f["text"], fields=f["fields"]),
        "bad_bank_match": lambda f: _("« {text} » n’a pas la forme « LIGNE=2026-147 ». Rien n’a été importé.").format(
            text=f["text"]
        ),
        "bad_match": lambda f: _("« {text} » n’a pas la forme « écrit=Nom ». Rien n’a changé.").format(text=f["text"]),
        "bad_map": lambda f: _(
            "« {text} » ne dit pas quelle colonne contient quoi. Rien n’a été importé. Colonnes du fichier : "
            "{headers}. Champs : {fields}."
        ).format(text=f["text"], headers=", ".join(filter(None, f["headers"])), fields=", ".join(f["fields"])),
        "bad_phone": lambda f: _("« {text} » n’est pas un numéro de téléphone. Rien n’a changé ; vérifiez-le.").format(
            text=f["text"]
        ),
        "bad_problem": lambda f: _("{path} n’est pas un problème delta-roster/1 lisible : {detail}.").format(
            path=f["path"], detail=WRONG_IN_PROBLEMS[f["wrong"]]().format_map(f)
        ),
        "bad_wish_word": lambda f: _("« {text} » : commencez par {known}. Rien n’a changé.").format(
            text=f["text"], known=", ".join(f["known"])
        ),
        "bad_yes_no": lambda f: _("« {text} » n’est ni oui ni non. Rien n’a changé.").format(text=f["text"]),
        "cannot_read_import": lambda f: _("{path} ne peut pas être lu. Rien n’a changé ; vérifiez le fichier.").format(
            path=f["path"]
        ),
        "first_above_visits": lambda f: _(
            "Plus de premières fois que de passages ? Rien n’a changé ; vérifiez les deux nombres."
        ),
        "clear_or_note": lambda f: _(
            "« --clear » enlève tout, les plages notent autre chose. Rien n’a changé ; gardez l’un ou l’autre."
        ),
        "compose_failed": lambda f: _(
            "La composition s’est arrêtée avant la fin ({detail}). Rien n’a changé ; recommencez."
        ).format(detail=f["detail"]),
        "list_not_poll": lambda f: _(
            "Ce fichier est une liste de personnes, pas un sondage. Rien n’a été importé ; importez-le par "
            "« delta-app import hosts {path} »."
        ).format(path=shlex.quote(f["path"])),
        "match_not_in_file": lambda f: _(
            "Personne n’est écrit « {text} » dans ce fichier. Rien n’a été importé ; vérifiez l’orthographe."
        ).format(text=f["text"]),
        "match_which_row": lambda f: _(
            "Plusieurs lignes du fichier portent « {text} ». Rien n’a été importé ; dites laquelle : {rows}."
        ).format(text=f["text"], rows=", ".join(f["rows"])),
        "month_not_opened": lambda f: _(
            "{month} n’a pas encore de permanences. Composez d’abord ce mois : « delta-app compose {code} »."
        ).format(month=month_name(f["month"].first), code=f["month"]),
        "near_partner": lambda f: _(
            "« {name} » ressemble à {near}. Rien n’a changé ; reprenez ce nom, ou faites-en un service de plus : "
            "« delta-app promise {typed} 0 --new »."
        ).format(name=f["name"], typed=shlex.quote(f["name"]), near=", ".join(f["near"])),
        "nature_of_other_side": lambda f: _(
            "« {nature} » n’est pas de ce côté. Rien n’a changé ; choisissez parmi : {known}."
        ).format(nature=f["nature"], known=", ".join(f["known"])),
        "no_such_line_called": lambda f: (
            _("Le budget {year} n’a pas de ligne « {name} » ; il a : {known}. Rien n’a changé.")
            if f["known"]
            else _("Le budget {year} n’a pas encore de lignes. Rien n’a changé ; ajoutez-les d’abord.")
        ).format(year=f["year"], name=f["name"], known=", ".join(f["known"])),
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
        "output_missing": lambda f: _(
            "« --way {way} » écrit des fichiers : dites où avec « -o ». Rien n’a changé."
        ).format(way=f["way"]),
        "partner_without_staff": lambda f: _(
            "« --partner {partner} » veut dire que la personne vient d’un service, « --origin {origin} » que non. "
            "Rien n’a changé ; gardez l’un des deux."
        ).format(partner=f["partner"], origin=f["origin"]),
        "passphrase_unasked": lambda f: _(
            "Personne ne peut taper la phrase de passe ici. Rien n’a changé ; donnez-la à la suite du verbe."
        ),
        "poll_not_list": lambda f: _(
            "Ce fichier est un sondage, pas une liste de personnes. Rien n’a été importé ; importez-le par "
            "« delta-app import poll {path} »."
        ).format(path=shlex.quote(f["path"])),
        "span_missing": lambda f: _("Il manque les heures, par exemple 10-13. Rien n’a changé."),
        "unknown_host": lambda f: _(
            "Personne ne s’appelle « {name} » dans l’équipe. Rien n’a changé ; vérifiez le nom."
        ).format(name=f["name"]),
        "unknown_partner": lambda f: _(
            "Aucun service ne s’appelle « {name} ». Rien n’a changé ; vérifiez le nom."
        ).format(name=f["name"]),
        "which_columns": lambda f: f"{f['said']}\n{f['how']}",
        "which_host": lambda f: _(
            "« {name} » peut être : {candidates}. Rien n’a changé ; donnez le nom entier, avec son numéro s’il en "
            "porte un, ou l’adresse e-mail."
        ).format(name=f["name"], candidates=", ".join(f["candidates"])),
    }
)
