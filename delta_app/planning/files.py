"""The month for other programs: a list in CSV, the wall and the list in a spreadsheet, calendars for phones."""

from collections.abc import Iterator
from datetime import date, datetime
from itertools import zip_longest

from delta_app.core.i18n import _, capitalised, format_date, join_names, month_name, ngettext, weekday_name
from delta_app.planning.calendar_data import CalendarFacts
from delta_app.planning.queries import DayRow, HostMonth, HostShiftRow, MonthView, SeatRow, SlotRow, WeekRow
from delta_app.planning.sheet_closed import people_to_tell
from delta_app.planning.sheet_layout import open_slots, slots_held, slots_shown, standing, time_label, version_words
from delta_app.planning.spoken import wall_notes
from delta_app.sheets import style
from delta_app.sheets.calendars import Entry, calendar_bytes, wall_times
from delta_app.sheets.spreadsheet import SLANTED, Book, Cell, Minutes, Sheet, csv_bytes, footer_text, workbook_bytes
from delta_app.shifts.alerts_data import decision_words

_LIST_WIDTHS = (16, 11, 9, 8, 8, 8, 9, 22, 20, 18, 30)


def month_csv(view: MonthView) -> bytes:
    """One row for every seat, taken or free, and every shadow, so that a filter answers "who", "when" and "where free".

    ``;``, UTF-8 with BOM, CRLF, ``10/12/2026``, ``13:00``, decimal comma: a double click opens it right in Belgium.
    """
    return csv_bytes(_list_header(), list(_list_rows(view)))


def month_xlsx(view: MonthView, printed_on: date) -> bytes:
    """A workbook: the month as on the wall, on one landscape page, and the list of seats with filters."""
    title = _("Permanences · {month}").format(month=month_name(view.month.first))

    def fill(book: Book) -> None:
        wall = book.sheet(_("Mois"), landscape=True, one_page=True)
        _fill_wall(book, wall, view, title)
        listed = book.sheet(_("Liste"), landscape=True, one_page=False)
        book.table(listed, _list_header(), list(_list_rows(view)), _LIST_WIDTHS)
        for sheet in (wall, listed):
            sheet.set_footer(f"&L{footer_text(title)}&R{footer_text(_imprint(view, printed_on))}")

    return workbook_bytes(fill, title=title, author=view.venue_name, made_on=printed_on)


def month_ics(view: MonthView, facts: CalendarFacts, *, stamped: datetime) -> bytes:
    """Every slot of the month as a calendar entry ``slot-<id>@<uid>``; tentative while it is a draft.

    Slots that were published once and are no more are called off, so that a calendar takes them out.
    """
    draft = view.state != "published"
    entries = (
        Entry(
            f"slot-{slot.slot_id}@{facts.uid}",
            _slot_summary(slot),
            *wall_times(slot.day, *slot.hours),
            description=_standing(view),
            location=_place(view),
            status="TENTATIVE" if draft else "CONFIRMED",
        )
        for slot in slots_shown(view)
    )
    name = _("{venue} · permanences").format(venue=view.venue_name)
    gone = _called_off(facts, "slot-{slot}")
    return calendar_bytes((*entries, *gone), name=name, sequence=facts.sequence, stamped=stamped)


def host_ics(host: HostMonth, facts: CalendarFacts, *, stamped: datetime) -> bytes:
    """A host’s shifts, as ``slot-<id>-host-<id>@…``: two hosts may share a calendar, and each reads "avec" rightly.

    Shifts that somebody else took since they were published are called off.
    """
    draft = host.state != "published"
    entries = (
        Entry(
            f"slot-{shift.slot_id}-host-{host.host_id}@{facts.uid}",
            _shift_summary(shift),
            *wall_times(shift.day, *shift.hours),
            description=_standing(host),
            location=_place(host),
            status="TENTATIVE" if draft else "CONFIRMED",
        )
        for shift in host.shifts
    )
    name = _("{venue} · {name}").format(venue=host.venue_name, name=host.name)
    gone = _called_off(facts, f"slot-{{slot}}-host-{host.host_id}")
    return calendar_bytes((*entries, *gone), name=name, sequence=facts.sequence, stamped=stamped)


