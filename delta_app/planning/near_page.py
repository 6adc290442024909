"""What the planning says in large letters: the shift that is near and lacks people, whatever month is looked at."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from delta_app.core.i18n import _, ngettext
from delta_app.planning.near_data import Alert, NearRow, alert_words
from delta_app.widgets import space
from delta_app.widgets.buttons import Button
from delta_app.widgets.text import set_property, words


class Near(QWidget):
    """The nearest of them, and how many there are besides; hidden while all is well. ``asked`` tells (day, slot)."""

    asked = Signal(date, int)
    call_asked = Signal(date, int)
    decide_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._alert: Alert | None = None
        self._banner = QFrame()
        self._banner.setProperty("role", "alert")
        self._large, self._under = words("", "large", wrap=True), words("", wrap=True)
        self._look = Button(_("Voir cette permanence"), "view")
        self._call = Button(_("Lancer un appel…"), "speech")
        self._decide = Button(_("Décider…"), "door")
        self._decide.setAccessibleName(_("Décider de l’ouverture de cette permanence…"))
        told = QVBoxLayout()
        space.between(told, 1)
        told.addWidget(self._large)
        told.addWidget(self._under)
        row = QHBoxLayout(self._banner)
        space.around(row, 16, 7, 12, 9)
        space.between(row, 12)
        row.addLayout(told, 1)
        self._acts = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        space.between(self._acts, 8)
        self._acts.addWidget(self._look)
        self._acts.addWidget(self._call)
        self._acts.addWidget(self._decide)
        row.addLayout(self._acts)
        outer = QVBoxLayout(self)
        space.around(outer, 20, 0, 20, 10)
        outer.addWidget(self._banner)
        self._look.clicked.connect(self.on_look)
        self._call.clicked.connect(self.on_call)
        self._decide.clicked.connect(self.decide_asked)
        self.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where the buttons would leave the words less than half, they stand one below the other."""
        super().resizeEvent(event)
        needed = sum(button.sizeHint().width() for button in (self._look, self._call, self._decide))
        narrow = 2 * needed > self.width()
        self._acts.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)

    def show_alerts(self, rows: Sequence[NearRow], today: date, *, may_write: bool) -> None:
        """Show the nearest, else none; the coordinator calls people from here."""
        self._alert = rows[0].alert if rows else None
        self.setVisible(self._alert is not None)
        if self._alert is None:
            return
        for button in (self._call, self._decide):
            button.setVisible(may_write)
        large, under = alert_words(self._alert, today)
        if may_write and rows[0].called:
            under = f"{under} · {rows[0].called}"
        more = len(rows) - 1
        if more:
            others = ngettext("et {n} autre permanence proche", "et {n} autres permanences proches", more).format(
                n=more
            )
            under = f"{under} · {others}"
        tone = "alarm" if self._alert.lack == "nobody" else "attention"
        for piece in (self._banner, self._large):
            set_property(piece, "tone", tone)
        self._large.setText(large)
        self._under.setText(under)
        self._banner.setAccessibleName(f"{large}. {under}")

    def on_look(self) -> None:
        """To that shift."""
        if self._alert is not None:
            self.asked.emit(self._alert.day, self._alert.slot_id)

    def on_call(self) -> None:
        """Call people for it."""
        if self._alert is not None:
            self.call_asked.emit(self._alert.day, self._alert.slot_id)
