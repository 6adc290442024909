"""The month corrected by hand: people seated, freed, fixed, moved; each one undoable act, whoever asks for it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from delta_app.core.calendar import Month
from delta_app.core.i18n import _, ngettext
from delta_app.planning import spoken
from delta_app.planning.candidates_data import CandidateRow, candidate_rows
from delta_app.planning.commands import (
    assign_host,
    assign_where_possible,
    free_seat,
    hold_slot_again,
    lock_seat,
    move_seat,
    replace_host,
    seek_replacement,
    swap_seats,
)
from delta_app.planning.dialogs import OverruleDialog
from delta_app.planning.hand_page import Held
from delta_app.planning.moves_data import ExchangeRow, LandingRow, exchange_rows
from delta_app.planning.queries import SeatRow, SlotRow
from delta_app.widgets.finder import Finder, Found
from delta_app.widgets.page import Desk
from delta_app.widgets.text import button_text

Work = Callable[[Any, str], object]  # with the session, and the reason when a rule is set aside


@dataclass(frozen=True)
class _Way:
    """One way of putting somebody in a slot: what the menu calls it, what stands against it, and the act itself.

    ``warned``: what nobody was told yet of it, and hinders nothing.
    """

    title: str
    verb: str
    against: str  # a sentence that names whom it concerns; mostly empty
    may_all_the_same: bool
    label: str
    told: str
    work: Work
    warned: str = ""


class Corrections(QObject):
    """Does what the side, the keyboard, the menu and the mouse ask of a slot."""

    done = Signal(int)  # the slot where the keyboard is to be: the button that had it is gone

    def __init__(self, desk: Desk, place_of: Callable[[int], QPoint], page: QWidget) -> None:
        super().__init__(page)
        self._desk, self._place_of, self._page = desk, place_of, page

    def assign(self, slot: SlotRow, host_id: int, name: str, against: str = "") -> None:
        """Seat somebody in a free place; against a rule only with the coordinator's reason."""
        landing = LandingRow(slot.slot_id, True, against, True)
        self._go(_into_free_place(Held(host_id, name), slot, landing), slot)

    def free(self, slot: SlotRow, seat_id: int, name: str) -> None:
        """Free a place."""
        said = (_("Libérer {place}"), _("Libéré : {place}."))
        self._correct(slot, name, said, lambda session: free_seat(session, seat_id))

    def lock(self, slot: SlotRow, seat_id: int, name: str, locked: bool) -> None:
        """Fix a place, or let it go."""
        label = _("Fixer {place}") if locked else _("Ne plus fixer {place}")
        told = _("Fixé : {place}.") if locked else _("Plus fixé : {place}.")
        self._correct(slot, name, (label, told), lambda session: lock_seat(session, seat_id, locked=locked))

    def seek(self, slot: SlotRow, seat_id: int, name: str, seeking: bool) -> None:
        """Mark that a place looks for somebody else, or no longer."""
        label = _("Chercher qui remplace {place}") if seeking else _("Ne plus chercher pour {place}")
        told = _("Cherche qui la remplace : {place}.") if seeking else _("Ne cherche plus : {place}.")
        self._correct(slot, name, (label, told), lambda session: seek_replacement(session, seat_id, seeking=seeking))

    def _correct(self, slot: SlotRow, name: str, said: tuple[str, str], act: Callable[[Any], object]) -> None:
        """One act on somebody's place: ``said`` as its label and afterwards."""
        label, told = (text.format(place=spoken.place_words(name, slot)) for text in said)
        if self._desk.act(label, act, lambda _done: told):
            self.done.emit(slot.slot_id)

    def hold_again(self, slot_id: int, moment: str) -> None:
        """Hold a slot that was called off."""
        label = _("Tenir quand même : {moment}").format(moment=moment)
        told = _("De nouveau tenue : {moment}.").format(moment=moment)
        if self._desk.act(label, lambda session: hold_slot_again(session, slot_id), lambda _done: told):
            self.done.emit(slot_id)

    def assign_all(self, slots: Sequence[SlotRow], host_id: int, name: str) -> None:
        """Seat somebody in each of several slots where a seat is free and nothing stands against it."""
        wanted = [slot.slot_id for slot in slots if slot.missing]

        def told(given: Sequence[int]) -> str:
            sentence = ngettext(
                "{name} : inscrit·e à {n} permanence sur {of}.",
                "{name} : inscrit·e à {n} permanences sur {of}.",
                len(given),
            )
            return sentence.format(name=name, n=len(given), of=len(wanted))

        label = _("Inscrire {name} à plusieurs permanences").format(name=name)
        if self._desk.act(label, lambda session: assign_where_possible(session, host_id, wanted), told):
            self.done.emit(slots[-1].slot_id)

    def lock_all(self, slots: Sequence[SlotRow], locked: bool) -> None:
        """Fix everybody in several slots, or let them go."""
        seats = [seat.seat_id for slot in slots for seat in slot.people if seat.locked != locked]
        n = len(seats)
        if locked:
            label, told = (
                ngettext("Fixer {n} place", "Fixer {n} places", n),
                ngettext("{n} place fixée.", "{n} places fixées.", n),
            )
        else:
            label = ngettext("Ne plus fixer {n} place", "Ne plus fixer {n} places", n)
            told = ngettext("{n} place n’est plus fixée.", "{n} places ne sont plus fixées.", n)
        self._on_seats(slots, seats, (label, told), lambda session, seat: lock_seat(session, seat, locked=locked))

    def free_all(self, slots: Sequence[SlotRow]) -> None:
        """Free everybody in several slots."""
        seats = [seat.seat_id for slot in slots for seat in slot.people]
        n = len(seats)
        label = ngettext("Libérer {n} place", "Libérer {n} places", n)
        told = ngettext("{n} place libérée.", "{n} places libérées.", n)
        self._on_seats(slots, seats, (label, told), free_seat)

    def _on_seats(
        self,
        slots: Sequence[SlotRow],
        seats: Sequence[int],
        said: tuple[str, str],
        act: Callable[[Any, int], object],
    ) -> None:
        """One act on several places: ``said`` as its label and afterwards."""
        label, told = (text.format(n=len(seats)) for text in said)
        if self._desk.act(label, lambda session: [act(session, seat) for seat in seats], lambda _done: told):
            self.done.emit(slots[-1].slot_id)

    def free_one(self, slot: SlotRow) -> None:
        """Free whoever is alone there; one of several is asked from a menu."""
        seat = self.one_of(slot, _("Libérer {name}"))
        if seat is not None:
            self.free(slot, seat.seat_id, seat.name)

    def one_of(self, slot: SlotRow, title: str) -> SeatRow | None:
        """Whoever is alone in a slot, or the one picked; None when there is nobody, or none was picked."""
        if len(slot.people) < 2:
            return next(iter(slot.people), None)
        seat: SeatRow | None = self._pick(slot, [(title.format(name=seat.name), seat) for seat in slot.people])
        return seat

    def name(self, slot: SlotRow, typed: str) -> None:
        """Find somebody by the first letters of their name and seat them."""
        with self._desk.attempt():
            title = _("Inscrire : {slot}").format(slot=spoken.slot_title(slot))
            one = self._found(title, self._candidates(slot), typed)
            if one is not None:
                free = not slot.shadows if one.learns else slot.missing > 0
                against = "" if one.fits else one.caption
                landing = LandingRow(slot.slot_id, free, against, one.may_all_the_same)
                self.put(Held(one.host_id, one.name), slot, landing)

    def shadow(self, slot: SlotRow) -> None:
        """Find somebody still learning and have them come along."""
        with self._desk.attempt():
            learners = [one for one in self._candidates(slot) if one.learns]
            one = self._found(_("En doublure : {slot}").format(slot=spoken.slot_title(slot)), learners)
            if one is not None:
                self.assign(slot, one.host_id, one.name, "" if one.fits else one.caption)

    def _candidates(self, slot: SlotRow) -> Sequence[CandidateRow]:
        with self._desk.store.read() as session:
            return candidate_rows(session, slot.slot_id)

    def _found(self, title: str, people: Sequence[CandidateRow], typed: str = "") -> CandidateRow | None:
        """The one found among some people by the first letters of their name; None when it is left."""
        entries = [Found(one.name, one.caption, one, one.fits or one.may_all_the_same) for one in people]
        finder = Finder(title, _("les premières lettres d’un nom"), entries, self._page, typed=typed)
        return finder.chosen if finder.exec() else None

    def put(self, held: Held, slot: SlotRow, landing: LandingRow | None, place: int | None = None) -> bool:
        """Put somebody in hand in a slot: in a free place, or by a change with whoever is there. False when they stay.

        ``landing`` is how it stands with them there. ``place`` among the slot's names says with whom; else it is asked
        where there are several ways.
        """
        if landing is None:
            self._desk.refused.emit(_("On n’inscrit plus personne à cette permanence. Rien n’a changé."))
            return False
        way = None
        with self._desk.attempt():
            way = self._way(held, slot, landing, place)
        return way is not None and self._go(way, slot)

    def _way(self, held: Held, slot: SlotRow, landing: LandingRow, place: int | None) -> _Way | None:
        found = () if landing.free else self._trades(held, slot)
        if not found:
            return _into_free_place(held, slot, landing)
        there = slot.taken[place].seat_id if place is not None and place < len(slot.taken) else None
        if there not in [exchange.seat_id for exchange in found]:  # a shadow let go on a name that is none
            there = None
        ways = [_with_another(held, slot, exchange) for exchange in found if there in (None, exchange.seat_id)]
        if len(ways) < 2 and not any(way.warned for way in ways):
            return next(iter(ways), None)
        way: _Way | None = self._pick(slot, [(_in_menu(way), way) for way in ways])
        return way

    def _trades(self, held: Held, slot: SlotRow) -> Sequence[ExchangeRow]:
        names = {seat.host_id: seat.name for seat in slot.people}
        who = (held.host_id, held.name)
        with self._desk.store.read() as session:
            return exchange_rows(session, Month.of(slot.day), who, slot.slot_id, held.slot_id, names)

    def _pick(self, slot: SlotRow, entries: Sequence[tuple[str, Any]]) -> Any:
        """One of a menu beside the slot; None when it is left."""
        menu = QMenu(self._page)
        menu.setAccessibleName(spoken.slot_title(slot))
        for title, value in entries:
            menu.addAction(button_text(title)).setData(value)
        menu.setActiveAction(menu.actions()[0])
        action: QAction | None = menu.exec(self._place_of(slot.slot_id))  # the stubs say that it is never None
        menu.deleteLater()
        return None if action is None else action.data()

    def _go(self, way: _Way, slot: SlotRow) -> bool:
        """Do it; what stands against it is set aside with a reason, or refused. False when nothing changed."""
        reason = ""
        if way.against and not way.may_all_the_same:
            self._desk.refused.emit(_("{against}. Rien n’a changé.").format(against=way.against))
            return False
        if way.against:
            dialog = OverruleDialog(way.title, way.verb, way.against, self._page)
            if not dialog.exec():
                return False
            reason = dialog.reason
        label = _("{act} (malgré une règle)").format(act=way.label) if reason else way.label
        done = self._desk.act(label, lambda session: way.work(session, reason), lambda _done: way.told)
        if done:
            self.done.emit(slot.slot_id)
        return done


