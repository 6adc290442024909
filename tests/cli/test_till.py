"""The till on the command line: acts played, the journal proven, slips known again."""

import json
from contextlib import closing

import pytest

from delta_app.core.access import Role, coordinator, set_passphrase
from delta_app.core.datafile import open_store

ACTS = [
    {"act": "product", "name": "Café", "price": 50},
    {"act": "open", "at": "2026-12-03T13:55", "hosts": ["A", "B"], "counted": {"2000": 1, "1000": 2, "500": 2}},
    {"act": "sell", "at": "2026-12-03T14:21", "lines": [["Café", 2]], "pay": [["cash", 100]]},
    {"act": "fly"},
    {"act": "close", "counted": {"5000": 1, "100": 1}, "keep": 5000, "by": ["A", "B"]},
]


@pytest.fixture
def acts(tmp_path):
    path = tmp_path / "acts.jsonl"
    path.write_text("\n".join(["", *map(json.dumps, ACTS)]), encoding="utf-8-sig")
    return path


def answers(out):
    return [json.loads(line) for line in out.splitlines()]


def test_acts_are_played_one_a_line_and_answered_one_a_line(founded, acts):
    code, out, _err = founded("till", "replay", acts)
    assert code == 0
    assert out.splitlines()[1] == (
        '{"ok":true,"entry":1,"till":5000,"cards":0,"rounding":0,"difference":0,"envelope":0,"bank":0}'
    )
    told = answers(out)
    assert [one["ok"] for one in told] == [True, True, True, False, True]
    assert (told[3]["refused"], told[4]["envelope"]) == ("bad_act", 100)
    assert founded("till", "check")[0] == 0


def test_without_a_file_nothing_of_ones_own_is_touched(founded, acts, place, capsys, monkeypatch):
    from delta_app.cli import main

    before = place.read_bytes()
    assert main(["till", "replay", str(acts)]) == 0
    said = capsys.readouterr()
    assert len(answers(said.out)) == 5
    assert "jetée ensuite" in said.err
    assert place.read_bytes() == before


def test_acts_from_standard_input(founded, monkeypatch):
    import io
    import sys

    monkeypatch.setattr(sys, "stdin", io.StringIO('{"act":"product","name":"Thé","price":50}\nnonsense\n'))
    code, out, _err = founded("till", "replay", "-")
    assert code == 0
    assert [one["ok"] for one in answers(out)] == [True, False]


def test_a_file_of_acts_that_is_not_there(founded, tmp_path):
    code, out, err = founded("till", "replay", tmp_path / "gone.jsonl")
    assert (code, out) == (1, "")
    assert err.strip()


def test_check_says_the_balances_and_the_head(founded, acts):
    founded("till", "replay", acts)
    code, out, _err = founded("till", "check")
    assert code == 0
    assert "Le journal de la caisse est juste : 3 écritures." in out
    head = out.rpartition(" : ")[2].split()
    assert len(head) == 16
    code, out, _err = founded("till", "check", "--head", " ".join(head[:4]))
    assert code == 0
    assert "écriture n° 2026-3" in out
    code, out, _err = founded("till", "check", "--head", "0000 0000")
    assert code == 1
    assert "n’est pas de ce journal" in out


def test_the_slip_of_any_closing_is_printed_again(founded, acts, tmp_path):
    founded("till", "replay", acts)
    path = tmp_path / "bordereau.pdf"
    assert founded("till", "slip", "2026-3", "-o", path)[0] == 0
    assert path.read_bytes().startswith(b"%PDF")
    assert "n’est pas une clôture" in founded("till", "slip", "2026-2", "-o", path)[2]
    assert founded("till", "slip", "trois", "-o", path)[0] == 1


def test_the_treasurer_does_what_is_about_money_with_a_passphrase_of_their_own(founded, acts, place, monkeypatch):
    founded("till", "replay", acts)
    with closing(open_store(place)) as store, store.write(coordinator(), "Phrases") as session:
        set_passphrase(session, "les mots du lieu")
        set_passphrase(session, "les mots de la caisse", Role.TREASURER)
    code, _out, err = founded("--treasurer", "till", "show", "2026-12")
    assert (code, "phrase de passe" in err) == (1, True)
    monkeypatch.setenv("DELTA_PASSPHRASE", "les mots de la caisse")
    assert founded("--treasurer", "till", "check")[0] == 0
    code, _out, err = founded("--treasurer", "budget", "line", "add", "2026", "Savon", "50")
    assert (code, err) == (0, "")
    code, _out, err = founded("--treasurer", "export", "planning", "2026-12", "-o", "F.csv")
    assert (code, "réservé à : la coordination" in err) == (1, True)
    assert founded("till", "check")[0] == 1
    with closing(open_store(place)) as store:
        assert store.history(1)[0].role == "treasurer"


def test_an_entry_is_reversed_by_its_number(founded, acts):
    founded("till", "replay", acts)
    assert founded("till", "reverse", "2026-2")[0] == 2  # why?
    code, _out, err = founded("till", "reverse", "2026-2", "--why", "deux fois")
    assert (code, "La caisse est fermée" in err) == (1, True)
    assert founded("budget", "bank", "out", "2026-12-05", "12,50", "frais")[0] == 0
    code, out, _err = founded("till", "reverse", "2026-4", "--why", "deux fois")
    assert (code, out.strip()) == (0, "Annulé par l’écriture n° 2026-5 : frais")
    code, _out, err = founded("till", "reverse", "2026-4", "--why", "encore")
    assert (code, "déjà annulée" in err) == (1, True)


def test_an_empty_journal_is_sound(founded):
    code, out, _err = founded("till", "check")
    assert (code, out.strip()) == (0, "Le journal de la caisse est vide.")


def test_a_journal_changed_elsewhere_is_told(founded, acts, place):
    import sqlite3
    from contextlib import closing

    founded("till", "replay", acts)
    with closing(sqlite3.connect(place)) as connection:
        trigger = connection.execute("SELECT sql FROM sqlite_master WHERE name = 'till_entry_no_update'").fetchone()[0]
        connection.execute("DROP TRIGGER till_entry_no_update")
        connection.execute("UPDATE till_entry SET label = 'autre' WHERE number = 2")
        connection.execute(trigger)
        connection.commit()
    code, out, err = founded("till", "check")
    assert code == 1
    assert "Écriture n° 2026-2 : ne suit pas l’écriture d’avant, ou a été changée" in out
    assert "ne tient pas" in err
    assert founded("check")[0] == 1


def test_check_of_the_file_counts_the_journal(founded, acts):
    founded("till", "replay", acts)
    code, out, _err = founded("check")
    assert code == 0
    assert "Le journal de la caisse est juste : 3 écritures." in out
