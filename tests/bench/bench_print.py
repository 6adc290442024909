"""Measures the month's PDF beside the same grid drawn with bare reportlab: python tests/bench/bench_print.py."""

import io
import sys
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from reportlab.lib.pagesizes import A4, landscape  # noqa: E402
from reportlab.pdfgen.canvas import Canvas  # noqa: E402

from delta_app.planning.queries import DayRow, MonthView, host_months, month_view  # noqa: E402
from delta_app.planning.sheet import hosts_pdf, month_pdf  # noqa: E402
from delta_app.sheets import style  # noqa: E402
from tests.bench.measure import Figure, show, timed_in_turns  # noqa: E402
from tests.bench.ten_years import LAST, build  # noqa: E402

REPEATS = 25
MARGIN = 24
WEEK_COLUMN = 20
ON = date(2026, 12, 1)


def bare_month(view: MonthView) -> bytes:
    """The same columns, days, hours, names and rules, without a thought for how they fit."""
    buffer = io.BytesIO()
    width, height = landscape(A4)
    canvas = Canvas(buffer, pagesize=(width, height), pageCompression=1, invariant=1, initialFontName=style.REGULAR)
    canvas.setFont(style.BOLD, 24)
    canvas.drawString(MARGIN, height - 50, str(view.month))
    column = (width - 2 * MARGIN - WEEK_COLUMN) / len(view.weekdays)
    row = (height - 110) / len(view.weeks)
    for number, week in enumerate(view.weeks):
        top = height - 70 - number * row
        canvas.setFont(style.REGULAR, 8)
        canvas.drawString(MARGIN, top - 10, str(week.number))
        canvas.line(MARGIN, top, width - MARGIN, top)
        for index, day in enumerate(week.days):
            bare_day(canvas, day, MARGIN + WEEK_COLUMN + index * column, top, column, row)
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def bare_day(canvas: Canvas, day: DayRow, left: float, top: float, column: float, row: float) -> None:
    canvas.rect(left, top - row, column, row)
    canvas.setFont(style.BOLD, 11)
    canvas.drawString(left + 4, top - 12, str(day.day.day))
    for place, slot in enumerate(day.slots):
        y = top - 26 - place * 20
        canvas.line(left + 4, y + 12, left + column - 4, y + 12)
        canvas.setFont(style.REGULAR, 8)
        canvas.drawString(left + 4, y, f"{slot.start_minute // 60}-{slot.end_minute // 60}")
        canvas.setFont(style.MEDIUM, 9)
        for seat, person in enumerate(slot.taken):
            canvas.drawString(left + 30 + seat * (column - 34) / 2, y, person.name)


def bare_pages(texts: list[list[str]]) -> bytes:
    """A page for each host: the same lines, and a calendar of as many round boxes."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, pageCompression=1, invariant=1, initialFontName=style.REGULAR)
    for lines in texts:
        for number, line in enumerate(lines):
            canvas.setFont(style.REGULAR, 10)
            canvas.drawString(MARGIN, A4[1] - 60 - number * 20, line)
            canvas.line(MARGIN, A4[1] - 64 - number * 20, A4[0] - MARGIN, A4[1] - 64 - number * 20)
        for day in range(LAST.last.day):
            left, bottom = MARGIN + day % 7 * 70, 300 - day // 7 * 50
            canvas.roundRect(left, bottom, 66, 46, 4)
            for place, word in enumerate((str(day + 1), "10h – 13h")):
                canvas.drawString(left + 4, bottom + 30 - 14 * place, word)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def main() -> None:
    style.register_fonts()
    with tempfile.TemporaryDirectory() as folder:
        store = build(Path(folder) / "one.db", 1)
        with store.read() as session:
            view = month_view(session, LAST)
            people = host_months(session, view)
        store.close()
    lines = [[person.full_name, *(f"{shift.day} {' '.join(shift.companions)}" for shift in person.shifts)]
             for person in people]  # fmt: skip
    figures: list[tuple[str, Callable[[], bytes], Callable[[], bytes]]] = [
        ("the month on A4", lambda: month_pdf(view, printed_on=ON), lambda: bare_month(view)),
        ("the month on A3", lambda: month_pdf(view, paper="A3", printed_on=ON), lambda: bare_month(view)),
        (f"{len(people)} hosts' own sheets", lambda: hosts_pdf(people, printed_on=ON), lambda: bare_pages(lines)),
    ]
    show([Figure(name, *timed_in_turns(ours, bare, REPEATS), "ms") for name, ours, bare in figures])


if __name__ == "__main__":
    main()
