"""Rows of the programme as poster and flyer set them: days, hour, title and what is told of it, measured and shared
out among columns."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from delta_app.programme.paper_data import PaperLine, ProgrammePaper
from delta_app.programme.sheet_look import Lines, draw_blocks, height_of, lines_of, type_colour
from delta_app.programme.sheet_words import (
    BETWEEN,
    Languages,
    day_groups,
    descriptions,
    length_told,
    remarks,
    start_told,
    titles,
)
from delta_app.sheets import style
from delta_app.sheets.grid import Canvas
from delta_app.sheets.style import Look

Try = TypeVar("Try")
Made = TypeVar("Made")

# How small against the others a long title is set, and in how many lines at most.
_SHRINKING = ((1.0, 2), (0.8, 2), (0.64, 3))
_OF_CUT = 0.8  # nobody reads all of one that is longer still: what is left of it is told from afar
_TITLE_LEADING = 1.14
_HOUR = 1.26  # of the size of days beside it
_SHARE_OF_DAYS = 0.31  # of the width of a page, that days may take


@dataclass(frozen=True)
class Sizes:
    """How large a row is set, in points. ``notes``: in how many lines a description at most, none where it
    is left out; ``longest``: in how many a title."""

    title: float
    days: float
    note: float
    smallest: float
    padding: float  # the least white space above and below a row
    notes: int = 2
    longest: int = 4


@dataclass(frozen=True)
class Wanted:
    """What is told: of which paper, in which languages, with the room or without."""

    paper: ProgrammePaper
    languages: Languages
    rooms: bool = False


@dataclass(frozen=True)
class Widths:
    """Where a row across the page has its parts: the width of its days, of its hour, and of its words."""

    days: float
    time: float
    words: float
    gap: float


@dataclass(frozen=True)
class Row:
    """A line of the programme, measured. Across: days, hour and words beside each other; else the days above."""

    days: Lines
    time: Lines
    words: tuple[Lines, ...]
    across: Widths | None = None

    @property
    def height(self) -> float:
        """Without any white space around."""
        if self.across is None:
            return max(self.days.height, self.time.height) + height_of(self.words)
        title = self.words[0]
        return max(height_of(self.words), title.rise - self.days.rise + self.days.height)

    @property
    def suffers(self) -> bool:
        """Whether its title takes more than a line, or its days are cut: it is set too large."""
        return len(self.words[0].lines) > 1 or any(line.endswith(style.ELLIPSIS) for line in self.days.lines)

    def draw(self, canvas: Canvas, x: float, top: float) -> None:
        """Draw it below ``top``."""
        if self.across is None:
            under = self._draw_when(canvas, x, top)
            draw_blocks(canvas, self.words, x, under)
            return
        widths, title = self.across, self.words[0]
        self.days.draw_beside(canvas, x, top, title)
        x += widths.days + widths.gap * bool(widths.days)
        self.time.draw_beside(canvas, x, top, title)
        x += widths.time + widths.gap * bool(widths.time)
        draw_blocks(canvas, self.words, x, top)

    def _draw_when(self, canvas: Canvas, x: float, top: float) -> float:
        height = max(self.days.height, self.time.height)
        beside = self.time.width + 0.55 * self.time.look.size if self.time.lines else 0
        self.time.draw(canvas, x, top)
        self.days.draw(canvas, x + beside, top)
        return top - height


def row_across(line: PaperLine, wanted: Wanted, sizes: Sizes, widths: Widths) -> Row:
    """A row as wide as the page."""
    days = Lines(tuple(_day_lines(line, wanted, _days_look(sizes), widths.days)), _days_look(sizes), 1.18)
    return Row(days, _time(line, wanted, sizes), _words(line, wanted, sizes, widths.words), widths)


def row_stacked(line: PaperLine, wanted: Wanted, sizes: Sizes, width: float) -> Row:
    """A row of a column: hour and days above, the words below."""
    time = _time(line, wanted, sizes, sizes.days)
    room = width - (time.width + 0.55 * sizes.days if time.lines else 0)
    days = Lines(tuple(_day_lines(line, wanted, _days_look(sizes), room)), _days_look(sizes), 1.24)
    return Row(days, time, _words(line, wanted, sizes, width))


def widths_for(wanted: Wanted, sizes: Sizes, width: float) -> Widths:
    """The parts of rows across: days keep to one line where a third of the page is enough, hours always do."""
    look = _days_look(sizes)
    lines = wanted.paper.lines
    days = max((style.text_width(_in_one(line, wanted), look) for line in lines), default=0)
    pieces = [part for line in lines for part in _atoms(line, wanted)]
    least = max((style.text_width(part, look) for part in pieces), default=0)
    days = max(min(days, _SHARE_OF_DAYS * width), min(least, 0.45 * width))
    time = max((_time(line, wanted, sizes).width for line in lines), default=0)
    gap = 0.9 * sizes.days
    return Widths(days, time, width - days - time - gap * (1 + bool(time)), gap)


def size_of_days(wanted: Wanted, largest: float, smallest: float, width: float) -> float:
    """How large days are set, so that those stand on one line that do where they are smallest."""
    look = Look(style.SEMIBOLD, 1)
    widths = (style.text_width(_in_one(line, wanted), look) for line in wanted.paper.lines)
    sizes = (_SHARE_OF_DAYS * width / each for each in widths)
    return min([size for size in sizes if size >= smallest] + [largest])


def _days_look(sizes: Sizes) -> Look:
    return Look(style.SEMIBOLD, sizes.days, style.SOFT)


def _time(line: PaperLine, wanted: Wanted, sizes: Sizes, size: float = 0) -> Lines:
    start = start_told(line, wanted.languages)
    look = Look(style.BOLD, size or max(sizes.smallest, _HOUR * sizes.days), type_colour(line.colour))
    return Lines((start,) if start else (), look)


def _in_one(line: PaperLine, wanted: Wanted) -> str:
    groups = day_groups(line, wanted.paper, wanted.languages)
    return BETWEEN.join(f"{before} {BETWEEN.join(numbers)}".strip() for before, *numbers in groups)


def _atoms(line: PaperLine, wanted: Wanted) -> list[str]:
    """The pieces of its days that no line breaks."""
    found = []
    for before, *numbers in day_groups(line, wanted.paper, wanted.languages):
        found += _pieces(before, numbers)
    return found


def _pieces(before: str, numbers: Sequence[str]) -> list[str]:
    """A weekday stays with its first number; several stand on a line of their own."""
    if " " in before:
        return [before, *numbers]
    return [f"{before} {numbers[0]}".strip(), *numbers[1:]]


def _day_lines(line: PaperLine, wanted: Wanted, look: Look, width: float) -> list[str]:
    """The days on one line if they fit, else a line or more for each group."""
    whole = _in_one(line, wanted)
    if style.text_width(whole, look) <= width:
        return [whole]
    lines: list[str] = []
    for before, *numbers in day_groups(line, wanted.paper, wanted.languages):
        first, *others = _pieces(before, numbers)
        lines.append(first)
        for at, number in enumerate(others):
            if first == before and not at:
                lines.append(number)
                continue
            longer = f"{lines[-1]}{BETWEEN}{number}"
            if style.text_width(longer, look) <= width:
                lines[-1] = longer
            else:
                lines.append(number)
    return [each if style.text_width(each, look) <= width else style.cut(each, look, width) for each in lines]


def _words(line: PaperLine, wanted: Wanted, sizes: Sizes, width: float) -> tuple[Lines, ...]:
    title = fitted_title(titles(line, wanted.languages), sizes, width, type_colour(line.colour))
    told = [
        lines_of(text, Look(face, sizes.note, style.SOFT), width, sizes.notes)
        for text, face in zip(descriptions(line, wanted.languages), (style.REGULAR, style.ITALIC), strict=False)
        if sizes.notes
    ]
    told_besides = (length_told(line, wanted.languages), *remarks(line, wanted.languages, room=wanted.rooms))
    know = BETWEEN.join(each for each in told_besides if each)
    if know:
        told.append(lines_of(know, Look(style.MEDIUM, sizes.note), width, 3))
    return (title, *told)


def fitted_title(texts: Sequence[str], sizes: Sizes, width: float, colour: str) -> Lines:
    """A title in one or two languages: broken into lines where it is long, smaller where it is very long, and cut
    only where it would not be read from afar any more."""
    for by, most in _SHRINKING:
        look = Look(style.BOLD, max(sizes.smallest, by * sizes.title), colour)
        lines = _title_lines(texts, look, width)
        if lines is not None and len(lines) <= most:
            return Lines(tuple(lines), look, _TITLE_LEADING)
    look = Look(style.BOLD, max(sizes.smallest, _OF_CUT * sizes.title), colour)
    each = max(3, sizes.longest) - len(texts)
    cut = tuple(line for text in texts for line in lines_of(text, look, width, each).lines)
    return Lines(cut, look, _TITLE_LEADING)


def _title_lines(texts: Sequence[str], look: Look, width: float) -> list[str] | None:
    """``Tricot / Breien`` on one line, else a language below the other; None where a word is too long."""
    whole = style.wrapped_whole(" / ".join(texts), look, width)
    if whole is None or len(whole) == 1 or len(texts) == 1:
        return whole
    parts = [f"{text} /" for text in texts[:-1]] + [texts[-1]]
    lines: list[str] = []
    for part in parts:
        broken = style.wrapped_whole(part, look, width)
        if broken is None:
            return None
        lines += broken
    return lines


def first_that_does(tries: Sequence[Try], make: Callable[[Try], Made | None]) -> Made | None:
    """What is made of the first of these of which something can be made, as it then can of all that follow it."""
    found, low, high = None, 0, len(tries) - 1
    while low <= high:
        middle = (low + high) // 2
        made = make(tries[middle])
        if made is None:
            low = middle + 1
        else:
            found, high = made, middle - 1
    return found


@dataclass(frozen=True)
class Column:
    """Rows one below the other."""

    rows: tuple[Row, ...]

    def height(self, padding: float) -> float:
        """With so much white space above and below each row."""
        return sum(row.height + 2 * padding for row in self.rows)


def shared_out(rows: Sequence[Row], padding: float, height: float, most: int) -> tuple[Column, ...] | None:
    """The rows in order in so many columns of a height, all about as full; None where they need more."""
    if len(filled(rows, padding, height) or ()) not in range(1, most + 1):
        return None
    low, high = 0.0, height
    for _step in range(24):
        middle = (low + high) / 2
        found = filled(rows, padding, middle)
        low, high = (low, middle) if found and len(found) <= most else (middle, high)
    first, *others = filled(rows, padding, high) or ()
    if not others:
        return (first,)
    # One that is high does not make the columns after it as full as itself, and the last one empty.
    return first, *(shared_out(rows[len(first.rows) :], padding, high, most - 1) or others)


def filled(rows: Sequence[Row], padding: float, height: float) -> tuple[Column, ...] | None:
    """Columns filled one after the other; None where a row is taller than one."""
    columns: list[list[Row]] = [[]]
    used = 0.0
    for row in rows:
        needs = row.height + 2 * padding
        if needs > height:
            return None
        if used + needs > height:
            columns.append([])
            used = 0.0
        columns[-1].append(row)
        used += needs
    return tuple(Column(tuple(column)) for column in columns)
