"""Payment by a code on the screen: what a bank’s app reads, and the communication by which it is known again."""

import secrets
from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True)
class PaymentCode:
    """A code to be shown: its modules row by row, True for dark; and what it says, for who types it instead."""

    rows: tuple[tuple[bool, ...], ...]
    iban: str
    beneficiary: str
    cents: int
    communication: str


LONGEST_BENEFICIARY = 70  # letters of a name in a code (EPC069-12)


def structured(base: int) -> str:
    """A Belgian structured communication: ten digits and their remainder by 97, 97 where there is none.

    ``1234567890`` → ``+++123/4567/89002+++``. Febelfin, "Gestructureerde mededeling".
    """
    digits = f"{base % 10**10:010d}"
    check = int(digits) % 97 or 97
    said = f"{digits}{check:02d}"
    return f"+++{said[:3]}/{said[3:7]}/{said[7:]}+++"


def new_communication(day: date) -> str:
    """One that no other payment of the day is likely to have."""
    return structured((day.year % 100 * 1000 + day.timetuple().tm_yday) * 100_000 + secrets.randbelow(100_000))


def payment_code(iban: str, beneficiary: str, cents: int, communication: str) -> PaymentCode:
    """The code for a credit transfer in euros, as the European Payments Council lays it down (EPC069-12, version 2)."""
    from segno.helpers import make_epc_qr

    compact = "".join(iban.split()).upper()
    code = make_epc_qr(
        beneficiary[:LONGEST_BENEFICIARY], compact, Decimal(cents) / 100, text=communication, encoding="utf-8"
    )
    rows = tuple(tuple(bool(module) for module in row) for row in code.matrix)
    return PaymentCode(rows, spaced_iban(compact), beneficiary, cents, communication)


def spaced_iban(iban: str) -> str:
    """An account number in groups of four, as it is read."""
    compact = "".join(iban.split()).upper()
    return " ".join(compact[place : place + 4] for place in range(0, len(compact), 4))
