"""Rows of what waits: letters that were refused, that may not have arrived, or that have not left since long."""

from collections.abc import Callable
from typing import Any

from delta_app.core.errors import Refused, say
from delta_app.core.i18n import _, ngettext
from delta_app.today.commands import cancel_letter, note_arrived, send_doubtful_again, try_letter_again
from delta_app.today.todo_data import OutboxRow, TodoView
from delta_app.widgets.buttons import Button, named_button
from delta_app.widgets.item_rows import ItemRow
from delta_app.widgets.page import Desk


def letter_rows(desk: Desk, view: TodoView) -> list[ItemRow]:
    """A row for each letter about which a person has to decide, and one for all that wait."""
    rows = [_doubtful(desk, one) if one.state == "in_doubt" else _refused(desk, one) for one in view.letters]
    return [*rows, _late(desk, view)] if view.post.late else rows


def _doubtful(desk: Desk, row: OutboxRow) -> ItemRow:
    arrived = _("Noté : le message pour {name} est arrivé.").format(name=row.name)
    again = _("Le message pour {name} part encore une fois.").format(name=row.name)
    yes = _act(desk, row, _("Il est arrivé"), note_arrived, arrived)
    no = _act(desk, row, _("Le renvoyer"), send_doubtful_again, again)
    return ItemRow(_title(row), row.said, yes, no, chip=(_("en doute"), "alert", "attention"))


def _refused(desk: Desk, row: OutboxRow) -> ItemRow:
    left = _("Le message pour {name} reste où il est : il ne partira pas.").format(name=row.name)
    again = _("Le message pour {name} part encore une fois.").format(name=row.name)
    leave = _act(desk, row, _("Laisser"), cancel_letter, left)
    send = _act(desk, row, _("Réessayer"), try_letter_again, again)
    return ItemRow(_title(row), row.said, leave, send, chip=(_("refusé"), "close", "alarm"))


def _late(desk: Desk, view: TodoView) -> ItemRow:
    late = view.post.late
    title = ngettext(
        "{n} message attend de partir depuis longtemps", "{n} messages attendent de partir depuis longtemps", late
    ).format(n=late)
    problem = view.post.problem
    why = (
        _("Ils partent quand Delta est ouvert et que le réseau répond.")
        if problem is None
        else say(Refused(problem.code, **problem.facts))
    )
    look, send = Button(_("Boîte d’envoi…")), Button(_("Envoyer maintenant"))
    look.clicked.connect(lambda: desk.ask("settings.outbox"))
    send.clicked.connect(lambda: desk.send_mail())  # noqa: PLW0108 (the window puts it there later)
    return ItemRow(title, why, look, send, chip=(_("attend"), "clock", "attention"))


def _title(row: OutboxRow) -> str:
    return _("{name} · {what}").format(name=row.name, what=row.what)


def _act(desk: Desk, row: OutboxRow, text: str, command: Callable[[Any, int], None], told: str) -> Button:
    label = _("{act} : {letter}").format(act=text, letter=_title(row))

    def act() -> None:
        desk.act(label, lambda session: command(session, row.id), lambda _nothing: told, undo=False)

    return named_button(text, label, act)
