"""Selling: tiles and the running journal at the left, the bill at the right, and the keys of a till."""

from dataclasses import replace

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from delta_app.core.i18n import _
from delta_app.till.acts_page import TillActs
from delta_app.till.basket import Basket, OnMenu, ShownLine, basket_of
from delta_app.till.basket_page import WIDTH, BillCard
from delta_app.till.menu_commands import order_products
from delta_app.till.menu_dialogs import price_words
from delta_app.till.queries import ProductRow
from delta_app.till.running_page import RunningJournal
from delta_app.till.sale_dialogs import PriceDialog
from delta_app.till.session_data import Draft, TillView
from delta_app.widgets import space, theme
from delta_app.widgets.buttons import Button
from delta_app.widgets.cards import Card
from delta_app.widgets.dialog import scrolled
from delta_app.widgets.page import Desk
from delta_app.widgets.text import words
from delta_app.widgets.tiles import TileGrid, TileSaid

_WAY_KEYS = {
    Qt.Key.Key_Return: "cash", Qt.Key.Key_Enter: "cash", Qt.Key.Key_C: "card", Qt.Key.Key_Q: "qr",
    Qt.Key.Key_O: "free", Qt.Key.Key_S: "suspended", Qt.Key.Key_P: "split",
}  # fmt: skip
KEYED = 9


