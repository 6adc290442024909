"""What is said to a person about a file they brought: every problem and every refusal in one sentence or two."""

from collections.abc import Callable, Mapping
from typing import Any

from delta_app.core.errors import Refused, register_words, say
from delta_app.core.i18n import LANGUAGES, _, long_date, ngettext, speaking
from delta_app.core.text import compact
from delta_app.readers.host_list import FIELDS, HostField, recognise
from delta_app.readers.problems import Problem

Words = Callable[[Mapping[str, Any]], str]

REFUSALS: Mapping[str, Words] = {
    "file_empty": lambda f: _("Ce fichier est vide ; rien n’a été importé. Exportez-le de nouveau, puis réessayez."),
    "file_too_big": lambda f: _(
        "Ce fichier dépasse {megabytes} Mo ; rien n’a été importé. Vérifiez que c’est le bon, ou coupez-le en deux."
    ).format(megabytes=f["megabytes"]),
    "sheet_too_big": lambda f: _(
        "Cette feuille s’étend sur plus de {cells} cases ; rien n’a été importé. Effacez les lignes et les colonnes "
        "superflues dans le tableur, ou enregistrez-la en CSV."
    ).format(cells=f["cells"]),
    "file_not_table": lambda f: (
        _(
            "Ce fichier est de type {kind}, pas un tableau ; rien n’a été importé. "
            "Choisissez un fichier CSV, Excel (.xlsx) ou LibreOffice (.ods)."
        ).format(kind=f["kind"])
        if f.get("kind")
        else _(
            "Ce fichier n’est pas un tableau ; rien n’a été importé. "
            "Choisissez un fichier CSV, Excel (.xlsx) ou LibreOffice (.ods)."
        )
    ),
    "file_damaged": lambda f: _(
        "Ce fichier est abîmé ou incomplet ; rien n’a été importé. "
        "Téléchargez-le de nouveau, ou ouvrez-le dans un tableur et enregistrez-le en CSV."
    ),
    "file_encrypted": lambda f: _(
        "Ce fichier est protégé par un mot de passe ; rien n’a été importé. "
        "Ouvrez-le dans un tableur, retirez le mot de passe, puis réessayez."
    ),
    "not_a_poll": lambda f: _(
        "Ce fichier n’est pas un sondage Framadate, Rallly ou Nextcloud reconnu (il commence par « {seen} ») ; "
        "rien n’a été importé. Dans le sondage, choisissez l’export CSV."
    ).format(seen=f["seen"]),
    "poll_without_moments": lambda f: _(
        "Aucune date ni heure de ce sondage n’a pu être lue (première colonne : « {seen} ») ; rien n’a été importé. "
        "Écrivez les moments comme « 10h-13h » et exportez de nouveau."
    ).format(seen=f["seen"]),
    "columns_missing": lambda f: _(
        "Aucune colonne ne donne les noms (colonnes vues : « {seen} ») ; rien n’a été importé. "
        "Indiquez quelles colonnes contiennent le prénom et le nom."
    ).format(seen=f["seen"]),
    "bank_columns_missing": lambda f: _(
        "Aucune ligne de ce fichier n’a de titres pour une date et un montant (colonnes vues : « {seen} ») ; rien n’a "
        "été importé. Dites quelles colonnes contiennent la date et le montant."
    ).format(seen=f["seen"]),
    "bank_column_unknown": lambda f: _(
        "Aucune colonne ne s’appelle « {asked} » (colonnes vues : « {seen} ») ; rien n’a été importé. Choisissez-en "
        "une autre."
    ).format(asked=f["asked"], seen=f["seen"]),
}

