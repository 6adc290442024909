"""The team by hand on the command line: what is noted is shown, can be changed back, and is checked as an import is."""

import argparse

import pytest

from delta_app.cli import build_parser


@pytest.fixture
def luc(founded):
    assert founded("host", "Luc Dumont", "--new", "--partner", "Le Gué", "--email", "luc@example.org")[0] == 0
    return founded


def line_of(answer, word):
    return next(line for line in answer.splitlines() if word in line)


def test_usual_availability_is_shown_and_wiped_only_on_demand(luc):
    luc("usual", "Luc Dumont", "prefers tue 10-13", "can wed-thu 13-16")
    out = luc("usual", "Luc Dumont")[1]
    assert luc("usual", "Luc Dumont", "can wed-thu 13-16", "prefers tue 10-13")[1] == out
    code, _out, err = luc("usual", "Luc Dumont", "can tue 10-13", "can tue 10-16")
    assert (code, "Deux disponibilités commencent le mardi à 10h" in err) == (1, True)
    assert out.strip() == (
        "Luc Dumont : mardi 10h – 13h (préfère) · mercredi 13h – 16h (peut) · jeudi 13h – 16h (peut)"
    )
    assert luc("usual", "Luc Dumont")[1] == out
    assert luc("usual", "Luc Dumont", "can tue 10-13", "--clear")[0] == 1
    assert luc("usual", "Luc Dumont", "--clear")[0] == 0
    assert "rien d’habituel" in luc("usual", "Luc Dumont")[1]


def test_the_whole_record_of_somebody_is_shown(luc):
    luc("host", "Ana Costa", "--new")
    luc("usual", "Luc Dumont", "can tue 10-13")
    luc("absent", "Luc Dumont", "2027-01-05", "2027-01-09")
    luc("absent", "Luc Dumont", "2026-11-05")
    luc("answer", "Luc Dumont", "2027-01-12", "10-13", "can")
    luc("pair", "Luc Dumont", "Ana Costa", "avoid")
    lines = len(luc("history")[1].splitlines())
    out = luc("host", "luc@example.org")[1]
    for words in (
        "Luc Dumont", "origine : Le Gué", "langues : FR", "expérience : expérimenté·e", "situation : dans l’équipe",
        "1 par jour, 2 par semaine, 8 par mois", "deux permanences d’affilée : non", "doublures à faire : 0",
        "mardi 10h – 13h (peut)", "du mardi 5 janvier au samedi 9 janvier", "1 réponse en janvier 2027",
        "à ne pas mettre avec : Ana Costa", "adresse e-mail : luc@example.org", "téléphone : aucun",
    ):  # fmt: skip
        assert words in out
    assert "novembre" not in out
    assert len(luc("history")[1].splitlines()) == lines  # looking changes nothing


def test_who_left_is_shown_with_all(luc):
    luc("host", "Luc Dumont", "--state", "left")
    assert "Luc Dumont" not in luc("team")[1]
    assert "Luc Dumont" in line_of(luc("team", "--all")[1], "a quitté l’équipe")


def test_an_answer_can_be_taken_away(luc):
    for hours in ("10-13", "13-16"):
        luc("answer", "Luc Dumont", "2027-01-12", hours, "can")
    assert luc("answer", "Luc Dumont", "2027-01-12", "10-13", "none")[1].startswith("1 réponse enlevée")
    assert "1 réponse en janvier" in luc("host", "Luc Dumont")[1]
    assert luc("answer", "Luc Dumont", "2027-01-12", "none")[0] == 0
    code, _out, err = luc("answer", "Luc Dumont", "2027-01-12", "none")
    assert (code, "Rien n’a changé" in err) == (1, True)
    assert luc("answer", "Luc Dumont", "2027-01-12", "can")[0] == 1


def test_somebody_who_married_is_renamed(luc):
    assert luc("host", "Luc Dumont", "--family", "Dumont-Petit")[1].strip() == "Fiche à jour : Luc Dumont-Petit."
    assert luc("host", "Luc Dumont-Petit", "--given", "Lucas")[0] == 0
    assert "Lucas Dumont-Petit" in luc("team")[1]
    assert luc("host", "Lucas Dumont-Petit", "--given", "", "--family", "")[0] == 1


