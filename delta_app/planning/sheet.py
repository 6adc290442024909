"""The month on one page for the wall, and a page for each host."""

from dataclasses import replace
from datetime import date

from delta_app.core.i18n import _, capitalised, format_date, format_number, month_name, ngettext, weekday_name
from delta_app.planning.queries import DayRow, MonthView, SeatRow, SlotRow
from delta_app.planning.sheet_closed import draw_closures
from delta_app.planning.sheet_host import host_pdf, hosts_pdf
from delta_app.planning.sheet_layout import (
    LABEL,
    LINE,
    MARGIN,
    NAME,
    SUBLINE,
    Line,
    MonthPlace,
    Row,
    WeekPlace,
    lay_out,
    note_lines,
    open_slots,
    slot_lines,
    slots_held,
    slots_shown,
    standing,
    time_label,
)
from delta_app.planning.spoken import wall_notes
from delta_app.sheets import grid, style
from delta_app.sheets.glyphs import MISSING, lost_characters, printable
from delta_app.sheets.grid import Box, Canvas
from delta_app.sheets.output import paper_size, pdf_bytes
from delta_app.sheets.style import Look

__all__ = ["host_pdf", "hosts_pdf", "month_pdf", "too_small_to_read", "unprintable_names"]

_READABLE = 7.0  # points: what is read on a wall by somebody standing before it

_READABLE_HOURS = 5.5

_BESIDE_SIGN, _BETWEEN_ENTRIES = 5.0, 16.0  # points on A4, in the legend

_SMALLEST_SHRUNK = 4.6  # points on A4: a single long name shrinks to this before it is cut


def month_pdf(view: MonthView, *, paper: str = "A4", printed_on: date) -> bytes:
    """The month on one landscape page of ``A4`` or ``A3``; raises ValueError for another paper."""
    place = lay_out(view, paper, legend_lines=len(_legend_lines(view)))
    title = _("Permanences · {month}").format(month=month_name(view.month.first))

    def draw(canvas: Canvas) -> None:
        _draw_title(canvas, view, place, title)
        _draw_grid(canvas, view, place)
        _draw_foot(canvas, view, place, printed_on)

    return pdf_bytes([(title, draw)], size=place.page, title=title, author=view.venue_name)


def too_small_to_read(view: MonthView, paper: str = "A4") -> bool:
    """Whether the month is so full that names or hours come out too small for a wall: time to propose A3."""
    place = lay_out(view, paper, legend_lines=len(_legend_lines(view)))
    return any(slots_held(view)) and (place.name_size < _READABLE or place.label_size < _READABLE_HOURS)


def unprintable_names(view: MonthView) -> tuple[str, ...]:
    """Names with letters the font lacks, each once: said before printing, since the sheet shows ``[?]`` for them."""
    people = (person.name for slot in slots_shown(view) for person in (*slot.taken, *slot.shadows))
    return tuple(dict.fromkeys(name for name in people if lost_characters(name)))


def _draw_title(canvas: Canvas, view: MonthView, place: MonthPlace, title: str) -> None:
    scale, box = place.scale, place.title
    venue, address = Look(style.SEMIBOLD, 10.5 * scale), Look(style.REGULAR, 10.5 * scale)
    half = Box(box.left + box.width * 0.56, box.bottom, box.width * 0.44, box.height)
    upper, lower = box.top - 12 * scale, box.top - 26 * scale
    where = f" · {view.venue_address}" if view.venue_address else ""
    where_width = min(style.text_width(where, address), half.width * 0.66)
    venue_box = Box(half.left, half.bottom, half.width - where_width - 3 * scale * bool(where), half.height)
    grid.draw_fitted(canvas, view.venue_name, venue_box, upper, venue, 7 * scale, "right")
    if where:
        where_box = Box(half.right - where_width, half.bottom, where_width, half.height)
        grid.draw_fitted(canvas, where, where_box, upper, address, 7 * scale, "right")
    quiet = Look(style.REGULAR, 9.5 * scale, style.SOFT)
    grid.draw_fitted(canvas, _promise(view), half, lower, quiet, 7 * scale, "right")
    words = _("BROUILLON") if view.state != "published" and not view.closed else ""
    mark = Look(style.BOLD, 11 * scale, style.ATTENTION)
    mark_width = style.text_width(words, mark) + 30 * scale if words else 0
    left = Box(box.left, box.bottom, half.left - box.left - mark_width - 8 * scale, box.height)
    width = grid.draw_fitted(canvas, title, left, lower, Look(style.BOLD, 24 * scale), 14 * scale)
    if words:
        grid.badge(canvas, words, box.left + width + 12 * scale, lower + 3.4 * scale, mark)


