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
LONGEST_NAME = 60
COORDINATOR: Setting[str] = Setting(
    "venue.coordinator",
    "",
    lambda: _("Prénom ou nom de la personne qui coordonne, tel que la fenêtre et l’historique le montrent"),
    lambda value: len(value) <= LONGEST_NAME and "\n" not in value,
)
LOCK_MINUTES: Setting[int] = Setting(
    "venue.lock_minutes",
    3,
    lambda: _("Minutes sans toucher au PC après lesquelles il se verrouille (0 : jamais)"),
    lambda value: 0 <= value <= 240,
)
ALL: tuple[Setting[int] | Setting[str], ...] = (HOLIDAYS_UNTIL, COORDINATOR, LOCK_MINUTES)
