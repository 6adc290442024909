"""The bill at the right of the tiles: what was touched, what it comes to, and the ways to pay it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from delta_app.core.i18n import _, format_number
from delta_app.core.money import format_money
from delta_app.till.basket import ShownLine, change_for, total_of
from delta_app.till.rules import rounded_cash
from delta_app.widgets import space, theme
from delta_app.widgets.buttons import Button, IconButton, PressButton
from delta_app.widgets.cards import Card
from delta_app.widgets.dialog import scrolled
from delta_app.widgets.item_rows import empty_layout
from delta_app.widgets.text import ElidedLabel, button_text, plain_tip, words

NOTES = (500, 1000, 2000)
"""What people hand over most, in cents: one press says how it was paid and what to give back."""
WIDTH = 344


class PayButton(PressButton):
    """A large button by which a bill is paid; ``strength``: main, soft or none."""

    def __init__(self, text: str, strength: str = "", parent: QWidget | None = None) -> None:
        super().__init__(button_text(text), parent)
        self.setProperty("kind", "pay")
        self.setProperty("strength", strength)
        self.setAccessibleName(text)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(False)


class BillLine(QFrame, theme.Themed):
    """So many of a product; fewer and more of it, another price where it has one of one's own."""

    fewer = Signal()
    more = Signal()
    price_asked = Signal()

    def __init__(self, shown: ShownLine, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "item")
        said = _("{n} × {name}").format(n=format_number(shown.line.quantity), name=shown.name)
        self.setAccessibleName(f"{said}, {format_money(shown.cents)}")
        row = QHBoxLayout(self)
        space.around(row, 0, 6, 0, 6)
        space.between(row, 5)
        fewer, more = (
            IconButton("minus", _("Un de moins : {name}").format(name=shown.name)),
            IconButton("plus", _("Un de plus : {name}").format(name=shown.name)),
        )
        for button in (fewer, more):
            button.setProperty("look", "step")
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._number = words(format_number(shown.line.quantity), "strong")
        self._number.setAlignment(Qt.AlignmentFlag.AlignCenter)
        name = ElidedLabel(shown.name)
        row.addWidget(fewer)
        row.addWidget(self._number)
        row.addWidget(more)
        row.addSpacing(theme.gap(4))
        row.addWidget(name, 1)
        row.addWidget(self._price(shown))
        fewer.clicked.connect(self.fewer)
        more.clicked.connect(self.more)
        self.on_theme()

    def _price(self, shown: ShownLine) -> QWidget:
        if shown.gone:
            return words(_("n’est plus vendu"), "error")
        if shown.kind not in ("free", "suggested"):
            return words(format_money(shown.cents))
        button = Button(format_money(shown.cents), kind="undo")
        button.setAccessibleName(_("Changer le prix : {name}").format(name=shown.name))
        plain_tip(button, _("Changer le prix"))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(self.price_asked)
        return button

    def on_theme(self) -> None:
        """Names begin at the same place, whatever the number."""
        self._number.setMinimumWidth(theme.px(22))