def _in_menu(way: _Way) -> str:
    told = " ; ".join(filter(None, (way.against, way.warned)))
    title = _("{title}…").format(title=way.title) if way.against else way.title
    return _("{title} ({told})").format(title=title, told=told) if told else title


def _into_free_place(held: Held, slot: SlotRow, landing: LandingRow) -> _Way:
    place, seat_id = spoken.place_words(held.name, slot), held.seat_id
    against = _("{name} : {against}").format(name=held.name, against=landing.against) if landing.against else ""
    if seat_id is None:
        return _Way(
            _("Inscrire {name}").format(name=held.name),
            _("Inscrire"),
            against,
            landing.may_all_the_same,
            _("Inscrire {place}").format(place=place),
            _("Inscrit·e : {place}.").format(place=place),
            lambda session, reason: assign_host(session, slot.slot_id, held.host_id, overrule=reason),
        )
    return _Way(
        _("Déplacer {name}").format(name=held.name),
        _("Déplacer"),
        against,
        landing.may_all_the_same,
        _("Déplacer vers : {place}").format(place=place),
        _("Déplacé·e : {place}.").format(place=place),
        lambda session, reason: move_seat(session, seat_id, slot.slot_id, overrule=reason),
    )


def _with_another(held: Held, slot: SlotRow, exchange: ExchangeRow) -> _Way:
    """To change places with somebody, when there is a place to give; else to come in their place."""
    facts = {"name": exchange.name, "place": spoken.place_words(held.name, slot)}
    seat_id = held.seat_id
    if seat_id is None:
        return _Way(
            _("À la place de {name}").format(**facts),
            _("Remplacer"),
            exchange.against,
            exchange.may_all_the_same,
            _("Mettre à la place de {name} : {place}").format(**facts),
            _("À la place de {name} : {place}.").format(**facts),
            lambda session, reason: replace_host(session, exchange.seat_id, held.host_id, overrule=reason),
            exchange.leads,
        )
    return _Way(
        _("Échanger avec {name}").format(**facts),
        _("Échanger"),
        exchange.against,
        exchange.may_all_the_same,
        _("Échanger avec {name} : {place}").format(**facts),
        _("Échangé avec {name} : {place}.").format(**facts),
        lambda session, reason: swap_seats(session, seat_id, exchange.seat_id, overrule=reason),
        exchange.leads,
    )
