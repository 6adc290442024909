"""Names: folded, shortened, and matched to hosts only when nobody else can be meant."""

import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from delta_app.core.text import fold
from delta_app.hosts.name_matching import Known, Match, Written, match_people
from delta_app.hosts.names import short_name, short_names
from delta_app.readers.tabular import read_table

SAMPLES = Path(__file__).parents[2] / "resources" / "samples"
TEAM = tuple(
    Known(number, row[1], row[0], row[8])
    for number, row in enumerate(read_table((SAMPLES / "accueillants-janvier-2027.csv").read_bytes()).rows, start=1)
)
FATMA = next(host.id for host in TEAM if host.given == "Fatma")
ELS = next(host.id for host in TEAM if host.given == "Els")
BART = next(host.id for host in TEAM if host.given == "Bart")
LUC = next(host.id for host in TEAM if host.given == "Luc")


def match(name: str, email: str | None = None, hosts: tuple[Known, ...] = TEAM) -> Match:
    (found,) = match_people([Written(name, email)], hosts)
    return found


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("İpek Yılmaz", "ipek yilmaz"),
        ("IPEK YILMAZ", "ipek yilmaz"),
        ("Łukasz", "lukasz"),
        ("Søren Đặng", "soren dang"),
        ("Straße", "strasse"),
        ("D’Hondt", "dhondt"),
        ("D'Hondt", "dhondt"),
        ("Dʼhondt", "dhondt"),
        ("Marie-Jeanne  De\u00a0Smet", "marie jeanne de smet"),
        ("voisin·e", "voisine"),
        ("Ștefan Nguyễn", "stefan nguyen"),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_short_names_show_first_name_and_initial() -> None:
    assert short_name("Fatma", "Öztürk") == "Fatma Ö."
    assert short_name("Marie-Jeanne", "De Smet") == "Marie-Jeanne D."
    assert short_name("Els", "Van den Berghe") == "Els V."
    assert short_name("Bart", "d’Hondt") == "Bart D."
    assert short_name("Zoé", "") == "Zoé"


def test_short_names_of_a_team_are_told_apart() -> None:
    names = short_names([(1, "Nadia", "Amrani"), (2, "Nadia", "Atta"), (3, "Nadia", "Amar"), (4, "Nadia", "Ouali")])
    assert names == {1: "Nadia Amr.", 2: "Nadia At.", 3: "Nadia Ama.", 4: "Nadia O."}
    assert short_names([(7, "Zoé", "Claes"), (5, "Zoe", "Claes")]) == {5: "Zoe C. (1)", 7: "Zoé C. (2)"}
    assert short_names([(1, "Nadia", "Am"), (2, "Nadia", "Amrani")]) == {1: "Nadia Am", 2: "Nadia Amr."}


@given(st.lists(st.tuples(st.sampled_from(["Ana", "Aña", "Bo"]), st.text("abé -", max_size=4)), max_size=8))
def test_short_names_are_never_alike(people: list[tuple[str, str]]) -> None:
    names = short_names((number, given_name, family) for number, (given_name, family) in enumerate(people))
    assert len(set(names.values())) == len(people)


def test_everybody_of_the_sample_poll_is_recognised() -> None:
    rows = read_table((SAMPLES / "framadate-janvier-2027.csv").read_bytes()).rows[1:]
    matches = match_people([Written(row[0]) for row in rows], TEAM)
    assert [found.sure for found in matches] == [host.id for host in TEAM]


@pytest.mark.parametrize(
    ("name", "sure"),
    [
        ("ozturk FATMA", FATMA),
        ("Öztürk, Fatma", FATMA),
        ("F. Öztürk", FATMA),
        ("Öztürk F", FATMA),
        ("Fatma Ö.", FATMA),
        ("fatma o", FATMA),
        ("Fatma Özt.", FATMA),
        ("bart d hondt", BART),
        ("DHONDT Bart", BART),
        ("Els Vandenberghe", ELS),
        ("Els V.", ELS),
        ("Els B.", ELS),
        ("Els VdB", ELS),
    ],
)
def test_names_that_can_mean_one_host_only(name: str, sure: int) -> None:
    assert match(name).sure == sure


