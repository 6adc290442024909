"""Every page a window has, in the states that look different, for tests that go through all of them."""

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from delta_app.core.store import Store
from delta_app.planning.page import PlanningPage
from delta_app.team.page import TeamPage
from delta_app.widgets.sections import SectionsPage
from delta_app.window import MainWindow
from tests.till.conftest import player


def an_open_till(store: Store) -> None:
    """Something to sell, something sold, and the till open."""
    play = player(store)
    for name, price in (("Café", 50), ("Soupe du jour", 100), ("Prix libre", None)):
        play("product", name=name, price=price)
    play("open", hosts=["Ana V.", "Bart V."], counted={"2000": 2, "1000": 1})
    play("sell", lines=[["Café", 2]], pay=[["cash", 100]])


def sections(window: MainWindow) -> list[str]:
    """The keys of the sections of the settings, which is the page shown from now on."""
    window.show_page("settings")
    assert isinstance(window.page, SectionsPage)
    return [act.key for act in window.page.offers() if act.key.removeprefix("settings.") in {
        "identity", "access", "opening", "closures", "trades", "partners", "languages", "path", "papers", "allowances",
        "till", "mail", "privacy", "copies", "looks",
    }]  # fmt: skip


def states(window: MainWindow) -> Iterator[str]:
    """Each page, and the planning with a slot chosen, several, and somebody in hand, by what it is called."""
    window.show_page("today")
    yield "today"
    window.show_page("mine")
    yield "one's own page"
    window.show_page("todo")
    yield "what waits"
    window.show_page("planning")
    yield "the month"
    page = window.page
    assert isinstance(page, PlanningPage)
    page.body.on_slot_asked(page.slots[0].slot_id)
    yield "a slot"
    first = page.grid.row_of(page.slots[0].slot_id)
    assert first is not None
    QTest.keyClick(first, Qt.Key.Key_X, Qt.KeyboardModifier.ControlModifier)
    yield "somebody in hand"
    QTest.keyClick(first, Qt.Key.Key_Escape)
    QTest.keyClick(first, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    yield "several slots"
    window.show_page("team")
    assert isinstance(window.page, TeamPage)
    window.page.table.choose(1)
    yield "the team"
    for view in ("board", "life"):
        window.page.go_to_view(view)
        yield f"the team's {view}"
    window.show_page("programme")
    yield "the programme"
    window.show_page("till")
    yield "the till"
    window.page.close_button.click()
    yield "the till counted"
    window.page.let_go()
    window.show_page("budget")
    yield "the budget"
    window.show_page("house")
    yield "the house"
    for key in sections(window):
        window.desk.ask(key)
        yield key
