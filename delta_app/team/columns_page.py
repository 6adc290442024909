"""A list of people before it is imported: what was read, and what each column of the file holds."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QGridLayout, QLabel, QVBoxLayout, QWidget

from delta_app.core.i18n import _, capitalised, join_names, ngettext
from delta_app.readers.host_list import (
    FIELDS,
    ColumnMapping,
    HostField,
    HostListFile,
    HostListRow,
    parse_hosts,
    without_header,
)
from delta_app.readers.tabular import Table
from delta_app.readers.words import describe, field_name
from delta_app.widgets import space
from delta_app.widgets.choice import Choice
from delta_app.widgets.text import words

SHOWN_VALUES = 5
SHOWN_PEOPLE = 5


class ColumnsStep(QWidget):
    """For each column its heading, its first values, and what it is, chosen beforehand where it was recognised; under
    them how the first people are read by it."""

    changed = Signal()

    def __init__(self, name: str, table: Table, mapping: ColumnMapping, said: Sequence[str] = ()) -> None:
        super().__init__()
        self._name, self._table, self._mapping = name, table, mapping
        self.combos: list[Choice] = []
        self._headings: list[QLabel] = []
        self._no_headings = QCheckBox(_("La première ligne est déjà une personne"))
        self._read, self._people = words("", "strong", wrap=True), words("", wrap=True)
        self._unread, self._doubts = words("", "soft", wrap=True), words("", "soft", wrap=True)
        self.error = words(role="error", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        space.between(column, 8)
        for sentence in said:
            column.addWidget(words(sentence, wrap=True))
        told = _("Voici ce que Delta lit dans chaque colonne ; changez ce qui n’est pas juste.")
        column.addWidget(words(told, wrap=True))
        column.addWidget(self._no_headings)
        column.addWidget(self._columns())
        for label in (self._read, self._people, self._unread, self._doubts, self.error):
            column.addWidget(label)
        column.addStretch()
        self._no_headings.toggled.connect(self.on_changed)
        for combo in self.combos:
            combo.currentIndexChanged.connect(self.on_changed)
        self.on_changed()

    def _columns(self) -> QWidget:
        body = QWidget()
        grid = QGridLayout(body)
        grid.setContentsMargins(0, 0, 0, 0)
        space.in_grid(grid, across=16, down=6)
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 2)
        for index in range(_width(self._table)):
            self._add_column(grid, index)
        return body

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
        space.between(column, 1)
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

    @property
    def file(self) -> HostListFile | None:
        """The people as read by these columns; None while nobody can be."""
        return None if self._trouble() else parse_hosts(self.table, self.mapping)

    def _trouble(self) -> str:
        """Why nobody can be read yet."""
        chosen = [combo.currentData() for combo in self.combos if combo.currentData()]
        twice = next((name for name in chosen if chosen.count(name) > 1), None)
        if twice:
            return _("Deux colonnes sont « {name} ». Gardez-en une.").format(name=field_name(twice))
        missing = self.mapping.missing
        if len(missing) > 1:
            return _("Les noms n’ont pas été reconnus dans {file}. Dites quelles colonnes les contiennent.").format(
                file=self._name
            )
        if missing:
            names = join_names([_("« {name} »").format(name=field_name(name)) for name in missing])
            return _("Il manque encore {names}, ou le nom complet.").format(names=names)
        return ""

    def on_changed(self) -> None:
        """Read anew by what the columns are now."""
        for index, heading in enumerate(self._headings):
            heading.setText(_heading(self.table.headers, index))
        self.error.setText(self._trouble())
        self.error.setVisible(bool(self.error.text()))
        file = self.file
        rows = file.rows if file else ()
        counted = ngettext(
            "{n} personne dans {file}, lue ainsi :", "{n} personnes dans {file}, lues ainsi :", len(rows)
        )
        self._read.setText(counted.format(n=len(rows), file=self._name) if file else "")
        lines = [_person(row) for row in rows[:SHOWN_PEOPLE]]
        self._people.setText("\n".join(lines) + ("\n…" if len(rows) > SHOWN_PEOPLE else ""))
        unread = self.mapping.unrecognised
        self._unread.setText(_("Colonnes non lues : {names}.").format(names=join_names(list(unread))) if unread else "")
        self._doubts.setText("\n".join(describe(note) for note in (file.problems if file else self._table.notes)))
        for label in (self._read, self._people, self._unread, self._doubts):
            label.setVisible(bool(label.text()))
        self.changed.emit()


def _person(row: HostListRow) -> str:
    """``Luc Dumont · bénévole · FR NL``: what would be written of somebody."""
    origin = {"volunteer": _("bénévole"), "neighbour": _("voisin·e")}.get(row.origin or "", row.partner or "")
    level = {
        "experienced": _("expérimenté·e"), "novice": _("débute"), "trainee": _("en formation"),
    }.get(row.level or "", "")  # fmt: skip
    name = " ".join(filter(None, (row.given_name, row.family_name)))
    limits = _("{n} par mois").format(n=row.target) if row.target is not None else ""
    return " · ".join(filter(None, (name, origin, " ".join(row.languages), level, limits, row.email, row.phone)))


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
