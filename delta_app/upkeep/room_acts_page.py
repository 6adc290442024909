"""What is done with rooms and with what the place owns, one act each, and how it is told."""

from collections.abc import Mapping
from datetime import date

from delta_app.core import clock
from delta_app.core.calendar import Month
from delta_app.core.i18n import _, day_month
from delta_app.upkeep.deeds_page import Deeds
from delta_app.upkeep.equipment_commands import (
    EquipmentDetails,
    add_equipment,
    change_equipment,
    lend_equipment,
    take_equipment_back,
    withdraw_equipment,
)
from delta_app.upkeep.equipment_data import EquipmentRow
from delta_app.upkeep.room_commands import (
    Booking,
    RoomDetails,
    Scope,
    add_room,
    book_room,
    change_room,
    free_room,
    withdraw_room,
)
from delta_app.upkeep.room_data import DateRow, RoomRow
from delta_app.upkeep.room_dialogs import BookingDialog, EquipmentDialog, LendDialog, RoomDialog


class RoomDeeds(Deeds):
    """Acts on rooms, bookings and things."""

    def add_room(self) -> None:
        """One room more."""

        def store(details: RoomDetails) -> None:
            about = {"name": details.name}
            self._wrote(_("Ajouter la salle : {name}").format(**about), lambda session: add_room(session, details),
                        _("Salle ajoutée : {name}.").format(**about))  # fmt: skip

        RoomDialog(None, store, self._parent).exec()

    def change_room(self, row: RoomRow) -> None:
        """Say otherwise what it is."""

        def store(details: RoomDetails) -> None:
            about = {"name": details.name}
            self._wrote(_("Modifier la salle : {name}").format(**about),
                        lambda session: change_room(session, row.id, details),
                        _("Salle modifiée : {name}.").format(**about))  # fmt: skip

        RoomDialog(row, store, self._parent).exec()

    def withdraw_room(self, row: RoomRow) -> None:
        """Offer it no more, or again."""
        about = {"name": row.name}
        if row.withdrawn:
            self._act(_("Remettre la salle : {name}").format(**about),
                      lambda session: withdraw_room(session, row.id, False),
                      _("De nouveau proposée : {name}.").format(**about))  # fmt: skip
            return
        self._act(_("Retirer la salle : {name}").format(**about), lambda session: withdraw_room(session, row.id),
                  _("N’est plus proposée : {name}. Ce qui y était prévu reste.").format(**about))  # fmt: skip

    def book(self, room_id: int | None = None) -> None:
        """Keep a room for something."""

        def store(booking: Booking, kept_despite: Mapping[str, bool]) -> None:
            about = {"title": booking.title, "day": day_month(booking.day)}
            self._wrote(
                _("Réserver : {title}, {day}").format(**about),
                lambda session: book_room(session, booking, **kept_despite),
                _("Salle réservée : {title}, {day}.").format(**about),
            )

        BookingDialog(self._desk, room_id, clock.today(), store, self._parent).exec()

    def free(self, row: DateRow, scope: Scope) -> None:
        """A room is needed no more."""
        about = {"title": row.title, "day": day_month(row.day)}
        if scope == "date":
            label, told = _("Libérer la salle : {title}, {day}"), _("Salle libérée : {title}, {day}.")
        else:
            label, told = _("Libérer la salle dès le {day} : {title}"), _("Salle libérée dès le {day} : {title}.")
        self._act(
            label.format(**about),
            lambda session: free_room(session, row.activity_id, row.original_day, scope),
            told.format(**about),
        )

    def see(self, row: DateRow) -> None:
        """Look at it in the programme of its month, where it is changed."""
        self._desk.month = Month.of(row.day)
        self._desk.ask("programme.show")

    def add_thing(self) -> None:
        """The place owns one thing more."""

        def store(details: EquipmentDetails) -> None:
            about = {"name": details.name}
            self._wrote(_("Ajouter au matériel : {name}").format(**about),
                        lambda session: add_equipment(session, details),
                        _("Dans le matériel : {name}.").format(**about))  # fmt: skip

        EquipmentDialog(self._desk, None, store, self._parent).exec()

    def change_thing(self, row: EquipmentRow) -> None:
        """Say otherwise what it is."""

        def store(details: EquipmentDetails) -> None:
            about = {"name": details.name}
            self._wrote(_("Modifier le matériel : {name}").format(**about),
                        lambda session: change_equipment(session, row.id, details),
                        _("Modifié : {name}.").format(**about))  # fmt: skip

        EquipmentDialog(self._desk, row, store, self._parent).exec()

    def lend(self, row: EquipmentRow) -> None:
        """Somebody has it."""

        def store(to: str, partner_id: int | None, back_on: date | None) -> None:
            self._wrote(_("Prêter : {name}").format(name=row.name),
                        lambda session: lend_equipment(session, row.id, to, partner_id, back_on),
                        _("Prêté : {name}.").format(name=row.name))  # fmt: skip

        LendDialog(self._desk, row, store, self._parent).exec()

    def take_back(self, row: EquipmentRow) -> None:
        """It is here again."""
        self._act(_("Revenu : {name}").format(name=row.name), lambda session: take_equipment_back(session, row.id),
                  _("De retour : {name}.").format(name=row.name))  # fmt: skip

    def withdraw_thing(self, row: EquipmentRow) -> None:
        """The place has it no more, or again."""
        about = {"name": row.name}
        if row.withdrawn:
            self._act(_("Remettre dans le matériel : {name}").format(**about),
                      lambda session: withdraw_equipment(session, row.id, False),
                      _("De nouveau dans le matériel : {name}.").format(**about))  # fmt: skip
            return
        self._act(_("Retirer du matériel : {name}").format(**about),
                  lambda session: withdraw_equipment(session, row.id),
                  _("Retiré du matériel : {name}.").format(**about))  # fmt: skip
