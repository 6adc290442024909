"""An area that scrolls and takes another theme in one go."""

from PySide6.QtCore import QEvent
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from delta_app.widgets import theme


class Area(QScrollArea, theme.Themed):
    """Qt would place all that is in it anew at each step of a change of theme; it does so once, at the end."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._dress_late = False

    def event(self, event: QEvent) -> bool:
        """Another style waits for ``on_theme``."""
        return event.type() == QEvent.Type.StyleChange or super().event(event)

    def on_theme(self) -> None:
        """Bars and frame of another size; what is not shown waits until it is."""
        if self.isVisible():
            self._dress()
        else:
            self._dress_late = True

    def showEvent(self, event: QShowEvent) -> None:
        """What waited meanwhile."""
        super().showEvent(event)
        if self._dress_late:
            self._dress()

    def _dress(self) -> None:
        self._dress_late = False
        super().event(QEvent(QEvent.Type.StyleChange))
