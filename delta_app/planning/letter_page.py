"""A letter as one person gets it, to be read before it leaves."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from delta_app.core.i18n import LANGUAGES, _
from delta_app.mail.letter import Letter
from delta_app.widgets import space
from delta_app.widgets.cards import Card
from delta_app.widgets.dialog import scrolled
from delta_app.widgets.text import words


class LetterView(Card):
    """To whom, about what, the text, and what goes with it; or why nothing does."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setAccessibleName(_("La lettre, telle qu’elle sera reçue"))
        self._to, self._subject = words("", "soft", wrap=True), words("", "strong", wrap=True)
        self._text, self._files = words("", wrap=True), words("", "soft", wrap=True)
        body = QWidget()
        column = QVBoxLayout(body)
        space.around(column, 0, 0, 6, 0)
        space.between(column, 8)
        for piece in (self._to, self._subject, self._text, self._files):
            column.addWidget(piece)
        column.addStretch()
        self._area = scrolled(body)
        body.setObjectName("card_ground")
        space.around(self.column, 14, 11, 8, 11)
        self.column.addWidget(self._area, 1)

    def show_letter(self, letter: Letter, name: str) -> None:
        """Show a letter to somebody called so."""
        language = LANGUAGES.get(letter.language, letter.language)
        self._to.setText(_("Pour {name} ({language})").format(name=name, language=language))
        self._subject.setText(letter.subject)
        self._text.setText(letter.text.strip())
        names = ", ".join(file.name for file in letter.attachments)
        self._files.setText(_("Avec : {files}").format(files=names) if names else "")
        self._files.setVisible(bool(names))

    def say(self, sentence: str) -> None:
        """Show no letter, and why."""
        self._to.setText(sentence)
        for piece in (self._subject, self._text, self._files):
            piece.setText("")
