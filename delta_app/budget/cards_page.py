"""Beside the table: where the money is now, and the purchases asked for."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from delta_app.budget.entries_data import AtPlace, Awaited, Place
from delta_app.budget.figure_page import Amount
from delta_app.budget.purchase_data import PurchaseRow
from delta_app.budget.queries import YearView
from delta_app.budget.rules import PurchaseState
from delta_app.budget.spoken import purchase_words, state_words
from delta_app.core.i18n import _, capitalised
from delta_app.till.entry_data import number_words
from delta_app.widgets import space
from delta_app.widgets.buttons import Button, named_button
from delta_app.widgets.cards import Card
from delta_app.widgets.item_rows import ItemRow
from delta_app.widgets.text import words
from delta_app.widgets.theme import Tone

OWED: tuple[Place, ...] = ("cards", "suspended")
SETTLED_SHOWN = 4
CHIPS: dict[PurchaseState, tuple[str, Tone]] = {
    "asked": ("clock", "info"),
    "approved": ("check", "good"),
    "refused": ("close", "plain"),
    "bought": ("", "plain"),
    "dropped": ("", "plain"),
}


def place_words(place: Place) -> str:
    """A place of money, or a debt, as the card calls it."""
    said = {
        "till": lambda: _("Caisse"),
        "envelope": lambda: _("Enveloppes à déposer"),
        "bank": lambda: _("Banque"),
        "cards": lambda: _("Dû aux cartes de consommation"),
        "suspended": lambda: _("Cafés suspendus à servir"),
    }
    return said[place]()


def money_card(view: YearView, entries: Callable[[str, AtPlace | Awaited], object]) -> Card:
    """What is where now; debts below zero, in a colour of their own; under the bank's what it has not shown yet."""
    card = Card(_("En caisse et ailleurs"))
    places: tuple[Place, ...] = ("till", "envelope", "bank", "cards", "suspended")
    for place in places:
        cents = getattr(view.money, place)
        if place == "suspended" and not cents:
            continue
        name, debt = place_words(place), place in OWED
        rule = QFrame()
        rule.setProperty("role", "rule")
        card.column.addWidget(rule)
        amount = Amount(
            -cents if debt else cents, name, partial(entries, name, AtPlace(place)),
            strong=True, tone="activity" if debt else "",
        )  # fmt: skip
        card.column.addLayout(_row(words(name, wrap=True), amount))
        if place == "bank" and view.awaited is not None:
            name = _("dont la banque n’a encore rien montré")
            amount = Amount(view.awaited, name, partial(entries, capitalised(name), Awaited()))
            card.column.addLayout(_row(words(name, "soft", wrap=True), amount))
    return card


def _row(name: QWidget, amount: Amount) -> QHBoxLayout:
    row = QHBoxLayout()
    space.between(row, 8)
    row.addWidget(name, 1)
    row.addWidget(amount)
    return row


@dataclass(frozen=True)
class PurchaseActs:
    """What is done with a purchase."""

    approve: Callable[[PurchaseRow], object]
    refuse: Callable[[PurchaseRow], object]
    bought: Callable[[PurchaseRow], object]
    give_up: Callable[[PurchaseRow], object]
    detach: Callable[[PurchaseRow], object]
    look: Callable[[], object]


def purchases_card(purchases: Sequence[PurchaseRow], acts: PurchaseActs) -> Card:
    """Those that wait for an answer first, then those to be bought, then the latest that are settled."""
    card = Card(_("Achats demandés"))
    waiting = [row for row in purchases if row.state == "asked"]
    granted = [row for row in purchases if row.state == "approved"]
    settled = [row for row in purchases if row.state in ("bought", "refused")]
    shown = [*waiting, *granted, *settled[:SETTLED_SHOWN]]
    for row in shown:
        card.column.addWidget(purchase_row(row, acts))
    if not shown:
        card.column.addWidget(words(_("Personne ne demande rien."), "soft", wrap=True))
    if len(shown) < len(purchases):
        every = Button(_("Tous les achats…"))
        every.clicked.connect(lambda: acts.look())  # noqa: PLW0108 (a press says besides whether it is checked)
        card.column.addWidget(every)
    card.column.addStretch(1)
    return card


def purchase_row(row: PurchaseRow, acts: PurchaseActs) -> ItemRow:
    """A purchase and what can be done with it now."""
    number = "" if row.number is None else number_words(row.number)
    said = " · ".join(filter(None, (purchase_words(row), number, row.line_name, row.why)))
    buttons = _buttons(row, acts)
    if row.state == "asked":
        return ItemRow(row.label, said, *buttons)
    icon, tone = CHIPS[row.state]
    return ItemRow(row.label, said, *buttons, chip=(state_words(row.state), icon, tone))


def _buttons(row: PurchaseRow, acts: PurchaseActs) -> list[QWidget]:
    about = {"label": row.label}
    if row.state == "asked":
        grant = (_("Accorder"), _("Accorder : {label}"))
        if row.asks_line:
            grant = (_("Accorder…"), _("Accorder : {label}…"))
        return [
            named_button(_("Refuser…"), _("Refuser : {label}…").format(**about), lambda: acts.refuse(row)),
            named_button(grant[0], grant[1].format(**about), lambda: acts.approve(row)),
        ]
    if row.state == "approved":
        leave = (_("Ne plus acheter"), _("Ne plus acheter : {label}"))
        if row.asked_by is not None:  # who reads why
            leave = (_("Ne plus acheter…"), _("Ne plus acheter : {label}…"))
        return [
            named_button(leave[0], leave[1].format(**about), lambda: acts.give_up(row)),
            named_button(_("Acheté…"), _("Acheté : {label}…").format(**about), lambda: acts.bought(row)),
        ]
    if row.number is not None:
        name = _("Détacher : {label}").format(**about)
        return [named_button(_("Détacher"), name, lambda: acts.detach(row))]
    return []


def own_row(row: PurchaseRow, drop: Callable[[PurchaseRow], object]) -> ItemRow:
    """A purchase as whoever asked for it sees it."""
    said = " · ".join(filter(None, (purchase_words(row), row.why)))
    icon, tone = CHIPS[row.state]
    buttons = []
    if row.state in ("asked", "approved"):
        name = _("Ne plus demander : {label}").format(label=row.label)
        buttons = [named_button(_("Ne plus demander"), name, lambda: drop(row))]
    return ItemRow(row.label, said, *buttons, chip=(state_words(row.state), icon, tone))


def state_of(*, closed: bool) -> tuple[str, str, Tone]:
    """What the chip of a year says: under way, or closed."""
    return (_("clos"), "lock", "plain") if closed else (_("en cours"), "", "info")
