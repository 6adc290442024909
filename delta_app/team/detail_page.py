"""One person: who they are, what they can take on, when they come, and what can be done about it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from delta_app.core.i18n import _, month_name
from delta_app.team import spoken
from delta_app.team.allowance_page import AllowancePart
from delta_app.team.days_page import DaysSection
from delta_app.team.papers_page import PapersPart
from delta_app.team.path_page import PathPart
from delta_app.team.privacy_page import PrivacyPart
from delta_app.team.queries import PersonView
from delta_app.team.week_page import WeekSection
from delta_app.widgets import space
from delta_app.widgets.avatar import Avatar, initials
from delta_app.widgets.buttons import Button, IconButton
from delta_app.widgets.chips import Chip
from delta_app.widgets.dialog import Scrolled, scrolled
from delta_app.widgets.flow import FlowLayout
from delta_app.widgets.item_rows import empty_layout
from delta_app.widgets.palette import NAMES_ACTS
from delta_app.widgets.rows import LinkRow, Removable, RemovableRows, TitledPart
from delta_app.widgets.text import words

PAIR_WORDS = {"avoid": lambda: _("à ne pas mettre ensemble"), "prefer": lambda: _("volontiers ensemble")}


class Detail(QFrame):
    """Shows one person; what is asked for is told as signals, the page does it."""

    state_asked = Signal(str)
    shift_asked = Signal(int)
    unpair_asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.setProperty(NAMES_ACTS, True)
        self.view: PersonView | None = None
        self._build()
        self._lay_out()
        self.pairs.remove_asked.connect(self.unpair_asked)
        self.pause.clicked.connect(self.on_pause)
        self.leave.clicked.connect(self.on_leave)
        self.stay.clicked.connect(lambda: self.state_asked.emit("active"))

    def _build(self) -> None:
        self.back = IconButton("chevron-left", _("Revenir à la liste"))
        self._avatar = Avatar(side=44)
        self._name, self._since = words("", "heading", wrap=True), words("", "soft", wrap=True)
        self._standing, self._languages = Chip(), words("", wrap=True)
        self._limits = words("", "soft", wrap=True)
        self._contact = words("", wrap=True)
        self._contact.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._planned = words("", "strong", wrap=True)
        self.path = PathPart()
        self.week, self.days = WeekSection(), DaysSection()
        self._shifts = TitledPart(_("Ses permanences"))
        self._shift_rows = QWidget()
        self._shift_column = QVBoxLayout(self._shift_rows)
        self._shift_column.setContentsMargins(0, 0, 0, 0)
        space.between(self._shift_column, 4)
        self.pair = Button(_("Ajouter…"))
        self.pair.setAccessibleName(_("Ajouter quelqu’un avec qui venir, ou à éviter…"))
        self._together = TitledPart(_("Avec qui"), self.pair)
        self._nobody = words(_("Personne de noté, ni à éviter ni de souhaité."), "soft", wrap=True)
        self.pairs = RemovableRows(lambda: self.pair)
        self.code, self.no_code = Button(""), Button(_("Retirer"))
        self.no_code.setAccessibleName(_("Retirer son code"))
        self._coded = TitledPart(_("Code pour le PC"), self.no_code, self.code)
        self._code_words = words("", "soft", wrap=True)
        self.allowances, self.papers = AllowancePart(), PapersPart()
        self.privacy = PrivacyPart()
        self.edit = Button(_("Modifier…"))
        self.calendar_file = Button(_("Agenda .ics…"))
        self.sheet = Button(_("Sa feuille…"))
        self.pause, self.leave = Button(""), Button(_("Quitte l’équipe…"))
        self.stay = Button(_("Reste dans l’équipe…"))

    def _lay_out(self) -> None:
        body = QWidget()
        column = QVBoxLayout(body)
        space.around(column, 16, 14, 12, 10)
        space.between(column, 12)
        column.addLayout(self._head())
        column.addWidget(self._planned)
        column.addWidget(self._limits)
        self._shifts.add(self._shift_rows)
        self._together.add(self._nobody, self.pairs)
        self._contacts = TitledPart(_("Contact"))
        self._contacts.add(self._contact)
        self._coded.add(self._code_words)
        for section in (
            self.path, self.week, self.days, self._shifts, self._together, self._contacts, self.allowances, self.papers,
            self._coded,
            self.privacy,
        ):  # fmt: skip
            column.addWidget(section)
        column.addStretch()
        self.area: Scrolled = scrolled(body)
        body.setObjectName("card_ground")
        self._foot = QWidget()
        foot = FlowLayout(self._foot, spacing=6)
        space.around(foot, 14, 9, 10, 10)
        for button in (self.edit, self.calendar_file, self.sheet, self.pause, self.stay, self.leave):
            foot.addWidget(button)
        self._rule = QFrame()
        self._rule.setProperty("role", "rule")
        outer = QVBoxLayout(self)
        space.around(outer, 1, 2, 1, 1)
        outer.setSpacing(0)
        outer.addWidget(self.area, 1)
        outer.addWidget(self._rule)
        outer.addWidget(self._foot)

    def _head(self) -> QVBoxLayout:
        across = QHBoxLayout()
        space.between(across, 11)
        across.addWidget(self.back, 0, Qt.AlignmentFlag.AlignTop)
        across.addWidget(self._avatar, 0, Qt.AlignmentFlag.AlignTop)
        told = QVBoxLayout()
        space.between(told, 1)
        told.addWidget(self._name)
        told.addWidget(self._since)
        across.addLayout(told, 1)
        marks = QHBoxLayout()
        space.between(marks, 8)
        marks.addWidget(self._standing, 0, Qt.AlignmentFlag.AlignTop)
        marks.addWidget(self._languages, 1)
        head = QVBoxLayout()
        space.between(head, 8)
        head.addLayout(across)
        head.addLayout(marks)
        return head

    def show_person(self, view: PersonView, *, editable: bool, money: bool = False, own: bool = False) -> None:
        """Show somebody, or ``own`` oneself; what they got back for expenses to who handles ``money`` only."""
        if self.view is None or self.view.host.id != view.host.id:
            self.area.verticalScrollBar().setValue(0)
        self.view, host = view, view.host
        self.setAccessibleName(_("Fiche de {name}").format(name=host.name))
        self._avatar.become(initials(host.name))
        self._name.setText(host.full_name if editable else host.name)
        self._since.setText(spoken.since_words(view))
        on_path = editable and host.state == "active" and view.newcomer is not None and view.newcomer.learning
        text, icon, tone = spoken.step_place(view.newcomer) if on_path and view.newcomer else spoken.standing(host)
        if host.state == "active" and not (editable or own):
            text, icon, tone = _("actif·ve"), "check", "good"
        self._standing.tell(text, icon, tone)  # type: ignore[arg-type]
        self._languages.setText(spoken.languages_spoken(host) or _("langues non notées"))
        self._limits.setText(spoken.limits_words(host))
        for private in (self._since, self._limits, self.week, self.days):  # each host has their own page for these
            private.setVisible(editable)
        self._planned.setText(spoken.planned_words(view.planned))
        self._planned.setVisible(editable and bool(view.planned))
        self.path.show_path(view.newcomer, shown=editable)
        self.week.show_person(view, editable=editable)
        self.days.show_person(view, editable=editable)
        self._show_shifts(view)
        self._show_pairs(view, editable=editable)
        self._contacts.setVisible(editable)  # a host looks at first names only
        contact = "\n".join(filter(None, (host.email, host.phone)))
        self._contact.setText(contact or _("Ni e-mail ni téléphone."))
        self.allowances.show_year(view.allowances, shown=money)
        self._show_code(view, editable=editable)
        self.privacy.show_person(view, editable=editable)
        self._show_acts(view, editable=editable, own=own)

    def _show_code(self, view: PersonView, *, editable: bool) -> None:
        self._coded.setVisible(editable and view.host.state != "left")
        has = view.has_pin
        self._code_words.setText(
            _("A un code pour dire qui c’est. Oublié ? Donnez-en un autre.")
            if has
            else _("Sans code, cette personne regarde ; ses échanges et ses réponses passent par la coordination.")
        )
        self.code.say(_("Donner un autre code…") if has else _("Donner un code…"))
        self.no_code.setVisible(has)

    def _show_shifts(self, view: PersonView) -> None:
        empty_layout(self._shift_column)
        self._shifts.heading.setText(
            _("{shifts} en {month}").format(
                shifts=spoken.shifts_words(len(view.shifts)), month=month_name(view.month.first)
            )
            if view.shifts
            else _("Aucune permanence en {month}").format(month=month_name(view.month.first))
        )
        for shift in view.shifts:
            row = LinkRow(spoken.shift_words(shift), spoken.shift_notes(shift), _("Voir dans le planning"))
            row.clicked.connect(lambda _checked=False, slot=shift.slot_id: self.shift_asked.emit(slot))
            self._shift_column.addWidget(row)
        self._shift_rows.setVisible(bool(view.shifts))

    def _show_pairs(self, view: PersonView, *, editable: bool) -> None:
        rows = [
            Removable(
                pair.host_id,
                _("{name} : {kind}").format(name=pair.name, kind=PAIR_WORDS[pair.kind]()),
                _("Ne plus noter {name}").format(name=pair.name),
            )
            for pair in view.pairs
        ]
        self._together.setVisible(editable)
        self._nobody.setVisible(not rows)
        self.pairs.show_rows(rows, editable=editable)

    def _show_acts(self, view: PersonView, *, editable: bool, own: bool) -> None:
        state = view.host.state
        for button in (self.edit, self.pause, self.leave):
            button.setVisible(editable)
        self.pause.say(_("Mettre en pause…") if state == "active" else _("De retour dans l’équipe…"))
        self.leave.setVisible(editable and state != "left")
        self.stay.setVisible(editable and any(change.state == "left" for change in view.planned))
        for button in (self.calendar_file, self.sheet):
            button.setVisible(own or editable)  # another's month is not for whoever stands at the PC
            button.setEnabled(bool(view.shifts) and state != "left")
            button.setAccessibleDescription("" if view.shifts else _("Aucune permanence ce mois-ci."))
        for piece in (self._rule, self._foot):  # else nothing is in it
            piece.setVisible(editable or own)
        self._foot.updateGeometry()

    def on_pause(self) -> None:
        """Pause, or back."""
        if self.view is not None:
            self.state_asked.emit("paused" if self.view.host.state == "active" else "active")

    def on_leave(self) -> None:
        """The person leaves."""
        self.state_asked.emit("left")

    def hold_state(self) -> None:
        """The keyboard, once somebody is paused, back or gone: the button pressed may be gone too."""
        self.pause.setFocus()