@pytest.mark.parametrize(
    ("name", "candidate", "reason"),
    [
        ("Fatma Ozturc", FATMA, "typo"),
        ("Fatma", FATMA, "given_only"),
        ("Öztürk", FATMA, "family_only"),
        ("F. Ö.", FATMA, "initials"),
        ("Bartje", BART, "nickname"),
        ("Els Berghe", ELS, "partial"),
    ],
)
def test_doubtful_names_are_asked_about(name: str, candidate: int, reason: str) -> None:
    found = match(name)
    assert (found.sure, found.candidates, found.reason) == (None, (candidate,), reason)


SHORT_NAMES = (
    Known(1, "Jan", "Janssens"), Known(2, "Anna", "Peeters"), Known(3, "Luc", "Dumont"), Known(4, "Thị", "Nguyễn"),
    Known(5, "Nadia", "Amrani"), Known(6, "Ali", ""), Known(7, "Zoé", "C."),
)  # fmt: skip


@pytest.mark.parametrize(
    "name",
    [
        "Janine Albrecht", "Annabelle Zorro", "Lucas Petit", "Thibault Marin", "Nadiaa Zzz", "Nadia Zzz",
        "Jan Albrecht", "Alice Martin", "Zoé Wauters", "Jan Willem Smit", "Albrecht Janine",
    ],
)  # fmt: skip
def test_a_stranger_whose_first_name_begins_like_a_host_s_is_nobody_of_the_team(name: str) -> None:
    assert match(name, hosts=SHORT_NAMES) == Match(Written(name), None, (), "unknown")


@pytest.mark.parametrize(
    ("name", "candidate", "reason"),
    [
        ("Janine Janssens", 1, "nickname"),
        ("Janine J.", 1, "nickname"),
        ("Lucas Dumond", 3, "nickname"),
        ("Anna Peters", 2, "typo"),
        ("Ana P.", 2, "typo"),
        ("N. Amrany", 5, "typo"),
        ("Anna Peet", 2, "partial"),
        ("Luc Dumont-Petit", 3, "partial"),
        ("Zoé Claes", 7, "partial"),
        ("Ali Baba", 6, "given_only"),
        ("Nadya", 5, "nickname"),
    ],
)
def test_somebody_who_may_be_a_host_is_still_asked_about(name: str, candidate: int, reason: str) -> None:
    found = match(name, hosts=SHORT_NAMES)
    assert (found.sure, found.candidates, found.reason) == (None, (candidate,), reason)


def test_nobody_is_meant_by_strangers_and_signs() -> None:
    for name in ("", "???", "Somebody Else", "<img src=x>"):
        assert match(name) == Match(Written(name), None, (), "unknown")


def test_a_short_first_name_is_no_proof() -> None:
    assert match("Ana Costa", hosts=(Known(1, "Anaïs", "Costa"),)).sure is None


def test_namesakes_are_asked_about() -> None:
    hosts = (Known(1, "Nadia", "Amrani"), Known(2, "Nadia", "Amrani"), Known(3, "Nadia", "Atta"))
    assert match("Nadia Amrani", hosts=hosts) == Match(Written("Nadia Amrani"), None, (1, 2), "namesakes")
    assert match("Nadia A.", hosts=hosts).candidates == (1, 2, 3)
    assert match("Nadia At.", hosts=hosts).sure == 3


def test_an_email_address_decides_unless_the_name_says_otherwise() -> None:
    email = TEAM[FATMA - 1].email
    assert match("Fatma O", f" {email}".upper()).reason == "email"
    stranger = match("toto", email)
    assert (stranger.sure, stranger.candidates, stranger.reason) == (None, (FATMA,), "email_alone")
    assert match("Fatma", email).sure == FATMA
    clash = match("Luc Dumont", email)
    assert (clash.sure, clash.reason, set(clash.candidates)) == (None, "conflict", {LUC, FATMA})


