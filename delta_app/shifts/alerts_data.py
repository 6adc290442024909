"""What has to be seen in large letters: shifts that are near and lack people, and what was decided for them."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from delta_app.core import clock, settings
from delta_app.core.calendar import Month
from delta_app.core.i18n import _, capitalised, day_month, format_span, join_names, ngettext
from delta_app.hosts.queries import hosts
from delta_app.shifts.model import OpeningDecision
from delta_app.shifts.queries import SlotRow, roster, seats_between, shut_slots, slots_between
from delta_app.shifts.settings import LATE_HOURS
from delta_app.shifts.trade_rules import is_late

Decision = Literal["open", "reduced", "closed"]
Lack = Literal["nobody", "one_left", "seeking", "closed"]


@dataclass(frozen=True)
class DecisionRow:
    """What was decided for a slot: open all the same, open for some of its hours (``open_from`` to ``open_until``,
    minutes), or closed."""

    day: date
    start_minute: int
    end_minute: int
    decision: Decision
    open_from: int | None
    open_until: int | None

    @property
    def hours(self) -> tuple[int, int] | None:
        """When the place is open, in minutes; None when it is closed."""
        if self.decision == "closed":
            return None
        if self.open_from is None or self.open_until is None:
            return self.start_minute, self.end_minute
        return self.open_from, self.open_until

    @property
    def lost_minutes(self) -> int:
        """How long the place is not open although it should be."""
        whole = self.end_minute - self.start_minute
        return whole - (self.hours[1] - self.hours[0]) if self.hours else whole


@dataclass(frozen=True)
class Alert:
    """A slot that is near and lacks people. ``sure`` are those who come, ``seeking`` those who look for somebody else
    and stay responsible until then; short names."""

    slot_id: int
    day: date
    start_minute: int
    end_minute: int
    lack: Lack
    seats: int
    sure: tuple[str, ...]
    seeking: tuple[str, ...]
    decision: DecisionRow | None

    @property
    def is_closed(self) -> bool:
        """Whether it was decided to stay closed."""
        return self.decision is not None and not self.decision.hours

    @property
    def to_tell(self) -> tuple[str, ...]:
        """Whom to tell that they need not come, where it was decided to stay closed."""
        return (*self.sure, *self.seeking) if self.is_closed else ()


def decisions_between(session: Session, first: date, last: date) -> tuple[DecisionRow, ...]:
    """What was decided for the slots of these days, both included, in order."""
    rows = session.scalars(
        select(OpeningDecision)
        .where(OpeningDecision.day.between(first, last))
        .order_by(OpeningDecision.day, OpeningDecision.start_minute, OpeningDecision.id)
    )
    return tuple(
        DecisionRow(row.day, row.start_minute, row.end_minute, row.decision, row.open_from, row.open_until)  # type: ignore[arg-type]
        for row in rows
    )


def decided(session: Session, first: date, last: date) -> dict[tuple[date, int], DecisionRow]:
    """The same by day and start of the slot."""
    return {(row.day, row.start_minute): row for row in decisions_between(session, first, last)}


def not_open(session: Session, rows: tuple[SlotRow, ...]) -> frozenset[int]:
    """Those of some slots, in order, in which nobody can come: shut since, or decided to stay closed."""
    if not rows:
        return frozenset()
    decisions = decided(session, rows[0].day, rows[-1].day)
    closed = {row.id for row in rows if (one := decisions.get((row.day, row.start_minute))) and not one.hours}
    return shut_slots(session, rows) | closed


def alerts(session: Session, local: datetime | None = None) -> tuple[Alert, ...]:
    """Slots of published months that begin within the hours the place says, or are on, and lack people, in order."""
    local = local or clock.local_now()
    late_hours = settings.get(session, LATE_HOURS)
    first, last = local.date(), (local + timedelta(hours=late_hours)).date()
    rows = slots_between(session, first, last)
    shut, seated = shut_slots(session, rows), seats_between(session, first, last)
    published = {month for month in {Month.of(first), Month.of(last)} if roster(session, month).version}
    decisions = decided(session, first, last)
    names = {host.id: host.name for host in hosts(session, states=("active", "paused", "left"))}
    found = []
    for row in rows:
        near = is_late(row, local, late_hours) and row.seats and row.id not in shut
        if not near or Month.of(row.day) not in published:
            continue
        seats = [seat for seat in seated.get(row.id, ()) if seat.kind == "host"]
        sure = tuple(names[seat.host_id] for seat in seats if not seat.seeking)
        seeking = tuple(names[seat.host_id] for seat in seats if seat.seeking)
        lack = lacking(row.seats, len(sure), len(seeking))
        decision = decisions.get((row.day, row.start_minute))
        if lack is None and seats and decision is not None and not decision.hours:
            lack = "closed"  # nobody lacks, and they are to be told
        if lack is not None:
            span = row.day, row.start_minute, row.end_minute
            found.append(Alert(row.id, *span, lack, row.seats, sure, seeking, decision))
    return tuple(found)


def lacking(seats: int, sure: int, seeking: int) -> Lack | None:
    """What a slot lacks: nobody sure to come; one alone where several should be; somebody who looks for another while
    enough are sure all the same, which cannot be with the places all given."""
    if not sure:
        return "nobody"
    if sure == 1 < seats:
        return "one_left"
    return "seeking" if seeking and sure < seats else None


def alert_words(alert: Alert, today: date) -> tuple[str, str]:
    """What is said in large letters of a shift that is near and lacks people, and what is said under it."""
    when = format_span(alert.start_minute, alert.end_minute)
    if alert.day != today:
        when = _("{day}, {span}").format(day=day_month(alert.day), span=when)
    large = {
        "nobody": _("{when} : personne à l’accueil"),
        "one_left": _("{when} : une seule personne"),
        "seeking": _("{when} : quelqu’un cherche un remplaçant"),
        "closed": _("{when} : fermé"),
    }[alert.lack].format(when=capitalised(when))
    under = []
    decision = alert.decision
    if decision is not None and alert.is_closed:
        large = _("{when} : fermé").format(when=capitalised(when))
        if alert.to_tell:
            told = _("inscrit·es : {names} – à prévenir").format(names=join_names(list(alert.to_tell)))
            under.append(capitalised(told))
        return large, " · ".join([*under, decision_words(decision)])
    if decision is not None and decision.decision == "reduced" and decision.hours is not None:
        large = _("{when} : ouvert {span}").format(when=capitalised(when), span=format_span(*decision.hours))
    if alert.sure:
        sentence = ngettext("{names} vient", "{names} viennent", len(alert.sure))
        under.append(sentence.format(names=join_names(list(alert.sure))))
    if alert.seeking:
        sentence = ngettext(
            "{names} cherche un remplaçant, et reste responsable d’ici là",
            "{names} cherchent un remplaçant, et restent responsables d’ici là",
            len(alert.seeking),
        )
        under.append(sentence.format(names=join_names(list(alert.seeking))))
    under.append(decision_words(alert.decision) if alert.decision else _("rien n’est encore décidé"))
    return large, " · ".join(under)


def decision_words(decision: DecisionRow) -> str:
    """What was decided for a shift."""
    if decision.decision == "reduced" and decision.open_from is not None and decision.open_until is not None:
        span = format_span(decision.open_from, decision.open_until)
        return _("décidé : ouvert de {span}").format(span=span)
    return {
        "open": _("décidé : ouvert quand même"),
        "closed": _("décidé : fermé"),
        "reduced": _("décidé : ouvert en partie"),
    }[decision.decision]
