"""What the house asks for just now, with its words, for the pages that show it beside other things."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from delta_app.core import clock
from delta_app.core.clock import BRUSSELS
from delta_app.core.i18n import _, format_time, ngettext, short_date
from delta_app.upkeep.chore_data import ChoreNow, Done, ShiftOfNow, chores_of_now, shift_of_now
from delta_app.upkeep.stock_data import StockRow, low_stock

NOW_TABLES = frozenset(
    {"chore", "chore_person", "chore_cover", "chore_done", "stock_item", "shopping_item", "purchase", "host",
     "host_state_change", "absence", "slot", "opening_decision", "closure", "extra_opening"}
)  # fmt: skip
"""The tables whose change makes what is said here no longer so."""

Told = tuple[str, str, str]
"""Words, an icon and a tone."""


@dataclass(frozen=True)
class HouseNow:
    """What is to be done in the shift that is on, or comes next today, and in the turns that are on; and what runs out.
    ``shift``: None on a day without any."""

    shift: ShiftOfNow | None
    chores: tuple[ChoreNow, ...]
    low: tuple[StockRow, ...]

    @property
    def left(self) -> int:
        """How many chores are not done."""
        return sum(one.done is None for one in self.chores)


def house_now(session: Session, local: datetime | None = None) -> HouseNow:
    """The house as it is at a local time."""
    local = local or clock.local_now()
    return HouseNow(shift_of_now(session, local), chores_of_now(session, local), low_stock(session))


def done_words(done: Done, today: date) -> str:
    """``fait à 15h40, Luc D.``; with the day where it was another."""
    local = done.at.astimezone(BRUSSELS)
    time = format_time(local.hour * 60 + local.minute)
    told = _("fait à {time}").format(time=time)
    if local.date() != today:
        told = _("fait {day}").format(day=short_date(local.date()))
    return _("{told}, {name}").format(told=told, name=done.who) if done.who else told


def now_words(row: ChoreNow, today: date) -> Told:
    """Whose turn it is, or when in the day, as a chip beside a chore that is to be done; empty where nothing is to be
    said."""
    if row.done is not None:
        return done_words(row.done, today), "check", "good"
    if row.in_turn:
        return (row.who, "person", "info") if row.who else (_("qui veut"), "team", "plain")
    return (_("en fermant"), "door", "attention") if row.last_shift else ("", "", "plain")


def low_words(rows: tuple[StockRow, ...], at_most: int = 4) -> str:
    """``Racheter : lait, café moulu``; how many more there are."""
    names = [row.name for row in rows[:at_most]]
    more = len(rows) - len(names)
    if more > 0:
        names.append(ngettext("{n} autre", "{n} autres", more).format(n=more))
    return _("Racheter : {names}").format(names=", ".join(names))
