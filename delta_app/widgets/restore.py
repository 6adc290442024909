"""When the data file cannot be used any more: what happened, and the last good copy put back with one press."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from delta_app.core.backup import Backup
from delta_app.core.errors import Refused, say
from delta_app.core.i18n import _, format_instant
from delta_app.widgets.buttons import Button
from delta_app.widgets.dialog import Dialog
from delta_app.widgets.text import words

MENDED_BY_A_COPY = frozenset({"damaged_file", "schema_differs"})


class RestoreDialog(Dialog):
    """Accepted: ``put_back`` has put the copy in the place of the file."""

    def __init__(self, copy: Backup, put_back: Callable[[], object], parent: QWidget | None = None) -> None:
        super().__init__(_("Le fichier ne s’ouvre pas"), parent)
        self._put_back = put_back
        when = format_instant(copy.made_at)
        sentence = _(
            "Le fichier de données est abîmé, ou un autre programme l’a modifié. Il n’a pas été touché, et une bonne "
            "copie date du {when}."
        ).format(when=when)
        lost = _(
            "La remettre en place ramène tout à ce moment-là ; ce qui a été fait depuis reste dans le fichier abîmé, "
            "gardé à côté."
        )
        self._error = words(role="error", wrap=True)
        self._error.hide()
        leave = Button(_("Fermer"))
        restore = Button(_("Remettre la copie en place"), "check", kind="main")

        self.column.addWidget(words(sentence, wrap=True))
        self.column.addWidget(words(lost, "soft", wrap=True))
        self.column.addWidget(self._error)
        self.lay_out_buttons(leave, restore)

        leave.clicked.connect(self.reject)
        restore.clicked.connect(self.on_restore)

    def on_restore(self) -> None:
        """Put the copy back, or say why that is impossible."""
        try:
            self._put_back()
        except Refused as refusal:
            self._error.setText(say(refusal))
            self._error.show()
            self.fit()
            return
        self.accept()
