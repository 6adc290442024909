"""Drawing primitives shared by the sheets: text, rounded frames, hatched cells, lines to write on, rules."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Literal

from delta_app.sheets import style
from delta_app.sheets.glyphs import printable
from delta_app.sheets.style import Look, text_width

Align = Literal["left", "centre", "right"]
Canvas = Any  # reportlab has no types


@dataclass(frozen=True)
class Box:
    """A rectangle of the page in points, measured from the bottom left corner."""

    left: float
    bottom: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Its right edge."""
        return self.left + self.width

    @property
    def top(self) -> float:
        """Its upper edge."""
        return self.bottom + self.height

    @property
    def centre(self) -> float:
        """Half way between its left and right edges."""
        return self.left + self.width / 2

    def inset(self, across: float, down: float = 0) -> "Box":
        """The rectangle that much inside."""
        return Box(self.left + across, self.bottom + down, self.width - 2 * across, self.height - 2 * down)


def draw_text(canvas: Canvas, text: str, x: float, baseline: float, look: Look, align: Align = "left") -> None:
    """One line of plain text; what looks like markup stays text."""
    draw = {"left": canvas.drawString, "centre": canvas.drawCentredString, "right": canvas.drawRightString}[align]
    canvas.setFont(look.face, look.size)
    canvas.setFillColor(look.colour)
    draw(x, baseline, printable(text))


def draw_fitted(
    canvas: Canvas, text: str, box: Box, baseline: float, look: Look, smallest: float, align: Align = "left"
) -> float:
    """One line of text made to fit the width of a box, shrunk then cut; returns the width it took."""
    shown, fitting = style.fitted(text, look, box.width, smallest)
    x = {"left": box.left, "centre": box.centre, "right": box.right}[align]
    draw_text(canvas, shown, x, baseline, fitting, align)
    return text_width(shown, fitting)


def draw_sentence(canvas: Canvas, sentence: str, box: Box, baseline: float, look: Look, smallest: float) -> None:
    """One of our own sentences, with its ``**strong words**`` in bold, made to fit by shrinking only."""
    strong = Look(style.BOLD, look.size, look.colour)
    pieces = [(piece, strong if index % 2 else look) for index, piece in enumerate(sentence.split("**"))]
    needed = sum(_run_width(piece, piece_look) for piece, piece_look in pieces)
    size = look.size if needed <= box.width else max(smallest, look.size * box.width / needed * 0.999)
    x = box.left
    for piece, piece_look in pieces:
        canvas.setFont(piece_look.face, size)
        canvas.setFillColor(look.colour)
        canvas.drawString(x, baseline, piece)
        x += _run_width(piece, piece_look.sized(size))


def _run_width(piece: str, look: Look) -> float:
    """Width of a piece of a sentence, the spaces at its ends included."""
    return text_width(f"|{piece}|", look) - text_width("||", look)


def draw_lines(
    canvas: Canvas, lines: Sequence[str], box: Box, look: Look, leading: float = 1.25, *, ground: str = ""
) -> None:
    """Lines of text centred in a box both ways, on a rounded ground of that colour when one is named."""
    step = look.size * leading
    height = step * (len(lines) - 1) + look.size * style.CAP_HEIGHT
    middle = box.bottom + box.height / 2
    if ground:
        width = max(text_width(line, look) for line in lines) + look.size * 1.4
        plate = Box(box.centre - width / 2, middle - height / 2 - look.size * 0.62, width, height + look.size * 1.24)
        rounded_frame(canvas, plate, look.size * 0.5, fill=ground)
    for index, line in enumerate(lines):
        baseline = middle + height / 2 - look.size * style.CAP_HEIGHT - index * step
        draw_text(canvas, line, box.centre, baseline, look, "centre")


def centred_baseline(bottom: float, height: float, size: float) -> float:
    """The baseline that sets capitals in the middle of a band."""
    return bottom + (height - size * style.CAP_HEIGHT) / 2


