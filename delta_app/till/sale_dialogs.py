"""What a sale may ask for: a price, a card, a code to be read, a bill paid in several ways."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QLineEdit, QSizePolicy, QWidget

from delta_app.core.errors import Refused, say
from delta_app.core.i18n import _
from delta_app.core.money import format_money, parse_money
from delta_app.till.commands import Paid
from delta_app.till.payment_code import PaymentCode
from delta_app.till.rules import rounded_cash
from delta_app.widgets import theme
from delta_app.widgets.buttons import Button
from delta_app.widgets.dialog import Dialog
from delta_app.widgets.forms import add_field, form_on
from delta_app.widgets.money_field import MoneyField
from delta_app.widgets.text import words

_KEYS = ("7", "8", "9", "4", "5", "6", "1", "2", "3", "0", ",", "⌫")


class PriceDialog(Dialog):
    """A price of one's own, on keys as large as those of a till; nothing is a price too, where one gives what one can.

    ``cents`` is what was said.
    """

    def __init__(self, name: str, suggested: int | None, parent: QWidget | None = None) -> None:
        super().__init__(name, parent, width=320)
        self.cents = 0
        self._field = MoneyField(suggested)
        self._field.setAccessibleName(_("Prix : {name}").format(name=name))
        self._field.selectAll()
        keys = QGridLayout()
        for place, key in enumerate(_KEYS):
            button = Button(key)
            button.setMinimumHeight(theme.px(46))
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.setAccessibleName(_("Effacer") if key == "⌫" else key)
            button.clicked.connect(lambda _checked=False, key=key: self._press(key))
            keys.addWidget(button, place // 3, place % 3)
        self._said = words("", "soft", wrap=True)
        if suggested is not None:
            self._said.setText(_("Prix conseillé : {amount}").format(amount=format_money(suggested)))
        self.column.addWidget(self._field)
        self.column.addLayout(keys)
        self.column.addWidget(self._said)
        cancel, self._take = Button(_("Annuler")), Button(_("Ajouter"), kind="main")
        self.lay_out_buttons(cancel, self._take)
        cancel.clicked.connect(self.reject)
        self._take.clicked.connect(self.on_take)
        self._field.setFocus()

    def _press(self, key: str) -> None:
        if key == "⌫":
            self._field.backspace()
        else:
            self._field.insert(key)
        self._field.setFocus()

    def on_take(self) -> None:
        """Take it, when it is an amount."""
        try:
            self.cents = parse_money(self._field.text() or "0")
        except Refused as refusal:
            self._said.setText(say(refusal))
            return
        self.accept()


class CardDialog(Dialog):
    """A consumption card by its number, typed or read by a reader of codes. ``look_up`` tells what is on it or refuses;
    ``paid`` is how the bill is then paid."""

    def __init__(self, due: int, look_up: Callable[[str], int], parent: QWidget | None = None) -> None:
        super().__init__(_("Payer avec une carte"), parent, width=400)
        self._due, self._look_up = due, look_up
        self._there = 0
        self.paid: list[Paid] = []
        self._number = QLineEdit()
        self._number.setMaxLength(20)
        self._number.setPlaceholderText(_("comme 42"))
        self._said = words("", wrap=True)
        form = form_on()
        add_field(form, _("Numéro de la carte"), self._number)
        self.column.addWidget(words(_("À payer : {amount}").format(amount=format_money(due)), "strong"))
        self.column.addLayout(form)
        self.column.addWidget(self._said)
        cancel, self._rest = Button(_("Annuler")), Button("")
        self._pay = Button(_("Payer"), kind="main")
        self.lay_out_buttons(cancel, self._rest, self._pay)
        self._rest.hide()
        self._pay.setEnabled(False)
        self._number.textEdited.connect(self.on_number)
        cancel.clicked.connect(self.reject)
        self._pay.clicked.connect(lambda: self._done(self._due))
        self._rest.clicked.connect(lambda: self._done(self._there))
        self._number.setFocus()

    def on_number(self) -> None:
        """Say what is on it."""
        self._pay.setEnabled(False)
        self._rest.hide()
        if not self._number.text().strip():
            self._said.setText("")
            return
        try:
            self._there = self._look_up(self._number.text())
        except Refused as refusal:
            self._said.setText(say(refusal))
            return
        after = self._there - self._due
        if after >= 0:
            left = _("Il y a {there} dessus ; il en restera {after}.")
            self._said.setText(left.format(there=format_money(self._there), after=format_money(after)))
            self._pay.setEnabled(True)
            return
        lacks = _("Il y a {there} dessus : il manque {lacks}.")
        self._said.setText(lacks.format(there=format_money(self._there), lacks=format_money(-after)))
        if self._there > 0:
            self._rest.say(_("Et {amount} en espèces").format(amount=format_money(rounded_cash(-after))))
            self._rest.show()

    def _done(self, by_card: int) -> None:
        self.paid = [Paid("card", by_card, self._number.text())]
        if by_card < self._due:
            self.paid.append(Paid("cash", self._due - by_card))
        self.accept()


class CodePicture(QWidget):
    """The code itself, each module a whole number of pixels, black on white in every look."""

    def __init__(self, rows: Sequence[Sequence[bool]]) -> None:
        super().__init__()
        self._rows = rows
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(_("Code QR à lire avec l’app de sa banque"))

    def sizeHint(self) -> QSize:
        """Large enough for any phone."""
        return QSize(280, 280)

    def minimumSizeHint(self) -> QSize:
        """No smaller."""
        return QSize(280, 280)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Dark modules on white, with the four light ones around that readers need (ISO/IEC 18004)."""
        painter = QPainter(self)
        count = len(self._rows) + 8
        ratio = self.devicePixelRatioF()
        module = max(1, int(min(self.width(), self.height()) * ratio / count)) / ratio
        left, top = (self.width() - module * count) / 2, (self.height() - module * count) / 2
        painter.fillRect(QRectF(left, top, module * count, module * count), Qt.GlobalColor.white)
        for down, row in enumerate(self._rows, start=4):
            for across, dark in enumerate(row, start=4):
                if dark:
                    place = QRectF(left + across * module, top + down * module, module, module)
                    painter.fillRect(place, Qt.GlobalColor.black)


