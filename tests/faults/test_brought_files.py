"""Lists and polls as people really bring them: other encodings, huge, dangerous to a spreadsheet, shifted, too late."""

import csv
import io
import re
from pathlib import Path

import pypdf
import pytest
from python_calamine import CalamineWorkbook

from tests.factory import SAMPLES
from tests.faults.trouble import assert_one_sentence, call, data_digest, file_digest

POLL = SAMPLES / "framadate-janvier-2027.csv"
RALLLY = SAMPLES / "rallly-janvier-2027.csv"
MOMENTS = 60
FORMULA = '=HYPERLINK("http://evil.example";"Fatma")'
MARKUP = "<img src=x onerror=alert(1)>"


def poll_of(*names: str, end: str = "\r\n") -> str:
    """The sample poll with these people in it, each answering yes to everything."""
    lines = POLL.read_text(encoding="utf-8").splitlines()
    quoted = (name.replace('"', '""') for name in names)
    return end.join([*lines[:2], *(f'"{name}",' + ",".join(['"Oui"'] * MOMENTS) for name in quoted), ""])


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16", "utf-16-be", "utf-8-sig"])
def test_a_poll_in_another_encoding(place: Path, tmp_path: Path, encoding: str) -> None:
    poll = tmp_path / "sondage.csv"
    content = ("\ufeff" if encoding == "utf-16-be" else "") + poll_of("Fatma Öztürk", "Paul Kabongo")
    poll.write_bytes(content.encode(encoding))
    if not encoding.startswith("utf-8"):
        with pytest.raises(UnicodeDecodeError):
            poll.read_bytes().decode("utf-8")
    told = call(place, "import", "poll", poll)
    assert (told.code, "Traceback" in told.err) == (0, False)
    assert "2 personnes reconnues" in told.out
    assert f"{2 * MOMENTS} nouvelles" in told.out


def test_a_list_of_hosts_in_another_encoding(place: Path, tmp_path: Path) -> None:
    people = tmp_path / "équipe.csv"
    people.write_bytes("Prénom;Nom\r\nÉlodie;Gérard\r\nFrançois;Noël\r\n".encode("cp1252"))
    with pytest.raises(UnicodeDecodeError):
        people.read_bytes().decode("utf-8")
    assert "2 personnes ajoutées" in call(place, "import", "hosts", people).out
    assert call(place, "absent", "Élodie Gérard", "2027-01-05").code == 0


def test_a_poll_of_another_month(place: Path) -> None:
    before = data_digest(place)
    told = call(place, "import", "poll", POLL, "--month", "2027-02")
    assert_one_sentence(told, "janvier 2027", "février 2027")
    assert data_digest(place) == before


@pytest.mark.parametrize("rows", [5_000, pytest.param(100_000, marks=pytest.mark.long)])
def test_far_more_rows_than_a_team_has_people(place: Path, tmp_path: Path, rows: int) -> None:
    before = data_digest(place)
    people, poll = tmp_path / "annuaire.csv", tmp_path / "sondage.csv"
    people.write_text("Prénom;Nom\n" + "".join(f"Prénom{n};Nom{n}\n" for n in range(rows)), encoding="utf-8")
    head = POLL.read_text(encoding="utf-8").splitlines()[:2]
    narrow = [",".join(line.split(",")[:3]) for line in head]
    answers = (f'"Prénom{n} Nom{n}","Oui","Non"' for n in range(rows))
    poll.write_text("\n".join([*narrow, *answers]), encoding="utf-8")
    for what, path in (("hosts", people), ("poll", poll)):
        assert path.read_bytes().count(b"\n") >= rows
        assert_one_sentence(call(place, "import", what, path), "Rien n’a été importé", "vérifiez")
    assert data_digest(place) == before


@pytest.mark.parametrize(
    ("content", "way_out"),
    [
        (b"", "vide"),
        (b"%PDF-1.7 ...", "CSV"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "CSV"),
        (b"PK\x03\x04" + b"\x00" * 500, "."),
    ],
)
@pytest.mark.parametrize("what", ["hosts", "poll"])
def test_what_is_no_table_at_all(place: Path, tmp_path: Path, what: str, content: bytes, way_out: str) -> None:
    brought = tmp_path / "fichier.csv"
    brought.write_bytes(content)
    before = file_digest(place)
    assert_one_sentence(call(place, "import", what, brought), way_out)
    assert file_digest(place) == before


