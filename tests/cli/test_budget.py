"""The budget on the command line: planned, shown, spent, asked, approved, bought, copied, closed; a bank brought in."""

import shutil

import pytest

from tests.factory import SAMPLES


@pytest.fixture
def delta(founded):
    """A place, answering with plain spaces."""

    def call(*words):
        code, out, err = founded(*words)
        return code, plainly(out), plainly(err)

    return call


def plainly(text):
    return text.replace("\u202f", " ").replace("\xa0", " ").replace("−", "-")


@pytest.fixture
def planned(delta):
    assert delta("budget", "line", "add", "2026", "Consommation", "2400")[0] == 0
    assert delta("budget", "line", "add", "2026", "Entretien et nettoyage", "220,00", "--nature", "services")[0] == 0
    assert delta("budget", "line", "add", "2026", "Dons", "500", "--income")[0] == 0
    return delta


def test_a_year_without_lines_says_how_to_begin(delta):
    code, out, _err = delta("budget")
    assert (code, out.splitlines()) == (
        0,
        ["Budget 2026 (en cours)", "Rien de prévu : « delta-app budget line add 2026 NOM MONTANT »."],
    )


def test_the_story_of_the_line_that_calls_for_attention(planned):
    code, out, _err = planned(
        "budget", "bank", "out", "2026-12-01", "187,42", "Savon", "--line", "entretien et nettoyage"
    )
    assert (code, out.strip()) == (0, "Noté n° 2026-1, mardi 1er décembre 2026 : -187,42 €. Banque : -187,42 €.")
    assert planned("budget", "bank", "in", "2026-12-02", "40", "Un don")[0] == 0
    _code, out, _err = planned("budget", "2026")
    assert [line.split() for line in out.splitlines()] == [
        line.split()
        for line in (
            "Budget 2026 (en cours)",
            "Enveloppe                   Prévu   Dépensé  Engagé       Reste",
            "Consommation            2 400,00 €    0,00 €  0,00 €  2 400,00 €",
            "Entretien et nettoyage    220,00 €  187,42 €  0,00 €     32,58 €  ! 85,2 %",
            "Total                   2 620,00 €  187,42 €  0,00 €  2 432,58 €",
            "",
            "Recettes      Prévu     Reçu     Reste",
            "Dons       500,00 €   0,00 €  500,00 €",
            "À classer    0,00 €  40,00 €  -40,00 €",
            "Total      500,00 €  40,00 €  460,00 €",
            "",
            "Caisse 0,00 € · enveloppes 0,00 € · banque -147,42 € · dû aux cartes 0,00 € · cafés suspendus 0,00 €",
        )
    ]
    assert len({line.index("€") for line in out.splitlines()[2:5]}) == 1
    assert planned("budget", "show", "--unclassified")[1].strip() == "02/12/2026 · n° 2026-2 · Un don · 40,00 €"
    code, out, _err = planned("budget", "classify", "2026-2", "Dons")
    assert (code, out.strip()) == (0, "Écriture 2026-2 classée : Dons (n° 2026-3).")
    assert "Reclassement du n° 2026-2 : Un don · 40,00 €" in planned("budget", "--line", "Dons")[1]
    assert planned("budget", "classify", "2026-2", "-")[0] == 0
    assert planned("till", "check")[0] == 0
    assert planned("settings", "budget.alert_share", "90")[0] == 0
    assert "!" not in planned("budget")[1]


def test_lines_are_changed_withdrawn_and_put_back(planned):
    assert planned("budget", "line", "change", "2026", "Consommation", "--planned", "100", "--name", "Boissons")[0] == 0
    assert "Boissons" in planned("budget")[1]
    assert planned("budget", "line", "withdraw", "2026", "boissons")[0] == 0
    code, _out, err = planned("budget", "line", "restore", "2026", "Boissons")
    assert (code, "il a : Entretien et nettoyage, Dons" in err) == (1, True)
    assert "pas de ce côté" in planned("budget", "line", "add", "2026", "X", "1", "--nature", "gifts")[2]
    for words in (("add", "26", "X", "1"), ("add", "2026", "X", "douze"), ("add", "2026", "Dons ", "1", "--income")):
        assert planned("budget", "line", *words)[0] == 1


