"""Where something that stands over a page for a moment covers least of it."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QApplication, QLabel, QScrollArea, QWidget

from delta_app.widgets import theme

# What it is to cover a point: of what is read, of what is used, and of where somebody is typing.
READ, USED, IN_USE = 1, 4, 1_000


def least_covered(page: QWidget, places: Sequence[QRect]) -> QRect:
    """Of these places on a page the first, unless a later one covers less than half of what it does."""
    best, cost = places[0], covered(page, places[0])
    for place in places[1:]:
        if (other := covered(page, place)) * 2 < cost:
            best, cost = place, other
    return best


def covered(page: QWidget, place: QRect) -> int:
    """How much a place covers: 0 where nothing stands."""
    return sum(_worth(widget) for widget in _under(page, place)) + _in_use(page, place)


def scrolled_under(page: QWidget, place: QRect) -> set[QScrollArea]:
    """The areas whose foot a place covers."""
    found: set[QScrollArea] = set()
    for widget in _under(page, place):
        around: QWidget | None = widget
        while around is not None:
            if isinstance(around, QScrollArea):
                found.add(around)
            around = around.parentWidget() if around is not page else None
    return found


def _under(page: QWidget, place: QRect) -> Iterator[QWidget]:
    """What is seen at points strewn over a place."""
    step = theme.px(12)
    for y in range(place.top(), place.bottom() + 1, step):
        for x in range(place.left(), place.right() + 1, step):
            widget = page.childAt(QPoint(x, y))
            if widget is not None:
                yield widget


def _worth(widget: QWidget) -> int:
    if isinstance(widget, QLabel):
        return READ if widget.text() else 0
    around = widget.parentWidget()
    if isinstance(around, QScrollArea) and widget is around.viewport():
        return 0
    if widget.focusPolicy() != Qt.FocusPolicy.NoFocus or widget.focusProxy() is not None:
        return USED if widget.isEnabled() and not isinstance(widget, QScrollArea) else READ
    return 0 if widget.children() else READ  # a ground, or something that draws itself


def _in_use(page: QWidget, place: QRect) -> int:
    focused = QApplication.focusWidget()
    if focused is None or focused is page or isinstance(focused, QScrollArea) or not page.isAncestorOf(focused):
        return 0
    return IN_USE if QRect(focused.mapTo(page, QPoint(0, 0)), focused.size()).intersects(place) else 0