def _promise(view: MonthView) -> str:
    """How many hosts a shift has, and its length where all have the same."""
    hosts = ngettext("{n} accueillant·e par permanence", "{n} accueillant·es par permanence", view.hosts_per_shift)
    lengths = {(slot.end_minute - slot.start_minute) % 1440 for slot in slots_held(view)}
    sentence = hosts.format(n=view.hosts_per_shift)
    if len(lengths) != 1:
        return sentence
    return _("{hosts} de {hours} h").format(hosts=sentence, hours=format_number(round(lengths.pop() / 60, 2)))


def _draw_grid(canvas: Canvas, view: MonthView, place: MonthPlace) -> None:
    whole = Box(place.grid.left, place.grid.bottom, place.grid.width, place.bar.top - place.grid.bottom)
    radius = 5 * place.scale
    with grid.clipped(canvas, whole, radius):
        grid.fill_box(canvas, whole, style.WHITE)
        column = Box(place.grid.left, place.grid.bottom, place.week_column, place.grid.height)
        grid.fill_box(canvas, column, style.PAPER)
        _draw_bar(canvas, view, place)
        for week in place.weeks:
            _draw_week(canvas, week, place)
        _draw_rules(canvas, view, place)
        for week in place.weeks:
            draw_closures(canvas, week, place)
    grid.rounded_frame(canvas, whole, radius, stroke=style.BAR, thickness=1.1 * place.scale)
    if not any(slots_held(view)) and not any(day.closure for week in view.weeks for day in week.days):
        look = Look(style.MEDIUM, 15 * place.scale, style.SOFT)
        message = _("Aucune permanence n’est encore créée pour ce mois.")
        grid.draw_lines(canvas, [message], place.grid, look, ground=style.PAPER)


def _draw_bar(canvas: Canvas, view: MonthView, place: MonthPlace) -> None:
    scale, bar = place.scale, place.bar
    grid.fill_box(canvas, bar, style.BAR)
    week = Box(bar.left, bar.bottom, place.week_column, bar.height).inset(2 * scale)
    small = Look(style.REGULAR, 7 * scale, style.WHITE)
    baseline = grid.centred_baseline(bar.bottom, bar.height, 10.5 * scale)
    grid.draw_fitted(canvas, _("sem."), week, baseline, small, 5 * scale, "centre")
    for index, weekday in enumerate(view.weekdays):
        left = bar.left + place.week_column + index * place.column_width
        box = Box(left, bar.bottom, place.column_width, bar.height).inset(place.padding)
        look = Look(style.SEMIBOLD, 10.5 * scale, style.WHITE)
        grid.draw_fitted(canvas, weekday_name(weekday), box, baseline, look, 7 * scale)


def _draw_rules(canvas: Canvas, view: MonthView, place: MonthPlace) -> None:
    for index in range(len(view.weekdays)):
        x = place.grid.left + place.week_column + index * place.column_width
        grid.upright(canvas, x, place.grid.bottom, place.grid.top, style.LINE, 0.7 * place.scale)
    for week in place.weeks[:-1]:
        grid.rule(canvas, place.grid.left, place.grid.right, week.box.bottom, style.BAR, 0.9 * place.scale)


