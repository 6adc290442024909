"""A repair reported or said otherwise, and who comes for it."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from delta_app.core import clock
from delta_app.core.i18n import _, format_date, ngettext
from delta_app.core.money import parse_money
from delta_app.upkeep.act_dialog import ActDialog, OptionalDay, room_choice
from delta_app.upkeep.equipment_data import EquipmentRow, equipment_rows
from delta_app.upkeep.joining_page import Joining
from delta_app.upkeep.photo_files import ENDINGS, read_photo
from delta_app.upkeep.repair_commands import RepairDetails
from delta_app.upkeep.repair_data import RepairRow
from delta_app.upkeep.rules import (
    LONGEST_NAME,
    LONGEST_PLACE,
    LONGEST_TITLE,
    MOST_PHOTOS,
    is_under_guarantee,
)
from delta_app.widgets import theme
from delta_app.widgets.choice import Choice
from delta_app.widgets.dialog import ask_file_to_open
from delta_app.widgets.forms import add_field, form_on
from delta_app.widgets.long_choice import LongCheckBox
from delta_app.widgets.money_field import MoneyField
from delta_app.widgets.page import Desk
from delta_app.widgets.text import words


class RepairDialog(ActDialog):
    """What is broken, where, and photos of it. Before it stands whoever has just seen it."""

    def __init__(
        self,
        desk: Desk,
        row: RepairRow | None,
        store: Callable[[RepairDetails, Sequence[bytes]], None],
        parent: QWidget | None = None,
        *,
        equipment_id: int | None = None,
        title: str = "",
        photos: bool = True,
    ) -> None:
        super().__init__(
            _("Signaler une panne") if row is None else row.title, _("Signaler") if row is None else _("Enregistrer"),
            parent, width=560,
        )  # fmt: skip
        self._desk, self._row, self._store = desk, row, store
        self._takes_photos = photos and row is None
        with desk.store.read() as session:
            self._owned: tuple[EquipmentRow, ...] = equipment_rows(session)
        self._build(equipment_id if row is None else row.equipment_id)
        self.what.setText(title)
        if row is not None:
            self._fill(row)
        self._lay_out()
        self._connect()
        self.on_thing()
        self.what.setFocus()

    def _build(self, equipment_id: int | None) -> None:
        self.what, self.place, self.details = QLineEdit(), QLineEdit(), QPlainTextEdit()
        self.what.setMaxLength(LONGEST_TITLE)
        self.what.setPlaceholderText(_("comme « le robinet de la cuisine fuit »"))
        self.place.setMaxLength(LONGEST_PLACE)
        self.place.setPlaceholderText(_("comme « sous l’évier »"))
        self.details.setTabChangesFocus(True)
        self.details.setPlaceholderText(_("ce qu’il faut savoir ; pas de nom de personne"))
        self.room = room_choice(self._desk, None if self._row is None else self._row.room_id)
        self.thing = Choice(_("Matériel"))
        self.thing.addItem(_("autre chose"), None)
        for one in self._owned:
            if not one.withdrawn or one.id == equipment_id:
                self.thing.addItem(one.name, one.id)
        self.thing.setCurrentIndex(max(0, self.thing.findData(equipment_id)))
        self._told = words("", "soft", wrap=True)
        self.urgent = LongCheckBox(_("C’est urgent : ça coule, ça chauffe, on ne peut pas ouvrir"))
        self.joining = Joining(_("Joindre une photo…"), ask_photo, read_photo, _photos_told, most=MOST_PHOTOS)

    def _fill(self, row: RepairRow) -> None:
        self.what.setText(row.title)
        self.place.setText(row.place)
        self.details.setPlainText(row.details)
        self.urgent.setChecked(row.urgent)

    def _lay_out(self) -> None:
        self._form = form_on()
        add_field(self._form, _("Quoi"), self.what)
        add_field(self._form, _("Matériel"), self.thing)
        add_field(self._form, _("Salle"), self.room)
        add_field(self._form, _("Où exactement"), self.place)
        add_field(self._form, _("En plus"), self.details)
        self._form.setRowVisible(self.thing, self.thing.count() > 1)
        self._form.setRowVisible(self.room, self.room.count() > 1)
        self.details.setFixedHeight(theme.px(72))
        self.inside.addLayout(self._form)
        self.inside.addWidget(self._told)
        self.inside.addWidget(self.urgent)
        self.inside.addWidget(self.joining)
        self.joining.setVisible(self._takes_photos)
        self.lay_out_foot()

    def _connect(self) -> None:
        self.thing.currentIndexChanged.connect(self.on_thing)
        self.take_files(self.joining)

    def on_thing(self) -> None:
        """What is known of the thing: perhaps its guarantee still runs."""
        owned = next((one for one in self._owned if one.id == self.thing.currentData()), None)
        said = ""
        if owned is not None and is_under_guarantee(owned.guarantee_until, clock.today()):
            until = format_date(owned.guarantee_until, "d MMMM y") if owned.guarantee_until else ""
            said = _("Sous garantie jusqu’au {day} : le vendeur répare.").format(day=until)
        self._told.setText(said)
        self._told.setVisible(bool(said))
        self.refit()
        if owned is not None and owned.room_id is not None and self.room.currentData() is None:
            self.room.setCurrentIndex(max(0, self.room.findData(owned.room_id)))
        if owned is not None and not self.what.text():
            self.what.setText(owned.name)

    def write(self) -> None:
        """Store it."""
        details = RepairDetails(
            self.what.text(), self.details.toPlainText(), self.room.currentData(), self.place.text(),
            self.thing.currentData(), self.urgent.isChecked(),
        )  # fmt: skip
        self._store(details, self.joining.files)


def ask_photo(parent: QWidget) -> Path | None:
    """A photo to read; None when nothing was chosen."""
    return ask_file_to_open(parent, _("Joindre une photo"), _("Photos ({endings})").format(
        endings=" ".join(f"*{ending}" for ending in ENDINGS)
    ))  # fmt: skip


def _photos_told(photos: Sequence[bytes]) -> str:
    number = len(photos)
    told = ngettext("{n} photo jointe. Ni visage ni nom dessus.", "{n} photos jointes. Ni visage ni nom dessus.",
                    number)  # fmt: skip
    return told.format(n=number) if number else ""


class PlanDialog(ActDialog):
    """Who comes, when, and what it may cost."""

    def __init__(
        self, row: RepairRow, store: Callable[[str, date | None, int | None], None], parent: QWidget | None = None
    ) -> None:
        super().__init__(_("Prévoir : {title}").format(title=row.title), _("Prévoir"), parent)
        self._store = store
        self.who, self.cost = QLineEdit(row.coming), MoneyField(row.cost_cents)
        self.who.setMaxLength(LONGEST_NAME)
        self.who.setPlaceholderText(_("comme « Plomberie Janssens »"))
        self.day = OptionalDay(_("Un jour est convenu"), row.coming_on)
        form = form_on()
        add_field(form, _("Qui vient"), self.who)
        form.addRow(self.day)
        add_field(form, _("À peu près"), self.cost)
        self.inside.addLayout(form)
        self.lay_out_foot()
        self.day.known.toggled.connect(self.refit)
        self.who.setFocus()

    def write(self) -> None:
        """Store it. An empty amount is none."""
        cents = parse_money(self.cost.text()) if self.cost.text().strip() else None
        self._store(self.who.text(), self.day.day, cents)
