"""The headings of a list as buttons that sort it, by mouse and by keyboard."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QHeaderView, QWidget

from delta_app.core.i18n import _
from delta_app.widgets import icons, theme
from delta_app.widgets.buttons import PressButton
from delta_app.widgets.text import button_text, plain_tip, set_property


class HeaderButton(PressButton):
    """One heading; the arrow at its side says which way the list is sorted."""

    def __init__(self, title: str, parent: QWidget) -> None:
        super().__init__(button_text(title), parent)
        self.title = title
        self.setProperty("kind", "header")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.show_order(None)

    def show_order(self, descending: bool | None) -> None:
        """Say whether the list is sorted by this, and which way."""
        self._descending = descending
        way = "" if descending is None else _("décroissant") if descending else _("croissant")
        name = _("Trier par : {what}").format(what=self.title)
        self.setAccessibleName(f"{name}, {way}" if way else name)
        plain_tip(self, self.accessibleName())
        set_property(self, "sorted", "false" if descending is None else "true")
        self.update()

    def paintEvent(self, event: object) -> None:
        """The words, and an arrow where the list is sorted by them."""
        super().paintEvent(event)  # type: ignore[arg-type]
        if self._descending is None:
            return
        size = theme.px(12)
        left = theme.gap(8) + self.fontMetrics().horizontalAdvance(self.title) + theme.gap(4)
        if left + size <= self.width():
            painter = QPainter(self)
            box = QRect(left, (self.height() - size) // 2, size, size)
            icons.paint(painter, "down" if self._descending else "up", theme.colours().ink, box.toRectF())


class SortHeader(QHeaderView):
    """Asks for a sort when a heading is pressed; one heading is on the way of Tab, the arrows reach the others."""

    sort_asked = Signal(int)
    left = Signal()  # down into the list

    def __init__(self, titles: Sequence[str], parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._buttons = [HeaderButton(title, self.viewport()) for title in titles]
        for index, button in enumerate(self._buttons):
            button.clicked.connect(lambda _checked, at=index: self.sort_asked.emit(at))
            button.installEventFilter(self)
        self.setSectionsClickable(False)
        self.setHighlightSections(False)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.sectionResized.connect(lambda *_sizes: self.place())
        self.show_order(0, descending=False)

    def rename(self, column: int, title: str) -> None:
        """Call a heading otherwise."""
        button = self._buttons[column]
        button.title = title
        button.setText(button_text(title))
        button.show_order(button._descending)  # noqa: SLF001 (its own kind)

    def title(self, column: int) -> str:
        """What a heading says."""
        return self._buttons[column].title

    def show_order(self, column: int, *, descending: bool) -> None:
        """Mark the heading the list is sorted by."""
        for index, button in enumerate(self._buttons):
            button.show_order(descending if index == column else None)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if index == column else Qt.FocusPolicy.ClickFocus)

    def place(self) -> None:
        """Put every heading over its column."""
        for index, button in enumerate(self._buttons):
            button.setVisible(not self.isSectionHidden(index) and index < self.count())
            button.setGeometry(self.sectionViewportPosition(index), 0, self.sectionSize(index), self.height() - 1)

    def sizeHint(self) -> QSize:
        """A line of words with air."""
        return QSize(super().sizeHint().width(), theme.px(17) + theme.gap(14))

    def resizeEvent(self, event: object) -> None:
        """Follow the columns."""
        super().resizeEvent(event)  # type: ignore[arg-type]
        self.place()

    def paintSection(self, painter: QPainter, rect: QRect, _section: int) -> None:
        """Only a line below: the buttons say the rest."""
        shades = theme.colours()
        painter.fillRect(rect, theme.colour(shades.card))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, theme.colour(shades.line))

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        """Left and right go to the neighbour, Down to the list."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and watched in self._buttons:
            shown = [button for button in self._buttons if button.isVisible()]
            step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
            if step:
                shown[(shown.index(watched) + step) % len(shown)].setFocus()
                return True
            if event.key() == Qt.Key.Key_Down:
                self.left.emit()
                return True
        return super().eventFilter(watched, event)  # type: ignore[arg-type]