def _draw_week(canvas: Canvas, week: WeekPlace, place: MonthPlace) -> None:
    number = Box(week.box.left, week.box.bottom, place.week_column, week.box.height)
    look = Look(style.REGULAR, 8.5 * place.scale, style.SOFT)
    grid.draw_text(canvas, str(week.row.number), number.centre, _day_baseline(week, place), look, "centre")
    for index, day in enumerate(week.row.days):
        cell = place.cell(week, index)
        if not day.in_month or day.closed:
            grid.hatched_cell(canvas, cell, place.scale)
        if day.in_month:
            _draw_day(canvas, day, cell, week, place)


def _day_baseline(week: WeekPlace, place: MonthPlace) -> float:
    return grid.centred_baseline(week.box.top - place.head, place.head, place.number_size)


def _draw_day(canvas: Canvas, day: DayRow, cell: Box, week: WeekPlace, place: MonthPlace) -> None:
    inner = cell.inset(place.padding)
    look = Look(style.BOLD, place.number_size)
    baseline = _day_baseline(week, place)
    number = str(day.day.day)
    if day.closed:
        width = style.text_width(number, look) + place.padding * 1.7
        low = baseline - 0.3 * look.size
        grid.fill_box(canvas, Box(cell.left, low, width, cell.top - low), style.WHITE)
    grid.draw_text(canvas, number, inner.left, baseline, look)
    beside = inner.left + style.text_width(number, look) + 5 * place.scale
    _draw_notes(canvas, wall_notes(day), Box(beside, baseline, inner.right - beside, 0), place)
    for slot, row in zip(open_slots(day), week.rows, strict=False):
        grid.dotted_rule(canvas, inner.left, inner.right, row.top, place.scale)
        _draw_slot(canvas, slot, cell, row, place)


def _draw_notes(canvas: Canvas, notes: tuple[str, ...], box: Box, place: MonthPlace) -> None:
    """Activities beside the day's number: one on its baseline, more in two lines."""
    smallest = 5.5 * place.scale
    look = Look(style.MEDIUM_ITALIC, max(smallest, min(0.8 * place.name_size, 11 * place.scale)), style.ACTIVITY)
    least = Look(style.MEDIUM_ITALIC, smallest)
    lines = note_lines(notes, lambda text: style.text_width(text, least) <= box.width)
    top = box.bottom + (0.3 * look.size if len(lines) > 1 else 0)
    for index, line in enumerate(lines):
        grid.draw_fitted(canvas, line, box, top - index * look.size * 1.1, look, smallest)


def _draw_slot(canvas: Canvas, slot: SlotRow, cell: Box, row: Row, place: MonthPlace) -> None:
    size = place.name_size
    baseline = row.top - (LINE * size + row.slack + size * style.CAP_HEIGHT) / 2
    label = replace(LABEL, size=place.label_size, colour=style.SOFT)
    hours = Box(cell.left + place.padding, baseline, place.label_width - 0.5 * size, 0)
    grid.draw_fitted(canvas, time_label(slot), hours, baseline, label, 0.6 * label.size)
    under = baseline
    columns = place.columns_of(slot)
    for line in slot_lines(slot, columns):
        if line.shadows:
            under -= SUBLINE * size
            _draw_shadows(canvas, line, [place.seat_box(cell, columns, n, under) for n in range(columns)], place)
            continue
        if line.word:
            grid.draw_text(canvas, line.word, place.seat_box(cell, 1, 0, baseline).left, baseline, _closed_look(place))
        boxes = [place.seat_box(cell, columns, column, baseline) for column in range(len(line.people))]
        for person, box in zip(line.people, _lent(line.people, boxes, place), strict=True):
            _draw_seat(canvas, person, box, place, struck=slot.shut)
        under = baseline - SUBLINE * size * line.seeking
        baseline -= line.least_height * size + row.slack


def _closed_look(place: MonthPlace) -> Look:
    return Look(style.MEDIUM_ITALIC, place.name_size)


