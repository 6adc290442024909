"""Head and foot of the month's A4 page, white, and what it says of a month without anything."""

from dataclasses import dataclass

from delta_app.core.i18n import _, speaking
from delta_app.programme.sheet_look import (
    ACCENT,
    SUN,
    Lines,
    draw_blocks,
    draw_lines_to_write_on,
    height_of,
    lines_of,
    one_of_sizes,
)
from delta_app.programme.sheet_rows import Wanted
from delta_app.programme.sheet_words import (
    empty_words,
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
from delta_app.sheets.style import Look

_MARGIN, _ABOVE, _BELOW = 42.0, 36.0, 26.0
_STRIPE = 3.0
_FOOT, _IMPRINT = 9.5, 7.5
_AIR = 10.0


@dataclass(frozen=True)
class PageFrame:
    """What stands around the days of a month. ``heights``: for them on the first page, and on every other."""

    size: tuple[float, float]
    left: float
    width: float
    head: tuple[Lines, ...]
    again: Lines  # the head of every other page
    foot: tuple[tuple[Lines, ...], tuple[Lines, ...]]
    imprint: str

    @property
    def heights(self) -> tuple[float, float]:
        """How much room there is."""
        whole = self.size[1] - _ABOVE - self.foot_height - 2 * _AIR - _STRIPE
        return whole - height_of(self.head) - 6, whole - self.again.height - 6

    @property
    def foot_height(self) -> float:
        """From the lower edge to the line above the foot."""
        return max(height_of(side) for side in self.foot) + 9 + _IMPRINT * 1.6 + _BELOW


def frame_of(wanted: Wanted, size: tuple[float, float]) -> PageFrame:
    """The frame of a month's page."""
    paper, width = wanted.paper, size[0] - 2 * _MARGIN
    month = f"{' / '.join(months_told(paper, wanted.languages))} {paper.month.year}"
    where = " · ".join(part for part in (paper.place, paper.address) if part)
    welcome = in_each(wanted.languages, lambda: welcome_words(paper))
    head = (
        lines_of(where, Look(style.MEDIUM, 11, style.SOFT), width, 2),
        Lines(*_month(month, width), 1.16),
        *(lines_of(words, Look(style.MEDIUM, 11, ACCENT), width, 2, 1.35) for words in welcome),
    )
    again = one_of_sizes(f"{month} · {where}", Look(style.SEMIBOLD, 12), width, 8)
    return PageFrame(size, _MARGIN, width, head, again, _foot(wanted, width), paper.printed_on.isoformat())


def _month(month: str, width: float) -> tuple[tuple[str, ...], Look]:
    shown, look = style.fitted(month, Look(style.BOLD, 36), width, 20)
    return (shown,), look


def _foot(wanted: Wanted, width: float) -> tuple[tuple[Lines, ...], tuple[Lines, ...]]:
    """When the place is open at the left, where ideas go at the right, a language below the other."""
    bold, plain = Look(style.SEMIBOLD, _FOOT), Look(style.REGULAR, _FOOT)
    left: list[Lines] = []
    right: list[Lines] = []
    for code in wanted.languages:
        with speaking(code):
            bolds = len(opening_words(wanted.paper))
            left += [
                lines_of(text, bold if at < bolds else plain, 0.66 * width, 5)
                for at, text in enumerate(when_open(wanted.paper))
            ]
            asked, where = idea_words()
            right += [Lines((asked,), plain.coloured(style.SOFT)), Lines((where,), bold.coloured(ACCENT))]
    if lost_texts(wanted.paper, wanted.languages):
        left.append(lines_of(told(wanted.languages, lost_words), plain.coloured(style.SOFT), 0.66 * width, 2))
    return tuple(left), tuple(right)


def draw_frame(canvas: Canvas, frame: PageFrame, number: int, total: int) -> tuple[float, float]:
    """Draw head and foot; returns from where to where there is room between."""
    right, top = frame.left + frame.width, frame.size[1] - _ABOVE
    under = draw_blocks(canvas, frame.head if number == 1 else (frame.again,), frame.left, top) - 6
    grid.fill_box(canvas, Box(frame.left, under - _STRIPE, frame.width, _STRIPE), SUN)
    foot = frame.foot_height
    grid.rule(canvas, frame.left, right, foot, style.BAR, 1.1)
    draw_blocks(canvas, frame.foot[0], frame.left, foot - 7)
    draw_blocks(canvas, frame.foot[1], right, foot - 7, "right")
    small = Look(style.REGULAR, _IMPRINT, style.SOFT)
    grid.draw_text(canvas, frame.imprint, frame.left, _BELOW, small)
    if total > 1:
        page = _("page {n}/{total}").format(n=number, total=total)
        grid.draw_text(canvas, page, right, _BELOW, small, "right")
    return under - _STRIPE - _AIR, foot + _AIR


def draw_message(canvas: Canvas, wanted: Wanted, frame: PageFrame, top: float, bottom: float) -> None:
    """What a month without anything says, and lines to write ideas on."""
    top -= 40
    for code in wanted.languages:
        with speaking(code):
            large, below = empty_words(wanted.paper)
        blocks = [lines_of(large, Look(style.BOLD, 30, ACCENT), frame.width, 2, 1.3)]
        blocks += [lines_of(words, Look(style.REGULAR, 17), frame.width, 2, 1.4) for words in below]
        top = draw_blocks(canvas, blocks, frame.left, top) - 26
    if not wanted.paper.closed_throughout:
        draw_lines_to_write_on(canvas, Box(frame.left, bottom, frame.width, 0), top - 14)
