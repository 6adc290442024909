"""What is said to a person about a calendar they brought: every problem and every refusal in a sentence or two."""

from collections.abc import Callable, Mapping
from typing import Any

from delta_app.core.errors import register_words
from delta_app.core.i18n import _, format_number, format_time, long_date, ngettext
from delta_app.readers.problems import Problem

Words = Callable[[Mapping[str, Any]], str]

REFUSALS: Mapping[str, Words] = {
    "calendar_too_many": lambda f: _(
        "Ce calendrier a plus de {most} entrées ; rien n’a été importé. N’en exportez qu’une partie, comme une année."
    ).format(most=format_number(f["most"])),
    "calendar_zipped": lambda f: _(
        "Ce fichier est une archive ZIP, comme Google les donne ; rien n’a été importé. Ouvrez-la, et choisissez le "
        "fichier .ics qui s’y trouve."
    ),
    "not_a_calendar": lambda f: _(
        "Ce fichier n’est pas un calendrier ; rien n’a été importé. Choisissez un fichier .ics, tel que Nextcloud, "
        "Google ou Outlook l’exportent."
    ),
}

_FILE: Mapping[str, Words] = {
    "calendar_attachments": lambda f: ngettext(
        "{n} pièce jointe est laissée de côté (la première à la ligne {line}).",
        "{n} pièces jointes sont laissées de côté (la première à la ligne {line}).",
        f["n"],
    ).format(n=f["n"], line=f["line"]),
    "calendar_encoding": lambda f: ngettext(
        "{n} ligne n’est pas en UTF-8 (ligne {line}) : elle a été lue comme un texte Windows. Vérifiez ses accents.",
        "{n} lignes ne sont pas en UTF-8 (la première : {line}) : elles ont été lues comme un texte Windows. Vérifiez "
        "leurs accents.",
        f["n"],
    ).format(n=f["n"], line=f["line"]),
    "calendar_line_broken": lambda f: ngettext(
        "{n} ligne est coupée ou abîmée et n’est pas lue (ligne {line}). Vérifiez les textes de cette activité.",
        "{n} lignes sont coupées ou abîmées et ne sont pas lues (la première : {line}). Vérifiez les textes des "
        "activités.",
        f["n"],
    ).format(n=f["n"], line=f["line"]),
    "calendar_more": lambda f: ngettext(
        "Et {n} autre remarque du même genre.", "Et {n} autres remarques du même genre.", f["n"]
    ).format(n=f["n"]),
    "calendar_other_entries": lambda f: ngettext(
        "{n} tâche ou note n’est pas une activité : elle est laissée de côté.",
        "{n} tâches ou notes ne sont pas des activités : elles sont laissées de côté.",
        f["n"],
    ).format(n=f["n"]),
    "calendar_text_long": lambda f: ngettext(
        "{n} texte démesuré est coupé (ligne {line}).",
        "{n} textes démesurés sont coupés (le premier à la ligne {line}).",
        f["n"],
    ).format(n=f["n"], line=f["line"]),
}

_ENTRY: Mapping[str, Words] = {
    "calendar_cut_off": lambda f: _(
        "Le fichier s’arrête au milieu de cette activité. Vérifiez-la, ou exportez de nouveau le calendrier."
    ),
    "calendar_date_unread": lambda f: _("« {title} » : la date « {value} » est illisible et n’est pas reprise.").format(
        title=f["title"], value=f["value"]
    ),
    "calendar_dates_many": lambda f: _(
        "« {title} » : plus de {most} dates à part ; les suivantes ne sont pas reprises."
    ).format(title=f["title"], most=format_number(f["most"])),
    "calendar_end_missing": lambda f: _("La fin de cette activité n’est pas marquée. Vérifiez-la."),
    "calendar_end_unread": lambda f: _("« {title} » n’a pas de fin lisible : une heure est comptée. Vérifiez.").format(
        title=f["title"]
    ),
    "calendar_rule_without": lambda f: _(
        "« {title} » : une règle d’exceptions n’est pas reprise. Ôtez à la main les dates en trop."
    ).format(title=f["title"]),
    "calendar_rules": lambda f: _(
        "« {title} » a {n} règles de répétition : seule la première est reprise. Ajoutez les autres à la main."
    ).format(title=f["title"], n=f["n"]),
    "calendar_start_unread": lambda f: (
        _("« {title} » : le début « {value} » est illisible. Cette activité est laissée de côté.").format(
            title=f["title"], value=f["value"]
        )
        if f["value"]
        else _("« {title} » n’a pas de début. Cette activité est laissée de côté.").format(title=f["title"])
    ),
    "calendar_zone_unknown": lambda f: _(
        "Le fuseau horaire « {zone} » est inconnu : ses heures sont reprises telles qu’écrites. Vérifiez-les."
    ).format(zone=f["zone"]),
}

