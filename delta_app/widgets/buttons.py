"""Buttons with our icons, which follow the theme."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QToolButton, QWidget

from delta_app.widgets import icons, space, theme
from delta_app.widgets.text import button_text, plain_tip, words
from delta_app.widgets.theme import Tone

BESIDE_ICON = 5  # between the icon of a button and its words
QT_BESIDE_ICON = 4  # what Qt leaves there in any text size; the rest belongs to the picture


class PressButton(QPushButton):
    """A button that Enter presses as Space does, in a window as in a dialog."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter, on either side of the keyboard."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)


class Button(PressButton, theme.Themed):
    """A button that says what it does; kinds: main (one a page), plain, row (one of a list, its words at the left)."""

    def __init__(self, text: str, icon: str = "", *, kind: str = "plain", tone: Tone | None = None,
                 parent: QWidget | None = None) -> None:  # fmt: skip
        super().__init__(button_text(text), parent)
        self._icon_name, self._tone = icon, tone
        self.setProperty("kind", kind)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(text)
        self.setAutoDefault(kind == "main")
        self.on_theme()

    def say(self, text: str) -> None:
        """Change the words on the button."""
        self.setText(button_text(text))
        self.setAccessibleName(text)
        self.on_theme()  # the white beside the icon is there for words

    def show_icon(self, icon: str) -> None:
        """Another icon, or none."""
        self._icon_name = icon
        self.setIcon(QIcon())
        self.on_theme()

    def on_theme(self) -> None:
        """Draw the icon anew when the theme changes."""
        if self._icon_name:
            shades, size = theme.colours(), theme.px(16)
            colour = shades.on_accent if self.property("kind") == "main" else shades.ink
            if self._tone is not None:
                colour = shades.text_of(self._tone)
            beside = max(0, theme.px(BESIDE_ICON) - QT_BESIDE_ICON) if self.text() else 0
            self.setIcon(icons.icon(self._icon_name, colour, size, shades.soft, beside))
            self.setIconSize(QSize(size + beside, size))


def named_button(text: str, name: str, act: Callable[[], object]) -> Button:
    """A button of a row; its name says of which, for many rows have one of the same words."""
    button = Button(text)
    button.setAccessibleName(name)
    button.clicked.connect(lambda: act())  # noqa: PLW0108 (a press says besides whether it is checked)
    return button


class SquareButton(PressButton, theme.Themed):
    """A large square with one sign, to be hit in passing; ``strong``: the one most used. The style gives its size."""

    def __init__(self, text: str, icon: str, *, strong: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon_name, self._strong = icon, strong
        self.setProperty("kind", "square")
        self.setProperty("tone", "good" if strong else "")
        self.setAccessibleName(text)
        plain_tip(self, text)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(False)
        self.on_theme()

    def on_theme(self) -> None:
        """Draw the sign anew when the theme changes."""
        shades, size = theme.colours(), theme.px(26)
        colour = shades.on_accent if self._strong else shades.ink
        self.setIcon(icons.icon(self._icon_name, colour, size, shades.soft))
        self.setIconSize(QSize(size, size))


class RowButton(PressButton, theme.Themed):
    """A button of a list whose words may take several lines."""

    def __init__(self, text: str, icon: str = "", *, kind: str = "row", tone: Tone = "plain",
                 mark: QWidget | None = None, parent: QWidget | None = None) -> None:  # fmt: skip
        """``mark`` stands before the words in place of an icon."""
        super().__init__(parent)
        self._icon_name, self._tone = icon, tone
        self.setProperty("kind", kind)
        self.setAccessibleName(text)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._mark, label = mark or QLabel(), words(text, wrap=True)
        row = QHBoxLayout(self)
        space.around(row, 9, 6, 9, 6)
        space.between(row, 7)
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop if mark is None else Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(label, 1)
        for child in (self._mark, label):
            child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.on_theme()

    def sizeHint(self) -> QSize:
        """As its words ask."""
        layout = self.layout()
        return layout.sizeHint() if layout is not None else super().sizeHint()

    def minimumSizeHint(self) -> QSize:
        """Narrower than that, for the words break: else a long name would push its list out of the window."""
        layout = self.layout()
        return layout.minimumSize() if layout is not None else super().minimumSizeHint()

    def heightForWidth(self, width: int) -> int:
        """As many lines as it takes."""
        layout = self.layout()
        return layout.totalHeightForWidth(width) if layout is not None else super().heightForWidth(width)

    def on_theme(self) -> None:
        """Draw the icon anew when the theme changes."""
        if not isinstance(self._mark, QLabel):
            return
        colour = theme.colours().text_of(self._tone)
        self._mark.setPixmap(icons.pixmap(self._icon_name, colour, theme.px(15), self.devicePixelRatioF()))


class IconButton(QToolButton, theme.Themed):
    """A button that is only an icon: its words are its accessible name and its tooltip."""

    def __init__(self, icon: str, name: str, *, on_sidebar: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon_name, self._on_sidebar = icon, on_sidebar
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.say(name)
        self.on_theme()

    def say(self, name: str) -> None:
        """Change what the button is called."""
        self.setAccessibleName(name)
        plain_tip(self, name)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses as Space does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def on_theme(self) -> None:
        """Draw the icon anew when the theme changes."""
        shades, size = theme.colours(), theme.px(18)
        colour, off = (shades.on_sidebar, shades.sidebar_off) if self._on_sidebar else (shades.ink, shades.off)
        self.setIcon(icons.icon(self._icon_name, colour, size, off))
        self.setIconSize(QSize(size, size))
