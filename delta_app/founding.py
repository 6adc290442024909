"""Founding a place: the first acts of a new data file, the same for the window and the command line."""

from collections.abc import Iterable
from datetime import date

from delta_app.core.access import coordinator, set_passphrase
from delta_app.core.i18n import _, current_language
from delta_app.core.store import Store
from delta_app.venue.commands import close_legal_holidays, found_venue, set_opening_pattern
from delta_app.venue.rules import WeeklySlot


def found_place(
    store: Store,
    name: str,
    pattern: Iterable[WeeklySlot],
    *,
    address: str = "",
    passphrase: str | None = None,
    close_holidays: bool = True,
) -> tuple[tuple[date, str], ...]:
    """Write the place, its opening hours, the legal holidays closed, and its passphrase if one is chosen.

    Returns the holidays closed. Refuses ``empty_name``, ``overlapping_opening``, ``passphrase_short``.
    """
    actor = coordinator()
    closed: tuple[tuple[date, str], ...] = ()
    with store.write(actor, _("Créer {name}").format(name=name), lasting=True) as session:
        found_venue(session, name, address=address, language=current_language())
        set_opening_pattern(session, pattern)
    if close_holidays:
        with store.write(actor, _("Fermer les jours fériés légaux"), lasting=True) as session:
            closed = close_legal_holidays(session)
    if passphrase is not None:
        with store.write(actor, _("Choisir la phrase de passe")) as session:
            set_passphrase(session, passphrase)
    return closed
