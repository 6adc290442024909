"""Lists and polls brought in on the command line by people who have namesakes, titles, changes of mind and mix-ups."""

import re
import shlex

import pytest
import xlsxwriter

from tests.factory import SAMPLES

HOSTS = SAMPLES / "accueillants-janvier-2027.csv"
POLL = SAMPLES / "framadate-janvier-2027.csv"


@pytest.fixture
def write(tmp_path):
    """Write a file beside the data file; gives its name."""

    def written(name, text):
        (tmp_path / name).write_text(text, encoding="utf-8", newline="")
        return name

    return written


def welcome(delta, *people):
    for name in people:
        given, _, address = name.partition("|")
        assert delta("host", given, "--new", *(("--email", address) if address else ()))[0] == 0


def poll(*rows):
    """A Framadate poll of Tuesday 5 January in three moments."""
    days, hours = ',"05/01/2027"' * 3, ',"10h-13h","13h-16h","16h-19h"'
    people = [f'"{name}",' + ",".join(f'"{said}"' for said in answers.split()) + "," for name, answers in rows]
    return "\r\n".join([f"{days},", f"{hours},", *people, ""])


def test_strangers_of_a_list_are_added_beside_hosts_with_short_names(founded, write):
    welcome(founded, "Jan Janssens", "Anna Peeters", "Luc Dumont", "Thị Nguyễn", "Nadia Amrani")
    write("liste.csv", "Prénom;Nom\nJanine;Albrecht\nAnnabelle;Zorro\nLucas;Petit\nThibault;Marin\nNadiaa;Zzz\n")
    code, out, _err = founded("import", "hosts", "liste.csv")
    assert (code, out.splitlines()[0]) == (0, "5 personnes ajoutées.")


def test_somebody_who_left_and_stands_on_the_new_list_is_asked_about_and_comes_back(founded, write):
    welcome(founded, "Zoë O’Neill")
    founded("host", "Zoë O’Neill", "--state", "left")
    write("liste.csv", "Prénom;Nom;GSM\nZoe;O Neill;0470 12 34 56\n")
    code, out, _err = founded("import", "hosts", "liste.csv")
    assert code == 3
    assert "Zoë O’Neill (a quitté l’équipe)" in out
    assert "--match 'Zoe O Neill=Zoë O’Neill'" in out
    code, out, _err = founded("import", "hosts", "liste.csv", "--match", "Zoe O Neill=Zoë O'Neill")
    assert code == 0
    assert "De retour dans l’équipe : Zoe O Neill." in out
    assert "1 inchangée." in founded("import", "hosts", "liste.csv")[1]
    assert founded("team")[1].count("Neill") == 1


def test_two_people_of_one_name_are_named_by_number_or_by_address(founded):
    welcome(founded, "Marie Dubois|un@example.org")
    code, out, _err = founded("host", "Marie Dubois", "--new", "--email", "deux@example.org")
    assert code == 0
    assert "Marie Dubois#1" in out
    assert "Marie Dubois#2" in out
    code, _out, err = founded("host", "Marie Dubois")
    assert code == 1
    assert "Marie Dubois#1 (un@example.org), Marie Dubois#2 (deux@example.org)" in err
    assert "Marie Dubois#2" in founded("team")[1]
    assert founded("host", "Marie Dubois#2", "--target", "7")[0] == 0
    assert founded("absent", "DEUX@example.org", "2027-01-05")[0] == 0
    assert founded("pair", "Marie Dubois#1", "deux@example.org", "avoid")[0] == 0
    assert "7 par mois" in next(line for line in founded("team")[1].splitlines() if "#2" in line)
    assert founded("host", "Marie Dubois#3", "--target", "7")[0] == 1


def test_two_rows_of_one_name_go_to_two_people(founded, write):
    welcome(founded, "Marie Dubois", "Marie Dubois")
    write("sondage.csv", poll(("Marie Dubois", "Oui Non Non"), ("Marie Dubois", "Non Oui Oui")))
    code, out, _err = founded("import", "poll", "sondage.csv")
    assert code == 3
    assert "--match 'Marie Dubois#3=Marie Dubois#1'" in out
    assert "--match 'Marie Dubois#4=Marie Dubois#1'" in out
    code, _out, err = founded("import", "poll", "sondage.csv", "--match", "Marie Dubois=Marie Dubois#1")
    assert code == 1
    assert "Marie Dubois#3, Marie Dubois#4" in err
    both = ("--match", "Marie Dubois#3=Marie Dubois#1", "--match", "Marie Dubois#4=Marie Dubois#2")
    code, out, _err = founded("import", "poll", "sondage.csv", *both)
    assert code == 0
    assert "2 personnes reconnues" in out
    assert "6 nouvelles" in out
    write("liste.csv", "Prénom;Nom;GSM\nMarie;Dubois;0470 12 34 56\n")
    assert founded("import", "hosts", "liste.csv", "--match", "Marie Dubois=Marie Dubois#2")[0] == 0


