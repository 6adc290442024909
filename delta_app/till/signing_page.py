"""Two people sign: each chosen among the team, those at the door first, or written where somebody else stood in."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCompleter, QFormLayout, QLineEdit, QWidget

from delta_app.core.i18n import _
from delta_app.core.text import compact, fold
from delta_app.till.ledger_process import Signer
from delta_app.till.session_data import Signatory
from delta_app.widgets.avatar import every_initial, initials
from delta_app.widgets.choice import Choice
from delta_app.widgets.forms import add_field, form_on

_LONGEST_INITIALS = 12  # of a name of many parts, with its points


class SignerChoice(Choice):
    """One who signs: a list that may also be written in."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.setEditable(True)
        self.setInsertPolicy(Choice.InsertPolicy.NoInsert)
        field = self.lineEdit()
        if field is not None:
            field.setPlaceholderText(_("prénom et initiale"))
            field.setMaxLength(60)
        completer = self.completer()
        if completer is not None:
            completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
            completer.setFilterMode(Qt.MatchFlag.MatchContains)

    def offer(self, people: Sequence[Signatory]) -> None:
        """The team to choose from; what is written stays."""
        before = self.currentText()
        self.blockSignals(True)
        self.clear()
        for one in people:
            self.addItem(one.name, one.host_id)
        self.setEditText(before)
        self.blockSignals(False)

    @property
    def signer(self) -> Signer | None:
        """Who it is; None while nobody is."""
        name = " ".join(self.currentText().split())
        if not name:
            return None
        place = self.findText(name, Qt.MatchFlag.MatchFixedString)
        return Signer(name, self.itemData(place) if place >= 0 else None)


class TwoSigners(QWidget):
    """Two who sign, with or without their initials; ``changed`` whenever they are others."""

    changed = Signal()

    def __init__(self, first: str, second: str, *, initials: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._people: tuple[Signatory, ...] = ()
        self._choices = (SignerChoice(first), SignerChoice(second))
        self._initials = tuple(QLineEdit() for _choice in self._choices) if initials else ()
        form: QFormLayout = form_on(self)
        for place, (name, choice) in enumerate(zip((first, second), self._choices, strict=True)):
            add_field(form, name, choice)
            choice.editTextChanged.connect(lambda _text: self.changed.emit())
            if initials:
                field = self._initials[place]
                field.setMaxLength(_LONGEST_INITIALS)
                field.setPlaceholderText(_("comme « AB » pour Aïcha B."))
                add_field(form, _("Ses initiales"), field)
                field.setAccessibleName(_("Initiales : {name}").format(name=name.lower()))
                field.textEdited.connect(lambda _text: self.changed.emit())

    def offer(self, people: Sequence[Signatory], presumed: Sequence[str]) -> None:
        """The team, and who it presumably is."""
        if tuple(people) != self._people:
            self._people = tuple(people)
            for choice in self._choices:
                choice.offer(people)
        for choice, name in zip(self._choices, presumed, strict=False):
            if not choice.currentText().strip():
                choice.setEditText(name)

    def clear(self) -> None:
        """Nobody."""
        for choice in self._choices:
            choice.setEditText("")
        for field in self._initials:
            field.clear()

    def begin(self) -> None:
        """The keyboard to what is asked first."""
        (self._initials or self._choices)[0].setFocus()

    @property
    def signers(self) -> tuple[Signer, Signer] | None:
        """Both; None while one lacks or they are the same."""
        first, second = (choice.signer for choice in self._choices)
        if first is None or second is None or fold(first.name) == fold(second.name):
            return None
        return first, second

    @property
    def what_lacks(self) -> str:
        """What is to be done before both have signed, in a sentence; empty once they have. One signs with the initials
        of the first and the last part of one's name, or of every part."""
        both = self.signers
        if both is None:
            return _("Choisissez deux personnes différentes.")
        wrong = [
            (field, one.name)
            for field, one in zip(self._initials, both, strict=False)
            if compact(field.text()) not in (compact(initials(one.name)), compact(every_initial(one.name)))
        ]
        for field, name in wrong:
            if field.text().strip():
                said = _("Initiales attendues pour {name} : {initials}.")
                return said.format(name=name, initials=initials(name))
        return _("Il manque des initiales.") if wrong else ""
