"""A colour chosen among those of tiles and chips: samples side by side, each called by its name."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QButtonGroup, QWidget

from delta_app.core.i18n import _
from delta_app.widgets import theme
from delta_app.widgets.buttons import PressButton
from delta_app.widgets.flow import FlowLayout
from delta_app.widgets.text import plain_tip

SIDE = 24
_NAMES: dict[str, Callable[[], str]] = {
    "sand": lambda: _("sable"),
    "sage": lambda: _("sauge"),
    "clay": lambda: _("argile"),
    "apricot": lambda: _("abricot"),
    "straw": lambda: _("paille"),
    "honey": lambda: _("miel"),
    "sky": lambda: _("ciel"),
    "rose": lambda: _("rose"),
    "lavender": lambda: _("lavande"),
    "lilac": lambda: _("lilas"),
}


def colour_names() -> tuple[tuple[str, str], ...]:
    """Every colour of a tile, and what it is called."""
    return tuple((key, said()) for key, said in _NAMES.items())


class Swatch(PressButton, theme.Themed):
    """One colour; the one in force has a ring."""

    def __init__(self, colour: str, name: str) -> None:
        super().__init__()
        self._colour = colour
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setAccessibleName(name)
        plain_tip(self, name)
        self.on_theme()

    def on_theme(self) -> None:
        """Measure again in another text size."""
        self.setFixedSize(self.sizeHint())

    def sizeHint(self) -> QSize:
        """A square."""
        return QSize(theme.px(SIDE), theme.px(SIDE))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Its ground and outline, and the ring."""
        shades = theme.colours()
        ground, line = theme.tile_shades(self._colour)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = self.rect().toRectF().adjusted(1.5, 1.5, -1.5, -1.5)
        if self.isChecked() or self.hasFocus():
            painter.setPen(QPen(theme.colour(shades.accent if self.isChecked() else shades.soft), 2))
            painter.drawRoundedRect(box, theme.gap(7), theme.gap(7))
        inner = box.adjusted(theme.gap(3), theme.gap(3), -theme.gap(3), -theme.gap(3))
        painter.setPen(QPen(theme.colour(line), 1))
        painter.setBrush(theme.colour(ground))
        painter.drawRoundedRect(inner, theme.gap(4), theme.gap(4))


class Swatches(QWidget):
    """One colour of several; the arrows go from one to the next."""

    chosen = Signal(str)

    def __init__(self, name: str, colours: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._group = QButtonGroup(self)
        self._buttons: dict[str, Swatch] = {}
        row = FlowLayout(self, spacing=3)
        for key in colours:
            button = Swatch(key, _NAMES[key]())
            button.setAccessibleDescription(name)
            button.clicked.connect(lambda _checked, key=key: self.chosen.emit(key))
            self._group.addButton(button)
            self._buttons[key] = button
            row.addWidget(button)

    @property
    def colour(self) -> str:
        """The one in force."""
        return next((key for key, button in self._buttons.items() if button.isChecked()), "")

    def choose(self, colour: str) -> None:
        """Put one in force; tells nobody."""
        if colour in self._buttons:
            self._buttons[colour].setChecked(True)
