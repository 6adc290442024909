"""The photo or PDF of a receipt, read from a file and made small enough to be kept for seven years."""

import tempfile
import unicodedata
from pathlib import Path, PureWindowsPath

from delta_app.core.errors import Refused
from delta_app.core.troubles import refusal_for
from delta_app.sheets.output import write_file
from delta_app.sheets.photo import NoPhoto, small_jpeg
from delta_app.till.rules import Paper

MOST_READ_MB = 40
"""More is no photo of a receipt; it would be a long wait, and much memory."""
MOST_PDF_MB = 2
LONGEST_SIDE = 1_600  # pixels: the small print of a receipt stays legible
LONGEST_NAME = 80
_MB = 1_000_000


def read_paper(path: Path) -> Paper:
    """A receipt to keep with its entry: a photo as a JPEG of at most ``LONGEST_SIDE`` pixels, a PDF as it is.

    Refuses ``paper_missing``, ``paper_too_big``, ``paper_unreadable`` and what a disk refuses.
    """
    try:
        size = path.stat().st_size
        if size > MOST_READ_MB * _MB:
            raise Refused("paper_too_big", size=size // _MB, most=MOST_READ_MB)
        content = path.read_bytes()
    except FileNotFoundError as error:
        raise Refused("paper_missing") from error
    except OSError as error:
        raise refusal_for(error) or Refused("paper_unreadable") from error
    if content.startswith(b"%PDF-"):
        if len(content) > MOST_PDF_MB * _MB:
            raise Refused("paper_too_big", size=-(-len(content) // _MB), most=MOST_PDF_MB)
        return Paper(shown_name(path.name), "application/pdf", content)
    return Paper(shown_name(path.name), "image/jpeg", _small_photo(content))


def put_for_viewing(paper: Paper) -> Path:
    """A copy of it in a folder of its own that only this user can read, for the system to show; returns where.

    The system clears such folders. Refuses what a disk refuses.
    """
    ending = ".pdf" if paper.media_type == "application/pdf" else ".jpg"
    folder = Path(tempfile.mkdtemp(prefix="delta-"))
    path = folder / f"{Path(paper.name).stem}{ending}"
    write_file(path, paper.content, private=True)
    return path


def shown_name(name: str) -> str:
    """A file's name without any folder, as it is shown and offered when the paper is saved again."""
    last = PureWindowsPath(name.replace("/", "\\")).name
    printable = "".join(letter for letter in unicodedata.normalize("NFC", last) if letter.isprintable())
    return printable.strip(" .")[-LONGEST_NAME:] or "piece"


def _small_photo(content: bytes) -> bytes:
    try:
        return small_jpeg(content, LONGEST_SIDE)
    except NoPhoto as error:
        raise Refused("paper_unreadable") from error