@pytest.mark.parametrize("answers", ["Oui Oui Oui", "Inconnu Inconnu Inconnu"])
def test_two_rows_of_one_name_with_the_same_answers_are_both_asked_about(founded, write, answers):
    welcome(founded, "Marie Dubois", "Marie Dubois")
    write("sondage.csv", poll(("Marie Dubois", answers), ("Marie Dubois", answers)))
    code, out, err = founded("import", "poll", "sondage.csv")
    assert (code, "a répondu deux fois" in err) == (3, False)
    assert "Marie Dubois#3=" in out
    assert "Marie Dubois#4=" in out


def test_an_answer_withdrawn_in_a_later_poll_is_taken_back_and_said(founded, write):
    welcome(founded, "Luc Dumont", "Ana Costa")
    founded("import", "poll", write("un.csv", poll(("Luc Dumont", "Oui Oui Oui"), ("Ana Costa", "Oui Oui Oui"))))
    founded("answer", "Ana Costa", "2027-01-05", "13-16", "can")
    later = poll(("Luc Dumont", "Oui Inconnu Non"), ("Ana Costa", "Oui Inconnu Non"))
    code, out, _err = founded("import", "poll", write("deux.csv", later))
    assert code == 0
    assert "Réponses : 2 changées, 2 inchangées, 1 retirée." in out
    assert "Retirées, car ce sondage les laisse sans réponse : Luc Dumont (1)." in out
    assert "3 réponses en janvier 2027" in founded("host", "Ana Costa")[1]
    assert "2 réponses en janvier 2027" in founded("host", "Luc Dumont")[1]
    assert "retirée" not in founded("import", "poll", "deux.csv")[1]


def test_a_row_left_wholly_blank_keeps_the_answers_of_before_and_is_listed(founded, write):
    welcome(founded, "Luc Dumont")
    founded("import", "poll", write("un.csv", poll(("Luc Dumont", "Oui Oui Oui"))))
    out = founded("import", "poll", write("deux.csv", poll(("Luc Dumont", "Inconnu Inconnu Inconnu"))))[1]
    assert "celles d’avant sont gardées (demandez ce qu’il en est) : Luc Dumont." in out
    assert "3 réponses en janvier 2027" in founded("host", "Luc Dumont")[1]


def test_a_cell_nobody_understands_takes_nothing_back(founded, write):
    welcome(founded, "Luc Dumont")
    founded("import", "poll", write("un.csv", poll(("Luc Dumont", "Oui Oui Oui"))))
    cut = poll(("Luc Dumont", "Oui bof bof")).replace(',"bof","bof",', "")
    for name, text in (("deux.csv", poll(("Luc Dumont", "Oui bof bof"))), ("trois.csv", cut)):
        out = founded("import", "poll", write(name, text))[1]
        assert "1 inchangée" in out
        assert "retirée" not in out


def test_nobody_is_cut_from_the_lists_of_a_report(founded, write):
    founded("import", "hosts", HOSTS)
    out = founded(
        "import", "poll", write("sondage.csv", poll(("Thị N.", "Oui Non Non"), ("Xylo Phone", "Oui Oui Oui")))
    )[1]
    line = next(line for line in out.splitlines() if line.startswith("Dans l’équipe, mais pas"))
    assert line.count(",") == 27 + 1
    assert not line.endswith("..")
    assert "sam. 30 janv. 10h – 13h, 13h – 16h, 16h – 19h" in out
    assert "Inconnues de l’équipe, réponses non reprises : Xylo Phone." in out


TITLED = [
    ["Équipe, janvier 2027"],
    [],
    ["mise à jour", "10/12/2026"],
    ["Nom", "Prénom", "Langues"],
    ["Dumont", "Luc", "FR, NL"],
]


def test_titles_above_the_headings_of_a_text_file(founded, write):
    code, out, _err = founded("import", "hosts", write("l.csv", "\n".join(";".join(row) for row in TITLED)))
    assert (code, out.splitlines()[0]) == (0, "1 personne ajoutée.")
    assert "Luc Dumont" in founded("team")[1]


