"""A newcomer's whole path, through the command line alone: from two files to a planning on the wall."""

import json
import re
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import icalendar
import pypdf
import pytest
import time_machine

from delta_app.cli import main
from delta_app.cli.words import WRONG_IN_PROBLEMS
from delta_app.core import backup, datafile
from delta_app.hosts.commands import set_pair
from delta_app.planning.queries import month_view
from delta_app.shifts import problem
from delta_app.shifts.seat_commands import lock_seat
from tests.factory import JANUARY, SAMPLES, acting

HOSTS = SAMPLES / "accueillants-janvier-2027.csv"
POLL = SAMPLES / "framadate-janvier-2027.csv"


@pytest.fixture(params=["file", pytest.param("server", marks=pytest.mark.long)])
def place(request, tmp_path):
    """Where a test's place lies: a file, and in the long run a server's database as well."""
    return tmp_path / "lieu.db" if request.param == "file" else request.getfixturevalue("empty_database")


@pytest.fixture
def composed(founded, once):
    """January of the sample people and their poll, composed."""
    once("composed", lambda: compose_january(founded))
    return founded


def compose_january(delta):
    assert delta("import", "hosts", HOSTS)[0] == 0
    assert delta("import", "poll", POLL)[0] == 0
    code, out, err = delta("compose", "2027-01")
    assert (code, err) == (0, "")
    assert "prouvé" in out


def test_five_lines_end_in_a_planning_on_paper(composed, tmp_path):
    assert composed("publish", "2027-01")[1].strip() == "Janvier 2027 est diffusé : version 1."
    code, _out, err = composed("print", "planning", "2027-01", "-o", "planning-janvier-2027.pdf")
    assert (code, err) == (0, "")
    reader = pypdf.PdfReader(tmp_path / "planning-janvier-2027.pdf")
    assert len(reader.pages) == 1
    words = reader.pages[0].extract_text()
    for name in ("Fatma Ö.", "İpek Y.", "Łukasz K.", "Thị N.", "Ștefan P.", "Bart D.", "Marie-Jeanne D."):
        assert name in words
    assert "janvier 2027" in words
    assert "version 1" in words


def test_composing_fills_every_seat_that_can_be_filled(composed):
    out = composed("show", "2027-01")[1]
    assert "58 complètes" in out
    assert "0 à compléter" in out
    assert re.search(r"fermé : Nouvel An", out)
    assert len([line for line in out.splitlines() if line.startswith("✓ ")]) >= 58


def test_what_stays_empty_is_put_down_to_who_is_there_and_a_broken_rule_is_named(composed, place):
    out = composed("compose", "2027-01", "--afresh")[1]
    assert "10 places restent vides de toute façon" in out
    assert "parce que personne d’autre n’est disponible ou n’a répondu" in out
    store = datafile.open_store(place)
    with store.read() as session:
        slot = month_view(session, JANUARY).slots[5]
    with acting(store) as session:
        one, other = (seat.host_id for seat in slot.taken)
        set_pair(session, one, other, "avoid")
        for seat in slot.taken:
            lock_seat(session, seat.seat_id, locked=True)
    store.close()
    out = composed("compose", "2027-01")[1]
    one, other = (seat.name for seat in sorted(slot.taken, key=lambda seat: seat.host_id))
    assert f"{one} et {other} sont ensemble mar. 5 janv. à 16h, malgré « à ne pas mettre ensemble »." in out


def test_a_month_closed_from_end_to_end_is_said_to_be_so_and_can_be_put_up(founded, tmp_path):
    founded("host", "Fatma Öztürk", "--new")
    assert founded("close", "2027-02-01", "2027-02-28", "--reason", "Travaux")[0] == 0
    for verb in ("compose", "publish"):
        code, _out, err = founded(verb, "2027-02")
        assert code == 1
        assert "Février 2027 est entièrement fermé (Travaux)" in err
    assert "fermé tout ce mois" in founded("show", "2027-02")[1]
    code, _out, err = founded("print", "planning", "2027-02", "-o", "fermé.pdf")
    assert (code, err) == (0, "")
    words = pypdf.PdfReader(tmp_path / "fermé.pdf").pages[0].extract_text()
    assert words.count("Travaux") == 4
    assert "brouillon" not in words.casefold()
    assert founded("export", "planning", "2027-02", "-o", "fermé.xlsx")[0] == 0
    assert founded("print", "planning", "2027-03", "-o", "mars.pdf")[0] == 1
    founded("compose", "2027-03")
    founded("close", "2027-03-01", "2027-03-31", "--reason", "Inondation")
    founded("compose", "2027-03")
    code, _out, err = founded("compose", "2027-03")
    assert code == 1
    assert "Inondation" in err


