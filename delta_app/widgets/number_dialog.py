"""A question that a whole number answers, or that nobody counted."""

from PySide6.QtWidgets import QWidget

from delta_app.core.i18n import _
from delta_app.widgets.buttons import Button
from delta_app.widgets.dialog import Dialog
from delta_app.widgets.forms import NumberField, add_field, form_on
from delta_app.widgets.long_choice import LongCheckBox
from delta_app.widgets.text import words


class NumberDialog(Dialog):
    """Accepted: ``number`` is the answer; None where ``unknown``, which says so in words, is ticked. ``about`` stands
    above the field and ``note`` under it."""

    def __init__(
        self,
        title: str,
        about: str,
        field: str,
        number: int | None,
        most: int,
        *,
        note: str = "",
        unknown: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title, parent, width=440)
        self._number, self._unknown = NumberField(0, most, number or 0), LongCheckBox(unknown)
        self._unknown.setVisible(bool(unknown))
        form = form_on()
        add_field(form, field, self._number)
        self.column.addWidget(words(about, "soft", wrap=True))
        self.column.addLayout(form)
        self.column.addWidget(self._unknown)
        if note:
            self.column.addWidget(words(note, "soft", wrap=True))
        leave, accept = Button(_("Annuler")), Button(_("Noter"), "check", kind="main")
        self._unknown.toggled.connect(self._number.setDisabled)
        leave.clicked.connect(self.reject)
        accept.clicked.connect(self.accept)
        self.lay_out_buttons(leave, accept)
        self._number.setFocus()
        self._number.selectAll()

    @property
    def number(self) -> int | None:
        """What was answered."""
        return None if self._unknown.isChecked() else self._number.value()
