"""An idea noted in three lines, and one answered with "not now"."""

from PySide6.QtWidgets import QLineEdit, QWidget

from delta_app.core.errors import Refused, say
from delta_app.core.i18n import _
from delta_app.core.text import one_line
from delta_app.programme.form_page import Lines
from delta_app.programme.proposal_commands import Idea, change_idea, propose, put_off_idea
from delta_app.programme.proposal_data import LONGEST_FIRST_NAME, LONGEST_IDEA, ProposalRow, Subject
from delta_app.programme.rules import LONGEST_REASON
from delta_app.widgets.buttons import Button
from delta_app.widgets.dialog import Dialog
from delta_app.widgets.forms import add_field, form_on
from delta_app.widgets.page import Desk
from delta_app.widgets.text import words


class IdeaDialog(Dialog):
    """What one would like to do, in a few words, and a first name where somebody gives it."""

    def __init__(self, desk: Desk, row: ProposalRow | None = None, about: Subject = "activity",
                 parent: QWidget | None = None) -> None:  # fmt: skip
        super().__init__(_("Noter une idée") if row is None else row.title, parent, width=520)
        self._desk, self._row, self._about = desk, row, about
        self._title, self._first_name = QLineEdit(row.title if row else ""), QLineEdit(row.first_name if row else "")
        self._title.setMaxLength(LONGEST_IDEA)
        self._first_name.setMaxLength(LONGEST_FIRST_NAME)
        self._first_name.setPlaceholderText(_("facultatif ; pas de nom de famille"))
        self._words = Lines(_("En ses mots"), _("comme c’est dit : « j’ai de la laine pour tout le monde »"))
        self._words.setPlainText(row.words if row else "")
        self._error = words("", "error", wrap=True)
        self._error.hide()
        form = form_on()
        add_field(form, _("L’idée"), self._title)
        add_field(form, _("En ses mots"), self._words)
        add_field(form, _("Prénom"), self._first_name)
        self.column.addLayout(form)
        self.column.addWidget(words(_("Pas de nom, pas de santé, pas de situation personnelle."), "soft", wrap=True))
        self.column.addWidget(self._error)
        leave, go = Button(_("Annuler")), Button(_("Noter"), "check", kind="main")
        leave.clicked.connect(self.reject)
        go.clicked.connect(self.on_go)
        self.lay_out_buttons(leave, go)
        self._title.setFocus()

    def on_go(self) -> None:
        """Note it, or say here what is missing."""
        idea = Idea(self._title.text(), self._words.toPlainText(), self._first_name.text())
        # The history keeps its labels for ever: no name that slipped into a title may stand there.
        label = _("Noter une idée") if self._row is None else _("Corriger une idée")
        try:
            with self._desk.store.write(self._desk.actor, label) as session:
                if self._row is None:
                    propose(session, idea, self._about)
                else:
                    change_idea(session, self._row.id, idea)
        except Refused as refusal:
            self._error.setText(say(refusal))
            self._error.show()
            self._title.setFocus()
            return
        self._desk.told.emit(self._told_of(one_line(idea.title)), True)
        self.accept()

    def _told_of(self, title: str) -> str:
        if self._row is None:
            return _("{title} : noté, la coordination y répondra.").format(title=title)
        return _("{title} : corrigé.").format(title=title)


class LaterDialog(Dialog):
    """Why an idea has to wait: whoever had it hears this."""

    def __init__(self, desk: Desk, row: ProposalRow, parent: QWidget | None = None) -> None:
        super().__init__(_("Pas maintenant : {title}").format(title=row.title), parent, width=520)
        self._desk, self._row = desk, row
        self._why = QLineEdit()
        self._why.setMaxLength(LONGEST_REASON)
        self._why.setPlaceholderText(_("comme « on cherche quelqu’un pour l’animer »"))
        self._error = words("", "error", wrap=True)
        self._error.hide()
        form = form_on()
        add_field(form, _("Pourquoi"), self._why)
        self.column.addWidget(words(_("La personne qui a eu l’idée entend cette réponse."), wrap=True))
        self.column.addLayout(form)
        self.column.addWidget(self._error)
        leave, go = Button(_("Annuler")), Button(_("Répondre"), "check", kind="main")
        leave.clicked.connect(self.reject)
        go.clicked.connect(self.on_go)
        self.lay_out_buttons(leave, go)
        self._why.setFocus()

    def on_go(self) -> None:
        """Answer, or say here what is missing."""
        label = _("Répondre à une idée : {title}").format(title=self._row.title)
        try:
            with self._desk.store.write(self._desk.actor, label) as session:
                put_off_idea(session, self._row.id, self._why.text())
        except Refused as refusal:
            self._error.setText(say(refusal))
            self._error.show()
            self._why.setFocus()
            return
        self._desk.told.emit(_("{title} : pas maintenant.").format(title=self._row.title), True)
        self.accept()
