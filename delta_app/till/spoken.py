"""What the window, the papers and the command line say about the till in words."""

from collections.abc import Iterable
from datetime import datetime

from delta_app.core import clock
from delta_app.core.i18n import _, format_number, format_time, ngettext
from delta_app.core.money import format_money
from delta_app.till.closing_data import CashLine
from delta_app.till.journal_data import EntryRow
from delta_app.till.proof_data import Fault
from delta_app.till.rules import Line

_FAULTS = {
    "chain": lambda: _("ne suit pas l’écriture d’avant, ou a été changée"),
    "number": lambda: _("son numéro ne suit pas"),
    "sum": lambda: _("ce qui entre n’est pas ce qui sort"),
    "balances": lambda: _("les soldes ne sont pas ceux de ses lignes"),
    "reversal": lambda: _("n’est pas le contraire de l’écriture qu’elle annule"),
    "session": lambda: _("n’est pas de l’ouverture qu’elle dit"),
    "card": lambda: _("une carte vaut moins que rien"),
    "signer": lambda: _("n’est pas signée par qui c’est écrit"),
    "paper": lambda: _("sa pièce jointe a été changée"),
}


def fault_words(fault: Fault) -> str:
    """What is wrong with an entry, as ``check`` says it."""
    said = _FAULTS[fault.what]()
    return _("Écriture n° {year}-{number} : {said}").format(year=fault.year, number=fault.number, said=said)


def number_words(numbered: tuple[int, int]) -> str:
    """An entry's number: ``n° 2026-1187``."""
    return _("n° {year}-{number}").format(year=numbered[0], number=numbered[1])


def entry_words(row: EntryRow) -> str:
    """What an entry was, in a line."""
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
        "reclassify": lambda: _("Reclassement : {label}").format(label=row.label),
        "clock": lambda: _("Horloge corrigée : {why}").format(why=row.why),
    }
    said = words[row.kind]()
    if row.kind == "close" and row.receipt:
        said = _("Clôture, enveloppe n° {number}").format(number=row.receipt)
    if row.kind in ("spend", "receive") and row.receipt:
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
        "bank": lambda: _("code QR") if row.kind in ("sell", "card_new", "card_topup") else _("banque"),
        "envelope": lambda: _("enveloppe"),
        "offered": lambda: _("offert"),
        "suspended": lambda: _("café suspendu"),
    }
    return words[line.account]()


def cash_words(line: CashLine) -> str:
    """A line of what should be in the till."""
    if line.kind == "float":
        return _("Fond de caisse à l’ouverture")
    if line.entry is not None:
        return entry_words(line.entry)
    if not line.pieces:
        free = _("prix libre {amount}").format(amount=format_money(line.free)) if line.free else ""
        return _("Ventes en espèces ({what})").format(what=free) if free else _("Ventes en espèces")
    counted = ngettext("{n} consommation", "{n} consommations", line.pieces).format(n=format_number(line.pieces))
    if line.free:
        counted = _("{counted}, prix libre {amount}").format(counted=counted, amount=format_money(line.free))
    return _("Ventes en espèces ({what})").format(what=counted)


def denomination_words(cents: int) -> str:
    """``50 €``, ``20 c``."""
    return _("{n} €").format(n=format_number(cents // 100)) if cents >= 100 else _("{n} c").format(n=cents)


def local_time_words(instant: datetime) -> str:
    """An instant as the venue's wall clock shows it: ``14h21``."""
    local = instant.astimezone(clock.BRUSSELS)
    return format_time(local.hour * 60 + local.minute)
