"""Spreadsheets: real dates and numbers, and names that stay names."""

import csv
import io
import zipfile
from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from delta_app.core import i18n
from delta_app.sheets.spreadsheet import (
    Book,
    Cents,
    Minutes,
    cell,
    cells,
    csv_bytes,
    date_format,
    footer_text,
    workbook_bytes,
)

TENTH = date(2026, 12, 10)
FORMULAS = ["=1+1", "+32 470", "-1", "@SUM(A1)", "＝1+1", "\t=1+1", '=HYPERLINK("http://x")']


def fields(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))


def one_cell(value: object) -> tuple[object, str]:
    """What a cell reads back as, and the sheet as it is written."""

    def fill(book: Book) -> None:
        book.put(book.sheet("x", landscape=False, one_page=True), 0, 0, value)  # type: ignore[arg-type]

    content = workbook_bytes(fill, title="", author="", made_on=TENTH)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        written = archive.read("xl/worksheets/sheet1.xml").decode()
    return CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()[0][0], written


def test_csv_is_what_excel_opens_in_belgium() -> None:
    content = csv_bytes(["date", "début", "heures"], [[TENTH, Minutes(630), 3.5], [None, Minutes(1440), 3]])
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.decode("utf-8-sig") == "date;début;heures\r\n10/12/2026;10:30;3,5\r\n;00:00;3\r\n"


def test_an_amount_has_a_decimal_comma_in_csv() -> None:
    assert csv_bytes(["montant"], [[Cents(172636)], [Cents(5)]]).decode("utf-8-sig") == "montant\r\n1726,36\r\n0,05\r\n"


@pytest.mark.parametrize(("cents", "written"), [(-1, "-0,01"), (-50, "-0,50"), (-100, "-1,00"), (-123456, "-1234,56")])
def test_an_amount_that_went_out_is_a_number_below_zero(cents: int, written: str) -> None:
    assert csv_bytes(["montant"], [[Cents(cents)]]).decode("utf-8-sig") == f"montant\r\n{written}\r\n"
    assert one_cell(Cents(cents))[0] == cents / 100


@pytest.mark.parametrize("name", FORMULAS)
def test_names_never_become_formulas(name: str) -> None:
    written = fields(csv_bytes(["name"], [[name]]))[1][0]
    assert written.startswith("'")
    value, xml = one_cell(name)
    assert value == name.strip()
    assert "<f>" not in xml


@given(st.lists(st.text(max_size=20), min_size=1, max_size=4))
def test_csv_keeps_its_columns_whatever_is_written_in_them(row: list[str]) -> None:
    content = csv_bytes(["a"] * len(row), [row])
    assert len(fields(content)[1]) == len(row)
    assert content.count(b"\r\n") == content.count(b"\n") == 2


def test_dates_times_and_numbers_are_real() -> None:
    assert one_cell(TENTH)[0] == TENTH
    assert one_cell(Minutes(630))[0] == time(10, 30)
    assert one_cell(3.5)[0] == 3.5
    assert one_cell(Cents(172636))[0] == 1726.36
    assert one_cell("3,5")[0] == "3,5"
    assert one_cell("https://example.org")[0] == "https://example.org"


def test_dates_speak_the_language_of_the_sheet() -> None:
    assert date_format().startswith("[$-80C]")
    with i18n.speaking("nl"):
        assert date_format().startswith("[$-813]")


def test_an_ampersand_in_the_foot_is_no_code() -> None:
    assert footer_text("Café & Pain") == "Café && Pain"


def test_a_table_has_a_frozen_repeated_header_and_filters() -> None:
    def fill(book: Book) -> None:
        book.table(book.sheet("Liste", landscape=True, one_page=False), ["a", "b"], [["x", 1]], [10, 10])

    content = workbook_bytes(fill, title="t", author="a", made_on=TENTH)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        xml = archive.read("xl/worksheets/sheet1.xml").decode()
        workbook = archive.read("xl/workbook.xml").decode()
    assert 'state="frozen"' in xml
    assert '<autoFilter ref="A1:B2"/>' in xml
    assert 'orientation="landscape"' in xml
    assert 'fitToHeight="0"' in xml
    assert "_xlnm.Print_Titles" in workbook


def test_a_table_is_summed_below_by_a_formula_that_knows_what_it_comes_to() -> None:
    rows = [["a", Cents(1010)], ["=b", Cents(-2)], ["c", None]]

    def fill(book: Book) -> None:
        sheet = book.sheet("Liste", landscape=True, one_page=False)
        assert book.table(sheet, ["nom", "montant"], rows, [10, 10], total="Total", sums=(1,), wrapped=(0,)) == 5

    content = workbook_bytes(fill, title="t", author="a", made_on=TENTH)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        xml = archive.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>ROUND(SUBTOTAL(109,B2:B4),2)</f><v>10.08</v>" in xml
    assert '<autoFilter ref="A1:B4"/>' in xml
    assert xml.count("<f>") == 1


def test_a_formula_names_cells_as_spreadsheets_do() -> None:
    assert [cell(0, 0), cell(2, 1), cell(9, 25), cell(9, 26), cell(0, 701), cell(0, 702)] == [
        "A1", "B3", "Z10", "AA10", "ZZ1", "AAA1",
    ]  # fmt: skip
    assert cells(6, 1, 19) == "G2:G20"
    assert cells(6, 1, 19, "Journal d'été") == "'Journal d''été'!G2:G20"


def test_the_same_content_gives_the_same_bytes() -> None:
    def make() -> bytes:
        return workbook_bytes(
            lambda book: book.put(book.sheet("x", landscape=False, one_page=True), 0, 0, "Ana"),
            title="t", author="a", made_on=TENTH,
        )  # fmt: skip

    assert make() == make()
