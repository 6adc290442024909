"""Rooms and things as forms: a room, a room kept for something, a thing the place owns, and one that is lent."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from delta_app.core.errors import Refused, say
from delta_app.core.i18n import _
from delta_app.hosts.queries import partners
from delta_app.upkeep.act_dialog import ActDialog, OptionalDay, add_pair, room_choice
from delta_app.upkeep.equipment_commands import EquipmentDetails
from delta_app.upkeep.equipment_data import EquipmentRow
from delta_app.upkeep.room_commands import Booking, RoomDetails, book_room
from delta_app.upkeep.room_data import RoomRow
from delta_app.upkeep.rules import LONGEST_NAME, LONGEST_NOTE, LONGEST_PLACE, LONGEST_TITLE, MOST_THINGS
from delta_app.widgets.choice import Choice
from delta_app.widgets.date_field import DateField
from delta_app.widgets.forms import NumberField, add_field, form_on
from delta_app.widgets.long_choice import LongCheckBox
from delta_app.widgets.page import Desk
from delta_app.widgets.text import words
from delta_app.widgets.week_dialog import TimeField

LOOK_AFTER_MS = 350
BEGINS, ENDS = 18 * 60, 20 * 60
NOBODY_SAID = 0
MAY_BE_KEPT = {"activity_clash": "despite", "activity_closed": "even_closed"}
"""What comes in the way and may be passed over, and how ``book_room`` is told so."""


class RoomDialog(ActDialog):
    """What a room is called, how many it holds, and what is in it."""

    def __init__(
        self, row: RoomRow | None, store: Callable[[RoomDetails], None], parent: QWidget | None = None
    ) -> None:
        super().__init__(_("Nouvelle salle") if row is None else row.name, _("Enregistrer"), parent, width=460)
        self._store = store
        self.name, self.note = QLineEdit("" if row is None else row.name), QLineEdit("" if row is None else row.note)
        self.name.setPlaceholderText(_("comme « grande salle »"))
        self.note.setPlaceholderText(_("comme « table, projecteur, piano »"))
        self.capacity = NumberField(NOBODY_SAID, MOST_THINGS, (row.capacity if row else None) or NOBODY_SAID)
        self.capacity.setSpecialValueText(_("pas dit"))
        form = form_on()
        add_field(form, _("Nom"), self.name)
        add_field(form, _("Personnes"), self.capacity)
        add_field(form, _("Ce qu’il y a"), self.note)
        self.inside.addLayout(form)
        self.lay_out_foot()
        self.name.setFocus()

    def write(self) -> None:
        """Store it."""
        self._store(RoomDetails(self.name.text(), self.capacity.value() or None, self.note.text()))


class BookingDialog(ActDialog):
    """Who needs a room and when. What is in it then, or that the place is closed, is said while one writes; it can be
    kept all the same."""

    def __init__(
        self,
        desk: Desk,
        room_id: int | None,
        day: date,
        store: Callable[[Booking, Mapping[str, bool]], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(_("Réserver une salle"), _("Réserver"), parent, width=540)
        self._desk, self._store = desk, store
        self._in_the_way: dict[str, str] = {}  # what was found, by its code
        self._build(room_id, day)
        self._lay_out()
        self._soon = QTimer(self, singleShot=True, interval=LOOK_AFTER_MS)
        self._soon.timeout.connect(self.look)
        for signal in (
            self.room.currentIndexChanged, self.day.dateChanged, self.begins.timeChanged, self.ends.timeChanged,
            self.weekly.toggled, self.until.dateChanged, self.title.textEdited,
        ):  # fmt: skip
            signal.connect(lambda _value: self._soon.start())
        self.weekly.toggled.connect(self.on_weekly)
        self.on_weekly(False)
        self.title.setFocus()

    def _build(self, room_id: int | None, day: date) -> None:
        self.room = room_choice(self._desk, room_id)
        self.room.removeItem(0)  # a booking has a room
        self.title = QLineEdit()
        self.title.setMaxLength(LONGEST_TITLE)
        self.title.setPlaceholderText(_("comme « comité de quartier » ; un groupe, pas une personne"))
        self.day, self.until = DateField(_("Le")), DateField(_("Jusqu’au"))
        self.day.show_day(day)
        self.until.show_day(day + timedelta(weeks=8))
        self.begins, self.ends = TimeField(_("De"), BEGINS), TimeField(_("À"), ENDS)
        self.weekly = QCheckBox(_("Chaque semaine"))
        self._told = words("", "error", wrap=True)
        self.all_the_same = LongCheckBox(_("Réserver quand même"))

    def _lay_out(self) -> None:
        self._form = form_on()
        add_field(self._form, _("Pour quoi"), self.title)
        add_field(self._form, _("Salle"), self.room)
        add_field(self._form, _("Le"), self.day)
        add_pair(self._form, _("De"), self.begins, _("à"), self.ends, _("À"))
        self._form.addRow("", self.weekly)
        add_field(self._form, _("Jusqu’au"), self.until)
        self.inside.addLayout(self._form)
        note = _("Ce n’est annoncé nulle part. Une activité ouverte à tous se planifie dans Programme.")
        self.inside.addWidget(words(note, "soft", wrap=True))
        self.column.addWidget(self._told)  # never scrolled away
        self.column.addWidget(self.all_the_same)
        self._told.hide()
        self.all_the_same.hide()
        self.lay_out_foot()

    def on_weekly(self, weekly: bool) -> None:
        """Until when is asked where it comes again."""
        self._form.setRowVisible(self.until, weekly)
        self.refit()

    @property
    def booking(self) -> Booking:
        """What is asked for."""
        return Booking(
            self.room.currentData(), self.title.text(), self.day.day, self.begins.minute, self.ends.minute,
            self.until.day if self.weekly.isChecked() else None,
        )  # fmt: skip

    def look(self) -> None:
        """Say what comes in its way, before anybody presses; nothing of the trial is kept."""
        booking = self.booking
        trial = booking if booking.title.strip() else replace(booking, title="?")
        self._in_the_way = {}
        for _turn in range(len(MAY_BE_KEPT) + 1):
            try:
                with self._desk.store.rehearse(self._desk.actor) as session:
                    book_room(session, trial, **self._kept_despite)
                break
            except Refused as refusal:
                self._in_the_way[refusal.code] = say(refusal)
                if refusal.code not in MAY_BE_KEPT:
                    break
        self._told.setText("\n".join(self._in_the_way.values()))
        self._told.setVisible(bool(self._in_the_way))
        self.all_the_same.setVisible(bool(self._in_the_way) and self._in_the_way.keys() <= MAY_BE_KEPT.keys())
        if not self._in_the_way:
            self.all_the_same.setChecked(False)
            self.say_why_not("")
        self.refit()

    @property
    def _kept_despite(self) -> dict[str, bool]:
        return {how: code in self._in_the_way for code, how in MAY_BE_KEPT.items()}

    def write(self) -> None:
        """Keep it."""
        self._store(self.booking, self._kept_despite if self.all_the_same.isChecked() else {})

    def say_why_not(self, text: str) -> None:
        """What comes in the way is told once, with the box that keeps it all the same."""
        if text and text == self._told.text():
            text = ""
        super().say_why_not(text)

    def on_go(self) -> None:
        """Look once more, for it may have been pressed before the look."""
        self._soon.stop()
        self.look()
        if self._told.text() and not self.all_the_same.isVisible():
            return
        if self._told.text() and not self.all_the_same.isChecked():
            self.all_the_same.setFocus()
            return
        super().on_go()


class EquipmentDialog(ActDialog):
    """A thing, or several of a kind."""

    def __init__(
        self,
        desk: Desk,
        row: EquipmentRow | None,
        store: Callable[[EquipmentDetails], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(_("Nouveau matériel") if row is None else row.name, _("Enregistrer"), parent, width=520)
        self._store = store
        self.name, self.place, self.note = QLineEdit(), QLineEdit(), QLineEdit()
        for field, most in ((self.name, LONGEST_NAME), (self.place, LONGEST_PLACE), (self.note, LONGEST_NOTE)):
            field.setMaxLength(most)
        self.name.setPlaceholderText(_("comme « projecteur »"))
        self.place.setPlaceholderText(_("comme « armoire du fond »"))
        self.number = NumberField(1, MOST_THINGS, 1 if row is None else row.number)
        self.room = room_choice(desk, None if row is None else row.room_id)
        self.bought = OptionalDay(_("Acheté le"), None if row is None else row.bought_on)
        self.guarantee = OptionalDay(_("Garanti jusqu’au"), None if row is None else row.guarantee_until)
        if row is not None:
            self.name.setText(row.name)
            self.place.setText(row.place)
            self.note.setText(row.note)
        form = form_on()
        add_field(form, _("Quoi"), self.name)
        add_field(form, _("Combien"), self.number)
        add_field(form, _("Salle"), self.room)
        add_field(form, _("Où exactement"), self.place)
        add_field(form, _("À savoir"), self.note)
        form.addRow(self.bought)
        form.addRow(self.guarantee)
        form.setRowVisible(self.room, self.room.count() > 1)
        self.inside.addLayout(form)
        self.lay_out_foot()
        for day in (self.bought, self.guarantee):
            day.known.toggled.connect(self.refit)
        self.name.setFocus()

    def write(self) -> None:
        """Store it."""
        self._store(EquipmentDetails(
            self.name.text(), self.number.value(), self.room.currentData(), self.place.text(), self.bought.day,
            self.guarantee.day, self.note.text(),
        ))  # fmt: skip


class LendDialog(ActDialog):
    """Who has it now, and until when."""

    def __init__(
        self,
        desk: Desk,
        row: EquipmentRow,
        store: Callable[[str, int | None, date | None], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(_("Prêter : {name}").format(name=row.name), _("Prêter"), parent, width=480)
        self._store = store
        self.partner, self.to = Choice(_("Service")), QLineEdit()
        self.partner.addItem(_("aucun service"), None)
        with desk.store.read() as session:
            for one in partners(session):
                self.partner.addItem(one.name, one.id)
        self.to.setMaxLength(LONGEST_NAME)
        self.to.setPlaceholderText(_("un groupe, un lieu ; pas le nom d’une personne"))
        self.back = OptionalDay(_("Revient le"), None)
        form = form_on()
        add_field(form, _("Service"), self.partner)
        add_field(form, _("À qui"), self.to)
        form.addRow(self.back)
        form.setRowVisible(self.partner, self.partner.count() > 1)
        self.inside.addLayout(form)
        self.lay_out_foot()
        self.back.known.toggled.connect(self.refit)
        self.to.setFocus()

    def write(self) -> None:
        """Store it."""
        self._store(self.to.text(), self.partner.currentData(), self.back.day)