def _lent(people: tuple[SeatRow | None, ...], boxes: list[Box], place: MonthPlace) -> list[Box]:
    """The places of two names beside each other: a long name takes what a short neighbour leaves, before it shrinks."""
    if len(people) != 2 or any(person is None or person.seeking for person in people):
        return boxes
    left, right = boxes
    needs = [style.text_width(person.name, replace(NAME, size=place.name_size)) for person in people if person]
    gap = right.left - left.right
    over, room = needs[0] - left.width, right.width - needs[1]
    if over > 0 < room:
        move = min(over, room)
    elif needs[1] > right.width and needs[0] < left.width:
        move = -min(needs[1] - right.width, left.width - needs[0])
    else:
        return boxes
    edge = left.right + move
    return [replace(left, width=edge - left.left), replace(right, left=edge + gap, width=right.right - edge - gap)]


def _draw_seat(canvas: Canvas, person: SeatRow | None, box: Box, place: MonthPlace, *, struck: bool) -> None:
    name = replace(NAME, size=place.name_size)
    line_y = box.bottom - 0.2 * name.size
    if person is None:
        grid.write_on_line(canvas, box.left, box.right, line_y, place.scale)
        return
    if person.seeking:
        _draw_seeking(canvas, box, place)
    smallest = max(_SMALLEST_SHRUNK * place.scale, 0.62 * name.size)
    width = grid.draw_fitted(canvas, person.name, box, box.bottom, name, smallest)
    if struck:
        grid.strike(canvas, box.left, box.left + width, box.bottom, name)
    if MISSING in printable(person.name):
        grid.write_on_line(canvas, box.left + width + 2 * place.scale, box.right, line_y, place.scale)


def _draw_seeking(canvas: Canvas, box: Box, place: MonthPlace) -> None:
    """A dashed frame and words: whoever seeks stays responsible, and is seen to seek without colour."""
    size = place.name_size
    low = box.bottom - SUBLINE * size
    around = 0.26 * size
    bottom, top = low - 0.33 * place.small_size, box.bottom + 1.05 * size
    _dashed(canvas, Box(box.left - around, bottom, box.width + 2 * around, top - bottom), place)
    look = Look(style.MEDIUM_ITALIC, place.small_size)  # in ink: small amber letters dissolve on a laser printer
    smallest = 0.7 * look.size
    words = _("cherche remplaçant")
    if style.text_width(words, look.sized(smallest)) > box.width:
        words = _("remplaçant ?")
    grid.draw_fitted(canvas, words, box, low, look, smallest)


def _dashed(canvas: Canvas, frame: Box, place: MonthPlace) -> None:
    grid.rounded_frame(
        canvas, frame, min(2.5 * place.scale, frame.height / 4), fill=style.ATTENTION_SOFT, stroke=style.ATTENTION,
        thickness=0.9 * place.scale, dashes=(2.6 * place.scale, 1.8 * place.scale),
    )  # fmt: skip


def _draw_shadows(canvas: Canvas, line: Line, boxes: list[Box], place: MonthPlace) -> None:
    look = Look(style.ITALIC, place.small_size)
    for person, box in zip(line.people, boxes, strict=False):
        if person:
            grid.draw_fitted(canvas, f"+ {printable(person.name)}", box, box.bottom, look, 0.7 * look.size)


def _draw_foot(canvas: Canvas, view: MonthView, place: MonthPlace, printed_on: date) -> None:
    scale, foot = place.scale, place.foot
    baseline = foot.top - 13 * scale
    right = Look(style.REGULAR, 9.5 * scale, style.SOFT)
    taken = grid.draw_fitted(canvas, _imprint(view, printed_on), _right_part(foot), baseline, right, 6 * scale, "right")
    left = Box(foot.left, foot.bottom, foot.width - taken - 16 * scale, foot.height)
    grid.draw_sentence(canvas, _call(view), left, baseline, Look(style.REGULAR, 9.5 * scale), 5 * scale)
    for line in _legend_lines(view):
        baseline -= 13 * scale
        x = foot.left
        for kind, words in line:
            x += _draw_legend_entry(canvas, kind, words, x, baseline, place) + _BETWEEN_ENTRIES * scale


