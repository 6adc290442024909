"""Spreadsheets as people save them: every encoding, delimiter and format gives the same cells, or a clear refusal."""

import contextlib
import io
import zipfile
from datetime import date
from pathlib import Path
from unittest.mock import Mock

import pytest
import python_calamine
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from delta_app.readers.problems import UnreadableFile
from delta_app.readers.tabular import MAX_BYTES, Table, bytes_of, read_table

SAMPLES = Path(__file__).parents[2] / "resources" / "samples"
TEXT = "Nom;Prénom\r\nÖztürk;Fatma\r\nD’Hondt;Bart\r\n"
CELLS = ("Nom", "Prénom"), (("Öztürk", "Fatma"), ("D’Hondt", "Bart"))


def cells(table: Table) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    return table.headers, table.rows


def refusal(data: bytes) -> str:
    with pytest.raises(UnreadableFile) as caught:
        read_table(data, "liste.xlsx")
    return caught.value.code


def workbook(rows: list[list[object]], *more: list[list[object]]) -> bytes:
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    for sheet_rows in (rows, *more):
        sheet = book.add_worksheet()
        for number, row in enumerate(sheet_rows):
            for column, value in enumerate(row):
                if isinstance(value, date):
                    sheet.write_datetime(number, column, value, day)
                elif isinstance(value, str) and not value.startswith("=1"):
                    sheet.write_string(number, column, value)
                elif isinstance(value, str):
                    sheet.write_formula(number, column, value, None, 2)
                else:
                    sheet.write(number, column, value)
    book.close()
    return stream.getvalue()


def ods(body: str, manifest: str = "") -> bytes:
    names = "urn:oasis:names:tc:opendocument:xmlns:"
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr(
            "content.xml",
            f'<office:document-content xmlns:office="{names}office:1.0" xmlns:table="{names}table:1.0" '
            f'xmlns:text="{names}text:1.0" office:version="1.2"><office:body><office:spreadsheet>'
            f'<table:table table:name="F1">{body}</table:table></office:spreadsheet></office:body>'
            "</office:document-content>",
        )
        package.writestr(
            "META-INF/manifest.xml",
            f'<m:manifest xmlns:m="{names}manifest:1.0"><m:file-entry m:full-path="/" '
            f'm:media-type="application/vnd.oasis.opendocument.spreadsheet"/>{manifest}</m:manifest>',
        )
    return stream.getvalue()


def ods_rows(rows: list[list[str]]) -> str:
    def cell(text: str) -> str:
        return f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'

    return "".join(f"<table:table-row>{''.join(map(cell, row))}</table:table-row>" for row in rows)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_every_encoding_and_delimiter_gives_the_same_cells(encoding: str, delimiter: str) -> None:
    assert cells(read_table(TEXT.replace(";", delimiter).encode(encoding))) == CELLS


def test_utf16_with_either_byte_order() -> None:
    for mark, encoding in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        table = read_table(mark + TEXT.encode(encoding))
        assert cells(table) == CELLS
        assert table.encoding == encoding


def test_windows_text_is_read_and_told() -> None:
    table = read_table(TEXT.encode("cp1252"))
    assert (table.encoding, [note.code for note in table.notes]) == ("cp1252", ["encoding_cp1252"])


def test_two_encodings_in_one_file_are_both_read_and_the_lines_named() -> None:
    table = read_table("Nom;Prénom\nGérard;Élodie\n".encode() + "Lefèvre;Zoé\n".encode("cp1252"))
    assert table.rows == (("Gérard", "Élodie"), ("Lefèvre", "Zoé"))
    (note,) = table.notes
    assert (note.code, note.facts["lines"]) == ("encoding_mixed", "3")


def test_half_characters_are_replaced_and_told() -> None:
    table = read_table(b"Nom;x\nAb\xed\xa0\x80c;1\n")
    assert table.rows[0][0].encode("utf-8").startswith(b"Ab\xef\xbf\xbd")
    assert [note.code for note in table.notes] == ["characters_lost"]


def test_nul_bytes_are_taken_out_and_told() -> None:
    table = read_table(b"Nom;Prenom\nDu\x00mont;Luc\n")
    assert table.rows == (("Dumont", "Luc"),)
    assert [note.code for note in table.notes] == ["controls_removed"]


def test_rows_keep_their_length_and_their_line() -> None:
    table = read_table(b'a;b;c;\n\n1\n"x\ny";2\n1;2;3;4\n')
    assert table.headers == ("a", "b", "c")
    assert table.rows == (("1",), ("x\ny", "2"), ("1", "2", "3", "4"))
    assert table.lines == (3, 4, 6)