def test_a_day_closed_after_people_were_told_is_closed_on_paper(composed, tmp_path):
    composed("publish", "2027-01")
    out = composed("close", "2027-01-07", "--reason", "Inondation")[1]
    assert out.splitlines()[0] == "Fermé : jeudi 7 janvier 2027, Inondation."
    assert "Fermer le jeudi 7 janvier" in composed("history")[1]
    composed("print", "planning", "2027-01", "-o", "mur.pdf")
    words = pypdf.PdfReader(tmp_path / "mur.pdf").pages[0].extract_text()
    assert "Inondation" in words
    assert "à prévenir :" in words
    shown = composed("show", "2027-01")[1]
    assert "× 3 permanences fermées entre-temps : prévenez les personnes inscrites" in shown
    assert re.search(r"×\s+jeu. 7 janv.\s+10h – 13h\s+à prévenir : \w+", shown)


def test_a_closed_shift_without_anybody_left_to_tell_is_gone_from_the_month_and_from_calendars(composed, tmp_path):
    composed("publish", "2027-01")
    composed("close", "2027-01-07", "--reason", "Inondation")
    shown = composed("show", "2027-01")[1]
    names = re.search(r"×\s+jeu. 7 janv.\s+10h – 13h\s+à prévenir : (.+)", shown)[1].split(" et ")
    for name in names:
        assert composed("free", "2027-01-07", "10", name)[0] == 0
    after = composed("show", "2027-01")[1]
    assert "× 2 permanences fermées" in after
    assert "jeu. 7 janv.  10h" not in after
    composed("export", "planning", "2027-01", "-o", "mois.ics")
    entries = icalendar.Calendar.from_ical((tmp_path / "mois.ics").read_bytes()).walk("VEVENT")
    morning = [entry for entry in entries if entry.decoded("dtstart").strftime("%d %H") == "07 10"]
    assert [entry["status"] for entry in morning] == ["CANCELLED"]


def test_a_wall_too_small_to_read_and_names_the_font_lacks_are_said(delta, tmp_path):
    delta("new", "--name", "X", "--open", "mon-sun 7-10 10-13 13-16 16-19 19-22", "--seats", "3")
    for name in ("Marie-Antoinette Vandenbroucke", "王 小明"):
        assert delta("host", name, "--new")[0] == 0
        assert delta("usual", name, "can mon-sun 7-22")[0] == 0
    delta("compose", "2027-01")
    code, out, _err = delta("print", "planning", "2027-01", "-o", "mur.pdf")
    assert code == 0
    assert "« --paper A3 » les agrandit" in out
    assert "Des lettres manquent à l’impression pour" in out
    assert "A3 » les" not in delta("print", "planning", "2027-01", "--paper", "A3", "-o", "mur.pdf")[1]


def test_the_same_files_again_change_nothing(composed):
    lines = len(composed("history")[1].splitlines())
    assert "30 inchangées" in composed("import", "hosts", HOSTS)[1]
    assert "1800 inchangées" in composed("import", "poll", POLL)[1]
    assert len(composed("history")[1].splitlines()) == lines


@pytest.mark.parametrize("name", ["rallly", "nextcloud-polls", "framadate-ancien"])
def test_every_kind_of_poll_says_the_same(founded, name):
    founded("import", "hosts", HOSTS)
    founded("import", "poll", POLL)
    code, out, _err = founded("import", "poll", SAMPLES / f"{name}-janvier-2027.csv")
    assert code == 0
    assert "1800 inchangées" in out


def test_undo_and_redo_from_the_command_line(composed):
    before = composed("show", "2027-01")[1]
    assert composed("undo")[1].startswith("Annulé : Composer janvier 2027")
    assert "pas encore ouvert" in composed("show", "2027-01")[1]  # opening and composing were one act
    assert composed("redo")[0] == 0
    assert composed("show", "2027-01")[1] == before


