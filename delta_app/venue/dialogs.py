"""The first window: give a new file its place, or go and look at the demonstration."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QFormLayout, QLineEdit, QWidget

from delta_app.core.access import PASSPHRASE_MIN_LENGTH
from delta_app.core.errors import Refused
from delta_app.core.i18n import _
from delta_app.venue.rules import WeeklySlot, parse_opening
from delta_app.widgets import theme, work
from delta_app.widgets.buttons import Button
from delta_app.widgets.dialog import Dialog, scrolled
from delta_app.widgets.text import words
from delta_app.widgets.week_form import WeekForm


@dataclass(frozen=True)
class Founding:
    """What somebody said of their place."""

    name: str
    address: str
    opening: tuple[WeeklySlot, ...]
    passphrase: str


class WelcomeDialog(Dialog):
    """A small form; ``found`` makes the place, ``prepare_demo`` the demonstration on another thread.

    Both may refuse, which is said here.
    """

    def __init__(
        self, found: Callable[[Founding], None], prepare_demo: Callable[[], None], parent: QWidget | None = None
    ) -> None:
        super().__init__(_("Bienvenue"), parent, width=620)
        self._found, self._prepare_demo = found, prepare_demo
        self.wants_demo = False
        self.name = QLineEdit()
        self.name.setPlaceholderText(_("par exemple Le Delta"))
        self.address = QLineEdit()
        self.address.setPlaceholderText(_("pour les feuilles imprimées"))
        self.week = WeekForm()
        self.passphrase, self.again = QLineEdit(), QLineEdit()
        for field in (self.passphrase, self.again):
            field.setEchoMode(QLineEdit.EchoMode.Password)
        self.passphrase.setPlaceholderText(_("facultative, au moins {n} caractères").format(n=PASSPHRASE_MIN_LENGTH))
        self._error = words(role="error", wrap=True)
        self.demo = Button(_("Regarder la démonstration"))
        self.found_button = Button(_("Créer le lieu"), "check", kind="main")

        sentence = _("Dites qui vous êtes et quand vous ouvrez ; rien ne quitte ce PC.")
        self.column.addWidget(words(sentence, wrap=True))
        form = scrolled(self._form())
        self.column.addWidget(form, 1)
        self.column.addWidget(self._error)
        self._error.hide()
        self.lay_out_buttons(self.demo, self.found_button)
        self.fit_to(form)

        self.demo.clicked.connect(self.on_demo)
        self.found_button.clicked.connect(self.on_create)
        self.name.setFocus()

    def _form(self) -> QWidget:
        body = QWidget()
        form = QFormLayout(body)
        form.setContentsMargins(0, 0, theme.gap(8), 0)
        form.setVerticalSpacing(theme.gap(9))
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        for text, field in (
            (_("Nom du lieu"), self.name),
            (_("Adresse"), self.address),
            (_("Phrase de passe"), self.passphrase),
            (_("Encore une fois"), self.again),
        ):
            label = words(text, "strong")
            label.setBuddy(field)
            field.setAccessibleName(text)
            form.addRow(label, field)
        form.insertRow(2, words(_("Heures d’ouverture"), "strong"))
        form.insertRow(3, self.week)
        return body

    def on_demo(self) -> None:
        """The demonstration instead; made the first time, which takes a few seconds."""
        self.demo.say(_("La démonstration se prépare…"))
        self.demo.setEnabled(False)
        self.found_button.setEnabled(False)
        work.start(self._prepare_demo, self.on_demo_ready, self.on_demo_failed)

    def on_demo_ready(self, _nothing: object) -> None:
        """Go and look."""
        self.wants_demo = True
        self.accept()

    def on_demo_failed(self, error: Exception) -> None:
        """Say why not; the form can still be used."""
        self.demo.say(_("Regarder la démonstration"))
        self.demo.setEnabled(True)
        self.found_button.setEnabled(True)
        self._say(work.in_words(error))

    def on_create(self) -> None:
        """Make the place, or say what is still needed."""
        if self.passphrase.text() != self.again.text():
            self._say(_("Les deux phrases de passe diffèrent. Rien n’est créé ; écrivez-les encore une fois."))
            return
        try:
            self._found(self._founding())
        except Refused as refusal:
            self._say(self.week.explain(refusal, parse_opening))
            return
        self.accept()

    def _say(self, sentence: str) -> None:
        self._error.setText(sentence)
        self._error.show()

    def _founding(self) -> Founding:
        """What was filled in. Refuses ``empty_name``, ``bad_opening``, ``passphrase_short``."""
        if not self.name.text().strip():
            raise Refused("empty_name")
        opening = parse_opening(self.week.pattern())
        passphrase = self.passphrase.text()
        if passphrase and len(passphrase) < PASSPHRASE_MIN_LENGTH:
            raise Refused("passphrase_short", least=PASSPHRASE_MIN_LENGTH)
        return Founding(self.name.text().strip(), self.address.text().strip(), opening, passphrase)
