"""Calls and published months sent from the command line."""

import email
import email.policy

import pytest

from delta_app.core import datafile
from tests.planning.letters import in_outbox, read_mail
from tests.post.outbox import an_account
from tests.sheets.reading import page_count, text_of

PEOPLE = {
    "Fatma Öztürk": ("fatma@exemple.be", "FR"),
    "Jeroen Vandevelde": ("jeroen@voorbeeld.be", "NL"),
    "Luc Dumont": ("", "FR"),
    "Ana Costa": ("ana@exemple.be", "FR"),
}


@pytest.fixture(autouse=True)
def key_file(tmp_path, monkeypatch):
    monkeypatch.setattr("delta_app.core.paths.mail_key_file", lambda: tmp_path / "config" / "mail.key")


@pytest.fixture
def team(founded, once):
    def welcome():
        for name, (address, language) in PEOPLE.items():
            founded("host", name, "--new", "--languages", language, *(("--email", address) if address else ()),
                    "--phone", "0470 12 34 56")  # fmt: skip
            founded("usual", name, "can tue-sat 10-19")

    once("four people", welcome)
    return founded


@pytest.fixture
def january(team, place, once):
    """Fatma and Jeroen on Friday 8 at 10, Fatma alone at 16 on Tuesday 12, Luc at 13 on Wednesday 13; published."""
    once("a january of four", lambda: publish_january(team, place))
    return team


def publish_january(team, place):
    from delta_app.core.access import coordinator
    from delta_app.core.calendar import Month
    from delta_app.shifts.commands import open_month

    store = datafile.open_store(place)
    with store.write(coordinator(), "ouvrir") as session:
        open_month(session, Month(2027, 1))
    store.close()
    for day, time, name in (("08", "10", "Fatma Öztürk"), ("08", "10", "Jeroen Vandevelde"),
                            ("12", "16", "Fatma Öztürk"), ("13", "13", "Luc Dumont")):  # fmt: skip
        assert team("seat", f"2027-01-{day}", time, name)[0] == 0
    assert team("publish", "2027-01")[0] == 0


def with_account(place):
    store = datafile.open_store(place)
    an_account(store)
    store.close()


def letters(place):
    store = datafile.open_store(place)
    found = in_outbox(store)
    store.close()
    return found


def test_who_could_come_is_shown_in_order_and_nothing_is_noted(january):
    code, out, _err = january("call", "2027-01-12", "16")
    assert code == 0
    lines = out.splitlines()
    assert lines[0] == "Il manque 1 personne."
    assert [line.split(" · ")[0] for line in lines[1:]] == ["Ana Costa", "Jeroen Vandevelde", "Luc Dumont"]
    assert "Luc Dumont · jamais appelé·e · pas d’adresse e-mail, mais un téléphone" in lines


def test_a_call_by_drafts_is_written_and_noted(january, tmp_path):
    folder = tmp_path / "brouillons"
    assert january("call", "2027-01-12", "16", "--way", "drafts")[0] == 1  # where to?
    assert january("call", "2027-01-12", "16", "--way", "drafts", "-o", folder)[0] == 1  # there is no such folder
    assert "déjà appelé" not in january("call", "2027-01-12", "16")[1]
    folder.mkdir()
    code, out, _err = january("call", "2027-01-12", "16", "--way", "drafts", "-o", folder)
    assert code == 0
    assert "2 brouillons dans" in out
    assert "Luc D. n’a pas d’adresse e-mail valable" in out
    found = {mail.to[0]: mail for mail in (read_mail(path.read_bytes()) for path in folder.iterdir())}
    assert set(found) == {"ana@exemple.be", "jeroen@voorbeeld.be"}
    assert (found["ana@exemple.be"].language, found["jeroen@voorbeeld.be"].language) == ("fr", "nl")
    shown = january("call", "2027-01-12", "16")[1].splitlines()
    assert shown[1].startswith("Luc Dumont · jamais appelé·e")
    assert "déjà appelé·e ici aujourd’hui" in shown[2]
    code, _out, err = january("call", "2027-01-12", "16", "--way", "drafts", "-o", folder)
    assert (code, "adresse" in err) == (1, True)  # only Luc is left, who has none