def _right_part(foot: Box) -> Box:
    return Box(foot.left + foot.width * 0.6, foot.bottom, foot.width * 0.4, foot.height)


def _call(view: MonthView) -> str:
    if not any(slots_held(view)):
        return ""
    cannot = _("Empêché·e ? Prévenez la coordination au plus tôt.")
    if not any(slot.missing for slot in slots_held(view)):
        return cannot
    return _("Une ligne vide ? **Inscrivez-vous** à la main ou au PC de l’accueil.") + " " + cannot


def _imprint(view: MonthView, printed_on: date) -> str:
    printed = _("imprimé le {date}").format(date=format_date(printed_on, "d MMMM y"))
    return f"{printed}{standing(view)}"


def _legend(view: MonthView) -> tuple[tuple[str, str], ...]:
    """What needs explaining on this sheet, each with the sign it explains."""
    slots = list(slots_held(view))
    people = [person for slot in slots for person in slot.taken]
    shadows = [person for slot in slots for person in slot.shadows]
    struck = any(slot.to_tell for slot in slots_shown(view))
    entries = (
        (struck, "struck", _("le lieu est fermé à ce moment : cette personne est à prévenir")),
        (any(person.seeking for person in people), "seeking", _("cherche remplaçant : cette place peut être reprise")),
        (bool(shadows), "+", _("doublure : apprend à côté des accueillant·es")),
        (any(MISSING in printable(one.name) for one in (*people, *shadows)), MISSING, _("nom à compléter à la main")),
    )
    return tuple((kind, words) for needed, kind, words in entries if needed)


def _legend_lines(view: MonthView) -> list[list[tuple[str, str]]]:
    """The legend in lines that the paper has room for; all papers have the shape of the A4 it is measured on."""
    lines: list[list[tuple[str, str]]] = []
    used = room = paper_size("A4", landscape=True)[0] - 2 * MARGIN
    for kind, words in _legend(view):
        width = _sign_width(kind, 1) + _BESIDE_SIGN + style.text_width(words, _legend_look(1))
        if used + _BETWEEN_ENTRIES + width > room:
            lines.append([])
            used = -_BETWEEN_ENTRIES
        lines[-1].append((kind, words))
        used += _BETWEEN_ENTRIES + width
    return lines


def _legend_look(scale: float) -> Look:
    return Look(style.REGULAR, 8.5 * scale, style.SOFT)


def _sign(kind: str, scale: float) -> tuple[str, Look]:
    """What is written before an entry of the legend, as on the sheet itself."""
    name = capitalised(_("prénom"))
    look = Look(style.MEDIUM_ITALIC if kind == "+" else style.MEDIUM, 8.5 * scale)
    return {"+": f"+ {name}", "struck": name}.get(kind, kind), look


def _sign_width(kind: str, scale: float) -> float:
    return 18 * scale if kind == "seeking" else style.text_width(*_sign(kind, scale))


def _draw_legend_entry(canvas: Canvas, kind: str, words: str, x: float, baseline: float, place: MonthPlace) -> float:
    scale = place.scale
    look, width = _legend_look(scale), _sign_width(kind, scale)
    if kind == "seeking":
        _dashed(canvas, Box(x + 0.5 * scale, baseline - 1.5 * scale, 17 * scale, 9 * scale), place)
    else:
        shown, sign = _sign(kind, scale)
        grid.draw_text(canvas, shown, x, baseline, sign)
        if kind == "struck":
            grid.strike(canvas, x, x + width, baseline, sign)
    left = x + width + _BESIDE_SIGN * scale
    grid.draw_text(canvas, words, left, baseline, look)
    return left + style.text_width(words, look) - x
