"""Team life on the command line: gatherings noted, who came, the lists, and what is refused."""

import pytest

from tests.sheets.reading import text_of


@pytest.fixture
def place_with_people(founded):
    founded("host", "Fatma Öztürk", "--new")
    founded("host", "Luc Dumont", "--new")
    assert founded("gathering", "add", "2026-12-10", "18h-20h", "--kind", "intervision", "--theme", "Cadre")[0] == 0
    return founded


def plainly(text):
    return text.replace("\u202f", " ").replace("\xa0", " ")


def test_one_is_noted_and_who_came_is_added_and_taken_away(place_with_people):
    code, out, _err = place_with_people("gathering", "add", "15/12/2026", "18:00-20:30", "--place", "CALICO")
    assert (code, out.strip()) == (0, "Rencontre notée : Réunion d’équipe du mar. 15 déc. 2026. #2")
    code, out, _err = place_with_people("gathering", "came", "2026-12-10", "Fatma", "Luc")
    assert (code, out.strip()) == (
        0, "#1 · jeudi 10 décembre 2026 · 18h – 20h · intervision · Cadre · Fatma Ö., Luc D.",
    )  # fmt: skip
    place_with_people("gathering", "came", "#1", "Luc", "--not")
    out = place_with_people("gathering", "show")[1].splitlines()
    assert out[0].endswith("Cadre · Fatma Ö.")
    assert out[-1] == "1 réunion, 1 intervision ; 1 présence"
    place_with_people("undo")
    assert "Luc D." in place_with_people("gathering", "show", "2026")[1]
    assert place_with_people("gathering", "show", "2025")[1].strip() == "Aucune rencontre notée en 2025."
    assert place_with_people("gathering", "remove", "2")[0] == 0
    assert place_with_people("gathering", "remove", "2")[0] == 1


def test_the_lists_are_written_to_each_kind_of_file(place_with_people, tmp_path):
    place_with_people("gathering", "came", "1", "Fatma")
    for ending in ("pdf", "xlsx", "csv"):
        assert place_with_people("gathering", "show", "2026", "-o", tmp_path / f"vie.{ending}")[0] == 0
    assert "10/12/2026;18:00;20:00;intervision;Cadre;;1;Fatma Ö." in (tmp_path / "vie.csv").read_text("utf-8-sig")
    assert place_with_people("gathering", "sheet", "1", "-o", tmp_path / "feuille.pdf")[0] == 0
    assert "Luc D." in text_of((tmp_path / "feuille.pdf").read_bytes())
    assert place_with_people("gathering", "show", "2026", "-o", tmp_path / "vie.doc")[0] == 1


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("came", "2026-12-11", "Fatma"), 1, "n’est plus notée"),
        (("came", "7", "Fatma"), 1, "n’est plus notée"),
        (("came", "bientôt", "Fatma"), 1, "bientôt"),
        (("came", "1", "Personne"), 1, "Personne"),
        (("add", "2026-12-11", "20h-18h"), 1, "La fin vient avant le début"),
        (("add", "2026-12-11", "20h"), 1, "Rien n’a changé"),
        (("add", "2026-12-11", "18h-20h", "--kind", "party"), 2, "party"),
        (("add", "2026-12-11", "18h-20h", "--theme", "a" * 121), 1, "trop long"),
        ((), 2, "QUOI"),
    ],
)
def test_what_makes_no_sense_is_refused(place_with_people, words, code, said):
    found, out, err = place_with_people("gathering", *words)
    assert (found, out) == (code, "")
    assert said in plainly(err)


def test_nobody_came_before_the_day_and_two_of_one_day_are_told_apart(place_with_people):
    place_with_people("gathering", "add", "2026-12-20", "18h-20h")
    assert "le jour même ou après" in place_with_people("gathering", "came", "2", "Fatma")[2]
    place_with_people("gathering", "add", "2026-12-10", "20h-00h")
    code, _out, err = place_with_people("gathering", "came", "2026-12-10", "Fatma")
    assert code == 1
    assert "#1, #3" in err
