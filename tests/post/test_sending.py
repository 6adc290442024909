"""Emptying the outbox over a real server that misbehaves in every way: each letter arrives once, or is told of."""

import json
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select

from delta_app.core import datafile
from delta_app.core.address import ServerAddress
from delta_app.core.clock import now
from delta_app.core.errors import Refused
from delta_app.core.settings import StoredSetting
from delta_app.core.store import Store
from delta_app.mail.letter import Attachment, Sender
from delta_app.mail.smtp import Connection
from delta_app.post import sending_process
from delta_app.post.account_commands import AccountDetails, set_account
from delta_app.post.commands import cancel_letter, note_arrived, send_doubtful_again
from delta_app.post.model import OutboxAttachment, OutboxLetter
from delta_app.post.queries import outbox_summary, this_pc
from delta_app.post.rules import CLAIM_LIVES, FIRST_WAIT, LONGEST_WAIT
from delta_app.post.sending_process import send_waiting, try_account
from tests.factory import SERVER_AT_LENGTH, acting
from tests.mail.post_office import Post, make_certificate, post_office, scripted
from tests.post.outbox import (
    ADDRESS,
    PASSWORD,
    a_place,
    address_of_number,
    an_account,
    outgoing,
    put,
    rows,
    states,
)

pytestmark = SERVER_AT_LENGTH
START = "2026-12-09T13:00:00Z"
MANY = 30


@pytest.fixture
def clock():
    with time_machine.travel(START, tick=False) as traveller:
        yield traveller


# So large that a connection which breaks in the middle of it breaks before its end has left.
LARGE = Attachment("affiche.pdf", "application/pdf", b"x" * 4_000_000)


def full_place(folder, people=MANY):
    """A letter waits for each; the sixteenth is a large one."""
    store, ids = a_place(folder, people)
    letters = outgoing(ids)
    if people > 15:
        letters[15] = replace(letters[15], letter=replace(letters[15].letter, attachments=(LARGE,)))
    put(store, letters)
    return store, ids


@pytest.fixture
def place(tmp_path, each_database, clock):
    store, ids = full_place(tmp_path, 5)
    yield store, ids
    store.close()


def opened_again(store):
    store.close()
    return datafile.open_store(store.path)


def arrived(post):
    return [mail.recipients[0] for mail in post.taken]


def everybody(count):
    return {address_of_number(n) for n in range(count)}


def test_each_gets_one_letter_that_every_program_reads(place):
    store, _ids = place
    post = Post()
    with post_office(post) as server:
        an_account(store, server.port, name="Lieu « Le Delta »")
        assert send_waiting(store).sent == 5
        assert send_waiting(store).sent == 0
    assert sorted(arrived(post)) == sorted(everybody(5))
    assert all(len(mail.recipients) == 1 for mail in post.taken)
    mail = post.taken[0].message
    assert [(one.display_name, one.addr_spec) for one in mail["To"].addresses] == [("Ana0 Ö.", "ana0@example.org")]
    assert mail["From"].addresses[0].addr_spec == ADDRESS
    assert mail["From"].addresses[0].display_name == "Lieu « Le Delta »"
    assert mail["Subject"] == "Vos permanences de janvier"
    assert (mail["Cc"], mail["Bcc"]) == (None, None)
    assert mail["Date"].datetime.isoformat() == "2026-12-09T13:00:00+00:00"
    assert mail.get_body().get_content().splitlines() == ["Bonjour,", "voici le planning."]
    assert [file.get_filename() for file in mail.iter_attachments()] == ["planning.pdf"]
    assert len({mail.message["Message-ID"] for mail in post.taken}) == 5


def test_what_is_sent_keeps_who_and_when_only(place):
    store, ids = place
    with post_office(Post()) as server:
        an_account(store, server.port)
        send_waiting(store)
    for row in rows(store):
        assert (row.state, row.address, row.subject, row.about, row.kind) == ("sent", "", "", "2027-01 v1", "roster")
        assert row.name
        assert row.host_id in ids
        assert row.ended_at is not None
    with store.read() as session:
        assert session.scalars(select(OutboxAttachment.id).order_by(OutboxAttachment.id)).all() == []
        kept = session.scalars(select(OutboxLetter.body).order_by(OutboxLetter.id)).all()
        assert set(kept) == {""}


