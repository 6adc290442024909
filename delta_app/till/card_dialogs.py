"""A consumption card at the till: what is on it, sold, topped up, given back."""

from collections.abc import Callable

from PySide6.QtWidgets import QLineEdit, QWidget

from delta_app.core.errors import Refused, say
from delta_app.core.i18n import _
from delta_app.core.money import format_money
from delta_app.widgets.buttons import Button
from delta_app.widgets.dialog import Dialog
from delta_app.widgets.forms import acts_row, add_field, form_on
from delta_app.widgets.money_field import MoneyField
from delta_app.widgets.segments import Segments
from delta_app.widgets.text import words

AMOUNTS = (500, 1_000, 2_000)
"""What people put on a card most, in cents."""
NEW, TOP_UP, REFUND = "new", "top_up", "refund"


class ConsumptionCardDialog(Dialog):
    """The number first; then what can be done with it. ``act``, ``number``, ``cents`` and ``way`` say what was chosen.

    ``look_up`` gives what is on a card in cents, or refuses; ``free_number`` is the next that nobody has.
    """

    def __init__(self, look_up: Callable[[str], int], free_number: str, *, by_code: bool,
                 parent: QWidget | None = None) -> None:  # fmt: skip
        super().__init__(_("Carte de consommation"), parent, width=480)
        self._look_up = look_up
        self.act = ""
        self._there = 0
        self._build(free_number, by_code)
        self._lay_out(by_code)
        self._connect(free_number)
        self._tell()
        self._number.setFocus()

    def _build(self, free_number: str, by_code: bool) -> None:
        self._number = QLineEdit()
        self._number.setMaxLength(20)
        self._number.setPlaceholderText(_("comme 42"))
        self._fresh = Button(_("Nouvelle carte : {number}").format(number=free_number))
        self._said = words(_("Un numéro, jamais un nom : qui a la carte s’en sert."), wrap=True)
        self._amount = MoneyField()
        self._amounts = [Button(format_money(cents)) for cents in AMOUNTS]
        ways = (("cash", _("En espèces")), *((("qr", _("Par code QR")),) if by_code else ()))
        self._ways = Segments(_("Payée comment ?"), ways)
        self.way = "cash"
        self._ways.choose("cash")
        self._cancel, self._refund = Button(_("Annuler")), Button(_("Rembourser le reste"))
        self._do = Button(_("Vendre"), kind="main")

    def _lay_out(self, by_code: bool) -> None:
        form = form_on()
        add_field(form, _("Numéro de la carte"), self._number)
        self.column.addLayout(form)
        self.column.addLayout(acts_row(self._fresh))
        self.column.addWidget(self._said)
        amount = form_on()
        add_field(amount, _("Montant"), self._amount)
        self.column.addLayout(amount)
        self.column.addLayout(acts_row(*self._amounts))
        self.column.addWidget(self._ways)
        self._ways.setVisible(by_code)
        self.lay_out_buttons(self._cancel, self._refund, self._do)

    def _connect(self, free_number: str) -> None:
        self._number.textEdited.connect(lambda _text: self._tell())
        self._amount.textEdited.connect(lambda _text: self._tell())
        self._fresh.clicked.connect(lambda: self._take(free_number))
        for cents, button in zip(AMOUNTS, self._amounts, strict=True):
            button.clicked.connect(lambda _checked=False, cents=cents: self._put(cents))
        self._ways.chosen.connect(self.on_way)
        self._cancel.clicked.connect(self.reject)
        self._refund.clicked.connect(self.on_refund)
        self._do.clicked.connect(self.accept)

    def _take(self, number: str) -> None:
        self._number.setText(number)
        self._tell()
        self._amount.setFocus()

    def _put(self, cents: int) -> None:
        self._amount.setText(format_money(cents))
        self._tell()
        self._do.setFocus()

    def on_way(self, way: str) -> None:
        """Paid otherwise."""
        self.way = way
        self._ways.choose(way)

    @property
    def number(self) -> str:
        """The number as it was typed."""
        return self._number.text()

    @property
    def cents(self) -> int | None:
        """What is put on it, in cents."""
        return self._amount.cents

    def _tell(self) -> None:
        self._there, self.act = 0, ""
        if self.number.strip():
            try:
                self._there = self._look_up(self.number)
                self.act = TOP_UP
                self._said.setText(_("Il y a {amount} sur cette carte.").format(amount=format_money(self._there)))
            except Refused as refusal:
                self.act = NEW if refusal.code == "no_such_card" else ""
                new = _("Cette carte n’est pas encore vendue.")
                self._said.setText(new if self.act else say(refusal))
        self._refund.setVisible(self._there > 0)
        self._refund.say(_("Rembourser {amount}").format(amount=format_money(self._there)))
        self._do.say(_("Recharger") if self.act == TOP_UP else _("Vendre"))
        self._do.setEnabled(bool(self.act) and self.cents is not None)

    def on_refund(self) -> None:
        """All that is on it is given back."""
        self.act = REFUND
        self.accept()
