"""Somebody pauses, comes back or leaves: from when, and which shifts that frees, seen before it is done."""

from collections.abc import Callable
from datetime import date, timedelta

from PySide6.QtWidgets import QCheckBox, QRadioButton, QVBoxLayout, QWidget

from delta_app.core import clock
from delta_app.core.errors import Refused, say
from delta_app.core.i18n import _, join_names, ngettext
from delta_app.team import spoken
from delta_app.team.commands import StateChanged
from delta_app.team.path_data import StateFrom
from delta_app.widgets import space
from delta_app.widgets.buttons import Button
from delta_app.widgets.date_field import DateField
from delta_app.widgets.dialog import Dialog, scrolled
from delta_app.widgets.forms import acts_row, add_field, form_on
from delta_app.widgets.item_rows import ItemRow, empty_layout
from delta_app.widgets.text import words

Try = Callable[[date, date | None, bool], StateChanged]  # what would be, tried and taken back; may refuse
MOST_ROWS = 60


class StateDialog(Dialog):
    """``day``, ``back_on`` and ``free`` once accepted. What it would do is tried at each change, and shown."""

    def __init__(self, name: str, state: str, try_it: Try, parent: QWidget | None = None) -> None:
        title = {
            "paused": _("Pause de {name}"), "active": _("{name}, dans l’équipe"), "left": _("Départ de {name}"),
        }[state]  # fmt: skip
        super().__init__(title.format(name=name), parent, width=560)
        self._state, self._try = state, try_it
        self._build()
        self._lay_out()
        self._connect()
        self.on_edited()
        self._day.setFocus()

    def _build(self) -> None:
        self._day, self._back = DateField(""), DateField(_("De retour le"))
        self._day.show_day(clock.today())
        self._back.show_day(clock.today() + timedelta(days=30))
        self._ends = QCheckBox(_("Le retour est connu"))
        self._free = QRadioButton(_("Libérer ces permanences"))
        self._keep = QRadioButton(_("Les lui laisser"))
        self._free.setChecked(True)
        self._heading = words("", "strong", wrap=True)
        self._seats = QWidget()
        self._rows = QVBoxLayout(self._seats)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(0)
        self._also = words("", wrap=True)
        self._error = words("", "error", wrap=True)
        go = {"paused": _("Noter la pause"), "active": _("Noter"), "left": _("Noter le départ")}[self._state]
        self._go = Button(go, "check", kind="main")

    def _lay_out(self) -> None:
        form = form_on()
        first = {
            "paused": _("En pause à partir du"), "active": _("Dans l’équipe à partir du"),
            "left": _("N’est plus là à partir du"),
        }[self._state]  # fmt: skip
        add_field(form, first, self._day)
        self.column.addLayout(form)
        if self._state == "paused":
            self.column.addLayout(acts_row(self._ends, self._back))
        self.column.addWidget(self._heading)
        body = QWidget()
        inner = QVBoxLayout(body)
        space.around(inner, 0, 0, 8, 0)
        inner.addWidget(self._seats)
        inner.addStretch()
        self._area = scrolled(body)
        self.column.addWidget(self._area, 1)
        for piece in (self._free, self._keep, self._also, self._error):
            self.column.addWidget(piece)
        leave = Button(_("Annuler"))
        leave.clicked.connect(self.reject)
        self.lay_out_buttons(leave, self._go)
        self.fit_to(self._area)

    def _connect(self) -> None:
        self._day.dateChanged.connect(self.on_edited)
        self._back.dateChanged.connect(self.on_edited)
        self._ends.toggled.connect(self.on_edited)
        self._free.toggled.connect(self.on_edited)
        self._go.clicked.connect(self.accept)

    @property
    def day(self) -> date:
        """From when."""
        return self._day.day

    @property
    def back_on(self) -> date | None:
        """Until when, where it is known."""
        return self._back.day if self._state == "paused" and self._ends.isChecked() else None

    @property
    def free(self) -> bool:
        """Whether the shifts within a pause are freed."""
        return self._free.isChecked()

    def on_edited(self) -> None:
        """Try it, and say what it would do."""
        self._back.setVisible(self._state == "paused" and self._ends.isChecked())
        trouble, would = "", None
        try:
            would = self._try(self.day, self.back_on, self.free)
        except Refused as refusal:
            trouble = say(refusal)
        self._error.setText(trouble)
        self._error.setVisible(bool(trouble))
        self._go.setEnabled(would is not None)
        self._show(would)

    def _show(self, would: StateChanged | None) -> None:
        empty_layout(self._rows)
        seats = (*would.freed, *would.kept) if would else ()
        for seat in seats[:MOST_ROWS]:
            self._rows.addWidget(ItemRow(*spoken.seat_to_free_words(seat)))
        self._area.setVisible(bool(seats))
        for choice in (self._free, self._keep):
            choice.setVisible(bool(seats) and self._state == "paused")
        self._heading.setText(self._counted(would, len(seats)))
        self._heading.setVisible(would is not None and self._state != "active")
        also = also_words(would, clock.today()) if would else ""
        self._also.setText(also)
        self._also.setVisible(bool(also))
        self.fit_to(self._area)

    def _counted(self, would: StateChanged | None, count: int) -> str:
        if not count:
            return _("Aucune permanence à venir n’est à libérer.")
        if would is not None and would.kept:
            return ngettext(
                "{n} permanence reste à son nom pendant la pause :",
                "{n} permanences restent à son nom pendant la pause :", count,
            ).format(n=count)  # fmt: skip
        return ngettext(
            "{n} permanence à venir est libérée :", "{n} permanences à venir sont libérées :", count
        ).format(n=count)


def also_words(would: StateChanged, today: date) -> str:
    """What else it does: whom they stand by, their code, what had been planned otherwise."""
    said = []
    if would.mentored:
        sentence = _("N’accompagnera plus {names} : choisissez quelqu’un d’autre.")
        said.append(sentence.format(names=join_names(list(would.mentored))))
    if would.had_code:
        said.append(_("Son code pour le PC est retiré ce jour-là."))
    if would.replaced:
        said.append(_("Prend la place de ce qui était prévu : {what}.").format(what=_planned(would.replaced)))
    if would.from_day > today:
        said.append(_("Cela prendra effet tout seul ce jour-là ; d’ici là, rien n’est composé au-delà."))
    return " ".join(said)


def _planned(changes: tuple[StateFrom, ...]) -> str:
    words_of_all = spoken.planned_words(changes)
    return words_of_all[:1].lower() + words_of_all[1:]
