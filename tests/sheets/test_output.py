"""Files written whole or not at all, each obstacle told apart, and PDFs that say what they are."""

import contextlib
import errno
import io
import os
import sqlite3
import stat
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pypdf
import pytest

from delta_app.core.errors import Refused, say
from delta_app.sheets import style
from delta_app.sheets.grid import draw_text
from delta_app.sheets.output import check_name, paper_size, pdf_bytes, write_file
from delta_app.sheets.style import Look
from tests.sheets.reading import fonts_of, text_of


class Fault:
    """Stands in for a system call and fails as told; knows how often it did."""

    def __init__(self, number: int, **facts: Any) -> None:
        self.fired = 0
        self._number = number
        self._facts = facts

    def __call__(self, *_args: Any, **_kwargs: Any) -> Any:
        self.fired += 1
        problem = OSError(self._number, os.strerror(self._number))
        for name, value in self._facts.items():
            setattr(problem, name, value)
        raise problem


def refused(act: Callable[[], object]) -> Refused:
    with pytest.raises(Refused) as refusal:
        act()
    return refusal.value


def leftovers(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir() if path.name.endswith(".part")]


def test_a_file_is_written_and_replaced(tmp_path: Path) -> None:
    target = tmp_path / "décembre · mur.pdf"
    write_file(target, b"one")
    write_file(target, b"two")
    assert target.read_bytes() == b"two"
    assert [path.name for path in tmp_path.iterdir()] == [target.name]


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
def test_permissions_are_kept_and_new_files_get_the_usual_ones(tmp_path: Path) -> None:
    old, new = tmp_path / "old.pdf", tmp_path / "new.pdf"
    old.write_bytes(b"")
    old.chmod(0o640)
    write_file(old, b"x")
    write_file(new, b"x")
    mask = os.umask(0)
    os.umask(mask)
    assert stat.S_IMODE(old.stat().st_mode) == 0o640
    assert stat.S_IMODE(new.stat().st_mode) == 0o666 & ~mask


@pytest.mark.skipif(os.name != "posix", reason="links of POSIX")
def test_a_link_stays_a_link(tmp_path: Path) -> None:
    real, link = tmp_path / "real.pdf", tmp_path / "link.pdf"
    real.write_bytes(b"old")
    link.symlink_to(real)
    write_file(link, b"new")
    assert link.is_symlink()
    assert real.read_bytes() == b"new"


def test_a_folder_that_is_gone(tmp_path: Path) -> None:
    refusal = refused(lambda: write_file(tmp_path / "usb" / "mur.pdf", b"x"))
    assert refusal.code == "folder_missing"
    assert "usb" in say(refusal)


def test_a_folder_named_like_the_file(tmp_path: Path) -> None:
    (tmp_path / "mur.pdf").mkdir()
    for act in (lambda: write_file(tmp_path / "mur.pdf", b"x"), lambda: check_name(tmp_path / "mur.pdf", ".pdf")):
        assert refused(act).code == "folder_not_file"
    assert "« . » est un dossier" in say(refused(lambda: check_name(Path(), ".pdf")))
    assert "planning.pdf" in say(refused(lambda: write_file(Path(), b"x")))


@pytest.mark.parametrize("name", ["lieu.db", "mur.pdf"])
def test_a_sheet_named_like_the_data_file_leaves_it_alone(tmp_path: Path, name: str) -> None:
    data = tmp_path / name
    with contextlib.closing(sqlite3.connect(data)) as connection:
        connection.execute("CREATE TABLE place (name TEXT)")
    before = data.read_bytes()
    refusal = refused(lambda: write_file(data, b"x"))
    assert refusal.code == "is_data_file"
    assert name in say(refusal)
    assert data.read_bytes() == before


def test_a_sheet_put_among_the_copies_of_the_data(tmp_path: Path) -> None:
    copies = tmp_path / "lieu.db-copies"
    copies.mkdir()
    write_file(copies / "a.pdf", b"x")  # nobody's copies: only a folder of that name
    (copies / "20270105-101500Z-start.db").write_bytes(b"")
    refusal = refused(lambda: write_file(copies / "mur.pdf", b"x"))
    assert refusal.code == "among_copies"
    assert "lieu.db-copies" in say(refusal)
    assert not (copies / "mur.pdf").exists()


