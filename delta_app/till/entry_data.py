"""An entry of the journal in words, and what slices above need beside it to show the journal."""

from collections.abc import Iterable

from delta_app.core.i18n import _, format_number
from delta_app.core.money import format_money
from delta_app.till.chain import printed_digest
from delta_app.till.journal_data import EntryRow
from delta_app.till.rules import Line

__all__ = [
    "EntryRow", "Line", "entry_words", "number_words", "printed_digest", "reversed_words", "sold_words", "ways_words",
]  # fmt: skip


def number_words(numbered: tuple[int, int]) -> str:
    """An entry's number: ``n° 2026-1187``."""
    return _("n° {year}-{number}").format(year=numbered[0], number=numbered[1])


def reversed_words(row: EntryRow, by: tuple[int, int]) -> str:
    """What is said once an entry is undone by another: what it was, and what is to be done with the cash of it."""
    told = _("Annulé par l’écriture {number} : {what}").format(number=number_words(by), what=entry_words(row))
    if row.moved("till") > 0:
        return _("{told}. Rendez {amount}.").format(told=told, amount=format_money(row.moved("till")))
    if row.moved("till") < 0:
        return _("{told}. Remettez {amount} dans la caisse.").format(told=told, amount=format_money(-row.moved("till")))
    return told


def entry_words(row: EntryRow, *, with_receipt: bool = True) -> str:
    """What an entry was, in a line; its receipt's number too unless it stands beside."""
    card = next(iter(row.cards.values()), "")
    words = {
        "open": lambda: _("Ouverture"),
        "sell": lambda: sold_words(row.lines),
        "spend": lambda: _("Achat : {label}").format(label=row.label),
        "receive": lambda: _("Reçu : {label}").format(label=row.label),
        "card_new": lambda: _("Carte n° {number} vendue").format(number=card),
        "card_topup": lambda: _("Recharge de la carte n° {number}").format(number=card),
        "card_refund": lambda: _("Remboursement de la carte n° {number}").format(number=card),
        "deposit": lambda: _("Versement à la banque"),
        "withdraw": lambda: _("Argent mis en caisse"),
        "close": lambda: _("Clôture"),
        "reverse": lambda: _reversal_words(row),
        "bank": lambda: row.label,
        "reclassify": lambda: _("Reclassement du n° {number} : {label}").format(number=row.why, label=row.label),
        "clock": lambda: _("Horloge corrigée : {why}").format(why=row.why),
    }
    said = words[row.kind]()
    if row.kind == "close" and row.receipt:
        said = _("Clôture, enveloppe n° {number}").format(number=row.receipt)
    if with_receipt and row.kind in ("spend", "receive") and row.receipt:
        said = _("{said} (pièce {receipt})").format(said=said, receipt=row.receipt)
    return said


def _reversal_words(row: EntryRow) -> str:
    said = _("Annulation du {number}").format(number=number_words(row.reverses or (0, 0)))
    return _("{said} : {why}").format(said=said, why=row.why)


def sold_words(lines: Iterable[Line]) -> str:
    """``2 × Café, 1 × Soupe``: what was sold."""
    return ", ".join(
        _("{n} × {name}").format(n=format_number(line.quantity or 0), name=line.text)
        for line in lines
        if line.product_id is not None
    )


def ways_words(row: EntryRow) -> str:
    """How an entry was paid: ``espèces``, ``carte n° 0042 + espèces``."""
    return " + ".join(dict.fromkeys(_way_words(row, line) for line in row.payments))


def _way_words(row: EntryRow, line: Line) -> str:
    if line.account == "cards":
        return _("carte n° {number}").format(number=row.cards.get(line.card_id or 0, ""))
    words = {
        "till": lambda: _("espèces"),
        "bank": lambda: _("code QR") if row.about in ("sell", "card_new", "card_topup") else _("banque"),
        "envelope": lambda: _("enveloppe"),
        "offered": lambda: _("offert"),
        "suspended": lambda: _("café suspendu"),
    }
    return words[line.account]()
