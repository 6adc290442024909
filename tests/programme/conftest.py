"""A place in December 2026 with rooms and two hosts, and short ways to plan and to look."""

from datetime import date, datetime

import pytest
import time_machine

from delta_app.core import clock
from delta_app.programme.commands import plan_activity
from delta_app.programme.queries import programme_between
from delta_app.programme.series import Plan
from delta_app.venue.room_commands import RoomDetails, add_room
from tests.factory import a_copy, a_host, a_store, acting

DAY = date(2026, 12, 9)
WEDNESDAYS = "FREQ=WEEKLY;UNTIL=20270127"


class Place:
    """A store, and the ids of what is in it."""

    def __init__(self, folder):
        self.store = a_store(folder)
        self.fatma = a_host(self.store)
        self.lucas = a_host(self.store, "Lucas", "Maes")
        with acting(self.store) as session:
            self.hall = add_room(session, RoomDetails("Grande salle", 30))
            self.kitchen = add_room(session, RoomDetails("Cuisine"))

    def plan(self, title="Tricot", day=date(2027, 1, 6), start=600, end=720, rule="", *, despite=False, **more):
        with acting(self.store, f"plan {title}") as session:
            return plan_activity(session, Plan(title, day, start, end, rule, **more), despite=despite)

    def do(self, act, *words, **how):
        with acting(self.store, act.__name__, **({"actor": how.pop("actor")} if "actor" in how else {})) as session:
            return act(session, *words, **how)

    def rows(self, first=date(2027, 1, 1), last=date(2027, 1, 31)):
        with self.store.read() as session:
            return programme_between(session, first, last)

    def days(self, title="Tricot", first=date(2027, 1, 1), last=date(2027, 1, 31)):
        return [row.day for row in self.rows(first, last) if row.title == title and row.takes_place]


@pytest.fixture
def at():
    """The clock of the test, at ten on the 9th of December 2026."""
    with time_machine.travel(datetime(2026, 12, 9, 10, 0, tzinfo=clock.BRUSSELS), tick=False) as traveller:
        yield traveller


@pytest.fixture
def place(tmp_path, at):
    made = a_copy(Place, tmp_path)
    yield made
    made.store.close()


def january(*days):
    return [date(2027, 1, day) for day in days]