@pytest.mark.parametrize("name", ["Gué", "gue", "Le Guè", "Le Gués"])
def test_a_service_almost_rightly_named_is_not_doubled(luc, name):
    code, out, err = luc("promise", name, "5")
    if name == "Le Guè":  # accents alone make no other name
        assert "Le Gué promet 5" in out
        return
    assert code == 1
    assert "ressemble à Le Gué" in err
    assert luc("host", "Ana Costa", "--new", "--partner", name)[0] == 1
    assert luc("partners")[1].count("\n") == 1
    assert "Nouveau service" in luc("promise", name, "5", "--new")[1]
    assert luc("promise", name, "6")[0] == 0
    assert luc("partners")[1].count("\n") == 2


def test_services_are_listed_and_an_empty_one_is_removed(luc):
    luc("promise", "CALICO", "5")
    out = luc("partners")[1]
    assert "promet 5 permanences par mois · 0 personne" in line_of(out, "CALICO")
    assert "1 personne" in line_of(out, "Le Gué")
    for name in ("CALICO", "Le Gué", "Nulle part"):
        assert luc("partners", "--remove", name)[0] == 1
    luc("promise", "CALICO", "0")
    assert luc("partners", "--remove", "calico")[0] == 0
    assert "CALICO" not in luc("partners")[1]
    assert luc("undo")[0] == 0
    assert "CALICO" in luc("partners")[1]


@pytest.mark.parametrize(
    "words",
    [
        ("--languages", "charabia"),
        ("--languages", ""),
        ("--email", "nimporte"),
        ("--phone", "bientôt"),
        ("--origin", "volunteer", "--partner", "CALICO"),
        ("--back-to-back", "parfois"),
    ],
)
def test_what_an_import_would_not_take_is_refused_by_hand_too(luc, words):
    before = luc("host", "Luc Dumont")[1]
    code, _out, err = luc("host", "Luc Dumont", *words)
    assert (code, "Rien n’a changé" in err) == (1, True)
    assert luc("host", "Luc Dumont")[1] == before


def test_values_are_understood_as_in_a_list(luc):
    assert luc("host", "Luc Dumont", "--languages", "français, néerlandais", "--back-to-back", "oui")[0] == 0
    assert luc("host", "Luc Dumont", "--email", "")[0] == 0
    out = luc("host", "Luc Dumont")[1]
    assert "langues : FR NL" in out
    assert "deux permanences d’affilée : oui" in out
    assert "adresse e-mail : aucune" in out


def test_nobody_is_named_by_a_number_of_somebody_else(luc):
    luc("host", "Ana Costa", "--new")
    assert luc("host", "Ana Costa#1")[0] == 1
    assert luc("host", "#2")[1].startswith("Ana Costa")


def test_two_letters_that_mean_two_days_are_refused(luc):
    code, _out, err = luc("--language", "en", "usual", "Luc Dumont", "can ma 10-13")
    assert (code, "ma" in err) == (1, True)


def test_hours_that_are_none_are_refused_with_hours_as_the_example(luc):
    for text in ("25-30", "midi"):
        err = luc("answer", "Luc Dumont", "2027-01-05", text, "can")[2]
        assert f"« {text} » n’est pas une plage horaire. Écrivez-la comme 10-13" in err
    assert "Il manque les heures, par exemple 10-13." in luc("answer", "Luc Dumont", "2027-01-05", "can")[2]


def test_somebody_on_pause_is_not_said_to_have_left(luc):
    luc("compose", "2027-01")
    luc("host", "Luc Dumont", "--state", "paused")
    code, _out, err = luc("seat", "2027-01-05", "10", "Luc Dumont")
    assert (code, err.startswith("Luc D. est en pause.")) == (1, True)


def test_closing_over_the_turn_of_a_year_names_both_months(luc):
    out = luc("close", "2026-12-20", "2027-01-10", "--reason", "Congé")[1]
    assert "delta-app compose 2026-12 »" in out
    assert "delta-app compose 2027-01 »" in out


def test_the_command_line_speaks_one_language_and_takes_no_shortened_option(luc):
    code, _out, err = luc("--lang", "nl", "team")
    assert (code, "--lang" in err) == (2, True)
    assert "la valeur 'x' est de trop" in luc("team", "--all=x")[2]


def test_whatever_is_to_be_typed_is_named_in_the_user_s_language():
    def below(parser):
        yield parser
        for action in parser._actions:
            if isinstance(action, argparse._SubParsersAction):
                for verb in action.choices.values():
                    yield from below(verb)

    typed = [action for parser in below(build_parser()) for action in parser._actions if action.nargs != 0]
    assert [action.dest for action in typed if action.metavar is None and action.choices is None] == []


def test_a_new_host_may_be_named_family_first_with_a_comma(luc):
    luc("host", "Dupont, Jean", "--new")
    assert "Jean Dupont" in luc("team")[1]
