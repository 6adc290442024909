"""The steps of a piece of work in a row: what is done, where one is, what comes."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from delta_app.core.i18n import _
from delta_app.widgets import icons, space, theme
from delta_app.widgets.text import set_property, words


class _Disc(QWidget, theme.Themed):
    """A step's number in a disc, or a tick."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self._number, self._state = number, "to come"
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def tell(self, state: str) -> None:
        """Done, now or to come."""
        self._state = state
        self.update()

    def sizeHint(self) -> QSize:
        """A round one."""
        return QSize(theme.px(24), theme.px(24))

    def on_theme(self) -> None:
        """Measure again in another text size."""
        self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The disc and what is in it."""
        shades = theme.colours()
        ground, ink = {
            "done": (shades.good_ground, shades.good),
            "now": (shades.accent, shades.on_accent),
            "to come": (shades.plain_ground, shades.soft),
        }[self._state]
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(theme.colour(ink) if shades is theme.CONTRAST else Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(ground))
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawEllipse(box)
        if self._state == "done":
            side = theme.px(13)
            middle = box.center()
            icons.paint(painter, "check", ink, QRectF(middle.x() - side / 2, middle.y() - side / 2, side, side))
            return
        painter.setPen(theme.colour(ink))
        painter.setFont(theme.font(12, QFont.Weight.DemiBold))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), str(self._number))


class StepsBar(QWidget):
    """The names of the steps with their discs."""

    def __init__(self, names: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names = tuple(names)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        space.between(row, 9)
        self._discs = [_Disc(number) for number in range(1, len(names) + 1)]
        self._labels = [words(name, "soft") for name in names]
        for disc, label in zip(self._discs, self._labels, strict=True):
            row.addWidget(disc)
            row.addWidget(label)
            row.addSpacing(theme.gap(12))
        row.addStretch()
        self.go_to(0)

    def go_to(self, now: int) -> None:
        """Show where one is."""
        for place, (disc, label) in enumerate(zip(self._discs, self._labels, strict=True)):
            disc.tell("done" if place < now else "now" if place == now else "to come")
            set_property(label, "role", "strong" if place == now else "soft")
        said = _("Étape {n} de {all} : {name}").format(n=now + 1, all=len(self._names), name=self._names[now])
        self.setAccessibleName(said)