def test_exports_for_spreadsheet_and_calendar(composed, tmp_path):
    for name in ("mois.csv", "mois.xlsx", "mois.ics"):
        assert composed("export", "planning", "2027-01", "-o", name)[0] == 0
    assert (tmp_path / "mois.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert (tmp_path / "mois.xlsx").read_bytes().startswith(b"PK")
    assert b"TZID:Europe/Brussels" in (tmp_path / "mois.ics").read_bytes()
    assert composed("export", "host", "fatma ozturk", "2027-01", "-o", "fatma.ics")[0] == 0
    assert composed("print", "host", "Öztürk Fatma", "2027-01", "-o", "fatma.pdf")[0] == 0
    assert "Fatma" in pypdf.PdfReader(tmp_path / "fatma.pdf").pages[0].extract_text()
    code, _out, err = composed("export", "planning", "2027-01", "-o", "mois.docx")
    assert (code, "docx" in err) == (1, True)


def entries_of(path):
    return {
        str(event["UID"]): (str(event["STATUS"]), event["SEQUENCE"])
        for event in icalendar.Calendar.from_ical(path.read_bytes()).walk("VEVENT")
    }


def test_a_calendar_sent_again_is_newer_and_takes_out_what_is_no_more(composed, tmp_path):
    composed("publish", "2027-01")
    own, whole = tmp_path / "mehdi.ics", tmp_path / "mois.ics"
    for path, words in ((own, ("host", "Mehdi Bensaïd")), (whole, ("planning",))):
        assert composed("export", *words, "2027-01", "-o", path)[0] == 0
    before, before_whole = entries_of(own), entries_of(whole)
    assert {status for status, _sequence in before.values()} == {"CONFIRMED"}
    composed("export", "host", "Mehdi Bensaïd", "2027-01", "-o", own)
    assert entries_of(own) == before

    composed("absent", "Mehdi Bensaïd", "2027-01-01", "2027-01-31")
    composed("close", "2027-01-16", "--reason", "Panne")
    composed("compose", "2027-01")
    for name in re.findall(r"[A-ZÉİŁȘ][^·*\s]+ [A-ZÖ]\.", line_of(composed("show", "2027-01")[1], "sam. 16 janv.", 10)):
        composed("free", "2027-01-16", "10", name)
    composed("compose", "2027-01")
    for path, words in ((own, ("host", "Mehdi Bensaïd")), (whole, ("planning",))):
        composed("export", *words, "2027-01", "-o", path)
    after, after_whole = entries_of(own), entries_of(whole)
    assert after.keys() == before.keys()
    assert {status for status, _sequence in after.values()} == {"CANCELLED"}
    assert min(sequence for _status, sequence in after.values()) > max(sequence for _, sequence in before.values())
    assert after_whole.keys() == before_whole.keys()
    assert [status for status, _sequence in after_whole.values()].count("CANCELLED") == 1


@pytest.mark.parametrize("place", ["file"], indirect=True)
def test_an_output_named_like_the_data_file_or_another_kind_of_file_is_refused(founded, tmp_path):
    founded("compose", "2027-01")
    founded("backup")
    founded("host", "Fatma Öztürk", "--new")
    before = (tmp_path / "lieu.db").read_bytes()
    shutil.copy(tmp_path / "lieu.db", tmp_path / "ruse.pdf")
    copies = tmp_path / "lieu.db-copies"
    sheet, own = ["print", "planning", "2027-01", "-o"], ["export", "host", "Fatma", "2027-01", "-o"]
    problem = ["solve", SAMPLES / "roster" / "venue.json"]
    for words, said in (
        ([*sheet, "lieu.db"], "« lieu.pdf »"),
        ([*sheet, "ruse.pdf"], "données d’un lieu"),
        ([*sheet, copies / "mur.pdf"], "copies"),
        ([*sheet, "wrong.xlsx"], "« wrong.pdf »"),
        ([*sheet, "."], "« . » est un dossier"),
        (["print", "host", "Fatma", "2027-01", "-o", "f.ics"], "« f.pdf »"),
        ([*own, "eh.csv"], "« eh.ics »"),
        ([*problem, "lieu.db"], "« lieu.json »"),
        ([*problem, copies / "plan.json"], "copies"),
    ):
        code, out, err = founded(*words)
        assert (code, out) == (1, ""), words
        assert said in err
    assert (tmp_path / "lieu.db").read_bytes() == before == (tmp_path / "ruse.pdf").read_bytes()
    assert {path.name for path in tmp_path.iterdir()} == {"lieu.db", "lieu.db-copies", "ruse.pdf"}


def test_an_absence_after_publishing_is_repaired_with_few_changes(composed):
    composed("publish", "2027-01")
    assert composed("absent", "Mehdi Bensaïd", "2027-01-07", "2027-01-09")[0] == 0
    code, out, _err = composed("compose", "2027-01")
    assert code == 0
    moves = out.split("Réparé en changeant le moins possible :\n")[1].splitlines()
    assert 0 < sum("Mehdi B." in line and "ne vient plus" in line for line in moves) <= 2
    assert len(moves) <= 5
    assert "bougent : " in moves[0]
    assert "Mehdi B." in moves[0]
    shown = composed("show", "2027-01")[1]
    assert "depuis" in shown
    assert shown.count("*") == 1 + sum(" vient" in line for line in moves[1:])  # each newcomer, and what a star means
    assert composed("publish", "2027-01")[1].strip().endswith("version 2.")


def test_doubtful_names_are_listed_with_the_way_to_settle_them(founded, tmp_path):
    founded("import", "hosts", HOSTS)
    poll = (
        POLL.read_text(encoding="utf-8")
        .replace('"Fatma Öztürk"', '"Fatma Oztruk"')
        .replace('"Luc Dumont"', '"Xylo Phone"')
    )
    (tmp_path / "sondage.csv").write_text(poll, encoding="utf-8")
    code, out, _err = founded("import", "poll", "sondage.csv")
    assert code == 3
    assert "--match 'Fatma Oztruk=Fatma Öztürk'" in out
    assert "Xylo Phone" in out
    assert "1680 nouvelles" in out
    code, out, _err = founded(
        "import", "poll", "sondage.csv", "--match", "Fatma Oztruk=Fatma Öztürk", "--match", "Xylo Phone=?"
    )
    assert code == 0
    assert "60 nouvelles" in out
    code, out, _err = founded("import", "poll", "sondage.csv", "--match", "Xylo Phone=?")
    assert code == 0  # who Fatma Oztruk is has been remembered
    assert "1740 inchangées" in out


def test_somebody_who_never_answered_has_not_refused(founded, tmp_path):
    founded("import", "hosts", HOSTS)
    silent = re.sub(
        r'^"Luc Dumont".*$', '"Luc Dumont",' + '"Inconnu",' * 60, POLL.read_text(encoding="utf-8"), flags=re.MULTILINE
    )
    (tmp_path / "sondage.csv").write_text(silent, encoding="utf-8")
    code, out, _err = founded("import", "poll", "sondage.csv")
    assert code == 0
    assert "Sans réponse (ce n’est pas un refus) : Luc Dumont." in out
    assert "1740 nouvelles" in out


def test_a_poll_for_another_month(founded):
    founded("import", "hosts", HOSTS)
    code, _out, err = founded("import", "poll", POLL, "--month", "2027-02")
    assert code == 1
    assert "janvier 2027" in err
    assert "février 2027" in err


@pytest.mark.parametrize("place", ["file"], indirect=True)
def test_copies_and_restoring(founded, tmp_path):
    compose_january(founded)
    before = founded("show", "2027-01")[1]
    code, out, _err = founded("backup")
    assert code == 0
    copy = Path(out.split(" : ", 1)[1].strip())
    founded("undo")
    assert founded("restore", copy)[0] == 0
    assert founded("show", "2027-01")[1] == before
    listed = founded("backup", "--list")[1]
    assert str(copy) in listed
    assert listed.count("import") >= 2
    (tmp_path / "lieu.db").write_bytes(b"\x00" * 9000)
    code, _out, err = founded("show", "2027-01")
    assert code == 1
    assert "restore" in err
    assert founded("check")[0] == 1
    assert founded("restore")[0] == 0
    assert founded("check")[0] == 0
    assert list(tmp_path.glob("lieu-damaged-*.db"))


def test_a_passphrase_is_asked_for_by_every_verb_that_shows_or_changes(delta, monkeypatch):
    phrase = "le café est chaud"
    out = delta("new", "--name", "X", "--open", "tue 10-13", "--passphrase", phrase)[1]
    assert "Pas de phrase de passe" not in out
    for words in (["show", "2027-01"], ["undo"], ["compose", "2027-01"], ["history"], ["settings"]):
        code, _out, err = delta(*words)
        assert code == 1
        assert "DELTA_PASSPHRASE" in err
    code, out, err = delta("check")  # whether the data are sound is no secret
    assert (code, err, "Lieu : X" in out) == (0, "", True)
    monkeypatch.setenv("DELTA_PASSPHRASE", "autre chose")
    assert delta("show", "2027-01")[0] == 1
    monkeypatch.setenv("DELTA_PASSPHRASE", phrase)
    assert delta("show", "2027-01")[0] == 0


def test_new_without_passphrase_says_so_and_never_overwrites(founded):
    code, _out, err = founded("new", "--name", "Autre", "--open", "tue 10-13")
    assert code == 1
    assert "n’a pas été touché" in err


def test_a_bad_pattern_leaves_no_file(delta, tmp_path):
    code, _out, err = delta("new", "--name", "X", "--open", "mardi matin")
    assert code == 1
    assert "tue-sat" in err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["show", "janvier"], 1),
        (["show"], 2),
        (["frobnicate"], 2),
        (["import", "poll", "nowhere.csv"], 1),
        (["print", "planning", "2027-01", "-o", "x.pdf"], 1),
        (["publish", "2027-01"], 1),
        (["print", "host", "Zzz", "2027-01", "-o", "x.pdf"], 1),
        (["undo", "--limit"], 2),
        (["settings", "no.such", "1"], 1),
        (["settings", "roster.rest_minutes", "-5"], 1),
        (["close", "2027-02-30", "--reason", "x"], 1),
    ],
)
def test_exit_codes_mean_something(founded, words, code):
    found, out, err = founded(*words)
    assert found == code
    assert err
    assert "Traceback" not in out + err


