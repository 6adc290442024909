"""What is done with purchases in the budget, one act each, and how it is told.

Before it stands whoever answers for the money: to grant what is asked on the line it belongs to, to note what was
bought, and to come back on either.
"""

from PySide6.QtWidgets import QWidget

from delta_app.budget.bought_dialog import BoughtDialog
from delta_app.budget.entries_dialogs import EntryWords
from delta_app.budget.purchase_commands import approve_purchase, drop_purchase, unlink_purchase
from delta_app.budget.purchase_data import PurchaseRow
from delta_app.budget.purchase_dialogs import RefuseDialog
from delta_app.budget.purchase_lines_data import grant_choices, grant_words, to_grant
from delta_app.budget.spoken import given_up_words
from delta_app.core.i18n import _
from delta_app.till.entry_data import number_words
from delta_app.widgets.choice_dialog import ChoiceDialog
from delta_app.widgets.page import Desk


class PurchaseDeeds:
    """Acts on a purchase; ``tell`` words an entry of the till's journal."""

    def __init__(self, desk: Desk, tell: EntryWords, parent: QWidget) -> None:
        self._desk, self._tell, self._parent = desk, tell, parent

    def approve(self, row: PurchaseRow) -> None:
        """Grant it: on the line it was asked for, else on one that is chosen now."""
        if not row.asks_line:
            self._grant(row)
            return
        with self._desk.attempt():
            with self._desk.store.read() as session:
                asked = to_grant(session, row.id)
            title = _("Accorder : {label}").format(label=row.label)
            dialog = ChoiceDialog(
                title, grant_words(asked), _("Enveloppe"), grant_choices(asked), _("Accorder"), parent=self._parent
            )
            if dialog.exec():
                self._grant(row, dialog.chosen)

    def _grant(self, row: PurchaseRow, line_id: int | None = None) -> None:
        self._desk.act(
            _("Accorder l’achat : {label}").format(label=row.label),
            lambda session: approve_purchase(session, row.id, line_id),
            lambda _done: _("Achat accordé : {label}.").format(label=row.label),
        )

    def refuse(self, row: PurchaseRow) -> None:
        """Refuse it, and say why."""
        RefuseDialog(self._desk, row, self._parent).exec()

    def bought(self, row: PurchaseRow) -> None:
        """Say how it was bought."""
        BoughtDialog(self._desk, row, self._tell, self._parent).exec()

    def give_up(self, row: PurchaseRow) -> None:
        """What was granted is not bought after all; a host who asked for it reads why."""
        if row.asked_by is not None:
            self.refuse(row)
            return
        self._desk.act(
            _("Ne plus acheter : {label}").format(label=row.label),
            lambda session: drop_purchase(session, row.id),
            lambda _done: given_up_words(row),
        )

    def detach(self, row: PurchaseRow) -> None:
        """It was not bought by that entry."""
        number = number_words(row.number or (0, 0))
        told = _("{label} : détaché de l’écriture {number}, qui reste au journal. L’achat est de nouveau à faire.")
        self._desk.act(
            _("Détacher de l’écriture {number} : {label}").format(number=number, label=row.label),
            lambda session: unlink_purchase(session, row.id),
            lambda _done: told.format(label=row.label, number=number),
        )

    def drop(self, row: PurchaseRow) -> None:
        """Whoever asked for it wants it no more."""
        self._desk.act(
            _("Ne plus demander : {label}").format(label=row.label),
            lambda session: drop_purchase(session, row.id),
            lambda _done: _("Achat abandonné : {label}.").format(label=row.label),
        )
