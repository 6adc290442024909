"""Founding a place: the first acts of a new data file, the same for the window and the command line."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from delta_app.core.access import coordinator, set_passphrase
from delta_app.core.i18n import _, current_language
from delta_app.core.recovery import make_recovery_code
from delta_app.core.store import Store
from delta_app.core.text import split_full_name
from delta_app.hosts.commands import HostDetails, add_host
from delta_app.venue.commands import close_legal_holidays, found_venue, name_coordinator, set_opening_pattern
from delta_app.venue.rules import WeeklySlot
from delta_app.venue.school_commands import begin_school_holidays


@dataclass(frozen=True)
class Founded:
    """A new place: the holidays closed, and the code to be printed where a passphrase guards it, else empty."""

    closed: tuple[tuple[date, str], ...]
    recovery_code: str = ""


def found_place(
    store: Store,
    name: str,
    pattern: Iterable[WeeklySlot],
    *,
    address: str = "",
    passphrase: str | None = None,
    coordinator_name: str = "",
    hosts: Sequence[str] = (),
    close_holidays: bool = True,
) -> Founded:
    """Write the place, its opening hours, the legal holidays closed, the known school holidays noted, and whatever else
    is said of it, as one act.

    ``hosts`` are full names.
    Refuses ``empty_name``, ``overlapping_opening``, ``passphrase_short``.
    """
    actor = coordinator(coordinator_name)
    closed: tuple[tuple[date, str], ...] = ()
    code = ""
    with store.write(actor, _("Créer {name}").format(name=name), lasting=True) as session:
        found_venue(session, name, address=address, language=current_language())
        set_opening_pattern(session, pattern)
        session.flush()
        if close_holidays:
            closed = close_legal_holidays(session)
        begin_school_holidays(session)
        if coordinator_name:
            name_coordinator(session, coordinator_name)
        for full_name in hosts:
            given, family, _sure = split_full_name(full_name)
            add_host(session, HostDetails(given, family))
        if passphrase is not None:
            set_passphrase(session, passphrase)
            code = make_recovery_code(session)
    return Founded(closed, code)