def test_formulas_and_html_stay_text() -> None:
    strange = ["=HYPERLINK(evil)", "<img src=x>"]
    assert read_table(b"a;b\n=HYPERLINK(evil);<img src=x>\n").rows == (tuple(strange),)
    assert read_table(workbook([["a", "b"], list(strange)])).rows == (tuple(strange),)


def test_a_quote_without_its_pair_does_not_swallow_the_rows_below() -> None:
    table = read_table(b'Nom,x\n"Bart,1\n"Els, dite Elsje",2\nLuc,3\n')
    assert table.rows == (('"Bart', "1"), ("Els, dite Elsje", "2"), ("Luc", "3"))
    assert [note.code for note in table.notes] == ["quote_unpaired"]


def test_a_quote_without_its_pair_leaves_the_quoted_line_breaks_elsewhere() -> None:
    rows = b'1;"Loyer\nnovembre";-5\n2;"Bob;7\n3;"deux ""mots""\net plus";8\n4;x;9\n'
    table = read_table(b"Date;Texte;Montant\n" + rows)
    assert table.rows == (
        ("1", "Loyer\nnovembre", "-5"), ("2", '"Bob', "7"), ("3", 'deux "mots"\net plus', "8"), ("4", "x", "9"),
    )  # fmt: skip
    assert table.lines == (2, 4, 5, 7)
    assert [(note.code, note.facts["lines"]) for note in table.notes] == [("quote_unpaired", "4")]


def test_excel_announces_its_delimiter() -> None:
    table = read_table(b"sep=;\na,b;c\n1,2;3\n")
    assert (table.headers, table.rows, table.lines) == (("a,b", "c"), (("1,2", "3"),), (3,))


def test_workbook_values_are_written_as_a_person_would() -> None:
    row: list[object] = ["Öztürk", 5, 2.5, date(2027, 1, 5), "=1+1", True]
    table = read_table(workbook([[], ["a", "b", "c", "d", "e", "f"], row]))
    assert table.rows == (("Öztürk", "5", "2.5", "2027-01-05", "2", "TRUE"),)
    assert (table.header_line, table.lines, table.sheet) == (2, (3,), "Sheet1")


def test_the_first_filled_sheet_is_read_and_the_others_named() -> None:
    table = read_table(workbook([], [["a"], ["1"]], [["b"]]))
    assert (table.sheet, table.rows) == ("Sheet2", (("1",),))
    assert [(note.code, note.facts["others"]) for note in table.notes] == [("other_sheets", "Sheet3")]


def test_ods_with_the_endless_empty_tail_that_libreoffice_writes() -> None:
    tail = (
        '<table:table-row table:number-rows-repeated="1048574">'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    )
    table = read_table(ods(ods_rows([["Nom", "Prénom"], ["Öztürk", "Fatma"]]) + tail))
    assert cells(table) == (("Nom", "Prénom"), (("Öztürk", "Fatma"),))


def test_two_cells_in_opposite_corners_are_refused_before_they_exhaust_memory() -> None:
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream)
    sheet = book.add_worksheet()
    sheet.write(0, 0, "a")
    sheet.write(1_048_575, 16_383, "z")
    book.close()
    assert refusal(stream.getvalue()) == "sheet_too_big"
    wide = '<table:table-cell table:number-columns-repeated="5000" office:value-type="string"/>'
    assert (
        refusal(ods(f'<table:table-row table:number-rows-repeated="20000">{wide}</table:table-row>')) == "sheet_too_big"
    )


