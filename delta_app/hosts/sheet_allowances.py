"""The yearly list of what volunteers got back for their expenses, on paper and in a spreadsheet: name, day, amount."""

from collections.abc import Iterator
from datetime import date

from delta_app.core.i18n import _, format_date, format_number, ngettext
from delta_app.core.money import format_money
from delta_app.hosts.allowance_data import AllowanceList, AllowanceRow, ceiling_words, kind_words
from delta_app.sheets.document import Block, Rows, Text, document
from delta_app.sheets.spreadsheet import Book, Cell, Cents, csv_bytes, footer_text, workbook_bytes


def list_title(year: int) -> str:
    """What the list is called."""
    return _("Défraiements des volontaires, {year}").format(year=year)


def list_file_name(year: int) -> str:
    """What its files are called, without an ending: ``defraiements-2026``."""
    return _("defraiements-{year}").format(year=year)


def allowances_pdf(listed: AllowanceList, *, venue_name: str, printed_on: date) -> bytes:
    """The list on A4: a table a person with its sum, then the sum of all."""
    blocks: list[Block] = [
        Text(_("Loi du 3 juillet 2005 relative aux droits des volontaires, articles 10 à 12."), "soft"),
        Text(ceiling_words(listed.ceiling, listed.year), "soft"),
    ]
    people = listed.people()
    for person in people:
        rows = [row for row in listed.rows if row.host_id == person.host_id]
        sentence = ngettext("{name} : {amount} en {n} jour", "{name} : {amount} en {n} jours", person.days)
        about = {"name": person.name, "amount": format_money(person.cents)}
        blocks.append(Text(sentence.format(n=person.days, **about), "heading"))
        blocks.append(
            Rows(
                (_("Jour"), _("Nature"), _("Montant")),
                tuple(map(_paper_row, rows)),
                widths=(4, 4, 2.4),
                at_right=(2,),
            )
        )
    if people:
        total = _("Total de {year} : {amount}").format(year=listed.year, amount=format_money(listed.total))
        blocks.append(Text(total, "heading"))
    else:
        blocks.append(Text(_("Aucun défraiement noté en {year}.").format(year=listed.year)))
    return document(
        list_title(listed.year),
        blocks,
        author=venue_name,
        foot=_("{venue} · imprimé le {day}").format(venue=venue_name, day=format_date(printed_on, "d MMMM y")),
    )


def _paper_row(row: AllowanceRow) -> tuple[str, ...]:
    kind = kind_words(row.kind)
    if row.km:
        kind = _("{kind}, {km} km").format(kind=kind, km=format_number(row.km))
    return format_date(row.day, "EEE d MMM y"), kind, format_money(row.cents)


def _header() -> tuple[str, ...]:
    return _("Nom"), _("Jour"), _("Nature"), _("Km"), _("Montant")


def _rows(listed: AllowanceList) -> Iterator[tuple[Cell, ...]]:
    for row in listed.rows:
        yield row.name, row.day, kind_words(row.kind), row.km or None, Cents(row.cents)


def allowances_csv(listed: AllowanceList) -> bytes:
    """The list, a row a day and kind, as a Belgian spreadsheet program opens it."""
    return csv_bytes(_header(), _rows(listed))


def allowances_xlsx(listed: AllowanceList, *, venue_name: str, made_on: date) -> bytes:
    """A workbook: the list with filters, and each person's sum; dates and amounts are real ones."""
    title = list_title(listed.year)

    def fill(book: Book) -> None:
        by_day = book.sheet(_("Défraiements {year}").format(year=listed.year), landscape=False, one_page=False)
        book.table(by_day, _header(), list(_rows(listed)), (28, 17, 16, 9, 14))
        by_person = book.sheet(_("Par personne"), landscape=False, one_page=False)
        sums = [(one.name, one.days, one.km or None, Cents(one.cents)) for one in listed.people()]
        book.table(by_person, (_("Nom"), _("Jours"), _("Km"), _("Montant")), sums, (28, 9, 9, 14))
        for sheet in (by_day, by_person):
            sheet.set_footer(f"&L{footer_text(title)}&R{footer_text(ceiling_words(listed.ceiling, listed.year))}")

    return workbook_bytes(fill, title=title, author=venue_name, made_on=made_on)