_FILE_PROBLEMS: Mapping[str, Words] = {
    "encoding_cp1252": lambda f: _(
        "Le fichier n’est pas en UTF-8 : il a été lu comme un texte Windows. Vérifiez les accents des noms."
    ),
    "encoding_mixed": lambda f: ngettext(
        "{n} ligne ({lines}) n’est pas en UTF-8 comme le reste : elle a été lue comme un texte Windows. "
        "Vérifiez ses accents.",
        "{n} lignes ({lines}) ne sont pas en UTF-8 comme le reste : elles ont été lues comme un texte Windows. "
        "Vérifiez leurs accents.",
        f["n"],
    ).format(n=f["n"], lines=f["lines"]),
    "characters_lost": lambda f: ngettext(
        "{n} ligne contient des caractères illisibles ({lines}). Corrigez-les à la main.",
        "{n} lignes contiennent des caractères illisibles ({lines}). Corrigez-les à la main.",
        f["n"],
    ).format(n=f["n"], lines=f["lines"]),
    "controls_removed": lambda f: ngettext(
        "{n} caractère invisible a été retiré du fichier. Vérifiez les noms.",
        "{n} caractères invisibles ont été retirés du fichier. Vérifiez les noms.",
        f["n"],
    ).format(n=f["n"]),
    "quote_unpaired": lambda f: ngettext(
        "{n} ligne ({lines}) contient un guillemet seul, lu comme un simple caractère. Vérifiez-la.",
        "{n} lignes ({lines}) contiennent un guillemet seul, lu comme un simple caractère. Vérifiez-les.",
        f["n"],
    ).format(n=f["n"], lines=f["lines"]),
    "other_sheets": lambda f: _(
        "Seule la feuille « {sheet} » a été lue ; d’autres sont remplies : {others}. "
        "Si c’est une autre qu’il faut, mettez-la en premier et réessayez."
    ).format(sheet=f["sheet"], others=f["others"]),
    "rows_above": lambda f: ngettext(
        "{n} ligne au-dessus des titres des colonnes n’est pas lue (« {first} »). Vérifiez qu’elle ne nomme personne.",
        "{n} lignes au-dessus des titres des colonnes ne sont pas lues (la première : « {first} »). "
        "Vérifiez qu’elles ne nomment personne.",
        f["n"],
    ).format(n=f["n"], first=f["first"]),
    "row_long": lambda f: _(
        "La ligne de {name} a plus de cases que le tableau n’a de colonnes ; le surplus (« {rest} ») est ignoré. "
        "Vérifiez qu’elle n’est pas décalée."
    ).format(name=f["name"], rest=f["rest"]),
    "name_missing": lambda f: _("Aucun nom : la ligne est laissée de côté. Ajoutez le nom si elle doit compter."),
    "email_invalid": lambda f: _(
        "L’adresse e-mail « {value} » n’est pas valable et n’est pas reprise. Corrigez-la dans le fichier ou la fiche."
    ).format(value=f["value"]),
}

_HOST_PROBLEMS: Mapping[str, Words] = {
    "name_incomplete": lambda f: _(
        "« {name} » n’a qu’un prénom ou qu’un nom ; la personne est reprise ainsi. Complétez sa fiche."
    ).format(name=f["name"]),
    "name_parted": lambda f: _(
        "« {value} » est compris comme prénom « {given} » et nom « {family} ». Vérifiez, et corrigez s’il le faut."
    ).format(value=f["value"], given=f["given"], family=f["family"]),
    "origin_unknown": lambda f: _(
        "« {value} » ({column}) n’est ni bénévole, ni voisin·e, ni sûrement un service : quelqu’un de nouveau est noté "
        "bénévole, les autres gardent leur origine. Corrigez-la dans le fichier ou la fiche."
    ).format(value=f["value"], column=f["column"]),
    "level_unknown": lambda f: _(
        "« {value} » ({column}) n’est pas compris : quelqu’un de nouveau est noté débutant·e, les autres gardent leur "
        "expérience. Écrivez expérimenté·e, débutant·e ou en formation."
    ).format(value=f["value"], column=f["column"]),
    "language_unknown": lambda f: _(
        "« {value} » ({column}) n’est pas une langue connue et n’est pas repris. Écrivez par exemple FR, NL ou AR."
    ).format(value=f["value"], column=f["column"]),
    "number_unknown": lambda f: _(
        "« {value} » ({column}) n’est pas un nombre attendu ici et n’est pas repris. Écrivez un nombre entier."
    ).format(value=f["value"], column=f["column"]),
    "yes_no_unknown": lambda f: _(
        "« {value} » ({column}) n’est ni oui ni non et n’est pas repris. Écrivez oui ou non."
    ).format(value=f["value"], column=f["column"]),
    "phone_invalid": lambda f: _(
        "« {value} » ({column}) n’est pas un numéro de téléphone et n’est pas repris. Corrigez-le."
    ).format(value=f["value"], column=f["column"]),
    "target_above_most": lambda f: _(
        "{target} permanences souhaitées dépassent le maximum de {most} par mois. Les deux sont repris : choisissez."
    ).format(target=f["target"], most=f["most"]),
    "person_twice": lambda f: _(
        "{name} figure déjà à la ligne {first} : cette ligne-ci est laissée de côté. Vérifiez laquelle est à jour."
    ).format(name=f["name"], first=f["first"]),
    "namesakes": lambda f: _(
        "{name} figure déjà à la ligne {first} avec une autre adresse e-mail : les deux sont reprises. "
        "Vérifiez que ce sont deux personnes."
    ).format(name=f["name"], first=f["first"]),
    "email_shared": lambda f: _(
        "L’adresse {value} est déjà celle de la ligne {first}. Vérifiez que deux personnes la partagent."
    ).format(value=f["value"], first=f["first"]),
}