# What is met when the entries become activities.
_ACTIVITY: Mapping[str, Words] = {
    "calendar_count_far": lambda f: _(
        "« {title} » se répète plus de {most} fois : la série est reprise sans fin. Donnez-lui-en une s’il le faut."
    ).format(title=f["title"], most=format_number(f["most"])),
    "calendar_following": lambda f: _(
        "« {title} » change de jour à partir d’une date, d’une façon trop particulière : seules ses heures suivent. "
        "Vérifiez."
    ).format(title=f["title"]),
    "calendar_long": lambda f: _("« {title} » dure plus de {most} jours : elle est laissée de côté.").format(
        title=f["title"], most=f["most"]
    ),
    "calendar_no_dates": lambda f: _(
        "« {title} » n’a aucune date : toutes sont ôtées dans l’autre calendrier. Elle est laissée de côté."
    ).format(title=f["title"]),
    "calendar_private_date": lambda f: _(
        "« {title} », le {day}, est privée dans l’autre calendrier : la date est reprise sous le titre de sa série, "
        "sans ses mots à elle."
    ).format(title=f["title"], day=long_date(f["day"])),
    "calendar_rule_never": lambda f: _(
        "« {title} » : la répétition « {rule} » ne donne aucune date. L’activité est reprise une seule fois."
    ).format(title=f["title"], rule=f["rule"]),
    "calendar_rule_often": lambda f: _(
        "« {title} » se répète plusieurs fois par jour (« {rule} ») : elle est reprise une seule fois. Ajoutez les "
        "autres à la main."
    ).format(title=f["title"], rule=f["rule"]),
    "calendar_rule_special": lambda f: _(
        "« {title} » tombe ici un autre jour que dans son fuseau, et sa répétition (« {rule} ») ne peut pas suivre : "
        "elle est reprise une seule fois."
    ).format(title=f["title"], rule=f["rule"]),
    "calendar_rule_unread": lambda f: _(
        "« {title} » : la répétition « {rule} » n’est pas comprise. L’activité est reprise une seule fois ; ajoutez la "
        "répétition à la main."
    ).format(title=f["title"], rule=f["rule"]),
    "calendar_text_cut": lambda f: _("« {title} » : un texte de plus de {most} signes est coupé.").format(
        title=f["title"], most=format_number(f["most"])
    ),
    "calendar_twice": lambda f: _(
        "« {title} » est {n} fois dans le fichier : la version la plus récente est reprise."
    ).format(title=f["title"], n=f["n"]),
    "calendar_two_a_day": lambda f: _(
        "« {title} » a lieu deux fois le {day} : seule la première est reprise. Ajoutez l’autre à la main."
    ).format(title=f["title"], day=long_date(f["day"])),
    "calendar_years": lambda f: _("« {title} » est d’une année impossible : elle est laissée de côté.").format(
        title=f["title"]
    ),
    "calendar_zone_varies": lambda f: _(
        "« {title} » est écrite à l’heure de {zone}, qui n’est pas toujours aussi loin de la nôtre : elle est reprise "
        "à {time} toute l’année. Vérifiez."
    ).format(title=f["title"], zone=f["zone"], time=format_time(f["minute"])),
}

PROBLEMS: Mapping[str, Words] = {**_FILE, **_ENTRY, **_ACTIVITY}

register_words(REFUSALS)


def say_problem(problem: Problem) -> str:
    """What was met and what to do, its line first. Raises KeyError for a code without words: a defect."""
    words = PROBLEMS[problem.code](problem.facts)
    return words if problem.line is None else _("Ligne {line} : {words}").format(line=problem.line, words=words)
