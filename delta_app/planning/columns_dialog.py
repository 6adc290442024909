"""A list of people before it is imported: what was read, and what each column of the file holds."""

from collections.abc import Sequence

from PySide6.QtWidgets import QCheckBox, QFrame, QGridLayout, QLabel, QVBoxLayout, QWidget

from delta_app.core.i18n import _, capitalised, join_names, ngettext
from delta_app.readers.host_list import (
    FIELDS,
    ColumnMapping,
    HostField,
    HostListFile,
    parse_hosts,
    without_header,
)
from delta_app.readers.tabular import Table
from delta_app.readers.words import describe, field_name
from delta_app.widgets import theme
from delta_app.widgets.buttons import Button
from delta_app.widgets.choice import Choice
from delta_app.widgets.dialog import Dialog, scrolled
from delta_app.widgets.text import words

SHOWN_VALUES = 5
SHOWN_PEOPLE = 5


class ColumnsDialog(Dialog):
    """For each column its heading, its first values, and what it is, chosen beforehand where it was recognised."""

    def __init__(
        self, table: Table, mapping: ColumnMapping, parent: QWidget | None = None, *, bare: bool = False
    ) -> None:
        super().__init__(_("Que contiennent les colonnes ?"), parent, width=760)
        self._table, self._mapping = table, mapping
        self.combos: list[Choice] = []
        self._no_headings = QCheckBox(_("La première ligne est déjà une personne"))
        self._error = words(role="error", wrap=True)
        self._headings: list[QLabel] = []
        body = QWidget()
        grid = QGridLayout(body)
        grid.setContentsMargins(0, 0, theme.gap(8), 0)
        grid.setVerticalSpacing(theme.gap(10))
        grid.setHorizontalSpacing(theme.gap(16))
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 2)
        for index in range(_width(table)):
            self._add_column(grid, index)
        grid.setRowStretch(2 * _width(table), 1)
        leave, go = Button(_("Annuler")), Button(_("Continuer"), kind="main")

        sentence = _("Dites au moins où sont le prénom et le nom de famille, ou le nom complet.")
        self.column.addWidget(words(sentence, wrap=True))
        self.column.addWidget(self._no_headings)
        area = scrolled(body)
        self.column.addWidget(area, 1)
        self.column.addWidget(self._error)
        self.lay_out_buttons(leave, go)
        self.fit_to(area)
        self.combos[0].setFocus()

        self._no_headings.toggled.connect(self.on_headings)
        self._no_headings.setChecked(bare)
        leave.clicked.connect(self.reject)
        go.clicked.connect(self.on_go)

    def _add_column(self, grid: QGridLayout, index: int) -> None:
        heading = words(_heading(self._table.headers, index), "strong", wrap=True)
        values = words(" · ".join(_values(self._table, index)), "soft", wrap=True)
        combo = Choice(_("Ce qu’est la colonne {name}").format(name=_heading(self._table.headers, index)))
        combo.addItem(_("Ne pas reprendre"), None)
        for name in FIELDS:
            combo.addItem(capitalised(field_name(name)), name)
        combo.setCurrentIndex(max(0, combo.findData(_field_at(self._mapping, index))))
        heading.setBuddy(combo)
        told = QWidget()
        column = QVBoxLayout(told)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.gap(2))
        column.addWidget(heading)
        column.addWidget(values)
        grid.addWidget(told, 2 * index, 0)
        grid.addWidget(combo, 2 * index, 1)
        rule = QFrame()
        rule.setProperty("role", "rule")
        grid.addWidget(rule, 2 * index + 1, 0, 1, 2)
        self.combos.append(combo)
        self._headings.append(heading)

    @property
    def bare(self) -> bool:
        """Whether the first row is a person already."""
        return self._no_headings.isChecked()

    @property
    def table(self) -> Table:
        """The table as its rows are to be read: without headings where the person said so."""
        if not self.bare:
            return self._table
        return without_header(self._table, [_heading((), index) for index in range(_width(self._table))])

    @property
    def mapping(self) -> ColumnMapping:
        """What the columns are."""
        columns = {combo.currentData(): index for index, combo in enumerate(self.combos) if combo.currentData()}
        return ColumnMapping(self.table.headers, columns)

    def on_headings(self) -> None:
        """Show the columns by number when the file has no headings."""
        for index, heading in enumerate(self._headings):
            heading.setText(_heading(self.table.headers, index))

    def on_go(self) -> None:
        """Leave with this mapping, unless nobody could be read by it."""
        chosen = [combo.currentData() for combo in self.combos if combo.currentData()]
        twice = next((name for name in chosen if chosen.count(name) > 1), None)
        if twice:
            self._error.setText(_("Deux colonnes sont « {name} ». Gardez-en une.").format(name=field_name(twice)))
        elif self.mapping.missing:
            names = join_names([_("« {name} »").format(name=field_name(name)) for name in self.mapping.missing])
            self._error.setText(_("Il manque encore {names}, ou le nom complet.").format(names=names))
        else:
            self.accept()


