"""Small dialogs about a person: the form of all that is written about them, and with whom they go or do not."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QCheckBox, QCompleter, QGridLayout, QLineEdit, QRadioButton, QSpinBox, QWidget

from delta_app.core.errors import Refused, say
from delta_app.core.i18n import _
from delta_app.core.text import fold
from delta_app.readers.host_values import read_languages, usable_email, usable_phone
from delta_app.team import spoken
from delta_app.team.commands import LEVELS, MOST_SHIFTS, ORIGINS, HostDetails, HostRow
from delta_app.widgets import space, theme
from delta_app.widgets.buttons import Button
from delta_app.widgets.choice import Choice
from delta_app.widgets.dialog import Dialog, scrolled
from delta_app.widgets.text import words

ORIGIN_WORDS = {
    "volunteer": lambda: _("bénévole"), "neighbour": lambda: _("voisin·e"), "staff": lambda: _("service partenaire"),
}  # fmt: skip
LEVEL_WORDS = {
    "experienced": lambda: _("expérimenté·e"), "novice": lambda: _("débute"), "trainee": lambda: _("en formation"),
}  # fmt: skip


class _Number(QSpinBox):
    """A small number; the wheel is left to the form, which scrolls."""

    def __init__(self, value: int) -> None:
        super().__init__()
        self.setRange(0, MOST_SHIFTS)
        self.setValue(value)
        self.lineEdit().setTextMargins(theme.gap(6), 0, theme.gap(2), 0)
        self.setMaximumWidth(theme.px(90))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Left to the form."""
        event.ignore()


