"""Small dialogs of the planning page: a look before publishing, and the opening hours when there are none."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QGridLayout, QLineEdit, QScrollArea, QWidget

from delta_app.core.errors import Refused
from delta_app.core.i18n import _, month_name, ngettext
from delta_app.planning import spoken
from delta_app.planning.changes_data import Concerned
from delta_app.planning.commands import parse_opening, set_opening_hours
from delta_app.planning.queries import MonthView
from delta_app.widgets import space
from delta_app.widgets.buttons import Button
from delta_app.widgets.dialog import Dialog, scrolled
from delta_app.widgets.page import Desk
from delta_app.widgets.text import words
from delta_app.widgets.week_form import WeekForm

LONGEST_REASON = 120


class PublishDialog(Dialog):
    """What goes out and whom it concerns; it leaves the machine, so it is asked."""

    def __init__(self, view: MonthView, people: Sequence[Concerned], parent: QWidget | None = None) -> None:
        month = month_name(view.month.first)
        super().__init__(_("Diffuser {month} ?").format(month=month), parent, width=600)
        self._people = people
        self.then_sends = False
        for sentence in publication_words(view):
            self.column.addWidget(words(sentence, wrap=True))
        self._copy = Button(_("Copier la liste"))
        leave = Button(_("Pas encore"))
        only = Button(_("Diffuser la version {version}").format(version=view.next_version))
        go = Button(_("Diffuser et envoyer…"), "publish", kind="main")
        area = self._add_people(view) if people else None
        self.buttons.insertWidget(0, self._copy)
        self._copy.setVisible(bool(people))
        self.lay_out_buttons(leave, only, go)
        if area is not None:
            self.fit_to(area)
        go.setFocus()  # Enter does what the person came for; it can be undone, and what leaves is asked next

        self._copy.clicked.connect(self.on_copy)
        leave.clicked.connect(self.reject)
        only.clicked.connect(self.accept)
        go.clicked.connect(self.on_go)

    def on_go(self) -> None:
        """Publish, then see to whom it is sent."""
        self.then_sends = True
        self.accept()

    def _add_people(self, view: MonthView) -> QScrollArea:
        n = len(self._people)
        if view.version:
            heading = ngettext("{n} personne à prévenir", "{n} personnes à prévenir", n)
        else:
            heading = ngettext("{n} personne attendue", "{n} personnes attendues", n)
        self.column.addWidget(words(heading.format(n=n), "strong"))
        body = QWidget()
        grid = QGridLayout(body)
        space.around(grid, 0, 0, 8, 0)
        space.in_grid(grid, across=14, down=5)
        grid.setColumnStretch(1, 1)
        for line, one in enumerate(self._people):
            grid.addWidget(words(one.name, "strong"), line, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(words(one.words, wrap=True), line, 1)
        area = scrolled(body)
        self.column.addWidget(area, 1)
        return area

    def on_copy(self) -> None:
        """The list as text, for a message to them."""
        QGuiApplication.clipboard().setText("\n".join(f"{one.name} : {one.words}" for one in self._people))
        self._copy.say(_("Liste copiée"))


def publication_words(view: MonthView) -> list[str]:
    """What publishing would mean now."""
    full = view.count("full")
    lines = [
        ngettext(
            "Le planning devient la version {version} : {n} permanence complète.",
            "Le planning devient la version {version} : {n} permanences complètes.",
            full,
        ).format(version=view.next_version, n=full)
    ]
    missing = sum(slot.missing for slot in view.slots)
    if missing:
        lines.append(
            ngettext(
                "{n} place reste libre ; elle se voit sur la feuille, à compléter à la main.",
                "{n} places restent libres ; elles se voient sur la feuille, à compléter à la main.",
                missing,
            ).format(n=missing)
        )
    shut = view.count("shut")
    if shut:
        lines.append(f"{spoken.shut_heading(shut)}.")
    n = view.changes_since_published
    if view.version and n:
        lines.append(
            ngettext(
                "{n} permanence a changé depuis la version {version}.",
                "{n} permanences ont changé depuis la version {version}.",
                n,
            ).format(n=n, version=view.version)
        )
    lines.append(_("Les changements d’après seront marqués, pour que chacun les voie."))
    return lines


class OverruleDialog(Dialog):
    """Why a rule is set aside for somebody's place; the reason stays with it."""

    def __init__(self, act: str, verb: str, against: str, parent: QWidget | None = None) -> None:
        super().__init__(_("{act} malgré tout ?").format(act=act), parent)
        self.reason = ""
        self._field = QLineEdit()
        self._field.setMaxLength(LONGEST_REASON)
        self._field.setAccessibleName(_("Pourquoi"))
        self._field.setPlaceholderText(_("pourquoi, en quelques mots"))
        leave, go = Button(_("Annuler")), Button(_("{verb} malgré tout").format(verb=verb), kind="main")
        go.setEnabled(False)

        self.column.addWidget(words(f"{against}.", wrap=True))
        self.column.addWidget(self._field)
        kept = _("La raison reste visible à côté de la place ; elle n’est pas imprimée.")
        nothing = _("Pas de nom, pas de santé, pas de situation personnelle.")
        self.column.addWidget(words(f"{kept} {nothing}", "soft", wrap=True))
        self.lay_out_buttons(leave, go)

        leave.clicked.connect(self.reject)
        go.clicked.connect(self.on_go)
        self._field.textChanged.connect(lambda text: go.setEnabled(bool(text.strip())))
        self._field.returnPressed.connect(go.click)
        self._field.setFocus()

    def on_go(self) -> None:
        """Keep what was written."""
        self.reason = self._field.text().strip()
        self.accept()


class OpeningDialog(Dialog):
    """The opening hours of the week."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(_("Quand ouvre-t-on ?"), parent)
        self._desk = desk
        self.form = WeekForm()
        self._error = words(role="error", wrap=True)
        self._error.hide()
        leave, save = Button(_("Annuler")), Button(_("Enregistrer l’horaire"), kind="main")

        self.column.addWidget(words(_("Cochez les jours d’ouverture et donnez les heures des permanences."), wrap=True))
        self._area = scrolled(self.form)
        self.column.addWidget(self._area, 1)
        self.column.addWidget(self._error)
        self.lay_out_buttons(leave, save)
        self.fit_to(self._area)

        leave.clicked.connect(self.reject)
        save.clicked.connect(self.on_save)
        self.form.edited.connect(self._error.hide)

    def on_save(self) -> None:
        """Write the pattern, or say what is not understood."""
        try:
            with self._desk.store.write(self._desk.actor, _("Donner l’horaire d’ouverture")) as session:
                set_opening_hours(session, self.form.pattern())
        except Refused as refusal:
            self._error.setText(self.form.explain(refusal, parse_opening))
            self._error.show()
            self.fit_to(self._area)
            return
        self.accept()