class BillCard(Card):
    """The bill. ``quantity_asked`` tells a line's place and how many more, ``price_asked`` its place, ``pay_asked`` a
    way (cash, card, qr, free, suspended, split) and, in cash, what was handed over in cents, 0 for just enough."""

    quantity_asked = Signal(int, int)
    price_asked = Signal(int)
    pay_asked = Signal(str, int)
    empty_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setAccessibleName(_("Addition"))
        self._shown: tuple[ShownLine, ...] = ()
        self._build()
        self._lay_out()
        self._connect()

    def _build(self) -> None:
        self._clear = IconButton("close", _("Vider l’addition"))
        self._clear.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._hint = words("", "soft", wrap=True)
        self._done, self._done_note = words("", "due", wrap=True), words("", "soft", wrap=True)
        self._done.hide()
        self._done_note.hide()
        self._total, self._rounding = words(), words()
        self._rounding_name = words(_("Arrondi espèces (5 cents)"), "soft")
        self._due = words("", "due")
        self._handed = {cents: PayButton(format_money(cents).replace(",00", "").replace(".00", "")) for cents in NOTES}
        self.ways = {
            "cash": PayButton(_("Espèces"), "main"),
            "card": PayButton(_("Carte"), "soft"),
            "free": PayButton(_("Offert")),
            "qr": PayButton(_("Code QR")),
            "suspended": PayButton(_("Suspendu")),
            "split": PayButton(_("Partager…")),
        }
        for cents, button in self._handed.items():
            plain_tip(button, _("On me donne {amount}").format(amount=format_money(cents)))
            button.setAccessibleName(_("On me donne {amount}").format(amount=format_money(cents)))
        tips = {
            "cash": _("Le compte juste, en espèces (Entrée)"),
            "card": _("Avec une carte de consommation (C)"),
            "free": _("Offert par la maison (O)"),
            "qr": _("Par l’app de sa banque, avec un code à l’écran (Q)"),
            "suspended": _("Avec un café que quelqu’un a déjà payé (S)"),
            "split": _("En plusieurs façons (P)"),
        }
        for way, tip in tips.items():
            plain_tip(self.ways[way], tip)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(words(_("Addition"), "strong"), 1)
        head.addWidget(self._clear)
        self.column.addLayout(head)
        body = QWidget()
        body_column = QVBoxLayout(body)
        body_column.setContentsMargins(0, 0, 0, 0)
        body_column.setSpacing(0)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(0)
        body_column.addLayout(self._lines)
        for label in (self._done, self._done_note, self._hint):
            body_column.addWidget(label)
        body_column.addStretch()
        self._area = scrolled(body)
        body.setObjectName("card_ground")
        self.column.addWidget(self._area, 1)
        figures = QGridLayout()
        space.in_grid(figures, across=8, down=2)
        figures.setColumnStretch(0, 1)
        for row, (name, figure) in enumerate(
            ((words(_("Total"), "soft"), self._total), (self._rounding_name, self._rounding),
             (words(_("À payer"), "due"), self._due))
        ):  # fmt: skip
            figures.addWidget(name, row, 0)
            figures.addWidget(figure, row, 1, Qt.AlignmentFlag.AlignRight)
        self.column.addLayout(figures)
        usual = (self.ways["cash"], self.ways["card"], self.ways["free"])
        others = (self.ways["qr"], self.ways["suspended"], self.ways["split"])  # as many as there are
        for together in (tuple(self._handed.values()), usual, others):
            buttons = QHBoxLayout()
            space.between(buttons, 8)
            for button in together:
                buttons.addWidget(button, 1)
            self.column.addLayout(buttons)

    def _connect(self) -> None:
        self._clear.clicked.connect(self.empty_asked)
        for cents, button in self._handed.items():
            button.clicked.connect(lambda _checked=False, cents=cents: self.pay_asked.emit("cash", cents))
        for way, button in self.ways.items():
            button.clicked.connect(lambda _checked=False, way=way: self.pay_asked.emit(way, 0))

    def show_bill(self, lines: Sequence[ShownLine], *, suspended: int, by_code: bool) -> None:
        """Show the bill; ``suspended`` is what was paid ahead for others, in cents."""
        if tuple(lines) != self._shown or not self._lines.count():
            self._show_lines(lines)
        total = total_of(lines)
        due = rounded_cash(total)
        self._total.setText(format_money(total))
        rounding = due - total
        self._rounding.setText(format_money(rounding))
        for label in (self._rounding, self._rounding_name):
            label.setVisible(bool(rounding))
        self._due.setText(format_money(due))
        ready = bool(lines) and not any(line.gone for line in lines)
        for cents, button in self._handed.items():
            button.setEnabled(ready and total > 0 and (change_for(total, cents) or 0) > 0)
        for button in self.ways.values():
            button.setEnabled(ready)
        self.ways["suspended"].setVisible(suspended > 0)
        self.ways["suspended"].setEnabled(ready and 0 < total <= suspended)
        self.ways["qr"].setEnabled(ready and total > 0)
        self.ways["split"].setEnabled(ready and total > 0)
        self.ways["qr"].setVisible(by_code)
        self._clear.setVisible(bool(lines))
        if lines:
            self._done.hide()
            self._done_note.hide()
        self._hint.setVisible(not lines and not self._done.isVisibleTo(self))

    def _show_lines(self, lines: Sequence[ShownLine]) -> None:
        self._shown = tuple(lines)
        empty_layout(self._lines)
        for place, shown in enumerate(lines):
            line = BillLine(shown)
            line.fewer.connect(lambda place=place: self.quantity_asked.emit(place, -1))
            line.more.connect(lambda place=place: self.quantity_asked.emit(place, 1))
            line.price_asked.connect(lambda place=place: self.price_asked.emit(place))
            self._lines.addWidget(line)
        self._hint.setText(_("Touchez ce qui est pris, ou pressez son chiffre."))
        bar = self._area.verticalScrollBar()
        bar.setValue(bar.maximum())

    def show_done(self, said: str, note: str) -> None:
        """What came of the last bill, until the next one is begun."""
        self._done.setText(said)
        self._done_note.setText(note)
        self._done.setVisible(bool(said))
        self._done_note.setVisible(bool(note))
        self._hint.setVisible(not said)