def test_files_that_cannot_be_read_are_refused_with_the_reason() -> None:
    book = workbook([["a"], ["b"]])
    assert (
        refusal(b"") == refusal(b"\xef\xbb\xbf\r\n ; \n".replace(b";", b" ")) == refusal(workbook([])) == "file_empty"
    )
    assert refusal(b"x" * (MAX_BYTES + 1)) == "file_too_big"
    assert refusal(b"%PDF-1.7 ...") == refusal(bytes(range(256)) * 9) == "file_not_table"
    assert refusal(book[: len(book) // 2]) == refusal(b"PK\x03\x04" + b"abc" * 99) == "file_damaged"
    assert refusal(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")) == "file_encrypted"
    assert refusal(ods(ods_rows([["a"]]), "<m:encryption-data/>")) == "file_encrypted"


def test_a_reader_that_breaks_down_is_a_damaged_file(monkeypatch: pytest.MonkeyPatch) -> None:
    class PanicException(BaseException):
        """What the workbook reader raises when it breaks down: no Exception, no public name."""

    for error, code in (
        (PanicException("broken"), "file_damaged"),
        (python_calamine.XmlError("broken"), "file_damaged"),
        (python_calamine.PasswordError("locked"), "file_encrypted"),
    ):
        reader = Mock(from_object=Mock(side_effect=error))
        monkeypatch.setattr(python_calamine, "CalamineWorkbook", reader)
        assert refusal(workbook([["a"]])) == code
        assert reader.from_object.called
    monkeypatch.setattr(python_calamine, "CalamineWorkbook", Mock(from_object=Mock(side_effect=KeyboardInterrupt)))
    with pytest.raises(KeyboardInterrupt):
        read_table(workbook([["a"]]))


def test_a_locked_archive_and_one_that_unpacks_to_too_much_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    locked = bytearray(workbook([["a"]]))
    locked[locked.index(b"PK\x01\x02") + 8] |= 1  # the flag of a part under a password
    assert refusal(bytes(locked)) == "file_encrypted"
    monkeypatch.setattr("delta_app.readers.tabular_workbook.MAX_UNPACKED", 100)
    assert refusal(workbook([["a"]])) == "file_too_big"


def test_times_and_durations_of_a_workbook() -> None:
    moment = '<table:table-cell office:value-type="{0}" office:{0}-value="{1}"/>'
    cells_written = moment.format("time", "PT10H30M00S") + moment.format("date", "2026-12-03T18:22:05")
    table = read_table(ods(ods_rows([["a", "b"]]) + f"<table:table-row>{cells_written}</table:table-row>"))
    assert table.rows == (("10:30", "2026-12-03 18:22:05"),)


def test_a_cell_of_the_size_of_a_book_is_a_damaged_file() -> None:
    assert refusal(b"a,b\n" + b"x" * 200_000 + b",1\n") == "file_damaged"


def test_a_zip_that_is_no_workbook_is_no_table() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        package.writestr("word/document.xml", "<x/>")
    assert refusal(stream.getvalue()) == "file_not_table"


def test_a_refusal_keeps_the_name_of_the_file() -> None:
    with pytest.raises(UnreadableFile) as caught:
        read_table(b"", "liste.csv")
    assert caught.value.facts["name"] == "liste.csv"


def test_a_hundred_thousand_rows_are_read() -> None:
    row = "Öztürk;Fatma;Équipe mobile;FR TR;expérimenté·e;3;2;5;fatma@example.org;+32 470 00 00 02\r\n"
    for encoding in ("utf-8", "cp1252"):
        data = (row * 100_001).encode(encoding)
        table = read_table(data)
        assert len(table.rows) == 100_000


@given(st.binary(max_size=400))
def test_random_bytes_are_a_table_or_a_refusal(data: bytes) -> None:
    try:
        table = read_table(data)
    except UnreadableFile:
        return
    assert any(table.headers)
    assert len(table.rows) == len(table.lines)


@given(st.sampled_from(sorted(SAMPLES.glob("*.csv"))), st.data())
def test_damaged_samples_are_a_table_or_a_refusal(sample: Path, data: st.DataObject) -> None:
    raw = bytearray(sample.read_bytes())
    for at, byte in data.draw(st.lists(st.tuples(st.integers(0, len(raw) - 1), st.integers(0, 255)), max_size=9)):
        raw[at] = byte
    with contextlib.suppress(UnreadableFile):
        assert read_table(bytes(raw)).headers


@given(
    st.lists(
        st.lists(
            st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), min_size=1, max_size=8),
            min_size=2,
            max_size=4,
        ),
        min_size=1,
        max_size=5,
    )
)
def test_quoted_cells_come_back_as_they_were(rows: list[list[str]]) -> None:
    text = "\r\n".join(",".join('"' + cell.replace('"', '""') + '"' for cell in ["h", *row]) for row in rows)
    table = read_table(text.encode("utf-8-sig"))
    got = [table.headers, *table.rows]
    blanks = " \t\u00a0\u202f\ufeff"
    for expected, row in zip(rows, got, strict=True):
        assert list(row[1:]) == [cell.strip(blanks) for cell in expected][: len(row) - 1]


def test_signs_nobody_sees_are_taken_out_those_above_ascii_too() -> None:
    table = read_table("Nom\nAn\x9ba Costa\x7f\n".encode())
    assert table.rows == (("Ana Costa",),)
    assert [(note.code, note.facts["n"]) for note in table.notes] == [("controls_removed", 2)]


def test_a_file_too_big_is_not_read_whole(tmp_path: Path) -> None:
    with (tmp_path / "big.csv").open("wb") as big:
        big.truncate(10 * MAX_BYTES)
    assert len(bytes_of(tmp_path / "big.csv")) == MAX_BYTES + 1