def test_titles_above_the_headings_of_a_workbook(founded, tmp_path):
    with xlsxwriter.Workbook(tmp_path / "l.xlsx") as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(TITLED):
            sheet.write_row(number, 0, row)
    code, out, _err = founded("import", "hosts", "l.xlsx")
    assert (code, out.splitlines()[0]) == (0, "1 personne ajoutée.")
    assert "FR NL" in founded("team")[1]


def test_a_column_is_proposed_only_where_it_reads_like_names(founded, write):
    write("a.csv", "Liste des gens;;\n\nQui;Quand;Combien\nLuc Dumont;mardi;3\nAna Costa;jeudi;2\n")
    code, _out, err = founded("import", "hosts", "a.csv")
    assert code == 1
    assert "--map Qui=nomcomplet" in err
    assert founded("import", "hosts", "a.csv", "--map", "Qui=nomcomplet")[1].startswith("2 personnes ajoutées.")
    write("b.csv", "Liste des accueillants;;\n;mardi;3\n;jeudi;2\n")
    err = founded("import", "hosts", "b.csv")[2]
    assert "Liste des accueillants=" not in err
    assert "given_name (prénom)" in err


@pytest.mark.parametrize("word", ["given_name", "prénom", "Voornaam", "given name"])
def test_a_field_is_named_by_code_or_in_three_languages(founded, write, word):
    write("a.csv", "Roepnaam;Achternaam\nLuc;Dumont\n")
    code, out, _err = founded("import", "hosts", "a.csv", "--map", f"Roepnaam={word}")
    assert (code, out.splitlines()[0]) == (0, "1 personne ajoutée.")


def test_the_help_lists_the_fields(founded):
    out = founded("import", "hosts", "--help")[1]
    assert "given_name" in out
    assert "nom de famille" in " ".join(out.split())


def test_a_poll_is_not_taken_for_a_list_nor_a_list_for_a_poll(founded):
    for name in ("framadate", "rallly", "nextcloud-polls", "framadate-ancien"):
        code, _out, err = founded("import", "hosts", SAMPLES / f"{name}-janvier-2027.csv")
        assert (code, "import poll" in err) == (1, True)
    code, _out, err = founded("import", "poll", HOSTS)
    assert (code, "import hosts" in err) == (1, True)
    assert "Il n’y a encore personne" in founded("team")[1]


def test_a_list_with_the_same_address_and_another_family_name_is_asked_about(founded, write):
    welcome(founded, "Marie Dubois|marie@example.org")
    write("l.csv", "Prénom;Nom;E-mail\nMarie;Durand;marie@example.org\n")
    code, out, _err = founded("import", "hosts", "l.csv")
    assert (code, "--match 'Marie Durand=Marie Dubois'" in out) == (3, True)
    code, out, _err = founded("import", "hosts", "l.csv", "--match", "Marie Durand=Marie Dubois")
    assert code == 0
    assert "« Marie Durand » dans le fichier s’appelle ici Marie Dubois" in out
    assert founded("host", "Marie Dubois", "--family", "Durand")[0] == 0
    assert founded("import", "hosts", "l.csv")[1].splitlines()[0] == "1 inchangée."


def test_a_column_says_who_may_sit_twice_in_a_row(founded, write):
    founded("import", "hosts", write("l.csv", "Prénom;Nom;Deux d’affilée\nLuc;Dumont;oui\nAna;Costa;peut-être\n"))
    assert "deux permanences d’affilée : oui" in founded("host", "Luc Dumont")[1]
    assert "deux permanences d’affilée : non" in founded("host", "Ana Costa")[1]


def test_a_refusal_beside_the_hours_of_the_slots_empties_the_seat_it_touches(founded, write):
    welcome(founded, "Ana Costa", "Luc Dumont")
    for name in ("Ana Costa", "Luc Dumont"):
        founded("usual", name, "can tue-sat 10-13")
        founded("host", name, "--max-week", "7", "--max-month", "31")
    text = ',"06/01/2027","07/01/2027"\n,"9h-12h","9h-12h"\n"Ana Costa","Non","Oui"\n"Luc Dumont","Oui","Oui"\n'
    code, out, _err = founded("import", "poll", write("sondage.csv", text))
    assert code == 0
    assert "Ne couvrent aucune permanence entière" in out
    founded("compose", "2027-01")
    shown = {
        line.split("10h")[0].split(maxsplit=1)[1].strip(): line
        for line in founded("show", "2027-01")[1].splitlines()
        if " 10h" in line
    }
    assert "Ana C." not in shown["mer. 6 janv."]
    assert "Luc D." in shown["mer. 6 janv."]
    assert "Ana C." in shown["jeu. 7 janv."]


