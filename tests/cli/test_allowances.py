"""Expense allowances on the command line: noted, refused with what is possible, listed, taken away."""

import pytest


@pytest.fixture
def place_with_people(founded, once):
    def welcome():
        founded("host", "Fatma Öztürk", "--new")
        founded("host", "Malik Traoré", "--new", "--origin", "staff", "--partner", "Le Gué")

    once("a volunteer and a colleague", welcome)
    return founded


def plainly(text):
    return text.replace("\u202f", " ").replace("\xa0", " ")


def test_one_is_noted_and_what_is_left_is_said(place_with_people):
    code, out, _err = place_with_people("allowance", "Fatma", "2026-12-08", "12,50")
    assert (code, plainly(out).splitlines()) == (
        0,
        [
            "Défraiement noté : Fatma Ö., mardi 8 décembre 2026, 12,50 €.",
            "2026 : 12,50 € en tout ; encore 1 680,01 € possibles au forfait. Plafond à vérifier.",
        ],
    )
    code, _out, err = place_with_people("allowance", "Fatma", "08/12/2026", "30")
    assert code == 1
    assert "au plus 29,81 € ce jour-là" in plainly(err)
    code, _out, err = place_with_people("allowance", "Malik", "2026-12-08", "12.50")
    assert code == 1
    assert "service partenaire" in err
    assert "12,50 € en tout" in plainly(place_with_people("allowance", "Fatma", "2026")[1])


def test_the_ceiling_of_a_year_is_noted_and_kept_to(place_with_people):
    assert "(ceux de 2025, à vérifier)" in place_with_people("allowance", "ceiling", "2026")[1]
    code, out, _err = place_with_people("allowance", "ceiling", "2026", "43", "50,00")
    assert (code, plainly(out).strip()) == (0, "Plafonds 2026 : 43,00 € par jour, 50,00 € par an")
    place_with_people("allowance", "Fatma", "2026-12-07", "40")
    assert "au plus 10,00 € cette année" in plainly(place_with_people("allowance", "Fatma", "2026-12-08", "20")[2])
    assert place_with_people("allowance", "ceiling", "2026", "--remove")[0] == 0
    assert place_with_people("allowance", "Fatma", "2026-12-08", "20")[0] == 0
    assert place_with_people("allowance", "ceiling", "2026", "50", "43")[0] == 1
    assert "(à vérifier)" in place_with_people("allowance", "ceiling", "2026", "43", "50", "--unchecked")[1]


def test_the_list_is_read_and_written_to_each_kind_of_file(place_with_people, tmp_path):
    assert "Aucun défraiement noté en 2026." in place_with_people("allowance", "list", "2026")[1]
    place_with_people("allowance", "Fatma", "2026-12-08", "12,50")
    place_with_people("allowance", "Fatma", "2026-12-08", "6", "--kind", "travel", "--km", "14")
    out = plainly(place_with_people("allowance", "list", "2026")[1])
    assert "Fatma Öztürk · mardi 8 décembre 2026 · déplacements · 14 km · 6,00 €" in out
    assert "Total de 2026 : 18,50 €" in out
    for ending in ("pdf", "xlsx", "csv"):
        assert place_with_people("allowance", "list", "2026", "-o", tmp_path / f"liste.{ending}")[0] == 0
    rows = (tmp_path / "liste.csv").read_text(encoding="utf-8-sig").splitlines()
    assert rows[1].split(";") == ["Fatma Öztürk", "08/12/2026", "forfait", "", "12,50"]
    assert place_with_people("allowance", "list", "2026", "-o", tmp_path / "liste.doc")[0] == 1


def test_one_is_taken_away_and_an_undo_gives_it_back(place_with_people):
    place_with_people("allowance", "Fatma", "2026-12-08", "12,50")
    assert "0,00 € en tout" in plainly(place_with_people("allowance", "Fatma", "2026-12-08", "--remove")[1])
    assert place_with_people("allowance", "Fatma", "2026-12-08", "--remove")[0] == 1
    place_with_people("undo")
    assert "12,50 € en tout" in plainly(place_with_people("allowance", "Fatma", "2026")[1])


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("Fatma", "2026-12-08"), 2),
        (("Fatma", "2026-12-08", "1", "2"), 2),
        (("list", "2026", "3"), 2),
        (("ceiling", "2026", "3"), 2),
        (("Fatma", "2026-12-08", "douze"), 1),
        (("Fatma", "2026-12-11", "12"), 1),
        (("list", "bientôt"), 1),
        (("Personne", "2026-12-08", "12"), 1),
    ],
)
def test_what_is_badly_written_or_makes_no_sense_is_refused(place_with_people, words, code):
    found, out, err = place_with_people("allowance", *words)
    assert (found, out) == (code, "")
    assert err.strip()
