"""One page for one host, to keep on the fridge: the dates large, with whom, and the month at a glance below."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from delta_app.core.calendar import days_between, monday_of
from delta_app.core.i18n import (
    _,
    capitalised,
    current_language,
    format_date,
    format_number,
    format_span,
    format_time,
    join_names,
    month_name,
    ngettext,
    speaking,
    weekday_name,
)
from delta_app.planning.queries import HostMonth, HostShiftRow
from delta_app.planning.sheet_layout import version_words
from delta_app.sheets import grid, style
from delta_app.sheets.glyphs import printable
from delta_app.sheets.grid import Box, Canvas
from delta_app.sheets.output import paper_size, pdf_bytes
from delta_app.sheets.style import Look

_PAGE = paper_size("A4")
_MARGIN = 42.0
_ROW_TALLEST, _ROW_COMFORTABLE = 78.0, 40.0
_ROW_FOR_TWO_LINES = 30.0
_CALENDAR_TALLEST, _CALENDAR_LOWEST = 360.0, 150.0


@dataclass(frozen=True)
class _HostPlace:
    head: Box
    rows: tuple[Box, ...]
    calendar: Box | None
    foot: Box


def host_pdf(host: HostMonth, *, printed_on: date) -> bytes:
    """The host's month on one A4 page."""
    return hosts_pdf([host], printed_on=printed_on)


def hosts_pdf(hosts: Sequence[HostMonth], *, printed_on: date, languages: Sequence[str] = ()) -> bytes:
    """A page for each host, in the order given; refuses (``no_sheet_to_print``) when there is none.

    ``languages`` are those of the pages, where they are not all in the language in use.
    """

    def draw(canvas: Canvas, number: int) -> None:
        with speaking(languages[number] if languages else current_language()):
            page = _("page {n}/{total}").format(n=number + 1, total=len(hosts)) if len(hosts) > 1 else ""
            _draw_page(canvas, hosts[number], printed_on, page)

    pages = [(host.name, lambda canvas, number=number: draw(canvas, number)) for number, host in enumerate(hosts)]
    title = author = ""
    if hosts:
        title = _("Permanences · {month}").format(month=month_name(hosts[0].month.first))
        author = hosts[0].venue_name
    return pdf_bytes(pages, size=_PAGE, title=f"{title} · {hosts[0].name}" if len(hosts) == 1 else title, author=author)


def _lay_out(host: HostMonth) -> _HostPlace:
    """Rows as tall as there is room for; the calendar takes what they leave, or gives way to them."""
    inner = Box(_MARGIN, _MARGIN - 8, _PAGE[0] - 2 * _MARGIN, _PAGE[1] - 2 * _MARGIN + 8)
    head = Box(inner.left, inner.top - 92, inner.width, 92)
    foot = Box(inner.left, inner.bottom, inner.width, 50)
    room = head.bottom - foot.top - 12
    count = max(1, len(host.shifts))
    with_calendar = room - _CALENDAR_LOWEST - 22 >= count * _ROW_COMFORTABLE
    height = min(_ROW_TALLEST, (room - (_CALENDAR_LOWEST + 22 if with_calendar else 0)) / count)
    rows = tuple(Box(inner.left, head.bottom - (i + 1) * height, inner.width, height) for i in range(count))
    if not with_calendar:
        return _HostPlace(head, rows, None, foot)
    tall = min(_CALENDAR_TALLEST, rows[-1].bottom - foot.top - 34)
    return _HostPlace(head, rows, Box(inner.left, foot.top + 12, inner.width, tall), foot)


def _draw_page(canvas: Canvas, host: HostMonth, printed_on: date, page: str) -> None:
    place = _lay_out(host)
    _draw_head(canvas, host, place.head)
    for shift, box in zip(host.shifts, place.rows, strict=False):
        _draw_shift(canvas, shift, box)
    if not host.shifts:
        _draw_nothing(canvas, place.rows[0])
    if place.calendar:
        _draw_calendar(canvas, host, place.calendar)
    _draw_foot(canvas, host, place.foot, printed_on, page)


