"""The rooms with what goes on in them in the days to come, and what the place owns."""

from collections.abc import Callable, Collection, Sequence
from datetime import timedelta
from functools import partial

from PySide6.QtWidgets import QWidget

from delta_app.core import clock
from delta_app.core.i18n import _, format_number, ngettext
from delta_app.programme.date_words_data import when_words
from delta_app.upkeep import spoken
from delta_app.upkeep.equipment_data import EquipmentRow, equipment_rows
from delta_app.upkeep.repair_acts_page import RepairDeeds
from delta_app.upkeep.room_acts_page import RoomDeeds
from delta_app.upkeep.room_data import DateRow, RoomAgenda, RoomRow, room_agendas, room_rows
from delta_app.upkeep.view_page import NARROW, HouseView, card_of, group_heading, icon_act, menu_button, more_button
from delta_app.widgets.buttons import Button, IconButton, named_button
from delta_app.widgets.cards import Card, FirstStep
from delta_app.widgets.chips import Chip
from delta_app.widgets.columns import Columns
from delta_app.widgets.flow import FlowLayout
from delta_app.widgets.item_rows import ItemRow
from delta_app.widgets.page import Act, Desk
from delta_app.widgets.text import words

LOOK_AHEAD = timedelta(days=13)  # today and two weeks
ROWS_SHOWN = 8


