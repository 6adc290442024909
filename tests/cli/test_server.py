"""The same path with the place on a PostgreSQL server: from two files to a planning, and a move either way."""

import io
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pypdf
import pytest
import time_machine

from delta_app.cli import main
from delta_app.core import backup, datafile
from tests.factory import SAMPLES, every_row

HOSTS = SAMPLES / "accueillants-janvier-2027.csv"
POLL = SAMPLES / "framadate-janvier-2027.csv"


@pytest.fixture
def say(tmp_path, capsys, monkeypatch):
    """Call a verb on a file or database; gives exit code, answer, and what was said beside it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    monkeypatch.delenv("DELTA_PASSPHRASE", raising=False)

    def call(address, *words):
        with time_machine.travel("2026-12-10T10:00:00Z"):
            try:
                code = main(["--file", str(address), *map(str, words)])
            except SystemExit as ending:
                code = ending.code
        said = capsys.readouterr()
        return code, said.out, said.err

    return call


def test_from_two_files_to_a_planning_on_paper_and_everything_undone(say, empty_database, tmp_path):
    code, out, err = say(empty_database, "new", "--name", "Le Delta", "--open", "tue-sat 10-13 13-16 16-19")
    assert (code, err) == (0, "")
    assert str(empty_database) in out
    for words in (("import", "hosts", HOSTS), ("import", "poll", POLL), ("compose", "2027-01")):
        assert say(empty_database, *words)[::2] == (0, "")
    shown = say(empty_database, "show", "2027-01")[1]
    assert "58 complètes" in shown
    assert say(empty_database, "publish", "2027-01")[1].strip().endswith("version 1.")
    assert say(empty_database, "print", "planning", "2027-01", "-o", "mois.pdf")[0] == 0
    assert "Łukasz K." in pypdf.PdfReader(tmp_path / "mois.pdf").pages[0].extract_text()
    for name in ("mois.csv", "mois.xlsx", "mois.ics"):
        assert say(empty_database, "export", "planning", "2027-01", "-o", name)[0] == 0
    assert say(empty_database, "hours", "mon-sat 10-13 13-16 16-19")[0] == 0
    assert say(empty_database, "undo")[0] == 0
    assert say(empty_database, "undo")[1].startswith("Annulé : Diffuser")
    assert say(empty_database, "undo")[1].startswith("Annulé : Composer janvier 2027")
    assert "pas encore ouvert" in say(empty_database, "show", "2027-01")[1]
    assert say(empty_database, "redo")[0] == 0
    assert say(empty_database, "redo")[0] == 0
    assert "58 complètes" in say(empty_database, "show", "2027-01")[1]
    assert len(say(empty_database, "history")[1].splitlines()) > 8
    code, out, err = say(empty_database, "check")
    assert (code, err) == (0, "")
    assert "import" not in err
    assert "Le Delta" in out


def rows_before_restoring(address):
    """All there is, without the act that tells of the copy put back."""
    rows = every_row(address)
    told = rows["journal_record"].pop()
    assert told["label"].startswith(("Remettre en place la copie", "Remettre une copie"))
    return rows


def test_a_place_moves_to_a_server_and_back(say, empty_database, tmp_path):
    here = tmp_path / "lieu.db"
    say(here, "new", "--name", "Le Delta", "--open", "tue-sat 10-13 13-16 16-19", "--passphrase", "le café est chaud")
    sys_phrase = {"DELTA_PASSPHRASE": "le café est chaud"}
    with pytest.MonkeyPatch.context() as patch:
        for name, value in sys_phrase.items():
            patch.setenv(name, value)
        for words in (("import", "hosts", HOSTS), ("import", "poll", POLL), ("compose", "2027-01"), ("undo",)):
            assert say(here, *words)[0] == 0
        code, out, err = say(empty_database, "restore", here)
        assert (code, err) == (0, "")
        assert "avant" not in out
        assert rows_before_restoring(empty_database) == every_row(here)
        # It goes on there as if nothing had happened: what was undone can be done again, the passphrase holds.
        assert say(empty_database, "redo")[1].startswith("Rétabli : Composer")
        patch.delenv("DELTA_PASSPHRASE")
        assert say(empty_database, "show", "2027-01")[0] == 1
        patch.setenv("DELTA_PASSPHRASE", "le café est chaud")
        code, out, err = say(empty_database, "backup")
        assert (code, err) == (0, "")
        copy = Path(out.split(" : ", 1)[1].strip())
        assert every_row(copy) == every_row(empty_database)
        assert say(copy, "show", "2027-01") == say(empty_database, "show", "2027-01")
        assert say(copy, "undo")[0] == 0
        assert str(copy) in say(empty_database, "backup", "--list")[1]


def test_restoring_puts_the_present_state_aside(say, empty_database):
    say(empty_database, "new", "--name", "Le Delta", "--open", "tue-sat 10-13")
    assert say(empty_database, "backup")[0] == 0
    then = every_row(empty_database)
    assert say(empty_database, "close", "2027-01-12", "--reason", "Travaux")[0] == 0
    present = every_row(empty_database)
    code, out, err = say(empty_database, "restore", "last")
    assert (code, err) == (0, "")
    assert rows_before_restoring(empty_database) == then
    aside = Path(out.splitlines()[1].split(" : ", 1)[1])
    assert every_row(aside) == present
    assert say(empty_database, "restore", aside)[0] == 0
    assert rows_before_restoring(empty_database) == present


def test_a_password_in_an_address_is_said_by_no_verb(say, tmp_path):
    secret = "postgresql://camille:geheim@127.0.0.1:1/delta"
    for words in (
        ("show", "2027-01"),
        ("check",),
        ("backup",),
        ("backup", "--list"),
        ("restore",),
        ("restore", secret),
        ("new", "--name", "X", "--open", "tue 10-13"),
        ("show", "--file", secret),
        ("--help",),
    ):
        _code, out, err = say(secret, *words)
        assert "geheim" not in out + err, words
    assert "geheim" not in say("postgresql://camille:geheim@127.0.0.1:port/delta", "check")[2]
    assert "127.0.0.1" in say(secret, "check")[2]


def test_numbers_are_never_given_twice_whatever_comes_and_goes(say, empty_database, tmp_path):
    here = tmp_path / "lieu.db"
    say(here, "new", "--name", "X", "--open", "tue 10-13")
    for _time in range(3):
        say(here, "close", "2027-01-12", "--reason", "Travaux")
        say(here, "reopen", "2027-01-12")
    with closing(sqlite3.connect(here)) as connection:
        given = connection.execute("SELECT seq FROM sqlite_sequence WHERE name='closure'").fetchone()[0]
    assert say(empty_database, "restore", here)[0] == 0
    say(empty_database, "close", "2027-01-12", "--reason", "Travaux")
    assert max(row["id"] for row in every_row(empty_database)["closure"]) == given + 1
    say(empty_database, "reopen", "2027-01-12")
    copy = backup.make_backup(empty_database, "asked").path
    say(copy, "close", "2027-01-12", "--reason", "Travaux")
    assert max(row["id"] for row in every_row(copy)["closure"]) == given + 2


def test_nothing_is_founded_twice_and_a_refused_founding_leaves_nothing(say, empty_database):
    for words in (("--open", "mardi matin"), ("--open", "tue 10-13", "--passphrase", "court")):
        assert say(empty_database, "new", "--name", "X", *words)[0] == 1
        assert say(empty_database, "show", "2027-01")[2].startswith("Il n’y a pas encore de lieu")
    assert say(empty_database, "new", "--name", "X", "--open", "tue 10-13")[0] == 0
    code, _out, err = say(empty_database, "new", "--name", "Y", "--open", "tue 10-13")
    assert code == 1
    assert "n’a pas été touché" in err
    assert "Lieu : X" in say(empty_database, "check")[1]


@pytest.mark.long
def test_the_demonstration_may_lie_there_too(say, empty_database):
    code, _out, err = say(empty_database, "--demo", "team")
    assert (code, err) == (0, "")
    store = datafile.open_store(empty_database)
    assert store.undoable() is not None
