"""Turning a drawing into PDF bytes, and bytes into a file that is either whole or untouched."""

import contextlib
import errno
import io
import os
import secrets
from collections.abc import Callable, Sequence
from pathlib import Path

from delta_app.core.backup import is_folder_of_copies
from delta_app.core.errors import Refused
from delta_app.core.i18n import babel_locale
from delta_app.sheets import (
    style,
    words,  # noqa: F401 — gives the refusals below their words
)
from delta_app.sheets.glyphs import one_line
from delta_app.sheets.grid import Canvas

PAPERS = {"A5": (419.53, 595.28), "A4": (595.28, 841.89), "A3": (841.89, 1190.55)}
"""Portrait widths and heights in points."""

_DATABASE = b"SQLite format 3\x00"  # how every data file and every copy of one begins
_SHARING_VIOLATIONS = frozenset({32, 33})  # what Windows answers for a file open elsewhere


def _numbers(*names: str) -> frozenset[int]:
    """The error numbers of these names, of which each system knows its own."""
    return frozenset(number for name in names if (number := getattr(errno, name, None)) is not None)


_FULL = _numbers("ENOSPC", "EDQUOT")
_BUSY = _numbers("EBUSY", "ETXTBSY")
_FORBIDDEN = _numbers("EACCES", "EPERM", "EROFS", "EISDIR")
_BAD_NAME = _numbers("ENAMETOOLONG", "EINVAL", "EILSEQ")


def paper_size(paper: str, *, landscape: bool = False) -> tuple[float, float]:
    """Width and height in points of ``A5``, ``A4`` or ``A3``; raises ValueError for another paper."""
    if paper not in PAPERS:
        raise ValueError(f"no such paper: {paper}")
    width, height = PAPERS[paper]
    return (height, width) if landscape else (width, height)


def pdf_bytes(
    pages: Sequence[tuple[str, Callable[[Canvas], None]]], *, size: tuple[float, float], title: str, author: str
) -> bytes:
    """A PDF of these pages, each a name for the outline and a function that draws it; the same bytes every time.

    Refuses (``no_sheet_to_print``) when there is no page.
    """
    if not pages:
        raise Refused("no_sheet_to_print")
    from reportlab.pdfgen.canvas import Canvas as PdfCanvas

    style.register_fonts()
    buffer = io.BytesIO()
    with style.MAKING:
        canvas = PdfCanvas(
            buffer,
            pagesize=size,
            pageCompression=1,
            invariant=1,
            initialFontName=style.REGULAR,  # else every page names Helvetica, which is not embedded
            lang=babel_locale().replace("_", "-"),
        )
        canvas.setTitle(one_line(title))
        canvas.setAuthor(one_line(author))
        canvas.setCreator("Delta")
        for number, (name, draw) in enumerate(pages):
            if len(pages) > 1:
                canvas.bookmarkPage(f"page-{number}")
                canvas.addOutlineEntry(one_line(name), f"page-{number}")
            draw(canvas)
            canvas.showPage()
        canvas.save()
    return buffer.getvalue()


def check_name(path: Path, *suffixes: str) -> None:
    """Whether a file of one of these kinds may be written there, as ``.pdf``: asked before the file is made.

    Refuses ``folder_not_file`` for a folder, ``not_writable`` for a device, ``wrong_suffix`` for a name that says that
    it is something else.
    """
    if path.is_dir():
        raise Refused("folder_not_file", path=str(path), example=str(path / f"planning{suffixes[0]}"))
    if path.exists() and not path.is_file():
        raise Refused("not_writable", **_facts(path))
    if path.suffix.lower() not in suffixes:
        raise Refused("wrong_suffix", name=path.name, known=suffixes, example=f"{path.stem}{suffixes[0]}")


def write_file(path: Path, content: bytes, *, private: bool = False) -> None:
    """Put content at a path: written beside it, flushed to the disk, then renamed over it in one step.

    ``private``: only its owner may read and write it (mode 0600), whatever stood there before.

    Never over a data file or among its copies, whatever their names. Refuses ``is_data_file``, ``among_copies``,
    ``folder_missing``, ``folder_not_file``, ``not_writable``, ``no_room_for_file``, ``file_in_use``,
    ``bad_file_name`` or ``file_not_written``; whatever stood there before stands there still.
    """
    try:
        target = Path(os.path.realpath(path))  # the file behind a link: a rename would replace the link itself
        _check_place(target, path)
        partial = target.with_name(f".{secrets.token_hex(6)}.part")  # short, whatever the length of the name
        try:
            _write_through(partial, content, private=private)
            _take_place(partial, target, private=private)
        finally:
            with contextlib.suppress(OSError):
                partial.unlink(missing_ok=True)
    except OSError as problem:
        raise _refusal(problem, path) from problem
    except ValueError as problem:  # a null character
        raise Refused("bad_file_name", **_facts(path)) from problem


def _check_place(target: Path, path: Path) -> None:
    if not target.parent.is_dir():
        raise Refused("folder_missing", **_facts(path))
    if target.is_dir():
        raise Refused("folder_not_file", path=str(path), example=str(path / "planning.pdf"))
    if is_folder_of_copies(target.parent):
        raise Refused("among_copies", **_facts(path))
    if target.exists() and not (target.is_file() and os.access(target, os.W_OK)):  # a device
        raise Refused("not_writable", **_facts(path))
    if target.exists() and _is_database(target):
        raise Refused("is_data_file", **_facts(path))


def _is_database(target: Path) -> bool:
    with target.open("rb") as stream:
        return stream.read(len(_DATABASE)) == _DATABASE


def _facts(path: Path) -> dict[str, str]:
    return {"name": path.name, "folder": str(path.parent)}


def _write_through(partial: Path, content: bytes, *, private: bool) -> None:
    # O_BINARY: else Windows doubles the ends of lines.
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(partial, flags, 0o600 if private else 0o666), "wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())


def _take_place(partial: Path, target: Path, *, private: bool) -> None:
    """Rename over the target, keeping its permissions unless private, and make the rename itself last."""
    if target.exists() and not private:
        partial.chmod(target.stat().st_mode & 0o777)
    try:
        partial.replace(target)
    except PermissionError as problem:
        # The folder took our partial file, so it is the target that will not let go: open elsewhere.
        raise OSError(errno.EBUSY, problem.strerror) from problem
    if os.name == "posix":
        with contextlib.suppress(OSError):  # the file is in place: some network folders just cannot be flushed
            _flush_folder(target.parent)


def _flush_folder(folder: Path) -> None:
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def _refusal(problem: OSError, path: Path) -> Refused:
    facts = _facts(path)
    if problem.errno in _FULL:
        return Refused("no_room_for_file", **facts)
    if problem.errno in _BUSY or getattr(problem, "winerror", None) in _SHARING_VIOLATIONS:
        return Refused("file_in_use", **facts)
    if problem.errno in _FORBIDDEN:
        return Refused("not_writable", **facts)
    if problem.errno in _BAD_NAME:
        return Refused("bad_file_name", **facts)
    return Refused("file_not_written", reason=problem.strerror or str(problem), **facts)


def keep_pdf(path: Path, made: bytes) -> None:
    """Put a PDF at a path, whose name must say that it is one. Refuses as ``check_name`` and ``write_file`` do."""
    check_name(path, ".pdf")
    write_file(path, made)
