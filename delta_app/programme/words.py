"""The refusals of the programme, in words."""

from collections.abc import Mapping
from typing import Any

from delta_app.core.errors import register_words
from delta_app.core.i18n import _, day_month, long_date
from delta_app.programme.spoken import clashes_words


def _text_long(facts: Mapping[str, Any]) -> str:
    what = {
        "title": lambda: _("Le titre dépasse {most} signes. Rien n’a changé ; raccourcissez-le."),
        "description": lambda: _("La description dépasse {most} signes. Rien n’a changé ; raccourcissez-la."),
        "facilitator": lambda: _("Le prénom dépasse {most} signes. Rien n’a changé ; raccourcissez-le."),
        "material": lambda: _("Le matériel dépasse {most} signes. Rien n’a changé ; raccourcissez-le."),
        "reason": lambda: _("La raison dépasse {most} signes. Rien n’a changé ; raccourcissez-la."),
        "words": lambda: _("Ces mots dépassent {most} signes. Rien n’a changé ; raccourcissez-les."),
    }
    return what[facts["what"]]().format(most=facts["most"])


register_words(
    {
        "activity_clash": lambda f: _("{clashes} Rien n’a changé ; choisissez un autre moment, ou gardez-le.").format(
            clashes=clashes_words(f["clashes"])
        ),
        "activity_closed": lambda f: _(
            "Le lieu est fermé le {day} : {reason}. Rien n’a changé ; choisissez un autre jour, ou dites que "
            "l’activité a lieu quand même."
        ).format(day=day_month(f["day"]), reason=f["reason"]),
        "activity_hours": lambda f: _(
            "L’activité doit finir après son début, et {most} jours plus tard au plus. Rien n’a changé ; corrigez les "
            "heures."
        ).format(most=f["most"]),
        "activity_text_long": _text_long,
        "activity_title_needed": lambda f: _("Donnez un titre à l’activité : c’est lui qu’on lit sur l’affiche."),
        "activity_years": lambda f: _(
            "Cette année n’est pas entre {first} et {last}. Rien n’a changé ; vérifiez la date."
        ).format(first=f["first"], last=f["last"]),
        "date_not_begun": lambda f: _(
            "« {title} » du {day} n’a pas commencé. Rien n’a été noté ; comptez quand c’est en cours ou fini."
        ).format(title=f["title"], day=day_month(f["day"])),
        "date_was_held": lambda f: _(
            "« {title} » du {day} a eu lieu : des personnes y ont été comptées. Rien n’a changé ; effacez d’abord ce "
            "compte s’il est faux."
        ).format(title=f["title"], day=day_month(f["day"])),
        "host_gone": lambda f: _(
            "{name} n’est plus dans l’équipe. Rien n’a changé ; choisissez quelqu’un d’autre."
        ).format(name=f["name"]),
        "no_such_activity": lambda f: _("Cette activité n’est plus au programme. Rien n’a changé."),
        "no_such_date": lambda f: _("« {title} » n’a pas de date le {day}. Rien n’a changé ; vérifiez la date.").format(
            title=f["title"], day=long_date(f["day"])
        ),
        "no_such_proposal": lambda f: _("Cette idée n’est plus dans la boîte. Rien n’a changé."),
        "proposal_answered": lambda f: _(
            "« {title} » a déjà sa place au programme. Rien n’a changé ; changez plutôt l’activité."
        ).format(title=f["title"]),
        "proposal_not_answered": lambda f: _(
            "« {title} » attend encore une réponse. Rien n’a changé ; répondez d’abord."
        ).format(title=f["title"]),
        "proposal_title_needed": lambda f: _("Écrivez l’idée en quelques mots, comme « atelier tricot »."),
        "reason_needed": lambda f: _("Écrivez pourquoi : c’est ce que lisent les personnes qui demandent."),
        "rule_never": lambda f: _(
            "Cette répétition ne donne aucune date. Rien n’a changé ; choisissez-en une autre, ou un autre début."
        ),
        "rule_too_often": lambda f: _(
            "Une activité se répète au plus une fois par jour. Rien n’a changé ; choisissez une autre répétition."
        ),
        "rule_too_special": lambda f: _(
            "Cette répétition est trop particulière pour suivre un déplacement. Rien n’a changé ; déplacez cette date "
            "seule, ou modifiez la série."
        ),
        "series_doubled": lambda f: _(
            "« {title} » a déjà une date le {day}. Rien n’a changé ; choisissez un autre jour, ou déplacez cette date "
            "seule."
        ).format(title=f["title"], day=day_month(f["day"])),
        "series_over": lambda f: _(
            "Cette partie de « {title} » est passée, et reste comme elle était. Rien n’a changé ; choisissez une date "
            "à venir, ou cette date seule."
        ).format(title=f["title"]),
        "rule_unreadable": lambda f: _("« {rule} » n’est pas une répétition connue. Rien n’a changé.").format(
            rule=f["text"][:80]
        ),
        "people_beyond": lambda f: _(
            "Plus de {most} personnes : c’est une faute de frappe. Rien n’a changé ; corrigez le nombre."
        ).format(most=f["most"]),
    }
)
