"""What a place decides about its till, as settings kept in its data file."""

from delta_app.core.i18n import _
from delta_app.core.settings import Setting

MOST_FLOAT = 100_000
LONGEST_BENEFICIARY = 70  # characters of a name in a payment code (EPC069-12)


def is_iban(text: str) -> bool:
    """Whether an account number is one: its country's length and its check digits (ISO 13616)."""
    from stdnum import iban

    return bool(iban.is_valid(text, check_country=False))  # a bank newer than the library's list is one too


FLOAT: Setting[int] = Setting(
    "till.float",
    5000,
    lambda: _("Ce qui reste dans la caisse pour le lendemain, en cents"),
    lambda value: 0 <= value <= MOST_FLOAT,
)
IBAN: Setting[str] = Setting(
    "till.iban",
    "",
    lambda: _("Le compte sur lequel on est payé par code QR (IBAN) ; vide : pas de code QR"),
    lambda value: not value or is_iban(value),
)
BENEFICIARY: Setting[str] = Setting(
    "till.beneficiary",
    "",
    lambda: _("À quel nom est ce compte (sinon, le nom du lieu)"),
    lambda value: len(value) <= LONGEST_BENEFICIARY and value.isprintable(),
)
ALL: tuple[Setting[int] | Setting[str], ...] = (FLOAT, IBAN, BENEFICIARY)