def break_it(post, fault, at):
    """Have the server fail from a mail on."""
    if fault in ("MAIL", "DATA", "END"):
        post.connections_lost_in = (fault, at)
    elif fault == "later":
        post.recipient_answers = {address_of_number(n): "451 later" for n in range(at - 1, MANY)}
    elif fault == "refused":
        post.recipient_answers = {address_of_number(at - 1): "550 unknown"}


@pytest.mark.parametrize("fault", ["gone", "MAIL", "DATA", "END", "later", "refused"])
def test_a_server_that_fails_half_way_through_thirty_gets_each_letter_once(tmp_path, each_database, clock, fault):
    store, _ids = full_place(tmp_path)
    post = Post()
    break_it(post, fault, 16)
    stop = (lambda: len(post.taken) >= 15) if fault == "gone" else (lambda: False)
    with post_office(post) as server:
        an_account(store, server.port)
        first = send_waiting(store, stop=stop)
    assert fault == "gone" or post.fired
    if fault == "gone":
        refused = send_waiting(store)
        assert (refused.sent, refused.put_off, refused.problem.code) == (0, 15, "smtp_unreachable")
    assert (first.refused, first.in_doubt) == (int(fault == "refused"), int(fault == "END"))
    assert len(rows(store)) == MANY
    store = opened_again(store)
    before = set(arrived(post))
    clock.shift(LONGEST_WAIT)
    well = Post(taken=post.taken)
    with post_office(well) as server:
        with acting(store) as session:
            set_account(session, AccountDetails("127.0.0.1", server.port, "none", "", ADDRESS, ""), None)
        second = send_waiting(store)
        third = send_waiting(store)
    assert (second.refused, second.in_doubt, third.settled) == (0, 0, 0)
    assert len(arrived(post)) == len(set(arrived(post)))  # nobody twice
    expected = everybody(MANY) - ({address_of_number(15)} if fault == "refused" else set())
    assert set(arrived(post)) == expected
    if fault == "END":  # it had arrived, but only a person can know
        assert address_of_number(15) in before
        assert states(store) == {"sent": 29, "in_doubt": 1}
    elif fault == "refused":
        assert states(store) == {"sent": 29, "refused": 1}
    else:
        assert states(store) == {"sent": 30}
    store.close()


def test_a_letter_in_doubt_is_sent_again_by_the_same_name_only_when_a_person_says_so(place, clock):
    store, _ids = place
    post = Post(connections_lost_in=("END", 2))
    with post_office(post) as server:
        an_account(store, server.port)
        assert (send_waiting(store).in_doubt, post.fired) == (1, 1)
        clock.shift(timedelta(days=3))
        assert send_waiting(store, at_once=True).sent == 0
        (doubtful,) = [row for row in rows(store) if row.state == "in_doubt"]
        assert "peut-être parti" in doubtful.said
        with acting(store) as session:
            send_doubtful_again(session, doubtful.id)
        assert send_waiting(store).sent == 1
    twice = [mail.message["Message-ID"] for mail in post.taken if mail.recipients == [address_of_number(1)]]
    assert len(twice) == 2
    assert len(set(twice)) == 1
    assert states(store) == {"sent": 5}


def test_a_letter_in_doubt_that_arrived_is_settled_by_saying_so(place):
    store, _ids = place
    post = Post(connections_lost_in=("END", 2))
    with post_office(post) as server:
        an_account(store, server.port)
        send_waiting(store)
        (doubtful,) = [row for row in rows(store) if row.state == "in_doubt"]
        with acting(store) as session:
            note_arrived(session, doubtful.id)
        assert send_waiting(store).sent == 0
    assert len(post.taken) == 5
    assert states(store) == {"sent": 5}


