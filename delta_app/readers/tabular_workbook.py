"""Workbooks (XLSX, ODS) as rows of text, after checking that opening them cannot exhaust the machine."""

import io
import lzma
import re
import struct
import zipfile
import zlib
from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING
from xml.parsers import expat

from delta_app.readers.problems import Problem, UnreadableFile
from delta_app.readers.tabular_text import BLANKS, CONTROLS, Record

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

# The reader lays a sheet out as a full rectangle and ends the whole program when memory lacks: two cells in opposite
# corners of a 16,384 × 1,048,576 sheet are enough. So the rectangle is measured before the reader sees the file.
MAX_CELLS = 4_000_000
MAX_UNPACKED = 512 * 1024 * 1024

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # old Excel files, and encrypted XLSX
_ENCRYPTED_PART = "EncryptedPackage".encode("utf-16-le")
_CELL_NAME = re.compile(r"([A-Z]{1,3})([0-9]+)")
_CHUNK = 1 << 16
# All that a broken archive makes the standard library say.
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    expat.ExpatError,
    EOFError,
    LookupError,
    OSError,
    NotImplementedError,
    ValueError,
)


@dataclass(frozen=True)
class SheetRecords:
    """The filled rows of the first sheet that has any, each with its row number."""

    name: str
    records: tuple[Record, ...]
    notes: tuple[Problem, ...]


def is_workbook(data: bytes) -> bool:
    """Whether the first bytes are those of a workbook (or another zipped document)."""
    return data.startswith((_ZIP, _OLE))


def read_workbook(data: bytes) -> SheetRecords:
    """The first visible sheet with content; formulas give the value they last had.

    Raises UnreadableFile: file_empty, file_too_big, sheet_too_big, file_not_table, file_damaged, file_encrypted.
    """
    if data.startswith(_OLE):
        if _ENCRYPTED_PART in data:
            raise UnreadableFile("file_encrypted")
    else:
        _check_package(data)
    sheets = _read_sheets(data)
    filled = [(name, records) for name, records in sheets if records]
    if not filled:
        raise UnreadableFile("file_empty")
    name, records = filled[0]
    others = ", ".join(other for other, _ in filled[1:])
    notes = (Problem("other_sheets", None, {"sheet": name, "others": others}),) if others else ()
    return SheetRecords(name, records, notes)


def _read_sheets(data: bytes) -> list[tuple[str, tuple[Record, ...]]]:
    """The visible sheets' rows. Raises UnreadableFile: file_damaged, file_encrypted."""
    import python_calamine as calamine  # read only when a workbook comes: start-up is felt

    try:
        with calamine.CalamineWorkbook.from_object(io.BytesIO(data)) as book:
            return [
                (sheet.name, tuple(_records(book.get_sheet_by_name(sheet.name))))
                for sheet in book.sheets_metadata
                if sheet.visible == calamine.SheetVisibleEnum.Visible and sheet.typ == calamine.SheetTypeEnum.WorkSheet
            ]
    except calamine.PasswordError as error:
        raise UnreadableFile("file_encrypted") from error
    except calamine.CalamineError as error:
        raise UnreadableFile("file_damaged", detail=str(error)) from error
    except BaseException as error:
        # The reader's own failures (Rust panics) come outside Exception and have no public name.
        if type(error).__name__ != "PanicException":
            raise
        raise UnreadableFile("file_damaged", detail=str(error)) from error


def _records(sheet: "CalamineSheet") -> Iterator[Record]:
    """The filled rows of a calamine sheet, from column A."""
    start = sheet.start
    if start is None:
        return
    first_row, first_column = start
    padding = ("",) * first_column
    for number, cells in enumerate(sheet.to_python(skip_empty_area=True), start=first_row + 1):
        row = padding + tuple([_as_text(cell) for cell in cells])
        if any(row):
            yield number, row


def _as_text(value: object) -> str:
    """A cell's value as a person would type it: ``5``, ``2027-01-05``, ``10:30``."""
    match value:
        case str():
            return CONTROLS.sub("", value).strip(BLANKS)
        case bool():
            return "TRUE" if value else "FALSE"
        case float():
            return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
        case datetime():
            return value.strftime("%Y-%m-%d %H:%M:%S") if value.time() != time() else value.date().isoformat()
        case date():
            return value.isoformat()
        case time():
            return value.strftime("%H:%M:%S" if value.second else "%H:%M")
        case timedelta():
            minutes = round(value.total_seconds() / 60)
            return f"{minutes // 60:02d}:{minutes % 60:02d}"
        case _:
            return str(value)


