"""Cards: a seat, a framed group, a figure with its caption, and an empty page's first step."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from delta_app.widgets import space, theme
from delta_app.widgets.avatar import Avatar, initials
from delta_app.widgets.beside import WordsAndAct
from delta_app.widgets.buttons import Button, RowButton
from delta_app.widgets.flow import FlowLayout
from delta_app.widgets.text import ElidedLabel, words
from delta_app.widgets.theme import Tone


def _told(name: QWidget, said: QWidget, *acts: QWidget) -> WordsAndAct:
    """A name, what is said of it, and at their right what can be done."""
    if len(acts) == 1:
        beside = acts[0]
    else:
        beside = QWidget()
        together = QHBoxLayout(beside)
        together.setContentsMargins(0, 0, 0, 0)
        together.setSpacing(0)
        for act in acts:
            together.addWidget(act)
    name.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)  # its width counts, and it may be cut
    told = WordsAndAct(spacing=4)
    for piece in (name, said, beside):
        told.addWidget(piece)
    return told


class SeatCard(QFrame):
    """A seat as the inspector shows it: a person, or a place still free."""

    def __init__(self, title: str, caption: str = "", *, icon: str = "", tone: Tone | None = None,
                 marks: tuple[QWidget, ...] = (), acts: tuple[QWidget, ...] = (),
                 parent: QWidget | None = None) -> None:  # fmt: skip
        super().__init__(parent)
        self.setProperty("role", "seat")
        self.setProperty("tone", tone or "")
        self.setAccessibleName(f"{title}, {caption}" if caption else title)
        row = QHBoxLayout(self)
        space.around(row, 10, 7, 10, 7)
        space.between(row, 9)
        row.addWidget(Avatar("" if icon else initials(title), icon=icon, tone=tone), 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        space.between(column, 1)
        if tone:
            column.addWidget(words(title, "strong", wrap=True))
        else:
            column.addLayout(_told(ElidedLabel(title, "strong"), words(caption, "soft", wrap=True), *acts))
        if marks:
            below = FlowLayout(spacing=5)
            for mark in marks:
                below.addWidget(mark)
            column.addLayout(below)
        row.addLayout(column, 1)


def place_button(text: str, icon: str) -> RowButton:
    """A place as a seat's card shows it, to be given by a press."""
    button = RowButton(text, kind="place", mark=Avatar(icon=icon, tone="plain"))
    layout = button.layout()
    if layout is not None:
        space.around(layout, 10, 7, 10, 7)
        space.between(layout, 9)
    return button


class Card(QFrame):
    """A framed group with a heading."""

    def __init__(self, heading: str = "", *, tone: Tone | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._tone = tone
        self.column = QVBoxLayout(self)
        space.around(self.column, 18, 13, 18, 13)
        space.between(self.column, 7)
        if heading:
            self.setAccessibleName(heading)
            self.column.addWidget(words(heading, "strong", wrap=True))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The frame of the style sheet, with a coloured edge where the card has a tone."""
        super().paintEvent(event)
        if self._tone is None:
            return
        shape = QPainterPath()
        shape.addRoundedRect(QRectF(self.rect()), theme.gap(12), theme.gap(12))
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipPath(shape)
        painter.fillRect(0, 0, theme.gap(5), self.height(), theme.colour(theme.colours().text_of(self._tone)))


def figure_card(figure: str, caption: str, tone: Tone | None = None) -> Card:
    """A large figure and what it counts."""
    card = Card()
    card.setAccessibleName(f"{figure} {caption}")
    number = words(figure, "figure")
    number.setProperty("tone", tone or "")
    card.column.setSpacing(0)
    card.column.addWidget(number)
    card.column.addWidget(words(caption, "soft", wrap=True))
    return card


class FirstStep(QWidget, theme.Themed):
    """What an empty page says: where one stands, and the one thing to do first."""

    def __init__(self, icon: str, heading: str, sentence: str, *buttons: Button, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._middle = QWidget()
        across = QHBoxLayout(self)
        across.addStretch()
        across.addWidget(self._middle, 1)
        across.addStretch()
        column = QVBoxLayout(self._middle)
        space.between(column, 12)
        column.addStretch(2)
        column.addWidget(Avatar(icon=icon, side=64), 0, Qt.AlignmentFlag.AlignHCenter)
        for label in (words(heading, "heading", wrap=True), words(sentence, wrap=True)):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(label)
        row = FlowLayout(spacing=10, centred=True)
        for button in buttons:
            row.addWidget(button)
        space.around(row, 0, 6, 0, 0)
        column.addLayout(row)
        column.addStretch(3)
        self.on_theme()

    def on_theme(self) -> None:
        """Measure again in another text size."""
        self._middle.setMaximumWidth(theme.px(480))