_POLL_PROBLEMS: Mapping[str, Words] = {
    "poll_without_people": lambda f: _("Personne n’a encore répondu à ce sondage. Exportez-le plus tard."),
    "moment_unreadable": lambda f: _(
        "La colonne {column}, « {value} », n’est pas un moment lisible : ses réponses ne sont pas reprises. "
        "Écrivez par exemple « 10h-13h »."
    ).format(column=f["column"], value=f["value"]),
    "moment_twice": lambda f: _(
        "La colonne {column}, « {value} », répète un moment déjà lu : seule la première colonne compte. "
        "Vérifiez le sondage."
    ).format(column=f["column"], value=f["value"]),
    "weekday_differs": lambda f: _(
        "« {value} » (colonne {column}) tombe un autre jour de la semaine : c’est {day} qui est retenu. "
        "Vérifiez la date."
    ).format(value=f["value"], column=f["column"], day=long_date(f["day"])),
    "moments_without_hours": lambda f: ngettext(
        "{n} jour est proposé sans heure (le {day}) : la réponse est lue pour toute la journée. Vérifiez.",
        "{n} jours sont proposés sans heure (le premier : {day}) : les réponses sont lues pour toute la journée. "
        "Vérifiez.",
        f["n"],
    ).format(n=f["n"], day=long_date(f["day"])),
    "month_first": lambda f: _(
        "Les dates sont écrites le mois d’abord (« {value} ») et sont lues ainsi. Vérifiez les jours."
    ).format(value=f["value"]),
    "zone_differs": lambda f: _(
        "L’export a été fait à l’heure de {zone} : les heures sont reprises telles qu’écrites. "
        "Vérifiez-les, ou exportez depuis un appareil réglé sur Bruxelles."
    ).format(zone=f["zone"]),
    "zone_unknown": lambda f: _(
        "Le fuseau horaire « {zone} » est inconnu : les heures sont reprises telles qu’écrites. Vérifiez-les."
    ).format(zone=f["zone"]),
    "answer_unknown": lambda f: ngettext(
        "La réponse « {value} » n’est pas comprise ({n} fois) : elle compte comme une absence de réponse. "
        "Demandez à la personne.",
        "La réponse « {value} » n’est pas comprise ({n} fois) : elle compte comme une absence de réponse. "
        "Demandez à la personne.",
        f["n"],
    ).format(value=f["value"], n=f["n"]),
    "row_short": lambda f: ngettext(
        "Il manque {n} case à la fin de la ligne : elle compte comme sans réponse. Exportez de nouveau.",
        "Il manque {n} cases à la fin de la ligne : elles comptent comme sans réponse. Exportez de nouveau.",
        f["n"],
    ).format(n=f["n"]),
    "row_shifted": lambda f: _(
        "La ligne qui commence par « {name} » est décalée, sans doute par une virgule dans le nom : elle est laissée "
        "de côté. Corrigez le nom dans le sondage, puis exportez de nouveau."
    ).format(name=f["name"]),
    "row_straightened": lambda f: _(
        "La virgule dans « {name} » décalait la ligne ; elle a été remise en place. Vérifiez ses réponses."
    ).format(name=f["name"]),
    "never_answered": lambda f: _("{name} n’a donné aucune réponse ; ce n’est pas un refus. Demandez-lui.").format(
        name=f["name"]
    ),
    "answered_twice": lambda f: _(
        "{name} a répondu deux fois : la réponse la plus récente compte, celle de la ligne {ignored} est ignorée."
    ).format(name=f["name"], ignored=f["ignored"]),
    "name_twice": lambda f: _(
        "« {name} » figure plusieurs fois (lignes {lines}) : une personne ou plusieurs ? Dites qui est qui."
    ).format(name=f["name"], lines=f["lines"]),
}

