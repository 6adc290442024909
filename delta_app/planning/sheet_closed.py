"""Closed days on the month's sheet: hatched, with the reason in words, and whoever is still to be told about it."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from delta_app.core.i18n import _
from delta_app.planning.queries import DayRow
from delta_app.planning.sheet_layout import MonthPlace, WeekPlace
from delta_app.sheets import grid, style
from delta_app.sheets.grid import Box, Canvas
from delta_app.sheets.style import Look

_LEADING = 1.25
_LARGEST, _SMALLEST = 12.0, 5.0  # points on A4 for the reason
_STEP = 0.95  # how much smaller each try is
_PEOPLE, _SMALLEST_PEOPLE = 0.8, 4.5  # who is to be told: against the reason, and in points on A4
_BETWEEN = 0.7  # in sizes, between two of them


@dataclass(frozen=True)
class _Words:
    """Lines one below the other in one look; of a line of people, each name is struck through."""

    lines: tuple[tuple[str, ...], ...]
    look: Look
    struck: bool = False

    @property
    def height(self) -> float:
        return len(self.lines) * self.look.size * _LEADING

    @property
    def width(self) -> float:
        return max((_line_width(line, self.look) for line in self.lines), default=0)


def _line_width(line: tuple[str, ...], look: Look) -> float:
    return sum(style.text_width(text, look) for text in line) + _BETWEEN * look.size * (len(line) - 1)


def draw_closures(canvas: Canvas, week: WeekPlace, place: MonthPlace) -> None:
    """The reason of a closure, once for the days in a row that share it; a day with people to tell stands alone."""
    for days, first, last in _closed_runs(week.row.days):
        left, right = place.cell(week, first), place.cell(week, last)
        below = Box(left.left, left.bottom, right.right - left.left, left.height - week.head).inset(place.padding, 1)
        _draw(canvas, fitted_closure(days[0].closure, people_to_tell(days[0]), below, place.scale), below)


def people_to_tell(day: DayRow) -> tuple[str, ...]:
    """Who still sits in the slots of a closed day, each once."""
    people = (person.name for slot in day.slots for person in slot.people)
    return tuple(dict.fromkeys(people))


def _closed_runs(days: tuple[DayRow, ...]) -> Iterator[tuple[list[DayRow], int, int]]:
    def alike(pair: tuple[int, DayRow]) -> tuple[str, int]:
        index, day = pair
        return (day.closure if day.closed else "", index if people_to_tell(day) else -1)

    for (reason, _alone), run in groupby(enumerate(days), key=alike):
        pairs = list(run)
        if reason:
            yield [day for _index, day in pairs], pairs[0][0], pairs[-1][0]


def fitted_closure(reason: str, people: tuple[str, ...], box: Box, scale: float) -> tuple[_Words, ...]:
    """The words of a closure in a box: broken at words and hyphens, then made smaller, and cut only when all else
    fails. The word "closed" and the people are never lost."""
    width = box.width * 0.94
    size = min(_LARGEST * scale, 0.3 * box.height)
    while size > _SMALLEST * scale:
        look = Look(style.MEDIUM, size)
        lines = style.wrapped_whole(reason, look, width)
        if lines is not None:
            blocks = (_closed(lines, look), *_told(people, _PEOPLE * size, width, scale))
            if _fits(blocks, box, width):
                return blocks
        size *= _STEP
    look = Look(style.MEDIUM, min(_SMALLEST * scale, 0.4 * box.height))
    told = _told(people, _PEOPLE * look.size, width, scale)
    room = int((box.height - sum(block.height for block in told)) / (look.size * _LEADING)) - 1
    return (_closed(style.wrapped(reason, look, width, max(1, room)), look), *told)


def _closed(lines: list[str], look: Look) -> _Words:
    closed = _("fermé")
    said = closed in " ".join(lines).casefold()
    return _Words(tuple((line,) for line in (lines if said else [*lines, closed])), look)


def _told(people: tuple[str, ...], size: float, width: float, scale: float) -> tuple[_Words, ...]:
    if not people:
        return ()
    look = Look(style.MEDIUM, max(size, _SMALLEST_PEOPLE * scale))
    lines: list[tuple[str, ...]] = [()]
    for name in people:
        if lines[-1] and _line_width((*lines[-1], name), look) > width:
            lines.append(())
        lines[-1] = (*lines[-1], style.fitted(name, look, width, look.size)[0])
    heading = Look(style.MEDIUM_ITALIC, look.size)
    text, heading = style.fitted(_("à prévenir :"), heading, width, 0.5 * look.size)
    return _Words(((text,),), heading), _Words(tuple(lines), look.coloured(style.SOFT), struck=True)


def _fits(blocks: tuple[_Words, ...], box: Box, width: float) -> bool:
    return sum(block.height for block in blocks) <= box.height and all(block.width <= width for block in blocks)


def _draw(canvas: Canvas, blocks: tuple[_Words, ...], box: Box) -> None:
    """All the words in the middle of the box, on one white plate."""
    height = min(sum(block.height for block in blocks), box.height)
    size = blocks[0].look.size
    plate_width = min(max(block.width for block in blocks) + 1.2 * size, box.width)
    plate_height = min(height + 0.5 * size, box.height)
    plate = Box(box.centre - plate_width / 2, box.bottom + (box.height - plate_height) / 2, plate_width, plate_height)
    grid.rounded_frame(canvas, plate, min(0.5 * size, plate_height / 3), fill=style.WHITE)
    top = box.bottom + (box.height + height) / 2
    for block in blocks:
        for line in block.lines:
            baseline = top - block.look.size * (_LEADING + style.CAP_HEIGHT) / 2
            _draw_line(canvas, line, block, box.centre, baseline)
            top -= block.look.size * _LEADING


def _draw_line(canvas: Canvas, line: tuple[str, ...], block: _Words, centre: float, baseline: float) -> None:
    x = centre - _line_width(line, block.look) / 2
    for text in line:
        width = style.text_width(text, block.look)
        grid.draw_text(canvas, text, x, baseline, block.look)
        if block.struck:
            grid.strike(canvas, x, x + width, baseline, block.look)
        x += width + _BETWEEN * block.look.size
