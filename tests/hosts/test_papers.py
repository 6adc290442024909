"""The information note and the certificate: read as written, filled in without harm, whole in three languages."""

from contextlib import closing
from datetime import date

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from delta_app.core import i18n
from delta_app.core.errors import Refused, say
from delta_app.hosts.certificate_texts import SHIPPED, shipped_text
from delta_app.hosts.paper_commands import tell_place_facts, write_paper_text
from delta_app.hosts.paper_data import (
    Served,
    certificate,
    information_note,
    missing_words,
    paper_texts,
    place_facts,
    sample_paper,
)
from delta_app.hosts.paper_rules import (
    FACTS,
    NAMES,
    OF_PAPER,
    PAPER_LANGUAGES,
    PAPERS,
    Piece,
    fill_in,
    language_for,
    pieces_of,
    placeholder_name,
    unknown_placeholders,
)
from delta_app.hosts.sheet_papers import paper_pdf
from tests.factory import COORDINATOR, HOST, READER, a_host, a_store, acting, all_data
from tests.sheets.reading import page_count, text_of

TODAY = date(2026, 12, 9)
SERVED = Served(date(2026, 11, 3), TODAY, 12, 2_190, 2)
NOTHING = Served(date(2026, 11, 3), TODAY, 0, 0, 0)
FACTS_TOLD = {
    "organisation": "Rézone", "legal_form": "ASBL, 0123.456.789", "insurer": "Assurances du Coin",
    "policy": "RC-77", "contact": "Camille, 0470 00 00 00",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _december():
    with time_machine.travel(TODAY, tick=True):
        yield


@pytest.fixture
def store(tmp_path):
    with closing(a_store(tmp_path)) as opened:
        yield opened


def write(store, text, paper="information_note", language="fr", actor=COORDINATOR):
    with acting(store, "write", actor) as session:
        write_paper_text(session, paper, language, text)


def note_for(store, host, language="fr"):
    with store.read() as session:
        return information_note(session, host, language, TODAY)


def certificate_for(store, host, served=SERVED, language="fr"):
    with store.read() as session:
        return certificate(session, host, served, language, TODAY)


def read(paper):
    """All the text of a paper, on one line, with the blanks of any keyboard."""
    made = paper_pdf(paper)
    pages = [text_of(made, page=page) for page in range(page_count(made))]
    return " ".join(" ".join(pages).replace("\u202f", " ").replace("\xa0", " ").split())


def test_headings_points_and_paragraphs_are_read_as_they_are_written():
    text = "Un\ndeux\n\ntrois\n# Titre\n- a\n- b\nquatre\n#pas un titre\n-pas un point\n\n\n- c"
    assert pieces_of(text) == (
        Piece("paragraph", ("Un", "deux")),
        Piece("paragraph", ("trois",)),
        Piece("heading", ("Titre",)),
        Piece("points", ("a", "b")),
        Piece("paragraph", ("quatre", "#pas un titre", "-pas un point")),
        Piece("points", ("c",)),
    )
    assert pieces_of("") == ()


@given(st.text(alphabet="ab {}[]#-\n:éà", max_size=60), st.text(max_size=12))
def test_no_text_and_no_name_makes_trouble(text, name):
    filled = fill_in(text + "\n- {prénom}", "certificate", {"given": name or "x"}, str, str)
    assert filled.pieces[-1].kind == "points"
    assert filled.pieces[-1].lines[-1] == " ".join((name or "x").split())


@pytest.mark.parametrize("written", ["prénom", "Prenom", " PRÉNOM ", "voornaam", "first name", "First  Name"])
def test_a_placeholder_is_known_in_each_language_accents_and_case_aside(written):
    assert unknown_placeholders(f"{{{written}}}", "certificate") == ()
    filled = fill_in(f"Bonjour {{{written}}}", "certificate", {"given": "Élodie"}, str, str)
    assert filled.pieces[0].lines == ("Bonjour Élodie",)


def test_placeholders_mean_one_thing_each():
    keys = {}
    for key, names in NAMES.items():
        for name in names:
            assert keys.setdefault(name, key) == key
    assert {key for paper in PAPERS for key in OF_PAPER[paper]} == set(NAMES)
    assert placeholder_name("given", "nl") == "voornaam"


@pytest.mark.parametrize(("paper", "language"), list(SHIPPED))
def test_the_shipped_texts_are_whole_in_every_language(paper, language):
    text = shipped_text(paper, language)
    assert unknown_placeholders(text, paper) == ()
    used = {key for key in OF_PAPER[paper] if "{" + placeholder_name(key, language) + "}" in text}
    assert used >= set(OF_PAPER[paper]) - {"date", "organisation", "legal_form"}
    kinds = [piece.kind for piece in pieces_of(text)]
    french = [piece.kind for piece in pieces_of(shipped_text(paper, "fr"))]
    assert kinds == french


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fr", ("But :", "Forme juridique", "Assureur", "responsabilité", "défraiement", "discrétion", "à vérifier")),
        ("nl", ("Doel:", "Rechtsvorm", "Verzekeraar", "aansprakelijkheid", "kostenvergoeding", "discretie",
                "te controleren")),
        ("en", ("Purpose:", "Legal form", "Insurer", "Liability", "Expenses", "Discretion", "to be checked")),
    ],
)  # fmt: skip
def test_the_note_says_what_the_law_asks(store, language, words):
    text = read(note_for(store, a_host(store), language))
    for word in words:
        assert word in text, word
    assert "Fatma Öztürk" in text
    assert "Le Delta, rue du Delta 61, Forest" in text
    assert "42,31" in text or "42.31" in text
    assert "{" not in text


