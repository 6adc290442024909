"""The text of a paper for volunteers, changed beside the paper as it will come out of the printer."""

from PySide6.QtCore import QTimer
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from delta_app.core import clock
from delta_app.core.errors import Refused, say
from delta_app.core.i18n import _
from delta_app.hosts.certificate_texts import shipped_text
from delta_app.hosts.paper_commands import write_paper_text
from delta_app.hosts.paper_data import (
    PaperTextRow,
    blank_words,
    language_name,
    missing_words,
    paper_title,
    placeholders_of,
    sample_paper,
)
from delta_app.hosts.sheet_papers import paper_pdf
from delta_app.widgets import pdf, space, theme, work
from delta_app.widgets.buttons import Button
from delta_app.widgets.choice import Choice
from delta_app.widgets.dialog import Dialog
from delta_app.widgets.forms import acts_row
from delta_app.widgets.page import Desk
from delta_app.widgets.pdf import Sheets
from delta_app.widgets.preview import Preview
from delta_app.widgets.text import words

SETTLED_MS = 400  # after the last letter, before the paper is laid out again


def row_title(row: PaperTextRow) -> str:
    """``Note d’information pour les volontaires · Français``."""
    return f"{paper_title(row.paper)} · {language_name(row.language)}"


class PaperTextDialog(Dialog):
    """The text at the left, the paper at the right. What was typed is left only when one says so twice."""

    def __init__(self, desk: Desk, row: PaperTextRow, parent: QWidget | None = None) -> None:
        super().__init__(row_title(row), parent, width=1120)
        self._desk, self._row = desk, row
        self._laying_out: work.Work | None = None
        self._warned = False
        self._build()
        self._lay_out()
        self._connect()
        self.on_settled()
        self.text.setFocus()

    def _build(self) -> None:
        self.text = QPlainTextEdit(self._row.text)
        self.text.setAccessibleName(_("Texte"))
        self.text.setTabChangesFocus(True)
        self.preview = Preview()
        self._insert = Choice(_("Insérer"))
        self._insert.setPlaceholderText(_("Insérer…"))
        for name in (*placeholders_of(self._row.paper, self._row.language), blank_words(self._row.language)):
            self._insert.addItem(name)
        self._insert.setCurrentIndex(-1)
        self._insert.setMinimumContentsLength(16)
        self.shipped = Button(_("Revenir au texte fourni"))
        self._said = words("", "soft", wrap=True)
        self._error = words(role="error", wrap=True)
        self._error.hide()
        self.leave = Button(_("Annuler"))
        self.go = Button(_("Enregistrer"), "check", kind="main")
        self._soon = QTimer(self, singleShot=True, interval=SETTLED_MS)

    def _lay_out(self) -> None:
        how = _(
            "Une ligne qui commence par « # » est un titre, par « - » un point ; une ligne vide ouvre un paragraphe. "
            "Ce qui est entre accolades se remplit."
        )
        written = QVBoxLayout()
        space.between(written, 8)
        written.addWidget(words(how, "soft", wrap=True))
        written.addWidget(self.text, 1)
        written.addLayout(acts_row(self._insert, self.shipped))
        across = QHBoxLayout()
        space.between(across, 16)
        across.addLayout(written, 11)
        across.addWidget(self.preview, 10)
        self.column.addLayout(across, 1)
        self.column.addWidget(self._said)
        self.column.addWidget(self._error)
        self.lay_out_buttons(self.leave, self.go)
        self.resize(self.width(), min(theme.px(700), self._room_height()))

    def _connect(self) -> None:
        self.text.textChanged.connect(self.on_typed)
        self._soon.timeout.connect(self.on_settled)
        self._insert.activated.connect(self.on_insert)
        self.shipped.clicked.connect(self.on_shipped)
        self.leave.clicked.connect(self.reject)
        self.go.clicked.connect(self.on_save)
        self.finished.connect(self.on_finished)

    @property
    def _changed(self) -> bool:
        return self.text.toPlainText().strip() != self._row.text.strip()

    def on_typed(self) -> None:
        """The paper follows once the hands rest."""
        self._error.hide()
        self._warned = False
        self._soon.start()

    def on_settled(self) -> None:
        """Lay the paper out anew, and say what is missing on it."""
        with self._desk.attempt():
            with self._desk.store.read() as session:
                paper = sample_paper(
                    session, self._row.paper, self._row.language, clock.today(), self.text.toPlainText()
                )
            told = missing_words(paper.filled)
            self._said.setText(told)
            self._said.setVisible(bool(told))
            if self._laying_out is not None:
                self._laying_out.drop()
            self._laying_out = work.start(lambda: pdf.read(paper_pdf(paper)), self.on_made, self.on_failed)

    def on_made(self, sheets: Sheets) -> None:
        """The paper is there; whoever looked at its second page still does."""
        self._laying_out = None
        bar = self.preview.paper.verticalScrollBar()
        held = bar.value()
        self.preview.show_sheets(sheets)
        bar.setValue(held)

    def on_failed(self, error: Exception) -> None:
        """The paper cannot be made: say what is in the way."""
        self._laying_out = None
        self.preview.say(work.in_words(error))

    def on_insert(self) -> None:
        """Put in what is chosen, where one writes."""
        self.text.insertPlainText(self._insert.currentText())
        self._insert.setCurrentIndex(-1)
        self.text.setFocus()

    def on_shipped(self) -> None:
        """What the program ships, in one step that Ctrl+Z in the text takes back."""
        cursor = self.text.textCursor()
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(shipped_text(self._row.paper, self._row.language))
        self.text.setFocus()

    def on_save(self) -> None:
        """Keep it, or say here why not."""
        row, text = self._row, self.text.toPlainText()
        try:
            label = _("Changer le texte : {paper}").format(paper=row_title(row))
            with self._desk.store.write(self._desk.actor, label) as session:
                write_paper_text(session, row.paper, row.language, text)
        except Refused as refusal:
            self._error.setText(say(refusal))
            self._error.show()
            self.text.setFocus()
            return
        self._desk.told.emit(_("Texte enregistré : {paper}.").format(paper=row_title(row)), True)
        self.accept()

    def reject(self) -> None:
        """Leave; where something was typed, only when asked a second time."""
        if self._changed and not self._warned:
            self._warned = True
            self._error.setText(_("Ce texte n’est pas enregistré. Encore une fois Échap ou Annuler, et il est oublié."))
            self._error.show()
            return
        super().reject()

    def on_finished(self) -> None:
        """Nobody looks any more."""
        self._soon.stop()
        if self._laying_out is not None:
            self._laying_out.drop()
