"""The lines of a year: one added or changed, all of them in a list, and the year closed."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QCheckBox, QLineEdit, QVBoxLayout, QWidget

from delta_app.budget.line_commands import (
    LineDetails,
    add_line,
    bring_back_line,
    change_line,
    close_year,
    order_lines,
    set_alert_share,
    withdraw_line,
)
from delta_app.budget.line_settings import ALERT_SHARE
from delta_app.budget.queries import PlannedLine, lines_of_year
from delta_app.budget.rules import LONGEST_NAME, NATURES_OF, Side
from delta_app.budget.spoken import nature_words
from delta_app.core.errors import Refused, say
from delta_app.core.i18n import _, capitalised
from delta_app.core.money import MOST_OF_ACCOUNTS, format_money, parse_money
from delta_app.core.settings import get
from delta_app.widgets import space, theme
from delta_app.widgets.buttons import Button, IconButton
from delta_app.widgets.choice import Choice
from delta_app.widgets.dialog import Dialog, scrolled
from delta_app.widgets.forms import NumberField, add_field, form_on
from delta_app.widgets.item_rows import ItemRow, empty_layout
from delta_app.widgets.money_field import MoneyField
from delta_app.widgets.page import Desk
from delta_app.widgets.text import words

SIDES: tuple[Side, ...] = ("expense", "income")


class LineDialog(Dialog):
    """A line's name, what is planned, and its column in the simplified journal."""

    def __init__(self, desk: Desk, year: int, line: PlannedLine | None = None, parent: QWidget | None = None) -> None:
        title = line.name if line else _("Ajouter une ligne au budget {year}").format(year=year)
        super().__init__(title, parent, width=480)
        self._desk, self._year, self._line = desk, year, line
        self._build()
        self._lay_out()
        self._connect()
        self.on_side()
        (self.planned if line else self.name).setFocus()

    def _build(self) -> None:
        line = self._line
        self.side = Choice(_("Côté"))
        self.side.addItem(_("Dépenses"), "expense")
        self.side.addItem(_("Recettes"), "income")
        self.side.setCurrentIndex(SIDES.index(line.side) if line else 0)
        self.side.setEnabled(line is None)
        self.name = QLineEdit(line.name if line else "")
        self.name.setMaxLength(LONGEST_NAME)
        self.planned = MoneyField(line.planned if line else None)
        self.nature = Choice(_("Nature"))
        self._error = words(role="error", wrap=True)
        self._error.hide()
        self._remove = Button(_("Remettre") if line and line.withdrawn else _("Retirer"))
        self._leave, self._go = Button(_("Annuler")), Button(_("Enregistrer"), "check", kind="main")

    def _lay_out(self) -> None:
        form = form_on()
        for text, field in (
            (_("Côté"), self.side), (_("Nom"), self.name), (_("Prévu"), self.planned), (_("Nature"), self.nature),
        ):  # fmt: skip
            add_field(form, text, field)
        form.addRow("", words(_("Sa colonne dans le livre journal simplifié des petites ASBL."), "soft", wrap=True))
        self.column.addLayout(form)
        self.column.addWidget(self._error)
        self.lay_out_buttons(*((self._remove,) if self._line else ()), self._leave, self._go)

    def _connect(self) -> None:
        self.side.currentIndexChanged.connect(self.on_side)
        self._remove.clicked.connect(self.on_remove)
        self._leave.clicked.connect(self.reject)
        self._go.clicked.connect(self.on_go)

    @property
    def _chosen_side(self) -> Side:
        return SIDES[self.side.currentIndex()]

    def on_side(self) -> None:
        """The natures of that side."""
        self.nature.clear()
        for nature in NATURES_OF[self._chosen_side]:
            self.nature.addItem(capitalised(nature_words(nature)), nature)
        wanted = self._line.nature if self._line else NATURES_OF[self._chosen_side][-1]
        self.nature.setCurrentIndex(max(0, self.nature.findData(wanted)))

    def on_go(self) -> None:
        """Keep it, or say here why not."""
        line = self._line
        try:
            planned = parse_money(self.planned.text(), MOST_OF_ACCOUNTS)
            details = LineDetails(self.name.text(), planned, str(self.nature.currentData()))
            label = _("Budget {year} : {name}").format(year=self._year, name=self.name.text())
            with self._desk.store.write(self._desk.actor, label) as session:
                if line is None:
                    add_line(session, self._year, details, self._chosen_side)
                else:
                    change_line(session, line.id, details)
        except Refused as refusal:
            self._refused(refusal)
            return
        told = _("Budget {year} : {name}, {amount}.")
        said = told.format(year=self._year, name=" ".join(self.name.text().split()), amount=format_money(planned))
        self._desk.told.emit(said, True)
        self.accept()

    def on_remove(self) -> None:
        """Plan for it no more, or again."""
        line = self._line
        if line is None:
            return
        act, label = (
            (bring_back_line, _("Remettre au budget {year} : {name}"))
            if line.withdrawn
            else (withdraw_line, _("Retirer du budget {year} : {name}"))
        )
        told = _("Remis au budget {year} : {name}.") if line.withdrawn else _("Retiré du budget {year} : {name}.")
        about = {"year": self._year, "name": line.name}
        try:
            with self._desk.store.write(self._desk.actor, label.format(**about)) as session:
                act(session, line.id)
        except Refused as refusal:
            self._refused(refusal)
            return
        self._desk.told.emit(told.format(**about), True)
        self.accept()

    def _refused(self, refusal: Refused) -> None:
        self._error.setText(say(refusal))
        self._error.show()
        field = self.planned if refusal.code == "bad_amount" else self.name
        field.setAccessibleDescription(say(refusal))
        field.setFocus()


