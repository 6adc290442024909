"""The refusals of papers for volunteers, in words."""

from collections.abc import Mapping
from typing import Any

from delta_app.core.errors import register_words
from delta_app.core.i18n import _, format_number, join_names, long_date, ngettext


def _unknown(facts: Mapping[str, Any]) -> str:
    names = [f"{{{name}}}" for name in facts["names"]]
    return ngettext(
        "{names} n’est pas un mot que le programme remplit. Rien n’a changé ; corrigez-le ou ôtez les accolades.",
        "{names} ne sont pas des mots que le programme remplit. Rien n’a changé ; corrigez-les ou ôtez les accolades.",
        len(names),
    ).format(names=join_names(names))


def _staff(facts: Mapping[str, Any]) -> str:
    if not facts["partner"]:
        return _(
            "Cette personne vient pendant son travail : c’est son service qui atteste de ses heures. Rien n’a été fait."
        )
    return _(
        "Cette personne vient pendant son travail : c’est {partner} qui atteste de ses heures. Rien n’a été fait."
    ).format(partner=facts["partner"])


register_words(
    {
        "bad_paper": lambda f: _("Un papier est une note d’information ou une attestation. Rien n’a changé."),
        "bad_paper_language": lambda f: _("Ces papiers s’écrivent en {known}. Rien n’a changé.").format(
            known=join_names(list(f["known"]))
        ),
        "certificate_staff": _staff,
        "fact_too_long": lambda f: _(
            "C’est trop long : au plus {most} signes. Rien n’a changé ; raccourcissez."
        ).format(most=f["most"]),
        "paper_empty": lambda f: _("Ce texte est vide. Rien n’a changé ; écrivez-le, ou revenez au texte fourni."),
        "paper_too_long": lambda f: _(
            "Ce texte est trop long : au plus {most} signes. Rien n’a changé ; raccourcissez-le."
        ).format(most=format_number(f["most"])),
        "period_backwards": lambda f: _(
            "Le {last} vient avant le {first}. Rien n’a été fait ; corrigez les dates."
        ).format(first=long_date(f["first"]), last=long_date(f["last"])),
        "period_to_come": lambda f: _(
            "Le {day} n’est pas encore venu : une attestation dit ce qui a été fait. Choisissez une date passée."
        ).format(day=long_date(f["day"])),
        "unknown_placeholder": _unknown,
    }
)
