"""What the coordinator may weigh when a month is composed, as settings of the place."""

from dataclasses import dataclass

from delta_app.core.i18n import _
from delta_app.core.settings import Setting

WISH_CHOICES = ("marked", "all", "none")

WISH_DUTCH: Setting[str] = Setting(
    "roster.wish_dutch",
    "all",
    lambda: _(
        "Souhaiter une personne néerlandophone : dans aucune permanence (none), dans celles qui sont marquées "
        "(marked), dans toutes (all)"
    ),
    lambda value: value in WISH_CHOICES,
    WISH_CHOICES,
)
WISH_MIX: Setting[str] = Setting(
    "roster.wish_mix",
    "all",
    lambda: _(
        "Souhaiter une personne d’un service et une bénévole ensemble : jamais (none), dans les permanences marquées "
        "(marked), dans toutes (all)"
    ),
    lambda value: value in WISH_CHOICES,
    WISH_CHOICES,
)
SHARE_UNSOCIAL: Setting[bool] = Setting(
    "roster.share_unsocial",
    True,
    lambda: _("Répartir entre tous les permanences peu commodes (samedi, soir)"),
    lambda value: isinstance(value, bool),
)
REST_MINUTES: Setting[int] = Setting(
    "roster.rest_minutes",
    660,
    lambda: _("Repos entre deux permanences de jours différents, en minutes"),
    lambda value: 0 <= value <= 2880,
)
TRADES_FREE: Setting[bool] = Setting(
    "shifts.trades_free",
    True,
    lambda: _("Les échanges et remplacements se font dès que les deux ont accepté (non : la coordination approuve)"),
    lambda value: isinstance(value, bool),
)
TRADES_WRITE: Setting[bool] = Setting(
    "shifts.trades_write",
    True,
    lambda: _("Écrire un e-mail aux personnes que concerne un remplacement ou un échange, quand le courrier est réglé"),
    lambda value: isinstance(value, bool),
)
LATE_HOURS: Setting[int] = Setting(
    "shifts.late_hours",
    48,
    lambda: _("Heures avant une permanence à partir desquelles un désistement se voit en grand"),
    lambda value: 0 <= value <= 336,
)
ALL: tuple[Setting[bool] | Setting[int] | Setting[str], ...] = (
    WISH_DUTCH,
    WISH_MIX,
    SHARE_UNSOCIAL,
    REST_MINUTES,
    TRADES_FREE,
    TRADES_WRITE,
    LATE_HOURS,
)


@dataclass(frozen=True)
class Weights:
    """One value for each of these settings: the place's own, or others that are tried on one proposal."""

    wish_dutch: str = WISH_DUTCH.default
    wish_mix: str = WISH_MIX.default
    share_unsocial: bool = SHARE_UNSOCIAL.default
    rest_minutes: int = REST_MINUTES.default
