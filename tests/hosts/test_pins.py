"""The codes of hosts: who gives and changes them, which are refused, and what they open."""

from contextlib import closing

import pytest

from delta_app.core.access import Actor, Role
from delta_app.core.errors import Refused
from delta_app.hosts.commands import HostDetails, change_host, details_of
from delta_app.hosts.pin_commands import give_pins, identify_host, remove_pin, set_pin
from delta_app.hosts.queries import with_pin
from delta_app.hosts.rules import is_easily_guessed, is_pin
from tests.factory import READER, a_host, a_store, acting


@pytest.fixture
def store(tmp_path):
    with closing(a_store(tmp_path)) as opened:
        yield opened


def test_a_code_given_by_the_coordinator_says_who_one_is(store):
    fatma = a_host(store)
    with acting(store) as session:
        (pin,) = give_pins(session, [fatma]).values()
    assert identify_host(store, fatma, pin) == Actor("Fatma Ö.", Role.HOST, fatma)
    with store.read() as session:
        assert with_pin(session) == {fatma}
    with pytest.raises(Refused, match="secret_wrong"):
        identify_host(store, fatma, "9" + pin)


def test_a_host_changes_their_own_code_and_nobody_elses(store):
    fatma, luc = a_host(store), a_host(store, "Luc", "Dumont")
    me = Actor("Fatma Ö.", Role.HOST, fatma)
    with acting(store, actor=me) as session:
        set_pin(session, fatma, "4827")
    assert identify_host(store, fatma, "4827") == me
    with pytest.raises(Refused, match="not_yours"), acting(store, actor=me) as session:
        set_pin(session, luc, "4827")
    with pytest.raises(Refused, match="not_allowed"), acting(store, actor=READER) as session:
        set_pin(session, fatma, "4827")
    with pytest.raises(Refused, match="not_allowed"), acting(store, actor=me) as session:
        give_pins(session, [luc])


def test_a_forgotten_code_is_replaced_by_the_coordinator_which_ends_the_wait(store):
    fatma = a_host(store)
    with acting(store) as session:
        set_pin(session, fatma, "4827")
    for _try in range(6):
        with pytest.raises(Refused):
            identify_host(store, fatma, "1357")
    with pytest.raises(Refused, match="locked_out"):
        identify_host(store, fatma, "4827")
    with acting(store) as session:
        pin = give_pins(session, [fatma])[fatma]
    identify_host(store, fatma, pin)


def test_without_a_code_and_once_gone_nobody_is_that_host(store):
    fatma = a_host(store)
    with pytest.raises(Refused, match="no_secret"):
        identify_host(store, fatma, "4827")
    with acting(store) as session:
        set_pin(session, fatma, "4827")
        change_host(session, fatma, HostDetails("Fatma", "Öztürk", state="left"))
    with pytest.raises(Refused, match="no_secret"):
        identify_host(store, fatma, "4827")
    with acting(store) as session:
        change_host(session, fatma, HostDetails("Fatma", "Öztürk"))
        remove_pin(session, fatma)
    with pytest.raises(Refused, match="no_secret"):
        identify_host(store, fatma, "4827")
    with pytest.raises(Refused, match="no_such_pin"), acting(store) as session:
        remove_pin(session, fatma)


@pytest.mark.parametrize("pin", ["", "482", "4827123", "48a7", "４８２７", "48 27", "-482", "4827\n"])
def test_what_is_no_code_is_refused(store, pin):
    fatma = a_host(store)
    assert not is_pin(pin)
    with pytest.raises(Refused, match="bad_pin"), acting(store) as session:
        set_pin(session, fatma, pin)


@pytest.mark.parametrize("pin", ["0000", "1234", "9876", "7890", "1111", "1984", "2007", "4848", "252525", "123456"])
def test_what_anybody_would_try_first_is_refused(store, pin):
    fatma = a_host(store)
    with pytest.raises(Refused, match="pin_guessable"), acting(store) as session:
        set_pin(session, fatma, pin)


@pytest.mark.parametrize("pin", ["4827", "1357", "19842", "246813", "0070"])
def test_other_codes_are_not(pin):
    assert is_pin(pin)
    assert not is_easily_guessed(pin)


def test_names_of_people_with_a_code_stay_theirs_when_they_are_renamed(store):
    fatma = a_host(store)
    with acting(store) as session:
        set_pin(session, fatma, "4827")
        change_host(session, fatma, details_of(session, fatma))
    identify_host(store, fatma, "4827")
