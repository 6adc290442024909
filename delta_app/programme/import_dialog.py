"""A calendar of another program brought in: each of its activities and what becomes of it, then one act.

Before it stands whoever kept the programme in Nextcloud, Google or Outlook until now, and wants it here once and whole,
without a double and without reading three hundred lines.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from delta_app.core import clock
from delta_app.core.backup import keep_copy
from delta_app.core.errors import Refused, say
from delta_app.core.i18n import _, ngettext
from delta_app.core.troubles import refusal_for
from delta_app.programme.after_calendar_import import (
    fate_words,
    import_lines,
    problem_lines,
    row_problems,
    told_when,
)
from delta_app.programme.calendar_import import import_calendar
from delta_app.programme.calendar_preview_data import BroughtRow, CalendarPreview, Fate, preview_calendar
from delta_app.readers.calendar_file import CalendarFile, calendar_bytes_of, read_calendar
from delta_app.readers.calendar_words import say_problem
from delta_app.readers.problems import Problem
from delta_app.widgets import space, theme, work
from delta_app.widgets.buttons import Button, named_button
from delta_app.widgets.chips import Chip
from delta_app.widgets.date_field import DateField
from delta_app.widgets.dialog import Dialog, ask_file_to_open, scrolled
from delta_app.widgets.forms import acts_row, add_field, form_on
from delta_app.widgets.item_rows import ItemRow, empty_layout
from delta_app.widgets.long_choice import LongCheckBox
from delta_app.widgets.page import Desk
from delta_app.widgets.text import words
from delta_app.widgets.theme import Tone
from delta_app.widgets.waiting import Stopped, while_waiting

ENDINGS = (".ics", ".ical", ".ifb", ".icalendar")
MOST_SHOWN = 80
LOOK_AFTER_MS = 250
_CHIPS: Mapping[Fate, tuple[str, Tone]] = {
    "new": ("plus", "good"), "same": ("check", "plain"), "changed": ("pen", "info"), "kept": ("lock", "plain"),
    "unread": ("alert", "attention"),
}  # fmt: skip


def ask_and_import(desk: Desk, parent: QWidget) -> None:
    """Ask for a calendar file, and go through it."""
    named = _("Agendas {endings}").format(endings="(*.ics *.ical *.ifb *.icalendar)")
    path = ask_file_to_open(parent, _("Importer un agenda"), named)
    if path is not None:
        import_file(desk, path, parent)


def import_file(desk: Desk, path: Path, parent: QWidget) -> None:
    """Read a file on another thread, then go through it."""

    def failed(error: Exception) -> None:
        desk.refused.emit(work.in_words(error))

    def go_through(file: CalendarFile) -> None:
        with desk.attempt():
            dialog = CalendarImportDialog(desk, path.name, file, parent)
            if dialog.exec():
                desk.told.emit(dialog.outcome, True)

    work.start(lambda: _read(path), go_through, failed)


def _read(path: Path) -> CalendarFile:
    try:
        return read_calendar(calendar_bytes_of(path), path.name)
    except (FileNotFoundError, PermissionError, IsADirectoryError) as error:
        raise Refused("file_out_of_reach", name=path.name) from error
    except OSError as error:
        raise refusal_for(error) or Refused("disk_trouble") from error


class CalendarImportDialog(Dialog):
    """What would become of each activity, from a day on; nothing is written before «Importer»."""

    def __init__(self, desk: Desk, name: str, file: CalendarFile, parent: QWidget | None = None) -> None:
        super().__init__(_("Importer un agenda"), parent, width=780)
        self._desk, self._name, self._file = desk, name, file
        self.outcome = ""
        self._left_out: set[str] = set()
        self._build()
        self._lay_out()
        self._connect()
        self.on_look()

    def _build(self) -> None:
        self._since = DateField(_("À partir du"))
        self._since.show_day(clock.today())
        self._inside = LongCheckBox(_("Ne pas annoncer ce qui est nouveau : c’est interne"))
        self._said = words("", "strong", wrap=True)
        self._error = words("", "error", wrap=True)
        self._body = QWidget()
        self._list = QVBoxLayout(self._body)
        space.around(self._list, 2, 2, 10, 2)
        space.between(self._list, 0)
        self._soon = QTimer(self, singleShot=True, interval=LOOK_AFTER_MS)
        self._back = Button("", "undo")
        self._leave, self._go = Button(_("Annuler")), Button(_("Importer"), "check", kind="main")

    def _lay_out(self) -> None:
        form = form_on()
        add_field(form, _("À partir du"), self._since)
        form.addRow("", self._inside)
        self._area = scrolled(self._body)
        self.column.addWidget(words(self._name, "soft"))
        self.column.addLayout(form)
        self.column.addWidget(self._said)
        self.column.addLayout(acts_row(self._back))
        self.column.addWidget(self._area, 1)
        self.column.addWidget(self._error)
        self._error.hide()
        self.lay_out_buttons(self._leave, self._go)
        self.resize(self.width(), min(theme.px(620), self._room_height()))

    def _connect(self) -> None:
        self._since.dateChanged.connect(lambda: self._soon.start())  # noqa: PLW0108 (a date is given too)
        self._inside.toggled.connect(lambda: self._soon.start())  # noqa: PLW0108
        self._soon.timeout.connect(self.on_look)
        self._back.clicked.connect(self.on_back)
        self._leave.clicked.connect(self.reject)
        self._go.clicked.connect(self.on_import)

    def on_look(self) -> None:
        """What would become of all, by what is chosen now."""
        self._error.hide()

        def look(tell: Callable[[float], None]) -> CalendarPreview:
            with self._desk.store.read() as session:
                return preview_calendar(session, self._file, tell=tell, **self._chosen)

        try:
            preview = while_waiting(_("Lecture de l’agenda…"), self, look)
        except Refused as refusal:
            self._trouble(say(refusal))
        except Stopped:
            self._trouble(_("Lecture arrêtée. Changez la date pour la reprendre."))
        else:
            self._show(preview)

    @property
    def _chosen(self) -> dict[str, Any]:
        """What is wanted of the file."""
        return {"since": self._since.day, "inside": self._inside.isChecked(), "left_out": self._left_out}

    def _show(self, preview: CalendarPreview) -> None:
        self._said.setText(" ".join(import_lines(preview)))
        left = len(self._left_out)
        told = ngettext("Reprendre {n} activité laissée", "Reprendre {n} activités laissées", left)
        self._back.say(told.format(n=left))
        self._back.setVisible(bool(left))
        empty_layout(self._list)
        for problem in preview.problems:
            self._list.addWidget(words(say_problem(problem), "soft", wrap=True))
        self._list.addSpacing(theme.gap(8) if preview.problems else 0)
        # What somebody has to look at comes first.
        rows = sorted(preview.rows, key=lambda row: row.fate != "unread" and not row_problems(row))
        for row in rows[:MOST_SHOWN]:
            self._list.addWidget(self._row(row))
        self._tell_of_others(rows[MOST_SHOWN:], preview)
        self._list.addStretch(1)
        self._go.setEnabled(bool(preview.count("new") or preview.count("changed")))

    def _tell_of_others(self, rows: Sequence[BroughtRow], preview: CalendarPreview) -> None:
        """What there is no row for: how many, and what was met in them."""
        if not rows:
            return
        told = ngettext("Et {n} autre activité.", "Et {n} autres activités.", len(rows))
        self._list.addWidget(words(told.format(n=len(rows)), "soft"))
        lines = problem_lines(replace(preview, rows=tuple(rows), problems=()))
        if len(lines) > MOST_SHOWN:
            more = Problem("calendar_more", None, {"n": len(lines) - MOST_SHOWN})
            lines = [*lines[:MOST_SHOWN], say_problem(more)]
        if lines:
            self._list.addWidget(words("\n".join(lines), "soft", wrap=True))

    def _row(self, row: BroughtRow) -> ItemRow:
        when = told_when(row.plan) if row.plan is not None else ""
        problems = row_problems(row)
        icon, tone = _CHIPS[row.fate]
        pieces: list[QWidget] = [Chip(fate_words(row), icon, tone)]
        if problems and row.fate != "unread":
            pieces.insert(0, Chip(_("à vérifier"), "alert", "attention"))
        if row.mark and row.fate in ("new", "changed"):
            name = _("Laisser : {title}").format(title=row.title)
            pieces.append(named_button(_("Laisser"), name, lambda: self.on_leave(row)))
        return ItemRow(row.title, "\n".join(filter(None, (when, *problems))), *pieces)

    def on_leave(self, row: BroughtRow) -> None:
        """It is not wanted here."""
        self._left_out.add(row.mark)
        self.on_look()
        self._back.setFocus()

    def on_back(self) -> None:
        """All of it is wanted again."""
        self._left_out.clear()
        self.on_look()
        self._go.setFocus()

    def _trouble(self, sentence: str) -> None:
        self._error.setText(sentence)
        self._error.show()
        self._go.setEnabled(False)

    def on_import(self) -> None:
        """All of it in one act, after a copy of the data."""
        label = _("Importer l’agenda {name}").format(name=self._name)

        def bring(tell: Callable[[float], None]) -> CalendarPreview:
            with self._desk.store.write(self._desk.actor, label) as session:
                return import_calendar(session, self._file, tell=tell, **self._chosen)

        try:
            keep_copy(self._desk.store.path, "import")
            done = while_waiting(_("Import de l’agenda…"), self, bring)
        except Refused as refusal:
            self._trouble(say(refusal))
        except Stopped:
            self._trouble(_("Arrêté : rien n’a été importé."))
        else:
            self.outcome = import_lines(done)[0]
            self.accept()
