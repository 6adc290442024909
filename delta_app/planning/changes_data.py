"""What changed since the last published version: slot by slot, and person by person for whoever is to be told."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from delta_app.core.calendar import Month
from delta_app.core.i18n import _, capitalised, format_span, format_time, join_names, ngettext, short_date
from delta_app.core.text import fold
from delta_app.hosts import queries as people
from delta_app.planning.queries import MonthView
from delta_app.shifts import queries as shifts


@dataclass(frozen=True)
class ChangeRow:
    """One slot that is not as it was published; ``open`` while it still is in the month.

    ``came`` and ``went`` are short names; ``otherwise`` says what else is new, in words, mostly nothing.
    """

    slot_id: int
    day: date
    start_minute: int
    came: tuple[str, ...]
    went: tuple[str, ...]
    otherwise: str
    open: bool

    @property
    def moment(self) -> str:
        """``jeu. 10 déc. à 13h``."""
        return _("{day} à {time}").format(day=short_date(self.day), time=format_time(self.start_minute))

    @property
    def words(self) -> str:
        """``Jeu. 10 déc. à 13h : + Ana C., − Luc D.``."""
        told = [*(f"+ {name}" for name in self.came), *(f"− {name}" for name in self.went)]
        told += [self.otherwise] if self.otherwise else []
        return _("{moment} : {changes}").format(moment=capitalised(self.moment), changes=", ".join(told))


@dataclass(frozen=True)
class Concerned:
    """Somebody whom a version concerns: the moments they gain and lose; of a first version, how many they have."""

    name: str
    gains: tuple[str, ...]
    loses: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """``+ jeu. 10 déc. à 13h ; − sam. 12 déc. à 10h``."""
        told = [
            f"{sign} {join_names(list(moments))}" for sign, moments in (("+", self.gains), ("−", self.loses)) if moments
        ]
        return " ; ".join(told)


def month_changes(session: Session, month: Month) -> tuple[ChangeRow, ...]:
    """Every slot that differs from the last version, in the order of the month; none before the first."""
    state = shifts.roster(session, month)
    if not state.version:
        return ()
    names = {host.id: host.name for host in people.hosts(session, states=("active", "paused", "left"))}
    standing = {slot.id: slot for slot in shifts.standing_plan(session, month)[0] if slot.seats}
    before = shifts.published_ever(session, month)
    came, went = _names_by_slot(state.added, names), _names_by_slot(state.removed, names)
    rows = []
    for slot_id in state.changed_slots:
        now, then = standing.get(slot_id), before.get(slot_id)
        moment = (now.day, now.start_minute, now.end_minute) if now is not None else then
        if moment is not None:
            otherwise = _otherwise(slot_id in state.moved_slots, now, then)
            day, start, _end = moment
            row = ChangeRow(slot_id, day, start, came[slot_id], went[slot_id], otherwise, now is not None)
            rows.append(row)
    return tuple(sorted(rows, key=lambda row: (row.day, row.start_minute, row.slot_id)))


def _names_by_slot(seats: Iterable[tuple[int, int, str]], names: dict[int, str]) -> dict[int, tuple[str, ...]]:
    found: dict[int, list[str]] = defaultdict(list)
    for slot_id, host_id, _kind in seats:
        found[slot_id].append(names[host_id])
    return defaultdict(tuple, {slot_id: tuple(sorted(there, key=fold)) for slot_id, there in found.items()})


def _otherwise(moved: bool, now: shifts.SlotRow | None, then: tuple[date, int, int] | None) -> str:
    if not moved:
        return ""
    if now is None:
        return _("n’ouvre plus")
    if then is None:
        return _("nouvelle permanence")
    if then != (now.day, now.start_minute, now.end_minute):
        return _("avant : {day}, {span}").format(day=short_date(then[0]), span=format_span(then[1], then[2]))
    return ngettext("{n} place maintenant", "{n} places maintenant", now.seats).format(n=now.seats)


def concerned(view: MonthView, changes: Iterable[ChangeRow]) -> tuple[Concerned, ...]:
    """Whom the next version concerns, by name: whoever gains or loses a moment, or everybody in a first one."""
    gains: dict[str, list[str]] = defaultdict(list)
    loses: dict[str, list[str]] = defaultdict(list)
    if view.version:
        for change in changes:
            for name in change.came:
                gains[name].append(change.moment)
            for name in change.went:
                loses[name].append(change.moment)
    else:
        for slot in view.open_slots:
            moment = _("{day} à {time}").format(day=short_date(slot.day), time=format_time(slot.start_minute))
            for seat in slot.people:
                gains[seat.name].append(moment)
    return tuple(Concerned(name, tuple(gains[name]), tuple(loses[name])) for name in sorted({*gains, *loses}, key=fold))
