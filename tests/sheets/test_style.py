"""Type on paper: what fits, what shrinks, what is cut, and letters the font does not have."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from delta_app.sheets import glyphs, style
from delta_app.sheets.glyphs import MISSING, lost_characters, one_line, printable
from delta_app.sheets.style import Look, cut, fitted, text_width, wrapped

NAME = Look(style.MEDIUM, 10)


def test_all_faces_have_the_same_letters() -> None:
    from reportlab.pdfbase.ttfonts import TTFontFile

    letters = {
        face: frozenset(TTFontFile(str(glyphs.font_file(face.removeprefix("FiraSans-")))).charToGlyph)
        for face in style.FACES
    }
    assert len(set(letters.values())) == 1


def test_what_fits_is_left_alone() -> None:
    assert fitted("Ana C.", NAME, 100, 6) == ("Ana C.", NAME)


def test_a_long_name_shrinks_before_it_is_cut() -> None:
    text = "Bartholomé-Emmanuel W."
    width = text_width(text, NAME)
    shown, look = fitted(text, NAME, width * 0.8, 6)
    assert shown == text
    assert 7.9 < look.size < 8.01
    shown, look = fitted(text, NAME, width * 0.3, 6)
    assert look.size == 6
    assert shown.startswith("Bart")
    assert shown.endswith("…")
    assert text_width(shown, look) <= width * 0.3


def test_an_ellipsis_never_follows_a_space_or_a_full_stop() -> None:
    assert cut("Ana C.", NAME, text_width("Ana C…", NAME)) == "Ana C…"
    assert cut("Ana C. D.", NAME, text_width("Ana ….", NAME)) == "Ana…"


def test_no_line_on_paper_begins_with_a_mark() -> None:
    narrow = text_width("Prévenez la coordination", NAME) + 1
    lines = wrapped("Prévenez la coordination : merci", NAME, narrow, 3)
    assert lines == ["Prévenez la", "coordination : merci"]


@given(st.text(min_size=1, max_size=60), st.floats(1, 300))
def test_fitted_text_fits_or_is_a_single_letter(text: str, width: float) -> None:
    shown, look = fitted(text, NAME, width, 6)
    assert text_width(shown, look) <= width or shown == f"{printable(text)[:1]}…"
    assert 6 <= look.size <= 10


@given(st.lists(st.text(min_size=1, max_size=20), min_size=1, max_size=8).map(" ".join), st.integers(1, 3))
def test_wrapped_text_keeps_to_its_lines_and_its_width(text: str, most: int) -> None:
    lines = wrapped(text, NAME, 80, most)
    assert 1 <= len(lines) <= most
    assert all(text_width(line, NAME) <= 80 or len(line) == 2 for line in lines)


@pytest.mark.parametrize("name", ["İpek Y.", "Łukasz W.", "Nguyễn T.", "Ștefan I.", "Юлия К.", "Γιώργος Π."])
def test_names_of_brussels_print_as_they_are(name: str) -> None:
    assert printable(name) == name
    assert not lost_characters(name)


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("Ana 🙂 C.", "Ana C."),  # an emoji is decoration
        ("👩🏽‍🍳 Ana", "Ana"),  # with its skin tone and joiner
        ("Ａｎａ", "Ana"),  # full-width forms
        ("Ana\u202f!\u200b", "Ana !"),  # narrow and invisible spaces
        ("\u202eAna\u202c", "Ana"),  # direction marks cannot turn a line around
        ("Ana\nC.", "Ana C."),
        ("e\u0301", "é"),  # composed
        ("王小明", MISSING),
        ("محمد علي K.", "[?] K."),
        ("王 Ana 小", "[?] Ana [?]"),
        ("🙂", MISSING),  # a name never vanishes
        ("\u200b", MISSING),
        ("", ""),
        ("\ud800", MISSING),
    ],
)
def test_what_the_font_lacks_is_replaced_in_sight(written: str, printed: str) -> None:
    assert printable(written) == printed


def test_lost_letters_are_named_once() -> None:
    assert lost_characters("王王 Ana 🙂 小") == "王小"


@given(st.text(max_size=40))
def test_printable_text_has_a_glyph_for_every_letter(text: str) -> None:
    assert glyphs._drawable().issuperset(printable(text))
    assert printable(printable(text)) == printable(text)


@given(st.text(max_size=40))
def test_one_line_is_one_line(text: str) -> None:
    line = one_line(text)
    assert line == one_line(line)
    assert len(line.splitlines()) < 2
    line.encode("utf-8")
