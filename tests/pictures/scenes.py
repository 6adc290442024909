"""The pages, and each state of theirs that has a look of its own."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from delta_app.budget.page import BudgetPage
from delta_app.core import clock
from delta_app.core.access import coordinator, reader
from delta_app.core.calendar import Month
from delta_app.hosts.commands import HostDetails, add_host, set_weekly_availability
from delta_app.hosts.queries import acting_host, hosts
from delta_app.hosts.rules import WeeklyWish
from delta_app.planning.compose_page import Proposal
from delta_app.planning.page import PlanningPage
from delta_app.programme.page import ProgrammePage
from delta_app.team.page import TeamPage
from delta_app.till.closing_page import ClosingView
from delta_app.till.page import TillPage
from delta_app.today.queries import own_seats
from delta_app.window import MainWindow

LONGEST_S = 60  # for composing
CHOSEN = 10  # the host whose detail is shown
SECTIONS = (
    "identity", "access", "opening", "closures", "trades", "partners", "languages", "path", "papers", "allowances",
    "mail", "privacy", "copies", "looks",
)  # fmt: skip


def nothing(_window: MainWindow) -> None:
    """Nothing to put back."""


@dataclass(frozen=True)
class Scene:
    """How a window comes to look so, what is done in what opened above it, and how it goes back.

    ``above`` is None where nothing opens; ``later`` where it opens some time after it was asked for.
    """

    set: Callable[[MainWindow], None]
    leave: Callable[[MainWindow], None] = nothing
    above: Callable[[QWidget], None] | None = None
    later: bool = False


def the_planning(window: MainWindow) -> PlanningPage | None:
    """The planning page, where there is a month to see on it."""
    window.show_page("planning")
    page = window.page
    return page if isinstance(page, PlanningPage) and page.slots else None


def the_month(window: MainWindow) -> None:
    """The planning page, with nothing chosen."""
    the_planning(window)


def a_slot(window: MainWindow) -> None:
    """The planning page, with a slot that lacks somebody, or another, chosen."""
    if (page := the_planning(window)) is not None:
        slots = page.slots
        chosen = next((slot for slot in slots if slot.missing and slot.taken), slots[len(slots) // 2])
        page.body.on_slot_asked(chosen.slot_id)


def a_full_slot(window: MainWindow) -> None:
    """A slot that lacks nobody."""
    if (page := the_planning(window)) is not None:
        slots = [slot for slot in page.slots if not slot.missing] or page.slots
        page.body.on_slot_asked(slots[len(slots) // 2].slot_id)


def a_place_for_a_shadow(window: MainWindow) -> None:
    """A slot that somebody still learning may come along to."""
    with window.desk.store.write(coordinator(), "Une personne commence") as session:
        learner = add_host(session, HostDetails("Zélie", "Apprend", level="trainee", max_week=7, max_month=31))
        set_weekly_availability(session, learner, [WeeklyWish(day, 0, 1440, "can") for day in range(7)])
    if (page := the_planning(window)) is not None:
        coming = [slot for slot in page.slots if slot.day > clock.today() and slot.taken and not slot.missing]
        if coming:
            page.body.on_slot_asked(coming[0].slot_id)


def nothing_chosen(window: MainWindow) -> None:
    """The whole month, nobody looked for, nothing chosen."""
    if (page := the_planning(window)) is not None:
        page.body.month.look_for(type(page.body.month.looking)())
        page.body.month.show_week(None)
        page.body.on_closed()


def one_week(window: MainWindow) -> None:
    """One week alone."""
    if (page := the_planning(window)) is not None:
        page.body.month.toggle_week()


def the_last_week(window: MainWindow) -> None:
    """One week alone that goes on into the next month."""
    if (page := the_planning(window)) is not None:
        page.body.month.show_week(-1)


def what_is_missing(window: MainWindow) -> None:
    """Only what lacks somebody."""
    if (page := the_planning(window)) is not None:
        page.body.month.toggle_missing()


def one_persons_month(window: MainWindow) -> None:
    """One person's slots singled out."""
    if (page := the_planning(window)) is not None:
        person = next((seat for slot in page.slots for seat in slot.people), None)
        if person is not None:
            page.body.month.look_for_host(person.host_id, person.name)


def several_slots(window: MainWindow) -> None:
    """Four slots chosen at once."""
    if (page := the_planning(window)) is not None:
        first = next((slot for slot in page.slots if slot.missing), page.slots[0])
        page.body.on_slot_asked(first.slot_id)
        for _step in range(3):
            QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)


