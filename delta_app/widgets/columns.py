"""Cards in columns side by side, one column where there is no room for several."""

from collections.abc import Sequence

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from delta_app.widgets import space, theme

BETWEEN = 14


class Columns(QWidget, theme.Themed):
    """Each column is its share of the width and its cards; with ``fill`` the last card of each reaches down to the
    foot. ``narrow_below`` is the width at 100 % text under which the columns stand one below the other."""

    def __init__(self, columns: Sequence[tuple[int, Sequence[QWidget]]], *, narrow_below: int, fill: bool = False,
                 parent: QWidget | None = None) -> None:  # fmt: skip
        super().__init__(parent)
        self._narrow_below = narrow_below
        self._across = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._across.setContentsMargins(0, 0, 0, 0)
        space.between(self._across, BETWEEN)
        for share, cards in columns:
            stacked = QVBoxLayout()
            space.between(stacked, BETWEEN)
            for card in cards:
                stacked.addWidget(card, 1 if fill and card is cards[-1] else 0)
            if not fill:
                stacked.addStretch(1)
            self._across.addLayout(stacked, share)

    def on_theme(self) -> None:
        """Share out the room in another text size."""
        narrow = self.width() * 100 / theme.current().scale < self._narrow_below
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        if way != self._across.direction():
            self._across.setDirection(way)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """One column where there is no room for several."""
        super().resizeEvent(event)
        self.on_theme()