def _draw_head(canvas: Canvas, host: HostMonth, box: Box) -> None:
    quiet = Look(style.REGULAR, 11, style.SOFT)
    where = " · ".join(part for part in (host.venue_name, host.venue_address) if part)
    grid.draw_fitted(canvas, where, box, box.top - 10, quiet, 7)
    words = _("BROUILLON") if host.state != "published" else ""
    mark = Look(style.BOLD, 12, style.ATTENTION)
    mark_width = style.text_width(words, mark) + 34 if words else 0
    name = Box(box.left, box.bottom, box.width - mark_width, box.height)
    width = grid.draw_fitted(canvas, host.full_name, name, box.top - 46, Look(style.BOLD, 32), 16)
    if words:
        grid.badge(canvas, words, box.left + width + 14, box.top - 42, mark)
    month = capitalised(month_name(host.month.first))
    total = f"**{month}** · {_total(host)}" if host.shifts else f"**{month}**"
    grid.draw_sentence(canvas, total, box, box.top - 70, Look(style.REGULAR, 15), 9)
    grid.rule(canvas, box.left, box.right, box.bottom, style.BAR, 1.4)


def _total(host: HostMonth) -> str:
    held = [shift for shift in host.shifts if not shift.shut]
    count = len(held)
    hours = round(sum((shift.hours[1] - shift.hours[0]) % 1440 for shift in held) / 60, 2)
    shifts = ngettext("{n} permanence", "{n} permanences", count).format(n=count)
    return _("{shifts}, {hours} h").format(shifts=shifts, hours=format_number(hours))


def _draw_shift(canvas: Canvas, shift: HostShiftRow, box: Box) -> None:
    """A row: weekday and large date, hours, with whom, and what is still free."""
    unit = min(1.0, box.height / 52)
    middle = box.bottom + box.height / 2
    big = Look(style.BOLD, min(36, 0.62 * box.height))
    baseline = middle - big.size * style.CAP_HEIGHT / 2
    weekday = Look(style.REGULAR, max(8, 15 * unit))
    grid.draw_text(canvas, str(shift.day.day), box.left + 44, baseline, big, "right")
    weekday_box = Box(box.left + 54, box.bottom, 78, box.height)
    grid.draw_fitted(canvas, format_date(shift.day, "EEEE"), weekday_box, baseline, weekday, 6)
    hours = Look(style.SEMIBOLD, max(9, 19 * unit))
    hours_box = Box(box.left + 138, box.bottom, 128, box.height)
    opens, closes = shift.hours
    span = format_span(opens % 1440, closes % 1440 or 1440)
    taken = grid.draw_fitted(canvas, span, hours_box, baseline, hours, 8)
    if shift.shut:
        grid.strike(canvas, hours_box.left, hours_box.left + taken, baseline, hours)
    _draw_company(canvas, shift, Box(box.left + 276, box.bottom, box.width - 276, box.height), unit, baseline)
    grid.rule(canvas, box.left, box.right, box.bottom)


def _draw_company(canvas: Canvas, shift: HostShiftRow, box: Box, unit: float, baseline: float) -> None:
    """With whom, and below it (beside it in a low row) what deserves a word."""
    company = Look(style.MEDIUM, max(8.5, 15 * unit))
    notes = " · ".join(_notes(shift))
    if shift.seeking and not shift.shut:
        frame = Box(box.left - 8, box.bottom, box.width + 8, box.height).inset(0, min(5, 0.07 * box.height))
        _dashed(canvas, frame)
        box = Box(box.left, box.bottom, box.width - 8, box.height)
    if not notes or box.height < _ROW_FOR_TWO_LINES:
        text = f"{_with_whom(shift)} · {notes}" if notes else _with_whom(shift)
        grid.draw_fitted(canvas, text, box, baseline, company, 0.6 * company.size)
        return
    small = Look(style.REGULAR, max(7, 10.5 * unit), style.SOFT)
    if shift.seeking:
        small = Look(style.MEDIUM_ITALIC, small.size)
    lower = box.bottom + (box.height - small.size * 1.5 - company.size * style.CAP_HEIGHT) / 2
    grid.draw_fitted(canvas, _with_whom(shift), box, lower + small.size * 1.5, company, 0.6 * company.size)
    grid.draw_fitted(canvas, notes, box, lower, small, 0.7 * small.size)


def _dashed(canvas: Canvas, frame: Box) -> None:
    grid.rounded_frame(canvas, frame, 4, fill=style.ATTENTION_SOFT, stroke=style.ATTENTION, thickness=1, dashes=(3, 2))


def _with_whom(shift: HostShiftRow) -> str:
    if shift.shut:
        return _("fermé : ne venez pas")
    if shift.companions:
        return _("avec {names}").format(names=join_names([printable(name) for name in shift.companions]))
    return _("personne d’autre pour l’instant")


