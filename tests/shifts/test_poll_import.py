"""A later poll speaks last, whatever the spans that earlier ones asked about."""

from datetime import date

import pytest

from delta_app.hosts.commands import note_answers
from delta_app.hosts.queries import availabilities
from delta_app.hosts.rules import Answer
from delta_app.readers.poll_types import Moment, Poll, PollRow
from delta_app.shifts.poll_import import import_poll
from tests.factory import SERVER_AT_LENGTH, a_host, a_store, acting

pytestmark = [pytest.mark.usefixtures("each_database"), SERVER_AT_LENGTH]

DAY = date(2027, 1, 5)
MORNING, NOON, WHOLE = Moment(DAY, 600, 780), Moment(DAY, 780, 960), Moment(DAY, 0, 1440)


def bring(store, said, *, asked=None):
    row = PollRow("Fatma Öztürk", None, said, line=3)
    poll = Poll("framadate", tuple(asked or said), (row,), ())
    with acting(store, "poll") as session:
        return import_poll(session, poll)


def wishes(store, host):
    with store.read() as session:
        known = availabilities(session, DAY, DAY)[host]
    return [known.for_slot(DAY, moment.start_minute, moment.end_minute).wish for moment in (MORNING, NOON)]


def test_a_later_answer_about_the_whole_day_goes_before_an_earlier_one_about_a_part_of_it(tmp_path):
    store = a_store(tmp_path)
    host = a_host(store)
    bring(store, {MORNING: "yes", NOON: "if_needed"})
    assert wishes(store, host) == ["can", "if_needed"]
    done = bring(store, {WHOLE: "no"})
    assert wishes(store, host) == ["cannot", "cannot"]
    assert (done.noted.added, done.withdrawn) == (1, ())
    again = bring(store, {WHOLE: "no"})
    assert (again.noted.added, again.noted.unchanged) == (0, 1)


def test_parts_that_the_same_poll_asks_about_and_what_was_corrected_by_hand_stay(tmp_path):
    store = a_store(tmp_path)
    host = a_host(store)
    bring(store, {MORNING: "yes", NOON: "yes"})
    with acting(store) as session:
        note_answers(session, {host: [Answer(DAY, 780, 960, "prefers")]})
    bring(store, {MORNING: "yes", WHOLE: "no"})
    assert wishes(store, host) == ["can", "prefers"]


def test_a_whole_day_left_without_answer_takes_back_as_before(tmp_path):
    store = a_store(tmp_path)
    host = a_host(store)
    bring(store, {MORNING: "yes"})
    other = Moment(date(2027, 1, 6), 0, 1440)
    assert bring(store, {other: "yes"}, asked=(WHOLE, other)).withdrawn == (("Fatma Öztürk", 1),)
    assert wishes(store, host)[0] != "cannot"
