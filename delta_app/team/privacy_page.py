"""The part of a person's card that concerns their data: given to them, and their name taken away once they left."""

from PySide6.QtWidgets import QWidget

from delta_app.core.i18n import _
from delta_app.team.queries import PersonView
from delta_app.widgets.buttons import Button
from delta_app.widgets.rows import TitledPart
from delta_app.widgets.text import words


class PrivacyPart(TitledPart):
    """For the coordinator alone; the name may go once the person has left."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self.export, self.forget = Button(_("Exporter…")), Button(_("Retirer le nom…"))
        self.export.setAccessibleName(_("Exporter tout ce qui est gardé sur cette personne…"))
        super().__init__(_("Ses données"), self.export, self.forget, parent=parent)
        self._said = words("", "soft", wrap=True)
        self.add(self._said)

    def show_person(self, view: PersonView, *, editable: bool) -> None:
        """Show what can be done with somebody's data."""
        self.setVisible(editable)
        left = view.host.state == "left"
        self.forget.setVisible(left)
        self._said.setText(
            _("Cette personne est partie : ses données peuvent lui être données, puis son nom retiré.")
            if left
            else _("Tout ce qui est gardé à son sujet, en PDF et en JSON : chacun·e peut le demander.")
        )