def test_a_purchase_from_asked_to_bought(planned):
    code, out, _err = planned("budget", "ask", "Filtre", "25", "--for", "Maison", "--line", "Consommation")
    assert (code, out.strip()) == (0, "Achat demandé : #1 · Filtre · Maison · 25,00 € · Consommation · demandé")
    assert planned("budget", "approve", "1")[1].strip().endswith("· accordé")
    assert "25,00 €  2 375,00 €" in planned("budget")[1]
    assert "Achats demandés et accordés :\n  #1 · Filtre" in planned("budget")[1]
    assert planned("budget", "refuse", "1", "trop cher")[0] == 0
    assert planned("budget", "approve", "1")[0] == 0
    code, _out, err = planned("budget", "buy", "1", "24,50")
    assert (code, "La caisse est fermée" in err) == (1, True)
    planned("budget", "bank", "out", "2026-12-03", "24,50", "filtre")
    assert planned("budget", "bought", "1", "2026-1")[1].strip().endswith("24,50 € · Consommation · acheté")
    assert planned("budget", "show", "--line", "Consommation")[1].count("24,50 €") == 1
    planned("budget", "ask", "Encre", "10")
    assert planned("budget", "buy", "2", "9,99", "--bank")[0] == 1
    planned("budget", "approve", "2")
    assert planned("budget", "buy", "2", "9,99", "--bank")[1].strip() == "#2 · Encre · 9,99 € · acheté"
    planned("budget", "ask", "Jeu", "10")
    assert planned("budget", "drop", "3")[1].strip().endswith("abandonné")
    assert planned("budget", "drop", "4")[0] == 1


def test_a_purchase_is_detached_from_its_entry_and_paid_on_another_line(planned):
    planned("budget", "ask", "Filtre", "25", "--line", "Consommation")
    planned("budget", "approve", "1")
    planned("budget", "bank", "out", "2026-12-03", "24,50", "savon")
    assert planned("budget", "bought", "1", "2026-1", "--line", "entretien et nettoyage")[0] == 0
    assert "24,50 €" in planned("budget", "show", "--line", "Entretien et nettoyage")[1]
    assert planned("budget", "detach", "1")[1].strip() == "#1 · Filtre · 25,00 € · Entretien et nettoyage · accordé"
    code, _out, err = planned("budget", "detach", "1")
    assert (code, "déjà accordé" in err) == (1, True)
    assert planned("budget", "buy", "1", "20", "--bank", "--line", "Jeux")[0] == 1
    assert planned("budget", "buy", "1", "20", "--bank", "--line", "-")[1].strip() == "#1 · Filtre · 20,00 € · acheté"


def test_next_year_is_copied_and_this_one_closed(planned):
    assert planned("budget", "copy", "2026", "2027")[1].strip() == "3 lignes de 2026 copiées dans le budget 2027."
    assert planned("budget", "copy", "2026", "2027")[0] == 1
    assert "Dons" in planned("budget", "2027")[1]
    assert "n’est pas finie" in planned("budget", "close", "2026")[2]
    assert "n’est pas finie" in planned("budget", "close", "2026", "--anyway")[2]
    assert planned("budget", "close", "2025")[1].strip() == "Les comptes de 2025 sont clôturés."
    assert planned("budget", "2025")[1].startswith("Budget 2025 (clos)")
    assert planned("budget", "line", "add", "2025", "X", "1")[0] == 1


def test_the_bank_starts_somewhere(delta):
    assert delta("budget", "bank", "start", "2026-01-01", "3412,07")[0] == 0
    assert delta("budget", "bank", "start", "2026-01-01", "1")[0] == 1


def test_words_that_are_missing_are_said(delta):
    assert delta("budget", "fly")[0] == 2
    assert delta("budget", "line")[0] == 2
    assert delta("budget", "-h")[0] == 0
    assert delta("budget", "20266")[0] == 1


@pytest.fixture
def belfius(tmp_path):
    shutil.copy(SAMPLES / "banque" / "belfius-decembre-2026.csv", tmp_path / "belfius.csv")
    return "belfius.csv"


