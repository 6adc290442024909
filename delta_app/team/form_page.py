"""The form about a person, opened for somebody new or to change what is written."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from delta_app.core.i18n import _
from delta_app.core.text import one_stop
from delta_app.team.commands import (
    STATES,
    HostDetails,
    HostRow,
    add_host,
    change_host,
    details_of,
    hosts,
    partners,
)
from delta_app.widgets.page import Desk


def welcome(desk: Desk, parent: QWidget) -> int | None:
    """Somebody new, by hand, who learns first unless one says otherwise; their id, None when nobody was noted."""
    made: list[int] = []

    def write(details: HostDetails) -> None:
        name = f"{details.given_name} {details.family_name}".strip()
        with desk.store.write(desk.actor, _("Accueillir {name}").format(name=name)) as session:
            made.append(add_host(session, details))

    return made[0] if _form(desk, _("Accueillir quelqu’un"), HostDetails("", level="trainee"), write, parent) else None


def change(desk: Desk, host: HostRow, parent: QWidget) -> bool:
    """Change what is written about somebody; whether it was."""
    with desk.store.read() as session:
        details = details_of(session, host.id)

    def write(changed: HostDetails) -> None:
        label = _("Changer la fiche de {name}").format(name=host.name)
        with desk.store.write(desk.actor, label) as session:
            change_host(session, host.id, changed)

    return _form(desk, _("Fiche de {name}").format(name=host.full_name), details, write, parent, host.id)


def tell_welcome(desk: Desk, name: str) -> None:
    """Say that somebody is in the team."""
    told = one_stop(_("Bienvenue à {name}.").format(name=name))
    code = _("Son code pour le PC se donne depuis sa fiche.")
    desk.told.emit(f"{told} {code}", True)


def tell_changed(desk: Desk, name: str) -> None:
    """Say that what is written about somebody is up to date."""
    desk.told.emit(one_stop(_("Fiche à jour : {name}.").format(name=name)), True)


def _form(desk: Desk, title: str, details: HostDetails, write: Callable[[HostDetails], None], parent: QWidget,
          own_id: int | None = None) -> bool:  # fmt: skip
    from delta_app.team.person_dialogs import PersonDialog  # here: start-up is felt

    with desk.store.read() as session:
        services, team = [partner.name for partner in partners(session)], hosts(session, states=STATES)
    return bool(PersonDialog(title, details, services, team, write, parent, own_id=own_id).exec())
