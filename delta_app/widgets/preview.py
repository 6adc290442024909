"""What is about to be printed: the sheets, or a sentence where there are none yet."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QWidget

from delta_app.core.i18n import _
from delta_app.widgets.paper import Paper
from delta_app.widgets.pdf import Sheets
from delta_app.widgets.text import words


class Preview(QStackedWidget):
    """Says that the sheets are being laid out until they are shown."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.paper = Paper()
        self.paper.setAccessibleName(_("Aperçu avant impression"))
        self._message = words(wrap=True)
        self._message.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.addWidget(self._message)
        self.addWidget(self.paper)
        self.wait()

    def wait(self) -> None:
        """The sheets are on their way."""
        self.say(_("Mise en page…"))

    def say(self, sentence: str) -> None:
        """A sentence in the place of the sheets, which are let go."""
        self._message.setText(sentence)
        self.setCurrentWidget(self._message)
        self.paper.forget()

    def show_sheets(self, sheets: Sheets) -> None:
        """The sheets are there."""
        self.setCurrentWidget(self.paper)
        self.paper.show_sheets(sheets)
