"""People to be ticked, in groups: a press or Space ticks one, the arrows go on to the next; a group is ticked whole."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from delta_app.core.i18n import _
from delta_app.widgets import space, theme
from delta_app.widgets.buttons import Button
from delta_app.widgets.chips import Chip
from delta_app.widgets.dialog import Scrolled, scrolled
from delta_app.widgets.item_rows import empty_layout
from delta_app.widgets.text import words
from delta_app.widgets.theme import Tone


@dataclass(frozen=True)
class Tickable:
    """Somebody in the list: what is said under their name, and a mark that tells a state, where they have one."""

    key: int
    name: str
    caption: str
    ticked: bool = False
    mark: tuple[str, str, Tone] | None = None

    @property
    def spoken(self) -> str:
        """All of it, to a screen reader."""
        return ", ".join(filter(None, (self.name, self.mark[0] if self.mark else "", self.caption)))


class _Box(QCheckBox):
    """Tells when the keyboard comes to it, and hands the arrows to the list."""

    focused = Signal()
    stepped = Signal(int)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Whoever is ticked or not is looked at."""
        super().focusInEvent(event)
        self.focused.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down go on; Enter is the dialog's."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if step:
            self.stepped.emit(step)
        else:
            super().keyPressEvent(event)


class _Row(QFrame):
    """One person: the box, the name, and what is said of them; a press anywhere ticks."""

    def __init__(self, one: Tickable, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "item")
        self.key = one.key
        self.box = _Box()
        self.box.setAccessibleName(one.spoken)
        self.box.setChecked(one.ticked)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        name, said = words(one.name, "strong", wrap=True), words(one.caption, "soft", wrap=True)
        first = QHBoxLayout()
        space.between(first, 8)
        first.addWidget(name, 1)
        if one.mark is not None:
            first.addWidget(Chip(*one.mark), 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addLayout(first)
        column.addWidget(said)
        row = QHBoxLayout(self)
        space.around(row, 2, 4, 8, 5)
        space.between(row, 4)
        row.addWidget(self.box, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(column, 1)
        for label in (name, said):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A press on the name is one on the box."""
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.box.setFocus()
            self.box.click()


class CheckList(QWidget):
    """Groups of people; Tab comes to one box of the list, the arrows go through it."""

    changed = Signal()
    looked_at = Signal(int)  # whose box has the keyboard
    reached = Signal(QWidget)  # the row it is in, to be brought in sight

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setSpacing(0)
        space.around(self._column, 1, 0, 6, 0)
        self._rows: list[_Row] = []
        self._groups: list[tuple[Button, str, list[_Row]]] = []

    def scrolled(self) -> Scrolled:
        """The list in an area that follows the keyboard to the row it is in."""
        area = scrolled(self)
        self.reached.connect(lambda row: area.ensureWidgetVisible(row, 0, theme.gap(12)))
        return area

    def show_groups(self, groups: Iterable[tuple[str, Sequence[Tickable]]]) -> None:
        """Show people in groups, each under its heading, in place of those before; empty ones are left out."""
        empty_layout(self._column)
        self._rows, self._groups = [], []
        for heading, people in groups:
            if people:
                self._add_group(heading, people)
        self._column.addStretch()
        self._settle()
        for row in self._rows[1:]:
            row.box.setFocusPolicy(Qt.FocusPolicy.ClickFocus)

    def _add_group(self, heading: str, people: Sequence[Tickable]) -> None:
        whole, rows = Button(""), [_Row(one) for one in people]
        head = QWidget()
        across = QHBoxLayout(head)
        space.between(across, 8)
        across.addWidget(words(heading, "strong", wrap=True), 1)
        across.addWidget(whole)
        space.around(across, 0, 8 if self._groups else 0, 0, 3)
        self._column.addWidget(head)
        for row in rows:
            self._column.addWidget(row)
            row.box.toggled.connect(self.on_toggled)
            row.box.focused.connect(lambda row=row: self.on_row(row))
            row.box.stepped.connect(lambda step, row=row: self.on_step(row, step))
        whole.clicked.connect(lambda: self.on_whole(rows))
        self._groups.append((whole, heading, rows))
        self._rows += rows

    @property
    def chosen(self) -> tuple[int, ...]:
        """Whose box is ticked, in the order of the list."""
        return tuple(row.key for row in self._rows if row.box.isChecked())

    def tick(self, keys: Iterable[int]) -> None:
        """Tick these, and nobody else."""
        wanted = set(keys)
        self._set([(row, row.key in wanted) for row in self._rows])

    def take_focus(self) -> None:
        """The keyboard to the first person."""
        if self._rows:
            self._rows[0].box.setFocus()

    def on_step(self, row: _Row, step: int) -> None:
        """To the one above or below."""
        place = self._rows.index(row) + step
        if 0 <= place < len(self._rows):
            self._rows[place].box.setFocus()

    def on_row(self, row: _Row) -> None:
        """Somebody is looked at; Tab comes back to them."""
        for other in self._rows:
            other.box.setFocusPolicy(Qt.FocusPolicy.StrongFocus if other is row else Qt.FocusPolicy.ClickFocus)
        self.reached.emit(row)
        self.looked_at.emit(row.key)

    def on_whole(self, rows: Sequence[_Row]) -> None:
        """A group is ticked whole, or not at all."""
        every = not all(row.box.isChecked() for row in rows)
        self._set([(row, every) for row in rows])

    def _set(self, wanted: Sequence[tuple[_Row, bool]]) -> None:
        for row, ticked in wanted:
            row.box.blockSignals(True)
            row.box.setChecked(ticked)
            row.box.blockSignals(False)
        self.on_toggled()

    def on_toggled(self) -> None:
        """Somebody is ticked or no longer."""
        self._settle()
        self.changed.emit()

    def _settle(self) -> None:
        for whole, heading, rows in self._groups:
            act = _("Tout décocher") if all(row.box.isChecked() for row in rows) else _("Tout cocher")
            whole.say(act)
            whole.setAccessibleName(_("{act} : {group}").format(act=act, group=heading))