class CodeDialog(Dialog):
    """A code on the screen, paid with the app of one's bank; whoever sells sees the phone say that it is done."""

    def __init__(self, code: PaymentCode, parent: QWidget | None = None) -> None:
        super().__init__(_("Payer {amount} par code QR").format(amount=format_money(code.cents)), parent, width=420)
        self.column.addWidget(CodePicture(code.rows))
        for said in (f"{code.beneficiary} · {code.iban}", code.communication):
            label = words(said)
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self.column.addWidget(label)
        note = _("Le téléphone montre que c’est fait ? Alors la vente est notée ; la banque la confirmera.")
        self.column.addWidget(words(note, "soft", wrap=True))
        cancel, paid = Button(_("Annuler")), Button(_("C’est payé"), kind="main")
        self.lay_out_buttons(cancel, paid)
        cancel.clicked.connect(self.reject)
        paid.clicked.connect(self.accept)
        paid.setFocus()


class SplitDialog(Dialog):
    """A bill paid in several ways: what is not said otherwise is paid in cash. ``paid`` is what was agreed."""

    def __init__(self, due: int, *, by_code: bool, suspended: int, look_up: Callable[[str], int],
                 parent: QWidget | None = None) -> None:  # fmt: skip
        super().__init__(_("Partager {amount}").format(amount=format_money(due)), parent, width=440)
        self._due, self._look_up, self._suspended = due, look_up, suspended
        self.paid: list[Paid] = []
        self._card, self._number = MoneyField(), QLineEdit()
        self._number.setMaxLength(20)
        self._code, self._free, self._ahead = MoneyField(), MoneyField(), MoneyField()
        form = form_on()
        add_field(form, _("Par carte"), self._card)
        add_field(form, _("Numéro de la carte"), self._number)
        if by_code:
            add_field(form, _("Par code QR"), self._code)
        add_field(form, _("Offert"), self._free)
        if suspended:
            add_field(form, _("Café suspendu"), self._ahead)
        self.column.addLayout(form)
        self._rest, self._said = words("", "heading", wrap=True), words("", "error", wrap=True)
        self.column.addWidget(self._rest)
        self.column.addWidget(self._said)
        cancel, self._pay = Button(_("Annuler")), Button(_("Payer"), kind="main")
        self.lay_out_buttons(cancel, self._pay)
        for field in (self._card, self._number, self._code, self._free, self._ahead):
            field.textEdited.connect(self.on_edited)
        cancel.clicked.connect(self.reject)
        self._pay.clicked.connect(self.accept)
        self._card.setFocus()
        self.on_edited()

    def on_edited(self) -> None:
        """Work out what is left in cash, and what is in the way."""
        self.paid, trouble = self._parts()
        cash = sum(part.cents for part in self.paid if part.way == "cash")
        said = _("En espèces : {amount}").format(amount=format_money(rounded_cash(cash)))
        self._rest.setText("" if trouble else said)
        self._said.setText(trouble)
        self._pay.setEnabled(not trouble)

    def _parts(self) -> tuple[list[Paid], str]:
        parts: list[Paid] = []
        for way, field in (("card", self._card), ("qr", self._code), ("free", self._free), ("suspended", self._ahead)):
            if not field.text().strip():
                continue
            if field.cents is None:
                return [], _("« {text} » n’est pas un montant.").format(text=field.text())
            parts.append(Paid(way, field.cents, self._number.text() if way == "card" else ""))  # type: ignore[arg-type]
        rest = self._due - sum(part.cents for part in parts)
        if rest < 0:
            return [], _("C’est {amount} de trop.").format(amount=format_money(-rest))
        for part in parts:
            trouble = self._trouble(part)
            if trouble:
                return [], trouble
        return [*parts, *([Paid("cash", rest)] if rest else [])], ""

    def _trouble(self, part: Paid) -> str:
        if part.way == "suspended" and part.cents > self._suspended:
            return _("Il n’y a que {amount} de cafés suspendus.").format(amount=format_money(self._suspended))
        if part.way != "card":
            return ""
        if not part.card.strip():
            return _("Il manque le numéro de la carte.")
        try:
            there = self._look_up(part.card)
        except Refused as refusal:
            return say(refusal)
        if there < part.cents:
            return _("Il n’y a que {amount} sur cette carte.").format(amount=format_money(there))
        return ""
