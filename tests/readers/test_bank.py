"""Exports of banks as they come: preambles, three languages, signs anywhere, and rows that cannot be read."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from delta_app.readers.bank_list import parse_bank
from delta_app.readers.bank_values import read_amount, read_day, read_sign, short_words, was_turned_down
from delta_app.readers.problems import UnreadableFile
from delta_app.readers.tabular import read_table
from delta_app.readers.words import describe

SAMPLES = Path(__file__).parents[2] / "resources" / "samples" / "banque"


def bank(text, asked=None, encoding="utf-8"):
    return parse_bank(read_table(text.encode(encoding)), asked)


def plainly(file):
    return [(row.day.isoformat(), row.cents, row.text) for row in file.rows]


def codes(file):
    return [(problem.code, problem.line) for problem in file.problems]


@pytest.mark.parametrize(
    ("text", "cents"),
    [
        ("-1.234,50", -123_450), ("1234.50", 123_450), ("+12,5", 1_250), ("12,50-", -1_250), ("1 234,50", 123_450),
        ("1\u202f234,50", 123_450), ("−12,50", -1_250), ("(12,50)", -1_250), ("12,50 EUR", 1_250), ("€ -12", -1_200),
        ("-€ 12,50", -1_250), ("12,50 €", 1_250), ("0,00", 0), ("12.345,67", 1_234_567),
        ("1.234.567,89", 123_456_789), ("12.345.678,90", None),
        ("1,234.50", 123_450), ("1.234", None), ("1e9", None), ("", None), ("douze", None), ("--1", None),
        ("=1+1", None), ("12,345", None), ("١٢", None),
    ],
)  # fmt: skip
def test_amounts(text, cents):
    assert read_amount(text) == cents


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("05/12/2026", date(2026, 12, 5)), ("5-12-2026", date(2026, 12, 5)), ("2026-12-05", date(2026, 12, 5)),
        ("05.12.2026", date(2026, 12, 5)), ("2026/12/05", date(2026, 12, 5)), ("05/12/26", None), ("31/02/2026", None),
        ("2026-12-05 14:21:00", date(2026, 12, 5)), ("2026-12-05T14:21", date(2026, 12, 5)), ("12/2026", None),
        ("05/12/0026", None), ("", None), ("hier", None), ("12/25/2026", None), ("٠٥/١٢/٢٠٢٦", None),
    ],
)  # fmt: skip
def test_days(text, day):
    assert read_day(text) == day


def test_signs_and_states():
    assert [read_sign(word) for word in ("Débit", "AF", "-", "Crédit", "bij", "+", "?")] == [-1, -1, -1, 1, 1, 1, None]
    assert [was_turned_down(word) for word in ("Refusé", "Geweigerd", "Accepté", "")] == [True, True, False, False]


BELFIUS = """Comptabilisation à partir de;01/12/2026
Comptabilisation jusqu'au;31/12/2026
Montant à partir de;
Montant jusqu'à;
Numéro d'extrait à partir de;
Communication;
Nom contrepartie contient;
Type de transaction;
Dernier solde;3412,07;EUR
Date/heure du dernier solde;31/12/2026 18:04:11
;

