"""Somebody would come to a shift during which they lead an activity: it is said before, and theirs to decide."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from delta_app.core.access import Role
from delta_app.core.i18n import _, capitalised
from delta_app.today.leading_data import Leading, leads_at, you_lead
from delta_app.today.queries import Shift
from delta_app.today.spoken import shift_words
from delta_app.widgets.buttons import Button
from delta_app.widgets.dialog import Dialog
from delta_app.widgets.page import Desk
from delta_app.widgets.text import words


def comes_all_the_same(desk: Desk, shift: Shift, host_id: int, parent: QWidget) -> bool:
    """Whether a host who leads an activity meanwhile comes all the same; the coordinator was told beside the name."""
    with desk.store.read() as session:
        led = leads_at(session, shift.slot_id, (host_id,)).get(host_id, ())
    if not led or desk.actor.role != Role.HOST:
        return True
    when = shift_words(shift.day, shift.start_minute, shift.end_minute)
    return bool(LeadingDialog(when, led, parent).exec())


class LeadingDialog(Dialog):
    """Accepted: they come all the same. ``when`` names the shift."""

    def __init__(self, when: str, led: Sequence[Leading], parent: QWidget | None = None) -> None:
        super().__init__(capitalised(when), parent, width=480)
        self.column.addWidget(words(f"{capitalised(you_lead(led))}.", "strong", wrap=True))
        told = _("Vous ne serez pas à l’accueil pendant ce temps. Vous pouvez venir quand même.")
        self.column.addWidget(words(told, wrap=True))
        leave, come = Button(_("Annuler")), Button(_("Venir quand même"), "check", kind="main")
        leave.clicked.connect(self.reject)
        come.clicked.connect(self.accept)
        self.lay_out_buttons(leave, come)
        leave.setFocus()
