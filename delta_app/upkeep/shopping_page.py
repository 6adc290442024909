"""The shopping list as a card: ticked, added to, bought or asked of the budget, and put away."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCompleter, QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from delta_app.core.i18n import _, format_number
from delta_app.core.money import format_money
from delta_app.upkeep import spoken
from delta_app.upkeep.rules import LONGEST_NAME
from delta_app.upkeep.shopping_acts_page import StockDeeds
from delta_app.upkeep.stock_data import ShoppingRow, expected_cents
from delta_app.upkeep.view_page import UnderBox, icon_act
from delta_app.widgets import space, theme
from delta_app.widgets.buttons import Button, named_button
from delta_app.widgets.cards import Card
from delta_app.widgets.chips import Chip
from delta_app.widgets.flow import FlowLayout
from delta_app.widgets.item_rows import ItemRow
from delta_app.widgets.long_choice import LongCheckBox
from delta_app.widgets.text import words

NUMBER_WIDTH = 26


class ShoppingCard(Card):
    """``ticked`` is what was ticked, by key: it stays so while the list is read anew. ``may_help``: somebody of the
    team stands here; else the list is only read."""

    ticks_changed = Signal()

    def __init__(
        self,
        rows: Sequence[ShoppingRow],
        ticked: set[str],
        deeds: StockDeeds,
        names: Sequence[str],
        *,
        may_help: bool,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent=parent)
        self.setAccessibleName(_("Liste de courses"))
        self._rows, self._ticked, self._deeds, self._may_help = tuple(rows), ticked, deeds, may_help
        ticked &= {row.key for row in rows if row.is_to_buy}
        self._boxes: dict[str, LongCheckBox] = {}
        self._told = words("", "soft", wrap=True)
        self.all = Button(_("Tout cocher"))
        self.buying, self.asking = Button(_("Acheté…"), "basket", kind="main"), Button(_("Demander au budget…"))
        self.field = QLineEdit()
        self.field.setMaxLength(LONGEST_NAME + 6)
        self.field.setAccessibleName(_("Ajouter à la liste de courses"))
        self.field.setPlaceholderText(_("Ajouter : 3 ampoules, bougies…"))
        completer = QCompleter(list(names), self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.field.setCompleter(completer)
        self._lay_out()
        self.field.returnPressed.connect(self.on_add)
        self.all.clicked.connect(self.on_all)
        self.buying.clicked.connect(self.on_buy)
        self.asking.clicked.connect(self.on_ask)
        self._tell()

    def _lay_out(self) -> None:
        to_buy = [row for row in self._rows if row.is_to_buy]
        waiting = [row for row in self._rows if row.asked]
        there = [row for row in self._rows if row.bought]
        head = FlowLayout(spacing=8, push_last=bool(to_buy) and self._may_help)
        head.addWidget(words(_("Liste de courses"), "heading"))
        if to_buy and self._may_help:
            head.addWidget(self.all)
        self.column.addLayout(head)
        for row in to_buy:
            self.column.addWidget(self._line(row))
        if not to_buy:
            self.column.addWidget(words(_("Rien à acheter : la réserve suffit."), "soft", wrap=True))
        if self._may_help:
            self.column.addWidget(self.field)
            self.column.addWidget(self._told)
            foot = FlowLayout(spacing=8)
            foot.addWidget(self.buying)
            foot.addWidget(self.asking)
            self.column.addLayout(foot)
        if there:
            self._add_part(_("Acheté, à ranger"), there, self._stowed_row)
        if waiting:
            self._add_part(_("Demandé au budget"), waiting, self._waiting_row)
        self.column.addStretch(1)

    def _add_part(self, heading: str, rows: Sequence[ShoppingRow], made: Callable[[ShoppingRow], QWidget]) -> None:
        self.column.addSpacing(8)
        self.column.addWidget(words(heading, "strong"))
        for row in rows:
            self.column.addWidget(made(row))

    def _line(self, row: ShoppingRow) -> QFrame:
        frame = QFrame()
        frame.setProperty("role", "item")
        said, under = spoken.shopping_words(row), spoken.shopping_words(row, counted=False)
        frame.setAccessibleName(f"{row.name}, {said}")
        chip = spoken.shopping_chip(row)
        across = QHBoxLayout(frame)
        space.around(across, 0, 4, 0, 5)
        space.between(across, 6)
        column = QVBoxLayout()
        column.setSpacing(0)
        across.addLayout(column, 1)
        if self._may_help:
            box = LongCheckBox(row.name)
            box.setAccessibleDescription(said)
            box.setChecked(row.key in self._ticked)
            box.toggled.connect(partial(self._on_tick, row.key))
            self._boxes[row.key] = box
            column.addWidget(box)
            if under or chip is not None:
                column.addWidget(UnderBox(under, chip))
        else:
            column.addWidget(words(row.name, "strong", wrap=True))
            column.addWidget(words(said, "soft", wrap=True))
            if chip is not None:
                across.addWidget(Chip(*chip))  # type: ignore[arg-type]
        for piece in self._number_acts(row):
            across.addWidget(piece)
        return frame

    def _number_acts(self, row: ShoppingRow) -> list[QWidget]:
        if not self._may_help:
            return []
        less = icon_act("minus", _("Un de moins : {name}").format(name=row.name),
                        partial(self._deeds.set_number, row, row.quantity - 1))  # fmt: skip
        more = icon_act("plus", _("Un de plus : {name}").format(name=row.name),
                        partial(self._deeds.set_number, row, row.quantity + 1))  # fmt: skip
        less.setEnabled(row.quantity > 1)
        number = words(format_number(row.quantity), "strong")
        number.setAlignment(Qt.AlignmentFlag.AlignCenter)
        number.setMinimumWidth(theme.px(NUMBER_WIDTH))
        away = icon_act("close", _("Ôter de la liste : {name}").format(name=row.name),
                        partial(self._deeds.remove, row))  # fmt: skip
        policy = away.sizePolicy()
        policy.setRetainSizeWhenHidden(True)  # so that the others stand one under the other
        away.setSizePolicy(policy)
        if row.item_id is None:
            away.hide()
        return [less, number, more, away]

    def _stowed_row(self, row: ShoppingRow) -> ItemRow:
        buttons = []
        if self._may_help:
            name = _("C’est rangé : {name}").format(name=row.name)
            buttons = [named_button(_("C’est rangé"), name, partial(self._deeds.put_away, [row]))]
        return ItemRow(row.name, spoken.shopping_words(row), *buttons)

    def _waiting_row(self, row: ShoppingRow) -> ItemRow:
        return ItemRow(row.name, spoken.shopping_words(row), chip=spoken.shopping_chip(row))  # type: ignore[arg-type]

    @property
    def _chosen(self) -> tuple[ShoppingRow, ...]:
        return tuple(row for row in self._rows if row.key in self._ticked)

    def _on_tick(self, key: str, ticked: bool) -> None:
        (self._ticked.add if ticked else self._ticked.discard)(key)
        self._tell()

    def _tell(self) -> None:
        chosen = self._chosen
        cents = expected_cents(chosen)
        why = "" if chosen else _("Cochez d’abord ce qui est acheté, ou à demander.")
        about = _("Coché : {n}").format(n=len(chosen))
        if cents is not None:
            about = _("{about} · environ {amount} aux derniers prix").format(about=about, amount=format_money(cents))
        self._told.setText(about if chosen else why)
        self._told.setVisible(bool(self._boxes))
        for button in (self.buying, self.asking):
            button.setEnabled(bool(chosen))
            button.setAccessibleDescription(why)
            button.setVisible(bool(self._boxes))
        self.ticks_changed.emit()

    def on_all(self) -> None:
        """Everything, or nothing where all of it was ticked."""
        every = not all(box.isChecked() for box in self._boxes.values())
        for box in self._boxes.values():
            box.setChecked(every)

    def on_add(self) -> None:
        """What was typed is on the list; the field is ready for the next."""
        typed = self.field.text()
        if typed.strip() and self._deeds.add_to_list(typed):
            self.field.clear()

    def on_buy(self) -> None:
        """What is ticked was bought."""
        self._deeds.buy(self._chosen)

    def on_ask(self) -> None:
        """What is ticked is asked of the budget."""
        self._deeds.ask(self._chosen)