def test_the_place_itself_is_not_undone_and_its_hours_can_change(founded):
    assert founded("undo")[0] == 1
    code, out, _err = founded("hours", "mon 9-12")
    assert code == 0
    assert "fermé le lundi 29 mars 2027" in out  # Mondays were not open before, so nobody had been asked
    assert "21 juillet" not in out
    founded("compose", "2027-01")
    assert "lun. 4 janv." in founded("show", "2027-01")[1]


def test_the_holidays_of_a_later_year_are_closed_with_its_first_month(founded):
    code, out, _err = founded("compose", "2028-07")
    assert code == 0
    assert "fermé le vendredi 21 juillet 2028 : Fête nationale" in out
    assert "fermé le jeudi 11 mai" not in out  # no such day
    assert "fermé le" not in founded("compose", "2028-11")[1]
    assert founded("reopen", "2028-11-11")[0] == 0
    assert "fermé le" not in founded("compose", "2028-11")[1]
    assert "sam. 11 nov." in founded("show", "2028-11")[1]


def test_a_place_that_keeps_its_holidays_open_is_left_alone(delta):
    assert delta("new", "--name", "Le Delta", "--open", "tue-sat 10-13", "--no-holidays")[0] == 0
    assert "fermé le" not in delta("compose", "2028-07")[1]


