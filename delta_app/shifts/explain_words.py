"""Words for why seats stay empty: the numbers of explain.py as sentences in the language in use. Nobody is blamed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from delta_app.core.i18n import _, join_names, ngettext
from delta_app.shifts.explain import Forced, Forcing, Helper, Stopped, Why


@dataclass(frozen=True, slots=True)
class Names:
    """What people call the hosts (by id) and the slots (by number, as « jeudi 10 à 13 h »)."""

    hosts: Mapping[int, str]
    slots: Mapping[int, str]


# Counted « personnes » are feminine in French, whoever they are.
_STOPPED: Mapping[str, Callable[[int], str]] = {
    "not_listed": lambda n: ngettext("{n} indisponible", "{n} indisponibles", n),
    "absent": lambda n: ngettext("{n} absente", "{n} absentes", n),
    "max_day": lambda n: ngettext("{n} déjà à son maximum du jour", "{n} déjà à leur maximum du jour", n),
    "max_week": lambda n: ngettext("{n} déjà à son maximum de la semaine", "{n} déjà à leur maximum de la semaine", n),
    "max_month": lambda n: ngettext("{n} déjà à son maximum du mois", "{n} déjà à leur maximum du mois", n),
    "overlap": lambda n: ngettext("{n} déjà présente à cette heure-là", "{n} déjà présentes à cette heure-là", n),
    "rest": lambda n: ngettext("{n} qui a besoin de son repos", "{n} qui ont besoin de leur repos", n),
    "avoid": lambda n: ngettext(
        "{n} à ne pas placer avec quelqu’un de déjà inscrit", "{n} à ne pas placer avec quelqu’un de déjà inscrit", n
    ),
    "novice_alone": lambda n: ngettext(
        "{n} débutante sans jumelage possible", "{n} débutantes sans jumelage possible", n
    ),
    "trainee": lambda n: ngettext("{n} encore en apprentissage", "{n} encore en apprentissage", n),
}

_FORCING: Mapping[str, Callable[[int], str]] = {
    "max_day": lambda n: ngettext("{n} maximum du jour", "{n} maximums du jour", n),
    "max_week": lambda n: ngettext("{n} maximum de la semaine", "{n} maximums de la semaine", n),
    "max_month": lambda n: ngettext("{n} maximum du mois", "{n} maximums du mois", n),
    "overlap": lambda n: ngettext("{n} chevauchement d’horaires", "{n} chevauchements d’horaires", n),
    "rest": lambda n: ngettext("{n} temps de repos", "{n} temps de repos", n),
    "avoid": lambda n: ngettext("{n} duo à éviter", "{n} duos à éviter", n),
    "novices": lambda n: ngettext("{n} règle de jumelage", "{n} règles de jumelage", n),
}


def why_in_words(why: Why, names: Names) -> list[str]:
    """The sentences about one short slot, the plainest first."""
    sentences = [_who_is_stopped(why.stopped, names)]
    somebody_listed = any(item.rule not in ("not_listed", "absent") for item in why.stopped)
    if why.forced is not None and somebody_listed:
        sentences.append(_if_filled(why.forced, names))
    return [sentence for sentence in sentences if sentence]


def gap_in_words(why: Why, names: Names) -> list[str]:
    """The sentences about all missing seats together, the same for every short slot: what forces them, who could
    help."""
    return [sentence for sentence in (_what_forces(why), _who_could_help(why.helpers, names)) if sentence]


def _who_is_stopped(stopped: tuple[Stopped, ...], names: Names) -> str:
    free = sum(len(item.hosts) for item in stopped if item.rule == "nothing")
    if free:
        return ngettext(
            "{n} personne pourrait encore la prendre.", "{n} personnes pourraient encore la prendre.", free
        ).format(n=free)
    people = sum(len(item.hosts) for item in stopped)
    if not people and names.hosts:
        return _("Toute l’équipe y est déjà : il faudrait une personne de plus.")
    if not people:
        return _("Personne n’est encore inscrit dans l’équipe.")
    reasons = ", ".join(_STOPPED[item.rule](len(item.hosts)).format(n=len(item.hosts)) for item in stopped)
    return ngettext(
        "La seule personne de l’équipe ne peut pas la prendre : {reasons}.",
        "Aucune des {n} personnes ne peut la prendre : {reasons}.",
        people,
    ).format(n=people, reasons=reasons)


def _what_forces(why: Why) -> str:
    if not why.forcing:
        return ""
    rules = join_names([_forcing_words(item) for item in why.forcing])
    return ngettext(
        "Avec les disponibilités reçues, {n} place reste vide de toute façon. Cela tient à {rules}.",
        "Avec les disponibilités reçues, {n} places restent vides de toute façon. Cela tient à {rules}.",
        why.missing_in_all,
    ).format(n=why.missing_in_all, rules=rules)


def _forcing_words(item: Forcing) -> str:
    return _FORCING[item.rule](item.count).format(n=item.count)


def _who_could_help(helpers: tuple[Helper, ...], names: Names) -> str:
    if not helpers:
        return ""
    fewest = min(helper.missing for helper in helpers)
    people = [names.hosts[helper.host] for helper in helpers if helper.missing == fewest]
    who = _(" ou ").join(people)
    if fewest == 0:
        return _("Avec une permanence de plus pour {who}, tout serait rempli.").format(who=who)
    return ngettext(
        "Avec une permanence de plus pour {who}, il ne resterait que {n} place vide.",
        "Avec une permanence de plus pour {who}, il ne resterait que {n} places vides.",
        fewest,
    ).format(who=who, n=fewest)


def _if_filled(forced: Forced, names: Names) -> str:
    if not forced.possible:
        return _("La remplir n’est pas possible, même en déplaçant d’autres personnes.")
    if not forced.emptied:
        return ""
    slots = join_names([names.slots[slot] for slot in forced.emptied])
    return ngettext(
        "La remplir laisserait une place vide ailleurs : {slots}.",
        "La remplir laisserait des places vides ailleurs : {slots}.",
        len(forced.emptied),
    ).format(slots=slots)