def rounded_frame(
    canvas: Canvas,
    box: Box,
    radius: float,
    *,
    fill: str = "",
    stroke: str = "",
    thickness: float = 1.0,
    dashes: tuple[float, ...] = (),
) -> None:
    """A rectangle with round corners: filled, outlined, or both; the outline dashed when dashes are given."""
    canvas.saveState()
    if fill:
        canvas.setFillColor(fill)
    if stroke:
        canvas.setStrokeColor(stroke)
        canvas.setLineWidth(thickness)
    if dashes:
        canvas.setDash(*dashes)
    canvas.roundRect(
        box.left, box.bottom, box.width, box.height, radius, stroke=int(bool(stroke)), fill=int(bool(fill))
    )
    canvas.restoreState()


def fill_box(canvas: Canvas, box: Box, colour: str) -> None:
    """A plain coloured rectangle."""
    canvas.setFillColor(colour)
    canvas.rect(box.left, box.bottom, box.width, box.height, stroke=0, fill=1)


@contextmanager
def clipped(canvas: Canvas, box: Box, radius: float = 0) -> Iterator[None]:
    """Draw only inside a box."""
    canvas.saveState()
    path = canvas.beginPath()
    path.roundRect(box.left, box.bottom, box.width, box.height, radius)
    canvas.clipPath(path, stroke=0, fill=0)
    try:
        yield
    finally:
        canvas.restoreState()


def hatched_cell(canvas: Canvas, box: Box, scale: float = 1.0) -> None:
    """Slanting lines over a cell nobody works in: seen in black and white, and text stays readable over them."""
    gap = 5.5 * scale
    with clipped(canvas, box):
        canvas.setStrokeColor(style.HATCH)
        canvas.setLineWidth(0.9 * scale)
        # Anchored to the page, not to the cell: the lines of neighbouring cells meet.
        first, last = int((box.left - box.top) // gap), int((box.right - box.bottom) // gap)
        for offset in (index * gap for index in range(first, last + 1)):
            canvas.line(offset + box.bottom, box.bottom, offset + box.top, box.top)


def write_on_line(canvas: Canvas, left: float, right: float, y: float, scale: float = 1.0) -> None:
    """A line to write a name on by hand."""
    _rule(canvas, left, y, right, y, style.INK, 0.7 * scale)


def dotted_rule(canvas: Canvas, left: float, right: float, y: float, scale: float = 1.0) -> None:
    """A light separation between the slots of a day."""
    canvas.saveState()
    canvas.setDash([0.01, 2.2 * scale])
    canvas.setLineCap(1)
    _rule(canvas, left, y, right, y, style.LINE, 0.8 * scale)
    canvas.restoreState()


def strike(canvas: Canvas, left: float, right: float, baseline: float, look: Look) -> None:
    """A line through words that no longer hold; what they say stays readable."""
    y = baseline + 0.27 * look.size
    _rule(canvas, left - 0.1 * look.size, y, right + 0.1 * look.size, y, style.INK, 0.08 * look.size)


def rule(canvas: Canvas, left: float, right: float, y: float, colour: str = style.LINE, thickness: float = 0.7) -> None:
    """A plain horizontal rule."""
    _rule(canvas, left, y, right, y, colour, thickness)


def upright(
    canvas: Canvas, x: float, bottom: float, top: float, colour: str = style.LINE, thickness: float = 0.7
) -> None:
    """A plain vertical rule."""
    _rule(canvas, x, bottom, x, top, colour, thickness)


def _rule(canvas: Canvas, x1: float, y1: float, x2: float, y2: float, colour: str, thickness: float) -> None:
    canvas.setStrokeColor(colour)
    canvas.setLineWidth(thickness)
    canvas.line(x1, y1, x2, y2)


def badge(canvas: Canvas, text: str, x: float, baseline: float, look: Look) -> float:
    """Words in an outlined pill after a title (a draft, for instance); returns the width it took."""
    width = text_width(text, look) + look.size * 1.4
    height = look.size * 1.75
    pill = Box(x, baseline + look.size * style.CAP_HEIGHT / 2 - height / 2, width, height)
    rounded_frame(canvas, pill, height / 2, fill=style.WHITE, stroke=look.colour, thickness=look.size * 0.11)
    draw_text(canvas, text, pill.centre, baseline, look, "centre")
    return width
