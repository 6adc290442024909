"""Head and foot of a poster: the place and the month on dark ground, and below when it is open and where ideas go."""

from dataclasses import dataclass, replace

from delta_app.core.i18n import speaking
from delta_app.programme.sheet_look import ACCENT, ON_BAR, SUN, Lines, draw_blocks, height_of, lines_of, one_of_sizes
from delta_app.programme.sheet_rows import Wanted
from delta_app.programme.sheet_words import (
    BETWEEN,
    idea_words,
    in_each,
    lost_texts,
    lost_words,
    months_told,
    opening_words,
    told,
    welcome_words,
    when_open,
)
from delta_app.sheets import grid, style
from delta_app.sheets.grid import Box, Canvas
from delta_app.sheets.output import PAPERS
from delta_app.sheets.style import Look

# Points on A3.
_MARGIN = 52.0
_LARGEST_MONTH, _LEAST_MONTH, _SMALLEST_MONTH = 164.0, 104.0, 60.0
_PLACE, _WELCOME, _YEAR = 25.0, 27.0, 40.0
_FOOT, _SMALLEST = 25.0, 20.0
_MOST_LINES = 5  # of a sentence at the foot
_ABOVE, _BELOW, _STRIPE = 38.0, 30.0, 9.0
_CORNER = 130.0  # for the year and which page it is
_MOST_FOOT = 0.11  # of the page's height, at which its letters become smaller


@dataclass(frozen=True)
class Frame:
    """What every page of a poster has. ``number``: which of several it is."""

    size: tuple[float, float]
    scale: float
    place: Lines
    months: Lines
    year: Lines
    welcome: Lines
    left: tuple[Lines, ...]
    right: tuple[Lines, ...]
    written_year: str
    extra: float = 0  # by how much the head is higher than it needs to be
    number: str = ""

    @property
    def _head(self) -> float:
        """The height of the head."""
        return (
            (_ABOVE + _BELOW + _STRIPE) * self.scale + self.place.height + self.months.height + self.welcome.height
        ) + self.extra

    @property
    def _foot(self) -> float:
        """The height of the foot, margins included."""
        return max(height_of(self.left), height_of(self.right)) + 62 * self.scale

    @property
    def body(self) -> Box:
        """Where rows stand."""
        margin = _MARGIN * self.scale
        width, height = self.size
        above, below = 10 * self.scale, 6 * self.scale
        return Box(margin, self._foot + below, width - 2 * margin, height - self._head - self._foot - above - below)

    def grown(self, height: float) -> "Frame":
        """With a head higher by so much at most, and larger letters in it."""
        width = self.body.width - (self.year.width + 20 * self.scale if self.year.lines else 0)
        largest = min(_LARGEST_MONTH * self.scale, self.months.look.size * width / self.months.width)
        size = max(self.months.look.size, min(largest, self.months.look.size + height))
        used = (size - self.months.look.size) * len(self.months.lines) * self.months.leading
        months = replace(self.months, look=self.months.look.sized(size))
        return replace(self, months=months, extra=max(0.0, min(height - used, 70 * self.scale)))

    def draw(self, canvas: Canvas) -> None:
        """Draw head and foot."""
        self._draw_head(canvas)
        self._draw_foot(canvas)

    def _draw_head(self, canvas: Canvas) -> None:
        width, height = self.size
        left, right = self.body.left, self.body.right
        stripe = _STRIPE * self.scale
        grid.fill_box(canvas, Box(0, height - self._head + stripe, width, self._head - stripe), style.BAR)
        grid.fill_box(canvas, Box(0, height - self._head, width, stripe), SUN)
        top = self.place.draw(canvas, left, height - _ABOVE * self.scale - self.extra * 0.4)
        under = self.months.draw(canvas, left - 0.04 * self.months.look.size, top)
        last = under + (self.months.line_height - self.months.look.size * style.CAP_HEIGHT) / 2
        if self.year.lines:
            grid.draw_text(canvas, self.year.lines[0], right, last, self.year.look, "right")
        self.welcome.draw(canvas, left, under - self.extra * 0.2)
        corner = [self.number] if self.year.lines else [self.written_year, self.number]
        look = Look(style.MEDIUM, _PLACE * self.scale, style.WHITE)
        Lines((BETWEEN.join(part for part in corner if part),), look).draw(
            canvas, right, height - _ABOVE * self.scale - self.extra * 0.4, "right"
        )

    def _draw_foot(self, canvas: Canvas) -> None:
        left, right, top = self.body.left, self.body.right, self._foot
        if not (self.left or self.right):
            return
        grid.rule(canvas, left, right, top, style.BAR, 2.2 * self.scale)
        draw_blocks(canvas, self.left, left, top - 18 * self.scale)
        draw_blocks(canvas, self.right, right, top - 18 * self.scale, "right")