class LinesDialog(Dialog):
    """All lines of a year: added, changed, put in order."""

    def __init__(self, desk: Desk, year: int, parent: QWidget | None = None) -> None:
        super().__init__(_("Lignes du budget {year}").format(year=year), parent, width=620)
        self._desk, self._year = desk, year
        self._lines: tuple[PlannedLine, ...] = ()
        body = QWidget()
        self._column = QVBoxLayout(body)
        space.around(self._column, 2, 2, 10, 2)
        space.between(self._column, 0)
        self._area = scrolled(body)
        self.column.addWidget(self._area, 1)
        self.share = NumberField(1, 100, ALERT_SHARE.default)
        with desk.store.read() as session:
            self.share.setValue(get(session, ALERT_SHARE))
        form = form_on()
        add_field(form, _("Attirer l’attention à partir de (en %)"), self.share)
        self.column.addLayout(form)
        self.share.editingFinished.connect(self.on_share)
        self.add, close = Button(_("Ajouter une ligne…"), "plus"), Button(_("Fermer"), kind="main")
        self.add.clicked.connect(self.on_add)
        close.clicked.connect(self.accept)
        self._read()
        self.lay_out_buttons(self.add, close)
        self.fit_to(self._area)
        self.add.setFocus()

    def _read(self) -> None:
        with self._desk.attempt():
            with self._desk.store.read() as session:
                self._lines = lines_of_year(session, self._year)
            empty_layout(self._column)
            for side, heading in zip(SIDES, (_("Dépenses"), _("Recettes")), strict=True):
                lines = [line for line in self._lines if line.side == side]
                if lines:
                    title = words(heading, "heading")
                    title.setContentsMargins(0, theme.gap(10), 0, theme.gap(2))
                    self._column.addWidget(title)
                for place, line in enumerate(lines):
                    self._column.addWidget(self._row(line, lines, place))
            if not self._lines:
                self._column.addWidget(words(_("Rien n’est encore prévu pour cette année."), wrap=True))
            self._column.addStretch(1)

    def _row(self, line: PlannedLine, side: Sequence[PlannedLine], place: int) -> ItemRow:
        about = {"name": line.name}
        up = IconButton("up", _("Monter : {name}").format(**about))
        up.setEnabled(place > 0)
        up.clicked.connect(lambda: self.on_move(side, place, -1))
        down = IconButton("down", _("Descendre : {name}").format(**about))
        down.setEnabled(place < len(side) - 1)
        down.clicked.connect(lambda: self.on_move(side, place, 1))
        change = Button(_("Modifier…"))
        change.setAccessibleName(_("Modifier : {name}…").format(**about))
        change.clicked.connect(lambda: self.on_change(line))
        name = _("{name} (retirée)").format(name=line.name) if line.withdrawn else line.name
        return ItemRow(name, f"{format_money(line.planned)} · {nature_words(line.nature)}", up, down, change)

    def on_share(self) -> None:
        """From which part on a line is told."""
        share = self.share.value()
        with self._desk.store.read() as session:
            before = get(session, ALERT_SHARE)
        if share != before:
            self._desk.act(
                _("Attirer l’attention sur le budget à {share} %").format(share=share),
                lambda session: set_alert_share(session, share),
                lambda _done: _("Une ligne attire l’attention à partir de {share} %.").format(share=share),
            )

    def on_add(self) -> None:
        """One more."""
        if LineDialog(self._desk, self._year, None, self).exec():
            self._read()
            self.add.setFocus()

    def on_change(self, line: PlannedLine) -> None:
        """Another name, another amount."""
        if LineDialog(self._desk, self._year, line, self).exec():
            self._read()
            self.add.setFocus()

    def on_move(self, side: Sequence[PlannedLine], place: int, by: int) -> None:
        """One place up or down."""
        ids = [line.id for line in side]
        ids[place], ids[place + by] = ids[place + by], ids[place]
        rest = [line.id for line in self._lines if line.id not in ids]
        self._desk.act(
            _("Ordonner le budget {year}").format(year=self._year),
            lambda session: order_lines(session, self._year, [*ids, *rest]),
            lambda _done: _("L’ordre des lignes a changé."),
        )
        self._read()
        self.add.setFocus()


