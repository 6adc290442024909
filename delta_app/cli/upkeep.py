"""The verbs about the house: it is shown, its stock counted, a repair reported, a chore done."""

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from delta_app.cli.console import Console, ExitCode, add_verb, opened
from delta_app.core import clock
from delta_app.core.errors import Refused, register_words
from delta_app.core.i18n import _, format_span
from delta_app.core.money import format_money
from delta_app.core.text import fold
from delta_app.upkeep import spoken
from delta_app.upkeep.chore_commands import do_chore, undo_chore
from delta_app.upkeep.chore_data import ChoreNow, chore_rows, chores_of_now, shift_of_now
from delta_app.upkeep.photo_files import read_photo
from delta_app.upkeep.repair_commands import RepairDetails, report_repair
from delta_app.upkeep.repair_data import repair_rows
from delta_app.upkeep.room_data import room_rows
from delta_app.upkeep.stock_commands import count_stock
from delta_app.upkeep.stock_data import ShoppingRow, StockRow, expected_cents, shopping_rows, stock_here

register_words(
    {
        "bad_count_pair": lambda f: _("« {text} » n’a pas la forme « Lait=3 ». Rien n’a changé.").format(
            text=f["text"]
        ),
        "no_such_chore_called": lambda f: (
            _("Rien ne s’appelle « {name} » parmi ce qui est à faire maintenant : {known}. Rien n’a changé.")
            if f["known"]
            else _("Rien n’est à faire maintenant. Rien n’a changé ; « delta-app show house » montre le reste.")
        ).format(name=f["name"], known=", ".join(f["known"])),
        "no_such_stock_called": lambda f: (
            _("La réserve n’a pas de « {name} » ; elle a : {known}. Rien n’a changé.")
            if f["known"]
            else _("La réserve est vide. Rien n’a changé ; remplissez-la d’abord dans la fenêtre.")
        ).format(name=f["name"], known=", ".join(f["known"])),
    }
)

Act = Callable[[argparse.Namespace, Console], int]


def add_verbs(verbs: Any) -> None:
    """The verbs of this module; ``show`` is the planning's, and shows the house by a word in the place of a month."""
    _extend_show(verbs)
    what = _verbs_of(verbs, "count", _("compte la réserve"))
    stock = add_verb(what, "stock", act_count, _("note combien il y en a de chaque chose"))
    stock.add_argument("counts", nargs="+", metavar=_("NOM=NOMBRE"), help=_("comme « Lait=3 » « Café moulu=2 »"))
    what = _verbs_of(verbs, "report", _("signale ce qui est cassé"))
    repair = add_verb(what, "repair", act_report, _("signale une panne"))
    repair.add_argument("title", metavar=_("QUOI"))
    repair.add_argument("--where", default="", metavar=_("OÙ"), help=_("une salle, ou en quelques mots"))
    repair.add_argument("--details", default="", metavar=_("MOTS"), help=_("ce qu’il faut savoir"))
    repair.add_argument("--urgent", action="store_true", help=_("c’est urgent"))
    repair.add_argument("--photo", action="append", type=Path, default=[], metavar="F.jpg", help=_("une photo"))
    what = _verbs_of(verbs, "do", _("dit que quelque chose est fait"))
    chore = add_verb(what, "chore", act_do, _("dit qu’une tâche de maintenant est faite"))
    chore.add_argument("name", metavar=_("NOM"), help=_("la tâche, comme « show house » l’écrit"))
    chore.add_argument("--undo", action="store_true", help=_("elle est encore à faire"))


def _verbs_of(verbs: Any, name: str, help_text: str) -> Any:
    parser = verbs.add_parser(name, help=help_text, description=help_text)
    return parser.add_subparsers(metavar=_("QUOI"), required=True)


def _extend_show(verbs: Any) -> None:
    show = verbs.choices["show"]
    of_month: Act = show.get_default("act")
    shown: dict[str, Act] = {"house": act_house, "stock": act_stock, "shopping": act_shopping}

    def act(options: argparse.Namespace, console: Console) -> int:
        return shown.get(options.month, of_month)(options, console)

    show.set_defaults(act=act)
    show.epilog = _("« house » montre les tâches et les réparations, « stock » la réserve, « shopping » les courses.")


def act_house(options: argparse.Namespace, console: Console) -> int:
    """What is to be done now, whose turn is next, and what is broken."""
    today, local = clock.today(), clock.local_now()
    with opened(options, console) as (store, _actor), store.read() as session:
        now, shift = chores_of_now(session, local), shift_of_now(session, local)
        chores, repairs = chore_rows(session, today), repair_rows(session)
    span = "" if shift is None else f" ({format_span(shift.start_minute, shift.end_minute)})"
    _say_part(console, _("À faire maintenant{span} :").format(span=span), [_now_line(one) for one in now])
    turns = [row for row in chores if row.in_turn and not row.withdrawn]
    _say_part(
        console,
        _("À tour de rôle :"),
        [f"{row.title} · {spoken.chore_words(row)} · {spoken.coming_turns_words(row.turns, today)}" for row in turns],
    )
    waiting = [row for row in repairs if row.is_open]
    _say_part(
        console,
        _("À réparer :"),
        [
            " · ".join(filter(None, (row.title, spoken.repair_state_words(row, today)[0], spoken.repair_words(row))))
            for row in waiting
        ],
    )
    if not (now or turns or waiting):
        console.say(_("Rien à faire, rien à réparer."))
    return ExitCode.DONE


