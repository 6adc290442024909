"""A data file that is damaged, foreign, newer, changed by others, or gone: one sentence, and not a byte changes."""

import os
import random
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
import time_machine

from delta_app.core import backup, schema
from tests.faults.trouble import assert_one_sentence, call, data_digest, file_digest, listing

VERBS = (("show", "2027-01"), ("check",), ("backup",), ("undo",), ("history",))


def garble(path: Path, start: int, length: int = 64) -> None:
    content = bytearray(path.read_bytes())
    content[start : start + length] = b"\xff" * length
    path.write_bytes(content)


def cut(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2 // 4096 * 4096)


def make_newer(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA user_version={schema.HEAD + 1}")


def add_trigger(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TRIGGER sly AFTER INSERT ON host BEGIN SELECT 1; END")


def another_program(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE song (title TEXT) STRICT")


TROUBLES: list[tuple[Callable[[Path], object], str]] = [
    (cut, "restore"),
    (lambda path: path.write_bytes(b""), "restore"),
    (lambda path: path.write_bytes(b"\x00" * 9000), "restore"),
    (lambda path: garble(path, 4096, 100_000), "restore"),
    (lambda path: path.write_text("Cher Delta, " * 50), "Choisissez-en un autre"),
    (another_program, "Choisissez-en un autre"),
    (make_newer, "Mettez le programme à jour"),
    (add_trigger, "restore"),
]


@pytest.mark.parametrize(("harm", "way_out"), TROUBLES)
@pytest.mark.parametrize("verb", VERBS, ids=" ".join)
def test_a_file_that_cannot_be_used(
    place: Path, harm: Callable[[Path], object], way_out: str, verb: tuple[str]
) -> None:
    sound = file_digest(place)
    harm(place)
    harmed = file_digest(place)
    assert harmed != sound
    before = listing(place.parent)
    assert_one_sentence(call(place, *verb), way_out, "touché")
    assert file_digest(place) == harmed
    assert listing(place.parent) == before


def test_a_file_that_is_gone_and_a_folder_in_its_place(place: Path) -> None:
    place.unlink()
    for verb in VERBS:
        assert_one_sentence(call(place, *verb), "delta-app new")
    place.mkdir()
    for verb in VERBS:
        assert_one_sentence(call(place, *verb), "Choisissez-en un autre")
    assert listing(place) == set()


def damaged_pages(place: Path, offsets: list[int], rng: random.Random) -> int:
    """Damage one place after another; returns how often the program noticed. It may never break down."""
    whole = place.read_bytes()
    noticed = 0
    for offset in offsets:
        content = bytearray(whole)
        content[offset : offset + 16] = rng.randbytes(16)
        place.write_bytes(content)
        damaged = file_digest(place)
        told = call(place, "check")
        if told.code:
            assert_one_sentence(told, "touché")
            assert file_digest(place) == damaged
            noticed += 1
        shown = call(place, "show", "2027-01")
        assert "Traceback" not in shown.err + told.err
    return noticed


def test_damage_anywhere_in_the_structure_is_told_in_one_sentence(place: Path) -> None:
    """The head of each page says where its rows stand: SQLite cannot fail to notice."""
    pages = list(range(4096, place.stat().st_size, 4096))
    assert damaged_pages(place, pages, random.Random(1)) > 0.9 * len(pages)


def test_damaged_words_in_the_schema_and_in_a_name(place: Path) -> None:
    """Bytes that are no text at all: SQLite quotes them in what it says, the driver cannot read them."""
    for words in (b"CREATE TABLE host", "Öztürk".encode()):
        whole = place.read_bytes()
        assert words in whole
        place.write_bytes(whole.replace(words, b"\xf7" * len(words)))
        assert_one_sentence(call(place, "show", "2027-01"), "touché", "restore")
        place.write_bytes(whole)
    assert call(place, "show", "2027-01").code == 0


def test_a_date_that_is_none_any_more(place: Path) -> None:
    """Bytes that are text, and no date: nothing of SQLite notices."""
    whole = place.read_bytes()
    assert b"2027-01-14" in whole
    place.write_bytes(whole.replace(b"2027-01-14", b"mLs7-01-14"))
    assert_one_sentence(call(place, "show", "2027-01"), "touché", "restore")


@pytest.mark.long
@pytest.mark.timeout(1800)
def test_damage_anywhere_at_all(place: Path) -> None:
    rng = random.Random()
    assert damaged_pages(place, [rng.randrange(place.stat().st_size) for _ in range(2000)], rng)


def test_the_last_good_copy_brings_a_damaged_file_back(place: Path) -> None:
    good = data_digest(place)
    assert call(place, "backup").code == 0
    with time_machine.travel("2030-01-01T00:00:00Z"):
        newer = Path(call(place, "backup").out.split(" : ", 1)[1].strip())
    garble(newer, 4096, 50_000)
    assert backup.soundness(newer)
    garble(place, 4096, 100_000)
    damaged = file_digest(place)
    assert_one_sentence(call(place, "show", "2027-01"), "restore", "dernière bonne copie")
    assert call(place, "restore", "last").code == 0
    assert data_digest(place) == good
    (aside,) = place.parent.glob("lieu-damaged-*.db")
    assert file_digest(aside) == damaged
    assert call(place, "absent", "Fatma Öztürk", "2027-01-05").code == 0


def test_restoring_what_is_no_copy_changes_nothing(place: Path, tmp_path: Path) -> None:
    before = file_digest(place)
    (tmp_path / "lettre.db").write_text("Cher Delta, " * 50)
    assert_one_sentence(call(place, "restore", tmp_path / "lettre.db"), "Choisissez-en un autre")
    assert_one_sentence(call(place, "restore", tmp_path / "rien.db"), "backup --list")
    assert_one_sentence(call(place, "restore", "last"), "backup --list")
    assert file_digest(place) == before


def test_restoring_a_lost_file_is_not_spoilt_by_what_a_killed_program_left(place: Path) -> None:
    """A journal without its file would be finished by SQLite on the file that takes the place."""
    good = data_digest(place)
    assert call(place, "backup").code == 0
    assert call(place, "absent", "Fatma Öztürk", "2027-01-05").code == 0
    with closing(sqlite3.connect(place, isolation_level=None)) as other:
        other.execute("PRAGMA cache_size=1")
        other.execute("BEGIN IMMEDIATE")
        other.execute("UPDATE slot SET note = hex(randomblob(2000))")
        left = place.with_name(place.name + "-journal").read_bytes()
    begun = place.with_name(place.name + "-journal")
    begun.write_bytes(left)
    assert left.startswith(b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7"), "the journal is one that SQLite would finish"
    place.unlink()
    assert call(place, "restore", "last").code == 0
    assert not begun.exists()
    assert data_digest(place) == good


def test_a_clock_set_back_leaves_the_history_in_the_order_of_the_acts(place: Path) -> None:
    with time_machine.travel("2027-03-01T10:00:00Z", tick=False):
        assert call(place, "absent", "Fatma Öztürk", "2027-01-05").code == 0
    with time_machine.travel("2026-11-01T10:00:00Z", tick=False):
        assert call(place, "absent", "Paul Kabongo", "2027-01-06").code == 0
        newest, before = call(place, "history", "--limit", "2").out.splitlines()
    assert ("2026" in newest, "2027" in before) == (True, True), "the clock really went back"
    assert ("Paul" in newest, "Fatma" in before) == (True, True)
    assert "Paul" in call(place, "undo").out
    assert "Fatma" in call(place, "undo").out
    assert "Fatma" in call(place, "redo").out
