"""The toast: one sentence at the foot of the window with a way back, which goes by itself."""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from delta_app.core.i18n import _, pgettext
from delta_app.widgets import space, theme
from delta_app.widgets.buttons import Button
from delta_app.widgets.text import words

SHOWN_MS = 8_000
SHOWN_LONG_MS = 15_000


class Toast(QFrame):
    """Shown over the foot of its host; stays while it is pointed at or has the keyboard, Escape closes it."""

    undo_asked = Signal(int)  # the record that the message told of

    def __init__(self, host: QWidget) -> None:
        super().__init__(host)
        self.setProperty("role", "toast")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._words = words(wrap=True)
        self._undo = Button(pgettext("undo", "Annuler"))
        self._close = Button(_("Fermer"))
        self._timer = QTimer(self, singleShot=True)
        self._record_id = 0

        row = QHBoxLayout(self)
        space.around(row, 16, 8, 10, 8)
        space.between(row, 10)
        row.addWidget(self._words, 1)
        row.addWidget(self._undo)
        row.addWidget(self._close)
        self.hide()

        self._timer.timeout.connect(self.on_time_out)
        self._undo.clicked.connect(self.on_undo)
        self._close.clicked.connect(self.hide)
        host.installEventFilter(self)

    @property
    def text(self) -> str:
        """What it says."""
        return self._words.text()

    def say(self, message: str, *, record_id: int | None = None) -> None:
        """Show a message; the act it tells of, when its record is given, can be taken back from here."""
        self._record_id = record_id or 0
        self._words.setText(message)
        self.setAccessibleName(message)
        self._undo.setVisible(record_id is not None)
        self._place()
        self.show()
        self.raise_()
        self._timer.start(SHOWN_MS if len(message) < 90 else SHOWN_LONG_MS)
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, message))

    def on_time_out(self) -> None:
        """Go, unless somebody is about to use it."""
        if self.underMouse() or self._undo.hasFocus() or self._close.hasFocus():
            self._timer.start(SHOWN_MS)
        else:
            self.hide()

    def on_undo(self) -> None:
        """Ask for the act to be taken back."""
        self.hide()
        self.undo_asked.emit(self._record_id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep to the foot of the host when it is resized."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        host = self.parentWidget()
        if host is None:
            return
        self._words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        room = host.width() - 2 * theme.gap(24)
        beside = sum(b.sizeHint().width() + theme.gap(10) for b in (self._undo, self._close) if not b.isHidden())
        natural = self._words.fontMetrics().horizontalAdvance(self._words.text()) + beside + theme.gap(60)
        width = min(room, max(theme.px(360), min(natural, theme.px(620))))
        words_width = width - beside - theme.gap(16 + 10)
        words_height = self._words.heightForWidth(words_width) + theme.gap(2 * 8 + 4)
        self.resize(width, max(words_height, self.sizeHint().height()))
        self.move((host.width() - width) // 2, host.height() - self.height() - theme.gap(20))
