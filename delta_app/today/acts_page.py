"""What people do at the shared PC, one act each, and how it is told; who they are is asked where it is not known."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from PySide6.QtWidgets import QWidget

from delta_app.core import clock
from delta_app.core.access import Role
from delta_app.core.i18n import _, join_names
from delta_app.core.text import one_stop
from delta_app.today import spoken
from delta_app.today.commands import (
    accept_trade,
    approve_trade,
    count_visits,
    decide_opening,
    decline_trade,
    do_chore,
    hand_over_seat,
    keep_seat,
    lock_seat,
    note_attendance,
    offer_swap,
    refuse_trade,
    remove_entry,
    seek_cover,
    take_gap,
    undo_chore,
    write_entry,
)
from delta_app.today.leading_data import SeatLed, leading_words, leads_at
from delta_app.today.leading_dialog import comes_all_the_same
from delta_app.today.programme_data import MOST_PEOPLE, about_words, counted_words, nameless_words
from delta_app.today.queries import (
    Alert,
    ChoiceRow,
    ChoreNow,
    DateRow,
    OwnSeat,
    Shift,
    SwapView,
    TradeRow,
    candidates,
    coming_shifts,
    hosts,
    own_seats,
    swap_view,
    venue,
)
from delta_app.today.swap_dialog import Request, SwapDialog
from delta_app.today.trade_letters_commands import write_outcome, write_to_asked
from delta_app.widgets.finder import Finder, Found
from delta_app.widgets.number_dialog import NumberDialog
from delta_app.widgets.page import Desk

T = TypeVar("T")


class DayActs:
    """Acts at the door. Each says whether it was done."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        self._desk, self._parent = desk, parent

    def count(self, start_minute: int, visits: int, first_visits: int) -> None:
        """One more visit, or one fewer: told by the figure alone, taken back by Ctrl+Z."""
        label = _("Compter un passage") if visits + first_visits > 0 else _("Corriger le compte des passages")
        with self._desk.attempt(), self._desk.store.write(self._desk.actor, label) as session:
            count_visits(session, clock.today(), start_minute, visits=visits, first_visits=first_visits)

    def count_activity(self, row: DateRow) -> None:
        """How many came to an activity."""
        if not self._desk.identify():
            return
        title = _("Combien étiez-vous : {title}").format(title=row.title)
        dialog = NumberDialog(
            title, about_words(row), _("Combien de personnes"), row.occurrence.departure.attendance, MOST_PEOPLE,
            note=nameless_words(), unknown=_("Personne n’a compté"), parent=self._parent,
        )  # fmt: skip
        if dialog.exec():
            number = dialog.number
            self._desk.act(
                title,
                lambda session: note_attendance(session, row.activity_id, row.original_day, number),
                lambda _done: counted_words(row, number),
            )

    def do_chore(self, chore: ChoreNow) -> None:
        """It is done; nobody has to say who they are for that."""
        self._desk.act(
            _("C’est fait : {title}").format(title=chore.title),
            lambda session: do_chore(session, chore.chore_id, chore.day, chore.start_minute),
            lambda _new: _("C’est fait : {title}.").format(title=chore.title),
        )

    def undo_chore(self, chore: ChoreNow) -> None:
        """It is still to be done after all."""
        self._desk.act(
            _("Pas fait : {title}").format(title=chore.title),
            lambda session: undo_chore(session, chore.chore_id, chore.day, chore.start_minute),
            lambda _gone: _("Encore à faire : {title}.").format(title=chore.title),
        )

    def write(self, text: str) -> bool:
        """Leave a word for the next team. What it says is in no history."""
        if not self._desk.identify():
            return False
        return self._desk.act(
            _("Laisser un mot dans le cahier"),
            lambda session: write_entry(session, text),
            lambda _number: _("Votre mot est laissé pour l’équipe suivante."),
            undo=False,
        )

    def remove_word(self, entry_id: int) -> bool:
        """Take a word away."""
        return self._desk.act(
            _("Retirer un mot du cahier"),
            lambda session: remove_entry(session, entry_id),
            lambda _nothing: _("Le mot est retiré."),
            undo=False,
        )

    def come(self, slot_id: int) -> bool:
        """Somebody comes where a place is free, or takes over from whoever looks for somebody."""
        if not self._desk.identify():
            return False
        host_id = self._for_whom(slot_id)
        if host_id is None:
            return False
        shift: Shift | None = None
        name = ""
        with self._desk.attempt(), self._desk.store.read() as session:
            shift = next((one for one in coming_shifts(session, clock.local_now()) if one.slot_id == slot_id), None)
            name = next((host.name for host in hosts(session) if host.id == host_id), "")
        if shift is None:
            self._desk.refused.emit(_("Cette permanence n’est plus là. Rien n’a changé ; regardez le planning."))
            return False
        return comes_all_the_same(self._desk, shift, host_id, self._parent) and self._come(shift, host_id, name)

    def _come(self, shift: Shift, host_id: int, name: str) -> bool:
        when = spoken.shift_words(shift.day, shift.start_minute, shift.end_minute)
        told = _("{name} vient {when}.").format(name=name, when=when)
        label = _("{name} vient {when}").format(name=name, when=spoken.moment_words(shift.day, shift.start_minute))
        if shift.missing or not shift.offered:
            return self._desk.act(label, lambda session: take_gap(session, shift.slot_id, host_id), lambda _seat: told)
        giver = shift.offered[0]
        trade_id = giver.trade_id or 0

        def done(agreed: object) -> str:
            if not getattr(agreed, "done", True):
                return _("C’est noté : la coordination doit encore approuver.")
            return _("{name} remplace {other} {when}.").format(name=name, other=giver.name, when=when)

        return self._answer(
            label, lambda session: ((trade_id,), accept_trade(session, trade_id, host_id)), done, undo=False
        )

    def _answer(
        self,
        label: str,
        work: Callable[[Any], tuple[Sequence[int], T]],
        done: Callable[[T], str],
        *,
        undo: bool = True,
    ) -> bool:
        """An act on requests: ``work`` gives their numbers and the outcome. Those whom it concerns and who do not stand
        here are written to; then no way back is offered, for a letter cannot be called back."""

        def act(session: Any) -> tuple[T, str]:
            trade_ids, outcome = work(session)
            names = [name for trade_id in trade_ids for name in write_outcome(session, trade_id)]
            return outcome, spoken.letters_told(names)

        def told(made: tuple[T, str]) -> str:
            return _and(done(made[0]), made[1])

        return self._desk.act(label, act, told, undo=lambda made: undo and not made[1])

    def _for_whom(self, slot_id: int) -> int | None:
        """Oneself; the coordinator says for whom."""
        actor = self._desk.actor
        if actor.role == Role.HOST:
            return actor.host_id
        if actor.role != Role.COORDINATOR:
            self._desk.refused.emit(_("Seules les personnes qui accueillent viennent à une permanence."))
            return None
        found: list[Found] = []
        with self._desk.attempt(), self._desk.store.read() as session:
            people = [one for one in candidates(session, slot_id) if not one.learns and one.may_all_the_same]
            led = leads_at(session, slot_id, [one.host_id for one in people])
            for one in people:
                told = (leading_words(led.get(one.host_id, ())), "" if one.fits else _("à demander"))
                found.append(Found(one.name, " · ".join(filter(None, told)), one.host_id))
        finder = Finder(_("Qui vient ?"), _("les premières lettres d’un nom"), found, self._parent)
        return finder.chosen if finder.exec() else None

    def cannot_come(self, seat_id: int | None = None) -> bool:
        """Somebody cannot come to a shift of theirs: they choose what they ask of whom."""
        if not self._desk.identify():
            return False
        host_id = self._whose()
        return host_id is not None and self._choose(host_id, seat_id)

    def _choose(self, host_id: int, seat_id: int | None) -> bool:
        seats: list[OwnSeat] = []
        with self._desk.attempt(), self._desk.store.read() as session:
            seats = [seat for seat in own_seats(session, host_id) if not seat.shadow]
        if not seats:
            self._desk.told.emit(_("Aucune permanence à venir à ce nom."), False)
            return False
        own = self._desk.actor.host_id == host_id
        dialog = SwapDialog(seats, self._read_swap, own=own, first=_first_of(seats, seat_id), parent=self._parent)
        if not dialog.exec():
            return False
        view = self._read_swap(dialog.seat_id)
        return view is not None and self._ask(view, dialog.request)

    def _read_swap(self, seat_id: int) -> SwapView | None:
        with self._desk.store.read() as session:
            return swap_view(session, seat_id)

    def _whose(self) -> int | None:
        actor = self._desk.actor
        if actor.host_id is not None:
            return actor.host_id
        if actor.role != Role.COORDINATOR:
            self._desk.refused.emit(_("Seules les personnes qui accueillent ont des permanences."))
            return None
        with self._desk.store.read() as session:
            found = [Found(host.name, "", host.id) for host in hosts(session)]
        finder = Finder(_("Qui ne peut pas venir ?"), _("les premières lettres d’un nom"), found, self._parent)
        return finder.chosen if finder.exec() else None

    def ask_for(self, host_id: int, seat_id: int) -> bool:
        """The coordinator asks for somebody, otherwise than was asked before."""
        return self._choose(host_id, seat_id)

    def replace(self, seat_id: int, slot_id: int, name: str, when: str) -> bool:
        """The coordinator seats somebody in the place of whoever looks for them."""
        host_id = self._for_whom(slot_id)
        if host_id is None:
            return False
        return self._answer(
            _("Remplacer {name} {when}").format(name=name, when=when),
            lambda session: ((hand_over_seat(session, seat_id, host_id),), None),
            lambda _nothing: _("{name} est remplacé·e {when}.").format(name=name, when=when),
        )

    def keep_leading(self, one: SeatLed) -> bool:
        """The coordinator wants somebody there although they lead an activity meanwhile: their place is fixed."""
        place = _("{name}, {when}").format(name=one.name, when=spoken.moment_words(one.day, one.start_minute))
        return self._desk.act(
            _("Garder ainsi : {place}").format(place=place),
            lambda session: lock_seat(session, one.seat_id, locked=True),
            lambda _nothing: _("Gardé ainsi : {place}. La place est fixée.").format(place=place),
        )

    def approve(self, trade: TradeRow) -> bool:
        """Let a trade that both agreed to be done."""
        when = spoken.moment_words(trade.day, trade.start_minute)
        return self._answer(
            _("Approuver : {name}, {when}").format(name=trade.name, when=when),
            lambda session: ((trade.id,), approve_trade(session, trade.id)),
            lambda _nothing: _("C’est approuvé : {name}, {when}.").format(name=trade.name, when=when),
        )

    def refuse(self, trade: TradeRow) -> bool:
        """Everybody keeps their place."""
        when = spoken.moment_words(trade.day, trade.start_minute)
        return self._answer(
            _("Ne pas approuver : {name}, {when}").format(name=trade.name, when=when),
            lambda session: ((trade.id,), refuse_trade(session, trade.id)),
            lambda _nothing: _("Chacun garde sa place : {name}, {when}.").format(name=trade.name, when=when),
        )

    def _ask(self, view: SwapView, request: Request | None) -> bool:
        when = spoken.moment_words(view.day, view.start_minute)
        if request is None:
            return self.keep(view.seat_id, view.name, when)
        label = _("{name} ne peut pas venir {when}").format(name=view.name, when=when)
        work: Callable[[Any], int]
        if request.way == "swap":
            asked = {one.host_id: one.name for one in view.options if one.seat_id in request.ids}
            told = _("L’échange est proposé à {names} ; la place reste à {name} d’ici là.")
            work = lambda session: offer_swap(session, view.seat_id, request.ids)  # noqa: E731
        elif request.way == "some":
            asked = {one.host_id: one.name for one in view.able if one.host_id in request.ids}
            told = _("C’est demandé à {names} ; la place reste à {name} d’ici là.")
            work = lambda session: seek_cover(session, view.seat_id, request.ids)  # noqa: E731
        else:
            asked = {one.host_id: one.name for one in view.able}
            told = _("Tout le monde le voit à l’accueil. La place reste à {name} d’ici là.")
            work = lambda session: seek_cover(session, view.seat_id)  # noqa: E731
        sentence = one_stop(told.format(names=join_names(list(asked.values())), name=view.name))
        if view.late:
            sentence += " " + _("La coordination le voit en grand.")
        return self._desk.act(
            label,
            lambda session: write_to_asked(session, work(session), tuple(asked)),
            lambda names: _and(sentence, spoken.letters_told(names)),
            undo=lambda names: not names,
        )

    def keep(self, seat_id: int, name: str, when: str) -> bool:
        """They come after all."""
        return self._answer(
            _("{name} vient finalement {when}").format(name=name, when=when),
            lambda session: (keep_seat(session, seat_id), None),
            lambda _nothing: _("{name} vient finalement {when}.").format(name=name, when=when),
        )

    def agree(self, trade: TradeRow, host_id: int, choice: ChoiceRow | None) -> bool:
        """Say yes to what one is asked."""
        slot_id = None if choice is None else choice.slot_id
        when = spoken.moment_words(trade.day, trade.start_minute)

        def done(agreed: object) -> str:
            if not getattr(agreed, "done", True):
                return _("C’est noté : la coordination doit encore approuver.")
            if choice is None or choice.day is None or choice.start_minute is None:
                return one_stop(_("C’est fait : vous venez {when} pour {name}.").format(when=when, name=trade.name))
            given = spoken.moment_words(choice.day, choice.start_minute)
            both = _("C’est fait : vous venez {when} pour {name}, et {name} prend votre permanence de {given}.")
            return both.format(when=when, name=trade.name, given=given)

        label = _("Accepter : {name}, {when}").format(name=trade.name, when=when)
        return self._answer(
            label,
            lambda session: ((trade.id,), accept_trade(session, trade.id, host_id, slot_id=slot_id)),
            done,
            undo=False,
        )

    def decline(self, trade: TradeRow, host_id: int) -> bool:
        """Say no; nobody asks why."""
        when = spoken.moment_words(trade.day, trade.start_minute)
        return self._answer(
            _("Ne pas pouvoir : {name}, {when}").format(name=trade.name, when=when),
            lambda session: ((trade.id,), decline_trade(session, trade.id, host_id)),
            lambda _nothing: _("C’est noté. Personne ne demande pourquoi."),
        )

    def decide(self, alert: Alert) -> bool:
        """Whether a shift that lacks people opens."""
        from delta_app.today.decide_dialog import DecideDialog

        dialog = DecideDialog(alert, self._parent)
        if not dialog.exec():
            return False
        when = spoken.shift_words(alert.day, alert.start_minute, alert.end_minute)
        return self._desk.act(
            _("Décider de l’ouverture, {when}").format(when=when),
            lambda session: decide_opening(session, alert.day, alert.start_minute, dialog.decision, dialog.hours),
            lambda _nothing: _("C’est décidé pour {when}. L’avis pour la porte peut s’imprimer.").format(when=when),
        )

    def notice(self, alert: Alert) -> None:
        """The notice for the door, seen before it is printed."""
        from delta_app.today.files import keep_pdf, notice_pdf
        from delta_app.widgets.paper_dialog import PaperDialog

        with self._desk.attempt():
            with self._desk.store.read() as session:
                name = venue(session).name
                later = [
                    one
                    for one in coming_shifts(session, clock.local_now())
                    if (one.day, one.start_minute) > (alert.day, alert.start_minute) and one.sure and not one.is_closed
                ]
            following = (later[0].day, *later[0].hours) if later else None
            today, span = clock.today(), (alert.start_minute, alert.end_minute)
            PaperDialog(
                self._desk,
                _("Avis pour la porte"),
                lambda: notice_pdf(
                    alert.day, span, alert.decision, venue_name=name, next_opening=following, printed_on=today
                ),
                keep_pdf,
                name=_("avis"),
                parent=self._parent,
            ).exec()


def _first_of(seats: Sequence[OwnSeat], seat_id: int | None) -> int:
    """The place that is meant; where none was said, the next that has not begun: whoever is here is not looking for
    somebody for now."""
    if any(seat.seat_id == seat_id for seat in seats):
        return seat_id or 0
    local = clock.local_now()
    now = (local.date(), local.hour * 60 + local.minute)
    return next((seat for seat in seats if (seat.day, seat.start_minute) > now), seats[0]).seat_id


def _and(sentence: str, more: str) -> str:
    return f"{sentence} {more}".rstrip()
