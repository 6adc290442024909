"""Cards: a person with an avatar, a framed group, a figure with its caption, and an empty page's first step."""

import unicodedata

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from delta_app.widgets import icons, theme
from delta_app.widgets.beside import WordsAndAct
from delta_app.widgets.buttons import Button, RowButton
from delta_app.widgets.flow import FlowLayout
from delta_app.widgets.text import ElidedLabel, set_property, words
from delta_app.widgets.theme import Tone


def initials(name: str) -> str:
    """Two letters to tell a person by at a glance: ``İpek Y.`` → ``İY``."""
    parts = [part for part in name.replace("-", " ").split() if unicodedata.category(part[0]).startswith("L")]
    return "".join(part[0] for part in (parts[:1] + parts[-1:] if len(parts) > 1 else parts)).upper()


class Avatar(QWidget):
    """A disc with initials or an icon; decoration, the name beside it says who."""

    def __init__(self, text: str = "", *, icon: str = "", tone: Tone | None = None, sun: bool = False,
                 side: int = 26, parent: QWidget | None = None) -> None:  # fmt: skip
        super().__init__(parent)
        self._text, self._icon, self._tone, self._sun, self._side = text, icon, tone, sun, side
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def become(self, text: str, tone: Tone | None = None) -> None:
        """Show other initials, in another tone."""
        self._text, self._tone = text, tone
        self.update()

    def sizeHint(self) -> QSize:
        """A square that grows with the text."""
        return QSize(theme.px(self._side), theme.px(self._side))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The disc and what is in it."""
        shades = theme.colours()
        ground, ink = shades.accent_soft, shades.accent
        if self._sun:
            ground, ink = shades.sun, shades.on_sun
        elif self._tone:
            ground, ink = shades.ground_of(self._tone), shades.text_of(self._tone)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(ground))
        painter.drawEllipse(self.rect())
        if self._icon:
            inset = self.width() * 0.24
            icons.paint(painter, self._icon, ink, self.rect().toRectF().adjusted(inset, inset, -inset, -inset))
            return
        painter.setPen(theme.colour(ink))
        painter.setFont(theme.font(self._side * 0.4, QFont.Weight.DemiBold))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._text)


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
    told = WordsAndAct(spacing=theme.gap(4))
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
        row.setContentsMargins(theme.gap(10), theme.gap(7), theme.gap(10), theme.gap(7))
        row.setSpacing(theme.gap(9))
        row.addWidget(Avatar("" if icon else initials(title), icon=icon, tone=tone), 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(theme.gap(1))
        if tone:
            column.addWidget(words(title, "strong", wrap=True))
        else:
            column.addLayout(_told(ElidedLabel(title, "strong"), words(caption, "soft", wrap=True), *acts))
        if marks:
            below = FlowLayout(spacing=theme.gap(5))
            for mark in marks:
                below.addWidget(mark)
            column.addLayout(below)
        row.addLayout(column, 1)


def place_button(text: str, icon: str) -> RowButton:
    """A place as a seat's card shows it, to be given by a press."""
    button = RowButton(text, kind="place", mark=Avatar(icon=icon, tone="plain"))
    layout = button.layout()
    if layout is not None:
        layout.setContentsMargins(theme.gap(10), theme.gap(7), theme.gap(10), theme.gap(7))
        layout.setSpacing(theme.gap(9))
    return button


class PersonRow(QFrame):
    """Somebody in a list, with what is said of them and what can be done."""

    def __init__(self, name: str, caption: str, act: QWidget | None = None, *, pale: bool = False, icon: str = "",
                 parent: QWidget | None = None) -> None:  # fmt: skip
        super().__init__(parent)
        self.setProperty("role", "person")
        self._icon = icon
        self._avatar, self._name, self._caption = Avatar(icon=icon), ElidedLabel(), words("", "soft", wrap=True)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._avatar)
        self._row.addLayout(_told(self._name, self._caption, *([] if act is None else [act])), 1)
        self._measure()
        self.tell(name, caption, pale=pale)

    def tell(self, name: str, caption: str, *, pale: bool = False) -> None:
        """Say something else of them."""
        self.setAccessibleName(f"{name}, {caption}")
        self._avatar.become("" if self._icon else initials(name), "plain" if pale else None)
        self._name.setText(name)
        set_property(self._name, "role", "soft" if pale else "strong")
        self._caption.setText(caption)

    def changeEvent(self, event: QEvent) -> None:
        """Measure again in another text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_row"):
            self._measure()

    def _measure(self) -> None:
        self._row.setContentsMargins(theme.gap(2), theme.gap(6), theme.gap(2), theme.gap(6))
        self._row.setSpacing(theme.gap(9))


class Card(QFrame):
    """A framed group with a heading."""

    def __init__(self, heading: str = "", *, tone: Tone | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._tone = tone
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(theme.gap(18), theme.gap(13), theme.gap(18), theme.gap(13))
        self.column.setSpacing(theme.gap(7))
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


class FirstStep(QWidget):
    """What an empty page says: where one stands, and the one thing to do first."""

    def __init__(self, icon: str, heading: str, sentence: str, *buttons: Button, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._middle = QWidget()
        across = QHBoxLayout(self)
        across.addStretch()
        across.addWidget(self._middle, 1)
        across.addStretch()
        column = QVBoxLayout(self._middle)
        column.setSpacing(theme.gap(12))
        column.addStretch(2)
        column.addWidget(Avatar(icon=icon, side=64), 0, Qt.AlignmentFlag.AlignHCenter)
        for label in (words(heading, "heading", wrap=True), words(sentence, wrap=True)):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(label)
        row = FlowLayout(spacing=theme.gap(10), centred=True)
        for button in buttons:
            row.addWidget(button)
        column.addSpacing(theme.gap(6))
        column.addLayout(row)
        column.addStretch(3)
        self._measure()

    def changeEvent(self, event: QEvent) -> None:
        """Measure again in another text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_middle"):
            self._measure()

    def _measure(self) -> None:
        self._middle.setMaximumWidth(theme.px(480))
