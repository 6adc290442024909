"""Pages of which one is shown: the others take another theme in a moment when nothing else is to be done."""

import shiboken6
from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from delta_app.widgets import space, theme

LATER_MS = 40  # between two pages that take another theme; each takes some twenty milliseconds

_POLISHED = Qt.WidgetAttribute.WA_WState_Polished


def measure(widgets: list[QWidget]) -> None:
    """Have widgets measured by the theme in use, what is inside before what is around it."""
    for widget in reversed(widgets):
        if isinstance(widget, theme.Themed):
            widget.on_theme()


def with_all_in_it(root: QWidget) -> list[QWidget]:
    """A widget and all it holds, what is around before what is inside."""
    return [root, *root.findChildren(QWidget)]


class Stack(QStackedWidget):
    """Nobody waits for the pages that are not shown: ``put_off`` before the application is dressed anew leaves them
    out; they are dressed when they are shown, or one after the other soon."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._undressed: dict[QWidget, list[QWidget]] = {}  # by page; Qt had dressed them before
        self._soon = QTimer(self, interval=LATER_MS)
        self._soon.timeout.connect(self.on_soon)

    def setCurrentWidget(self, page: QWidget) -> None:
        """Show a page, dressed."""
        self._dress(page)
        super().setCurrentWidget(page)

    def put_off(self) -> set[QWidget]:
        """Leave out what is in the pages not shown; returns all of that."""
        left: set[QWidget] = set()
        for page in map(self.widget, range(self.count())):
            if page is None or page is self.currentWidget():
                continue
            held = with_all_in_it(page)
            polished = [widget for widget in held if widget.testAttribute(_POLISHED)]
            for widget in polished:
                widget.style().unpolish(widget)
                widget.setAttribute(_POLISHED, False)
            self._undressed.setdefault(page, []).extend(polished)
            left.update(held)
        if left:
            self._soon.start()
        return left

    def on_soon(self) -> None:
        """One more page."""
        for page in list(self._undressed)[:1]:
            self._dress(page)
        if not self._undressed:
            self._soon.stop()

    def _dress(self, page: QWidget) -> None:
        """What Qt does to all that is dressed, at once, when the application takes another style."""
        if page not in self._undressed:
            return
        standing = [widget for widget in self._undressed.pop(page) if shiboken6.isValid(widget)]
        for kind in (QEvent.Type.Polish, QEvent.Type.StyleChange):
            for widget in standing:
                QApplication.sendEvent(widget, QEvent(kind))
        measure(with_all_in_it(page))


def put_off_hidden_pages(window: QWidget) -> set[QWidget]:
    """Leave out all pages of a window that are not shown; returns what is in them."""
    left: set[QWidget] = set()
    for stack in window.findChildren(Stack):
        if stack not in left:
            left |= stack.put_off()
    return left


def take_theme(window: QWidget, left: set[QWidget]) -> None:
    """Have a window and all it holds measured by the theme in use, but for what was left out."""
    space.measure_again(window)
    measure([widget for widget in with_all_in_it(window) if widget not in left])
