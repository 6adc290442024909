"""Words for why seats stay empty: the numbers of explain.py as sentences in the language in use. Nobody is blamed."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

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


# Whether somebody sits there already, and whether some were never asked: of those nobody says that they cannot.
_NOBODY_CAN: Mapping[tuple[bool, bool], Callable[[int], str]] = {
    (False, False): lambda n: ngettext(
        "La seule personne de l’équipe ne peut pas la prendre : {reasons}.",
        "Aucune des {n} personnes ne peut la prendre : {reasons}.",
        n,
    ),
    (True, False): lambda n: ngettext(
        "La seule autre personne de l’équipe ne peut pas la prendre : {reasons}.",
        "Aucune des {n} autres personnes ne peut la prendre : {reasons}.",
        n,
    ),
    (False, True): lambda n: ngettext(
        "La seule personne qui a répondu ne peut pas la prendre : {reasons}.",
        "Aucune des {n} personnes qui ont répondu ne peut la prendre : {reasons}.",
        n,
    ),
    (True, True): lambda n: ngettext(
        "La seule autre personne qui a répondu ne peut pas la prendre : {reasons}.",
        "Aucune des {n} autres personnes qui ont répondu ne peut la prendre : {reasons}.",
        n,
    ),
}


def why_in_words(why: Why, names: Names, silent: Collection[int] = ()) -> list[str]:
    """The sentences about one short slot, the plainest first; ``silent`` hosts have said nothing about its time."""
    unasked = {host for item in why.stopped if item.rule == "not_listed" for host in item.hosts} & set(silent)
    stopped = tuple(
        replace(item, hosts=tuple(host for host in item.hosts if host not in unasked)) for item in why.stopped
    )
    stopped = tuple(item for item in stopped if item.hosts)
    sentences = []
    if stopped or not unasked:
        sentences.append(_who_is_stopped(stopped, names, among_others=bool(why.seated), some_silent=bool(unasked)))
    if why.forced is not None and any(item.rule not in ("not_listed", "absent") for item in stopped):
        sentences.append(_if_filled(why.forced, names))
    if unasked:
        sentences.append(
            ngettext(
                "{n} personne n’a encore rien répondu pour ce moment : lui demander est le plus simple.",
                "{n} personnes n’ont encore rien répondu pour ce moment : leur demander est le plus simple.",
                len(unasked),
            ).format(n=len(unasked))
        )
    return [sentence for sentence in sentences if sentence]


def gap_in_words(why: Why, names: Names) -> list[str]:
    """The sentences about all missing seats together, the same for every short slot: what forces them, who could
    help."""
    return [sentence for sentence in (_what_forces(why), _who_could_help(why.helpers, names)) if sentence]


def _who_is_stopped(stopped: tuple[Stopped, ...], names: Names, *, among_others: bool, some_silent: bool) -> str:
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
    sentence = _NOBODY_CAN[among_others, some_silent](people)
    return sentence.format(n=people, reasons=reasons)


def _what_forces(why: Why) -> str:
    """Each cause with the number of seats it leaves empty; nothing when the rules are the cause but not known which."""
    ruled = why.missing_in_all - why.unlisted_in_all - why.shut_out_in_all
    rules = join_names([_forcing_words(item) for item in why.forcing])
    if ruled == why.missing_in_all and not rules:
        return ""
    causes = [
        (why.unlisted_in_all, _("parce que personne d’autre n’est disponible ou n’a répondu")),
        (why.shut_out_in_all, _("à cause de ce qui est déjà fixé")),
        (ruled, _("à cause de {rules}").format(rules=rules) if rules else _("à cause des règles prises ensemble")),
    ]
    told = [(count, cause) for count, cause in causes if count]
    if len(told) == 1:
        return ngettext(
            "Avec les réponses reçues, {n} place reste vide de toute façon, {cause}.",
            "Avec les réponses reçues, {n} places restent vides de toute façon, {cause}.",
            why.missing_in_all,
        ).format(n=why.missing_in_all, cause=told[0][1])
    return _("Avec les réponses reçues, {n} places restent vides de toute façon : {causes}.").format(
        n=why.missing_in_all, causes=join_names([f"{count} {cause}" for count, cause in told])
    )


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


# What fixed seats do, against the rule they set aside.
_BROKEN: Mapping[str, Callable[[int], str]] = {
    "avoid": lambda n: _("{who} sont ensemble {when}, malgré « à ne pas mettre ensemble »."),
    "novices": lambda n: ngettext(
        "{who} est à l’accueil {when}, malgré « qui débute vient avec quelqu’un d’expérimenté ».",
        "{who} sont à l’accueil {when}, malgré « qui débute vient avec quelqu’un d’expérimenté ».",
        n,
    ),
    "shadow_without_experienced": lambda n: ngettext(
        "{who} vient apprendre {when}, sans personne d’expérimenté.",
        "{who} viennent apprendre {when}, sans personne d’expérimenté.",
        n,
    ),
    "shadows_in_slot": lambda n: _("Plus d’une personne vient apprendre {when}."),
    "seats": lambda n: _("{who} sont {found} à l’accueil {when}, pour {allowed} places."),
    "max_day": lambda n: _("{who} vient {found} fois le même jour, malgré son maximum de {allowed} : {when}."),
    "max_week": lambda n: _("{who} vient {found} fois la même semaine, malgré son maximum de {allowed} : {when}."),
    "max_month": lambda n: _("{who} vient {found} fois dans le mois, malgré son maximum de {allowed}."),
    "overlap": lambda n: _("{who} est à deux permanences en même temps : {when}."),
    "rest": lambda n: _("{who} vient deux fois sans le repos prévu : {when}."),
    "fixed_but_absent": lambda n: _("{who} n’est plus disponible {when} : sa place fixée est libérée."),
}


def broken_in_words(broken: Mapping[str, Any], names: Names, seated: Sequence[int]) -> str:
    """One rule that fixed seats set aside, an item of a plan’s ``broken_fixed``; ``seated`` hosts are in its slots."""
    people = [names.hosts[host] for host in broken["hosts"] or seated]
    when = join_names([names.slots[slot] for slot in broken["slots"]])
    sentence = _BROKEN[broken["rule"]](len(people))
    return sentence.format(who=join_names(people), when=when, found=broken["found"], allowed=broken["allowed"])
