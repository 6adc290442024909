"""The treasurer's month in files: amounts are numbers, totals live formulas, and what people wrote stays text."""

import csv
import io
import re
import shutil
import subprocess
import zipfile
from datetime import date
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from delta_app.budget.files import month_csv, month_summary_csv, month_xlsx
from delta_app.budget.month_data import till_month
from delta_app.core import i18n
from delta_app.core.calendar import Month
from tests.budget.months import DECEMBER, random_acts, usual
from tests.factory import a_store

JANUARY = date(2027, 1, 4)
SOFFICE = shutil.which("soffice")


@pytest.fixture
def store(tmp_path):
    store = a_store(tmp_path)
    usual(store)
    return store


def month_of(store, month=DECEMBER):
    with store.read() as session:
        return till_month(session, month)


def sheets(content):
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def formulas(content, number):
    """Cell → formula and the value kept with it, of the sheet so numbered."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        xml = archive.read(f"xl/worksheets/sheet{number}.xml").decode()
    found = re.findall(r'<c r="([A-Z]+\d+)"[^>]*><f>([^<]*)</f><v>([^<]*)</v>', xml)
    return {place: (formula.replace("&gt;", ">").replace("&lt;", "<"), value) for place, formula, value in found}


def test_the_list_is_what_a_belgian_spreadsheet_opens(store):
    content = month_csv(month_of(store))
    lines = content.decode("utf-8-sig").split("\r\n")
    assert content.startswith(b"\xef\xbb\xbfN\xc2\xb0;Date;Description;Pi\xc3\xa8ce;")
    assert content.count(b"\n") == content.count(b"\r\n") == 20
    assert lines[1] == "2026-1;03/12/2026;Ouverture · argent de départ;;espèces;;50,00;;;;;;;;;"
    assert lines[6] == "2026-6;03/12/2026;1 × Prix libre;;code QR + espèces;;7,85;;;;5,00;;;;0,02;"
    assert lines[16] == "2026-16;03/12/2026;Achat : lait;T12;espèces;Boissons et repas;;8,45;;;;;;;0,02;"
    closed = "Clôture, enveloppe n° 2026-1 · écart −0,50 € : une pièce mal rendue;2026-1;espèces + enveloppe"
    assert lines[18] == f"2026-18;03/12/2026;{closed};;;36,35;35,85;;;;;;;-0,50"


def test_amounts_below_zero_are_numbers_with_a_minus(store):
    fields = list(csv.reader(io.StringIO(month_csv(month_of(store)).decode("utf-8-sig")), delimiter=";"))
    rows = [dict(zip(fields[0], row, strict=True)) for row in fields[1:]]
    assert rows[4]["Cartes (dû)"] == "-2,50"
    assert [row["Arrondi"] for row in rows if row["Arrondi"].startswith("-")] == ["-0,01", "-0,01"]


def test_the_totals_of_the_journal_are_formulas_that_know_what_they_come_to(store):
    month = month_of(store)
    content = month_xlsx(month, made_on=JANUARY)
    read = sheets(content)
    assert list(read) == ["Résumé", "Journal"]
    journal = read["Journal"]
    assert journal[1][1] == date(2026, 12, 3)
    assert journal[1][6] == 50.0
    assert any(row[2].startswith('Achat : =HYPERLINK("x")') for row in journal)
    kept = formulas(content, 2)
    assert kept["G21"] == ("ROUND(SUBTOTAL(109,G2:G20),2)", f"{month.place('till').came / 100:.10g}")
    assert len(kept) == 10
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        xml = archive.read("xl/worksheets/sheet2.xml").decode()
    assert 'state="frozen"' in xml
    assert '<autoFilter ref="A1:P20"/>' in xml


def test_the_summary_reckons_from_the_journal_and_checks_itself(store):
    month = month_of(store)
    content = month_xlsx(month, made_on=JANUARY)
    kept, summary = formulas(content, 1), sheets(content)["Résumé"]
    rows = {row[0]: (number, row) for number, row in enumerate(summary, start=1)}
    number, till = rows["Caisse"]
    assert till[1:6] == [0.0, *(cents / 100 for cents in (month.place("till").came, month.place("till").went)), 50, 50]
    assert till[6] == "juste"
    assert kept[f"C{number}"][0] == "ROUND(SUM('Journal'!G2:G20),2)"
    assert kept[f"E{number}"][0] == f"ROUND(B{number}+C{number}-D{number},2)"
    assert kept[f"G{number}"][0] == f'IF(ROUND(E{number}-F{number},2)=0,"juste","ne tient pas")'
    assert rows["Recettes moins dépenses, arrondis et écarts compris"][1][1] == month.sums.result / 100
    assert rows["L’argent a donc changé de"][1][1] == rows["Selon le tableau du haut"][1][1] == month.money_moved / 100
    assert rows["Dû à la fin : une dette envers qui a une carte"][1][1] == 8.5
    assert rows["Offert par la maison"][1][1] == -1
    assert rows["Écarts de comptage (1 comptage sur 2)"][1][1] == month.sums.difference / 100


def test_the_belgian_journal_is_a_sheet_more_or_the_list_itself(store):
    month = month_of(store)
    listed = sheets(month_xlsx(month, made_on=JANUARY, belgian=True))["Livre journal"]
    assert listed[0][4:] == [
        "Caisse ou compte", "Total", "Cotisations", "Dons et legs", "Subsides", "Autres recettes",
        "Marchandises et services", "Rémunérations", "Services et biens divers", "Autres dépenses",
    ]  # fmt: skip
    foot = [row for row in listed if row[2] in ("caisse", "compte")]
    cash = month.place("till").closing + month.place("envelope").closing
    assert [row[5] for row in foot] == [cash / 100, month.place("bank").closing / 100]
    lines = month_csv(month, belgian=True).decode("utf-8-sig").split("\r\n")
    assert "2026-6;03/12/2026;1 × Prix libre;;caisse;7,85;;;;7,85;;;;" in lines
    assert "2026-6;03/12/2026;1 × Prix libre;;compte;5,00;;;;5,00;;;;" in lines
    assert "2026-16;03/12/2026;Achat : lait;T12;caisse;-8,45;;;;0,02;8,47;;;" in lines


def test_a_month_with_nothing_is_a_file_too(tmp_path):
    month = month_of(a_store(tmp_path))
    read = sheets(month_xlsx(month, made_on=JANUARY, belgian=True))
    assert [row for row in read["Journal"][1:] if row[0]] == [["Total affiché", *[""] * 5, *[0.0] * 10]]
    assert any(row[0] == "Aucune dépense" for row in read["Résumé"])
    assert month_csv(month).count(b"\r\n") == 1


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_formulas_are_sound_in_every_language(store, language):
    with i18n.speaking(language):
        content = month_xlsx(month_of(store), made_on=JANUARY, belgian=True)
    names = list(sheets(content))
    used = {formula.split("!")[0] for formula, _value in formulas(content, 1).values() if "!" in formula}
    assert used == {f"ROUND(SUM('{names[1]}'", f"ROUND(SUMIF('{names[1]}'", f"ROUND(-SUMIF('{names[1]}'"}


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not on this machine")
@pytest.mark.parametrize("seed", [0, 7])
def test_libreoffice_reckons_the_same_to_the_cent(tmp_path, seed):
    """The values kept with the formulas are spoilt first, so that all that is read was reckoned."""
    store = a_store(tmp_path)
    usual(store) if not seed else random_acts(store, seed)
    content = month_xlsx(month_of(store), made_on=JANUARY, belgian=True)
    assert sheets(content) == sheets(_recalculated(content, tmp_path))


_RECALCULATE = (
    '<oor:items xmlns:oor="http://openoffice.org/2001/registry">'
    '<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop '
    'oor:name="OOXMLRecalcMode" oor:op="fuse">'
    "<value>0</value></prop></item></oor:items>"
)


def _recalculated(content: bytes, folder: Path) -> bytes:
    profile, spoilt = folder / "profile" / "user", folder / "spoilt.xlsx"
    profile.mkdir(parents=True)
    (profile / "registrymodifications.xcu").write_text(_RECALCULATE)
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(spoilt, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, re.sub(rb"(</f>)<v>[^<]*</v>", rb"\1<v>999</v>", part) if "worksheets" in name else part)
    subprocess.run(
        [SOFFICE, f"-env:UserInstallation={profile.parent.as_uri()}", "--headless", "--convert-to",
         "xlsx:Calc MS Excel 2007 XML", "--outdir", str(folder / "out"), str(spoilt)],
        check=True, capture_output=True, timeout=240,
    )  # fmt: skip
    return (folder / "out" / "spoilt.xlsx").read_bytes()


def test_three_months_one_after_the_other_are_files(tmp_path):
    store = a_store(tmp_path)
    random_acts(store, 8, acts=60)
    for number in range(3):
        month = month_of(store, Month(2026, 11).plus(number))
        assert len(sheets(month_xlsx(month, made_on=JANUARY))["Journal"]) == max(1, len(month.entries)) + 2


def test_the_summary_is_a_list_too_and_holds(store):
    month = month_of(store)
    fields = list(csv.reader(io.StringIO(month_summary_csv(month).decode("utf-8-sig")), delimiter=";"))
    assert len({len(row) for row in fields}) == 1

    def cents(text):
        return int(text.replace(",", ""))

    for row in fields[1:6]:
        opening, came, went, closing = map(cents, row[1:])
        assert opening + came - went == closing
    sums = {row[0]: cents(row[-1]) for row in fields[6:]}
    assert sums["Résultat"] == month.sums.result
    assert sums["Argent de départ, noté à la première ouverture"] == month.sums.start == 5_000