def somebody_in_hand(window: MainWindow) -> None:
    """Somebody taken up, to be put elsewhere."""
    if (page := the_planning(window)) is not None:
        coming = [slot for slot in page.slots if slot.day > clock.today() and len(slot.taken) == 1]
        if coming:
            page.body.on_asked(coming[0].slot_id, "take", "")


def nobody_in_hand(window: MainWindow) -> None:
    """The hand empty again."""
    if (page := the_planning(window)) is not None:
        page.inspector.leave_asked.emit()
        nothing_chosen(window)


def a_later_month(window: MainWindow) -> None:
    """A month nobody has opened."""
    window.show_page("planning")
    window.desk.month = Month.of(clock.today()).plus(4)


def read_only(window: MainWindow) -> None:
    """As whoever does not coordinate sees it."""
    window.desk.actor = reader()
    a_slot(window)


def coordinated_again(window: MainWindow) -> None:
    """As whoever coordinates does."""
    window.desk.actor = coordinator()
    nothing_chosen(window)


def a_toast(window: MainWindow) -> None:
    """An act just done, with its way back."""
    if (page := the_planning(window)) is not None:
        slot = next((slot for slot in page.slots if slot.taken), None)
        if slot is not None:
            page.body.on_slot_asked(slot.slot_id)
            page.inspector.slot.free_asked.emit(slot.taken[0].seat_id, slot.taken[0].name)


def the_proposal(window: MainWindow) -> None:
    """The month after, composed."""
    window.show_page("planning")
    window.desk.month = Month.of(clock.today()).plus(1)
    composed(window)


def the_same_month_again(window: MainWindow) -> None:
    """This month, composed anew beside what it is."""
    the_planning(window)
    composed(window)


def composed(window: MainWindow) -> None:
    """The month shown, once it is composed."""
    page = window.page
    if isinstance(page, PlanningPage) and page.top.composing.isEnabled():
        page.top.composing.click()
        waited = time.monotonic()
        while (
            not any(act.key == "planning.apply" and not act.why_not for act in page.offers())
            and time.monotonic() - waited < LONGEST_S
        ):
            QApplication.processEvents()


def thrown_away(window: MainWindow) -> None:
    """The proposal gone, the month again."""
    for proposal in window.findChildren(Proposal):
        proposal.on_throw()


def the_team(window: MainWindow) -> TeamPage | None:
    """The team, with one of them chosen; None where there is nobody."""
    window.show_page("team")
    page = window.page
    if isinstance(page, TeamPage):
        QApplication.processEvents()
        page.table.choose(CHOSEN)
        return page if page.detail.view is not None else None
    return None


def the_list(window: MainWindow) -> None:
    """The team's page as it opens."""
    the_team(window)


def somebody(window: MainWindow) -> None:
    """One person, where the list and the person take turns."""
    if (page := the_team(window)) is not None:
        page.on_person_asked()


def further_down(window: MainWindow) -> None:
    """One person, the end of what is known."""
    if (page := the_team(window)) is not None:
        page.on_person_asked()
        QApplication.processEvents()
        bar = page.detail.area.verticalScrollBar()
        bar.setValue(bar.maximum())


def back_in_the_list(window: MainWindow) -> None:
    """The list again."""
    if (page := the_team(window)) is not None:
        page.on_back()


def the_board(window: MainWindow) -> None:
    """Newcomers by step."""
    if (page := the_team(window)) is not None:
        page.on_view("board")


def team_life(window: MainWindow) -> None:
    """Who met, and about what."""
    if (page := the_team(window)) is not None:
        page.on_view("life")


def back_to_the_list_view(window: MainWindow) -> None:
    """The list again, here and next time."""
    if isinstance(window.page, TeamPage):
        window.page.on_view("list")


def a_section(key: str) -> Callable[[MainWindow], None]:
    """One section of the settings."""
    return lambda window: window.desk.ask(f"settings.{key}")


def a_page(key: str) -> Callable[[MainWindow], None]:
    """One of the pages, as the coordinator sees it."""
    return lambda window: window.show_page(key)


def the_till(window: MainWindow) -> TillPage | None:
    """The till, where it is open."""
    window.show_page("till")
    page = window.page
    QApplication.processEvents()
    return page if isinstance(page, TillPage) and page.close_button.isVisible() else None


def a_bill(window: MainWindow) -> None:
    """Two coffees, a soup, and something at a price of one's own."""
    if (page := the_till(window)) is not None:
        tiles = page.sale.tiles
        for place in (0, 0, 3):
            tiles.pressed.emit(tiles.keys[place])


def nothing_on_the_bill(window: MainWindow) -> None:
    """All of it taken off again."""
    if (page := the_till(window)) is not None:
        page.sale.bill.empty_asked.emit()


