"""What the calendar of a programme is given to show: plain values; and a day of it in words."""

from dataclasses import dataclass
from datetime import date

from delta_app.core.i18n import _, day_month, ngettext


@dataclass(frozen=True)
class CalendarChip:
    """Something that happens on a day; ``name`` says all of it in a sentence, ``colour`` is one of the tiles' names.

    ``struck``: it does not take place. ``tentative``: only an idea.
    """

    key: str
    title: str
    time: str = ""  # empty for a whole day
    colour: str = "sky"
    name: str = ""
    icon: str = ""  # at the right end
    struck: bool = False
    tentative: bool = False
    movable: bool = True

    @property
    def spoken(self) -> str:
        """All of it, for a screen reader and who points at it."""
        return self.name or " ".join(filter(None, (self.time, self.title)))


@dataclass(frozen=True)
class CalendarDay:
    """One day; ``closure`` says why nothing opens, ``mark`` is a word about the day, shown where there is room."""

    day: date
    in_month: bool
    chips: tuple[CalendarChip, ...] = ()
    closure: str = ""
    today: bool = False
    mark: str = ""

    @property
    def spoken(self) -> str:
        """``mercredi 6 janvier, 2 activités``."""
        count = len(self.chips)
        happens = ngettext("{n} activité", "{n} activités", count).format(n=count) if count else ""
        nothing = "" if count or self.closure else _("aucune activité")
        today = _("aujourd’hui") if self.today else ""
        return ", ".join(filter(None, (day_month(self.day), today, self.closed_words, happens, nothing, self.mark)))

    @property
    def closed_words(self) -> str:
        """``fermé : Noël``; nothing on an open day."""
        said = not self.closure or _("fermé") in self.closure.casefold()
        return self.closure if said else _("fermé : {reason}").format(reason=self.closure)


@dataclass(frozen=True)
class CalendarMonth:
    """Weeks of seven days; the weekdays (0 Monday … 6 Sunday) in ``narrow`` get half the width."""

    weeks: tuple[tuple[CalendarDay, ...], ...]
    narrow: frozenset[int] = frozenset()

    @property
    def days(self) -> tuple[CalendarDay, ...]:
        """All days, in order."""
        return tuple(day for week in self.weeks for day in week)