def test_what_the_place_still_has_to_write_is_listed_and_dotted(store):
    fatma = a_host(store)
    paper = note_for(store, fatma)
    assert "forme juridique" in paper.filled.missing
    assert "but de l’organisation" in paper.filled.missing
    assert "Il reste à compléter : organisation ; forme juridique ; but de l’organisation" in missing_words(
        paper.filled
    )
    assert "But : ………… (but de l’organisation)".replace("…", "") in read(paper).replace("…", "")
    with acting(store) as session:
        tell_place_facts(session, FACTS_TOLD)
    paper = note_for(store, fatma)
    assert "assureur" not in paper.filled.missing
    assert "but de l’organisation" in paper.filled.missing
    for said in FACTS_TOLD.values():
        assert said in read(paper)
    with store.read() as session:
        assert place_facts(session) == FACTS_TOLD


def test_a_name_is_plain_text_whatever_it_is(store):
    nasty = a_host(store, "<b>Zoé</b> {nom} # [à compléter : x]", "- {lieu} & \x07{x}")
    text = read(note_for(store, nasty))
    assert "<b>Zoé</b> {nom} # [à compléter : x] - {lieu} & " in text
    assert "{x}" in text
    assert note_for(store, nasty).filled.unknown == ()
    assert "x" not in note_for(store, nasty).filled.missing
    single = a_host(store, "Madonna", "")
    assert "remise à Madonna avant" in read(note_for(store, single))


def test_another_text_is_written_printed_and_taken_back(store):
    fatma = a_host(store)
    before = all_data(store)
    write(store, "# Bienvenue\r\n\r\n- {prénom}, voici {lieu}   \n")
    with store.read() as session:
        row = next(row for row in paper_texts(session) if row.own)
    assert (row.paper, row.language, row.text) == ("information_note", "fr", "# Bienvenue\n\n- {prénom}, voici {lieu}")
    assert "Bienvenue – Fatma, voici Le Delta" in read(note_for(store, fatma))
    assert "Cette note est remise" not in read(note_for(store, fatma))
    assert "Deze nota" in read(note_for(store, fatma, "nl"))
    store.undo(COORDINATOR)
    assert all_data(store) == before
    store.redo(COORDINATOR)
    write(store, shipped_text("information_note", "fr"))
    assert "Cette note est remise" in read(note_for(store, fatma))
    write(store, "autre chose")
    write(store, shipped_text("information_note", "fr") + "\n")
    with store.read() as session:
        assert not any(row.own for row in paper_texts(session))


@pytest.mark.parametrize(
    ("code", "text", "more"),
    [
        ("unknown_placeholder", "Bonjour {prenon} et {x}", {}),
        ("unknown_placeholder", "{permanences}", {}),  # of the certificate only
        ("paper_empty", " \n ", {}),
        ("paper_too_long", "a" * 20_001, {}),
        ("bad_paper", "a", {"paper": "letter"}),
        ("bad_paper_language", "a", {"language": "de"}),
    ],
)
def test_what_cannot_be_printed_is_refused_in_words(store, code, text, more):
    before = all_data(store)
    with pytest.raises(Refused, match=code) as refusal:
        write(store, text, **more)
    assert say(refusal.value)
    assert all_data(store) == before
    if text.startswith("Bonjour"):
        assert "{prenon} et {x} ne sont pas des mots que le programme remplit" in say(refusal.value)