def a_count(window: MainWindow) -> None:
    """The count, half done."""
    if (page := the_till(window)) is not None:
        page.close_button.click()
        view = page.findChildren(ClosingView)[-1]  # one that was left may not be gone yet
        view.count.show_count({2000: 2, 1000: 1, 500: 3, 50: 4})
        view.on_changed()


def a_count_compared(window: MainWindow) -> None:
    """What was counted beside what should be there."""
    a_count(window)
    for view in window.page.findChildren(ClosingView)[-1:]:
        view.go_on.click()


def back_at_the_till(window: MainWindow) -> None:
    """Selling again, and nothing counted."""
    for view in window.page.findChildren(ClosingView):
        view.count.show_count({})
        view.go_to(0)
        view.on_changed()
    window.page.let_go()


def a_months_figures(window: MainWindow) -> None:
    """The month of the till on screen."""
    window.show_page("budget")
    if isinstance(window.page, BudgetPage):
        window.page.exporting.click()


def back_in_the_budget(window: MainWindow) -> None:
    """The year again."""
    window.page.let_go()


def a_date(window: MainWindow) -> None:
    """The programme, with the first date of the month chosen, where there is one."""
    window.show_page("programme")
    if isinstance(window.page, ProgrammePage):
        window.page.choose_first()


def nothing_chosen_there(window: MainWindow) -> None:
    """The ideas again."""
    window.page.let_go()


def dates_in_a_list(window: MainWindow) -> None:
    """The programme as a list."""
    window.show_page("programme")
    if isinstance(window.page, ProgrammePage):
        window.page.on_look("list")


def dates_in_a_month(window: MainWindow) -> None:
    """And as a month again."""
    if isinstance(window.page, ProgrammePage):
        window.page.on_look("month")


def nobody_said_who(window: MainWindow) -> None:
    """The page on which the PC rests, before anybody has said who they are."""
    window.show_page("today")
    window.desk.actor = reader()


def a_hosts_own_page(window: MainWindow) -> None:
    """The own page of the first host who has shifts to come, or of the first there is."""
    with window.desk.store.read() as session:
        team = hosts(session)
        coming = next((host for host in team if own_seats(session, host.id)), team[0] if team else None)
        actor = reader() if coming is None else acting_host(session, coming.id)
    window.show_page("mine")
    window.desk.actor = actor


SCENES: dict[str, Scene] = {
    "today": Scene(nobody_said_who, coordinated_again),
    "today-coordinator": Scene(a_page("today")),
    "mine": Scene(a_hosts_own_page, coordinated_again),
    "mine-nobody": Scene(a_page("mine")),
    "todo": Scene(a_page("todo")),
    "till": Scene(a_bill, nothing_on_the_bill),
    "till-count": Scene(a_count, back_at_the_till),
    "till-compare": Scene(a_count_compared, back_at_the_till),
    "budget": Scene(a_page("budget")),
    "budget-month": Scene(a_months_figures, back_in_the_budget),
    "programme": Scene(a_page("programme")),
    "programme-date": Scene(a_date, nothing_chosen_there),
    "programme-list": Scene(dates_in_a_list, dates_in_a_month),
    "house": Scene(a_page("house")),
    "planning-month": Scene(the_month),
    "planning": Scene(a_slot, nothing_chosen),
    "planning-full-slot": Scene(a_full_slot, nothing_chosen),
    "planning-shadow": Scene(a_place_for_a_shadow, nothing_chosen),
    "planning-week": Scene(one_week, nothing_chosen),
    "planning-last-week": Scene(the_last_week, nothing_chosen),
    "planning-missing": Scene(what_is_missing, nothing_chosen),
    "planning-person": Scene(one_persons_month, nothing_chosen),
    "planning-several": Scene(several_slots, nothing_chosen),
    "planning-in-hand": Scene(somebody_in_hand, nobody_in_hand),
    "planning-later": Scene(a_later_month),
    "planning-read-only": Scene(read_only, coordinated_again),
    "planning-toast": Scene(a_toast, nothing_chosen),
    "compose": Scene(the_proposal, thrown_away),
    "compose-again": Scene(the_same_month_again, thrown_away),
    "team": Scene(the_list),
    "team-person": Scene(somebody, back_in_the_list),
    "team-person-end": Scene(further_down, back_in_the_list),
    "team-board": Scene(the_board, back_to_the_list_view),
    "team-life": Scene(team_life, back_to_the_list_view),
    **{f"settings-{key}": Scene(a_section(key)) for key in SECTIONS},
}