def test_a_day_offline_is_waited_for_longer_each_time_and_ends_by_itself(place, clock):
    store, _ids = place  # its account has a port where nobody listens
    begun = [0]
    for _minute in range(24 * 12):
        done = send_waiting(store)
        begun[0] += done.put_off > 0
        assert done.settled == 0
        clock.shift(timedelta(minutes=5))
    assert 24 <= begun[0] <= 40
    waiting = rows(store)[0]
    assert (waiting.state, waiting.problem.code) == ("waiting", "smtp_unreachable")
    with store.read() as session:
        assert outbox_summary(session).late == 5
    post = Post()
    with post_office(post) as server:
        change_port(store, server.port)  # the network is back, nothing else
        clock.shift(LONGEST_WAIT)
        assert send_waiting(store).sent == 5
    assert set(arrived(post)) == everybody(5)


@pytest.mark.parametrize("back", [timedelta(minutes=30), timedelta(days=400)])
def test_a_clock_that_is_set_back_stops_nothing(place, clock, back):
    store, _ids = place
    for _hour in range(8):
        send_waiting(store, at_once=True)
    clock.shift(-back)
    with post_office(Post()) as server:
        change_port(store, server.port)
        sent = 0
        for _turn in range(26):
            sent += send_waiting(store).sent
            clock.shift(timedelta(minutes=5))
    assert sent == 5


def change_port(store, port):
    with acting(store) as session:
        session.scalar(select(StoredSetting).where(StoredSetting.name == "mail.port")).value = json.dumps(port)


def test_a_letter_is_put_off_a_little_longer_each_time_an_hour_at_most(place, clock):
    store, _ids = place
    waits = []
    for _turn in range(9):
        send_waiting(store, at_once=True)
        row = rows(store)[0]
        waits.append(row.next_try_at - row.tried_at)
    assert waits[0] == FIRST_WAIT
    assert waits == sorted(waits)
    assert waits[-1] == LONGEST_WAIT


def test_two_who_send_at_once_send_nothing_twice(tmp_path, each_database, clock):
    store, _ids = full_place(tmp_path)
    other = Store(store.path)
    post = Post()
    turns = []

    class Both:
        """Between any two letters of one, the other sends some too."""

        def __call__(self):
            if len(turns) < 8 and turns[-1:] != ["in"]:
                turns.append("in")
                taken = len(post.taken)
                send_waiting(other, stop=lambda: len(post.taken) >= taken + 2)
                turns.append("out")
            return False

    with post_office(post) as server:
        an_account(store, server.port)
        send_waiting(store, stop=Both())
    assert turns
    assert sorted(arrived(post)) == sorted(everybody(MANY))
    assert states(store) == {"sent": 30}
    other.close()
    store.close()


def test_two_threads_that_send_at_once_send_nothing_twice(tmp_path, each_database, clock):
    store, _ids = full_place(tmp_path, 12)
    post = Post()
    with post_office(post) as server:
        an_account(store, server.port)

        def send(_number):
            with closing(Store(store.path)) as own:
                return send_waiting(own).sent

        with ThreadPoolExecutor(3) as pool:
            assert sum(pool.map(send, range(3))) == 12
    assert sorted(arrived(post)) == sorted(everybody(12))
    store.close()


def steady(monkeypatch, seconds):
    monkeypatch.setattr("delta_app.core.tries.steady_seconds", lambda _session: seconds[0])
    monkeypatch.setattr(sending_process, "steady_seconds", lambda _session: seconds[0])


