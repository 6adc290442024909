"""The outbox: who is written to, and who is not written to twice."""

import json
from dataclasses import replace

import pytest
from sqlalchemy import select

from delta_app.core.errors import Refused, say
from delta_app.core.journal import JournalChange
from delta_app.hosts.model import Host
from delta_app.post.commands import (
    Outgoing,
    PutOutcome,
    cancel_letter,
    forget_recipient,
    note_arrived,
    put_letters,
    send_doubtful_again,
    try_letter_again,
)
from delta_app.post.model import OutboxAttachment, OutboxLetter
from delta_app.post.queries import account, already_written, outbox_rows, outbox_summary
from tests.factory import HOST, READER, SERVER_AT_LENGTH, a_store, acting
from tests.post.outbox import a_place, address_of_number, outgoing, put, rows, states

pytestmark = SERVER_AT_LENGTH


@pytest.fixture
def place(tmp_path, each_database):
    store, ids = a_place(tmp_path)
    yield store, ids
    store.close()


def now_is(store, letter, state):
    with acting(store) as session:
        session.get(OutboxLetter, letter).state = state


def code_of(act):
    with pytest.raises(Refused) as refusal:
        act()
    assert "{" not in say(refusal.value)
    return refusal.value.code


def test_each_has_one_letter_and_whoever_has_theirs_is_left_out(place):
    store, ids = place
    assert put(store, outgoing(ids)) == PutOutcome(3, 0)
    assert put(store, outgoing(ids)) == PutOutcome(0, 3)
    assert put(store, outgoing(ids), about="2027-01 v2") == PutOutcome(3, 0)
    with store.read() as session:
        assert already_written(session, "roster", "2027-01 v1") == frozenset(ids)
        assert already_written(session, "call", "2027-01 v1") == frozenset()
        assert outbox_summary(session).waiting == 6
        assert len(session.scalars(select(OutboxAttachment).order_by(OutboxAttachment.id)).all()) == 6


@pytest.mark.parametrize(("state", "outcome"), [
    ("sending", (2, 1)), ("sent", (2, 1)), ("in_doubt", (2, 1)), ("refused", (3, 0)), ("cancelled", (3, 0)),
])  # fmt: skip
def test_only_who_may_have_it_is_left_out(place, state, outcome):
    store, ids = place
    put(store, outgoing(ids[:1]))
    now_is(store, rows(store)[0].id, state)
    assert put(store, outgoing(ids)) == PutOutcome(*outcome)
    assert "refused" not in states(store)  # the new letter stands in its place


def test_writing_again_replaces_what_still_waits(place):
    store, ids = place
    put(store, outgoing(ids))
    now_is(store, rows(store)[-1].id, "sent")
    assert put(store, outgoing(ids, subject="Encore"), again=True) == PutOutcome(3, 0)
    assert states(store) == {"waiting": 3, "cancelled": 2, "sent": 1}


def test_one_person_listed_twice_gets_one_letter(place):
    store, ids = place
    assert put(store, [*outgoing(ids), *outgoing(ids)]) == PutOutcome(3, 3)
    strangers = [replace(one, host_id=None) for one in outgoing(ids[:1])]
    assert put(store, strangers * 2, about="autre") == PutOutcome(1, 1)


def test_an_address_with_a_newline_keeps_all_letters_back(place):
    store, ids = place
    letters = outgoing(ids)
    letters[2] = Outgoing(replace(letters[2].letter, to="ana@example.org\nBcc: all@example.org"), ids[2])
    assert code_of(lambda: put(store, letters)) == "bad_mail_address"
    assert rows(store) == ()


def test_nothing_is_put_where_no_account_is_set_up(tmp_path, each_database):
    store = a_store(tmp_path)
    assert code_of(lambda: put(store, outgoing([None]))) == "mail_not_set_up"
    with store.read() as session:
        assert not account(session).ready
    store.close()


@pytest.mark.parametrize("actor", [HOST, READER])
def test_only_the_coordinator_writes(place, actor):
    store, ids = place
    put(store, outgoing(ids))
    letter = rows(store)[0].id
    for act in (cancel_letter, try_letter_again, note_arrived, send_doubtful_again):
        with pytest.raises(Refused, match="not_allowed"), acting(store, actor=actor) as session:
            act(session, letter)
    with pytest.raises(Refused, match="not_allowed"), acting(store, actor=actor) as session:
        put_letters(session, "roster", "x", outgoing(ids))


