"""What is looked for in the month, said in a bar above it with the way back to all of it."""

from collections.abc import Collection

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from delta_app.core.i18n import _, ngettext
from delta_app.planning.queries import MonthView
from delta_app.widgets import theme
from delta_app.widgets.buttons import Button
from delta_app.widgets.text import words


def looked_for(view: MonthView, *, missing: bool, host_id: int | None) -> frozenset[int] | None:
    """The slots that lack somebody, or where somebody is; None when nothing is looked for."""
    if missing:
        return frozenset(slot.slot_id for slot in view.slots if slot.missing or slot.shut)
    if host_id is not None:
        return frozenset(slot.slot_id for slot in view.slots if any(seat.host_id == host_id for seat in slot.people))
    return None


class LookingBar(QFrame):
    """Shown while something is looked for."""

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "bar")
        self._words = words(role="strong", wrap=True)
        self._close = Button(_("Tout montrer"))
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.gap(12), theme.gap(4), theme.gap(6), theme.gap(4))
        row.addWidget(self._words, 1)
        row.addWidget(self._close)
        self.hide()

        self._close.clicked.connect(self.closed)

    def tell(self, found: Collection[int] | None, name: str) -> None:
        """How many slots there are of what is looked for; the bar goes when nothing is."""
        self.setVisible(found is not None)
        n = len(found or ())
        if name:
            text = ngettext("{name} : {n} permanence ce mois", "{name} : {n} permanences ce mois", n)
            self._words.setText(text.format(name=name, n=n) if n else _("{name} : rien ce mois").format(name=name))
        elif n:
            text = ngettext("Ce qui manque : {n} permanence", "Ce qui manque : {n} permanences", n)
            self._words.setText(text.format(n=n))
        else:
            self._words.setText(_("Ce qui manque : rien, tout est pourvu"))