def frame_of(wanted: Wanted, size: tuple[float, float], foot: float = _FOOT, *, idea: bool = True) -> Frame:
    """The head as low as it may be, and the foot in letters of so many points on A3 at most, with the call for ideas
    or without."""
    scale = size[1] / PAPERS["A3"][1]
    width = size[0] - 2 * _MARGIN * scale
    left, right = _foot(wanted, width, foot, scale, idea)
    months = _months(wanted, width, scale)
    year = Lines((str(wanted.paper.month.year),), Look(style.REGULAR, _YEAR * scale, ON_BAR))
    room = width - max(style.text_width(line, months.look) for line in months.lines[-1:])
    return Frame(
        size, scale,
        place=_place(wanted, width - _CORNER * scale, scale),
        months=months,
        year=year if room > year.width + 20 * scale else replace(year, lines=()),
        welcome=_welcome(wanted, width, scale),
        left=left, right=right, written_year=year.lines[0],
    )  # fmt: skip


def _place(wanted: Wanted, width: float, scale: float) -> Lines:
    """The name and the address on one line; where they are long, each in lines of its own."""
    paper, look = wanted.paper, Look(style.MEDIUM, _PLACE * scale, ON_BAR)
    whole = BETWEEN.join(part for part in (paper.place, paper.address) if part)
    smallest = look.sized(_SMALLEST * scale)
    if style.text_width(whole, smallest) <= width:
        return one_of_sizes(whole, look, width, smallest.size)
    lines = (lines_of(part, smallest, width, 2).lines for part in (paper.place, paper.address))
    return Lines(tuple(line for part in lines for line in part), smallest)


def _months(wanted: Wanted, width: float, scale: float) -> Lines:
    """``Décembre``, in two languages beside each other, below where that would make them small."""
    names = months_told(wanted.paper, wanted.languages)
    look = Look(style.BOLD, _LEAST_MONTH * scale, style.WHITE)
    for lines in ((" / ".join(names),), names):
        widest = max(style.text_width(line, look) for line in lines)
        size = min(look.size, look.size * width / widest)
        if size >= _SMALLEST_MONTH * scale or lines == names:
            return Lines(lines, look.sized(size), 1.02)
    raise AssertionError("a month has a name")


def _welcome(wanted: Wanted, width: float, scale: float) -> Lines:
    look = Look(style.REGULAR, _WELCOME * scale, SUN)
    texts = in_each(wanted.languages, lambda: welcome_words(wanted.paper))
    while look.size > _SMALLEST * scale and any(style.text_width(text, look) > width for text in texts):
        look = look.sized(look.size - 0.5 * scale)
    lines = [line for text in texts for line in style.wrapped(text, look, width, 2)]
    return Lines(tuple(lines), look, 1.3)


def _foot(
    wanted: Wanted, width: float, largest: float, scale: float, idea: bool
) -> tuple[tuple[Lines, ...], tuple[Lines, ...]]:
    """What stands left and right, a language below the other: smaller where lines would break or be many."""
    size, smallest = largest * scale, _SMALLEST * scale
    while True:
        left, right = _two_sides(wanted, width, size, idea)
        high = max(height_of(left), height_of(right)) > _MOST_FOOT * PAPERS["A3"][1] * scale
        if size <= smallest or not (high or any(len(block.lines) > 1 for block in left)):
            return left, right
        size = max(smallest, size - scale)


def _two_sides(wanted: Wanted, width: float, size: float, idea: bool) -> tuple[tuple[Lines, ...], tuple[Lines, ...]]:
    asks, tells = Look(style.REGULAR, size, style.SOFT), Look(style.BOLD, size, ACCENT)
    left: list[Lines] = []
    right: list[Lines] = []
    for code in wanted.languages if idea else ():
        with speaking(code):
            asked, where = idea_words()
        right += [Lines((asked,), asks), Lines((where,), tells)]
    room = width - max((block.width + 1.2 * size for block in right), default=0)
    for code in wanted.languages:
        with speaking(code):
            left += _when_open(wanted, room, size)
    if lost_texts(wanted.paper, wanted.languages):
        left.append(lines_of(told(wanted.languages, lost_words), asks, room, 2))
    return tuple(left), tuple(right)


def _when_open(wanted: Wanted, width: float, size: float) -> tuple[Lines, ...]:
    """When the place is open, in the language in use."""
    bolds = len(opening_words(wanted.paper))
    return tuple(
        lines_of(text, Look(style.BOLD if at < bolds else style.REGULAR, size), width, _MOST_LINES)
        for at, text in enumerate(when_open(wanted.paper))
    )
