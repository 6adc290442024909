"""What stands against a trade, looked at when it is asked and when it is agreed: for each person and each place."""

from collections.abc import Collection

from sqlalchemy.orm import Session

from delta_app.core import clock
from delta_app.core.access import acting
from delta_app.core.errors import Refused
from delta_app.hosts.queries import HostRow, hosts
from delta_app.shifts.alerts_data import not_open
from delta_app.shifts.day_rules import is_over
from delta_app.shifts.queries import SlotRow, slot_row, slots_between
from delta_app.shifts.trade_data import ChoiceRow, TradeJudge, TradeRow, without_own_answers


def refuse_over(session: Session, slot: SlotRow) -> None:
    """Refuse ``slot_over`` and ``slot_shut``."""
    if is_over(slot, clock.local_now()):
        raise Refused("slot_over", day=slot.day, start_minute=slot.start_minute, end_minute=slot.end_minute)
    if slot.id in not_open(session, slots_between(session, slot.day, slot.day)):
        raise Refused("slot_shut", day=slot.day, start_minute=slot.start_minute, end_minute=slot.end_minute)


def refuse_unless_possible(
    session: Session, row: TradeRow, host_id: int, choice: ChoiceRow | None, *, overrule: str
) -> None:
    """Refuse what would break a rule or put somebody in two places, for whoever takes the place and, in a swap, for
    whoever gave it."""
    host_who_welcomes(session, host_id)
    slot = slot_row(session, row.slot_id)
    if slot is None:
        raise Refused("no_such_slot")
    refuse_over(session, slot)
    leaving = [(row.host_id, row.slot_id)]
    there: SlotRow | None = None
    if row.kind == "swap" and choice is not None and choice.slot_id is not None:
        there = slot_row(session, choice.slot_id)
        if there is None:
            raise Refused("no_such_slot")
        refuse_over(session, there)
        leaving.append((host_id, there.id))
    judge = TradeJudge(session)
    refuse_obstacles(session, judge, host_id, slot, leaving, overrule=overrule)
    if there is not None:
        refuse_obstacles(session, judge, row.host_id, there, leaving, overrule=overrule)


_NEVER = frozenset({"overlap", "there_already", "gone_by"})


def refuse_obstacles(
    session: Session,
    judge: TradeJudge,
    host_id: int,
    slot: SlotRow,
    leaving: Collection[tuple[int, int]],
    *,
    overrule: str = "",
) -> None:
    """Refuse ``trade_rule`` with what stands against one person's coming to a slot, once some (host, slot id) went;
    ``overrule``, a reason, sets aside all but being in two places at once."""
    obstacles = without_own_answers(judge.obstacles(host_id, slot, leaving))
    against = tuple(one for one in obstacles if not overrule or one.code in _NEVER)
    if against:
        name = next((host.name for host in hosts(session) if host.id == host_id), "")
        raise Refused(
            "trade_rule",
            name=name,
            day=slot.day,
            start_minute=slot.start_minute,
            end_minute=slot.end_minute,
            obstacles=against,
            own=acting(session).host_id == host_id,
        )


def active_team(session: Session) -> dict[int, HostRow]:
    """Whoever may be asked, by number."""
    return {host.id: host for host in hosts(session, states=("active",))}


def host_who_welcomes(session: Session, host_id: int) -> HostRow:
    """Somebody who may hold a place. Refuses ``no_such_host`` and ``learns_only``."""
    host = active_team(session).get(host_id)
    if host is None:
        raise Refused("no_such_host")
    if host.level == "trainee":
        raise Refused("learns_only", name=host.name)
    return host
