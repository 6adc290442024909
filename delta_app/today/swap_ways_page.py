"""The ways in which somebody asks to be replaced, each with whom or what one may choose in it."""

from collections.abc import Sequence
from typing import Literal

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QRadioButton, QVBoxLayout, QWidget

from delta_app.core.i18n import ngettext
from delta_app.widgets import space, theme
from delta_app.widgets.buttons import Button, PressButton
from delta_app.widgets.flow import FlowLayout
from delta_app.widgets.item_rows import empty_layout
from delta_app.widgets.text import button_text, set_property, words

Way = Literal["swap", "all", "some"]
AT_ONCE = 10  # to choose among at 100 %; what else there is unfolds
ENTERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class _WayButton(QRadioButton):
    """Where Tab stops whether it is chosen or not: Qt would leave the other ways to the arrows alone. Enter chooses it;
    once chosen, Enter is that of the dialog."""

    def __init__(self, title: str) -> None:
        super().__init__(button_text(title))
        self.setAccessibleName(title)
        self.setProperty("kind", "strong")

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Qt takes Tab away from the other buttons here; it is given back."""
        super().focusInEvent(event)
        for button in self.group().buttons():
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Never what another way would do."""
        if event.key() in ENTERS and not self.isChecked():
            self.setChecked(True)
        else:
            super().keyPressEvent(event)


class _Choosable(PressButton):
    """A date or a person: Space chooses or no longer, Enter chooses, and goes on from what is chosen."""

    entered = Signal()

    def __init__(self, text: str) -> None:
        super().__init__(button_text(text))
        self.setProperty("kind", "choice")
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setAccessibleName(text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter takes nothing back."""
        if event.key() in ENTERS:
            self.entered.emit()
        else:
            super().keyPressEvent(event)


class WayCard(QFrame):
    """One way: what it is called, what it means, and whom or what one may choose in it."""

    changed = Signal()
    grown = Signal()
    meant = Signal()  # Enter on what is chosen already

    def __init__(self, way: Way, title: str, group: QButtonGroup, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "seat")
        self.way = way
        self.radio = _WayButton(title)
        group.addButton(self.radio)
        self._said = words("", "soft", wrap=True)
        self._chips = FlowLayout(spacing=7)
        self._buttons: dict[int, _Choosable] = {}
        self._names: dict[int, str] = {}
        self._box = QWidget()
        self._box.setLayout(self._chips)
        column = QVBoxLayout(self)
        space.around(column, 13, 9, 13, 10)
        space.between(column, 5)
        for piece in (self.radio, self._said, self._box):
            column.addWidget(piece)
        self.radio.toggled.connect(self.on_toggled)

    def tell(self, sentence: str, choices: Sequence[tuple[int, str, str]] = (), why_not: str = "") -> None:
        """Show another sentence, and (id, words, name) to choose among, the first of them at once; ``why_not`` is why
        the way is no way now."""
        self._said.setText(why_not or sentence)
        self.radio.setEnabled(not why_not)
        self.radio.setAccessibleDescription(why_not or sentence)
        empty_layout(self._chips)
        self._buttons = {}
        self._names = {number: name for number, _words, name in choices}
        for number, text, _name in choices:
            button = _Choosable(text)
            button.entered.connect(lambda button=button: self.on_entered(button))
            button.toggled.connect(lambda on, button=button, text=text: self.on_chip(button, text, on=on))
            self._buttons[number] = button
            self._chips.addWidget(button)
        self._show_some()
        self.on_toggled()

    def _show_some(self) -> None:
        buttons = list(self._buttons.values())
        self._at_once = AT_ONCE * 100 // max(100, theme.px(100))  # of larger text fewer, or the other ways have no room
        whole = len(buttons) <= self._at_once + 2
        for button in buttons[self._at_once :]:
            button.setVisible(whole)
        if not whole:
            rest = len(buttons) - self._at_once
            more = Button(ngettext("{n} de plus…", "{n} de plus…", rest).format(n=rest), "down", kind="row")
            more.clicked.connect(lambda: self.on_more(more))
            self._chips.addWidget(more)

    def on_more(self, more: Button) -> None:
        """All there is to choose among; the keyboard goes on to the first that was hidden."""
        more.hide()
        buttons = list(self._buttons.values())
        for button in buttons[self._at_once :]:
            button.show()
        buttons[self._at_once].setFocus()
        self._chips.invalidate()
        self.grown.emit()

    @property
    def chosen(self) -> tuple[int, ...]:
        """What is chosen, in the order shown."""
        return tuple(number for number, button in self._buttons.items() if button.isChecked())

    @property
    def names(self) -> list[str]:
        """The names of whom it goes to, each once."""
        return list(dict.fromkeys(self._names[number] for number in self.chosen))

    def on_entered(self, button: _Choosable) -> None:
        """Choose it, and the way it belongs to; what was chosen already goes on."""
        if button.isChecked() and self.radio.isChecked():
            self.meant.emit()
        button.setChecked(True)
        self.radio.setChecked(True)

    def on_chip(self, button: PressButton, text: str, *, on: bool) -> None:
        """Something is chosen or no longer: that is also the way one means."""
        button.setText(button_text(f"✓ {text}" if on else text))
        if on:
            self.radio.setChecked(True)
        self.changed.emit()

    def on_toggled(self) -> None:
        """The way one means shows whom to choose; the others stay short."""
        on = self.radio.isChecked()
        self._box.setVisible(bool(self._buttons) and (on or self.way == "swap"))
        set_property(self, "tone", "chosen" if on else "")
        self.updateGeometry()
        self.changed.emit()
        if on:
            self.grown.emit()
