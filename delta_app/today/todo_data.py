"""All that waits for the coordinator as rows: what to approve, who looks for somebody, what lacks people, to send."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy.orm import Session

from delta_app.budget.purchase_data import purchases_asked
from delta_app.core import clock
from delta_app.core.calendar import Month
from delta_app.hosts.queries import absences_between, hosts
from delta_app.post.queries import OutboxRow, OutboxSummary, letters_to_settle, outbox_summary
from delta_app.shifts.alerts_data import Alert, alerts, not_open
from delta_app.shifts.day_data import is_over
from delta_app.shifts.queries import roster, seats_between, slots_between
from delta_app.shifts.trade_data import TradeRow, trades
from delta_app.team.retention_data import LeftRow, left_rows
from delta_app.today.leading_data import LeaderGone, SeatLed, leaders_gone, leads_of_days

__all__ = [
    "Alert",
    "LeaderGone",
    "LeftRow",
    "OutboxRow",
    "SeatLed",
    "Seeking",
    "ToBuy",
    "TodoView",
    "TradeRow",
    "Unsent",
    "how_many_wait",
    "todo_view",
]

LOOK_AHEAD = timedelta(days=62)


@dataclass(frozen=True)
class Seeking:
    """A place whose host looks for somebody else; ``trade`` is what was asked last, None where nothing is known."""

    seat_id: int
    host_id: int
    name: str
    slot_id: int
    day: date
    start_minute: int
    end_minute: int
    trade: TradeRow | None


@dataclass(frozen=True)
class Unsent:
    """A published month that has changed since, in so many shifts."""

    month: Month
    version: int
    changes: int


@dataclass(frozen=True)
class ToBuy:
    """Something that somebody asks to be bought, thought to cost so many cents; ``name``: whose wish it is, empty where
    no host asked; ``asks_line``: it is on no line of the budget yet, although there are some."""

    purchase_id: int
    label: str
    asked_for: str
    cents: int
    line_name: str
    name: str
    asks_line: bool


@dataclass(frozen=True)
class TodoView:
    """What waits, the most urgent first."""

    approvals: tuple[TradeRow, ...]
    alerts: tuple[Alert, ...]
    to_tell: tuple[Alert, ...]  # decided to stay closed, with people who may not know it
    absent: tuple[Seeking, ...]  # away, as they say, and nobody was asked
    seeking: tuple[Seeking, ...]
    leading: tuple[SeatLed, ...]  # composed into a shift during which they lead an activity
    leaders: tuple[LeaderGone, ...]  # to lead an activity on a day they are away or no longer here
    to_buy: tuple[ToBuy, ...]
    unsent: tuple[Unsent, ...]
    letters: tuple[OutboxRow, ...]  # refused, or perhaps not arrived
    post: OutboxSummary
    names: tuple[LeftRow, ...]  # of people who left, to be taken away by now

    @property
    def count(self) -> int:
        """How many things wait, each a row of the list."""
        asked = len(self.approvals) + len(self.to_buy)
        people = sum(map(len, (self.to_tell, self.absent, self.seeking, self.leading, self.leaders, self.names)))
        post = len(self.letters) + bool(self.post.late)
        return asked + len(self.alerts) + people + len(self.unsent) + post


def todo_view(session: Session) -> TodoView:
    """What waits for the coordinator now."""
    local = clock.local_now()
    today = local.date()
    known = trades(session, since=today)
    month = Month.of(today)
    states = [(one, roster(session, one)) for one in (month, month.plus(1), month.plus(2))]
    near = alerts(session, local)
    undecided = tuple(alert for alert in near if alert.decision is None)
    seeking, absent = _seeking(session, known)
    told = {one.seat_id for one in (*seeking, *absent)}
    return TodoView(
        approvals=tuple(row for row in known if row.state == "agreed"),
        alerts=undecided,
        to_tell=tuple(alert for alert in near if alert.to_tell),
        absent=absent,
        seeking=seeking,
        leading=tuple(one for one in _leading(session) if one.seat_id not in told),
        leaders=leaders_gone(session, local, today + LOOK_AHEAD),
        to_buy=_to_buy(session),
        unsent=tuple(
            Unsent(one, state.version, len(state.changed_slots))
            for one, state in states
            if state.version and state.changed_slots
        ),
        letters=letters_to_settle(session),
        post=outbox_summary(session),
        names=tuple(one for one in left_rows(session) if one.due),
    )


def _leading(session: Session) -> Iterator[SeatLed]:
    """Places that composing gave, whose host leads an activity meanwhile. Of one that somebody gave or fixed, who did
    was told before."""
    local = clock.local_now()
    first, last = local.date(), local.date() + LOOK_AHEAD
    rows = slots_between(session, first, last)
    shut, seated, leads = not_open(session, rows), seats_between(session, first, last), leads_of_days(session, rows)
    names = {host.id: host.name for host in hosts(session, states=("active", "paused", "left"))}
    for row in rows:
        span = row.day, row.start_minute, row.end_minute
        for seat in () if row.id in shut or is_over(row, local) else seated.get(row.id, ()):
            led = "" if seat.locked or seat.kind != "host" else leads.words(seat.host_id, *span)
            if led:
                yield SeatLed(seat.id, names[seat.host_id], row.id, *span, led)


def _to_buy(session: Session) -> tuple[ToBuy, ...]:
    asked = purchases_asked(session)
    names = {host.id: host.name for host in hosts(session, states=("active", "paused", "left"))} if asked else {}
    return tuple(
        ToBuy(
            row.id, row.label, row.asked_for, row.cents, row.line_name, names.get(row.asked_by or 0, ""), row.asks_line
        )
        for row in asked
    )


def how_many_wait(session: Session) -> int:
    """How many things wait for the coordinator."""
    return todo_view(session).count


def _seeking(session: Session, known: tuple[TradeRow, ...]) -> tuple[tuple[Seeking, ...], tuple[Seeking, ...]]:
    """Places whose host looks for somebody else; and those whose host is away then and looks for nobody."""
    local = clock.local_now()
    first, last = local.date(), local.date() + LOOK_AHEAD
    rows = slots_between(session, first, last)
    shut, seated = not_open(session, rows), seats_between(session, first, last)
    names = {host.id: host.name for host in hosts(session, states=("active", "paused", "left"))}
    latest = {row.seat_id: row for row in known if row.seat_id is not None}
    agreed = {row.seat_id for row in known if row.state == "agreed"}
    away = absences_between(session, first, last)
    seeking, absent = [], []
    for row in rows:
        if row.id in shut or is_over(row, local):
            continue
        for seat in seated.get(row.id, ()):
            span = row.day, row.start_minute, row.end_minute
            one = Seeking(seat.id, seat.host_id, names[seat.host_id], row.id, *span, latest.get(seat.id))
            if seat.seeking and seat.id not in agreed:
                seeking.append(one)
            elif (
                not seat.seeking
                and seat.kind == "host"
                and any(period.first_day <= row.day <= period.last_day for period in away.get(seat.host_id, ()))
            ):
                absent.append(one)
    return tuple(seeking), tuple(absent)