Compte;Date de comptabilisation;Numéro d'extrait;Numéro de transaction;Compte contrepartie;Nom contrepartie contient;\
Rue et numéro;Code postal et localité;Transaction;Date valeur;Montant;Devise;BIC;Code pays;Communications
BE00;04/12/2026;12;1;BE68 5390 0754 7034;COCOF;;;VIREMENT;04/12/2026;1.200,00;EUR;;BE;Subside 2026
BE00;05/12/2026;12;2;;;;;FRAIS DE GESTION;05/12/2026;-3,50;EUR;;BE;
"""
KBC = """Rekeningnummer;Rubrieknaam;Naam;Munt;Afschriftnummer;Datum;Omschrijving;Valuta;Bedrag;Saldo;credit;debet;\
rekeningnummer tegenpartij;BIC tegenpartij;Naam tegenpartij;Adres tegenpartij;gestructureerde mededeling;\
Vrije mededeling
BE00;;LE DELTA;EUR;2026012;04/12/2026;EUROPESE OVERSCHRIJVING;04/12/2026;-25,00;100,00;;-25,00;BE11;;BROODHUIS;;;brood
BE00;;LE DELTA;EUR;2026012;05/12/2026;STORTING;05/12/2026;300,00;400,00;300,00;;;;;;+++123/4567/89002+++;
"""
ING = """Numéro de compte;Nom du compte;Compte partie adverse;Numéro de mouvement;Date comptable;Date valeur;Montant;\
Devise;Libellés;Détails du mouvement;Message
BE00;LE DELTA;;00012;04/12/2026;04/12/2026;-25,00;EUR;Paiement par carte;Boulangerie du Delta;
"""
BNP = """Nº de séquence;Date d'exécution;Date valeur;Montant;Devise du compte;Numéro de compte;Type de transaction;\
Contrepartie;Nom de la contrepartie;Communication;Détails;Statut;Motif du refus
2026-0001;04/12/2026;04/12/2026;-25,00;EUR;BE00;Virement;BE68539007547034;Boulangerie;pain;tout;Accepté;
2026-0002;05/12/2026;05/12/2026;-99,00;EUR;BE00;Virement;BE68539007547034;Garage;;tout;Refusé;Solde
"""
ARGENTA = """Rekening;Boekdatum;Valutadatum;Referentie;Beschrijving;Bedrag;Munt;Verrichtingsdatum;Rekening tegenpartij;\
Naam tegenpartij;Mededeling
BE00;04-12-2026;04-12-2026;B6L04;Overschrijving;-25,00;EUR;04-12-2026;BE11;Bakkerij;brood
"""
ENGLISH = """"Type","Completed Date","Description","Amount","Fee","Currency","State"
"CARD","2026-12-04 10:11:12","Bakery","-25.00","0.00","EUR","COMPLETED"
"""


@pytest.mark.parametrize(
    ("text", "encoding", "rows"),
    [
        (
            BELFIUS,
            "cp1252",
            [("2026-12-04", 120_000, "COCOF · Subside 2026"), ("2026-12-05", -350, "FRAIS DE GESTION")],
        ),
        (
            KBC,
            "utf-8-sig",
            [("2026-12-04", -2_500, "BROODHUIS · brood"), ("2026-12-05", 30_000, "+++123/4567/89002+++")],
        ),
        (ING, "latin-1", [("2026-12-04", -2_500, "Paiement par carte · Boulangerie du Delta")]),
        (BNP, "utf-8", [("2026-12-04", -2_500, "Boulangerie · pain")]),
        (ARGENTA, "utf-8", [("2026-12-04", -2_500, "Bakkerij · brood")]),
        (ENGLISH, "utf-8", [("2026-12-04", -2_500, "Bakery")]),
    ],
)
def test_exports_of_banks(text, encoding, rows):
    file = bank(text, encoding=encoding)
    assert plainly(file) == rows
    assert file.problems == ()


def test_what_the_bank_did_not_do_is_left_out_and_said():
    (note,) = bank(BNP).notes
    assert describe(note) == "Ligne 3 : La banque ne l’a pas exécuté (« Refusé ») : la ligne est laissée de côté."


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_two_columns_and_any_delimiter(delimiter):
    rows = [
        ("Date", "Libellé", "Débit", "Crédit"),
        ("04/12/2026", "pain", "25.00", ""), ("05/12/2026", "don", "", "10.00"), ("06/12/2026", "rien", "0.00", "0.00"),
        ("06/12/2026", "les deux", "1.00", "2.00"), ("06/12/2026", "aucun", "", ""),
        ("06/12/2026", "sortie", "-3.00", ""),
    ]  # fmt: skip
    file = bank("\r\n".join(delimiter.join(row) for row in rows))
    assert plainly(file) == [
        ("2026-12-04", -2_500, "pain"),
        ("2026-12-05", 1_000, "don"),
        ("2026-12-06", -300, "sortie"),
    ]
    assert codes(file) == [("bank_both_ways", 5), ("bank_amount_unread", 6)]
    assert [note.code for note in file.notes] == ["bank_nothing_moved"]


def test_a_column_that_says_which_way():
    file = bank("Datum;Bedrag;Debet/Credit;Omschrijving\n04-12-2026;25,00;Debet;brood\n05-12-2026;10,00;Credit;gift\n"
                "05-12-2026;10,00;?;wat\n")  # fmt: skip
    assert plainly(file) == [("2026-12-04", -2_500, "brood"), ("2026-12-05", 1_000, "gift")]
    assert codes(file) == [("bank_sign_unread", 4)]


def test_rows_that_cannot_be_read_are_named_with_the_reason():
    file = bank(
        "Date;Montant;Devise;Communication\n32/12/2026;1,00;EUR;a\n05/12/2026;beaucoup;EUR;b\n05/12/2026;5,00;USD;c\n"
        "05/12/2026;5,00;;d\n;;;Solde final\n"
    )
    assert plainly(file) == [("2026-12-05", 500, "d")]
    assert [describe(problem) for problem in file.problems] == [
        "Ligne 2 : « 32/12/2026 » n’est pas une date lisible. Écrivez-la comme 05/12/2026 ou 2026-12-05.",
        "Ligne 3 : « beaucoup » n’est pas un montant lisible. Écrivez-le comme -1234,50.",
        "Ligne 4 : Ce mouvement est en USD, pas en euros. Notez-le à la main, en euros.",
        "Ligne 6 : Il n’y a pas de date. Écrivez-la comme 05/12/2026, ou ôtez la ligne.",
    ]


def test_columns_are_said_by_their_headings_or_their_places():
    text = "Jour;Somme;Qui;Quoi\n04/12/2026;-5,00;Épicerie;thé\n"
    with pytest.raises(UnreadableFile, match="bank_columns_missing") as refused:
        bank(text)
    assert "Jour, Somme, Qui, Quoi" in describe(refused.value)
    asked = {"date": ["jour"], "amount": ["SOMME"], "text": ["Quoi", "Qui"]}
    assert plainly(bank(text, asked)) == [("2026-12-04", -500, "thé · Épicerie")]
    with pytest.raises(UnreadableFile, match="bank_column_unknown") as refused:
        bank(text, {**asked, "text": ["Comment"]})
    assert "« Comment »" in describe(refused.value)
    bare = "04/12/2026;-5,00;Épicerie\n05/12/2026;2,00;don\n"
    assert [row.cents for row in bank(bare, {"date": ["1"], "amount": ["2"], "text": ["3"]}).rows] == [-500, 200]


def test_a_formula_stays_plain_text_and_long_words_are_cut():
    link = '=HYPERLINK(""http://example.org/x"";""Cliquez"")'
    file = bank(f'Date;Montant;Communication\n04/12/2026;-5,00;"{link}"\n05/12/2026;1,00;{"mot " * 200}\n')
    assert file.rows[0].text == '=HYPERLINK("http://example.org/x";"Cliquez")'
    assert len(file.rows[1].text) <= 200
    assert file.rows[1].text.endswith("mot…")
    assert short_words("a\u202e\u200bb\nc", "C") == "a b c"


@given(st.text(), st.text(), st.text())
def test_no_cell_makes_it_stumble(day, amount, text):
    read_day(day), read_amount(amount), read_sign(day)
    words = short_words(text, day)
    assert len(words) <= 200
    assert words.isprintable()


def test_the_samples_are_read():
    for path in sorted(SAMPLES.glob("*.csv")):
        file = parse_bank(read_table(path.read_bytes(), path.name))
        assert len(file.rows) >= 5, path
        assert file.problems == (), path
        assert all(row.text for row in file.rows), path
