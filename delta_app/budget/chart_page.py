"""Receipts and expenses month by month: a pair of bars each, drawn, pressed, and told in words."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from delta_app.budget.queries import MonthRow
from delta_app.core.i18n import _, format_date, month_name
from delta_app.core.money import format_money
from delta_app.widgets import space, theme
from delta_app.widgets.buttons import PressButton
from delta_app.widgets.cards import Card
from delta_app.widgets.flow import FlowLayout
from delta_app.widgets.text import plain_tip, words

BARS_HIGH, BARS_LEAST = 150, 64
BAR_WIDE, BETWEEN_BARS = 17, 2
LABEL_HIGH = 22


class MonthBars(PressButton, theme.Themed):
    """A month's two bars, as high as their part of the year's highest; a press opens their entries."""

    def __init__(self, year: int, row: MonthRow, highest: int, act: Callable[[], object]) -> None:
        super().__init__()
        self._row, self._highest = row, max(highest, 1)
        self._label = format_date(date(year, row.month, 1), "LLL").rstrip(".")
        self.setProperty("kind", "amount")
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        said = _("{month} : recettes {receipts}, dépenses {expenses}").format(
            month=month_name(date(year, row.month, 1)),
            receipts=format_money(row.receipts),
            expenses=format_money(row.expenses),
        )
        self.setAccessibleName(said)
        plain_tip(self, said)
        self.clicked.connect(lambda: act())  # noqa: PLW0108 (a press says besides whether it is checked)

    def on_theme(self) -> None:
        """Measure again in another text size."""
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """As in the design."""
        return QSize(theme.px(2 * BAR_WIDE + BETWEEN_BARS + 10), theme.gap(BARS_HIGH) + theme.px(LABEL_HIGH))

    def minimumSizeHint(self) -> QSize:
        """Bars may be thin, and lower."""
        return QSize(theme.gap(30), theme.gap(BARS_LEAST) + theme.px(LABEL_HIGH))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The frame of a button that has the keyboard or the mouse, two bars, the month under them."""
        super().paintEvent(event)
        shades = theme.colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        room = self.rect().toRectF().adjusted(4, 6, -4, -theme.px(LABEL_HIGH))
        wide = min(theme.px(BAR_WIDE), (room.width() - BETWEEN_BARS) / 2)
        left = room.center().x() - wide - BETWEEN_BARS / 2
        pairs = (
            (self._row.receipts, shades.accent, shades.accent),
            (self._row.expenses, shades.sun, shades.attention_mark),  # an edge that is seen on white
        )
        for place, (cents, colour, edge) in enumerate(pairs):
            high = room.height() * max(cents, 0) / self._highest
            bar = QRectF(left + place * (wide + BETWEEN_BARS), room.bottom() - high, wide, high)
            painter.setPen(QPen(theme.colour(edge), 1))
            painter.setBrush(theme.colour(colour))
            if high >= 1:
                painter.drawRoundedRect(bar, min(3, high / 2), min(3, high / 2))
        painter.setPen(theme.colour(shades.line))
        painter.drawLine(room.bottomLeft(), room.bottomRight())
        painter.setPen(theme.colour(shades.soft))
        painter.setFont(theme.font(12))
        below = QRectF(0, room.bottom(), self.width(), theme.px(LABEL_HIGH))
        label = painter.fontMetrics().elidedText(self._label, Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(below, int(Qt.AlignmentFlag.AlignCenter), label)


class Swatch(QWidget, theme.Themed):
    """The colour of one kind of bar, in the legend."""

    def __init__(self, *, receipts: bool) -> None:
        super().__init__()
        self._receipts = receipts
        self.on_theme()

    def on_theme(self) -> None:
        """Measure again in another text size."""
        self.setFixedSize(theme.px(10), theme.px(10))

    def paintEvent(self, event: QPaintEvent) -> None:
        """A square."""
        shades = theme.colours()
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour(shades.accent if self._receipts else shades.sun))
        if not self._receipts:
            painter.setPen(theme.colour(shades.attention_mark))
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))


def chart_card(year: int, months: Sequence[MonthRow], act: Callable[[int], object]) -> Card:
    """The year's months; under them the same as a sentence, for whoever would rather read."""
    card = Card()
    card.setAccessibleName(_("Recettes et dépenses par mois"))
    head = FlowLayout(spacing=6, push_last=True)
    head.addWidget(words(_("Recettes et dépenses par mois"), "strong"))
    head.addWidget(_legend(sum(row.receipts for row in months), sum(row.expenses for row in months)))
    card.column.addLayout(head)
    bars = QHBoxLayout()
    space.between(bars, 2)
    highest = max((cents for row in months for cents in (row.receipts, row.expenses)), default=0)
    for row in months:
        bars.addWidget(MonthBars(year, row, highest, partial(act, row.month)))
    card.column.addLayout(bars, 1)
    return card


def _legend(receipts: int, expenses: int) -> QWidget:
    box = QWidget()
    row = QHBoxLayout(box)
    row.setContentsMargins(0, 0, 0, 0)
    space.between(row, 5)
    for said, cents, is_receipts in ((_("recettes"), receipts, True), (_("dépenses"), expenses, False)):
        row.addWidget(Swatch(receipts=is_receipts))
        row.addWidget(words(f"{said} {format_money(cents)}", "soft"))
    return box