def test_an_extra_opening_has_its_own_number_of_seats_and_can_be_withdrawn(founded):
    assert founded("open", "2027-01-10", "14-17", "--seats", "3", "--reason", "Fête")[0] == 0
    founded("compose", "2027-01")
    assert founded("show", "2027-01")[1].count("dim. 10 janv.") == 1
    line = next(line for line in founded("show", "2027-01")[1].splitlines() if "dim. 10" in line)
    assert "____ · ____ · ____" in line
    assert founded("open", "2027-01-10", "14-17", "--withdraw")[0] == 0
    founded("compose", "2027-01")
    assert "dim. 10 janv." not in founded("show", "2027-01")[1]
    code, _out, err = founded("open", "2027-01-10", "14-17", "--withdraw")
    assert code == 1
    assert "Rien n’a changé" in err


def line_of(shown, day, start):
    return next(line for line in shown.splitlines() if day in line and f" {start}h " in line)


def test_a_planning_is_corrected_by_hand_and_composing_leaves_it_so(composed):
    before = line_of(composed("show", "2027-01")[1], "mar. 5 janv.", 10)
    present = re.findall(r"[A-ZÉ][^·\s]+ [A-ZÖ]\.", before)
    for name in present:
        code, out, _err = composed("free", "2027-01-05", "10", name)
        assert (code, out.startswith("Libéré")) == (0, True)
    assert line_of(composed("show", "2027-01")[1], "mar. 5 janv.", 10).count("____") == 2
    assert composed("seat", "2027-01-05", "10h", "Fatma Öztürk")[0] == 0
    code, _out, err = composed("seat", "2027-01-05", "10", "Fatma Öztürk")
    assert (code, "déjà dans cette permanence" in err) == (1, True)
    assert composed("seek", "2027-01-05", "10", "Fatma Öztürk")[0] == 0
    assert "Fatma Ö. (cherche remplaçant)" in line_of(composed("show", "2027-01")[1], "mar. 5 janv.", 10)
    assert composed("seek", "2027-01-05", "10", "Fatma Öztürk", "--off")[0] == 0
    composed("compose", "2027-01")
    assert "Fatma Ö." in line_of(composed("show", "2027-01")[1], "mar. 5 janv.", 10)
    assert composed("lock", "2027-01-05", "10", "Fatma Öztürk", "--off")[0] == 0
    assert composed("undo")[1].startswith("Annulé : Ne plus fixer Fatma Ö., mardi 5 janvier à 10h")


def test_somebody_is_moved_and_two_people_change_places(composed):
    for sunday in ("2027-01-10", "2027-01-17"):
        assert composed("open", sunday, "14-17", "--reason", "Fête")[0] == 0
    composed("compose", "2027-01")  # gives the month its two new slots, which nobody ever said they could come to
    assert composed("seat", "2027-01-10", "14", "Fatma Öztürk")[0] == 0
    code, out, _err = composed("move", "2027-01-10", "14", "Fatma Öztürk", "2027-01-17", "14")
    assert (code, out.strip()) == (0, "Déplacé·e : Fatma Ö., dimanche 17 janvier à 14h.")
    assert composed("seat", "2027-01-10", "14", "Luc Dumont")[0] == 0
    words = ("move", "2027-01-17", "14", "Fatma Öztürk", "2027-01-10", "14", "--with", "Luc Dumont")
    code, out, _err = composed(*words)
    assert (code, out.strip()) == (0, "Échangé avec Luc D. : Fatma Ö., dimanche 10 janvier à 14h.")
    shown = composed("show", "2027-01")[1]
    assert "Luc D." in line_of(shown, "dim. 17 janv.", 14)
    assert "Fatma Ö." in line_of(shown, "dim. 10 janv.", 14)
    assert composed("move", "2027-01-17", "14", "Fatma Öztürk", "2027-01-10", "14")[0] == 1


