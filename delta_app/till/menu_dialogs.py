"""The menu put in order: what is served, at which price from which day, in which colour and place."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from delta_app.core import clock
from delta_app.core.errors import Refused
from delta_app.core.i18n import _, format_date
from delta_app.core.money import format_money, parse_money, plain_money
from delta_app.till.menu_commands import (
    LONGEST_NAME,
    ProductDetails,
    add_product,
    change_product,
    drop_price,
    order_products,
    restore_product,
    withdraw_product,
)
from delta_app.till.queries import ComingPrice, ProductRow, coming_prices, menu
from delta_app.widgets import space, theme
from delta_app.widgets.buttons import Button, IconButton, named_button
from delta_app.widgets.choice import Choice
from delta_app.widgets.date_field import DateField
from delta_app.widgets.dialog import Dialog, scrolled
from delta_app.widgets.forms import add_field, form_on
from delta_app.widgets.item_rows import ItemRow, empty_layout
from delta_app.widgets.money_field import MoneyField
from delta_app.widgets.page import Desk
from delta_app.widgets.text import words

_SAMPLE = 22


def price_words(row: ProductRow) -> str:
    """What a product costs: ``0,50 €``, ``3,00 € conseillé``, ``prix libre``."""
    if row.cents is None:
        return _("prix libre")
    amount = format_money(row.cents)
    return _("{amount} conseillé").format(amount=amount) if row.kind == "suggested" else amount


def coming_words(price: ComingPrice) -> str:
    """What a product will cost: ``0,60 € à partir du 1er janvier 2027``."""
    return _("{amount} à partir du {day}").format(
        amount=format_money(price.cents), day=format_date(price.from_day, "d MMMM y")
    )


def _kinds() -> tuple[tuple[str, str], ...]:
    return (
        ("fixed", _("prix fixe")),
        ("suggested", _("prix conseillé, que l’on peut changer à la caisse")),
        ("free", _("prix libre")),
        ("suspended", _("café suspendu : payé pour quelqu’un d’autre")),
    )


def _colours() -> tuple[tuple[str, str], ...]:
    return (
        ("sand", _("sable")),
        ("sage", _("sauge")),
        ("clay", _("argile")),
        ("apricot", _("abricot")),
        ("straw", _("paille")),
        ("honey", _("miel")),
        ("sky", _("ciel")),
        ("rose", _("rose")),
        ("lavender", _("lavande")),
        ("lilac", _("lilas")),
    )


class _Sample(QWidget, theme.Themed):
    """A square of a tile's colour."""

    def __init__(self, colour: str) -> None:
        super().__init__()
        self._colour = colour
        self.on_theme()

    def on_theme(self) -> None:
        """Measure again in another text size."""
        self.setFixedSize(theme.px(_SAMPLE), theme.px(_SAMPLE))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Its ground and its outline."""
        ground, line = theme.tile_shades(self._colour)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(theme.colour(line))
        painter.setBrush(theme.colour(ground))
        painter.drawRoundedRect(self.rect().toRectF().adjusted(0.5, 0.5, -0.5, -0.5), theme.gap(5), theme.gap(5))


class ProductDialog(Dialog):
    """One product: a new one, or one that is to be said otherwise. ``details`` and ``from_day`` say what;
    ``price_drop_asked`` tells of a coming price that is to be taken back at once."""

    price_drop_asked = Signal(object)

    def __init__(self, row: ProductRow | None, categories: Sequence[str], coming: Sequence[ComingPrice] = (),
                 parent: QWidget | None = None) -> None:  # fmt: skip
        super().__init__(_("Nouveau produit") if row is None else row.name, parent, width=520)
        self._row, self._coming = row, tuple(coming)
        self._build(categories)
        if row is not None:
            self._fill(row)
        self._lay_out()
        self._connect()
        self._tell()
        self._name.setFocus()

    def _build(self, categories: Sequence[str]) -> None:
        self._name = QLineEdit()
        self._name.setMaxLength(LONGEST_NAME)
        self._category = Choice(_("Catégorie"))
        self._category.setEditable(True)
        self._category.addItems(list(categories))
        self._category.setEditText("")
        self._kind, self._colour = Choice(_("Sorte de prix")), Choice(_("Couleur"))
        for key, said in _kinds():
            self._kind.addItem(said, key)
        self._colour.addItem(_("celle qui sert le moins"), "")
        for key, said in _colours():
            self._colour.addItem(said, key)
        self._price = MoneyField()
        self._from = DateField(_("À partir du"))
        self._from.setMinimumDate(clock.today())  # type: ignore[arg-type]
        self._from.show_day(clock.today())
        self._note = words(_("Ce qui est déjà vendu garde son prix."), "soft", wrap=True)
        self._cancel, self._save = Button(_("Annuler")), Button(_("Enregistrer"), kind="main")

    def _fill(self, row: ProductRow) -> None:
        self._name.setText(row.name)
        self._category.setEditText(row.category)
        self._kind.setCurrentIndex(self._kind.findData(row.kind))
        self._colour.setCurrentIndex(self._colour.findData(row.colour))
        self._price.setText("" if row.cents is None else plain_money(row.cents))

    def _lay_out(self) -> None:
        body, box = QWidget(), QWidget()
        column = QVBoxLayout(body)
        space.around(column, 0, 2, 8, 2)
        space.between(column, 12)
        self._list = QVBoxLayout(box)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(0)
        self._form = form_on()
        add_field(self._form, _("Nom"), self._name)
        add_field(self._form, _("Catégorie"), self._category)
        add_field(self._form, _("Sorte de prix"), self._kind)
        self._price_row = self._form.rowCount()
        add_field(self._form, _("Prix"), self._price)
        add_field(self._form, _("À partir du"), self._from)
        add_field(self._form, _("Prix à venir"), box)
        add_field(self._form, _("Couleur"), self._colour)
        column.addLayout(self._form)
        column.addWidget(self._note)
        column.addStretch()
        self._area = scrolled(body)
        self.column.addWidget(self._area, 1)
        self._list_coming()
        self.lay_out_buttons(self._cancel, self._save)
        self.fit_to(self._area)

    def _connect(self) -> None:
        for signal in (self._name.textEdited, self._price.textEdited, self._kind.currentIndexChanged):
            signal.connect(lambda _value: self._tell())
        self._cancel.clicked.connect(self.reject)
        self._save.clicked.connect(self.accept)

    @property
    def _free(self) -> bool:
        return bool(self._kind.currentData() == "free")

    @property
    def _changed(self) -> bool:
        """Whether another price is said than the one that holds; what was free has none that could hold meanwhile."""
        there = None if self._row is None else self._row.cents
        return not self._free and there is not None and self.cents != there

    @property
    def cents(self) -> int | None:
        """The price, in cents; None where it is free, or no amount."""
        if self._free:
            return None
        try:
            return parse_money(self._price.text())
        except Refused:
            return None

    @property
    def from_day(self) -> date:
        """From when the price holds."""
        return self._from.day if self._changed else clock.today()

    @property
    def details(self) -> ProductDetails:
        """What is said of it."""
        return ProductDetails(
            self._name.text(), self._kind.currentData(), self.cents, self._category.currentText(),
            self._colour.currentData(),
        )  # fmt: skip

    def show_coming(self, coming: Sequence[ComingPrice]) -> None:
        """The prices that come now; what was typed stays."""
        self._coming = tuple(coming)
        self._list_coming()
        self._tell()

    def _list_coming(self) -> None:
        empty_layout(self._list)
        for price in self._coming:
            said = coming_words(price)
            name = _("Retirer : {what}").format(what=said)
            ask = partial(self.price_drop_asked.emit, price)
            self._list.addWidget(ItemRow(said, "", named_button(_("Retirer"), name, ask)))

    def _tell(self) -> None:
        self._form.setRowVisible(self._price_row, not self._free)
        self._form.setRowVisible(self._price_row + 1, self._changed)
        self._form.setRowVisible(self._price_row + 2, bool(self._coming) and not self._free)
        self._note.setVisible(self._changed)
        self._save.setEnabled(bool(self._name.text().strip()) and (self._free or self.cents is not None))
        if self.isVisible():
            self.fit_to(self._area)


class MenuDialog(Dialog):
    """The list of what is served, in the order of its tiles. Each act is done at once, and can be taken back."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(_("Carte des prix"), parent, width=760)
        self._desk = desk
        self._rows: tuple[ProductRow, ...] = ()
        self._coming: Mapping[int, tuple[ComingPrice, ...]] = {}
        body = QWidget()
        self._list = QVBoxLayout(body)
        space.around(self._list, 8, 2, 8, 2)
        self._list.setSpacing(0)
        self._list.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._empty = words(_("Rien n’est encore sur la carte : ajoutez ce qui est servi."), wrap=True)
        self.column.addWidget(self._empty)
        self._area = scrolled(body)
        self.column.addWidget(self._area, 1)
        self._new, close = Button(_("Ajouter un produit…"), "plus"), Button(_("Fermer"), kind="main")
        self.lay_out_buttons(self._new, close)
        self._new.clicked.connect(self.on_new)
        close.clicked.connect(self.accept)
        self._show()
        self.resize(self.width(), min(theme.px(620), self._room_height()))

    def _show(self) -> None:
        with self._desk.attempt(), self._desk.store.read() as session:
            today = clock.today()
            self._rows, self._coming = menu(session, today, withdrawn=True), coming_prices(session, today)
        empty_layout(self._list)
        served = [row for row in self._rows if not row.withdrawn]
        for place, row in enumerate(served):
            self._list.addWidget(self._line(row, place, len(served)))
        for row in self._rows:
            if row.withdrawn:
                self._list.addWidget(self._withdrawn(row))
        self._empty.setVisible(not self._rows)

    def _line(self, row: ProductRow, place: int, count: int) -> QWidget:
        up = IconButton("up", _("Avancer : {name}").format(name=row.name))
        down = IconButton("down", _("Reculer : {name}").format(name=row.name))
        up.setEnabled(place > 0)
        down.setEnabled(place < count - 1)
        up.clicked.connect(lambda: self.move_by(row, -1))
        down.clicked.connect(lambda: self.move_by(row, 1))
        change, away = Button(_("Modifier…")), Button(_("Ne plus vendre"))
        change.setAccessibleName(_("Modifier : {name}").format(name=row.name))
        away.setAccessibleName(_("Retirer de la carte : {name}").format(name=row.name))
        change.clicked.connect(lambda: self.on_change(row))
        away.clicked.connect(lambda: self.on_withdraw(row))
        next_price = coming_words(self._coming[row.id][0]) if self._to_come(row) else ""
        caption = " · ".join(filter(None, (price_words(row), next_price, row.category)))
        return ItemRow(row.name, caption, _Sample(row.colour), up, down, change, away)

    def _withdrawn(self, row: ProductRow) -> QWidget:
        again = Button(_("Remettre"))
        again.setAccessibleName(_("Remettre sur la carte : {name}").format(name=row.name))
        again.clicked.connect(lambda: self.on_restore(row))
        return ItemRow(row.name, _("n’est plus vendu"), again)

    def _act(self, label: str, work: object, done: str) -> bool:
        did = self._desk.act(label, work, lambda _outcome: done)  # type: ignore[arg-type]
        self._show()
        return did

    def _to_come(self, row: ProductRow) -> tuple[ComingPrice, ...]:
        """The prices to come; what has a price of one's own waits for none."""
        return () if row.kind == "free" else self._coming.get(row.id, ())

    def _categories(self) -> list[str]:
        return sorted({row.category for row in self._rows if row.category})

    def on_new(self) -> None:
        """One more."""
        dialog = ProductDialog(None, self._categories(), parent=self)
        if dialog.exec():
            details = dialog.details
            said = _("Ajouter « {name} » à la carte").format(name=details.name)
            self._act(said, lambda session: add_product(session, details), _("Sur la carte : {name}").format(
                name=details.name
            ))  # fmt: skip

    def on_change(self, row: ProductRow) -> None:
        """Say it otherwise."""
        dialog = ProductDialog(row, self._categories(), self._coming.get(row.id, ()), self)

        def drop(price: ComingPrice) -> None:
            self.on_drop_price(row, price)
            dialog.show_coming(self._coming.get(row.id, ()))

        dialog.price_drop_asked.connect(drop)
        if not dialog.exec():
            return
        details, from_day = dialog.details, dialog.from_day
        said = _("Modifier « {name} » sur la carte").format(name=details.name)
        done = _("Modifié : {name}").format(name=details.name)
        self._act(said, lambda session: change_product(session, row.id, details, from_day), done)

    def on_drop_price(self, row: ProductRow, price: ComingPrice) -> None:
        """A price that was to come does not."""
        what = f"{row.name}, {coming_words(price)}"
        said, done = _("Retirer : {what}").format(what=what), _("Prix retiré : {what}").format(what=what)
        self._act(said, lambda session: drop_price(session, row.id, price.from_day), done)

    def on_withdraw(self, row: ProductRow) -> None:
        """No longer served."""
        said = _("Retirer « {name} » de la carte").format(name=row.name)
        self._act(said, lambda session: withdraw_product(session, row.id), _("Retiré : {name}").format(name=row.name))

    def on_restore(self, row: ProductRow) -> None:
        """Served again."""
        said = _("Remettre « {name} » sur la carte").format(name=row.name)
        done = _("Sur la carte : {name}").format(name=row.name)
        self._act(said, lambda session: restore_product(session, row.id), done)

    def move_by(self, row: ProductRow, step: int) -> None:
        """To the place before or after."""
        order = [one.id for one in self._rows if not one.withdrawn]
        place = order.index(row.id)
        order.insert(place + step, order.pop(place))
        said = _("Déplacer « {name} » sur la carte").format(name=row.name)
        self._act(said, lambda session: order_products(session, order), _("Déplacé : {name}").format(name=row.name))
