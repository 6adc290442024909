"""A choice of few, side by side: one is in force, the arrows move between them."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QButtonGroup, QWidget

from delta_app.widgets import space
from delta_app.widgets.buttons import PressButton
from delta_app.widgets.text import button_text


class Segments(QWidget):
    """Buttons of which one is pressed in; ``chosen`` tells the key of the one a person picks."""

    chosen = Signal(str)

    def __init__(self, name: str, choices: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._group = QButtonGroup(self)
        self._buttons: dict[str, PressButton] = {}
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        space.between(self._row, 4)
        for key, words in choices:
            button = PressButton(button_text(words))
            button.setAccessibleName(words)
            button.setAccessibleDescription(name)
            button.setCheckable(True)
            button.setAutoDefault(False)
            button.setProperty("kind", "segment")
            button.clicked.connect(lambda _checked, key=key: self.chosen.emit(key))
            self._group.addButton(button)
            self._buttons[key] = button
            self._row.addWidget(button)

    def choose(self, key: str) -> None:
        """Show which one is in force; tells nobody."""
        self._buttons[key].setChecked(True)

    def offer(self, keys: Collection[str]) -> None:
        """Offer some of the choices only."""
        for key, button in self._buttons.items():
            button.setVisible(key in keys)

    def fit(self, width: int) -> None:
        """Side by side where there is room, else one below the other."""
        needed = sum(button.sizeHint().width() + self._row.spacing() for button in self._buttons.values())
        direction = QBoxLayout.Direction
        self._row.setDirection(direction.LeftToRight if needed <= width else direction.TopToBottom)
