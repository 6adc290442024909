"""What the papers of the programme share: colours of type that stay legible in grey, and text in lines that is measured
before it is drawn."""

from collections.abc import Sequence
from dataclasses import dataclass

from delta_app.sheets import grid, style
from delta_app.sheets.glyphs import printable
from delta_app.sheets.grid import Align, Box, Canvas
from delta_app.sheets.style import Look

ACCENT = "#0f6b5c"
SUN = "#f2b84b"
ON_BAR = "#d3e2dd"  # soft words on the dark head
# The colour of an activity as type on white: 5.5 to 1 or more, so that it is as legible from a printer without colours.
TYPE_COLOURS = {
    "sky": "#24568f", "honey": "#80560a", "lilac": "#74386f", "sage": "#226b40", "rose": "#a3204f",
    "apricot": "#a3390f", "clay": "#7d4527", "lavender": "#44489c", "sand": "#675a3c", "straw": "#5f6212",
}  # fmt: skip

_MOST_LINES = 12  # to write on


def type_colour(name: str) -> str:
    """The colour in which an activity of that colour is written."""
    return TYPE_COLOURS.get(name, ACCENT)


@dataclass(frozen=True)
class Lines:
    """Words in lines of one look, one below the other; ``leading`` is a line's height in sizes."""

    lines: tuple[str, ...]
    look: Look
    leading: float = 1.24

    @property
    def line_height(self) -> float:
        """Of one line."""
        return self.look.size * self.leading

    @property
    def height(self) -> float:
        """Of all."""
        return len(self.lines) * self.line_height

    @property
    def rise(self) -> float:
        """From their top to the baseline of the first line."""
        return (self.line_height + style.CAP_HEIGHT * self.look.size) / 2

    @property
    def width(self) -> float:
        """Of the widest."""
        return max((style.text_width(line, self.look) for line in self.lines), default=0)

    def draw(self, canvas: Canvas, x: float, top: float, align: Align = "left") -> float:
        """Draw them below ``top``; returns where they end."""
        for index, line in enumerate(self.lines):
            grid.draw_text(canvas, line, x, top - self.rise - index * self.line_height, self.look, align)
        return top - self.height

    def draw_beside(self, canvas: Canvas, x: float, top: float, other: "Lines", align: Align = "left") -> None:
        """Draw them with their first line on that of others whose top this is."""
        self.draw(canvas, x, top - other.rise + self.rise, align)


def height_of(blocks: Sequence[Lines]) -> float:
    """Of words one below the other."""
    return sum(block.height for block in blocks)


def draw_blocks(canvas: Canvas, blocks: Sequence[Lines], x: float, top: float, align: Align = "left") -> float:
    """Draw words one below the other; returns where they end."""
    for block in blocks:
        top = block.draw(canvas, x, top, align)
    return top


def lines_of(text: str, look: Look, width: float, most_lines: int, leading: float = 1.24) -> Lines:
    """A text in lines of a width, cut with ``…`` after a word only where it needs more lines than that."""
    lines = style.wrapped(text, look, width, most_lines) if text else []
    if lines and lines[-1].endswith(style.ELLIPSIS) and not printable(text).endswith(lines[-1]):
        lines[-1] = _cut_after_a_word(lines[-1], printable(text))
    return Lines(tuple(lines), look, leading)


def _cut_after_a_word(line: str, text: str) -> str:
    """A line that was cut within a word without its beginning, unless little would be left of the line; no sign that
    only leads on to what follows stands before the cut."""
    kept = line.removesuffix(style.ELLIPSIS)
    before, _space, begun = kept.rpartition(" ")
    at = text.find(kept) + len(kept)
    if text[at : at + 1].isalnum() and len(begun) <= len(before):
        kept = before
    return kept.rstrip(" .,;:-–·([?") + style.ELLIPSIS


def one_of_sizes(text: str, look: Look, width: float, smallest: float) -> Lines:
    """A text on one line, as large as it fits, cut only below the smallest size."""
    shown, fitting = style.fitted(text, look, width, smallest)
    return Lines((shown,), fitting)


def draw_lines_to_write_on(canvas: Canvas, box: Box, top: float, step: float = 32) -> None:
    """Lines for what somebody notes by hand, from below ``top`` to the bottom of a box, not all too many."""
    for number in range(1, 1 + min(_MOST_LINES, int((top - box.bottom) / step))):
        grid.rule(canvas, box.left, box.right, top - number * step, style.SOFT, 0.6)
