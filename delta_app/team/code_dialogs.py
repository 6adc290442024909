"""Giving hosts the codes by which they say who they are: the slips are shown at once, for only then they are known."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from delta_app.core import clock
from delta_app.core.i18n import _, ngettext
from delta_app.hosts.queries import with_pin
from delta_app.sheets.output import keep_pdf
from delta_app.team.commands import HostRow, give_pins, hosts
from delta_app.team.files import pins_pdf
from delta_app.venue.queries import venue
from delta_app.widgets.page import Desk
from delta_app.widgets.paper_dialog import PaperDialog


def give_codes(desk: Desk, team: Sequence[HostRow], parent: QWidget) -> None:
    """Draw codes for these people and show the slips."""
    label = (
        _("Donner un code à {name}").format(name=team[0].name)
        if len(team) == 1
        else ngettext("Donner un code à {n} personne", "Donner un code à {n} personnes", len(team)).format(n=len(team))
    )
    with desk.attempt():
        with desk.store.write(desk.actor, label) as session:
            given = give_pins(session, [host.id for host in team])
            name = venue(session).name
        pins = [(host.name, given[host.id]) for host in team]
        today = clock.today()
        note = _("Imprimez ces codes maintenant, ou notez-les : ils ne se montrent qu’une fois.")
        if len(pins) == 1:
            note = _("{name} : {code}. Ce code ne se montre qu’une fois.").format(name=pins[0][0], code=pins[0][1])
        PaperDialog(
            desk, _("Codes pour le PC"), lambda: pins_pdf(pins, venue_name=name, printed_on=today), keep_pdf,
            name=_("codes"), note=note, parent=parent,
        ).exec()  # fmt: skip


def give_codes_where_lacking(desk: Desk, parent: QWidget) -> None:
    """The same for everybody in the team who has none."""
    lacking: list[HostRow] = []
    with desk.attempt(), desk.store.read() as session:
        having = with_pin(session)
        lacking = [host for host in hosts(session) if host.id not in having]
    if lacking:
        give_codes(desk, lacking, parent)
    else:
        desk.told.emit(_("Tout le monde a déjà un code."), False)
