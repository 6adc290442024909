"""Any spreadsheet as rows of plain text: CSV in its many encodings, XLSX and ODS, recognised by content."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from delta_app.readers.problems import Problem, UnreadableFile
from delta_app.readers.tabular_text import Record, read_text
from delta_app.readers.tabular_workbook import is_workbook, read_workbook

# A list of 100,000 people weighs about 10 MB; what is much larger is a mistake of file.
MAX_BYTES = 32 * 1024 * 1024

# What people pick by mistake in a file dialog, told by the first bytes.
_OTHER_KINDS = {
    b"%PDF": "PDF",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"GIF8": "GIF",
    b"\x1f\x8b": "GZIP",
    b"7z\xbc\xaf": "7z",
    b"Rar!": "RAR",
    b"SQLite format 3": "SQLite",
    b"MZ": "EXE",
    b"\x7fELF": "ELF",
    b"{\\rtf": "RTF",
}


@dataclass(frozen=True)
class Table:
    """A sheet as text: its first filled row as headers, the filled rows below it, each with its line in the file.

    Cells carry no blanks at either end (line breaks are kept); rows are as long as the file has them, so a row can be
    shorter or longer than the headers. Nothing is ever computed: ``=HYPERLINK(…)`` stays those characters.
    """

    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    lines: tuple[int, ...]
    header_line: int = 1
    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None
    notes: tuple[Problem, ...] = ()


def bytes_of(path: Path) -> bytes:
    """What a file holds, as far as ``read_table`` takes it: what is too big is not read whole. Raises OSError."""
    with path.open("rb") as stream:
        return stream.read(MAX_BYTES + 1)


def read_table(data: bytes, name_hint: str = "") -> Table:
    """The first sheet with content, whatever the format.

    ``name_hint`` (the file's name) is only repeated in refusals; it never decides how the bytes are read.
    Raises UnreadableFile: file_empty, file_too_big, sheet_too_big, file_not_table, file_damaged, file_encrypted.
    """
    if not data.strip(b"\x00 \t\r\n"):
        raise UnreadableFile("file_empty", name=name_hint)
    if len(data) > MAX_BYTES:
        raise UnreadableFile("file_too_big", name=name_hint, megabytes=MAX_BYTES // 1024 // 1024)
    for start, kind in _OTHER_KINDS.items():
        if data.startswith(start):
            raise UnreadableFile("file_not_table", name=name_hint, kind=kind)
    try:
        if is_workbook(data):
            sheet = read_workbook(data)
            return replace(_table(sheet.records, sheet.notes), sheet=sheet.name)
        text = read_text(data)
        return replace(_table(text.records, text.notes), encoding=text.encoding, delimiter=text.delimiter)
    except UnreadableFile as refusal:
        raise UnreadableFile(refusal.code, **{"name": name_hint, **refusal.facts}) from refusal


def _table(records: Sequence[Record], notes: tuple[Problem, ...]) -> Table:
    (header_line, headers), *body = records
    return Table(
        headers=without_empty_tail(headers),
        rows=tuple(row for _, row in body),
        lines=tuple(line for line, _ in body),
        header_line=header_line,
        notes=notes,
    )


def without_empty_tail(cells: tuple[str, ...]) -> tuple[str, ...]:
    """The cells up to the last filled one: exports end their lines with a delimiter that announces nothing."""
    length = len(cells)
    while length and not cells[length - 1]:
        length -= 1
    return cells[:length]
