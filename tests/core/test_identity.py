"""Saying who one is: five wrong tries make a name wait, and nothing but time ends that."""

import subprocess
import sys
import threading
from contextlib import closing

import pytest
import time_machine

from delta_app.core import clock, datafile, tries
from delta_app.core.access import has_passphrase, is_passphrase, set_passphrase
from delta_app.core.errors import Refused, say
from delta_app.core.identity import prove, prove_passphrase, recover
from delta_app.core.recovery import as_compared, has_recovery_code, make_recovery_code
from tests.factory import a_store, acting

PHRASE = "le café est chaud"


@pytest.fixture
def on(monkeypatch):
    """How long the computer has been on, as the test says."""

    def seconds(value):
        monkeypatch.setattr(clock, "seconds_on", lambda: value)

    seconds(5_000)
    return seconds


@pytest.fixture
def store(tmp_path):
    with closing(a_store(tmp_path)) as opened:
        with acting(opened) as session:
            set_passphrase(session, PHRASE)
        yield opened


def refusal_of(store, secret=""):
    with pytest.raises(Refused) as caught:
        prove_passphrase(store, secret)
    return caught.value


def lock(store):
    for left in (4, 3, 2, 1, 0):
        assert (refusal_of(store).code, refusal_left(store)) == ("secret_wrong", left)


def refusal_left(store):
    with store.read() as session:
        return tries.tries_left(session, "coordinator")


def test_five_wrong_tries_make_a_name_wait_even_for_the_right_secret(store, on):
    lock(store)
    assert refusal_of(store, PHRASE).facts == {"seconds": 30}
    on(5_029)
    assert refusal_of(store, PHRASE).facts == {"seconds": 1}
    on(5_030)
    prove_passphrase(store, PHRASE)
    assert refusal_left(store) == tries.FREE_TRIES


def test_each_wrong_try_after_the_wait_makes_it_twice_as_long_up_to_an_hour(store, on):
    lock(store)
    now = 5_000
    waits = []
    for _try in range(9):
        with store.read() as session:
            waits.append(tries.wait_left(session, "coordinator"))
        now += waits[-1]
        on(now)
        assert refusal_of(store).code == "secret_wrong"
    assert waits == [30, 60, 120, 240, 480, 960, 1920, 3600, 3600]


def test_the_wait_outlives_the_program_and_a_changed_clock(store, on):
    lock(store)
    path = store.path
    store.close()
    for year in (1999, 2026, 2050):
        with time_machine.travel(f"{year}-12-09"), closing(datafile.open_store(path)) as again:
            assert refusal_of(again, PHRASE).code == "locked_out"


def test_a_computer_started_again_counts_what_passed_since_it_is_on(store, on):
    lock(store)
    on(4)  # less than before: it was switched off and on
    assert refusal_of(store, PHRASE).facts == {"seconds": 26}
    on(30)
    prove_passphrase(store, PHRASE)


@pytest.mark.parametrize("tries_made", [500, pytest.param(10_000, marks=pytest.mark.long)])
def test_a_code_tried_over_and_over_is_not_found(store, on, tries_made):
    compared = []

    def is_right(guess):
        def compare(_session):
            compared.append(guess)
            return guess == 342

        return compare

    for guess in range(tries_made):
        with pytest.raises(Refused):
            prove(store, "host 1", is_right(guess))
    assert compared == [0, 1, 2, 3, 4]
    assert sum(tries.wait_after(failures) for failures in range(10_000)) > 365 * 24 * 3600


def test_tries_from_many_windows_at_once_are_all_counted(store, on):
    compared = []

    def is_right(_session):
        compared.append(1)
        return False

    def try_it():
        with closing(datafile.open_store(store.path)) as window:
            for _turn in range(3):
                with pytest.raises(Refused):
                    prove(window, "host 1", is_right)

    windows = [threading.Thread(target=try_it) for _window in range(4)]
    for window in windows:
        window.start()
    for window in windows:
        window.join()
    assert len(compared) == 5


def test_names_wait_each_for_itself(store, on):
    lock(store)
    prove(store, "host 1", lambda _session: True)
    with pytest.raises(Refused, match="no_secret"):
        prove(store, "host 2", lambda _session: None)


def test_a_try_is_no_act_it_leaves_no_record_and_redo_stays(store, on):
    with acting(store, "do"):
        pass
    before = store.history()
    refusal_of(store)
    prove_passphrase(store, PHRASE)
    assert store.history() == before


def test_whoever_waits_is_told_how_long(store, on):
    lock(store)
    assert "30 secondes" in say(refusal_of(store))
    assert "2 minutes" in say(Refused("locked_out", seconds=61))
    assert "il reste 1 essai" in say(Refused("secret_wrong", subject="host 1", left=1, wait=0))


def test_the_recovery_code_lets_choose_another_passphrase_once(store):
    with acting(store) as session:
        code = make_recovery_code(session)
    with store.read() as session:
        assert has_recovery_code(session)
    written = code.lower().replace("-", " ")
    another = recover(store, written, "une autre phrase")
    with store.read() as session:
        assert is_passphrase(session, "une autre phrase")
        assert not is_passphrase(session, PHRASE)
    with pytest.raises(Refused, match="secret_wrong"):
        recover(store, code, "encore une autre")
    recover(store, another, "encore une autre")


def test_a_recovery_code_with_a_passphrase_too_short_still_counts(store):
    with acting(store) as session:
        code = make_recovery_code(session)
    with pytest.raises(Refused, match="passphrase_short"):
        recover(store, code, "court")
    recover(store, code, "assez longue")


def test_recovering_ends_the_wait_of_the_passphrase(store, on):
    with acting(store) as session:
        code = make_recovery_code(session)
    lock(store)
    recover(store, code, "une autre phrase")
    prove_passphrase(store, "une autre phrase")


def test_without_a_printed_code_there_is_no_way_round_the_passphrase(store):
    with pytest.raises(Refused, match="no_secret"):
        recover(store, "0000-0000-0000-0000-0000", "une autre phrase")
    with store.read() as session:
        assert has_passphrase(session)


def test_a_code_is_read_as_a_hand_may_copy_it():
    assert as_compared(" 7k2m-o1il ") == "7K2M0111"
    with pytest.raises(AssertionError):
        assert as_compared("7K2M") == as_compared("7K2N")


def test_no_secret_is_kept_as_it_is(store):
    with acting(store) as session:
        code = make_recovery_code(session)
    content = store.path.read_bytes()
    assert code.encode() not in content
    assert as_compared(code).encode() not in content
    assert content.count(b"$argon2id$") >= 2


def test_the_program_takes_the_time_over_a_secret_that_tests_do_not():
    """RFC 9106, section 4, the second recommended option: three passes over 64 MiB in four lanes."""
    ask = "from delta_app.core.access import hashed; print(hashed('une phrase longue'))"
    said = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=True)
    assert said.stdout.startswith("$argon2id$v=19$m=65536,t=3,p=4$")