class SaleView(QWidget, theme.Themed):
    """What is touched stands on the bill at once, and is kept right after. ``stale`` tells that the till is to be read
    again, ``menu_asked`` that somebody wants to change what is served."""

    stale = Signal()
    menu_asked = Signal()

    def __init__(self, desk: Desk, acts: TillActs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._acts = desk, acts
        self._view: TillView | None = None
        self._basket = Basket()
        self._later = QTimer(self, singleShot=True, interval=0)
        self._build()
        self._lay_out()
        self._connect()
        self.on_theme()

    def _build(self) -> None:
        self.tiles, self.journal, self.bill = TileGrid(_("Carte des prix")), RunningJournal(), BillCard()
        self._first = Card(_("La carte est vide"))
        self._first.column.addWidget(words(
            _("Mettez-y ce qui est servi : un nom, un prix. Chaque produit devient une tuile."), wrap=True
        ))  # fmt: skip
        self._make_menu = Button(_("Remplir la carte…"), "plus", kind="main")
        self._first.column.addWidget(self._make_menu, 0, Qt.AlignmentFlag.AlignLeft)

    def _lay_out(self) -> None:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        space.between(column, 14)
        for piece in (self._first, self.tiles):
            column.addWidget(piece)
        column.addWidget(self.journal, 1)
        row = QHBoxLayout(self)
        space.around(row, 20, 0, 20, 14)
        space.between(row, 16)
        row.addWidget(scrolled(left), 1)
        row.addWidget(self.bill)

    def _connect(self) -> None:
        self._make_menu.clicked.connect(self.menu_asked)
        self.tiles.pressed.connect(self.on_tile)
        self.tiles.menu_asked.connect(self.on_tile_menu)
        self.tiles.carried.connect(self.on_carried)
        self.bill.quantity_asked.connect(self.on_quantity)
        self.bill.price_asked.connect(self.on_price)
        self.bill.pay_asked.connect(self.on_pay)
        self.bill.empty_asked.connect(lambda: self._take(Basket()))
        self._acts.sold.connect(self.bill.show_done)
        self._later.timeout.connect(self._keep_basket)

    def on_theme(self) -> None:
        """The bill is as wide as its figures need."""
        self.bill.setFixedWidth(round(theme.px(WIDTH) * 0.4 + theme.gap(WIDTH) * 0.6))

    def show_till(self, view: TillView) -> None:
        """Show the menu, the bill that was begun, and what was sold."""
        self._view = view
        kept = self._basket if self._later.isActive() else basket_of(view.basket.content)
        self._basket = kept.of_known(self._on_menu())  # what was just touched is newer than what is kept
        if self._basket != kept:
            self._desk.told.emit(_("Un produit n’existe plus : il est ôté de l’addition."), False)
            self._later.start()
        self.tiles.movable = self._desk.handles_money
        self.tiles.show_tiles([_tile(row, place) for place, row in enumerate(view.products)])
        self._first.setVisible(not view.products)
        self._make_menu.setVisible(self._desk.handles_money)
        self.journal.show_entries(view.entries)
        self._show_bill()

    def _show_bill(self) -> None:
        if self._view is not None:
            self.bill.show_bill(self._shown(), suspended=self._view.suspended, by_code=bool(self._view.iban))

    def _on_menu(self) -> dict[int, OnMenu]:
        rows = () if self._view is None else (*self._view.products, *self._view.withdrawn)
        return {row.id: OnMenu(row.name, row.kind, row.cents, row.withdrawn) for row in rows}

    def _shown(self) -> tuple[ShownLine, ...]:
        return self._basket.shown(self._on_menu())

    def _take(self, basket: Basket) -> None:
        """Another bill: shown at once, kept right after."""
        self._basket = basket
        self._show_bill()
        self._later.start()

    def _keep_basket(self) -> None:
        """So that a power cut loses nothing of it."""
        self._later.stop()
        if self._view is None:
            return
        content = self._basket.text() if self._basket.lines else ""
        version = self._acts.keep("basket", content, self._view.basket.version)
        if version is None:
            self.stale.emit()
        else:
            self._view = _with_basket(self._view, content, version)

    def _product(self, product_id: int) -> ProductRow | None:
        rows = () if self._view is None else self._view.products
        return next((row for row in rows if row.id == product_id), None)

    def on_tile(self, product_id: int) -> None:
        """One more of it; first how much it is, where that is for whoever buys it to say."""
        row = self._product(product_id)
        if row is None or self._view is None or self._view.opening is None:
            return
        if row.cents is not None:
            self._take(self._basket.with_one_more(product_id))
            return
        dialog = PriceDialog(row.name, None, self)
        if dialog.exec():
            self._take(self._basket.with_one_more(product_id, dialog.cents))

    def on_quantity(self, place: int, step: int) -> None:
        """More or fewer on a line."""
        self._take(self._basket.with_quantity(place, self._basket.lines[place].quantity + step))

    def on_price(self, place: int) -> None:
        """Another price, where it is free or only suggested."""
        line = self._basket.lines[place]
        row = self._product(line.product_id)
        if row is None:
            return
        dialog = PriceDialog(row.name, row.cents, self)
        if dialog.exec():
            rest = self._basket.with_quantity(place, 0)
            for _one in range(line.quantity):
                rest = rest.with_one_more(line.product_id, dialog.cents)
            self._take(rest)

    def on_pay(self, way: str, handed: int) -> None:
        """Paid; the sale itself has the page read anew."""
        if self._later.isActive():
            self._keep_basket()
        view, shown = self._view, self._shown()
        if view is None or not shown:
            return
        if self._acts.pay(way, handed, view, self._basket, shown):
            self._basket = Basket()
        else:
            self.stale.emit()

    def on_tile_menu(self, product_id: int, at: QPoint) -> None:
        """What can be done to a tile: also what can be carried."""
        if not self._desk.handles_money or self._view is None:
            return
        order = [row.id for row in self._view.products]
        place = order.index(product_id)
        popup = QMenu(self)
        for text, step in ((_("Avancer"), -1), (_("Reculer"), 1)):
            action = popup.addAction(text)
            action.setEnabled(0 <= place + step < len(order))
            action.triggered.connect(lambda _checked=False, step=step: self.on_carried(product_id, order[place + step]))
        popup.addAction(_("Carte des prix…")).triggered.connect(self.menu_asked)
        popup.exec(at)
        popup.deleteLater()

    def on_carried(self, product_id: int, target_id: int) -> None:
        """A tile takes the place of another."""
        row = self._product(product_id)
        if row is None or self._view is None:
            return
        order = [one.id for one in self._view.products]
        order.insert(order.index(target_id), order.pop(order.index(product_id)))
        label = _("Déplacer « {name} » sur la carte").format(name=row.name)
        done = _("Déplacé : {name}").format(name=row.name)
        self._desk.act(label, lambda session: order_products(session, order), lambda _done: done)

    def take_key(self, event: QKeyEvent) -> bool:
        """Whether a key did something."""
        passing = Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier
        if event.modifiers() & ~passing:
            return False
        products = () if self._view is None else self._view.products
        place = _digit(event) - 1
        if 0 <= place < min(KEYED, len(products)):
            self.on_tile(products[place].id)
        elif event.key() in _WAY_KEYS:
            self.bill.ways[_WAY_KEYS[Qt.Key(event.key())]].click()
        elif event.text() in ("+", "-") and self._basket.lines:
            self.on_quantity(len(self._basket.lines) - 1, 1 if event.text() == "+" else -1)
        elif event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete) and self._basket.lines:
            self._take(self._basket.with_quantity(len(self._basket.lines) - 1, 0))
        else:
            return False
        return True


# What the row of digits gives on a Belgian keyboard without Shift, from 1 to 9.
_BELGIAN_DIGITS = "&é\"'(§è!ç"


def _digit(event: QKeyEvent) -> int:
    """The digit of a key, on whichever keyboard; 0 where it is none of 1 to 9."""
    text = event.text()
    if len(text) == 1 and text in _BELGIAN_DIGITS:
        return _BELGIAN_DIGITS.index(text) + 1
    return int(text) if len(text) == 1 and text in "123456789" else 0


def _tile(row: ProductRow, place: int) -> TileSaid:
    shortcut = str(place + 1) if place < KEYED else ""
    return TileSaid(row.id, row.name, price_words(row) if row.cents is not None else "…", row.colour, shortcut)


def _with_basket(view: TillView, content: str, version: int) -> TillView:
    return replace(view, basket=Draft(content, version))
