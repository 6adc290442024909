"""Copies of the data in words: why each was made, what it holds."""

from collections.abc import Sequence

from delta_app.core.calendar import Month
from delta_app.core.i18n import _, format_date, format_number, ngettext

_REASONS = {
    "start": lambda: _("au démarrage"),
    "timer": lambda: _("toutes les demi-heures"),
    "asked": lambda: _("demandée"),
    "import": lambda: _("avant un import"),
    "migrate": lambda: _("avant une mise à jour"),
    "restore": lambda: _("avant une restauration"),
}


def reason_words(reason: str) -> str:
    """Why a copy was made; a reason of a newer program is shown as it is."""
    return _REASONS[reason]() if reason in _REASONS else reason


def size_words(size: int) -> str:
    """``412 ko``, ``3,1 Mo``."""
    if size < 1_000_000:
        return _("{n} ko").format(n=max(1, round(size / 1000)))
    return _("{n} Mo").format(n=format_number(round(size / 1_000_000, 1)))


def people_words(count: int) -> str:
    """``31 personnes``."""
    return ngettext("{n} personne", "{n} personnes", count).format(n=count)


def months_words(months: Sequence[Month]) -> str:
    """``3 mois, de nov. 2026 à janv. 2027``."""
    if not months:
        return _("aucun mois ouvert")
    first, last = (format_date(month.first, "LLL y") for month in (months[0], months[-1]))
    if len(months) == 1:
        return first
    return _("{n} mois, de {first} à {last}").format(n=len(months), first=first, last=last)


def names_back_words(count: int) -> str:
    """What putting a copy back brings along of people whose name was taken away since; empty where nothing."""
    if not count:
        return ""
    return ngettext(
        "{n} nom retiré depuis y est encore : retirez-le à nouveau ensuite, dans Réglages › Vie privée.",
        "{n} noms retirés depuis y sont encore : retirez-les à nouveau ensuite, dans Réglages › Vie privée.",
        count,
    ).format(n=count)