def _check_package(data: bytes) -> None:
    """Refuse a zipped document that is locked, broken, no workbook, or too large once laid out."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = {part.filename: part for part in package.infolist()}
            if any(part.flag_bits & 1 for part in parts.values()):
                raise UnreadableFile("file_encrypted")
            if sum(part.file_size for part in parts.values()) > MAX_UNPACKED:
                raise UnreadableFile("file_too_big", megabytes=MAX_UNPACKED // 1024 // 1024)
            manifest = parts.get("META-INF/manifest.xml")
            if manifest and b"encryption-data" in package.read(manifest):
                raise UnreadableFile("file_encrypted")
            _measure(package, list(parts))
    except _BROKEN as error:
        raise UnreadableFile("file_damaged", detail=str(error)) from error


def _measure(package: zipfile.ZipFile, names: list[str]) -> None:
    """Refuse sheets whose filled rectangle has more cells than MAX_CELLS; reading every part also proves it sound."""
    measured = 0
    for name in names:
        extent = _extent_of(name)
        measured += extent is not None
        with package.open(name) as part:
            parser = extent.parser() if extent else None
            while chunk := part.read(_CHUNK):
                if extent and parser:
                    parser.Parse(chunk, False)
                    extent.check()
            if extent and parser:
                parser.Parse(b"", True)
                extent.check()
    if not measured:
        raise UnreadableFile("file_not_table", kind="ZIP")


def _extent_of(name: str) -> "_Extent | None":
    """What follows the XML of a part that holds a sheet; None for the other parts."""
    if name.startswith("xl/worksheets/") and name.endswith(".xml"):
        return _XlsxExtent()
    return _OdsExtent() if name == "content.xml" else None


@dataclass
class _Extent(ABC):
    """The rectangle from the first to the last filled cell of a sheet, followed while its XML goes by."""

    row: int = 0
    column: int = 0
    rows: list[int] = field(default_factory=list)
    columns: list[int] = field(default_factory=list)

    def parser(self) -> expat.XMLParserType:
        """A parser that follows one sheet."""
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartElementHandler = self.start
        return parser

    @abstractmethod
    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""

    def reach(self, row: int, column: int) -> None:
        """A filled cell stands there."""
        if not self.rows:
            self.rows, self.columns = [row, row], [column, column]
        self.rows = [min(self.rows[0], row), max(self.rows[1], row)]
        self.columns = [min(self.columns[0], column), max(self.columns[1], column)]

    def check(self) -> None:
        """Raise UnreadableFile (sheet_too_big) when the rectangle has grown beyond what can be laid out."""
        if self.rows and (self.rows[1] - self.rows[0] + 1) * (self.columns[1] - self.columns[0] + 1) > MAX_CELLS:
            raise UnreadableFile("sheet_too_big", cells=MAX_CELLS)


class _XlsxExtent(_Extent):
    """Rows and cells that name their place (``r="B7"``), or follow the one before."""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        match name.rpartition(" ")[2]:
            case "row":
                self.row = int(attributes.get("r", self.row + 1))
                self.column = 0
            case "c":
                place = _CELL_NAME.fullmatch(attributes.get("r", "").upper())
                self.column = _column_number(place[1]) if place else self.column + 1
                self.row = int(place[2]) if place else self.row
            case "v" | "is":
                self.reach(self.row, self.column)


class _OdsExtent(_Extent):
    """Rows and cells that say how often they are repeated; text or a value makes a cell filled."""

    _height: int = 1
    _width: int = 1

    def parser(self) -> expat.XMLParserType:
        parser = super().parser()
        parser.CharacterDataHandler = self.characters
        return parser

    def start(self, name: str, attributes: dict[str, str]) -> None:
        repeated = {key.rpartition(" ")[2]: value for key, value in attributes.items() if "-repeated" in key}
        match name.rpartition(" ")[2]:
            case "table":
                self.row = 0
            case "table-row":
                self.row += self._height if self.row else 1
                self._height = int(repeated.get("number-rows-repeated", 1))
                self.column, self._width = 0, 1
            case "table-cell" | "covered-table-cell":
                self.column += self._width if self.column else 1
                self._width = int(repeated.get("number-columns-repeated", 1))
                if any(key.endswith((" value-type", " value")) for key in attributes):
                    self._fill()

    def characters(self, text: str) -> None:
        """Text in a cell makes it filled, whether or not it announces a type."""
        if self.row and self.column and not text.isspace():
            self._fill()

    def _fill(self) -> None:
        self.reach(self.row, self.column)
        self.reach(self.row + self._height - 1, self.column + self._width - 1)


def _column_number(letters: str) -> int:
    """``A`` → 1, ``AA`` → 27."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