def test_a_stranger_who_answers_from_a_shared_address_is_asked_about_once(founded, write):
    welcome(founded, "Ana Costa|accueil@example.org")
    text = "Participants,Email address,2027-01-05T10:00:00.000+01:00/2027-01-05T13:00:00.000+01:00\n"
    write("sondage.csv", text + "Mohamed Benali,accueil@example.org,yes\n")
    code, out, _err = founded("import", "poll", "sondage.csv")
    assert code == 3
    assert "« Mohamed Benali » : Ana Costa ?" in out
    assert "Aucune réponse notée." in out
    assert founded("import", "poll", "sondage.csv", "--match", "Mohamed Benali=Ana Costa")[0] == 0
    code, out, _err = founded("import", "poll", "sondage.csv")
    assert (code, "1 inchangée" in out) == (0, True)


@pytest.mark.parametrize("written", ["Ana Costa $(touch pwned)", 'Ana “`x`” "Nana" Costa', "Ana D'Costa !!"])
def test_a_proposed_answer_is_one_word_for_the_shell_whatever_the_name(founded, write, written):
    welcome(founded, "Ana Costa")
    write("sondage.csv", poll((written.replace('"', '""'), "Oui Non Non")))
    out = founded("import", "poll", "sondage.csv")[1]
    proposed = shlex.split(re.search(r"--match .*", out)[0])
    assert proposed == ["--match", f"{written}=Ana Costa"]
    assert founded("import", "poll", "sondage.csv", *proposed)[0] == 0


def test_a_proposed_command_names_the_file_as_it_was_typed(founded, write, tmp_path):
    (tmp_path / "mes fichiers").mkdir()
    write("mes fichiers/poll 1.csv", poll(("Ana Costa", "Oui Non Non")))
    write("mes fichiers/liste.csv", "Prénom;Nom\nAna;Costa\n")
    err = founded("import", "hosts", "mes fichiers/poll 1.csv")[2]
    assert "« delta-app import poll 'mes fichiers/poll 1.csv' »" in err
    err = founded("import", "poll", "mes fichiers/liste.csv")[2]
    assert "« delta-app import hosts 'mes fichiers/liste.csv' »" in err


def test_a_list_without_headings_loses_nobody_by_following_the_hint(founded, write):
    write("l.csv", "Ana Costa\nBob Dylan\nCarla Marx\n")
    code, _out, err = founded("import", "hosts", "l.csv")
    assert code == 1
    assert "Si « Ana Costa » est déjà une personne : --no-headings --map 1=nomcomplet. Sinon, dites-le" in err
    out = founded("import", "hosts", "l.csv", "--no-headings", "--map", "1=nomcomplet")[1]
    assert out.startswith("3 personnes ajoutées.")
    write("deux.csv", "Luc;Dumont\nZoé;Petit;FR\n")
    assert "--no-headings si la première ligne" in founded("import", "hosts", "deux.csv")[2]
    given, family = ("--map", "1=prénom"), ("--map", "2=nom de famille")
    out = founded("import", "hosts", "deux.csv", "--no-headings", *given, *family)[1]
    assert out.startswith("2 personnes ajoutées.")


def test_a_comma_in_one_name_of_a_single_column_hides_nobody_else(founded, write):
    names = "Ana Costa\nBob Dylan\nMarx, Carl\nZed Zorro\nJean Petit\n"
    code, out, err = founded("import", "hosts", write("l.csv", f"Nom complet\n{names}"))
    assert (code, out.startswith("5 personnes ajoutées.")) == (3, True)
    assert "La ligne de Marx a plus de cases que le tableau n’a de colonnes ; le surplus (« Carl »)" in err
    founded("undo")
    assert "--map Qui=nomcomplet" in founded("import", "hosts", write("qui.csv", f"Qui\n{names}"))[2]
    assert founded("import", "hosts", "qui.csv", "--map", "Qui=nomcomplet")[1].startswith("5 personnes ajoutées.")


