"""Verbs that correct a planning by hand: who sits where, what is fixed, who looks for a replacement, one slot."""

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from sqlalchemy.orm import Session

from delta_app.cli.console import Console, ExitCode, add_verb, opened, parse_date
from delta_app.cli.people import find_host
from delta_app.core.errors import Refused
from delta_app.core.i18n import _, day_month, format_span, format_time
from delta_app.hosts.queries import HostRow, hosts
from delta_app.shifts.queries import SeatRow, SlotRow, seats_between, slots_between
from delta_app.shifts.seat_commands import (
    assign_host,
    edit_slot,
    free_seat,
    lock_seat,
    move_seat,
    swap_seats,
)
from delta_app.shifts.trade_commands import seek_replacement
from delta_app.venue.rules import parse_span, parse_time


@dataclass(frozen=True)
class _Place:
    """A slot as somebody names it, and the person meant there."""

    slot: SlotRow
    host: HostRow

    @property
    def words(self) -> str:
        """``Fatma Ö., mardi 5 janvier à 10h``."""
        return _("{name}, {day} à {time}").format(
            name=self.host.name, day=day_month(self.slot.day), time=format_time(self.slot.start_minute)
        )


def add_verbs(verbs: Any) -> None:
    """The verbs of this module."""
    seat = _add_seat_verb(verbs, "seat", act_seat, _("inscrit quelqu’un dans une permanence ; la place est fixée"))
    seat.add_argument("--shadow", action="store_true", help=_("en doublure"))
    _add_seat_verb(verbs, "free", act_free, _("libère la place de quelqu’un"))
    lock = _add_seat_verb(verbs, "lock", act_lock, _("fixe une place : composer n’y touche plus"))
    lock.add_argument("--off", action="store_true", help=_("ne plus la fixer"))
    seek = _add_seat_verb(verbs, "seek", act_seek, _("marque qu’une personne cherche qui la remplace"))
    seek.add_argument("--off", action="store_true", help=_("elle vient quand même"))
    move = _add_seat_verb(
        verbs, "move", act_move, _("fait venir quelqu’un à une autre permanence, ou échange deux places")
    )
    move.add_argument("to_day", metavar=_("AUTRE-DATE"), help=_("comme 2027-01-07"))
    move.add_argument("to_time", metavar=_("AUTRE-HEURE"), help=_("heure de début, comme 13"))
    move.add_argument("--with", dest="other", metavar=_("NOM"), help=_("échanger avec cette personne, inscrite là"))

    slot = add_verb(verbs, "slot", act_slot, _("change une seule permanence : heures, places, remarque"))
    slot.add_argument("day", metavar=_("DATE"), help=_("comme 2027-01-05"))
    slot.add_argument("time", metavar=_("HEURE"), help=_("heure de début, comme 10 ou 10:30"))
    slot.add_argument("--span", metavar="10-13", help=_("autres heures"))
    slot.add_argument("--seats", type=int, metavar="N", help=_("accueillant·es ; 0 : elle n’a pas lieu"))
    for name, help_text in (
        ("--dutch", _("y souhaiter une personne néerlandophone")),
        ("--mix", _("y souhaiter une personne d’un service et une bénévole")),
    ):
        slot.add_argument(name, choices=("yes", "no"), help=help_text)
    slot.add_argument("--note", metavar=_("TEXTE"), help=_("remarque sur le planning. Pas de nom, pas de santé."))


def _add_seat_verb(verbs: Any, name: str, act: Any, help_text: str) -> argparse.ArgumentParser:
    parser = add_verb(verbs, name, act, help_text)
    parser.add_argument("day", metavar=_("DATE"), help=_("comme 2027-01-05"))
    parser.add_argument("time", metavar=_("HEURE"), help=_("heure de début, comme 10 ou 10:30"))
    parser.add_argument("host", metavar=_("NOM"))
    return parser


def act_seat(options: argparse.Namespace, console: Console) -> int:
    """Seat somebody."""
    kind = "shadow" if options.shadow else "host"
    with opened(options, console) as (store, actor):
        with store.read() as session:
            place = _named_place(session, options)
        with store.write(actor, _("Inscrire {place}").format(place=place.words)) as session:
            assign_host(session, place.slot.id, place.host.id, kind=kind)
    console.say(_("Inscrit·e : {place}.").format(place=place.words))
    return ExitCode.DONE


def act_free(options: argparse.Namespace, console: Console) -> int:
    """Free a seat."""
    return _change_seat(options, console, _("Libérer {place}"), _("Libéré : {place}."), free_seat)