def test_a_letter_is_no_list_and_no_poll(place: Path, tmp_path: Path) -> None:
    letter = tmp_path / "lettre.csv"
    letter.write_text("Bonjour,\nvoici la liste.\n", encoding="utf-8")
    before = file_digest(place)
    assert_one_sentence(call(place, "import", "poll", letter), "rien n’a été importé")
    told = call(place, "import", "hosts", letter)
    assert (told.code, told.out) == (1, "")
    assert "rien n’a été importé" in told.err
    assert "--map" in told.err
    assert file_digest(place) == before


def rallly_with(line: str) -> str:
    head = RALLLY.read_text(encoding="utf-8").splitlines()[0]
    return f"{head}\n{line}\n"


def test_a_comma_in_a_rallly_name(place: Path, tmp_path: Path) -> None:
    poll = tmp_path / "rallly.csv"
    answers = ",".join(["Yes"] * MOMENTS)
    poll.write_text(rallly_with(f"Öztürk, Fatma,fatma@example.org,2026-12-10 10:00:00,{answers}"), encoding="utf-8")
    header, row = csv.reader(io.StringIO(poll.read_text(encoding="utf-8")))
    assert len(row) == len(header) + 1, "the row really is shifted"
    told = call(place, "import", "poll", poll)
    assert told.code == 0
    assert "remise en place" in told.err
    assert f"{MOMENTS} nouvelles" in told.out
    assert call(place, "undo").code == 0


def test_a_comma_in_a_rallly_name_that_can_be_read_in_two_ways(place: Path, tmp_path: Path) -> None:
    poll = tmp_path / "rallly.csv"
    answers = ",".join(["Yes"] * (MOMENTS - 1))
    sure = f"Paul Kabongo,paul@example.org,2026-12-10 10:00:00,{','.join(['No'] * MOMENTS)}"
    poll.write_text(rallly_with(f"Öztürk, Fatma,,2026-12-10 10:00:00,{answers}\n{sure}"), encoding="utf-8")
    told = call(place, "import", "poll", poll)
    assert "laissée de côté" in told.err
    assert "Corrigez le nom" in told.err
    assert "1 personne reconnue" in told.out
    assert f"{MOMENTS} nouvelles" in told.out


def test_formulas_and_markup_in_names_stay_what_was_typed(place: Path, tmp_path: Path) -> None:
    people = tmp_path / "équipe.csv"
    with people.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([("Prénom", "Nom"), (FORMULA, "Alpha"), (MARKUP, "Beta")])
    assert "2 personnes ajoutées" in call(place, "import", "hosts", people).out
    poll = tmp_path / "sondage.csv"
    poll.write_text(poll_of(f"{FORMULA} Alpha", f"{MARKUP} Beta"), encoding="utf-8")
    assert "2 personnes reconnues" in call(place, "import", "poll", poll).out
    assert call(place, "compose", "2027-01", "--afresh").code == 0

    shown = call(place, "show", "2027-01").out
    assert FORMULA in shown
    assert MARKUP in shown
    for name in ("mois.csv", "mois.xlsx", "mois.ics", "mur.pdf"):
        verb = "print" if name.endswith("pdf") else "export"
        assert call(place, verb, "planning", "2027-01", "-o", tmp_path / name).code == 0

    rows = list(csv.reader(io.StringIO((tmp_path / "mois.csv").read_text(encoding="utf-8-sig")), delimiter=";"))
    cells = [cell for row in rows for cell in row]
    assert any(FORMULA in cell for cell in cells)
    assert any(MARKUP in cell for cell in cells)
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]

    book = CalamineWorkbook.from_path(tmp_path / "mois.xlsx")
    texts = [str(cell) for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python() for cell in row]
    assert any(FORMULA in text for text in texts)
    assert any(MARKUP in text for text in texts)
    assert formulas_in(tmp_path / "mois.xlsx") == []

    words = pypdf.PdfReader(tmp_path / "mur.pdf").pages[0].extract_text()
    assert "=HYPER" in words
    assert "<img" in words


def formulas_in(workbook: Path) -> list[str]:
    """The formulas and links of a workbook, read from its sheets as written."""
    import zipfile

    with zipfile.ZipFile(workbook) as archive:
        sheets = [archive.read(name).decode() for name in archive.namelist() if name.startswith("xl/worksheets/")]
    assert len(sheets) >= 2
    return [found for sheet in sheets for found in re.findall(r"<f[ >].*?</f>|<hyperlink ", sheet)]
