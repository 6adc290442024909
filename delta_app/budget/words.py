"""The refusals of the budget, in words."""

from collections.abc import Mapping
from typing import Any

from delta_app.core.errors import register_words
from delta_app.core.i18n import _, format_number, long_date, ngettext


def _line_taken(facts: Mapping[str, Any]) -> str:
    if facts["withdrawn"]:
        said = _(
            "« {name} » existe déjà parmi les lignes retirées de {year}. Rien n’a changé ; remettez-la, ou choisissez "
            "un autre nom."
        )
    else:
        said = _("Le budget {year} a déjà une ligne « {name} ». Rien n’a changé ; choisissez un autre nom.")
    return said.format(name=facts["name"], year=facts["year"])


def _not_so(facts: Mapping[str, Any]) -> str:
    words = {
        "asked": lambda: _("Cet achat n’est pas encore accordé. Rien n’a changé ; accordez-le d’abord."),
        "approved": lambda: _("Cet achat est déjà accordé, peut-être dans une autre fenêtre. Rien n’a changé."),
        "refused": lambda: _("Cet achat est refusé. Rien n’a changé ; accordez-le d’abord s’il le faut."),
        "bought": lambda: _("Cet achat est déjà fait. Rien n’a changé."),
        "dropped": lambda: _("Cet achat n’est plus demandé. Rien n’a changé ; demandez-le de nouveau s’il le faut."),
    }
    return words[facts["now"]]()


register_words(
    {
        "bank_answer": lambda f: _(
            "Cette réponse ne va pas avec la ligne {line} du fichier. Rien n’a été importé ; choisissez parmi les "
            "écritures proposées."
        ).format(line=f["line"]),
        "bank_started": lambda f: _(
            "Le solde de départ de la banque est déjà noté. Rien n’a changé ; annulez d’abord son écriture "
            "s’il est faux."
        ),
        "bank_held": lambda f: ngettext(
            "{n} mouvement est d’une année clôturée ou d’un jour à venir. Rien n’a été importé ; importez sans lui.",
            "{n} mouvements sont d’une année clôturée ou d’un jour à venir. Rien n’a été importé ; importez sans eux.",
            f["count"],
        ).format(n=format_number(f["count"])),
        "bank_unreadable": lambda f: ngettext(
            "{n} ligne de ce fichier ne peut pas être lue. Rien n’a été importé ; corrigez-la, ou importez sans elle.",
            "{n} lignes de ce fichier ne peuvent pas être lues. Rien n’a été importé ; corrigez-les, ou importez sans "
            "elles.",
            f["count"],
        ).format(n=format_number(f["count"])),
        "classified_so": lambda f: _("L’écriture est déjà à cette place. Rien n’a changé."),
        "day_to_come": lambda f: _("{day} n’est pas encore là. Rien n’a été noté ; choisissez un jour passé.").format(
            day=long_date(f["day"])
        ),
        "entry_not_to_link": lambda f: _(
            "Cette écriture n’est pas une dépense libre : elle est annulée, ou c’est déjà celle d’un autre achat. Rien "
            "n’a changé ; choisissez-en une autre."
        ),
        "line_name_long": lambda f: _("Un nom a au plus {most} caractères. Rien n’a changé.").format(
            most=format_number(f["most"])
        ),
        "line_not_for_costs": lambda f: _(
            "« {name} » est une ligne de recettes. Rien n’a changé ; choisissez une enveloppe de dépenses."
        ).format(name=f["name"]),
        "line_of_other_side": lambda f: _(
            "« {name} » n’est pas du même côté : une dépense va sur une enveloppe de dépenses, une recette sur une "
            "ligne de recettes. Rien n’a changé."
        ).format(name=f["name"]),
        "line_of_other_year": lambda f: _(
            "« {name} » est du budget {year}, et il en faut une de {wanted}. Rien n’a changé ; choisissez-en une autre."
        ).format(name=f["name"], year=f["year"], wanted=f["wanted"]),
        "line_taken": _line_taken,
        "line_unnamed": lambda f: _("Il faut un nom pour cette ligne. Rien n’a changé."),
        "no_such_line": lambda f: _("Cette ligne n’est plus au budget. Rien n’a changé ; choisissez-en une autre."),
        "no_such_purchase": lambda f: _("Cet achat n’est plus là. Rien n’a changé."),
        "not_classifiable": lambda f: _(
            "Cette écriture n’est ni une dépense ni une recette à classer. Rien n’a changé."
        ),
        "purchase_not_so": _not_so,
        "till_open_in_year": lambda f: _(
            "La caisse est encore ouverte en {year}. Rien n’a changé ; fermez-la d’abord, à deux."
        ).format(year=f["year"]),
        "unclassified_left": lambda f: ngettext(
            "{n} écriture de {year} n’est sur aucune ligne. Rien n’a changé ; classez-la d’abord, ou clôturez quand "
            "même.",
            "{n} écritures de {year} ne sont sur aucune ligne. Rien n’a changé ; classez-les d’abord, ou clôturez "
            "quand même.",
            f["count"],
        ).format(n=format_number(f["count"]), year=f["year"]),
        "year_closed_already": lambda f: _("Les comptes de {year} sont déjà clôturés.").format(year=f["year"]),
        "year_has_lines": lambda f: _(
            "Le budget {year} a déjà des lignes. Rien n’a changé ; une année ne se copie que dans une année vide."
        ).format(year=f["year"]),
        "year_not_over": lambda f: _(
            "L’année {year} n’est pas finie : une fois close, la caisse n’y note plus rien. Rien n’a changé ; "
            "clôturez-la à partir du 1er janvier."
        ).format(year=f["year"]),
        "year_to_come": lambda f: _("L’année {year} n’a pas commencé. Rien n’a changé.").format(year=f["year"]),
        "year_unknown": lambda f: _(
            "« {text} » n’est pas une année. Rien n’a changé ; écrivez par exemple 2027."
        ).format(text=f["text"]),
        "year_without_lines": lambda f: _(
            "Le budget {year} n’a pas de lignes à copier. Rien n’a changé ; ajoutez-les à la main."
        ).format(year=f["year"]),
    }
)