def test_a_letter_left_behind_is_in_doubt_after_a_while_and_not_before(place, monkeypatch):
    store, _ids = place
    seconds = [10_000]
    steady(monkeypatch, seconds)
    monkeypatch.setattr(Connection, "send", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
    post = Post()
    with post_office(post) as server:
        an_account(store, server.port)
        with pytest.raises(KeyboardInterrupt):
            send_waiting(store)
        monkeypatch.undo()
        steady(monkeypatch, seconds)
        seconds[0] += CLAIM_LIVES
        assert (send_waiting(store).in_doubt, states(store)["sending"]) == (0, 1)
        seconds[0] += 1
        assert send_waiting(store).in_doubt == 1
    assert len(post.taken) == 4
    assert states(store) == {"sent": 4, "in_doubt": 1}
    (doubtful,) = [row for row in rows(store) if row.state == "in_doubt"]
    assert "peut-être parti" in doubtful.said


def test_a_computer_that_was_started_again_is_no_reason_to_wait_for_ever(place, monkeypatch):
    if isinstance(place[0].path, ServerAddress):
        pytest.skip("a server does not start its clock anew")
    store, _ids = place
    first = rows(store)[-1].id
    with acting(store) as session:
        row = session.get(OutboxLetter, first)
        row.state, row.claim = "sending", f"abc {this_pc(session)} 5000000"
    seconds = [100]
    steady(monkeypatch, seconds)
    assert send_waiting(store).in_doubt == 0
    seconds[0] = CLAIM_LIVES + 1
    assert send_waiting(store).in_doubt == 1


def test_a_letter_that_another_pc_is_handing_over_is_left_to_it_for_hours(place, monkeypatch):
    if isinstance(place[0].path, ServerAddress):
        pytest.skip("a server's clock is the same for all")
    store, _ids = place
    first = rows(store)[-1].id
    with acting(store) as session:
        row = session.get(OutboxLetter, first)
        row.state, row.claim, row.tried_at = "sending", "abc anotherpc 9000000", now()
    steady(monkeypatch, [100_000])
    assert send_waiting(store).in_doubt == 0
    with time_machine.travel(now() + timedelta(hours=3), tick=False):
        assert send_waiting(store).in_doubt == 1


def test_whoever_was_taken_for_dead_writes_down_the_truth_unless_a_person_has_decided(place, monkeypatch):
    store, _ids = place
    other = Store(store.path)
    really = Connection.send
    seconds = [10_000]
    steady(monkeypatch, seconds)
    decided = []

    def slow(line, message):
        really(line, message)
        seconds[0] += CLAIM_LIVES + 1
        sending_process._give_up_left_behind(other)
        if not decided:
            (doubtful,) = [row for row in rows(other) if row.state == "in_doubt"]
            with acting(other) as session:
                send_doubtful_again(session, doubtful.id)
            decided.append(doubtful.id)

    monkeypatch.setattr(Connection, "send", slow)
    with post_office(Post()) as server:
        an_account(store, server.port)
        send_waiting(store)
    by_id = {row.id: row.state for row in rows(store)}
    assert by_id.pop(decided[0]) == "waiting"  # as the person wished
    assert set(by_id.values()) == {"sent"}
    other.close()


def test_what_cannot_be_written_down_after_it_left_is_never_sent_again(place, monkeypatch):
    store, _ids = place
    really = sending_process._write_outcome

    def full(*_):
        raise Refused("disk_full")

    monkeypatch.setattr(sending_process, "_write_outcome", full)
    post = Post()
    with post_office(post) as server:
        an_account(store, server.port)
        with pytest.raises(Refused, match="disk_full"):
            send_waiting(store)
        monkeypatch.setattr(sending_process, "_write_outcome", really)
        assert send_waiting(store).sent == 4
    assert sorted(arrived(post)) == sorted(everybody(5))
    assert states(store) == {"sent": 4, "sending": 1}


def test_a_file_that_is_busy_for_a_moment_loses_no_outcome(place, monkeypatch):
    store, _ids = place
    really, turns = sending_process._write_outcome, []

    def busy(*arguments):
        turns.append(1)
        if len(turns) % 3:
            raise Refused("file_busy")
        really(*arguments)

    monkeypatch.setattr(sending_process, "_write_outcome", busy)
    with post_office(Post()) as server:
        an_account(store, server.port)
        assert send_waiting(store).sent == 5
    assert states(store) == {"sent": 5}


@pytest.mark.parametrize("fault", ["sender", "later", "END"])
def test_a_server_that_wants_none_of_them_is_left_in_peace(place, fault):
    store, _ids = place
    post = Post()
    if fault == "sender":
        post.sender_answer = "550 not yours"
    else:
        post.recipient_answers = {address_of_number(n): "451 later" for n in range(5)} if fault == "later" else {}
    with post_office(post) as server:
        if fault == "END":
            post.handle_DATA = lambda line, *_: drop(post, line)
        an_account(store, server.port)
        done = send_waiting(store)
    assert post.fired == (1 if fault == "sender" else 3)
    assert (done.sent, done.refused) == (0, 0)
    if fault == "END":
        assert states(store) == {"waiting": 2, "in_doubt": 3}
    else:
        assert done.put_off == 5
        assert {row.tries for row in rows(store)} == {1}
        assert all(row.said for row in rows(store))


async def drop(post, line):
    return post._drop(line)


def test_a_letter_taken_out_while_others_leave_is_not_sent(place):
    store, _ids = place
    post = Post()

    def stop():
        if len(post.taken) == 2 and "cancelled" not in states(store):
            with acting(store) as session:
                cancel_letter(session, rows(store)[0].id)
        return False

    with post_office(post) as server:
        an_account(store, server.port)
        assert send_waiting(store, stop=stop).sent == 4
    assert set(arrived(post)) == everybody(4)


def test_the_history_tells_of_a_round_once_and_what_was_undone_can_still_be_done_again(place):
    store, _ids = place
    before = len(store.history())
    assert send_waiting(store).put_off == 5
    assert len(store.history()) == before  # nothing left: nothing to tell
    with post_office(Post()) as server:
        change_port(store, server.port)
        before = len(store.history())
        send_waiting(store, at_once=True)
    newest, *rest = store.history()
    assert len(rest) == before
    assert (newest.label, newest.actor, newest.tables) == ("Envoyer 5 messages", "Courrier", {"outbox_letter"})


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_the_kept_password_opens_the_server_and_no_other_pc_has_it(tmp_path, each_database, key_file, security):
    store, ids = a_place(tmp_path, 2)
    certificate = make_certificate(tmp_path / "certificate.pem")
    post = Post(password=PASSWORD)
    with post_office(post, security=security, certificate=certificate, login=True) as server:
        an_account(store, server.port, user="accueil", password=PASSWORD, security=security)
        put(store, outgoing(ids))
        key_file.rename(key_file.with_suffix(".away"))
        done = send_waiting(store, context=certificate.for_clients())
        assert (done.sent, done.put_off, done.problem.code) == (0, 2, "secret_unreadable")
        assert states(store) == {"waiting": 2}
        key_file.with_suffix(".away").rename(key_file)
        assert send_waiting(store, context=certificate.for_clients()).sent == 2
    assert post.logins == [("accueil", PASSWORD)]
    store.close()


def test_a_wrong_password_puts_all_off_and_a_right_one_sends_them_at_once(tmp_path, each_database, clock):
    store, ids = a_place(tmp_path, 2)
    certificate = make_certificate(tmp_path / "certificate.pem", days_from=-9999, days_to=9999)
    post = Post(password=PASSWORD)
    with post_office(post, security="tls", certificate=certificate, login=True) as server:
        an_account(store, server.port, user="accueil", password="faux", security="tls")
        put(store, outgoing(ids))
        assert send_waiting(store, context=certificate.for_clients()).problem.code == "smtp_login"
        assert send_waiting(store, context=certificate.for_clients()).put_off == 0  # not before its time
        assert post.fired == 1
        an_account(store, server.port, user="accueil", password=PASSWORD, security="tls")
        assert send_waiting(store, context=certificate.for_clients()).sent == 2
    store.close()


def test_trying_the_account_out_sends_one_letter_to_the_sender(tmp_path, each_database):
    post = Post()
    with post_office(post) as server:
        try_account(replace(server), Sender(ADDRESS, "Le Delta"))
    assert arrived(post) == [ADDRESS]
    assert post.taken[0].message["Subject"] == "Essai d’envoi de Delta"


def test_something_that_is_no_mail_server_loses_nothing(place):
    store, _ids = place
    with scripted(b"HTTP/1.1 400 Bad Request\r\n\r\n", lambda _line: None) as port:
        change_port(store, port)
        done = send_waiting(store)
    assert (done.put_off, done.problem.code) == (5, "smtp_unreachable")
