"""Calls and published months on their way: put in the outbox, noted, and to nobody twice unless one means it."""

from collections.abc import Collection, Sequence

from sqlalchemy.orm import Session

import delta_app.planning.sending_words  # noqa: F401 (registers what the refusals say)
from delta_app.core.access import Role, allowed
from delta_app.core.calendar import Month
from delta_app.core.errors import Refused
from delta_app.planning.letter_data import Addressed
from delta_app.planning.sending_data import about_version
from delta_app.post.commands import Outgoing, PutOutcome, put_letters
from delta_app.post.queries import already_written
from delta_app.shifts.call_commands import note_call
from delta_app.shifts.queries import roster

__all__ = ["PutOutcome", "call_by_mail", "note_call", "send_month"]


@allowed(Role.COORDINATOR)
def call_by_mail(
    session: Session, slot_id: int, about: str, letters: Sequence[Addressed], *, again: Collection[int] = ()
) -> PutOutcome:
    """Put a call in the outbox and note it for each person whom it goes to. Whoever has a letter ``about`` this is left
    out, unless they are among those, by number, whom one calls ``again``.

    Refuses as ``note_call`` and ``put_letters`` do; then nobody was called.
    """
    if not letters:
        raise Refused("nobody_called")
    have = already_written(session, "call", about) - set(again)
    called = [one.host_id for one in letters if one.host_id not in have]
    if called:
        note_call(session, slot_id, called, "mail")
    return _put(session, "call", about, letters, again)


@allowed(Role.COORDINATOR)
def send_month(
    session: Session, month: Month, version: int, letters: Sequence[Addressed], *, again: Collection[int] = ()
) -> PutOutcome:
    """Put a published version of a month in the outbox; whoever has it is left out, unless they are among those whom
    one writes to ``again``.

    Refuses ``nobody_to_send``, ``version_moved_on``, ``changes_unpublished``, and as ``put_letters`` does; then nothing
    was put there.
    """
    if not letters:
        raise Refused("nobody_to_send")
    state = roster(session, month)
    if state.version != version:
        raise Refused("version_moved_on", month=month)
    if state.changed_slots:
        raise Refused("changes_unpublished", month=month, version=version)
    return _put(session, "roster", about_version(month, version), letters, again)


def _put(session: Session, kind: str, about: str, letters: Sequence[Addressed], again: Collection[int]) -> PutOutcome:
    put = already = 0
    for meant in (False, True):
        some = [Outgoing(one.letter, one.host_id) for one in letters if (one.host_id in again) == meant]
        outcome = put_letters(session, kind, about, some, again=meant)
        put, already = put + outcome.put, already + outcome.already
    return PutOutcome(put, already)
