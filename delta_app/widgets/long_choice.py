"""Boxes to tick and choices of one whose words take as many lines as they need."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QRadioButton,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QStylePainter,
)

from delta_app.widgets import theme
from delta_app.widgets.text import button_text, set_whole

LEAST = 120  # wide enough for a long word
LONGEST = 460  # as wide as they would be by themselves
RING = 2  # the border that shows where the keyboard is, in any text size
_SET = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)


class LongCheckBox(QCheckBox):
    """A box to tick; a press anywhere on its words does it."""

    def __init__(self, text: str) -> None:
        super().__init__(button_text(text))
        _become_long(self, text)

    def hitButton(self, place: QPoint) -> bool:
        """All of it."""
        return self.rect().contains(place)

    def sizeHint(self) -> QSize:
        """In a line or a few."""
        return _size(self, min(_whole_width(self), theme.px(LONGEST)))

    def minimumSizeHint(self) -> QSize:
        """Narrow: its words break."""
        return _size(self, min(_whole_width(self), theme.px(LEAST)), lines=1)

    def heightForWidth(self, width: int) -> int:
        """As many lines as it takes."""
        return _size(self, width).height()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The box at the first line, and all the words."""
        option = QStyleOptionButton()
        self.initStyleOption(option)
        _paint(self, option, QStyle.ControlElement.CE_CheckBox)


class LongRadioButton(QRadioButton):
    """One of several; a press anywhere on its words chooses it."""

    def __init__(self, text: str) -> None:
        super().__init__(button_text(text))
        _become_long(self, text)

    def hitButton(self, place: QPoint) -> bool:
        """All of it."""
        return self.rect().contains(place)

    def sizeHint(self) -> QSize:
        """In a line or a few."""
        return _size(self, min(_whole_width(self), theme.px(LONGEST)))

    def minimumSizeHint(self) -> QSize:
        """Narrow: its words break."""
        return _size(self, min(_whole_width(self), theme.px(LEAST)), lines=1)

    def heightForWidth(self, width: int) -> int:
        """As many lines as it takes."""
        return _size(self, width).height()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ring at the first line, and all the words."""
        option = QStyleOptionButton()
        self.initStyleOption(option)
        _paint(self, option, QStyle.ControlElement.CE_RadioButton)


def _become_long(choice: QAbstractButton, text: str) -> None:
    choice.setAccessibleName(text)
    choice.setProperty("kind", "long")
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    policy.setHeightForWidth(True)
    choice.setSizePolicy(policy)


def _words_at(choice: QAbstractButton, width: int) -> QRect:
    """Where the words go, from the sizes that ``style._choices`` gives; the height is that of one line."""
    left = RING + theme.gap(5) + theme.px(14) + 2 + theme.gap(8)
    return QRect(left, RING + theme.gap(3), width - left - RING - theme.gap(5), choice.fontMetrics().height())


def _whole_width(choice: QAbstractButton) -> int:
    words = choice.fontMetrics().horizontalAdvance(set_whole(choice.accessibleName())) + 1
    return words - _words_at(choice, 0).width()


def _size(choice: QAbstractButton, width: int, lines: int = 0) -> QSize:
    """What it takes in a width; as high as so many lines, where they are given."""
    choice.ensurePolished()
    at = _words_at(choice, width)
    at.setHeight(1_000_000)
    height = choice.fontMetrics().boundingRect(at, _SET, set_whole(choice.accessibleName())).height()
    if lines:
        height = lines * choice.fontMetrics().height()
    return QSize(width, max(height, theme.px(14) + 2) + 2 * at.y())


def _paint(choice: QAbstractButton, option: QStyleOptionButton, kind: QStyle.ControlElement) -> None:
    option.text = ""
    painter = QStylePainter(choice)
    painter.drawControl(kind, option)
    at = _words_at(choice, choice.width())
    at.setBottom(choice.height())
    painter.setPen(option.palette.windowText().color())
    painter.drawText(at, _SET, set_whole(choice.accessibleName()))