def do(store, act, letter):
    with acting(store) as session:
        act(session, letter)


def test_a_letter_that_waits_is_taken_out_and_keeps_nothing_but_who(place):
    store, ids = place
    put(store, outgoing(ids))
    letter = rows(store)[0]
    do(store, cancel_letter, letter.id)
    (gone,) = [row for row in rows(store) if row.id == letter.id]
    assert (gone.state, gone.name, gone.host_id, gone.address, gone.subject) == ("cancelled", "Ana2 Ö.", ids[2], "", "")
    with store.read() as session:
        kept = session.get(OutboxLetter, letter.id)
        assert (kept.body, kept.to_address, kept.subject) == ("", "", "")
        files = select(OutboxAttachment.letter_id).order_by(OutboxAttachment.id)
        assert letter.id not in session.scalars(files).all()
    for act in (cancel_letter, try_letter_again, note_arrived, send_doubtful_again):
        assert code_of(lambda act=act: do(store, act, letter.id)) == "letter_moved_on"
        assert code_of(lambda act=act: do(store, act, 9999)) == "no_such_letter"


@pytest.mark.parametrize("state", ["waiting", "sending", "sent", "refused", "in_doubt", "cancelled"])
def test_what_is_said_of_a_letter_fits_what_became_of_it(place, state):
    store, ids = place
    fitting = {"waiting": {cancel_letter}, "refused": {cancel_letter, try_letter_again},
               "in_doubt": {note_arrived, send_doubtful_again}}.get(state, set())  # fmt: skip
    for number, act in enumerate((cancel_letter, try_letter_again, note_arrived, send_doubtful_again)):
        put(store, outgoing(ids[:1]), about=f"n° {number}")
        letter = rows(store)[0].id
        now_is(store, letter, state)
        if act in fitting:
            do(store, act, letter)
        else:
            assert code_of(lambda act=act, letter=letter: do(store, act, letter)) == "letter_moved_on"


def test_a_refused_letter_goes_to_the_address_the_person_has_now(place):
    store, ids = place
    put(store, outgoing(ids[:1]))
    letter = rows(store)[0].id
    now_is(store, letter, "refused")
    with acting(store) as session:
        session.get(Host, ids[0]).email = "ana.nouvelle@example.org"
    do(store, try_letter_again, letter)
    assert (rows(store)[0].state, rows(store)[0].address) == ("waiting", "ana.nouvelle@example.org")


def test_the_journal_holds_no_address_and_no_text(place):
    store, ids = place
    put(store, outgoing(ids, text="un secret de polichinelle"))
    do(store, cancel_letter, rows(store)[0].id)
    with store.read() as session:
        kept = session.scalars(select(JournalChange).order_by(JournalChange.id)).all()
        text = json.dumps([(row.table_name, row.before, row.after) for row in kept if row.table_name != "host"])
    assert "outbox" not in text
    assert address_of_number(0) not in text
    assert "polichinelle" not in text


def test_whoever_becomes_nameless_leaves_no_name_and_gets_nothing_more(place):
    store, ids = place
    for number, state in enumerate(("sent", "waiting", "refused", "in_doubt")):
        put(store, outgoing(ids[:1]), about=f"n° {number}")
        now_is(store, rows(store)[0].id, state)
    put(store, outgoing(ids), about="tous")
    do(store, forget_recipient, ids[0])
    theirs = [row for row in rows(store) if row.host_id == ids[0]]
    assert {row.state for row in theirs} == {"sent", "cancelled"}
    assert {(row.name, row.address) for row in theirs if row.state == "cancelled"} == {("", "")}
    assert sum(row.state == "waiting" for row in rows(store)) == 2
    now_is(store, rows(store)[0].id, "sending")
    assert code_of(lambda: do(store, forget_recipient, rows(store)[0].host_id)) == "letter_moved_on"


def test_the_list_holds_all_that_is_open_and_the_latest_of_the_rest(place):
    store, ids = place
    put(store, outgoing(ids))
    first = rows(store)[-1].id
    for number in range(3):
        put(store, outgoing(ids[:1]), about=f"n° {number}")
        now_is(store, rows(store)[0].id, "sent")
    with store.read() as session:
        listed = outbox_rows(session, limit=2)
    assert [row.state for row in listed] == ["sent", "sent", "waiting", "waiting", "waiting"]
    assert listed[-1].id == first
