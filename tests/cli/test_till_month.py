"""The treasurer's month on the command line."""

import json
import zipfile

import pytest

from tests.budget.test_month import spoil
from tests.sheets.reading import text_of
from tests.till.conftest import FLOAT

ACTS = (
    {"act": "product", "name": "Libre", "price": None},
    {"act": "open", "at": "2026-12-03T10:00", "hosts": ["A", "B"], "counted": FLOAT},
    {"act": "sell", "lines": [["Libre", 1, 1283]], "pay": [["qr", 500], ["cash", 783]]},
    {"act": "spend", "amount": 847, "label": "lait", "receipt": "T12"},
    {"act": "sell", "lines": [["Libre", 1, 100]], "pay": [["free", 100]]},
)


@pytest.fixture
def with_till(founded, tmp_path):
    acts = tmp_path / "acts.jsonl"
    acts.write_text("\n".join(map(json.dumps, ACTS)))
    assert founded("till", "replay", acts)[0] == 0
    return founded


def rows(out):
    return [" ".join(line.split()) for line in out.splitlines()]


def test_the_month_is_shown(with_till):
    code, out, err = with_till("till", "show", "2026-12")
    assert (code, err) == (0, "")
    shown = rows(out)
    assert shown[0] == "Le Delta · Mois de caisse · décembre 2026"
    assert shown[2:5] == [
        "Au 1er décembre Entrées Sorties Au 31 décembre",
        "Caisse 0,00 57,85 -8,45 49,40",
        "Enveloppes 0,00 0,00 0,00 0,00",
    ]
    assert "Total des recettes 12,83" in shown
    assert "Offert par la maison -1,00" in shown
    assert "Arrondis aux 5 cents 0,04" in shown
    assert not any("2026-2" in row for row in shown)


def test_its_entries_are_shown_too_when_asked(with_till):
    shown = rows(with_till("till", "show", "12/2026", "--journal")[1])
    assert shown[-4:] == [
        "2026-1 jeu. 03/12 Ouverture · argent de départ Caisse 50,00",
        "2026-2 jeu. 03/12 1 × Libre Caisse 7,85 · Banque 5,00",
        "2026-3 jeu. 03/12 Achat : lait T12 Caisse -8,45",
        "2026-4 jeu. 03/12 1 × Libre offert",
    ]


def test_a_month_in_which_nothing_happened(with_till):
    code, out, _err = with_till("till", "show", "2026-11")
    assert code == 0
    assert "Aucune écriture ce mois-ci." in out


@pytest.mark.parametrize("belgian", [(), ("--belgian",)])
def test_it_is_written_as_a_workbook_a_list_and_a_paper(with_till, tmp_path, belgian):
    for ending, begins in ((".xlsx", b"PK"), (".csv", b"\xef\xbb\xbf"), (".pdf", b"%PDF")):
        target = tmp_path / f"caisse{ending}"
        code, out, _err = with_till("export", "till", "2026-12", "-o", target, *belgian)
        assert (code, out) == (0, f"Écrit : {target}\n")
        assert target.read_bytes().startswith(begins)
    assert "2026-2;03/12/2026;1 × Libre;;" in (tmp_path / "caisse.csv").read_text(encoding="utf-8-sig")
    assert "Mois de caisse" in text_of((tmp_path / "caisse.pdf").read_bytes())
    with zipfile.ZipFile(tmp_path / "caisse.xlsx") as book:
        sheets = book.read("xl/workbook.xml").decode()
    assert ("Livre journal" in sheets) == bool(belgian)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("2026-13", "-o", "x.csv"), "2026-13"),
        (("2026-12", "-o", "x.ods"), "x.ods"),
        (("2026-12", "-o", "lieu.db"), "lieu.db"),
    ],
)
def test_what_cannot_be_written_is_refused_in_words(with_till, tmp_path, words, said):
    code, out, err = with_till("export", "till", *words)
    assert (code, out) == (1, "")
    assert said in err
    assert not (tmp_path / "x.csv").exists()


def test_a_journal_changed_elsewhere_is_written_and_said_not_to_hold(with_till, tmp_path, place):
    spoil(place)
    code, out, err = with_till("till", "show", "2026-12")
    assert code == 3
    assert [row.split()[0] for row in out.splitlines() if row.endswith("ne tient pas")] == ["Caisse"]
    assert "Le journal a été changé ailleurs que dans le programme" in err
    target = tmp_path / "caisse.pdf"
    code, _out, err = with_till("export", "till", "2026-12", "-o", target)
    assert (code, "« delta-app till check » dit où" in err) == (3, True)
    assert "ne tient pas" in " ".join(text_of(target.read_bytes()).split())


def test_the_columns_of_the_belgian_journal_are_settings(with_till, tmp_path):
    assert with_till("settings", "budget.nature_sales", "gifts")[0] == 0
    target = tmp_path / "livre.csv"
    with_till("export", "till", "2026-12", "--belgian", "-o", target)
    assert "2026-2;03/12/2026;1 × Libre;;compte;5,00;;5,00;;;;;;\n" in target.read_text(encoding="utf-8-sig")
    code, _out, err = with_till("settings", "budget.nature_sales", "boissons")
    assert code == 1
    assert "membership" in err