def _notes(shift: HostShiftRow) -> list[str]:
    notes: list[str] = []
    if shift.shut:
        return notes
    if shift.hours != (shift.start_minute, shift.end_minute):
        notes.append(_("horaire réduit"))
    if shift.seeking:
        notes.append(_("vous cherchez un remplaçant"))
    if shift.shadow:
        notes.append(_("vous venez en doublure"))
    if shift.missing:
        free = ngettext(
            "encore {n} place libre à côté de vous", "encore {n} places libres à côté de vous", shift.missing
        )
        notes.append(free.format(n=shift.missing))
    return notes


def _draw_nothing(canvas: Canvas, box: Box) -> None:
    baseline = box.bottom + box.height * 0.58
    grid.draw_fitted(canvas, _("Aucune permanence ce mois-ci."), box, baseline, Look(style.MEDIUM, 17), 9)
    invitation = _("Envie d’en prendre une ? Dites-le à la coordination.")
    grid.draw_fitted(canvas, invitation, box, baseline - 20, Look(style.REGULAR, 12, style.SOFT), 8)


def _draw_calendar(canvas: Canvas, host: HostMonth, box: Box) -> None:
    """The whole month, the host's days filled dark with the hour to be there."""
    width, head = box.width / 7, 20.0
    weeks = [monday_of(host.month.first) + timedelta(days=7 * index) for index in range(6)]
    weeks = [monday for monday in weeks if monday <= host.month.last]
    height = (box.height - head) / len(weeks)
    for weekday in range(7):
        column = Box(box.left + weekday * width, box.top - head, width, head).inset(3)
        look = Look(style.SEMIBOLD, 10, style.SOFT)
        grid.draw_fitted(canvas, weekday_name(weekday), column, column.bottom + 7, look, 6, "centre")
    for row, monday in enumerate(weeks):
        for weekday, day in enumerate(days_between(monday, monday + timedelta(days=6))):
            if host.month.first <= day <= host.month.last:
                cell = Box(box.left + weekday * width, box.top - head - (row + 1) * height, width, height)
                _draw_calendar_day(
                    canvas, day, [s for s in host.shifts if s.day == day and not s.shut], cell.inset(2, 2)
                )


def _draw_calendar_day(canvas: Canvas, day: date, shifts: list[HostShiftRow], cell: Box) -> None:
    if not shifts:
        grid.rounded_frame(canvas, cell, 4, stroke=style.LINE, thickness=0.7)
        look = Look(style.REGULAR, min(13, 0.5 * cell.height), style.SOFT)
        baseline = grid.centred_baseline(cell.bottom, cell.height, look.size)
        grid.draw_text(canvas, str(day.day), cell.centre, baseline, look, "centre")
        return
    grid.rounded_frame(canvas, cell, 4, fill=style.BAR)
    number = Look(style.BOLD, min(16, 0.48 * cell.height), style.WHITE)
    hours = Look(style.MEDIUM, min(10, 0.3 * cell.height), style.WHITE)
    gap = 0.35 * hours.size
    block = (number.size + hours.size) * style.CAP_HEIGHT + gap
    lower = cell.bottom + (cell.height - block) / 2
    grid.draw_text(canvas, str(day.day), cell.centre, lower + hours.size * style.CAP_HEIGHT + gap, number, "centre")
    starts = ", ".join(format_time(shift.hours[0] % 1440) for shift in shifts)
    grid.draw_fitted(canvas, starts, cell.inset(3), lower, hours, 5, "centre")


def _draw_foot(canvas: Canvas, host: HostMonth, box: Box, printed_on: date, page: str) -> None:
    grid.rule(canvas, box.left, box.right, box.top, style.BAR, 1.4)
    call = _(
        "**Empêché·e ?** Prévenez la coordination au plus tôt : la place reste la vôtre "
        "tant que personne ne l’a reprise."
    )
    if host.shifts:
        grid.draw_sentence(canvas, call, box, box.top - 20, Look(style.REGULAR, 11.5), 5)
    printed = _("imprimé le {date}").format(date=format_date(printed_on, "d MMMM y"))
    state = version_words(host) if host.state == "published" else _("brouillon, peut encore changer")
    small = Look(style.REGULAR, 9, style.SOFT)
    grid.draw_fitted(canvas, f"{printed} · {state}", box, box.top - 38, small, 6)
    grid.draw_text(canvas, page, box.right, box.top - 38, small, "right")
