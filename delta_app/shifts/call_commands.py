"""Calls for help noted: who was asked to fill a place, when and how, so that the next call goes to others first."""

from collections.abc import Collection

from sqlalchemy.orm import Session

import delta_app.shifts.words  # noqa: F401 (registers what the refusals say)
from delta_app.core import clock
from delta_app.core.access import Role, allowed
from delta_app.core.errors import Refused
from delta_app.hosts.queries import hosts
from delta_app.shifts.call_data import CallWay, decided_closed, need_of, reasons_against
from delta_app.shifts.model import ShiftCall
from delta_app.shifts.queries import slot_row
from delta_app.shifts.trade_checks_data import refuse_over


@allowed(Role.COORDINATOR)
def note_call(session: Session, slot_id: int, host_ids: Collection[int], way: CallWay) -> int:
    """Note that people were called for a slot that lacks somebody; returns how many. Whoever could come then is looked
    at now, for a place may have been taken meanwhile.

    Refuses ``nobody_called``, ``no_such_slot``, ``slot_over``, ``slot_shut``, ``call_for_closed``,
    ``nothing_to_call_for``, ``no_such_host``, and ``cannot_be_called`` with what stands against somebody's coming.
    """
    chosen = tuple(dict.fromkeys(host_ids))
    if not chosen:
        raise Refused("nobody_called")
    slot = slot_row(session, slot_id)
    if slot is None:
        raise Refused("no_such_slot")
    span = {"day": slot.day, "start_minute": slot.start_minute, "end_minute": slot.end_minute}
    if decided_closed(session, slot):
        raise Refused("call_for_closed", **span)
    refuse_over(session, slot)
    if not need_of(session, slot).wanted:
        raise Refused("nothing_to_call_for", **span)
    team = {host.id: host for host in hosts(session, states=("active",))}
    if not team.keys() >= set(chosen):
        raise Refused("no_such_host")
    for host_id, reasons in reasons_against(session, slot, [team[one] for one in chosen]).items():
        if reasons:
            raise Refused("cannot_be_called", name=team[host_id].name, reasons=reasons, **span)
    for host_id in chosen:
        session.add(ShiftCall(slot_id=slot.id, host_id=host_id, way=way, asked_at=clock.now(), **span))
    session.flush()
    return len(chosen)
