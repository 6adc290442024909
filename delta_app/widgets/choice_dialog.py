"""A question that one entry of a list answers; what follows from the entry is said under it."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from delta_app.core.i18n import _
from delta_app.widgets.buttons import Button
from delta_app.widgets.choice import Choice
from delta_app.widgets.dialog import Dialog
from delta_app.widgets.forms import add_field, form_on
from delta_app.widgets.text import words


class ChoiceDialog(Dialog):
    """Accepted: ``chosen`` is what was chosen. ``entries``: what each says, what it stands for, and what follows."""

    def __init__(self, title: str, said: str, field: str, entries: Sequence[tuple[str, Any, str]], go: str,
                 parent: QWidget | None = None) -> None:  # fmt: skip
        super().__init__(title, parent, width=520)
        self._follows = [follows for _words, _value, follows in entries]
        self._choice = Choice(field)
        for text, value, _follows in entries:
            self._choice.addItem(text, value)
        self._told = words("", "soft", wrap=True)
        form = form_on()
        add_field(form, field, self._choice)
        if said:
            self.column.addWidget(words(said, wrap=True))
        self.column.addLayout(form)
        self.column.addWidget(self._told)
        self._choice.currentIndexChanged.connect(self.on_choice)
        self.on_choice(self._choice.currentIndex())
        leave, accept = Button(_("Annuler")), Button(go, "check", kind="main")
        leave.clicked.connect(self.reject)
        accept.clicked.connect(self.accept)
        self.lay_out_buttons(leave, accept)
        self._choice.setFocus()

    @property
    def chosen(self) -> Any:
        """What the entry stands for that is chosen now."""
        return self._choice.currentData()

    def on_choice(self, place: int) -> None:
        """Say what follows from it."""
        self._told.setText(self._follows[place])