def test_what_is_not_there_cannot_be_corrected(composed):
    assert "13h, 16h" in composed("free", "2027-01-05", "11", "Fatma Öztürk")[2]
    assert "vérifiez la date" in composed("free", "2027-01-04", "10", "Fatma Öztürk")[2]
    assert "n’est pas une heure" in composed("free", "2027-01-05", "dix", "Fatma Öztürk")[2]
    everybody = {"Fatma Öztürk", "Luc Dumont", "Paul Kabongo"}
    line = line_of(composed("show", "2027-01")[1], "mar. 5 janv.", 10)
    absent = next(name for name in sorted(everybody) if name.split()[0] not in line)
    assert "n’est pas inscrite là" in composed("free", "2027-01-05", "10", absent)[2]


def test_one_slot_is_changed_and_stays_so(composed):
    assert composed("slot", "2027-01-05", "10", "--seats", "3", "--note", "Petit-déjeuner", "--dutch", "yes")[0] == 0
    assert composed("slot", "2027-01-06", "10", "--span", "9:30-13")[0] == 0
    assert composed("slot", "2027-01-06", "16", "--seats", "12")[0] == 1
    composed("compose", "2027-01")
    shown = composed("show", "2027-01")[1]
    assert line_of(shown, "mar. 5 janv.", 10).count(" · ") == 2
    assert "9h30 – 13h" in shown


def test_new_hours_keep_the_seats_and_are_shown(delta):
    assert delta("new", "--name", "Le Delta", "--open", "tue-sat 10-13 13-16", "--seats", "3")[0] == 0
    assert delta("hours", "tue-fri 10-14 14-17")[0] == 0
    shown = delta("hours")[1]
    assert "mardi  10h – 14h (3) · 14h – 17h (3)" in shown
    assert "  samedi  " not in shown
    assert "fermé : jeudi 6 mai 2027, Ascension" in shown
    assert delta("hours", "tue-fri 10-14", "--seats", "1")[0] == 0
    assert "10h – 14h (1)" in delta("hours")[1]


def test_a_month_gone_by_is_not_composed(founded):
    code, _out, err = founded("compose", "2026-10")
    assert (code, "Octobre 2026 est passé" in err) == (1, True)
    assert "pas encore ouvert" in founded("show", "2026-10")[1]


def test_a_passphrase_is_typed_unseen_where_it_is_not_written(delta, monkeypatch):
    code, _out, err = delta("new", "--name", "Le Delta", "--open", "tue 10-13", "--passphrase")
    assert (code, "Personne ne peut taper" in err) == (1, True)
    typed = iter(["quatre mots", "quatre mois"])
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    monkeypatch.setattr("getpass.getpass", lambda _prompt: next(typed))
    code, _out, err = delta("new", "--name", "Le Delta", "--open", "tue 10-13", "--passphrase")
    assert (code, "diffèrent" in err) == (1, True)
    typed = iter(["quatre mots bien longs"] * 2)
    assert delta("new", "--name", "Le Delta", "--open", "tue 10-13", "--passphrase")[0] == 0
    typed = iter(["faux"])
    assert delta("show", "2027-01")[0] == 1

    def leave(_prompt):
        raise EOFError

    monkeypatch.setattr("getpass.getpass", leave)
    code, _out, err = delta("show", "2027-01")
    assert (code, "Interrompu" in err) == (130, True)


@pytest.mark.parametrize("place", ["file"], indirect=True)
def test_values_older_than_thirty_days_are_forgotten_on_the_command_line_too(composed, tmp_path):
    def values():
        with closing(sqlite3.connect(tmp_path / "lieu.db")) as connection:
            return connection.execute("SELECT count(*) FROM journal_change").fetchone()[0]

    before = values()
    assert before > 1000
    with time_machine.travel("2027-02-01T10:00:00Z", tick=False):
        assert main(["--file", str(tmp_path / "lieu.db"), "show", "2027-01"]) == 0
        assert values() == before  # who only looks writes nothing
        assert main(["--file", str(tmp_path / "lieu.db"), "settings", "roster.rest_minutes", "600"]) == 0
    assert values() == 1