def _called_off(facts: CalendarFacts, uid: str) -> Iterator[Entry]:
    for shift in facts.called_off:
        yield Entry(
            f"{uid.format(slot=shift.slot_id)}@{facts.uid}",
            _("Permanence annulée"),
            *wall_times(shift.day, shift.start_minute, shift.end_minute),
            status="CANCELLED",
        )


def _place(where: MonthView | HostMonth) -> str:
    return ", ".join(part for part in (where.venue_name, where.venue_address) if part)


def _standing(month: MonthView | HostMonth) -> str:
    state = version_words(month) if month.state == "published" else _("brouillon, peut encore changer")
    return f"{capitalised(state)}. {_('Empêché·e ? Prévenez la coordination au plus tôt.')}"


def _slot_summary(slot: SlotRow) -> str:
    seeking = _("{name} (cherche remplaçant)")
    shadow = _("{name} (doublure)")
    names = [seeking.format(name=seat.name) if seat.seeking else seat.name for seat in slot.taken]
    names += [shadow.format(name=seat.name) for seat in slot.shadows]
    summary = _("Permanence : {names}").format(names=join_names(names)) if names else _("Permanence")
    if slot.shut:
        return f"{_('FERMÉ')} · {summary}"
    return f"{summary} · {_free_seats(slot.missing)}" if slot.missing else summary


def _shift_summary(shift: HostShiftRow) -> str:
    parts = [_("Doublure") if shift.shadow else _("Permanence")]
    if shift.companions:
        parts = [f"{parts[0]} {_('avec {names}').format(names=join_names(list(shift.companions)))}"]
    if shift.shut:
        return " · ".join([_("FERMÉ"), *parts])
    if shift.seeking:
        parts.append(_("cherche remplaçant"))
    if shift.missing:
        parts.append(_free_seats(shift.missing))
    return " · ".join(parts)


def _free_seats(count: int) -> str:
    return ngettext("{n} place libre", "{n} places libres", count).format(n=count)


def _list_header() -> list[str]:
    return [
        _("date"), _("jour"), _("semaine"), _("début"), _("fin"), _("heures"),
        _("place"), _("accueillant·e"), _("état"), _("origine"), _("remarque"),
    ]  # fmt: skip


def _list_rows(view: MonthView) -> Iterator[list[Cell]]:
    for slot in slots_shown(view):
        start, end = wall_times(slot.day, *slot.hours)
        hours = round((end - start).total_seconds() / 3600, 2)
        shared: list[Cell] = [
            slot.day, weekday_name(slot.day.weekday()), slot.day.isocalendar().week,
            *map(Minutes, slot.hours), int(hours) if hours.is_integer() else hours,
        ]  # fmt: skip
        remark = " · ".join(
            part for part in (decision_words(slot.decision) if slot.decision else "", slot.note) if part
        )
        seats = (*slot.taken, *[None] * slot.missing)
        for number, seat in enumerate(seats, start=1):
            yield [*shared, number, *_seat_cells(seat, slot), remark]
        if slot.shut and not slot.people:
            yield [*shared, None, None, _("fermé"), None, remark]
        for seat in slot.shadows:
            state = _("fermé : à prévenir") if slot.shut else _("doublure")
            yield [*shared, None, seat.name, state, seat.origin, remark]


def _seat_cells(seat: SeatRow | None, slot: SlotRow) -> list[Cell]:
    if seat is None:
        return [None, _("libre"), None]
    if slot.shut:
        return [seat.name, _("fermé : à prévenir"), seat.origin]
    return [seat.name, _("cherche remplaçant") if seat.seeking else _("inscrit·e"), seat.origin]


def _imprint(view: MonthView, printed_on: date) -> str:
    return f"{view.venue_name} · {format_date(printed_on, 'd MMMM y')}{standing(view)}"


