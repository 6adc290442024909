"""Where everything of the month's sheet goes: pure measures in points, settled before anything is drawn."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import zip_longest

from delta_app.core.i18n import _, current_language, format_time, ngettext
from delta_app.planning.queries import DayRow, HostMonth, MonthView, SeatRow, SlotRow, WeekRow
from delta_app.planning.spoken import wall_notes
from delta_app.sheets import style
from delta_app.sheets.grid import Box
from delta_app.sheets.output import paper_size
from delta_app.sheets.style import Look, text_width

MARGIN = 26.0  # points around everything on A4
NAME = Look(style.MEDIUM, 1)
LABEL = Look(style.REGULAR, 1)

LARGEST_NAME, SMALLEST_NAME = 19.0, 5.5  # points on A4; all lengths grow with the paper
_TINIEST_NAME = 2.5
_ROOM_FOR_A_NAME = 4.9  # in sizes: "Bernard L.", and enough of a line to sign on
_WIDEST_SEAT = 14.0  # in sizes: a longer line to write on only looks lost
GUTTER = 0.7  # in sizes, between two names
LINE, SUBLINE = 1.65, 0.9  # in sizes: least height of a line of names, and of the small words under it
_HEAD, _SECOND_NOTE = 1.7, 0.6  # in sizes: the day line, and what a second line of activities adds to it
_FOOT = 0.4  # in sizes: below the last slot of a week, so that nobody has to write on the rule
_LABEL = 0.74  # the hours, against the names
_QUIET_WEEK = 4.5  # in sizes: a week without slots, room for the reason of a closure
_SMALL = 9.0  # points on A4: below this size it is worth while to set each slot as its own names need
_BETTER = 1.05  # by how much names must come out larger to give up the same columns for everybody
_SHRINKING = (1.0, 0.85, 0.72)  # how far the longest names may shrink before they take a line of their own
_CUT = 0.62  # of their size: names that must be smaller still are cut
_LOWEST_HEAD, _SMALLEST_NUMBER = 12.0, 9.0  # points on A4: dates are read even where names must be tiny
_A4_HEIGHT = paper_size("A4", landscape=True)[1]


@dataclass(frozen=True)
class Line:
    """A line of a slot: seats side by side (None: a line to write on), or shadows."""

    people: tuple[SeatRow | None, ...]
    shadows: bool = False
    word: str = ""  # what stands there instead of people

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
    columns_of: Callable[[SlotRow], int]  # how many of a slot's names stand side by side
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

    def seat_box(self, cell: Box, columns: int, column: int, bottom: float) -> Box:
        """The place of a name among so many side by side in a cell, standing on its baseline."""
        left = cell.left + self.padding + self.label_width
        width = min((cell.right - self.padding - left) / columns, _WIDEST_SEAT * self.name_size)
        return Box(left + column * width, bottom, width - GUTTER * self.name_size, self.name_size)


def time_label(slot: SlotRow) -> str:
    """The slot's hours, as decided, short: ``10–13h``, ``13h30–16h``; English ``10:00–13:00``."""
    opens, closes = slot.hours
    start, end = format_time(opens % 1440), format_time(closes % 1440 or 1440)
    if current_language() != "en" and opens % 60 == 0:
        start = str(opens // 60 % 24)
    return f"{start}–{end}"


def slot_lines(slot: SlotRow, columns: int) -> tuple[Line, ...]:
    """The slot's people in lines of so many: those who come, the empty seats, then the shadows.

    What was decided to stay closed says so first.
    """
    seats = (*slot.taken, *[None] * slot.missing)
    return (
        *((Line((), word=_("fermé")),) if slot.shut and slot.decision else ()),
        *(Line(chunk) for chunk in _chunks(seats, columns)),
        *(Line(chunk, shadows=True) for chunk in _chunks(slot.shadows, columns)),
    )


def _chunks(people: tuple[SeatRow | None, ...], size: int) -> Iterator[tuple[SeatRow | None, ...]]:
    return (people[start : start + size] for start in range(0, len(people), size))


def slots_shown(view: MonthView) -> Iterator[SlotRow]:
    """Every slot of the month's own days."""
    return (slot for week in view.weeks for day in week.days if day.in_month for slot in day.slots)


def slots_held(view: MonthView) -> Iterator[SlotRow]:
    """The slots of the days that are not closed."""
    return (slot for week in view.weeks for day in week.days if day.in_month for slot in open_slots(day))


def open_slots(day: DayRow) -> tuple[SlotRow, ...]:
    """The slots a day's cell shows in rows: none on a closed day, whoever was to come then."""
    return () if day.closed else day.slots


def standing(view: MonthView) -> str:
    """What the foot of a sheet says of the month after a separation: its version and how much changed since, or that
    it is a draft; nothing of a month closed from end to end."""
    if view.state != "published":
        return "" if view.closed else f" · {_('brouillon')}"
    return f" · {version_words(view)}"


def version_words(month: MonthView | HostMonth) -> str:
    """``version 1, 2 changements depuis``: of a published month, what hangs on the wall and how far it has gone on."""
    version = _("version {n}").format(n=month.version)
    if not month.changes_since_published:
        return version
    changes = ngettext("{n} changement depuis", "{n} changements depuis", month.changes_since_published)
    return f"{version}, {changes.format(n=month.changes_since_published)}"


def lay_out(view: MonthView, paper: str, legend_lines: int) -> MonthPlace:
    """Fill the page: every length follows the paper, and the arrangement that sets names largest is taken."""
    page = paper_size(paper, landscape=True)
    scale = page[1] / _A4_HEIGHT
    margin = MARGIN * scale
    inner = Box(margin, margin, page[0] - 2 * margin, page[1] - 2 * margin)
    title = Box(inner.left, inner.top - 30 * scale, inner.width, 30 * scale)
    foot = Box(inner.left, inner.bottom, inner.width, (13 + 13 * legend_lines) * scale)
    bar = Box(inner.left, title.bottom - 24 * scale, inner.width, 18 * scale)
    grid = Box(inner.left, foot.top, inner.width, bar.bottom - foot.top)
    week_column = 20 * scale
    column_width = (inner.width - week_column) / max(1, len(view.weekdays))
    chosen = _choose(view, grid, column_width - 11 * scale, scale)
    name_size = chosen.name_size
    head, weeks = _place_weeks(view, grid, chosen, scale)
    return MonthPlace(
        page, scale, title, bar, grid, foot, week_column, column_width,
        weeks, chosen.columns_of, chosen.label_width, name_size,
        label_size=min(_LABEL * name_size, 12 * scale),
        small_size=max(0.72 * name_size, min(5 * scale, 0.85 * name_size)),
        number_size=max(min(1.2 * name_size, 17 * scale), _SMALLEST_NUMBER * scale),
        head=head,
    )  # fmt: skip


@dataclass(frozen=True)
class _Arrangement:
    """How many names stand side by side in each slot, the size this allows, and what it is worth."""

    columns_of: Callable[[SlotRow], int]
    name_size: float
    label_width: float
    worth: float


def _choose(view: MonthView, grid: Box, room: float, scale: float) -> _Arrangement:
    """The same columns for every slot, as many as set names largest; where they come out small, each slot as many as
    its own names leave room for, if that is clearly better. ``room`` is the width inside a cell."""
    most = max((max(slot.seats, len(slot.taken)) for slot in slots_held(view)), default=1)
    tries = [_arrange(view, grid, room, columns, scale) for columns in range(1, max(1, most) + 1)]
    same = max(reversed(tries), key=lambda one: round(one.worth, 2))
    read = _size_read(view, same, room)
    if most == 1 or read >= _SMALL * scale:
        return same
    own = [one for shrinking in _SHRINKING if (one := _arrange_each(view, grid, room, shrinking, scale))]
    best = max(own, key=lambda one: _size_read(view, one, room), default=same)
    return best if _size_read(view, best, room) > _BETTER * read else same


def _label_width(view: MonthView) -> float:
    """The width of the hours before the names, in sizes of a name."""
    labels = {time_label(slot) for slot in slots_held(view)}
    return _LABEL * max((text_width(text, LABEL) for text in labels), default=0) + 0.65


def _arrange(view: MonthView, grid: Box, room: float, columns: int, scale: float) -> _Arrangement:
    """The largest names that the height and the width of the cells allow, with the same columns for every slot."""
    label = _label_width(view)
    usual = _usual_width(view)
    by_width = room / (columns * (usual + GUTTER) + label)
    by_height = _by_height(view, grid, lambda _slot: columns, scale)
    size = min(by_height, LARGEST_NAME * scale, max(by_width, SMALLEST_NAME * scale))
    # Where even the smallest names are too wide they are cut: half a name is worth less than a slightly smaller one.
    seen = min(1.0, (room / size - label) / (columns * (usual + GUTTER)))
    return _Arrangement(lambda _slot: columns, size, label * size, size * max(0.0, seen) ** 0.5)


def _arrange_each(view: MonthView, grid: Box, room: float, shrinking: float, scale: float) -> _Arrangement | None:
    """The largest names when each slot sets as many side by side as fit, shrunk by no more than told; None when even
    the smallest do not fit the height."""
    label = _label_width(view)

    def at(size: float) -> Callable[[SlotRow], int]:
        return lambda slot: _columns_that_fit(slot, room / size - label, shrinking)

    low, high = _TINIEST_NAME * scale, LARGEST_NAME * scale
    if _by_height(view, grid, at(low), scale) < low:
        return None
    for _step in range(12):
        size = (low + high) / 2
        low, high = (size, high) if _by_height(view, grid, at(size), scale) >= size else (low, size)
    return _Arrangement(at(low), low, label * low, low)


def _columns_that_fit(slot: SlotRow, width: float, shrinking: float) -> int:
    """How many names of the slot fit beside each other in a width given in sizes."""
    most = max(1, slot.seats, len(slot.taken))
    for columns in range(most, 1, -1):
        box = min(width / columns, _WIDEST_SEAT) - GUTTER
        lines = [line for line in slot_lines(slot, columns) if not line.shadows]
        if all(_ratio(line, box) >= shrinking for line in lines):
            return columns
    return 1


def _ratio(line: Line, box: float) -> float:
    """How small the names of a line must be set to fit their places, 1 at most. Two may lend each other room."""
    needs = [text_width(person.name, NAME) if person else _ROOM_FOR_A_NAME for person in line.people]
    if len(needs) == 2 and not line.seeking and all(line.people):
        return min(1.0, max(2 * box / sum(needs), box / max(needs)))
    return min([1.0, *(box / need for need in needs)])


def _size_read(view: MonthView, chosen: _Arrangement, room: float) -> float:
    """The size at which names are read: shrunk ones are smaller, cut ones read half. The mean counts, and the tenth
    that comes out smallest: names of many sizes make a restless sheet."""
    width = (room - chosen.label_width) / chosen.name_size
    sizes = []
    for slot in slots_held(view):
        columns = chosen.columns_of(slot)
        box = min(width / columns, _WIDEST_SEAT) - GUTTER
        for line in slot_lines(slot, columns):
            ratio = 1.0 if line.shadows else _ratio(line, box)
            sizes += [ratio if ratio >= _CUT else 0.5 * _CUT] * len(line.people)
    if not sizes:
        return chosen.name_size
    tenth = sorted(sizes)[len(sizes) // 10]
    return float(chosen.name_size * (tenth * sum(sizes) / len(sizes)) ** 0.5)


def _by_height(view: MonthView, grid: Box, columns_of: Callable[[SlotRow], int], scale: float) -> float:
    """The largest size at which all the weeks fit one above the other."""
    rows = sum(_least_rows(week, columns_of) for week in view.weeks)
    heads = sum(_head(week) for week in view.weeks)
    if not view.weeks:
        return LARGEST_NAME * scale
    size = grid.height / (rows + heads)
    if _HEAD * size >= _LOWEST_HEAD * scale:
        return size
    return (grid.height - heads / _HEAD * _LOWEST_HEAD * scale) / rows


def _usual_width(view: MonthView) -> float:
    """The width, in sizes, that nine names in ten keep to; a longer one shrinks by itself."""
    widths = sorted(text_width(person.name, NAME) for slot in slots_held(view) for person in slot.taken)
    return max(_ROOM_FOR_A_NAME, widths[int(0.9 * (len(widths) - 1))] if widths else 0)


def _head(week: WeekRow) -> float:
    """The height of the day line in sizes: taller where two activities stand one above the other."""
    crowded = any(len(wall_notes(day)) > 1 for day in week.days if day.in_month)
    return _HEAD + _SECOND_NOTE * crowded


def note_lines(notes: tuple[str, ...], fits: Callable[[str], bool]) -> tuple[str, ...]:
    """What stands beside a day's number: one line, or two; where these are too short for all, as many as fit and how
    many more there are."""
    if len(notes) < 2:
        return notes
    half = (len(notes) + 1) // 2
    lines = (_joined(notes[:half]), _joined(notes[half:]))
    if len(notes) == 2 or all(map(fits, lines)):
        return lines
    upper = max((n for n in range(1, len(notes)) if fits(_joined(notes[:n]))), default=1)
    rest = notes[upper:]
    if fits(_joined(rest)):
        return _joined(notes[:upper]), _joined(rest)
    told = [_joined((*rest[:n], _more(len(rest) - n))) for n in range(len(rest))]
    return _joined(notes[:upper]), next((line for line in reversed(told) if fits(line)), told[0])


def _joined(notes: tuple[str, ...]) -> str:
    return " · ".join(notes)


def _more(n: int) -> str:
    return ngettext("et {n} autre", "et {n} autres", n).format(n=n)


def _least_rows(week: WeekRow, columns_of: Callable[[SlotRow], int]) -> float:
    """The height in sizes that the rows of a week cannot do without."""
    return _FOOT + sum(least for least, _lines in _week_needs(week, columns_of))


def _week_needs(week: WeekRow, columns_of: Callable[[SlotRow], int]) -> list[tuple[float, int]]:
    """For each row of the week, its least height in sizes and its number of lines of names."""
    days = [[slot_lines(slot, columns_of(slot)) for slot in open_slots(day)] for day in week.days if day.in_month]
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
    needs = [_week_needs(week, chosen.columns_of) for week in view.weeks]
    unit = max(size, _LOWEST_HEAD * scale / _HEAD)
    least_heads = [_head(week) * unit for week in view.weeks]
    spare = grid.height - sum(least_heads) - size * sum(_least_rows(week, chosen.columns_of) for week in view.weeks)
    head_extra = min(0.5 * size, 0.2 * spare / max(1, len(needs)))
    heads = [head + head_extra for head in least_heads]
    level = _even_level(
        [need for week in needs for need in week], size, grid.height - sum(heads) - _FOOT * size * len(needs)
    )
    places = []
    top = grid.top
    for week, head, week_needs in zip(view.weeks, heads, needs, strict=True):
        rows = []
        row_top = top - head
        for least, lines in week_needs:
            height = max(least * size, lines * level)
            rows.append(Row(row_top, height, (height - least * size) / lines))
            row_top -= height
        row_top -= _FOOT * size
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