@pytest.mark.parametrize("place", ["file"], indirect=True)
def test_a_file_is_not_restored_onto_itself(founded, tmp_path):
    code, _out, err = founded("restore", tmp_path / "lieu.db")
    assert code == 1
    assert "pas une copie" in err


def test_settings_are_shown_and_changed(founded):
    assert "roster.rest_minutes = 660" in founded("settings")[1]
    assert "= 600" in founded("settings", "roster.rest_minutes", "600")[1]
    assert "= 600" in founded("settings", "roster.rest_minutes")[1]
    assert "= non" in founded("settings", "roster.share_unsocial", "non")[1]
    assert "venue.holidays_until = 2027" in founded("settings")[1]


def test_the_history_names_who_coordinates_as_the_place_does(founded):
    assert founded("settings", "venue.coordinator", "Camille S.")[0] == 0
    founded("host", "Ana Costa", "--new")
    added = next(line for line in founded("history")[1].splitlines() if "Ana" in line)
    assert "Camille S." in added


def test_people_verbs(founded):
    founded("import", "hosts", HOSTS)
    for words in (
        ["absent", "Fatma Öztürk", "2027-01-05", "2027-01-09"],
        ["absent", "Fatma Öztürk", "2027-01-06", "--remove"],
        ["usual", "Luc Dumont", "prefers tue 10-13", "can wed-fri 13-16 16-19"],
        ["answer", "Luc Dumont", "2027-01-12", "10-13", "if_needed"],
        ["host", "Luc Dumont", "--level", "novice", "--max-week", "1", "--languages", "fr,nl"],
        ["host", "Zoé Nouvelle Venue", "--new", "--partner", "L’Adret", "--target", "2"],
        ["team"],
        ["pair", "Luc Dumont", "Fatma Öztürk", "avoid"],
        ["pair", "Luc Dumont", "Fatma Öztürk", "none"],
        ["promise", "L'Adret", "6"],
        ["close", "2027-01-12", "2027-01-13", "--reason", "Travaux"],
        ["open", "2027-01-12", "18-21", "--reason", "Assemblée"],
        ["reopen", "2027-01-13"],
    ):
        code, out, err = founded(*words)
        assert (code, err) == (0, ""), words
        assert out
    team = founded("team")[1]
    assert re.search(r"Luc Dumont +CALICO · FR NL · débute · 4 par mois, au plus 1 par semaine", team)
    assert re.search(r"Zoé Nouvelle Venue +L’Adret", team)
    assert founded("host", "Inconnue Personne", "--target", "2")[0] == 1
    assert founded("answer", "Luc Dumont", "2027-01-12", "10-13", "peut-être")[0] == 1
    assert founded("absent", "Nadia", "2027-01-05")[0] == 0
    assert "El Amrani" in founded("absent", "Nadia", "2027-02-05")[1]


def test_a_month_with_nobody_in_the_team_gets_an_answer_in_words(founded):
    code, out, _err = founded("compose", "2027-01")
    assert code == 0
    assert "import hosts" in out


def test_solve_writes_the_plan_of_a_problem_file(delta, tmp_path):
    assert delta("solve", SAMPLES / "roster" / "venue.json", "plan.json")[0] == 0
    plan = json.loads((tmp_path / "plan.json").read_text(encoding="utf-8"))
    assert plan["tiers"] == [0, 0, 0, 264, 58]
    assert plan["proven"] is True
    (tmp_path / "bad.json").write_text("{}")
    code, _out, err = delta("solve", "bad.json", "plan2.json")
    assert code == 1
    assert "delta-roster/1" in err
    (tmp_path / "bad.json").write_text('{"format": "delta-roster/1"}')
    assert "lisible : il manque problem.months." in delta("solve", "bad.json", "plan2.json")[2]
    for nonsense in ("[" * 200_000, "{"):
        (tmp_path / "bad.json").write_text(nonsense)
        code, _out, err = delta("solve", "bad.json", "plan2.json")
        assert (code, "ce n’est pas un texte JSON" in err) == (1, True)
    assert not (tmp_path / "plan2.json").exists()


def test_whatever_is_wrong_with_a_problem_file_has_words():
    source = Path(problem.__file__).read_text(encoding="utf-8")
    assert set(re.findall(r'ProblemError\(\s*"(\w+)"', source)) | {"not_json"} == WRONG_IN_PROBLEMS.keys()


def test_a_host_s_calendar_asks_for_the_passphrase_once(founded, monkeypatch):
    founded("host", "Ana Costa", "--new")
    founded("compose", "2027-01")
    founded("passphrase", "quatre mots bien longs")
    typed = iter(["quatre mots bien longs"])
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    monkeypatch.setattr("getpass.getpass", lambda _prompt: next(typed))
    assert founded("export", "host", "Ana Costa", "2027-01", "-o", "ana.ics")[0] == 0
    assert next(typed, "none left") == "none left"


