"""Short help: how what one wants on this page is done, and the keys that work everywhere."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from delta_app.core.i18n import _
from delta_app.widgets import space
from delta_app.widgets.buttons import Button
from delta_app.widgets.dialog import Dialog, scrolled
from delta_app.widgets.text import words


class HelpDialog(Dialog):
    """Two columns: what one wants, and how."""

    def __init__(self, title: str, lines: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(title, parent, width=680)
        body = QWidget()
        grid = QGridLayout(body)
        space.around(grid, 8, 4, 8, 4)
        space.in_grid(grid, across=18, down=8)
        grid.setColumnStretch(0, 4)
        grid.setColumnStretch(1, 5)
        for line, (wanted, how) in enumerate((*lines, *_everywhere())):
            for column, label in enumerate((words(wanted, "strong", wrap=True), words(how, wrap=True))):
                label.setAlignment(Qt.AlignmentFlag.AlignTop)
                grid.addWidget(label, line, column)
        grid.setRowStretch(grid.rowCount(), 1)
        area = scrolled(body)
        self.column.addWidget(area, 1)
        close = Button(_("Fermer"), kind="main")
        close.clicked.connect(self.accept)
        self.lay_out_buttons(close)
        self.fit_to(area)


def _everywhere() -> tuple[tuple[str, str], ...]:
    """What holds on every page."""
    return (
        (_("Trouver un acte"), _("Ctrl+K, puis quelques lettres")),
        (_("Annuler, rétablir"), _("Ctrl+Z et Ctrl+Maj+Z, aussi plus tard et après un redémarrage")),
        (_("Revenir en arrière de plusieurs jours"), _("Ctrl+H : l’historique, jour par jour")),
        (_("Changer de page"), _("Ctrl+1, Ctrl+2… dans l’ordre de la barre de gauche")),
        (_("Texte plus grand ou plus petit"), _("Ctrl+plus et Ctrl+moins")),
        (_("Passer d’un bouton à l’autre"), _("Tab ; Entrée ou Espace pour appuyer, Échap pour fermer")),
    )
