"""A row that breaks into several when it has no room, its last piece pushed to the right."""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

from delta_app.widgets.pieces import PiecesLayout


@contextmanager
def at_rest(layout: QLayout) -> Iterator[None]:
    """While many pieces come, go and change, nothing is placed: Qt would place all of them again for each."""
    layout.setEnabled(False)
    try:
        yield
    finally:
        layout.setEnabled(True)
        layout.invalidate()


class FlowLayout(PiecesLayout):
    """Pieces side by side, vertically centred in their line; with ``push_last`` the last one keeps to the right, with
    ``centred`` each line stands in the middle."""

    def __init__(
        self, parent: QWidget | None = None, *, spacing: int = 8, push_last: bool = False, centred: bool = False
    ) -> None:
        super().__init__(parent, spacing=spacing)
        self._push_last, self._centred = push_last, centred

    def height_in(self, width: int) -> int:
        """The height all lines need in that width."""
        margins = self.contentsMargins()
        inner = QRect(0, 0, width - margins.left() - margins.right(), 0)
        return self._place(inner, dry=True) + margins.top() + margins.bottom()

    def setGeometry(self, rect: QRect) -> None:
        """Place the pieces."""
        super().setGeometry(rect)
        self._place(rect.marginsRemoved(self.contentsMargins()), dry=False)

    def sizeHint(self) -> QSize:
        """Wide enough for the widest piece."""
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        """Wide enough for the widest piece."""
        size = QSize()
        for item in self._shown():
            size = size.expandedTo(item.minimumSize())
        return size.grownBy(self.contentsMargins())

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _place(self, rect: QRect, *, dry: bool) -> int:
        """Break the pieces into lines and place them unless dry; returns the height used."""
        lines: list[list[QLayoutItem]] = [[]]
        used = 0
        for item in self._shown():
            width = item.sizeHint().width()
            if lines[-1] and used + width > rect.width():
                lines.append([])
                used = 0
            lines[-1].append(item)
            used += width + self.spacing()
        y = rect.y()
        for line in lines:
            height = max((item.sizeHint().height() for item in line), default=0)
            if not dry:
                self._place_line(line, rect, y, height)
            y += height + self.spacing()
        return y - self.spacing() - rect.y()

    def _place_line(self, line: list[QLayoutItem], rect: QRect, y: int, height: int) -> None:
        x = rect.x()
        if self._centred:
            used = sum(item.sizeHint().width() + self.spacing() for item in line) - self.spacing()
            x += max(0, (rect.width() - used) // 2)
        last = self._items[-1] if self._push_last and self._items else None
        for item in line:
            hint = item.sizeHint()
            width = min(hint.width(), rect.width())
            left = rect.right() + 1 - width if item is last else x
            item.setGeometry(QRect(QPoint(left, y + (height - hint.height()) // 2), QSize(width, hint.height())))
            x += width + self.spacing()