class CloseYearDialog(Dialog):
    """The accounts of a year closed for good: what that means is read before."""

    def __init__(self, desk: Desk, year: int, parent: QWidget | None = None) -> None:
        super().__init__(_("Clôturer les comptes de {year}").format(year=year), parent, width=520)
        self._desk, self._year = desk, year
        told = _(
            "Plus rien ne s’ajoute à une année close : ni vente, ni dépense, ni mouvement de la banque, et ses lignes "
            "ne changent plus. Cela ne s’annule pas."
        )
        self.column.addWidget(words(told, wrap=True))
        self._anyway = QCheckBox(_("Clôturer quand même"))
        self._anyway.hide()
        self._error = words(role="error", wrap=True)
        self._error.hide()
        self.column.addWidget(self._error)
        self.column.addWidget(self._anyway)
        leave, go = Button(_("Annuler"), kind="main"), Button(_("Clôturer"), "lock")
        leave.clicked.connect(self.reject)
        go.clicked.connect(self.on_go)
        self.lay_out_buttons(go, leave)
        leave.setFocus()

    def on_go(self) -> None:
        """Close it, or say here what is in the way."""
        label = _("Clôturer les comptes de {year}").format(year=self._year)
        try:
            with self._desk.store.write(self._desk.actor, label) as session:
                close_year(session, self._year, anyway=self._anyway.isChecked())
        except Refused as refusal:
            self._error.setText(say(refusal))
            self._error.show()
            self._anyway.setVisible(refusal.code == "unclassified_left")
            return
        self._desk.told.emit(_("Les comptes de {year} sont clôturés.").format(year=self._year), False)
        self.accept()


def edit_line(desk: Desk, year: int, line_id: int, parent: QWidget, done: Callable[[], object]) -> None:
    """The dialog of one line of a year."""
    with desk.attempt():
        with desk.store.read() as session:
            line = next((line for line in lines_of_year(session, year) if line.id == line_id), None)
        if line is not None and LineDialog(desk, year, line, parent).exec():
            done()
