"""What a place decides about its team, as settings kept in its data file."""

import re

from delta_app.core.i18n import _
from delta_app.core.settings import Setting

LANGUAGES: Setting[str] = Setting(
    "team.languages",
    "FR NL EN",
    lambda: _("Langues proposées quand on note une personne, par leurs codes (FR NL AR)"),
    lambda value: bool(re.fullmatch(r"[A-Z]{2,3}( [A-Z]{2,3})*", value)),
)
ALL: tuple[Setting[str], ...] = (LANGUAGES,)
