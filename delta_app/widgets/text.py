"""Words on screen as plain text: a name like ``<img src=x>`` stays a name, in labels, tooltips and buttons."""

import html
import re

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from delta_app.core.text import unbroken

ACCENT = 1  # room above a name for the accent of a capital, which is higher than its font says
# One line in the middle of its height, and not cut there for the same reason.
ONE_LINE = Qt.TextFlag.TextDontClip | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft

# The space before the letter a name is shortened to, those around a stroke, and those within hours: ``Luc D.``,
# ``2 / 4``, ``10h – 13h``.
_TOGETHER = re.compile(r" (?=\w\.(?:\W|$)|/ |– \d)|(?<= /) |(?<= –) (?=\d)")


def set_whole(text: str) -> str:
    """The text as it is shown: a line is broken neither before a mark nor within what is read as one."""
    return _TOGETHER.sub("\u00a0", unbroken(text))


def words(text: str = "", role: str = "", *, wrap: bool = False) -> QLabel:
    """A label in one of the theme's roles: title, heading, strong, soft, error, figure."""
    label = Words(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(wrap)
    if wrap:
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        label.setSizePolicy(policy)
    if role:
        label.setProperty("role", role)
    return label


class Words(QLabel):
    """A label set as ``set_whole`` does; ``text`` is what it was given."""

    def __init__(self, text: str = "") -> None:
        super().__init__()
        self._given = ""
        self.setText(text)

    def setText(self, text: str) -> None:
        """Say something else."""
        self._given = text
        super().setText(set_whole(text))

    def text(self) -> str:
        """What it says, with ordinary spaces."""
        return self._given


def plain_tip(widget: QWidget, text: str) -> None:
    """Give a widget a tooltip that is never read as markup, and of which no line begins with a mark of punctuation."""
    shown = html.escape(set_whole(text)).replace("\n", "<br>")
    widget.setToolTip(f"<span>{shown}</span>" if text else "")


def button_text(text: str) -> str:
    """Text for a button or menu, where a lone ampersand would underline the next letter."""
    return text.replace("&", "&&")


def set_property(widget: QWidget, name: str, value: str) -> None:
    """Change a property the style sheet looks at, and dress the widget again where it is dressed already."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        if widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
            widget.style().unpolish(widget)
            widget.style().polish(widget)


class ElidedLabel(QLabel):
    """One line, cut in the middle when there is no room: namesakes are told apart by their last letters. The whole text
    is its tooltip."""

    def __init__(self, text: str = "", role: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        if role:
            self.setProperty("role", role)
        self.setText(text)

    def setText(self, text: str) -> None:
        """Show another text."""
        super().setText(text)
        plain_tip(self, text)

    def sizeHint(self) -> QSize:
        """As high as its accents."""
        return super().sizeHint() + QSize(0, ACCENT)

    def minimumSizeHint(self) -> QSize:
        """Narrow enough for any column."""
        return QSize(self.fontMetrics().averageCharWidth() * 3, self.fontMetrics().height() + ACCENT)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw what fits."""
        painter = QPainter(self)
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideMiddle, self.width())
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.rect().adjusted(0, ACCENT, 0, 0), int(ONE_LINE), shown)
