"""A field for an amount of money."""

from PySide6.QtWidgets import QLineEdit, QWidget

from delta_app.core.errors import Refused
from delta_app.core.i18n import _
from delta_app.core.money import parse_money, plain_money


class MoneyField(QLineEdit):
    """An amount in euros as people type it, with a comma or a point."""

    def __init__(self, cents: int | None = None, parent: QWidget | None = None) -> None:
        super().__init__("" if cents is None else plain_money(cents), parent)
        self.setMaxLength(16)
        self.setPlaceholderText(_("en euros, comme 12,50"))

    def show_cents(self, cents: int) -> None:
        """Put another amount in it; nothing where it is none."""
        self.setText(plain_money(cents) if cents else "")

    @property
    def cents(self) -> int | None:
        """The amount in it, in cents; None while it is none, or nothing."""
        try:
            return parse_money(self.text()) or None
        except Refused:
            return None
