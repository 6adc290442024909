"""The month as the grid of the kit shows it."""

from datetime import date

from delta_app.core.i18n import _, capitalised, format_time, short_day, weekday_name
from delta_app.planning import spoken
from delta_app.planning.queries import DayRow, MonthView, SeatRow, SlotRow
from delta_app.widgets.month_rows import GridDay, GridMonth, GridName, GridSlot, GridWeek


def grid_month(view: MonthView, today: date, week: int | None = None) -> GridMonth:
    """The rows of the grid, worded; only those of one week, by its place in the month, with more said in each."""
    return GridMonth(
        columns=tuple(capitalised(weekday_name(weekday)) for weekday in view.weekdays),
        weeks=tuple(
            GridWeek(_("S{number}").format(number=shown.number), tuple(_day(day, today) for day in shown.days))
            for shown in (view.weeks if week is None else view.weeks[week : week + 1])
        ),
        roomy=week is not None,
    )


def _day(day: DayRow, today: date) -> GridDay:
    return GridDay(
        day=day.day,
        in_month=day.in_month,
        today=day.day == today,
        slots=tuple(_slot(slot) for slot in day.slots),
        closure=_("{reason} · fermé").format(reason=day.closure) if day.closed else "",
        notes=spoken.day_notes(day),
        mark=spoken.school_mark(day) if day.in_month else short_day(day.day),
        tip="\n".join(spoken.school_words(day)),
        spoken=spoken.day_spoken(day),
    )


def _slot(slot: SlotRow) -> GridSlot:
    told = spoken.slot_spoken(slot)
    return GridSlot(
        key=slot.slot_id,
        time=format_time(slot.hours[0]),
        coverage=slot.coverage,
        names=tuple(_name(seat, slot) for seat in slot.to_tell or slot.taken),
        missing=slot.missing,
        free=_("fermé") if slot.shut else spoken.free_words(slot),
        free_short=_("fermé") if slot.shut else spoken.free_short(slot),
        hours=spoken.reduced_hours(slot),
        spoken=told,
        tip=capitalised(told),
        shadowed=bool(slot.shadows) and not slot.shut,
        beneath=() if slot.shut else spoken.beneath_words(slot),
        changed=slot.changed and not any(seat.changed for seat in slot.taken),
    )


def _name(seat: SeatRow, slot: SlotRow) -> GridName:
    if slot.shut:
        return GridName(seat.name, struck=True)
    return GridName(seat.name, seat.locked, seat.seeking, seat.changed)
