"""The information note and the certificate of volunteering on the command line."""

import pytest

from tests.sheets.reading import text_of


@pytest.fixture
def place_with_people(founded):
    founded("host", "Fatma Öztürk", "--new", "--languages", "NL")
    founded("host", "Malik Traoré", "--new", "--origin", "staff", "--partner", "Le Gué")
    return founded


def test_the_note_is_written_in_the_persons_language_and_what_is_missing_is_said(place_with_people, tmp_path):
    target = tmp_path / "nota.pdf"
    code, out, _err = place_with_people("print", "note", "Fatma", "-o", target)
    assert code == 0
    assert "Il reste à compléter : adres van de plek ; organisatie" in out
    assert "Informatienota voor vrijwilligers" in text_of(target.read_bytes())
    assert place_with_people("print", "note", "Fatma", "--in", "en", "-o", target)[0] == 0
    assert "Information note for volunteers" in text_of(target.read_bytes())


def test_the_certificate_goes_from_the_arrival_to_today_or_as_asked(place_with_people, tmp_path):
    target = tmp_path / "attest.pdf"
    assert place_with_people("print", "certificate", "Fatma", "-o", target)[0] == 0
    text = " ".join(text_of(target.read_bytes()).split())
    assert "van 10 december 2026 tot en met 10 december 2026" in text
    assert "geen enkele permanentie" in text
    asked = ("--from", "2026-01-01", "--to", "30/11/2026", "--in", "fr")
    assert place_with_people("print", "certificate", "Fatma", *asked, "-o", target)[0] == 0
    assert "du 1er janvier 2026 au 30 novembre 2026" in " ".join(text_of(target.read_bytes()).split())


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("certificate", "Malik"), "Le Gué qui atteste"),
        (("certificate", "Fatma", "--to", "2027-01-05"), "n’est pas encore venu"),
        (("certificate", "Fatma", "--from", "2026-12-10", "--to", "2026-12-01"), "vient avant"),
        (("note", "Personne"), "Personne"),
    ],
)
def test_what_cannot_be_attested_is_refused_in_words_and_nothing_is_written(place_with_people, tmp_path, words, said):
    target = tmp_path / "papier.pdf"
    code, out, err = place_with_people("print", *words, "-o", target)
    assert (code, out) == (1, "")
    assert said in err
    assert not target.exists()


def test_what_the_place_says_of_itself_is_a_setting(place_with_people, tmp_path):
    assert place_with_people("settings", "papers.insurer", "Assurances du Coin")[0] == 0
    target = tmp_path / "nota.pdf"
    place_with_people("print", "note", "Fatma", "-o", target)
    assert "Assurances du Coin" in text_of(target.read_bytes())
