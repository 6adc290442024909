"""Where everything of the month's sheet goes: pure measures in points, settled before anything is drawn."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest

from delta_app.core.i18n import current_language, format_time
from delta_app.planning.queries import DayRow, MonthView, SeatRow, SlotRow, WeekRow
from delta_app.sheets import style
from delta_app.sheets.grid import Box
from delta_app.sheets.output import paper_size
from delta_app.sheets.style import Look, text_width

NAME = Look(style.MEDIUM, 1)
LABEL = Look(style.REGULAR, 1)

LARGEST_NAME, SMALLEST_NAME = 19.0, 5.5  # points on A4; all lengths grow with the paper
_ROOM_FOR_A_NAME = 4.9  # in sizes: "Bernard L.", and enough of a line to sign on
_WIDEST_SEAT = 14.0  # in sizes: a longer line to write on only looks lost
GUTTER = 0.7  # in sizes, between two names
LINE, SUBLINE = 1.65, 0.9  # in sizes: least height of a line of names, and of the small words under it
_HEAD, _SECOND_NOTE = 1.7, 0.6  # in sizes: the day line, and what a second line of activities adds to it
_LABEL = 0.74  # the hours, against the names
_QUIET_WEEK = 4.5  # in sizes: a week without slots, room for the reason of a closure
_LOWEST_HEAD, _SMALLEST_NUMBER = 12.0, 9.0  # points on A4: dates are read even where names must be tiny
_A4_HEIGHT = paper_size("A4", landscape=True)[1]


@dataclass(frozen=True)
class Line:
    """A line of a slot: seats side by side (None: a line to write on), or shadows."""

    people: tuple[SeatRow | None, ...]
    shadows: bool = False

    @property
    def seeking(self) -> bool:
        """Whether somebody on it looks for a replacement, and needs words under the name."""
        return not self.shadows and any(person and person.seeking for person in self.people)

    @property
    def least_height(self) -> float:
        """The height it needs, in sizes of a name."""
        return SUBLINE if self.shadows else LINE + SUBLINE * self.seeking


@dataclass(frozen=True)
class Row:
    """The band of a week's first, second… slots: the same for every day, so that their hours and names align."""

    top: float
    height: float
    slack: float  # what each line of names gets above its least height


@dataclass(frozen=True)
class WeekPlace:
    """A week's band, the height of its day line, and its rows."""

    row: WeekRow
    box: Box
    head: float
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class MonthPlace:
    """The whole page."""

    page: tuple[float, float]
    scale: float
    title: Box
    bar: Box
    grid: Box  # below the bar, the column of week numbers included
    foot: Box
    week_column: float
    column_width: float
    weeks: tuple[WeekPlace, ...]
    seat_columns: int
    label_width: float
    name_size: float
    label_size: float
    small_size: float
    number_size: float
    head: float  # the day line without a second line of activities

    def cell(self, week: WeekPlace, index: int) -> Box:
        """The cell of the week's day of that index."""
        left = self.grid.left + self.week_column + index * self.column_width
        return Box(left, week.box.bottom, self.column_width, week.box.height)

    @property
    def padding(self) -> float:
        """Space between a cell's edge and what it holds."""
        return 5.5 * self.scale

    def seat_box(self, cell: Box, column: int, bottom: float) -> Box:
        """The place of a name in a cell, standing on its baseline."""
        left = cell.left + self.padding + self.label_width
        width = min((cell.right - self.padding - left) / self.seat_columns, _WIDEST_SEAT * self.name_size)
        return Box(left + column * width, bottom, width - GUTTER * self.name_size, self.name_size)


