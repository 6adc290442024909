"""Counters that filter: how many there are of each kind, and a press shows those alone; pressed again, all are back."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from delta_app.core.i18n import _
from delta_app.widgets import space
from delta_app.widgets.buttons import PressButton
from delta_app.widgets.flow import FlowLayout
from delta_app.widgets.text import words


@dataclass(frozen=True)
class Count:
    """One counter: its key, the figure, and what it counts."""

    key: str
    figure: int
    caption: str


class FilterChip(PressButton):
    """A figure and what it counts."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "filter")
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._figure, self._caption = words("", "count"), words("", "soft")
        self._row = QHBoxLayout(self)
        for label in (self._figure, self._caption):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            self._row.addWidget(label)
        space.around(self._row, 13, 7, 16, 7)
        space.between(self._row, 7)

    def tell(self, count: Count) -> None:
        """Show another figure."""
        self._figure.setText(str(count.figure))
        self._caption.setText(count.caption)
        self.setAccessibleName(_("{n} {what}").format(n=count.figure, what=count.caption))
        self.setAccessibleDescription(_("Appuyez pour ne voir que ces personnes, encore une fois pour toutes."))
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """As large as what it says."""
        return self._row.sizeHint()

    def minimumSizeHint(self) -> QSize:
        """The same: a figure is never cut."""
        return self._row.sizeHint()


class FilterBar(QWidget):
    """Counters side by side, at most one of them pressed; the arrows move from one to the next."""

    chosen = Signal(str)  # the key of the counter pressed, empty for all

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.key = ""
        self._chips: dict[str, FilterChip] = {}
        self._flow = FlowLayout(self, spacing=8)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_counts(self, counts: Sequence[Count]) -> None:
        """Show these counters in this order; one that is pressed stays pressed."""
        for count in counts:
            if count.key not in self._chips:
                self._add(count.key)
            self._chips[count.key].tell(count)
        self._arrange([count.key for count in counts])
        shown = {count.key for count in counts}
        for key, chip in self._chips.items():
            chip.setVisible(key in shown)
        if self.key and self.key not in shown:
            self.choose("")
        self._flow.invalidate()
        self.updateGeometry()

    def choose(self, key: str) -> None:
        """Press a counter, or none."""
        self.key = key
        for known, chip in self._chips.items():
            chip.setChecked(known == key)
        self.chosen.emit(key)

    def _arrange(self, keys: list[str]) -> None:
        """Put the counters in this order; those not named go to the end, where they are not seen."""
        ordered = [*keys, *(key for key in self._chips if key not in keys)]
        if ordered == list(self._chips):
            return
        self._chips = {key: self._chips[key] for key in ordered}
        while self._flow.count():
            self._flow.takeAt(0)
        for chip in self._chips.values():
            self._flow.addWidget(chip)

    def _add(self, key: str) -> None:
        chip = FilterChip(self)
        self._chips[key] = chip
        self._flow.addWidget(chip)
        chip.clicked.connect(lambda _checked: self.choose("" if self.key == key else key))
        chip.installEventFilter(self)

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        """Left and right go to the neighbour."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
            chips = [chip for chip in self._chips.values() if chip.isVisible()]
            if step and watched in chips:
                chips[(chips.index(watched) + step) % len(chips)].setFocus()
                return True
        return False
