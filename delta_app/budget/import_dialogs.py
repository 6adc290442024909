"""A bank's file brought in: which columns are what, what will be done with each movement, then one act."""

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtWidgets import QCheckBox, QFormLayout, QVBoxLayout, QWidget

from delta_app.budget.bank_import import import_bank
from delta_app.budget.bank_preview_data import NEW, Movement, Preview, preview_bank
from delta_app.budget.entries_data import entries_by_id
from delta_app.budget.entries_dialogs import EntryWords
from delta_app.budget.spoken import held_words, import_lines, status_words
from delta_app.core.backup import keep_copy
from delta_app.core.errors import Refused, say
from delta_app.core.i18n import _, format_date, ngettext
from delta_app.core.money import format_money
from delta_app.core.troubles import refusal_for
from delta_app.readers.bank_list import BankField, BankFile, parse_bank
from delta_app.readers.problems import UnreadableFile
from delta_app.readers.tabular import Table, bytes_of, read_table
from delta_app.readers.words import describe
from delta_app.widgets import space, theme, work
from delta_app.widgets.buttons import Button
from delta_app.widgets.choice import Choice
from delta_app.widgets.dialog import Dialog, ask_file_to_open, scrolled
from delta_app.widgets.forms import acts_row, add_field, form_on
from delta_app.widgets.item_rows import ItemRow, empty_layout
from delta_app.widgets.page import Desk
from delta_app.widgets.text import words
from delta_app.widgets.theme import Tone

MOST_SHOWN = 60
TABLES = "(*.csv *.txt *.xlsx *.ods)"
ENDINGS = (".csv", ".txt", ".xlsx", ".ods")
_CHIPS: Mapping[str, tuple[str, Tone]] = {
    "new": ("plus", "good"), "known": ("check", "plain"), "linked": ("check", "info"),
    "undone": ("undo", "plain"),
    "doubtful": ("alert", "attention"), "closed": ("lock", "alarm"), "to_come": ("clock", "alarm"),
}  # fmt: skip


def ask_and_import(desk: Desk, tell: EntryWords, parent: QWidget) -> None:
    """Ask for a bank's export, and go through it."""
    path = ask_file_to_open(parent, _("Importer la banque"), _("Mouvements {endings}").format(endings=TABLES))
    if path is not None:
        import_file(desk, tell, path, parent)


def import_file(desk: Desk, tell: EntryWords, path: Path, parent: QWidget) -> None:
    """Read a file on another thread, then go through it."""

    def failed(error: Exception) -> None:
        desk.refused.emit(work.in_words(error))

    def go_through(table: Table) -> None:
        with desk.attempt():
            dialog = BankImportDialog(desk, path.name, table, tell, parent)
            if dialog.exec():
                desk.told.emit(dialog.outcome, False)

    work.start(lambda: _read(path), go_through, failed)


def _read(path: Path) -> Table:
    try:
        return read_table(bytes_of(path), path.name)
    except (FileNotFoundError, PermissionError, IsADirectoryError) as error:
        raise Refused("file_out_of_reach", name=path.name) from error
    except OSError as error:
        raise refusal_for(error) or Refused("disk_trouble") from error


