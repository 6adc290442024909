"""Papers of running text: headings, paragraphs, lists and tables on A4, as a letter or a form has them."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any, Literal

from delta_app.core.i18n import _, babel_locale
from delta_app.core.text import unbroken
from delta_app.sheets import style
from delta_app.sheets.glyphs import one_line, printable
from delta_app.sheets.output import paper_size

_MARGIN = 56.0
_FRAME = 6.0  # what reportlab leaves free within the margins
_CELL = 9.5


@dataclass(frozen=True)
class Text:
    """A paragraph. ``look``: plain, soft, heading, giant or huge (a notice on a door), large (a code) or small."""

    words: str
    look: Literal["plain", "soft", "heading", "giant", "huge", "large", "small"] = "plain"
    centred: bool = False


@dataclass(frozen=True)
class Points:
    """A list, a point each."""

    points: tuple[str, ...]


@dataclass(frozen=True)
class Rows:
    """A table: the heads of its columns, none for plain pairs, and rows of as many cells. ``widths`` are shares of the
    page's width; columns in ``at_right`` hold figures, those in ``large`` what is read first; rows in ``strong`` are
    totals. ``apart`` is white space above and below each row, in points: room for scissors; ``size`` the letters'."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...] = ()
    at_right: tuple[int, ...] = ()
    large: tuple[int, ...] = ()
    apart: float = 3.5
    strong: tuple[int, ...] = ()
    size: float = _CELL


@dataclass(frozen=True)
class Signatures:
    """Fields to sign in side by side, never parted from each other by the end of a page: for each who signs, and what
    belongs under the line."""

    fields: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Space:
    """White space, in points: room to sign, for instance."""

    height: float


@dataclass(frozen=True)
class NextPage:
    """What follows begins a page; ``wide``: from there on pages lie on their long side."""

    wide: bool = False


Block = Text | Points | Rows | Signatures | Space | NextPage


def document(title: str, blocks: Sequence[Block], *, author: str, foot: str = "", titled: bool = True) -> bytes:
    """A PDF on A4 with the title above, unless it is not ``titled``, and ``foot`` and the page number below; the same
    bytes every time."""
    from reportlab.pdfgen.canvas import Canvas
    from reportlab.platypus import BaseDocTemplate, NextPageTemplate

    style.register_fonts()
    buffer = io.BytesIO()
    paper = BaseDocTemplate(
        buffer,
        pagesize=paper_size("A4"),
        title=one_line(title),
        author=one_line(author),
        creator="Delta",
        invariant=1,
        lang=babel_locale().replace("_", "-"),
    )
    paper.addPageTemplates([_pages(wide, foot) for wide in (False, True)])
    looks = _looks()
    flow: list[Any] = [_paragraph(title, looks["title"])] if titled else []
    wide = False
    for block in blocks:
        if isinstance(block, NextPage):
            wide = block.wide
            flow.append(NextPageTemplate(_template(wide)))
        flow.extend(_flowables(block, looks, paper_size("A4", landscape=wide)[0] - 2 * _MARGIN))

    def make_canvas(*args: Any, **choices: Any) -> Any:
        """Without this every page names Helvetica, which is not embedded."""
        return Canvas(*args, **(choices | {"initialFontName": style.REGULAR}))

    with style.MAKING:
        paper.build(flow, canvasmaker=make_canvas)
    return buffer.getvalue()


def _template(wide: bool) -> str:
    return "wide" if wide else "upright"


def _pages(wide: bool, foot: str) -> Any:
    """Pages of a kind: where words stand on them, and what stands below."""
    from reportlab.platypus import Frame, PageTemplate

    size = paper_size("A4", landscape=wide)
    left, top = _MARGIN - _FRAME, _MARGIN - 6
    frame = Frame(left, _MARGIN, size[0] - 2 * left, size[1] - top - _MARGIN, id="words")

    def draw_foot(canvas: Any, _document: Any) -> None:
        canvas.saveState()
        canvas.setFont(style.REGULAR, 8.5)
        canvas.setFillColor(style.SOFT)
        canvas.drawString(_MARGIN, 30, printable(foot))
        if canvas.getPageNumber() > 1:
            page = _("page {n}").format(n=canvas.getPageNumber())
            canvas.drawRightString(size[0] - _MARGIN, 30, printable(page))
        canvas.restoreState()

    return PageTemplate(id=_template(wide), frames=[frame], onPage=draw_foot, pagesize=size)


def _looks() -> dict[str, Any]:
    from reportlab.lib.enums import TA_CENTER, TA_RIGHT
    from reportlab.lib.styles import ParagraphStyle

    def look(name: str, face: str, size: float, colour: str = style.INK, **more: Any) -> ParagraphStyle:
        given = {"leading": size * 1.38, "spaceAfter": size * 0.55, **more}
        return ParagraphStyle(name, fontName=face, fontSize=size, textColor=colour, **given)

    plain = look("plain", style.REGULAR, 10.5)
    looks = {
        "title": look("title", style.BOLD, 20, leading=25, spaceAfter=12),
        "heading": look("heading", style.SEMIBOLD, 12.5, spaceBefore=9, spaceAfter=4, keepWithNext=1),
        "plain": plain,
        "soft": look("soft", style.REGULAR, 10.5, style.SOFT),
        "small": look("small", style.REGULAR, 8.8, style.SOFT),
        "giant": look("giant", style.BOLD, 84, leading=96, spaceAfter=22),
        "huge": look("huge", style.BOLD, 46, leading=54, spaceAfter=16),
        "large": look("large", style.BOLD, 25, leading=32, spaceAfter=10),
        "large cell": look("large cell", style.BOLD, 17, spaceAfter=0),
        "cell": look("cell", style.REGULAR, _CELL, spaceAfter=0),
        "figure": look("figure", style.REGULAR, _CELL, spaceAfter=0, alignment=TA_RIGHT),
        "strong cell": look("strong cell", style.SEMIBOLD, _CELL, spaceAfter=0),
        "strong figure": look("strong figure", style.SEMIBOLD, _CELL, spaceAfter=0, alignment=TA_RIGHT),
        "figure head": look("figure head", style.SEMIBOLD, 9, style.SOFT, spaceAfter=0, alignment=TA_RIGHT),
        "head": look("head", style.SEMIBOLD, 9, style.SOFT, spaceAfter=0),
    }
    centred = {
        f"{name} centred": ParagraphStyle(f"{name} centred", parent=kept, alignment=TA_CENTER)
        for name, kept in looks.items()
    }
    return looks | centred