def time_label(slot: SlotRow) -> str:
    """The slot's hours, short: ``10–13h``, ``13h30–16h``; English ``10:00–13:00``."""
    start, end = format_time(slot.start_minute % 1440), format_time(slot.end_minute % 1440 or 1440)
    if current_language() != "en" and slot.start_minute % 60 == 0:
        start = str(slot.start_minute // 60 % 24)
    return f"{start}–{end}"


def slot_lines(slot: SlotRow, columns: int) -> tuple[Line, ...]:
    """The slot's people in lines of so many: those who come, the empty seats, then the shadows."""
    seats = (*slot.taken, *[None] * slot.missing)
    return (
        *(Line(chunk) for chunk in _chunks(seats, columns)),
        *(Line(chunk, shadows=True) for chunk in _chunks(slot.shadows, columns)),
    )


def _chunks(people: tuple[SeatRow | None, ...], size: int) -> Iterator[tuple[SeatRow | None, ...]]:
    return (people[start : start + size] for start in range(0, len(people), size))


def slots_shown(view: MonthView) -> Iterator[SlotRow]:
    """Every slot of the month's own days."""
    return (slot for week in view.weeks for day in week.days if day.in_month for slot in day.slots)


def day_notes(day: DayRow) -> tuple[str, ...]:
    """What stands beside the day's number: activities, and a closure that slots were opened against."""
    closure = (day.closure,) if day.closure and day.slots else ()
    return (*closure, *(f"{format_time(item.start_minute)} {item.title}" for item in day.activities))


def lay_out(view: MonthView, paper: str, legend_lines: int) -> MonthPlace:
    """Fill the page: every length follows the paper, and the arrangement that sets names largest is taken."""
    page = paper_size(paper, landscape=True)
    scale = page[1] / _A4_HEIGHT
    margin = 26 * scale
    inner = Box(margin, margin, page[0] - 2 * margin, page[1] - 2 * margin)
    title = Box(inner.left, inner.top - 30 * scale, inner.width, 30 * scale)
    foot = Box(inner.left, inner.bottom, inner.width, (13 + 13 * legend_lines) * scale)
    bar = Box(inner.left, title.bottom - 24 * scale, inner.width, 18 * scale)
    grid = Box(inner.left, foot.top, inner.width, bar.bottom - foot.top)
    week_column = 20 * scale
    column_width = (inner.width - week_column) / max(1, len(view.weekdays))
    most = max((max(slot.seats, len(slot.taken)) for slot in slots_shown(view)), default=1)
    tries = (_arrange(view, grid, column_width, columns, scale) for columns in range(1, max(1, most) + 1))
    best = max(tries, key=lambda one: (round(one.worth, 2), one.columns))
    name_size = best.name_size
    head, weeks = _place_weeks(view, grid, best, scale)
    return MonthPlace(
        page, scale, title, bar, grid, foot, week_column, column_width,
        weeks, best.columns, best.label_width, name_size,
        label_size=min(_LABEL * name_size, 12 * scale),
        small_size=max(0.72 * name_size, min(5 * scale, 0.85 * name_size)),
        number_size=max(min(1.2 * name_size, 17 * scale), _SMALLEST_NUMBER * scale),
        head=head,
    )  # fmt: skip


@dataclass(frozen=True)
class _Arrangement:
    """So many names side by side, the size this allows, and what it is worth."""

    columns: int
    name_size: float
    label_width: float
    worth: float


def _arrange(view: MonthView, grid: Box, column_width: float, columns: int, scale: float) -> _Arrangement:
    """The largest names that the height and the width of the cells allow."""
    labels = {time_label(slot) for slot in slots_shown(view)}
    label = _LABEL * max((text_width(text, LABEL) for text in labels), default=0) + 0.65
    usual = _usual_width(view)
    room = column_width - 11 * scale
    by_width = room / (columns * (usual + GUTTER) + label)
    size = min(_by_height(view, grid, columns, scale), LARGEST_NAME * scale, max(by_width, SMALLEST_NAME * scale))
    # Where even the smallest names are too wide they are cut: half a name is worth less than a slightly smaller one.
    seen = min(1.0, (room / size - label) / (columns * (usual + GUTTER)))
    return _Arrangement(columns, size, label * size, size * max(0.0, seen) ** 0.5)


def _by_height(view: MonthView, grid: Box, columns: int, scale: float) -> float:
    """The largest size at which all the weeks fit one above the other."""
    rows = sum(_least_rows(week, columns) for week in view.weeks)
    heads = sum(_head(week) for week in view.weeks)
    if not view.weeks:
        return LARGEST_NAME * scale
    size = grid.height / (rows + heads)
    if _HEAD * size >= _LOWEST_HEAD * scale:
        return size
    return (grid.height - heads / _HEAD * _LOWEST_HEAD * scale) / rows


def _usual_width(view: MonthView) -> float:
    """The width, in sizes, that nine names in ten keep to; a longer one shrinks by itself."""
    widths = sorted(text_width(person.name, NAME) for slot in slots_shown(view) for person in slot.taken)
    return max(_ROOM_FOR_A_NAME, widths[int(0.9 * (len(widths) - 1))] if widths else 0)


def _head(week: WeekRow) -> float:
    """The height of the day line in sizes: taller where two activities stand one above the other."""
    crowded = any(len(day_notes(day)) > 1 for day in week.days if day.in_month)
    return _HEAD + _SECOND_NOTE * crowded


def _least_rows(week: WeekRow, columns: int) -> float:
    """The height in sizes that the rows of a week cannot do without."""
    return sum(least for least, _lines in _week_needs(week, columns))


def _week_needs(week: WeekRow, columns: int) -> list[tuple[float, int]]:
    """For each row of the week, its least height in sizes and its number of lines of names."""
    days = [[slot_lines(slot, columns) for slot in day.slots] for day in week.days if day.in_month]
    rows = [
        (
            max(sum(line.least_height for line in lines) for lines in same),
            max(sum(not line.shadows for line in lines) for lines in same),
        )
        for same in zip_longest(*days, fillvalue=())
    ]
    return [(least or LINE, lines or 1) for least, lines in rows] or [(_QUIET_WEEK, 1)]


def _place_weeks(view: MonthView, grid: Box, chosen: _Arrangement, scale: float) -> tuple[float, tuple[WeekPlace, ...]]:
    """The height of a day line, and the weeks, sharing the height so that lines stand as evenly as they can."""
    size = chosen.name_size
    needs = [_week_needs(week, chosen.columns) for week in view.weeks]
    unit = max(size, _LOWEST_HEAD * scale / _HEAD)
    least_heads = [_head(week) * unit for week in view.weeks]
    spare = grid.height - sum(least_heads) - size * sum(_least_rows(week, chosen.columns) for week in view.weeks)
    head_extra = min(0.5 * size, 0.2 * spare / max(1, len(needs)))
    heads = [head + head_extra for head in least_heads]
    level = _even_level([need for week in needs for need in week], size, grid.height - sum(heads))
    places = []
    top = grid.top
    for week, head, week_needs in zip(view.weeks, heads, needs, strict=True):
        rows = []
        row_top = top - head
        for least, lines in week_needs:
            height = max(least * size, lines * level)
            rows.append(Row(row_top, height, (height - least * size) / lines))
            row_top -= height
        places.append(WeekPlace(week, Box(grid.left, row_top, grid.width, top - row_top), head, tuple(rows)))
        top = row_top
    return _HEAD * unit + head_extra, tuple(places)


def _even_level(needs: list[tuple[float, int]], size: float, height: float) -> float:
    """The height of a line at which rows, none below its least height, fill the height together."""
    low, high = 0.0, height
    for _step in range(50):
        level = (low + high) / 2
        if sum(max(least * size, lines * level) for least, lines in needs) > height:
            high = level
        else:
            low = level
    return low