def test_a_bank_is_brought_in_once(delta, belfius):
    code, out, _err = delta("import", "bank", belfius, "--dry-run")
    assert (code, out.splitlines()[-1]) == (0, "6 mouvements à ajouter : 1 395,15 €.")
    assert "Ligne 18 : 04/12/2026 · -29,95 € · Éditions du Jeu · Jeu d'échecs · nouveau" in out
    assert delta("till", "check")[1].strip() == "Le journal de la caisse est vide."
    code, out, _err = delta("import", "bank", belfius)
    assert (code, out.splitlines()) == (0, ["6 mouvements ajoutés : 1 395,15 €."])
    code, out, _err = delta("import", "bank", belfius)
    assert (code, out.splitlines()) == (0, ["Rien de neuf.", "6 mouvements déjà importés."])
    assert "banque 1 395,15 €" in delta("budget")[1]
    assert "before" not in delta("backup", "--list")[1]


def test_columns_are_said_and_a_row_that_cannot_be_read_holds_all_back(delta, tmp_path):
    (tmp_path / "x.csv").write_text("Jour;Somme, en euros;Qui;Quoi\n04/12/2026;-5,00;Épicerie;thé\nhier;1;a;b\n")
    code, _out, err = delta("import", "bank", "x.csv")
    assert (code, "--map" in err) == (1, True)
    how = ("--map", "date=Jour,amount=Somme, en euros,text=Quoi+Qui")
    code, _out, err = delta("import", "bank", "x.csv", *how)
    assert code == 1
    assert "Ligne 3 : « hier » n’est pas une date lisible" in err
    assert "1 ligne de ce fichier ne peut pas être lue. Rien n’a été importé" in err
    code, out, _err = delta("import", "bank", "x.csv", *how, "--skip-bad")
    assert (code, out.strip()) == (3, "1 mouvement ajouté : -5,00 €.")
    assert "thé · Épicerie" in delta("budget", "--unclassified")[1]
    for bad in ("jour=Jour,montagne=Somme", "date", "date=", "amount=a+b"):
        assert delta("import", "bank", "x.csv", "--map", bad)[0] == 1
    assert delta("import", "bank", "absent.csv")[0] == 1


def test_what_may_be_several_is_asked_and_answered(delta, tmp_path):
    for label in ("encre", "papier"):
        delta("budget", "bank", "out", "2026-12-03", "12,50", label)
    (tmp_path / "x.csv").write_text("Date;Montant;Communication\n04/12/2026;-12,50;Bureau\n04/12/2026;3,00;Don\n")
    code, out, _err = delta("import", "bank", "x.csv")
    assert code == 3
    assert out.splitlines() == [
        "1 mouvement ajouté : 3,00 €.",
        "",
        "1 mouvement est peut-être déjà dans le journal (rien n’a été deviné) :",
        "  Ligne 2 : 04/12/2026 · -12,50 € · Bureau · à vérifier",
        "      --match 2=2026-1    n° 2026-1, encre",
        "      --match 2=2026-2    n° 2026-2, papier",
        "Relancez la même commande avec ces réponses ; « LIGNE=new » pour un mouvement de plus.",
    ]
    assert delta("import", "bank", "x.csv", "--match", "2=2026-3")[0] == 1
    assert delta("import", "bank", "x.csv", "--match", "2")[0] == 1
    code, out, _err = delta("import", "bank", "x.csv", "--match", "2=2026-2")
    assert (code, out.splitlines()) == (
        0,
        ["1 mouvement était déjà dans le journal, sans le fichier.", "1 mouvement déjà importé."],
    )
    assert delta("import", "bank", "x.csv")[1].splitlines()[0] == "Rien de neuf."


def test_of_two_lines_of_one_name_the_side_says_which(delta):
    for words in (("Activités", "300"), ("Activités", "200", "--income")):
        assert delta("budget", "line", "add", "2026", *words)[0] == 0
    for way, text in (("out", "Laine"), ("in", "Tombola")):
        assert delta("budget", "bank", way, "2026-12-02", "40", text)[0] == 0
    for entry in ("2026-1", "2026-2"):
        assert delta("budget", "classify", entry, "activités")[0] == 0
    assert "Laine" in delta("budget", "--line", "Activités")[1]
    assert "Tombola" in delta("budget", "--line", "Activités", "--income")[1]
    assert delta("budget", "line", "withdraw", "2026", "Activités", "--income")[0] == 0
    said = [line for line in delta("budget", "2026")[1].splitlines() if "Activités" in line]
    assert ["(retirée)" in line for line in said] == [False, True]
