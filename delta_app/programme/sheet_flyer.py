"""The month as a flyer to take along: an A4 sheet printed on both sides and folded once to four pages of A5."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from delta_app.core.i18n import _, ngettext, speaking
from delta_app.programme.paper_data import ProgrammePaper
from delta_app.programme.sheet_look import (
    ACCENT,
    ON_BAR,
    SUN,
    Lines,
    draw_blocks,
    draw_lines_to_write_on,
    height_of,
    lines_of,
    one_of_sizes,
)
from delta_app.programme.sheet_rows import Column, Row, Sizes, Wanted, first_that_does, row_stacked, shared_out
from delta_app.programme.sheet_words import (
    Languages,
    checked_languages,
    empty_words,
    idea_words,
    in_each,
    lost_texts,
    lost_words,
    months_told,
    paper_title,
    told,
    welcome_words,
    when_open,
)
from delta_app.sheets import grid, output, style
from delta_app.sheets.grid import Box, Canvas
from delta_app.sheets.style import Look

# Points.
_MARGIN, _ABOVE = 32.0, 34.0
_SMALLEST = 8.0
_LARGEST_BACK = 15.0
_UNBROKEN = 26.0  # no title is set so large that it breaks
_LARGEST_DAYS, _LARGEST_NOTE = 18.2, 17.2
_LOOSEST = 1.1  # white space above and below a row, in sizes of a title
_PANELS = 2
_FEW = 3  # rows that one panel holds; the other is then for ideas
_ALONE = (3, 44.0, 26.5, 4)  # how these are set, as in _TIERS
# In how many lines a description is told, the largest and smallest titles, and in how many lines a title: descriptions
# become shorter and then go before letters are too small.
_TIERS = ((3, 26.0, 12.0, 4), (2, 13.0, 10.5, 3), (1, 12.0, 9.5, 2), (0, 11.0, 9.0, 2))


@dataclass(frozen=True)
class _Inside:
    """The rows of both panels within, the white space around each, and what says how much more there is."""

    columns: tuple[Column, ...]
    padding: float
    more: Lines


def flyer_pdf(paper: ProgrammePaper, languages: Languages = ("fr",), *, rooms: bool = False) -> bytes:
    """The month as a flyer in one language or two, with the room of each where asked for: two pages of A4 on its long
    side, to be printed on both sides of one sheet, turned over its short edge, and folded in the middle.

    Outside, the back stands left of the cover; inside, the programme runs over both panels. A month that even small
    letters do not hold tells how many activities more there are. Raises ValueError for another language.
    """
    spoken = checked_languages(languages)
    with speaking(spoken[0]):
        wanted = Wanted(paper, spoken, rooms)
        size = output.paper_size("A4", landscape=True)
        title = paper_title(paper)
        left, right = (Box(at * size[0] / 2, 0, size[0] / 2, size[1]) for at in range(_PANELS))

        def outside(canvas: Canvas) -> None:
            _draw_back(canvas, wanted, left.inset(_MARGIN, _ABOVE))
            _draw_cover(canvas, wanted, right)

        def inside(canvas: Canvas) -> None:
            _draw_inside(canvas, wanted, [box.inset(_MARGIN, _ABOVE) for box in (left, right)])

        pages = [(f"{title} 1", outside), (f"{title} 2", inside)]
        return output.pdf_bytes(pages, size=size, title=title, author=paper.place)


def _draw_cover(canvas: Canvas, wanted: Wanted, panel: Box) -> None:
    """The place and the month on dark ground."""
    paper, inner = wanted.paper, panel.inset(_MARGIN, _ABOVE)
    grid.fill_box(canvas, panel, style.BAR)
    place = [lines_of(paper.place, Look(style.SEMIBOLD, 20, style.WHITE), inner.width, 2)]
    place.append(lines_of(paper.address, Look(style.REGULAR, 13, ON_BAR), inner.width, 2, 1.35))
    draw_blocks(canvas, place, inner.left, inner.top)
    names = months_told(paper, wanted.languages)
    largest = Look(style.BOLD, 92, style.WHITE)
    fitting = min(largest.size, *(largest.size * inner.width / style.text_width(name, largest) for name in names))
    months = [
        Lines((_programme(wanted),), Look(style.REGULAR, 19, SUN), 1.3),
        Lines(names, largest.sized(0.99 * fitting), 1.06),
        Lines((str(paper.month.year),), Look(style.REGULAR, 30, ON_BAR), 1.4),
    ]
    draw_blocks(canvas, months, inner.left, inner.bottom + 0.56 * inner.height + height_of(months) / 2)
    welcome = [
        lines_of(words, Look(style.REGULAR, 17, SUN), inner.width, 3, 1.35)
        for words in in_each(wanted.languages, lambda: welcome_words(paper))
    ]
    top = inner.bottom + height_of(welcome)
    grid.fill_box(canvas, Box(inner.left, top + 14, 64, 4), SUN)
    draw_blocks(canvas, welcome, inner.left, top)


def _programme(wanted: Wanted) -> str:
    return told(wanted.languages, lambda: _("Programme"))


def _draw_back(canvas: Canvas, wanted: Wanted, box: Box) -> None:
    """How one comes in, when, where, and where ideas go; smaller in two languages."""
    lost = told(wanted.languages, lost_words) if lost_texts(wanted.paper, wanted.languages) else ""
    sign = lines_of(lost, Look(style.REGULAR, _SMALLEST, style.SOFT), box.width, 1)
    size = _LARGEST_BACK
    while True:
        sections = [section for code in wanted.languages for section in _sections(wanted, code, size, box.width)]
        used = sum(height_of(section) for section in sections)
        gap = (box.height - 2 * sign.height - used) / max(1, len(sections) - 1)
        if gap >= size or size <= _SMALLEST:
            break
        size -= 0.25
    top = box.top
    for section in sections:
        top = draw_blocks(canvas, section, box.left, top) - max(0.0, min(gap, 2.6 * size))
    sign.draw(canvas, box.left, box.bottom + sign.height)


def _sections(wanted: Wanted, code: str, size: float, width: float) -> Iterator[tuple[Lines, ...]]:
    paper = wanted.paper
    with speaking(code):
        yield _section(_("Poussez la porte"), [_come_in(paper)], size, width)
        when = when_open(paper)
        if when:
            yield _section(_("Quand"), when, size, width)
        if code == wanted.languages[0]:
            yield _section(told(wanted.languages, lambda: _("Où")), [paper.place, paper.address], size, width)
        asked, where = idea_words()
        yield _section(asked, [where], size, width)


def _come_in(paper: ProgrammePaper) -> str:
    come = _(
        "Tout le monde est le bienvenu, sans inscription et sans condition. On prend un café, on participe, ou pas."
    )
    if not paper.asks_registration:
        return come
    register = _("Seul ce qui est marqué « sur inscription » demande de se signaler à l’accueil.")
    return f"{come} {register}"


def _section(heading: str, texts: Sequence[str], size: float, width: float) -> tuple[Lines, ...]:
    plain = Look(style.REGULAR, size)
    told = [lines_of(text, plain, width, 6, 1.36) for text in texts if text]
    return (lines_of(heading, Look(style.BOLD, 1.36 * size, ACCENT), width, 2, 1.36), *told)


def _draw_inside(canvas: Canvas, wanted: Wanted, boxes: Sequence[Box]) -> None:
    paper = wanted.paper
    month = f"{' / '.join(months_told(paper, wanted.languages))} {paper.month.year}"
    small = Look(style.SEMIBOLD, 12)
    head = one_of_sizes(month, small, boxes[0].width, _SMALLEST)
    place = one_of_sizes(paper.place, small.coloured(style.SOFT), boxes[1].width, _SMALLEST)
    head.draw(canvas, boxes[0].left, boxes[0].top)
    place.draw(canvas, boxes[1].right, boxes[1].top, "right")
    under = boxes[0].top - small.size * 1.24
    for box in boxes:
        grid.fill_box(canvas, Box(box.left, under - 6, box.width, 3), SUN)
    top = under - 12
    if not paper.lines:
        _draw_empty(canvas, wanted, boxes, top)
        return
    inside = _inside(wanted, boxes[0].width, top - boxes[0].bottom)
    for box, column in zip(boxes, inside.columns, strict=False):
        _draw_column(canvas, column, box, top, inside.padding)
    if len(inside.columns) == 1:
        _draw_idea(canvas, wanted, boxes[1], top)
    inside.more.draw(canvas, boxes[1].left, boxes[1].bottom + inside.more.height)


def _draw_column(canvas: Canvas, column: Column, box: Box, top: float, padding: float) -> None:
    for at, row in enumerate(column.rows):
        if at:
            grid.rule(canvas, box.left, box.right, top, style.LINE, 0.6)
        row.draw(canvas, box.left, top - padding)
        top -= row.height + 2 * padding


def _draw_empty(canvas: Canvas, wanted: Wanted, boxes: Sequence[Box], top: float) -> None:
    """What a month without anything says, a language on each panel, and lines to write ideas on."""
    closed = wanted.paper.closed_throughout
    for box, code in zip(boxes, wanted.languages, strict=False):
        with speaking(code):
            large, below = empty_words(wanted.paper)
        under = _draw_large(canvas, large, below, box, top)
        if not closed:
            draw_lines_to_write_on(canvas, box, under - 14)
    if len(wanted.languages) == 1 and closed:
        _draw_large(canvas, "", when_open(wanted.paper), boxes[1], top)
    elif len(wanted.languages) == 1:
        _draw_idea(canvas, wanted, boxes[1], top)


def _draw_idea(canvas: Canvas, wanted: Wanted, box: Box, top: float) -> None:
    """The call for ideas and lines to write them on, on a panel that nothing else needs."""
    for code in wanted.languages:
        with speaking(code):
            asked, where = idea_words()
        top = _draw_large(canvas, asked, [where], box, top)
    draw_lines_to_write_on(canvas, box, top - 14)


def _draw_large(canvas: Canvas, large: str, below: Sequence[str], box: Box, top: float) -> float:
    blocks = [lines_of(large, Look(style.BOLD, 28, ACCENT), box.width, 4, 1.25)]
    blocks += [lines_of(words, Look(style.REGULAR, 17), box.width, 4, 1.4) for words in below]
    return draw_blocks(canvas, blocks, box.left, top - 34)


def _inside(wanted: Wanted, width: float, height: float) -> _Inside:
    """The rows as large as both panels hold them; where the smallest are too many, as many as fit, and how many
    activities more there are."""
    none = Lines((), Look(style.MEDIUM, 10))

    def held(panels: int, sizes: Sizes) -> _Inside | None:
        rows = _rows(wanted, sizes, width)
        columns = shared_out(rows, sizes.padding, height, panels)
        if columns is None or (sizes.title > _UNBROKEN and any(row.suffers for row in rows)):
            return None
        each = min((height - column.height(sizes.padding)) / (2 * len(column.rows)) for column in columns)
        return _Inside(columns, sizes.padding + max(0.0, min(each, _LOOSEST * sizes.title)), none)

    tiers = [list(_sizes(*tier)) for tier in _TIERS]
    alone = [(1, [*_sizes(*_ALONE), *tiers[0]])] if len(wanted.paper.lines) <= _FEW else []
    for panels, sizes in [*alone, *((_PANELS, tier) for tier in tiers)]:
        inside = first_that_does(sizes, partial(held, panels))
        if inside is not None:
            return inside
    smallest = tiers[-1][-1]
    rows = _rows(wanted, smallest, width)
    fewer = range(len(rows) - 1, 0, -1)
    found = first_that_does(fewer, partial(_some, wanted, rows, smallest.padding, (width, height)))
    if found is None:
        raise AssertionError("a row is higher than a panel")
    return found


def _some(wanted: Wanted, rows: Sequence[Row], padding: float, size: tuple[float, float], kept: int) -> _Inside | None:
    """So many of the rows, and how many more there are."""
    said = told(wanted.languages, lambda: _more(len(rows) - kept))
    more = lines_of(said, Look(style.MEDIUM, 10), size[0], 3)
    columns = shared_out(rows[:kept], padding, size[1] - more.height - 8, _PANELS)
    return None if columns is None else _Inside(columns, padding, more)


def _more(number: int) -> str:
    words = ngettext(
        "Et {n} activité de plus : demandez la page du mois à l’accueil.",
        "Et {n} activités de plus : demandez la page du mois à l’accueil.",
        number,
    )
    return words.format(n=number)


def _sizes(notes: int, largest: float, smallest: float, longest: int) -> Iterator[Sizes]:
    """From the largest to the smallest."""
    size = largest
    while size >= smallest:
        padding = 0.34 * size if notes > 1 else 0.2 * size
        days, note = max(_SMALLEST, min(_LARGEST_DAYS, 0.7 * size)), max(_SMALLEST, min(_LARGEST_NOTE, 0.66 * size))
        yield Sizes(size, days, note, _SMALLEST, padding, notes, longest)
        size -= 0.5


def _rows(wanted: Wanted, sizes: Sizes, width: float) -> tuple[Row, ...]:
    return tuple(row_stacked(line, wanted, sizes, width) for line in wanted.paper.lines)
