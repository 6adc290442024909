"""Whether a shift that lacks people opens: all the same, for some of its hours, or not.

Before it stands the coordinator, perhaps by telephone with whoever is alone there, who has to decide now.
"""

from PySide6.QtCore import QTime
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QTimeEdit, QWidget

from delta_app.core.i18n import _, capitalised
from delta_app.today import spoken
from delta_app.today.queries import Alert, alert_words
from delta_app.widgets.buttons import Button
from delta_app.widgets.dialog import Dialog
from delta_app.widgets.flow import FlowLayout
from delta_app.widgets.text import button_text, words


class DecideDialog(Dialog):
    """Accepted: ``decision`` and ``hours`` (start and end, minutes; None unless reduced) are what was decided."""

    def __init__(self, alert: Alert, parent: QWidget | None = None) -> None:
        super().__init__(
            capitalised(spoken.shift_words(alert.day, alert.start_minute, alert.end_minute)), parent, width=520
        )
        self.decision = "open"
        self.hours: tuple[int, int] | None = None
        self._alert = alert
        self._build()
        self._lay_out()
        self._connect()
        self._show(alert)

    def _build(self) -> None:
        group = QButtonGroup(self)
        self._ways = {
            "open": QRadioButton(button_text(_("Ouvrir quand même"))),
            "reduced": QRadioButton(button_text(_("Ouvrir moins longtemps"))),
            "closed": QRadioButton(button_text(_("Rester fermé"))),
        }
        for radio in self._ways.values():
            group.addButton(radio)
            radio.setAccessibleName(radio.text())
        self._from, self._until = QTimeEdit(), QTimeEdit()
        self._from.setAccessibleName(_("Ouvert à partir de"))
        self._until.setAccessibleName(_("Ouvert jusqu’à"))
        self._error = words("", "error", wrap=True)
        self._leave, self._keep = Button(_("Annuler")), Button(_("Décider"), "check", kind="main")

    def _lay_out(self) -> None:
        _large, under = alert_words(self._alert, self._alert.day)
        self.column.addWidget(words(under, wrap=True))
        hours = FlowLayout(spacing=7)
        for piece in (words(_("de")), self._from, words(_("à")), self._until):
            hours.addWidget(piece)
        self.column.addWidget(self._ways["open"])
        self.column.addWidget(self._ways["reduced"])
        self.column.addLayout(hours)
        self.column.addWidget(self._ways["closed"])
        told = _("L’avis pour la porte s’imprime ensuite. Les heures où c’est fermé ne sont comptées à personne.")
        self.column.addWidget(words(told, "soft", wrap=True))
        self.column.addWidget(self._error)
        self._error.hide()
        self.lay_out_buttons(self._leave, self._keep)

    def _connect(self) -> None:
        for radio in self._ways.values():
            radio.toggled.connect(self.on_way)
        for field in (self._from, self._until):
            field.timeChanged.connect(self._error.hide)
        self._leave.clicked.connect(self.reject)
        self._keep.clicked.connect(self.on_keep)

    def _show(self, alert: Alert) -> None:
        known = alert.decision
        start, end = alert.start_minute, alert.end_minute
        if known is not None and known.open_from is not None and known.open_until is not None:
            start, end = known.open_from, known.open_until
        self._from.setTime(_time(start))
        self._until.setTime(_time(end))
        self._ways[known.decision if known is not None else "open"].setChecked(True)
        self.on_way()

    def on_way(self) -> None:
        """Hours are asked only where the opening is shorter."""
        reduced = self._ways["reduced"].isChecked()
        self._from.setEnabled(reduced)
        self._until.setEnabled(reduced)

    def on_keep(self) -> None:
        """That is decided."""
        self.decision = next(key for key, radio in self._ways.items() if radio.isChecked())
        self.hours = (_minute(self._from), _minute(self._until)) if self.decision == "reduced" else None
        alert = self._alert
        if self.hours is not None and not alert.start_minute <= self.hours[0] < self.hours[1] <= alert.end_minute:
            self._error.setText(_("Choisissez des heures dans la permanence."))
            self._error.show()
            self._from.setFocus()
            return
        self.accept()


def _time(minute: int) -> QTime:
    return QTime(minute // 60 % 24, minute % 60)


def _minute(field: QTimeEdit) -> int:
    return field.time().hour() * 60 + field.time().minute()