class RoomsView(HouseView):
    """Kept by the coordinator, looked at by the team; things are lent, and reported as broken, by anybody of it."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._deeds, self._repairs = RoomDeeds(desk, self), RepairDeeds(desk, self)
        self._whole: set[int] = set()  # rooms of which somebody wants to see everything
        self.booking = Button(_("Réserver une salle…"), "planning", kind="main")
        self.booking.clicked.connect(lambda: self._deeds.book())  # noqa: PLW0108 (a press says if it is checked)
        self.buttons = (self.booking,)
        self._bookable = False

    def offered(self) -> Collection[Button]:
        """Booking is the coordinator's, once there is a room."""
        return self.buttons if self.desk.may_write and self._bookable else ()

    def refresh(self) -> None:
        """Read rooms and things and show them."""
        today = clock.today()
        with self.desk.store.read() as session:
            agendas, things = room_agendas(session, today, today + LOOK_AHEAD), equipment_rows(session)
            rooms = room_rows(session)
        self._bookable = any(not room.withdrawn for room in rooms)
        if not rooms and not things:
            self.show_body(self._first_step())
            return
        left: list[QWidget] = [self._room_card(one) for one in agendas]
        gone = [room for room in rooms if room.withdrawn]
        if gone and self.desk.may_write:
            rows = [
                ItemRow(room.name, "", named_button(_("Remettre"), _("Remettre : {name}").format(name=room.name),
                                                    partial(self._deeds.withdraw_room, room)))
                for room in gone
            ]  # fmt: skip
            left.append(card_of(_("Salles retirées"), rows, ""))
        if self.desk.may_write:
            left.append(self._more_rooms())
        elif not left:
            left.append(card_of(_("Salles"), [], _("Aucune salle n’est notée.")))
        self.show_body(Columns([(54, left), (46, [self._things_card(things)])], narrow_below=NARROW))

    def _first_step(self) -> FirstStep:
        said = _("La coordination note ici les salles, qui les occupe, et ce que le lieu possède.")
        buttons = []
        if self.desk.may_write:
            room, thing = Button(_("Ajouter une salle…"), kind="main"), Button(_("Ajouter du matériel…"))
            room.clicked.connect(self._deeds.add_room)
            thing.clicked.connect(self._deeds.add_thing)
            buttons = [room, thing]
            said = _("D’abord les salles : on voit alors ce qui s’y passe, et on les réserve sans double.")
        return FirstStep("door", _("Ni salle ni matériel pour l’instant"), said, *buttons)

    def _room_card(self, one: RoomAgenda) -> Card:
        room = one.room
        shown = one.rows if room.id in self._whole else one.rows[:ROWS_SHOWN]
        beside = self._room_menu(room) if self.desk.may_write else None
        foot = more_button(len(one.rows) - len(shown), partial(self._see_all, room.id), room.name)
        capacity = "" if room.capacity is None else ngettext("{n} personne", "{n} personnes", room.capacity).format(
            n=room.capacity
        )  # fmt: skip
        rows: list[QWidget] = []
        about = " · ".join(filter(None, (capacity, room.note)))
        if about:
            rows.append(words(about, "soft", wrap=True))
        rows += [self._date_row(one, row) for row in shown]
        if not shown:
            rows.append(words(_("Libre ces deux semaines."), wrap=True))
        return card_of(room.name, rows, "", *foot, beside=beside)

    def _more_rooms(self) -> QWidget:
        box = QWidget()
        row = FlowLayout(box)
        row.addWidget(named_button(_("Ajouter une salle…"), _("Ajouter une salle…"), self._deeds.add_room))
        return box

    def _see_all(self, room_id: int) -> None:
        self._whole.add(room_id)
        self.refresh()

    def _room_menu(self, room: RoomRow) -> IconButton:
        entries: list[tuple[str, Callable[[], object]]] = [(_("Modifier…"), partial(self._deeds.change_room, room))]
        if room.withdrawn:
            entries.append((_("Remettre"), partial(self._deeds.withdraw_room, room)))
        else:
            entries.insert(0, (_("Réserver…"), partial(self._deeds.book, room.id)))
            entries.append((_("Ne plus proposer"), partial(self._deeds.withdraw_room, room)))
        return menu_button("more", _("Plus : {name}").format(name=room.name), *entries)

    def _date_row(self, one: RoomAgenda, row: DateRow) -> ItemRow:
        if one.is_booked_by(row):
            pieces = [Chip(_("réservé"), "lock", "plain"), *([self._free_button(row)] if self.desk.may_write else [])]
        else:
            name = _("Voir au programme : {title}, {when}").format(title=row.title, when=when_words(row))
            chip = Chip(_("activité"), "star", "activity") if row.plan.public else Chip(_("interne"), "team", "plain")
            pieces = [chip, icon_act("view", name, partial(self._deeds.see, row))]
        return ItemRow(row.title, " · ".join(filter(None, (when_words(row), row.leader))), *pieces)

    def _free_button(self, row: DateRow) -> QWidget:
        name = _("Libérer : {title}, {when}").format(title=row.title, when=when_words(row))
        if not row.recurring:
            return icon_act("close", name, partial(self._deeds.free, row, "date"))
        return menu_button(
            "close", name,
            (_("Libérer cette date"), partial(self._deeds.free, row, "date")),
            (_("Libérer cette date et les suivantes"), partial(self._deeds.free, row, "following")),
        )  # fmt: skip

    def _things_card(self, things: Sequence[EquipmentRow]) -> Card:
        here = [row for row in things if not row.withdrawn]
        gone = [row for row in things if row.withdrawn]
        rows: list[QWidget] = [self._thing_row(row) for row in here]
        if gone and self.desk.may_write:
            rows.append(group_heading(_("Retiré du matériel")))
            for row in gone:
                name = _("Remettre : {name}").format(name=row.name)
                again = named_button(_("Remettre"), name, partial(self._deeds.withdraw_thing, row))
                rows.append(ItemRow(_named(row), spoken.equipment_words(row), again))
        foot = []
        if self.desk.may_write:
            foot = [named_button(_("Ajouter du matériel…"), _("Ajouter du matériel…"), self._deeds.add_thing)]
        empty = _("Rien n’est noté : projecteur, sono, tables pliantes peuvent venir ici.")
        return card_of(_("Matériel"), rows, empty, *foot)

    def _thing_row(self, row: EquipmentRow) -> ItemRow:
        chip = spoken.equipment_chip(row, clock.today())
        buttons: list[QWidget] = []
        if self.may_help:
            if row.lent_to:
                name = _("De retour : {name}").format(name=row.name)
                buttons.append(named_button(_("De retour"), name, partial(self._deeds.take_back, row)))
            buttons.append(self._thing_menu(row))
        told = spoken.equipment_words(row)
        return ItemRow(_named(row), told, *buttons, chip=chip)  # type: ignore[arg-type]

    def _thing_menu(self, row: EquipmentRow) -> IconButton:
        entries: list[tuple[str, Callable[[], object]]] = [(_("C’est cassé…"), partial(self._repairs.report, row.id))]
        if not row.lent_to:
            entries.append((_("Prêter…"), partial(self._deeds.lend, row)))
        if self.desk.may_write:
            entries.append((_("Modifier…"), partial(self._deeds.change_thing, row)))
            entries.append((_("Retirer du matériel"), partial(self._deeds.withdraw_thing, row)))
        return menu_button("more", _("Plus : {name}").format(name=row.name), *entries)

    def offers(self) -> Sequence[Act]:
        """Rooms and things, for the coordinator."""
        if not self.desk.may_write:
            return ()
        return (
            *((Act("house.book", _("Réserver une salle…"), self._deeds.book),) if self._bookable else ()),
            Act("house.add_room", _("Ajouter une salle…"), self._deeds.add_room),
            Act("house.add_thing", _("Ajouter du matériel…"), self._deeds.add_thing),
        )

    def help_lines(self) -> Sequence[tuple[str, str]]:
        """What one does with rooms and things."""
        return (
            (_("Réserver une salle"), _("« Réserver une salle… » : ce qui s’y passe déjà est dit avant")),
            (_("Libérer une salle"), _("la croix de la réservation ; ce qui revient chaque semaine demande jusqu’où")),
            (_("Prêter du matériel"), _("« Plus », puis « Prêter… » ; « De retour » quand il revient")),
        )


def _named(row: EquipmentRow) -> str:
    if row.number == 1:
        return row.name
    return _("{n} × {name}").format(n=format_number(row.number), name=row.name)
