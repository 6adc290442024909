"""What a place decides about its team, as settings kept in its data file."""

import re
from collections.abc import Callable

from delta_app.core.i18n import _
from delta_app.core.settings import Setting
from delta_app.hosts.paper_rules import LONGEST_FACT, Fact

LANGUAGES: Setting[str] = Setting(
    "team.languages",
    "FR NL EN",
    lambda: _("Langues proposées quand on note une personne, par leurs codes (FR NL AR)"),
    lambda value: bool(re.fullmatch(r"[A-Z]{2,3}( [A-Z]{2,3})*", value)),
)


def _fact(key: Fact, meaning: Callable[[], str]) -> Setting[str]:
    return Setting(f"papers.{key}", "", meaning, lambda value: len(value) <= LONGEST_FACT and "\n" not in value)


PAPER_FACTS: dict[Fact, Setting[str]] = {
    "organisation": _fact("organisation", lambda: _("Organisation qui porte le lieu, pour les papiers des bénévoles")),
    "legal_form": _fact("legal_form", lambda: _("Sa forme juridique et son numéro d’entreprise (ASBL, 0123.456.789)")),
    "insurer": _fact("insurer", lambda: _("Son assureur pour la responsabilité civile des volontaires")),
    "policy": _fact("policy", lambda: _("Le numéro de la police d’assurance")),
    "contact": _fact("contact", lambda: _("Qui prévenir en cas de dommage ou d’accident, et comment")),
}
ALL: tuple[Setting[str], ...] = (LANGUAGES, *PAPER_FACTS.values())