def test_a_text_with_a_placeholder_that_is_known_no_more_still_prints(store):
    with store.read() as session:
        paper = sample_paper(session, "information_note", "fr", TODAY, "Bonjour {prenon}, { } et {")
    assert "Bonjour {prenon}, { } et {" in read(paper)
    assert "{prenon} n’est pas connu et s’imprime tel quel." in missing_words(paper.filled)


def test_a_paper_for_nobody_in_particular_has_room_for_the_name(store):
    with store.read() as session:
        paper = sample_paper(session, "information_note", "fr", TODAY)
    assert "remise à …………" in read(paper)
    assert "Reçu par la personne volontaire" in read(paper)
    assert paper.file_name == "note-d-information"


def test_only_the_coordinator_writes_them(store):
    for actor in (HOST, READER):
        with pytest.raises(Refused, match="not_allowed"):
            write(store, "a", actor=actor)
        with pytest.raises(Refused, match="not_allowed"), acting(store, actor=actor) as session:
            tell_place_facts(session, {"insurer": "x"})
    with pytest.raises(Refused, match="fact_too_long") as refusal, acting(store) as session:
        tell_place_facts(session, {"insurer": "x" * 121})
    assert say(refusal.value)
    with acting(store) as session:
        tell_place_facts(session, {"insurer": "  Assurances \n du   Coin "})
    with store.read() as session:
        assert place_facts(session)["insurer"] == "Assurances du Coin"
        assert place_facts(session).keys() == set(FACTS)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fr", ("du 3 novembre 2026 au 9 décembre 2026", "permanences tenues à l’accueil : 12", "36 h 30",
                "pour apprendre : 2", "le 9 décembre 2026", "nom, date et signature")),
        ("nl", ("van 3 november 2026 tot en met 9 december 2026", "permanenties aan het onthaal: 12", "36 u 30",
                "om te leren: 2", "op 9 december 2026", "naam, datum en handtekening")),
        ("en", ("from 3 November 2026 to 9 December 2026", "shifts held: 12", "36 h 30", "to learn: 2",
                "on 9 December 2026", "name, date and signature")),
    ],
)  # fmt: skip
def test_the_certificate_says_period_shifts_and_hours(store, language, words):
    text = read(certificate_for(store, a_host(store), language=language))
    for word in (*words, "Fatma Öztürk", "Le Delta"):
        assert word in text, word


@pytest.mark.parametrize(
    ("language", "words", "learning"),
    [("fr", ("l’accueil : aucune permanence", "aucune heure"), "apprendre"),
     ("nl", ("onthaal: geen enkele permanentie", "geen uren"), "leren"),
     ("en", ("held: no shift", "no hours"), "learn")],
)  # fmt: skip
def test_what_there_is_none_of_is_said_sensibly(store, language, words, learning):
    text = read(certificate_for(store, a_host(store), NOTHING, language))
    for word in words:
        assert word in text, word
    assert learning not in text


def test_staff_get_no_certificate_and_no_day_to_come_is_attested(store):
    malik = a_host(store, "Malik", "Traoré", origin="staff", partner="Le Gué")
    fatma = a_host(store)
    cases = (
        ("certificate_staff", malik, SERVED),
        ("period_backwards", fatma, Served(TODAY, date(2026, 12, 8), 0, 0, 0)),
        ("period_to_come", fatma, Served(TODAY, date(2026, 12, 10), 0, 0, 0)),
        ("no_such_host", 99, SERVED),
    )
    for code, host, served in cases:
        with pytest.raises(Refused, match=code) as refusal:
            certificate_for(store, host, served)
        assert say(refusal.value)
    assert "Malik Traoré" in read(note_for(store, malik))


@pytest.mark.parametrize(
    ("spoken", "place", "language"),
    [(("FR", "NL"), "nl", "fr"), (("TR", "NL", "FR"), "fr", "nl"), (("AR",), "nl", "nl"), ((), "de", "fr"),
     (("EN",), "fr", "en")],
)  # fmt: skip
def test_the_paper_speaks_the_first_language_of_the_person_that_it_can(spoken, place, language):
    assert language_for(spoken, place) == language


def test_the_window_speaking_dutch_changes_nothing_of_a_french_paper(store):
    fatma = a_host(store)
    with i18n.speaking("nl"):
        dutch_window = paper_pdf(certificate_for(store, fatma))
    assert dutch_window == paper_pdf(certificate_for(store, fatma))
    assert len({paper_pdf(note_for(store, fatma, language)) for language in PAPER_LANGUAGES}) == 3
