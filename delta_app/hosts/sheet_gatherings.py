"""Gatherings on paper and in a spreadsheet: the list to sign on the day, and the list of a year."""

from collections.abc import Iterator
from datetime import date

from delta_app.core.i18n import _, capitalised, format_date, format_span, long_date, ngettext
from delta_app.hosts.gathering_data import (
    AttendanceList,
    GatheringRow,
    GatheringYear,
    gathering_kind_words,
    year_words,
)
from delta_app.sheets.document import Block, Rows, Text, document
from delta_app.sheets.spreadsheet import Book, Cell, Minutes, csv_bytes, footer_text, workbook_bytes

EMPTY_ROWS = 4  # for whoever was not expected


def attendance_file_name(row: GatheringRow) -> str:
    """What the file of an attendance list is called, without an ending: ``presences-2026-12-08``."""
    return _("presences-{day}").format(day=row.day.isoformat())


def attendance_pdf(listed: AttendanceList, *, venue_name: str, printed_on: date) -> bytes:
    """The list to sign: those who are active on that day by first name and initial, and empty rows for others."""
    row = listed.gathering
    when = f"{capitalised(long_date(row.day))}, {format_span(row.start_minute, row.end_minute)}"
    blocks: list[Block] = [Text(" · ".join(filter(None, (when, row.place))))]
    if row.theme:
        blocks.append(Text(_("Thème : {theme}").format(theme=row.theme)))
    blocks.append(Text(_("Cette feuille dit qui est venu, et rien d’autre : ni notes, ni situations."), "small"))
    names = [one.name for one in listed.expected] + [""] * EMPTY_ROWS
    blocks.append(Rows((_("Nom"), _("Signature")), tuple((name, "") for name in names), widths=(2, 3), apart=6.5))
    return document(
        _("Feuille de présence : {kind}").format(kind=gathering_kind_words(row.kind)),
        blocks,
        author=venue_name,
        foot=_foot(venue_name, printed_on),
    )


def _foot(venue_name: str, printed_on: date) -> str:
    return _("{venue} · imprimé le {day}").format(venue=venue_name, day=format_date(printed_on, "d MMMM y"))


def year_title(year: int) -> str:
    """What the list of a year is called."""
    return _("Vie d’équipe, {year}").format(year=year)


def year_file_name(year: int) -> str:
    """What its files are called, without an ending."""
    return _("vie-d-equipe-{year}").format(year=year)


def year_pdf(listed: GatheringYear, *, venue_name: str, printed_on: date) -> bytes:
    """Every gathering of a year, with who came by first name and initial."""
    told = year_words(listed.rows)
    blocks: list[Block] = [Text(told or _("Aucune rencontre notée en {year}.").format(year=listed.year), "soft")]
    for row in listed.rows:
        blocks.extend(_of_one(row))
    return document(year_title(listed.year), blocks, author=venue_name, foot=_foot(venue_name, printed_on))


def _of_one(row: GatheringRow) -> list[Block]:
    """Running text, for sixty names need more room than a table gives a row."""
    what = capitalised(gathering_kind_words(row.kind))
    hours = format_span(row.start_minute, row.end_minute)
    blocks: list[Block] = [Text(f"{capitalised(format_date(row.day, 'EEEE d MMMM'))} · {what}", "heading")]
    blocks.append(Text(" · ".join(filter(None, (hours, row.theme, row.place)))))
    if row.came:
        came = ngettext("{n} présence", "{n} présences", len(row.came)).format(n=len(row.came))
        told = _("{came} : {names}").format(came=came, names=", ".join(row.came))
        blocks.append(Text(told, "soft"))
    return blocks


def _header() -> tuple[str, ...]:
    return (
        _("Jour"), _("Début"), _("Fin"), _("Nature"), _("Thème"), _("Endroit"), _("Présences"), _("Qui est venu"),
    )  # fmt: skip


def _rows(listed: GatheringYear) -> Iterator[tuple[Cell, ...]]:
    for row in listed.rows:
        yield (
            row.day, Minutes(row.start_minute), Minutes(row.end_minute), gathering_kind_words(row.kind), row.theme,
            row.place, len(row.came), ", ".join(row.came),
        )  # fmt: skip


def year_csv(listed: GatheringYear) -> bytes:
    """The list, a row a gathering, as a Belgian spreadsheet program opens it."""
    return csv_bytes(_header(), _rows(listed))


def year_xlsx(listed: GatheringYear, *, venue_name: str, made_on: date) -> bytes:
    """The same as a workbook with filters; dates and hours are real ones."""
    title = year_title(listed.year)

    def fill(book: Book) -> None:
        sheet = book.sheet(title, landscape=True, one_page=False)
        book.table(sheet, _header(), list(_rows(listed)), (16, 8, 8, 16, 34, 20, 11, 50))
        sheet.set_footer(f"&L{footer_text(title)}&R{footer_text(year_words(listed.rows))}")

    return workbook_bytes(fill, title=title, author=venue_name, made_on=made_on)