class BankImportDialog(Dialog):
    """The movements as they are read, with the columns to be changed above them; nothing is written before
    «Importer»."""

    def __init__(self, desk: Desk, name: str, table: Table, tell: EntryWords, parent: QWidget | None = None) -> None:
        super().__init__(_("Importer la banque"), parent, width=820)
        self._desk, self._name, self._table, self._tell = desk, name, table, tell
        self.outcome = ""
        self._file: BankFile | None = None
        self._answers: dict[int, int] = {}
        self._build()
        self._lay_out()
        self._connect()
        self._read(first=True)

    def _build(self) -> None:
        self._said = words("", wrap=True)
        self._error = words(role="error", wrap=True)
        self.change = Button(_("Changer les colonnes…"))
        self._columns = QWidget()
        self.choices: dict[BankField, Choice] = {}
        self._body = QWidget()
        self._list = QVBoxLayout(self._body)
        space.around(self._list, 2, 2, 10, 2)
        space.between(self._list, 0)
        self.skip = QCheckBox(_("Importer sans les lignes qui ne peuvent pas l’être"))
        self._leave, self._go = Button(_("Annuler")), Button(_("Importer"), "check", kind="main")

    def _lay_out(self) -> None:
        self._form = form_on(self._columns)
        self._area = scrolled(self._body)
        self.column.addWidget(self._said)
        self.column.addLayout(acts_row(self.change))
        self.column.addWidget(self._columns)
        self.column.addWidget(self._area, 1)
        self.column.addWidget(self._error)
        self.column.addWidget(self.skip)
        self._columns.hide()
        self.lay_out_buttons(self._leave, self._go)
        self.resize(self.width(), min(theme.px(600), self._room_height()))

    def _connect(self) -> None:
        self.change.clicked.connect(self.on_change)
        self.skip.toggled.connect(self._allow)
        self._leave.clicked.connect(self.reject)
        self._go.clicked.connect(self.on_import)

    def _headings(self) -> tuple[str, ...]:
        """The headings that can be chosen: of the row that was found, else of the first."""
        if self._file is not None and self._file.mapping.headers:
            return tuple(header for header in self._file.mapping.headers if header)
        rows = max((self._table.headers, *self._table.rows[:20]), key=lambda row: sum(map(bool, row)))
        return tuple(cell for cell in rows if cell)

    def on_change(self) -> None:
        """Show what each column is taken for, to be changed."""
        if not self.choices:
            self._offer_columns()
        self._columns.setVisible(not self._columns.isVisible())

    def _offer_columns(self) -> None:
        headings = self._headings()
        mapping = self._file.mapping if self._file is not None else None
        fields: tuple[tuple[BankField, str], ...] = (
            ("date", _("Date")), ("amount", _("Montant")), ("debit", _("Débit")), ("credit", _("Crédit")),
            ("text", _("Texte")),
        )  # fmt: skip
        for name, said in fields:
            choice = Choice(said)
            choice.addItem(_("Comme c’est reconnu") if name == "text" else _("Aucune"), None)
            for heading in headings:
                choice.addItem(heading, heading)
            if mapping is not None and name in mapping.columns:
                choice.setCurrentIndex(max(0, choice.findData(mapping.headers[mapping.columns[name]])))
            choice.currentIndexChanged.connect(self.on_columns)
            self.choices[name] = choice
            add_field(self._form, said, choice)
        self._form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.DontWrapRows)

    def on_columns(self) -> None:
        """Read the file by other columns."""
        self._answers.clear()
        self._read()

    def _asked(self) -> dict[BankField, tuple[str, ...]]:
        return {name: (str(choice.currentData()),) for name, choice in self.choices.items() if choice.currentData()}

    def _read(self, *, first: bool = False) -> None:
        self._error.hide()
        try:
            self._file = parse_bank(self._table, self._asked())
        except UnreadableFile as refusal:
            self._file = None
            self._error.setText(say(refusal))
            self._error.show()
            empty_layout(self._list)
            self._said.setText(_("Dites ce que contiennent les colonnes de « {name} ».").format(name=self._name))
            if first:
                self.on_change()
            self._allow()
            return
        self._show()

    def _show(self) -> None:
        file = self._file
        if file is None:
            return
        with self._desk.store.read() as session:
            self._preview: Preview = preview_bank(session, file.rows, self._answers)
            ids = {entry_id for movement in self._preview.movements for entry_id in movement.candidates}
            self._entries = {row.id: row for row in entries_by_id(session, sorted(ids))}
        empty_layout(self._list)
        problems = [*map(describe, file.problems), *map(held_words, self._preview.held)]
        for said in (*problems, *map(describe, file.notes)):
            self._list.addWidget(words(said, "error" if said in problems else "soft", wrap=True))
        self._said.setText(
            " ".join([_("« {name} » :").format(name=self._name), *import_lines(self._preview, done=False)])
        )
        self.skip.setVisible(bool(problems))
        order = {"doubtful": 0, "new": 1, "linked": 2}
        shown = sorted(self._preview.movements, key=lambda one: (order.get(one.status, 3), one.row.line))
        for movement in shown[:MOST_SHOWN]:
            self._list.addWidget(self._row(movement))
        if len(shown) > MOST_SHOWN:
            more = ngettext("et {n} autre", "et {n} autres", len(shown) - MOST_SHOWN).format(n=len(shown) - MOST_SHOWN)
            self._list.addWidget(words(more, "soft"))
        self._list.addStretch(1)
        self._allow()

    def _row(self, movement: Movement) -> QWidget:
        row = movement.row
        icon, tone = _CHIPS[movement.status]
        title = " · ".join((format_date(row.day, "dd/MM/y"), format_money(row.cents)))
        item = ItemRow(title, row.text, chip=(status_words(movement.status), icon, tone))
        if movement.status != "doubtful" and row.line not in self._answers:
            return item
        return self._with_question(item, movement)

    def _with_question(self, item: ItemRow, movement: Movement) -> QWidget:
        """A movement that may be in the journal: which entry is it, if any?"""
        line = movement.row.line
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        space.between(column, 4)
        column.addWidget(item)
        choice = Choice(_("Ce qu’est le mouvement de la ligne {line}").format(line=line))
        choice.addItem(_("Je ne sais pas : le laisser de côté"), None)
        choice.addItem(_("Un mouvement de plus"), NEW)
        known = movement.candidates or tuple(filter(None, (self._answers.get(line),)))
        for entry_id in known:
            entry = self._entries.get(entry_id)
            if entry is not None:
                number = _("n° {year}-{number}").format(year=entry.year, number=entry.number)
                choice.addItem(f"{number} · {format_date(entry.day, 'dd/MM')} · {self._tell(entry)}", entry_id)
        if line in self._answers:
            choice.setCurrentIndex(max(0, choice.findData(self._answers[line])))
        choice.activated.connect(lambda _place: self.on_answer(line, choice.currentData()))
        column.addWidget(choice)
        return box

    def on_answer(self, line: int, answer: object) -> None:
        """What a movement is; the others may follow from it."""
        if answer is None:
            self._answers.pop(line, None)
        else:
            self._answers[line] = int(str(answer))
        with self._desk.attempt():
            self._show()

    def _allow(self) -> None:
        file = self._file
        bad = file is not None and (file.problems or self._preview.held)
        useful = file is not None and any(self._preview.count(status) for status in ("new", "linked"))
        self.skip.setVisible(bool(bad))
        self._go.setEnabled(bool(useful and (not bad or self.skip.isChecked())))

    def on_import(self) -> None:
        """One act, the data copied before; a refusal is said here, so that the choices are not lost."""
        file = self._file
        if file is None:
            return
        try:
            keep_copy(self._desk.store.path, "import")
            with self._desk.store.write(self._desk.actor, _("Importer {file}").format(file=self._name)) as session:
                done = import_bank(session, file, self._answers, skip_bad=self.skip.isChecked())
        except Refused as refusal:
            self._error.setText(say(refusal))
            self._error.show()
            return
        self.outcome = " ".join(import_lines(done, done=True))
        self.accept()
