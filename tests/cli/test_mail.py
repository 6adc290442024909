"""The mail account and the outbox on the command line."""

import io
import sys

import pytest

from delta_app.core import datafile
from tests.mail.post_office import Post, post_office
from tests.post.outbox import ADDRESS, PASSWORD, outgoing, put, rows


@pytest.fixture(autouse=True)
def key_file(tmp_path, monkeypatch):
    path = tmp_path / "config" / "mail.key"
    monkeypatch.setattr("delta_app.core.paths.mail_key_file", lambda: path)
    return path


@pytest.fixture
def typed(monkeypatch):
    def pipe(text):
        monkeypatch.setattr(sys, "stdin", io.StringIO(text))

    return pipe


def letters(place, people=2):
    store = datafile.open_store(place)
    put(store, outgoing([None] * people))
    store.close()


def test_an_account_is_set_tried_used_and_shown(founded, place):
    post = Post()
    with post_office(post) as server:
        code, out, _err = founded("mail", "set", "127.0.0.1", ADDRESS, "--port", server.port, "--security", "none",
                                  "--name", "Le Delta")  # fmt: skip
        assert (code, "enregistré" in out) == (0, True)
        assert founded("mail", "test")[1] == f"Un message d’essai est parti vers {ADDRESS}.\n"
        letters(place)
        shown = founded("mail", "show")[1]
        assert f"Compte : {ADDRESS} par 127.0.0.1, port {server.port}, none" in shown
        assert "2 attendent" in shown
        assert "Ana1 Ö. · Planning, janvier 2027, version 1 · attend" in shown
        assert founded("mail", "send")[:2] == (0, "2 messages sont partis.\n")
        assert founded("mail", "send")[:2] == (0, "Aucun message n’attend de partir.\n")
    assert "2 partis" in founded("mail", "show")[1]
    assert len(post.taken) == 3


def test_letters_that_cannot_leave_wait_and_the_exit_code_says_so(founded, place):
    founded("mail", "set", "127.0.0.1", ADDRESS, "--port", "1", "--security", "none")
    letters(place, 1)
    code, out, _err = founded("mail", "send")
    assert code == 3
    assert "1 message attend dans la boîte d’envoi." in out
    assert "rien n’est perdu" in out


def test_the_password_is_piped_in_and_nowhere_in_clear(founded, place, typed, key_file, tmp_path):
    typed(f"{PASSWORD}\n")
    assert founded("mail", "set", "smtp.example.org", ADDRESS, "--user", "accueil")[0] == 0
    assert "mot de passe enregistré" in founded("mail", "show")[1]
    for path in tmp_path.rglob("*"):
        assert not path.is_file() or PASSWORD.encode() not in path.read_bytes(), path
    typed("")  # an empty line keeps the one there is
    assert founded("mail", "set", "smtp.example.org", ADDRESS, "--user", "accueil", "--name", "Le Delta")[0] == 0
    code, _out, err = founded("mail", "set", "smtp.autre.example", ADDRESS, "--user", "accueil")
    assert (code, "n’y est pas envoyé" in err) == (1, True)
    key_file.unlink()
    assert "mot de passe illisible sur ce PC" in founded("mail", "show")[1]
    assert "il a été enregistré sur un autre PC" in founded("mail", "test")[2]


def test_what_is_badly_written_is_refused_in_one_sentence(founded):
    assert "choisissez TLS ou STARTTLS" in founded("mail", "set", "smtp.example.org", ADDRESS, "--security", "none")[2]
    assert "nom d’un serveur" in founded("mail", "set", "http://smtp.example.org", ADDRESS)[2]
    assert "Un port est un nombre" in founded("mail", "set", "smtp.example.org", ADDRESS, "--port", "70000")[2]
    assert "adresse e-mail" in founded("mail", "set", "smtp.example.org", "nobody")[2]
    assert "Aucun compte" in founded("mail", "test")[2]
    assert founded("mail", "send")[:2] == (0, "Aucun message n’attend de partir.\n")
    assert founded("mail", "forget")[0] == 1


def test_sending_asks_for_no_passphrase_and_the_rest_does(founded, place, monkeypatch):
    founded("mail", "set", "127.0.0.1", ADDRESS, "--port", "1", "--security", "none")
    monkeypatch.setenv("DELTA_PASSPHRASE", "une phrase longue")
    from delta_app.core.access import set_passphrase
    from tests.factory import acting

    store = datafile.open_store(place)
    with acting(store) as session:
        set_passphrase(session, "une phrase longue")
    monkeypatch.delenv("DELTA_PASSPHRASE")
    assert founded("mail", "show")[0] == 1
    assert founded("mail", "send")[0] == 0
    assert rows(store) == ()
    store.close()
