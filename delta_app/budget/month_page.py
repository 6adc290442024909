"""The month of the till on screen.

Before it stands the treasurer, early in the next month: is every cent explained, and out it goes to the accountant.
"""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QVBoxLayout, QWidget

from delta_app.budget.files import month_csv, month_summary_csv, month_xlsx
from delta_app.budget.month_data import TillMonth, till_month
from delta_app.budget.month_rules import MonthSums
from delta_app.budget.month_words import (
    budget_words,
    category_words,
    check_words,
    closing_words,
    differences_words,
    holds_words,
    month_file_name,
    not_certified,
    opening_words,
    place_words,
    unexplained_words,
)
from delta_app.budget.natures_dialog import NaturesDialog
from delta_app.budget.sheet_month import month_pdf
from delta_app.core import clock
from delta_app.core.calendar import Month
from delta_app.core.i18n import _, capitalised, format_date, format_number, month_name
from delta_app.core.money import format_money
from delta_app.sheets.output import check_name, keep_pdf, write_file
from delta_app.widgets import space, work
from delta_app.widgets.bars import BarRow, Bars, figure_label
from delta_app.widgets.buttons import Button, IconButton
from delta_app.widgets.cards import Card
from delta_app.widgets.chips import Chip
from delta_app.widgets.columns import Columns
from delta_app.widgets.dialog import ask_file_to_save, scrolled
from delta_app.widgets.flow import FlowLayout
from delta_app.widgets.page import HEAD_SIDE, Desk
from delta_app.widgets.paper_dialog import PaperDialog
from delta_app.widgets.text import words

NARROW_BELOW = 900
PRODUCTS_SHOWN = 12


