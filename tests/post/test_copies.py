"""Copies of the data: one that is put back, or opened, has nobody written to twice."""

import shutil

import pytest

from delta_app.core import backup, datafile
from delta_app.core.address import ServerAddress, copies_folder
from delta_app.post.commands import send_doubtful_again
from delta_app.post.sending_process import send_waiting
from tests.factory import SERVER_AT_LENGTH, acting
from tests.mail.post_office import Post, post_office
from tests.post.outbox import a_place, an_account, outgoing, put, rows, states

pytestmark = SERVER_AT_LENGTH


@pytest.fixture
def store(tmp_path, each_database):
    made, ids = a_place(tmp_path)
    put(made, outgoing(ids))
    yield made
    made.close()


def test_letters_that_waited_in_a_copy_are_in_doubt_once_it_is_put_back(store):
    copy = backup.keep_copy(store.path, "asked")
    post = Post()
    with post_office(post) as server:
        an_account(store, server.port)
        assert send_waiting(store).sent == 3
        backup.restore(store.path, copy.path)
        assert store.poll_changes()
        an_account(store, server.port)
        assert send_waiting(store, at_once=True).sent == 0
        assert states(store) == {"in_doubt": 3}
        assert "il est peut-être parti depuis" in rows(store)[0].said
        with acting(store) as session:
            send_doubtful_again(session, rows(store)[0].id)
        assert send_waiting(store).sent == 1
    assert len(post.taken) == 4


def test_nothing_leaves_from_a_copy_that_is_opened_where_it_lies(store):
    if isinstance(store.path, ServerAddress):
        pytest.skip("a copy is a file")
    post = Post()
    with post_office(post) as server:
        an_account(store, server.port)
        copy = backup.keep_copy(store.path, "asked").path
        assert copy.parent == copies_folder(store.path)
        opened = datafile.open_store(copy)
        done = send_waiting(opened)
        assert (done.sent, done.problem.code) == (0, "mail_in_copy")
        opened.close()
        shutil.rmtree(copy.parent)
    assert post.taken == []


def test_a_copy_holds_no_password_that_can_be_read(store, key_file):
    an_account(store, 465, host="smtp.example.org", user="accueil", password="un mot de passe", security="tls")
    copy = backup.keep_copy(store.path, "asked").path
    content = copy.read_bytes()
    assert b"un mot de passe" not in content
    assert key_file.read_bytes().strip() not in content
    assert not list(copy.parent.glob("*.key"))
