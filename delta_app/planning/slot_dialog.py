"""One slot changed by hand: its note, hours, seats and wishes, or that it is not held."""

from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from delta_app.core.calendar import MINUTES_IN_DAY
from delta_app.core.errors import Refused, say
from delta_app.core.i18n import _, day_month, format_time, join_names, ngettext
from delta_app.planning import spoken
from delta_app.planning.commands import (
    DEFAULT_SEATS,
    MOST_SEATS,
    call_off_slot,
    edit_slot,
    note_slot,
    parse_time,
    slot_row,
)
from delta_app.planning.queries import SlotRow
from delta_app.widgets import space, theme
from delta_app.widgets.buttons import Button
from delta_app.widgets.choice import Choice
from delta_app.widgets.dialog import Dialog, scrolled
from delta_app.widgets.page import Desk
from delta_app.widgets.text import words

LONGEST_NOTE = 120


@dataclass(frozen=True)
class _Wanted:
    """What the form says; no seats: not held."""

    note: str
    start_minute: int
    end_minute: int
    seats: int
    wants_dutch: bool
    wants_mix: bool


class SlotDialog(Dialog):
    """A small form; one undoable act, told by a toast. Refuses ``no_such_slot`` where the slot is gone."""

    def __init__(self, desk: Desk, slot: SlotRow, parent: QWidget | None = None) -> None:
        super().__init__(_("Cette permanence"), parent, width=540)
        self._desk, self._slot = desk, slot
        with desk.store.read() as session:
            row = slot_row(session, slot.slot_id)
        if row is None:
            raise Refused("no_such_slot")
        self._before = _Wanted(row.note, row.start_minute, row.end_minute, row.seats, row.wants_dutch, row.wants_mix)
        self._names = join_names([seat.name for seat in slot.people])
        self._build()
        self._lay_out()
        self._connect()
        self.on_held()
        self._note.setFocus()

    def _build(self) -> None:
        before = self._before
        self._note = QLineEdit(before.note)
        self._note.setMaxLength(LONGEST_NOTE)
        self._note.setPlaceholderText(_("par exemple : entrer par la cour"))
        self._start, self._end = (QLineEdit(format_time(m)) for m in (before.start_minute, before.end_minute))
        self._seats = Choice(_("Places"))
        for number in range(1, MOST_SEATS + 1):
            self._seats.addItem(str(number), number)
        self._seats.setCurrentIndex((before.seats or DEFAULT_SEATS) - 1)
        self._dutch = QCheckBox(_("Quelqu’un qui parle néerlandais"))
        self._dutch.setChecked(before.wants_dutch)
        self._mix = QCheckBox(_("Équipe mélangée : habitant·es et services"))
        self._mix.setChecked(before.wants_mix)
        self._off = QCheckBox(_("Ne pas tenir cette permanence"))
        self._off.setChecked(not before.seats)
        self._told = QCheckBox(_("C’est fait : les places se libèrent"))
        self._errors = {name: _error() for name in ("start", "end", "seats", "off", "all")}
        for tick in (self._dutch, self._mix, self._off, self._told):
            tick.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)  # pressed where its words are
        self._leave, self._save = Button(_("Annuler")), Button(_("Enregistrer"), kind="main")

    def _lay_out(self) -> None:
        slot = self._slot
        self.column.addWidget(words(spoken.slot_title(slot), "strong", wrap=True))
        body = QWidget()
        form = QVBoxLayout(body)
        space.around(form, 0, 0, 8, 0)
        space.between(form, 12)
        hint = words(_("Pas de nom, pas de santé, pas de situation personnelle : la note se lit par tout le monde."),
                     "soft", wrap=True)  # fmt: skip
        form.addLayout(_field(_("Note"), self._note, hint))
        across = QHBoxLayout()
        space.between(across, 14)
        across.addLayout(_field(_("Début"), self._start, self._errors["start"]), 1)
        across.addLayout(_field(_("Fin"), self._end, self._errors["end"]), 1)
        across.addLayout(_field(_("Places"), self._seats, self._errors["seats"]), 1)
        form.addLayout(across)
        wishes = QVBoxLayout()
        space.between(wishes, 2)
        wishes.addWidget(words(_("Si possible"), "strong"))
        wishes.addWidget(self._dutch)
        wishes.addWidget(self._mix)
        form.addLayout(wishes)
        off = QVBoxLayout()
        space.between(off, 4)
        off.addWidget(self._off)
        self._who = words(_("Prévenez d’abord {names}, puis cochez.").format(names=self._names), wrap=True)
        for piece in (self._who, self._told, self._errors["off"]):
            off.addWidget(piece)
        form.addLayout(off)
        form.addStretch()
        self._area = scrolled(body)
        self.column.addWidget(self._area, 1)
        self.column.addWidget(self._errors["all"])
        self.lay_out_buttons(self._leave, self._save)
        self.fit_to(self._area)

    def _connect(self) -> None:
        self._leave.clicked.connect(self.reject)
        self._save.clicked.connect(self.on_save)
        self._off.toggled.connect(self.on_held)
        for field in (self._note, self._start, self._end):
            field.returnPressed.connect(self.on_save)

    def on_held(self) -> None:
        """Whether it is held decides what can be filled in, and who is to be told."""
        held = not self._off.isChecked()
        for piece in (self._start, self._end, self._seats, self._dutch, self._mix):
            piece.setEnabled(held)
        to_tell = not held and bool(self._names)
        self._who.setVisible(to_tell)
        self._told.setVisible(to_tell)
        if self.isVisible():
            self.fit_to(self._area)
            self._bring_in_view(self._told if to_tell else self._off)

    def _bring_in_view(self, piece: QWidget) -> None:
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)  # what just came has its place
        self._area.ensureWidgetVisible(piece, 0, theme.px(30))

    def on_save(self) -> None:
        """Write what changed, or say beside the field what is in the way."""
        for error in self._errors.values():
            error.hide()
        try:
            wanted = self._wanted()
            if wanted is None:
                return
            if wanted != self._before:
                label, told = self._said(wanted)
                with self._desk.store.write(self._desk.actor, label) as session:
                    self._write(session, wanted)
                self._desk.told.emit(told, True)
        except Refused as refusal:
            self._explain(refusal)
            return
        self.accept()

    def _wanted(self) -> _Wanted | None:
        """What was filled in; None where something is still missing, which is said."""
        note = self._note.text().strip()
        if self._off.isChecked():
            if self._names and not self._told.isChecked():
                self._say("off", _("Rien n’a changé ; cochez dès que c’est fait."), self._told)
                return None
            return replace(self._before, note=note, seats=0)
        times = []
        for name, field in (("start", self._start), ("end", self._end)):
            try:
                times.append(_read_time(field.text(), is_end=name == "end"))
            except Refused as refusal:
                self._say(name, say(refusal), field)
                return None
        seats = int(self._seats.currentData())
        return _Wanted(note, times[0], times[1], seats, self._dutch.isChecked(), self._mix.isChecked())

    def _write(self, session: Any, wanted: _Wanted) -> None:
        slot_id = self._slot.slot_id
        if wanted == replace(self._before, note=wanted.note):
            note_slot(session, slot_id, wanted.note)
        elif not wanted.seats:
            note_slot(session, slot_id, wanted.note)
            call_off_slot(session, slot_id)
        else:
            edit_slot(
                session,
                slot_id,
                start_minute=wanted.start_minute,
                end_minute=wanted.end_minute,
                seats=wanted.seats,
                note=wanted.note,
                wants_dutch=wanted.wants_dutch,
                wants_mix=wanted.wants_mix,
            )

    def _said(self, wanted: _Wanted) -> tuple[str, str]:
        """The act's label, and its outcome in words."""
        before = self._before
        place = _("{day} à {time}").format(day=day_month(self._slot.day), time=format_time(before.start_minute))
        if wanted == replace(before, note=wanted.note):
            return (_("Noter : permanence du {place}").format(place=place),
                    _("C’est noté : permanence du {place}.").format(place=place))  # fmt: skip
        if not wanted.seats:
            told = _("Plus de permanence le {place}.").format(place=place)
            if self._names:
                n = len(self._slot.people)
                told += " " + ngettext(
                    "{names} n’y est plus inscrit·e.", "{names} n’y sont plus inscrit·es.", n
                ).format(names=self._names)
            return _("Ne pas tenir la permanence du {place}").format(place=place), told
        if not before.seats:
            return (_("Tenir à nouveau la permanence du {place}").format(place=place),
                    _("La permanence du {place} se tient à nouveau.").format(place=place))  # fmt: skip
        told = _("Changé : permanence du {place}.").format(place=place)
        if self._names and (wanted.start_minute, wanted.end_minute) != (before.start_minute, before.end_minute):
            told += " " + _("Prévenez {names} des nouvelles heures.").format(names=self._names)
        return _("Changer la permanence du {place}").format(place=place), told

    def _explain(self, refusal: Refused) -> None:
        beside: dict[str, tuple[str, QWidget]] = {
            "bad_times": ("end", self._end),
            "slot_in_the_way": ("end", self._end),
            "bad_seats": ("seats", self._seats),
            "too_many_in_slot": ("seats", self._seats),
        }
        name, field = beside.get(refusal.code, ("all", self._save))
        self._say(name, say(refusal), field)

    def _say(self, name: str, sentence: str, field: QWidget) -> None:
        self._errors[name].setText(sentence)
        self._errors[name].show()
        field.setAccessibleDescription(sentence)
        field.setFocus()
        self.fit_to(self._area)
        if name != "all":
            self._bring_in_view(self._errors[name])


def _error() -> QLabel:
    error = words(role="error", wrap=True)
    error.hide()
    return error


def _field(name: str, field: QWidget, below: QWidget) -> QVBoxLayout:
    """A field under its name, with what is said of it below."""
    label = words(name, "strong")
    label.setBuddy(field)
    field.setAccessibleName(name)
    column = QVBoxLayout()
    space.between(column, 4)
    column.addWidget(label)
    column.addWidget(field)
    column.addWidget(below)
    column.addStretch()
    return column


def _read_time(text: str, *, is_end: bool) -> int:
    """Minutes since midnight; an end at ``24h`` or ``0h`` is the day's. Refuses ``bad_time``."""
    if is_end and text.strip().lower().rstrip("hu").strip() in ("24", "24:00", "24h00", "24u00"):
        return MINUTES_IN_DAY
    minute = parse_time(text)
    return MINUTES_IN_DAY if is_end and not minute else minute
