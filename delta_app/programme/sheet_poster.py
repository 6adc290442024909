"""The month's poster: read from three metres on A3, warm, and as legible in grey; A4 is the same, smaller."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial

from delta_app.core.i18n import speaking
from delta_app.programme.paper_data import ProgrammePaper
from delta_app.programme.sheet_look import (
    ACCENT,
    Lines,
    draw_blocks,
    draw_lines_to_write_on,
    height_of,
    lines_of,
)
from delta_app.programme.sheet_poster_frame import Frame, frame_of
from delta_app.programme.sheet_rows import (
    Column,
    Row,
    Sizes,
    Wanted,
    filled,
    first_that_does,
    row_across,
    row_stacked,
    shared_out,
    size_of_days,
    widths_for,
)
from delta_app.programme.sheet_words import Languages, checked_languages, empty_words, idea_words, paper_title
from delta_app.sheets import grid, output, style
from delta_app.sheets.grid import Box, Canvas
from delta_app.sheets.style import Look

SMALLEST = 20.0  # points on A3: nothing on a poster is smaller
_ACROSS = (64, 30)  # the largest and the smallest title of rows across, in points on A3
_STACKED = (40, 24)  # of rows in two columns
_ALONE = (112, 66)  # of few rows below each other, their days above
_FEW = 3  # rows that can be set so
_DAYS, _DAYS_ALONE = 0.56, 0.42  # of a title's size
_STEP = 2
_NOTES = 3  # lines of a description at most, across the page
_LARGEST_NOTE = 30.0
_WIDE_FROM = 40  # titles from this size on have more white space around
_COLUMNS, _BETWEEN_COLUMNS = 2, 36.0
# White space above and below a row, in sizes of a title and in points on A3, beyond which a page shows its emptiness.
_LOOSEST, _MOST_LOOSE = 0.62, 40.0
_HEAD_GROWS = 0.3  # what the head takes of the height that is left over
_UNBROKEN = 44.0  # no title is set so large that it breaks, or days are cut
_LARGE_FOOT = 34.0  # letters below a month without anything
_ROOM_FOR_IDEA = 190.0  # points on A3 left over, from which the call for ideas is set large
_TO_WRITE = 66.0  # points on A3 between lines that ideas are written on


@dataclass(frozen=True)
class _Setting:
    """A way to set rows: how large, in how many columns of a page, and whether their days stand above."""

    sizes: Sizes
    columns: int
    stacked: bool = True


@dataclass(frozen=True)
class _Body:
    """The columns of each page, and the least white space around each row."""

    pages: tuple[tuple[Column, ...], ...]
    padding: float


def poster_pdf(
    paper: ProgrammePaper, paper_size: str = "A3", languages: Languages = ("fr",), *, rooms: bool = False
) -> bytes:
    """The month for the wall on ``A3`` or ``A4``, in one language or two; with the room of each where asked for.

    One page as long as all can be read from afar, first in rows across it, then in two columns; then more pages, each
    with the head and the foot. Raises ValueError for another paper or language.
    """
    spoken = checked_languages(languages)
    size = output.paper_size(paper_size)
    with speaking(spoken[0]):
        wanted = Wanted(paper, spoken, rooms)
        pages = _pages(wanted, size)
        title = paper_title(paper)
        return output.pdf_bytes(
            [(f"{title} {number}", page.draw) for number, page in enumerate(pages, 1)],
            size=size, title=title, author=paper.place,
        )  # fmt: skip


@dataclass(frozen=True)
class _Page:
    """A page: its frame, columns of rows, and what stands large below them, or alone, with lines ``to_write`` on."""

    frame: Frame
    columns: tuple[Column, ...]
    padding: float
    panel: tuple[Lines, ...] = ()
    to_write: bool = False

    def draw(self, canvas: Canvas) -> None:
        """Draw all of it."""
        self.frame.draw(canvas)
        body, lowest = self.frame.body, self.frame.body.top
        width = _column_width(body.width, len(self.columns), self.frame.scale)
        for at, column in enumerate(self.columns):
            left = body.left + at * (width + _BETWEEN_COLUMNS * self.frame.scale)
            lowest = min(lowest, self._draw_column(canvas, column, Box(left, body.bottom, width, body.height)))
        if self.panel:
            self._draw_panel(canvas, body, lowest)

    def _draw_panel(self, canvas: Canvas, body: Box, top: float) -> None:
        """In the middle of the room below ``top``; at its upper end where somebody is to write below."""
        above, step = (top - body.bottom - height_of(self.panel)) / 2, _TO_WRITE * self.frame.scale
        under = draw_blocks(canvas, self.panel, body.left, top - (min(above, step) if self.to_write else above))
        if self.to_write:
            draw_lines_to_write_on(canvas, body.inset(0, step / 2), under, step)

    def _draw_column(self, canvas: Canvas, column: Column, box: Box) -> float:
        top = box.top
        for at, row in enumerate(column.rows):
            if at:
                grid.rule(canvas, box.left, box.right, top, style.LINE, 1.1 * self.frame.scale)
            row.draw(canvas, box.left, top - self.padding)
            top -= row.height + 2 * self.padding
        if self.panel:
            grid.rule(canvas, box.left, box.right, top, style.LINE, 1.1 * self.frame.scale)
        return top


def _pages(wanted: Wanted, size: tuple[float, float]) -> list[_Page]:
    frame = frame_of(wanted, size)
    if not wanted.paper.lines:
        frame = frame_of(wanted, size, foot=_LARGE_FOOT, idea=False)
        frame = frame.grown(0.35 * frame.body.height)
        return [_Page(frame, (), 0, _empty(wanted, frame), to_write=not wanted.paper.closed_throughout)]
    body = _body(wanted, frame)
    if len(body.pages) == 1:
        return [_single_page(wanted, frame, body)]
    total = len(body.pages)
    return [
        _Page(replace(frame, number=f"{at}/{total}"), columns, _loosened(columns, body.padding, frame))
        for at, columns in enumerate(body.pages, 1)
    ]


def _single_page(wanted: Wanted, frame: Frame, body: _Body) -> _Page:
    """What is left over goes between the rows, then to the head and once more between the rows; the call for ideas
    takes what remains."""
    columns = body.pages[0]
    padding = _loosened(columns, body.padding, frame)
    growth = _HEAD_GROWS * (frame.body.height - max(column.height(padding) for column in columns))
    frame = frame.grown(growth)
    padding = _loosened(columns, padding, frame)
    left = frame.body.height - max(column.height(padding) for column in columns)
    if left < _ROOM_FOR_IDEA * frame.scale:
        return _Page(frame, columns, padding)
    frame = frame_of(wanted, frame.size, idea=False).grown(growth)
    return _Page(frame, columns, padding, _idea(wanted, frame))


def _loosened(columns: Sequence[Column], padding: float, frame: Frame) -> float:
    """The white space that fills the height, as far as it still looks meant."""
    each = min((frame.body.height - column.height(padding)) / (2 * len(column.rows)) for column in columns)
    title = max(row.words[0].look.size for column in columns for row in column.rows)
    return padding + max(0.0, min(each, _LOOSEST * title, _MOST_LOOSE * frame.scale))


def _body(wanted: Wanted, frame: Frame) -> _Body:
    """The rows as large as they can be on the fewest pages."""
    rows = cache(partial(_rows, wanted, frame))

    def on(pages: int, setting: _Setting) -> _Body | None:
        if setting.sizes.title > _UNBROKEN * frame.scale and any(row.suffers for row in rows(setting)):
            return None
        columns = shared_out(rows(setting), setting.sizes.padding, frame.body.height, pages * setting.columns)
        if columns is None:
            return None
        found = tuple(columns[at : at + setting.columns] for at in range(0, len(columns), setting.columns))
        return _Body(found, setting.sizes.padding)

    tiers = list(_settings(wanted, frame))
    fewest = min(_pages_needed(rows(tier[-1]), tier[-1], frame) for tier in tiers)
    found = (first_that_does(tier, partial(on, fewest)) for tier in tiers)
    return next(body for body in found if body is not None)


def _pages_needed(rows: Sequence[Row], setting: _Setting, frame: Frame) -> int:
    columns = filled(rows, setting.sizes.padding, frame.body.height)
    if columns is None:
        raise AssertionError("a row is higher than a page")
    return -(-len(columns) // setting.columns)


def _settings(wanted: Wanted, frame: Frame) -> Iterator[list[_Setting]]:
    """Few rows very large; rows across the page, then in two columns, then with shorter descriptions: each from the
    largest on."""
    alone, across, stacked = (range(largest, least - 1, -_STEP) for largest, least in (_ALONE, _ACROSS, _STACKED))
    if len(wanted.paper.lines) <= _FEW:
        yield [_Setting(_sizes_alone(frame, title), 1) for title in alone]
    yield [_Setting(_sizes(wanted, frame, title, _NOTES), 1, stacked=False) for title in across]
    for notes in (2, 1):
        yield [_Setting(_sizes(wanted, frame, title, notes), _COLUMNS) for title in stacked]


def _sizes(wanted: Wanted, frame: Frame, title: float, notes: int) -> Sizes:
    scale, smallest = frame.scale, SMALLEST * frame.scale
    days = max(smallest, _DAYS * title * scale)
    if notes == _NOTES:
        days = size_of_days(wanted, days, smallest, frame.body.width)
    note = min(max(SMALLEST, 0.5 * title), _LARGEST_NOTE)
    padding = 0.32 * title if title >= _WIDE_FROM else 0.22 * title
    return Sizes(title * scale, days, note * scale, smallest, padding * scale, notes)


def _sizes_alone(frame: Frame, title: float) -> Sizes:
    note = _DAYS_ALONE * title * frame.scale
    return Sizes(title * frame.scale, note, note, SMALLEST * frame.scale, 0.4 * title * frame.scale, _NOTES)


def _rows(wanted: Wanted, frame: Frame, setting: _Setting) -> tuple[Row, ...]:
    sizes = setting.sizes
    width = _column_width(frame.body.width, setting.columns, frame.scale)
    if setting.stacked:
        return tuple(row_stacked(line, wanted, sizes, width) for line in wanted.paper.lines)
    widths = widths_for(wanted, sizes, width)
    return tuple(row_across(line, wanted, sizes, widths) for line in wanted.paper.lines)


def _column_width(width: float, columns: int, scale: float) -> float:
    return (width - (columns - 1) * _BETWEEN_COLUMNS * scale) / max(1, columns)


def _idea(wanted: Wanted, frame: Frame) -> tuple[Lines, ...]:
    """The call for ideas in large."""

    def one() -> list[Lines]:
        asked, where = idea_words()
        return [
            lines_of(asked, Look(style.BOLD, 50 * frame.scale, ACCENT), frame.body.width, 2, 1.2),
            lines_of(where, Look(style.REGULAR, 34 * frame.scale), frame.body.width, 2, 1.45),
        ]

    return _in_each_language(wanted, frame, one)


def _empty(wanted: Wanted, frame: Frame) -> tuple[Lines, ...]:
    """What a month without anything says."""

    def one() -> list[Lines]:
        large, below = empty_words(wanted.paper)
        look = Look(style.REGULAR, 38 * frame.scale)
        return [_large(large, frame), *(lines_of(words, look, frame.body.width, 3, 1.35) for words in below)]

    return _in_each_language(wanted, frame, one)


def _in_each_language(wanted: Wanted, frame: Frame, make: Callable[[], list[Lines]]) -> tuple[Lines, ...]:
    """A language below the other, parted by white space."""
    blocks: list[Lines] = []
    for code in wanted.languages:
        if blocks:
            blocks.append(Lines(("",), Look(style.REGULAR, SMALLEST * frame.scale)))
        with speaking(code):
            blocks += make()
    return tuple(blocks)


def _large(text: str, frame: Frame) -> Lines:
    """On one line where it can still be large, else in several."""
    look, width = Look(style.BOLD, 66 * frame.scale, ACCENT), frame.body.width
    fitting = look.sized(min(look.size, look.size * width / style.text_width(text, look) * 0.999))
    if fitting.size >= 46 * frame.scale:
        return Lines((text,), fitting, 1.3)
    return lines_of(text, look, width, 3, 1.2)
