"""The refusals of acts on gatherings, in words."""

from delta_app.core.errors import register_words
from delta_app.core.i18n import _, long_date, ngettext

register_words(
    {
        "bad_gathering_day": lambda f: _("Le {day} ne convient pas. Rien n’a changé ; corrigez la date.").format(
            day=long_date(f["day"])
        ),
        "bad_gathering_hours": lambda f: _("La fin vient avant le début. Rien n’a changé ; corrigez les heures."),
        "bad_gathering_kind": lambda f: _(
            "Une rencontre est une réunion, une intervision ou une formation. Rien n’a changé."
        ),
        "gathering_attended": lambda f: ngettext(
            "{n} personne y est notée présente : la date ne peut passer après aujourd’hui. Rien n’a changé ; "
            "décochez-la d’abord.",
            "{n} personnes y sont notées présentes : la date ne peut passer après aujourd’hui. Rien n’a changé ; "
            "décochez-les d’abord.",
            f["came"],
        ).format(n=f["came"]),
        "left_by_then": lambda f: _(
            "{name} avait déjà quitté l’équipe le {day}. Rien n’a changé ; vérifiez la date ou la personne."
        ).format(name=f["name"], day=long_date(f["day"])),
        "no_such_gathering": lambda f: _("Cette rencontre n’est plus notée. Rien n’a changé ; rafraîchissez la liste."),
        "not_held_yet": lambda f: _(
            "Cette rencontre est le {day} : qui est venu se note le jour même ou après. Rien n’a changé."
        ).format(day=long_date(f["day"])),
        "not_known_yet": lambda f: _(
            "{name} n’était pas encore dans l’équipe le {day}. Rien n’a changé ; notez d’abord dans son parcours la "
            "vraie date de sa première rencontre."
        ).format(name=f["name"], day=long_date(f["day"])),
        "theme_too_long": lambda f: _(
            "C’est trop long : au plus {theme} signes pour le thème et {place} pour l’endroit. Rien n’a changé."
        ).format(theme=f["theme"], place=f["place"]),
        "which_gathering": lambda f: _(
            "Il y a plusieurs rencontres le {day}. Rien n’a changé ; dites laquelle par son numéro : {numbers}."
        ).format(day=long_date(f["day"]), numbers=", ".join(f"#{number}" for number in f["numbers"])),
    }
)
