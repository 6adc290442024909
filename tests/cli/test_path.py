"""The path of newcomers, and pausing or leaving from a day on, at the command line; it is 10 December 2026."""

import pytest


@pytest.fixture
def place_with_people(founded):
    founded("host", "Luc Dumont", "--new")
    founded("host", "Noor Haddad", "--new", "--level", "trainee")
    return founded


def test_steps_are_noted_shown_and_taken_back(place_with_people):
    delta = place_with_people
    assert delta("path", "show")[1] == "Noor Haddad  rencontre · 0 sur 6\n"
    code, out, _err = delta("path", "mark", "Noor", "met", "--on", "2026-12-02", "--with", "Luc")
    assert (code, out) == (0, "Noor H. : « Première rencontre » fait le mercredi 2 décembre.\n")
    assert delta("path", "mark", "Noor", "visite du lieu", "--on", "03/12/2026")[0] == 0
    out = delta("path", "show", "Noor")[1].splitlines()
    assert out[:3] == [
        "Noor Haddad",
        "  ✓ Première rencontre, 2 déc., avec Luc D.",
        "  ✓ Visite du lieu et charte signée, 3 déc., avec la coordination",
    ]
    assert "  · Doublures : 0 sur 2, pas encore" in out
    assert delta("path", "unmark", "Noor", "met")[0] == 0
    assert delta("path", "unmark", "Noor", "met")[0] == 1
    code, _out, err = delta("path", "mark", "Noor", "quelque chose")
    assert code == 1
    assert "talk (Bilan avec la coordination)" in err
    assert delta("path", "mark", "Noor", "met", "--on", "2026-12-11")[0] == 1
    assert delta("path", "mark", "Noor")[0] == 2
    assert "n’a pas de parcours noté" in delta("path", "show", "Luc")[1]


def test_the_path_ends_when_it_is_complete_or_the_coordinator_overrules(place_with_people):
    code, _out, err = place_with_people("path", "conclude", "Noor")
    assert code == 1
    assert "il manque : Première rencontre, Visite du lieu" in err
    assert place_with_people("path", "conclude", "Noor", "--overrule")[0] == 0
    assert "expérience : débute" in place_with_people("host", "Noor")[1]
    assert "Actif·ve depuis le 10 déc." in place_with_people("path", "show", "Noor")[1]
    assert place_with_people("path", "show")[1] == "Personne n’est en parcours.\n"


def test_somebody_stands_by_a_newcomer(place_with_people):
    assert place_with_people("path", "mentor", "Noor", "Luc")[1] == "Luc D. accompagne Noor H.\n"
    assert "Mentor : Luc D." in place_with_people("path", "show")[1]
    assert place_with_people("path", "mentor", "Luc", "Noor")[0] == 1
    assert place_with_people("path", "mentor", "Noor")[1] == "Plus personne n’accompagne Noor H.\n"


def test_the_steps_are_changed_and_put_back(place_with_people):
    code, out, _err = place_with_people("path", "steps", "met", "Soirée d’accueil", "shadows", "--shadows", "3")
    assert (code, out.splitlines()[1:]) == (0, ["2. own-1 · Soirée d’accueil", "3. shadows · Doublures · 3 doublures"])
    assert place_with_people("path", "steps", "--shadows", "10")[0] == 1
    assert len(place_with_people("path", "steps", "--reset")[1].splitlines()) == 6


def test_a_departure_says_what_it_frees_first_only_says_it_and_comes_on_its_day(place_with_people):
    delta = place_with_people
    delta("compose", "2026-12")
    assert delta("seat", "2026-12-31", "10", "Luc")[0] == 0
    code, out, _err = delta("state", "Luc", "left", "--from", "2026-12-31", "--dry-run")
    assert (code, out.splitlines()) == (
        0,
        [
            "Rien n’est changé ; voici ce que cela ferait :",
            "Luc D. : n’est plus là à partir du jeudi 31 décembre.",
            "  Jeu. 31 déc. · 10h – 13h, libérée : il n’y a plus personne",
        ],
    )
    assert "Luc" in delta("show", "2026-12")[1]
    assert delta("state", "Luc", "left", "--from", "2026-12-31")[0] == 0
    assert "Luc" not in delta("show", "2026-12")[1]
    assert "situation : dans l’équipe" in delta("host", "Luc")[1]
    assert delta("state", "Luc", "paused", "--from", "2026-12-12", "--until", "2026-12-12")[0] == 1
    assert delta("undo")[0] == 0
    assert "Luc" in delta("show", "2026-12")[1]


def test_what_the_card_says_of_somebodys_state_frees_their_shifts_too(place_with_people):
    delta = place_with_people
    delta("compose", "2026-12")
    assert delta("seat", "2026-12-31", "10", "Luc")[0] == 0
    assert delta("host", "Luc", "--state", "left")[0] == 0
    assert "Luc" not in delta("show", "2026-12")[1]
    assert "situation : a quitté l’équipe" in delta("host", "Luc")[1]
