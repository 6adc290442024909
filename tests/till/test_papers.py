"""What the till keeps and prints: receipts made small, payment codes, closing slips, cards to cut out."""

import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from pypdf import PdfReader
from stdnum.be import ogm_vcs

from delta_app.core.errors import Refused, say
from delta_app.core.i18n import speaking
from delta_app.till.paper_files import LONGEST_SIDE, read_paper, shown_name
from delta_app.till.payment_code import payment_code, structured
from delta_app.till.queries import last_entry
from delta_app.till.settings import is_iban
from delta_app.till.sheet_cards import CardSheet, cards_pdf
from delta_app.till.sheet_closing import slip_pdf
from delta_app.till.slip_data import closing_slip
from delta_app.till.words import register_words  # noqa: F401 (the refusals have their words)


def text_of(pdf):
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


def test_a_photo_is_made_small_upright_and_says_no_longer_where_it_was_taken(tmp_path):
    photo = tmp_path / "IMG_0042.JPG"
    exif = Image.Exif()
    exif[0x0112] = 6  # held on its side
    exif[0x8825] = {1: "N"}
    Image.new("RGB", (4000, 3000), "gray").save(photo, exif=exif, comment=b"chez Jeanne")
    paper = read_paper(photo)
    kept = Image.open(io.BytesIO(paper.content))
    assert (paper.media_type, kept.size) == ("image/jpeg", (LONGEST_SIDE * 3 // 4, LONGEST_SIDE))
    assert not dict(kept.getexif())
    assert b"Jeanne" not in paper.content
    assert len(paper.content) < 300_000


def test_a_photo_of_300_megabytes_is_refused_before_it_is_read(tmp_path):
    photo = tmp_path / "huge.jpg"
    with photo.open("wb") as stream:
        stream.truncate(300_000_000)
    with pytest.raises(Refused, match="paper_too_big") as refused:
        read_paper(photo)
    assert "300 Mo" in say(refused.value)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "paper_unreadable"),
        (b"MZ\x90", "paper_unreadable"),
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 64, "paper_unreadable"),
        (b"%PDF-1.7" + b"0" * 2_000_001, "paper_too_big"),
        (b"GIF89a" + b"\xff\xff\xff\xff" * 9, "paper_unreadable"),
    ],
)
def test_what_is_no_receipt(tmp_path, content, code):
    path = tmp_path / "x.png"
    path.write_bytes(content)
    with pytest.raises(Refused, match=code):
        read_paper(path)


def test_a_file_that_went_away(tmp_path):
    with pytest.raises(Refused, match="paper_missing"):
        read_paper(tmp_path / "gone.png")
    with pytest.raises(Refused):
        read_paper(tmp_path)


def test_a_picture_that_unpacks_to_a_whole_memory(tmp_path):
    """Twenty thousand by twenty thousand white points weigh nothing packed, and more than a gigabyte unpacked."""
    bomb = tmp_path / "bomb.png"
    Image.new("1", (20_000, 20_000)).save(bomb)
    with pytest.raises(Refused, match="paper_unreadable"):
        read_paper(bomb)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../x.pdf", "x.pdf"),
        ("..\\..\\x.pdf", "x.pdf"),
        ("C:\\Users\\x.pdf", "x.pdf"),
        ("..", "piece"),
        ("a\nb\u202egpj.exe", "abgpj.exe"),
        ("é" * 300 + ".pdf", "é" * 76 + ".pdf"),
    ],
)
def test_a_name_is_only_a_name(name, shown):
    assert shown_name(name) == shown


def test_a_pdf_is_kept_as_it_is(tmp_path):
    path = tmp_path / "ticket.pdf"
    path.write_bytes(b"%PDF-1.4 x")
    assert read_paper(path).content == b"%PDF-1.4 x"


@given(st.integers(0, 10**10 - 1))
def test_a_structured_communication_is_one(base):
    said = structured(base)
    assert ogm_vcs.is_valid(said)
    assert len(said) == 20


def test_the_one_of_the_rule_book():
    assert structured(1234567890) == "+++123/4567/89002+++"


