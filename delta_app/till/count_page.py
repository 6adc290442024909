"""Coins and notes counted by denomination, with the hands on the money: by keys, or plus and minus."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIntValidator, QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QLineEdit, QWidget

from delta_app.core.i18n import _
from delta_app.core.money import format_money
from delta_app.till.rules import DENOMINATIONS, MOST_PIECES
from delta_app.till.spoken import denomination_words
from delta_app.widgets import space, theme
from delta_app.widgets.buttons import IconButton
from delta_app.widgets.cards import Card
from delta_app.widgets.dialog import scrolled
from delta_app.widgets.text import words

LEAST = 330
FIRST_SEEN = 5_000  # larger notes are rare: one scrolls up to them


class PiecesField(QLineEdit, theme.Themed):
    """How many of one; up and down change it, Enter goes on to the next. Empty is none."""

    stepped = Signal(int)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setValidator(QIntValidator(0, MOST_PIECES, self))
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.on_theme()

    def on_theme(self) -> None:
        """Measure again in another text size."""
        self.setFixedWidth(theme.px(58))

    @property
    def pieces(self) -> int:
        """The number in it."""
        return int(self.text() or 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The arrows count, Enter goes on."""
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Plus):
            self.stepped.emit(1)
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Minus):
            self.stepped.emit(-1)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.focusNextChild()
        else:
            super().keyPressEvent(event)


class CountCard(Card, theme.Themed):
    """The table of a count; ``changed`` at every coin."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setAccessibleName(_("Comptage"))
        self._fields: dict[int, PiecesField] = {}
        self._amounts: dict[int, QLabel] = {}
        self._rows: dict[int, tuple[QWidget, ...]] = {}
        self._total = words("", "due")
        self._build()
        self.on_theme()

    def on_theme(self) -> None:
        """As wide as a row needs, amounts too."""
        self.setMinimumWidth(theme.between(LEAST))

    def _build(self) -> None:
        body = QWidget()
        grid = QGridLayout(body)
        grid.setContentsMargins(0, 0, theme.gap(6), 0)
        space.in_grid(grid, across=7, down=3)
        grid.setColumnStretch(4, 1)
        grid.setRowStretch(len(DENOMINATIONS), 1)
        for place, cents in enumerate(DENOMINATIONS):
            self._add_row(grid, place, cents)
        self._area = scrolled(body)
        body.setObjectName("card_ground")
        self.column.addWidget(self._area, 1)
        rule = QFrame()
        rule.setProperty("role", "rule")
        self.column.addWidget(rule)
        foot = QHBoxLayout()
        foot.addWidget(words(_("Compté"), "due"), 1)
        foot.addWidget(self._total)
        self.column.addLayout(foot)
        self._tell()

    def _add_row(self, grid: QGridLayout, place: int, cents: int) -> None:
        said = denomination_words(cents)
        field = PiecesField(_("Combien de {piece}").format(piece=said))
        fewer = IconButton("minus", _("Un de moins : {name}").format(name=said))
        more = IconButton("plus", _("Un de plus : {name}").format(name=said))
        amount = words("", "soft")
        amount.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        for button, step in ((fewer, -1), (more, 1)):
            button.setProperty("look", "step")
            button.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
            button.clicked.connect(lambda _checked=False, step=step: self._step(cents, step))
        field.stepped.connect(lambda step: self._step(cents, step))
        field.textEdited.connect(lambda _text: self._edited())
        row: tuple[QWidget, ...] = (words(said, "strong"), fewer, field, more, amount)
        for column, piece in enumerate(row):
            grid.addWidget(piece, place, column)
        self._fields[cents], self._amounts[cents], self._rows[cents] = field, amount, row

    def _step(self, cents: int, step: int) -> None:
        field = self._fields[cents]
        pieces = max(0, min(MOST_PIECES, field.pieces + step))
        field.setText(str(pieces) if pieces else "")
        field.setFocus()
        self._edited()

    def _edited(self) -> None:
        self._tell()
        self.changed.emit()

    def _tell(self) -> None:
        for cents, field in self._fields.items():
            amount = self._amounts[cents]
            amount.setText(format_money(cents * field.pieces) if field.pieces else "")
        self._total.setText(format_money(self.total))

    @property
    def counted(self) -> dict[int, int]:
        """Denomination in cents → pieces, those that are there."""
        return {cents: field.pieces for cents, field in self._fields.items() if field.pieces}

    @property
    def total(self) -> int:
        """What it comes to, in cents."""
        return sum(cents * pieces for cents, pieces in self.counted.items())

    def show_count(self, counted: Mapping[int, int]) -> None:
        """Show a count that was begun; tells nobody."""
        for cents, field in self._fields.items():
            pieces = counted.get(cents, 0)
            field.setText(str(pieces) if pieces else "")
        self._tell()

    def freeze(self, frozen: bool) -> None:
        """A count that was given is only looked at."""
        for cents, field in self._fields.items():
            field.setReadOnly(frozen)
            field.setFocusPolicy(Qt.FocusPolicy.NoFocus if frozen else Qt.FocusPolicy.StrongFocus)
            for piece in self._rows[cents]:
                piece.setVisible(not frozen or (field.pieces > 0 and not isinstance(piece, IconButton)))

    def begin(self) -> None:
        """The keyboard to the note that is met first; larger ones are above it."""
        self._fields[FIRST_SEEN].setFocus()
        self._area.ensureWidgetVisible(self._fields[DENOMINATIONS[-1]])
        self._area.ensureWidgetVisible(self._fields[FIRST_SEEN])
