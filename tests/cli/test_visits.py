"""Visits on the command line: a month shown, a count noted later or forgotten, and what is refused."""

import pytest

from delta_app.core import datafile
from delta_app.core.calendar import Month
from delta_app.shifts.commands import open_month
from tests.factory import acting


@pytest.fixture
def counted(founded, place):
    """December is open; on the morning of the 8th nineteen came."""
    store = datafile.open_store(place)
    with acting(store) as session:
        open_month(session, Month(2026, 12))
    store.close()
    code, out, _err = founded("visits", "note", "2026-12-08", "10", "19", "--first", "2")
    assert (code, plainly(out)) == (0, "Noté : 19 passages, mardi 8 décembre 2026, 10h – 13h.\n")
    return founded


def plainly(text):
    return text.replace("\u202f", " ").replace("\xa0", " ")


def test_a_month_is_shown_as_far_as_it_has_gone_by(counted):
    assert counted("visits", "note", "09/12/2026", "13:00", "0")[0] == 0
    code, out, err = counted("visits")
    lines = plainly(out).splitlines()
    assert (code, err) == (0, "")
    assert "mardi 8 décembre 2026 · 10h – 13h · 19 passages · dont 2 premières fois" in lines
    assert "mercredi 9 décembre 2026 · 13h – 16h · 0 passage · dont 0 première fois" in lines
    assert "mardi 8 décembre 2026 · 13h – 16h · pas compté" in lines
    assert lines[-3].startswith("jeudi 10 décembre 2026 · 10h – 13h")  # it is eleven o'clock
    assert lines[-2] == "Décembre 2026 : 19 passages, 2 permanences comptées, 9,5 en moyenne"
    assert lines[-1] == f"{len(lines) - 4} permanences ne sont pas comptées : ce n’est pas zéro."
    assert counted("visits", "2026-12")[1] == out
    assert plainly(counted("visits", "2026-11")[1]) == "Novembre 2026 : rien n’est compté\n"


def test_a_count_is_forgotten_and_comes_back(counted):
    code, out, _err = counted("visits", "forget", "2026-12-08", "10")
    assert (code, plainly(out)) == (0, "Pas compté : mardi 8 décembre 2026, 10h – 13h.\n")
    assert "rien n’est compté" in counted("visits")[1]
    assert counted("visits", "forget", "2026-12-08", "10")[0] == 1
    assert counted("undo")[0] == 0
    assert "19 passages" in plainly(counted("visits")[1])


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("note", "2026-12-08", "13", "3", "--first", "4"), 1, "Plus de premières fois que de passages"),
        (("note", "2026-12-08", "13", "10001"), 1, "en une permanence"),
        (("note", "2026-12-08", "13", "--", "-1"), 1, "sous zéro"),
        (("note", "2026-12-10", "13", "3"), 1, "n’a pas encore commencé"),
        (("note", "2026-12-08", "11", "3"), 1, "11h"),
        (("note", "2026-12-08", "13", "trois"), 2, "n’est pas un nombre"),
        (("note", "2026-12-08", "13"), 2, "il manque : N"),
        (("note",), 2, "il manque : DATE, HEURE, N"),
        (("forget", "2026-12-08"), 2, "il manque : HEURE"),
        (("forget", "2026-12-08", "10", "3"), 2, "ceci n’est pas compris : 3"),
        (("2026-12", "2026-12-08"), 2, "ceci n’est pas compris"),
        (("bientôt",), 1, "bientôt"),
    ],
)
def test_what_makes_no_sense_is_refused(counted, words, code, said):
    before = counted("visits")[1]
    found, out, err = counted("visits", *words)
    assert (found, out) == (code, "")
    assert said in plainly(err)
    assert counted("visits")[1] == before


def test_its_help_says_the_three_ways(delta):
    out = delta("visits", "--help")[1]
    assert "delta-app visits [2026-12]" in out
    assert "delta-app visits note DATE HEURE N [--first M]" in out
    assert "delta-app visits forget DATE HEURE" in out