def test_a_shared_address_needs_the_name() -> None:
    hosts = (Known(1, "Luc", "Dumont", "x@y.be"), Known(2, "Ana", "Costa", "x@y.be"))
    assert match("Ana Costa", "x@y.be", hosts).sure == 2
    assert match("maison", "x@y.be", hosts) == Match(Written("maison", "x@y.be"), None, (1, 2), "namesakes")


def test_a_confirmed_alias_is_sure() -> None:
    hosts = (Known(1, "Fatma", "Öztürk", aliases=("Fatou",)), Known(2, "Fatoumata", "Diallo"))
    assert match("fatou", hosts=hosts) == Match(Written("fatou"), 1, (1,), "alias")
    assert match("Fatoumata Diallo", hosts=(*hosts, Known(3, "A", "B", aliases=("Fatoumata Diallo",)))).sure is None


def test_two_written_names_for_one_host_are_both_asked_about() -> None:
    for names in (("Fatma Öztürk", "fatma ozturk"), ("Fatma Öztürk", "Fatma Ö."), ("F. Öztürk", "Fatma Ö.")):
        found = match_people([Written(name) for name in names], TEAM)
        assert [(each.sure, each.reason) for each in found] == [(None, "contested")] * 2


def test_an_initial_yields_to_any_name_that_comes_near() -> None:
    near, far = match_people([Written("Fatma Ö."), Written("Fatma")], TEAM)
    assert (near.sure, near.reason, far.candidates) == (None, "contested", (FATMA,))
    exact, _ = match_people([Written("Fatma Öztürk"), Written("Fatma")], TEAM)
    assert exact.sure == FATMA


GIVEN = st.sampled_from(["Fatma", "Fatoumata", "Ana", "Anaïs", "Marie-Jeanne", "Marie", "Bo", "F."])
FAMILY = st.sampled_from(["Öztürk", "Ozturk", "Van den Berghe", "Vandenberghe", "D’Hondt", "Costa", "Diallo", "Ö.", ""])
EMAIL = st.sampled_from([None, None, "a@b.be", "c@d.be"])
HOSTS = st.lists(st.tuples(GIVEN, FAMILY, EMAIL, st.sampled_from([(), (), ("Fatou",)])), max_size=6)
PEOPLE = st.lists(
    st.tuples(GIVEN, FAMILY, st.booleans(), EMAIL).map(
        lambda part: Written(" ".join(part[:2] if part[2] else part[1::-1]).strip(), part[3])
    ),
    max_size=6,
)


@given(HOSTS, PEOPLE, st.randoms(use_true_random=False))
def test_no_two_names_get_one_host_and_order_changes_nothing(
    team: list[tuple[str, str, str | None, tuple[str, ...]]], people: list[Written], chance: random.Random
) -> None:
    hosts = [Known(number, *host) for number, host in enumerate(team)]
    matches = match_people(people, hosts)
    sure = [found.sure for found in matches if found.sure is not None]
    assert len(sure) == len(set(sure))
    order = list(range(len(people)))
    chance.shuffle(order)
    chance.shuffle(hosts)
    assert match_people([people[at] for at in order], hosts) == tuple(matches[at] for at in order)


@given(
    st.sampled_from(TEAM),
    st.booleans(),
    st.sampled_from(["lower", "upper", "title", "swapcase"]),
    st.booleans(),
    st.data(),
)
def test_case_accents_order_and_apostrophes_change_nothing(
    host: Known, family_first: bool, case: str, accents: bool, data: st.DataObject
) -> None:
    parts = (host.family, host.given) if family_first else (host.given, host.family)
    name = " ".join(parts).replace("’", data.draw(st.sampled_from(["'", "’", "ʼ", ""])))
    name = name.replace("-", data.draw(st.sampled_from(["-", " ", "\u2011"])))
    name = name if accents else fold(name)
    assert match(getattr(name, case)()).sure == host.id


def test_a_thousand_people_are_matched_in_good_time() -> None:
    hosts = [Known(number, f"Prénom{number:04d}", f"Nom{number:04d}") for number in range(1000)]
    matches = match_people([Written(f"NOM{number:04d} prenom{number:04d}") for number in range(1000)], hosts)
    assert [found.sure for found in matches] == list(range(1000))
