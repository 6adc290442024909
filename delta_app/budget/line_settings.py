"""What a place decides about the watch over its budget, as settings kept in its data file."""

from delta_app.core.i18n import _
from delta_app.core.settings import Setting

ALERT_SHARE: Setting[int] = Setting(
    "budget.alert_share",
    80,
    lambda: _("Part d’une enveloppe, en pour cent, à partir de laquelle le budget attire l’attention"),
    lambda value: 1 <= value <= 100,
)
