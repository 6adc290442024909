"""A bank's file brought in: what is new is booked, what the journal has already is linked, doubts are left."""

from sqlalchemy.orm import Session

import delta_app.budget.words  # noqa: F401 (registers what the refusals say)
from delta_app.budget.bank_commands import book_movement
from delta_app.budget.bank_preview_data import Answers, Movement, Preview, preview_bank
from delta_app.budget.line_commands import KEEPERS
from delta_app.budget.model import BankMovement
from delta_app.core.access import allowed
from delta_app.core.errors import Refused
from delta_app.core.i18n import _
from delta_app.readers.bank_list import BankFile


@allowed(*KEEPERS)
def import_bank(session: Session, file: BankFile, answers: Answers | None = None, *, skip_bad: bool = False) -> Preview:
    """Book what is new, link what is in the journal already, leave what is in doubt for another time; what was done.

    Refuses ``bank_unreadable`` where a row cannot be read and ``bank_held`` where one cannot be booked, unless such
    rows are to be passed over (``skip_bad``); ``bank_answer``; and what ``book`` does.
    """
    done = preview_bank(session, file.rows, answers)
    if file.problems and not skip_bad:
        raise Refused("bank_unreadable", count=len(file.problems))
    if done.held and not skip_bad:
        raise Refused("bank_held", count=len(done.held))
    for movement in sorted(done.movements, key=lambda one: (one.row.day, one.row.line)):
        if movement.status in ("new", "linked"):
            _keep(session, movement)
    return done


def _keep(session: Session, movement: Movement) -> None:
    row, entry_id = movement.row, movement.entry_id
    if entry_id is None:
        text = row.text or _("Mouvement sans communication")
        entry_id = book_movement(session, row.day, row.cents, text, None).id
    mark = movement.fingerprint
    # What the journal had booked was paid by somebody who came by: the bank's words for it, a name among them, are not
    # kept.
    text = row.text if movement.entry_id is None else ""
    session.add(BankMovement(day=row.day, cents=row.cents, text=text, fingerprint=mark, entry_id=entry_id))
