"""The stock counted in a minute: a number and Enter, then the next; Enter alone says that it is as known.

Before it stands an elderly volunteer in front of the cupboard, with somebody at the keyboard or alone.
"""

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from delta_app.core.i18n import _, format_number, ngettext
from delta_app.upkeep.rules import MOST_THINGS
from delta_app.upkeep.spoken import amount_words
from delta_app.upkeep.stock_data import StockRow
from delta_app.widgets import space, theme
from delta_app.widgets.buttons import Button, IconButton
from delta_app.widgets.cards import Card
from delta_app.widgets.chips import Chip
from delta_app.widgets.choice import Choice
from delta_app.widgets.flow import FlowLayout
from delta_app.widgets.item_rows import empty_layout
from delta_app.widgets.text import words

ROWS_SHOWN = 100
FIELD_WIDTH = 76
EVERYWHERE = "*"
WIDEST = 760


class CountField(QLineEdit, theme.Themed):
    """A number. Enter and the arrow down go on, the arrow up goes back, plus and minus count one more or less."""

    left = Signal(int)  # by how many rows
    stepped = Signal(int)

    def __init__(self, row: StockRow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMaxLength(len(str(MOST_THINGS)))
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setAccessibleName(_("{name}, {unit}").format(name=row.name, unit=row.unit) if row.unit else row.name)
        self.setPlaceholderText("" if row.quantity is None else str(row.quantity))
        self.on_theme()

    def on_theme(self) -> None:
        """Measure again in another text size."""
        self.setFixedWidth(theme.px(FIELD_WIDTH))

    @property
    def number(self) -> int | None:
        """What stands in it; None while that is no number."""
        text = self.text().strip()
        return int(text) if text.isascii() and text.isdigit() else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys that go on, and those that count."""
        going = {
            Qt.Key.Key_Return: 1, Qt.Key.Key_Enter: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1,
        }.get(Qt.Key(event.key()))  # fmt: skip
        step = {"+": 1, "-": -1}.get(event.text())
        if going is not None:
            self.left.emit(going if event.key() != Qt.Key.Key_Up else -1)
        elif step is not None:
            self.stepped.emit(step)
        elif not event.text().isprintable() or not event.text() or event.text().isdigit():
            if event.text().isdigit() and self.text() == "0":
                self.clear()
            super().keyPressEvent(event)


class CountRow(QFrame):
    """A thing, how many there were, and a field between minus and plus."""

    changed = Signal()
    left = Signal(int)

    def __init__(self, row: StockRow, number: int | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "item")
        self.row = row
        self.field = CountField(row)
        self.field.setText("" if number is None else str(number))
        self._told = Chip()
        less, more = IconButton("minus", _("Un de moins : {name}").format(name=row.name)), IconButton(
            "plus", _("Un de plus : {name}").format(name=row.name)
        )  # fmt: skip
        for button in (less, more):
            button.setProperty("look", "step")
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the keys plus and minus do it; Tab goes from field to field
        known = _("jamais compté") if row.quantity is None else _("il y en avait {n}").format(
            n=amount_words(row.quantity, row.unit)
        )  # fmt: skip
        said = QWidget()
        column = QVBoxLayout(said)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(words(row.name, "strong", wrap=True))
        column.addWidget(words(" · ".join(filter(None, (row.place, known))), "soft", wrap=True))
        across = QHBoxLayout(self)
        space.around(across, 0, 5, 0, 6)
        space.between(across, 6)
        across.addWidget(said, 1)
        for piece in (self._told, less, self.field, more):
            across.addWidget(piece)
        less.clicked.connect(partial(self.step, -1))
        more.clicked.connect(partial(self.step, 1))
        self.field.stepped.connect(self.step)
        self.field.textChanged.connect(self.on_text)
        self.field.left.connect(self.on_left)
        self.on_text()

    def step(self, by: int, _checked: bool = False) -> None:
        """One more or less than is known, or was typed."""
        now = self.field.number if self.field.number is not None else self.row.quantity or 0
        self.field.setText(str(max(0, min(MOST_THINGS, now + by))))

    def on_text(self) -> None:
        """Say what changes."""
        number = self.field.number
        if number is None:
            self._told.hide()
        elif number == self.row.quantity:
            self._told.tell(_("comme avant"), "check", "good")
            self._told.show()
        else:
            before = "–" if self.row.quantity is None else format_number(self.row.quantity)
            low = number < self.row.minimum
            text = _("{before} → {now}").format(before=before, now=format_number(number))
            self._told.tell(text, "down" if low else "pen", "attention" if low else "info")
            self._told.show()
        self.changed.emit()

    def on_left(self, by: int) -> None:
        """Enter on an empty field: it is as known."""
        if by > 0 and not self.field.text().strip() and self.row.quantity is not None:
            self.field.setText(str(self.row.quantity))
        self.left.emit(by)


class Counting(QWidget, theme.Themed):
    """All rows of a place, or of everywhere; ``done`` gives what was counted, ``given_up`` that nothing is."""

    done = Signal(object)
    given_up = Signal()

    def __init__(self, rows: Sequence[StockRow], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stock = tuple(rows)
        self._counted: dict[int, int] = {}
        self._rows: list[CountRow] = []
        self.where = Choice(_("Où compte-t-on ?"))
        self.where.addItem(_("partout"), EVERYWHERE)
        for place in dict.fromkeys(row.place for row in rows):
            self.where.addItem(place or _("sans endroit"), place)
        self._card = Card(_("Compter la réserve"))
        self._told, self._more = words("", "soft", wrap=True), words("", "soft", wrap=True)
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        self.leave, self.go = Button(_("Laisser comme avant")), Button(_("Noter le compte"), "check", kind="main")
        self._lay_out()
        self.where.currentIndexChanged.connect(self.show_rows)
        self.leave.clicked.connect(self.given_up)
        self.go.clicked.connect(self.on_done)
        self.show_rows()

    def _lay_out(self) -> None:
        keys = _("Un nombre, Entrée, et le suivant. Entrée seule : comme avant. Rien d’écrit : pas compté.")
        self._card.column.addWidget(words(keys, wrap=True))
        if self.where.count() > 2:
            row = FlowLayout(spacing=8)
            row.addWidget(words(_("Où compte-t-on ?"), "strong"))
            row.addWidget(self.where)
            self._card.column.addLayout(row)
        self._card.column.addLayout(self._list)
        self._card.column.addWidget(self._more)
        foot = FlowLayout(spacing=10, push_last=True)
        for piece in (self.leave, self._told, self.go):
            foot.addWidget(piece)
        self._card.column.addLayout(foot)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._card)
        column.addStretch(1)
        self.on_theme()

    def on_theme(self) -> None:
        """Narrow enough for the eye to go from a name to its number."""
        self._card.setMaximumWidth(theme.px(WIDEST))

    @property
    def counted(self) -> Mapping[int, int]:
        """What was counted so far, by the number of the thing."""
        return self._counted

    def show_rows(self) -> None:
        """Those of the place that is chosen; what was counted elsewhere stays."""
        place = self.where.currentData()
        wanted = [row for row in self._stock if place in (EVERYWHERE, row.place)]
        empty_layout(self._list)
        self._rows = []
        for row in wanted[:ROWS_SHOWN]:
            shown = CountRow(row, self._counted.get(row.id))
            shown.changed.connect(partial(self._note, shown))
            shown.left.connect(partial(self._go_on, len(self._rows)))
            self._rows.append(shown)
            self._list.addWidget(shown)
        more = len(wanted) - len(self._rows)
        told = ngettext("Et {n} autre : choisissez un endroit pour l’y trouver.",
                        "Et {n} autres : choisissez un endroit pour les y trouver.", more)  # fmt: skip
        self._more.setText(told.format(n=format_number(more)))
        self._more.setVisible(more > 0)
        self._tell()

    def take_keyboard(self) -> None:
        """Begin with the first."""
        if self._rows:
            self._rows[0].field.setFocus()

    def begin_with(self, stock_id: int) -> None:
        """Begin with that one."""
        found = next((row for row in self._rows if row.row.id == stock_id), None)
        if found is not None:
            found.field.setFocus()

    def _note(self, shown: CountRow) -> None:
        number = shown.field.number
        if number is None:
            self._counted.pop(shown.row.id, None)
        else:
            self._counted[shown.row.id] = number
        self._tell()

    def _tell(self) -> None:
        number = len(self._counted)
        told = ngettext("{n} chose comptée sur {all}", "{n} choses comptées sur {all}", number)
        self._told.setText(told.format(n=number, all=len(self._stock)))
        self.go.setEnabled(bool(number))

    def _go_on(self, place: int, by: int) -> None:
        following = place + by
        if following >= len(self._rows):
            self.go.setFocus()
        elif following >= 0:
            field = self._rows[following].field
            field.setFocus()
            field.selectAll()

    def on_done(self) -> None:
        """Note it."""
        self.done.emit(dict(self._counted))