def test_an_account_is_one_whichever_bank():
    assert is_iban("BE68 5390 0754 7034")
    assert is_iban("be68539007547034")
    assert not is_iban("BE68539007547035")
    assert not is_iban("12345")


def test_the_code_says_what_a_bank_reads():
    code = payment_code("be68539007547034", "Le Delta", 262, "+++123/4567/89002+++")
    assert code.iban == "BE68 5390 0754 7034"
    assert len(code.rows) == len(code.rows[0])
    assert code != payment_code("BE68539007547034", "Le Delta", 263, "+++123/4567/89002+++")


def test_a_closing_slip_says_all_and_the_head_of_the_chain(opened, store):
    opened("sell", lines=[["Café", 19], ["Soupe", 9], ["Prix libre", 1, 1430]], pay=[["cash", 3280]])
    opened("spend", amount=847, label="lait", receipt="T12")
    counted = {"2000": 1, "1000": 3, "500": 3, "200": 3, "100": 2, "50": 1, "20": 1, "10": 1, "5": 1}
    opened("close", at="2026-12-03T18:02", counted=counted, keep=5000, by=["Aïcha", "Jeroen"], why="une pièce")
    with store.read() as session:
        entry = last_entry(session)
        digest = entry.digest
        slip = closing_slip(session, entry.id)
    assert (slip.counted, slip.should_be) == (7385, 7435)
    said = text_of(slip_pdf(slip)).replace("\u00a0", " ")
    for words in (
        "Clôture de caisse, jeudi 3 décembre 2026", "Ouverte à 13h55 par Aïcha et Jeroen", "Fermée à 18h02",
        "Ventes en espèces (28 consommations, prix libre 14,30 €)", "Achat : lait (pièce T12)", "74,35 €", "73,85 €",
        "−0,50 €", "Enveloppe n° 2026-1", "23,85 €", "une pièce", "(SCE)", "n° 2026-4",
    ):  # fmt: skip
        assert words in said, words
    assert digest in said.replace(" ", "").replace("\n", "")
    assert slip_pdf(slip) == slip_pdf(slip)


def test_a_closing_slip_stays_what_it_was_when_an_entry_of_it_is_undone_another_day(opened, store):
    opened("spend", amount=850, label="lait")
    opened("sell", lines=[["Café", 2]], pay=[["cash", 100]])
    counted = {"2000": 1, "1000": 2, "200": 1, "50": 1}
    opened("close", at="2026-12-03T18:02", counted=counted, keep=4250, by=["Aïcha", "Jeroen"])
    with store.read() as session:
        closing = last_entry(session).id
        slip = closing_slip(session, closing)
    assert (slip.counted, slip.should_be) == (4250, 4250)
    opened("open", at="2026-12-04T10:00", hosts=["A", "B"], counted=counted)
    assert opened("reverse", entry=2, why="payé par la commune")["ok"]
    with store.read() as session:
        again = closing_slip(session, closing)
    assert again.should_be == 4250
    assert slip_pdf(again) == slip_pdf(slip)


def test_the_slip_in_dutch(opened, store):
    opened("close", counted={"1000": 5}, keep=5000, by=["Aïcha", "Jeroen"])
    with store.read() as session:
        slip = closing_slip(session, last_entry(session).id)
    with speaking("nl"):
        assert "kas" in text_of(slip_pdf(slip)).lower()


def test_cards_to_cut_out_carry_numbers_and_no_name():
    pdf = cards_pdf(CardSheet("Le Delta", 95, 12))
    reader = PdfReader(io.BytesIO(pdf))
    assert len(reader.pages) == 2
    said = text_of(pdf)
    for number in ("0095", "0100", "0106"):
        assert f"n° {number}" in said
    assert cards_pdf(CardSheet("Le Delta", 1, 10_000)).count(b"/Type /Page\n") == 20


def test_papers_are_written_nowhere_by_reading(tmp_path):
    path = tmp_path / "ticket.pdf"
    path.write_bytes(b"%PDF-1.4 x")
    read_paper(path)
    assert [one.name for one in Path(tmp_path).iterdir()] == ["ticket.pdf"]