def test_without_a_screen_the_window_says_so_and_shows_the_verbs(delta, monkeypatch):
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    code, _out, err = delta()
    assert code == 1
    assert "écran" in err
    assert "compose" in err


def test_help_reads_well_in_the_users_language(delta):
    code, out, _err = delta("--help")
    assert code == 0
    for word in ("import", "compose", "restore", "usage : ", "Codes de sortie"):
        assert word in out
    assert "show this" not in out
    assert "show program" not in out
    assert delta("compose", "--help")[0] == 0


def test_as_its_own_process(tmp_path):
    shutil.copy(HOSTS, tmp_path / "équipe.csv")
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "delta_app",
            "--file",
            str(tmp_path / "a b.db"),
            "new",
            "--name",
            "L’Été",
            "--open",
            "mon 9-12",
        ],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=True,
        encoding="utf-8",
    )
    assert "a b.db" in done.stdout
    store = datafile.open_store(tmp_path / "a b.db")
    assert backup.list_backups(store.path) == []


@pytest.mark.parametrize(
    "words",
    [
        ["absent", "Fatma Öztürk", "05/01/27"],
        ["host", "Fatma Öztürk", "--target", "99999999999999999999"],
        ["promise", "CALICO", "99999999999999999999"],
        ["settings", "roster.rest_minutes", "²"],
        ["answer", "Fatma Öztürk", "2027-01-05", "10-13 13-16", "can"],
        ["import", "poll", POLL, "--match", "Zorglub=Fatma Öztürk"],
    ],
)
def test_what_cannot_be_meant_is_refused_in_words(founded, words):
    founded("import", "hosts", HOSTS)
    code, out, err = founded(*words)
    assert code == 1
    assert err
    assert "Traceback" not in out + err


def test_seats_are_one_to_nine_and_a_passphrase_is_not_empty(delta, tmp_path):
    for words in (["--seats", "0"], ["--seats", "12"], ["--passphrase", ""]):
        assert delta("new", "--name", "X", "--open", "tue 10-13", *words)[0] == 1
    assert list(tmp_path.iterdir()) == []


def test_somebody_who_left_can_come_back_and_is_never_doubled(founded):
    founded("import", "hosts", HOSTS)
    assert founded("host", "Luc Dumont", "--state", "left")[0] == 0
    code, out, _err = founded("import", "hosts", HOSTS)
    assert code == 3
    assert "Luc Dumont" in out
    assert founded("host", "Luc Dumont", "--state", "active")[0] == 0
    assert "30 inchangées" in founded("import", "hosts", HOSTS)[1]


def test_an_answer_confirmed_by_hand_is_not_overwritten(founded, tmp_path):
    founded("import", "hosts", HOSTS)
    founded("import", "poll", POLL)
    assert founded("answer", "Aïcha Benali", "2027-01-05", "10-13", "can")[0] == 0
    changed = POLL.read_text(encoding="utf-8").replace('"Aïcha Benali","Oui"', '"Aïcha Benali","Non"')
    (tmp_path / "sondage.csv").write_text(changed, encoding="utf-8")
    assert "1 réponse corrigée à la main est gardée" in founded("import", "poll", "sondage.csv")[1]


def test_a_path_with_signs_of_an_address(founded, tmp_path):
    odd = tmp_path / "n?m=1 100%41#é"
    odd.mkdir()
    for words in (["new", "--name", "X", "--open", "tue 10-13"], ["check"], ["compose", "2027-01"]):
        assert main(["--file", str(odd / "a?b.db"), *words]) == 0
    assert sorted(path.name for path in odd.iterdir()) == ["a?b.db"]


def test_two_people_of_one_name_told_apart_by_address_keep_their_own_answers(founded, tmp_path):
    for address in ("un@example.org", "deux@example.org"):
        founded("host", "Ana Costa", "--new", "--email", address)
    (tmp_path / "sondage.csv").write_text(
        "Participants,Email address,2027-01-05T10:00:00.000+01:00/2027-01-05T13:00:00.000+01:00\n"
        "Ana Costa,un@example.org,yes\nAna Costa,deux@example.org,no\n",
        encoding="utf-8",
    )
    code, out, _err = founded("import", "poll", "sondage.csv")
    assert (code, "2 personnes reconnues" in out) == (0, True)
    founded("compose", "2027-01")
    first = next(line for line in founded("show", "2027-01")[1].splitlines() if "5 janv." in line)
    assert first.count("Ana C.") == 1
    assert "(1)" in first
