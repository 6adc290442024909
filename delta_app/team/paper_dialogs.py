"""The papers of one person, seen before they are printed: the information note, and the certificate of volunteering.

For whoever shows a person: ``show_note(desk, host_id, parent, step=…)``, ``show_certificate(desk, host_id, parent)``.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from delta_app.core import clock
from delta_app.core.errors import Refused, say
from delta_app.core.i18n import _
from delta_app.sheets.output import keep_pdf
from delta_app.team.files import paper_pdf
from delta_app.team.papers_data import (
    PAPER_LANGUAGES,
    PaperLanguage,
    PersonPapers,
    WrittenPaper,
    certificate_for,
    information_note,
    language_name,
    missing_words,
    paper_title,
    person_papers,
)
from delta_app.widgets import space
from delta_app.widgets.date_field import DateField
from delta_app.widgets.forms import acts_row
from delta_app.widgets.page import Desk
from delta_app.widgets.paper_dialog import PaperDialog
from delta_app.widgets.segments import Segments
from delta_app.widgets.text import words


@dataclass(frozen=True)
class NoteStep:
    """The step of somebody's path that the note is: what the tick that marks it is called, and the act that does."""

    title: str
    mark: Callable[[], object]


class PaperChoices(QWidget):
    """The language, the days where there are any, and what is still missing; ``changed`` asks for other sheets."""

    changed = Signal()

    def __init__(self, language: PaperLanguage, days: tuple[date, date] | None = None, tick: str = "") -> None:
        super().__init__()
        self.language: PaperLanguage = language
        self._languages = Segments(_("Langue du papier"), [(key, language_name(key)) for key in PAPER_LANGUAGES])
        self._languages.choose(language)
        self._first, self._last = DateField(_("Du")), DateField(_("Au"))
        today = clock.today()
        for field, day in zip((self._first, self._last), days or (today, today), strict=True):
            field.setMaximumDate(QDate(today.year, today.month, today.day))
            field.show_day(day)
        self.ticked = QCheckBox(tick)
        self._said = words("", "soft", wrap=True)
        pieces: list[QWidget] = [self._languages]
        if days is not None:
            for title, field in ((_("Du"), self._first), (_("Au"), self._last)):
                label = words(title, "strong")
                label.setBuddy(field)
                pieces += [label, field]
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        space.between(column, 6)
        column.addLayout(acts_row(*pieces))
        column.addWidget(self._said)
        if tick:
            column.addWidget(self.ticked)
        self._languages.chosen.connect(self.on_language)
        self._first.dateChanged.connect(lambda _day: self.changed.emit())
        self._last.dateChanged.connect(lambda _day: self.changed.emit())

    @property
    def first(self) -> date:
        """The first day, included."""
        return self._first.day

    @property
    def last(self) -> date:
        """The last day, included."""
        return self._last.day

    def on_language(self, key: str) -> None:
        """Another language."""
        self.language = next(one for one in PAPER_LANGUAGES if one == key)
        self.changed.emit()

    def tell(self, paper: WrittenPaper) -> None:
        """Say what somebody has to know before they print it."""
        told = missing_words(paper.filled)
        if paper.filled.missing:
            where = _("Cela se complète dans Réglages, « Papiers des bénévoles ».")
            told = f"{told} {where}"
        self._said.setText(told)
        self._said.setVisible(bool(told))


def show_note(desk: Desk, host_id: int, parent: QWidget, *, step: NoteStep | None = None) -> None:
    """The information note for somebody. With a ``step`` that is not done yet, a tick offers to mark it, which happens
    once the note is printed or saved."""
    with desk.attempt():
        about = _about(desk, host_id)
        choices = PaperChoices(about.language, tick=step.title if step is not None else "")
        outcome = _show(desk, choices, about, parent, lambda: _note(desk, host_id, choices))
        if outcome and step is not None and choices.ticked.isChecked():
            step.mark()


def show_certificate(desk: Desk, host_id: int, parent: QWidget) -> None:
    """The certificate of what somebody gave, from their arrival to today unless other days are chosen."""
    with desk.attempt():
        about = _about(desk, host_id)
        choices = PaperChoices(about.language, (about.since, clock.today()))
        _certificate(desk, host_id, choices)  # refused at once for staff, whatever the days
        _show(desk, choices, about, parent, lambda: _certificate(desk, host_id, choices))


def _about(desk: Desk, host_id: int) -> PersonPapers:
    with desk.store.read() as session:
        return person_papers(session, host_id)


def _note(desk: Desk, host_id: int, choices: PaperChoices) -> WrittenPaper:
    with desk.store.read() as session:
        return information_note(session, host_id, choices.language, clock.today())


def _certificate(desk: Desk, host_id: int, choices: PaperChoices) -> WrittenPaper:
    with desk.store.read() as session:
        return certificate_for(session, host_id, choices.first, choices.last, choices.language, clock.local_now())


def _show(desk: Desk, choices: PaperChoices, about: PersonPapers, parent: QWidget,
          write: Callable[[], WrittenPaper]) -> int:  # fmt: skip
    """The dialog, which follows what is chosen above the sheets."""
    first = write()
    choices.tell(first)
    title = _("{paper} : {name}").format(paper=paper_title(first.paper), name=about.host.name)
    dialog = PaperDialog(
        desk, title, lambda: paper_pdf(first), keep_pdf, name=first.file_name, above=choices, parent=parent
    )

    def on_changed() -> None:
        try:
            written = write()
        except Refused as refusal:
            dialog.cannot(say(refusal))
            return
        choices.tell(written)
        dialog.remake(lambda: paper_pdf(written))

    choices.changed.connect(on_changed)
    return dialog.exec()