def _paragraph(words: str, look: Any) -> Any:
    """Plain words, line by line: what somebody wrote is never read as markup."""
    from reportlab.platypus import Paragraph

    lines = (escape(unbroken(printable(line)), quote=False) for line in words.splitlines() or [""])
    return Paragraph("<br/>".join(lines), look)


def _flowables(block: Block, looks: dict[str, Any], width: float) -> list[Any]:
    from reportlab.platypus import ListFlowable, ListItem, PageBreak, Spacer

    if isinstance(block, Text):
        return [_paragraph(block.words, looks[f"{block.look} centred" if block.centred else block.look])]
    if isinstance(block, Points):
        items = [ListItem(_paragraph(point, looks["plain"]), leftIndent=14) for point in block.points]
        mark = {"bulletType": "bullet", "start": "–", "bulletFontName": style.REGULAR, "leftIndent": 14}
        return [ListFlowable(items, **mark)]
    if isinstance(block, Space):
        return [Spacer(1, block.height)]
    if isinstance(block, NextPage):
        return [PageBreak()]
    if isinstance(block, Signatures):
        return _signatures(block, looks, width)
    return _table(block, looks, width)


def _signatures(block: Signatures, looks: dict[str, Any], width: float) -> list[Any]:
    """Two columns at least, so that one who signs alone has not the whole page to do it on."""
    from reportlab.platypus import KeepTogether, Spacer, Table

    columns = max(2, len(block.fields))
    gap = 26.0
    wide = (width - gap * (columns - 1)) / columns
    rows: list[list[Any]] = [[], [], []]
    for at, (who, under) in enumerate(block.fields):
        if at:
            for row in rows:
                row.append("")
        rows[0].append(_paragraph(who, looks["head"]))
        rows[1].append("")
        rows[2].append(_paragraph(under, looks["small"]))
    lines: list[Any] = [
        ("FONTNAME", (0, 0), (-1, -1), style.REGULAR),
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        *(("LINEBELOW", (2 * at, 1), (2 * at, 1), 0.7, style.SOFT) for at in range(len(block.fields))),
    ]
    widths = [wide, *([gap, wide] * (len(block.fields) - 1))]
    table = Table(rows, colWidths=widths, rowHeights=[None, 52, None], style=lines, hAlign="LEFT")
    return [KeepTogether([Spacer(1, 14), table])]


def _cell_look(block: Rows, row: int, at: int) -> str:
    if at in block.large:
        return "large cell"
    return ("strong " if row in block.strong else "") + ("figure" if at in block.at_right else "cell")


def _in_size(looks: dict[str, Any], size: float) -> dict[str, Any]:
    """The looks of a table's letters, smaller or larger than they mostly are."""
    from reportlab.lib.styles import ParagraphStyle

    if size == _CELL:
        return looks
    names = ("cell", "figure", "strong cell", "strong figure", "figure head", "head")
    by = size / _CELL
    return looks | {
        name: ParagraphStyle(
            name, parent=looks[name], fontSize=looks[name].fontSize * by, leading=looks[name].leading * by
        )
        for name in names
    }


def _narrow(block: Rows) -> list[tuple[Any, ...]]:
    """Small letters stand closer to each other, column by column too."""
    if block.size == _CELL:
        return []
    return [(f"{side}PADDING", (0, 0), (-1, -1), 2.5) for side in ("LEFT", "RIGHT")]


def _table(block: Rows, looks: dict[str, Any], width: float) -> list[Any]:
    from reportlab.platypus import LongTable, Spacer

    if not block.rows:
        return []
    looks = _in_size(looks, block.size)
    count = len(block.rows[0])
    shares = block.widths or (1.0,) * count
    heads = [
        [_paragraph(head, looks["figure head" if at in block.at_right else "head"]) for at, head in enumerate(row)]
        for row in (block.heads,)
        if row
    ]
    body = [
        [_paragraph(cell, looks[_cell_look(block, number, at)]) for at, cell in enumerate(row)]
        for number, row in enumerate(block.rows)
    ]
    lines = [
        ("FONTNAME", (0, 0), (-1, -1), style.REGULAR),
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE" if block.large else "TOP"),
        ("LINEBELOW", (0, 0), (-1, -1), 0.5, style.LINE),
        *_narrow(block),
        ("LEFTPADDING", (0, 0), (0, -1), 0),
        ("TOPPADDING", (0, 0), (-1, -1), block.apart),
        ("BOTTOMPADDING", (0, 0), (-1, -1), block.apart + 1),
        *(("LINEABOVE", (0, len(heads) + row), (-1, len(heads) + row), 0.9, style.BAR) for row in block.strong),
    ]
    table = LongTable(
        heads + body, colWidths=[width * share / sum(shares) for share in shares], repeatRows=len(heads), style=lines
    )
    return [table, Spacer(1, 10)]
