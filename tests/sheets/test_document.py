"""Papers of running text: what they say, whole, in our own font, over as many pages as it takes."""

import io
from dataclasses import replace

import pypdf

from delta_app.sheets.document import NextPage, Points, Rows, Signatures, Space, Text, document
from tests.sheets.reading import fonts_of, page_count, text_of, words_of

AUTHOR = "Le Delta"


def test_every_kind_of_piece_is_there_in_order_and_all_fonts_are_in_the_file():
    made = document(
        "Un titre",
        (
            Text("Avant", "heading"),
            Text("Première ligne\nseconde ligne"),
            Points(("un point", "un autre")),
            Rows(("Nom", "Montant"), (("Fatma Ö.", "12,50 €"),), at_right=(1,)),
            Space(20),
            Text("FERMÉ", "giant", centred=True),
            Text("en petit", "small"),
        ),
        author=AUTHOR,
        foot="Imprimé le 9 décembre 2026",
    )
    text = text_of(made)
    order = ["Un titre", "Avant", "Première ligne", "seconde ligne", "un point", "Fatma Ö.", "12,50", "FERMÉ", "petit"]
    places = [text.index(piece) for piece in order]
    assert places == sorted(places)
    assert "Imprimé le 9 décembre 2026" in text
    assert all(fonts_of(made).values())


def test_what_looks_like_markup_is_text():
    made = document("<b>Titre</b>", (Text("<img src=x> & <para>"), Rows((), (("<i>", "&amp;"),))), author=AUTHOR)
    text = "".join(text_of(made).split())  # a reader breaks lines at these signs
    for piece in ("<b>Titre</b>", "<imgsrc=x>&<para>", "<i>", "&amp;"):
        assert piece in text


def test_letters_the_font_lacks_are_told_and_nothing_is_an_empty_box():
    assert "[?]" in text_of(document("Noms", (Text("李小龍"),), author=AUTHOR))


def test_a_long_table_goes_on_and_repeats_its_heads_and_pages_are_numbered():
    rows = tuple((f"personne {number}", str(number)) for number in range(120))
    made = document("Liste", (Rows(("Nom", "Nombre"), rows, at_right=(1,)),), author=AUTHOR)
    assert page_count(made) > 2
    assert all("Nom" in text_of(made, page=page) for page in range(page_count(made)))
    assert "page 2" in text_of(made, page=1)
    assert "personne 119" in text_of(made, page=page_count(made) - 1)


def test_a_page_can_be_begun_and_a_table_without_rows_is_nothing():
    made = document("Deux", (Text("ici"), Rows(("Nom",), ()), NextPage(), Text("là")), author=AUTHOR, titled=False)
    assert page_count(made) == 2
    assert text_of(made).strip() == "ici"
    assert "là" in text_of(made, page=1)


def test_words_and_tables_begin_at_the_same_place_and_nothing_is_printed_over_anything():
    made = document("Titre", (Text("Paragraphe"), Rows((), (("Cellule", "b"),), large=(1,), apart=13)), author=AUTHOR)
    words = words_of(made)
    lefts = {word.text: round(word.box.left) for word in words}
    assert abs(lefts["Titre"] - lefts["Paragraphe"]) <= 1
    assert abs(lefts["Paragraphe"] - lefts["Cellule"]) <= 1
    assert not [(one.text, other.text) for one in words for other in words if one is not other and one.overlaps(other)]


def test_the_same_paper_is_the_same_bytes():
    pieces = (Text("pareil"),)
    assert document("A", pieces, author=AUTHOR) == document("A", pieces, author=AUTHOR)


def test_fields_to_sign_in_stay_together_at_the_end_of_a_page_and_names_are_plain_text():
    both = Signatures((("Reçu par <b>Fatma</b>", "date et signature"), ("Pour Le Delta", "nom et signature")))
    for lines in range(44, 50):
        made = document("Note", (*(Text(f"ligne {number}") for number in range(lines)), both), author=AUTHOR)
        last = text_of(made, page=page_count(made) - 1)
        assert all(words in last for words in ("<b>Fatma</b>", "Pour Le Delta", "date et", "nom et signature")), lines
    alone = document("Attestation", (Signatures((("Pour Le Delta", "signature"),)),), author=AUTHOR)
    assert all(fonts_of(alone).values())
    assert "Pour Le Delta" in text_of(alone)


def test_a_table_may_be_small_with_totals_and_on_a_wide_page():
    rows = tuple((f"2026-{number}", "x" * 60, "1 234,50") for number in range(60))
    table = Rows(("N°", "Description", "Total"), (*rows, ("", "Somme", "9,00")), (1, 3, 1), (2,), strong=(60,), size=7)
    made = document("Journal", (Text("d’abord"), NextPage(wide=True), table), author=AUTHOR)
    assert "FiraSans-SemiBold" in " ".join(fonts_of(made))
    widths = [round(page.mediabox.width) for page in pypdf.PdfReader(io.BytesIO(made)).pages]
    assert widths == [595, *[842] * (page_count(made) - 1)]
    assert "Somme" in text_of(made, page=page_count(made) - 1)
    larger = document("Journal", (Text("d’abord"), NextPage(wide=True), replace(table, size=14)), author=AUTHOR)
    assert page_count(made) < page_count(larger)


def test_dutch_amounts_stay_on_one_line():
    made = document("Bedragen", (Text("verschuldigd € 12,50 en € -3,00 " * 12),), author=AUTHOR)
    assert not any(line.strip().endswith("€") for line in text_of(made).splitlines())
