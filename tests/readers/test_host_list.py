"""Lists of hosts: columns recognised in three languages, values understood or reported, nobody lost in silence."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from delta_app.readers.host_list import HostListFile, HostListRow, parse_hosts, recognise
from delta_app.readers.host_values import read_languages, read_level, read_origin
from delta_app.readers.problems import UnreadableFile
from delta_app.readers.tabular import Table, read_table

SAMPLE = (Path(__file__).parents[2] / "resources" / "samples" / "accueillants-janvier-2027.csv").read_bytes()


def hosts(text: str) -> HostListFile:
    table = read_table(text.encode())
    return parse_hosts(table, recognise(table.headers))


def codes(file: HostListFile) -> list[tuple[str, int | None]]:
    return [(problem.code, problem.line) for problem in file.problems]


def test_the_sample_is_read_whole() -> None:
    table = read_table(SAMPLE)
    mapping = recognise(table.headers)
    file = parse_hosts(table, mapping)
    assert (mapping.unrecognised, mapping.missing, file.problems, len(file.rows)) == ((), (), (), 30)
    assert file.rows[2] == HostListRow(
        line=4, given_name="Fatma", family_name="Öztürk", origin="staff", partner="Équipe mobile",
        languages=("FR", "TR"), level="experienced", target=3, max_week=2, max_month=5,
        email="fatma.ozturk@example.org", phone="+32 470 00 00 02",
    )  # fmt: skip
    assert {row.partner for row in file.rows} == {None, "L’Adret", "CALICO", "Équipe mobile", "Le Gué"}
    assert [row.given_name for row in file.rows if row.origin == "neighbour"] == ["Emre", "Ștefan"]
    assert [row.given_name for row in file.rows if row.level == "novice"] == ["Inès", "Greet", "Thị", "Els"]


@pytest.mark.parametrize(
    "headers",
    [
        (
            "Nom;Prénom;Origine;Langues;Expérience;Permanences souhaitées par mois;Maximum par jour;"
            "Maximum par semaine;Maximum par mois;E-mail;Téléphone;Service partenaire;Doublures"
        ),
        (
            "NAAM;Voornaam;Herkomst;Talen;Ervaring;Gewenste permanenties per maand;Max. per dag;Max. per week;"
            "Max. per maand;E-mailadres;GSM;Partnerdienst;Meeloopdiensten"
        ),
        (
            "Last name;First name;Origin;Languages;Level;Target shifts per month;Max per day;Max per week;"
            "Max per month;Email address;Phone;Partner service;Shadow shifts"
        ),
        (
            "nom de famille ;PRENOM(S);Vient  de;langue;Niveau;Objectif mensuel;max/jour;Plafond hebdomadaire;"
            "max mensuel;Courriel;Tél.;Partenaire;doublures par semaine"
        ),
    ],
)
def test_headings_in_three_languages(headers: str) -> None:
    mapping = recognise(headers.split(";"))
    fields = (
        "family_name given_name origin languages level target max_day max_week max_month email phone partner "
        "shadow_shifts"
    )
    assert (mapping.unrecognised, mapping.missing) == ((), ())
    assert sorted(mapping.columns, key=lambda name: mapping.columns[name]) == fields.split()


def test_unknown_doubled_and_missing_headings_are_listed() -> None:
    mapping = recognise(["Prénom", "Couleur", "E-mail", "Mail", ""])
    assert (mapping.unrecognised, mapping.missing) == (("Couleur", "Mail"), ("family_name",))
    assert mapping.with_column("family_name", 1).missing == ()
    moved = mapping.with_column("phone", 2)
    assert "email" not in moved.columns
    assert moved.with_column("phone", None).columns == {"given_name": 0}


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Statut", None), ("Statuut", None), ("Status", None), ("Type", None),
        ("Permanences faites en 2026", None), ("Permanences", None), ("Gedane permanenties", None), ("Shifts", None),
        ("Jours souhaités", None), ("Permanences souhaitées", "target"), ("Permanences par mois", "target"),
        ("Permanenties per maand", "target"), ("Shifts a month", "target"), ("Wanted shifts", "target"),
    ],
)  # fmt: skip
def test_a_heading_is_not_taken_for_more_than_it_says(heading: str, field: str | None) -> None:
    assert recognise([heading]).columns == ({field: 0} if field else {})


def test_without_a_column_of_names_nothing_is_read() -> None:
    with pytest.raises(UnreadableFile) as caught:
        hosts("Couleur;E-mail\nbleu;a@b.be\n")
    assert caught.value.code == "columns_missing"


@pytest.mark.parametrize(
    ("text", "origin"),
    [
        ("bénévole", "volunteer"), ("Bénévoles", "volunteer"), ("volontaire", "volunteer"),
        ("benevol", "volunteer"), ("vrijwilligster", "volunteer"),
        ("voisin·e", "neighbour"), ("voisin(e)", "neighbour"), ("VOISINE", "neighbour"), ("buurvrouw", "neighbour"),
        ("salarié·e", "staff"), ("medewerker", "staff"), ("L’Adret", None),
    ],
)  # fmt: skip
def test_origins(text: str, origin: str | None) -> None:
    assert read_origin(text) == origin


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("expérimenté·e", "experienced"), ("expérimentée", "experienced"), ("expérimenté.e.s", "experienced"),
        ("Ervaren", "experienced"), ("experienced", "experienced"), ("oui", "experienced"), ("yes", "experienced"),
        ("débutant(e)", "novice"), ("débutant-e", "novice"), ("novice", "novice"), ("beginnend", "novice"),
        ("nee", "novice"),
        ("en formation", "trainee"), ("stagiaire", "trainee"), ("in opleiding", "trainee"), ("trainee", "trainee"),
        ("bof", None),
    ],
)  # fmt: skip
def test_levels(text: str, level: str | None) -> None:
    assert read_level(text) == level


@pytest.mark.parametrize(
    ("text", "spoken"),
    [
        ("FR TR", ("FR", "TR")), ("fr, nl ; ar", ("FR", "NL", "AR")), ("FR-NL", ("FR", "NL")), ("FR/EN", ("FR", "EN")),
        ("français et néerlandais", ("FR", "NL")), ("Frans en Nederlands", ("FR", "NL")),
        ("FR EN NL", ("FR", "EN", "NL")),
        ("English, Arabic", ("EN", "AR")), ("arabe + turc", ("AR", "TR")), ("darija", ("AR",)), ("FR FR", ("FR",)),
    ],
)  # fmt: skip
def test_languages(text: str, spoken: tuple[str, ...]) -> None:
    assert read_languages(text) == (spoken, ())


def test_values_not_understood_are_reported_with_line_column_and_value() -> None:
    file = hosts(
        "Prénom;Nom;Origine;Langues;Expérience;Max par semaine;E-mail;Tél\n"
        "Ana;Costa;bénvole;FR klingonais;bof;beaucoup;ana@;plus tard\n"
    )
    assert file.rows == (HostListRow(2, "Ana", "Costa", languages=("FR",), level_unread=True),)
    found = {(problem.code, problem.facts["column"], problem.facts["value"]) for problem in file.problems}
    assert found == {
        ("origin_unknown", "Origine", "bénvole"),
        ("language_unknown", "Langues", "klingonais"),
        ("level_unknown", "Expérience", "bof"),
        ("number_unknown", "Max par semaine", "beaucoup"),
        ("email_invalid", "E-mail", "ana@"),
        ("phone_invalid", "Tél", "plus tard"),
    }
    assert {problem.line for problem in file.problems} == {2}


def test_blank_cells_say_nothing_and_raise_no_problem() -> None:
    file = hosts("Prénom;Nom;Origine;Langues;Expérience;Max par mois;E-mail\nAna;Costa;;-;;–;\n")
    assert (file.rows, file.problems) == ((HostListRow(2, "Ana", "Costa"),), ())


@pytest.mark.parametrize("number", ["-1", "2-3", "1000", "trois", "2,5", "=1+1"])
def test_numbers_that_make_no_sense_are_reported(number: str) -> None:
    file = hosts(f"Prénom;Nom;Max par semaine\nAna;Costa;{number}\n")
    assert (file.rows[0].max_week, codes(file)) == (None, [("number_unknown", 2)])


def test_a_target_above_the_most_is_reported() -> None:
    assert codes(hosts("Prénom;Nom;Souhaitées;Max par mois\nAna;Costa;6;4,0\n")) == [("target_above_most", 2)]


@pytest.mark.parametrize(
    "email", ['"ana@example.org\nBcc: x@y.be"', '"ana@example.org\n"', "a b@c.be", "a@b", "<a@b.be>"]
)
def test_an_address_that_could_smuggle_lines_is_dropped(email: str) -> None:
    file = hosts(f"Prénom;Nom;E-mail\nAna;Costa;{email}\n")
    assert (file.rows[0].email, codes(file)) == (None, [("email_invalid", 2)])


def test_somebody_listed_twice_is_taken_once() -> None:
    file = hosts("Prénom;Nom;E-mail\nAna;Costa;a@b.be\nANA;COSTA;A@b.be\nana;costa;\nAna;Costa;c@d.be\nBo;Li;a@b.be\n")
    assert [row.line for row in file.rows] == [2, 5, 6]
    assert codes(file) == [("person_twice", 3), ("person_twice", 4), ("namesakes", 5), ("email_shared", 6)]


def test_rows_without_a_name_are_left_out_and_told() -> None:
    file = hosts("Prénom;Nom;E-mail\n;;a@b.be\nAna;;c@d.be\nBo;Li;x@y.be;en trop\n")
    assert [(row.given_name, row.family_name) for row in file.rows] == [("Ana", ""), ("Bo", "Li")]
    assert codes(file) == [("name_missing", 2), ("name_incomplete", 3), ("row_long", 4)]


@pytest.mark.parametrize(
    ("heading", "full", "parts", "doubtful"),
    [
        ("Nom", "Fatma Öztürk", ("Fatma", "Öztürk"), False),
        ("Nom et prénom", "Öztürk Fatma", ("Fatma", "Öztürk"), False),
        ("Naam", "ÖZTÜRK Fatma", ("Fatma", "ÖZTÜRK"), False),
        ("Name", "Öztürk, Fatma", ("Fatma", "Öztürk"), False),
        ("Nom", "Els Van den Berghe", ("Els", "Van den Berghe"), False),
        ("Nom", "Fatma", ("Fatma", ""), False),
        ("Nom et prénom", "De Smet Marie-Jeanne", ("Marie-Jeanne", "De Smet"), True),
        ("Nom", "Jean Pierre Dupont", ("Jean", "Pierre Dupont"), True),
    ],
)
def test_full_names_are_parted(heading: str, full: str, parts: tuple[str, str], doubtful: bool) -> None:
    file = hosts(f"{heading};Langues\n{full};FR\n")
    assert (file.rows[0].given_name, file.rows[0].family_name) == parts
    assert codes(file) == ([("name_parted", 2)] if doubtful else [])


def test_a_partner_service_in_its_own_column() -> None:
    file = hosts(
        "Prénom;Nom;Origine;Partenaire\nA;B;personnel;L’Adret\nC;D;;l'adret\nE;F;bénévole;\nG;H;Le Gué;L’Adret\n"
    )
    assert [(row.origin, row.partner) for row in file.rows] == [
        ("staff", "L’Adret"), ("staff", "L’Adret"), ("volunteer", None), (None, "L’Adret")
    ]  # fmt: skip
    assert codes(file) == [("origin_unknown", 5)]


@pytest.mark.long
def test_a_hundred_thousand_people_are_read() -> None:
    line = "Nom{0};Prénom{0};bénévole;FR NL;expérimenté·e;3;1;5;a{0}@example.org;+32 470 00 00 00\r\n"
    data = SAMPLE + "".join(line.format(number) for number in range(100_000)).encode()
    table = read_table(data)
    file = parse_hosts(table, recognise(table.headers))
    assert len(file.rows) == 100_030


@given(
    st.lists(st.lists(st.text(max_size=12), max_size=6), max_size=6),
    st.permutations(["Prénom", "Nom", "Origine", "Langues", "Max par mois", "E-mail"]),
)
def test_any_cells_give_rows_or_problems(rows: list[list[str]], headers: list[str]) -> None:
    table = Table(tuple(headers), tuple(map(tuple, rows)), tuple(range(2, len(rows) + 2)))
    file = parse_hosts(table, recognise(headers))
    left_out = [problem.line or 0 for problem in file.problems if problem.code in ("name_missing", "person_twice")]
    assert sorted([*left_out, *(row.line for row in file.rows)]) == list(table.lines)
    assert all("\n" not in (row.email or "") for row in file.rows)
