"""What the place itself decides, as settings kept in its data file."""

from delta_app.core.i18n import _
from delta_app.core.settings import Setting

HOLIDAYS_UNTIL: Setting[int] = Setting(
    "venue.holidays_until",
    0,
    lambda: _(
        "Dernière année dont les jours fériés légaux ont été fermés ; les suivantes le sont à l’ouverture de leur "
        "premier mois (0 : jamais)"
    ),
    lambda value: value == 0 or 2000 <= value <= 2999,
)
ALL: tuple[Setting[int], ...] = (HOLIDAYS_UNTIL,)
