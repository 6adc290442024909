"""What the window, the papers and the command line say about the till in words."""

from datetime import datetime

from delta_app.core import clock
from delta_app.core.i18n import _, format_number, format_time, ngettext
from delta_app.core.money import format_money
from delta_app.till.closing_data import CashLine
from delta_app.till.entry_data import entry_words, number_words, sold_words, ways_words
from delta_app.till.proof_data import Fault

__all__ = [
    "cash_words",
    "denomination_words",
    "entry_words",
    "fault_words",
    "local_time_words",
    "number_words",
    "sold_words",
    "ways_words",
]

_FAULTS = {
    "chain": lambda: _("ne suit pas l’écriture d’avant, ou a été changée"),
    "number": lambda: _("son numéro ne suit pas"),
    "sum": lambda: _("ce qui entre n’est pas ce qui sort"),
    "balances": lambda: _("les soldes ne sont pas ceux de ses lignes"),
    "reversal": lambda: _("n’est pas le contraire de l’écriture qu’elle annule"),
    "session": lambda: _("n’est pas de l’ouverture qu’elle dit"),
    "card": lambda: _("une carte vaut moins que rien"),
    "signer": lambda: _("n’est pas signée par qui c’est écrit"),
    "movement": lambda: _("n’est pas ce que dit le mouvement de banque qu’elle porte"),
    "paper": lambda: _("sa pièce jointe a été changée"),
}


def fault_words(fault: Fault) -> str:
    """What is wrong with an entry, as ``check`` says it."""
    said = _FAULTS[fault.what]()
    return _("Écriture n° {year}-{number} : {said}").format(year=fault.year, number=fault.number, said=said)


def cash_words(line: CashLine) -> str:
    """A line of what should be in the till."""
    if line.kind == "float":
        return _("Fond de caisse à l’ouverture")
    if line.entry is not None:
        said, exact = entry_words(line.entry), line.entry.moved("expense")
        if line.kind == "spend" and exact != -line.cents:
            said = _("{said}, {amount} payés arrondis").format(said=said, amount=format_money(exact))
        return said
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