class MonthView(QWidget):
    """A month: where the money is, what it came from and went to, by week and by product; and its files."""

    left = Signal()

    def __init__(self, desk: Desk, month: Month, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._month = desk, month
        self._shown: TillMonth | None = None
        self._build()
        self._lay_out()
        self._connect()
        self.refresh()

    def _build(self) -> None:
        self._before, self._after = (
            IconButton("chevron-left", _("Mois précédent")),
            IconButton("chevron-right", _("Mois suivant")),
        )
        self._title, self._state = words("", "title"), Chip()
        self.back = Button(_("Revenir au budget"))
        self.columns = Button(_("Colonnes…"))
        self.columns.setAccessibleName(_("Colonnes du livre journal…"))
        self.belgian = QCheckBox(_("avec le livre journal belge"))
        self.table = Button(_("Tableur…"), "save")
        self.list, self.summary = Button(_("CSV, journal…"), "save"), Button(_("CSV, résumé…"), "save")
        self.paper = Button(_("Imprimer, PDF…"), "print", kind="main")
        self._places = Card(_("Où est l’argent"))
        self._result = Card(_("Recettes et dépenses"))
        self._weeks, self._products = Card(_("Ventes par semaine")), Card(_("Ventes par produit"))
        self._rows = {card: QGridLayout() for card in (self._places, self._result)}
        self._bars = {card: Bars(card.accessibleName()) for card in (self._weeks, self._products)}
        self._trouble = words("", "error", wrap=True)
        self._nothing = words(_("Aucune vente ce mois-ci."), "soft", wrap=True)

    def _lay_out(self) -> None:
        head = FlowLayout(spacing=8, push_last=True)
        for piece in (self._before, self._title, self._after, self._state, self.back):
            head.addWidget(piece)
        space.around(head, HEAD_SIDE, 11, HEAD_SIDE, 6)
        acts = FlowLayout(spacing=8)
        for act in (self.paper, self.table, self.list, self.summary, self.belgian, self.columns):
            acts.addWidget(act)
        space.around(acts, HEAD_SIDE, 0, HEAD_SIDE, 10)
        for card, grid in self._rows.items():
            space.in_grid(grid, across=14, down=7)
            grid.setColumnStretch(0, 1)
            card.column.addLayout(grid)
        self._places.column.addWidget(self._trouble)
        for card, bars in self._bars.items():
            card.column.addWidget(bars)
        self._products.column.addWidget(self._nothing)
        body = QWidget()
        inner = QVBoxLayout(body)
        space.around(inner, 20, 0, 20, 14)
        space.between(inner, 12)
        cards = ((6, (self._places, self._result)), (5, (self._weeks, self._products)))
        inner.addWidget(Columns(cards, narrow_below=NARROW_BELOW))
        inner.addWidget(words(not_certified(), "soft", wrap=True))
        inner.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addLayout(acts)
        column.addWidget(scrolled(body), 1)

    def _connect(self) -> None:
        self._before.clicked.connect(lambda: self.go_to(self._month.plus(-1)))
        self._after.clicked.connect(lambda: self.go_to(self._month.plus(1)))
        self.back.clicked.connect(self.left)
        self.table.clicked.connect(self.on_table)
        self.list.clicked.connect(self.on_list)
        self.summary.clicked.connect(self.on_summary)
        self.paper.clicked.connect(self.on_paper)
        self.columns.clicked.connect(self.on_columns)

    def go_to(self, month: Month) -> None:
        """Another month."""
        self._month = month
        self.refresh()

    def refresh(self) -> None:
        """Read the month and show it."""
        with self._desk.attempt():
            with self._desk.store.read() as session:
                month = till_month(session, self._month)
            self._shown = month
            self._show(month)

    def _show(self, month: TillMonth) -> None:
        self._title.setText(capitalised(month_name(month.month.first)))
        self._after.setEnabled(month.month < Month.of(clock.today()))
        icon, tone = ("check", "good") if month.holds else ("alert", "alarm")
        self._state.tell(holds_words(holds=month.holds), icon, tone)  # type: ignore[arg-type]
        self._show_places(month)
        self._show_result(month.sums)
        weeks = [
            BarRow(
                _("{first} – {last}").format(first=format_number(week.first.day), last=format_date(week.last, "d MMM")),
                week.sales + week.offered,
                format_money(week.sales + week.offered),
            )
            for week in month.sums.weeks
        ]
        self._bars[self._weeks].show_rows(weeks)
        best = sorted(month.sums.products, key=lambda one: -one.cents)
        self._bars[self._products].show_rows([
            BarRow(
                one.name, one.cents,
                _("{n} · {amount}").format(n=format_number(one.quantity), amount=format_money(one.cents)),
            )
            for one in best[:PRODUCTS_SHOWN]
        ])  # fmt: skip
        self._nothing.setVisible(not best)

    def _show_places(self, month: TillMonth) -> None:
        heads = ("", opening_words(month.month), _("Entrées"), _("Sorties"), closing_words(month.month))
        rows = [
            (place_words(place.place), *(format_money(getattr(place, name)) for name in _AMOUNTS))
            for place in (*month.money, *month.owed)
        ]
        _fill(self._rows[self._places], [heads, *rows], strong=(0,))
        troubles = [check_words(place) for place in month.places if not place.holds]
        if month.explained != month.money_moved:
            troubles.append(unexplained_words(month.explained, month.money_moved))
        self._trouble.setText("\n".join(troubles))
        self._trouble.setVisible(bool(troubles))

    def _show_result(self, sums: MonthSums) -> None:
        rows = [(_("Ventes : {category}").format(category=category_words(name)), cents) for name, cents in sums.sales]
        if sums.offered:
            rows.append((_("Offert par la maison"), sums.offered))
        rows += [(budget_words(one), one.cents) for one in sums.income]
        rows.append((_("Total des recettes"), sums.receipts))
        strong = [len(rows) - 1]
        rows += [(budget_words(one), -one.cents) for one in sums.expenses]
        rows.append((_("Total des dépenses"), -sums.spent))
        strong.append(len(rows) - 1)
        rows += [(_("Arrondis aux 5 cents"), sums.rounding), (differences_words(sums), sums.difference)]
        rows.append((_("Résultat"), sums.result))
        strong.append(len(rows) - 1)
        _fill(self._rows[self._result], [(name, format_money(cents)) for name, cents in rows], strong=tuple(strong))

    def on_columns(self) -> None:
        """Which column of the Belgian journal stands for what."""
        if NaturesDialog(self._desk, self).exec():
            self.refresh()

    def on_table(self) -> None:
        """The workbook."""
        belgian = self.belgian.isChecked()
        self._save(
            ".xlsx", _("Classeur (*.xlsx)"),
            lambda month: month_xlsx(month, made_on=clock.today(), belgian=belgian),
        )  # fmt: skip

    def on_list(self) -> None:
        """The journal as a list, or the Belgian one in its place."""
        belgian = self.belgian.isChecked()
        self._save(".csv", _("Liste (*.csv)"), lambda month: month_csv(month, belgian=belgian))

    def on_summary(self) -> None:
        """The summary as a list."""
        self._save(".csv", _("Liste (*.csv)"), month_summary_csv, _("resume"))

    def _save(self, ending: str, filters: str, make: Callable[[TillMonth], bytes], part: str = "") -> None:
        month = self._shown
        if month is None:
            return
        name = "-".join(filter(None, (month_file_name(month.month), part)))
        path = ask_file_to_save(self, _("Enregistrer"), f"{name}{ending}", filters)
        if path is not None:
            work.start(lambda: _written(path, ending, make(month)), self.on_saved, self.on_not_saved)

    def on_saved(self, path: Path) -> None:
        """Say where it is."""
        self._desk.told.emit(_("Enregistré : {path}").format(path=path), False)

    def on_not_saved(self, error: Exception) -> None:
        """Say what is in the way."""
        self._desk.refused.emit(work.in_words(error))

    def on_paper(self) -> None:
        """The month on paper."""
        month, belgian, day = self._shown, self.belgian.isChecked(), clock.today()
        if month is None:
            return
        PaperDialog(
            self._desk, capitalised(month_name(month.month.first)),
            lambda: month_pdf(month, printed_on=day, belgian=belgian), keep_pdf,
            name=month_file_name(month.month), parent=self,
        ).exec()  # fmt: skip


_AMOUNTS = ("opening", "came", "went", "closing")


def _written(path: Path, ending: str, content: bytes) -> Path:
    check_name(path, ending)
    write_file(path, content)
    return path


def _fill(grid: QGridLayout, rows: Sequence[Sequence[str]], *, strong: tuple[int, ...]) -> None:
    """Put words in a grid, the first column at the left, figures at the right."""
    while grid.count():
        item = grid.takeAt(0)
        widget = item.widget() if item is not None else None
        if widget is not None:
            widget.hide()
            widget.deleteLater()
    for down, row in enumerate(rows):
        for across, text in enumerate(row):
            label = words(text, wrap=True) if across == 0 else figure_label(text)
            if down in strong:
                label.setProperty("role", "strong" if len(row) == 2 else "soft")
            grid.addWidget(label, down, across, Qt.AlignmentFlag.AlignVCenter)