def act_lock(options: argparse.Namespace, console: Console) -> int:
    """Fix a seat, or let it go."""
    label = _("Ne plus fixer {place}") if options.off else _("Fixer {place}")
    outcome = _("Plus fixé : {place}.") if options.off else _("Fixé : {place}.")
    change = partial(lock_seat, locked=not options.off)
    return _change_seat(options, console, label, outcome, change)


def act_seek(options: argparse.Namespace, console: Console) -> int:
    """Mark that a seat looks for somebody else, or no longer."""
    label = _("Ne plus chercher pour {place}") if options.off else _("Chercher qui remplace {place}")
    outcome = _("Ne cherche plus : {place}.") if options.off else _("Cherche qui la remplace : {place}.")
    change = partial(seek_replacement, seeking=not options.off)
    return _change_seat(options, console, label, outcome, change)


def act_move(options: argparse.Namespace, console: Console) -> int:
    """Have somebody come to another slot instead, in a free seat or by changing places with somebody."""
    with opened(options, console) as (store, actor):
        with store.read() as session:
            place = _named_place(session, options)
            seat = _seat_at(session, place)
            there = _Place(slot_at(session, options.to_day, options.to_time), place.host)
            other = _Place(there.slot, find_host(hosts(session), options.other)) if options.other else None
            other_seat = _seat_at(session, other) if other else None
        if other is None or other_seat is None:
            with store.write(actor, _("Déplacer vers : {place}").format(place=there.words)) as session:
                move_seat(session, seat.id, there.slot.id)
            console.say(_("Déplacé·e : {place}.").format(place=there.words))
            return ExitCode.DONE
        facts = {"name": other.host.name, "place": there.words}
        with store.write(actor, _("Échanger avec {name} : {place}").format(**facts)) as session:
            swap_seats(session, seat.id, other_seat.id)
    console.say(_("Échangé avec {name} : {place}.").format(**facts))
    return ExitCode.DONE


def _change_seat(
    options: argparse.Namespace, console: Console, label: str, outcome: str, change: Callable[[Session, int], None]
) -> int:
    """One act on the seat that is named; ``label`` and ``outcome`` say where."""
    with opened(options, console) as (store, actor):
        with store.read() as session:
            place = _named_place(session, options)
            seat = _seat_at(session, place)
        with store.write(actor, label.format(place=place.words)) as session:
            change(session, seat.id)
    console.say(outcome.format(place=place.words))
    return ExitCode.DONE


def act_slot(options: argparse.Namespace, console: Console) -> int:
    """Change one slot by hand."""
    with opened(options, console) as (store, actor):
        with store.read() as session:
            slot = _named_slot(session, options)
        start, end = parse_span(options.span) if options.span else (slot.start_minute, slot.end_minute)
        day = day_month(slot.day)
        label = _("Changer la permanence du {day}, {span}").format(
            day=day, span=format_span(slot.start_minute, slot.end_minute)
        )
        with store.write(actor, label) as session:
            edit_slot(
                session,
                slot.id,
                start_minute=start,
                end_minute=end,
                seats=slot.seats if options.seats is None else options.seats,
                note=slot.note if options.note is None else options.note,
                wants_dutch=_yes(options.dutch),
                wants_mix=_yes(options.mix),
            )
    console.say(_("Permanence changée : {day}, {span}.").format(day=day, span=format_span(start, end)))
    return ExitCode.DONE


def _yes(word: str | None) -> bool | None:
    return None if word is None else word == "yes"


def _named_slot(session: Session, options: argparse.Namespace) -> SlotRow:
    return slot_at(session, options.day, options.time)


def slot_at(session: Session, day_text: str, time_text: str) -> SlotRow:
    """The slot of this day that begins at this time. Refuses ``no_slot_then`` with those there are."""
    day, start = parse_date(day_text), parse_time(time_text)
    there = slots_between(session, day, day)
    slot = next((slot for slot in there if slot.start_minute == start), None)
    if slot is None:
        raise Refused("no_slot_then", day=day, start_minute=start, known=tuple(slot.start_minute for slot in there))
    return slot


def _named_place(session: Session, options: argparse.Namespace) -> _Place:
    return _Place(_named_slot(session, options), find_host(hosts(session), options.host))


def _seat_at(session: Session, place: _Place) -> SeatRow:
    """The seat of this person in this slot. Refuses ``not_seated_then``."""
    day = place.slot.day
    for seat in seats_between(session, day, day).get(place.slot.id, ()):
        if seat.host_id == place.host.id:
            return seat
    raise Refused("not_seated_then", place=place.words)
