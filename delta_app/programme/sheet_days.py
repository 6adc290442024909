"""The month day by day on A4, to take along or to hang at the counter: white, and on one page where it can be read."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import groupby

from delta_app.core.calendar import monday_of
from delta_app.core.i18n import speaking
from delta_app.programme.paper_data import PaperLine, ProgrammePaper
from delta_app.programme.sheet_days_frame import PageFrame, draw_frame, draw_message, frame_of
from delta_app.programme.sheet_look import Lines, height_of, lines_of, type_colour
from delta_app.programme.sheet_rows import Wanted, first_that_does
from delta_app.programme.sheet_words import (
    BETWEEN,
    Languages,
    checked_languages,
    closed_words,
    day_label,
    descriptions,
    end_told,
    hours_told,
    paper_title,
    remarks,
    titles,
    told,
)
from delta_app.sheets import grid, output, style
from delta_app.sheets.grid import Canvas
from delta_app.sheets.style import Look

# Points: the letters of a title.
_LARGEST, _SMALLEST, _COMFORTABLE, _STEP = 15.0, 8.6, 10.4, 0.2
_AIRY_FROM = 10.0  # smaller letters go with descriptions beside the titles
_NOTE = 0.86  # of a title's size
_WORTH_CUTTING = 12  # sizes: in less room nothing is told a second time
_TIGHT, _DENSE, _LOOSE = 0.22, 0.15, 0.75  # white space above and below an entry, in sizes of a title


@dataclass(frozen=True)
class _Entry:
    """Something on a day: when and what; after its title what describes it, where that is not below, and at the right
    what one has to know. ``first``: of its day."""

    day: date
    label: str
    first: bool
    hours: Lines
    title: Lines
    after: Lines
    beside: Lines
    below: tuple[Lines, ...]

    @property
    def height(self) -> float:
        """Without white space around."""
        return max(self.hours.height, self.title.height + height_of(self.below))


@dataclass(frozen=True)
class _Columns:
    """Where an entry has its parts, in letters of a size; ``dense``: with what describes it beside its title."""

    size: float
    day: float
    hours: float
    words: float
    gap: float
    dense: bool


def page_pdf(paper: ProgrammePaper, languages: Languages = ("fr",), *, rooms: bool = True) -> bytes:
    """The month day by day on A4, in one language or two, with the room of each unless none is asked for.

    On one page where its letters stay large enough, else on more, each with the head. Raises ValueError for another
    language.
    """
    spoken = checked_languages(languages)
    with speaking(spoken[0]):
        wanted = Wanted(paper, spoken, rooms)
        size = output.paper_size("A4")
        frame = frame_of(wanted, size)
        columns, pages = _laid_out(wanted, frame)
        title = paper_title(paper)
        drawn = [
            (f"{title} {number}", partial(_draw, page=_Page(wanted, frame, columns, entries, number, len(pages))))
            for number, entries in enumerate(pages, 1)
        ]
        return output.pdf_bytes(drawn, size=size, title=title, author=paper.place)


@dataclass(frozen=True)
class _Page:
    """A page: what is on it, and which of how many it is."""

    wanted: Wanted
    frame: PageFrame
    columns: _Columns
    entries: tuple[_Entry, ...]
    number: int
    total: int


def _laid_out(wanted: Wanted, frame: PageFrame) -> tuple[_Columns, list[tuple[_Entry, ...]]]:
    """The entries of each page, as large as one page holds them; else as they read comfortably on more."""
    for largest, smallest, dense in ((_LARGEST, _AIRY_FROM, False), (_AIRY_FROM, _SMALLEST, True)):
        sizes = [largest - _STEP * step for step in range(round((largest - smallest) / _STEP) + 1)]
        found = first_that_does(sizes, partial(_on_one_page, wanted, frame, dense))
        if found is not None:
            return found[0], [found[1]]
    columns = _columns(wanted, frame.width, _COMFORTABLE, dense=True)
    return columns, _parted(list(_entries(wanted, columns)), frame)


def _on_one_page(
    wanted: Wanted, frame: PageFrame, dense: bool, size: float
) -> tuple[_Columns, tuple[_Entry, ...]] | None:
    columns = _columns(wanted, frame.width, size, dense=dense)
    entries = tuple(_entries(wanted, columns))
    needs = sum(entry.height + 2 * (_DENSE if dense else _TIGHT) * size for entry in entries)
    return (columns, entries) if needs <= frame.heights[0] else None


def _parted(entries: Sequence[_Entry], frame: PageFrame) -> list[tuple[_Entry, ...]]:
    """Pages about as full, each of whole days where no day is longer than a page."""
    needs = [entry.height + 2 * _TIGHT * _COMFORTABLE for entry in entries]
    full = _filled(entries, needs, frame, sum(needs))
    even = _filled(entries, needs, frame, sum(needs) / len(full))
    return even if len(even) == len(full) else full


def _filled(
    entries: Sequence[_Entry], needs: Sequence[float], frame: PageFrame, enough: float
) -> list[tuple[_Entry, ...]]:
    """Pages filled one after the other, with the day at which they have enough as their last."""
    pages: list[list[_Entry]] = [[]]
    used = 0.0
    for entry, need in zip(entries, needs, strict=True):
        if pages[-1] and (used + need > frame.heights[min(len(pages) - 1, 1)] or (entry.first and used >= enough)):
            pages.append([])
            used = 0.0
        pages[-1].append(entry)
        used += need
    return [tuple(page) for page in pages]


def _entries(wanted: Wanted, columns: _Columns) -> Iterator[_Entry]:
    """What there is on each day, closures among it."""
    paper = wanted.paper
    dates: list[tuple[date, PaperLine | None]] = list(paper.by_day)
    dates += [(max(first, paper.month.first), None) for first, _last in paper.closures]
    dates.sort(key=lambda one: (one[0], one[1] is not None))
    closures = {max(first, paper.month.first): (first, last) for first, last in paper.closures}
    seen: set[PaperLine] = set()
    for day, of_day in groupby(dates, key=lambda one: one[0]):
        for at, (_day, line) in enumerate(of_day):
            if line is None:
                yield _closure(wanted, columns, day, closures[day], first=not at)
                continue
            yield _entry(wanted, columns, day, line, first=not at, again=line in seen)
            seen.add(line)


def _columns(wanted: Wanted, width: float, size: float, *, dense: bool) -> _Columns:
    languages = wanted.languages
    label, hours = Look(style.BOLD, size), Look(style.MEDIUM, 0.94 * size)
    closed = (max(first, wanted.paper.month.first) for first, _last in wanted.paper.closures)
    labels = {day_label(day, wanted.paper, languages) for line in wanted.paper.lines for day in line.days}
    labels |= {day_label(day, wanted.paper, languages) for day in closed}
    said = {hours_told(line, languages) for line in wanted.paper.lines}
    days = max((style.text_width(text, label) for text in labels), default=0)
    times = min(max((style.text_width(text, hours) for text in said), default=0), 0.2 * width)
    gap = 1.1 * size
    return _Columns(size, days, times, width - days - times - gap * (1 + bool(times)), gap, dense)


def _entry(wanted: Wanted, columns: _Columns, day: date, line: PaperLine, *, first: bool, again: bool) -> _Entry:
    """A date of an activity; what describes it is told at length once."""
    languages, size = wanted.languages, columns.size
    note = Look(style.MEDIUM, _NOTE * size)
    know = BETWEEN.join(
        text for text in (end_told(line, day, languages), *remarks(line, languages, room=wanted.rooms)) if text
    )
    title = lines_of(
        " / ".join(titles(line, languages)), Look(style.BOLD, size, type_colour(line.colour)), columns.words,
        1 if again else 3, 1.22,
    )  # fmt: skip
    room = (columns.words - title.width - 1.2 * size) * (len(title.lines) == 1)
    beside = Lines((know,) if know and style.text_width(know, note) <= room else (), note, 1.22 / _NOTE)
    below = [lines_of(know, note, columns.words, 2)] if know and not beside.lines else []
    after = _after(line, wanted, columns, room - beside.width - 1.2 * size, again=again)
    return _Entry(
        day, day_label(day, wanted.paper, languages), first,
        hours=lines_of(hours_told(line, languages), Look(style.MEDIUM, 0.94 * size), columns.hours, 2, 1.22 / 0.94),
        title=title, after=after, beside=beside,
        below=(*(() if after.lines else _described(line, wanted, columns, again=again)), *below),
    )  # fmt: skip


def _after(line: PaperLine, wanted: Wanted, columns: _Columns, room: float, *, again: bool) -> Lines:
    """What describes it, beside its title where there is little room: whole, or cut where it was told before."""
    look = Look(style.REGULAR, _NOTE * columns.size, style.SOFT)
    text = " / ".join(descriptions(line, wanted.languages))
    fits = style.text_width(text, look) <= room or (again and room > _WORTH_CUTTING * columns.size)
    return lines_of(text if columns.dense and fits else "", look, room, 1, 1.22 / _NOTE)


def _described(line: PaperLine, wanted: Wanted, columns: _Columns, *, again: bool) -> Iterator[Lines]:
    for text, face in zip(descriptions(line, wanted.languages), (style.REGULAR, style.ITALIC), strict=False):
        look = Look(face, _NOTE * columns.size, style.SOFT)
        yield lines_of(text, look, columns.words, 1 if again else 4)


def _closure(wanted: Wanted, columns: _Columns, day: date, closed: tuple[date, date], *, first: bool) -> _Entry:
    look = Look(style.MEDIUM_ITALIC, 0.94 * columns.size, style.SOFT)
    words = told(wanted.languages, lambda: closed_words(*closed))
    none = Lines((), look)
    title = lines_of(words, look, columns.words, 2, 1.22 / 0.94)
    return _Entry(day, day_label(day, wanted.paper, wanted.languages), first, none, title, none, none, ())


def _draw(canvas: Canvas, *, page: _Page) -> None:
    frame, columns, entries = page.frame, page.columns, page.entries
    top, bottom = draw_frame(canvas, frame, page.number, page.total)
    if not page.wanted.paper.lines:
        draw_message(canvas, page.wanted, frame, top, bottom)
        return
    spare = (top - bottom - sum(entry.height for entry in entries)) / (2 * len(entries))
    padding = max(0.0, min(spare, _LOOSE * columns.size))
    week = monday_of(entries[0].day)
    for at, entry in enumerate(entries):
        if at and entry.first:
            another = week != monday_of(entry.day)
            colour, thickness = (style.BAR, 1.1) if another else (style.LINE, 0.6)
            grid.rule(canvas, frame.left, frame.left + frame.width, top, colour, thickness)
        week = monday_of(entry.day)
        _draw_entry(canvas, entry, frame.left, top - padding, columns, labelled=entry.first or not at)
        top -= entry.height + 2 * padding


def _draw_entry(canvas: Canvas, entry: _Entry, left: float, top: float, columns: _Columns, *, labelled: bool) -> None:
    if labelled:
        Lines((entry.label,), Look(style.BOLD, columns.size), 1.22).draw_beside(canvas, left, top, entry.title)
    x = left + columns.day + columns.gap
    entry.hours.draw_beside(canvas, x, top, entry.title)
    x += columns.hours + columns.gap * bool(columns.hours)
    under = entry.title.draw(canvas, x, top)
    entry.after.draw_beside(canvas, x + entry.title.width + 1.2 * columns.size, top, entry.title)
    entry.beside.draw_beside(canvas, x + columns.words, top, entry.title, "right")
    for block in entry.below:
        under = block.draw(canvas, x, under)
