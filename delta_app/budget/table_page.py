"""The year's lines as a table: what is planned, spent, committed, to come and left, every figure a button."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from delta_app.budget.entries_data import Behind, OfLine, OfYear, Unclassified
from delta_app.budget.figure_page import Amount, ShareBar
from delta_app.budget.queries import LineRow, YearView
from delta_app.budget.rules import Figures, Side
from delta_app.budget.spoken import alert_words, line_words
from delta_app.core.i18n import _
from delta_app.core.money import format_money
from delta_app.widgets import space, theme
from delta_app.widgets.buttons import Button
from delta_app.widgets.cards import Card
from delta_app.widgets.chips import Chip
from delta_app.widgets.text import ElidedLabel, plain_tip, words

NAME, PLANNED, BAR, MOVED, COMMITTED, COMING, LEFT, CHIP = range(8)
BAR_SHARE, NAME_SHARE = 5, 4
LARGE_TEXT = 150  # in percent
ALL_LINES = 0
"""Stands for the total where the purchases of a line, or the activities on it, are asked for."""


@dataclass(frozen=True)
class TableActs:
    """What a press on a figure does."""

    entries: Callable[[str, Behind], object]
    line: Callable[[int], object]
    lines: Callable[[], object]
    committed: Callable[[int | None], object]
    coming: Callable[[str, int | None], object]
    classify: Callable[[Side], object]


def table_card(view: YearView, acts: TableActs) -> Card:
    """The expenses, then the income where there is any."""
    card = Card()
    card.setAccessibleName(_("Lignes du budget {year}").format(year=view.year))
    grid = QGridLayout()
    grid.setContentsMargins(0, 0, 0, 0)
    space.in_grid(grid, across=4, down=2)
    grid.setColumnStretch(NAME, NAME_SHARE)
    grid.setColumnStretch(BAR, _bar_share() if view.coming else BAR_SHARE)
    table = _Table(grid, view, acts)
    if view.of("expense"):
        table.add_side("expense")
    if view.of("income"):
        table.add_side("income")
    card.column.addLayout(grid)
    if not view.closed:
        card.column.addLayout(_foot(acts))
    return card


def _bar_share() -> int:
    """How wide the bars are where there is a column more: names stay whole before."""
    return 2 if theme.current().scale < LARGE_TEXT else 1


def _foot(acts: TableActs) -> QHBoxLayout:
    row = QHBoxLayout()
    edit = Button(_("Modifier les lignes…"), "pen")
    edit.clicked.connect(lambda: acts.lines())  # noqa: PLW0108 (a press says besides whether it is checked)
    row.addWidget(edit)
    row.addStretch()
    return row


class _Table:
    """Lays rows into a grid."""

    def __init__(self, grid: QGridLayout, view: YearView, acts: TableActs) -> None:
        self._grid, self._view, self._acts = grid, view, acts
        self._row = 0

    def add_side(self, side: Side) -> None:
        """The headings, the lines and the total of a side."""
        income = side == "income"
        heads = {
            NAME: _("Recettes") if income else _("Enveloppe"), PLANNED: _("Prévu"),
            MOVED: _("Reçu") if income else _("Dépensé"),
            LEFT: _("À recevoir") if income else _("Reste"),
        }  # fmt: skip
        if not income:
            heads[COMMITTED] = _("Engagé")
            if self._view.coming:
                heads[COMING] = _("Activités")
        if self._row:
            self._grid.setRowMinimumHeight(self._row, 10)
            self._row += 1
        for column, text in heads.items():
            label = words(text, "soft")
            label.setContentsMargins(0, 0, 0 if column == NAME else theme.gap(7), 0)
            end = Qt.AlignmentFlag.AlignLeft if column == NAME else Qt.AlignmentFlag.AlignRight
            self._grid.addWidget(label, self._row, column, end | Qt.AlignmentFlag.AlignVCenter)
        self._row += 1
        for line in self._view.of(side):
            self._rule()
            self._add_line(line)
        self._rule()
        self._add_total(side)

    def _rule(self) -> None:
        rule = QFrame()
        rule.setProperty("role", "rule")
        self._grid.addWidget(rule, self._row, 0, 1, CHIP + 1)
        self._row += 1

    def _add_line(self, line: LineRow) -> None:
        name = line_words(line)
        behind: Behind = Unclassified(self._view.year, line.side) if line.id is None else OfLine(line.id)
        self._grid.addWidget(ElidedLabel(name, "strong"), self._row, NAME)
        if line.id is not None:
            self._put(PLANNED, Amount(line.figures.planned, _says(name, _("prévu")),
                                      lambda: self._acts.line(line.id or 0)))  # fmt: skip
            self._grid.addWidget(ShareBar(name, line.figures, alert=line.alert), self._row, BAR,
                                 Qt.AlignmentFlag.AlignVCenter)  # fmt: skip
        moved = _("reçu") if line.side == "income" else _("dépensé")
        self._put(MOVED, Amount(line.figures.moved, _says(name, moved), lambda: self._acts.entries(name, behind)))
        if line.side == "expense":
            self._put(COMMITTED, Amount(line.figures.committed, _says(name, _("engagé")),
                                        lambda: self._acts.committed(line.id)))  # fmt: skip
            self._put_coming(name, line.figures, line.id)
        if line.id is None:
            button = Button(_("Classer…"))
            button.setAccessibleName(
                _("Classer les recettes…") if line.side == "income" else _("Classer les dépenses…")
            )
            button.clicked.connect(lambda: self._acts.classify(line.side))
            self._grid.addWidget(button, self._row, LEFT, 1, 2, Qt.AlignmentFlag.AlignRight)
        else:
            tone = "attention" if line.alert else ""
            self._put_left(line.figures, Amount(line.figures.left, _says(name, _("reste")),
                           lambda: self._acts.entries(name, behind), strong=True, tone=tone))  # fmt: skip
        if line.alert:
            chip = Chip(alert_words(line), "alert", "attention")
            self._grid.addWidget(chip, self._row, CHIP, Qt.AlignmentFlag.AlignVCenter)
        self._row += 1

    def _add_total(self, side: Side) -> None:
        figures: Figures = self._view.total(side)
        year = self._view.year
        name = _("Total des recettes") if side == "income" else _("Total des dépenses")
        all_of_it = OfYear(year, side)
        self._grid.addWidget(words(_("Total"), "strong"), self._row, NAME)
        self._put(PLANNED, Amount(figures.planned, _says(name, _("prévu")), self._acts.lines, strong=True))
        moved = _("reçu") if side == "income" else _("dépensé")
        self._put(MOVED, Amount(figures.moved, _says(name, moved), lambda: self._acts.entries(name, all_of_it),
                                strong=True))  # fmt: skip
        if side == "expense":
            self._put(COMMITTED, Amount(figures.committed, _says(name, _("engagé")),
                                        lambda: self._acts.committed(ALL_LINES), strong=True))  # fmt: skip
            self._put_coming(name, figures, ALL_LINES, strong=True)
        self._put_left(figures, Amount(figures.left, _says(name, _("reste")),
                       lambda: self._acts.entries(name, all_of_it), strong=True))  # fmt: skip
        self._row += 1

    def _put_coming(self, name: str, figures: Figures, line_id: int | None, *, strong: bool = False) -> None:
        """What activities to come are planned to cost, where there are any in the year."""
        if self._view.coming:
            said = _says(name, _("prévu par des activités à venir"))
            self._put(COMING, Amount(figures.coming, said, lambda: self._acts.coming(name, line_id), strong=strong))

    def _put_left(self, figures: Figures, left: Amount) -> None:
        """What is left, and under it what will be once the activities are paid, where they cost anything."""
        if not figures.coming:
            self._put(LEFT, left)
            return
        cell = QWidget()
        column = QVBoxLayout(cell)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(left, 0, Qt.AlignmentFlag.AlignRight)
        after = words(_("puis {amount}").format(amount=format_money(figures.left_after)),
                      "error" if figures.left_after < 0 else "soft")  # fmt: skip
        after.setContentsMargins(0, 0, theme.gap(7), 0)
        plain_tip(after, _("Une fois payées les activités à venir"))
        column.addWidget(after, 0, Qt.AlignmentFlag.AlignRight)
        self._put(LEFT, cell)

    def _put(self, column: int, amount: QWidget) -> None:
        self._grid.addWidget(amount, self._row, column, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


def _says(name: str, what: str) -> str:
    return f"{name}, {what}"