class PersonDialog(Dialog):
    """Everything that is written about somebody; ``write`` does it and may refuse, which is said here."""

    def __init__(self, title: str, details: HostDetails, services: Sequence[str], team: Sequence[HostRow],
                 write: Callable[[HostDetails], None], parent: QWidget | None = None, *,
                 own_id: int | None = None) -> None:  # fmt: skip
        super().__init__(title, parent, width=640)
        self._details, self._team, self._write, self._own_id = details, team, write, own_id
        self._errors: dict[QWidget, QWidget] = {}
        self._build(details, services)
        self._lay_out()
        self._connect()
        self.on_origin()
        self.given.setFocus()

    def _build(self, details: HostDetails, services: Sequence[str]) -> None:
        self.given, self.family = QLineEdit(details.given_name), QLineEdit(details.family_name)
        self.origin = _choice(_("Vient de"), ORIGINS, ORIGIN_WORDS, details.origin)
        self.partner = QLineEdit(details.partner or "")
        self.partner.setPlaceholderText(_("nom du service"))
        completer = QCompleter(list(services), self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.partner.setCompleter(completer)
        written = ", ".join(spoken.language_name(code) for code in details.languages)
        self.languages = QLineEdit(written)
        self.languages.setPlaceholderText(_("français, néerlandais…"))
        self.level = _choice(_("Expérience"), LEVELS, LEVEL_WORDS, details.level)
        self.target, self.day = _Number(details.target), _Number(details.max_day)
        self.week, self.month = _Number(details.max_week), _Number(details.max_month)
        self.shadows = _Number(details.shadow_shifts)
        self.shadows.setSpecialValueText(_("selon le parcours"))
        self.shadows.setMaximumWidth(theme.px(180))
        self.in_a_row = QCheckBox(_("Deux permanences d’affilée lui vont"))
        self.in_a_row.setChecked(details.back_to_back_ok)
        self.email, self.phone = QLineEdit(details.email), QLineEdit(details.phone)
        self._namesake = words("", "soft", wrap=True)
        self._error = words(role="error", wrap=True)

    def _lay_out(self) -> None:
        body = QWidget()
        grid = QGridLayout(body)
        space.around(grid, 2, 0, 8, 0)
        space.in_grid(grid, across=14, down=3)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        pairs: tuple[tuple[tuple[str, QWidget] | None, tuple[str, QWidget] | None], ...] = (
            ((_("Prénom"), self.given), (_("Nom de famille"), self.family)),
            ((_("Vient de"), self.origin), (_("Service"), self.partner)),
            ((_("Langues"), self.languages), (_("Expérience"), self.level)),
            ((_("Doublures à faire"), self.shadows), None),
            ((_("Souhaite par mois"), self.target), (_("Au plus par mois"), self.month)),
            ((_("Au plus par semaine"), self.week), (_("Au plus par jour"), self.day)),
            ((_("E-mail"), self.email), (_("Téléphone"), self.phone)),
        )
        for line, pair in enumerate(pairs):
            for column, entry in enumerate(pair):
                if entry is not None:
                    self._add(grid, 4 * line, column, *entry)
            grid.setRowMinimumHeight(4 * line + 3, theme.gap(5))
        below = 4 * len(pairs)
        grid.addWidget(self.in_a_row, below, 0, 1, 2)
        grid.addWidget(self._namesake, below + 1, 0, 1, 2)
        grid.setRowStretch(below + 2, 1)
        area = scrolled(body)
        leave, self._go = Button(_("Annuler")), Button(_("Enregistrer"), "check", kind="main")
        leave.clicked.connect(self.reject)
        self.column.addWidget(area, 1)
        self.column.addWidget(self._error)
        self._error.hide()
        self.lay_out_buttons(leave, self._go)
        self.fit_to(area)

    def _add(self, grid: QGridLayout, row: int, column: int, text: str, field: QWidget) -> None:
        label = words(text, "strong")
        label.setBuddy(field)
        field.setAccessibleName(text)
        trouble = words("", "error", wrap=True)
        trouble.hide()
        self._errors[field] = trouble
        grid.addWidget(label, row, column)
        grid.addWidget(field, row + 1, column)
        grid.addWidget(trouble, row + 2, column)

    def _connect(self) -> None:
        self.origin.currentIndexChanged.connect(self.on_origin)
        self.given.textChanged.connect(self.on_name)
        self.family.textChanged.connect(self.on_name)
        self._go.clicked.connect(self.on_save)

    def on_origin(self) -> None:
        """Only staff come from a service."""
        self.partner.setEnabled(self.origin.currentData() == "staff")

    def on_name(self) -> None:
        """Say so when somebody is called so already: it may be the same person."""
        name = f"{self.given.text()} {self.family.text()}".strip()
        others = [host for host in self._team if fold(host.full_name) == fold(name) and host.id != self._own_id]
        self._namesake.setText(
            _("L’équipe compte déjà {name} ({what}). Si c’est la même personne, changez plutôt sa fiche.").format(
                name=others[0].full_name, what=spoken.standing(others[0])[0]
            )
            if others and name
            else ""
        )

    def on_save(self) -> None:
        """Write it, or say beside the field what cannot be understood."""
        for trouble in self._errors.values():
            trouble.hide()
        self._error.hide()
        details = self._read()
        if details is None:
            return
        try:
            self._write(details)
        except Refused as refusal:
            self._error.setText(say(refusal))
            self._error.show()
            return
        self.accept()

    def _read(self) -> HostDetails | None:
        """What the form says; None when a field cannot be understood, which is said beside it."""
        given, family = self.given.text().strip(), self.family.text().strip()
        codes, unknown = read_languages(self.languages.text())
        email, phone = self.email.text().strip(), self.phone.text().strip()
        staff = self.origin.currentData() == "staff"
        troubles: list[tuple[QWidget, str]] = []
        if not given and not family:
            troubles.append((self.given, _("Il faut au moins un nom.")))
        if staff and not self.partner.text().strip():
            troubles.append((self.partner, _("De quel service ?")))
        if unknown:
            sentence = _("« {word} » n’est pas une langue connue.")
            troubles.append((self.languages, sentence.format(word=unknown[0])))
        if self.target.value() > self.month.value():
            troubles.append((self.target, _("Plus que le maximum par mois.")))
        if email and usable_email(email) is None:
            troubles.append((self.email, _("Ce n’est pas une adresse e-mail.")))
        if phone and usable_phone(phone) is None:
            troubles.append((self.phone, _("Ce n’est pas un numéro de téléphone.")))
        for field, sentence in troubles:
            self._say(field, sentence)
        if troubles:
            troubles[0][0].setFocus()
            return None
        return replace(
            self._details, given_name=given, family_name=family, origin=self.origin.currentData(),
            partner=self.partner.text().strip() if staff else None, languages=codes, level=self.level.currentData(),
            max_day=self.day.value(), max_week=self.week.value(),
            max_month=self.month.value(), target=self.target.value(), shadow_shifts=self.shadows.value(),
            back_to_back_ok=self.in_a_row.isChecked(), email=email, phone=phone,
        )  # fmt: skip

    def _say(self, field: QWidget, sentence: str) -> None:
        label = self._errors[field]
        label.setText(sentence)  # type: ignore[attr-defined]
        label.show()
        field.setAccessibleDescription(sentence)


def _choice(name: str, known: Sequence[str], wording: dict[str, Callable[[], str]], chosen: str) -> Choice:
    choice = Choice(name)
    for value in known:
        choice.addItem(wording[value](), value)
    choice.setCurrentIndex(list(known).index(chosen))
    return choice


class PairDialog(Dialog):
    """With whom somebody should not be, or would gladly be."""

    def __init__(self, host: HostRow, team: Sequence[HostRow], parent: QWidget | None = None) -> None:
        super().__init__(_("Avec qui {name} ?").format(name=host.name), parent, width=460)
        self.other = Choice(_("Avec"))
        for somebody in team:
            if somebody.id != host.id:
                self.other.addItem(somebody.name, somebody.id)
        self.avoid = QRadioButton(_("À ne pas mettre ensemble"))
        self.prefer = QRadioButton(_("Volontiers ensemble"))
        self.avoid.setChecked(True)
        label = words(_("Avec"), "strong")
        label.setBuddy(self.other)
        leave, go = Button(_("Annuler")), Button(_("Noter"), "check", kind="main")
        for widget in (label, self.other, self.avoid, self.prefer):
            self.column.addWidget(widget)
        self.column.addWidget(words(_("On ne note jamais pourquoi."), "soft", wrap=True))
        self.lay_out_buttons(leave, go)
        go.setEnabled(self.other.count() > 0)
        self.other.setFocus()
        leave.clicked.connect(self.reject)
        go.clicked.connect(self.accept)

    @property
    def kind(self) -> str:
        """What was chosen."""
        return "avoid" if self.avoid.isChecked() else "prefer"