_BANK_PROBLEMS: Mapping[str, Words] = {
    "bank_day_unread": lambda f: (
        _("« {value} » n’est pas une date lisible. Écrivez-la comme 05/12/2026 ou 2026-12-05.").format(value=f["value"])
        if f["value"]
        else _("Il n’y a pas de date. Écrivez-la comme 05/12/2026, ou ôtez la ligne.")
    ),
    "bank_amount_unread": lambda f: (
        _("« {value} » n’est pas un montant lisible. Écrivez-le comme -1234,50.").format(value=f["value"])
        if f["value"]
        else _("Il n’y a pas de montant. Écrivez-le comme -1234,50, ou ôtez la ligne.")
    ),
    "bank_sign_unread": lambda f: _(
        "« {value} » ne dit pas si l’argent entre ou sort. Écrivez « Débit » ou « Crédit »."
    ).format(value=f["value"]),
    "bank_both_ways": lambda f: _("Il y a un débit et un crédit sur la même ligne. Corrigez l’un des deux."),
    "bank_currency": lambda f: _("Ce mouvement est en {value}, pas en euros. Notez-le à la main, en euros.").format(
        value=f["value"]
    ),
    "bank_turned_down": lambda f: _(
        "La banque ne l’a pas exécuté (« {value} ») : la ligne est laissée de côté."
    ).format(value=f["value"]),
    "bank_nothing_moved": lambda f: _("Le montant est nul : la ligne est laissée de côté."),
}

_FIELDS: Mapping[HostField, Callable[[], str]] = {
    "given_name": lambda: _("prénom"),
    "family_name": lambda: _("nom de famille"),
    "full_name": lambda: _("nom complet"),
    "origin": lambda: _("origine"),
    "partner": lambda: _("service partenaire"),
    "languages": lambda: _("langues"),
    "level": lambda: _("expérience"),
    "target": lambda: _("permanences souhaitées par mois"),
    "max_day": lambda: _("maximum par jour"),
    "max_week": lambda: _("maximum par semaine"),
    "max_month": lambda: _("maximum par mois"),
    "back_to_back": lambda: _("deux permanences d’affilée"),
    "shadow_shifts": lambda: _("doublures à faire"),
    "email": lambda: _("adresse e-mail"),
    "phone": lambda: _("téléphone"),
}

PROBLEMS: Mapping[str, Words] = {**_FILE_PROBLEMS, **_HOST_PROBLEMS, **_POLL_PROBLEMS, **_BANK_PROBLEMS}

register_words(REFUSALS)


def field_name(name: HostField) -> str:
    """What a column of a host list holds, as people call it."""
    return _FIELDS[name]()


def field_meant(text: str) -> HostField | None:
    """The field a person means by its code, by its name in one of our languages, or by a usual heading."""
    word = compact(text)
    for name in FIELDS:
        if word == compact(name):
            return name
        for language in LANGUAGES:
            with speaking(language):
                if word == compact(field_name(name)):
                    return name
    return next(iter(recognise([text]).columns), None)


def describe(problem: Problem | Refused) -> str:
    """What happened and what to do next, in the language of the moment; a problem's line comes first.

    Raises KeyError for a code without words: a defect.
    """
    if isinstance(problem, Refused):
        return say(problem)
    words = PROBLEMS[problem.code](problem.facts)
    return words if problem.line is None else _("Ligne {line} : {words}").format(line=problem.line, words=words)
