"""The treasurer's month in words: places, lines of the summary, entries of the journal, columns of the Belgian one."""

from delta_app.budget.belgian_rules import BookPlace
from delta_app.budget.month_rules import BudgetSum, MonthSums, Place, PlaceMonth
from delta_app.budget.natures import Nature
from delta_app.core.calendar import Month
from delta_app.core.i18n import _, format_date, format_number, month_name, ngettext
from delta_app.core.money import format_money
from delta_app.till.entry_data import EntryRow, entry_words, number_words

_PLACES = {
    "till": lambda: _("Caisse"),
    "envelope": lambda: _("Enveloppes"),
    "bank": lambda: _("Banque"),
    "cards": lambda: _("Dû sur les cartes de consommation"),
    "suspended": lambda: _("Dû en cafés suspendus"),
}
_NATURES = {
    "membership": lambda: _("Cotisations"),
    "gifts": lambda: _("Dons et legs"),
    "subsidies": lambda: _("Subsides"),
    "other_income": lambda: _("Autres recettes"),
    "goods": lambda: _("Marchandises et services"),
    "wages": lambda: _("Rémunérations"),
    "services": lambda: _("Services et biens divers"),
    "other_expense": lambda: _("Autres dépenses"),
}


def month_title(month: Month) -> str:
    """What the month's papers are called: ``Mois de caisse · décembre 2026``."""
    return _("Mois de caisse · {month}").format(month=month_name(month.first))


def book_title(month: Month) -> str:
    """What the Belgian simplified journal of a month is called."""
    return _("Livre journal · {month}").format(month=month_name(month.first))


def month_file_name(month: Month) -> str:
    """What the month's files are called, without an ending: ``caisse-2026-12``."""
    return _("caisse-{month}").format(month=month)


def not_certified() -> str:
    """What every paper of the till says of itself."""
    return _("Caisse interne : ce n’est pas la caisse enregistreuse certifiée (SCE) ; aucune TVA n’est calculée.")


def place_words(place: Place) -> str:
    """Where money is, or what is owed."""
    return _PLACES[place]()


def nature_words(nature: Nature) -> str:
    """A column of the Belgian simplified journal."""
    return _NATURES[nature]()


def book_place_words(place: BookPlace) -> str:
    """Cash or account, as a row of the Belgian simplified journal says it."""
    return {"cash": _("caisse"), "account": _("compte"), "": ""}[place]


def category_words(category: str) -> str:
    """A category of products; some have none."""
    return category or _("Sans catégorie")


def budget_words(one: BudgetSum) -> str:
    """A budget line, or what waits to be given to one."""
    return _("À classer") if one.budget_line_id is None else one.name


def differences_words(sums: MonthSums) -> str:
    """The line of the differences found by counting: ``Écarts de comptage (2 comptages sur 9)``."""
    counted = ngettext("{n} comptage sur {all}", "{n} comptages sur {all}", sums.counts_off)
    counted = counted.format(n=format_number(sums.counts_off), all=format_number(sums.counts))
    return _("Écarts de comptage ({counted})").format(counted=counted)


def holds_words(*, holds: bool) -> str:
    """Whether a check holds, in a word."""
    return _("juste") if holds else _("ne tient pas")


def check_words(place: PlaceMonth) -> str:
    """Why a place's month does not hold."""
    return _(
        "{place} : l’ouverture et les mouvements font {reckoned}, le journal dit {closing}. Le journal a été changé "
        "ailleurs que dans le programme ; « delta-app till check » dit où."
    ).format(place=place_words(place.place), reckoned=format_money(place.reckoned), closing=format_money(place.closing))


def unexplained_words(explained: int, moved: int) -> str:
    """Why the sums of a month do not come to what its money changed by."""
    return _(
        "Les recettes, les dépenses et les dettes font {explained}, l’argent a changé de {moved}. Le journal a été "
        "changé ailleurs que dans le programme ; « delta-app till check » dit où."
    ).format(explained=format_money(explained), moved=format_money(moved))


def opening_words(month: Month) -> str:
    """The column of what was there before: ``Au 1er décembre``."""
    return _("Au {day}").format(day=format_date(month.first, "d MMMM"))


def closing_words(month: Month) -> str:
    """The column of what is there after: ``Au 31 décembre``."""
    return _("Au {day}").format(day=format_date(month.last, "d MMMM"))


def entry_number(entry: EntryRow) -> str:
    """``2026-147``."""
    return f"{entry.year}-{entry.number}"


def journal_words(entry: EntryRow) -> str:
    """An entry in the journal, beside its voucher: what it was, the difference it found and why, and what undid it."""
    said = entry_words(entry, with_receipt=False)
    if entry.moved("start"):
        said = _("{said} · argent de départ").format(said=said)
    difference = -entry.moved("difference")
    if difference:
        said = _("{said} · écart {amount}").format(said=said, amount=format_money(difference))
        if entry.why and entry.kind == "close":
            said = _("{said} : {why}").format(said=said, why=entry.why)
    if entry.reversed_by:
        said = _("{said} (annulée par le {number})").format(said=said, number=number_words(entry.reversed_by))
    return said


def voucher_words(entry: EntryRow) -> str:
    """The number of the receipt or of the envelope, and a mark where a paper is kept with the entry."""
    if entry.has_paper:
        return _("{receipt} (jointe)").format(receipt=entry.receipt).strip()
    return entry.receipt
