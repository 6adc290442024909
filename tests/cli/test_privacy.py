"""Privacy on the command line: what is kept, given, taken away, and the register."""

import json

import pytest


@pytest.fixture
def place_with_people(founded):
    founded("host", "Fatma Öztürk", "--new", "--email", "fatma@example.org")
    founded("host", "Luc Dumont", "--new")
    return founded


def test_what_is_kept_is_shown_with_its_settings(place_with_people):
    code, out, _err = place_with_people("privacy", "show")
    assert code == 0
    assert "Cahier de liaison · 60 jours" in out
    assert "réglage retention.logbook_days" in out
    assert place_with_people("settings", "retention.logbook_days", "30")[0] == 0
    assert "Cahier de liaison · 30 jours" in place_with_people("privacy", "show")[1]
    assert place_with_people("settings", "retention.logbook_days", "0")[0] == 1


def test_somebodys_data_are_written_into_a_folder(place_with_people, tmp_path):
    folder = tmp_path / "usb"
    code, _out, err = place_with_people("privacy", "export", "Fatma", "-o", folder)
    assert (code, "dossier" in err) == (1, True)
    folder.mkdir()
    code, out, _err = place_with_people("privacy", "export", "Fatma", "-o", folder)
    assert code == 0
    assert len(out.splitlines()) == 2
    (table,) = folder.glob("*.json")
    assert json.loads(table.read_text(encoding="utf-8"))["person"]["card"]["email"] == "fatma@example.org"
    assert [path.read_bytes()[:4] for path in folder.glob("*.pdf")] == [b"%PDF"]
    assert "Remettre à Fatma Ö. tout ce qui est gardé à son sujet" in place_with_people("history")[1]


def test_a_name_is_taken_away_only_when_it_is_said_twice(place_with_people):
    code, _out, err = place_with_people("privacy", "anonymise", "Fatma", "--yes")
    assert (code, "encore dans l’équipe" in err) == (1, True)
    place_with_people("host", "Fatma", "--state", "left")
    code, out, _err = place_with_people("privacy", "anonymise", "Fatma")
    assert code == 1
    assert "Rien n’a changé." in out
    assert "1 moyen de contact" in out
    assert "Öztürk" in place_with_people("team", "--all")[1]
    code, out, _err = place_with_people("privacy", "anonymise", "Fatma", "--yes")
    assert code == 0
    assert "Ancien·ne accueillant·e 1" in out
    assert "Les copies de sécurité faites avant savent encore le nom" in out
    shown = place_with_people("team", "--all")[1]
    assert "Öztürk" not in shown
    assert "Ancien·ne accueillant·e 1" in shown
    assert "Öztürk" not in place_with_people("history")[1]
    assert place_with_people("undo")[0] in (0, 1)
    assert "Öztürk" not in place_with_people("team", "--all")[1]
    assert place_with_people("host", "Ancien·ne accueillant·e 1", "--given", "Fatma")[0] == 1


def test_what_is_due_goes_and_the_register_is_written(place_with_people, tmp_path):
    assert "Rien n’avait atteint sa durée." in place_with_people("privacy", "purge")[1]
    assert place_with_people("privacy", "register", "-o", tmp_path / "r.txt")[0] == 1
    code, out, _err = place_with_people("privacy", "register", "-o", tmp_path / "registre.pdf")
    assert (code, "registre.pdf" in out) == (0, True)
    assert (tmp_path / "registre.pdf").read_bytes()[:4] == b"%PDF"