class ListDialog(Dialog):
    """What was read of a list, with the way to its columns; nothing is imported before «Importer»."""

    def __init__(self, name: str, table: Table, mapping: ColumnMapping, said: Sequence[str] = (),
                 parent: QWidget | None = None) -> None:  # fmt: skip
        super().__init__(_("Importer les accueillant·es"), parent, width=620)
        self._name, self._table, self._bare = name, table, False
        self.mapping = mapping
        self.file: HostListFile | None = None if mapping.missing else parse_hosts(table, mapping)
        self._read = words(wrap=True)
        self._columns = words("", "soft", wrap=True)
        self._doubts = words("", "soft", wrap=True)
        check, leave = Button(_("Vérifier les colonnes…")), Button(_("Annuler"))
        self._go = go = Button(_("Importer"), kind="main")

        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(theme.gap(4), 0, theme.gap(8), 0)
        column.setSpacing(theme.gap(10))
        for sentence in said:
            column.addWidget(words(sentence, wrap=True))
        for label in (self._read, self._columns, self._doubts):
            column.addWidget(label)
        column.addStretch()
        self._area = scrolled(body)
        self.column.addWidget(self._area, 1)
        self._show()
        self.lay_out_buttons(check, leave, go)
        self.fit_to(self._area)
        (check if self.file is None else go).setFocus()

        check.clicked.connect(self.on_check)
        leave.clicked.connect(self.reject)
        go.clicked.connect(self.accept)

    def on_check(self) -> None:
        """Say what the columns are, and read the list anew."""
        dialog = ColumnsDialog(self._table, self.mapping, self, bare=self._bare)
        if dialog.exec():
            self.mapping, self._bare = dialog.mapping, dialog.bare
            self.file = parse_hosts(dialog.table, self.mapping)
            self._show()
            self.fit_to(self._area)
            self._go.setFocus()

    def _show(self) -> None:
        if self.file is None:
            self._read.setText(_("Les noms n’ont pas été reconnus dans {file}.").format(file=self._name))
            self._columns.setText(_("Dites quelles colonnes contiennent le prénom et le nom de famille."))
            self._go.setEnabled(False)
            return
        self._go.setEnabled(True)
        rows = self.file.rows
        names = [f"{row.given_name} {row.family_name}".strip() for row in rows[:SHOWN_PEOPLE]]
        counted = ngettext("{n} personne dans {file} : {names}", "{n} personnes dans {file} : {names}", len(rows))
        text = counted.format(n=len(rows), file=self._name, names=", ".join(names))
        self._read.setText(f"{text}…" if len(rows) > SHOWN_PEOPLE else text)
        read = [_heading(self.mapping.headers, index) for index in sorted(self.mapping.columns.values())]
        lines = [_("Colonnes lues : {names}.").format(names=join_names(read))]
        if self.mapping.unrecognised:
            lines.append(_("Colonnes non lues : {names}.").format(names=join_names(list(self.mapping.unrecognised))))
        self._columns.setText("\n".join(lines))
        self._doubts.setText("\n".join(describe(note) for note in self._table.notes))
        self._doubts.setVisible(bool(self._table.notes))


def _width(table: Table) -> int:
    return max(len(table.headers), *(len(row) for row in table.rows[:SHOWN_VALUES]), 1)


def _heading(headers: Sequence[str], index: int) -> str:
    written = headers[index] if index < len(headers) else ""
    return written or _("Colonne {n}").format(n=index + 1)


def _values(table: Table, index: int) -> list[str]:
    """The first values of a column."""
    filled = (" ".join(row[index].split()) for row in table.rows if index < len(row) and row[index])
    return [value for value, _place in zip(filled, range(SHOWN_VALUES), strict=False)]


def _field_at(mapping: ColumnMapping, index: int) -> HostField | None:
    return next((name for name, at in mapping.columns.items() if at == index), None)