def test_rows_above_the_headings_that_somebody_names_are_told(founded, write):
    write("l.csv", "Ana;Costa\nBob;Dylan\nQui;Quand\nLuc Dumont;mardi\n")
    _code, out, err = founded("import", "hosts", "l.csv", "--map", "Qui=nomcomplet")
    assert out.startswith("1 personne ajoutée.")
    assert "2 lignes au-dessus des titres des colonnes ne sont pas lues (la première : « Ana »)." in err


def test_a_level_nobody_understands_makes_a_novice_and_changes_nobody_known(founded, write):
    welcome(founded, "Ana Costa")
    write("l.csv", "Prénom;Nom;Niveau;Origine\nInès;Petit;débutante mais motivée;benvole\nAna;Costa;bof;\n")
    code, _out, err = founded("import", "hosts", "l.csv")
    assert code == 3
    assert "quelqu’un de nouveau est noté débutant·e" in err
    assert "quelqu’un de nouveau est noté bénévole" in err
    assert "expérience : débute" in founded("host", "Inès Petit")[1]
    assert "expérience : expérimenté·e" in founded("host", "Ana Costa")[1]


def test_who_a_poll_name_was_settled_to_be_can_be_put_right(founded, write):
    welcome(founded, "Anabela Costa", "Bob Dylan")
    write("un.csv", poll(("Dede", "Oui Non Non")))
    assert founded("import", "poll", "un.csv", "--match", "Dede=Anabela Costa")[0] == 0
    write("deux.csv", poll(("dédé", "Oui Non Oui")))
    assert founded("import", "poll", "deux.csv", "--match", "dédé=Bob Dylan")[0] == 0
    for name in ("un.csv", "deux.csv"):
        out = founded("import", "poll", name)[1]
        assert "mais pas dans ce sondage : Anabela C." in out
    assert founded("import", "poll", "un.csv", "--match", "Dede=?")[0] == 0


def test_how_each_column_was_understood_is_said(founded, write):
    write("l.csv", "Prénom;Nom;Statut;Permanences faites en 2026;Objectif\nAna;Costa;Active;37;3\n")
    _code, out, _err = founded("import", "hosts", "l.csv")
    assert "Colonnes lues : Prénom, Nom (nom de famille) et Objectif (permanences souhaitées par mois)." in out
    assert "Colonnes non lues : Statut et Permanences faites en 2026." in out
    assert "souhaitées par mois : 3" in founded("host", "Ana Costa")[1]
    assert founded("partners")[1].strip() == "Il n’y a encore aucun service partenaire."


def test_a_row_left_aside_is_something_to_settle(founded, write):
    welcome(founded, "Ana Costa")
    heading = "Name,Email,Responded on (Europe/Brussels),Tue 5 January 2027 10:00 - 13:00\n"
    stamp = "2026-12-03 18:22:05"
    good, shifted = f"Ana Costa,,{stamp},Yes\n", f"Dumont, Luc,,{stamp}\n"
    assert founded("import", "poll", write("un.csv", heading + good))[0] == 0
    code, _out, err = founded("import", "poll", write("deux.csv", heading + good + shifted))
    assert (code, "est laissée de côté" in err) == (3, True)
    for rows in ("Ana;Costa;x\n;;y\n", "Ana;Costa;x\nAna;Costa;y\n"):
        code, _out, err = founded("import", "hosts", write("l.csv", f"Prénom;Nom;Langues\n{rows}"))
        assert (code, "laissée de côté" in err) == (3, True)


def test_the_help_says_what_a_question_mark_does(founded):
    assert "quelqu’un de nouveau, qui est alors ajouté" in " ".join(founded("import", "hosts", "--help")[1].split())
    assert "si elle n’est pas de l’équipe" in " ".join(founded("import", "poll", "--help")[1].split())


def test_somebody_known_by_one_name_is_recognised_when_the_list_comes_again(founded, write):
    write("l.csv", "Prénom;Nom\nFatou;\nFatou;Diallo\n")
    assert founded("import", "hosts", "l.csv")[0] == 0
    code, out, _err = founded("import", "hosts", "l.csv")
    assert (code, out.splitlines()[0]) == (0, "2 inchangées.")
    write("autre.csv", "Prénom;Nom\nAna;Costa\nCosta;Ana\n")
    code, out, err = founded("import", "hosts", "autre.csv")
    assert (code, out.splitlines()[0]) == (3, "1 personne ajoutée.")
    assert "Costa Ana figure déjà à la ligne 2" in err
    code, out, _err = founded("import", "hosts", write("f.csv", "Prénom;Nom\nFatou;Dia\nAna;\n"))
    assert (code, "2 personnes à reconnaître" in out) == (3, True)
