"""The section of settings about the till: what stays for the next day, and the account that codes pay into."""

from PySide6.QtWidgets import QLineEdit, QWidget

from delta_app.core.i18n import _
from delta_app.core.money import plain_money
from delta_app.core.settings import get
from delta_app.till.cards_dialog import show_cards
from delta_app.till.menu_dialogs import MenuDialog
from delta_app.till.payment_code import spaced_iban
from delta_app.till.settings import BENEFICIARY, FLOAT, IBAN, LONGEST_BENEFICIARY, is_iban
from delta_app.till.settings_commands import TillRules, set_till_rules
from delta_app.widgets.buttons import Button
from delta_app.widgets.cards import Card
from delta_app.widgets.forms import acts_row, add_field, form_on
from delta_app.widgets.money_field import MoneyField
from delta_app.widgets.page import Desk
from delta_app.widgets.sections import Section, SectionView
from delta_app.widgets.text import words


class TillSettingsView(SectionView):
    """The float, the account, and the way to the menu."""

    tables = frozenset({"setting"})

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        sentence = _("Le fond de caisse, le paiement par code QR, et ce qui est servi.")
        super().__init__(desk, _("Caisse"), sentence, parent)
        self._kept = ("", "", "")
        self._build()
        self._lay_out()
        self._connect()

    def _build(self) -> None:
        self._float, self._iban, self._name = MoneyField(), QLineEdit(), QLineEdit()
        self._iban.setMaxLength(42)
        self._iban.setPlaceholderText(_("BE00 0000 0000 0000 ; vide : pas de code QR"))
        self._name.setMaxLength(LONGEST_BENEFICIARY)
        self._name.setPlaceholderText(_("sinon, le nom du lieu"))
        self._trouble = words("", "error", wrap=True)
        self._save = Button(_("Enregistrer"), "check")
        self._save.setAccessibleName(_("Enregistrer les réglages de la caisse"))
        self._menu = Button(_("Carte des prix…"))
        self._cards = Button(_("Imprimer des cartes de consommation…"), "print")

    def _lay_out(self) -> None:
        cash = Card(_("Fond de caisse"))
        form = form_on()
        add_field(form, _("Reste pour le lendemain"), self._float)
        cash.column.addLayout(form)
        note = _("À la clôture, c’est ce que la caisse propose de laisser ; le reste va dans l’enveloppe.")
        cash.column.addWidget(words(note, "soft", wrap=True))
        code = Card(_("Paiement par code QR"))
        form = form_on()
        add_field(form, _("Compte (IBAN)"), self._iban)
        add_field(form, _("Au nom de"), self._name)
        code.column.addLayout(form)
        code.column.addWidget(self._trouble)
        served = Card(_("Ce qui est servi"))
        served.column.addLayout(acts_row(self._menu, self._cards))
        for card in (cash, code, served):
            self.column.addWidget(card)
        self.column.addLayout(acts_row(self._save))

    def _connect(self) -> None:
        for field in (self._float, self._iban, self._name):
            field.textEdited.connect(lambda _text: self._tell())
            field.returnPressed.connect(self._save.click)
        self._save.clicked.connect(self.on_save)
        self._cards.clicked.connect(lambda: show_cards(self.desk, self))
        self._menu.clicked.connect(lambda: MenuDialog(self.desk, self).exec())

    def _fields(self) -> tuple[str, str, str]:
        return self._float.text(), self._iban.text(), self._name.text()

    def refresh(self) -> None:
        """Show what is in force, save for what somebody is changing."""
        with self.desk.attempt():
            with self.desk.store.read() as session:
                now = (
                    plain_money(get(session, FLOAT)), spaced_iban(get(session, IBAN)), get(session, BENEFICIARY),
                )  # fmt: skip
            for field, before, text in zip((self._float, self._iban, self._name), self._kept, now, strict=True):
                if field.text() == before:
                    field.setText(text)
            self._kept = now
            self._tell()

    def _tell(self) -> None:
        may = self.desk.handles_money
        for field in (self._float, self._iban, self._name):
            field.setReadOnly(not may)
        right = not self._iban.text().strip() or is_iban(self._iban.text())
        self._trouble.setText("" if right else _("Ce n’est pas un numéro de compte : vérifiez les chiffres."))
        self._trouble.setVisible(not right)
        amount = self._float.cents is not None or self._float.text().strip() in ("0", "0,00", "0.00")
        self._save.setEnabled(may and right and amount and self._fields() != self._kept)
        self._menu.setEnabled(self.desk.handles_money)

    def on_save(self) -> None:
        """One act, whatever differs."""
        if not self._save.isEnabled():
            return
        rules = TillRules(self._float.cents or 0, "".join(self._iban.text().split()).upper(), self._name.text().strip())
        if self.desk.act(
            _("Changer les réglages de la caisse"),
            lambda session: set_till_rules(session, rules),
            lambda _done: _("Les réglages de la caisse sont enregistrés."),
        ):
            self._kept = self._fields()
            self.refresh()


def till_section() -> Section:
    """The section, as the settings list it."""
    return Section("till", _("Caisse"), "till", TillSettingsView)