@pytest.mark.parametrize(
    ("name", "kinds"), [("mur.xlsx", (".pdf",)), ("mur", (".pdf",)), ("mur.pdf", (".csv", ".ics"))]
)
def test_a_name_that_promises_another_kind_of_file(name: str, kinds: tuple[str, ...]) -> None:
    refusal = refused(lambda: check_name(Path(name), *kinds))
    assert refusal.code == "wrong_suffix"
    assert f"« mur{kinds[0]} »" in say(refusal)
    check_name(Path("mur.PDF"), ".pdf")


def test_a_name_that_is_too_long_or_impossible(tmp_path: Path) -> None:
    assert refused(lambda: write_file(tmp_path / ("x" * 300), b"x")).code == "bad_file_name"
    assert refused(lambda: write_file(tmp_path / "a\0b", b"x")).code == "bad_file_name"
    assert leftovers(tmp_path) == []


FAULTS = [
    ("pathlib.Path.open", Fault(errno.EACCES), "not_writable"),
    ("pathlib.Path.open", Fault(errno.EROFS), "not_writable"),
    ("pathlib.Path.open", Fault(errno.ENOSPC), "no_room_for_file"),
    ("os.fsync", Fault(errno.ENOSPC), "no_room_for_file"),
    ("os.fsync", Fault(errno.EIO), "file_not_written"),
    ("pathlib.Path.replace", Fault(errno.EACCES), "file_in_use"),
    ("pathlib.Path.replace", Fault(errno.EBUSY), "file_in_use"),
    ("pathlib.Path.replace", Fault(errno.EIO, winerror=32), "file_in_use"),
]


@pytest.mark.parametrize(("call", "fault", "code"), FAULTS)
def test_an_obstacle_is_named_and_the_old_file_is_intact(
    call: str, fault: Fault, code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "mur.pdf"
    target.write_bytes(b"old")
    with monkeypatch.context() as patched:
        patched.setattr(call, fault)
        refusal = refused(lambda: write_file(target, b"new"))
    assert fault.fired
    assert refusal.code == code
    assert "mur.pdf" in say(refusal)
    assert target.read_bytes() == b"old"
    assert leftovers(tmp_path) == []


def test_a_folder_that_cannot_be_flushed_does_not_undo_a_written_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fault = Fault(errno.EINVAL)
    monkeypatch.setattr("delta_app.sheets.output._flush_folder", fault)
    write_file(tmp_path / "mur.pdf", b"new")
    assert fault.fired == (os.name == "posix")
    assert (tmp_path / "mur.pdf").read_bytes() == b"new"


def a_page(text: str) -> tuple[str, Callable[[Any], None]]:
    return text, lambda canvas: draw_text(canvas, text, 50, 50, Look(style.REGULAR, 12))


def test_a_pdf_says_what_it_is() -> None:
    pdf = pdf_bytes([a_page("un"), a_page("deux")], size=paper_size("A5"), title="Feuille", author="Le Delta")
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    assert reader.metadata is not None
    assert (reader.metadata.title, reader.metadata.author) == ("Feuille", "Le Delta")
    assert reader.trailer["/Root"]["/Lang"] == "fr-BE"
    assert [entry.title for entry in reader.outline] == ["un", "deux"]
    assert set(fonts_of(pdf).values()) == {True}
    assert "deux" in text_of(pdf, page=1)


def test_a_pdf_without_pages_is_refused() -> None:
    refusal = refused(lambda: pdf_bytes([], size=paper_size("A4"), title="", author=""))
    assert refusal.code == "no_sheet_to_print"
    assert say(refusal)


def test_papers() -> None:
    assert paper_size("A3", landscape=True) == (1190.55, 841.89)
    with pytest.raises(ValueError, match="letter"):
        paper_size("letter")


def test_sheets_made_on_two_threads_at_once_are_what_each_is_alone() -> None:
    def made(number: int) -> bytes:
        words = [f"{number} : Éloïse, Łukasz, {chr(0x41 + number)}" for _line in range(40)]
        pages = [a_page(word) for word in words]
        return pdf_bytes(pages, size=paper_size("A5"), title=str(number), author="Le Delta")

    alone = [made(number) for number in range(8)]
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(2) as pool:
            assert list(pool.map(made, range(8))) == alone
    finally:
        sys.setswitchinterval(before)
