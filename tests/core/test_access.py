"""Who may do what is checked where commands run."""

import importlib
import inspect
import pkgutil

import pytest

import delta_app
from delta_app.core import backup
from delta_app.core.access import (
    Actor,
    Role,
    has_passphrase,
    is_passphrase,
    set_passphrase,
)
from delta_app.core.errors import Refused
from delta_app.core.identity import require_passphrase
from delta_app.hosts.commands import HostDetails, add_host
from tests.factory import HOST, READER, a_store, acting, all_data

PHRASE = "le café est chaud"

pytestmark = pytest.mark.usefixtures("each_database")


def command_modules():
    for found in pkgutil.walk_packages(delta_app.__path__, "delta_app."):
        if found.name.endswith((".commands", "_commands", "_import")):
            yield importlib.import_module(found.name)


def test_every_command_says_who_may_call_it():
    seen = 0
    for module in command_modules():
        for name, function in inspect.getmembers(module, inspect.isfunction):
            first = next(iter(inspect.signature(function).parameters), "")
            only_reads = name.startswith(("_", "preview", "details_of"))
            if function.__module__ != module.__name__ or only_reads or first != "session":
                continue
            assert getattr(function, "allowed_roles", None), f"{module.__name__}.{name} lets anybody in"
            seen += 1
    assert seen > 20


@pytest.mark.parametrize("actor", [HOST, READER, Actor("Ana", Role.TREASURER)])
def test_a_command_refuses_whom_it_is_not_for_even_without_a_window(tmp_path, actor):
    store = a_store(tmp_path)
    before = all_data(store)
    with pytest.raises(Refused, match="not_allowed"), acting(store, actor=actor) as session:
        add_host(session, HostDetails("Paul"))
    assert all_data(store) == before


def test_a_command_without_an_actor_is_refused(tmp_path):
    store = a_store(tmp_path)
    with store.read() as session, pytest.raises(Refused, match="not_allowed"):
        add_host(session, HostDetails("Paul"))


def test_a_passphrase_guards_the_coordinators_role(tmp_path):
    store = a_store(tmp_path)
    with store.read() as session:
        assert not has_passphrase(session)
        assert is_passphrase(session, PHRASE) is None
    require_passphrase(store, None)
    with acting(store, "set") as session:
        set_passphrase(session, PHRASE)
    with store.read() as session:
        assert has_passphrase(session)
        assert is_passphrase(session, PHRASE)
        assert not is_passphrase(session, PHRASE.upper())
    require_passphrase(store, PHRASE)
    with pytest.raises(Refused, match="passphrase_needed"):
        require_passphrase(store, None)
    with pytest.raises(Refused, match="secret_wrong"):
        require_passphrase(store, "")


def test_the_passphrase_is_kept_as_argon2id_only_and_never_in_the_journal(tmp_path):
    store = a_store(tmp_path)
    with acting(store, "set") as session:
        set_passphrase(session, PHRASE)
    with acting(store, "change") as session:
        set_passphrase(session, PHRASE + " !")
    content = backup.make_backup(store.path, "asked").path.read_bytes()
    assert b"$argon2id$" in content
    assert PHRASE.encode() not in content
    with store.read() as session:
        connection = session.connection()
        kept = connection.exec_driver_sql(
            "SELECT count(*) FROM journal_change WHERE table_name='credential'"
        ).scalar_one()
    assert kept == 0
    assert store.undoable().label == "found"


def test_a_short_passphrase_is_refused(tmp_path):
    store = a_store(tmp_path)
    with pytest.raises(Refused, match="passphrase_short"), acting(store) as session:
        set_passphrase(session, "court")