def test_the_telephone_list_is_written_once_everything_is_sure(january, tmp_path):
    path = tmp_path / "appel.pdf"
    assert january("call", "2027-01-08", "10", "--way", "list", "-o", path)[0] == 1  # nobody lacks there
    code, _out, err = january("call", "2027-01-12", "16", "--way", "list", "--to", "Fatma", "-o", path)
    assert (code, "y est déjà" in err) == (1, True)
    assert not path.exists()
    assert january("call", "2027-01-12", "16", "--way", "list", "--to", "Luc", "-o", path)[0] == 0
    text = text_of(path.read_bytes())
    assert "0470 12 34 56" in text
    assert "Ana Costa" not in text
    assert january("undo")[0] == 0
    assert "déjà appelé" not in january("call", "2027-01-12", "16")[1]


def test_a_call_by_mail_needs_an_account_and_goes_to_nobody_twice(january, place):
    code, _out, err = january("call", "2027-01-12", "16", "--way", "mail")
    assert (code, "Aucun compte e-mail" in err) == (1, True)
    assert "déjà appelé" not in january("call", "2027-01-12", "16")[1]
    with_account(place)
    assert "2 messages partent" in january("call", "2027-01-12", "16", "--way", "mail")[1]
    assert [one[1:3] for one in letters(place)] == [("call", "2027-01-12 16:00")] * 2
    assert january("call", "2027-01-12", "16", "--way", "mail")[0] == 1  # nobody new with an address
    assert january("call", "2027-01-12", "16", "--way", "mail", "--to", "Ana")[0] == 0  # said by name, once more
    assert january("undo")[1].startswith("Annulé : Régler le courrier")  # what left is not what undo takes back


def test_a_month_is_sent_once_to_each(january, place):
    assert january("send", "2027-01", "--way", "mail")[0] == 1
    with_account(place)
    code, out, _err = january("send", "2027-01", "--way", "mail")
    assert code == 0
    assert "2 messages partent" in out
    assert "Luc D. n’a pas d’adresse e-mail valable : « --way print » donne leurs feuilles." in out
    assert [one[1:4] + one[5:] for one in letters(place)] == [
        ("roster", "2027-01 v1", "fr", 2),
        ("roster", "2027-01 v1", "nl", 2),
    ]
    out = january("send", "2027-01", "--way", "mail")[1]
    assert "0 message part" in out
    assert "2 personnes l’avaient déjà et n’en reçoivent pas un second." in out
    assert "déjà envoyé" in january("send", "2027-01")[1]


def test_a_month_as_drafts_and_as_sheets_for_whoever_has_no_address(january, tmp_path):
    folder, sheets = tmp_path / "brouillons", tmp_path / "feuilles.pdf"
    folder.mkdir()
    assert "2 brouillons dans" in january("send", "2027-01", "--way", "drafts", "-o", folder, "--with-month")[1]
    for path in folder.iterdir():
        mail = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
        assert len(mail["To"].addresses) == 1
        assert len(list(mail.iter_attachments())) == 3
    assert january("send", "2027-01", "--way", "print", "-o", sheets)[0] == 0
    assert page_count(sheets.read_bytes()) == 1
    assert "Luc Dumont" in text_of(sheets.read_bytes())
    assert january("send", "2027-01", "--way", "print", "-o", tmp_path / "feuilles.txt")[0] == 1


def test_a_month_changed_since_or_never_published_is_not_sent(january):
    assert "pas encore diffusé" in january("send", "2027-02")[2]
    january("free", "2027-01-13", "13", "Luc Dumont")
    code, _out, err = january("send", "2027-01")
    assert (code, "a changé depuis la version 1" in err) == (1, True)
