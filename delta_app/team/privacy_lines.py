"""What taking a name away does, what goes at its time, and what copies still know, in sentences."""

from collections.abc import Callable
from datetime import date

from delta_app.core.backup import MONTHLY_FOR
from delta_app.core.i18n import _, join_names, long_date, ngettext
from delta_app.hosts.nameless_data import nameless_name
from delta_app.team.person_values import PersonData
from delta_app.team.privacy_rules import Anonymised

_WENT: dict[str, Callable[[int], str]] = {
    "contact": lambda n: ngettext("{n} moyen de contact", "{n} moyens de contact", n),
    "code": lambda n: _("son code pour le PC"),
    "availability": lambda n: ngettext("{n} disponibilité", "{n} disponibilités", n),
    "absences": lambda n: ngettext("{n} absence", "{n} absences", n),
    "pairs": lambda n: ngettext("{n} paire (avec qui)", "{n} paires (avec qui)", n),
    "path": lambda n: ngettext("{n} étape du parcours", "{n} étapes du parcours", n),
    "mentoring": lambda n: ngettext("{n} accompagnement", "{n} accompagnements", n),
    "calls": lambda n: ngettext("{n} appel reçu", "{n} appels reçus", n),
    "trades": lambda n: ngettext("{n} demande d’échange en cours", "{n} demandes d’échange en cours", n),
    "rotas": lambda n: ngettext("sa place dans {n} tâche à tour de rôle", "sa place dans {n} tâches à tour de rôle", n),
    "covers": lambda n: ngettext("{n} tour de tâche repris", "{n} tours de tâche repris", n),
    "done": lambda n: ngettext("son nom sous {n} tâche faite", "son nom sous {n} tâches faites", n),
    "aliases": lambda n: ngettext("{n} autre façon d’écrire son nom", "{n} autres façons d’écrire son nom", n),
    "letters": lambda n: ngettext("{n} message à son nom, vidé", "{n} messages à son nom, vidés", n),
    "texts": lambda n: ngettext("{n} note où son nom était écrit", "{n} notes où son nom était écrit", n),
    "acts": lambda n: ngettext("son nom dans {n} acte de l’historique", "son nom dans {n} actes de l’historique", n),
    "undo": lambda n: ngettext("{n} acte récent ne s’annule plus", "{n} actes récents ne s’annulent plus", n),
}
_STAY: dict[str, Callable[[int], str]] = {
    "shifts": lambda n: ngettext("{n} permanence faite", "{n} permanences faites", n),
    "gatherings": lambda n: ngettext("{n} présence à une rencontre", "{n} présences à des rencontres", n),
    "activities": lambda n: ngettext("{n} activité animée", "{n} activités animées", n),
    "logbook": lambda n: ngettext(
        "{n} mot du cahier de liaison, jusqu’à son terme", "{n} mots du cahier de liaison, jusqu’à leur terme", n
    ),
    "allowances": lambda n: ngettext("{n} défraiement", "{n} défraiements", n),
    "signed": lambda n: ngettext(
        "son nom sous {n} ouverture ou clôture de la caisse, sept ans",
        "son nom sous {n} ouvertures et clôtures de la caisse, sept ans",
        n,
    ),
}


def went_lines(done: Anonymised) -> tuple[str, ...]:
    """What goes, a line a kind, the name first."""
    kinds = [words(n).format(n=n) for key, words in _WENT.items() if (n := done.went.get(key, 0))]
    return (_("son nom, partout où il se lit"), *kinds)


def stay_lines(done: Anonymised) -> tuple[str, ...]:
    """What stays under the number, a line a kind, and what the law still wants to read."""
    kinds = [words(n).format(n=n) for key, words in _STAY.items() if (n := done.stay.get(key, 0))]
    if done.named_until is not None:
        sentence = _("son nom dans la liste annuelle des défraiements, elle seule, jusqu’au {day} : la loi le demande")
        kinds.append(sentence.format(day=long_date(done.named_until)))
    return tuple(kinds)


def unsure_line(done: Anonymised) -> str:
    """What may mean a namesake; empty when nothing does."""
    if not done.unsure:
        return ""
    return ngettext(
        "{n} texte nomme peut-être une autre personne qui s’écrit pareil, et reste tel quel.",
        "{n} textes nomment peut-être une autre personne qui s’écrit pareil, et restent tels quels.",
        done.unsure,
    ).format(n=done.unsure)


def still_line(done: Anonymised) -> str:
    """What is the coordinator's to change: lines of the settings that say the name, and activities to come that the
    person would lead; empty when there is nothing."""
    told = []
    if done.leads_on:
        sentence = _(
            "Au programme à venir, la personne anime encore {titles} : choisissez-y quelqu’un d’autre, sinon l’affiche "
            "nommera « {instead} »."
        )
        titles = join_names([_("« {name} »").format(name=title) for title in done.leads_on])
        told.append(sentence.format(titles=titles, instead=nameless_name(done.number)))
    if done.still:
        sentence = _("Dans les réglages, à changer vous-même, car le nom y est peut-être encore : {lines}.")
        told.append(sentence.format(lines=" ; ".join(done.still)))
    return " ".join(told)


def copies_line(today: date) -> str:
    """What copies made before still know, and for how long: as it is, no more promised."""
    return _(
        "Les copies de sécurité faites avant savent encore le nom. Elles s’effacent en vieillissant : les dernières "
        "vers le {day}, si le programme continue d’en faire. En remettre une ramène le nom ; retirez-le alors "
        "à nouveau. Ce qui est imprimé ou envoyé ne change pas, et un prénom seul dans une note y reste."
    ).format(day=long_date(today + MONTHLY_FOR))


def handed_out_words(data: PersonData) -> str:
    """What handing all of somebody's data out is called in the history."""
    return _("Remettre à {name} tout ce qui est gardé à son sujet").format(name=data.card.short_name)
