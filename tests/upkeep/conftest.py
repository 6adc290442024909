"""A house in December 2026: an open month, three hosts, a room, and short ways to act and to look."""

from datetime import date, datetime

import pytest
import time_machine

from delta_app.core import clock
from delta_app.core.access import Actor, Role
from delta_app.core.calendar import Month
from delta_app.upkeep.chore_commands import ChoreDetails, add_chore
from delta_app.upkeep.chore_data import chore_rows, chores_of_now
from delta_app.upkeep.repair_data import repair_rows
from delta_app.upkeep.stock_commands import StockDetails, add_stock
from delta_app.upkeep.stock_data import shopping_rows, stock_rows
from delta_app.venue.room_commands import RoomDetails, add_room
from tests.factory import a_copy, a_host, a_store, acting, an_open_month

WEDNESDAY = date(2026, 12, 9)
TREASURER = Actor("Trésorerie", Role.TREASURER)
MONDAYS = "FREQ=WEEKLY"


class House:
    """A store, and the ids of what is in it. Its shifts: Tuesday to Saturday at 10, 13 and 16."""

    def __init__(self, folder):
        self.store = a_store(folder)
        self.fatma = a_host(self.store)
        self.luc = a_host(self.store, "Luc", "Dumont")
        self.ana = a_host(self.store, "Ana", "Costa")
        an_open_month(self.store, Month(2026, 12))
        with acting(self.store) as session:
            self.hall = add_room(session, RoomDetails("Grande salle", 30))
            self.kitchen = add_room(session, RoomDetails("Cuisine"))

    def do(self, act, *words, actor=None, **how):
        with acting(self.store, act.__name__, **({} if actor is None else {"actor": actor})) as session:
            return act(session, *words, **how)

    def host(self, name="fatma"):
        given = {"fatma": "Fatma Ö.", "luc": "Luc D.", "ana": "Ana C."}
        return Actor(given[name], Role.HOST, getattr(self, name))

    def chore(self, title="Vider le lave-vaisselle", moment="every", **more):
        return self.do(add_chore, ChoreDetails(title, moment, **more))

    def weekly(self, *people, title="Nettoyer le frigo", first_day=date(2026, 12, 7), **more):
        details = ChoreDetails(title, "turn", rule=MONDAYS, first_day=first_day, people=people, **more)
        return self.do(add_chore, details)

    def stock(self, name="Lait", quantity=5, minimum=2, wanted=6, **more):
        return self.do(add_stock, StockDetails(name, "litres", minimum=minimum, wanted=wanted, **more), quantity)

    def chores(self):
        with self.store.read() as session:
            return chore_rows(session, clock.today())

    def chore_row(self, chore_id):
        return next(row for row in self.chores() if row.id == chore_id)

    def now(self):
        with self.store.read() as session:
            return chores_of_now(session)

    def repairs(self):
        with self.store.read() as session:
            return repair_rows(session)

    def in_stock(self, name="Lait"):
        with self.store.read() as session:
            return next(row for row in stock_rows(session) if row.name == name)

    def shopping(self):
        with self.store.read() as session:
            return shopping_rows(session)


def at(hour, minute=0, day=WEDNESDAY):
    """The clock of a test at a time of the place."""
    moment = datetime(day.year, day.month, day.day, hour, minute, tzinfo=clock.BRUSSELS)
    return time_machine.travel(moment, tick=False)


@pytest.fixture
def afternoon():
    """Wednesday the 9th at two."""
    with at(14):
        yield


@pytest.fixture
def house(tmp_path, afternoon):
    made = a_copy(House, tmp_path)
    yield made
    made.store.close()


@pytest.fixture
def opened(house, tmp_path, qtbot):
    """A window on the house for somebody, at one of its views."""
    from PySide6.QtWidgets import QApplication  # most tests here need no window

    from delta_app import app
    from delta_app.widgets import theme
    from tests.desk import a_window
    from tests.factory import COORDINATOR

    def on(view="chores", actor=COORDINATOR, scale=100):
        wears = theme.Theme("light", scale)
        window = a_window(house.store, tmp_path, qtbot, actor, app.page_entries(), wears)
        window.show_page("house")
        window.page.on_view(view)
        QApplication.processEvents()
        return window

    return on
