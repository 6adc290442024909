"""One thing of the stock: a new one, or one to be said otherwise."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QLineEdit, QWidget

from delta_app.core.i18n import _
from delta_app.core.money import parse_money
from delta_app.upkeep.act_dialog import ActDialog, add_pair, line_choice
from delta_app.upkeep.rules import CATEGORIES, LONGEST_NAME, LONGEST_PLACE, LONGEST_UNIT, MOST_THINGS
from delta_app.upkeep.spoken import category_words
from delta_app.upkeep.stock_commands import StockDetails
from delta_app.upkeep.stock_data import StockRow
from delta_app.widgets.choice import Choice
from delta_app.widgets.forms import NumberField, add_field, form_on
from delta_app.widgets.money_field import MoneyField
from delta_app.widgets.page import Desk
from delta_app.widgets.text import words

Store = Callable[[StockDetails, int | None], None]


class StockDialog(ActDialog):
    """``places``: where other things stand, to choose from. Of a new one it also asks how many are there."""

    def __init__(
        self, desk: Desk, row: StockRow | None, places: Sequence[str], store: Store, parent: QWidget | None = None
    ) -> None:
        super().__init__(_("Dans la réserve") if row is None else row.name, _("Enregistrer"), parent, width=520)
        self._row, self._store = row, store
        self._build(desk, places)
        if row is not None:
            self._fill(row)
        self._lay_out()
        self.minimum.valueChanged.connect(self.on_minimum)
        self.name.setFocus()

    def _build(self, desk: Desk, places: Sequence[str]) -> None:
        row = self._row
        self.name, self.unit, self.there = QLineEdit(), QLineEdit(), QLineEdit()
        self.name.setMaxLength(LONGEST_NAME)
        self.name.setPlaceholderText(_("comme « café moulu »"))
        self.unit.setMaxLength(LONGEST_UNIT)
        self.unit.setPlaceholderText(_("comme « paquets », « litres »"))
        self.there.setMaxLength(len(str(MOST_THINGS)))
        self.there.setPlaceholderText(_("vide : à compter plus tard"))
        self.category, self.place = Choice(_("Sorte")), Choice(_("Où"))
        for category in CATEGORIES:
            self.category.addItem(category_words(category), category)
        self.place.setEditable(True)
        self.place.addItems(list(places))
        self.place.setEditText("")
        line = self.place.lineEdit()
        if line is not None:
            line.setMaxLength(LONGEST_PLACE)
            line.setPlaceholderText(_("comme « armoire du fond »"))
        self.minimum, self.wanted = NumberField(0, MOST_THINGS, 1), NumberField(0, MOST_THINGS, 2)
        self.price = MoneyField(None if row is None else row.price_cents)
        self.line = line_choice(desk, None if row is None else row.line_id)

    def _fill(self, row: StockRow) -> None:
        self.name.setText(row.name)
        self.unit.setText(row.unit)
        self.category.setCurrentIndex(self.category.findData(row.category))
        self.place.setEditText(row.place)
        self.minimum.setValue(row.minimum)
        self.wanted.setValue(row.wanted)

    def _lay_out(self) -> None:
        form = form_on()
        add_field(form, _("Quoi"), self.name)
        add_field(form, _("Se compte en"), self.unit)
        add_field(form, _("Sorte"), self.category)
        add_field(form, _("Où"), self.place)
        add_pair(form, _("Racheter en dessous de"), self.minimum, _("jusqu’à"), self.wanted, _("Jusqu’à"))
        form.addRow("", words(_("0 : cela ne se rachète jamais de soi-même."), "soft"))
        add_field(form, _("Prix d’un seul"), self.price)
        add_field(form, _("Enveloppe"), self.line)
        add_field(form, _("Il y en a"), self.there)
        form.setRowVisible(self.line, self.line.count() > 1)
        form.setRowVisible(self.there, self._row is None)
        self.inside.addLayout(form)
        self.lay_out_foot()

    def on_minimum(self, minimum: int) -> None:
        """Nobody wants less than the minimum."""
        self.wanted.setValue(max(self.wanted.value(), minimum))

    def write(self) -> None:
        """Store it."""
        price = parse_money(self.price.text()) if self.price.text().strip() else None
        details = StockDetails(
            self.name.text(), self.unit.text(), self.category.currentData(), self.place.currentText(),
            self.minimum.value(), self.wanted.value(), price, self.line.currentData(),
        )  # fmt: skip
        there = self.there.text().strip()
        self._store(details, int(there) if there.isascii() and there.isdigit() else None)
