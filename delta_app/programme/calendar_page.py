"""A month of the programme as the calendar shows it."""

from collections import defaultdict
from datetime import date, datetime

from delta_app.core.calendar import Month, days_between
from delta_app.core.i18n import _, join_names
from delta_app.programme.date_words_data import full_words, time_words
from delta_app.programme.queries import DateRow, ProgrammeMonth
from delta_app.venue.school_data import whose_schools
from delta_app.widgets.calendar_month import CalendarChip, CalendarDay, CalendarMonth


def key_of(row: DateRow) -> str:
    """What a date is called in the calendar."""
    return f"{row.activity_id}:{row.original_day.isoformat()}"


def calendar_month(view: ProgrammeMonth, local: datetime, *, may_write: bool) -> CalendarMonth:
    """The weeks of a month, with a chip for each day that a date is on; weekdays that never open are narrow while
    nothing is on them."""
    chips: dict[date, list[CalendarChip]] = defaultdict(list)
    first, last = view.month.whole_weeks
    for row in view.rows:
        chip = _chip(row, local, may_write=may_write)
        for day in days_between(max(row.day, first), min(row.occurrence.last_day, last)):
            chips[day].append(chip)
    used = {day.weekday() for day in chips}
    days = [_day(view, day, tuple(chips.get(day, ())), local.date()) for day in days_between(first, last)]
    weeks = tuple(tuple(days[start : start + 7]) for start in range(0, len(days), 7))
    return CalendarMonth(weeks, frozenset(range(7)) - view.weekdays - used)


def _chip(row: DateRow, local: datetime, *, may_write: bool) -> CalendarChip:
    icon = ""
    if row.state == "held":
        icon = "check"
    elif row.waits_for_count(local):
        icon = "pen"
    elif not row.plan.public:
        icon = "lock"
    return CalendarChip(
        key=key_of(row),
        title=row.title,
        time=time_words(row),
        colour=row.plan.colour,
        name=full_words(row, local),
        icon=icon,
        struck=not row.takes_place and row.state != "idea",
        tentative=row.state == "idea",
        movable=may_write and row.state != "held",
    )


def _day(view: ProgrammeMonth, day: date, chips: tuple[CalendarChip, ...], today: date) -> CalendarDay:
    closure = view.closures.get(day, "")
    if not closure and day.weekday() not in view.weekdays:
        closure = _("fermé")
    away = [whose_schools(row.community) for row in view.school if row.first_day <= day <= row.last_day]
    return CalendarDay(
        day=day,
        in_month=Month.of(day) == view.month,
        chips=chips,
        closure=closure,
        today=day == today,
        mark=_("congé : {schools}").format(schools=join_names(sorted(set(away)))) if away else "",
    )