def _fill_wall(book: Book, sheet: Sheet, view: MonthView, title: str) -> None:
    """Rows of weeks under a frozen header; a day is a column of hours and one for each seat."""
    seats = max((max(slot.seats, len(slot.taken)) for slot in slots_held(view)), default=2)
    width = 1 + seats
    draft = "" if view.state == "published" or view.closed else f" · {_('BROUILLON')}"
    book.put(sheet, 0, 0, title + draft, bold=True, font_size=16)
    sheet.set_row(0, 26)
    sheet.set_column(0, 0, 5)
    sheet.write_string(1, 0, _("sem."), book.header())
    for index, weekday in enumerate(view.weekdays):
        left = 1 + index * width
        sheet.set_column(left, left, 9)
        sheet.set_column(left + 1, left + seats, 15)
        sheet.merge_range(1, left, 1, left + seats, weekday_name(weekday), book.header(left=1, left_color=style.WHITE))
    sheet.freeze_panes(2, 1)
    sheet.repeat_rows(0, 1)
    row = 2
    for week in view.weeks:
        row = _fill_week(book, sheet, week, row, seats)


def _fill_week(book: Book, sheet: Sheet, week: WeekRow, top: int, seats: int) -> int:
    """The days of a week from row ``top``; returns the row after them."""
    heights = [
        1 + any(slot is not None and slot.shadows for slot in same)
        for same in zip_longest(*(open_slots(day) for day in week.days if day.in_month))
    ] or [1]
    rows = [top + 1 + sum(heights[:index]) for index in range(len(heights))]
    after = top + 1 + sum(heights)
    edge = {"bg_color": style.PAPER, "font_color": style.SOFT, "align": "center", "valign": "top", "top": 1}
    book.put_across(sheet, (top, 0, after - 1, 0), week.number, **edge)
    for index, day in enumerate(week.days):
        left = 1 + index * (1 + seats)
        if not day.in_month:
            book.put_across(sheet, (top, left, after - 1, left + seats), "", **_slanted())
            continue
        _fill_day_line(book, sheet, day, top, left, seats)
        if day.closed:
            words = {"text_wrap": True, "align": "center", "bold": True}
            cells = (top + 1, left, after - 1, left + seats)
            book.put_across(sheet, cells, _closed_words(day), **_slanted(), **words)
        for slot, row in zip(open_slots(day), rows, strict=False):
            _fill_slot(book, sheet, slot, row, left)
    return after


def _closed_words(day: DayRow) -> str:
    """``Travaux · fermé``, and who is to be told."""
    said = _("fermé") in day.closure.casefold()
    closed = day.closure if said else _("{reason} · fermé").format(reason=day.closure)
    people = people_to_tell(day)
    return f"{closed} · {_('à prévenir :')} {join_names(list(people))}" if people else closed


def _slanted() -> dict[str, str | int]:
    return {"pattern": SLANTED, "fg_color": style.HATCH, "bg_color": style.WHITE, "left": 1, "left_color": style.LINE}


def _fill_day_line(book: Book, sheet: Sheet, day: DayRow, row: int, left: int, seats: int) -> None:
    line = {"top": 1, "top_color": style.BAR}
    book.put(sheet, row, left, day.day, num_format="d", bold=True, font_size=12, left=1, left_color=style.LINE, **line)
    notes = " · ".join(wall_notes(day))
    book.put_across(sheet, (row, left + 1, row, left + seats), notes, italic=True, font_color=style.ACTIVITY, **line)


def _fill_slot(book: Book, sheet: Sheet, slot: SlotRow, row: int, left: int) -> None:
    rule = {"top": 4, "top_color": style.LINE}
    label = {"font_color": style.SOFT, "font_size": 9, "left": 1, "left_color": style.LINE}
    book.put(sheet, row, left, time_label(slot), **rule, **label)
    for column, seat in enumerate((*slot.taken, *[None] * slot.missing), start=left + 1):
        if seat is None:
            book.put(sheet, row, column, None, bottom=1, **rule)
        elif slot.shut:
            book.put(sheet, row, column, seat.name, font_strikeout=True, **rule)
        elif seat.seeking:
            words = _("{name} (cherche remplaçant)").format(name=seat.name)
            book.put(sheet, row, column, words, border=3, bg_color=style.ATTENTION_SOFT, text_wrap=True)
        else:
            book.put(sheet, row, column, seat.name, **rule)
    if slot.shut and not slot.taken:
        book.put(sheet, row, left + 1, _("fermé"), italic=True, **rule)
    if slot.shadows:
        names = _("doublure : {names}").format(names=join_names([seat.name for seat in slot.shadows]))
        book.put(sheet, row + 1, left + 1, names, italic=True, font_size=9)
