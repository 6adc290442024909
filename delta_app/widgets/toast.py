"""The toast: one sentence over the page with a way back, which goes by itself."""

import shiboken6
from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QHideEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QStackedWidget, QWidget

from delta_app.core.i18n import _, pgettext
from delta_app.widgets import space, theme
from delta_app.widgets.buttons import Button
from delta_app.widgets.least_covered import least_covered, scrolled_under
from delta_app.widgets.page import Page
from delta_app.widgets.text import words

SHOWN_MS = 8_000
SHOWN_LONG_MS = 15_000


class Toast(QFrame):
    """Shown over the pages, at their foot or where it covers least; what scrolls under it can be scrolled clear of it.

    It stays while it is pointed at or has the keyboard, Escape closes it."""

    undo_asked = Signal(int)  # the record that the message told of

    def __init__(self, host: QStackedWidget) -> None:
        super().__init__(host)
        self._host = host
        self.setProperty("role", "toast")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._words = words(wrap=True)
        self._undo = Button(pgettext("undo", "Annuler"))
        self._close = Button(_("Fermer"))
        self._timer = QTimer(self, singleShot=True)
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._record_id = 0
        self._longer: dict[QScrollArea, int] = {}  # by how much they scroll further meanwhile

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
        self._soon.timeout.connect(self.on_soon)
        host.currentChanged.connect(self.on_page)
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
        QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)  # the page has made room for what was done
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
        """Keep over the pages: they may be resized, and one that is made now would lie above."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._soon.start()
        elif event.type() == QEvent.Type.ChildAdded:
            self.raise_()
        return super().eventFilter(watched, event)

    def on_page(self) -> None:
        """Another page is shown: what stands on it is elsewhere."""
        self.raise_()
        self._soon.start()

    def on_soon(self) -> None:
        """Stand where it covers least now."""
        if self.isVisible():
            self._place()

    def hideEvent(self, event: QHideEvent) -> None:
        """What scrolled further ends where it did."""
        super().hideEvent(event)
        self._give_room(set())

    def _place(self) -> None:
        self._measure()
        page = self._host.currentWidget()
        places = self._places(page)
        best = places[0] if page is None else least_covered(page, places)
        self.setGeometry(best)
        self._give_room(set() if page is None else scrolled_under(page, best))

    def _measure(self) -> None:
        self._words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        room = self._host.width() - 2 * theme.gap(24)
        beside = sum(b.sizeHint().width() + theme.gap(10) for b in (self._undo, self._close) if not b.isHidden())
        natural = self._words.fontMetrics().horizontalAdvance(self._words.text()) + beside + theme.gap(60)
        width = min(room, max(theme.px(360), min(natural, theme.px(620))))
        words_width = width - beside - theme.gap(16 + 10)
        words_height = self._words.heightForWidth(words_width) + theme.gap(2 * 8 + 4)
        self.resize(width, max(words_height, self.sizeHint().height()))

    def _places(self, page: QWidget | None) -> list[QRect]:
        """At the foot in the middle, at the right, at the left; then at the right under the title row."""
        spare, low = self._host.width() - self.width(), self._host.height() - self.height() - theme.gap(20)
        head = page.head.geometry().bottom() if isinstance(page, Page) else 0
        corners = (spare // 2, low), (spare - theme.gap(20), low), (theme.gap(20), low), (spare - theme.gap(20), head)
        return [QRect(QPoint(x, y), self.size()) for x, y in corners]

    def _give_room(self, areas: set[QScrollArea]) -> None:
        """Let these areas be scrolled until their end stands above the toast, and the others no further than before."""
        for area, length in self._longer.items():
            if shiboken6.isValid(area):
                area.verticalScrollBar().setMaximum(area.verticalScrollBar().maximum() - length)
        self._longer.clear()
        for area in areas:
            bar, foot = area.verticalScrollBar(), area.mapTo(self._host, QPoint(0, area.height())).y()
            if bar.maximum() > 0 and self.y() > area.mapTo(self._host, QPoint(0, 0)).y() + area.height() // 2:
                self._longer[area] = foot - self.y() + theme.gap(8)
                bar.setMaximum(bar.maximum() + self._longer[area])