def _say_part(console: Console, heading: str, lines: Sequence[str]) -> None:
    if lines:
        console.say(heading)
        for line in lines:
            console.say(f"  {line}")


def _now_line(one: ChoreNow) -> str:
    told = spoken.now_words(one, clock.today())[0]
    return " · ".join(filter(None, (f"[{'x' if one.done else ' '}] {one.title}", told)))


def act_stock(options: argparse.Namespace, console: Console) -> int:
    """The whole stock, a thing a line."""
    with opened(options, console) as (store, _actor), store.read() as session:
        rows = stock_here(session)
    for row in rows:
        console.say(_stock_line(row))
    if not rows:
        console.say(_("La réserve est vide."))
    return ExitCode.DONE


def _stock_line(row: StockRow) -> str:
    chip = spoken.stock_chip(row)
    told = (row.name, spoken.stock_words(row), row.place, f"! {chip[0]}" if chip is not None else "")
    return " · ".join(filter(None, told))


def act_shopping(options: argparse.Namespace, console: Console) -> int:
    """The shopping list, a thing a line, and what it may cost."""
    with opened(options, console) as (store, _actor), store.read() as session:
        rows = shopping_rows(session)
    for row in rows:
        console.say(_shopping_line(row))
    cents = expected_cents(tuple(row for row in rows if row.is_to_buy))
    if cents is not None:
        console.say(_("Environ {amount} aux derniers prix.").format(amount=format_money(cents)))
    if not rows:
        console.say(_("Rien à acheter : la réserve suffit."))
    return ExitCode.DONE


def _shopping_line(row: ShoppingRow) -> str:
    chip = spoken.shopping_chip(row)
    return " · ".join(filter(None, (row.name, spoken.shopping_words(row), chip[0] if chip is not None else "")))


def act_count(options: argparse.Namespace, console: Console) -> int:
    """Note how many there are. Refuses ``bad_count_pair``, ``no_such_stock_called`` and what ``count_stock`` does."""
    with opened(options, console) as (store, actor):
        with store.read() as session:
            rows = stock_here(session)
        counts = dict(_counted(text, rows) for text in options.counts)
        with store.write(actor, _("Compter la réserve")) as session:
            changed = count_stock(session, counts)
    console.say(spoken.count_told(len(counts), changed))
    return ExitCode.DONE


def _counted(text: str, rows: Sequence[StockRow]) -> tuple[int, int]:
    name, equals, number = text.rpartition("=")
    number = number.strip()
    if not equals or not (number.isascii() and number.isdigit() and len(number) < 10):
        raise Refused("bad_count_pair", text=text)
    found = next((row for row in rows if fold(row.name) == fold(name)), None)
    if found is None:
        raise Refused("no_such_stock_called", name=name.strip(), known=tuple(row.name for row in rows))
    return found.id, int(number)


def act_report(options: argparse.Namespace, console: Console) -> int:
    """Report what is broken. Refuses what ``read_photo`` and ``report_repair`` do."""
    photos = [read_photo(path) for path in options.photo]
    with opened(options, console) as (store, actor):
        with store.read() as session:
            room = next((one for one in room_rows(session) if fold(one.name) == fold(options.where)), None)
        place = "" if room is not None else options.where
        details = RepairDetails(
            options.title, options.details, None if room is None else room.id, place, urgent=options.urgent
        )
        with store.write(actor, _("Signaler : {title}").format(title=options.title)) as session:
            report_repair(session, details, photos)
    console.say(_("Signalé : {title}.").format(title=" ".join(options.title.split())))
    return ExitCode.DONE


def act_do(options: argparse.Namespace, console: Console) -> int:
    """Say that a chore of now is done, or is not after all. Refuses ``no_such_chore_called`` and what ``do_chore``
    does."""
    with opened(options, console) as (store, actor):
        with store.read() as session:
            now = chores_of_now(session)
        one = next((one for one in now if fold(one.title) == fold(options.name)), None)
        if one is None:
            raise Refused("no_such_chore_called", name=options.name, known=tuple(one.title for one in now))
        key = (one.chore_id, one.day, one.start_minute)
        label = _("Pas encore fait : {title}") if options.undo else _("Fait : {title}")
        with store.write(actor, label.format(title=one.title)) as session:
            changed = undo_chore(session, *key) if options.undo else do_chore(session, *key)
    told = _("Encore à faire : {title}.") if options.undo else _("C’est fait : {title}.")
    if not changed:
        told = _("Rien n’a changé : {title} était déjà ainsi.")
    console.say(told.format(title=one.title))
    return ExitCode.DONE
