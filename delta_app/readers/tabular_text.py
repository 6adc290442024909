"""Text files of rows: finds the encoding and the delimiter, and says when it had to assume."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from delta_app.readers.problems import Problem, UnreadableFile, line_list

Record = tuple[int, tuple[str, ...]]

# In order of preference when two are as frequent: a semicolon is rarely part of a header's words, a comma often is.
_DELIMITERS = (";", "\t", ",")
_LINES_LOOKED_AT = 20
_LONGEST_RECORD = 50  # lines
_BYTE_ORDER_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
# Signs that no keyboard types and no screen shows.
CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_SEPARATOR_LINE = re.compile(r"sep=([;,\t|])(?:\r\n|\r|\n)", re.IGNORECASE)
_QUOTED = re.compile(r'"[^"]*"')
# Blanks at the ends of a cell mean nothing; a line break does (an address with one in it is refused later).
BLANKS = " \t\u00a0\u202f\ufeff"


@dataclass(frozen=True)
class TextRecords:
    """The filled records of a text file, each with the line it begins on, and how they were read."""

    records: tuple[Record, ...]
    encoding: str
    delimiter: str
    notes: tuple[Problem, ...]


def read_text(data: bytes) -> TextRecords:
    """Split a text file into records. Raises UnreadableFile: file_empty, file_not_table, file_damaged."""
    text, encoding, notes = _decode(data)
    text, control_notes = _without_controls(text)
    announced = _SEPARATOR_LINE.match(text)
    start = announced.end() if announced else 0
    first_line = 2 if announced else 1
    delimiter = announced[1] if announced else _delimiter_of(text)
    quote_notes: list[Problem] = []
    try:
        records = tuple(_filled(_records(text[start:], delimiter, first_line, quote_notes)))
    except csv.Error as error:
        raise UnreadableFile("file_damaged", detail=str(error)) from error
    if not records:
        raise UnreadableFile("file_empty")
    return TextRecords(records, encoding, delimiter, (*notes, *control_notes, *quote_notes))


def _decode(data: bytes) -> tuple[str, str, list[Problem]]:
    """The text, the encoding it was in, and what was assumed or lost."""
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            body = data[len(mark) :]
            if encoding == "utf-8":
                return _decode_utf8(body)
            text = body.decode(encoding, "replace")
            return text, encoding, _lost_characters(text.split("\n"))
    return _decode_utf8(data)


def _decode_utf8(data: bytes) -> tuple[str, str, list[Problem]]:
    try:
        return data.decode("utf-8"), "utf-8", []
    except UnicodeDecodeError:
        return _decode_line_by_line(data)


def _decode_line_by_line(data: bytes) -> tuple[str, str, list[Problem]]:
    """A file that is not wholly UTF-8: each line that is keeps it, the others are taken as Windows text, and told.

    Old spreadsheets write Windows text (CP1252); files pasted together from two sources hold both.
    """
    lines: list[str] = []
    windows: list[int] = []
    accented_utf8 = False
    for number, raw in enumerate(data.split(b"\n"), start=1):
        line = _utf8_line(raw)
        if line is None:
            windows.append(number)
            line = raw.decode("cp1252", "replace")
        elif not line.isascii():
            accented_utf8 = True
        lines.append(line)
    lost = _lost_characters(lines)
    if not windows:
        return "\n".join(lines), "utf-8", lost
    encoding, code = ("mixed", "encoding_mixed") if accented_utf8 else ("cp1252", "encoding_cp1252")
    note = Problem(code, None, {"lines": line_list(windows), "n": len(windows)})
    return "\n".join(lines), encoding, [note, *lost]


def _utf8_line(raw: bytes) -> str | None:
    """The line as UTF-8, halves of characters (lone surrogates) replaced; None when it is not UTF-8."""
    try:
        halves = raw.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return None
    return halves.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _lost_characters(lines: list[str]) -> list[Problem]:
    touched = [number for number, line in enumerate(lines, start=1) if "\ufffd" in line]
    if not touched:
        return []
    return [Problem("characters_lost", None, {"lines": line_list(touched), "n": len(touched)})]


def _without_controls(text: str) -> tuple[str, list[Problem]]:
    """The text without control characters; refuses what holds so many of them that it is no text at all."""
    count = len(CONTROLS.findall(text))
    if not count:
        return text, []
    if count >= 4 and count * 20 > len(text):
        raise UnreadableFile("file_not_table", kind="")
    return CONTROLS.sub("", text), [Problem("controls_removed", None, {"n": count})]


def _delimiter_of(text: str) -> str:
    """The delimiter that stands, outside quotes, in most of the first lines; of several the most frequent at first.

    One line is not enough: a title above the headings may hold a comma of its own.
    """
    filled = (_QUOTED.sub("", line) for line in io.StringIO(text, newline=None) if line.strip())
    lines = [line for line in islice(filled, _LINES_LOOKED_AT) if any(map(line.count, _DELIMITERS))]
    if not lines:
        return ","
    return max(_DELIMITERS, key=lambda sign: (sum(sign in line for line in lines), lines[0].count(sign)))


def _records(text: str, delimiter: str, first_line: int, notes: list[Problem]) -> Iterator[tuple[int, list[str]]]:
    try:
        whole = list(_read(io.StringIO(text, newline=""), delimiter, first_line, csv.QUOTE_MINIMAL, strict=True))
    except csv.Error:
        yield from _records_by_line(text, delimiter, first_line, notes)
    else:
        yield from whole


def _records_by_line(
    text: str, delimiter: str, first_line: int, notes: list[Problem]
) -> Iterator[tuple[int, list[str]]]:
    """Each line as a record of its own, but for those that a quoted line break makes one; on the lines at fault a quote
    is only a character, and a note says so.

    A quote that opens a cell and never closes it would swallow the rows after it: Rallly quotes nothing, and a name
    may begin with one.
    """
    faulty: list[int] = []
    lines = list(io.StringIO(text, newline=""))
    place = width = 0
    while place < len(lines):
        line, number = lines[place], first_line + place
        ahead = lines[place : place + _LONGEST_RECORD]
        length = 1 if line.count('"') % 2 == 0 else _lines_of_record(ahead, delimiter, width)
        if length:
            for _, cells in _read(lines[place : place + length], delimiter, number, csv.QUOTE_MINIMAL):
                width = width or len(cells)
                yield number, cells
        else:
            faulty.append(number)
            for _, cells in _read([line], delimiter, number, csv.QUOTE_NONE):
                yield (number, [cell[1:-1] if _QUOTED.fullmatch(cell) else cell for cell in cells])
        place += length or 1
    if faulty:
        notes.append(Problem("quote_unpaired", None, {"lines": line_list(faulty), "n": len(faulty)}))


def _lines_of_record(lines: Sequence[str], delimiter: str, width: int) -> int:
    """How many lines a cell with line breaks makes one record of, as wide as the first; 0 where a quote is astray."""
    quotes = 0
    for length, line in enumerate(lines, start=1):
        quotes += line.count('"')
        if quotes % 2 == 0:
            try:
                records = list(_read(lines[:length], delimiter, 1, csv.QUOTE_MINIMAL, strict=True))
            except csv.Error:
                return 0
            return length if len(records) == 1 and len(records[0][1]) == width else 0
    return 0


def _read(
    lines: Iterable[str], delimiter: str, first_line: int, quoting: int, *, strict: bool = False
) -> Iterator[tuple[int, list[str]]]:
    # mypy knows quoting as a literal set only; the two values used are among them.
    reader = csv.reader(lines, delimiter=delimiter, quoting=quoting, strict=strict)  # type: ignore[arg-type]
    line = first_line
    for cells in reader:
        yield line, cells
        line = first_line + reader.line_num


def _filled(records: Iterable[tuple[int, list[str]]]) -> Iterator[Record]:
    for line, cells in records:
        row = tuple([cell.strip(BLANKS) for cell in cells])
        if any(row):
            yield line, row
